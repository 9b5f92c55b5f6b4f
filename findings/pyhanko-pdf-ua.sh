#!/bin/sh
# A PDF/UA paper signed by pyHanko still says that it is PDF/UA, and no longer is.
#
# One would guess that a signer that keeps the bytes and adds a field either tags the field or drops the claim. The
# new widget stands on the page outside the structure tree: no StructParent, no Form element, no alternate text (TU),
# which PDF/UA-1 7.18 asks of a widget that is seen; the metadata go on saying pdfuaid:part 1.
#
# Versions: pyHanko 0.38.0, WeasyPrint 70.0, pikepdf 10.18.0.
#
# It matters because an order is made accessible first and signed last: the file that is published is the signed one,
# and a check before signing proves nothing. The tag must be made with an empty field before signing.
. "$(dirname "$0")/lib/start"
packages pyhanko==0.38.0 cryptography==50.0.2 weasyprint==70.0 pikepdf==10.18.0
python - <<'PY'
import io

import pikepdf
import signer  # noqa: F401
import weasyprint
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from seen import finish, seen

HTML = "<html lang=ky><title>Буйрук</title><h1>Буйрук</h1><p>Комиссия түзүлсүн.</p>"
paper = weasyprint.HTML(string=HTML).write_pdf(pdf_variant="pdf/ua-1")
hand = signers.SimpleSigner.load("k.pem", "c.pem")


def tags(element):
    """Names of all elements of the structure tree below `element`."""
    names = []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            names += ([str(kid.S)] if "/S" in kid else []) + tags(kid)
    return names


writer = IncrementalPdfFileWriter(io.BytesIO(paper))
meta = signers.PdfSignatureMetadata(field_name="Signature")
spec = fields.SigFieldSpec("Signature", box=(50, 50, 250, 100))
signed = pikepdf.open(signers.PdfSigner(meta, signer=hand, new_field_spec=spec).sign_pdf(writer))
widget = signed.pages[0].Annots[0]
has = [key for key in ("/StructParent", "/TU") if key in widget]
seen("the field's tag and alternate text", has, guess=["/StructParent", "/TU"], recorded=[])
seen("Form in the structure tree", "/Form" in tags(signed.Root.StructTreeRoot), guess=True, recorded=False)
claim = signed.open_metadata().get("pdfuaid:part")
seen("part of PDF/UA that the metadata claim", claim, guess=None, recorded="1")
finish()
PY
