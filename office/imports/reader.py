"""The tables bodies have in Word, Excel or CSV → rows and doubts: one reader for every register. Pure: nothing is saved here.

A register tells in a `Vocabulary` what it understands. `Reading.of()` says what was understood of a file; whatever was not is a *doubt* with
the cell, the reason and the choices. `Reading.resolve()` gives the rows once a person has decided every doubt. A cell is never dropped and
a value never guessed: it is a row's cell, a doubt or a note.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, ClassVar, Self

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from office.imports.excel_tables import column_name
from office.imports.headings import LONGEST_HEADING, Headings, match_headings
from office.imports.package import UnreadableFile
from office.imports.source import SourceRow, SourceTable
from office.imports.tables import read_tables
from office.imports.text import heading_key, mend_lookalikes, vocabulary_key
from office.papers.sheet import Sheet

MAX_ROWS = 5000
MAX_DOUBTS = 2000  # nobody decides more; the file is to be mended first
LONGEST_TITLE = 2000  # characters kept of what stands over a list
HEADING_ROWS = 30  # a title and a block «Бекитемин» may stand above the headings, not more


class Words:
    """A closed vocabulary: the only words that are understood; anything else is for a person."""

    def __init__(self, words: Mapping[str, str]):
        """`words` are code → its words, split by commas. The codes keep their order."""
        self.codes = tuple(words)
        self.meanings = {
            vocabulary_key(word): code for code, line in words.items() for word in line.split(", ")
        }

    def code(self, text: str) -> str | None:
        return self.meanings.get(vocabulary_key(text))

    def near_first(self, text: str) -> list[str]:
        """All codes; those whose words look like `text` come first, to be seen first, not to be taken."""

        def likeness(code: str) -> float:
            words = (word for word, meaning in self.meanings.items() if meaning == code)
            best = max(SequenceMatcher(None, vocabulary_key(text[:60]), word).ratio() for word in words)
            return best if best >= 0.6 else 0.0

        return sorted(self.codes, key=likeness, reverse=True)


LEVELS = {
    "zero": "нөлдүк, нулевой, незначительный",
    "low": "төмөнкү, төмөн, низкий",
    "medium": "орточо, орто, средний",
    "high": "жогорку, жогору, высокий",
}


def no_group(text: str) -> str | None:
    """For a list without groups."""
    return None


@dataclass(frozen=True)
class Vocabulary:
    """What one register understands of a table.

    `texts` are the columns taken as they stand, `codes` those with a closed vocabulary; `optional` ones may be missing from the file and
    an empty cell of a `remarked` one is noted. A row without any `essential` cell is perhaps no row of the list (a total, a stray line).
    `group` gives the code of a group's heading; a heading it does not know is for a person to choose from `group_choices`. Where a
    list has no groups, a heading is a note. `group_column`: a cell alone in it is a heading too.

    `checked` are texts that are joined like any other and must be understood once the row is whole; like `codes`, each has its words.
    """

    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    codes: Mapping[str, Words]
    optional: tuple[str, ...] = ("number",)
    remarked: tuple[str, ...] = ()
    essential: tuple[str, ...] = ()
    group: Callable[[str], str | None] = no_group
    group_choices: tuple[str, ...] = ()
    group_column: str = ""
    checked: Mapping[str, Words] = field(default_factory=dict)

    @property
    def has_groups(self) -> bool:
        return self.group is not no_group

    def code(self, key: str, text: str) -> str | None:
        return self.codes[key].code(text)


REASONS: dict[str, Promise] = {
    "level-unknown": _("The act knows no such level. Choose the level that is meant."),
    "level-empty": _("The level is not given. Choose it."),
    "level-second": _("Two levels stand in the rows to be joined. Choose one."),
    "row-without-number": _("The row has no number. Does it continue the row above?"),
    "row-without-essential": _("The row lacks what every row of the list has. Is it a row of the list?"),
    "cell-outside": _("The cell stands outside the known columns. Choose where its text belongs."),
    "cell-spans": _("The cell covers several columns. Choose where its text belongs."),
    "formula": _("The cell holds a formula. Only its last value was read; check it."),
}

CHOICES: dict[str, Promise] = {
    "low": _("Low level"),
    "medium": _("Medium level"),
    "high": _("High level"),
    "join": _("Join it to the row above, column by column"),
    "join-left": _("Its cells slipped one column to the right: move them back and join it to the row above"),
    "join-right": _("Its cells slipped one column to the left: move them back and join it to the row above"),
    "separate": _("Keep it as a row of its own"),
    "leave-out": _("Leave it out"),
    "to": _("Add it to the column «%(column)s»"),
    "first": _("Only in the column «%(column)s»"),
    "repeat": _("In each of the columns it covers"),
    "value": _("Take the last value"),
    "empty": _("Leave the cell empty"),
}

NOTES: dict[str, Promise] = {
    "table-unread": _("This table has no headings of this list and was not read: %(text)s"),
    "table-also": _("This table has the same headings; its rows follow those above."),
    "table-continues": _(
        "This table has no headings; it was read as the continuation of the table before it."
    ),
    "table-hidden": _("This worksheet is hidden."),
    "text-above": _("Text above the headings, not part of the list: %(text)s"),
    "text-row": _("Text between or under the rows, not part of the list: %(text)s"),
    "heading-again": _("The headings stand here once more; the row was skipped."),
    "heading-near": _("The heading is spelt otherwise than in the form; it was understood as «%(text)s»."),
    "column-numbers": _("A row of column numbers was skipped: %(text)s"),
    "dashes": _("A row of dashes was skipped."),
    "number-only": _("A row with nothing but its number was skipped: %(text)s"),
    "numbers-missing": _("No row has a number; each was read as a row of its own."),
    "lookalikes": _("Latin letters inside a Cyrillic word were replaced by Cyrillic ones: %(text)s"),
    "merged-down": _("A cell merged over several rows: its text was read in each of them: %(text)s"),
    "empty-cell": _("An empty cell in the column «%(text)s»."),
    "formula": _("A formula outside the list was not read: %(text)s"),
    "deleted": _("The row is marked as deleted in Word's tracked changes and was skipped."),
    "hidden": _("The row is hidden in the file."),
    "nested": _("A table inside a cell was read as the text of that cell."),
}

REFUSALS: dict[str, Promise] = {
    "headings": _("No table with the headings of this list was found in the file."),
    "columns-missing": _("The table lacks these columns: {columns}. Check the headings of the file."),
    "rows": _("The list is longer than 5 000 rows."),
    "doubts": _("More than 2 000 places of the list are doubtful. Mend the file and choose it again."),
    "no-rows": _("There is not one row under the headings."),
}


@dataclass
class Doubt:
    """Something only a person can decide. `proposals` are [choice, name of a column or ""]; `when` limits the doubt to given choices
    of another doubt: [its id, [choices]]."""

    id: str
    table: int
    row: int
    key: str
    column: str
    text: str
    reason: str
    proposals: list[list[str]]
    when: list[Any] | None = None

    # What a register says beside the common words.
    REASONS: ClassVar[Mapping[str, Promise]] = REASONS
    CHOICES: ClassVar[Mapping[str, Promise]] = CHOICES

    @property
    def message(self) -> Promise:
        return self.REASONS[self.reason]

    @property
    def options(self) -> list[tuple[str, str]]:
        """(choice, words for the person in the language in force), the likeliest first."""
        return [
            (value, str(self.CHOICES[value.partition(":")[0]]) % {"column": column})
            for value, column in self.proposals
        ]

    def accepts(self, choice: str | None) -> bool:
        return any(value == choice for value, _column in self.proposals)


@dataclass
class Note:
    """Something the person should know and need not decide."""

    code: str
    table: int
    row: int
    text: str = ""

    NOTES: ClassVar[Mapping[str, Promise]] = NOTES

    @property
    def message(self) -> str:
        return str(self.NOTES[self.code]) % {"text": self.text}


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
    """One row of the file: `number` as written there, texts by column key, `merged` the keys whose text began in a row above."""

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


class Undecided(Exception):
    """`Reading.resolve` was asked too early; `doubts` are those without a valid choice."""

    def __init__(self, doubts: list[Doubt]):
        self.doubts = doubts
        super().__init__(", ".join(doubt.id for doubt in doubts))


@dataclass
class Reading:
    """What was understood of one file. JSON-able by `to_dict` and `from_dict`, so it can wait between two requests.

    `columns` are {"key", "heading" as in the file, "place" in the row from 0}, in the order of the file; `above` is the text that stands
    over the list, its title among it.
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

    @classmethod
    def of(cls, data: bytes, filename: str) -> Self:
        """What the file holds as a list of this register. Raises `Refused` when it holds none."""
        tables = sorted(read_tables(data, filename), key=lambda table: table.hidden)
        found = {table.index: _find_headings(table, cls.VOCABULARY.sheets) for table in tables}
        best = max((heads.headings for heads in found.values()), key=lambda headings: len(headings.places))
        if 2 * len(best.places) < len(best.sheet.columns):
            raise UnreadableFile("headings", cls.REFUSALS["headings"])
        reading = cls(best.sheet.form, [])
        _Reader(reading, best.sheet, tables, found)
        if not reading.rows:
            raise UnreadableFile("no-rows", cls.REFUSALS["no-rows"])
        return reading

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
        )

    def undecided(self, decisions: Mapping[str, str]) -> list[Doubt]:
        """Doubts still open under these decisions (doubt id → choice). A doubt whose condition is not met is not open."""
        return self._open(self.asked(decisions), decisions)

    def asked(self, decisions: Mapping[str, str]) -> list[Doubt]:
        """Every doubt of the file; once its rows are whole, also those about checked texts that are not understood."""
        if not self.VOCABULARY.checked or self._open(self.doubts, decisions):
            return self.doubts
        return [*self.doubts, *self._unread(self._whole(decisions))]

    def proposals(self, key: str, text: str, rows: list[dict[str, Any]]) -> list[list[str]]:
        """What may stand for a checked text that is not understood, among these rows; the likeliest first."""
        return [[choice, ""] for choice in self.VOCABULARY.checked[key].near_first(text)]

    def resolve(self, decisions: Mapping[str, str]) -> list[dict[str, Any]]:
        """The rows ready to be saved, in the file's order. Raises `Undecided`.

        A row: kind (code of its group, "" without one), number (as in the file), a text for each of the vocabulary's `texts` ("" where the
        form has no such column), a code for each of its `codes` and `checked` texts, the latter also as `written`, source {"table", "row"}.
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

    def _whole(self, decisions: Mapping[str, str]) -> list[dict[str, Any]]:
        """The rows with those that continue them put back; checked texts as they stand. Every doubt of the file is decided."""
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
        """The id of a doubt about a checked text. The text is a part of it: joined otherwise, it is asked about anew."""
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
            key: decisions.get(row.doubt(key)) or self.VOCABULARY.code(key, row.cells.get(key, ""))
            for key in self.VOCABULARY.codes
        }
        source = {"table": row.table, "row": row.row}
        return {"kind": kind, "number": row.number, **texts, **codes, "source": source}

    def _texts(self, row: Row, decisions: Mapping[str, str]) -> dict[str, str]:
        """The row's texts after the decisions about its formulas, wide cells and cells outside the columns."""
        texts = {key: row.cells.get(key, "") for key in self.VOCABULARY.texts}
        for key in self.VOCABULARY.texts:
            if decisions.get(row.doubt(key)) == "empty":
                texts[key] = ""
        for key, covered in row.spans.items():
            if decisions.get(row.doubt(f"span-{key}")) == "repeat":
                texts |= dict.fromkeys(covered, texts[key])
        for place, text in row.outside.items():
            target = decisions.get(row.doubt(f"cell-{place}"), "").removeprefix("to:")
            if target in texts:
                texts[target] = _join_texts(texts[target], text)
        return texts

    def _join(self, base: dict[str, Any], row: Row, choice: str, decisions: Mapping[str, str]) -> None:
        step = MOVED.get(choice, 0)
        texts = self._moved(row, step) if step else self._texts(row, decisions)
        for key, text in texts.items():
            if key not in row.merged:
                base[key] = _join_texts(base[key], text)
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


def _join_texts(above: str, below: str) -> str:
    """Two parts of one text; a word cut at its hyphen is one word again."""
    cut = CUT.search(above) and below[:1].islower()
    return f"{above}{below}" if cut else f"{above} {below}".strip()


@dataclass
class _FoundHeadings:
    """Headings found in a table: the places of their first row and of the first row under them, and their texts."""

    headings: Headings
    top: int = 0
    start: int = 0
    cells: list[str] = field(default_factory=list)


def _find_headings(table: SourceTable, sheets: tuple[Sheet, ...]) -> _FoundHeadings:
    """The best heading row of a table, in one storey or two, for any form of the register."""
    best = _FoundHeadings(Headings(sheets[0], {}))
    for top, row in enumerate(table.rows[:HEADING_ROWS]):
        cells = _spread_cells(row)
        below = _spread_cells(table.rows[top + 1]) if top + 1 < len(table.rows) else []
        for start, heads in ((top + 1, cells), (top + 2, _stack_headings(cells, below))):
            for sheet in sheets:
                headings = match_headings(sheet, heads)
                if len(headings.places) > len(best.headings.places):
                    best = _FoundHeadings(headings, top, start, heads)
    return best


def _spread_cells(row: SourceRow) -> list[str]:
    """The row's cells with the text of a wide cell in each column it covers."""
    cells = list(row.cells)
    for place, span in row.spans.items():
        for i in range(place, min(place + span, len(cells))):
            cells[i] = cells[place]
    return cells


def _stack_headings(above: list[str], below: list[str]) -> list[str]:
    """Headings in two storeys as one row: «Коррупциялык тобокелдиктин» over «деңгээли»."""
    width = max(len(above), len(below))
    above, below = above + [""] * (width - len(above)), below + [""] * (width - len(below))
    return [a if a == b else f"{a} {b}".strip() for a, b in zip(above, below, strict=True)]


NUMBERED = re.compile(r"(№\s*)?[\dIVXivx]{1,5}([.,]\d{1,4})*[.)]?|[а-яА-Я][.)]")
DASHES = re.compile(r"[-‐-―−_.…\s]+")
COLUMN_NUMBER = re.compile(r"\d{1,2}\.?")
ENUMERATOR = re.compile(r"^\s*(\d{1,2}|[IVX]{1,4}|[а-я])\s*[.)]\s*")


class _Reader:
    """Goes through the rows once, from above, knowing the group and the row before."""

    def __init__(
        self, reading: Reading, sheet: Sheet, tables: list[SourceTable], found: dict[int, _FoundHeadings]
    ):
        self.reading, self.sheet, self.vocabulary = reading, sheet, reading.VOCABULARY
        self.pending: tuple[str, SourceRow] | None = (
            None  # a heading that is no known group and has no rows yet
        )
        for self.table in tables:
            heads = found[self.table.index]
            begun = bool(self.reading.columns)
            if (
                heads.headings.sheet == self.sheet
                and 2 * len(heads.headings.places) >= len(self.sheet.columns)
                and not (begun and self.table.hidden)
            ):
                self._begin(heads)
                self._rows(self.table.rows[heads.start :])
            elif begun and self.table.width == self.width and not heads.headings.places:
                self._note("table-continues", self.table.rows[0].number)
                self._rows(self.table.rows)
            else:
                self._note("table-unread", self.table.rows[0].number, _row_text(self.table.rows[0]))

    # --- the table

    def _begin(self, heads: _FoundHeadings) -> None:
        missing = [
            column.heading for column in heads.headings.missing if column.key not in self.vocabulary.optional
        ]
        if missing:
            columns = "; ".join(f"«{re.sub(r'{.*?}', '…', heading)}»" for heading in missing)
            raise UnreadableFile(
                "columns-missing", format_lazy(self.reading.REFUSALS["columns-missing"], columns=columns)
            )
        self.width, self.heads = self.table.width, heads.cells
        self.keys = {
            place: key for key, place in sorted(heads.headings.places.items(), key=lambda item: item[1])
        }
        line = self.table.rows[heads.top].number
        if self.reading.columns:
            self._note("table-also", line)
        else:
            above = [self.table.above, *map(_row_text, self.table.rows[: heads.top])]
            self.reading.above = "\n".join(filter(None, above))[-LONGEST_TITLE:]
        if self.table.hidden:
            self._note("table-hidden", line)
        for row in self.table.rows[: heads.top]:
            self._note("text-above", row.number, _row_text(row))
        for key in sorted(heads.headings.near):
            self._note("heading-near", line, self.sheet.column(key).heading)
        self.reading.columns = [
            {"key": key, "heading": self._heading(place), "place": place} for place, key in self.keys.items()
        ]

    def _rows(self, rows: list[SourceRow]) -> None:
        self.numbered = any(self._number(row) for row in rows)
        if not self.numbered:
            self._note("numbers-missing", rows[0].number if rows else 0)
        for row in rows:
            self._take(row)
            if len(self.reading.rows) > MAX_ROWS:
                raise UnreadableFile("rows", self.reading.REFUSALS["rows"])
            if len(self.reading.doubts) > MAX_DOUBTS:
                raise UnreadableFile("doubts", self.reading.REFUSALS["doubts"])
        self._drop_pending()

    def _heading(self, place: int) -> str:
        """The column's heading in the file, or its name for the eye: «I» in Excel, «9» in Word."""
        heading = self.heads[place] if place < len(self.heads) else ""
        return heading or (column_name(place) if self.table.name else str(place + 1))

    # --- one row

    def _take(self, row: SourceRow) -> None:
        filled = row.filled()
        texts = {row.cells[i] for i in filled}
        for remark in row.remarks:
            self._note(remark, row.number)
        if not filled and not row.formulas:
            return
        if self._is_heading(row):
            self._note("heading-again", row.number)
        elif texts and all(DASHES.fullmatch(text) for text in texts):
            self._note("dashes", row.number)
        elif len(filled) > 2 and all(COLUMN_NUMBER.fullmatch(text) for text in texts):
            self._note("column-numbers", row.number, _row_text(row))
        elif len(texts) == 1 and not row.formulas and self._is_group(row, filled):
            self._group(row, row.cells[filled[0]])
        elif len(filled) == 1 and self._number(row) and not row.formulas:
            self._note("number-only", row.number, _row_text(row))
        else:
            self._row(row)

    def _is_heading(self, row: SourceRow) -> bool:
        pairs = zip_longest(row.cells, self.heads, fillvalue="")
        return all(
            heading_key(cell[:LONGEST_HEADING]) == heading_key(head[:LONGEST_HEADING]) for cell, head in pairs
        )

    def _number(self, row: SourceRow) -> str:
        """The row's own number, or "". A number merged down belongs to the row it began in; words are no number."""
        place = next((place for place, key in self.keys.items() if key == "number"), -1)
        text = row.cells[place] if 0 <= place < len(row.cells) and place not in row.merged_down else ""
        return text if NUMBERED.fullmatch(text) else ""

    def _is_group(self, row: SourceRow, filled: list[int]) -> bool:
        """One text alone in its row is a group heading if it is a known group, covers most of the table or stands first."""
        first = filled[0]
        if self._known(row.cells[first]) or 2 * max(row.spans.get(first, 1), len(filled)) > len(self.keys):
            return True
        alone = filled == [first] and first in self.keys
        heads = first == min(self.keys) or self.keys.get(first) == self.vocabulary.group_column
        return alone and heads and not self._number(row)

    def _known(self, text: str) -> bool:
        """Whether the text is one of the groups there are; where a group may be called anything, no text is."""
        return bool(self.vocabulary.group_choices and self.vocabulary.group(text))

    def _group(self, row: SourceRow, text: str) -> None:
        self._drop_pending()
        if not self.vocabulary.has_groups:
            self._note("text-row", row.number, self._mended(row, text))
        elif self._known(text):
            self._open_group(self._mended(row, text), row)
        else:
            self.pending = (self._mended(row, text), row)

    def _drop_pending(self) -> None:
        if self.pending:
            text, row = self.pending
            self._note("text-row", row.number, text)
            self.pending = None

    def _open_group(self, text: str, row: SourceRow) -> None:
        """Rows follow under this heading, with a doubt when it is none of the groups there are."""
        vocabulary = self.vocabulary
        kind = vocabulary.group(text) if vocabulary.has_groups else ""
        group = Group(text, kind, self.table.index, row.number)
        if group.kind is None:
            choices = [*vocabulary.group_choices, *(["not-a-group"] if self.reading.groups else [])]
            self._doubt(
                row, "group", "group", "", text, "group-unknown" if text else "group-missing", choices
            )
        self.reading.groups.append(group)

    def _row(self, source: SourceRow) -> None:
        if self.pending or not self.reading.groups:
            self._open_group(*(self.pending or ("", source)))
            self.pending = None
        number = self._number(source)
        row = Row(self.table.index, source.number, len(self.reading.groups) - 1, number, {})
        self._fill(row, source)
        above = self.reading.rows[-1] if self.reading.rows else None
        row.continues = bool(not number and self.numbered and above and above.group == row.group)
        row.unsure = row.continues or self._lacks_essential(row)
        if row.continues:
            self._continuation(row, source)
        elif row.unsure:
            choices = ["leave-out", "separate"]
            self._doubt(source, "row", "", "", _row_text(source), "row-without-essential", choices)
        self._codes(row, source)
        self._outside(row, source)
        self._spans(row, source)
        self._formulas(row, source)
        self._remark_empty(row, source)
        self.reading.rows.append(row)

    def _fill(self, row: Row, source: SourceRow) -> None:
        """Every cell of the row goes to its column or, when there is none, outside."""
        for place in source.filled():
            text, key = self._mended(source, source.cells[place]), self.keys.get(place, "")
            if key == "number" and (row.number or place in source.merged_down):
                continue
            if key and key != "number":
                row.cells[key] = text
            else:
                row.outside[str(place)] = text
            if key and place in source.merged_down:
                row.merged.append(key)
                self._note("merged-down", source.number, text)

    def _lacks_essential(self, row: Row) -> bool:
        return bool(self.vocabulary.essential) and not any(
            row.cells.get(key) for key in self.vocabulary.essential
        )

    def _continuation(self, row: Row, source: SourceRow) -> None:
        above = next(r for r in reversed(self.reading.rows) if not r.continues)
        choices = [*self._joins(row, source, above), "separate", "leave-out"]
        if self._stands_alone(row):
            likeliest = "leave-out" if self._lacks_essential(row) else "separate"
            choices = [likeliest, *(choice for choice in choices if choice != likeliest)]
        self._doubt(source, "row", "", "", _row_text(source), "row-without-number", choices)
        for key in self.vocabulary.codes:
            text, first = row.cells.get(key, ""), above.cells.get(key, "")
            if (
                text
                and key not in row.merged
                and self.vocabulary.code(key, text) != self.vocabulary.code(key, first)
            ):
                both = f"{first} / {text}"
                self._doubt(
                    source,
                    f"second-{key}",
                    key,
                    self._head(key),
                    both,
                    f"{key}-second",
                    self.vocabulary.codes[key].near_first(text),
                    self._if(row, "join"),
                )

    def _stands_alone(self, row: Row) -> bool:
        """Whether a row without a number is likely one of its own: it has every code, and each checked text is whole."""
        checked = self.vocabulary.checked.items()
        return all(key in row.cells for key in self.vocabulary.codes) and all(
            words.code(row.cells.get(key, "")) is not None for key, words in checked
        )

    def _joins(self, row: Row, source: SourceRow, above: Row) -> list[str]:
        """How the row may be joined to the one above: as it stands, or a column further left or right."""
        texts, filled = self.vocabulary.texts, source.filled()
        if row.outside:
            leftward, rightward = (
                all(self.keys.get(place + step) in texts for place in filled) for step in (-1, 1)
            )
            return [*(["join-right"] if rightward else []), "join", *(["join-left"] if leftward else [])]
        right = {self.keys.get(place + 1, ""): source.cells[place] for place in filled}
        if not set(right) <= set(texts):
            return ["join"]
        # A list broken by the page goes on as a list: that cell is the likelier place.
        lists = all(";" in text and ";" in above.cells.get(key, "") for key, text in right.items())
        here = any(";" in above.cells.get(key, "") for key in row.cells)
        return ["join-right", "join"] if lists and not here else ["join", "join-right"]

    def _codes(self, row: Row, source: SourceRow) -> None:
        """A doubt for each code that is empty, not in the vocabulary or computed by a formula."""
        formulas = {self.keys.get(place) for place in source.formulas}
        for key in self.vocabulary.codes:
            text = row.cells.get(key, "")
            if self.vocabulary.code(key, text) is None or key in formulas:
                reason = "formula" if key in formulas else f"{key}-unknown" if text else f"{key}-empty"
                self._doubt(
                    source,
                    key,
                    key,
                    self._head(key),
                    text,
                    reason,
                    self.vocabulary.codes[key].near_first(text),
                    self._if(row, "separate"),
                )

    def _outside(self, row: Row, source: SourceRow) -> None:
        for place, text in row.outside.items():
            columns = sorted(
                (p for p, key in self.keys.items() if key in self.vocabulary.texts),
                key=lambda p: (p > int(place), abs(p - int(place))),
            )
            choices = [[f"to:{self.keys[p]}", self._heading(p)] for p in columns] + [["leave-out", ""]]
            self._doubt(
                source,
                f"cell-{place}",
                "",
                self._heading(int(place)),
                text,
                "cell-outside",
                choices,
                self._if(row, "join", "separate"),
            )

    def _spans(self, row: Row, source: SourceRow) -> None:
        for place, span in source.spans.items():
            covered = [
                self.keys[p] for p in range(place, place + span) if self.keys.get(p) in self.vocabulary.texts
            ]
            key = self.keys.get(place)
            if key in row.cells and key in covered and len(covered) > 1:
                row.spans[key] = covered
                choices = [["first", self._head(key)], ["repeat", ""]]
                self._doubt(
                    source,
                    f"span-{key}",
                    key,
                    self._head(key),
                    row.cells[key],
                    "cell-spans",
                    choices,
                    self._if(row, "join", "separate"),
                )

    def _formulas(self, row: Row, source: SourceRow) -> None:
        for place, formula in source.formulas.items():
            key, value = self.keys.get(place, ""), source.cells[place]
            if key in self.vocabulary.texts:
                choices = ["value", "empty"] if value else ["empty"]
                self._doubt(
                    source,
                    key,
                    key,
                    self._head(key),
                    f"{formula} → {value}",
                    "formula",
                    choices,
                    self._if(row, "join", "separate"),
                )
            elif key not in self.vocabulary.codes:
                self._note("formula", source.number, f"{formula} → {value}")

    def _remark_empty(self, row: Row, source: SourceRow) -> None:
        for key in self.vocabulary.remarked:
            if not row.continues and not row.cells.get(key):
                self._note("empty-cell", source.number, self._head(key))

    # --- doubts and notes

    def _head(self, key: str) -> str:
        return next(column["heading"] for column in self.reading.columns if column["key"] == key)

    @staticmethod
    def _if(row: Row, *choices: str) -> list[Any] | None:
        """The condition of a doubt that matters only when an unsure row is joined or kept."""
        return [row.doubt("row"), list(choices)] if row.unsure else None

    def _doubt(
        self,
        row: SourceRow,
        what: str,
        key: str,
        column: str,
        text: str,
        reason: str,
        choices: list[Any],
        when: list[Any] | None = None,
    ) -> None:
        proposals = [choice if isinstance(choice, list) else [choice, ""] for choice in choices]
        place = f"{self.table.index}.{row.number}.{what}"
        self.reading.doubts.append(
            self.reading.DOUBT(
                place, self.table.index, row.number, key, column, text, reason, proposals, when
            )
        )

    def _note(self, code: str, row: int, text: str = "") -> None:
        self.reading.notes.append(self.reading.NOTE(code, self.table.index, row, text))

    def _mended(self, row: SourceRow, text: str) -> str:
        mended = mend_lookalikes(text)
        if mended != text:
            words = zip(text.split(), mended.split(), strict=True)
            self._note(
                "lookalikes", row.number, ", ".join(after for before, after in words if before != after)
            )
        return mended


def _row_text(row: SourceRow) -> str:
    return " | ".join(row.cells[i] for i in row.filled())
