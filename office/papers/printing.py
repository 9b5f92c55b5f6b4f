"""The one door for PDFs: `pdf(template, context)`.

The same HTML, from `html()`, is the preview in the browser.

A context is plain data, ready to print and JSON-able: the dates in it are words, the numbers strings; what is
missing prints as a blank line. Every template under `print/` says at its top what it takes. All of them
understand

    title        str, the document's name in the PDF (the table's title where there is a table)
    annex_mark   ["Достук айыл өкмөтүнүн", "2026-жылдагы № 114 буйругуна", "1-тиркеме"] or None
    approval     {"post", "name", "date"} or None: the block «Бекитемин»
    signatures   [{"post", "name", "seal": bool}]
    check        {"url", "code"} or None: the public check page, printed as a QR code with its address and the
                 code to type; a paper that is no draft has a small QR code on every page as well
    page         {left, right, top, bottom, size, table} of `page_style`, the clerical default without it
    draft        bool: «ДОЛБООР» on every page
    language     "ky" (default, or the table's) | "ru"
    translation  bool: the paper is a Russian copy, marked «Котормо / Перевод»

Rendering happens in `office/papers/print_worker.py`, a server process of its own that forks a child for each
paper.
"""

import base64
import json
import logging
from collections.abc import Sequence
from datetime import date
from functools import partial

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from office.locked_room import LockedRoom, split_reply
from office.papers.glyphs import REPLACEMENT, missing_characters
from office.papers.typography import keep_numbers_together
from office.papers.typst_tables import is_plain_table, table_paper

log = logging.getLogger(__name__)
# The clerical default: A4, millimetres; points for running text and for tables. For papers of no body.
PAGE = {"left": 30, "right": 10, "top": 20, "bottom": 20, "size": 14, "table": 10}
LONGEST = 5000


class PrintError(Exception):
    """The paper was not made; the text says why, to the person who asked for it."""


class MissingCharacters(PrintError):
    """The fonts have no sign for `characters`."""

    def __init__(self, reason, characters: list[str]):
        super().__init__(reason)
        self.characters = characters


class UnsetTable(PrintError):
    """Typst could not set the table; WeasyPrint may."""


REASONS = {
    "letters": _(
        "The fonts of the portal have no sign for these characters, replace them and print again: %(detail)s"
    ),
    "asset": _("The paper asks for a file it may not read: %(detail)s"),
    "time": _("The paper was stopped: it took too long to make. Print it in parts."),
    "size": _("The paper was stopped: it is too large. Print it in parts."),
    "other": _("The paper could not be made: %(detail)s"),
    "unset": _("The paper could not be made: %(detail)s"),
    "room": _("The printing room does not start; the administrator finds the reason in the log."),
}


def pdf(template: str, context: dict, *, draft=False, made_on: date | None = None, exact=False) -> bytes:
    """Make a tagged PDF (PDF/UA-1) of `template`.

    The same context and `made_on` (the date written into the file; None writes none) give the same bytes. A
    character without a glyph is printed as «□» with a note under the paper; an `exact` paper is refused.
    Raises PrintError, whose text a person may read: a character without a glyph, a forbidden resource, the
    limits.
    """
    if is_plain_table(template):
        try:
            return table_pdf(context, draft=draft, made_on=made_on, exact=exact)
        except UnsetTable:
            log.warning("a table of %s was set by WeasyPrint", template)
    page = html(template, context, draft=draft, made_on=made_on, stylesheet="asset:/print.css")
    request = {"css": page_css(context), **paper_limits(context), **page_stamp(context, draft)}
    try:
        return print_room.make({"html": page, **request})
    except MissingCharacters as error:
        if exact:
            raise
        missing = error.characters
    replaced = code_list(missing)
    page = html(
        template, context, draft=draft, made_on=made_on, stylesheet="asset:/print.css", replaced=replaced
    )
    return print_room.make({"html": replace_characters(page, missing), **request})


def table_pdf(context: dict, *, draft: bool, made_on: date | None, exact: bool) -> bytes:
    """`pdf` of a plain table, set by Typst: the same paper as its HTML, sooner (ADR 23)."""
    limits = {**paper_limits(context), **page_stamp(context, draft)}
    draft = draft or context.get("draft", False)
    make_paper = partial(table_paper, context, page_measures(context), draft=draft, made_on=made_on)
    paper = make_paper()
    if not paper["settable"]:
        raise UnsetTable
    paper = json.loads(keep_numbers_together(json.dumps(paper, ensure_ascii=False)))
    missing = missing_characters(json.dumps(paper, ensure_ascii=False))
    if missing and exact:
        raise MissingCharacters(REASONS["letters"] % {"detail": " ".join(missing)}, missing)
    if missing:
        with translation.override(paper["language"]):
            text = json.dumps(make_paper(replaced=code_list(missing)), ensure_ascii=False)
        paper = json.loads(replace_characters(keep_numbers_together(text), missing))
    return print_room.make({"table": paper, **limits})


def replace_characters(text: str, missing: list[str]) -> str:
    """`text` with «□» for each of the characters that the fonts lack."""
    return text.translate(dict.fromkeys(map(ord, missing), REPLACEMENT))


def code_list(characters: list[str]) -> str:
    return ", ".join(f"U+{ord(character):04X}" for character in characters)


def html(
    template: str,
    context: dict,
    *,
    draft=False,
    made_on: date | None = None,
    stylesheet="",
    replaced="",
) -> str:
    """The paper as one HTML page without inline CSS: what `pdf` prints and, by default, what the browser may
    show as it stands. `replaced` names the characters that stand as «□» in it.
    """
    language = context.get("language") or context.get("table", {}).get("language", "ky")
    draft = draft or context.get("draft", False)
    about = {
        "draft": draft,
        "language": language,
        "made_on": made_on,
        "stylesheet": stylesheet or static("print.css"),
        "preview": "" if stylesheet else static("preview.css"),
        "replaced": replaced,
    }
    with translation.override(language):
        return keep_numbers_together(render_to_string(template, {"page": PAGE, **context, **about}))


def page_css(context: dict) -> str:
    """Margins and sizes of letters of the paper (millimetres and points; LAW rule 50)."""
    page = page_measures(context)
    margins = "@page{{margin:{top}mm {right}mm {bottom}mm {left}mm}}".format(**page)
    return margins + "html{{font-size:{size}pt;--table:{table}pt}}".format(**page)


def page_stamp(context: dict, draft: bool) -> dict:
    """`{stamp}` for a paper whose every page bears a code: one with a code to type that is no draft."""
    check = context.get("check")
    if draft or context.get("draft") or not check or "code" not in check:
        return {}
    page = page_measures(context)
    return {"stamp": {"url": check["url"], "right": page["right"], "bottom": page["bottom"]}}


def page_measures(context: dict) -> dict:
    return {**PAGE, **context.get("page", {})}


def paper_limits(context: dict) -> dict:
    """What a paper may use: 20 s of processor and 1 GiB, and for each row above 200 another 40 ms and 0.4
    MiB. Raises PrintError above 5 000 rows.
    """
    rows = sum(len(group["rows"]) for group in context.get("table", {}).get("groups", ())) + 20 * len(
        context.get("sheets", ())
    )
    if rows > LONGEST:
        raise PrintError(REASONS["size"])
    more = max(0, rows - 200)
    return {"seconds": 20 + more // 25, "megabytes": 1024 + more * 2 // 5}


def page_pictures(content: bytes, pages: Sequence[int]) -> list[str]:
    """Pages of a PDF of ours, counted from 1, as PNG pictures in base64. PrintError."""
    request = {"pdf": base64.b64encode(content).decode(), "pages": list(pages)}
    return json.loads(print_room.make({**request, "seconds": 20, "megabytes": 1024}))


class PrintRoom(LockedRoom):
    """The printing room of this process."""

    def make(self, request: dict) -> bytes:
        """Return the PDF or raise PrintError. On a machine where much else runs it has its time as well."""
        return pdf_of_reply(self.answer({"clock": 6, **request}))


def pdf_of_reply(reply: bytes) -> bytes:
    """The PDF out of a child's reply, or PrintError with its reason."""
    answer, paper = split_reply(reply)
    if answer["error"]:
        reason = REASONS[answer["error"]] % {"detail": answer["detail"]}
        if answer["error"] == "letters":
            raise MissingCharacters(reason, answer["log"])
        raise (UnsetTable if answer["error"] == "unset" else PrintError)(reason)
    return paper


print_room = PrintRoom("office.papers.print_worker")
