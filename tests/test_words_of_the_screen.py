"""Words that the catalogues do not use: machine words, wrong forms, a second word for one thing."""

import re
from datetime import date

import polib
import pytest
from django.conf import settings
from django.utils import formats, translation

from office.registers.values import format_value

# pattern → what stands instead
FORBIDDEN = {
    "ky": {
        r"\bхеш": "текшерүү саны",
        r"экат|э-кат": "электрондук почта",
        r"дурустоо": "ырастоо",
        r"слаг": "латын тамгалары, цифралар жана дефис",
        r"аутентификация": "кирүү, кирүүнү ырастоо",
        r"(\d{4}|%\(\w+\)s|[КМ]Б) чейин\b": "-га чейин, -ге чейин",
        r"Жылуулук картасы": "тобокелдиктер картасы",
        r"Өзүнө колуна": "өз колуна",
        r"\bтактай": "абалы",
        r"\bтал(он|онду|ондун)\b": "дүмүрчөк",
        r"\bтилкеси|\bтилкенин аталышы": "мамыча",
        r"\bбашчылар?\b тарабынан жетекчи": "жетекчи",
        r"өтө эле жалпы": "өтө көп колдонулат",
        r"туура эмес тандоо": "тизмеден тандаңыз",
        r"Жазуунун дубал|дубалдын артында": "купуя бойдон",
        r"^Тактоо$|такталган": "ырастоо",
        r"Текстти жүктөө|Wordдон жүктө": "алуу",
    },
    "ru": {
        r"\b[Бб]умаги (планов|этого)|^Бумаг[аи]$|закреплённы\w+ бумаг": "документы",
        r"бумага на подпись|в бумаге\b": "документ",
        r"слаг": "латинские буквы, цифры и дефис",
    },
}


def words(language):
    for entry in polib.pofile(str(settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/django.po")):
        if not entry.obsolete:
            yield from (entry.msgstr, *entry.msgstr_plural.values())


def find_forbidden(language, texts):
    """[(the word instead, text)] of the texts that hold what is not written."""
    rules = FORBIDDEN[language].items()
    return [(instead, text) for text in texts for rule, instead in rules if re.search(rule, text)]


@pytest.mark.parametrize("language", FORBIDDEN)
def test_catalogue_holds_no_word_that_is_not_written(language):
    assert find_forbidden(language, words(language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("ky", "Жазуунун хеши"), ("ky", "26.11.2026 чейин"), ("ky", "талонду бериңиз"), ("ru", "Бумаги планов")],
)
def test_forbidden_word_is_found(language, text):
    assert find_forbidden(language, [text, "Сактоо"]) == [
        (instead, text) for rule, instead in FORBIDDEN[language].items() if re.search(rule, text)
    ]
    assert find_forbidden(language, [text]) != []


def test_channel_is_post_by_mail_and_no_duty():
    for language, mail in (("ky", "почта"), ("ru", "почта")):
        with translation.override(language):
            assert translation.pgettext("channel", "post") == mail != translation.gettext("post")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_days_are_written_alike_in_every_language(language):
    with translation.override(language):
        assert format_value(date(2026, 11, 30)) == "30.11.2026"
        assert formats.date_format(date(2026, 11, 30), "SHORT_DATE_FORMAT") == "30.11.2026"
