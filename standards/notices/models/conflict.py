"""Notices of a conflict of interest."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from standards.notices.models.notice import SignedNotice, notice_guards
from standards.notices.models.notice_to_head import NoticeToHead


class Conflict(NoticeToHead):
    """A notice of a conflict of interest, there or possible (000 p.15–17, 8.8)."""

    BOOK = SPACE = "conflicts"
    POINT = "15–17"
    NEEDED = ("interest", "duty")
    GUARDS = notice_guards(
        "conflict", "author_id", "interest", "duty", "proposal", "post_id", "arose_on", "about_head"
    )

    interest = models.TextField(
        _("private interest"),
        blank=True,
        help_text=_(
            "Whose interest it is and in what it lies: a relative, a business, a debt, a gift, a former job."
        ),
    )
    duty = models.TextField(
        _("official duty it touches"),
        blank=True,
        help_text=_("Which decision, commission, contract or check you take part in."),
    )
    post = models.ForeignKey(
        "positions.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("your post in the staffing table"),
    )
    arose_on = models.DateField(_("since when"), null=True, blank=True)
    proposal = models.TextField(
        _("what you propose"),
        blank=True,
        help_text=_(
            "000 p. 15: an employee takes measures so that no conflict can arise. «I ask to be recused» is "
            "enough."
        ),
    )
    risk = models.ForeignKey(
        "risks.Risk",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("risk of the register"),
    )

    class Meta(NoticeToHead.Meta):
        verbose_name = _("notice of a conflict of interest")
        constraints = [
            *SignedNotice.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(interest="") & ~Q(duty=""),
                name="given_conflict_says_interest_and_duty",
            ),
        ]

    def on_decide(self, *, by, measure, decision, risk=None):
        super().on_decide(by=by, measure=measure, decision=decision)
        self.risk = risk
