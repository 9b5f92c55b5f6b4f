#!/bin/sh
# The number «№ 281-р» of a Word paper is «281р» by docx2python, and another text by each other reader.
#
# One would guess that the no-break hyphen that Word makes of Ctrl+Shift+Hyphen (w:noBreakHyphen) is «-» or «‑», and
# that the place where a word may be broken (w:softHyphen) is left out, everywhere. docx2python drops both, so the
# number changes; python-docx makes «-» and drops the soft one; mammoth and pandoc keep U+2011 and U+00AD, which no
# search for «281-р» or «жөнү» finds.
#
# Versions: python-docx 1.2.0, docx2python 3.7.1, mammoth 1.13.0, pandoc 3.9 (pypandoc_binary 1.17).
#
# It matters because typists put the no-break hyphen just into numbers of orders and double names, lest they be torn:
# a register filled by one reader and searched by another never meets, and «281р» is another number.
. "$(dirname "$0")/lib/start"
packages python-docx==1.2.0 docx2python==3.7.1 mammoth==1.13.0 pypandoc_binary==1.17
python - <<'PY'
import docx
import docx2python
import mammoth
import pypandoc
from docx.oxml import parse_xml
from seen import finish, seen

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
paper = docx.Document()
run = "<w:t>№ 281</w:t><w:noBreakHyphen/><w:t>р аты</w:t><w:softHyphen/><w:t>жөнү</w:t>"
paper.add_paragraph()._p.append(parse_xml(f"<w:r {W}>{run}</w:r>"))
paper.save("number.docx")
GUESS = "№ 281-р атыжөнү"
KEPT = "№ 281\u2011р аты\u00adжөнү"
seen("python-docx", docx.Document("number.docx").paragraphs[0].text, guess=GUESS, recorded=GUESS)
seen("docx2python", docx2python.docx2python("number.docx").text.strip(), guess=GUESS, recorded="№ 281р атыжөнү")
seen("mammoth", mammoth.extract_raw_text("number.docx").value.strip(), guess=GUESS, recorded=KEPT)
seen("pandoc", pypandoc.convert_file("number.docx", "plain").strip(), guess=GUESS, recorded=KEPT)
finish()
PY
