"""What `table.typ` takes: the context of a plain table, its texts with places to break words that are wider
than their column.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode
from django.utils.translation import gettext as _

from office.papers.sheet import Table, scaled_widths
from office.papers.typography import (
    LINE,
    PADDING,
    POINT,
    SHEET,
    break_words,
    is_tall,
    line_count,
    printed_groups,
)
from office.templatetags.paper import BLANK_DATE, in_words, make_qr_code

PLAIN = "print/table.html"
# Points: the block at the upper right (85 mm), both gaps between the thirds of a signature, letters of notes.
CORNER, GAPS, SMALL = 85 / POINT, 12 / POINT, 10


@cache
def is_plain_table(template: str) -> bool:
    """Whether a template prints `print/table.html` as it stands."""
    if template == PLAIN:
        return True
    try:
        nodes = get_template(template).template.nodelist
    except TemplateDoesNotExist:
        return False
    parents = nodes.get_nodes_by_type(ExtendsNode)
    return any(not node.blocks and node.parent_name.var == PLAIN for node in parents)


def has_own_page(template: str) -> bool:
    """Whether a template prints more than a plain table."""
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return not is_plain_table(template)


def table_paper(
    context: dict, page: dict, *, draft: bool, made_on: date | None, replaced: str = ""
) -> dict[str, Any]:
    """The JSON of `table.typ`. `page` has the margins in millimetres, the sizes of text (`size`) and
    cells (`table`) in points.
    """
    table = context["table"]
    tall = table.get("orientation") == "portrait"
    across, down = SHEET if tall else SHEET[::-1]
    room = (across - page["left"] - page["right"]) / POINT
    widths = [(width - PADDING) / page["table"] for width in scaled_widths(table, room)]
    height = (down - page["top"] - page["bottom"]) / POINT / page["table"]
    line, corner, third = room / page["size"], CORNER / page["size"], (room - GAPS) / 3 / page["size"]
    return {
        "name": " ".join(table["title"].split()),
        "day": [made_on.year, made_on.month, made_on.day] if made_on else None,
        "language": context.get("language") or table.get("language", "ky"),
        "page": page,
        "tall": tall,
        "draft": draft,
        "translation": bool(context.get("translation")),
        "annex_mark": [break_words(text, corner) for text in context.get("annex_mark") or ()],
        "approval": approval_block(context.get("approval"), corner),
        "title": break_words(table["title"], line, bold=True),
        "intro": [break_words(text, line) for text in table.get("intro") or ()],
        "columns": [
            {
                "heading": break_words(column["heading"], width, bold=True),
                "width": column["width"],
                "centred": column.get("numeric", False),
            }
            for column, width in zip(table["columns"], widths, strict=True)
        ],
        "groups": list(table_groups(table, widths, height)),
        "notes": [break_words(text, room / SMALL) for text in table.get("notes") or ()],
        "signatures": [signature_block(signature, third) for signature in context.get("signatures") or ()],
        "check": check_block(context.get("check")),
        "replaced": replaced and replaced_note(replaced),
        "parted": False,
        "settable": all(
            line_count(text, width) < height / LINE / 3 for text, width in headings(table, widths)
        ),
    }


def headings(table: Table, widths: list[float]) -> Iterable[tuple[str, float]]:
    """Headings of columns and groups with their widths in em: Typst never breaks them over pages."""
    yield from zip((column["heading"] for column in table["columns"]), widths, strict=True)
    yield from ((group["heading"], sum(widths)) for group in table["groups"])


def approval_block(approval: dict | None, width: float) -> dict | None:
    if not approval:
        return None
    date_line = in_words(approval.get("date") or "") or BLANK_DATE
    post, name = (break_words(approval.get(key) or "", width) for key in ("post", "name"))
    return {"post": post, "name": name, "date": date_line}


def signature_block(signature: dict, width: float) -> dict:
    post, name = (break_words(signature.get(key) or "", width) for key in ("post", "name"))
    return {"post": post, "name": name, "seal": bool(signature.get("seal"))}


def check_block(check: dict | None) -> dict | None:
    if not check:
        return None
    code = make_qr_code(check["url"], error="m").svg_inline(border=0, omitsize=True)
    return {"url": check["url"], "image": code, "code": check.get("code", "")}


def replaced_note(codes: str) -> str:
    return _("□ – a sign that the fonts of the portal do not have: %(replaced)s.") % {"replaced": codes}


def table_groups(table: Table, widths: list[float], height: float) -> Iterable[dict[str, Any]]:
    """Groups with their rows as lists of texts; `tall` are the places of rows that may break over pages.

    Widths and height are em of the cells.
    """
    keys = [column["key"] for column in table["columns"]]
    for group in printed_groups(table):
        rows = [[str(row.get(key, "")) for key in keys] for row in group["rows"]]
        yield {
            "heading": break_words(group["heading"], sum(widths), bold=True),
            "rows": [
                [break_words(text, width) for text, width in zip(row, widths, strict=True)] for row in rows
            ],
            "tall": [at for at, row in enumerate(rows) if is_tall(row, widths, height)],
        }
