"""The pages of what leads to a plan and comes of it: its paper, editions, the dry run of an import, the report, its open page."""

from functools import partial

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from office.copies import KINDS, NAMES, made, printed
from office.dryrun import DryRun
from office.editions import EditionPages
from office.generic import READS, act_page, find, policy
from office.papers import template_of
from office.printing import html
from office.roles import Act, may
from plans import contexts, diff, duties, progress, reports
from plans.checks import checks
from plans.models import Plan, PlanEdition, PlanImport, PlanPage
from plans.papers import PLAN, REPORT

ICONS = {"pdf": "printer", "docx": "file-earmark-word", "xlsx": "file-earmark-excel", "csv": "filetype-csv"}

edition_pages = EditionPages(
    model=PlanEdition,
    space="plan_editions",
    form=lambda edition: PLAN.form,
    context=contexts.edition_context,
    checks=lambda edition: checks(edition.plan),
    earlier=diff.earlier,
    changes=diff.changes,
    comparison=diff.LIST,
)


def already(record):
    """What the body has now while the file waits."""
    same = {"first_year": record.first_year, "last_year": record.last_year}
    count = Plan.objects.of(record.organisation).filter(**same).count()
    text = _("The body already has plans of these years: %(count)s. The file makes one more, as a draft.")
    return text % {"count": count} if count else ""


dry_run = DryRun(model=PlanImport, space="plan_imports", words={}, heading=str, already=already)


def beside_import(request, record):
    """The dry run, and the plan once it was accepted."""
    links = [{"label": str(record.plan), "url": record.plan.get_absolute_url()}] if record.plan else []
    return {**dry_run.page(request, record), "links": links}


# --- The paper of a plan as it stands ------------------------------------------------------------------------------------------


def preview(book):
    """The plan in the browser: the same HTML that is printed."""

    @policy(Act.READ, READS, book=book)
    def view(request, pk):
        plan = find(book, request, pk)
        return HttpResponse(html(template_of(PLAN.form), contexts.plan_context(plan)))

    return view


def paper(book):
    """The plan as it stands as PDF, Word, Excel or CSV, marked as a draft."""

    @policy(Act.READ, READS, book=book)
    def view(request, pk, kind):
        plan = find(book, request, pk)
        if kind not in KINDS:
            raise Http404
        name = f"{plan.organisation.code}-plan-{plan.first_year}-{plan.last_year}"
        make = partial(made, kind, PLAN.form, contexts.plan_context(plan))
        return printed(request, make, kind, name, plan.get_absolute_url())

    return view


def papers_of(plan) -> list[dict]:
    """The ways to look at and save a plan, for its page."""
    look = {"label": _("Preview"), "url": reverse("plan_papers:preview", args=[plan.pk]), "icon": "eye"}
    return [
        look,
        *(
            {"label": NAMES[kind], "url": reverse("plan_papers:paper", args=[plan.pk, kind]), "icon": icon}
            for kind, icon in ICONS.items()
        ),
    ]


def steps_of(request, plan) -> list[dict]:
    """What the keeper of a plan may begin from its page: edition, report, year, next stage, open page."""
    body, steps = plan.organisation, []
    if may(request.user, Act.KEEP, body) and plan.is_editable:
        steps += [
            {"label": _("Begin an edition"), "url": reverse("plan_editions:create", args=[plan.pk])},
            {
                "label": _("Begin the yearly report on the plan"),
                "url": reverse("plan_reports:create", args=[plan.pk]),
            },
        ]
        if plan.first_year < plan.last_year:
            steps.append(
                {"label": _("Take the plan of a year"), "url": reverse("yearly_plans:create", args=[plan.pk])}
            )
        if plan.stage == plan.Stage.FIRST:
            steps.append(
                {"label": _("Take over into stage II"), "url": reverse("next_stages:create", args=[plan.pk])}
            )
    if may(request.user, Act.PUBLISH, body) and not plan.is_draft:
        steps.append(
            {
                "label": _("Close the open page") if page_of(plan) else _("Open the page for everyone"),
                "url": reverse("plan_papers:open_page", args=[plan.pk]),
            }
        )
    return steps


def page_of(plan):
    return PlanPage.objects.of(plan.organisation).filter(plan=plan).first()


def around(request, plan) -> dict:
    """What hangs on a plan: its papers, the next steps, editions, reports, its open page, the remarks that wait."""
    return {
        "papers": papers_of(plan),
        "steps": steps_of(request, plan),
        "editions": plan.editions.visible_to(request.user, Act.READ).select_related("annex__order", "plan"),
        "reports": plan.reports.select_related("plan"),
        "page": page_of(plan),
        "remarks_waiting": plan.remarks.filter(state="new").count()
        if may(request.user, Act.KEEP, plan.organisation)
        else 0,
    }


def open_page(book):
    """Open the page of an approved plan for everyone, or close it."""

    @policy(Act.PUBLISH, book=book)
    def view(request, pk):
        plan = find(book, request, pk)
        page = page_of(plan)
        label = _("Close the open page") if page else _("Open the page for everyone")
        text = (
            _("The address stops to answer. What was published under orders stays where it is.")
            if page
            else _(
                "Everyone sees the measures, their terms, executors, funding and state, and what was marked as public; people may send remarks, which only the clerk reads."
            )
        )
        form = Form(request.POST if request.method == "POST" else None)
        return act_page(
            request,
            plan,
            form,
            lambda: duties.turn_page(plan, by=request.user),
            label=label,
            consequence=text,
            danger=page is not None,
        )

    return view


# --- The report ----------------------------------------------------------------------------------------------------------------


def beside_report(request, report):
    data = reports.report_data(report)
    return {
        "tables": [data["table"], *data["more"]],
        "due": duties.due_words(report),
        "totals": progress.totals(progress.of_plan(report.plan)),
        "links": [{"label": str(report.plan), "url": report.plan.get_absolute_url(), "note": _("plan")}],
        "papers": [
            {
                "label": NAMES[kind],
                "url": reverse("plan_reports:paper", args=[report.pk, kind]),
                "icon": ICONS[kind],
            }
            for kind in ("docx", "pdf")
        ],
    }


def report_paper(book):
    """The report as Word to finish, or PDF."""

    @policy(Act.READ, READS, book=book)
    def view(request, pk, kind):
        report = find(book, request, pk)
        if kind not in ("docx", "pdf"):
            raise Http404
        name = f"{report.organisation.code}-report-{report.year}"
        make = partial(made, kind, REPORT.form, reports.report_context(report))
        return printed(request, make, kind, name, report.get_absolute_url())

    return view
