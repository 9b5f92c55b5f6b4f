"""Two pages above all registers: the guide and the search."""

import re
from urllib.parse import urlencode

import polib
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags

from config.guide import read_chapters
from tests import make
from tests.trustbox import build


@pytest.mark.parametrize(
    ("language", "words"),
    [("ky", "Калдык тобокелдик"), ("ru", "Остаточный риск"), ("en", "Калдык тобокелдик")],
)
def test_the_guide_is_read_in_the_language_of_the_screen(clerk, sign_in, language, words):
    client = sign_in(clerk)
    client.cookies["django_language"] = language
    assert words in client.get("/guide/").content.decode()


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_chapter_says_something(language):
    """The help link of a page would unfold nothing."""
    chapters = read_chapters(language)
    assert chapters and [row.anchor for row in chapters if not strip_tags(row.text).strip()] == []


def test_guide_opens_as_a_whole_page_for_everybody(page, cast):
    assert {page(person).get("/guide/").status_code for person in cast.values()} == {200}


def test_the_help_link_leads_to_the_chapter_of_the_page(clerk, sign_in):
    assert 'href="/guide/#orders"' in sign_in(clerk).get("/orders/").content.decode()
    assert 'id="orders"' in sign_in(clerk).get("/guide/").content.decode()


def chapters_found(client, words):
    return [row.anchor for row in client.get("/guide/", {"q": words}).context["chapters"]]


def test_guide_has_contents_and_is_searched_by_chapters(clerk, sign_in):
    client = sign_in(clerk)
    page = client.get("/guide/").content.decode()
    every = chapters_found(client, "")
    assert len(every) == len(set(every)) and all(f'href="#{anchor}"' in page for anchor in every)
    assert "tray" in chapters_found(client, "карантин ЧЕТКЕ") != every
    assert chapters_found(client, "такыр жок сөз") == []
    found = client.get("/guide/", {"q": "карантин"}).content.decode()
    assert "<details open" not in page and " open>" in found


SCREEN_WORDS = {
    language: {
        " ".join(text.split()).strip(" .:…").lower()
        for entry in polib.pofile(str(settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/django.po"))
        if not entry.obsolete
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    }
    for language in ("ky", "ru")
}


def unknown_bold_words(language, text):
    """Bold words, step by step («Plans → New plan»), that no page says."""
    steps = [step for bold in re.findall(r"\*\*(.+?)\*\*", text, re.S) for step in bold.split("→")]
    words = [" ".join(step.split()).strip(" .:…") for step in steps]
    return [word for word in words if word.lower() not in SCREEN_WORDS[language]]


@pytest.mark.parametrize("language", SCREEN_WORDS)
def test_every_bold_word_of_the_guide_is_a_word_of_the_screen(language):
    text = (settings.BASE_DIR / f"docs/guide/{language}.md").read_text()
    assert text.count("**") > 100 and unknown_bold_words(language, text) == []


def test_button_that_does_not_exist_is_found():
    text = "**Пландар → Жаңы план**, **Жаңы редакция ачуу**"
    assert unknown_bold_words("ky", text) == ["Жаңы редакция ачуу"]


@pytest.mark.parametrize("words", ["жонундо", "JÖNÜNDÖ", "бекитүү жөнүндө"])
def test_search_forgives_letters_and_case(clerk, sign_in, body, words):
    order = make.order(body)
    assert order.get_absolute_url() in sign_in(clerk).get("/search/", {"q": words}).content.decode()


def test_search_finds_risks_and_says_when_there_is_nothing(clerk, sign_in, body):
    risk = make.risk(body, situation="Сугат кезегин алмаштыруу учурлары")
    client = sign_in(clerk)
    assert risk.get_absolute_url() in client.get("/search/", {"q": "сугат кезегин"}).content.decode()
    assert risk.get_absolute_url() not in client.get("/search/", {"q": "таптакыр башка"}).content.decode()


def test_search_never_finds_what_is_another_body_s(clerk, sign_in, foreign):
    risk, order = make.risk(foreign), make.order(foreign)
    found = sign_in(clerk).get("/search/", {"q": "документтерди"}).content.decode()
    found += sign_in(clerk).get("/search/", {"q": "бекитүү"}).content.decode()
    assert risk.get_absolute_url() not in found and order.get_absolute_url() not in found


def test_an_employee_finds_no_registers(cast, sign_in, body):
    make.risk(body)
    assert "/risks/" not in sign_in(cast["employee"]).get("/search/", {"q": "документтерди"}).content.decode()


def test_search_leads_to_all_that_the_register_has_of_it(clerk, sign_in, body):
    for number in range(21):
        make.risk(body, situation=f"Сугат кезеги {number}")
    found = sign_in(clerk).get("/search/", {"q": "сугат"}).context["groups"]
    assert [(group["more"], len(group["lines"])) for group in found] == [
        (f"{reverse('risks:register')}?{urlencode({'q': 'сугат'})}", 20)
    ]


def test_search_finds_an_appeal_for_who_keeps_the_journal_and_for_nobody_else(cast, sign_in, body):
    appeal = build.appeal(body, text="Сугат суусу келбейт")
    seen = {
        role: sign_in(cast[role]).get("/search/", {"q": "сугат суусу"}).context["groups"] for role in cast
    }
    assert {role for role, groups in seen.items() if groups} == {"clerk", "head", "officer", "member"}
    assert seen["clerk"][0]["lines"][0]["url"] == appeal.get_absolute_url()


@pytest.mark.parametrize("words", ["", " ", "\0", "%", "x" * 500])
def test_odd_words_find_nothing_and_break_nothing(clerk, sign_in, words):
    assert sign_in(clerk).get("/search/", {"q": words}).status_code == 200
