"""What the positions do beside their five pages: copies of the lists, the dry run of an import, the report of
a year.
"""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.imports.pages import DryRun
from office.lists.pages import EditionPages
from office.papers.downloads import KIND_NAMES, MEDIA_TYPES, export_links, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.links import Link, NextStep
from office.registers.policy import policy
from office.registers.rows import find_row
from office.roles import Act, may
from positions import actions, contexts
from positions.data.signs import SIGNS
from positions.editions import changes
from positions.editions.checks import position_list_findings
from positions.editions.models import PositionEdition
from positions.editions.review import REVIEW
from positions.filters import ExposureFilter, PostFilter
from positions.models.exposures import Exposure
from positions.models.imports import LIST_NAMES, PositionImport
from positions.models.monitoring import Sign
from positions.models.posts import Post
from positions.papers import ANNEX_2, LEVEL_WORDS, STAFFING, YEAR_REPORT

READS = ("GET", "HEAD")


def may_keep_registers(request):
    return may(request.user, Act.KEEP, request.organisation)


def import_links(request):
    """Link to the import, with Act.KEEP."""
    url = reverse("position_imports:create")
    return [Link(_("Import from Word or Excel"), url)] if may_keep_registers(request) else []


# --- Staffing table -----------------------------------------------------------------------------------------


def post_list_context(request, rows):
    new = Link(_("New post"), reverse("posts:create"), primary=True)
    return {
        "exports": export_links(request, "posts:export"),
        "ways": import_links(request),
        "empty": {
            "text": _("The staffing table is empty."),
            "actions": [new, *import_links(request)] if may_keep_registers(request) else [],
        },
    }


def post_context(request, post):
    """The row of the list for the post, or the address to put it forward; the address to delete it while
    nothing refers to it.
    """
    may_keep = may(request.user, Act.KEEP, post.organisation)
    row = post.listed
    return {
        "row": row,
        "expose_url": reverse("exposures:create", args=[post.pk]) if may_keep and post.takes_more else "",
        "earlier": post.exposures.exclude(pk=row.pk if row else 0),
        "throw_away_url": reverse("posts:throw_away", args=[post.pk])
        if may_keep and not post.exposures.exists()
        else "",
    }


@policy(Act.READ, methods=READS)
def export_posts(request, kind):
    """The staffing table under its filters as a file."""
    rows = PostFilter(request.GET, queryset=readable_rows(Post, request), request=request).qs.in_order()
    context = {"table": contexts.staffing_table(request.organisation, rows), "draft": True}
    return list_file_response(request, kind, STAFFING.form, context, "posts")


def readable_rows(model, request):
    return model.objects.visible_to(request.user, Act.READ)


def list_file_response(request, kind, form, context, space):
    """A list as a file of one of MEDIA_TYPES; 404 for any other kind, and without Act.READ."""
    organisation = request.organisation
    if kind not in MEDIA_TYPES or not may(request.user, Act.READ, organisation):
        raise Http404
    name = f"{organisation.code}-{space}-{clock.today()}"
    return file_or_redirect(
        request,
        lambda: make_list_file(kind, form, with_page(context, organisation)),
        kind,
        name,
        reverse(f"{space}:register"),
    )


# --- The list -----------------------------------------------------------------------------------------------


def exposure_list_context(request, rows):
    choose = Link(_("Choose a post"), f"{reverse('posts:register')}?exposed=no", primary=True)
    return {
        "exports": export_links(request, "exposures:export"),
        "review": REVIEW.reminder(request.organisation) if may_keep_registers(request) else None,
        "ways": import_links(request),
        "choose": choose if may_keep_registers(request) else None,
        "empty": {
            "text": _("The list of corruption-prone positions is empty."),
            "actions": [choose, *import_links(request)] if may_keep_registers(request) else [],
        },
    }


def exposure_context(request, row):
    """The risks the post is exposed to, the post itself."""
    risks = row.post.risks.select_related("kind").in_order()
    return {
        "risks": risks,
        "links": [Link(str(row.post), row.post.get_absolute_url(), note=_("staffing table"))],
        "next_step": NextStep(
            _("Editions of the list"),
            reverse("position_editions:register"),
            _("It stands in the register; an edition of the list approves it."),
        )
        if row.state == Exposure.State.LISTED and may(request.user, Act.KEEP, row.organisation)
        else None,
    }


@policy(Act.READ, methods=READS)
def export_exposures(request, kind):
    """The list under its filters as a file: the very table that prints."""
    rows = ExposureFilter(
        request.GET, queryset=readable_rows(Exposure, request), request=request
    ).qs.in_order()
    context = contexts.exposure_list_print_context(request.organisation, rows)
    return list_file_response(request, kind, ANNEX_2.form, context, "exposures")


edition_pages = EditionPages(
    model=PositionEdition,
    space="position_editions",
    form=lambda edition: ANNEX_2.form,
    context=contexts.position_edition_print_context,
    checks=position_list_findings,
    changes=changes.position_list_changes,
    comparison=changes.POSITION_COMPARISON,
)


# --- Import -------------------------------------------------------------------------------------------------


dry_run = DryRun(
    model=PositionImport,
    space="position_imports",
    words={"level": LEVEL_WORDS},
    heading=str,
    kinds=LIST_NAMES,
)


# --- Monitoring (281 p.15) ----------------------------------------------------------------------------------


def sign_list_context(request, rows):
    """The address to adopt the fifteen signs of 281 p.10, while some are missing."""
    present_count = (
        Sign.objects.of(request.organisation).exclude(code="").count() if request.organisation else 0
    )
    return {
        "take_url": reverse("signs:take")
        if may_keep_registers(request) and present_count < len(SIGNS)
        else ""
    }


@policy(Act.KEEP, methods=("POST",))
def adopt_signs(request):
    """Adopt the signs of 281 p.10."""
    if not may_keep_registers(request):
        raise Http404
    new = actions.adopt_method_signs(request.organisation)
    messages.success(request, _("Indicators added: %(new)s.") % {"new": new})
    return redirect("signs:register")


def survey_context(request, survey):
    """Results per question, the ways answers came, free words, the public link with its QR code, the clerk's
    acts.
    """
    works = survey.is_open and may(request.user, Act.KEEP, survey.organisation)
    return {
        "results": survey.results(),
        "count": survey.reply_count,
        "left": survey.words_left()[:REPLIES_SHOWN],
        "address": "" if survey.is_editable else survey.address,
        "channels": survey.replies_by_channel(),
        "slips_url": reverse("surveys:slips", args=[survey.pk]) if works and survey.by_slips else "",
        "reply_url": reverse("surveys:reply", args=[survey.pk]) if works else "",
    }


REPLIES_SHOWN = 100


def year_report_context(request, report):
    table = contexts.year_report_table(report)
    links = [Link(str(report.meeting), report.meeting.get_absolute_url())] if report.meeting else []
    return {
        "table": table,
        "links": links,
        "papers": [
            Link(KIND_NAMES[kind], reverse("year_reports:paper", args=[report.pk, kind]), icon=icon)
            for kind, icon in (("docx", "file-earmark-word"), ("pdf", "printer"))
        ],
    }


def export_year_report(register):
    """The report as Word or PDF."""

    @policy(Act.READ, methods=READS, register=register)
    def view(request, pk, kind):
        report = find_row(register, request, pk)
        if kind not in ("docx", "pdf"):
            raise Http404
        name = f"{report.organisation.code}-monitoring-{report.year}"
        context = with_page(contexts.year_report_print_context(report), report.organisation)
        make = partial(make_list_file, kind, YEAR_REPORT.form, context)
        return file_or_redirect(request, make, kind, name, report.get_absolute_url())

    return view
