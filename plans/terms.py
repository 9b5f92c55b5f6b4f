"""Terms of measures as periods that print back as written, in Kyrgyz and Russian. Pure.

«2025-жылдын 3-кварталы» is a quarter, «2025-2027-жылдар (жыл сайын)» is done in each year of a range. A text
that is none of these is no term: a person has to read it.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from office.kyrgyz import MONTH_STEMS, date_words, parse_date, tidy_text

DAY, MONTH, QUARTER, HALF_YEAR, YEAR = "date", "month", "quarter", "half-year", "year"
RANGE, YEARLY = "range", "yearly"
KINDS = (QUARTER, HALF_YEAR, YEAR, RANGE, YEARLY, MONTH, DAY)

MONTHS = {
    "ky": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
}
MONTHS_OF_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
WORDS = {
    "ky": {
        QUARTER: "{year}-жылдын {part}-кварталы",
        HALF_YEAR: "{year}-жылдын {part}-жарым жылдыгы",
        YEAR: "{year}-жыл",
        RANGE: "{year}-{until}-жылдар",
        YEARLY: "{year}-{until}-жылдар (жыл сайын)",
        MONTH: "{year}-жылдын {month} айы",
    },
    "ru": {
        QUARTER: "{part} квартал {year} года",
        HALF_YEAR: "{part} полугодие {year} года",
        YEAR: "{year} год",
        RANGE: "{year}-{until} годы",
        YEARLY: "{year}-{until} годы (ежегодно)",
        MONTH: "{month} {year} года",
        DAY: "{day} {month_of} {year} года",
    },
}
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
        if self.kind in (RANGE, YEARLY):
            return first.year < last.year and (first, last) == (
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

    def __str__(self):
        return self.words("ky")

    @property
    def due(self) -> date:
        """The last day: until its end the measure is in time."""
        return self.last

    @property
    def years(self) -> range:
        """The calendar years it touches: for a yearly measure one instalment each."""
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
        return WORDS[language][self.kind].format(
            year=self.first.year,
            until=self.last.year,
            part=(self.first.month - 1) // IN_MONTHS.get(self.kind, 1) + 1,
            day=self.first.day,
            month=MONTHS[language][self.first.month - 1],
            month_of=MONTHS_OF_RU[self.first.month - 1],
        )


def _month_span(year: int, month: int, count: int) -> tuple[date, date]:
    """The first and last day of `count` months that begin with `month` and do not leave the year."""
    end = month + count - 1
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


# --- Reading ------------------------------------------------------------------------------------------------

_Y = r"(?P<year>20\d\d)"
_UNTIL = r"(?P<until>20\d\d)"
# «жыл», «жылдын», «ж.», «гг.»; neither «жылда» nor «годовой»
_WORD = r"(?:жыл(?!да\b|дык)\w*|жж?|гг?|годов|год(?!н|ов)\w*)"
_ORDINAL = {
    "1": ("1", "i", "биринчи", "перв"),
    "2": ("2", "ii", "экинчи", "втор"),
    "3": ("3", "iii", "үчүнчү", "учунчу", "трет"),
    "4": ("4", "iv", "төртүнчү", "тортунчу", "четверт", "четвёрт"),
}
_STEMS = {stem: number for number, stems in _ORDINAL.items() for stem in stems}
_PART = (
    r"(?P<part>[1-4]|i{1,3}|iv|биринчи|экинчи|үчүнчү|учунчу|төртүнчү|тортунчу|"
    r"(?:перв|втор|трет|четверт|четвёрт)[а-я]{1,3})"
    r"(?: (?:ы?й|ий|я|е|ое|м|ем|ом|го|ого|ьем|чи|чы|чу|чү|инчи|нчи|нчы))?"
)
_QUARTER = r"(?P<quarter>квартал\w*|кв|чейре[кг]\w*)"
_HALF = r"(?P<half>жарым ?жылды[кг]\w*|жарымы\w*|полугоди\w*|половин\w*)"
_MONTH = (
    r"(?P<month>январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"[ьяйыиуеа]?(?:нын|дын|дин|тын|да|те|та)?(?: ай\w*)?"
)
_YEARLY = r"(?P<yearly>жыл сайын|жылда|ар жылы|ар бир жылы?|ежегодно|каждый год)"
_SPAN = rf"(?:с )?{_Y}(?: {_WORD})?(?: по)? {_UNTIL}(?: {_WORD})?"
# «2026-жыл ичинде» and «до конца 2026 года» are the period itself; «до 2026 года» may end before it begins.
_WITHIN = re.compile(
    r"^в (?:течение|течении) |^до конца | ичинде$|"
    r"(?<=жылдын) (?:аягына|акырына) (?:чейин|дейре)$"
)
_UNTIL_DAY = re.compile(r"^до (?=\d)|(?<=[\w.]) ?чейин$", re.IGNORECASE)  # a day is its own end
_DASHES = tuple("-‐‑‒–—―")
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_Y}(?: {_WORD})? {_PART} ?(?:{_QUARTER}|{_HALF})",
        rf"(?:во? )?{_PART} ?(?:{_QUARTER}|{_HALF}) {_Y}(?: {_WORD})?",
        rf"{_Y}(?: {_WORD})? {_MONTH}",
        rf"(?:в )?{_MONTH} {_Y}(?: {_WORD})?",
        rf"(?:в )?{_Y}(?: {_WORD})?",
        rf"{_SPAN}(?: {_YEARLY})?",
        rf"{_YEARLY} (?:в )?{_SPAN}",
    )
)


def parse_term(text: str) -> Term | None:
    """The term a text names, in Kyrgyz or Russian; None for what a person has to read.

    Spaces, dashes, brackets, endings, «-ж.» for the year, Roman numerals and Latin look-alikes make no
    difference. A part that the year does not have, a range that runs backwards and a term without a year are
    no terms.
    """
    if day := parse_date(_UNTIL_DAY.sub("", text.strip())):
        return Term.day(day)
    plain = _WITHIN.sub("", _plain_text(text))
    if tidy_text(text)[-1:] in _DASHES:  # «2026-», broken off by the end of a page
        return None
    found = next((match for pattern in PATTERNS if (match := pattern.fullmatch(plain))), None)
    try:
        return found and _matched_term(found.groupdict())
    except ValueError:
        return None


def _plain_text(text: str) -> str:
    """Small letters and digits with single spaces between: everything else was a sign between words."""
    text = unicodedata.normalize("NFKC", tidy_text(text)).casefold().replace("і", "i")
    text = re.sub(rf", ?(?={_YEARLY}$)|(?<=жылы),|(?<=сайын),|(?<=ежегодно),", " ", text)
    text = re.sub(
        r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", re.sub(r"[\s.()\[\];:_\-‐-―−«»]+", " ", text)
    )
    return " ".join(text.split())


def _matched_term(found: dict[str, str | None]) -> Term:
    year = int(found["year"] or 0)
    if until := found.get("until"):
        return Term.years_from(year, int(until), yearly=bool(found.get("yearly")))
    if month := found.get("month"):
        return Term.part(
            MONTH,
            year,
            MONTH_STEMS.index("май" if month.startswith("ма") and month != "март" else month[:3]) + 1,
        )
    if part := found.get("part"):
        number = next(
            int(_STEMS[stem]) for stem in (part, *_STEMS) if stem in _STEMS and part.startswith(stem)
        )
        return Term.part(QUARTER if found["quarter"] else HALF_YEAR, year, number)
    return Term.part(YEAR, year)
