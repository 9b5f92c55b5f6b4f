"""Analyses: context of the record page, and the paper as a file."""

from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from office.papers.downloads import KIND_NAMES, file_or_redirect
from office.papers.page_style import with_page
from office.registers.forms import OnceForm
from office.registers.links import Link
from office.registers.move_view import confirm_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.registers.submission import handle_once
from office.roles import Act, may
from trustbox.analysis import papers as analysis_papers
from trustbox.analysis.open_figures import draft_figures_order
from trustbox.documents import PAPER, render_document


def analysis_context(request, row):
    """The paper below the fields, and its copies."""
    papers = [
        Link(KIND_NAMES[kind], reverse("analyses:paper", args=[row.pk, kind]), icon=icon)
        for kind, icon in (("docx", "file-earmark-word"), ("pdf", "printer"))
    ]
    published = (
        row.is_half and row.state == row.State.READ and may(request.user, Act.PUBLISH, row.organisation)
    )
    return {
        "paper": analysis_papers.analysis_paper(row, request.user),
        "papers": papers,
        "order_url": reverse("analyses:order", args=[row.pk]) if published else "",
    }


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


def figures_order_page(register):
    """Put the numbers of a half-year that the head has read into the draft of an order, as its annex."""

    @policy(Act.PUBLISH, register=register)
    def view(request, pk):
        row = find_row(register, request, pk)
        if not row.is_half or row.state != row.State.READ:
            raise Http404
        form = OnceForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and (
            done := handle_once(request, form, lambda: draft_figures_order(row))
        ):
            return done
        return confirm_page(
            request,
            row,
            form,
            label=_("Draft the order on the numbers"),
            consequence=_(
                "The numbers of the half-year become the annex of a draft order, those under three merged. "
                "Signed and registered, it is published like any paper."
            ),
            cancel_url=row.get_absolute_url(),
        )

    return view
