"""A report to the head on a year: drafted from the registers until it is handed over, kept from then on as it
was.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.registers.workflow import Refused, Workflow


class HeadReport(Workflow, Owned):
    """What a report to the head says beside its figures.

    `data` is empty while it is a draft, then the paper as it was handed over.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    conclusions = models.TextField(_("conclusions"), blank=True)
    proposals = models.TextField(_("what the head is asked to decide"), blank=True)
    data = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-year"]

    @property
    def is_editable(self):
        return self.state == "draft"

    def require_conclusions(self, words):
        """Refused with these words while the report has no conclusions."""
        if not self.conclusions.strip():
            raise Refused(words)
