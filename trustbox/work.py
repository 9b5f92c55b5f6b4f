"""What is to be done about appeals today: the work list of the journal, and the lines of «My day»."""

from collections import defaultdict

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from office.models import law_value
from office.roles import Act, may
from trustbox import terms
from trustbox.models import Appeal, AppealEvent, Opening, Task

SHOWN = 20


def lines(rows, today, days):
    """One line an entry: `{text, url, state, urgency, term, how, person, owes}`, the most pressing first."""
    found = []
    for row in rows:
        mark = terms.left(row, days, today)
        found.append(
            {
                "text": row.in_a_line,
                "url": row.get_absolute_url(),
                "state": row.get_state_display(),
                "urgency": mark["urgency"],
                "term": mark["text"],
                "how": how(row, mark, days),
                "person": str(row.executor) if row.executor else _("nobody yet"),
                "owes": row.owes_a_reply,
            }
        )
    return found


def work_list(person, organisation) -> dict:
    """The open entries by urgency and by person, and the fine that the overdue ones may cost (a reply owed and not given)."""
    today = timezone.localdate()
    rows = Appeal.objects.visible_to(person, Act.JOURNAL).filter(organisation=organisation).open()
    rows = rows.select_related("executor").order_by("due_on", "number")
    found = lines(rows, today, terms.calendar())
    overdue = [line for line in found if line["urgency"] == "overdue"]
    by_person = defaultdict(list)
    for line in found:
        by_person[line["person"]].append(line)
    fined = sum(line["owes"] for line in overdue)
    return {
        "groups": [
            {"heading": heading, "lines": [line for line in found if line["urgency"] == urgency]}
            for urgency, heading in (
                ("overdue", _("Overdue")),
                ("soon", _("Today and soon")),
                ("later", _("Later")),
            )
        ],
        "people": [
            {
                "name": name,
                "count": len(theirs),
                "overdue": sum(line["urgency"] == "overdue" for line in theirs),
            }
            for name, theirs in sorted(by_person.items())
        ],
        "fined": fined,
        "fine": fined * law_value("appeal_fine", on=today) if fined else 0,
    }


def waits(person, organisation) -> list[dict]:
    """«My day»: boxes that stand open, entries nobody considers yet, terms that press, and what was given to this person."""
    if organisation is None:
        return []
    return [
        *open_boxes(person, organisation),
        *heard(person, organisation),
        *pressing(person, organisation),
        *given(person),
    ]


def heard(person, organisation):
    """Entries whose sender has written since anybody last did something."""
    if not may(person, Act.APPEALS, organisation):
        return []
    newest = AppealEvent.objects.of(organisation).filter(appeal=OuterRef("pk")).order_by("-place")
    rows = Appeal.objects.visible_to(person, Act.APPEALS).filter(organisation=organisation)
    rows = rows.annotate(newest=Subquery(newest.values("kind")[:1])).filter(newest=AppealEvent.Kind.HEARD)
    written = _("the sender has written")
    return [
        {
            "text": f"{row} · {written}",
            "url": row.get_absolute_url(),
            "state": row.get_state_display(),
            "term": "",
        }
        for row in rows[:SHOWN]
    ]


def open_boxes(person, organisation):
    if not may(person, Act.OPEN_BOX, organisation):
        return []
    rows = Opening.objects.visible_to(person, Act.OPEN_BOX).open().select_related("box")
    return [
        {"text": str(row), "url": row.get_absolute_url(), "state": row.get_state_display(), "term": ""}
        for row in rows[:SHOWN]
    ]


def pressing(person, organisation):
    """For who keeps the journal and for the head: what is overdue or soon, and what nobody has been given."""
    if not may(person, Act.APPEALS, organisation) and not may(person, Act.EXTEND, organisation):
        return []
    today = timezone.localdate()
    rows = Appeal.objects.visible_to(person, Act.JOURNAL).filter(organisation=organisation).open()
    rows = rows.select_related("executor").order_by("due_on", "number")[:100]
    found = lines(rows, today, terms.calendar())
    return [line for line in found if line["urgency"] != "later" or line["person"] == _("nobody yet")][:SHOWN]


def given(person):
    """What this person considers; the line leads to the masked page."""
    rows = Task.objects.visible_to(person, Act.CONSIDER).open()
    days = terms.calendar() if rows else None
    return [given_line(row, terms.left(row, days), days) for row in rows[:SHOWN]]


def given_line(task, mark, days):
    return {
        "text": _("%(appeal)s · given to you") % {"appeal": task},
        "url": reverse("tasks:record", args=[task.pk]),
        "state": task.get_state_display(),
        "urgency": mark["urgency"],
        "term": mark["text"],
        "how": how(task, mark, days),
    }


def how(row, mark, days):
    """How the term was counted, where it presses; a day that is far off needs no proof on the screen."""
    return "" if mark["urgency"] == "later" else terms.counted(row, days)
