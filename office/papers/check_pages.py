"""The check of a printed paper: what is known of it, for whoever holds the print. Found by the address of its
QR code or by the short code that stands beside it.
"""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from office.open_pages import language_of, public_page, render_public, standing_context
from office.papers.paper_state import annex_standing, text_standing
from office.papers.print_marks import find_marked

LONGEST = 60  # signs of what is typed as a code


@public_page
def find_paper(request):
    """Type the short code of a print; a known one leads to its page."""
    typed = request.GET.get("code", "")[:LONGEST]
    marked = marked_or_none(typed)
    if marked:
        chosen = f"?lang={language_of(request)}" if "lang" in request.GET else ""
        return redirect(f"{reverse('open:check', args=[typed.strip()])}{chosen}")
    context = {"typed": typed, "language": request.GET.get("lang", "")}
    return render_public(request, "public/find.html", context, status=404 if typed else 200)


def marked_or_none(mark):
    try:
        return find_marked(mark.strip())
    except LookupError:
        return None


@public_page
def check_page(request, token):
    """Number, date, title, in force or not, withdrawn or not, digest. Of a draft no more than that it is one.

    `token` is the token of the print or its short code.
    """
    marked = marked_or_none(token)
    if marked is None:
        raise Http404
    return render_public(request, "public/check.html", check_context(marked))


def check_context(marked) -> dict:
    frozen = marked.papers.first()
    standing = annex_standing(marked.annex) if marked.annex else text_standing(marked.order)
    return {
        "marked": marked,
        "order": marked.order,
        "frozen": frozen,
        "body": marked.organisation,
        "publication": frozen and frozen.publications.filter(withdrawn_on=None).first(),
        **(standing_context(standing) if frozen else {}),
    }
