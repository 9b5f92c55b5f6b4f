"""A regulation or any other text as an annex of an order: chapters and points out of typed lines."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from office.papers.models import Annex
from office.papers.sheet import Column, Sheet, Table
from office.registers.workflow import Refused

TEXT = Sheet(
    form="office/text",
    title="{title}",
    columns=(Column("code", "№", 15), Column("text", "Мазмуну", 165)),
    orientation="portrait",
)
# «1-глава. Жалпы жоболор», «II БӨЛҮМ», «I. Жалпы жоболор», or a line of capitals.
CHAPTER = re.compile(r"^(?:\d+\s*-?\s*|[IVXLC]+\.?\s+)(?:глава|бөлүм)\b|^[IVXLC]+\.\s", re.IGNORECASE)
POINT = re.compile(r"^(?P<code>\d+(?:\.\d+)*)[.)]\s+(?P<text>\S.*)$")


def text_table(title: str, text: str) -> Table:
    """The text as a table: a group a chapter, a row a point or a paragraph."""
    groups: list[tuple[str, list[dict[str, str]]]] = [("", [])]
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        if is_chapter(line):
            groups.append((line, []))
        else:
            groups[-1][1].append(point_row(line))
    kept = [(heading, rows) for heading, rows in groups if heading or rows]
    return TEXT.table(kept, title=title, running=True)


def is_chapter(line: str) -> bool:
    """Whether a line is the heading of a chapter."""
    return bool(CHAPTER.match(line)) or (line.isupper() and not POINT.match(line) and len(line) < 150)


def point_row(line: str) -> dict[str, str]:
    found = POINT.match(line)
    return {"code": found["code"], "text": found["text"]} if found else {"code": "", "text": line}


def typed_text(annex: Annex) -> str:
    """The lines of a text annex as a person typed them."""
    lines = []
    for group in annex.data["table"]["groups"]:
        lines += [group["heading"]] if group["heading"] else []
        lines += [f"{row['code']}. {row['text']}" if row["code"] else row["text"] for row in group["rows"]]
    return "\n".join(lines)


@transaction.atomic
def keep_text(order, *, title: str, text: str, number: int | None = None) -> Annex:
    """Add a text to a draft order as its last annex, or change the one of that number; Refused."""
    data = {"title": title, "table": text_table(title, text)}
    if number is None:
        return order.attach(title, TEXT.form, data)
    annex = draft_text(order, number)
    annex.title, annex.data = title, data
    annex.version += 1
    annex.save()
    return annex


@transaction.atomic
def remove_text(order, number: int) -> None:
    """Take a text out of a draft order; the annexes after it move up. Refused."""
    draft_text(order, number).delete()
    for annex in order.annexes.filter(number__gt=number).order_by("number"):
        annex.number -= 1
        annex.version += 1
        annex.save(update_fields=["number", "version"])


def draft_text(order, number: int) -> Annex:
    """The text annex of a draft order. Refused where it is signed or no text."""
    if not order.is_editable:
        raise Refused(_("Annexes can be changed only while the order is a draft."))
    annex = order.annexes.filter(number=number, form=TEXT.form).first()
    if annex is None:
        raise Refused(_("This annex is made by its register: change it there."))
    return annex
