"""Every page a person can reach is free of accessibility faults, in both languages and on a phone."""

from itertools import chain

import pytest
from django.conf import settings

AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = (
    "async tags => (await axe.run(document, {runOnly: tags, iframes: false})).violations.map(v => "
    "v.id + ' ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 160)).join(' | '))"
)
LIMIT = 60


def violations(page):
    page.evaluate("scrollTo(0, 0)")  # a jump leaves links half under the bar: that is no size of theirs
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN, RULES)


def links(page):
    """Addresses of our own pages that only read; one of a kind is enough."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    return [
        link.split("?")[0]
        for link in found
        if link.startswith("/") and not link.startswith(("/static/", "/accounts/logout"))
    ]


def kind(path):
    """`/risks/17/` and `/risks/18/` are one kind of page."""
    return "/".join("n" if part.isdigit() or len(part) == 32 else part for part in path.split("/"))


def crawl(page, start="/"):
    """Visit one page of each kind, from the start page on, and yield each while it is open."""
    seen, queue = set(), [start]
    while queue and len(seen) < LIMIT:
        path = queue.pop(0)
        if kind(path) in seen or path.rsplit(".", 1)[-1] in ("pdf", "csv", "json", "docx", "xlsx"):
            continue
        seen.add(kind(path))
        answer = page.request.get(path)
        if not answer.headers.get("content-type", "").startswith(
            "text/html"
        ) or "attachment" in answer.headers.get("content-disposition", ""):
            continue
        page.goto(path)
        queue += links(page)
        yield path


@pytest.mark.parametrize(
    ("login", "width", "language"),
    [
        ("clerk", 1280, "ky"),
        ("clerk", 360, "ru"),
        ("head", 360, "ky"),
        ("member", 1280, "ru"),
        ("admin", 1280, "ky"),
        ("admin", 360, "ru"),
    ],
)
def test_no_page_has_a_fault(visit, login, width, language):
    page = visit(login, width=width, language=language)
    faults = {path: found for path in crawl(page) if (found := violations(page))}
    assert faults == {}


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_no_open_page_has_a_fault(visit, language):
    page = visit(width=360, language=language)
    faults = {
        path: found
        for path in chain(crawl(page, "/open/"), crawl(page, "/accounts/login/"))
        if (found := violations(page))
    }
    assert faults == {}


@pytest.mark.parametrize("login", ["clerk", "admin"])
def test_no_page_is_wider_than_a_phone(visit, login):
    page = visit(login, width=360)
    wide = [path for path in crawl(page) if page.evaluate("document.documentElement.scrollWidth") > 360]
    assert wide == []


def test_the_check_finds_planted_faults(visit):
    page = visit()
    page.set_content(
        "<html><body><img src='/x.png'><input><button></button><p "
        "style='color:#ccc;background:#fff'>боз</p></body></html>"
    )
    found = {line.split()[0] for line in violations(page)}
    assert found >= {"button-name", "color-contrast", "document-title", "html-has-lang", "image-alt", "label"}
