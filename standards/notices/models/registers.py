"""The registers behind the desk of an employee: conflict of interest, relative in subordination, gift,
declaration of interests.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import make_managers
from office.models.law import DatedQuerySet
from office.registers.labels import with_label
from office.registers.workflow import Refused
from standards.notices.models.notice import EmployeeNoticeQuerySet, Recipient, SignedNotice, notice_guards


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


class Kin(models.Model):
    """A relationship that counts as close (000 p.19.2): the law's own list, dated and kept by the
    administrator (LAW rule 56).
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120, blank=True)
    close = models.BooleanField(
        _("close relative"), default=True, help_text=_("No: a relative, but not a close one (000 p. 19.2).")
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-close", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="kin_ends_after_it_begins",
                violation_error_message=_("The last day in force lies before the first."),
            )
        ]

    def __str__(self):
        return self.name_ru if get_language() == "ru" and self.name_ru else self.name_ky

    def get_absolute_url(self):
        return reverse("kin:record", args=[self.pk])

    @property
    @with_label(_("name"))
    def name(self):
        return str(self)

    @property
    def is_quiet(self):
        return self.valid_to is not None


class Relative(NoticeToHead):
    """A relative in direct subordination or under one's control (000 p.14.6)."""

    class Direction(models.TextChoices):
        UNDER_ME = "under_me", _("the relative is under me or under my control")
        OVER_ME = "over_me", _("I am under the relative or under their control")

    BOOK = SPACE = "relatives"
    POINT = "14.6"
    NEEDED = ("relative", "kin", "direction", "relative_post")
    GUARDS = notice_guards(
        "relative",
        "author_id",
        "relative",
        "kin_id",
        "direction",
        "relative_post",
        "since",
        "note",
        "about_head",
    )

    kin = models.ForeignKey(
        Kin, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who it is to you")
    )
    relative = models.CharField(_("surname and name of the relative"), max_length=200, blank=True)
    relative_post = models.CharField(_("where the relative works, as what"), max_length=300, blank=True)
    direction = models.CharField(_("who is under whom"), max_length=10, choices=Direction, blank=True)
    since = models.DateField(_("since when"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta(NoticeToHead.Meta):
        verbose_name = _("notice of a relative in subordination")
        constraints = [
            *SignedNotice.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft") | Q(kin__isnull=False) & ~Q(relative="") & ~Q(direction=""),
                name="given_relative_has_name_kin_and_direction",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["", "under_me", "over_me"]), name="relative_direction_is_known"
            ),
        ]


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


class DeclarationFinding(models.TextChoices):
    """What the ethics commission found in a declaration (law 206 of 12.12.2017)."""

    CLEAN = "clean", _("no conflict of interest")
    CONFLICT = "conflict", _("a conflict of interest, measures are proposed")
    INCOMPLETE = "incomplete", _("incomplete or untrue: to be filed anew")


class DeclarationQuerySet(EmployeeNoticeQuerySet):
    def own(self, person):
        return Q(author=person) | Q(filer=person) & ~Q(state="draft")

    def standing(self):
        """Those that count: given, and not sent back by the commission."""
        return self.in_register().exclude(measure=DeclarationFinding.INCOMPLETE)


class Declaration(SignedNotice):
    """That a declaration of personal interests was filed, why and when, and what the ethics commission
    decided (000 p.18.3; LAW rule 55).
    """

    class Reason(models.TextChoices):
        HIRING = "hiring", _("hiring")
        CHANGE = "change", _("change of the interests")
        OTHER = "other", _("other")

    BOOK = SPACE = "declarations"
    POINT = "18.3"
    TO = Recipient.OFFICER
    NEEDED = ("filer", "reason", "filed_on")
    GUARDS = notice_guards("declaration", "author_id", "filer_id", "reason", "filed_on", "interests")

    filer = models.ForeignKey(
        "office.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("filer")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    way = models.CharField(
        _("how it was filed"),
        max_length=10,
        choices=[("portal", _("in the portal")), ("paper", _("on paper, entered by the officer"))],
        default="portal",
        editable=False,
    )
    interests = models.TextField(
        _("interests"),
        blank=True,
        help_text=_(
            "Shares, enterprises, jobs beside the service, debts, close relatives in bodies you deal with. "
            "«None» is an answer too."
        ),
    )
    measure = models.CharField(
        _("decision of the ethics commission"),
        max_length=20,
        choices=DeclarationFinding,
        blank=True,
        editable=False,
    )
    commission_day = models.DateField(_("day of the commission"), null=True, blank=True, editable=False)

    unscoped, objects = make_managers(DeclarationQuerySet)

    class Meta(SignedNotice.Meta):
        verbose_name = _("declaration of interests")
        constraints = [
            *SignedNotice.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(filer__isnull=False, filed_on__isnull=False, reason__in=["hiring", "change", "other"]),
                name="given_declaration_has_filer_reason_and_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "given"], commission_day=None)
                | Q(state__in=["decided", "done"], commission_day__isnull=False),
                name="declaration_decision_has_its_day",
            ),
        ]

    def is_of(self, person):
        return person.pk == (self.filer_id or self.author_id)

    def may_give(self, person):
        """The officer gives what came on paper."""
        return person.pk == self.author_id

    def on_decide(self, *, by, measure, decision, day=None):
        day = day or clock.today()
        if day < self.filed_on:
            raise Refused(_("The commission cannot have decided before the declaration was filed."))
        super().on_decide(by=by, measure=measure, decision=decision)
        self.commission_day = day
