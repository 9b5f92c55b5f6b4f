"""Delegation: a measure whose executor is a subordinate organisation is copied to that organisation
(HandedMeasure), announced by letter, and ended when it is no longer asked for.

Progress is reported on the copy and read from above (ADR 0012); of the plan above the organisation sees
nothing but this measure.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.duties import HERE, Source
from office.files.models import StoredFile
from office.letters import queue_letter
from office.models.person import Person
from office.registers.links import MyDayLine
from office.registers.rows import lock_row
from office.registers.workflow import Refused
from office.roles import MAY, Act, Role, may
from plans.delegation.models import HandedMeasure, HandedNote
from plans.models.execution import SOON
from plans.models.plan import Plan
from plans.progress.actions import BEGIN, FINISH
from plans.progress.reminders import MY_DAY_SHOWN, days_left_words, reminder_step

# As on paper; a subordinate organisation reads these fields of a measure and no more.
HANDED_FIELDS = ("text", "result", "funding", "term_kind", "first_day", "last_day", "term_text")
FRESH = timedelta(days=7)


@transaction.atomic
def delegate_plan(plan, *, by):
    """Run `delegate_measure` for every measure of the plan that names another organisation or was delegated
    before.
    """
    below = Q(executors__body__isnull=False) & ~Q(executors__body=plan.organisation)
    for measure in plan.measures.filter(below | Q(handed__isnull=False)).distinct():
        delegate_measure(measure, by=by)


def take_back_handed_measures(order, by) -> None:
    """End what plans hand down under an order that has ended, where no later edition holds it.

    Registered in LOST_EFFECT.
    """
    plans = Plan.objects.of(order.organisation).filter(editions__annex__order=order, state=Plan.State.RUNNING)
    for plan in plans.distinct():
        delegate_plan(plan, by=by)


@transaction.atomic
def delegate_measure(measure, *, by):
    """Create, update or end the HandedMeasure rows of a measure: one per executing organisation other than
    its own. Queues letters for each new version.
    """
    executing = {
        executor.body_id: executor.body
        for executor in measure.executors.select_related("body")
        if executor.body_id
    }
    executing.pop(measure.organisation_id, None)
    rows_by_organisation = {row.organisation_id: row for row in measure.handed.select_related("organisation")}
    why = end_reason(measure)
    for pk, organisation in executing.items():
        if not why:
            update_handed_measure(
                rows_by_organisation.get(pk) or HandedMeasure(organisation=organisation, measure=measure),
                measure,
                by=by,
            )
    for pk, row in rows_by_organisation.items():
        if row.is_asked and (why or pk not in executing):
            end_handed_measure(row, why or HandedMeasure.Ended.OTHERS, by=by)


def end_reason(measure) -> str:
    """HandedMeasure.Ended value why nothing is asked any more; "" while it is."""
    if measure.is_open:
        return "" if measure.plan.is_carried_out else HandedMeasure.Ended.CLOSED
    return HandedMeasure.Ended.DONE if measure.is_done else HandedMeasure.Ended.DROPPED


def update_handed_measure(row, measure, *, by):
    """Copy HANDED_FIELDS of the measure into the row; saves and queues letters only when
    something differs.
    """
    words = {name: getattr(measure, name) for name in HANDED_FIELDS} | {
        "giver": measure.organisation,
        "plan_title": measure.plan.title,
        "executors_text": measure.executor_words,
    }
    fresh = row.pk is None
    if not fresh and row.is_asked and all(getattr(row, name) == value for name, value in words.items()):
        return
    for name, value in words.items():
        setattr(row, name, value)
    row.ended_on, row.ended_by, row.ended_why = None, None, ""
    if fresh:
        row.handed_by = by
    else:
        row.version += 1
    row.save()
    subject = _("A measure was handed down to your body") if fresh else _("A measure handed down was changed")
    queue_delegation_letters(row, subject)


def end_handed_measure(row, why, *, by):
    row.ended_on, row.ended_by, row.ended_why = clock.today(), by, why
    row.version += 1
    row.save()
    queue_delegation_letters(row, _("A measure handed down is no longer asked for"))


def queue_delegation_letters(row, subject):
    """Queue one letter per responsible person for this version of the row."""
    for person in responsible_people(row.organisation):
        event = f"plans-handed:{row.pk}:{row.version}"
        queue_letter(person, row.organisation, event, subject, row.giver.name, row.get_absolute_url())


def responsible_people(organisation) -> list[Person]:
    """Clerk and head on duty today; in an organisation without both, everyone with Act.PROVE."""
    rows = [
        row
        for row in organisation.appointments.today().select_related("person")
        if row.role in MAY[Act.PROVE]
    ]
    leading = [row for row in rows if row.role in (Role.CLERK, Role.HEAD)]
    return list({row.person_id: row.person for row in leading or rows}.values())


@transaction.atomic
def report_delegated_progress(
    row, *, by, text="", photo=None, file=None, link="", year=None, step="", done_on=None
) -> HandedNote:
    """Store a HandedNote with its files and move the row by `step`.

    PermissionDenied, or Refused when it is no longer asked for or already done; one transaction.
    """
    lock_row(row)
    row.require_executor(by)
    row.require_running()
    if step and not row.is_in_work:
        raise Refused(
            _(
                "It has already been said that it is done. Choose «only add to it» and send your "
                "words once more."
            )
        )
    files = {
        name: StoredFile.store(row.organisation, name=upload.name, content=upload.read(), by=by)
        if upload
        else None
        for name, upload in (("photo", photo), ("file", file))
    }
    note = HandedNote.objects.create(
        organisation=row.organisation, handed=row, text=text, link=link, year=year, told_by=by, **files
    )
    if step == FINISH:
        row.move("finish", by=by, done_on=done_on)
    elif step == BEGIN and row.state == row.State.NOT_BEGUN:
        row.move("begin", by=by)
    return note


# --- Letters and «My day» -----------------------------------------------------------------------------------


def remind_of_delegated_terms(organisation, today: date) -> None:
    """Queue letters about terms to the responsible people, and about finished rows to those of the superior
    organisation. Registered in DAILY.
    """
    for row in HandedMeasure.objects.of(organisation).open().prefetch_related("notes"):
        if row.due and (step := reminder_step((row.due - today).days)) is not None:
            subject = _("A measure is overdue") if step < 0 else _("The term of a measure draws near")
            event = f"plans-handed-due:{row.pk}:{row.due}:{step}"
            for person in responsible_people(organisation):
                queue_letter(
                    person,
                    organisation,
                    event,
                    subject,
                    days_left_words((row.due - today).days),
                    row.get_absolute_url(),
                )
    rows = HandedMeasure.objects.released_below(organisation).said_done().filter(giver=organisation)
    for row in rows.filter(done_on__gte=today - FRESH).select_related("organisation"):
        for person in responsible_people(organisation):
            event = f"plans-handed-done:{row.pk}:{row.done_on}"
            queue_letter(
                person,
                organisation,
                event,
                _("A body below says that a measure is done"),
                row.organisation.name,
                row.get_absolute_url(),
            )


def delegation_my_day_lines(person, organisation) -> list[MyDayLine]:
    """Lines of «My day»: own delegated measures that fall due; with Act.KEEP, how many are done below."""
    return [*delegated_due_lines(person, organisation), *reported_done_lines(person, organisation)]


def delegated_due_lines(person, organisation):
    """Delegated measures due within SOON days, for responsible people only."""
    if organisation is None or not may(person, Act.PROVE, organisation):
        return []
    if person not in responsible_people(organisation):
        return []
    today = clock.today()
    rows = HandedMeasure.objects.of(organisation).open().prefetch_related("notes")
    return [
        MyDayLine(
            str(row),
            row.get_absolute_url(),
            state=_("asked by the body above"),
            urgency=row.urgency,
            term=days_left_words(row.days_left),
            day=row.due,
        )
        for row in rows
        if row.due and row.due <= today + timedelta(days=SOON)
    ][:MY_DAY_SHOWN]


def reported_done_lines(person, organisation):
    if organisation is None or not may(person, Act.PROVE, organisation):
        return []
    if not may(person, Act.KEEP, organisation):
        return []
    count = HandedMeasure.objects.released_below(organisation).said_done().filter(giver=organisation).count()
    if not count:
        return []
    return [
        MyDayLine(
            _("Bodies below say that measures are done: %(n)s") % {"n": count},
            f"{reverse('handed:register')}?state={HandedMeasure.State.DONE}",
            state=_("to look at and to finish"),
        )
    ]


MY_DAY = (
    Source(delegated_due_lines, (Act.PROVE,), (lambda: HandedMeasure.objects.of(HERE).open(),)),
    Source(
        reported_done_lines,
        (Act.KEEP,),
        (lambda: HandedMeasure.objects.anywhere().said_done().filter(giver=HERE),),
    ),
)
