"""The organisation's own check before the commission comes. Nobody else reads it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from monitoring.models.criteria import CriteriaSet, Criterion
from monitoring.models.document import CriterionDocument, shown_constraint
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.models.person import Person
from office.registers.labels import with_label


class SelfCheckQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """Each with its scores: every page says how many there are."""
        return super().visible_to(person, act).prefetch_related("scores__criterion")


class SelfCheck(Owned):
    """A year's check of an organisation by itself under one set of criteria."""

    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="+", editable=False, verbose_name=_("criteria")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    note = models.TextField(_("note"), blank=True)

    unscoped, objects = make_managers(SelfCheckQuerySet)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="one_self_check_a_year",
                violation_error_message=_("The body already has a self-check of this year."),
            )
        ]

    def __str__(self):
        return _("Self-check of %(year)s") % {"year": self.year}

    def get_absolute_url(self):
        return reverse("self_checks:record", args=[self.pk])

    @cached_property
    def by_number(self):
        """{number of the criterion: score}, of those that have one."""
        return {row.criterion.number: row.score for row in self.scores.all() if row.score}

    @property
    @with_label(_("scored"))
    def done(self):
        return f"{len(self.by_number)} / {self.criteria_set.count}"

    @property
    @with_label(_("total"))
    def total(self):
        """The sum once every criterion has its score; None before."""
        full = len(self.by_number) == self.criteria_set.count
        return sum(self.by_number.values()) if full else None


class SelfScore(Owned):
    """What the organisation gives itself for a criterion, the documents that prove it, who is responsible."""

    self_check = models.ForeignKey(SelfCheck, models.PROTECT, related_name="scores", editable=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    proof = models.TextField(_("documents that prove it"), blank=True)
    responsible = models.CharField(_("responsible"), max_length=200, blank=True)

    class Meta:
        ordering = ["criterion__number"]
        constraints = [
            models.UniqueConstraint(fields=["self_check", "criterion"], name="one_self_score_a_criterion"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__in=score_rules.SCORES),
                name="self_score_is_one_to_five",
                violation_error_message=_("A score is a whole number from 1 to 5."),
            ),
        ]

    def __str__(self):
        return str(self.criterion)

    def get_absolute_url(self):
        return self.self_check.get_absolute_url()


class SelfDocument(CriterionDocument):
    """A document that proves what the organisation gives itself: a file, or a case on paper.

    Handed over to a commission it is taken over as it is.
    """

    self_check = models.ForeignKey(SelfCheck, models.PROTECT, related_name="documents", editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+")

    class Meta(CriterionDocument.Meta):
        constraints = [shown_constraint("self_document_is_a_file_or_a_case_on_paper")]

    def get_absolute_url(self):
        return self.self_check.get_absolute_url()
