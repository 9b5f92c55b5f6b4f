"""What was done with an entry of the journal: one sealed event after another, never
changed, never taken out.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.database.owned import make_managers
from office.database.triggers import Guard
from office.models.person import Person
from office.models.provision import Provision
from office.retention.models.disposal import Disposal
from trustbox.boxes.models.boxes import Institution
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import LAST, SealedRecord
from trustbox.journal.models.choices import AppealResult, Language, NoReplyGround
from trustbox.journal.models.disposed import BY_AN_ACT, WORDS, removed_words_sql, same_columns_sql
from trustbox.journal.models.querysets import AppealPartQuerySet

# What no act of disposal touches.
NEVER_CHANGED = (
    *("organisation_id", "book_id", "place", "previous", "salt", "hash", "mac", "mark", "version"),
    *("appeal_id", "kind", "day", "author_id", "executor_id", "institution_id", "due_before", "due_after"),
    *("notice_date", "after_term", "number", "date", "language", "result", "ground", "function", "zone"),
    *("provision_id", "files"),
)


class AppealEvent(SealedRecord):
    """One event. Only the columns its kind needs are filled; `outcome` says what the entry shows of it from
    then on.
    """

    # See `Book`. The event itself says who and on which day.
    AUDITED = False
    SEALED = (
        "appeal_id",
        "kind",
        "day",
        "author_id",
        "executor_id",
        "institution_id",
        "due_before",
        "due_after",
        "notice_date",
        "after_term",
        "number",
        "date",
        "language",
        "result",
        "ground",
        "function",
        "zone",
        "provision_id",
        "masked",
        "reason",
        "text",
        "files",
    )
    GUARDS = (
        Guard("an_event_is_the_last_record_of_its_book", "INSERT", LAST),
        Guard(
            "an_event_is_never_changed",
            "UPDATE",
            f"NOT ({BY_AN_ACT} AND {same_columns_sql(*NEVER_CHANGED)} AND {removed_words_sql(*WORDS)})",
        ),
        Guard("an_event_is_never_deleted", "DELETE"),
    )

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("given to an official")
        MASKED = "masked", _("masked copy given")
        SUMMARISED = "summarised", _("short content written")
        MEASURE = "measure", _("measure taken")
        FORWARDED = "forwarded", _("forwarded to another institution")
        EXTENDED = "extended", _("term extended by the head")
        ANSWERED = "answered", _("reply sent")
        CLOSED = "closed", _("closed without reply")
        CLASSIFIED = "classified", _("classified")
        NOTED = "noted", _("correction noted")
        CANCELLED = "cancelled", _("entry cancelled")
        MOVED = "moved", _("term moved by a change of the calendar")
        ASKED = "asked", _("written to the sender")
        HEARD = "heard", _("written by the sender")
        LOST = "lost", _("lost in a restore")
        MENDED = "mended", _("copy of a file mended")
        ENVELOPED = "enveloped", _("envelope with the name received")

    # The state an entry stands in after an event; the others leave it where it is.
    STATES = {
        Kind.ASSIGNED: Appeal.State.ASSIGNED,
        Kind.FORWARDED: Appeal.State.FORWARDED,
        Kind.ANSWERED: Appeal.State.ANSWERED,
        Kind.CLOSED: Appeal.State.CLOSED,
        Kind.CANCELLED: Appeal.State.CANCELLED,
        Kind.LOST: Appeal.State.LOST,
    }
    OF_THE_PORTAL = (Kind.MOVED, Kind.MENDED)  # nobody of the office did anything
    FINISH = (Kind.FORWARDED, Kind.ANSWERED, Kind.CLOSED, Kind.CANCELLED, Kind.LOST)

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="events")
    kind = models.CharField(_("event"), max_length=20, choices=Kind)
    day = models.DateField(_("day"))
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None: the portal itself
    executor = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("official it was sent to")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, related_name="+", verbose_name=_("forwarded to")
    )
    due_before = models.DateField(_("term before"), null=True)
    due_after = models.DateField(_("term after"), null=True)
    notice_date = models.DateField(_("applicant told on"), null=True)
    after_term = models.BooleanField(_("extended after the term had passed"), default=False)
    number = models.CharField(_("outgoing number"), max_length=40, blank=True)
    date = models.DateField(_("date of the reply"), null=True)
    language = models.CharField(_("language of the reply"), max_length=10, choices=Language, blank=True)
    result = models.CharField(_("result"), max_length=20, choices=AppealResult, blank=True)
    ground = models.CharField(_("ground for no reply"), max_length=20, choices=NoReplyGround, blank=True)
    function = models.SlugField(max_length=60, blank=True)
    zone = models.SlugField(max_length=60, blank=True)
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, related_name="+", verbose_name=_("point of the law")
    )
    masked = models.TextField(_("masked text"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    text = models.TextField(_("text"), blank=True)  # of a mended copy the digest of the file it mends
    files = models.TextField(blank=True, editable=False)  # digests of the files that came with it, one a line
    disposal = models.ForeignKey(Disposal, models.PROTECT, null=True, editable=False, related_name="+")

    unscoped, objects = make_managers(AppealPartQuerySet)

    class Meta:
        ordering = ["place"]
        # For the proof of a book: without it SQLite reads the whole book for the events of a few entries.
        indexes = [models.Index(fields=["book", "appeal", "place"], name="events_by_entry")]
        constraints = [
            models.UniqueConstraint(fields=["book", "place"], name="one_event_a_place_of_the_chain"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "assigned",
                        "masked",
                        "summarised",
                        "measure",
                        "forwarded",
                        "extended",
                        "answered",
                        "closed",
                        "classified",
                        "noted",
                        "cancelled",
                        "moved",
                        "asked",
                        "heard",
                        "lost",
                        "mended",
                        "enveloped",
                    ]
                ),
                name="kind_of_an_event_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["extended", "noted", "cancelled"]) | ~Q(reason=""),
                name="an_exceptional_event_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["asked", "heard"]) | ~Q(text=""), name="what_is_written_has_its_words"
            ),
            models.CheckConstraint(
                condition=~Q(kind="heard") | Q(author=None), name="a_sender_stands_nowhere_as_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(kind="mended") | Q(author=None) & ~Q(files="") & ~Q(text=""),
                name="a_mended_copy_is_filed_by_the_portal_and_names_its_file",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day:%d.%m.%Y}"

    @property
    def shown_text(self):
        """The text; of a mended copy the file as lists of files name it."""
        return self.text[:8] if self.kind == self.Kind.MENDED else self.text

    def outcome(self, appeal) -> dict:
        """{column: value} of what the entry shows from this event on; the state is set by its move."""
        return outcome_of(self, appeal)


def outcome_of(event, appeal) -> dict:
    """The same of anything with the columns of an event."""
    shown = OUTCOMES[event.kind](event, appeal) if event.kind in OUTCOMES else {}
    return shown | ({"finished": event.day} if event.kind in AppealEvent.FINISH else {})


def append_measure(event, appeal):
    """The note on measures (003 4.2): one line more, with its day."""
    line = f"{event.day:%d.%m.%Y} {event.text}".strip()
    return "\n".join(filter(None, [appeal.measures, line]))


OUTCOMES = {
    "enveloped": lambda event, appeal: {"named_on": event.date},
    "assigned": lambda event, appeal: {"executor_id": event.executor_id, "masked": event.masked},
    "masked": lambda event, appeal: {"masked": event.masked},
    "summarised": lambda event, appeal: {"summary": event.text},
    "measure": lambda event, appeal: {"measures": append_measure(event, appeal)},
    "forwarded": lambda event, appeal: {"institution_id": event.institution_id},
    "extended": lambda event, appeal: {"due_on": event.due_after, "extended_to": event.due_after},
    "moved": lambda event, appeal: {"due_on": event.due_after},
    "classified": lambda event, appeal: {
        "function": event.function,
        "zone": event.zone,
        "provision_id": event.provision_id,
    },
    "closed": lambda event, appeal: {"ground": event.ground},
    "answered": lambda event, appeal: {
        "executor_id": event.executor_id or appeal.executor_id,
        "answer_number": event.number,
        "answer_date": event.date,
        "answer_language": event.language,
        "answer_reason": event.reason,
        "result": event.result,
    },
}
