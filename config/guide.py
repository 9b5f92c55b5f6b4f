"""The guide for the people at the screen: `docs/guide/<language>.md`, shown as folded chapters.

Chapters carry the names of the rooms.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from office.deferred import load_at_call
from office.kyrgyz import fold
from office.registers.policy import READ_METHODS, policy

to_html = load_at_call("markdown.markdown")
GUIDES = settings.BASE_DIR / "docs/guide"
HEADING = re.compile(r'<h([23])(?: id="([^"]*)")?>(.*?)</h\1>', re.S)


class Chapter(NamedTuple):
    """A chapter under its heading: `anchor` names its room, `words` are those it is found by."""

    anchor: str
    title: str
    is_part: bool  # of somebody's work, under the heading of whose it is
    text: SafeString
    words: str


@policy(None, READ_METHODS)
def guide_page(request):
    """Contents and folded chapters; with words typed, the chapters that hold all of them, unfolded."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    chapters = read_chapters(get_language() or "ky")
    if wanted := fold(words).split():
        chapters = [row for row in chapters if all(word in row.words for word in wanted)]
    context = {"title": _("Guide"), "chapters": chapters, "words": words, "found": bool(wanted)}
    return render(request, "guide.html", context)


@lru_cache
def read_chapters(language: str) -> list[Chapter]:
    """The chapters in their order; what stands before the first heading is left out.

    English readers get the Kyrgyz ones: the law's words are Kyrgyz.
    """
    path = GUIDES / f"{language}.md"
    source = (path if path.exists() else GUIDES / "ky.md").read_text(encoding="utf-8")
    html = to_html(source.split("\n", 1)[1], extensions=["attr_list"])
    headings = list(HEADING.finditer(html))
    ends = [heading.start() for heading in headings[1:]] + [len(html)]
    return [
        Chapter(
            heading[2] or f"chapter-{number}",
            strip_tags(heading[3]),
            heading[1] == "3",
            mark_safe(html[heading.end() : end]),  # noqa: S308  our own file
            fold(strip_tags(html[heading.start() : end])),
        )
        for number, (heading, end) in enumerate(zip(headings, ends, strict=True), 1)
    ]
