"""What apps enter in their `AppConfig.ready`: the office asks these lists and knows no app.

This page imports nothing that runs, so that anything may import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.utils.functional import Promise

    from office.models.commission import Meeting
    from office.models.organisation import Organisation
    from office.models.person import Person
    from office.models.restored_book import RestoredBook
    from office.open_pages import Shelf
    from office.papers.layouts import DatedForm
    from office.papers.models import Order
    from office.papers.official import OfficialForm
    from office.papers.row_papers import RowPaper
    from office.recovery.books import KeptHead, NumberBook
    from office.retention.kinds import RecordKind
    from office.roles import Act
    from office.seals.records import Official
    from office.verification import Fault, ReportProgress

# Official forms by name («risks/annex-1»): what prints, and what fills it.
# Entered by every app with papers; read by `manage paper` and office/papers/official.py.
FORMS: dict[str, OfficialForm] = {}

# Papers of one row by name («trustbox/act»): its rows, and what fills its print template.
# Entered by every app with such papers; read by `manage paper`.
ROW_PAPERS: dict[str, RowPaper] = {}

# Official forms whose headings, widths, notes and words are dated data, by the same name (ADR 0018).
# Entered by risks, positions, plans, standards, trustbox, monitoring; read by office/papers/layouts.py.
DATED_FORMS: dict[str, DatedForm] = {}

# (order, person) → None: takes over what an order approves, in the transaction that registers it.
# Entered by plans (copies of editions); run by office/papers/effects.py.
TAKEN_OVER: list[Callable[[Order, Person], None]] = []

# (order, person) → None: ends what followed from an order, in the transaction in which the order ends.
# Entered by plans (measures handed down); run by office/papers/effects.py.
LOST_EFFECT: list[Callable[[Order, Person], None]] = []

# (organisation, today) → None: what happens by itself each day.
# Entered by plans, trustbox, monitoring, standards; run by `manage tick` (office/daily_acts.py).
DAILY: list[Callable[[Organisation, date], None]] = []

# (organisation, today) → how many: what happens each day to stored files, those of a merged organisation too.
# Entered by office; run by `manage tick` (office/daily_acts.py).
DAILY_OF_FILES: list[Callable[[Organisation, date], int]] = []

# organisation → how many of its terms moved, when the working-day calendar is changed (LAW rule 8).
# Entered by trustbox (appeals) and standards (notices); run by `office.daily_acts.recount_terms`, at once.
RECOUNTS: list[Callable[[Organisation], int]] = []

# (organisation, progress) → faults of what is stored.
# Entered by trustbox (books, trays); run by `manage verify` after the office's own (office/verification.py).
PROOFS: list[Callable[[Organisation, ReportProgress], Iterable[Fault]]] = []

# Official records by model («office.Order»): what is sealed in the chain of its body, and from when on.
# Entered by every app, from its `official_records.py`; read by office/seals.
RECORDS: dict[str, Official] = {}

# Kinds of record with a retention term by code («order_scans»): what is finished, and what an act of disposal
# removes. Entered by office, plans, standards, trustbox, monitoring; read by office/retention.
RETENTION: dict[str, RecordKind] = {}

# organisation → None: seals anew, with the chain key of this portal, what came sealed with another's, once it
# has proved it as far as that can be done without that key; ValueError names what cannot be taken.
# Entered by office (openings of identities) and trustbox (books); run by office/handover/receipt.py.
COUNTERSIGNERS: list[Callable[[Organisation], None]] = []

# A head that was kept elsewhere, as it was given out → faults.
# Entered by trustbox; run by `manage verify --heads`.
HEADS: list[Callable[[str], Iterable[Fault]]] = []

# organisation → its series of numbers, each with the last one given and, where it is sealed, its head.
# Entered by office (counters) and trustbox (journals, trays); read by backups and by a restore.
BOOKS: list[Callable[[Organisation], Iterable[NumberBook]]] = []

# (organisation, person) → (path, bytes) of what proves itself in the open part of an export, as far as the
# person sees it. Entered by trustbox (its books, their verifier); run by office/handover/export.py.
OPEN_EXPORTS: list[Callable[[Organisation, Person], Iterable[tuple[str, bytes]]]] = []

# What enters the numbers that a restore lost, by the name of the book; other books only go on after them.
# Entered by trustbox; run by office/recovery/actions.py.
LOST_NUMBERS: dict[str, Callable[[RestoredBook, Person | None], None]] = {}

# A line of a head that was given out → what it is of; None for a line that is no head.
# Entered by trustbox; read by office/recovery/actions.py.
HEAD_READERS: list[Callable[[str], KeptHead | None]] = []

# () → the day of the last entry of a journal, or None: the clock must not stand behind it.
# Entered by trustbox; read by office/seals/clock_order.py.
LAST_DAYS: list[Callable[[], date | None]] = []

# What the open page of an organisation shows beside its papers.
# Entered by plans; read by office/open_pages.py.
SHELVES: list[Shelf] = []

# text → what in it looks like a name, a telephone, a number of a document or an address of a person.
# Entered by trustbox; read by office/papers/private_words.py before a paper is published.
PRIVATE_WORDS: list[Callable[[str], Iterable[str]]] = []

# Catalogues of the method that apps beside the register speak of, by name: day → [(code, words)] in force.
# Entered by risks: «function» (281 p.5), «zone» (p.6), «source» (p.8); read by office/catalogues.py.
CATALOGUES: dict[str, Callable[[date], list[tuple[str, str]]]] = {}

# (title, route) of the registers that the administrator's page lists after its first eight.
# Entered by office, risks, standards; read by `office.views.office_settings`.
FURTHER_REGISTERS: list[tuple[str | Promise, str]] = []

# Names of the books that matters behind a wall are entered in, by the slug in the label.
# Entered by trustbox and standards; read by office/wall/models/wall.py.
WALL_BOOK_NAMES: dict[str, str | Promise] = {}

# Names of the series of numbers, as `Counter.take` and the journals call them; «<name>-<number>» is one of
# several. Entered by every app that takes numbers; read by office/models/restored_book.py.
NUMBER_BOOK_NAMES: dict[str, str | Promise] = {}

# The acts without which a matter of a book stands still, by the same slug: whoever is excluded is
# replaced in them.
# Entered by trustbox; read by office/wall/stand_ins.py.
WALL_BOOK_ACTS: dict[str, tuple[Act, ...]] = {}

# meeting → {edition of a list: digest of its words}: what lies before a sitting when its minutes are closed.
# Entered by office; read by office/models/commission.py.
SEEN_AT_SITTINGS: list[Callable[[Meeting], dict[str, str]]] = []


def form_title(form: str) -> str | Promise:
    """What the office calls a form: an official one, or the paper of one row."""
    return (FORMS.get(form) or ROW_PAPERS[form]).title
