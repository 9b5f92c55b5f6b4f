"""A restore epoch: after a restore each book is closed until the last number that people know of it is
entered, so that no number is given twice (SAFETY D-17).
"""

from django.db import connection, models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.registers.labels import with_label
from office.registers.workflow import Refused
from office.registries import NUMBER_BOOK_NAMES

IS_CLOSED = """
    SELECT 1 FROM office_restoredbook
    WHERE organisation_id = %s AND known_last IS NULL AND (book = %s AND year = %s OR %s)
"""


def closed_book_guards(table: str, book: str) -> tuple[Guard, ...]:
    """Guards of a table with a row a book, whose name stands in the column `book`: closed until its last
    number is known; a new book begins only when all of the body are open.
    """
    waits = (
        "SELECT 1 FROM office_restoredbook r WHERE r.organisation_id = NEW.organisation_id "
        "AND r.known_last IS NULL"
    )
    # «INSERT … ON CONFLICT» of a book that is there passes here too: it is no new one.
    there = (
        f"SELECT 1 FROM {table} b WHERE b.organisation_id = NEW.organisation_id "  # noqa: S608  our own names
        f"AND b.{book} = NEW.{book} AND b.year = NEW.year"
    )
    return (
        Guard(
            "a_book_is_closed_until_its_last_known_number_is_entered",
            "UPDATE",
            f"EXISTS ({waits} AND r.book = NEW.{book} AND r.year = NEW.year)",
        ),
        Guard(
            "a_book_begins_when_no_other_is_closed_by_a_restore",
            "INSERT",
            f"EXISTS ({waits}) AND NOT EXISTS ({there})",
        ),
    )


class RestoredBookQuerySet(OwnedQuerySet):
    def waiting(self):
        """Books whose last known number nobody has entered."""
        return self.filter(known_last=None)

    def answered(self):
        return self.filter(known_last__isnull=False)


class RestoredBook(Owned):
    """One book of an organisation as a restored copy had it, and the last number people knew.

    The numbers between the two are lost. `length` and `head` are of a sealed book; `kept_heads` lines that
    were given out and kept elsewhere.
    """

    GUARDS = (
        Guard("what_a_restore_lost_is_never_changed", "UPDATE", "OLD.known_last IS NOT NULL"),
        Guard("what_a_restore_lost_is_never_deleted", "DELETE"),
    )

    epoch = models.PositiveIntegerField(_("restore"))  # counts the restores of this install
    book = models.CharField(_("book"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))  # 0: a series that goes on over the years
    last = models.PositiveIntegerField(_("last number in the copy"))
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(_("head in the copy"), max_length=200, blank=True)
    copied_on = models.DateField(_("day of the copy"))
    restored_on = models.DateField(_("day of the restore"))
    known_last = models.PositiveIntegerField(_("last known number"), null=True)
    kept_heads = models.TextField(_("heads kept outside"), blank=True)
    answered_on = models.DateField(_("entered on"), null=True)

    unscoped, objects = make_managers(RestoredBookQuerySet)

    class Meta:
        ordering = ["epoch", "book", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "epoch", "book", "year"], name="one_answer_a_restore_and_book"
            ),
            models.CheckConstraint(
                condition=Q(known_last=None) | Q(known_last__gte=F("last")),
                name="the_last_known_number_is_not_before_the_restored_one",
            ),
            models.CheckConstraint(
                condition=Q(known_last=None, answered_on=None)
                | Q(known_last__isnull=False, answered_on__isnull=False),
                name="a_last_known_number_has_its_day",
            ),
        ]

    def __str__(self):
        return f"{self.book_words} {self.year or ''}".strip()

    def get_absolute_url(self):
        return reverse("restored_books:record", args=[self.pk])

    @property
    def key(self):
        """As commands name the book: «appeals 2026»."""
        return f"{self.book} {self.year or ''}".strip()

    @property
    @with_label(_("book"))
    def book_words(self):
        """The name of the book, as its register is called."""
        series, _dash, number = self.book.rpartition("-")
        if self.book in NUMBER_BOOK_NAMES or not number.isdigit():
            return str(NUMBER_BOOK_NAMES.get(self.book, self.book))
        return f"{NUMBER_BOOK_NAMES.get(series, series)} (№ {number})"

    @property
    def is_editable(self):
        return self.known_last is None

    @property
    @with_label(_("state"))
    def standing(self):
        """In words: closed, open without a loss, or how many numbers are lost."""
        if self.known_last is None:
            return _("closed until its last known number is entered")
        if not self.lost_numbers:
            return _("open, no number is lost")
        first, last = self.last + 1, self.known_last
        return _("open; lost in the restore: № %(first)s–%(last)s") % {"first": first, "last": last}

    @property
    def lost_numbers(self) -> range:
        """Numbers that were given and are not in the copy; empty until the last one is known."""
        return range(self.last + 1, (self.known_last or self.last) + 1)


def require_open_book(organisation, book: str, year: int, *, is_new=False):
    """Refused, in words, while the book is closed by a restore; a new one, while any of the organisation."""
    with connection.cursor() as cursor:
        cursor.execute(IS_CLOSED, [organisation.pk, book, year, is_new])
        if cursor.fetchone():
            raise Refused(
                _(
                    "The portal was restored from a copy, and this book is closed: the administrator first "
                    "enters the last number that is known of it. Nothing was written."
                )
            )
