"""Typed parts of page contexts; templates read the fields by name."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise

EMPTY = "—"  # how a value that is not there is written


class Link(NamedTuple):
    """A link: `note` beside it, `icon` before it; `primary`: the main button; `active`: the page at hand."""

    label: str | Promise
    url: str
    note: str | Promise = ""
    icon: str = ""
    primary: bool = False
    active: bool = False


class Button(NamedTuple):
    """An action on a row: `consequence` is shown below; `direct` posts at once, others ask first."""

    label: str | Promise
    url: str = ""
    consequence: str | Promise = ""
    danger: bool = False
    primary: bool = False
    direct: bool = False
    aside: bool = False  # folded under «More»


class NextStep(NamedTuple):
    """What truly comes next with a row: a button, and one sentence below it."""

    label: str | Promise
    url: str
    words: str | Promise = ""


class Line(NamedTuple):
    """A value with the words that stand before it; `level` draws it as a level, `help` explains it below."""

    label: str | Promise
    value: Any
    level: str = ""
    help: str | Promise = ""

    @property
    def is_empty(self) -> bool:
        return not self.level and self.value == EMPTY


class FieldChange(NamedTuple):
    """One field of a row before and after a change, in words."""

    label: str | Promise
    old: Any
    new: Any


class FieldDifference(NamedTuple):
    """A field of a form saved by somebody else meanwhile: typed value and stored value."""

    label: str
    yours: Any
    theirs: Any


class Panel(NamedTuple):
    """Lines of a record under one heading; those without a value are only named, below the others."""

    heading: str | Promise
    rows: list[Line]

    @property
    def filled(self) -> list[Line]:
        return [row for row in self.rows if not row.is_empty]

    @property
    def empty_labels(self) -> list[str | Promise]:
        return [row.label for row in self.rows if row.is_empty]


class ColumnHeading(NamedTuple):
    """The head of a column. `sort_url`: "" where it cannot sort; `direction`: ascending, descending or ""."""

    label: str
    numeric: bool
    sort_url: str
    direction: str


class Cell(NamedTuple):
    """One value of a row in a list, with the heading of its column."""

    label: str
    value: Any
    level: str
    numeric: bool


class MyDayLine(NamedTuple):
    """What waits for a person. `urgency` is overdue, soon, later or ""; `how` says how `term` was counted;
    by `day`, where it has one, it stands among the others.
    """

    text: str | Promise
    url: str
    state: str | Promise = ""
    urgency: str = ""
    term: str | Promise = ""
    how: str | Promise = ""
    day: date | None = None
