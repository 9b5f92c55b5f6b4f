"""Declarations of interests."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import make_managers
from office.registers.workflow import Refused
from standards.notices.models.notice import EmployeeNoticeQuerySet, Recipient, SignedNotice, notice_guards


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
