"""What in a paper looks like a private person, before everyone can read it: names, telephones, addresses."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from office.papers.file_comparison import list_lines
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
        headings, *lines = list_lines(content["table"])
        for line in lines:
            for heading, text in zip(headings.cells, line.cells, strict=True):
                yield _("Row %(row)s of the list") % {"row": line.row} + f", «{heading}»", text
