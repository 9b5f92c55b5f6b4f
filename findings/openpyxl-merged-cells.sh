#!/bin/sh
# The words under a merged cell of Excel are there or not by the mode in which openpyxl is asked.
#
# One would guess that load_workbook gives the same cells with read_only=True and without. A workbook in which merged
# cells keep values under the first one is valid: Excel's paste of a format and many programs that write tables make
# such, and the values come up when the merge is undone. openpyxl gives None for them, and loses them on saving; with
# read_only=True it gives them all, as do calamine, and LibreOffice in a CSV, where nothing shows that they are hidden.
#
# Versions: openpyxl 3.1.5, python-calamine 0.9.1.
#
# It matters because tables of bodies are full of merged cells: one import sees a second name in a post, the other sees
# none; and a cleaner that opens and saves, or a reader that publishes a CSV, decides it without a word.
. "$(dirname "$0")/lib/start"
packages openpyxl==3.1.5 python-calamine==0.9.1
python - <<'PY'
import zipfile

import openpyxl
from python_calamine import CalamineWorkbook
from seen import finish, seen

ROWS = [["Кызматы", "Аты"], ["адис", "Айгүл"], ["катчы", "Бакыт"]]
book = openpyxl.Workbook()
for row in ROWS:
    book.active.append(row)
book.save("plain.xlsx")
with zipfile.ZipFile("plain.xlsx") as old, zipfile.ZipFile("merged.xlsx", "w") as new:
    for part in old.namelist():
        data = old.read(part)
        if part == "xl/worksheets/sheet1.xml":
            merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
            data = data.replace(b"</sheetData>", merge)
        new.writestr(part, data)

SHOWN = [["Кызматы", "Аты"], ["адис", "Айгүл"], [None, "Бакыт"]]


def rows(**mode):
    sheet = openpyxl.load_workbook("merged.xlsx", **mode).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


seen("openpyxl", rows(), guess=SHOWN, recorded=SHOWN)
seen("openpyxl, read_only", rows(read_only=True), guess=SHOWN, recorded=ROWS)
calamine = CalamineWorkbook.from_path("merged.xlsx").get_sheet_by_index(0).to_python()
seen("calamine", calamine, guess=SHOWN, recorded=ROWS)
openpyxl.load_workbook("merged.xlsx").save("saved.xlsx")
saved = CalamineWorkbook.from_path("saved.xlsx").get_sheet_by_index(0).to_python()
seen("by calamine after openpyxl saved it", saved, guess=ROWS, recorded=[*ROWS[:2], ["", "Бакыт"]])
finish()
PY
