#!/bin/sh
# Poppler's pdftotext takes the spaces out of a line made of single letters and figures only: «5 4 3» is «543».
#
# One would guess that a space drawn in the page stays a space, as pypdf and pdfminer give it. Poppler takes such a
# line for one letter-spaced word, like a heading «Б У Й Р У К»: probability and impact «5 5» become 55, «3 x 4»
# becomes «3x4», initials in a line of their own become one word; -layout does the same, -raw does not. With one word
# of two signs in the line («1 2 3 10», «Упай: 5 4 3») all spaces stay.
#
# Versions: poppler 22.12.0 (Debian 12); pypdf 7.1.1 and pdfminer.six 20260107 keep the spaces.
#
# It matters because scores, marks and numbers of columns of an official form stand alone in their lines: an import
# or a test that reads printed papers by pdftotext gets 543 for three scores, and it is a plausible number.
. "$(dirname "$0")/lib/start"
need pdftotext "poppler-utils"
packages reportlab==5.1.0 pypdf==7.1.1 pdfminer.six==20260107
modules dejavu-fonts-ttf@2.37.3
pdftotext -v 2>&1 | head -1
python - <<'PY'
import subprocess

import pypdf
from pdfminer.high_level import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from seen import finish, seen

LINES = ["5 4 3", "5 5", "3 x 4", "Б У Й Р У К", "А Б Үсөнов", "1 2 3 10", "Упай: 5 4 3"]
pdfmetrics.registerFont(TTFont("serif", "node_modules/dejavu-fonts-ttf/ttf/DejaVuSerif.ttf"))
paper = Canvas("scores.pdf")
paper.setFont("serif", 12)
for row, line in enumerate(LINES):
    paper.drawString(60, 780 - 40 * row, line)
paper.save()


def poppler(*options):
    text = subprocess.run(["pdftotext", *options, "scores.pdf", "-"], capture_output=True, text=True).stdout
    return [line.strip() for line in text.replace("\f", "").splitlines() if line.strip()]


GLUED = ["543", "55", "3x4", "БУЙРУК", "А Б Үсөнов", "1 2 3 10", "Упай: 5 4 3"]
seen("pdftotext", poppler(), guess=LINES, recorded=GLUED)
seen("pdftotext -layout", poppler("-layout"), guess=LINES, recorded=GLUED)
seen("pdftotext -raw", poppler("-raw"), guess=LINES, recorded=LINES)
mined = [line.strip() for line in extract_text("scores.pdf").replace("\f", "").splitlines() if line.strip()]
seen("pdfminer.six", mined, guess=LINES, recorded=LINES)
seen("pypdf", pypdf.PdfReader("scores.pdf").pages[0].extract_text().splitlines(), guess=LINES, recorded=LINES)
finish()
PY
