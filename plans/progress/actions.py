"""Actions on measures and their progress; each is one transaction."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.files.models import StoredFile
from office.registers.rows import lock_row
from office.registers.workflow import Refused
from plans.models.control import hold_control
from plans.models.execution import require_carried_out
from plans.models.executor import Executor
from plans.progress.models import Note, Proof

NO_STEP, BEGIN, FINISH = "", "begin", "finish"  # what a progress report does to the state


@dataclass(frozen=True)
class ProofInput:
    """Input for one Proof; exactly one of `content` (file name in `title`), `order`, `link` is set."""

    kind: str
    title: str
    content: bytes = b""
    order: object = None
    link: str = ""


@transaction.atomic
def report_progress(measure, *, by, text="", proofs=(), year=None, step=NO_STEP, done_on=None, public=False):
    """Store a note and proofs of a measure (or of its `year`, an Instalment) and move it by `step`.

    `step` is NO_STEP, BEGIN or FINISH; what the head controls is reported to him instead. Returns
    the Note, or None when `text` is empty. PermissionDenied for a person who is no executor; Refused when the
    plan is not running or the row was closed meanwhile; one transaction.
    """
    lock_row(measure)
    if not measure.is_proved_by(by):
        raise PermissionDenied
    require_carried_out(measure.plan)
    row = lock_row(year) if year else measure
    if step and not row.is_in_work:
        raise Refused(closed_meanwhile_text(row))
    common = {
        "organisation": measure.organisation,
        "measure": measure,
        "instalment": year,
        "told_by": by,
        "public": public,
    }
    note = Note.objects.create(text=text, **common) if text else None
    for proof in proofs:
        store_proof(proof, note=note, by=by, **common)
    if step == FINISH:
        family = Q(pk=measure.pk) | Q(pk=measure.parent_id)
        hold_control(type(measure).objects.of(measure.organisation).filter(family), measure.organisation)
        measure.refresh_from_db(fields=["under_control"])
        row.move("report" if row.is_controlled else "finish", by=by, done_on=done_on)
    elif step == BEGIN and row.state == row.State.NOT_BEGUN:
        row.move("begin", by=by)
    return note


def closed_meanwhile_text(row):
    """Refusal that says who closed the row and when."""
    if row.is_dropped:
        return _("The measure has been dropped: %(ground)s") % {"ground": row.drop_ground}
    return _(
        "%(person)s has already said that it is done, on %(day)s. Your words are still here: choose "
        "«only add to it» and send them once more."
    ) % {"person": row.done_by, "day": f"{row.done_on:%d.%m.%Y}"}


def store_proof(proof, *, note, by, **common):
    """Create a Proof. WrongFile for a file that cannot be stored."""
    file = None
    if proof.content:
        file = StoredFile.store(common["organisation"], name=proof.title, content=proof.content, by=by)
    return Proof.objects.create(
        note=note,
        kind=proof.kind,
        title=proof.title[-300:],
        file=file,
        order=proof.order,
        link=proof.link,
        **common,
    )


@transaction.atomic
def replace_executors(measure, *, posts=(), organisations=(), people=(), words=()):
    """Replace the executors of a measure by these, posts first."""
    measure.executors.all().delete()
    rows = [
        *({"post": post} for post in posts),
        *({"body": organisation} for organisation in organisations),
        *({"person": person, "words": last_post_name(person, measure.organisation)} for person in people),
        *({"words": text} for text in words),
    ]
    for position, what in enumerate(rows):
        Executor.objects.create(organisation=measure.organisation, measure=measure, position=position, **what)


@transaction.atomic
def replace_people(measure, people):
    """Replace the people named; what an approved plan prints stays: posts, bodies, words, the posts of people
    it was approved with.
    """
    gone = measure.executors.filter(person__isnull=False).exclude(person__in=people)
    if measure.is_fixed:
        gone.filter(printed=True).update(person=None)
    gone.delete()
    named = set(measure.executors.filter(person__isnull=False).values_list("person", flat=True))
    for place, person in enumerate(person for person in people if person.pk not in named):
        Executor.objects.create(
            organisation=measure.organisation,
            measure=measure,
            position=measure.executors.count() + place,
            person=person,
            words=last_post_name(person, measure.organisation),
            printed=not measure.is_fixed,
        )


def last_post_name(person, organisation) -> str:
    """Name of the person's present or last post at the organisation."""
    return organisation.appointments.filter(person=person).order_by("-starts", "-pk").first().post


@transaction.atomic
def set_public(entry, *, public, by):
    """Show a note or a proof on the open page, or take it off."""
    lock_row(entry)
    entry.public = public
    entry.version += 1
    entry.save(update_fields=["public", "version"])
    return entry


@transaction.atomic
def delete_plan_part(row, *, by):
    """Delete a Section, Task or Measure.

    Refused when the plan is closed or when tasks, parts, notes, proofs or delegated rows refer to it.
    """
    lock_row(row)
    if row.plan.is_fixed and not getattr(row, "is_outside", False):
        raise Refused(_("The plan is approved: begin an edition to change it."))
    if not row.is_editable:
        raise Refused(_("The plan is closed."))
    if getattr(row, "original_id", None) and row._meta.model_name == "measure":
        raise Refused(_("The measure is in force: drop it from the edition with a reason."))
    hanging = {
        "section": lambda: row.tasks.exists(),
        "task": lambda: row.measures.exists(),
        "measure": lambda: row.parts.exists() or row.has_proof() or row.handed.exists(),
    }[row._meta.model_name]
    if hanging():
        raise Refused(
            _(
                "Something hangs on it: tasks, measures, notes or proofs. A measure that is no "
                "longer needed is dropped with a reason."
            )
        )
    row.delete()


def finish_in_origin(measure, *, by, done_on, accepted_by=None):
    """After a copy in an annual plan is finished, finish its original: the instalments of that year, or a
    measure whose last day lies in it.

    Adds a Note. An original under the head's control is reported to him, and accepted by `accepted_by` who
    accepted the copy. Does nothing when the original plan is not running, the row is closed, a proof it asks
    for is missing, or `by` is no executor there.
    """
    origin = measure.origin
    if origin is None or not origin.plan.is_carried_out or not measure.last_day:
        return
    year = measure.last_day.year
    if origin.is_yearly:
        rows = list(origin.instalments.filter(year=year))
    else:
        rows = [origin] if origin.last_day and origin.last_day.year == year else []
    for row in rows:
        if row.is_in_work and row.is_proved_by(by) and not row.missing_proof():
            finish_by_copy(row, measure, by=by, done_on=done_on, accepted_by=accepted_by)


def finish_by_copy(row, measure, *, by, done_on, accepted_by):
    """Finish a measure or a period of it by its copy in an annual plan, see `finish_in_origin`."""
    origin = measure.origin
    done_text = measure.notes.values_list("text", flat=True).first() or measure.text
    Note.objects.create(
        organisation=origin.organisation,
        measure=origin,
        instalment=row if origin.is_yearly else None,
        text=f"{measure.plan.years}-жылдын планы боюнча аткарылды: {done_text}",
        told_by=by,
    )
    if not row.is_controlled:
        row.move("finish", by=by, done_on=done_on)
        return
    row.writes_to_head = accepted_by is None
    row.move("report", by=by, done_on=done_on)
    if accepted_by:
        row.move("accept", by=accepted_by)
