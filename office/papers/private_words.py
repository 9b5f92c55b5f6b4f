"""What in a paper looks like a private person, before everyone can read it: names, telephones, addresses."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from office.papers.file_comparison import plain
from office.papers.sheet import column_keys
from office.registries import PRIVATE_WORDS

MOST = 30  # places that are shown


class PrivatePlace(NamedTuple):
    """Where in a paper such words stand, and the words."""

    place: str
    words: str


def private_places(content: Mapping[str, Any]) -> list[PrivatePlace]:
    """The first places of a frozen paper that name somebody; letterhead and signatures are left out."""
    found: list[PrivatePlace] = []
    known: dict[str, list[str]] = {}
    for place, text in paper_texts(content):
        if text not in known:
            known[text] = [word for find in PRIVATE_WORDS for word in find(text)]
        if known[text]:
            found.append(PrivatePlace(place, ", ".join(known[text])))
        if len(found) == MOST:
            break
    return found


def paper_texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(place, text) of all that a paper says."""
    yield _("title"), content.get("title", "")
    yield _("preamble"), content.get("preamble", "")
    for number, point in enumerate(content.get("points", ()), 1):
        yield _("Point %(number)s") % {"number": number}, point["text"]
    if "table" in content:
        yield from cell_texts(content["table"])


def cell_texts(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Heads of groups and cells, their lines apart: a name does not run from one line into the next."""
    row = 0
    for group in table["groups"]:
        yield _("Row %(row)s of the list") % {"row": row + 1}, group["heading"] or ""
        for cells in group["rows"]:
            row += 1
            for key, column in zip(column_keys(table), table["columns"], strict=True):
                place = _("Row %(row)s of the list") % {"row": row} + f", «{plain(column['heading'])}»"
                yield place, str(cells.get(key) or "")
