"""Entering an appeal of any channel in the journal, and acts on an entry beside its moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from office import clock
from office.files.models import StoredFile
from office.models.calendar import working_calendar
from office.models.law import law_value
from office.models.signal import Signal
from office.registers.workflow import Refused
from office.wall.actions import build_wall
from trustbox import codes
from trustbox.journal import terms
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.files import AppealFile
from trustbox.journal.models.opinions import AnswerOpinion
from trustbox.journal.moved_days import days_that_moved, earlier_calendars, moved_words


@dataclass(frozen=True)
class AppealReceipt:
    """What the sender gets: the entry, the code (never shown again), the head of the entry."""

    appeal: Appeal
    code: str
    head: str


@transaction.atomic
def take_appeal(
    organisation,
    *,
    channel: str,
    received_on: date,
    kind: str,
    text: str,
    language: str = "ky",
    anonymous: bool = True,
    identity: Mapping[str, str] | None = None,
    signatories: int = 1,
    opening=None,
    files: Iterable[tuple[str, bytes]] = (),
    originals: Iterable[tuple[str, bytes]] = (),
    about: str = "",
    brings_envelope: bool = False,
    code: str = "",
    by=None,
) -> AppealReceipt:
    """Enter an appeal of any channel: number, wall, link of the chain, code and term in one transaction
    (SAFETY D-6).

    `identity` is {field of `Identity.Field`: text} where the organisation keeps a vault; where it keeps
    envelopes the number of the envelope stands at `appeal.wall.envelope`. `files` are (name, bytes) of what
    may be read, `originals` of the same as it came, for the vault alone; `by` the person who registers it,
    None for what a citizen sends. `about` is the role of whom it is about: hidden from them until it is
    sorted. `brings_envelope`: of an anonymous appeal, whose sender brings the name in an envelope later; its
    number is taken at once. Refused for a day that lies ahead and for an identity that does not fit the
    keeping; `code`: where the sender's is drawn already. WrongFile for a file that cannot be filed.
    """
    book, today = book_of_today(organisation)
    if received_on > today:
        raise Refused(_("The appeal cannot have come on a day that lies ahead."))
    named = not anonymous or brings_envelope
    wall = build_next_wall(book, named=named, identity=identity, originals=originals, about=about)
    filed_files = store_files(organisation, files, wall, by)
    code = code or codes.new_code()
    appeal = add_journal_entry(
        book,
        filed_files,
        today,
        wall=wall,
        channel=channel,
        received_on=received_on,
        keeper=by,
        kind=kind,
        language=language,
        anonymous=anonymous,
        signatories=signatories,
        text=text,
        opening=opening,
        code_hash=codes.code_digest(code),
    )
    return AppealReceipt(appeal, code, appeal.head)


def add_journal_entry(book, filed_files, today, **came) -> Appeal:
    """Create today's journal entry as the next of the locked `book`, with its term.

    `filed_files`: StoredFiles. Runs in the caller's transaction.
    """
    days = working_calendar()
    appeal = Appeal(
        registered_on=today,
        year=book.year,
        term=law_value("appeal_term", on=today),
        late=terms.registered_late(came["received_on"], today, days),
        clock_back=came["received_on"] > today or clock_went_back(book.organisation, today),
        files=file_digests(filed_files),
        **came,
    )
    appeal.due_on = appeal.first_due = terms.due_day(appeal, days)
    book.add(appeal)
    attach_files(appeal, filed_files)
    return appeal


def build_next_wall(book, *, named, identity, originals, about=""):
    return build_wall(
        book.organisation,
        book=book.kind,
        year=book.year,
        number=book.last + 1,
        named=named,
        particulars=identity,
        originals=originals,
        about=about,
    )


def store_files(organisation, files, wall, by) -> list[StoredFile]:
    return [
        StoredFile.store(organisation, name=name, content=content, by=by, wall=wall)
        for name, content in files
    ]


def book_of_today(organisation, kind=Book.Kind.APPEALS):
    """(locked book, today). The day is read again after the lock, so that who waited past midnight registers
    under the new day.
    """
    book = Book.open_for_writing(organisation, clock.today().year, kind)
    today = clock.today()
    if today.year != book.year:
        book = Book.open_for_writing(organisation, today.year, kind)
    return book, today


def clock_went_back(organisation, today) -> bool:
    """True when an entry of this organisation has a later registration day than `today` (SAFETY K-1)."""
    latest = Appeal.objects.of(organisation).aggregate(day=Max("registered_on"))["day"]
    return latest is not None and latest > today


def last_entry_day() -> date | None:
    """The day of the last entry in the journals of all organisations."""
    return Appeal.unscoped.order_by("-pk").values_list("registered_on", flat=True).first()


def file_digests(files) -> str:
    return "\n".join(file.sha256 for file in files)


def attach_files(appeal, files):
    for file in files:
        AppealFile.objects.create(organisation=appeal.organisation, appeal=appeal, file=file)


def lock_appeal(appeal):
    """Lock and re-read the appeal until the end of the transaction; returns the same object."""
    rows = Appeal.objects.of(appeal.organisation).select_for_update()
    appeal.refresh_from_db(from_queryset=rows)
    return appeal


@transaction.atomic
def add_event(appeal, kind, *, by, files: Iterable[tuple[str, bytes]] = (), **columns):
    """Add an event that does not change the state, with its files. Returns the AppealEvent. Refused once an
    act of disposal has removed the words of the entry: what is written later would never go.
    """
    lock_appeal(appeal)
    if appeal.disposal_id:
        raise Refused(
            _("The words of this entry were disposed of by an act: nothing is written to it any more.")
        )
    appeal.version += 1
    filed_files = store_files(appeal.organisation, files, appeal.wall, by)
    event = appeal.write(kind, by=by, files=file_digests(filed_files), **columns)
    attach_files(appeal, filed_files)
    appeal.save()
    return event


def add_note(appeal, *, by, reason):
    """A correction: never an edit of the entry, always a visible note beside it (003 4.2)."""
    return add_event(appeal, "noted", by=by, reason=reason)


def give_masked_copy(appeal, *, by, masked):
    """Replace the masked text of the official who considers the appeal (003 6.2)."""
    return add_event(appeal, "masked", by=by, masked=masked)


def set_summary(appeal, *, by, text):
    return add_event(appeal, "summarised", by=by, text=text)


def write_to_sender(appeal, *, by, text):
    """Add a message that the sender reads with the code."""
    return add_event(appeal, "asked", by=by, text=text)


def take_envelope(appeal, *, by, number, date):
    """The envelope that the sender of an anonymous entry brought: the entry is named from now on.

    `number` is of the envelope, «2/2026». Refused for another number, for an entry that awaits none, and for
    a day before the entry or ahead of today.
    """
    lock_appeal(appeal)
    if not appeal.is_open:
        raise Refused(_("This appeal is finished: a correction is entered as a note."))
    if not appeal.awaits_envelope:
        raise Refused(_("This entry awaits no envelope."))
    if number != appeal.wall.envelope_number:
        raise Refused(_("This entry awaits another envelope: compare the number on it."))
    if not appeal.registered_on <= date <= clock.today():
        raise Refused(_("The envelope came between the day of the entry and today."))
    return add_event(appeal, "enveloped", by=by, number=number, date=date)


def report_measure(appeal, *, by, text, files=()):
    """A note on measures, by the official who considers the appeal or by the clerk.

    Refused for an appeal that is finished.
    """
    lock_appeal(appeal)
    if not appeal.is_open:
        raise Refused(_("This appeal is finished: a correction is entered as a note."))
    return add_event(appeal, "measure", by=by, text=text, files=files)


@transaction.atomic
def keep_opinion(appeal, *, is_answer: bool) -> bool:
    """Count what the sender says of the reply, the first time alone; returns whether it was. Refused while
    there is no reply.
    """
    lock_appeal(appeal)
    if appeal.state != Appeal.State.ANSWERED:
        raise Refused(_("There is no reply yet."))
    _opinion, is_first = AnswerOpinion.objects.of(appeal.organisation).get_or_create(
        organisation=appeal.organisation, appeal=appeal, defaults={"is_answer": is_answer}
    )
    return is_first


def classify_appeal(appeal, *, by, function="", zone="", provision=None):
    """Store kind of function, zone and point of the standard; the half-year analysis counts by them."""
    return add_event(appeal, "classified", by=by, function=function, zone=zone, provision=provision)


def keep_signal(appeal, *, by, note):
    """Create a Signal for the risk register: month, function, zone, note; no link back to the appeal.

    Refused while unclassified.
    """
    if not appeal.function and not appeal.zone:
        raise Refused(_("Classify the appeal first: by function and zone a signal finds its risks."))
    # The first of the month: a day of its own would lead back to the entry.
    return Signal.keep(
        appeal.organisation,
        day=clock.today().replace(day=1),
        source="appeals",
        function=appeal.function,
        zone=appeal.zone,
        note=note,
    )


@transaction.atomic
def recount_appeal_terms(organisation, today=None):
    """Recompute open terms under the current calendar, one event per moved term (LAW rule 8). Returns how
    many moved.
    """
    days, before = working_calendar(), None
    moved = 0
    for appeal in Appeal.objects.of(organisation).open():
        if terms.due_day(appeal, days) != appeal.due_on:
            before = list(earlier_calendars()) if before is None else before
            moved += move_term(appeal, days, before)
    return moved


def move_term(appeal, days, before=()) -> bool:
    """Count the term of one entry anew; the event names the days that moved it, found by the calendars
    `before`. Returns whether it moved.
    """
    lock_appeal(appeal)
    due = terms.due_day(appeal, days)
    if not appeal.is_open or due is None or due == appeal.due_on:
        return False
    words = moved_words(days_that_moved(appeal, days, before))
    add_event(appeal, "moved", by=None, due_before=appeal.due_on, due_after=due, text=words)
    return True
