"""When a list is due for its review: at least once a year, and as soon as structure or functions change (281
p.12–13, p.18; LAW rule 33).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import clock
from office.duties import HERE, Source
from office.law.workdays import add_months
from office.lists.models import ListEdition
from office.lists.paper_lists import PaperList
from office.models.law import law_value
from office.models.organisation import Unit
from office.registers.links import MyDayLine
from office.roles import Act, may

SOON = timedelta(days=30)


def approved_on(edition):
    """The day of its order, until the number comes the day of the signature."""
    return edition.order.date or timezone.localdate(edition.order.signed_at)


def due_on(edition):
    """The day by which the list must have been reviewed."""
    day = approved_on(edition)
    return add_months(day, law_value("lists_review", on=day))


def due_words(due, approved, today) -> dict:
    """`{urgency, term, how}` of a review due on a day, counted from the day of the approving order."""
    return {
        "urgency": "overdue" if due <= today else "soon",
        "term": _("review by %(day)s") % {"day": date_format(due, "SHORT_DATE_FORMAT")},
        "how": _("A year from %(day)s, the day of the approving order (281 p. 13)")
        % {"day": date_format(approved, "SHORT_DATE_FORMAT")},
    }


def ended_words(edition) -> dict:
    """`{urgency, term, how}` of a list whose order no longer holds."""
    return {
        "urgency": "overdue",
        "term": _("to be approved anew"),
        "how": _("Its order, %(order)s, no longer holds since %(day)s")
        % {"order": edition.approved_by, "day": date_format(edition.order.ended_on, "SHORT_DATE_FORMAT")},
    }


@dataclass(frozen=True)
class Review:
    """The review of one kind of list.

    `editions` is the model of its editions, `space` the namespace of their pages, `also` what may have
    changed beside the units of the body: (edition, day of approval) → pairs (whether it has, in words).
    """

    editions: type[ListEdition]
    space: str
    forms: tuple[str, ...]
    also: Callable[[ListEdition, object], Iterable[tuple[bool, str]]]

    def newest(self, organisation):
        """The newest edition of the list this body keeps that an order has approved, whatever became of that
        order, or None.
        """
        bound = self.editions.objects.of(organisation).binding()
        return bound.select_related("annex__order", "organisation").order_by("-begun_on", "-pk").first()

    def reminder(self, organisation, today=None) -> dict | None:
        """`{urgency, term, how, text, url, begin, changes, edition}` when the review is due within a month or
        something has changed, else None.

        `begin` is where a working copy is begun, "" while one is in work. A list whose order has ended is due
        at once.
        """
        today = today or clock.today()
        edition = self.newest(organisation)
        paper = PaperList.objects.of(organisation).filter(form__in=self.forms).in_force_on(today).first()
        if edition is None or (paper and paper.date > approved_on(edition)):
            return self.paper_reminder(paper, today)
        due, changes = due_on(edition), self.what_changed(edition)
        ended = edition.order.is_quiet
        if due - SOON > today and not changes and not ended:
            return None
        work = edition.in_work
        return {
            **(ended_words(edition) if ended else due_words(due, approved_on(edition), today)),
            "text": str(edition),
            "url": (work or edition).get_absolute_url(),
            "begin": "" if work else reverse(f"{self.space}:create"),
            "changes": changes,
            "edition": edition,
        }

    def paper_reminder(self, paper, today) -> dict | None:
        """The reminder of a body whose list was approved on paper last, or never: a year from that order."""
        due = paper and add_months(paper.date, law_value("lists_review", on=paper.date))
        if paper is None or due - SOON > today:
            return None
        work = self.editions.objects.of(paper.organisation).in_work().first()
        return {
            **due_words(due, paper.date, today),
            "text": str(paper),
            "url": (work or paper).get_absolute_url(),
            "begin": "" if work else reverse(f"{self.space}:create"),
            "changes": [],
            "edition": None,
        }

    def what_changed(self, edition) -> list[str]:
        """What has changed in structure or functions since the edition was approved, in words; each offers a
        revision.
        """
        day = approved_on(edition)
        closed = Unit.objects.of(edition.organisation).filter(closed_on__gt=day).exists()
        found = ((closed, _("A unit of the staffing table was closed.")), *self.also(edition, day))
        return [text for there, text in found if there]

    def my_day_lines(self, person, organisation) -> list[MyDayLine]:
        """Reminder of the current organisation as a line of «My day», for those who keep its register."""
        one = self.reminder(organisation) if organisation and may(person, Act.KEEP, organisation) else None
        if one is None:
            return []
        return [
            MyDayLine(
                one["text"],
                one["url"],
                _("yearly review"),
                urgency=one["urgency"],
                term=one["term"],
                how=one["how"],
            )
        ]

    @property
    def my_day(self) -> Source:
        """The reminder as a source of «My day»."""
        return Source(
            self.my_day_lines,
            (Act.KEEP,),
            (
                lambda: self.editions.objects.of(HERE).binding(),
                lambda: PaperList.objects.of(HERE).kept().filter(form__in=self.forms),
            ),
        )
