"""The papers of the trust box as files: the book, the act, the minutes, the journal of openings, the poster,
the slip, the export with its verifier.
"""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from office.papers.documents import to_word
from office.papers.downloads import KIND_NAMES, file_or_redirect, make_list_file
from office.papers.official import DRAFT, minutes_context
from office.papers.printing import pdf
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.registers.values import parse_number
from office.roles import Act, may
from trustbox.analysis import paper as analysis_paper
from trustbox.boxes import papers as boxes_papers
from trustbox.boxes.papers import OPENINGS
from trustbox.journal.book_papers import (
    EXTRACTS,
    book_context,
    extract_context,
    openings_context,
    poster_context,
    slip_context,
)
from trustbox.journal.export import book_json
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.papers import JOURNAL
from trustbox.receipts import appeal_receipt_context, is_code_of

PAPER = ("pdf", "docx")


def journal_year(request) -> int:
    return parse_number(request.GET.get("year"), timezone.localdate().year)


def readable_organisation(request):
    """The organisation at hand, whose journal the person reads; 403 otherwise."""
    if request.organisation is None or not may(request.user, Act.JOURNAL, request.organisation):
        raise PermissionDenied
    return request.organisation


@policy(Act.JOURNAL, READ_METHODS)
def download_book(request, kind):
    """The book of a year (`?year=`) with its closing sheet; with `?channel=` the journal of the reception or
    of the trust telephone.
    """
    organisation, year = readable_organisation(request), journal_year(request)
    if kind not in PAPER:
        raise Http404
    rows = Appeal.objects.visible_to(request.user, Act.JOURNAL).filter(organisation=organisation, year=year)
    if request.GET.get("channel") in EXTRACTS:
        context = extract_context(organisation, year, rows, request.GET["channel"])
    else:
        context = book_context(organisation, year, rows)
    make = partial(make_list_file, kind, JOURNAL.form, context)
    return file_or_redirect(
        request, make, kind, f"{organisation.code}-journal-{year}", reverse("appeals:register")
    )


@policy(Act.JOURNAL, READ_METHODS)
def download_openings(request, kind):
    organisation, year = readable_organisation(request), journal_year(request)
    if kind not in PAPER:
        raise Http404
    make = partial(make_list_file, kind, OPENINGS.form, openings_context(organisation, year))
    return file_or_redirect(
        request, make, kind, f"{organisation.code}-openings-{year}", reverse("openings:register")
    )


def render_document(kind, template, paper) -> bytes:
    """A paper of words and tables as PDF or Word."""
    if kind == "docx":
        return to_word(paper, DRAFT if paper.get("draft") else "")
    return pdf(template, paper)


def opening_act_page(register):
    """The act of taking appeals of one opening; a draft while the box is open."""

    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk, kind):
        opening = find_row(register, request, pk)
        if kind not in PAPER:
            raise Http404
        make = partial(render_document, kind, "trustbox/print/act.html", boxes_papers.act_paper(opening))
        return file_or_redirect(request, make, kind, f"act-{opening.pk}", opening.get_absolute_url())

    return view


def opening_minutes_page(register):
    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk, kind):
        opening = find_row(register, request, pk)
        if kind not in PAPER:
            raise Http404
        make = partial(render_minutes, kind, opening)
        return file_or_redirect(request, make, kind, f"minutes-{opening.pk}", opening.get_absolute_url())

    return view


def render_minutes(kind, opening) -> bytes:
    """ValueError with a sentence while there are none."""
    if opening.meeting is None:
        raise ValueError(_("The minutes are made when the box is closed."))
    context = minutes_context(opening.meeting)
    if kind == "pdf":
        return pdf("office/print/minutes.html", context)
    return to_word(boxes_papers.minutes_paper(context))


def box_poster_page(register):
    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk):
        box = find_row(register, request, pk)
        make = partial(pdf, "trustbox/print/poster.html", poster_context(box, settings.PUBLIC_ADDRESS))
        return file_or_redirect(request, make, "pdf", f"poster-{box.pk}", box.get_absolute_url())

    return view


def appeal_slip_page(register):
    """The slip for a paper citizen (J16): the code comes by POST from the page that showed it once; no other
    code is printed.
    """

    @policy(Act.APPEALS, ("POST",), register=register)
    def view(request, pk):
        appeal = find_row(register, request, pk)
        code = request.POST.get("code", "")
        if not may(request.user, Act.APPEALS, appeal.organisation):
            raise PermissionDenied
        if not is_code_of(appeal, code):
            raise BadRequest
        make = partial(pdf, "trustbox/print/slip.html", slip_context(appeal_receipt_context(appeal, code)))
        return file_or_redirect(request, make, "pdf", f"slip-{appeal.number}", appeal.get_absolute_url())

    return view


def analysis_context(request, row):
    """The paper below the fields, and its copies."""
    papers = [
        Link(KIND_NAMES[kind], reverse("analyses:paper", args=[row.pk, kind]), icon=icon)
        for kind, icon in (("docx", "file-earmark-word"), ("pdf", "printer"))
    ]
    return {"paper": analysis_paper.analysis_paper(row), "papers": papers}


def analysis_paper_page(register):
    """The analysis as Word, to be finished there and signed, or as PDF with its chart."""

    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk, kind):
        row = find_row(register, request, pk)
        if kind not in PAPER:
            raise Http404
        make = partial(
            render_document, kind, "trustbox/print/analysis.html", analysis_paper.analysis_paper(row)
        )
        return file_or_redirect(
            request, make, kind, f"{row.organisation.code}-{row.year}-{row.kind}", row.get_absolute_url()
        )

    return view


@policy(Act.JOURNAL, READ_METHODS)
def download_verifier(request):
    """The script that proves an exported book on another machine; nothing but Python is needed there."""
    content = Path(__file__).with_name("verifier.py").read_bytes()
    headers = {"Content-Disposition": content_disposition_header(True, "verify_book.py")}
    return HttpResponse(content, content_type="text/x-python; charset=utf-8", headers=headers)


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
