#!/bin/sh
# WeasyPrint tags a table of three pages as three tables, each with its heading, in a file that says it is PDF/UA.
#
# One would guess that the heading repeated on each page is an artifact and the table is one, as Chromium and
# LibreOffice tag it, and that <th scope=col> becomes /Scope. There is a Table with a THead for every page, no TH has
# a scope, and the ids that TD point to (Headers) stand in no IDTree, where ISO 32000 wants them.
#
# Versions: WeasyPrint 70.0; seen beside it: Chromium 156 (one Table, two TH with Scope, an IDTree), LibreOffice 7.4.7.
#
# It matters because registers are long tables: a reader by ear is told three tables of unknown columns, and the
# metadata claim PDF/UA-1. Join them with pikepdf afterwards, or do not claim it.
. "$(dirname "$0")/lib/start"
packages weasyprint==70.0 pikepdf==10.18.0
python - <<'PY'
import io
from collections import Counter

import pikepdf
import weasyprint
from seen import finish, seen

ROWS = "".join(f"<tr><td>{number}<td>иш-чара" for number in range(80))
HEAD = "<thead><tr><th scope=col>№<th scope=col>Иш-чара</thead>"
HTML = f"<html lang=ky><title>План</title><h1>План</h1><table>{HEAD}<tbody>{ROWS}</table>"
pdf = pikepdf.open(io.BytesIO(weasyprint.HTML(string=HTML).write_pdf(pdf_variant="pdf/ua-1")))
tree = pdf.Root.StructTreeRoot
count, scoped = Counter(), 0


def walk(element):
    global scoped
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            count[str(kid.S)] += 1
            scoped += kid.S == "/TH" and "/Scope" in kid.get("/A", {})
            walk(kid)


walk(tree)
pages = len(pdf.pages)
seen("pages", pages, guess=3, recorded=3)
seen("Table, THead, TH", (count["/Table"], count["/THead"], count["/TH"]), guess=(1, 1, 2), recorded=(3, 3, 6))
seen("TH with a scope", scoped, guess=2, recorded=0)
seen("there is an IDTree", "/IDTree" in tree, guess=True, recorded=False)
seen("part of PDF/UA that the metadata claim", pdf.open_metadata().get("pdfuaid:part"), guess="1", recorded="1")
finish()
PY
