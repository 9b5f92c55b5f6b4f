"""Reminders of terms: 30, 7 and 1 days before and after the due day, by mail and on «My day»."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.duties import HERE, Source
from office.letters import queue_letter
from office.models.person import Person
from office.registers.links import MyDayLine
from office.roles import Act, Role, may
from plans.filters import with_register_columns
from plans.models.execution import SOON
from plans.models.measure import Measure
from plans.progress.board import DueItem, drop_repeated_originals, due_items
from plans.progress.models import Instalment
from plans.term_words import MONTHLY

STEPS = (30, 7, 1)  # days before and after
LATEST = 37  # days after the due day beyond which nobody is written to any more


def reminder_step(left: int) -> int | None:
    """Reminder step of a due day `left` days away: 30, 7, 1 before, −1, −7, −30 after; None for none.

    A step holds until the next one, so a day on which nothing ran is made good later.
    """
    if left >= 0:
        return min((step for step in STEPS if left <= step), default=None)
    late = -left
    return -max(step for step in STEPS if late >= step) if late <= LATEST else None


def remind_of_measures(organisation, today: date) -> None:
    """Queue reminder letters for due items of one organisation. Registered in DAILY."""
    addressees = Addressees(organisation)
    found = due_items(open_running_measures(organisation))
    reached_by_copy = addressees.reached_by_copies(found)
    for due in found:
        step = reminder_step((due.day - today).days) if is_in_work(due) else None
        if step is None or abs(step) == STEPS[0] and due.measure.term_kind == MONTHLY:
            continue  # thirty days from one month's end is another one's
        for person in addressees.people_for(due, late=step < 0) - reached_by_copy.get(
            (due.measure.pk, due.day.year), set()
        ):
            queue_letter(
                person,
                organisation,
                f"plans-due:{due.what._meta.model_name}:{due.what.pk}:{step}",
                _("A measure is overdue") if step < 0 else _("The term of a measure draws near"),
                days_left_words((due.day - today).days),
                due.measure.get_absolute_url(),
            )


def is_in_work(due) -> bool:
    """Whether its executor still has something to do; what is reported awaits the head."""
    return due.what.is_in_work and due.measure.is_in_work


def open_running_measures(organisation):
    """The open measures of the organisation's running plans."""
    rows = Measure.objects.of(organisation).open().of_running_plans().filter(parts=None)
    return with_register_columns(rows.with_control())


class Addressees:
    """Recipients of reminders at one organisation today."""

    def __init__(self, organisation):
        self.appointments = list(organisation.appointments.today().select_related("person"))
        self.keepers = self.with_role(Role.CLERK)
        self.heads = self.with_role(Role.HEAD)

    def with_role(self, role):
        return [appointment.person for appointment in self.appointments if appointment.role == role]

    def people_for(self, due: DueItem, *, late: bool) -> set[Person]:
        """Named executors and holders of the named posts; the clerks when there are none or it is late; the
        heads too when it is late and controlled.
        """
        rows = list(due.measure.executors.all())
        posts = {row.post.name_ky for row in rows if row.post}
        people = {row.person for row in rows if row.person}
        people |= {appointment.person for appointment in self.appointments if appointment.post in posts}
        if late or not people:
            people |= {*self.keepers}
        return people | {*self.heads} if late and due.measure.controlled else people

    def reached_by_copies(self, found: list[DueItem]) -> dict[tuple[int, int], set[Person]]:
        """{(original measure pk, year): people who get the letter of its copy}; they get no second letter."""
        people_by_copy: dict[tuple[int, int], set[Person]] = {}
        for due in found:
            if due.measure.origin_id:
                people = people_by_copy.setdefault((due.measure.origin_id, due.day.year), set())
                people |= self.people_for(due, late=True)
        return people_by_copy


def days_left_words(left: int) -> str:
    """«Days left: 7», «Days late: 3», in the language at hand."""
    return _("Days left: %(n)s") % {"n": left} if left >= 0 else _("Days late: %(n)s") % {"n": -left}


# --- «My day» -----------------------------------------------------------------------------------------------

MY_DAY_SHOWN = 10


def measure_my_day_lines(person, organisation) -> list[MyDayLine]:
    """Lines of «My day»: measures due within SOON days or late that the person executes or controls; with
    Act.KEEP, how many are late.
    """
    return [*due_measure_lines(person, organisation), *late_measure_lines(person, organisation)]


def due_measure_lines(person, organisation) -> list[MyDayLine]:
    """Measures due within SOON days or late that the person executes or controls."""
    if organisation is None or not may(person, Act.PROVE, organisation):
        return []
    rows = running_rows(Measure.objects.visible_to(person)).filter(organisation=organisation)
    mine = rows.executed_by(person)
    if may(person, Act.SIGN, organisation):
        mine = rows.filter(Q(pk__in=mine.values("pk")) | Q(controlled=True))
    today = clock.today()
    dues = drop_repeated_originals(
        due_items(mine.select_related("plan", "task").prefetch_related("instalments"))
    )
    pressing = [due for due in dues if is_pressing(due, today)]
    return [due_item_line(due, today) for due in pressing[:MY_DAY_SHOWN]]


def running_rows(measures):
    """The open measures without parts of running plans."""
    return measures.open().of_running_plans().filter(parts=None)


def pressing_rows():
    """Measures of the organisation at hand of which anything is in work and due within SOON days or late."""
    last = clock.today() + timedelta(days=SOON)
    years = Instalment.objects.of(HERE).filter(state__in=Measure.IN_WORK, year__lte=last.year)
    due = Q(last_day__lte=last) | Exists(years.filter(measure=OuterRef("pk")))
    return running_rows(Measure.objects.of(HERE)).filter(due, state__in=Measure.IN_WORK)


def is_pressing(due, today):
    return is_in_work(due) and (due.day - today).days <= SOON


def due_item_line(due, today):
    left = (due.day - today).days
    return MyDayLine(
        str(due.measure),
        due.measure.get_absolute_url(),
        state=_("measure of a plan"),
        urgency="overdue" if left < 0 else "soon",
        term=days_left_words(left),
        day=due.day,
    )


def late_measure_lines(person, organisation):
    """One line with the number of overdue measures, with Act.KEEP."""
    if organisation is None or not may(person, Act.PROVE, organisation):
        return []
    if not may(person, Act.KEEP, organisation):
        return []
    rows = running_rows(Measure.objects.visible_to(person)).filter(organisation=organisation)
    late = rows.due_before(clock.today())
    # What is late in the plan of a year and in the plan it was taken from is one thing that is late.
    late = late.exclude(pk__in=late.filter(origin__isnull=False).values("origin")).count()
    if not late:
        return []
    return [
        MyDayLine(
            _("Overdue measures of the plans: %(n)s") % {"n": late},
            reverse("measures:board"),
            state=_("to be looked through"),
            urgency="overdue",
            term=_("overdue"),
        )
    ]


MY_DAY = (
    Source(due_measure_lines, (Act.PROVE,), (pressing_rows,)),
    Source(
        late_measure_lines,
        (Act.KEEP,),
        (lambda: running_rows(Measure.objects.of(HERE)).due_before(clock.today()),),
    ),
)
