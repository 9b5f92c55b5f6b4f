"""What a person is asked or told about a file, in words: doubts with their choices, notes, refusals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "level-unknown": _("The act knows no such level. Choose the level that is meant."),
    "level-empty": _("The level is not given. Choose it."),
    "level-second": _("Two levels stand in the rows to be joined. Choose one."),
    "row-without-number": _("The row has no number. Does it continue the row above?"),
    "row-without-essential": _("The row lacks what every row of the list has. Is it a row of the list?"),
    "cell-outside": _("The cell stands outside the known columns. Choose where its text belongs."),
    "cell-spans": _("The cell covers several columns. Choose where its text belongs."),
    "number-day": _("A day stands where a number belongs: programs make «01.02.» of 1.2. Choose the number."),
    "formula": _("The cell holds a formula. Only its last value was read; check it."),
    "cut-word": _("In the PDF a word may have been cut at the end of a line. Choose the text that is meant."),
    "column-unsure": _("The heading of this column is none of the form's. Choose which column it is."),
    "column-twice": _("One column of the register was chosen for two columns of the file. Choose anew."),
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
    "number": _("The number «%(column)s»"),
    "day": _("The day %(column)s"),
    "value": _("Take the last value"),
    "column": _("It is the column «%(column)s»"),
    "empty": _("Leave the cell empty"),
    "as-read": _("As read: %(column)s"),
    "other": _("Otherwise: %(column)s"),
}
NOTES: dict[str, Promise] = {
    "table-unread": _("This table has no headings of this list and was not read: %(text)s"),
    "rows-unread": _("These rows stand apart below a table that was not read, and were not read: %(text)s"),
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
    "number-twice": _("The number %(text)s stands at two rows of the same part of the list."),
    "total": _("A row that sums up the list was left out, it is none of its rows: %(text)s"),
    "numbers-missing": _("No row has a number; each was read as a row of its own."),
    "lookalikes": _("Latin letters inside a Cyrillic word were replaced by Cyrillic ones: %(text)s"),
    "merged-down": _("A cell merged over several rows: its text was read in each of them: %(text)s"),
    "empty-cell": _("An empty cell in the column «%(text)s»."),
    "formula": _("A formula outside the list was not read: %(text)s"),
    "deleted": _("The row is marked as deleted in Word's tracked changes and was skipped."),
    "hidden": _("The row is hidden in the file."),
    "columns-left-out": _("Columns of the file that are left out: %(text)s"),
    "columns-missing": _("The file has no such columns; they stay empty or are asked about: %(text)s"),
    "columns-hidden": _("Columns that are hidden in the file were read too: %(text)s"),
    "cell-deleted": _("A cell of the row is marked as deleted in Word's tracked changes and was skipped."),
    "placeholder": _("A field of the form that nobody filled in was left empty."),
    "hidden-text": _("The row has words that are hidden in the file; they were read too."),
    "struck-text": _("The row has words that are struck out in the file; they were read too."),
    "footnote": _("A footnote beside a heading, a number or a word of a scale is no part of it: %(text)s"),
    "nested": _("A table inside a cell was read as the text of that cell."),
}
REFUSALS: dict[str, Promise] = {
    "headings": _("No table with the headings of this list was found in the file."),
    "rows": _("The list is longer than 5 000 rows."),
    "doubts": _("More than 2 000 places of the list are doubtful. Mend the file and choose it again."),
    "no-rows": _("There is not one row under the headings."),
}


@dataclass
class Doubt:
    """Something only a person can decide. `proposals` are [choice, name of a column or ""]; `when` limits
    the doubt to given choices
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

    @property
    def is_about_row(self) -> bool:
        """Whether it asks what a whole row is, not what a cell says."""
        return self.reason.startswith("row-")

    def is_alike(self, other: "Doubt") -> bool:
        """Whether a choice for the other may count here too: the same text in the same column, or another
        row that lacks the same.
        """
        if (self.key, self.reason) != (other.key, other.reason):
            return False
        return self.is_about_row or self.text == other.text

    offers_day: ClassVar[bool] = False  # whether any day may be chosen too

    def choice_of_day(self, day: date) -> str:
        """The choice that a day stands for."""
        raise LookupError(day)

    def day_chosen(self, choice: str | None) -> date | None:
        """The day that a choice stands for, beside those proposed."""
        return None

    def accepts(self, choice: str | None) -> bool:
        proposed = any(value == choice for value, _column in self.proposals)
        return proposed or self.day_chosen(choice) is not None


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


class Undecided(Exception):
    """`Reading.resolve` was asked too early; `doubts` are those without a valid choice."""

    def __init__(self, doubts: list[Doubt]):
        self.doubts = doubts
        super().__init__(", ".join(doubt.id for doubt in doubts))
