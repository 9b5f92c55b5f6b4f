"""Shapes beside words, and what the frame of a page offers to whom."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from config import navigation

TEMPLATES = settings.BASE_DIR / "templates"
STATIC = settings.BASE_DIR / "static"


def drawn(source, **context):
    with translation.override("ky"):
        return Template("{% load portal %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("level", "word", "empty_bars"),
    [("zero", "нөлдүк", 3), ("low", "төмөнкү", 2), ("medium", "орточо", 1), ("high", "жогорку", 0)],
)
def test_level_is_a_word_and_as_many_filled_bars(level, word, empty_bars):
    badge = drawn("{% level value %}", value=level)
    assert f"</svg>{word}</span>" in badge
    assert badge.count('class="off"') == empty_bars


def test_level_not_given_yet_is_a_dash():
    assert drawn("{% level value %}", value=None) == "—"


def test_term_escapes_its_words():
    assert "&lt;b&gt;" in drawn("{% term 'soon' text %}", text="<b>")


def test_icon_that_does_not_exist_is_refused():
    with pytest.raises(FileNotFoundError):
        drawn("{% icon 'no-such-icon' %}")


def test_every_section_has_its_icon():
    assert all(drawn("{% icon name %}", name=section.icon) for section in navigation.SECTIONS)


def request(may_acts, monkeypatch):
    monkeypatch.setattr(navigation, "may", lambda person, act: act in may_acts)
    monkeypatch.setattr(navigation, "route_url", lambda route: f"/{navigation.route_namespace(route)}/")
    return SimpleNamespace(user=None, resolver_match=SimpleNamespace(view_name="risks:record"))


def test_a_person_without_rights_sees_the_day_and_the_standard(monkeypatch):
    assert [line.url for line in navigation.visible_sections(request((), monkeypatch))] == [
        "/home/",
        "/standards/",
    ]


def test_the_place_of_the_reader_is_marked(monkeypatch):
    lines = navigation.visible_sections(request((navigation.Act.READ,), monkeypatch))
    assert [line.url for line in lines if line.active] == ["/risks/"]


def test_page_of_an_error_of_the_portal_needs_no_context():
    page = render_to_string("500.html")
    assert [word in page for word in ("Порталда ката кетти", "произошла ошибка", "made an error")] == [
        True
    ] * 3
    assert "<script" not in page


def test_citizens_load_at_most_50_kilobytes():
    page = render_to_string("public/base.html", {"title": "Ачык"}).encode()
    assert "<script" not in page.decode()
    assert len(page) + sum((STATIC / name).stat().st_size for name in ("tokens.css", "public.css")) < 50_000


@pytest.mark.parametrize(("name", "limit"), [("portal.css", 27_000), ("portal.js", 6_000)])
def test_own_files_stay_small(name, limit):
    assert (STATIC / name).stat().st_size <= limit


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_templates_have_no_script_or_style_of_their_own(path: Path):
    text = path.read_text(encoding="utf-8")
    assert [
        mark for mark in (" style=", "<style", "<script>", " onclick=", " onsubmit=") if mark in text
    ] == []
