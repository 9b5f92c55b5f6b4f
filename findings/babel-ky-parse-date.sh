#!/bin/sh
# Babel reads a Kyrgyz short date that it wrote itself as another day, 18 years off.
#
# One would guess that parse_date(format_date(day, "short", locale="ky"), locale="ky") is that day, as it is for ru.
# format_date writes «08.04.26» (pattern dd.MM.yy); parse_date takes the order of the fields from the medium pattern
# (y-'ж'., d-MMM): «08.04.26» is 2008-04-26 and «12.11.10» is 2012-10-11. It stays
# silent as long as the numbers make a date; with a year of four figures it refuses.
#
# Versions: Babel 2.19.0.
#
# It matters because dates of staff lists, terms and orders come in this very form, and a form or an import that
# reads them by the language of its user has no other function: an appointment of 2026 becomes one of 2008, unmarked.
. "$(dirname "$0")/lib/start"
packages babel==2.19.0
python - <<'PY'
import datetime

from babel.dates import format_date, get_date_format, parse_date
from seen import finish, seen

day = datetime.date(2026, 4, 8)
short = format_date(day, "short", locale="ky")
print("the short pattern of ky:", get_date_format("short", "ky").pattern)


def read(text, locale="ky"):
    try:
        return parse_date(text, locale=locale).isoformat()
    except ValueError as error:
        return type(error).__name__


seen("what Babel writes for 8 April 2026", short, guess="08.04.26", recorded="08.04.26")
seen("the same read again", read(short), guess="2026-04-08", recorded="2008-04-26")
seen("12.11.10", read("12.11.10"), guess="2010-11-12", recorded="2012-10-11")
seen("26.04.08", read("26.04.08"), guess="2008-04-26", recorded="2026-08-04")
seen("with the year in full", read("08.04.2026"), guess="2026-04-08", recorded="ParseError")
seen("the same text in ru", read(short, "ru"), guess="2026-04-08", recorded="2026-04-08")
finish()
PY
