"""The papers of the trust box as files: the book, the act, the minutes, the journal of openings, the poster, the slip, the export with its verifier."""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from office.copies import NAMES, made, printed
from office.documents import to_word
from office.generic import READS, find, number, policy
from office.papers import DRAFT, minutes_context
from office.printing import pdf
from office.roles import Act, may
from trustbox import analysing, opening_papers
from trustbox.book_papers import (
    EXTRACTS,
    book_context,
    extract_context,
    openings_context,
    poster_context,
    slip_context,
)
from trustbox.exporting import exported
from trustbox.models import Appeal
from trustbox.opening_papers import OPENINGS
from trustbox.papers import JOURNAL
from trustbox.receipts import is_code_of, receipt

PAPER = ("pdf", "docx")


def year_of(request) -> int:
    return number(request.GET.get("year"), timezone.localdate().year)


def journal_of(request):
    """The body at hand, whose journal the person reads; 403 otherwise."""
    if request.organisation is None or not may(request.user, Act.JOURNAL, request.organisation):
        raise PermissionDenied
    return request.organisation


@policy(Act.JOURNAL, READS)
def book(request, kind):
    """The book of a year (`?year=`) with its closing sheet; with `?channel=` the journal of the reception or of the trust telephone."""
    body, year = journal_of(request), year_of(request)
    if kind not in PAPER:
        raise Http404
    rows = Appeal.objects.visible_to(request.user, Act.JOURNAL).filter(organisation=body, year=year)
    if request.GET.get("channel") in EXTRACTS:
        context = extract_context(body, year, rows, request.GET["channel"])
    else:
        context = book_context(body, year, rows)
    make = partial(made, kind, JOURNAL.form, context)
    return printed(request, make, kind, f"{body.code}-journal-{year}", reverse("appeals:register"))


@policy(Act.JOURNAL, READS)
def openings(request, kind):
    """The journal of openings of a year."""
    body, year = journal_of(request), year_of(request)
    if kind not in PAPER:
        raise Http404
    make = partial(made, kind, OPENINGS.form, openings_context(body, year))
    return printed(request, make, kind, f"{body.code}-openings-{year}", reverse("openings:register"))


def document(kind, template, paper) -> bytes:
    """A paper of words and tables as PDF or Word."""
    if kind == "docx":
        return to_word(paper, DRAFT if paper.get("draft") else "")
    return pdf(template, paper)


def act(book):
    """The act of taking appeals of one opening; a draft while the box is open."""

    @policy(Act.JOURNAL, READS, book=book)
    def view(request, pk, kind):
        opening = find(book, request, pk)
        if kind not in PAPER:
            raise Http404
        make = partial(document, kind, "trustbox/print/act.html", opening_papers.act(opening))
        return printed(request, make, kind, f"act-{opening.pk}", opening.get_absolute_url())

    return view


def minutes(book):
    """The minutes of the commission at an opening."""

    @policy(Act.JOURNAL, READS, book=book)
    def view(request, pk, kind):
        opening = find(book, request, pk)
        if kind not in PAPER:
            raise Http404
        make = partial(minutes_as, kind, opening)
        return printed(request, make, kind, f"minutes-{opening.pk}", opening.get_absolute_url())

    return view


def minutes_as(kind, opening) -> bytes:
    """ValueError with a sentence while there are none."""
    if opening.meeting is None:
        raise ValueError(_("The minutes are made when the box is closed."))
    context = minutes_context(opening.meeting)
    if kind == "pdf":
        return pdf("office/print/minutes.html", context)
    return to_word(opening_papers.minutes(context))


def poster(book):
    """The poster to hang beside a box."""

    @policy(Act.JOURNAL, READS, book=book)
    def view(request, pk):
        box = find(book, request, pk)
        make = partial(pdf, "trustbox/print/poster.html", poster_context(box, settings.PUBLIC_ADDRESS))
        return printed(request, make, "pdf", f"poster-{box.pk}", box.get_absolute_url())

    return view


def slip(book):
    """The slip for a paper citizen (J16): the code comes by POST from the page that showed it once; no other code is printed."""

    @policy(Act.APPEALS, ("POST",), book=book)
    def view(request, pk):
        appeal = find(book, request, pk)
        code = request.POST.get("code", "")
        if not may(request.user, Act.APPEALS, appeal.organisation):
            raise PermissionDenied
        if not is_code_of(appeal, code):
            raise BadRequest
        make = partial(pdf, "trustbox/print/slip.html", slip_context(receipt(appeal, code)))
        return printed(request, make, "pdf", f"slip-{appeal.number}", appeal.get_absolute_url())

    return view


def beside_analysis(request, row):
    """The paper below the fields, and its copies."""
    papers = [
        {"label": NAMES[kind], "url": reverse("analyses:paper", args=[row.pk, kind]), "icon": icon}
        for kind, icon in (("docx", "file-earmark-word"), ("pdf", "printer"))
    ]
    return {"paper": analysing.paper(row), "papers": papers}


def analysis(book):
    """The analysis as Word, to be finished there and signed, or as PDF with its chart."""

    @policy(Act.JOURNAL, READS, book=book)
    def view(request, pk, kind):
        row = find(book, request, pk)
        if kind not in PAPER:
            raise Http404
        make = partial(document, kind, "trustbox/print/analysis.html", analysing.paper(row))
        return printed(
            request, make, kind, f"{row.organisation.code}-{row.year}-{row.kind}", row.get_absolute_url()
        )

    return view


@policy(Act.JOURNAL, READS)
def verifier(request):
    """The script that proves an exported book on another machine; nothing but Python is needed there."""
    content = Path(__file__).with_name("verifier.py").read_bytes()
    headers = {"Content-Disposition": content_disposition_header(True, "verify_book.py")}
    return HttpResponse(content, content_type="text/x-python; charset=utf-8", headers=headers)


@policy(Act.JOURNAL, READS)
def export(request):
    """A book of a year as JSON, to be proved elsewhere."""
    body, year = journal_of(request), year_of(request)
    rows = Appeal.objects.visible_to(request.user, Act.JOURNAL).filter(organisation=body, year=year)
    content = exported(body, year, set(rows.values_list("pk", flat=True)))
    headers = {"Content-Disposition": content_disposition_header(True, f"{body.code}-book-{year}.json")}
    return HttpResponse(content, content_type="application/json", headers=headers)
