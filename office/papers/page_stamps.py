"""The QR code at the foot of every page of a signed print: the address of its check page, with the number of
the page and of all pages. Drawn after the paper was set, for only then its pages are counted.
"""

import io

import pikepdf
import segno

SIZE, FOOT = 14, 4  # millimetres: the code and what printers leave blank under it
POINT = 72 / 25.4  # points of a millimetre


def stamp_pages(paper: bytes, stamp: dict) -> bytes:
    """The PDF with a code on every page. `stamp`: the `url`, the margins `right` and `bottom` in millimetres.

    The same paper gives the same bytes.
    """
    size = max(10, min(SIZE, stamp["bottom"] - FOOT - 1))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            address = f"{stamp['url']}?p={number}.{len(pdf.pages)}"
            left = float(page.mediabox[2]) - (stamp["right"] + size) * POINT
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n" + draw_code(address, left, FOOT * POINT, size * POINT))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def draw_code(address: str, left: float, foot: float, size: float) -> bytes:
    """The operators of a page that draw the code; points. An artifact of the page, no part of its text."""
    rows = segno.make(address, error="m", micro=False).matrix
    step = size / len(rows)
    bars = []
    for at, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start + 1
            while end < len(row) and row[end] == row[start]:
                end += 1
            if row[start]:
                bars.append(f"{start} {len(rows) - at - 1} {end - start} 1 re")
            start = end
    frame = f"{step:.4f} 0 0 {step:.4f} {left:.3f} {foot:.3f} cm"
    return "\n".join(["/Artifact BMC q 0 g", frame, *bars, "f Q EMC\n"]).encode()
