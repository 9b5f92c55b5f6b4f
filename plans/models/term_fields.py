"""Abstract term fields of measures and delegated measures."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office.registers.labels import with_label
from plans.term_words import STEPS
from plans.terms import Term


class TermKind(models.TextChoices):
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half-year", _("half-year")
    YEAR = "year", _("year")
    RANGE = "range", _("range of years")
    YEARLY = "yearly", _("every year of a range")
    MONTH = "month", _("month")
    DATE = "date", _("a day")
    SPAN = "span", _("span of days, months or quarters")
    HALF_YEARS = "half-years", _("every half-year")
    QUARTERLY = "quarterly", _("every quarter")
    MONTHLY = "monthly", _("every month")
    CONSTANT = "constant", _("constantly")
    NEEDED = "needed", _("as needed")
    FROM_EVENT = "from-event", _("from an event on")


class TermFields(models.Model):
    """A row with a term (`term_kind`, `first_day`, `last_day`); `term_text` is how the paper writes it where
    that differs.
    """

    term_kind = models.CharField(_("kind of term"), max_length=10, choices=TermKind, blank=True)
    first_day = models.DateField(_("first day of the term"), null=True, blank=True)
    last_day = models.DateField(_("last day of the term"), null=True, blank=True)
    term_text = models.CharField(
        _("term as written"),
        max_length=200,
        blank=True,
        help_text=_("Only where the paper writes it otherwise than the portal"),
    )

    class Meta:
        abstract = True

    @property
    def term(self) -> Term | None:
        """The term as a period; None while none is set."""
        return Term(self.term_kind, self.first_day, self.last_day) if self.term_kind else None

    def set_term(self, term: Term | None, text=""):
        """Set the term; `text`, the paper's wording, is stored only where it differs. The caller saves."""
        self.term_kind = term.kind if term else ""
        self.first_day, self.last_day = (term.first, term.last) if term else (None, None)
        self.term_text = "" if term and text == term.words("ky") else text

    @property
    @with_label(_("term"))
    def term_words(self):
        """The term in the reader's language; as the paper writes it where that differs."""
        return self.term_text or (self.term.words(get_language()) if self.term_kind else "")

    @property
    def printed_term(self):
        """The term as the paper prints it, in Kyrgyz."""
        return self.term_text or (self.term.words("ky") if self.term_kind else "")

    @property
    @with_label(_("due on"))
    def due(self) -> date | None:
        return self.last_day

    @property
    def is_yearly(self):
        """Whether it is due again and again, or open and looked at every year."""
        return self.term_kind in STEPS


def term_constraints(what):
    """Constraints of a table with terms; `what` is part of their names."""
    return [
        models.CheckConstraint(
            condition=Q(term_kind="", first_day=None, last_day=None)
            | ~Q(term_kind="") & Q(first_day__isnull=False, last_day__gte=F("first_day")),
            name=f"term_of_a_{what}_is_a_whole_period",
        )
    ]
