from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.database.triggers import Guard, frozen_while
from office.lists.edition_guards import another_on_its_way, other_words_guard
from office.lists.models import ListEdition, edition_constraints
from risks.models.risk import Risk
from risks.papers import CHANGES


class Edition(ListEdition):
    """One edition of the list of risks: what the working group considered, on its way to the head's order."""

    class Form(models.TextChoices):
        VILLAGE_LIST = "risks/village-list", _("list of cases and situations (2026)")
        ANNEX_1 = "risks/annex-1", _("list of risks, annex 1 of order 281")

    SAME_LIST = ("organisation", "form")
    CHANGES = CHANGES.form

    form = models.CharField(_("form"), max_length=60, choices=Form, default=Form.VILLAGE_LIST)

    GUARDS = (
        *ListEdition.GUARDS,
        other_words_guard("'risks_edition_' || NEW.form"),
        Guard(
            "a_list_of_risks_has_one_edition_on_its_way",
            "INSERT",
            another_on_its_way("risks_edition", ("organisation_id", "form")),
        ),
    )

    class Meta(ListEdition.Meta):
        constraints = [
            *edition_constraints("edition", ("organisation", "form")),
            models.CheckConstraint(
                condition=Q(form__in=["risks/village-list", "risks/annex-1"]), name="edition_form_is_known"
            ),
        ]

    def __str__(self):
        return f"{capfirst(self.get_form_display())} · {self.number}"

    def get_absolute_url(self):
        return reverse("editions:record", args=[self.pk])

    def on_detach(self, *, by):
        super().on_detach(by=by)
        self.grounds.exclude(risk__state=Risk.State.ACTIVE).delete()

    @property
    def seen_key(self):
        return f"risks_edition_{self.form}"

    @classmethod
    def lists_before_a_sitting(cls, organisation):
        return [cls(organisation=organisation, form=form) for form in cls.Form.values]

    def current_table(self):
        from risks.contexts import listed_risks, risk_table

        return risk_table(self.form, self.organisation, listed_risks(self.organisation))

    def on_order(self, *, by, with_changes=False):
        from risks.editions.order import prepare_risk_order

        self.refuse_changed_list()
        self.annex = prepare_risk_order(self, with_changes=with_changes)


class ChangeGround(Owned):
    """Why one row of the list changes, where the ground of the whole edition does not say it (281 p.13).

    Fixed with the edition.
    """

    GUARDS = frozen_while(
        "a_ground_of_an_approved_edition",
        "SELECT 1 FROM risks_edition e JOIN office_annex x ON x.id = e.annex_id JOIN office_order o "
        "ON o.id = x.order_id "
        "WHERE e.id = {row}.edition_id AND o.state NOT IN ('draft', 'agreement')",
    )

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="grounds", verbose_name=_("edition"))
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="grounds", verbose_name=_("risk"))
    text = models.TextField(_("ground of the change"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "risk"],
                name="one_ground_a_risk_and_edition",
                violation_error_message=_(
                    "The ground of this change has already been given. Correct it there."
                ),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="ground_of_a_change_has_words"),
        ]

    def __str__(self):
        return str(self.risk)

    def get_absolute_url(self):
        return reverse("editions:changes", args=[self.edition_id])

    @property
    def is_editable(self):
        return self.edition.annex_id is None
