#!/bin/sh
# LibreOffice without a window makes PDF and text with the words that a tracked change has deleted.
#
# One would guess that converting a paper gives the text as it stands, as mammoth and pandoc do. Both the old words and
# the new come out one after the other: in the PDF the old ones are struck through in yellow, as in the window; in the
# text of that PDF, in plain text and in HTML nothing tells them apart: «Айып эки жүзбир жүз сом» for a fine of 100
# where 200 had been struck out. The same for .docx and .odt; exit 0.
#
# Versions: LibreOffice 7.4.7 (Debian 12); mammoth 1.13.0 leaves the deleted words out.
#
# It matters because drafts of orders go round with tracked changes, and `soffice --convert-to pdf` is how a server
# prints, indexes and publishes them: the rejected wording goes out, and a sum is read wrong. Accept the changes first.
. "$(dirname "$0")/lib/start"
need soffice "libreoffice-writer"
packages python-docx==1.2.0 mammoth==1.13.0 pypdfium2==5.15.2
soffice --version
python - <<'PY'
import docx
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WHO = 'w:id="1" w:author="А" w:date="2026-04-08T10:00:00Z"'
order = docx.Document()
line = order.add_paragraph("Айып ")._p
line.append(parse_xml(f"<w:del {W} {WHO}><w:r><w:delText>эки жүз</w:delText></w:r></w:del>"))
line.append(parse_xml(f"<w:ins {W} {WHO}><w:r><w:t>бир жүз</w:t></w:r></w:ins>"))
line.append(parse_xml(f'<w:r {W}><w:t xml:space="preserve"> сом.</w:t></w:r>'))
order.save("order.docx")
PY
office --convert-to pdf order.docx
office --convert-to "txt:Text (encoded):UTF8" order.docx
office --convert-to odt --outdir odt order.docx
office --convert-to "txt:Text (encoded):UTF8" --outdir odt odt/order.odt
python - <<'PY'
import pathlib

import mammoth
import pypdfium2
from seen import finish, seen

GUESS = "Айып бир жүз сом."
BOTH = "Айып эки жүзбир жүз сом."
pdf = pypdfium2.PdfDocument("order.pdf")[0].get_textpage().get_text_range().strip()
seen("PDF of .docx", pdf, guess=GUESS, recorded=BOTH)
seen("text of .docx", pathlib.Path("order.txt").read_text("utf-8-sig").strip(), guess=GUESS, recorded=BOTH)
seen("text of .odt", pathlib.Path("odt/order.txt").read_text("utf-8-sig").strip(), guess=GUESS, recorded=BOTH)
seen("mammoth", mammoth.extract_raw_text("order.docx").value.strip(), guess=GUESS, recorded=GUESS)
finish()
PY
