"""A notice to the head against a conflict of interest, and the measures he may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from standards.notices.models.notice import Recipient, SignedNotice


class ConflictMeasure(models.TextChoices):
    """What the head does against a conflict of interest (000 p.15–17; law 206)."""

    REASSIGN = "reassign", _("reassignment: other duties or another post")
    RECUSE = "recuse", _("recusal: takes no part in the matter")
    SUBSTITUTE = "substitute", _("substitute: somebody else decides the matter")
    RESTRICT = "restrict", _("access to the information is restricted")
    RENOUNCE = "renounce", _("the employee gives up the private interest")
    UPWARD = "upward", _("handed to the body above or to another competent body")
    REFUSED = "refused", _("no measure is taken, with the reason")


class NoticeToHead(SignedNotice):
    """Goes to the head, who takes the measures of the law (000 p.16); past him where he is a party."""

    TO = Recipient.HEAD

    about_head = models.BooleanField(
        _("the head is a party"),
        default=False,
        help_text=_("Then it goes to the authorised officer, and the head does not see it."),
    )
    measure = models.CharField(
        _("measure"), max_length=20, choices=ConflictMeasure, blank=True, editable=False
    )

    class Meta(SignedNotice.Meta):
        abstract = True

    @property
    def reported(self):
        """The head of today where he is a party and somebody else tells it."""
        heads = [row.person for row in self.holders(Recipient.HEAD)] if self.about_head else []
        return next((person for person in heads if person != self.author), None)
