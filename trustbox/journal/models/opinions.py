"""What senders say of their replies, by one tap: yes or no, once per reply, to be counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.querysets import AppealPartQuerySet


class AnswerOpinion(Owned):
    """Whether the reply was an answer, as its sender says: without a day, so that no hour of reading stands.

    Shown in counts alone.
    """

    AUDITED = False  # see `Book`
    GUARDS = (
        Guard(
            "an_opinion_is_about_a_reply",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM trustbox_appeal a "
            "WHERE a.id = NEW.appeal_id AND a.state = 'answered')",
        ),
        Guard("an_opinion_is_never_changed", "UPDATE"),
        Guard("an_opinion_is_never_deleted", "DELETE"),
    )

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="opinion", editable=False)
    is_answer = models.BooleanField(_("this was an answer"), editable=False)

    unscoped, objects = make_managers(AppealPartQuerySet)

    def __str__(self):
        return str(self.appeal)
