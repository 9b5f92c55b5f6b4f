#!/bin/sh
# LibreOffice in Kyrgyz turns the numbers of measures «1.1», «1.2», «1.10» into days of this year.
#
# One would guess that a table is read alike in Kyrgyz and in Russian, whose way of writing dates is the same. With
# «detect special numbers» LibreOffice takes «1.2» in ky-KG for 1 February and «12.3» for 12 March; in ru-RU both stay
# text, for a Russian date needs the last dot («2.1.» is a day there, and stays text in Kyrgyz). In English «1.10» is
# the number 1.1. «1.10.2» is a day of 2002 in Kyrgyz and Russian. Without the detection they stay text in Kyrgyz.
#
# Versions: LibreOffice 7.4.7 (Debian 12), read by python-calamine 0.9.1.
#
# It matters because the numbers of a plan's measures and of the points of an act are just so: a plan opened, looked at
# and saved by a clerk comes back with days in the number column, and the file keeps nothing of what stood there.
. "$(dirname "$0")/lib/start"
need soffice "libreoffice-calc"
packages python-calamine==0.9.1
soffice --version
printf 'a\n1.1\n1.2\n1.10\n12.3\n13.2\n2.1.\n1.10.2\n' >plan.csv
for language in 1088 1049 1033; do
	for detect in true false; do
		office --infilter="CSV:59,34,76,1,,$language,,$detect" --convert-to ods --outdir "$language-$detect" plan.csv
	done
done
python - <<'PY'
import datetime

from python_calamine import CalamineWorkbook
from seen import finish, seen

TEXT = ["1.1", "1.2", "1.10", "12.3", "13.2", "2.1.", "1.10.2"]
YEAR = datetime.date.today().year


def cells(folder):
    """Days of this year as «day.month of the year», other days in full."""
    rows = CalamineWorkbook.from_path(f"{folder}/plan.ods").get_sheet_by_index(0).to_python()[1:]
    shown = []
    for (cell, *_rest) in rows:
        if isinstance(cell, datetime.date):
            cell = f"day {cell:%d.%m}" + ("" if cell.year == YEAR else f".{cell.year}")
        shown.append(cell)
    return shown


KY = ["day 01.01", "day 01.02", "day 01.10", "day 12.03", "day 13.02", "2.1.", "day 01.10.2002"]
RU = ["1.1", "1.2", "1.10", "12.3", "13.2", "day 02.01", "day 01.10.2002"]
EN = [1.1, 1.2, 1.1, 12.3, 13.2, "2.1.", "1.10.2"]
seen("ky-KG, special numbers detected", cells("1088-true"), guess=RU, recorded=KY)
seen("ru-RU", cells("1049-true"), guess=RU, recorded=RU)
seen("en-US", cells("1033-true"), guess=EN, recorded=EN)
seen("ky-KG, not detected", cells("1088-false"), guess=TEXT, recorded=TEXT)
seen("en-US, not detected", cells("1033-false"), guess=TEXT, recorded=EN)
finish()
PY
