"""What plans do beside their five pages: the plan as its paper, telling progress, the mark for
the open page.
"""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from office.registers.form_views import build_form, form_page, prepare_new_row
from office.registers.links import Link, NextStep
from office.registers.move_view import act_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.registers.submission import handle_once
from office.registers.values import parse_number
from office.roles import Act, may
from office.views import stored_file_response
from plans.delegation.pages import visible_handed_measures
from plans.editions.checks import plan_findings, plan_gaps
from plans.editions.working_copy import changed_words
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.paper_pages import plan_surroundings_context
from plans.progress import actions, counts
from plans.progress.forms import ProgressForm
from plans.progress.models import Note
from risks.models.risk import Risk


def may_keep_plans(request, organisation=None):
    return may(request.user, Act.KEEP, organisation or request.organisation)


# --- Plan ---------------------------------------------------------------------------------------------------


def plan_list_context(request, rows):
    """Links to the other views of measures; with Act.KEEP, the import."""
    new = Link(_("New plan"), reverse("plans:create"), primary=True)
    import_link = Link(
        _("Import from Word or Excel"), reverse("plan_imports:create"), icon="file-earmark-arrow-up"
    )
    import_links = [import_link] if may_keep_plans(request) else []
    return {
        "ways": [*import_links, *measure_view_links()],
        "create_here": may_keep_plans(request),
        "empty": {
            "text": _("No plan yet. Enter one by hand or import it from Word."),
            "actions": [import_link._replace(primary=True), new._replace(primary=False)]
            if import_links
            else [],
        },
    }


def measure_view_links(plan=None):
    query = f"?plan={plan.pk}" if plan else ""
    return [
        Link(_("Board"), f"{reverse('measures:board')}{query}", icon="kanban"),
        Link(_("By term"), f"{reverse('measures:calendar')}{query}", icon="calendar3"),
        Link(_("All measures"), f"{reverse('measures:register')}{query}", icon="list-ul"),
        Link(_("Handed down"), reverse("handed:register"), icon="diagram-3"),
    ][: 2 if plan else 4]


def plan_context(request, plan):
    """Measures by section with totals, controlled measures, findings that stop the approval."""
    rows = list(counts.measures_with_progress(plan))
    keeps = may_keep_plans(request, plan.organisation) and plan.takes_more
    return {
        "parts": counts.progress_by_section(plan, rows),
        "totals": counts.count_of_plan(rows),
        "controlled": [row for row in rows if row.controlled],
        "tasks": empty_tasks(plan, rows),
        "checks": (plan_gaps(plan) if plan.is_carried_out else plan_findings(plan))
        if plan.is_editable
        else [],
        "links": [
            Link(plan.approved_on_paper, plan.paper_scan.get_absolute_url(), note=_("scan of the order"))
        ]
        if plan.paper_scan
        else [],
        "ways": [] if plan.is_copy else measure_view_links(plan),
        "next_step": plan_step(plan),
        "keeps": keeps,
        "divides": keeps and not plan.is_fixed,
        "children": plan.children.all(),
        **plan_surroundings_context(request, plan),
    }


def plan_step(plan):
    """A plan that is carried out is worked with on its board."""
    if not plan.is_carried_out or plan.is_copy:
        return None
    return NextStep(
        _("See what is due"),
        f"{reverse('measures:board')}?plan={plan.pk}",
        _("The board shows every measure by its state."),
    )


def empty_tasks(plan, rows):
    """Tasks without a measure, to be begun from the page."""
    begun = {row.task_id for row in rows}
    return [
        task
        for section in plan.sections.in_force().prefetch_related("tasks")
        for task in section.tasks.all()
        if task.pk not in begun and task.until is None
    ]


# --- Measure ------------------------------------------------------------------------------------------------


def create_measure(register):
    """A new measure of a plan; `?task=` and `?risk=` preselect."""

    @policy(register.write, register=register)
    def view(request, parent):
        organisation, instance = prepare_new_row(register, request, parent)
        form = build_form(register, request, instance, organisation)
        if request.method == "POST" and (
            response := handle_once(request, form, lambda: form.save_as(by=request.user))
        ):
            return response
        asked = {name: parse_number(request.GET.get(name), 0) for name in ("task", "risk")}
        form.initial |= {"task": asked["task"] or None, "risks": [asked["risk"]]}
        return form_page(request, register, form, register.new)

    return view


def measure_context(request, measure):
    """Executors, risks, instalments, notes and proofs, newest first; the address of the progress form."""
    organisation = measure.organisation
    reads = may(request.user, Act.READ, organisation)
    may_report = measure.is_proved_by(request.user) and measure.plan.is_carried_out
    return {
        "changed": changed_words(measure),
        "executors": measure.executors.select_related("post__unit", "body", "person"),
        "risks": measure.risks.in_order() if reads else (),
        **({} if reads else {"back": Link(_("My measures"), reverse("mine:register"))}),
        "links": same_measure_links(measure),
        "handed": visible_handed_measures(request, measure),
        "parts": measure.parts.prefetch_related("instalments"),
        "instalments": [(year, year.moves_for(request.user)) for year in measure.instalments.all()],
        "notes": measure.notes.select_related("told_by", "instalment__measure").prefetch_related(
            "proofs__order"
        ),
        "proofs": measure.proofs.filter(note=None).select_related("told_by", "instalment__measure", "order"),
        "report_url": reverse("measures:tell", args=[measure.pk]) if may_report else "",
        "publishes": may(request.user, Act.PUBLISH, organisation),
        "opens_orders": reads,
        "throw_away_url": reverse("measures:throw_away", args=[measure.pk])
        if may_keep_plans(request, organisation)
        and measure.is_editable
        and not measure.is_fixed
        and not measure.original_id
        and not measure.has_proof()
        else "",
    }


def same_measure_links(measure):
    """Links to the original and to the copies of a measure."""
    rows = [(measure.origin, _("the same in the plan it was taken from"))] if measure.origin else []
    rows += [(row, _("the same in the plan of the year")) for row in measure.copies.select_related("plan")]
    return [Link(str(row.plan), row.get_absolute_url(), note=f"{note}: {row.standing}") for row, note in rows]


def progress_page(register):
    """Progress form of an executor, made for a phone."""

    @policy(Act.PROVE, register=register)
    def view(request, pk):
        measure = get_object_or_404(Measure.objects.visible_to(request.user, Act.PROVE), pk=pk)
        if not measure.is_proved_by(request.user):
            raise PermissionDenied
        sent = request.method == "POST"
        form = ProgressForm(
            *((request.POST, request.FILES) if sent else ()),
            instance=Note(measure=measure),
            measure=measure,
            person=request.user,
            organisation=measure.organisation,
        )
        if sent and (response := handle_once(request, form, lambda: form.save_as(by=request.user))):
            return response
        title = _("Tell how it stands")
        back = Link(str(measure), measure.get_absolute_url())
        return form_page(request, register, form, title, measure=measure, back=back, cancel_url=back.url)

    return view


def download_proof(register):
    """The file of a proof, as a download."""

    @policy(None, READ_METHODS, register=register)
    def view(request, pk):
        proof = visible_entry_or_404(register, request, pk)
        if proof.file is None:
            raise Http404
        return stored_file_response(request, proof.file, proof.file.name)

    return view


def visible_entry_or_404(register, request, pk):
    """A note or proof of a measure that the person may see; 404 for any other."""
    row = find_row(register, request, pk)
    get_object_or_404(Measure.objects.visible_to(request.user), pk=row.measure_id)
    return row


def entry_publicity_page(register):
    """Put a note or proof on the open page, or take it off."""

    @policy(Act.PUBLISH, register=register)
    def view(request, pk):
        entry = find_row(register, request, pk)
        label = _("Take off the open page") if entry.public else _("Show on the open page")
        return act_page(
            request,
            entry,
            Form(request.POST if request.method == "POST" else None),
            lambda: actions.set_public(entry, public=not entry.public, by=request.user),
            label=label,
            consequence=""
            if entry.public
            else _("Anyone can read it from now on. Look that it names nobody who should not be named."),
        )

    return view


@policy(Act.KEEP, READ_METHODS)
def choose_plan_for_risk(request):
    """Choose the plan for a measure against a risk; redirects when there is only one."""
    risk = get_object_or_404(
        Risk.objects.of(request.organisation), pk=parse_number(request.GET.get("risk"), 0)
    )
    plans = (
        Plan.objects.visible_to(request.user, Act.KEEP)
        .open()
        .without_copies()
        .filter(organisation=risk.organisation)
    )
    links = [
        Link(str(plan), f"{reverse('measures:create', args=[plan.pk])}?risk={risk.pk}") for plan in plans
    ]
    if len(links) == 1:
        return redirect(links[0].url)
    context = {"title": _("Choose the plan"), "risk": risk, "links": links}
    return render(request, "plans/choose_plan.html", context)
