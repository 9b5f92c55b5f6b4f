"""A file is compared with the paper it is said to be: by a small script that sends nothing, or by upload.

Nothing of the file is kept. Words of the paper are shown only where the paper itself is open to everyone.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from django import forms
from django.conf import settings
from django.core import signing
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from office.imports import room
from office.imports.old_files import is_old_file
from office.imports.package import MAX_BYTES, REFUSALS, UnreadableFile
from office.open_pages import POLICY, public_form, render_public
from office.papers.check_pages import check_context, marked_or_none
from office.papers.file_comparison import Difference, compare_data, compare_pages, compare_tables
from office.papers.sheet import to_csv
from office.tickets import TicketDesk, TooMany

DESK = TicketDesk("compare", a_minute=30)
SCRIPT = Path(settings.BASE_DIR, "static", "check.js")
MOST = 50  # differences that are shown
VERDICTS: dict[str, Promise] = {
    "paper": gettext_lazy("This file is the paper itself, byte for byte."),
    "list": gettext_lazy(
        "Every cell of the list is as in the paper. The file itself is another: what stands around the list "
        "was not compared."
    ),
    "words": gettext_lazy(
        "The words on every page are those of the paper. The file itself is another: pictures and signatures "
        "in it were not compared."
    ),
    "other": gettext_lazy("The file differs from the paper."),
    "picture": gettext_lazy(
        "This is a picture of a paper. A picture is never called true: compare it with the paper by eye."
    ),
    "unread": gettext_lazy("The file was not compared."),
}


@dataclass(frozen=True)
class Comparison:
    """What came out: a key of VERDICTS, the reason where a file was not read, where it differs."""

    verdict: str
    reason: str = ""
    differences: list[Difference] = field(default_factory=list)

    @property
    def sentence(self):
        return VERDICTS[self.verdict]

    @property
    def is_good(self) -> bool:
        return self.verdict in ("paper", "list", "words")

    @property
    def shown(self) -> list[Difference]:
        return self.differences[:MOST]

    @property
    def further(self) -> int:
        return max(0, len(self.differences) - MOST)


class CompareForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File: PDF, Word, Excel, CSV or JSON, at most 5 MB"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(REFUSALS["size"])
        return file


@public_form
def compare_file(request, token):
    """The one open page with a script: `static/check.js`, allowed by its digest (ADR 24)."""
    marked = marked_or_none(token)
    context = marked and check_context(marked)
    if not context or not context["frozen"]:
        raise Http404
    form = CompareForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    status, comparison, trouble = 200, None, ""
    if request.method == "POST":
        status, comparison, trouble = answer_form(request, form, marked, token)
    page = {
        "form": form,
        "comparison": comparison,
        "trouble": trouble,
        "ticket": DESK.issue(token),
        "shows_words": bool(context["publication"]),
        "digests": list(digests_of(marked)),
        "integrity": script_digest(),
    }
    answer = render_public(request, "public/compare.html", {**context, **page}, status=status)
    return csp_override({**POLICY, "script-src": [f"'{script_digest()}'"]})(lambda _request: answer)(request)


def answer_form(request, form, marked, token):
    """(status, Comparison or None, what went wrong with the form itself)."""
    try:
        DESK.nonce(request.POST.get("ticket", ""), token)
        DESK.admit()
    except signing.BadSignature:
        return 422, None, _("The page was open for too long or was sent at once. Choose the file once more.")
    except TooMany as reason:
        return 429, None, str(reason)
    if not form.is_valid():
        return 422, None, ""
    upload = form.cleaned_data["file"]
    return 200, compare_with(marked, upload.read(), upload.name), ""


@cache
def script_digest() -> str:
    """The digest of the script, as a policy and the attribute `integrity` name it."""
    return f"sha256-{b64encode(sha256(SCRIPT.read_bytes()).digest()).decode()}"


def digests_of(marked):
    """The digests of the files that are the paper: PDF and data, as signed and as registered."""
    for paper in marked.papers.defer("pdf", "data"):
        yield from (paper.sha256, paper.data_sha256)


def compare_with(marked, content: bytes, name: str) -> Comparison:
    """Compare a file with a frozen paper: first its bytes, then cell by cell or word by word."""
    papers = list(marked.papers)
    table = papers[0].content.get("table")
    known = {digest for paper in papers for digest in (paper.sha256, paper.data_sha256)}
    if sha256(content).hexdigest() in known or (table and content == to_csv(table)):
        return Comparison("paper")
    try:
        return compare_content(papers[0], table, content, name)
    except UnreadableFile as refused:
        return Comparison("unread", str(refused.message))


def compare_content(paper, table, content: bytes, name: str) -> Comparison:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return Comparison("picture")
    if content.startswith(b"%PDF-"):
        pages = room.read_pages(content)
        if not any(page.strip() for page in pages):
            return Comparison("picture")
        return verdict_of("words", compare_pages(room.read_pages(bytes(paper.pdf)), pages, table))
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return verdict_of("list", compare_data(paper.content, room.read_json(content)))
    if is_old_file(content):  # LibreOffice is started for nobody who is not known
        raise UnreadableFile("old", _("Save the old .doc or .xls as .docx or .xlsx, and compare that."))
    tables = room.read_tables(content, name)
    if not table:
        raise UnreadableFile("table", _("The paper has no list: only its PDF and its JSON can be compared."))
    return verdict_of("list", compare_tables(table, tables))


def verdict_of(good: str, differences: list[Difference]) -> Comparison:
    return Comparison("other", differences=differences) if differences else Comparison(good)
