"""A written request that a second person confirms: what an opening of an identity and an erasure of data have
in common.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.accounts.second_person import two_hands
from office.database.owned import Owned
from office.models.counter import Counter
from office.registers.workflow import Refused, Workflow
from office.wall.models.wall import Walled


class WrittenRequest(Walled, Owned, Workflow):
    """A written request about one wall: numbered, entered by one person, decided by another."""

    BOOK = ""  # the series its numbers are taken from
    FINISHED: tuple[str, ...] = ()  # states in which nothing more happens

    year = models.PositiveSmallIntegerField(gettext_lazy("year"), editable=False)
    number = models.PositiveIntegerField(gettext_lazy("number"), editable=False)
    request_number = models.CharField(gettext_lazy("number of the written request"), max_length=60)
    requested_on = models.DateField(gettext_lazy("date of the written request"))
    entered_at = models.DateTimeField(gettext_lazy("entered"), default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("entered by"),
    )
    confirmed_at = models.DateTimeField(gettext_lazy("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("second person"),
    )
    refusal = models.TextField(gettext_lazy("ground of the refusal"), blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-year", "-number"]

    @property
    def is_quiet(self):
        return self.state in self.FINISHED

    def take_number(self, day):
        """The next number of the register; inside the transaction that saves the request."""
        self.year, self.number = day.year, Counter.take(self.organisation, self.BOOK, day.year)

    def on_confirm(self, *, by):
        if by == self.entered_by:
            raise Refused(_("Another person than the one who entered it confirms."))
        self.confirmed_at, self.confirmed_by = timezone.now(), by

    def on_refuse(self, *, by, ground):
        self.refusal = ground


def two_hands_on_a_request(the_other, a_third):
    """The guards of a table of written requests that one hand does not hold both names."""
    return two_hands(
        the_other,
        a_third,
        when="OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL",
        asker="entered_by_id",
        second="confirmed_by_id",
        asked_at="entered_at",
    )


def request_constraints(*, numbered, confirmed, seconded, another, refused, states):
    """The rules every table of written requests has, each under the name it is given.

    `states` are those in which a second person has confirmed; `another` is (name, words for the person or
    None).
    """
    name, words = another
    return [
        models.UniqueConstraint(fields=["organisation", "year", "number"], name=numbered),
        models.CheckConstraint(
            condition=Q(confirmed_at=None, confirmed_by=None)
            | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            name=confirmed,
        ),
        models.CheckConstraint(
            condition=Q(state="refused")
            | Q(state="entered", confirmed_by=None)
            | Q(state__in=states, confirmed_by__isnull=False),
            name=seconded,
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
            name=name,
            violation_error_message=words,
        ),
        models.CheckConstraint(
            condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""), name=refused
        ),
    ]
