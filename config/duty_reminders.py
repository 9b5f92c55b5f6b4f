"""A reminder sent down from the board of duties: recorded, as a letter, and on «My day» of the body below."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from config import duties_board
from office import clock
from office.duties import HERE, Source
from office.letters import queue_letter
from office.models.duty_reminder import DutyReminder
from office.models.person import Person
from office.registers.links import MyDayLine
from office.registers.policy import policy
from office.registers.rows import lock_row
from office.roles import Act, Role, may

SHOWN = timedelta(days=14)  # as long as a reminder stands on «My day»


@policy(Act.KEEP, ("POST",))
def send_reminders(request):
    """Remind every body below that is late, in one press; who was reminded today is left out."""
    organisation = duties_board.readable_organisation(request, Act.KEEP)
    sent = remind_bodies_below(organisation, by=request.user)
    if sent:
        messages.success(request, _("Reminders sent: %(n)s.") % {"n": len(sent)})
    else:
        messages.info(request, _("Nobody is to be reminded: all is in time, or was reminded today."))
    return redirect("duties")


@transaction.atomic
def remind_bodies_below(sender, *, by) -> list[DutyReminder]:
    """A DutyReminder and the letters to secretary and head of each body below with an overdue duty."""
    today = clock.today()
    lock_row(sender)  # of two who press at once the second sees whom the first has reminded
    reminded = DutyReminder.objects.last_days_below(sender)
    with translation.override("ky"):
        rows = [(row.organisation, late_duties(row)) for row in duties_board.board_rows(sender, today)]
    return [
        remind_body(organisation, sender, late, by=by)
        for organisation, late in rows
        if late and reminded.get(organisation.pk) != today
    ]


def late_duties(row) -> str:
    """«Тобокелдиктердин тизмеги: …», a line a duty that is overdue."""
    pairs = zip(duties_board.DUTIES, row.duties, strict=True)
    return "\n".join(f"{label}: {duty.words}" for label, duty in pairs if duty.urgency == "overdue")


def remind_body(organisation, sender, late, *, by) -> DutyReminder:
    reminder = DutyReminder.objects.of(organisation).create(
        organisation=organisation, sender=sender, sent_by=by, duties=late
    )
    people = organisation.appointments.today().filter(role__in=[Role.CLERK, Role.HEAD]).values("person")
    for person in Person.objects.filter(pk__in=people):
        queue_letter(
            person,
            organisation,
            f"duties:{reminder.pk}",
            _("The body above reminds of duties that are late"),
            _("Which duties are late, and since when, stands on the page of the reminder."),
            reminder.get_absolute_url(),
        )
    return reminder


# --- «My day» of the body below -----------------------------------------------------------------------------


def fresh_reminders(rows):
    return rows.filter(sent_on__gte=clock.today() - SHOWN)


def reminder_lines(person, organisation):
    """The newest reminder of each sender."""
    if organisation is None or not (
        may(person, Act.KEEP, organisation) or may(person, Act.SIGN, organisation)
    ):
        return
    newest = {}
    for row in fresh_reminders(DutyReminder.objects.of(organisation)).select_related("sender"):
        newest.setdefault(row.sender_id, row)
    for row in newest.values():
        yield MyDayLine(
            _("%(body)s reminds of what is late") % {"body": row.sender},
            row.get_absolute_url(),
            state=_("duties: %(n)s") % {"n": len(row.duties.splitlines())},
            urgency="overdue",
            day=row.sent_on,
        )


MY_DAY = Source(
    reminder_lines, (Act.KEEP, Act.SIGN), (lambda: fresh_reminders(DutyReminder.objects.of(HERE)),)
)
