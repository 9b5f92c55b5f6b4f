"""What is handed to a body that is monitored: the notice with its memo, and the documents the body shows."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from monitoring.models.criteria import CriteriaSet
from monitoring.models.document import CriterionDocument, shown_constraint
from monitoring.models.monitoring import Monitoring
from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.organisation import Organisation
from office.models.person import Person
from office.registers.labels import with_label


class MonitoredQuerySet(OwnedQuerySet):
    """Rows made for, or addressed to, the superior organisations."""

    RELEASED = Q()


NOT_ITS_OWN = (
    "NOT EXISTS (SELECT 1 FROM monitoring_monitoring m WHERE m.id = NEW.monitoring_id "
    "AND m.subject_id = NEW.organisation_id AND m.organisation_id = NEW.monitor_id)"
)


class Notice(Owned):
    """The notice of a monitoring with its memo, as the organisation got it: which documents to prepare for
    each criterion.

    `memo` = {"directions": [str], "lines": [{"number": int, "documents": str}], "members": [{"post",
    "name"}], "order": str}
    """

    ACROSS_BODIES = ("monitoring",)  # the monitoring is a row of the organisation that conducts it
    GUARDS = (
        Guard("a_notice_that_was_sent_is_never_changed", "UPDATE"),
        Guard("a_notice_that_was_sent_is_never_deleted", "DELETE"),
        # Only whoever sees the monitoring can write its notice, and only to the organisation it is of.
        Guard("a_notice_goes_to_the_body_under_monitoring", "INSERT", NOT_ITS_OWN),
    )

    monitoring = models.OneToOneField(Monitoring, models.PROTECT, related_name="notice", editable=False)
    monitor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("conducted by")
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="+", verbose_name=_("criteria")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=Monitoring.Kind, default=Monitoring.Kind.PLANNED
    )
    year = models.PositiveSmallIntegerField(_("year of the rating"))
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    visit_from = models.DateField(_("the commission works from"))
    state_secretary = models.CharField(_("state secretary whose work is rated"), max_length=200, blank=True)
    memo = models.JSONField(_("memo"))
    sent_on = models.DateField(_("sent on"), default=clock.today)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("sent by"))

    unscoped, objects = make_managers(MonitoredQuerySet)

    class Meta:
        ordering = ["-visit_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["planned", "unplanned"]), name="notice_kind_is_known"
            )
        ]

    def __str__(self):
        return f"{self.organisation} · {self.year}"

    def get_absolute_url(self):
        return reverse("notices:record", args=[self.pk])

    @property
    @with_label(_("period"))
    def period(self):
        return f"{self.period_from:%d.%m.%Y} – {self.period_to:%d.%m.%Y}"

    @cached_property
    def has_certificate(self):
        """Whether the certificate has been made: nothing more is handed over."""
        return hasattr(self, "result")

    @property
    def takes_more(self):
        return not self.has_certificate

    @property
    def asked(self):
        """{number of the criterion: documents asked for}."""
        return {line["number"]: line["documents"] for line in self.memo.get("lines", ())}


class Document(CriterionDocument):
    """A document shown for a criterion: a file handed over, or a case seen on paper."""

    GUARDS = (
        Guard("a_document_handed_over_is_never_changed", "UPDATE"),
        Guard("a_document_handed_over_is_never_deleted", "DELETE"),
    )

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="documents", editable=False)
    handed_at = models.DateTimeField(_("handed over"), default=timezone.now, editable=False)
    handed_by = models.ForeignKey(
        Person, models.PROTECT, editable=False, related_name="+", verbose_name=_("handed over by")
    )

    unscoped, objects = make_managers(MonitoredQuerySet)

    class Meta(CriterionDocument.Meta):
        constraints = [shown_constraint("document_is_a_file_or_a_case_on_paper")]

    def get_absolute_url(self):
        return self.notice.get_absolute_url()
