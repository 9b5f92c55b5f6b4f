"""The bound book of a year: it grows by one sealed record after another, and nothing in it is ever taken out
or put in between.
"""

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database import chain
from office.database.actor import without_row_policies
from office.database.owned import Owned
from office.database.triggers import Guard
from office.models.restored_book import closed_book_guards, require_open_book
from office.registers.workflow import Refused
from trustbox.journal import marks
from trustbox.journal.models.disposed import REMOVED, WORDS

PURPOSE = "journal"  # of the key that seals the books
TRAY_WORD = "карантин"  # stands in the heads of a tray, whatever the language


class Book(Owned):
    """One series of numbers an organisation, kind and year.

    The row is locked by whoever writes; it holds the last number and the head of the chain.

    `length` counts the records of the chain: entries and what happened to them, in one order. So the head
    says more than the number.
    """

    # The audit knows the second and keeps a copy of every word: both would be traces (SAFETY P-4, D-16). The
    # chain itself is the proof.
    AUDITED = False
    GUARDS = (
        Guard("a_book_begins_empty", "INSERT", "NEW.last <> 0 OR NEW.length <> 0"),
        Guard(
            "a_book_grows_by_one_record",
            "UPDATE",
            "NEW.length <> OLD.length + 1 OR NEW.last < OLD.last OR NEW.last > OLD.last + 1 "
            "OR NEW.kind <> OLD.kind OR NEW.year <> OLD.year",
        ),
        Guard("a_book_is_never_deleted", "DELETE"),
        *closed_book_guards("trustbox_book", "kind"),
    )

    class Kind(models.TextChoices):
        APPEALS = "appeals", _("Register of appeals")
        TRAY = "tray", _("Quarantine tray")

    kind = models.CharField(_("book"), max_length=20, choices=Kind, default=Kind.APPEALS)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=chain.BEGINNING)

    class Meta:
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "year"], name="one_book_a_kind_and_year"),
            models.CheckConstraint(condition=Q(kind__in=["appeals", "tray"]), name="kind_of_book_is_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    @classmethod
    def open_for_writing(cls, organisation, year: int, kind=Kind.APPEALS):
        """The book, made when it is the first of its year, and locked until the caller's transaction ends.

        Refused while a restore has closed it.
        """
        require_open_book(organisation, kind, year)
        rows = cls.objects.of(organisation).filter(kind=kind, year=year)
        book = rows.select_for_update().first()
        if book is None:
            require_open_book(organisation, kind, year, is_new=True)
            require_near_year(year)
            # Of two who begin the year at once one makes the row; both then wait for it.
            cls.objects.of(organisation).bulk_create(
                [cls(organisation=organisation, kind=kind, year=year)], ignore_conflicts=True
            )
            book = rows.select_for_update().get()
        return book

    @property
    def name(self):
        """Name of the hash chain: «trustbox/<kind>/<code>/<year>». Part of every hash: never change."""
        return f"trustbox/{self.kind}/{self.organisation.code}/{self.year}"

    @property
    def is_tray(self):
        return self.kind == self.Kind.TRAY

    @property
    def head_line(self):
        """What is given out to be kept elsewhere: «dostuk 2026 № 12 · 31 · 7F3A-09BC-…»: organisation, year,
        last number, records, head. A tray says so before the year: «dostuk карантин 2026 № …».
        """
        return f"{self.head_of(self.last)} · {self.length} · {chain.short_head(self.head)}"

    def head_of(self, number) -> str:
        """What stands before the head: «dostuk 2026 № 12», «dostuk карантин 2026 № 17»."""
        tray = f"{TRAY_WORD} " if self.is_tray else ""
        return f"{self.organisation.code} {tray}{self.year} № {number}"

    def add(self, row):
        """Seal a new row as the next of this locked book and save both.

        A row with `NUMBERED` takes the next number.
        """
        self.bind(row)
        row.save(force_insert=True)
        return row

    def bind(self, row):
        """Assign place, number and seal to the row, then update and save head, last and length of the book;
        the row is not saved.
        """
        require_open_book(self.organisation, self.kind, self.year)
        row.book, row.organisation = self, self.organisation
        row.place, row.previous = self.length + 1, self.head
        if row.NUMBERED:
            row.number = self.last + 1
            self.last = row.number
        key = chain.chain_key(PURPOSE)
        row.take_seal(chain.seal(self.name, row.sealed_columns(), key))
        row.mark = marks.make_mark(row, self.name, key)
        self.length, self.head = row.place, row.hash
        self.save(update_fields=["last", "length", "head"])


YEARS = (
    "SELECT max(year) FROM (SELECT year FROM trustbox_book UNION ALL SELECT year FROM office_counter) known"
)


def require_near_year(year: int):
    """Refused for a year that has not begun, or that lies further than one after all that was ever numbered
    here: the clock of the server is wrong (SAFETY threat 25).
    """
    with without_row_policies(), connection.cursor() as cursor:
        cursor.execute(YEARS)
        latest = cursor.fetchone()[0]
    if year > clock.today().year or latest and year > latest + 1:
        raise Refused(
            _(
                "The book of %(year)s cannot be opened: the clock of the server is perhaps wrong. Nothing "
                "was written. Tell the administrator."
            )
            % {"year": year}
        )


LAST = (
    "NOT EXISTS (SELECT 1 FROM trustbox_book b WHERE b.id = NEW.book_id AND b.length = NEW.place AND "
    "b.head = NEW.hash)"
)


# The identity is sealed by its commitments alone: it can be erased and the record still proves itself.
OF_THE_WALL = ("wall__mode", "wall__envelope", "wall__commitments")


class SealedRecord(Owned):
    """Abstract sealed row of a book.

    `SEALED`: columns the seal covers besides place and predecessor; `BESIDE`: columns of related rows
    («wall__mode»). `EMPTIED`: what an act of disposal leaves of columns, {column: value}.
    """

    NUMBERED = False
    DAY = ""  # of those that bear numbers: the column whose year is the year of the book
    SEALED: tuple[str, ...] = ()
    BESIDE: tuple[str, ...] = ()
    EMPTIED = dict.fromkeys(WORDS, REMOVED)

    book = models.ForeignKey(Book, models.PROTECT, related_name="%(class)ss", editable=False)
    place = models.PositiveIntegerField(editable=False)  # in the chain of the book, from 1
    previous = models.CharField(max_length=64, editable=False)
    salt = models.CharField(max_length=64, editable=False)
    leaves = models.JSONField(default=dict, editable=False)
    hash = models.CharField(max_length=64, editable=False)
    mac = models.CharField(max_length=64, editable=False)
    mark = models.CharField(
        max_length=64, default="", editable=False
    )  # see `marks`; none of a record sealed before

    class Meta:
        abstract = True

    def sealed_columns(self) -> dict:
        """{column: value} of all that the seal answers for."""
        names = ("organisation_id", "book_id", "place", "previous", *self.SEALED)
        columns = {name: getattr(self, name) for name in names}
        for name in self.BESIDE:
            row, _, column = name.partition("__")
            columns.setdefault(row, {})[column] = getattr(getattr(self, row), column)
        return columns

    def take_seal(self, sealed: chain.Sealed):
        self.salt, self.hash, self.mac = sealed.salt, sealed.hash, sealed.mac
        self.leaves = chain.sort_by_name(sealed.leaves)

    @property
    def seal(self) -> chain.Sealed:
        return chain.Sealed(self.salt, self.leaves, self.hash, self.mac)

    def faults(self, name: str) -> list[str]:
        """Columns that are no longer what was sealed in the chain of this name."""
        key = chain.chain_key(PURPOSE)
        wrong = chain.record_faults(name, self.sealed_columns(), self.seal, key)
        if getattr(self, "disposal_id", None):
            # The mark answers for the words that were there; the leaves, the hash and its seal for all else.
            gone = self.EMPTIED
            return [column for column in wrong if column not in gone or getattr(self, column) != gone[column]]
        if not wrong and self.mark and self.mark != marks.make_mark(self, name, key):
            return ["mark"]
        return wrong
