"""The editions of a plan: what the working group considered, on its way to the head's order."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.triggers import Guard
from office.lists.edition_guards import another_on_its_way, other_words_guard
from office.lists.models import ListEdition, edition_constraints
from office.registers.workflow import Refused
from plans.models.plan import Plan
from plans.papers import CHANGES

ON_ITS_WAY = another_on_its_way("plans_planedition", ("plan_id",))


class PlanEdition(ListEdition):
    """One edition of one plan. Each plan of an organisation has editions of its own."""

    SAME_LIST = ("organisation", "plan")
    CHANGES = CHANGES.form

    plan = models.ForeignKey(
        Plan, models.PROTECT, editable=False, related_name="editions", verbose_name=gettext_lazy("plan")
    )

    # Only editions begun before there were copies (2026) are worked on in the plan itself.
    works_in_plan = models.BooleanField(default=False, editable=False)

    GUARDS = (
        *ListEdition.GUARDS,
        other_words_guard("'plans_planedition_' || NEW.plan_id"),
        Guard("an_edition_is_worked_on_in_a_copy", "INSERT", "NEW.works_in_plan"),
        Guard("a_plan_has_one_edition_on_its_way", "INSERT", ON_ITS_WAY),
        Guard("an_edition_stays_in_its_copy", "UPDATE", "NOT OLD.works_in_plan AND NEW.works_in_plan"),
    )

    class Meta(ListEdition.Meta):
        constraints = edition_constraints("plan_edition", ("organisation", "plan"))

    def __str__(self):
        return " ".join([_("Plan of measures"), self.plan.years, "·", str(self.number)])

    def get_absolute_url(self):
        return reverse("plan_editions:record", args=[self.pk])

    @property
    def work(self):
        """The plan this edition is worked on in: its copy, else the plan itself."""
        return (self.pk and getattr(self, "copy", None)) or self.plan

    @property
    def seen_key(self):
        return f"plans_planedition_{self.plan_id}"

    @classmethod
    def lists_before_a_sitting(cls, organisation):
        """The plan of an approved one is its copy, which only its edition has."""
        work = list(cls.objects.of(organisation).filter(state=cls.State.DRAFT).select_related("plan"))
        drafts = Plan.objects.of(organisation).without_copies().filter(state=Plan.State.DRAFT)
        drafts = drafts.exclude(pk__in=[edition.plan_id for edition in work])
        return [*work, *(cls(organisation=organisation, plan=plan) for plan in drafts)]

    def current_table(self):
        from plans.contexts import plan_table

        return plan_table(self.work)

    def on_order(self, *, by, with_changes=False):
        from plans.editions.order import prepare_plan_order

        self.refuse_changed_list()
        if not self.plan.is_editable:
            raise Refused(_("The plan is closed: no edition of it comes into force any more."))
        self.annex = prepare_plan_order(self, with_changes=with_changes)
