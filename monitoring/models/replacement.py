"""A substitute of the commission who scores instead of a member."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.monitoring import MONITORING_IN_STATE, Monitoring
from office import clock
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.commission import Seat
from office.models.person import Person

NOT_OF_ITS_COMMISSION = (
    "NOT EXISTS (SELECT 1 FROM monitoring_monitoring m JOIN office_seat a ON a.commission_id = "
    "m.commission_id "
    "JOIN office_seat b ON b.commission_id = m.commission_id WHERE m.id = NEW.monitoring_id AND a.id = "
    "NEW.member_id "
    "AND b.id = NEW.substitute_id AND a.part <> 'substitute' AND b.part = 'substitute')"
)


class Replacement(Owned):
    """Who of the substitutes stands in for which member in one monitoring, and why.

    Fixed once the scores are open.

    What the member gave before stays in the table and no longer counts.
    """

    GUARDS = (
        *frozen_while(
            "a_replacement_in_an_open_monitoring", MONITORING_IN_STATE + "NOT IN ('prepared', 'scoring')"
        ),
        Guard("a_substitute_stands_in_for_a_member_of_the_commission", "INSERT", NOT_OF_ITS_COMMISSION),
    )

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="replacements", editable=False)
    member = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", verbose_name=_("member who does not take part")
    )
    substitute = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", verbose_name=_("substitute member who scores")
    )
    ground = models.CharField(_("ground"), max_length=300)
    named_on = models.DateField(default=clock.today, editable=False)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["monitoring", "member"],
                name="a_member_is_replaced_once_in_a_monitoring",
                violation_error_message=_("Somebody stands in for this member already."),
            ),
            models.UniqueConstraint(
                fields=["monitoring", "substitute"],
                name="a_substitute_stands_in_for_one_member",
                violation_error_message=_("This substitute stands in for another member already."),
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="a_replacement_has_its_ground"),
        ]

    def __str__(self):
        return f"{self.substitute} · {self.member}"

    def get_absolute_url(self):
        return self.monitoring.get_absolute_url()
