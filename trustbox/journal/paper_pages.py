"""Papers of the journal as files: book, slip, export, verifier."""

from functools import partial

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header

from office.papers.downloads import file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.roles import Act, may
from trustbox.documents import PAPER, journal_year, readable_organisation
from trustbox.journal.book_papers import (
    EXTRACTS,
    book_context,
    extract_context,
    slip_context,
)
from trustbox.journal.export import VERIFIER, book_json
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.choices import Language
from trustbox.journal.papers import JOURNAL
from trustbox.receipts import appeal_receipt_context, is_code_of


@policy(Act.JOURNAL, READ_METHODS)
def download_book(request, kind):
    """The book of a year (`?year=`) with its closing sheet, with `?names=blank` with empty cells for names;
    with `?channel=` the journal of the reception or of the trust telephone.
    """
    organisation, year = readable_organisation(request), journal_year(request)
    if kind not in PAPER:
        raise Http404
    rows = Appeal.objects.visible_to(request.user, Act.JOURNAL).filter(organisation=organisation, year=year)
    if request.GET.get("channel") in EXTRACTS:
        context = extract_context(organisation, year, rows, request.GET["channel"])
    else:
        context = book_context(organisation, year, request.user, request.GET.get("names") == "blank")
    make = partial(make_list_file, kind, JOURNAL.form, with_page(context, organisation))
    return file_or_redirect(
        request, make, kind, f"{organisation.code}-journal-{year}", reverse("appeals:register")
    )


def appeal_slip_page(register):
    """The slip for a paper citizen (J16), in the language of the appeal: the code comes by POST from the page
    that showed it once; no other code is printed.
    """

    @policy(Act.APPEALS, ("POST",), register=register)
    def view(request, pk):
        appeal = find_row(register, request, pk)
        code = request.POST.get("code", "")
        if not may(request.user, Act.APPEALS, appeal.organisation):
            raise PermissionDenied
        if not is_code_of(appeal, code):
            raise BadRequest
        language = appeal.language if appeal.language in dict(settings.LANGUAGES) else Language.KYRGYZ
        with translation.override(language):
            context = slip_context(appeal_receipt_context(appeal, code), language)
        context = with_page(context, appeal.organisation)
        make = partial(pdf, "trustbox/print/slip.html", context)
        return file_or_redirect(request, make, "pdf", f"slip-{appeal.number}", appeal.get_absolute_url())

    return view


@policy(Act.JOURNAL, READ_METHODS)
def download_verifier(request):
    """The script that proves an exported book on another machine; nothing but Python is needed there."""
    headers = {"Content-Disposition": content_disposition_header(True, "verify_book.py")}
    return HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8", headers=headers)


@policy(Act.JOURNAL, READ_METHODS)
def export_book(request):
    """A book of a year as JSON, to be proved elsewhere."""
    organisation, year = readable_organisation(request), journal_year(request)
    rows = Appeal.objects.visible_to(request.user, Act.JOURNAL).filter(organisation=organisation, year=year)
    content = book_json(organisation, year, set(rows.values_list("pk", flat=True)))
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{organisation.code}-book-{year}.json")
    }
    return HttpResponse(content, content_type="application/json", headers=headers)
