"""A plan an organisation has in Word or Excel, on its way into the portal."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.deferred import load_at_call
from office.imports.models import TableImport
from plans.imports.reader import PlanReading
from plans.models.plan import Plan
from plans.papers import PLAN

make_plan_target = load_at_call("plans.imports.target.PlanTarget")


class PlanImport(TableImport):
    """A file with a plan; accepting it creates the whole plan as a draft, or brings the draft of the same
    title and years up to the file, which then has no plan of its own.

    Title and years are the file's unless given.
    """

    READINGS = {PLAN.form: PlanReading}
    NAMES = {PLAN.form: _("plan of measures")}
    MOVES = (*TableImport.MOVES, TableImport.TAKE_BACK)

    kind = models.CharField(_("kind"), max_length=10, choices=Plan.Kind, default=Plan.Kind.STRATEGY)
    title = models.TextField(
        _("title"), blank=True, help_text=_("Leave it empty when it stands over the table: it is read there.")
    )
    first_year = models.PositiveSmallIntegerField(
        _("first year"),
        blank=True,
        help_text=_("Leave the years empty when the title or the terms name them."),
    )
    last_year = models.PositiveSmallIntegerField(_("last year"), blank=True)
    plan = models.OneToOneField(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="source",
        verbose_name=_("plan"),
    )

    class Meta(TableImport.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["read", "discarded"], plan=None) | Q(state="accepted"),
                name="only_an_accepted_plan_import_has_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(first_year__range=(2000, 2100), last_year__range=(2000, 2100)),
                name="years_of_a_read_plan_are_of_this_century",
                violation_error_message=_("Write the years in four digits: 2025."),
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")),
                name="a_read_plan_ends_after_it_begins",
                violation_error_message=_("The last year lies before the first."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("plan_imports:record", args=[self.pk])

    def fill_from_reading(self):
        """Title and years as the file says them; without them its name and this year, to be corrected."""
        year = clock.today().year
        self.title = " ".join(self.found.title.split()) or self.name
        self.first_year, self.last_year = self.found.years or (year, year)

    @property
    def target(self):
        return make_plan_target(self)

    def on_take_back(self, *, by):
        self.plan = None
        self.save(update_fields=["plan"])
        super().on_take_back(by=by)
