"""Exceptions to Monday–Friday for 2025–2027: the first filling of the calendar that a person then edits.

Source: Labour Code of 23.01.2025 (days off: 1–7 January, 8 March, 21 March, 1–9 May, 31 August, Orozo Ait,
Kurman Ait); 23 February, 7 April, 7 and 8 November are working days. `confirmed=False` shows "to be
confirmed" to the administrator.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from office.law.workdays import OFF, WORKING, Calendar

LABOUR_CODE = "labour-code-2025"
MOVED_2025 = "cabinet-days-2025"
MOVED_2026 = "cabinet-days-2026"

NEW_YEAR = ("Жаңы жыл", "Новый год")
NEW_YEAR_DAYS = ("Жаңы жылдык майрам күндөрү", "Новогодние праздничные дни")
CHRISTMAS = ("Иса пайгамбардын туулган күнү", "Рождество Христово")
WOMEN = ("Аялдардын эл аралык күнү", "Международный женский день")
NOORUZ = ("Нооруз майрамы", "Праздник Нооруз")
LABOUR = ("Эмгек майрамы", "Праздник труда")
MAY_DAYS = ("Май айындагы майрам күндөрү", "Майские праздничные дни")
CONSTITUTION = ("Конституция күнү", "День Конституции")
VICTORY = ("Жеңиш күнү", "День Победы")
INDEPENDENCE = ("Көз карандысыздык күнү", "День независимости")
OROZO_AIT = ("Орозо айт", "Орозо айт")
KURMAN_AIT = ("Курман айт", "Курман айт")
MOVED_OFF = ("Которулган дем алыш күнү", "Перенесённый выходной день")
MOVED_WORKING = ("Которулган иш күнү", "Перенесённый рабочий день")


@dataclass(frozen=True)
class Day:
    """One exception: kind "off" or "working", names for print, `act` is a code of office.data.law."""

    day: date
    kind: str
    name_ky: str
    name_ru: str
    act: str
    confirmed: bool


def _span(
    first: date, last: date, name: tuple[str, str], act: str, confirmed: bool, kind: str = OFF
) -> list[Day]:
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [Day(day, kind, *name, act, confirmed) for day in days]


def _day(
    day: date, name: tuple[str, str], act: str = LABOUR_CODE, confirmed: bool = True, kind: str = OFF
) -> list[Day]:
    return _span(day, day, name, act, confirmed, kind)


def _january(year: int, act: str, confirmed: bool) -> list[Day]:
    return [
        *_day(date(year, 1, 1), NEW_YEAR, act, confirmed),
        *_span(date(year, 1, 2), date(year, 1, 6), NEW_YEAR_DAYS, act, confirmed),
        *_day(date(year, 1, 7), CHRISTMAS, act, confirmed),
    ]


def _spring_and_summer(year: int, confirmed: bool) -> list[Day]:
    return [
        *_day(date(year, 3, 8), WOMEN, confirmed=confirmed),
        *_day(date(year, 3, 21), NOORUZ, confirmed=confirmed),
        *_day(date(year, 5, 1), LABOUR, confirmed=confirmed),
        *_span(date(year, 5, 2), date(year, 5, 4), MAY_DAYS, LABOUR_CODE, confirmed),
        *_day(date(year, 5, 5), CONSTITUTION, confirmed=confirmed),
        *_span(date(year, 5, 6), date(year, 5, 8), MAY_DAYS, LABOUR_CODE, confirmed),
        *_day(date(year, 5, 9), VICTORY, confirmed=confirmed),
        *_day(date(year, 8, 31), INDEPENDENCE, confirmed=confirmed),
    ]


# The moon decides the two Aits and the muftiate announces them some ten days before: only an announced date
# is confirmed. January 2025 came before the new Labour Code: the Cabinet made 1–7 January off and 11 January
# a working Saturday (30.12.2024). 2027: no word of the Cabinet yet, so the whole year waits for a person.
DAYS: tuple[Day, ...] = tuple(
    sorted(
        [
            *_january(2025, MOVED_2025, confirmed=True),
            *_day(date(2025, 1, 11), MOVED_WORKING, MOVED_2025, kind=WORKING),
            *_day(date(2025, 3, 30), OROZO_AIT, confirmed=False),
            *_spring_and_summer(2025, confirmed=True),
            *_day(date(2025, 6, 6), KURMAN_AIT, confirmed=False),
            *_january(2026, LABOUR_CODE, confirmed=True),
            *_span(date(2026, 1, 8), date(2026, 1, 9), MOVED_OFF, MOVED_2026, confirmed=True),
            *_day(date(2026, 2, 7), MOVED_WORKING, MOVED_2026, kind=WORKING),
            *_day(date(2026, 3, 20), OROZO_AIT),
            *_spring_and_summer(2026, confirmed=True),
            *_day(date(2026, 4, 25), MOVED_WORKING, MOVED_2026, kind=WORKING),
            *_day(date(2026, 5, 27), KURMAN_AIT, confirmed=False),
            *_january(2027, LABOUR_CODE, confirmed=False),
            *_day(date(2027, 3, 9), OROZO_AIT, confirmed=False),
            *_spring_and_summer(2027, confirmed=False),
            *_day(date(2027, 5, 16), KURMAN_AIT, confirmed=False),
        ],
        key=lambda exception: exception.day,
    )
)


def seeded() -> Calendar:
    """The delivered calendar with Kyrgyz names."""
    return Calendar.of((row.day, row.kind, row.name_ky) for row in DAYS)
