#!/bin/sh
# pyHanko's text stamp prints a Kyrgyz signer's name as «þÿ :>; :>94C», and signs that.
#
# One would guess that a stamp «Кол койду: Достук айыл өкмөтү» is printed, or that a font that lacks the letters is
# refused. The stamp's default font is Courier; the text goes into the page as UTF-16 with its mark «þÿ», which a
# simple font shows byte by byte. The paper is signed, the signature is valid, and the stamp cannot be read.
#
# Versions: pyHanko 0.38.0; read back by pypdfium2 5.15.2. With an OpenType font of one's own the name is right.
#
# It matters because the visible stamp is all that a reader of the print sees of an electronic signature, and after
# signing it cannot be put right without signing again.
. "$(dirname "$0")/lib/start"
packages 'pyhanko[opentype]==0.38.0' cryptography==50.0.2 pikepdf==10.18.0 pypdfium2==5.15.2
modules dejavu-fonts-ttf@2.37.3
python - <<'PY'
import io

import pikepdf
import pypdfium2
import signer  # noqa: F401
from pyhanko import stamp
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import fields, signers
from seen import finish, seen

TEXT = "Кол койду: %(signer)s"
SHOWN = "Кол койду: Достук айыл өкмөтү"
paper = io.BytesIO()
blank = pikepdf.new()
blank.add_blank_page(page_size=(400, 200))
blank.save(paper)
hand = signers.SimpleSigner.load("k.pem", "c.pem")


def stamped(style):
    writer = IncrementalPdfFileWriter(io.BytesIO(paper.getvalue()))
    meta = signers.PdfSignatureMetadata(field_name="Signature", name="Достук айыл өкмөтү")
    field = fields.SigFieldSpec("Signature", box=(20, 50, 380, 150))
    signed = signers.PdfSigner(meta, signer=hand, stamp_style=style, new_field_spec=field).sign_pdf(writer)
    document = pypdfium2.PdfDocument(signed.getvalue())
    document.init_forms()
    page = document[0]
    page.flatten()
    return document[0].get_textpage().get_text_range()


print(ascii(stamped(stamp.TextStampStyle(stamp_text=TEXT))))
latin = stamped(stamp.TextStampStyle(stamp_text=TEXT))
seen("default font: «Кол койду» in what is shown", "Кол койду" in latin, guess=True, recorded=False)
seen("default font: how it begins", latin[:2], guess=SHOWN[:2], recorded="þÿ")
own = TextBoxStyle(font=GlyphAccumulatorFactory("node_modules/dejavu-fonts-ttf/ttf/DejaVuSerif.ttf"))
right = stamped(stamp.TextStampStyle(stamp_text=TEXT, text_box_style=own))
seen("a font with Kyrgyz", SHOWN in " ".join(right.split()), guess=True, recorded=True)
finish()
PY
