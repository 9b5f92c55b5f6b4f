#!/bin/sh
# docxcompose puts a landscape annex behind an order as portrait, without its footer.
#
# One would guess that appending a document keeps the page of each: that is what an annex is. Word keeps the page of
# a document's last section in the sectPr at the end of the body, and docxcompose takes over what stands before it: an
# annex of one section gets the order's paper, margins, header and footer. Only sections before the last keep theirs.
#
# Versions: docxcompose 2.2.0, python-docx 1.2.0.
#
# It matters because the register of risks and the plan are wide tables on landscape pages, annexed to an order: their
# columns run out of the page. Put a section break of the wanted page after the annex's last paragraph before composing.
. "$(dirname "$0")/lib/start"
packages docxcompose==2.2.0 python-docx==1.2.0
python - <<'PY'
import docx
from docx.enum.section import WD_ORIENT
from docxcompose.composer import Composer
from seen import finish, seen


def landscape(section):
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def composed(annex):
    order = docx.Document()
    order.add_paragraph("Буйрук")
    order.sections[0].footer.paragraphs[0].text = "буйрук"
    order.add_section()
    whole = Composer(order)
    whole.append(annex)
    return [
        ("landscape" if part.page_width > part.page_height else "portrait", part.footer.paragraphs[0].text)
        for part in order.sections
    ]


one = docx.Document()
one.add_paragraph("1-тиркеме")
landscape(one.sections[0])
one.sections[0].footer.paragraphs[0].text = "тиркеме"
seen(
    "annex of one landscape section",
    composed(one),
    guess=[("portrait", "буйрук"), ("landscape", "тиркеме")],
    recorded=[("portrait", "буйрук"), ("portrait", "буйрук")],
)
two = docx.Document()
two.add_paragraph("1-тиркеме")
landscape(two.sections[0])
two.add_section()
two.add_paragraph("аягы")
seen(
    "the pages, annex with a section break at its end",
    [page for page, footer in composed(two)],
    guess=["portrait", "landscape", "portrait"],
    recorded=["portrait", "landscape", "portrait"],
)
finish()
PY
