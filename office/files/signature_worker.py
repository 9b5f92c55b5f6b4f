"""The signing room: electronic signatures of a PDF are checked here, and made with a key given for that once.

`office/locked_room.py` starts it, `office/files/electronic_signatures.py` asks it. Nothing of the portal is
imported here: no settings, no secrets, no database, no network. A key lives as long as the child that signs.
"""

import io
import json
from base64 import b64decode

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from office import room_server


def answer_or_reason(request: dict) -> dict:
    """The signed PDF, or the signatures of one as JSON; else the key of the reason."""
    try:
        pdf = b64decode(request["pdf"])
        if "key" in request:
            return {"payload": sign_pdf(pdf, b64decode(request["key"]), request["password"])}
        roots = [x509.Certificate.load(b64decode(root)) for root in request["roots"]]
        return {"payload": json.dumps(read_signatures(pdf, roots)).encode()}
    except KeyRefused:
        return {"error": "key"}
    except MemoryError:
        return {"error": "size"}
    # The bytes of a stranger: whatever the parsers meet in them is a file that is not read.
    except Exception as error:
        return {"error": "size" if room_server.is_out_of_memory() else "other", "detail": repr(type(error))}


class KeyRefused(Exception):
    """The file holds no key, or the password does not open it."""


def sign_pdf(pdf: bytes, key: bytes, password: str) -> bytes:
    """The PDF with one more signature (PAdES, invisible); what stood before stays byte for byte."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(key, [], password.encode())
    except ValueError:
        signer = None
    if signer is None:
        raise KeyRefused
    number = len(PdfFileReader(io.BytesIO(pdf)).embedded_signatures) + 1
    about = signers.PdfSignatureMetadata(
        field_name=f"Signature{number}", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), about, signer=signer).getvalue()


def read_signatures(pdf: bytes, roots: list) -> list[dict]:
    """Of each signature, in their order: who signed as the certificate says, and what the check gave."""
    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return [read_signature(one, roots) for one in found]


# What names a signer in a certificate, the first that is there of each line.
NAMES = (("common_name", "surname", "pseudonym"), ("title",), ("organization_name",))


def name_words(subject: dict) -> str:
    """«Б. Асанов, Башчы, Достук айыл өкмөтү»: the words of a certificate without its English labels."""
    found = (next((subject[key] for key in keys if subject.get(key)), "") for keys in NAMES)
    words = (", ".join(one) if isinstance(one, list) else str(one) for one in found)
    return ", ".join(dict.fromkeys(filter(None, words)))


def read_signature(one, roots: list) -> dict:
    """`whole`: the bytes it covers are those that were signed, and nothing but further signatures follows."""
    certificate = one.signer_cert
    about = {
        "signer": name_words(certificate.subject.native) if certificate else "",
        "whole": False,
        "trusted": False,
    }
    try:
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = validate_pdf_signature(one, context)
    except (PdfError, ValueError, TypeError, KeyError):
        return about
    about["whole"] = bool(status.intact and status.valid and status.docmdp_ok is not False)
    about["trusted"] = bool(about["whole"] and status.trusted and status.bottom_line)
    return about


if __name__ == "__main__":
    room_server.open_room(answer_or_reason)
