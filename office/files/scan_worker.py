"""The scanning room: pictures of pages that people bring are decoded here, in a child of their own, and
their QR codes are read.

`office/locked_room.py` starts it, `office/files/scan_codes.py` asks it. Nothing of the portal is imported
here: no settings, no secrets, no database.
"""

import io
import json
from base64 import b64decode

import pikepdf
import zxingcpp
from PIL import Image

from office import room_server

MAX_PAGES = 100
MAX_PIXELS = 60_000_000  # an A3 page at 400 dpi
LONGEST = 300  # characters of a code that are passed on

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def read_or_reason(request: dict) -> dict:
    """The codes of each page as JSON, or why they were not read."""
    try:
        return {"payload": json.dumps(read_codes(b64decode(request["data"]))).encode()}
    except MemoryError:
        return {"error": "size"}
    except Exception as error:
        return {"error": "size" if room_server.is_out_of_memory() else "other", "detail": repr(type(error))}


def read_codes(content: bytes) -> list[list[str]]:
    """The texts of the codes on each page of a PDF, on the one page of a picture."""
    if not content.startswith(b"%PDF-"):
        return [read_picture(Image.open(io.BytesIO(content)))]
    with pikepdf.open(io.BytesIO(content)) as paper:
        return [codes_of_page(page) for page in list(paper.pages)[:MAX_PAGES]]


def codes_of_page(page) -> list[str]:
    found = []
    for picture in page.images.values():
        try:
            found += read_picture(pikepdf.PdfImage(picture).as_pil_image())
        # A picture in a form that is not decoded here is a page without a code.
        except (pikepdf.UnsupportedImageTypeError, NotImplementedError, ValueError, OSError):
            continue
    return found


def read_picture(picture) -> list[str]:
    if picture.width * picture.height > MAX_PIXELS:
        return []
    grey = picture.convert("L")
    return [
        found.text[:LONGEST] for found in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    ]


if __name__ == "__main__":
    room_server.open_room(read_or_reason)
