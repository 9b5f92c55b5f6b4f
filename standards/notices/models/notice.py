"""Notices an employee gives by the conduct standard: a draft of the author, then a numbered row.

Readable by author and addressee only; whoever is reported never sees it.
"""

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.counter import Counter
from office.models.person import Appointment
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import MAY, Act, granting
from standards.notices import terms
from standards.notices.models.proof import PROOF_RULES, WithProof, proof_guard


class Recipient(models.TextChoices):
    HEAD = "head", _("the head")
    OFFICER = "officer", _("the authorised officer")


# Stands in the number of what went to another than the point names: жетекчи, ыйгарым укуктуу.
OTHER_ADDRESSEE_LETTERS = {"head": "Ж", "officer": "Ы"}
READING_ACTS: dict[str, Act] = {Recipient.HEAD: Act.DECIDE, Recipient.OFFICER: Act.WATCH}


def organisation_ids_for(person, act):
    """Primary keys of the organisations where the person's appointments of today allow `act`."""
    return sorted({pk for row in granting(person, act) for pk in row.reach})


def past_term(today):
    """Q: decision missing after, or made after, its due day."""
    return Q(due_on__lt=today) & (Q(decided_on=None) | Q(decided_on__gt=F("due_on")))


class EmployeeNoticeQuerySet(OwnedQuerySet):
    def own(self, person) -> Q:
        """Which rows are the person's own, whatever their state."""
        return Q(author=person)

    def visible_to(self, person, act=None):
        """Own rows and given rows addressed to the person; for the officer also the head's overdue ones.

        `act` is ignored.
        """
        to_head = Q(addressee=Recipient.HEAD)
        theirs = to_head & Q(organisation__in=organisation_ids_for(person, Act.DECIDE))
        theirs |= (~to_head | past_term(clock.today())) & Q(
            organisation__in=organisation_ids_for(person, Act.WATCH)
        )
        here = Q(organisation__in=person.body_ids)
        theirs &= ~Q(state="draft") & ~Q(excluded=person)
        return self._allow(self.filter(self.own(person) & here | theirs))

    def in_register(self):
        return self.exclude(state="draft")

    def waiting(self):
        return self.filter(state="given")

    def pressing(self):
        """What waits for a decision first, the nearest term before the others; then drafts, then what is
        decided.
        """
        place = Case(When(state="given", then=0), When(state="draft", then=1), default=2)
        return self.order_by(place, "due_on", "-pk")

    def past_term(self, today):
        return self.in_register().filter(past_term(today))

    def open_to(self, people):
        """Without what excludes one of these people."""
        return self.exclude(excluded__in=people)

    def in_register_of(self, year):
        return self.in_register().filter(year=year)


def notice_guards(what: str, *columns: str) -> tuple[Guard, ...]:
    """Guards: after giving, `columns`, number and addressee never change; a decision never changes; no
    deletion.
    """
    differ = " OR ".join(
        f"coalesce(CAST(OLD.{column} AS text), '') <> coalesce(CAST(NEW.{column} AS text), '')"
        for column in ("number", "year", "given_on", "addressee", "excluded_id", *columns)
    )
    decided = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in ("measure", "decision", "decided_on"))
    return (
        Guard(
            f"a_decision_on_a_{what}_is_never_changed",
            "UPDATE",
            f"OLD.state IN ('decided', 'done') AND ({decided} OR NEW.state NOT IN ('decided', 'done'))",
        ),
        proof_guard(what),
        Guard(f"a_given_{what}_keeps_its_words", "UPDATE", f"OLD.state <> 'draft' AND ({differ})"),
        Guard(f"a_given_{what}_is_never_deleted", "DELETE", "OLD.state <> 'draft'"),
    )


class EmployeeNotice(WithProof, Workflow, Owned):
    """Abstract notice: draft → given (numbered) → decided within a term → done (proved)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft, seen by its author alone")
        GIVEN = "given", _("given, waits for the decision")
        DECIDED = "decided", _("decided")
        DONE = "done", _("carried out")

    MOVES = (
        Move(
            "give",
            _("Give it now"),
            (State.DRAFT,),
            State.GIVEN,
            Act.TELL,
            _(
                "It gets its number and goes to whom the point names; what is written can no longer be "
                "changed."
            ),
        ),
        Move(
            "decide",
            _("Enter the decision"),
            (State.GIVEN,),
            State.DECIDED,
            Act.SETTLE,
            _("Whoever told it reads the decision at once."),
        ),
        Move(
            "prove",
            _("Enter the proof"),
            (State.DECIDED,),
            State.DONE,
            Act.SETTLE,
            _("The row is closed: by which paper the decision was carried out."),
        ),
    )
    TO = Recipient.HEAD  # whom the point names
    BOOK = ""  # of the counter
    SPACE = ""  # the namespace of the pages
    POINT = ""  # of the standard
    NEEDED: tuple[str, ...] = ()  # fields that must be filled before it is given

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    addressee = models.CharField(_("goes to"), max_length=10, choices=Recipient, blank=True, editable=False)
    excluded = models.ForeignKey(
        "office.Person", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    given_on = models.DateField(_("given on"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("decision by"), null=True, blank=True, editable=False)
    measure = models.CharField(_("measure"), max_length=20, blank=True, editable=False)
    decision = models.TextField(_("decision and its reason"), blank=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    unscoped, objects = make_managers(EmployeeNoticeQuerySet)

    class Meta:
        abstract = True
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "addressee", "year", "number"],
                name="%(class)s_number_is_given_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, year=None, given_on=None, due_on=None, addressee="")
                | Q(
                    state__in=["given", "decided", "done"],
                    number__isnull=False,
                    year__isnull=False,
                    given_on__isnull=False,
                    due_on__isnull=False,
                    addressee__in=["head", "officer"],
                ),
                name="given_%(class)s_has_number_day_and_addressee",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "given"], decided_on=None, decided_by=None, measure="", decision=""
                )
                | Q(state__in=["decided", "done"], decided_on__isnull=False, decided_by__isnull=False)
                & ~Q(measure="")
                & ~Q(decision=""),
                name="decided_%(class)s_has_measure_reason_and_person",
            ),
            *PROOF_RULES,
        ]

    def __str__(self):
        what = capfirst(self._meta.verbose_name)
        return " · ".join([str(what), str(self.sign if self.number else _("draft"))])

    def get_absolute_url(self):
        return reverse(f"{self.SPACE}:record", args=[self.pk])

    @property
    @with_label(_("number"))
    def sign(self):
        """«3/2026»; with a letter where it went to another than the point names; a dash for a draft."""
        aside = (
            f"-{OTHER_ADDRESSEE_LETTERS[self.addressee]}" if self.number and self.addressee != self.TO else ""
        )
        return f"{self.number}{aside}/{self.year}" if self.number else "—"

    @property
    def series(self):
        """The book of the counter this row's number comes from."""
        return self.BOOK if self.addressee == self.TO else f"{self.BOOK}-{self.addressee}"

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def is_given(self):
        return self.state != self.State.DRAFT

    @property
    def is_waiting(self):
        return self.state == self.State.GIVEN

    @property
    def is_decided(self):
        return self.decided_on is not None

    @property
    def is_quiet(self):
        return self.state == self.State.DONE

    def is_of(self, person):
        """Whether it is the person's own matter: they read it and never decide on it."""
        raise NotImplementedError

    def may_give(self, person):
        """Whether the person keeps the draft and gives it."""
        return self.is_of(person)

    @property
    def reported(self):
        """The person it reports, who must never meet it; None when it reports nobody."""
        return None

    @property
    def clock(self):
        """{urgency, text, how} of the decision, or None for a draft; no query."""
        return terms.term_status(self) if self.is_given else None

    @property
    @with_label(_("term"))
    def term(self):
        """The term in a register, as word, shape and colour."""
        from office.templatetags.portal import term

        return term(self.clock["urgency"], self.clock["text"]) if self.clock else "—"

    # --- whose turn it is

    def holders(self, addressee):
        """Appointments that hold the addressee's place today, read-only ones last."""
        rows = Appointment.objects.of(self.organisation).today().filter(role__in=MAY[READING_ACTS[addressee]])
        return list(rows.select_related("person").order_by("reads_only", "pk"))

    def free(self, addressee):
        """Holders who are neither author nor reported. [] at the head's place when the head is reported."""
        holders, reported = self.holders(addressee), self.reported
        if addressee == Recipient.HEAD and reported in [row.person for row in holders]:
            return []
        return [row for row in holders if row.person != reported and not self.is_of(row.person)]

    def choose_addressee(self):
        """Whom the point names; the other one when the matter touches that one or the place is empty.

        Refused when neither is left.
        """
        order = [self.TO, *(one for one in Recipient if one != self.TO)]
        free = {one: rows for one in order if (rows := self.free(one))}
        if not free:
            raise Refused(
                _(
                    "Nobody at this body may receive it: the place is empty or the matter touches them. "
                    "Give it on paper to the body above."
                )
            )
        # An officer from outside reads but cannot decide (LAW rule 57).
        return next((one for one, rows in free.items() if not rows[0].reads_only), next(iter(free)))

    def is_turn_of(self, person):
        """Whether the decision lies with this person: they hold the place it is addressed to, and it does not
        touch them.
        """
        there = (
            self.organisation_id in organisation_ids_for(person, READING_ACTS[self.addressee])
            if self.addressee
            else False
        )
        return there and person.pk != self.excluded_id and not self.is_of(person)

    def is_open_to(self, person, move):
        """Whether the row, beside the right, leaves this move to this person."""
        return self.may_give(person) if move.name == "give" else self.is_turn_of(person)

    def moves_for(self, person):
        return [move for move in super().moves_for(person) if self.is_open_to(person, move)]

    # --- moves

    def on_give(self, *, by):
        if not self.may_give(by):
            raise Refused(_("Only its author gives it."))
        if missing := self.missing_fields():
            raise Refused(_("Fill in first: %(fields)s.") % {"fields": ", ".join(missing)})
        self.given_on = clock.today()
        self.year = self.given_on.year
        self.addressee = self.choose_addressee()
        self.excluded = self.reported
        self.due_on = terms.decision_due_day(self.given_on)
        # A series for each addressee: a gap in the head's would tell him that something went past him.
        self.number = Counter.take(self.organisation, self.series, self.year)
        terms.queue_addressee_letters(self)

    def missing_fields(self):
        """The names of the needed fields that are empty."""
        return [
            str(self._meta.get_field(name).verbose_name)
            for name in self.NEEDED
            if getattr(self, name) in (None, "")
        ]

    def on_decide(self, *, by, measure, decision):
        if not self.is_turn_of(by):
            raise Refused(_("The decision lies with whom it is addressed to."))
        self.measure, self.decision = measure, decision
        self.decided_on, self.decided_by = clock.today(), by
        self.queue_decision_letter()

    def queue_decision_letter(self):
        """Hook: queue a letter to the author; nothing here, where a letter would name them."""


class SignedNotice(EmployeeNotice):
    """Notice given under the author's name."""

    author = models.ForeignKey(
        "office.Person", models.PROTECT, editable=False, related_name="+", verbose_name=_("author")
    )

    class Meta(EmployeeNotice.Meta):
        abstract = True

    def is_of(self, person):
        return person.pk == self.author_id

    def queue_decision_letter(self):
        terms.queue_notice_letter(self, self.author, "decided")
