"""A paper of words and tables, once as HTML for the PDF (`print/document.html`) and once as an editable Word
file.

    {"title": "…", "parts": [
        {"heading": "1. Жалпы маалымат"},
        {"text": "…"},                               one paragraph
        {"facts": [("Кутучанын мөөрү", "№ 12"), …]},  lines «name: value»
        {"table": Table},                            of `office/papers/sheet.py`, with a title of its own or
        ""
        {"chart": {…}, "table": Table},              drawn in the PDF, in Word its table alone
     ],
     "place": "Пахта-Дөбө айылы", "date": "2026-жылдын 25-ноябры", "signatures": [{"post", "name", "seal"}]}

JSON-able, so that it can be frozen. Pure: no database, no models.
"""

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from office.papers.package import LANGUAGES, stable_zip
from office.papers.word import add_line, add_signature, page_of_word, set_page, set_style, table_xml

TALL = "portrait"


def to_word(paper: Mapping[str, Any], mark: str = "") -> bytes:
    """The paper as a Word file, A4 upright; the same paper gives the same bytes.

    `mark` stands above every page («ДОЛБООР»).
    """
    own = paper.get("page")
    page = page_of_word(TALL, own)
    width = page["size"][0] - page["left"] - page["right"]
    word = docx.Document()
    set_page(word, page, mark)
    set_style(word, LANGUAGES["ky"])
    title = add_line(word, paper["title"], bold=True)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(11)
    if paper.get("date"):
        add_line(word, f"{paper['date']}    {paper.get('place', '')}".rstrip())
    for part in paper["parts"]:
        write_part(word, part, width, own)
    for signature in paper.get("signatures") or ():
        add_signature(word, signature["post"], signature["name"], width)
    out = io.BytesIO()
    word.save(out)
    return stable_zip(out.getvalue(), {"title": paper["title"], "language": "ky"})


def write_part(word, part, width, own=None):
    if "heading" in part:
        line = add_line(word, part["heading"], bold=True)
        line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(11), True
    if "text" in part:
        line = add_line(word, part["text"])
        line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        line.paragraph_format.first_line_indent, line.paragraph_format.space_after = Mm(12.5), Pt(4)
    for name, value in part.get("facts", ()):
        add_line(word, f"{name}: {value}")
    if "table" in part:
        put_table(word, part["table"], width, own)


def put_table(word, table, width, own=None):
    if table["title"]:
        add_line(word, table["title"], bold=True).paragraph_format.keep_with_next = True
    word.element.body.insert(-1, parse_xml(table_xml(table, width, own)))
    add_line(word, "")
