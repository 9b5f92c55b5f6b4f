"""The officer's yearly report: context of the record page, its paper."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404

from office.papers.downloads import file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.policy import policy
from office.roles import Act
from standards.officer_report.models import OfficerReport
from standards.officer_report.papers import OFFICER_REPORT, officer_report_context, officer_report_table
from standards.text.pages import READS, paper_copy_links


def officer_report_page_context(request, report):
    return {
        "table": officer_report_table(report),
        "papers": paper_copy_links("officer_reports:paper", report),
    }


@policy(Act.READ, methods=READS)
def officer_report_paper(request, pk, kind):
    """The report of a year as PDF or Word."""
    report = get_object_or_404(OfficerReport.objects.visible_to(request.user, Act.READ), pk=pk)
    if kind not in ("pdf", "docx"):
        raise Http404
    context = with_page(officer_report_context(report), report.organisation)
    make = partial(make_list_file, kind, OFFICER_REPORT.form, context)
    name = f"{report.organisation.code}-officer-report-{report.year}"
    return file_or_redirect(request, make, kind, name, report.get_absolute_url())
