"""The tables bodies have in Word, Excel or CSV → rows and doubts: one reader for every register.

Pure: nothing is saved here.

A register tells in a `Vocabulary` what it understands. `Reading.of()` says what was understood of a file;
whatever was not is a *doubt* with the cell, the reason and the choices. `Reading.resolve()` gives the rows
once a person has decided every doubt. A cell is never dropped and a value never guessed: it is a row's cell,
a doubt or a note.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Self

from office.imports.column_match import ColumnMatch, match_columns
from office.imports.columns import NO_CHOICES
from office.imports.doubts import Doubt, Undecided
from office.imports.package import UnreadableFile
from office.imports.room import read_tables
from office.imports.rows import FoundRows, Row
from office.imports.source import SourceTable
from office.imports.table_reader import TableReader
from office.imports.text import heading_key
from office.papers.sheet import Sheet


def read_likeliest(
    kinds: "Iterable[type[Reading]]",
    data: bytes,
    filename: str,
    versions: Iterable[Sheet],
    choices: Mapping[str, str],
) -> "Reading":
    """What the file holds, as the kind of list that its columns speak for. Raises UnreadableFile."""
    tables, versions = read_tables(data, filename), list(versions)
    best = max(kinds, key=lambda kind: kind.match_of(tables, versions, choices).strength)
    return best.of_tables(tables, versions, choices)


class Reading(FoundRows):
    """What was understood of one file, and the rows of it once a person has decided every doubt."""

    @classmethod
    def of(
        cls,
        data: bytes,
        filename: str,
        versions: Iterable[Sheet] = (),
        choices: Mapping[str, str] = NO_CHOICES,
    ) -> Self:
        """What the file holds as a list of this register. Raises UnreadableFile when it holds none.

        `versions` are further looks of its forms, by whose headings and words a file is known too; `choices`
        say which column of the file is which (id of a FileColumn → key, "" to leave it out).
        """
        return cls.of_tables(read_tables(data, filename), versions, choices)

    @classmethod
    def of_tables(
        cls,
        tables: list[SourceTable],
        versions: Iterable[Sheet] = (),
        choices: Mapping[str, str] = NO_CHOICES,
    ) -> Self:
        """What the tables of a file hold, as `of` says it."""
        tables = sorted(tables, key=lambda table: table.hidden)
        match = cls.match_of(tables, versions, choices)
        reading = cls(
            match.sheet.form,
            [],
            words=cls.VOCABULARY.words_of(match.sheets, first=match.sheet),
            mapping=match.columns,
            offered=[[column.key, column.heading] for column in match.offered],
        )
        if reading.unsure_columns or any(column.basis == "chosen" for column in match.columns):
            reading.source = [table.to_plain() for table in tables]
        TableReader(reading, match.sheet, match.tables, match.heads, match.offered)
        if not reading.rows:
            raise UnreadableFile("no-rows", cls.REFUSALS["no-rows"])
        return reading

    @classmethod
    def match_of(
        cls, tables: list[SourceTable], versions: Iterable[Sheet], choices: Mapping[str, str]
    ) -> ColumnMatch:
        """Which columns of the tables are whose."""
        forms = {sheet.form for sheet in cls.VOCABULARY.sheets}
        sheets = (*cls.VOCABULARY.sheets, *(sheet for sheet in versions if sheet.form in forms))
        return match_columns(tables, sheets, cls.VOCABULARY, choices)

    @classmethod
    def of_plain(
        cls,
        source: list[list[Any]],
        versions: Iterable[Sheet] = (),
        choices: Mapping[str, str] = NO_CHOICES,
    ) -> Self:
        """What the tables hold that an earlier reading of the file has kept as its `source`."""
        return cls.of_tables([SourceTable.from_plain(table) for table in source], versions, choices)

    def undecided(self, decisions: Mapping[str, str]) -> list[Doubt]:
        """Doubts still open under these decisions (doubt id → choice).

        A doubt whose condition is not met is not open; one about a column ends when the file is read anew
        with the column chosen.
        """
        return [*self.column_doubts, *self._open(self.all_doubts(decisions), decisions)]

    def all_doubts(self, decisions: Mapping[str, str]) -> list[Doubt]:
        """Every doubt of the file; once its rows are whole, also those about checked texts that are not
        understood.
        """
        if not self.VOCABULARY.checked or self._open(self.doubts, decisions):
            return self.doubts
        return [*self.doubts, *self._unread(self._whole(decisions))]

    def proposals(self, key: str, text: str, rows: list[dict[str, Any]]) -> list[list[str]]:
        """What may stand for a checked text that is not understood, among these rows; the likeliest first."""
        return self.VOCABULARY.checked[key].proposals(text)

    def resolve(self, decisions: Mapping[str, str]) -> list[dict[str, Any]]:
        """The rows ready to be saved, in the file's order. Raises `Undecided`.

        A row: kind (code of its group, "" without one), number (as in the file), a text for each of the
        vocabulary's `texts` ("" where the form has no such column), a code for each of its `codes` and
        `checked` texts, the latter also as `written`, source {"table", "row"}.
        """
        open_doubts = self.undecided(decisions)
        if open_doubts:
            raise Undecided(open_doubts)
        rows = self._whole(decisions)
        for row in rows:
            if self.VOCABULARY.checked:
                row["written"] = {key: row[key] for key in self.VOCABULARY.checked}
            for key, words in self.VOCABULARY.checked.items():
                row[key] = words.code(row[key]) or decisions[self._place(row, key)]
        return rows

    @staticmethod
    def cell_text(row: Mapping[str, Any], key: str) -> str:
        """What a cell of a resolved row says to a person; a code stays one."""
        return row[key]

    def _whole(self, decisions: Mapping[str, str]) -> list[dict[str, Any]]:
        """The rows with those that continue them put back; checked texts as they stand.

        Every doubt of the file is decided.
        """
        decisions = {d.id: decisions[d.id] for d in self.doubts if self._applies(d, decisions)}
        kinds = self._kinds(decisions)
        done: list[dict[str, Any]] = []
        for row in self.rows:
            choice = decisions[row.doubt("row")] if row.unsure else "separate"
            if choice == "separate":
                done.append(self._ready(row, kinds[row.group], decisions))
            elif choice != "leave-out":
                self._join(done[-1], row, choice, decisions)
        return done

    def _unread(self, rows: list[dict[str, Any]]) -> list[Doubt]:
        headings = {column["key"]: column["heading"] for column in self.columns}
        return [
            self.DOUBT(
                self._place(row, key),
                row["source"]["table"],
                row["source"]["row"],
                key,
                headings.get(key, ""),
                row[key],
                f"{key}-unknown" if row[key] else f"{key}-empty",
                self.proposals(key, row[key], rows),
            )
            for row in rows
            for key, words in self.VOCABULARY.checked.items()
            if words.code(row[key]) is None
        ]

    @staticmethod
    def _place(row: Mapping[str, Any], key: str) -> str:
        """The id of a doubt about a checked text.

        The text is a part of it: joined otherwise, it is asked about anew.
        """
        return f"{row['source']['table']}.{row['source']['row']}.{key}.{heading_key(row[key])}"

    @classmethod
    def _open(cls, doubts: list[Doubt], decisions: Mapping[str, str]) -> list[Doubt]:
        return [d for d in doubts if cls._applies(d, decisions) and not d.accepts(decisions.get(d.id))]

    @staticmethod
    def _applies(doubt: Doubt, decisions: Mapping[str, str]) -> bool:
        return doubt.when is None or decisions.get(doubt.when[0]) in doubt.when[1]

    def _kinds(self, decisions: Mapping[str, str]) -> list[str]:
        kinds: list[str] = []
        for group in self.groups:
            kind = decisions[group.doubt] if group.kind is None else group.kind
            kinds.append(kinds[-1] if kind == "not-a-group" else kind)
        return kinds

    def _ready(self, row: Row, kind: str, decisions: Mapping[str, str]) -> dict[str, Any]:
        texts = self._texts(row, decisions)
        codes = {
            key: decisions.get(row.doubt(key)) or self.vocabulary.code(key, row.cells.get(key, ""))
            for key in self.VOCABULARY.codes
        }
        source = {"table": row.table, "row": row.row}
        number = decisions.get(row.doubt("number"), row.number).removeprefix("number:")
        return {"kind": kind, "number": number, **texts, **codes, "source": source}

    def _texts(self, row: Row, decisions: Mapping[str, str]) -> dict[str, str]:
        """Texts of the row after the decisions on its formulas, wide cells and cells outside columns."""
        texts = {key: row.cells.get(key, "") for key in self.VOCABULARY.texts}
        for key in self.VOCABULARY.texts:
            choice = decisions.get(row.doubt(key), "")
            if choice == "empty" or choice.startswith("other:"):
                texts[key] = choice.removeprefix("empty").removeprefix("other:")
        for key, covered in row.spans.items():
            if decisions.get(row.doubt(f"span-{key}")) == "repeat":
                texts |= dict.fromkeys(covered, texts[key])
        for place, text in row.outside.items():
            target = decisions.get(row.doubt(f"cell-{place}"), "").removeprefix("to:")
            if target in texts:
                texts[target] = join_texts(texts[target], text)
        return texts

    def _join(self, base: dict[str, Any], row: Row, choice: str, decisions: Mapping[str, str]) -> None:
        step = MOVED.get(choice, 0)
        texts = self._moved(row, step) if step else self._texts(row, decisions)
        for key, text in texts.items():
            if key not in row.merged:
                base[key] = join_texts(base[key], text)
        for key in self.VOCABULARY.codes:
            base[key] = decisions.get(row.doubt(f"second-{key}"), base[key])

    def _moved(self, row: Row, step: int) -> dict[str, str]:
        """The row's texts `step` columns further right."""
        keys = {column["place"]: column["key"] for column in self.columns}
        places = {column["key"]: column["place"] for column in self.columns}
        cells = {places[key]: text for key, text in row.cells.items() if text}
        cells |= {int(place): text for place, text in row.outside.items()}
        return {keys[place + step]: text for place, text in cells.items()}


MOVED = {"join-left": -1, "join-right": 1}
CUT = re.compile(r"\w-$")


def join_texts(above: str, below: str) -> str:
    """Two parts of one text; a word cut at its hyphen is one word again."""
    cut = CUT.search(above) and below[:1].islower()
    return f"{above}{below}" if cut else f"{above} {below}".strip()
