"""A table declared once: its columns, headings to the letter, widths and notes; and that table as CSV, Excel
and Word.

`Sheet` is the declaration. `Sheet.table(…)` fills it and gives a *table*: a plain JSON-able dict that stands
on its own, so it can be frozen as an annex, hashed and rendered years later when the declaration has changed.
Renderers know tables, not sheets:

    {"form": "risks/village-list", "language": "ky", "title": "…", "orientation": "landscape",
     "columns": [{"key": "number", "heading": "№", "width": 10, "numeric": true}, …],
     "groups": [{"heading": "Кызмат көрсөтүү функциясы", "rows": [{"number": "1", "function": "…", …}, …]},
     …],
     "notes": ["Эскертүү:", …]}

A table may also carry "intro": paragraphs between the title and the table.

The screen, the PDF template and the importer read the same columns. Pure: no database, no models.
"""

import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from csv import writer as csv_writer
from dataclasses import dataclass, field, replace
from typing import Any

Table = dict[str, Any]
NUMBER = "number"  # key of the row number: filled by `Sheet.table` unless the row brings it
KEY = "id"  # the hidden key of a row: no column, so nothing prints it; two editions know a row again by it


@dataclass(frozen=True)
class Column:
    """One column of a form.

    `heading` is the act's text to the letter; `{words}` in it are filled by `Sheet.table`.

    `width` is in millimetres of the paper's printable width, or any share of it: renderers scale. `aliases`
    are other headings by which an importer knows the column: the sample's wording, corrected spelling,
    Russian.
    """

    key: str
    heading: str
    width: float
    numeric: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A register or an official form. `form` is its name on the command line («risks/annex-1»).

    `spare` are columns that a later version of the form may print too; `words` the closed vocabularies of
    columns, code → word; `blanks` further `{words}` that a later version may use.
    """

    form: str
    title: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    orientation: str = "landscape"
    spare: tuple[Column, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    blanks: tuple[str, ...] = ()

    def table(
        self,
        groups: Iterable[tuple[str, Iterable[Mapping[str, str]]]],
        *,
        title: str | None = None,
        language: str = "ky",
        **meta: Any,
    ) -> Table:
        """The filled form.

        `groups` are (heading or "", rows); a row has a text for every column but the number, and perhaps its
        `KEY`.

        A row may bring its own number; otherwise rows are numbered from 1 in each group.

        `meta` fills the `{words}` of title and headings and stays in the table. Beside the key only declared
        columns get in, so nothing slips out with an export. Raises KeyError for a missing word or cell.
        """
        return {
            **meta,
            "form": self.form,
            "language": language,
            "title": self.title.format(**meta) if title is None else title,
            "orientation": self.orientation,
            "columns": [self._head(column, meta) for column in self.columns],
            "groups": [{"heading": heading, "rows": self._rows(rows)} for heading, rows in groups],
            "notes": list(self.notes),
        }

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def with_headings(self, **headings: str) -> "Sheet":
        """This sheet with other headings over some of its columns."""
        columns = (
            replace(column, heading=headings.get(column.key, column.heading)) for column in self.columns
        )
        return replace(self, columns=tuple(columns))

    def has_column(self, key: str) -> bool:
        return any(column.key == key for column in self.columns)

    @staticmethod
    def _head(column: Column, words: Mapping[str, Any]) -> dict[str, Any]:
        heading = column.heading.format(**words)
        return {"key": column.key, "heading": heading, "width": column.width, "numeric": column.numeric}

    def look(self) -> dict[str, Any]:
        """What a stored version of this form keeps of the sheet, by the fields of `FormLayout`."""
        return {
            "form": self.form,
            "title": self.title,
            "columns": [
                {"key": column.key, "heading": column.heading, "width": column.width}
                for column in self.columns
            ],
            "notes": "\n".join(self.notes),
            "words": {key: dict(words) for key, words in self.words.items()},
        }

    def _rows(self, rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
        return [
            {
                column.key: row.get(NUMBER, str(n))
                if column.key == NUMBER
                else strip_unprintable(row[column.key])
                for column in self.columns
            }
            | ({KEY: row[KEY]} if KEY in row else {})
            for n, row in enumerate(rows, start=1)
        ]


UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def strip_unprintable(text: str) -> str:
    """`text` without the characters no XML file may hold."""
    return UNPRINTABLE.sub("", text)


def canonical_json(table: Table) -> bytes:
    """The one byte form of a table: JSON, sorted keys, UTF-8, no spaces.

    What is frozen, hashed and published.
    """
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def table_sha256(table: Table) -> str:
    """Hexadecimal sha256 of `canonical_json(table)`."""
    return hashlib.sha256(canonical_json(table)).hexdigest()


def column_keys(table: Table) -> list[str]:
    return [column["key"] for column in table["columns"]]


def scaled_widths(table: Table, total: float) -> list[float]:
    """Column widths scaled so that they fill `total`."""
    widths = [column["width"] for column in table["columns"]]
    return [width * total / sum(widths) for width in widths]


# --- CSV ---------------------------------------------------------------------------------------------------

FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def guard_formula(text: str) -> str:
    """`text` with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """The text that `guard_formula` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def to_csv(table: Table) -> bytes:
    """UTF-8 with BOM, commas, CRLF: headings, then rows; a group heading alone in the first cell."""
    keys = column_keys(table)
    out = io.StringIO(newline="")
    lines = csv_writer(out)
    lines.writerow([guard_formula(column["heading"]) for column in table["columns"]])
    for group in table["groups"]:
        if group["heading"]:
            lines.writerow([guard_formula(group["heading"]), *[""] * (len(keys) - 1)])
        lines.writerows([guard_formula(row[key]) for key in keys] for row in group["rows"])
    return out.getvalue().encode("utf-8-sig")
