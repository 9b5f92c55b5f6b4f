"""The open pages of a body: what it has published, word for word as approved. Read by anyone, without a trace."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from office.models import Annex, Organisation, Publication
from office.sheets import to_csv

KINDS = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}


def public(view):
    """Declare that a page is for everyone; `tests/test_routes.py` reads it off the URLconf."""
    view = login_not_required(view)
    view.public, view.act = True, None
    return view


@public
def bodies(request):
    """The bodies that have published something."""
    published = Organisation.objects.filter(pk__in=Publication.objects.open().values("organisation"))
    return render(request, "public/bodies.html", {"bodies": published})


@public
def body(request, code):
    """Section «Коррупцияга каршы аракеттенүү» of one body."""
    organisation = get_object_or_404(Organisation, code=code)
    publications = Publication.objects.open_of(organisation).select_related("paper__order")
    return render(request, "public/body.html", {"body": organisation, "publications": publications})


@public
def paper(request, code, token):
    """One published paper: the table as it was approved, its date, number, digest, and the files."""
    publication = found(code, token)
    content = publication.paper.content
    return render(
        request,
        "public/paper.html",
        {
            "publication": publication,
            "order": publication.paper.order,
            "table": content.get("table"),
            "content": content,
        },
    )


@public
def file(request, code, token, kind):
    """The stored bytes of the PDF; the table of the same paper as CSV, its canonical data as JSON."""
    publication = found(code, token)
    if kind not in KINDS or (kind == "csv" and "table" not in publication.paper.content):
        raise Http404
    response = HttpResponse(content_of(publication.paper, kind), content_type=KINDS[kind])
    response["Content-Disposition"] = (
        f'{"inline" if kind == "pdf" else "attachment"}; filename="{code}-{publication.published_on}.{kind}"'
    )
    return response


def content_of(frozen, kind):
    if kind == "pdf":
        return bytes(frozen.pdf)
    return to_csv(frozen.content["table"]) if kind == "csv" else frozen.data.encode()


def found(code, token):
    return get_object_or_404(
        Publication.objects.open().select_related("paper__order", "organisation"),
        organisation__code=code,
        token=token,
    )


@public
def check(request, token):
    """Tell whether a printed paper is the true one: number, date, title, in force or not, digest."""
    annex = get_object_or_404(Annex.unscoped.select_related("order", "organisation"), token=token)
    frozen = annex.paper
    return render(
        request,
        "public/check.html",
        {"annex": annex, "order": annex.order, "paper": frozen, "body": annex.organisation},
    )
