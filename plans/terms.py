"""Terms of measures as periods that print back as written, in Kyrgyz and Russian. Pure.

«2025-жылдын 3-кварталы» is a quarter, «2025-2027-жылдар (жыл сайын)» is done in each year of a range, «ай
сайын» in each month of the years of its plan. A text that is none of these is no term: a person has to read
it.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from office.kyrgyz import date_words, parse_date, short_date, tidy_text
from plans.term_words import (
    DAY,
    FROM_EVENT,
    FROM_EVENT_PATTERN,
    HALF_WORD,
    HALF_YEAR,
    MONTH,
    MONTHS,
    MONTHS_OF_RU,
    QUARTER,
    QUARTER_WORD,
    RANGE,
    REPEAT_PATTERNS,
    REPEATS,
    SPAN,
    STEPS,
    UNTIL_PATTERN,
    WORDS,
    YEAR,
    YEAR_PATTERN,
    YEAR_WORD,
    YEARLY,
    month_number,
    month_pattern,
    part_number,
    part_pattern,
)

IN_MONTHS = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}  # how long a period of a kind is


@dataclass(frozen=True)
class Term:
    """A period from `first` to `last`, both days included. ValueError when they are no period of the kind."""

    kind: str
    first: date
    last: date

    def __post_init__(self):
        if not self._is_whole():
            raise ValueError(f"{self.first} – {self.last} is no {self.kind}")

    def _is_whole(self) -> bool:
        first, last = self.first, self.last
        if self.kind == DAY:
            return first == last
        if self.kind == SPAN:
            return first < last
        if self.kind == RANGE or self.repeats:
            least = 1 if self.kind in (RANGE, YEARLY) else 0
            return last.year - first.year >= least and (first, last) == (
                date(first.year, 1, 1),
                date(last.year, 12, 31),
            )
        months = IN_MONTHS.get(self.kind, 0)
        return (
            bool(months)
            and self._begins(months)
            and (first, last) == _month_span(first.year, first.month, months)
        )

    def _begins(self, months: int) -> bool:
        """Whether the first day opens a period of so many months: quarters begin in January, April, July and
        October.
        """
        return (self.first.month - 1) % months == 0

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(DAY, day, day)

    @classmethod
    def part(cls, kind: str, year: int, number: int = 1) -> Self:
        """The month, quarter, half-year (by `number`, from 1) or year.

        ValueError for one that the year does not have.
        """
        months = IN_MONTHS[kind]
        if not 1 <= number <= 12 // months:
            raise ValueError(f"a year has no {kind} {number}")
        return cls(kind, *_month_span(year, (number - 1) * months + 1, months))

    @classmethod
    def years_from(cls, first: int, last: int, *, yearly: bool = False) -> Self:
        """A range of years, done once within it or in each of its years."""
        return cls(YEARLY if yearly else RANGE, date(first, 1, 1), date(last, 12, 31))

    @classmethod
    def repeated(cls, kind: str, first: int, last: int) -> Self:
        """A repeating or open term of these years; what is done every year of one year is that year."""
        if kind == YEARLY and first == last:
            return cls.part(YEAR, first)
        return cls(kind, date(first, 1, 1), date(last, 12, 31))

    def __str__(self):
        return self.words("ky")

    @property
    def due(self) -> date:
        """The last day: until its end the measure is in time."""
        return self.last

    @property
    def repeats(self) -> bool:
        """Whether it is due more than once, or open and looked at every year."""
        return self.kind in STEPS

    @property
    def periods(self) -> list[tuple[int, int]]:
        """(year, its last month) of each period in which a repeating term is due; none of any other."""
        months = range(STEPS[self.kind], 13, STEPS[self.kind]) if self.repeats else ()
        return [(year, month) for year in self.years for month in months]

    @property
    def years(self) -> range:
        """The calendar years it touches."""
        return range(self.first.year, self.last.year + 1)

    def lies_within(self, first_year: int, last_year: int) -> bool:
        """Whether it neither begins before the years of a plan nor ends after them."""
        return first_year <= self.first.year and self.last.year <= last_year

    def words(self, language: str = "ky") -> str:
        """As plans write it, «2025-жылдын 3-кварталы» or «3 квартал 2025 года»; Kyrgyz for any language but
        Russian.
        """
        language = "ru" if language == "ru" else "ky"
        if language == "ky" and self.kind == DAY:
            return date_words(self.first)
        if self.repeats:
            years = RANGE if self.first.year < self.last.year else YEAR
            return f"{self._filled(language, years)} ({REPEATS[language][self.kind]})"
        if self.kind == SPAN and not self._is_of_months:
            return f"{short_date(self.first)} – {short_date(self.last)}"
        spans = "span-of-months" if self.first.year == self.last.year else "span-of-years"
        return self._filled(language, spans if self.kind == SPAN else self.kind)

    @property
    def _is_of_months(self) -> bool:
        """Whether it begins and ends with a month, and has more than one."""
        months = (self.first.year, self.first.month), (self.last.year, self.last.month)
        next_day = self.last + timedelta(days=1)
        return self.first.day == next_day.day == 1 and months[0] < months[1]

    def _filled(self, language: str, form: str) -> str:
        return WORDS[language][form].format(
            year=self.first.year,
            until=self.last.year,
            part=(self.first.month - 1) // IN_MONTHS.get(self.kind, 1) + 1,
            day=self.first.day,
            month=MONTHS[language][self.first.month - 1],
            last_month=MONTHS[language][self.last.month - 1],
            month_of=MONTHS_OF_RU[self.first.month - 1],
        )


def _month_span(year: int, month: int, count: int) -> tuple[date, date]:
    """The first and last day of `count` months that begin with `month` and do not leave the year."""
    end = month + count - 1
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


def period_words(kind: str, year: int, month: int, language: str = "ky") -> str:
    """The period of a repeating term that ends with the month, «2026-жылдын март айы»; of a year «2026»."""
    parts = {months: part for part, months in IN_MONTHS.items()}
    step = STEPS.get(kind, 12)
    return str(year) if step == 12 else Term.part(parts[step], year, month // step).words(language)


def usual_terms(first: int, last: int) -> list[Term]:
    """The terms a plan of these years mostly has."""
    numbers = ((YEAR, 1), (HALF_YEAR, 2), (QUARTER, 4))
    years = range(first, last + 1)
    within = [
        Term.part(kind, year, number + 1)
        for year in years
        for kind, count in numbers
        for number in range(count)
    ]
    spans = [Term.years_from(first, last)] if first < last else []
    kinds = [kind for kind in STEPS if kind != FROM_EVENT and (kind != YEARLY or first < last)]
    return [*within, *spans, *(Term.repeated(kind, first, last) for kind in kinds)]


# --- Reading ------------------------------------------------------------------------------------------------

_Y, _UNTIL, _WORD = YEAR_PATTERN, UNTIL_PATTERN, YEAR_WORD
_PART, _LAST_PART = part_pattern("part"), part_pattern("last_part")
_MONTH, _LAST_MONTH = month_pattern("month"), month_pattern("last_month")
_YEARLY = rf"(?P<yearly>{REPEAT_PATTERNS[YEARLY]})"
_SPAN = rf"(?:с )?{_Y}(?: {_WORD})?(?: по)? {_UNTIL}(?: {_WORD})?"
_MONTHS = rf"(?:с )?{_MONTH}(?: по| до)? {_LAST_MONTH}"
_PARTS = rf"(?:с |во? )?{_PART}(?: (?:по|(?P<both>и|жана)))? {_LAST_PART} ?(?:{QUARTER_WORD}|{HALF_WORD})"
_PART_WORD = rf"(?:{QUARTER_WORD}|{HALF_WORD})"
_LAST_WORD = r"(?:квартал\w*|кв|чейре[кг]\w*|жарым ?жылды[кг]\w*|полугоди\w*)"
# «2026-жыл ичинде» and «до конца 2026 года» are the period itself; «до 2026 года» may end before it begins.
_WITHIN = re.compile(
    r"^в (?:течение|течении) |^до конца | ичинде$|"
    r"(?<=жылдын) (?:аягына|акырына) (?:чейин|дейре)$"
)
_UNTIL_DAY = re.compile(r"^до (?=\d)|(?<=[\w.]) ?чейин$", re.IGNORECASE)  # a day is its own end
_DAYS = re.compile(r"(?:с )?(?P<first>\d.*?) ?(?:–|—|-| по ) ?(?P<last>\d\d?[. ].*)")
_DASHES = tuple("-‐‑‒–—―")
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_Y}(?: {_WORD})? {_PART} ?{_PART_WORD}",
        rf"(?:во? )?{_PART} ?{_PART_WORD} {_Y}(?: {_WORD})?",
        rf"{_Y}(?: {_WORD})? {_MONTH}",
        rf"(?:в )?{_MONTH} {_Y}(?: {_WORD})?",
        rf"(?:в )?{_Y}(?: {_WORD})?",
        rf"{_SPAN}(?: {_YEARLY})?",
        rf"{_YEARLY} (?:в )?{_SPAN}",
        # spans of months and of quarters, of one year and of two
        rf"{_MONTHS} {_Y}(?: {_WORD})?",
        rf"{_Y}(?: {_WORD})? {_MONTHS}(?: чейин| дейре)?",
        rf"(?:с )?{_MONTH} {_Y}(?: {_WORD})?(?: по)? {_LAST_MONTH} {_UNTIL}(?: {_WORD})?",
        rf"{_Y}(?: {_WORD})? {_MONTH} {_UNTIL}(?: {_WORD})? {_LAST_MONTH}(?: чейин| дейре)?",
        rf"{_Y}(?: {_WORD})? {_PARTS}",
        rf"{_PARTS} {_Y}(?: {_WORD})?",
        rf"{_Y}(?: {_WORD})? {_PART} ?{_PART_WORD} {_UNTIL}(?: {_WORD})? {_LAST_PART} ?{_LAST_WORD}",
        rf"(?:с )?{_PART} ?{_PART_WORD} {_Y}(?: {_WORD})?(?: по)? {_LAST_PART} ?{_LAST_WORD} {_UNTIL}"
        rf"(?: {_WORD})?",
    )
)
_REPEATED = {
    kind: re.compile(rf"(?:(?P<before>.+?),? )??(?:{pattern})(?:,? (?P<after>.+))?")
    for kind, pattern in (*REPEAT_PATTERNS.items(), (FROM_EVENT, "окуядан баштап|после события"))
}


def parse_term(text: str, years: tuple[int, int] | None = None) -> Term | None:
    """The term a text names, in Kyrgyz or Russian; None for what a person has to read.

    Spaces, dashes, brackets, endings, «-ж.» for the year, Roman numerals and Latin look-alikes make no
    difference. A part that the year does not have, a range that runs backwards and a term without a year are
    no terms; a repeating or open one («ай сайын», «туруктуу») without years is of the `years` of its plan.
    """
    written = text.strip()
    if day := parse_date(_UNTIL_DAY.sub("", written)):
        return Term.day(day)
    if tidy_text(text)[-1:] in _DASHES:  # «2026-», broken off by the end of a page
        return None
    try:
        return _days_between(written) or _read_period(_plain_text(text)) or _read_repeated(text, years)
    except ValueError:
        return None


def _days_between(text: str) -> Term | None:
    """«01.03.2026 – 30.06.2026»."""
    found = _DAYS.fullmatch(" ".join(text.split()))
    first, last = (parse_date(found["first"]), parse_date(found["last"])) if found else (None, None)
    return Term(SPAN, first, last) if first and last else None


def _read_period(plain: str) -> Term | None:
    """The period that a plain text is. ValueError for one that no year has."""
    plain = _WITHIN.sub("", plain)
    found = next((match for pattern in PATTERNS if (match := pattern.fullmatch(plain))), None)
    return _matched_term(found.groupdict()) if found else None


def _read_repeated(text: str, years: tuple[int, int] | None) -> Term | None:
    """«ай сайын», «2026-жыл, ай сайын», «постоянно», «мыйзам күчүнө киргенден баштап»."""
    plain = _plain_text(text)
    for kind, pattern in _REPEATED.items():
        if found := pattern.fullmatch(plain):
            rest = " ".join(filter(None, found.groups()))
            if rest and (period := _read_period(rest)) and period.kind in (YEAR, RANGE):
                years = (period.first.year, period.last.year)
                rest = ""
            if not rest:
                return Term.repeated(kind, *years) if years else None
    return Term.repeated(FROM_EVENT, *years) if years and FROM_EVENT_PATTERN.fullmatch(plain) else None


def _plain_text(text: str) -> str:
    """Small letters and digits with single spaces between: everything else was a sign between words."""
    text = unicodedata.normalize("NFKC", tidy_text(text)).casefold().replace("і", "i")
    text = re.sub(rf", ?(?={_YEARLY}$)|(?<=жылы),|(?<=сайын),|(?<=ежегодно),", " ", text)
    text = re.sub(r"(?<=[1-4i]),(?= ?(?:[2-4]|ii|iii|iv)\b(?!\d))", " и ", text)  # «1, 2-кварталы»
    text = re.sub(
        r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", re.sub(r"[\s.()\[\];:_\-‐-―−«»]+", " ", text)
    )
    return " ".join(text.split())


def _matched_term(found: dict[str, str | None]) -> Term:
    year, until = int(found["year"] or 0), int(found.get("until") or 0)
    if last_month := found.get("last_month"):
        return _span(Term.part(MONTH, year, month_number(found["month"] or "")), last_month, MONTH, until)
    if month := found.get("month"):
        return Term.part(MONTH, year, month_number(month))
    if part := found.get("part"):
        kind = QUARTER if found["quarter"] else HALF_YEAR
        first = Term.part(kind, year, part_number(part))
        if not (last_part := found.get("last_part")):
            return first
        if found.get("both") and part_number(last_part) != part_number(part) + 1:
            raise ValueError(f"{part} and {last_part} are no span")  # the second is left out between them
        return _span(first, last_part, kind, until)
    if until:
        return Term.years_from(year, until, yearly=bool(found.get("yearly")))
    return Term.part(YEAR, year)


def _span(first: Term, last: str, kind: str, until: int) -> Term:
    """From the first month, quarter or half-year to the last one, of the same year or of the year `until`."""
    number = month_number(last) if kind == MONTH else part_number(last)
    return Term(SPAN, first.first, Term.part(kind, until or first.first.year, number).last)
