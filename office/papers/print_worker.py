"""The printing room: a server process with an almost empty environment that forks a fresh child for every
paper.

`office/papers/printing.py` starts it as a script, one end of a socket pair as its standard input. A message
on that socket carries the connection of one paper; the child reads a JSON request from it, answers and is
gone. Nothing of Django is imported here: no settings, no secrets, no database. The heavy modules are imported
once, in the server. What a paper may read is the list `ASSETS`; what it may use, its request says. The font
map is made in the child: Pango keeps a thread for each, and threads do not survive a fork.
"""

import contextlib
import gc
import json
import logging
import os
import re
import resource
import shutil
import signal
import socket
import sys
import tempfile
import urllib.parse
from pathlib import Path

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
MISSING = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)", re.DOTALL)
ENDS_STAND_ALONE = """
let page-of(found) = found.location().page()
let (rows, ends) = (query(<rows>), query(<ends>))
rows.len() > 0 and ends.len() > 0 and page-of(rows.last()) < page-of(ends.first())
"""
STATUS = Path("/proc/self/status")
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000


def run_worker():
    """Serve until the portal closes its end of the socket."""
    with (
        tempfile.TemporaryDirectory(prefix="print-room-") as folder,
        socket.socket(fileno=os.dup(0)) as control,
    ):
        leave_network()
        Path(folder, "fonts.conf").write_text(FONTS_CONF.format(fonts=FONTS, cache=folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = f"{folder}/fonts.conf"
        tempfile.tempdir = folder
        for file in (TABLE, DRAFT):
            shutil.copy(file, folder)
        load_libraries()
        serve_requests(control)


def leave_network():
    """A second belt under the fetcher: no network device at all, where the kernel lets an ordinary process
    ask for that.
    """
    if hasattr(os, "unshare"):
        with contextlib.suppress(OSError):
            os.unshare(NEW_USER | NEW_NETWORK)


def load_libraries():
    """Import what every paper needs and keep the collector off these pages of memory, so that children share
    them.
    """
    import typst  # noqa: F401
    import weasyprint  # noqa: F401

    urllib.parse.uses_relative.append("asset")
    gc.collect()
    gc.freeze()
    gc.disable()


def serve_requests(control: socket.socket):
    """Fork one child for each connection; the system reaps them."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        _, connections, *_ = socket.recv_fds(control, 1, 1)
        if not connections:
            return
        if os.fork() == 0:
            control.close()
            answer_request(socket.socket(fileno=connections[0]))
        os.close(connections[0])


def answer_request(connection: socket.socket):
    """Answer one request in the forked child and exit; never returns."""
    try:
        with connection.makefile("rb") as incoming:
            request = json.load(incoming)
        limit_resources(connection, request["seconds"], request["megabytes"])
        send_reply(connection, **render_or_reason(request))
    finally:
        os._exit(0)


def render_or_reason(request: dict) -> dict:
    """The result of setting the paper, or the reason why it failed."""
    try:
        return set_table(request["table"]) if "table" in request else render_pdf(request)
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


def is_out_of_memory() -> bool:
    """Whether this process has come within an eighth of its limit of addresses.

    Libraries in C answer a refused allocation with whatever they have at hand (SystemError, OSError, an error
    of their own), not always with MemoryError.
    """
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    peak = re.search(r"VmPeak:\s+(\d+) kB", STATUS.read_text()) if STATUS.exists() else None
    return limit != resource.RLIM_INFINITY and peak is not None and int(peak[1]) << 10 > limit * 7 // 8


def send_reply(connection: socket.socket, error="", detail="", log=(), pdf=b""):
    """A JSON line `{"error", "detail", "log"}`, then the PDF when there is no error.

    With the error "letters" `log` is the whole list of the characters; `detail` is cut.
    Nothing interrupts it.
    """
    for alarm in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(alarm, signal.SIG_IGN)
    head = json.dumps({"error": error, "detail": detail[:500], "log": list(log)})
    connection.sendall(head.encode() + b"\n" + pdf)


def limit_resources(connection: socket.socket, seconds: int, megabytes: int):
    """Processor time, wall clock, memory, no file written.

    A Python handler says why; a second later the kernel ends it anyway.
    """

    def out_of_time(*_):
        send_reply(connection, error="time")
        os._exit(1)

    signal.signal(signal.SIGXCPU, out_of_time)
    signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform != "darwin":  # macOS knows no limit of addresses
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


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
    return {"log": log.lines, "pdf": pdf}


def set_table(paper: dict) -> dict:
    """Set `table.typ` with `paper` as a tagged PDF. Its folder has the mark of a draft, nothing else."""
    import typst

    folder = tempfile.gettempdir()
    compiler = typst.Compiler(f"{folder}/{TABLE.name}", folder, [FONTS], ignore_system_fonts=True)
    pdf = compile_table(compiler, paper)
    if not paper["notes"] and ends_stand_alone(compiler):
        pdf = compile_table(compiler, paper | {"parted": True})
    return {"pdf": pdf}


def compile_table(compiler, paper: dict) -> bytes:
    return compiler.compile(sys_inputs={"paper": json.dumps(paper)}, pdf_standards=["ua-1"], format="pdf")


def ends_stand_alone(compiler) -> bool:
    """Whether signatures or check begin on a page after that of the last row."""
    return compiler.eval(ENDS_STAND_ALONE, format="json") == "true"


def table_finisher(root):
    """A finisher of WeasyPrint for the tables under the element `root`."""
    sys.path.append(str(ROOT))
    from office.papers.table_tags import TableTags

    parents = {child: element for element in root.iter() for child in element}
    return lambda document, pdf: TableTags(pdf, parents).finish(document)


if __name__ == "__main__":
    run_worker()
