"""The yearly report of the authorised officer, drafted from what the registers hold."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import make_managers
from office.database.triggers import Guard
from office.models.head_report import HeadReport
from office.registers.workflow import Move
from office.roles import Act


class OfficerReport(HeadReport):
    """How the standard was brought to people and kept in a year; frozen when it is handed to the head."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in work")
        HANDED = "handed", _("handed to the head")

    MOVES = (
        Move(
            "hand",
            _("Hand to the head"),
            (State.DRAFT,),
            State.HANDED,
            Act.BRING,
            _("What the report says is kept as it stands now."),
            danger=True,
        ),
    )
    GUARDS = (
        Guard("a_handed_report_is_never_changed", "UPDATE", "OLD.state = 'handed'"),
        Guard("a_handed_report_is_never_deleted", "DELETE", "OLD.state = 'handed'"),
    )

    handed_on = models.DateField(_("handed on"), null=True, blank=True, editable=False)
    handed_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("handed by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    unscoped, objects = make_managers()

    class Meta(HeadReport.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="one_report_of_the_officer_a_year",
                violation_error_message=_("The report of this year has been begun already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", data__isnull=True, handed_on=None, handed_by=None)
                | Q(state="handed", data__isnull=False, handed_on__isnull=False, handed_by__isnull=False),
                name="handed_report_has_data_day_and_person",
            ),
        ]

    def __str__(self):
        return str(_("Report of the authorised officer, %(year)s")) % {"year": self.year}

    def get_absolute_url(self):
        return reverse("officer_reports:record", args=[self.pk])

    def on_hand(self, *, by):
        from standards.officer_report.papers import officer_report_table

        self.require_conclusions(_("Write the conclusions first: the head decides by them."))
        self.data = officer_report_table(self)
        self.handed_on, self.handed_by = clock.today(), by
