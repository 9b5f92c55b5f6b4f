"""The form of an edition of a plan."""

from django.utils.translation import gettext_lazy as _

from office.lists.forms import ListEditionForm
from office.models.counter import Counter
from plans.editions.models import PlanEdition
from plans.editions.working_copy import begin_copy
from plans.papers import PLAN


class PlanEditionForm(ListEditionForm):
    class Meta(ListEditionForm.Meta):
        model = PlanEdition
        help_texts = {"ground": _("Why the plan goes to the working group and to the head")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        since = self.instance.plan.editions.approved().first()
        if since and not self.instance.pk:
            self.begin_from(since)

    def clean(self):
        data = super().clean()
        self.add_under_way_error(
            self.instance.plan.editions.all(),
            _(
                '<a href="{url}">Edition {number}</a> of this plan is on its way: its order is not '
                "registered yet. Register or cancel that order, or take the edition back from it."
            ),
            _("An edition of this plan is already in work. Finish it first."),
        )
        return data

    def save_as(self, by):
        edition = super().save_as(by)
        if edition.plan.is_fixed and not hasattr(edition, "copy"):
            begin_copy(edition)
        return edition

    def finish(self, row, *, by):
        if row.number is None:
            # Editions of one plan are numbered through the years.
            row.number = Counter.take(row.organisation, f"{PLAN.form}-{row.plan_id}", 0)
