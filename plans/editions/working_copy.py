"""The copy of an approved plan in which an edition is worked on, and how the plan takes it over."""

from django.db import transaction

from office import clock
from office.models.audit import Change
from office.registers.values import column_label
from plans.copies.actions import COPIED_FIELDS, copy_executors, link_risks
from plans.editions.approved_words import executors_of_paper, keep_approved_executors
from plans.editions.models import PlanEdition
from plans.models.control import renew_control
from plans.models.division import Section, Task
from plans.models.executor import LinkedRisk
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress.models import Instalment

TERM = ("term_kind", "first_day", "last_day", "term_text", "position")
UNPRINTED = ("barrier_id", "proof_kind")
WORDS = (*(name for name in COPIED_FIELDS if name not in UNPRINTED), *TERM)

# --- Begin --------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_copy(edition) -> Plan:
    """Copy an approved plan with all that is in force for its edition to be worked on."""
    plan, body = edition.plan, edition.organisation
    copy = Plan.objects.create(organisation=body, edition=edition, **plan_words(plan))
    tasks: dict[int | None, Task | None] = {None: None}
    for section in plan.sections.in_force():
        made = Section.objects.create(
            organisation=body,
            plan=copy,
            original=section,
            number=section.number,
            title=section.title,
            position=section.position,
        )
        for task in section.tasks.in_force():
            tasks[task.pk] = Task.objects.create(
                organisation=body,
                section=made,
                original=task,
                number=task.number,
                text=task.text,
                position=task.position,
            )
    parents: dict[int | None, Measure | None] = {None: None}
    for row in undropped_measures(plan):
        parents[row.pk] = copy_measure(row, copy, tasks[row.task_id], parents.get(row.parent_id))
    return copy


def plan_words(plan) -> dict:
    return {name: getattr(plan, name) for name in Plan.VERSIONED}


def undropped_measures(plan) -> list[Measure]:
    """The measures of a plan that are not dropped, those with parts before their parts."""
    rows = plan.measures.exclude(state=Measure.State.DROPPED).in_order()
    found = list(rows.select_related("task__section").prefetch_related("executors", "risks"))
    return sorted(found, key=lambda row: row.parent_id is not None)


def copy_measure(row, copy, task, parent) -> Measure:
    words = {name: getattr(row, name) for name in (*COPIED_FIELDS, *TERM)}
    made = Measure(organisation=row.organisation, plan=copy, task=task, parent=parent, original=row, **words)
    made.index()
    made.save()
    copy_executors(made, row.executors.all())
    link_risks(made, row.risks.all())
    return made


def unlink_risks(measure, row) -> None:
    """Take from the measure the risks that its copy no longer has; those linked since the copy began stay."""
    began = Change.objects.of_record(row.plan).last()
    later = Change.objects.filter(
        table_name=LinkedRisk._meta.db_table, event=Change.Event.INSERT, pk__gt=began.pk
    )
    links = LinkedRisk.objects.of(row.organisation).filter(measure=measure)
    links.exclude(risk__in=row.risks.all()).exclude(pk__in=later.values("row_id")).delete()


# --- Take over ----------------------------------------------------------------------------------------------


def take_over_copies(order, by) -> None:
    """Let plans take over the copies of the editions annexed to an order, and keep the words of its paper.
    Registered in TAKEN_OVER.
    """
    editions = PlanEdition.objects.of(order.organisation).filter(annex__order=order)
    for edition in editions.select_related("plan", "organisation", "annex__order"):
        words = executors_of_paper(edition)
        if hasattr(edition, "copy"):
            take_over(edition, words, by=by)
        keep_approved_executors(edition.plan, words)


@transaction.atomic
def take_over(edition, words, *, by) -> None:
    """Put the copy of an edition in force: the plan says from today what the copy says, keeps in `versions`
    what it said before, and the copy is deleted. `words` are the executors as the paper names them.

    What execution brought meanwhile stays: states, notes, proofs, people, measures outside the plan.
    """
    plan, copy, day = edition.plan, edition.copy, clock.today()
    if plan.take_version(plan_words(copy), day):
        plan.version += 1
        plan.save()
    tasks = take_over_divisions(plan, copy, day)
    parents: dict[int | None, Measure | None] = {None: None}
    dropped = copy.measures.filter(state=Measure.State.DROPPED)
    for row in undropped_measures(copy):
        if row.task_id is None and row.original_id:
            parents[row.pk] = row.original  # outside the plan: not the edition's matter
            continue
        place = (tasks[row.task_id], parents[row.parent_id])
        parents[row.pk] = take_over_measure(row, plan, place, words, day)
    for row in dropped.filter(original__isnull=False).select_related("original"):
        drop_measure(row.original, row, by=by)
    renew_control(plan)
    delete_copy(copy)
    plan.delegate_measures(by)


def take_over_divisions(plan, copy, day) -> dict[int | None, Task | None]:
    """{primary key of a task of the copy: the task of the plan}."""
    tasks: dict[int | None, Task | None] = {None: None}
    kept_sections, kept_tasks = [], []
    for made in copy.sections.select_related("original"):
        words = {"number": made.number, "title": made.title, "position": made.position}
        section = take_over_division(made, words, {"plan": plan}, day)
        kept_sections.append(section.pk)
        for task in Task.objects.of(plan.organisation).filter(section=made).select_related("original"):
            words = {"number": task.number, "text": task.text, "position": task.position}
            tasks[task.pk] = take_over_division(
                task, {**words, "section_id": section.pk}, {"section": section}, day
            )
            kept_tasks.append(tasks[task.pk].pk)
    of_the_plan = Task.objects.of(plan.organisation).filter(section__plan=plan, until=None)
    of_the_plan.exclude(pk__in=kept_tasks).update(until=day)
    plan.sections.in_force().exclude(pk__in=kept_sections).update(until=day)
    return tasks


def take_over_division(made, words, above, day):
    """The section or task of the plan: the original with the words of the copy, else the copy's own row."""
    row = made.original
    if row is None:
        row = made
        row.since = day
        for name, value in above.items():
            setattr(row, name, value)
        row.save()
    elif row.take_version(words, day):
        row.save()
    return row


def take_over_measure(row, plan, above, words, day) -> Measure:
    """The measure of the plan: the original with the words of the copy, else the copy's own row; `above` are
    its task and the measure it is a part of.
    """
    task, parent = above
    place = {"task_id": task.pk if task else None, "parent_id": parent.pk if parent else None}
    if row.original is None:
        row.plan, row.task, row.parent = plan, task, parent
        row.add_step()  # the day it came into the plan
        row.save()
        row.sync_instalments()
        return row
    original = row.original
    was, said = original.executor_words, row.executor_words
    paper = words.get(str(original.pk), said)
    changed = original.take_version({**{name: getattr(row, name) for name in WORDS}, **place}, day)
    if was != paper and not changed:
        original.versions = [*original.versions, {"until": day.isoformat(), **original.present_version}]
        changed = True
    if changed:
        original.versions[-1]["executors"] = was
    if changed or any(getattr(original, name) != getattr(row, name) for name in UNPRINTED):
        for name in UNPRINTED:
            setattr(original, name, getattr(row, name))
        original.index()
        original.version += 1
        original.save()
        replace_named(original, row)
        keep_printed_executors(original, said, paper)
        original.sync_instalments()
    link_risks(original, row.risks.all())
    unlink_risks(original, row)
    return original


def replace_named(measure, row) -> None:
    """Name the posts, bodies and words of the copy; the people named on either side stay."""
    measure.executors.filter(person=None).delete()
    people = set(measure.executors.values_list("person", flat=True))
    copy_executors(measure, [one for one in row.executors.all() if one.person_id not in people])


def keep_printed_executors(measure, said, paper) -> None:
    """Keep what the copy names where people named on both sides would print others, and the words of the
    paper.
    """
    now = Measure.objects.of(measure.organisation).get(pk=measure.pk)
    now.approved_executors = ""
    if now.executor_words != said:
        measure.executors_text = said
    measure.approved_executors = paper
    measure.save()


def drop_measure(measure, row, *, by) -> None:
    """Drop a measure that the edition left out; what is done already stays done."""
    if measure.is_open:
        measure.move("leave", by=by, ground=row.drop_ground)


def delete_copy(copy) -> None:
    """Delete what the plan has not taken over: the rows that have their original there."""
    Instalment.objects.of(copy.organisation).filter(measure__plan=copy).delete()
    copy.measures.filter(parent__isnull=False).delete()
    copy.measures.all().delete()
    Task.objects.of(copy.organisation).filter(section__plan=copy).delete()
    copy.sections.all().delete()
    copy.delete()


# --- What an edition changes, on the page of a measure ------------------------------------------------------

SHOWN = ("text", "term_words", "result", "executor_words", "funding", "place_words")


def changed_words(measure) -> list[tuple[str, str, str]]:
    """(label, as approved, in the copy) of what a measure of a copy says otherwise than the one in force."""
    original = measure.original
    if original is None:
        return []
    pairs = [
        (name, str(getattr(original, name) or "—"), str(getattr(measure, name) or "—")) for name in SHOWN
    ]
    return [(column_label(Measure, name), was, now) for name, was, now in pairs if was != now]
