"""The one door through which every appeal enters the journal, and what is done with an entry beside its moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from office import clock
from office.models import Signal, StoredFile, law_value
from office.wall import build
from office.workflow import Refused
from trustbox import codes, terms
from trustbox.models import Appeal, AppealFile, Book


@dataclass(frozen=True)
class Taken:
    """What the sender is given: the entry, the code that is never shown again, the head of the entry for the receipt."""

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
    by=None,
) -> Taken:
    """Enter an appeal of any channel: number, wall, link of the chain, code and term in one transaction (SAFETY D-6).

    `identity` is {field of `Identity.Field`: text} where the body keeps a vault; where it keeps envelopes the number of the envelope stands
    at `appeal.wall.envelope`. `files` are (name, bytes) of what may be read, `originals` of the same as it came, for the vault alone; `by` the person who registers it, None for what a citizen sends.
    Refused for a day that lies ahead and for an identity that does not fit the keeping; WrongFile for a file that cannot be filed.
    """
    book, today = book_of_today(organisation)
    if received_on > today:
        raise Refused(_("The appeal cannot have come on a day that lies ahead."))
    wall = wall_of_next(book, anonymous=anonymous, identity=identity, originals=originals)
    brought = stored(organisation, files, wall, by)
    code = codes.new()
    appeal = enter(
        book,
        brought,
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
        code_hash=codes.digest(code),
    )
    return Taken(appeal, code, appeal.head)


def enter(book, brought, today, **came) -> Appeal:
    """The entry of today, next in a locked book, with its term, in the caller's transaction; `brought` are its filed files."""
    days = terms.calendar()
    appeal = Appeal(
        registered_on=today,
        year=book.year,
        term=law_value("appeal_term", on=today),
        late=terms.registered_late(came["received_on"], today, days),
        clock_back=came["received_on"] > today or clock_went_back(book.organisation, today),
        files=digests(brought),
        **came,
    )
    appeal.due_on = appeal.first_due = terms.due(appeal, days)
    book.add(appeal)
    keep_files(appeal, brought)
    return appeal


def wall_of_next(book, *, anonymous, identity, originals):
    """The wall of the next record of a locked book."""
    return build(
        book.organisation,
        book=book.kind,
        year=book.year,
        number=book.last + 1,
        named=not anonymous,
        particulars=identity,
        originals=originals,
    )


def stored(organisation, files, wall, by) -> list[StoredFile]:
    """The files, filed for the pages of their matter alone."""
    return [
        StoredFile.store(organisation, name=name, content=content, by=by, wall=wall)
        for name, content in files
    ]


def book_of_today(organisation, kind=Book.Kind.APPEALS):
    """The book, locked, and the day: asked once nobody else writes, so that whoever waited over midnight enters the new day, after the others."""
    book = Book.open_for_writing(organisation, clock.today().year, kind)
    today = clock.today()
    if today.year != book.year:
        book = Book.open_for_writing(organisation, today.year, kind)
    return book, today


def clock_went_back(organisation, today) -> bool:
    """Whether an earlier entry bears a later day: the order is by number, the entry says that the clock was wrong (SAFETY K-1)."""
    latest = Appeal.objects.of(organisation).aggregate(day=Max("registered_on"))["day"]
    return latest is not None and latest > today


def digests(files) -> str:
    return "\n".join(file.sha256 for file in files)


def keep_files(appeal, files):
    for file in files:
        AppealFile.objects.create(organisation=appeal.organisation, appeal=appeal, file=file)


def locked(appeal):
    """The entry as it stands now, kept from others until the transaction ends."""
    rows = Appeal.objects.of(appeal.organisation).select_for_update()
    appeal.refresh_from_db(from_queryset=rows)
    return appeal


@transaction.atomic
def record(appeal, kind, *, by, files: Iterable[tuple[str, bytes]] = (), **given):
    """Add an event that leaves the state where it is. Returns the event; its files hang on the entry."""
    locked(appeal)
    appeal.version += 1
    brought = stored(appeal.organisation, files, appeal.wall, by)
    event = appeal.write(kind, by=by, files=digests(brought), **given)
    keep_files(appeal, brought)
    appeal.save()
    return event


def note(appeal, *, by, reason):
    """A correction: never an edit of the entry, always a visible note beside it (003 4.2)."""
    return record(appeal, "noted", by=by, reason=reason)


def give_masked_copy(appeal, *, by, masked):
    """Another masked text for the official who considers the appeal (003 6.2)."""
    return record(appeal, "masked", by=by, masked=masked)


def summarise(appeal, *, by, text):
    """The short content as the journal prints it."""
    return record(appeal, "summarised", by=by, text=text)


def ask(appeal, *, by, text):
    """A question or a word to the sender, read with the code."""
    return record(appeal, "asked", by=by, text=text)


def report_measure(appeal, *, by, text, files=()):
    """A note on measures, by the official who considers the appeal or by the clerk. Refused for an appeal that is finished."""
    locked(appeal)
    if not appeal.is_open:
        raise Refused(_("This appeal is finished: a correction is entered as a note."))
    return record(appeal, "measure", by=by, text=text, files=files)


def classify(appeal, *, by, function="", zone="", provision=None):
    """By kind of function, zone and point of the standard; the half-year analysis counts by them."""
    return record(appeal, "classified", by=by, function=function, zone=zone, provision=provision)


def signal(appeal, *, by, note):
    """Tell the register where and what, never who: nothing of the signal leads back to the appeal. Refused for an unclassified entry."""
    if not appeal.function and not appeal.zone:
        raise Refused(_("Classify the appeal first: by function and zone a signal finds its risks."))
    # The first of the month: a day of its own would lead back to the entry.
    return Signal.keep(
        appeal.organisation,
        day=timezone.localdate().replace(day=1),
        source="appeals",
        function=appeal.function,
        zone=appeal.zone,
        note=note,
    )


@transaction.atomic
def recount(organisation, today=None):
    """Move the open terms that the calendar as it stands counts otherwise; each says so in an event (LAW rule 8). Returns how many moved."""
    days = terms.calendar()
    moved = 0
    for appeal in Appeal.objects.of(organisation).open():
        if terms.due(appeal, days) != appeal.due_on:
            moved += move_term(appeal, days)
    return moved


def move_term(appeal, days) -> bool:
    locked(appeal)
    due = terms.due(appeal, days)
    if not appeal.is_open or due is None or due == appeal.due_on:
        return False
    record(
        appeal, "moved", by=None, due_before=appeal.due_on, due_after=due, text=_("The calendar was changed.")
    )
    return True
