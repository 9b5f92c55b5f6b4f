"""The entries of the journal: what came in never changes; what was done with it is a chain of events
(`events.py`).
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database import chain
from office.database.owned import make_managers
from office.database.triggers import Guard
from office.models.law import law_value
from office.models.person import Person
from office.models.provision import Provision
from office.registers.labels import with_label
from office.registers.workflow import ASIDE, Move, Refused, Workflow
from office.retention.models.disposal import Disposal
from office.roles import Act
from office.templatetags.portal import term
from office.wall.models.wall import Wall, Walled
from trustbox.boxes.models.boxes import Institution
from trustbox.boxes.models.openings import Opening
from trustbox.journal.models.books import LAST, OF_THE_WALL, Book, SealedRecord
from trustbox.journal.models.choices import (
    AppealKind,
    AppealResult,
    Channel,
    Language,
    NoReplyGround,
)
from trustbox.journal.models.disposed import (
    BY_AN_ACT,
    NO_EVENT,
    NO_WORDS,
    REMOVED,
    same_columns_sql,
)
from trustbox.journal.models.intake import INTAKE, SEAL, column_differs_sql, sender_words
from trustbox.journal.models.querysets import AppealQuerySet


class Appeal(Walled, Workflow, SealedRecord):
    """An entry of the journal. `INTAKE` is what came in: never changed.

    The other columns are what the events of the entry make of it.
    """

    # See `Book`: no second of the clock, no copy of the words outside the row that the wall guards.
    AUDITED = False
    NUMBERED = True
    DAY = "registered_on"
    SEALED = INTAKE
    BESIDE = OF_THE_WALL
    GUARDS = (
        Guard("an_entry_is_the_last_record_of_its_book", "INSERT", LAST),
        Guard(
            "what_came_in_is_never_changed",
            "UPDATE",
            " OR ".join(column_differs_sql(column) for column in (*INTAKE, *SEAL) if column != "text")
            + f" OR OLD.text <> NEW.text AND NOT (NEW.text = '{REMOVED}' AND {BY_AN_ACT})",
        ),
        Guard(
            "an_entry_changes_only_by_an_event",
            "UPDATE",
            f"{NO_EVENT} AND NOT ({BY_AN_ACT} AND {same_columns_sql(*NO_WORDS)})",
        ),
        Guard(
            "words_of_an_entry_are_removed_by_an_approved_act",
            "UPDATE",
            f"OLD.disposal_id IS DISTINCT FROM NEW.disposal_id AND NOT ({BY_AN_ACT})",
        ),
        Guard("an_entry_is_never_deleted", "DELETE"),
        # Column 6 of the journal names the official; entries answered without one before stay as they are.
        Guard(
            "a_reply_names_the_official_who_considered_the_appeal",
            "UPDATE",
            "NEW.state = 'answered' AND OLD.state <> 'answered' AND NEW.executor_id IS NULL",
        ),
        Guard(
            "a_letter_of_the_box_comes_while_the_box_is_open",
            "INSERT",
            "NEW.opening_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM trustbox_opening o WHERE o.id = NEW.opening_id AND o.state = 'open')",
        ),
        # Its picture is its signature: sealed with the identity (`SealedFile`), or not kept at all.
        Guard(
            "a_signed_letter_of_the_box_comes_without_a_file_that_is_read",
            "INSERT",
            "NEW.channel = 'box' AND NOT NEW.anonymous AND NEW.files <> ''",
        ),
    )

    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        ASSIGNED = "assigned", _("being considered")
        FORWARDED = "forwarded", _("forwarded")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed without reply")
        CANCELLED = "cancelled", _("entry cancelled")
        LOST = "lost", _("lost in a restore")  # entered so by `trustbox.recovery`, by no move

    OPEN = (State.REGISTERED, State.ASSIGNED)

    MOVES: tuple[Move, ...] = (
        Move(
            "assign",
            _("Give it to an official"),
            OPEN,
            State.ASSIGNED,
            Act.APPEALS,
            _(
                "The official sees the masked text and nothing of who wrote it. The journal shows the "
                "official and the term."
            ),
        ),
        Move(
            "answer",
            _("Enter the reply"),
            OPEN,
            State.ANSWERED,
            Act.APPEALS,
            _("The outgoing number and date stand in the journal from now on; the term stops."),
        ),
        Move(
            "forward",
            _("Forward to the competent body"),
            OPEN,
            State.FORWARDED,
            Act.APPEALS,
            _("The appeal goes to another institution; our own term stops."),
        ),
        Move(
            "extend",
            _("Extend the term"),
            (State.ASSIGNED,),
            State.ASSIGNED,
            Act.EXTEND,
            _("Only in an exceptional case and by decision of the head; the applicant is told."),
        ),
        Move(
            "close",
            _("Close without a reply"),
            OPEN,
            State.CLOSED,
            Act.APPEALS,
            _("Only with one of the grounds of the law. The entry stays in the journal."),
            danger=True,
        ),
        Move(
            "cancel",
            _("Cancel the entry"),
            (State.REGISTERED,),
            State.CANCELLED,
            Act.APPEALS,
            _("For an entry made by mistake. It stays visible under its number, with the reason."),
            danger=True,
        ),
    )
    ASIDE = ASIDE | {"close"}

    # What came in.
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField("№", editable=False)
    received_on = models.DateField(_("received on"))
    registered_on = models.DateField(_("registered on"), editable=False)
    keeper = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("registered by"),
    )
    channel = models.CharField(_("how it came"), max_length=20, choices=Channel)
    kind = models.CharField(_("kind of appeal"), max_length=20, choices=AppealKind)
    language = models.CharField(
        _("language of the appeal"), max_length=10, choices=Language, default=Language.KYRGYZ
    )
    anonymous = models.BooleanField(_("anonymous"), default=False)
    signatories = models.PositiveSmallIntegerField(_("signatories"), default=1)
    text = models.TextField(_("content of the appeal"), blank=True)
    opening = models.ForeignKey(
        Opening,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="appeals",
        verbose_name=_("opening of the box"),
    )
    wall = models.OneToOneField(Wall, models.PROTECT, editable=False, related_name="appeal")
    term = models.PositiveSmallIntegerField(null=True, editable=False)  # working days by the law of the day
    first_due = models.DateField(null=True, editable=False)  # its last day as counted at registration
    late = models.BooleanField(_("registered late"), default=False, editable=False)
    clock_back = models.BooleanField(_("the clock had been set back"), default=False, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    files = models.TextField(blank=True, editable=False)  # digests of the files that came with it, one a line

    # What the events make of it.
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.REGISTERED, editable=False
    )
    due_on = models.DateField(_("term of consideration"), null=True, blank=True, editable=False)
    extended_to = models.DateField(_("extended to"), null=True, blank=True, editable=False)
    executor = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("official it was sent to"),
    )
    summary = models.TextField(_("short content"), blank=True, editable=False)
    masked = models.TextField(_("masked text"), blank=True, editable=False)
    measures = models.TextField(_("measures taken"), blank=True, editable=False)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("forwarded to"),
    )
    answer_number = models.CharField(
        _("outgoing number of the reply"), max_length=40, blank=True, editable=False
    )
    answer_date = models.DateField(_("date of the reply"), null=True, blank=True, editable=False)
    answer_language = models.CharField(
        _("language of the reply"), max_length=10, choices=Language, blank=True, editable=False
    )
    answer_reason = models.TextField(_("why in another language"), blank=True, editable=False)
    result = models.CharField(_("result"), max_length=20, choices=AppealResult, blank=True, editable=False)
    ground = models.CharField(
        _("ground for no reply"), max_length=20, choices=NoReplyGround, blank=True, editable=False
    )
    function = models.SlugField(_("kind of function (281 p. 5)"), max_length=60, blank=True, editable=False)
    zone = models.SlugField(
        _("zone of corruption risk (281 p. 6)"), max_length=60, blank=True, editable=False
    )
    provision = models.ForeignKey(
        Provision,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("point of the law"),
    )
    named_on = models.DateField(_("envelope with the name came on"), null=True, blank=True, editable=False)
    finished = models.DateField(_("day the term stopped"), null=True, blank=True, editable=False)
    disposal = models.ForeignKey(
        Disposal,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("words removed by"),
    )

    unscoped, objects = make_managers(AppealQuerySet)

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["organisation", "-year", "-number"], name="appeal_by_number"),
            models.Index(fields=["organisation", "state", "due_on"], name="appeal_by_term"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="one_entry_a_number_of_the_book"),
            models.UniqueConstraint(fields=["book", "place"], name="one_entry_a_place_of_the_chain"),
            models.CheckConstraint(condition=Q(number__gte=1), name="entries_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="channel_of_an_appeal_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AppealKind.values), name="kind_of_an_appeal_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(kind="unreadable"),
                name="an_appeal_that_can_be_read_has_its_content",
            ),
            models.CheckConstraint(condition=Q(signatories__gte=1), name="an_appeal_has_a_signatory"),
            models.CheckConstraint(
                condition=Q(channel="box", opening__isnull=False) | (~Q(channel="box") & Q(opening=None)),
                name="what_was_in_the_box_has_its_opening",
            ),
            models.CheckConstraint(
                condition=Q(registered_on__gte=F("received_on")) | Q(clock_back=True),
                name="an_appeal_is_registered_after_it_came",
            ),
            models.CheckConstraint(
                condition=~Q(state="assigned") | Q(executor__isnull=False),
                name="an_appeal_being_considered_has_its_official",
            ),
            models.CheckConstraint(
                condition=~Q(state="forwarded") | Q(institution__isnull=False),
                name="a_forwarded_appeal_has_its_institution",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered")
                | (
                    ~Q(answer_number="")
                    & ~Q(result="")
                    & Q(answer_date__isnull=False)
                    & (Q(answer_language=F("language")) | ~Q(answer_reason=""))
                ),
                name="a_reply_has_number_date_and_the_language_of_the_appeal",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") ^ Q(ground=""), name="closed_without_reply_only_with_a_ground"
            ),
            models.CheckConstraint(
                condition=Q(named_on=None) | Q(anonymous=True),
                name="a_name_comes_later_to_an_anonymous_entry_alone",
            ),
        ]

    def __str__(self):
        return f"№ {self.number} / {self.year}"

    def get_absolute_url(self):
        return reverse("appeals:record", args=[self.pk])

    # --- What the journal shows ---

    @property
    def in_a_line(self):
        """The number and the beginning of what it is about, for lists of many kinds of rows."""
        return f"{self} · {self.short_text[:90]}"

    @property
    @with_label(_("short content"))
    def short_text(self):
        """The short content that somebody confirmed; what the sender wrote stands in no list."""
        if self.summary or self.kind == AppealKind.UNREADABLE:
            return self.summary or self.get_kind_display()
        if self.disposal_id:
            return REMOVED
        return _("%(kind)s, not summarised yet") % {"kind": self.get_kind_display()}

    @property
    @with_label(_("who wrote"))
    def sender(self):
        """What stands instead of a name: «Анонимдүү», the envelope, the seal."""
        return sender_words(self)

    @property
    def is_anonymous(self):
        """Whether nobody knows who wrote: the sender gave no name and has brought none since."""
        return self.anonymous and self.named_on is None

    @property
    def awaits_envelope(self):
        """Whether the sender said that the name comes in an envelope, and it has not come."""
        return self.is_anonymous and self.wall.envelope is not None

    @property
    @with_label(_("term of consideration"))
    def due_mark(self):
        """The last day; one that has passed is marked by word, shape and colour."""
        day = date_format(self.due_on, "SHORT_DATE_FORMAT") if self.due_on else ""
        return term("overdue", day) if self.is_overdue() else day

    @property
    @with_label(_("official it was sent to"))
    def sent_to(self):
        return self.institution or self.executor

    @property
    @with_label(_("reply"))
    def reply(self):
        """Outgoing number and date, as the journal prints them."""
        return f"№ {self.answer_number}, {self.answer_date:%d.%m.%Y}" if self.answer_number else ""

    @property
    @with_label(_("opening of the box"))
    def taken_at(self):
        return self.opening

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def is_quiet(self):
        return not self.is_open

    @property
    def is_collective(self):
        """Whether there are as many signatories as the law asks of a collective appeal (LAW rule 12)."""
        # One signatory is never enough: most entries ask the law nothing.
        return self.signatories > 1 and self.signatories >= law_value(
            "collective_signatories", on=self.registered_on
        )

    @property
    @with_label(_("head in the journal"))
    def head(self):
        """The head of the entry as it stands on the receipt."""
        return chain.short_head(self.hash)

    def is_overdue(self, today=None):
        """Whether the term has passed while it still ran."""
        return bool(self.is_open and self.due_on and self.due_on < (today or clock.today()))

    @property
    def owes_a_reply(self):
        """An anonymous appeal has a term for its check, but nobody waits for a reply (LAW rule 11)."""
        return not self.is_anonymous

    # --- Moves ---

    def write(self, kind, *, by, **columns):
        """Add an event to the chain and let the entry show it.

        The entry must be locked, its version raised; the caller saves.
        """
        from trustbox.journal.models.events import AppealEvent

        event = AppealEvent(appeal=self, kind=kind, author=by, day=clock.today(), **columns)
        Book.objects.of(self.organisation).select_for_update().get(pk=self.book_id).add(event)
        for column, value in event.outcome(self).items():
            setattr(self, column, value)
        return event

    def on_assign(self, *, by, executor, masked):
        from trustbox.journal.reminders import notify_executor

        self.require_official(executor)
        self.write("assigned", by=by, executor=executor, masked=masked)
        notify_executor(self)

    def require_official(self, person):
        """Refused for a person who does not work here today or may know nothing of the matter."""
        if not person.appointments.today().filter(organisation=self.organisation).exists():
            raise Refused(_("This person does not work at the body today."))
        if self.wall.excludes(person):
            raise Refused(
                _("A complaint never goes to the person it is about, nor to whom it is hidden from.")
            )

    def on_answer(self, *, by, number, date, language, reason, result, text, executor=None):
        if self.executor is None:
            if executor is None:
                raise Refused(_("Say which official considered the appeal: the journal names them."))
            self.require_official(executor)
        if date > clock.today():
            raise Refused(_("The date of the reply lies in the future."))
        if date < self.registered_on:
            raise Refused(_("The reply is dated before the appeal was registered."))
        if language != self.language and not reason:
            raise Refused(
                _(
                    "The reply is given in the language of the appeal. Say why this one is in another "
                    "language."
                )
            )
        self.write(
            "answered",
            by=by,
            executor=None if self.executor else executor,
            number=number,
            date=date,
            language=language,
            reason=reason,
            result=result,
            text=text,
        )

    def on_forward(self, *, by, institution, notice_date, text):
        self.needs_notice(notice_date)
        self.write("forwarded", by=by, institution=institution, notice_date=notice_date, text=text)

    def on_extend(self, *, by, until, notice_date, reason, after_term):
        from trustbox.journal.terms import last_extension, move_to_workday

        self.needs_notice(notice_date)
        if self.due_on is None or until <= self.due_on:
            raise Refused(_("The new day must lie after the present term."))
        if until > last_extension(self):
            raise Refused(
                _("The law allows no longer extension than to %(day)s.")
                % {"day": f"{last_extension(self):%d.%m.%Y}"}
            )
        if self.is_overdue() and not after_term:
            raise Refused(
                _(
                    "The term has already passed. Tick that you extend it all the same; the journal will "
                    "say so."
                )
            )
        self.write(
            "extended",
            by=by,
            due_before=self.due_on,
            due_after=move_to_workday(until),
            notice_date=notice_date,
            reason=reason,
            after_term=self.is_overdue(),
        )

    def needs_notice(self, day):
        """The applicant is told, unless nobody knows who that is."""
        if self.owes_a_reply and day is None:
            raise Refused(_("Give the day on which the applicant was told."))

    def on_close(self, *, by, ground, text):
        if ground == NoReplyGround.ANONYMOUS and not self.is_anonymous:
            raise Refused(_("This appeal is not anonymous: the applicant waits for a reply."))
        if ground != NoReplyGround.ANONYMOUS and not text:
            raise Refused(
                _("Say why: without a reply an appeal is closed only by a decision with its reasons.")
            )
        self.write("closed", by=by, ground=ground, text=text)

    def on_cancel(self, *, by, reason):
        self.write("cancelled", by=by, reason=reason)
