"""The printing room: a server process with an almost empty environment that forks a fresh child for every
paper.

`office/locked_room.py` starts it. Nothing of Django is imported here: no settings, no secrets, no database.
The heavy modules are imported once, in the server. What a paper may read is the list `ASSETS`; what it may
use, its request says. The font map is made in the child: Pango keeps a thread for each, and threads do not
survive a fork.
"""

import base64
import io
import json
import logging
import os
import re
import shutil
import socket
import tempfile
import urllib.parse
from pathlib import Path

from office import room_server
from office.room_server import is_out_of_memory

ROOT = Path(__file__).resolve().parents[2]
DRAFT = ROOT / "static/draft.svg"
ASSETS = {
    "asset:/print.css": (ROOT / "static/print.css", "text/css"),
    "asset:/draft.svg": (DRAFT, "image/svg+xml"),
}
# Only the four packaged faces of Tinos: a paper has the same bytes on every machine, and a letter Tinos lacks
# is noticed.
FONTS = ROOT / "node_modules/@expo-google-fonts/tinos"
FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""
TABLE = Path(__file__).with_name("table.typ")
PAGES = Path(__file__).with_name("pages.typ")
DOTS, GREYS = 80, 16  # an inch of a page's picture; enough for letters of print
MISSING = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)", re.DOTALL)
ENDS_STAND_ALONE = """
let page-of(found) = found.location().page()
let (rows, ends) = (query(<rows>), query(<ends>))
rows.len() > 0 and ends.len() > 0 and page-of(rows.last()) < page-of(ends.first())
"""


def run_worker():
    """Serve until the portal closes its end of the socket."""
    with (
        tempfile.TemporaryDirectory(prefix="print-room-") as folder,
        socket.socket(fileno=os.dup(0)) as control,
    ):
        room_server.leave_network()
        Path(folder, "fonts.conf").write_text(FONTS_CONF.format(fonts=FONTS, cache=folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = f"{folder}/fonts.conf"
        tempfile.tempdir = folder
        for file in (TABLE, PAGES, DRAFT):
            shutil.copy(file, folder)
        load_libraries()
        room_server.serve_requests(control, render_or_reason)


def load_libraries():
    """Import what every paper needs, once for all children."""
    import pikepdf  # noqa: F401
    import segno  # noqa: F401
    import typst  # noqa: F401
    import weasyprint  # noqa: F401

    urllib.parse.uses_relative.append("asset")
    room_server.share_memory()


def render_or_reason(request: dict) -> dict:
    """The result of setting the paper, or the reason why it failed."""
    try:
        if "pages" in request:
            return draw_pages(request)
        made = set_table(request["table"]) if "table" in request else render_pdf(request)
        if "stamp" in request and "payload" in made:
            made["payload"] = stamp(made["payload"], request["stamp"])
        return made
    except MemoryError:
        return {"error": "size"}
    except BaseException as error:  # so are the fetcher's refusal and a panic of Typst
        reason = failure_reason(error)
        return {
            "error": "unset" if reason == "other" and "table" in request else reason,
            "detail": str(error),
        }


def failure_reason(error: BaseException) -> str:
    """The key of `printing.REASONS` for what a library raised."""
    if is_refusal(error):
        return "asset"
    return "size" if is_out_of_memory() else "other"


def is_refusal(error: BaseException) -> bool:
    from weasyprint.urls import FatalURLFetchingError

    return isinstance(error, FatalURLFetchingError)


class MessageLog(logging.Handler):
    """Keeps WeasyPrint's messages of one paper."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def make_fetcher():
    """A fetcher that knows the scheme `asset:` and the listed names; anything else ends the paper."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Packaged(URLFetcher):
        def fetch(self, url, headers=None):
            if url not in ASSETS:
                raise FatalURLFetchingError(url)
            path, kind = ASSETS[url]
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return Packaged(allowed_protocols=("asset",), fail_on_errors=True)


def render_pdf(request: dict) -> dict:
    """Set `request["html"]` as a tagged PDF; `request["css"]` is added after the paper's own stylesheet
    (margins, size).
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    log = MessageLog()
    logging.getLogger("weasyprint").handlers[:] = [log]
    fonts, packaged = FontConfiguration(), make_fetcher()
    document = HTML(string=request["html"], base_url="asset:/", url_fetcher=packaged)
    extra = CSS(string=request["css"], url_fetcher=packaged, font_config=fonts)
    # Hints: the widths of columns are attributes, for the browser's preview allows no inline style.
    pdf = document.write_pdf(
        stylesheets=[extra],
        finisher=table_finisher(document.etree_element),
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=True,
        presentational_hints=True,
    )
    missing = sorted({chr(int(found[1], 16)) for line in log.lines if (found := MISSING.match(line))})
    if missing:
        return {"error": "letters", "detail": " ".join(missing), "log": missing}
    return {"log": log.lines, "payload": pdf}


def set_table(paper: dict) -> dict:
    """Set `table.typ` with `paper` as a tagged PDF. Its folder has the mark of a draft, nothing else."""
    import typst

    folder = tempfile.gettempdir()
    compiler = typst.Compiler(f"{folder}/{TABLE.name}", folder, [FONTS], ignore_system_fonts=True)
    pdf = compile_table(compiler, paper)
    if may_part(paper) and ends_stand_alone(compiler):
        pdf = compile_table(compiler, paper | {"parted": True})
    return {"payload": pdf}


def stamp(pdf: bytes, codes: dict) -> bytes:
    from office.papers.page_stamps import stamp_pages

    return stamp_pages(pdf, codes)


def draw_pages(request: dict) -> dict:
    """Pages of the PDF `request["pdf"]` (base64) as PNG pictures in greys, a JSON list of base64."""
    import typst

    folder = tempfile.gettempdir()
    compiler = typst.Compiler(f"{folder}/{PAGES.name}", folder, [FONTS], ignore_system_fonts=True)
    paper = {"pdf": list(base64.b64decode(request["pdf"])), "pages": request["pages"]}
    drawn = compiler.compile(sys_inputs={"paper": json.dumps(paper)}, format="png", ppi=DOTS)
    pictures = drawn if isinstance(drawn, list) else [drawn]
    return {"payload": json.dumps([base64.b64encode(in_greys(one)).decode() for one in pictures]).encode()}


def in_greys(picture: bytes) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("L").quantize(GREYS).save(out, "PNG", optimize=True)
    return out.getvalue()


def may_part(paper: dict) -> bool:
    """Whether the last row may go over to the page of the signatures."""
    last = paper["groups"][-1] if paper["groups"] else {"rows": []}
    return not paper["notes"] and len(last["rows"]) > 0 and len(last["rows"]) - 1 not in last["tall"]


def compile_table(compiler, paper: dict) -> bytes:
    return compiler.compile(sys_inputs={"paper": json.dumps(paper)}, pdf_standards=["ua-1"], format="pdf")


def ends_stand_alone(compiler) -> bool:
    """Whether signatures or check begin on a page after that of the last row."""
    return compiler.eval(ENDS_STAND_ALONE, format="json") == "true"


def table_finisher(root):
    """A finisher of WeasyPrint for the tables under the element `root`."""
    from office.papers.table_tags import TableTags

    parents = {child: element for element in root.iter() for child in element}
    return lambda document, pdf: TableTags(pdf, parents).finish(document)


if __name__ == "__main__":
    run_worker()
