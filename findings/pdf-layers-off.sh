#!/bin/sh
# An order joined with a plan whose layer is switched off: the layer is seen in the joined paper, by all five tools.
#
# One would guess that pages put into another PDF look as they did. Which layers are off (the old border, the marks of
# the designer) stands in the catalogue of the file, not on the page: pikepdf, pypdf, PyMuPDF and qpdf bring the page
# and its layer and leave that list behind, and a layer nobody speaks of is on. pdfunite keeps it if the plan comes
# first and loses it if the order does, which is how annexes are joined. All end with 0 and without a warning.
#
# Versions: pikepdf 10.18.0, pypdf 7.1.1, PyMuPDF 2.0, qpdf 11.3.0 and poppler 22.12.0 (Debian 12).
#
# It matters because an order on land is signed as one file with its plan: the signed paper shows a border that was
# withdrawn, and the plan by itself does not. Take hidden layers out of a page before it is joined, or draw it anew
# (pdftocairo -pdf does).
. "$(dirname "$0")/lib/start"
need pdfunite "poppler-utils"
need qpdf "qpdf"
packages pikepdf==10.18.0 pypdf==7.1.1 PyMuPDF==2.0
qpdf --version | head -1
pdfunite -v 2>&1 | head -1
python - <<'PY'
import subprocess

import pikepdf
import pymupdf
import pypdf
from pikepdf import Array, Dictionary, Name, String
from seen import finish, seen

BORDER = b" /OC /Old BDC 1 0 0 rg 200 200 50 50 re f EMC"


def write(name, more=b"", *, layers=False):
    paper = pikepdf.new()
    page = paper.add_blank_page(page_size=(300, 300))
    page.Contents = paper.make_stream(b"0 0 1 rg 50 50 100 100 re f" + more)
    if layers:
        layer = paper.make_indirect(Dictionary(Type=Name.OCG, Name=String("Эски чек")))
        page.Resources = Dictionary(Properties=Dictionary(Old=layer))
        state = Dictionary(OFF=Array([layer]), Order=Array([layer]))
        paper.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=state)
    paper.save(name)


def red(name, page):
    """Red points of a page at 72 dpi, as poppler draws it."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), name], capture_output=True, check=True
    ).stdout
    points = drawn.split(b"\n255\n", 1)[1]
    return sum(points[place : place + 3] == b"\xff\x00\x00" for place in range(0, len(points), 3))


def by_pikepdf():
    order, plan = pikepdf.open("order.pdf"), pikepdf.open("plan.pdf")
    order.pages.extend(plan.pages)
    order.save("joined.pdf")


def by_pypdf():
    writer = pypdf.PdfWriter()
    for name in ("order.pdf", "plan.pdf"):
        writer.append(name)
    writer.write("joined.pdf")


def by_pymupdf():
    order = pymupdf.open("order.pdf")
    order.insert_pdf(pymupdf.open("plan.pdf"))
    order.save("joined.pdf")


def by_qpdf():
    subprocess.run("qpdf order.pdf --pages order.pdf plan.pdf -- joined.pdf".split(), check=True)


def by_pdfunite():
    subprocess.run("pdfunite order.pdf plan.pdf joined.pdf".split(), check=True)


write("order.pdf")
write("plan.pdf", BORDER, layers=True)
seen("red points of the plan by itself", red("plan.pdf", 1), guess=0, recorded=0)
for join in (by_pikepdf, by_pypdf, by_pymupdf, by_qpdf, by_pdfunite):
    join()
    what = f"of the plan behind its order, joined {join.__name__.replace('_', ' ')}"
    seen(what, red("joined.pdf", 2), guess=0, recorded=2500)
subprocess.run("pdfunite plan.pdf order.pdf joined.pdf".split(), check=True)
seen("of the plan before its order, joined by pdfunite", red("joined.pdf", 1), guess=0, recorded=0)
subprocess.run("pdftocairo -pdf plan.pdf drawn.pdf".split(), check=True)
write("order.pdf")
subprocess.run("pdfunite order.pdf drawn.pdf joined.pdf".split(), check=True)
seen("of the plan drawn anew by pdftocairo first", red("joined.pdf", 2), guess=0, recorded=0)
finish()
PY
