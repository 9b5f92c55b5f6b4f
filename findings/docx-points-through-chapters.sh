#!/bin/sh
# Points that run on through the chapters of an act begin anew in each chapter, by each of the readers tried.
#
# One would guess that a reader that numbers lists gives points 1 2 under chapter I and 3 4 under chapter II where the
# level says w:lvlRestart 0, «never restarts» (ECMA-376-1, 17.9.10): so acts and conduct standards are numbered, one
# list with Roman chapters and points under them. LibreOffice, pandoc and docx2python all write 1 2 and again 1 2,
# without a word.
#
# Versions: LibreOffice 7.4.7 (Debian 12), pandoc 3.9 (pypandoc_binary 1.17), docx2python 3.7.1, python-docx 1.2.0 for
# making the file.
#
# It matters because an act is cited by its points: the PDF that LibreOffice makes of the Word text has other numbers
# than the signed paper, and «3-пункт» is nowhere in it.
. "$(dirname "$0")/lib/start"
need soffice "libreoffice-writer"
packages python-docx==1.2.0 pypandoc_binary==1.17 docx2python==3.7.1
soffice --version
cat >make.py <<'PY'
import docx
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
paper = docx.Document()
numbering = paper.part.numbering_part.element
levels = "".join(
    f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{restart}'
    f'<w:lvlText w:val="%{place + 1}."/><w:lvlJc w:val="left"/></w:lvl>'
    for place, (form, restart) in enumerate([("upperRoman", ""), ("decimal", '<w:lvlRestart w:val="0"/>')])
)
kind = '<w:multiLevelType w:val="multilevel"/>'
numbering.insert(
    0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="91">{kind}{levels}</w:abstractNum>')
)
numbering.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
for text, level in (("Бөлүм", 0), ("акча", 1), ("буюм", 1), ("Бөлүм", 0), ("кызмат", 1), ("белек", 1)):
    paragraph = paper.add_paragraph(text)._p
    paragraph.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
    )
paper.save("points.docx")
PY
python make.py
office --convert-to "txt:Text (encoded):UTF8" points.docx
python - <<'PY'
import docx2python
import pypandoc
from seen import finish, seen


def numbers(text):
    """The marks before the four points, as they stand."""
    lines = [" ".join(line.split()) for line in text.replace("\ufeff", "").splitlines() if line.strip()]
    return [
        line.partition(word)[0].strip(" .)")
        for word in ("акча", "буюм", "кызмат", "белек")
        for line in lines
        if word in line
    ]


GUESS = ["1", "2", "3", "4"]
ANEW = ["1", "2", "1", "2"]
print("pandoc", pypandoc.get_pandoc_version())
with open("points.txt", encoding="utf-8") as text:
    seen("LibreOffice", numbers(text.read()), guess=GUESS, recorded=ANEW)
seen("pandoc", numbers(pypandoc.convert_file("points.docx", "plain")), guess=GUESS, recorded=ANEW)
seen("docx2python", numbers(docx2python.docx2python("points.docx").text), guess=GUESS, recorded=ANEW)
finish()
PY
