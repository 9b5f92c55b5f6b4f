"""What is to be done about appeals today: the work list of the journal, and the lines of «My day»."""

from collections import defaultdict
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Count, Min, OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import clock
from office.duties import HERE, ME, MINE, Source
from office.models.calendar import working_calendar
from office.models.law import law_value
from office.registers.links import Link, MyDayLine
from office.roles import Act, may
from trustbox.boxes.models.openings import Opening
from trustbox.journal import terms
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.models.task import Task
from trustbox.tray.actions import register_by
from trustbox.tray.models import TrayLetter

LINES_SHOWN = 20
MOST_TO_SUMMARISE = 50


class WorkLine(NamedTuple):
    """An open entry as a line of «My day», with who considers it and whether a reply is owed."""

    text: str
    url: str
    state: str
    urgency: str
    term: str
    how: str
    person: str
    owes: bool
    day: date | None


def work_lines(rows, today, days):
    """Yield one WorkLine an entry, in the order of the rows."""
    forwarding = law_value("appeal_forwarding", on=today)
    for row in rows:
        mark = terms.term_left(row, days, today)
        yield WorkLine(
            row.in_a_line,
            row.get_absolute_url(),
            state=row.get_state_display(),
            urgency=mark["urgency"],
            term=mark["text"],
            how=" ".join(
                filter(
                    None,
                    [
                        pressing_explanation(row, mark, days),
                        terms.forwarding_words(row, days, today, forwarding),
                    ],
                )
            ),
            person=str(row.executor) if row.executor else _("nobody yet"),
            owes=row.owes_a_reply,
            day=row.due_on,
        )


def work_list_context(person, organisation) -> dict:
    """The open entries by urgency and by person, and the fine that the overdue ones may cost (a reply owed
    and not given).
    """
    today = clock.today()
    known = Appeal.objects.visible_to(person, Act.JOURNAL).filter(organisation=organisation)
    rows = known.open().select_related("executor").order_by("due_on", "number")
    found = list(work_lines(rows, today, working_calendar()))
    overdue = [line for line in found if line.urgency == "overdue"]
    by_person = defaultdict(list)
    for line in found:
        by_person[line.person].append(line)
    fined = sum(line.owes for line in overdue)
    return {
        "groups": [
            {"heading": heading, "lines": [line for line in found if line.urgency == urgency]}
            for urgency, heading in (
                ("overdue", _("Overdue")),
                ("soon", _("Today and soon")),
                ("later", _("Later")),
            )
        ],
        "not_summarised": [
            Link(str(row), reverse("appeals:summary", args=[row.pk]))
            for row in known.not_summarised().order_by("-year", "-number")[:MOST_TO_SUMMARISE]
        ]
        if may(person, Act.APPEALS, organisation)
        else [],
        "people": [
            {
                "name": name,
                "count": len(theirs),
                "overdue": sum(line.urgency == "overdue" for line in theirs),
            }
            for name, theirs in sorted(by_person.items())
        ],
        "fined": fined,
        "fine": fined * law_value("appeal_fine", on=today) if fined else 0,
    }


# --- «My day» -----------------------------------------------------------------------------------------------


def tray_waiting_lines(person, organisation):
    """My-day line: letters in quarantine and their registration deadline (LAW 5); [] without Act.APPEALS."""
    keeps = organisation and may(person, Act.APPEALS, organisation)
    summary = tray_summary(person, organisation) if keeps else None
    url = f"{reverse('tray:register')}?state=waiting"
    return (
        [MyDayLine(summary["text"], url, urgency=summary["urgency"], term=summary["term"])] if summary else []
    )


def tray_summary(person, organisation):
    """`{text, urgency, term}`: how many letters wait in the tray and by when the oldest has to stand in the
    journal (LAW rule 5); None when none waits.
    """
    rows = TrayLetter.objects.visible_to(person, Act.JOURNAL).filter(organisation=organisation).waiting()
    found = rows.aggregate(count=Count("pk"), oldest=Min("received_on"))
    if not found["count"]:
        return None
    last = register_by(found["oldest"])
    return {
        "text": _("Letters waiting in the quarantine tray: %(count)s") % found,
        "urgency": "overdue" if last and last < clock.today() else "soon",
        "term": _("in the journal by %(day)s") % {"day": date_format(last, "SHORT_DATE_FORMAT")}
        if last
        else "",
    }


def sender_message_lines(person, organisation):
    """My-day lines of entries whose sender wrote after the last event of the office."""
    if organisation is None or not may(person, Act.APPEALS, organisation):
        return []
    rows = Appeal.objects.visible_to(person, Act.APPEALS).filter(organisation=organisation)
    rows = heard_last(rows, organisation)
    written = _("the sender has written")
    return [
        MyDayLine(f"{row} · {written}", row.get_absolute_url(), state=row.get_state_display(), term="")
        for row in rows[:LINES_SHOWN]
    ]


def heard_last(rows, organisation):
    """The entries whose sender wrote after the last event of the office."""
    newest = AppealEvent.objects.of(organisation).exclude(kind__in=AppealEvent.OF_THE_PORTAL)
    newest = newest.filter(appeal=OuterRef("pk")).order_by("-place")
    return rows.annotate(newest=Subquery(newest.values("kind")[:1])).filter(newest=AppealEvent.Kind.HEARD)


def open_box_lines(person, organisation):
    if organisation is None or not may(person, Act.OPEN_BOX, organisation):
        return []
    rows = Opening.objects.visible_to(person, Act.OPEN_BOX).open().select_related("box")
    return [
        MyDayLine(
            str(row),
            row.get_absolute_url(),
            state=row.get_state_display(),
            urgency="soon",
            term=_("to be closed today"),
            day=row.opened_on,
        )
        for row in rows[:LINES_SHOWN]
    ]


def pressing_term_lines(person, organisation):
    """My-day lines for the keeper of the journal and the head: overdue, soon, or not assigned."""
    if organisation is None:
        return []
    if not may(person, Act.APPEALS, organisation) and not may(person, Act.EXTEND, organisation):
        return []
    today = clock.today()
    rows = Appeal.objects.visible_to(person, Act.JOURNAL).filter(organisation=organisation).open()
    rows = rows.select_related("executor").order_by("due_on", "number")[:100]
    found = work_lines(rows, today, working_calendar())
    nobody = _("nobody yet")
    return list(
        islice((line for line in found if line.urgency != "later" or line.person == nobody), LINES_SHOWN)
    )


def acting_lines(person, organisation):
    """My-day lines of the open entries in which this person acts instead of whom they are hidden from."""
    if organisation is None:
        return []
    rows = Appeal.objects.visible_to(person, Act.JOURNAL).filter(organisation=organisation).open()
    rows = acted_in_by(rows, person.pk).distinct()
    days = working_calendar() if rows else None
    return [
        MyDayLine(
            _("%(appeal)s · you act instead") % {"appeal": row},
            row.get_absolute_url(),
            state=row.get_state_display(),
            urgency=mark["urgency"],
            term=mark["text"],
            day=row.due_on,
        )
        for row in rows[:LINES_SHOWN]
        for mark in [terms.term_left(row, days)]
    ]


def acted_in_by(rows, person_pk):
    """The entries in which a person acts instead of whom they are hidden from."""
    return rows.filter(wall__exclusions__stand_in=person_pk, wall__exclusions__lifted_on=None)


def assigned_lines(person, organisation):
    """My-day lines of appeals assigned to this person; they lead to the masked page."""
    if organisation is None:
        return []
    rows = Task.objects.visible_to(person, Act.CONSIDER).open()
    days = working_calendar() if rows else None
    return [assigned_line(row, terms.term_left(row, days), days) for row in rows[:LINES_SHOWN]]


def assigned_line(task, mark, days):
    return MyDayLine(
        _("%(appeal)s · given to you") % {"appeal": task},
        reverse("tasks:record", args=[task.pk]),
        state=task.get_state_display(),
        urgency=mark["urgency"],
        term=mark["text"],
        how=pressing_explanation(task, mark, days),
        day=task.due_on,
    )


def pressing_explanation(row, mark, days):
    """Explanation of the term; empty while it is far off."""
    return "" if mark["urgency"] == "later" else terms.term_explanation(row, days)


MY_DAY = (
    Source(
        open_box_lines,
        (Act.OPEN_BOX,),
        (lambda: Opening.objects.anywhere().filter(organisation__in=MINE).open(),),
    ),
    Source(tray_waiting_lines, (Act.APPEALS,), (lambda: TrayLetter.objects.of(HERE).waiting(),)),
    Source(sender_message_lines, (Act.APPEALS,), (lambda: heard_last(Appeal.objects.of(HERE), HERE),)),
    Source(pressing_term_lines, (Act.APPEALS, Act.EXTEND), (lambda: Appeal.objects.of(HERE).open(),)),
    Source(acting_lines, (Act.JOURNAL,), (lambda: acted_in_by(Appeal.objects.of(HERE).open(), ME),)),
    Source(
        assigned_lines,
        (Act.CONSIDER,),
        (lambda: Task.objects.anywhere().filter(organisation__in=MINE, executor=ME).open(),),
    ),
)
