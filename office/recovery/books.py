"""The series of numbers of an organisation, as a backup notes them and a restore asks for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from office.models.counter import Counter
from office.models.organisation import Organisation
from office.registries import BOOKS


@dataclass(frozen=True)
class NumberBook:
    """One series; `year` 0 is one that goes on over the years.

    `length` and `head` are of a sealed book: its records and what is given out of it.
    """

    body: str
    name: str
    year: int
    last: int
    length: int = 0
    head: str = ""


@dataclass(frozen=True)
class KeptHead:
    """A head that was given out; `length` 0 where the line says none, as a receipt."""

    body: str
    name: str
    year: int
    number: int
    length: int = 0


def counter_books(organisation) -> Iterator[NumberBook]:
    """The counters of an organisation."""
    for row in Counter.objects.of(organisation).order_by("book", "year"):
        yield NumberBook(organisation.code, row.book, row.year, row.last)


def books_of(organisation) -> list[NumberBook]:
    return [book for source in BOOKS for book in source(organisation)]


def all_books() -> Iterator[NumberBook]:
    """Every series of every organisation, merged ones too."""
    for organisation in Organisation.objects.order_by("path"):
        yield from books_of(organisation)
