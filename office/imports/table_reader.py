"""One pass over the tables of a file: headings, groups, rows, and a doubt for every cell that is not
understood.
"""

import re
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from office.imports.excel_tables import column_name
from office.imports.headings import LONGEST_HEADING, FoundHeadings, spread_cells, without_notes
from office.imports.number_days import likely_numbers
from office.imports.package import UnreadableFile
from office.imports.rows import FoundRows, Group, Row
from office.imports.source import SourceRow, SourceTable
from office.imports.text import heading_key, mend_lookalikes
from office.imports.totals import is_total
from office.imports.vocabulary import NUMBERED
from office.papers.sheet import Column, Sheet

MAX_ROWS = 5000
MAX_DOUBTS = 2000  # nobody decides more; the file is to be mended first
LONGEST_TITLE = 2000  # characters kept of what stands over a list
LONGEST_GROUP = 200  # characters; a longer paragraph is no heading of a group
DASHES = re.compile(r"[-‐-―−_.…\s]+")
COLUMN_NUMBER = re.compile(r"\d{1,2}\.?")


def comparable_heading(text: str) -> str:
    """A cell of a heading row as it is compared with another."""
    return heading_key(without_notes(text)[:LONGEST_HEADING])


def is_like_heading(paragraph: str) -> bool:
    """Whether a paragraph may be the heading of a group: short, and no sentence."""
    return len(paragraph) <= LONGEST_GROUP and not paragraph.endswith((".", ";", ",", "!", "?"))


class TableReader:
    """Goes through the rows once, from above, knowing the group and the row before."""

    def __init__(
        self,
        reading: FoundRows,
        sheet: Sheet,
        tables: list[SourceTable],
        found: dict[int, FoundHeadings],
        offered: list[Column],
    ):
        self.reading, self.sheet, self.vocabulary = reading, sheet, reading.vocabulary
        self.offered = {column.key: column.heading for column in offered}
        self.pending: tuple[str, SourceRow] | None = (
            None  # a heading that is no known group and has no rows yet
        )
        self.early: list[str] = []  # words over tables that stand before the list and are no part of it
        for self.table in tables:
            heads = found[self.table.index]
            begun = bool(self.reading.columns)
            if heads.is_read and not (begun and self.table.hidden):
                self._begin(heads)
                self._paragraphs_above(begun, self.table.rows[0].number)
                self._rows(self.table.rows[heads.start :])
            elif begun and self._goes_on(heads):
                self._note("table-continues", self.table.rows[0].number)
                self._paragraphs_above(begun, 0)
                self._rows(self.table.rows)
            else:
                self._note("table-unread", self.table.rows[0].number, self.table.rows[0].text)
                for rows in self.table.blocks[1:]:
                    self._note("rows-unread", rows[0].number, "; ".join(row.text for row in rows))
                if begun:
                    self._text_notes(self.table.above, self.table.rows[0].number)
                else:
                    self.early.append(self.table.above)
            self._text_notes(self.table.below, self.table.rows[-1].number)

    def _goes_on(self, heads: FoundHeadings) -> bool:
        """Whether the table has no head at all and is as wide as the one before it."""
        table = self.table
        return table.width == self.width and not heads.headings.places and not table.has_head

    # --- the table

    def _begin(self, heads: FoundHeadings) -> None:
        self.left_out = heads.left_out
        self.width, self.heads = self.table.width, heads.cells
        head_rows = self.table.rows[heads.top : heads.start]
        storeys = [spread_cells(row, self.width) for row in head_rows] if len(head_rows) > 1 else []
        self.repeated = [[comparable_heading(cell) for cell in cells] for cells in (self.heads, *storeys)]
        self.head_beginnings = {"".join(cells[:1]) for cells in self.repeated}
        self.keys = {
            place: key for key, place in sorted(heads.headings.places.items(), key=lambda item: item[1])
        }
        self.number_place = next((place for place, key in self.keys.items() if key == "number"), -1)
        line = self.table.rows[heads.top].number
        if self.reading.columns:
            self._note("table-also", line)
        else:
            above = [*self.early, self.table.above, *(row.text for row in self.table.rows[: heads.top])]
            self.reading.above = "\n".join(filter(None, above))[-LONGEST_TITLE:]
            self._missing_notes(heads, line)
        if self.table.hidden:
            self._note("table-hidden", line)
        if self.table.hidden_columns:
            self._note("columns-hidden", line, self.table.hidden_columns)
        for row in self.table.rows[: heads.top]:
            self._note("text-above", row.number, row.text)
        for key in sorted(heads.headings.near):
            self._note("heading-near", line, self.offered[key])
        for heading in heads.cells:
            if without_notes(heading) != heading:
                self._note("footnote", line, heading)
        if heads.left_out:
            self._note("columns-left-out", line, "; ".join(f"«{name}»" for name in heads.left_out.values()))
        self.reading.columns = [
            {"key": key, "heading": self._heading(place), "place": place} for place, key in self.keys.items()
        ]

    def _missing_notes(self, heads: FoundHeadings, line: int) -> None:
        missing = [
            re.sub(r"{.*?}", "…", column.heading)
            for column in heads.headings.missing
            if column.key not in self.vocabulary.optional
        ]
        if missing:
            self._note("columns-missing", line, "; ".join(f"«{heading}»" for heading in missing))

    def _paragraphs_above(self, begun: bool, number: int) -> None:
        """Paragraphs over a table are groups where they are like their headings, and notes else; those over
        the first table are its title, but for a known group next to it. `number`: the row they stand at,
        which is none of the list's own.
        """
        lines = self.table.above.splitlines()
        if not begun:
            lines = [line for line in lines[-1:] if self._known(line)]
        for line in lines:
            if self._known(line) or self.vocabulary.has_groups and is_like_heading(line):
                self._group(SourceRow(number, [line]), line)
            else:
                self._text_notes(line, number)

    def _text_notes(self, text: str, number: int) -> None:
        for line in text.splitlines():
            self._note("text-row", number, line)

    def _rows(self, rows: list[SourceRow]) -> None:
        for row in rows:
            self._leave_notes(row)
        self.numbered = any(self._number(row) for row in rows)
        self.run = set[str]()
        if not self.numbered:
            self._note("numbers-missing", rows[0].number if rows else 0)
        for row in rows:
            self._take_kept(row, self._without_left_out(row))
            if len(self.reading.rows) > MAX_ROWS:
                raise UnreadableFile("rows", self.reading.REFUSALS["rows"])
            if len(self.reading.doubts) > MAX_DOUBTS and not self.reading.column_doubts:
                raise UnreadableFile("doubts", self.reading.REFUSALS["doubts"])
        self._drop_pending()

    def _take_kept(self, row: SourceRow, kept: SourceRow) -> None:
        """A row of which nothing is left stays a row while its columns are being chosen, and is a note once
        they are.
        """
        if is_total(row, self.number_place):
            self._note("total", row.number, row.text)
            return
        whole = {row.cells[place] for place in row.filled()}
        texts = [kept.cells[place] for place in kept.filled()]
        is_ruled = all(DASHES.fullmatch(text) or COLUMN_NUMBER.fullmatch(text) for text in whole)
        if is_ruled or self._is_heading(row):
            self._take(row, is_ruled=True)
        elif kept is row or len(texts) > 1 or kept.formulas:
            self._take(kept, is_ruled=kept is not row)
        elif self.reading.column_doubts or texts and not self._number(kept):
            self._row(kept)
        else:
            self._note("text-row", row.number, row.text)

    def _without_left_out(self, row: SourceRow) -> SourceRow:
        """The row without the texts of columns that are left out; a cell wider than they are stays, and so
        does one that stands alone in its row.
        """
        dropped = {
            place
            for place in self.left_out
            if place < len(row.cells)
            and (row.cells[place] or place in row.formulas)
            and row.spans.get(place, 1) == 1
            and row.filled() != [place]
        }
        if not dropped:
            return row
        cells = ["" if place in dropped else text for place, text in enumerate(row.cells)]
        formulas = {place: formula for place, formula in row.formulas.items() if place not in dropped}
        return replace(row, cells=cells, formulas=formulas, merged_down=row.merged_down - dropped)

    def _heading(self, place: int) -> str:
        """The column's heading in the file, or its name for the eye: «I» in Excel, «9» in Word."""
        heading = self.heads[place] if place < len(self.heads) else ""
        return heading or (column_name(place) if self.table.name else str(place + 1))

    # --- one row

    def _take(self, row: SourceRow, *, is_ruled: bool) -> None:
        """`is_ruled`: it may be the headings once more, or dashes or numbers of columns alone."""
        filled = row.filled()
        texts = {row.cells[i] for i in filled}
        for remark in row.remarks:
            self._note(remark, row.number)
        if not filled and not row.formulas:
            return
        if is_ruled and self._is_heading(row):
            self._note("heading-again", row.number)
        elif is_ruled and texts and all(DASHES.fullmatch(text) for text in texts):
            self._note("dashes", row.number)
        elif is_ruled and len(filled) > 2 and all(COLUMN_NUMBER.fullmatch(text) for text in texts):
            self._note("column-numbers", row.number, row.text)
        elif len(texts) == 1 and not row.formulas and self._is_group(row, filled):
            self._group(row, row.cells[filled[0]])
        elif len(filled) == 1 and self._number(row) and not row.formulas:
            self._note("number-only", row.number, row.text)
        else:
            self._row(row)

    def _leave_notes(self, row: SourceRow) -> None:
        """A number, a word of a scale or a known group is understood without the words of its footnote."""
        closed = {"number", *self.vocabulary.codes, *self.vocabulary.checked}
        for place in row.filled():
            text = row.cells[place]
            bare = without_notes(text)
            if bare != text and (self.keys.get(place) in closed or self._known(bare)):
                row.cells[place] = bare
                self._note("footnote", row.number, text)

    def _is_heading(self, row: SourceRow) -> bool:
        if not row.spans and comparable_heading("".join(row.cells[:1])) not in self.head_beginnings:
            return False
        cells = spread_cells(row, self.width)
        return any(
            all(comparable_heading(cell) == head for cell, head in zip_longest(cells, heads, fillvalue=""))
            for heads in self.repeated
        )

    def _number(self, row: SourceRow) -> str:
        """The row's own number, or "".

        A number merged down belongs to the row it began in; words are no number.
        """
        place = self.number_place
        text = row.cells[place] if 0 <= place < len(row.cells) and place not in row.merged_down else ""
        return text if NUMBERED.fullmatch(text) or likely_numbers(text) else ""

    def _is_group(self, row: SourceRow, filled: list[int]) -> bool:
        """One text alone in its row is a group heading if it is a known group, covers most of the table or
        stands first.
        """
        first = filled[0]
        if self.width == 1:  # a list of one column: every row of it is alone
            return self._known(row.cells[first])
        if self._known(row.cells[first]) or 2 * max(row.spans.get(first, 1), len(filled)) > len(self.keys):
            return True
        alone = filled == [first] and first in self.keys
        heads = first == min(self.keys) or self.keys.get(first) == self.vocabulary.group_column
        return alone and heads and not self._number(row)

    def _known(self, text: str) -> bool:
        """Whether the text is a known group; False where a group may be called anything."""
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
        self.run = set()

    def _row(self, source: SourceRow) -> None:
        if self.pending or not self.reading.groups:
            self._open_group(*(self.pending or ("", source)))
            self.pending = None
        number = self._number(source)
        self._repeated_number(source, number)
        row = Row(self.table.index, source.number, len(self.reading.groups) - 1, number, {})
        self._fill(row, source)
        above = self.reading.rows[-1] if self.reading.rows else None
        row.continues = bool(not number and self.numbered and above and above.group == row.group)
        row.unsure = row.continues or self._lacks_essential(row)
        if row.continues:
            self._continuation(row, source)
        elif row.unsure:
            choices = ["leave-out", "separate"]
            self._doubt(source, "row", "", "", source.text, "row-without-essential", choices)
        self._day_number(row, source)
        self._codes(row, source)
        self._outside(row, source)
        self._spans(row, source)
        self._formulas(row, source)
        self._cuts(row, source)
        self._remark_empty(row, source)
        self.reading.rows.append(row)

    def _repeated_number(self, source: SourceRow, number: str) -> None:
        """A note on a number that another row of the same group has; numbers may begin anew with 1."""
        plain = number.strip(" №.)")
        if plain == "1" and self.run - {"1", "1+"}:
            self.run = set()
        if plain in self.run and f"{plain}+" not in self.run:  # said once of each
            self._note("number-twice", source.number, number)
            plain = f"{plain}+"
        if plain:
            self.run.add(plain)

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

    def _day_number(self, row: Row, source: SourceRow) -> None:
        """A day where a number belongs was a number once; which one, a person says."""
        numbers = likely_numbers(row.number)
        if numbers:
            choices = [[f"number:{number}", number] for number in [*numbers, row.number]]
            when = self._if(row, "separate")
            self._doubt(
                source, "number", "number", self._head("number"), row.number, "number-day", choices, when
            )

    def _lacks_essential(self, row: Row) -> bool:
        essential = set(self.vocabulary.essential) & set(self.keys.values())
        return bool(essential) and not any(row.cells.get(key) for key in essential)

    def _continuation(self, row: Row, source: SourceRow) -> None:
        above = next(r for r in reversed(self.reading.rows) if not r.continues)
        choices = [*self._joins(row, source, above), "separate", "leave-out"]
        if self._stands_alone(row):
            likeliest = "leave-out" if self._lacks_essential(row) else "separate"
            choices = [likeliest, *(choice for choice in choices if choice != likeliest)]
        self._doubt(source, "row", "", "", source.text, "row-without-number", choices)
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
                    self.vocabulary.codes[key].proposals(text),
                    self._if(row, "join"),
                )

    def _stands_alone(self, row: Row) -> bool:
        """Whether a row without a number is likely one of its own: it has every code, and each checked text
        is whole.
        """
        checked = self.vocabulary.checked.items()
        return all(key in row.cells for key in self.vocabulary.codes) and all(
            words.code(row.cells.get(key, "")) is not None for key, words in checked
        )

    def _joins(self, row: Row, source: SourceRow, above: Row) -> list[str]:
        """Ways to join the row to the one above: as it is, or shifted one column left or right."""
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
                    self.vocabulary.codes[key].proposals(text),
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

    def _cuts(self, row: Row, source: SourceRow) -> None:
        """A doubt for each text of a PDF in which a word may have been cut at the end of a line."""
        for place, others in source.cuts.items():
            key = self.keys.get(place, "")
            if key in self.vocabulary.texts:
                value = row.cells[key]
                choices = [["as-read", value], *([f"other:{other}", other] for other in others)]
                when = self._if(row, "join", "separate")
                self._doubt(source, key, key, self._head(key), value, "cut-word", choices, when)

    def _remark_empty(self, row: Row, source: SourceRow) -> None:
        for key in self.vocabulary.remarked:
            if key in self.keys.values() and not row.continues and not row.cells.get(key):
                self._note("empty-cell", source.number, self._head(key))

    # --- doubts and notes

    def _head(self, key: str) -> str:
        found = (column["heading"] for column in self.reading.columns if column["key"] == key)
        return next(found, self.offered.get(key, ""))

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
