"""Pages of a plan's papers: export, editions, import, report, open page."""

from functools import partial

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from office.imports.pages import DryRun
from office.lists.pages import EditionPages
from office.papers.downloads import KIND_NAMES, MEDIA_TYPES, file_or_redirect, make_list_file
from office.papers.official import template_of
from office.papers.page_style import with_page
from office.papers.printing import html
from office.registers.links import Link
from office.registers.move_view import act_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.roles import Act, may
from plans import contexts, deadlines
from plans.editions import changes
from plans.editions.checks import plan_findings
from plans.editions.models import PlanEdition
from plans.imports.models import PlanImport
from plans.papers import PLAN, REPORT
from plans.public import actions
from plans.public.models import PlanPage
from plans.reports import papers

ICONS = {"pdf": "printer", "docx": "file-earmark-word", "xlsx": "file-earmark-excel", "csv": "filetype-csv"}

edition_pages = EditionPages(
    model=PlanEdition,
    space="plan_editions",
    form=lambda edition: PLAN.form,
    context=contexts.plan_edition_print_context,
    checks=lambda edition: plan_findings(edition.work),
    earlier=lambda edition: list(edition.approved_before.select_related("plan")),
    changes=changes.plan_changes,
    comparison=changes.PLAN_COMPARISON,
)


dry_run = DryRun(model=PlanImport, space="plan_imports", words={}, heading=str)


def plan_import_context(request, plan_import):
    """The dry run, and the plan that it became or that stood already."""
    plan = plan_import.plan or plan_import.target.plan
    links = [Link(str(plan), plan.get_absolute_url())] if plan else []
    return {**dry_run.page(request, plan_import), "links": links}


# --- The paper of a plan as it stands -----------------------------------------------------------------------


def preview_plan(register):
    """The plan in the browser: the same HTML that is printed."""

    @policy(Act.READ, READ_METHODS, register=register)
    def view(request, pk):
        plan = find_row(register, request, pk)
        return HttpResponse(html(template_of(PLAN.form), plan_paper(plan)))

    return view


def plan_paper(plan) -> dict:
    """The context of a plan as it prints, with the page of its body."""
    return with_page(contexts.plan_print_context(plan), plan.organisation)


def export_plan(register):
    """The plan as it stands as PDF, Word, Excel or CSV, marked as a draft."""

    @policy(Act.READ, READ_METHODS, register=register)
    def view(request, pk, kind):
        plan = find_row(register, request, pk)
        if kind not in MEDIA_TYPES:
            raise Http404
        name = f"{plan.organisation.code}-plan-{plan.first_year}-{plan.last_year}"
        make = partial(make_list_file, kind, PLAN.form, plan_paper(plan))
        return file_or_redirect(request, make, kind, name, plan.get_absolute_url())

    return view


def plan_paper_links(plan) -> list[Link]:
    """Links to preview and export a plan."""
    look = Link(_("Preview"), reverse("plan_papers:preview", args=[plan.pk]), icon="eye")
    return [
        look,
        *(
            Link(KIND_NAMES[kind], reverse("plan_papers:paper", args=[plan.pk, kind]), icon=icon)
            for kind, icon in ICONS.items()
        ),
    ]


def plan_step_links(request, plan) -> list[Link]:
    """Steps a person with Act.KEEP or Act.PUBLISH may begin: edition, report, year plan, next stage, open
    page.
    """
    body, steps = plan.organisation, []
    if plan.is_copy:
        return []
    if may(request.user, Act.KEEP, body) and plan.is_editable:
        steps += [
            Link(_("Begin an edition"), reverse("plan_editions:create", args=[plan.pk])),
            Link(_("Begin the yearly report on the plan"), reverse("plan_reports:create", args=[plan.pk])),
        ]
        if plan.first_year < plan.last_year:
            steps.append(Link(_("Take the plan of a year"), reverse("yearly_plans:create", args=[plan.pk])))
        if plan.stage == plan.Stage.FIRST:
            steps.append(Link(_("Take over into stage II"), reverse("next_stages:create", args=[plan.pk])))
    if may(request.user, Act.PUBLISH, body) and not plan.is_draft:
        steps.append(
            Link(
                _("Close the open page") if plan_open_page(plan) else _("Open the page for everyone"),
                reverse("plan_papers:open_page", args=[plan.pk]),
            )
        )
    return steps


def plan_open_page(plan):
    return PlanPage.objects.of(plan.organisation).filter(plan=plan).first()


def plan_surroundings_context(request, plan) -> dict:
    """Context of a plan's page: papers, next steps, editions, reports, open page, new remarks."""
    return {
        "papers": plan_paper_links(plan),
        "steps": plan_step_links(request, plan),
        "work": plan.editions.filter(copy__isnull=False, state="draft").select_related("copy").first(),
        "editions": plan.editions.visible_to(request.user, Act.READ).select_related("annex__order", "plan"),
        "reports": plan.reports.select_related("plan"),
        "page": plan_open_page(plan),
        "remarks_waiting": plan.remarks.filter(state="new").count()
        if may(request.user, Act.KEEP, plan.organisation)
        else 0,
    }


def open_page_switch(register):
    """Open the page of an approved plan for everyone, or close it."""

    @policy(Act.PUBLISH, register=register)
    def view(request, pk):
        plan = find_row(register, request, pk)
        page = plan_open_page(plan)
        label = _("Close the open page") if page else _("Open the page for everyone")
        text = (
            _("The address stops to answer. What was published under orders stays where it is.")
            if page
            else _(
                "Everyone sees the measures, their terms, executors, funding and state, and what "
                "was marked as public; people may send remarks, which only the clerk reads."
            )
        )
        form = Form(request.POST if request.method == "POST" else None)
        return act_page(
            request,
            plan,
            form,
            lambda: actions.toggle_open_page(plan, by=request.user),
            label=label,
            consequence=text,
            danger=page is not None,
        )

    return view


# --- The report ---------------------------------------------------------------------------------------------


def plan_report_context(request, report):
    data = papers.report_data(report)
    return {
        "tables": [data["table"], *data["more"]],
        "due": deadlines.report_due_words(report),
        "links": [Link(str(report.plan), report.plan.get_absolute_url(), note=_("plan"))],
        "papers": [
            Link(KIND_NAMES[kind], reverse("plan_reports:paper", args=[report.pk, kind]), icon=ICONS[kind])
            for kind in ("docx", "pdf")
        ],
    }


def export_plan_report(register):
    """The report as Word to finish, or PDF."""

    @policy(Act.READ, READ_METHODS, register=register)
    def view(request, pk, kind):
        report = find_row(register, request, pk)
        if kind not in ("docx", "pdf"):
            raise Http404
        name = f"{report.organisation.code}-report-{report.year}"
        context = with_page(papers.plan_report_print_context(report), report.organisation)
        make = partial(make_list_file, kind, REPORT.form, context)
        return file_or_redirect(request, make, kind, name, report.get_absolute_url())

    return view
