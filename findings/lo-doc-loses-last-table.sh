#!/bin/sh
# LibreOffice saves a .docx that ends with a table as .doc without the table: the cells run together.
#
# One would guess that saving as .doc keeps a plain table wherever it stands. Word always writes a paragraph after the
# last table; python-docx, docxtpl and other writers need not, and no reader of .docx minds. From such a file
# LibreOffice writes a .doc in which the last table is one paragraph «1белек»; a table before is kept,
# two tables one after the other are lost both. One empty paragraph at the end saves it.
#
# Versions: LibreOffice 7.4.7 (Debian 12), python-docx 1.2.0 for making and reading back.
#
# It matters because offices still ask for .doc, and registers, lists of positions and annexes end with their table: the
# words are all there, the columns are gone, and nothing is reported.
. "$(dirname "$0")/lib/start"
need soffice "libreoffice-writer"
packages python-docx==1.2.0
soffice --version
cat >make.py <<'PY'
import sys

import docx

kind = sys.argv[1]
paper = docx.Document()
paper.add_paragraph("Тизме")
for _number in range(2 if kind == "two" else 1):
    table = paper.add_table(1, 2)
    table.cell(0, 0).text = "1"
    table.cell(0, 1).text = "белек"
if kind == "paragraph":
    paper.add_paragraph()
paper.save(f"{kind}.docx")
PY
for kind in last two paragraph; do
	python make.py $kind
	office --convert-to "doc:MS Word 97" $kind.docx
	office --convert-to docx --outdir back $kind.doc
done
python - <<'PY'
import docx
from seen import finish, seen


def back(kind):
    paper = docx.Document(f"back/{kind}.docx")
    cells = [[cell.text for row in table.rows for cell in row.cells] for table in paper.tables]
    return cells, [line.text for line in paper.paragraphs if line.text]


TABLE = ["1", "белек"]
kept = ([TABLE], ["Тизме"])
seen("the table is last", back("last"), guess=kept, recorded=([], ["Тизме", "1белек"]))
seen("two tables are last", back("two"), guess=([TABLE * 2], ["Тизме"]), recorded=([], ["Тизме", "1белек1белек"]))
seen("an empty paragraph after it", back("paragraph"), guess=kept, recorded=kept)
finish()
PY
