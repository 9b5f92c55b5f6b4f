"""The yearly hearing of the list of positions in the advisory body (281 p.17): when it is due, who is
reminded.
"""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import clock
from office.duties import HERE, Source
from office.law.workdays import add_months
from office.letters import queue_letter
from office.lists.paper_lists import PaperList
from office.lists.review import approved_on
from office.models.law import law_value
from office.registers.links import MyDayLine
from office.roles import Act, Role, may
from positions.editions.models import PositionEdition
from positions.models.monitoring import YearReport
from positions.papers import ANNEX_2

SOON = timedelta(days=30)
STEPS = (30, 7, 0, -30)  # days before the due day on which a letter goes out


def last_hearing(organisation) -> date | None:
    """The day of the last sitting of the advisory body that heard a report on the list."""
    heard = YearReport.objects.of(organisation).filter(state=YearReport.State.HEARD)
    return heard.order_by("-meeting__held_on").values_list("meeting__held_on", flat=True).first()


def hearing_due(organisation) -> tuple[date, date] | None:
    """(the day it is counted from, the day by which the list is heard): from the last hearing, for a list
    never heard from its first approval; None while no list is approved.
    """
    first = PositionEdition.objects.of(organisation).approved().select_related("annex__order")
    first = first.order_by("begun_on", "pk").first()
    paper = PaperList.objects.of(organisation).kept().filter(form=ANNEX_2.form).order_by("date").first()
    approvals = [*([approved_on(first)] if first else []), *([paper.date] if paper else [])]
    if not approvals:
        return None
    begins = last_hearing(organisation) or min(approvals)
    return begins, add_months(begins, law_value("lists_hearing", on=begins))


def hearing_line(organisation, today: date) -> MyDayLine | None:
    """The line of «My day» from a month before the hearing is due, else None."""
    found = hearing_due(organisation)
    if found is None or found[1] - SOON > today:
        return None
    begins, due = found
    begun = YearReport.objects.of(organisation).filter(state=YearReport.State.DRAFT).order_by("-year").first()
    return MyDayLine(
        _("Hearing of the list of corruption-prone positions"),
        begun.get_absolute_url() if begun else reverse("year_reports:create"),
        _("yearly hearing"),
        urgency="overdue" if due <= today else "soon",
        term=_("to be heard by %(day)s") % {"day": date_format(due, "SHORT_DATE_FORMAT")},
        how=_("A year from %(day)s, in the advisory body (281 p. 17)")
        % {"day": date_format(begins, "SHORT_DATE_FORMAT")},
    )


def hearing_my_day_lines(person, organisation) -> list[MyDayLine]:
    """The reminder for those who keep the registers of the organisation at hand."""
    keeps = organisation and may(person, Act.KEEP, organisation)
    line = hearing_line(organisation, clock.today()) if keeps else None
    return [line] if line else []


def remind_of_hearing(organisation, today: date) -> None:
    """Queue a letter to the clerks at each of STEPS. Registered in DAILY."""
    line = hearing_line(organisation, today)
    if line is None:
        return
    _begins, due = hearing_due(organisation)
    step = [step for step in STEPS if (due - today).days <= step][-1]
    text = f"{line.text} {line.term}"
    subject = _("The list of positions is to be heard in the advisory body")
    for row in organisation.appointments.today().filter(role=Role.CLERK).select_related("person"):
        queue_letter(row.person, organisation, f"positions-hearing:{due}:{step}", subject, text, line.url)


MY_DAY = Source(
    hearing_my_day_lines,
    (Act.KEEP,),
    (
        lambda: PositionEdition.objects.of(HERE).approved(),
        lambda: PaperList.objects.of(HERE).kept().filter(form=ANNEX_2.form),
    ),
)
