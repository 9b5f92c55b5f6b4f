"""What is found in a file before anybody decides: groups, rows, doubts and notes.

JSON-able, so it can wait between two requests.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Self

from django.utils.functional import Promise

from office.imports.doubts import REFUSALS, Doubt, Note
from office.imports.vocabulary import Vocabulary


@dataclass
class Group:
    """Rows under one heading; `kind` is the code of the group or None while a person has not chosen it."""

    heading: str
    kind: str | None
    table: int
    row: int

    @property
    def doubt(self) -> str:
        return f"{self.table}.{self.row}.group"


@dataclass
class Row:
    """One row of the file: `number` as written there, texts by column key, `merged` the keys whose text began
    in a row above.
    """

    table: int
    row: int
    group: int
    number: str
    cells: dict[str, str]
    continues: bool = False
    unsure: bool = False  # a person decides whether it is a row of its own
    merged: list[str] = field(default_factory=list)
    outside: dict[str, str] = field(
        default_factory=dict
    )  # place in the row → text of a cell outside the known columns
    spans: dict[str, list[str]] = field(default_factory=dict)  # key of a cell → keys of all columns it covers

    def doubt(self, what: str) -> str:
        return f"{self.table}.{self.row}.{what}"


@dataclass
class FoundRows:
    """The rows of one list with what is doubtful in them.

    `columns` are {"key", "heading" as in the file, "place" in the row from 0}, in the order of the file;
    `above` is the text that stands over the list, its title among it. `words` are what versions of the form
    call the steps of its scales: {column: {word: code}}.
    """

    VOCABULARY: ClassVar[Vocabulary]
    DOUBT: ClassVar[type[Doubt]] = Doubt
    NOTE: ClassVar[type[Note]] = Note
    REFUSALS: ClassVar[Mapping[str, Promise]] = REFUSALS

    form: str
    columns: list[dict[str, Any]]
    groups: list[Group] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    above: str = ""
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What is understood of this file: the words of the register and of the versions of its form."""
        return self.VOCABULARY.extended(self.words) if self.words else self.VOCABULARY

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            data["form"],
            list(data["columns"]),
            [Group(**group) for group in data["groups"]],
            [Row(**row) for row in data["rows"]],
            [cls.DOUBT(**doubt) for doubt in data["doubts"]],
            [cls.NOTE(**note) for note in data["notes"]],
            data.get("above", ""),
            data.get("words", {}),
        )
