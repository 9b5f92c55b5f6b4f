"""The one door to electronic signatures of a PDF: made and checked in a locked room, never in a worker of the
server.
"""

import json
import logging
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from office.files.models import WrongFile
from office.locked_room import LockedRoom

LIMITS = {"seconds": 60, "megabytes": 2048}
PEM = b"-----BEGIN CERTIFICATE-----"
REASONS = {
    "key": _("The file holds no key, or the password does not open it."),
    "other": _("The file is damaged or no PDF that can be signed."),
    "size": _("The file is too large to be signed here."),
    "time": _("The file is too large to be signed here."),
    "room": _("Signatures cannot be made or checked at the moment: tell the administrator."),
}
signing_room = LockedRoom("office.files.signature_worker")


@dataclass(frozen=True)
class PdfSignature:
    """One signature of a PDF.

    `signer` as the certificate says; `whole`: what was signed is what the file holds; `trusted`: the
    certificate leads to a root that the administrator installed and held on the day of the check.
    """

    signer: str
    whole: bool
    trusted: bool


def sign_pdf(pdf: bytes, key: bytes, password: str) -> bytes:
    """The PDF with one more invisible signature (PAdES), the bytes before it unchanged. WrongFile.

    `key` is a PKCS#12 file. It goes to the room and nowhere else.
    """
    return ask_room({"pdf": encoded(pdf), "key": encoded(key), "password": password})


def read_signatures(pdf: bytes) -> list[PdfSignature]:
    """The signatures of a PDF, checked against the roots of the administrator. WrongFile."""
    found = ask_room({"pdf": encoded(pdf), "roots": [encoded(root) for root in trusted_roots()]})
    return [PdfSignature(**one) for one in json.loads(found)]


def ask_room(request: dict) -> bytes:
    answer, payload = signing_room.read(request | LIMITS)
    if not answer["error"]:
        return payload
    logging.getLogger(__name__).warning("the signing room: %s %s", answer["error"], answer["detail"])
    raise WrongFile(REASONS[answer["error"]])


def encoded(content: bytes) -> str:
    return b64encode(content).decode()


def trusted_roots() -> list[bytes]:
    """The certificates (DER) in the folder `PORTAL_SIGNATURE_ROOTS`; none without it."""
    if not settings.SIGNATURE_ROOTS:
        return []
    files = sorted(Path(settings.SIGNATURE_ROOTS).glob("*"))
    return [as_der(file.read_bytes()) for file in files if file.suffix in (".pem", ".crt", ".cer", ".der")]


def as_der(content: bytes) -> bytes:
    """A certificate as DER, whether it came so or as PEM."""
    if PEM not in content:
        return content
    body = content.partition(PEM)[2].partition(b"-----END")[0]
    return b64decode(b"".join(body.split()))
