"""Reports behind the wall: a corruption fact by another employee (000 p.21), being pushed to an offence
(p.23).

Nothing in the row, its memory or a letter names who wrote it: the author is known again by a keyed mark, the
name itself lies in the wall's vault or envelope. ADR 0014 says why.
"""

import secrets
from contextlib import nullcontext

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database import chain
from office.database.actor import without_actor
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.registers.labels import with_label
from office.registers.workflow import Refused
from office.wall.models.wall import WalledQuerySet
from standards.notices.models.notice import EmployeeNotice, EmployeeNoticeQuerySet, Recipient, notice_guards


def author_secret(person, organisation_id):
    """Keyed digest identifying an author at an organisation; never stored."""
    message = chain.canonical_bytes("report-author", {"body": organisation_id, "person": person.pk})
    return chain.keyed_hash(chain.chain_key("report-author"), message)


def author_mark(secret, salt):
    """Mark of one report: unlinkable to its author and to other reports without the key (SAFETY A2)."""
    message = chain.canonical_bytes("report-mark", {"author": secret, "salt": salt})
    return chain.keyed_hash(chain.chain_key("report-author"), message)


def fresh_author_mark(person, organisation_id) -> dict[str, str]:
    """A fresh salt and the author's mark under it, as a new report stores them."""
    salt = secrets.token_hex(16)
    return {"salt": salt, "mark": author_mark(author_secret(person, organisation_id), salt)}


class ReportQuerySet(WalledQuerySet, EmployeeNoticeQuerySet):
    """Behind the wall for everyone; the author's drafts have no wall yet."""

    def own(self, person):
        """Found by trying the person's secret on every report of their organisations: no stored value leads
        from one to another.
        """
        secrets_at = {pk: author_secret(person, pk) for pk in person.body_ids}
        rows = self._allow(self.model.objects.filter(organisation__in=secrets_at))
        tried = rows.values_list("pk", "organisation", "salt", "mark").order_by()
        return Q(pk__in=[pk for pk, at, salt, mark in tried if author_mark(secrets_at[at], salt) == mark])


class ReportOutcome(models.TextChoices):
    """What the addressee does with a report."""

    SENT = "sent", _("sent to the law enforcement body")
    CHECK = "check", _("an internal check is appointed")
    DISCIPLINE = "discipline", _("confirmed: disciplinary measures")
    UNCONFIRMED = "unconfirmed", _("not confirmed, with the reason")
    KNOWN = "known", _("the facts were or are being checked already (p. 23)")
    FALSE = "false", _("knowingly false: handed over under p. 26")


class Report(EmployeeNotice):
    """What an employee knows of corruption, told in writing to the authorised officer; to the head where it
    touches the officer.
    """

    # The audit knows who wrote and in which second: that would name the author. Guards keep the row as it was
    # given.
    AUDITED = False
    BOOK = SPACE = "reports"
    POINT = "21, 23"
    TO = Recipient.OFFICER
    NEEDED = ("kind", "what", "happened_on", "accused")
    WARNING = _(
        "Point 26: an employee who knowingly gives false information of corruption answers for it under the "
        "law."
    )
    GUARDS = notice_guards(
        "report",
        "kind",
        "what",
        "happened_on",
        "place",
        "accused",
        "about_id",
        "evidence",
        "salt",
        "mark",
        "wall_id",
    )

    class Kind(models.TextChoices):
        FACT = "fact", _("a corruption fact by another employee (p. 21)")
        PUSH = "push", _("I was pushed to an offence (p. 23)")

    kind = models.CharField(_("what is reported"), max_length=10, choices=Kind, blank=True)
    accused = models.CharField(
        _("who did it"),
        max_length=300,
        blank=True,
        help_text=_("Surname and post; «unknown» when you do not know."),
    )
    about = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the same person in the portal"),
        help_text=_("Whoever you choose here never sees the report, the head included."),
    )
    happened_on = models.DateField(_("when it happened"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=300, blank=True)
    what = models.TextField(
        _("what happened"),
        blank=True,
        help_text=_("Facts in their order. Do not name yourself: the name stands apart."),
    )
    evidence = models.TextField(
        _("what proves it"), blank=True, help_text=_("Papers, recordings, who else saw it.")
    )
    wants_protection = models.BooleanField(
        _("I ask for protection"),
        default=False,
        help_text=_("000 p. 22, 24: the body protects who reported."),
    )
    provision = models.ForeignKey(
        "office.Provision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("point of the standard"),
        help_text=_("What it breaks, as you see it: 9–13, 14, 19."),
    )
    wall = models.OneToOneField(
        "office.Wall", models.PROTECT, null=True, blank=True, editable=False, related_name="report"
    )
    salt = models.CharField(max_length=32, editable=False)
    mark = models.CharField(max_length=64, editable=False)
    key = models.UUIDField(editable=False)  # of the form: sent twice it makes one draft
    measure = models.CharField(_("outcome"), max_length=20, choices=ReportOutcome, blank=True, editable=False)

    unscoped, objects = make_managers(ReportQuerySet)

    class Meta(EmployeeNotice.Meta):
        verbose_name = _("report of corruption")
        constraints = [
            *EmployeeNotice.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "key"], name="a_report_form_is_taken_once"),
            models.UniqueConstraint(fields=["mark"], name="no_two_reports_bear_one_mark"),
            models.CheckConstraint(condition=~Q(salt=""), name="mark_of_a_report_is_salted"),
            models.CheckConstraint(
                condition=Q(state="draft", wall=None) | ~Q(state="draft") & Q(wall__isnull=False),
                name="given_report_stands_behind_a_wall",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(what="") & ~Q(accused="") & Q(happened_on__isnull=False, kind__in=["fact", "push"]),
                name="given_report_says_what_who_and_when",
            ),
        ]

    @property
    @with_label(_("reported by"))
    def reporter(self):
        """What stands instead of the name, for everyone."""
        return self.wall.mask if self.wall else "—"

    @property
    def reported(self):
        return self.about

    @property
    def takes_more(self):
        """Measures of protection come to what was given."""
        return self.is_given

    def is_of(self, person):
        return self.mark == author_mark(author_secret(person, self.organisation_id), self.salt)

    def permits(self, person):
        return self.wall is None or not self.wall.excludes(person)

    @transaction.atomic
    def move(self, name, *, by, **arguments):
        """As Workflow.move; «give» runs without a named actor, so that audit, counter and letters hold no
        author.
        """
        with without_actor() if name == "give" else nullcontext():
            return super().move(name, by=by, **arguments)

    def on_give(self, *, by, warned=False):
        from standards.notices.report_wall import build_report_wall

        if not warned:
            raise Refused(_("Say that you have read point 26."))
        if self.about_id == by.pk:
            raise Refused(_("Nobody reports on themselves here."))
        super().on_give(by=by)
        build_report_wall(self, by=by)


class ProtectionQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """With their report."""
        return self._allow(self.filter(report__in=Report.objects.visible_to(person)))


class Protection(Owned):
    """A measure that protects who reported (000 p.22, 24), without a name: of which
    report, what, since when.
    """

    GUARDS = (
        Guard("a_protection_is_never_changed", "UPDATE"),
        Guard("a_protection_is_never_deleted", "DELETE"),
    )

    report = models.ForeignKey(Report, models.PROTECT, related_name="protections", editable=False)
    text = models.TextField(
        _("measure of protection"),
        help_text=_("Without a name: transfer on request, no dismissal, guarded contact …"),
    )
    taken_on = models.DateField(_("since"), default=clock.today)
    taken_by = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )

    unscoped, objects = make_managers(ProtectionQuerySet)

    class Meta:
        ordering = ["taken_on", "pk"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.report.get_absolute_url()
