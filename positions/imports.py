"""Lists of corruption-prone positions and staffing tables from Word, Excel or CSV: what `office.imports`
understands of them. Pure.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.imports import doubts, reader
from office.imports.columns import NO_CHOICES
from office.imports.vocabulary import LEVELS, Vocabulary, Words
from office.papers.sheet import Sheet
from positions.levels import RANKED
from positions.papers import ANNEX_2, STAFFING

REASONS: Mapping[str, Promise] = {
    **doubts.REASONS,
    "row-without-essential": _(
        "No post stands in this row. Is it a post at all, or a total or a stray line?"
    ),
    "count-unknown": _("This is no number of posts. Choose the number that is meant."),
    "count-empty": _("The number of posts is not given. Choose it."),
    "count-second": _("Two numbers of posts stand in the rows to be joined. Choose one."),
}
CHOICES: Mapping[str, Promise] = {
    **doubts.CHOICES,
    "1": _("One post"),
    "0.5": _("Half a post"),
    "0.25": _("A quarter of a post"),
    "2": _("Two posts"),
}


class PositionDoubt(doubts.Doubt):
    REASONS: ClassVar[Mapping[str, Promise]] = REASONS
    CHOICES: ClassVar[Mapping[str, Promise]] = CHOICES


class PostCountWords(Words):
    """A number of posts: above zero, to quarters, with a comma or a point."""

    WRITTEN = re.compile(r"\d{1,4}([.,]\d{1,2})?")

    def __init__(self) -> None:
        self.codes = ("1", "0.5", "0.25", "2")

    def code(self, text: str) -> str | None:
        plain = text.strip()
        number = Decimal(plain.replace(",", ".")) if self.WRITTEN.fullmatch(plain) else Decimal(0)
        return str(number) if number else None

    def near_first(self, text: str) -> list[str]:
        return list(self.codes)


class PositionListReading(reader.Reading):
    """Reading of a list by annex 2. A zero level is no level of a post and stays a doubt."""

    VOCABULARY = Vocabulary(
        sheets=(ANNEX_2,),
        texts=("post", "powers", "areas"),
        codes={"level": Words({code: LEVELS[code] for code in RANKED})},
        remarked=("powers", "areas"),
        essential=("post",),
        identity=(("post",),),
        hints={
            "number": "№ =номер =п",
            "level": "деңгээл даража уров степен",
            "areas": "тобокел коррупц риск чөйрө сфера",
            "powers": "ыйгарым милдет полномоч обязанност функц",
            "post": "кызмат орун орду должност пост",
        },
    )
    DOUBT = PositionDoubt


class StaffingReading(reader.Reading):
    """Reading of a staffing table; units are a column, or headings over their posts."""

    VOCABULARY = Vocabulary(
        sheets=(STAFFING,),
        texts=("unit", "post", "powers"),
        codes={"count": PostCountWords()},
        optional=("number", "unit", "powers"),
        essential=("post",),
        group=str,
        group_column="unit",
        identity=(("unit", "post"),),
        hints={
            "number": "№ =номер =п",
            "count": "сан бирдик штат колич единиц =ед",
            "unit": "бөлүм бөлүн түзүм подраздел структур отдел управлен",
            "powers": "ыйгарым милдет полномоч обязанност функц",
            "post": "кызмат орун орду должност пост",
        },
    )
    DOUBT = PositionDoubt


READINGS = {ANNEX_2.form: PositionListReading, STAFFING.form: StaffingReading}


def read_position_file(
    data: bytes,
    filename: str,
    versions: Iterable[Sheet] = (),
    choices: Mapping[str, str] = NO_CHOICES,
) -> reader.Reading:
    """What the file holds: a list by annex 2 or a staffing table, whichever its columns speak for.

    Raises UnreadableFile when it is neither.
    """
    kinds = (PositionListReading, StaffingReading)
    return reader.read_likeliest(kinds, data, filename, versions, choices)


def one_risk_a_line(text: str) -> str:
    """Several risks of one cell one a line, as the list prints them; the words and their signs stay."""
    return re.sub(r";\s+", ";\n", text.strip())
