#!/bin/sh
# Points «а) б) в)» of a Word paper become 1) 2) 3), bullets or points of the list above, by the reader that one takes.
#
# One would guess that a reader of .docx that numbers lists at all gives the letters of w:numFmt russianLower, or
# leaves the mark out. pandoc writes «1)»; docx2python writes «--» as for a bullet; mammoth and markitdown, its child,
# put the lettered points into the list of the numbered one before them, where «а)» is 2 and «б)» is 3. LibreOffice
# and Word write а) б) в), without ё and й.
#
# Versions: pandoc 3.9 (pypandoc_binary 1.17), docx2python 3.7.1, mammoth 1.13.0, markitdown 0.1.9,
# python-docx 1.2.0 for making the file.
#
# It matters because acts cite «1-пункттун в) пунктчасы»: the letter is the address of the rule. The text is all there,
# the address is gone or, worse, is a number that another rule has.
. "$(dirname "$0")/lib/start"
packages python-docx==1.2.0 pypandoc_binary==1.17 docx2python==3.7.1 mammoth==1.13.0 markitdown==0.1.9
python - <<'PY'
import re

import docx
import docx2python
import mammoth
import markitdown
import pypandoc
from docx.oxml import parse_xml
from seen import finish, seen

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
paper = docx.Document()
numbering = paper.part.numbering_part.element
for number, form, text in ((91, "decimal", "%1."), (92, "russianLower", "%1)")):
    level = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
    kind = '<w:multiLevelType w:val="singleLevel"/>'
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="{number}">{kind}<w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    )
for text, number in (("белек", 91), ("акча", 92), ("буюм", 92), ("кызмат", 92)):
    paragraph = paper.add_paragraph(text)._p
    paragraph.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
    )
paper.save("points.docx")


def lines(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


GUESS = ["1. белек", "а) акча", "б) буюм", "в) кызмат"]
print("pandoc", pypandoc.get_pandoc_version())
came = lines(pypandoc.convert_file("points.docx", "plain"))
seen("pandoc", came, guess=GUESS, recorded=["1. белек", "1) акча", "2) буюм", "3) кызмат"])
came = lines(docx2python.docx2python("points.docx").text)
seen("docx2python", came, guess=GUESS, recorded=["1) белек", "-- акча", "-- буюм", "-- кызмат"])
came = re.findall(r"<ol>.*?</ol>", mammoth.convert_to_html("points.docx").value)
one = ["<ol><li>белек</li><li>акча</li><li>буюм</li><li>кызмат</li></ol>"]
seen("mammoth", came, guess=["a list in the list"], recorded=one)
came = lines(markitdown.MarkItDown().convert("points.docx").text_content)
seen("markitdown", came, guess=GUESS, recorded=["1. белек", "2. акча", "3. буюм", "4. кызмат"])
finish()
PY
