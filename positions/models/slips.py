"""One-time slips of a survey: paper with a code that answers once; the portal keeps the hash of it alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.database.triggers import Guard
from positions.models.monitoring import Survey


class SurveySlip(Owned):
    """A slip that has not answered yet.

    Its row goes with the answer: no column, order or moment ties the two. The rows of a sheet are stored in
    the order of their hashes, so that they do not say which slip lay where on it.
    """

    # The memory writes the second in which a row goes: that of the answer. In the files of PostgreSQL a row
    # that went stays unseen until the vacuum: who reads these files keeps the server.
    AUDITED = False
    GUARDS = (
        Guard(
            "a_slip_is_printed_for_an_open_survey_by_slips",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM positions_survey s WHERE s.id = NEW.survey_id AND s.by_slips "
            "AND s.state = 'open')",
        ),
        Guard("a_slip_is_never_changed", "UPDATE"),
    )

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="slips", verbose_name=_("survey"))
    code_hash = models.CharField(max_length=64, unique=True, editable=False)

    def __str__(self):
        return str(self.survey)
