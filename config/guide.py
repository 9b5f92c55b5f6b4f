"""The guide for the people at the screen: `docs/guide/<language>.md`, shown as a page.

Chapters carry the names of the rooms.
"""

from functools import lru_cache

from django.conf import settings
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from office.deferred import load_at_call
from office.registers.policy import READ_METHODS, policy

to_html = load_at_call("markdown.markdown")
GUIDES = settings.BASE_DIR / "docs/guide"


@policy(None, READ_METHODS)
def guide_page(request):
    """The whole guide on one page; the help link of each page leads to its chapter."""
    return render(request, "guide.html", {"title": _("Guide"), "text": guide_html(get_language() or "ky")})


@lru_cache
def guide_html(language: str) -> SafeString:
    """The guide as HTML, its first heading left to the page.

    English readers get the Kyrgyz one: the law's words are Kyrgyz.
    """
    path = GUIDES / f"{language}.md"
    source = (path if path.exists() else GUIDES / "ky.md").read_text(encoding="utf-8")
    source_text = source.split("\n", 1)[1]
    return mark_safe(to_html(source_text, extensions=["attr_list"]))  # noqa: S308  our own file
