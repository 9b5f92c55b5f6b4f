"""The numbers that were typed where a list now shows a day: what Excel and Calc make of «1.2», «1.2.3» and
«1.13» in a column of numbers.
"""

import re

from office.imports.number_formats import MONTHS

DAY = re.compile(r"0?(?P<day>\d{1,2})\.0?(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)")
MONTH_YEAR = re.compile(r"(?P<month>0\d|1[0-2])\.(?P<year>(?:19|20)\d\d)")
WORD_YEAR = re.compile(rf"(?P<word>{'|'.join(MONTHS)}) (?P<year>(?:19|20)\d\d)")
FIRST_YEAR = 2020  # no list is older: a day before it came from a number in three parts


def likely_numbers(text: str) -> list[str]:
    """The numbers a day may have been, the likeliest first; [] for a text that is no day.

    «01.02.2026» was «1.2», in a program that writes the month first «2.1»; «01.02.2003» was «1.2.3»;
    «январь 2013» and «01.2013» were «1.13».
    """
    if found := DAY.fullmatch(text):
        day, month, year = found["day"], found["month"], int(found["year"])
        two, three = [f"{day}.{month}", f"{month}.{day}"], [f"{day}.{month}.{year % 100}"]
        return list(dict.fromkeys(three + two if year < FIRST_YEAR else two))
    if found := WORD_YEAR.fullmatch(text):
        return [f"{MONTHS.index(found['word']) + 1}.{int(found['year']) % 100}"]
    if found := MONTH_YEAR.fullmatch(text):
        return [f"{int(found['month'])}.{int(found['year']) % 100}"]
    return []
