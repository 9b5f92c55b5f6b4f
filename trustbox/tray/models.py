"""The quarantine tray: what comes in a flood of online letters has a numbered and sealed book of its own
beside the journal (SAFETY threat 23).

A letter never changes; what the office decides about it (into the journal, aside, back) is a sealed decision
over one letter or over many.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database import chain
from office.database.owned import make_managers
from office.database.triggers import Guard
from office.models.person import Person
from office.registers.labels import with_label
from office.retention.models.disposal import Disposal
from office.wall.models.wall import Wall, Walled, WalledQuerySet
from trustbox.journal.cover import cover_identity
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import LAST, OF_THE_WALL, SealedRecord
from trustbox.journal.models.choices import SHORT_TEXT, AppealKind, Language
from trustbox.journal.models.disposed import BY_AN_ACT, BY_AN_ACT_OVER_LETTERS, REMOVED, same_columns_sql
from trustbox.journal.models.intake import SEAL, sender_words

INTAKE = (
    "year",
    "number",
    "received_on",
    "kind",
    "language",
    "anonymous",
    "signatories",
    "text",
    "likeness",
    "clock_back",
    "code_hash",
    "files",
    "wall_id",
)
OF_ITS_BOOK = (
    "EXISTS (SELECT 1 FROM trustbox_traydecision d WHERE d.id = NEW.decision_id AND d.book_id = NEW.book_id"
)
EARLIER = "coalesce((SELECT o.place FROM trustbox_traydecision o WHERE o.id = OLD.decision_id), 0)"
# SQL over a letter whose words go by the act that has removed those of its entry.
OF_ITS_ENTRY = (
    "EXISTS (SELECT 1 FROM trustbox_appeal a WHERE a.id = NEW.appeal_id AND a.disposal_id = NEW.disposal_id)"
)
# SQL over a copy set aside whose words are those of an entry that has lost them.
OF_THE_ENTRY_IT_COPIES = (
    "EXISTS (SELECT 1 FROM trustbox_traydecision d WHERE d.id = OLD.decision_id AND d.kind = 'aside' AND "
    "d.ground = 'same') AND EXISTS (SELECT 1 FROM trustbox_trayletter l JOIN trustbox_appeal a ON a.id = "
    "l.appeal_id WHERE l.organisation_id = OLD.organisation_id AND l.likeness = OLD.likeness AND "
    "l.likeness <> '' AND a.disposal_id = NEW.disposal_id)"
)
STANDS = same_columns_sql("version", "decision_id", "appeal_id")
# SQL over a letter set aside that is nobody's copy: it has an act of its own.
OF_NO_ENTRY = (
    "EXISTS (SELECT 1 FROM trustbox_traydecision d WHERE d.id = OLD.decision_id AND d.kind = 'aside' AND "
    "d.ground <> 'same')"
)
BY_ITS_ACT = (
    f"(({BY_AN_ACT} AND ({OF_ITS_ENTRY} OR {OF_THE_ENTRY_IT_COPIES}) OR {BY_AN_ACT_OVER_LETTERS} AND "
    f"{OF_NO_ENTRY}) AND {STANDS})"
)
EMPTIED = {"text": REMOVED, "likeness": ""}  # what an act of disposal leaves of a letter


class TrayDecision(SealedRecord):
    """What was decided about letters of the tray on a day: one record whether it is about one of them or
    about two thousand.
    """

    AUDITED = False  # see `Book`
    SEALED = ("kind", "day", "author_id", "numbers", "ground", "text", "entry")
    GUARDS = (
        Guard("a_decision_on_the_tray_is_the_last_record_of_its_book", "INSERT", LAST),
        Guard("a_decision_on_the_tray_is_never_changed", "UPDATE"),
        Guard("a_decision_on_the_tray_is_never_deleted", "DELETE"),
    )

    class Kind(models.TextChoices):
        TAKEN = "taken", _("taken into the journal")
        ASIDE = "aside", _("set aside")
        BACK = "back", _("brought back into the tray")

    class Ground(models.TextChoices):
        SAME = "same", _("the same words sent again, one of them stands in the journal")
        EMPTY = "empty", _("says nothing: chance signs or advertising")
        OBSCENE = "obscene", _("obscene or insulting words alone")

    kind = models.CharField(_("what was decided"), max_length=10, choices=Kind)
    day = models.DateField(_("day"))
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    numbers = models.TextField(_("numbers in the tray"))  # «1-40, 43», ascending
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True)
    text = models.TextField(_("in words"), blank=True)
    entry = models.CharField(_("number in the journal"), max_length=20, blank=True)  # «5/2026»

    class Meta:
        ordering = ["-book", "-place"]
        constraints = [
            models.UniqueConstraint(fields=["book", "place"], name="one_decision_a_place_of_the_chain"),
            models.CheckConstraint(
                condition=Q(kind__in=["taken", "aside", "back"]),
                name="kind_of_a_decision_on_the_tray_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="aside", ground__in=["same", "empty", "obscene"]) & ~Q(text="")
                | ~Q(kind="aside") & Q(ground=""),
                name="set_aside_only_with_a_ground_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(kind="back") | ~Q(text=""), name="brought_back_only_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(kind="taken") ^ Q(entry=""), name="taken_into_the_journal_with_its_number"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("tray_decisions:record", args=[self.pk])

    @property
    @with_label(_("ground"))
    def ground_words(self):
        return self.get_ground_display() if self.ground else ""


class TrayQuerySet(WalledQuerySet):
    def waiting(self):
        """Those nobody has decided on, or that were brought back."""
        return self.filter(Q(decision=None) | Q(decision__kind=TrayDecision.Kind.BACK))

    def set_aside(self):
        return self.filter(decision__kind=TrayDecision.Kind.ASIDE)

    def with_words_aside(self):
        """Those set aside that still have their words."""
        return self.set_aside().filter(disposal=None)

    def taken(self):
        return self.filter(decision__kind=TrayDecision.Kind.TAKEN)

    def alone(self, among):
        """Those whose words no other letter `among` these has used."""
        return self.filter(~Exists(letters_of_same_words(among)))

    def alike(self, among):
        return self.filter(Exists(letters_of_same_words(among)))

    def left_by(self, entries):
        """Copies set aside for the words of these entries (ids) that no other entry has any more."""
        theirs = self.filter(appeal__in=entries)
        of_others = self.taken().filter(disposal=None).exclude(appeal__in=entries)
        copies = self.with_words_aside().filter(decision__ground=TrayDecision.Ground.SAME)
        return copies.filter(likeness__in=theirs.values("likeness")).exclude(
            likeness__in=of_others.values("likeness")
        )

    def remove_words(self, disposal):
        return self.update(disposal=disposal, **EMPTIED)


def letters_of_same_words(among):
    """Letters of the same words as the row of the query around; none once its words are gone."""
    return among.filter(likeness=OuterRef("likeness")).exclude(pk=OuterRef("pk")).exclude(likeness="")


class TrayLetter(Walled, SealedRecord):
    """A letter held in the tray.

    `INTAKE` is what came; `decision` and `appeal` are what was decided about it last. Its words go with those
    of its entry, or of the entry it was set aside for as a copy; of one that says nothing or insults alone by
    an act over such letters.
    """

    AUDITED = False  # see `Book`
    NUMBERED = True
    DAY = "received_on"
    SEALED = INTAKE
    BESIDE = OF_THE_WALL
    EMPTIED = EMPTIED
    GUARDS = (
        Guard("a_letter_of_the_tray_is_the_last_record_of_its_book", "INSERT", LAST),
        Guard(
            "what_came_into_the_tray_is_never_changed",
            "UPDATE",
            " OR ".join(
                f"OLD.{column} <> NEW.{column}" for column in (*INTAKE, *SEAL) if column not in EMPTIED
            )
            + " OR (OLD.text <> NEW.text OR OLD.likeness <> NEW.likeness) AND NOT (NEW.likeness = '' AND "
            f"NEW.text = '{REMOVED}' AND {BY_ITS_ACT})",
        ),
        Guard(
            "a_letter_of_the_tray_moves_only_by_a_later_decision",
            "UPDATE",
            f"NOT {BY_ITS_ACT} AND (coalesce(OLD.disposal_id, NEW.disposal_id, 0) <> 0 OR "
            f"NEW.version <> OLD.version + 1 OR NOT {OF_ITS_BOOK} AND d.place > {EARLIER}))",
        ),
        Guard(
            "a_letter_of_the_tray_has_its_entry_only_when_taken",
            "UPDATE",
            f"NOT {BY_ITS_ACT} AND (OLD.appeal_id IS NOT NULL OR (NEW.appeal_id IS NOT NULL) <> "
            f"{OF_ITS_BOOK} AND d.kind = 'taken'))",
        ),
        Guard("a_letter_of_the_tray_is_never_deleted", "DELETE"),
    )

    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField("№", editable=False)
    received_on = models.DateField(_("received on"), editable=False)
    kind = models.CharField(_("kind of appeal"), max_length=20, choices=AppealKind)
    language = models.CharField(
        _("language of the appeal"), max_length=10, choices=Language, default=Language.KYRGYZ
    )
    anonymous = models.BooleanField(_("anonymous"), default=True)
    signatories = models.PositiveSmallIntegerField(_("signatories"), default=1)
    text = models.TextField(_("content of the appeal"))
    likeness = models.CharField(max_length=64, editable=False)  # the same for texts of the same words
    clock_back = models.BooleanField(_("the clock had been set back"), default=False, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    files = models.TextField(blank=True, editable=False)  # digests of the files that came with it, one a line
    wall = models.OneToOneField(Wall, models.PROTECT, editable=False, related_name="tray_letter")

    decision = models.ForeignKey(
        TrayDecision,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="letters",
        verbose_name=_("decision"),
    )
    appeal = models.OneToOneField(
        Appeal,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="tray_letter",
        verbose_name=_("number in the journal"),
    )
    disposal = models.ForeignKey(
        Disposal,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("words removed by"),
    )

    unscoped, objects = make_managers(TrayQuerySet)

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["organisation", "-year", "-number"], name="tray_by_number"),
            models.Index(fields=["organisation", "likeness"], name="tray_by_likeness"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="one_letter_a_number_of_the_tray"),
            models.UniqueConstraint(fields=["book", "place"], name="one_letter_a_place_of_the_chain"),
            models.CheckConstraint(condition=Q(number__gte=1), name="letters_are_numbered_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="a_letter_of_the_tray_has_its_content"),
            models.CheckConstraint(
                condition=Q(kind__in=["proposal", "application", "complaint"]),
                name="kind_of_a_letter_of_the_tray_is_known",
            ),
            models.CheckConstraint(
                condition=Q(signatories__gte=1), name="a_letter_of_the_tray_has_a_signatory"
            ),
        ]

    def __str__(self):
        return f"№ {self.label}"

    def get_absolute_url(self):
        return reverse("tray:record", args=[self.pk])

    @property
    @with_label(_("number in the tray"))
    def label(self):
        """«К-17/2026»: К for «карантин», so that nobody takes it for a number of the journal."""
        return f"К-{self.number}/{self.year}"

    @property
    @with_label(_("short content"))
    def beginning(self):
        text = cover_identity(self.text[: 2 * SHORT_TEXT])
        return text if len(text) <= SHORT_TEXT else f"{text[: SHORT_TEXT - 1]}…"

    @property
    @with_label(_("letters with the same words"))
    def alike(self):
        """How many of those shown have the same words, itself among them; None where nobody counted."""
        return getattr(self, "alike_shown", None)

    @property
    @with_label(_("who wrote"))
    def sender(self):
        return sender_words(self)

    @property
    def awaits_envelope(self):
        """Whether the sender said that the name comes in an envelope, to the entry in the journal."""
        return self.anonymous and self.wall.envelope is not None

    @property
    @with_label(_("head in the tray"))
    def head(self):
        return chain.short_head(self.hash)

    @property
    def is_waiting(self):
        return self.decision is None or self.decision.kind == TrayDecision.Kind.BACK

    @property
    def is_set_aside(self):
        return self.decision is not None and self.decision.kind == TrayDecision.Kind.ASIDE

    @property
    def may_come_back(self):
        return self.is_set_aside and self.disposal_id is None

    @property
    def is_quiet(self):
        return not self.is_waiting

    @property
    @with_label(_("state"))
    def standing(self):
        """In words: waits, set aside, or its number in the journal."""
        if self.appeal:
            return _("in the journal, %(appeal)s") % {"appeal": self.appeal}
        return TrayDecision.Kind.ASIDE.label if self.is_set_aside else _("waits in the tray")
