"""Letters about appeals: that something waits and where, never what stands in it and never to whom it is
hidden from.
"""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from office.letters import queue_letter
from office.models.calendar import working_calendar
from office.models.organisation import Organisation
from office.roles import Act, may
from trustbox.journal import terms
from trustbox.journal.models.appeals import Appeal


def notify_executor(appeal):
    """Tell the official that an appeal has been given; called by the move itself."""
    queue_letter(
        appeal.executor,
        appeal.organisation,
        f"appeal-{appeal.pk}-given-{appeal.version}",
        _("An appeal was given to you"),
        _("You find its masked text and its term under «Appeals given to me»."),
        reverse("tasks:record", args=[appeal.pk]),
    )


def remind_of_appeals(organisation: Organisation, today: date):
    """Once when a term draws near and once when it has passed: the official, and
    whoever keeps the journal.
    """
    days = working_calendar()
    clerks = [row.person for row in organisation.appointments.today().select_related("person")]
    clerks = [person for person in clerks if may(person, Act.APPEALS, organisation)]
    for appeal in Appeal.objects.of(organisation).open().select_related("executor", "wall"):
        urgency = terms.term_left(appeal, days, today)["urgency"]
        if urgency in SUBJECTS:
            hidden, exclusions = appeal.wall.excluded(), appeal.wall.exclusions.in_force()
            instead = {row.stand_in for row in exclusions.select_related("stand_in")}
            for person in {appeal.executor, *clerks, *instead} - {None}:
                if person.pk not in hidden:
                    queue_appeal_reminder(appeal, person, urgency)


SUBJECTS = {
    "soon": lambda: _("The term of an appeal draws near"),
    "overdue": lambda: _("The term of an appeal has passed"),
}


def queue_appeal_reminder(appeal, person, urgency):
    own = person == appeal.executor
    queue_letter(
        person,
        appeal.organisation,
        f"appeal-{appeal.pk}-{urgency}-{appeal.due_on}",
        SUBJECTS[urgency](),
        _("Open the list of what is to be done: number, term and who considers it stand there."),
        reverse("tasks:record", args=[appeal.pk]) if own else reverse("appeals:work"),
    )
