"""The list of staff a body has in Excel, Word or CSV: what is understood of it.

Whoever is entered here is an employee without a password: they are due to know the standard and sign on
paper; the administrator gives a password to whoever is to sign in.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from office import clock
from office.imports import doubts, reader
from office.imports.vocabulary import Vocabulary, Words
from office.kyrgyz import parse_date, possible_dates, short_date
from office.papers.sheet import Column, Sheet

STAFF = Sheet(
    form="office/staff",
    title="КЫЗМАТКЕРЛЕРДИН ТИЗМЕСИ",
    columns=(
        Column("number", "№", 10, numeric=True, aliases=("№ п/п", "Т/н")),
        Column(
            "name",
            "Фамилиясы, аты, атасынын аты",
            60,
            aliases=("Аты-жөнү", "ФИО", "Ф.И.О.", "Ф. А. А.", "Фамилия, имя, отчество", "Кызматкер"),
        ),
        Column("post", "Кызмат орду", 50, aliases=("Ээлеген кызматы", "Кызматы", "Должность")),
        Column(
            "unit",
            "Түзүмдүк бөлүм",
            45,
            aliases=("Бөлүм", "Түзүмдүк бөлүмү", "Структурное подразделение", "Подразделение", "Отдел"),
        ),
        Column(
            "since",
            "Качантан бери",
            25,
            aliases=(
                "Кызматка кирген күнү",
                "Дайындалган күнү",
                "Дата назначения",
                "С какого числа",
                "Дата приёма",
            ),
        ),
    ),
)

REASONS: Mapping[str, Promise] = {
    **doubts.REASONS,
    "row-without-essential": gettext_lazy(
        "No name or no post stands in this row. Is it a row of the list at all?"
    ),
    "since-unknown": gettext_lazy("This is no day as «12.01.2026». Choose what is meant."),
    "since-empty": gettext_lazy("The day is not given. Choose it."),
    "since-second": gettext_lazy("Two days stand in the rows to be joined. Choose one."),
}
CHOICES: Mapping[str, Promise] = {
    **doubts.CHOICES,
    "today": gettext_lazy("From today"),
    "year": gettext_lazy("From the first of January of this year"),
}


class StaffDoubt(doubts.Doubt):
    REASONS: ClassVar[Mapping[str, Promise]] = REASONS
    CHOICES: ClassVar[Mapping[str, Promise]] = CHOICES


class DayWords(Words):
    """A day as `office.kyrgyz.parse_date` reads it, in figures or in words. Nothing else is guessed; of a
    day that may be one of two both are proposed.
    """

    def __init__(self) -> None:
        self.codes = ("today", "year")

    def code(self, text: str) -> str | None:
        day = parse_date(text)
        return day.isoformat() if day else None

    def near_first(self, text: str) -> list[str]:
        return list(self.codes)

    def proposals(self, text: str) -> list[list[str]]:
        days = [[f"day:{day.isoformat()}", short_date(day)] for day in possible_dates(text)]
        return [*days, *super().proposals(text)]


class StaffReading(reader.Reading):
    """Reading of a staff list. Units are in their column or headings over their people."""

    VOCABULARY = Vocabulary(
        sheets=(STAFF,),
        texts=("name", "post", "unit"),
        codes={"since": DayWords()},
        optional=("number", "unit"),
        essential=("name", "post"),
        group=str,
        group_column="unit",
        identity=(("name",),),
        hints={
            "number": "№ =номер =п табел",
            "since": "күн качан дата числ назнач кабыл прием приём начал",
            "unit": "бөлүм бөлүн түзүм подраздел структур отдел управлен",
            "name": "фамил аты =фио =ф кызматкер сотрудник работник =имя",
            "post": "кызмат орун орду должност пост",
        },
    )
    DOUBT = StaffDoubt


def day_of(code: str) -> date:
    """The day a cell or a decision means."""
    today = clock.today()
    return {"today": today, "year": date(today.year, 1, 1)}.get(code) or date.fromisoformat(
        code.removeprefix("day:")
    )


def split_name(name: str) -> tuple[str, str, str]:
    """(surname, given name, patronymic) of a full name; «Асан уулу» and «Асан кызы» are surnames.

    ValueError for a single word.
    """
    words = name.split()
    size = 2 if len(words) > 2 and words[1].lower() in ("уулу", "кызы") else 1
    if len(words) <= size:
        raise ValueError(name)
    return " ".join(words[:size]), words[size], " ".join(words[size + 1 :])


LETTERS = dict(
    zip(
        "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n n o o p r s t u u f h ts ch sh sh  y  e yu ya".split(" "),
        strict=True,
    )
)


def login_of(surname: str, name: str, used_logins: set[str]) -> str:
    """«asanova-g»: a free login in Latin letters; the caller's `taken` learns it."""
    plain = "".join(LETTERS.get(sign, sign) for sign in f"{surname}-{name[:1]}".lower())
    stem = re.sub(r"[^a-z0-9-]+", "-", plain).strip("-") or "employee"
    login = next(one for one in (stem, *(f"{stem}{n}" for n in range(2, 10000))) if one not in used_logins)
    used_logins.add(login)
    return login
