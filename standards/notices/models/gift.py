"""Notices of a gift."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from standards.notices.models.notice import Recipient, SignedNotice, notice_guards


class GiftOutcome(models.TextChoices):
    """What becomes of a gift."""

    RETURNED = "returned", _("returned to the giver")
    HANDED = "handed", _("handed over to the body by an act")
    SYMBOLIC = "symbolic", _("a symbolic sign of attention at an official event (19.10)")
    SENT = "sent", _("sent to the law enforcement body")
    NOTED = "noted", _("taken note of, with the reason")


class Gift(SignedNotice):
    """A gift or a payment in connection with the service (000 p.14.4), or one given
    to a superior (p.19.10).
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", _("I was given it, or it was offered to me (14.4)")
        TO_SUPERIOR = "to_superior", _("it was given to a superior (19.10)")

    BOOK = SPACE = "gifts"
    POINT = "14.4, 19.10"
    TO = Recipient.OFFICER
    NEEDED = ("kind", "what", "giver", "happened_on")
    GUARDS = notice_guards(
        "gift", "author_id", "kind", "what", "giver", "happened_on", "worth", "occasion", "place"
    )

    kind = models.CharField(_("what happened"), max_length=20, choices=Kind, blank=True)
    what = models.TextField(
        _("what it is"),
        blank=True,
        help_text=_("Thing, money, service, rest, journey: as it can be recognised."),
    )
    giver = models.CharField(_("from whom, to whom"), max_length=300, blank=True)
    happened_on = models.DateField(_("day"), null=True, blank=True)
    worth = models.PositiveIntegerField(
        _("worth in som"), null=True, blank=True, help_text=_("Leave it empty when you do not know.")
    )
    occasion = models.CharField(_("occasion"), max_length=300, blank=True)
    place = models.CharField(_("where it is now"), max_length=300, blank=True)
    measure = models.CharField(_("outcome"), max_length=20, choices=GiftOutcome, blank=True, editable=False)

    class Meta(SignedNotice.Meta):
        verbose_name = _("notice of a gift")
        constraints = [
            *SignedNotice.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(what="") & ~Q(giver="") & ~Q(kind="") & Q(happened_on__isnull=False),
                name="given_gift_says_what_from_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", "received", "to_superior"]), name="gift_kind_is_known"
            ),
        ]
