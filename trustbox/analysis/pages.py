"""Analyses: context of the record page, and the paper as a file."""

from functools import partial

from django.http import Http404
from django.urls import reverse

from office.papers.downloads import KIND_NAMES, file_or_redirect
from office.papers.page_style import with_page
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.roles import Act
from trustbox.analysis import papers as analysis_papers
from trustbox.documents import PAPER, render_document


def analysis_context(request, row):
    """The paper below the fields, and its copies."""
    papers = [
        Link(KIND_NAMES[kind], reverse("analyses:paper", args=[row.pk, kind]), icon=icon)
        for kind, icon in (("docx", "file-earmark-word"), ("pdf", "printer"))
    ]
    return {"paper": analysis_papers.analysis_paper(row, request.user), "papers": papers}


def analysis_paper_page(register):
    """The analysis as Word, to be finished there and signed, or as PDF with its chart."""

    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk, kind):
        row = find_row(register, request, pk)
        if kind not in PAPER:
            raise Http404
        paper = with_page(analysis_papers.analysis_paper(row, request.user), row.organisation)
        make = partial(render_document, kind, "trustbox/print/analysis.html", paper)
        return file_or_redirect(
            request, make, kind, f"{row.organisation.code}-{row.year}-{row.kind}", row.get_absolute_url()
        )

    return view
