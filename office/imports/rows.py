"""What is found in a file before anybody decides: groups, rows, doubts and notes.

JSON-able, so it can wait between two requests.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Self

from django.utils.functional import Promise

from office.imports.columns import FileColumn
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

    `mapping` are the columns of the file with what each is, `offered` the columns they may be ([key,
    heading]); `source` the tables themselves, kept while a person chooses.
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
    mapping: list[FileColumn] = field(default_factory=list)
    offered: list[list[str]] = field(default_factory=list)
    source: list[list[Any]] = field(default_factory=list)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What is understood of this file: the words of the register and of the versions of its form."""
        return self.VOCABULARY.extended(self.words) if self.words else self.VOCABULARY

    @property
    def unsure_columns(self) -> list[FileColumn]:
        return [column for column in self.mapping if not column.is_sure]

    @property
    def expected(self) -> set[str]:
        """The columns that a list of this form should have."""
        sheet = next(sheet for sheet in self.VOCABULARY.sheets if sheet.form == self.form)
        return {column.key for column in sheet.columns} - set(self.VOCABULARY.optional)

    @property
    def column_doubts(self) -> list[Doubt]:
        """A doubt for each column of the file that only a person can name."""
        return [
            self.DOUBT(
                f"column.{column.id}",
                1,
                1,
                column.key,
                column.name,
                column.name,
                "column-twice" if column.basis == "twice" else "column-unsure",
                self._column_choices(column),
            )
            for column in self.unsure_columns
        ]

    def _column_choices(self, column: FileColumn) -> list[list[str]]:
        """The proposal first, then leaving it out, then the other columns of the register."""
        choices = [[f"column:{key}", heading] for key, heading in self.offered]
        likely = [choice for choice in choices if choice[0] == f"column:{column.key}"]
        return [*likely, ["leave-out", ""], *(choice for choice in choices if choice not in likely)]

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
            [FileColumn(**column) for column in data.get("mapping", [])],
            data.get("offered", []),
            data.get("source", []),
        )
