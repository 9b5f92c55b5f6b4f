"""Numbers without gaps. `Counter.take()` is the one door."""

from django.db import connection, models
from django.db.models import Q

from office.database.owned import Owned
from office.models.restored_book import closed_book_guards, require_open_book

TAKE = """
    INSERT INTO office_counter (organisation_id, book, year, last, version) VALUES (%s, %s, %s, 1, 1)
    ON CONFLICT (organisation_id, book, year) DO UPDATE SET last = office_counter.last + 1
    RETURNING last
"""


class Counter(Owned):
    """The last number given in one book of one body in one year.

    Its row stays locked until the caller's transaction ends, so a number that is taken and rolled back was
    never given.
    """

    GUARDS = closed_book_guards("office_counter", "book")

    book = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "book", "year"], name="one_counter_a_book_and_year"
            ),
            models.CheckConstraint(condition=Q(last__gte=1), name="counter_begins_at_one"),
        ]

    def __str__(self):
        return f"{self.book} {self.year}: {self.last}"

    @staticmethod
    def take(organisation, book: str, year: int) -> int:
        """Return the next number, from 1.

        Must run inside the transaction that uses it; RuntimeError otherwise. Refused while a restore has
        closed the book.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("Counter.take() outside a transaction would leave a gap when the caller fails")
        require_open_book(organisation, book, year)
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [organisation.pk, book, year])
            return cursor.fetchone()[0]
