"""The plans bodies have in Word, Excel or CSV: what `office.imports` understands of them.

Pure: nothing is saved here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, ClassVar, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.imports import doubts, reader
from office.imports.columns import NO_CHOICES
from office.imports.source import SourceTable
from office.imports.text import vocabulary_key
from office.imports.vocabulary import Vocabulary, Words
from office.kyrgyz import parse_date, possible_dates, short_date
from office.papers.sheet import Sheet
from plans.papers import PLAN
from plans.term_words import HALF_YEAR, QUARTER, YEAR
from plans.terms import Term, parse_term

REASONS: Mapping[str, Promise] = {
    **doubts.REASONS,
    "row-without-number": _("The row has no number. Does it continue the measure above, or is it one more?"),
    "row-without-essential": _("No measure stands in this row. Is it a row of the plan at all?"),
    "term-unknown": _("This is no term that can be counted. Choose the one that is meant."),
    "term-empty": _("The term is not given."),
}
CHOICES: Mapping[str, Promise] = {
    **doubts.CHOICES,
    "separate": _("It is a measure of its own under the same task"),
    "term": _("Take it as «%(column)s»"),
    "empty": _("Leave it as it is written: the measure has no term until somebody gives it"),
}
NOTES: Mapping[str, Promise] = {
    **doubts.NOTES,
    "table-unread": _("This table has no headings of a plan and was not read: %(text)s"),
    "number-glued": _("No space follows the number of this section; the plan prints one: %(text)s"),
}
REFUSALS: Mapping[str, Promise] = {
    **doubts.REFUSALS,
    "headings": _("No table with the headings of a plan was found in the file."),
}
EMPTY = "empty"
NEAREST = 3
ANY_YEARS = (2000, 2099)  # a repeating term is read whatever the years of the plan will be
ALIKE = 0.7  # from which likeness a term is worth proposing


class PlanDoubt(doubts.Doubt):
    REASONS: ClassVar[Mapping[str, Promise]] = REASONS
    CHOICES: ClassVar[Mapping[str, Promise]] = CHOICES

    @property
    def offers_day(self) -> bool:  # type: ignore[override]
        return self.key == "term"

    def choice_of_day(self, day: date) -> str:
        return f"term:{short_date(day)}"

    def day_chosen(self, choice: str | None) -> date | None:
        is_term = self.offers_day and choice is not None and choice.startswith("term:")
        return parse_date(choice.removeprefix("term:")) if choice and is_term else None


class PlanImportNote(doubts.Note):
    NOTES: ClassVar[Mapping[str, Promise]] = NOTES


class TermWords(Words):
    """The terms a cell may name; the code of one is its text, since a plan prints its terms back
    as written.
    """

    def __init__(self) -> None:
        self.codes = ()

    def code(self, text: str) -> str | None:
        return text if parse_term(text, ANY_YEARS) else None

    def near_first(self, text: str) -> list[str]:
        return [EMPTY]


class PlanReading(reader.Reading):
    """Reading of a plan: groups are its sections; a term is checked once its row is whole."""

    VOCABULARY = Vocabulary(
        sheets=(PLAN,),
        texts=("task", "measure", "term", "result", "executors", "funding"),
        codes={},
        optional=("number", "result", "funding"),
        remarked=("result", "executors"),
        essential=("measure",),
        group=str,
        checked={"term": TermWords()},
        identity=(("task", "measure"), ("measure",)),
        reworded=(("task",), "measure"),
        placed={"section": _("section")},
        hints={
            "number": "№ =номер =п",
            "term": "мөөнөт срок дата период күнү",
            "result": "натыйж күтүл результат ожидаем көрсөткүч показател",
            "executors": "аткаруучу жооптуу ответствен исполнител",
            "funding": "каржы финанс источник булак бюджет",
            "task": "милдет задач максат цел",
            "measure": "чара мероприят мер действ аракет шаг",
        },
    )
    DOUBT = PlanDoubt
    NOTE = PlanImportNote
    REFUSALS = REFUSALS

    @classmethod
    def of_tables(
        cls,
        tables: list[SourceTable],
        versions: Iterable[Sheet] = (),
        choices: Mapping[str, str] = NO_CHOICES,
    ) -> Self:
        reading = super().of_tables(tables, versions, choices)
        glued = [group for group in reading.groups if GLUED.match(group.heading)]
        reading.notes += [cls.NOTE("number-glued", group.table, group.row, group.heading) for group in glued]
        return reading

    def proposals(self, key: str, text: str, rows: list[dict[str, Any]]) -> list[list[str]]:
        """The terms of the plan's years that look most like the text, then leaving it to a later day."""
        words = [term.words() for term in possible_terms(self.years)]
        like = {
            word: SequenceMatcher(None, vocabulary_key(text), vocabulary_key(word)).ratio() for word in words
        }
        like |= {
            word: 1.0 for word in words if text and vocabulary_key(word).startswith(vocabulary_key(text))
        }
        near = sorted((word for word in words if like[word] >= ALIKE), key=lambda word: -like[word])
        days = [
            short_date(day)
            for day in [*days_of_short_year(text), *possible_dates(text), *ends_of_years(text)]
        ]
        return [*([f"term:{word}", word] for word in [*days, *near[:NEAREST]]), [EMPTY, ""]]

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of the plan: those of its title, else those its terms name; None when
        neither does.
        """
        if titled := list(TITLE_YEARS.finditer(self.above)):
            return int(titled[-1]["first"]), int(titled[-1]["last"] or titled[-1]["first"])
        named = [int(year) for row in self.rows for year in YEAR_NAMED.findall(row.cells.get("term", ""))]
        return (min(named), max(named)) if named else None

    @staticmethod
    def cell_text(row: Mapping[str, Any], key: str) -> str:
        """A term as a person chose it; left as it is written, what the file says."""
        if key == "term" and row[key] == EMPTY:
            return row["written"][key]
        return row[key].removeprefix("term:") if key == "term" else row[key]

    @property
    def title(self) -> str:
        """The text over the table, "" without one."""
        return self.above.strip()


STAGES = {
    "second": re.compile(r"\b(?:II|ІІ|2)\W{0,3}этап", re.I),
    "first": re.compile(r"\b(?:I|І|1)\W{0,3}этап", re.I),
}
TITLE_YEARS = re.compile(r"(?P<first>20\d\d)(?: ?[-–—] ?(?P<last>20\d\d))?[-–— ]{1,3}(?:жыл|ж\b|год|г\b)")
SHORT_YEAR = re.compile(r"(?<![\d.])(?P<day>\d{1,2}\.\d{1,2})\.(?P<year>\d\d)(?!\.?\d)")
UNTIL_YEAR = re.compile(r"\b(?:чейин|дейре|до)\b")
YEAR_NAMED = re.compile(r"\b20\d\d\b")
SECTION_NUMBER = re.compile(r"^(?P<number>\d{1,2}|[IVX]{1,5})\s*[.)]\s*(?P<words>\S.*)$", re.DOTALL)
NO_TASK = "—"  # measures that stand under no task in the file
GLUED = re.compile(r"^(\d{1,2}|[IVX]{1,5})[.)]\S")
SUB_NUMBER = re.compile(r"^(?P<number>\d{1,2})\s*[.)]\s*(?P<words>\S.*)$", re.DOTALL)


def possible_terms(years: tuple[int, int] | None) -> list[Term]:
    """Every usual term within the years of a plan."""
    if years is None:
        return []
    first, last = years
    single_terms = [
        Term.part(kind, year, number)
        for year in range(first, last + 1)
        for kind, count in ((YEAR, 1), (HALF_YEAR, 2), (QUARTER, 4))
        for number in range(1, count + 1)
    ]
    year_ranges = [
        Term.years_from(a, b, yearly=yearly)
        for a in range(first, last)
        for b in range(a + 1, last + 1)
        for yearly in (False, True)
    ]
    return single_terms + year_ranges


def days_of_short_year(text: str) -> list[date]:
    """«до 30.06.26 г.»: a year of two figures is asked about, the day of this century offered."""
    found = SHORT_YEAR.search(text)
    return possible_dates(f"{found['day']}.20{found['year']}") if found else []


def ends_of_years(text: str) -> list[date]:
    """«2026-жылга чейин» is until the end of the year for one and until its beginning for another."""
    years = YEAR_NAMED.findall(text)
    if len(years) != 1 or not UNTIL_YEAR.search(vocabulary_key(text)):
        return []
    return [date(int(years[0]), 12, 31), date(int(years[0]) - 1, 12, 31)]


def stage_in_title(title: str) -> str:
    """`first`, `second`, or "" for a title that names no stage."""
    return next((stage for stage, pattern in STAGES.items() if pattern.search(title)), "")


def read_plan(
    data: bytes,
    filename: str,
    versions: Iterable[Sheet] = (),
    choices: Mapping[str, str] = NO_CHOICES,
) -> PlanReading:
    """What the file holds as a plan. Raises UnreadableFile when it is none."""
    return PlanReading.of(data, filename, versions, choices)


# --- From rows to the division of a plan --------------------------------------------------------------------


@dataclass
class PlanNode:
    """A section, task or measure: number as written ("" without one), words, source row, children."""

    number: str
    words: str
    row: Mapping[str, Any]
    parts: list["PlanNode"] = field(default_factory=list)


def divide_plan(rows: list[dict[str, Any]]) -> list[PlanNode]:
    """Sections with tasks with measures, in the order of the file.

    A row without a number and a task of its own stands under the task above; where several measures stand
    under one task, the number before each is its own.
    """
    sections = []
    for heading, under in groupby(rows, key=lambda row: row["kind"]):
        section = PlanNode(*split_number(SECTION_NUMBER, heading), {})
        for row in under:
            if not section.parts or opens_task(row, section.parts[-1]):
                section.parts.append(
                    PlanNode(row["number"] if row["task"] else "", row["task"] or NO_TASK, row)
                )
            section.parts[-1].parts.append(
                PlanNode("" if row["task"] else row["number"], row["measure"], row)
            )
        sections.append(section)
    for task in (task for section in sections for task in section.parts if len(task.parts) > 1):
        for measure in task.parts:
            if not measure.number:
                measure.number, measure.words = split_number(SUB_NUMBER, measure.words)
    return sections


def placed_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as a plan has them: `section`, `task` and `measure` in full without their numbers, `term` in
    its words.

    Beside them: `section_of` and `task_of` (place in the file, number, words), the number of the measure, and
    `term_choice`, what was decided about its term.
    """
    return [
        {
            **measure.row,
            "number": measure.number,
            "task": "" if task.words == NO_TASK else task.words,
            "measure": measure.words,
            "term": PlanReading.cell_text(measure.row, "term"),
            "term_choice": measure.row["term"],
            "section": section.words,
            "section_of": (place, section.number, section.words),
            "task_of": ((place, part), task.number, task.words),
        }
        for place, section in enumerate(divide_plan(rows))
        for part, task in enumerate(section.parts)
        for measure in task.parts
    ]


def opens_task(row: Mapping[str, Any], above: PlanNode) -> bool:
    """A row with a task opens it, unless it says the task above once more without a number of its own."""
    return bool(row["task"]) and (bool(row["number"]) or row["task"] != above.words)


def split_number(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """(its number or "", the rest)."""
    found = pattern.match(text)
    return (found["number"], found["words"]) if found else ("", text)


def resolved_term(row: Mapping[str, Any], years: tuple[int, int] | None = None) -> tuple[Term | None, str]:
    """(Term or None, the file's text; "" where a person chose the term). `years` are those of the plan."""
    decision, written = row["term"], row["written"]["term"]
    if decision == EMPTY:
        return None, written
    if decision.startswith("term:"):
        return parse_term(decision.removeprefix("term:"), years), ""
    return parse_term(decision, years), written
