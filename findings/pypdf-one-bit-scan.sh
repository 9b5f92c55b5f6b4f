#!/bin/sh
# pypdf gives a black page for a one-bit scan that img2pdf wrapped from a PNG.
#
# One would guess that page.images[0].image is the picture that was scanned; it is for the same scan in grey, in a
# palette of two colours, or as TIFF G4. A black-and-white PNG goes into the PDF as it is (FlateDecode, Predictor 15,
# BitsPerComponent 1), which is valid; pikepdf and pdfium show it right. pypdf undoes the row filters as if the left
# neighbour of a byte stood 0 bytes away (a pixel is less than a byte; PNG says 1): nearly all of the page is black,
# the letters are smeared, and nothing is raised or logged.
#
# Versions: pypdf 7.1.1, img2pdf 0.6.3, pikepdf 10.18.0, Pillow 12.0.0.
#
# It matters because a scanned order or letter is just this: black and white. What OCR, a preview or a comparison of
# pictures gets through pypdf is rubbish while the file itself is sound. Take pictures out with pikepdf or pdfium.
. "$(dirname "$0")/lib/start"
packages pypdf==7.1.1 img2pdf==0.6.3 pikepdf==10.18.0 pypdfium2==5.15.2 pillow==12.0.0
python - <<'PY'
import io

import img2pdf
import pikepdf
import pypdf
import pypdfium2
from PIL import Image, ImageDraw
from seen import finish, seen

page = Image.new("L", (1654, 2339), 255)
draw = ImageDraw.Draw(page)
for line in range(40):
    draw.rectangle((150, 200 + line * 50, 150 + 25 * (line + 10), 220 + line * 50), fill=0)


def file_of(picture, kind, **options):
    kept = io.BytesIO()
    picture.save(kept, kind, **options)
    return img2pdf.convert(kept.getvalue())


def ink(picture):
    """Share of the dark in the picture, in hundredths of it."""
    return round(100 * sum(picture.convert("L").histogram()[:128]) / (picture.width * picture.height))


def by_pypdf(pdf):
    return ink(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images[0].image)


true = ink(page)
bilevel = file_of(page.convert("1"), "PNG")
opened = pikepdf.open(io.BytesIO(bilevel))
picture = next(iter(opened.pages[0].images.values()))
print("the scan in the file:", picture.Filter, picture.BitsPerComponent, "bit, predictor", picture.DecodeParms.Predictor)
seen("dark in the scan by pypdf, %", by_pypdf(bilevel), guess=true, recorded=98)
seen("by pikepdf", ink(pikepdf.PdfImage(picture).as_pil_image()), guess=true, recorded=true)
seen("drawn by pdfium", ink(pypdfium2.PdfDocument(bilevel)[0].render(scale=2.0).to_pil()), guess=true, recorded=true)
seen("grey PNG by pypdf", by_pypdf(file_of(page, "PNG")), guess=true, recorded=true)
g4 = file_of(page.convert("1"), "TIFF", compression="group4")
seen("TIFF G4 by pypdf", by_pypdf(g4), guess=true, recorded=true)
finish()
PY
