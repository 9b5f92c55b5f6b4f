"""Acts on the quarantine tray: hold a letter, take it into the journal, set it aside, bring it back.

Each is sealed in the book of the tray. Locks: letters before the journal, the journal before the tray.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from office import clock
from office.files.models import StoredFile
from office.kyrgyz import fold
from office.law.workdays import YearNotCovered, add_workdays
from office.models.calendar import working_calendar
from office.models.law import law_value
from office.registers.workflow import Refused
from trustbox import codes
from trustbox.journal.actions import (
    add_journal_entry,
    book_of_today,
    build_next_wall,
    file_digests,
    store_files,
)
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.choices import Channel
from trustbox.tray.models import TrayDecision, TrayLetter

MOST_AT_ONCE = 100  # letters taken into the journal by one press
Kind, Ground = TrayDecision.Kind, TrayDecision.Ground


@dataclass(frozen=True)
class TrayReceipt:
    """What the sender of a letter held in the tray is given: the letter and the code that is never shown
    again.
    """

    letter: TrayLetter
    code: str


def likeness_digest(text: str) -> str:
    """SHA-256 of the letters of the text alone, folded: equal for texts with the same words."""
    return sha256((re.sub(r"[\W\d_]+", "", fold(text)) or text).encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def hold_letter(
    organisation,
    *,
    kind,
    text,
    language="ky",
    anonymous=True,
    identity=None,
    signatories=1,
    files=(),
    originals=(),
    about="",
    brings_envelope=False,
) -> TrayReceipt:
    """Keep an online letter in the tray: number of its own book, wall, link of the chain and code in one
    transaction, as in `take_appeal`.
    """
    book, today = book_of_today(organisation, Book.Kind.TRAY)
    named = not anonymous or brings_envelope
    wall = build_next_wall(book, named=named, identity=identity, originals=originals, about=about)
    filed_files = store_files(organisation, files, wall, None)
    code = codes.new_code()
    latest = TrayLetter.objects.of(organisation).values_list("received_on", flat=True).first()
    letter = TrayLetter(
        wall=wall,
        year=book.year,
        received_on=today,
        kind=kind,
        language=language,
        anonymous=anonymous,
        signatories=signatories,
        text=text,
        likeness=likeness_digest(text),
        clock_back=latest is not None and latest > today,
        code_hash=codes.code_digest(code),
        files=file_digests(filed_files),
    )
    return TrayReceipt(book.add(letter), code)


def register_by(letter_or_day):
    """The last day on which a letter of this day stands in the journal in time (LAW rule 5); None while the
    calendar does not reach so far.
    """
    day = getattr(letter_or_day, "received_on", letter_or_day)
    try:
        return add_workdays(day, law_value("appeal_registration", on=day), working_calendar())
    except YearNotCovered:
        return None


def lock_letters(letters):
    """The letters as they stand now, in the order of their numbers, kept from others until the transaction
    ends.
    """
    found = list(letters.order_by("pk").select_for_update(of=("self",)))
    if not found:
        raise Refused(_("Nothing is left to decide on: look at the tray once more."))
    return found


@transaction.atomic
def take_into_journal(letters, *, by) -> list[Appeal]:
    """Enter waiting letters into the journal: each gets the number of today, keeps the day it came, its wall,
    its files and its code.
    """
    rows = lock_letters(letters.waiting())
    if len(rows) > MOST_AT_ONCE:
        raise Refused(
            _("Take no more than %(most)s letters at once: each becomes an entry with a term of its own.")
            % {"most": MOST_AT_ONCE}
        )
    return [enter_letter(letter, by) for letter in rows]


def enter_letter(letter, by) -> Appeal:
    journal, today = book_of_today(letter.organisation)
    # The papers of the disclosure register stand behind the same wall: they did not come with the letter.
    rows = StoredFile.objects.of(letter.organisation).filter(wall=letter.wall_id)
    filed_files = list(rows.filter(sha256__in=letter.files.splitlines()).order_by("pk"))
    appeal = add_journal_entry(
        journal,
        filed_files,
        today,
        wall=letter.wall,
        channel=Channel.ONLINE,
        received_on=letter.received_on,
        keeper=by,
        kind=letter.kind,
        language=letter.language,
        anonymous=letter.anonymous,
        signatories=letter.signatories,
        text=letter.text,
        code_hash=letter.code_hash,
    )
    add_tray_decision([letter], Kind.TAKEN, by=by, entry=f"{appeal.number}/{appeal.year}", appeal=appeal)
    return appeal


@transaction.atomic
def set_aside(letters, *, by, ground, text) -> list[TrayDecision]:
    """Leave waiting letters out of the journal with a ground: they stay in the tray, visible and sealed.

    Refused for words that stand nowhere in the journal.
    """
    rows = lock_letters(letters.waiting())
    if ground == Ground.SAME:
        refuse_unregistered_words(rows)
    return decide_by_book(rows, Kind.ASIDE, by=by, ground=ground, text=text)


def refuse_unregistered_words(rows):
    """Raise Refused unless at least one letter with each of these texts is in the journal."""
    organisation = rows[0].organisation
    said = set(TrayLetter.objects.of(organisation).taken().values_list("likeness", flat=True).distinct())
    unsaid = {}
    for row in rows:
        if row.likeness not in said:
            unsaid.setdefault(row.likeness, row)
    if unsaid:
        first = ", ".join(row.label for row in list(unsaid.values())[:10])
        raise Refused(
            _(
                "Words of these letters stand nowhere in the journal yet: %(first)s (of %(count)s). Take "
                "one of each into it first."
            )
            % {"first": first, "count": len(unsaid)}
        )


@transaction.atomic
def bring_back(letters, *, by, text) -> list[TrayDecision]:
    """Put letters set aside back among the waiting, under the day they came.

    What is in the journal stays there, and what has lost its words stays aside.
    """
    return decide_by_book(lock_letters(letters.with_words_aside()), Kind.BACK, by=by, text=text)


def decide_by_book(rows, kind, **columns):
    books = sorted({row.book_id for row in rows})
    return [
        add_tray_decision([row for row in rows if row.book_id == book], kind, **columns) for book in books
    ]


def add_tray_decision(rows, kind, *, by, appeal=None, **columns) -> TrayDecision:
    """Create one sealed TrayDecision for locked letters of one book and set it on them."""
    organisation = rows[0].organisation
    book = Book.objects.of(organisation).select_for_update().get(pk=rows[0].book_id)
    numbers = format_ranges(row.number for row in rows)
    decision = book.add(TrayDecision(kind=kind, day=clock.today(), author=by, numbers=numbers, **columns))
    TrayLetter.objects.of(organisation).filter(pk__in=[row.pk for row in rows]).update(
        decision=decision, appeal=appeal, version=F("version") + 1
    )
    return decision


def format_ranges(numbers) -> str:
    """«1-40, 43, 50-51» of whole numbers in any order."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in parts)


def parse_ranges(text: str) -> list[int]:
    """Inverse of `format_ranges`: list of int."""
    bounds = [part.split("-") for part in text.split(", ")]
    return [number for part in bounds for number in range(int(part[0]), int(part[-1]) + 1)]
