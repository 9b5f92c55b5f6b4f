"""Dates in words and back, forgiving search, the order of the alphabet, endings of names."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.utils import formats, translation

from office import kyrgyz
from office.data.law import ACTS, VALUES
from office.imports.paragraphs import read_lines
from office.imports.tables import read_tables
from office.imports.text import tidy_lines
from tests.files import csv_file

APRIL = date(2026, 4, 8)


def test_date_in_words():
    assert kyrgyz.date_words(APRIL) == "2026-жылдын 8-апрели"
    assert kyrgyz.date_words_of(APRIL) == "2026-жылдын 8-апрелиндеги"
    assert kyrgyz.short_date(APRIL) == "08.04.2026"


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_numbers_and_dates_print_the_local_way(language):
    with translation.override(language):
        assert formats.number_format(12345.5, 2, use_l10n=True, force_grouping=True) == "12\xa0345,50"
        assert formats.date_format(APRIL) == "08.04.2026"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d.%m.%Y"


def test_every_day_of_a_year_is_read_back():
    for step in range(366):
        day = date(2024, 1, 1) + timedelta(days=step)
        written = (kyrgyz.date_words(day), kyrgyz.date_words_of(day), kyrgyz.short_date(day), day.isoformat())
        assert [kyrgyz.parse_date(text) for text in written] == [day] * 4


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.08.2024", date(2024, 8, 12)),
        ("12.08.2024.", date(2024, 8, 12)),
        ("13.06.2023-жыл", date(2023, 6, 13)),
        ("1.2.2023 г.", date(2023, 2, 1)),
        ("2025-жылдын 18-марты", date(2025, 3, 18)),
        ("«26» декабрь 2018 г.", date(2018, 12, 26)),
        ("« 26 » декабрь 2018 г.", date(2018, 12, 26)),
        ('2024 -жылдын "25" ноябрь', date(2024, 11, 25)),
        ("2026-жылдын 19-май айындагы", date(2026, 5, 19)),
        ("2023-жылдын 14-июль", date(2023, 7, 14)),
        ("2026-ж. “5” май", date(2026, 5, 5)),
        ("8-апрель, 2026-жыл", APRIL),
        ("8 апреля 2026 года", APRIL),
        ("5 МАЯ 2025", date(2025, 5, 5)),
        ("1 марта 2024 года", date(2024, 3, 1)),
        ("31 августа 2024 г.", date(2024, 8, 31)),
        ("2025-жылдын\u00a018-м\u0061рты", date(2025, 3, 18)),  # a Latin a
    ],
)
def test_date_is_read_as_clerks_write_it(text, day):
    assert kyrgyz.parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "жок",
        "31.02.2024",
        "12.08.24",
        "2025-жыл",
        "2025-жылдын 3-кварталы",
        "«__» ______ 2026-ж.",
        "18-марты",
        "1-майрам 2025",
        "0.1.2024",
        "12.08.2024 13.08.2024",
    ],
)
def test_date_a_person_must_read_is_left_to_him(text):
    assert kyrgyz.parse_date(text) is None


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "жөнүндө",
            "ЖӨНҮНДӨ",
            "жонундо",
            "jonundo",
            "zhönündö",
            "ж\u00adөнүндө",
            unicodedata.normalize("NFD", "жөнүндө"),
        ],
        ["айыл өкмөтү", "Айыл  Окмоту", "ayil okmotu", "aiyl ökmötü", "айыл\u00a0ѳкмѳту", "aйыл өкмөтү"],
        ["жаңы кеңеш", "жангы кенгеш", "jangy kengesh", "zhany kenesh"],
        ["жер тилке", "jer tilke", "Zher Tilke"],
        ["ёлка", "елка", "yolka"],
        ["администрациясы", "administratsiyasy"],
        ["методикалык колдонмодо", "Методикалык колдонmodo"],
        ["шаар", "шаap", "shaar"],
    ],
)
def test_search_forgives(spellings):
    assert {kyrgyz.fold(text) for text in spellings} == {kyrgyz.fold(spellings[0])}


@pytest.mark.parametrize(
    "pair", [("орто", "орго"), ("жогорку", "төмөнкү"), ("мектеп", "мэрия"), ("629-Б", "629-А")]
)
def test_search_tells_different_words_apart(pair):
    assert kyrgyz.fold(pair[0]) != kyrgyz.fold(pair[1])


def test_folding_twice_changes_nothing():
    for text in ("Достук айыл өкмөтү", "ayil okmotu", "№ 01-14/125 — «Ишеним кутучасы»"):
        assert kyrgyz.fold(kyrgyz.fold(text)) == kyrgyz.fold(text)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Жooптуу\u00a0 катчы\u200b ", "Жооптуу катчы"),
        ("өк\u00adмөтү", "өкмөтү"),
        ("PDFтин көчүрмөсү", "PDFтин көчүрмөсү"),
        ("Office 2016", "Office 2016"),
        (unicodedata.normalize("NFD", "Йөңү"), "Йөңү"),
    ],
)
def test_tidy_keeps_the_words(text, tidied):
    assert kyrgyz.tidy_text(text) == tidied


def test_hyphen_of_ocr_inside_a_word_goes():
    assert kyrgyz.tidy_text("коррупция¬лык тобокел¬\nдик") == "коррупциялык тобокелдик"
    assert kyrgyz.fold("тобокел¬дик") == kyrgyz.fold("тобокелдик")
    assert kyrgyz.tidy_text("5 ¬ 6, ¬А") == "5 ¬ 6, ¬А"


@pytest.mark.parametrize("sign", ["¬", "\u00ad"])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n  "])
def test_word_that_ocr_divided_over_two_lines_of_a_text_is_whole(sign, end):
    content = f"1. Ушул ка{sign}{end}рарына ылайык.\n2. 5{sign}\n6".encode()
    lines = read_lines(content, "a.txt")
    assert lines[:2] == ["1. Ушул карарына", "ылайык."]
    assert len(lines) == 4


@pytest.mark.parametrize("text", ["тобокел¬дик", "тобокел¬\nдик", "тобокел\u00ad\nдик", "тобокел\u00adдик"])
def test_word_that_ocr_divided_is_whole_in_every_cell(text):
    assert tidy_lines(text) == "тобокелдик"
    assert read_tables(csv_file([["№", text], ["1", "а"]]), "a.csv")[0].rows[0].cells == ["№", "тобокелдик"]


def test_order_is_the_kyrgyz_alphabet():
    assert "".join(sorted(set(kyrgyz.ALPHABET), key=kyrgyz.sort_key)) == kyrgyz.ALPHABET


def test_names_sort_as_postgresql_sorts_them():
    """The order PostgreSQL 15 gives these under "ky-x-icu"."""
    names = """10-орто мектеп|2-орто мектеп|Айыл өкмөтү|Айылдык кеңеш|езда|Елкин|Ёлка|Ива|Йод
    |Кара Суу|Кара-Суу|Карабура|наристе|Нарын|Нооруз|Ңгаз|ош|Ош|Өзгөн|Сузак|Уста|Үчкун|№ 5|Office"""
    ordered = [name.strip() for name in names.split("|")]
    assert sorted(set(ordered), key=kyrgyz.sort_key) == ordered


def test_collation_is_three_way():
    assert [
        kyrgyz.compare_kyrgyz(*pair) for pair in (("оо", "өө"), ("ү", "у"), ("Ош", "Ош"), ("ош", "Ош"))
    ] == [
        -1,
        1,
        0,
        -1,
    ]


def test_roman():
    assert [kyrgyz.roman_number(number) for number in (1, 4, 8, 9, 14, 40, 2026)] == [
        "I",
        "IV",
        "VIII",
        "IX",
        "XIV",
        "XL",
        "MMXXVI",
    ]
    with pytest.raises(ValueError, match="1 to 3999"):
        kyrgyz.roman_number(0)


@pytest.mark.parametrize(
    ("person", "written"),
    [
        (("Сыдыкова", "Айгүл", "Асановна"), "А. А. Сыдыкова"),
        (("Токтосунов", "эрмек", ""), "Э. Токтосунов"),
        (("Асан уулу", "Бакыт"), "Б. Асан уулу"),
        (("Өмүрова",), "Өмүрова"),
    ],
)
def test_initials(person, written):
    assert kyrgyz.initials(*person) == written


@pytest.mark.parametrize(
    ("name", "whose", "whom"),
    [
        ("Достук айыл өкмөтү", "Достук айыл өкмөтүнүн", "Достук айыл өкмөтүнө"),
        ("Ош шаарынын мэриясы", "Ош шаарынын мэриясынын", "Ош шаарынын мэриясына"),
        ("мэрия", "мэриянын", "мэрияга"),
        ("орто мектеп", "орто мектептин", "орто мектепке"),
        ("№ 5 орто мектеби", "№ 5 орто мектебинин", "№ 5 орто мектебине"),
        ("«Гүлкайыр» балдар бакчасы", "«Гүлкайыр» балдар бакчасынын", "«Гүлкайыр» балдар бакчасына"),
        ("Экономика министрлиги", "Экономика министрлигинин", "Экономика министрлигине"),
        (
            "Араван райондук мамлекеттик администрациясы",
            "Араван райондук мамлекеттик администрациясынын",
            "Араван райондук мамлекеттик администрациясына",
        ),
        ("каттоо агенттиги", "каттоо агенттигинин", "каттоо агенттигине"),
        ("айылдык кеңеш", "айылдык кеңештин", "айылдык кеңешке"),
        ("айылдык кеңеши", "айылдык кеңешинин", "айылдык кеңешине"),
        ("Башкы прокуратура", "Башкы прокуратуранын", "Башкы прокуратурага"),
        (
            "муниципалдык ишкана «Тазалык»",
            "муниципалдык ишкана «Тазалык»тын",
            "муниципалдык ишкана «Тазалык»ка",
        ),
        ("Кара-Суу", "Кара-Суунун", "Кара-Сууга"),
        ("Достук", "Достуктун", "Достукка"),
        ("Каракол", "Караколдун", "Караколго"),
        ("Ош", "Оштун", "Ошко"),
        ("Бишкек", "Бишкектин", "Бишкекке"),
        ("комитет", "комитеттин", "комитетке"),
        ("буйругу", "буйругунун", "буйругуна"),
        ("токтому", "токтомунун", "токтомуна"),
        ("№ 114", "№ 114", "№ 114"),
    ],
)
def test_endings_follow_vowel_harmony(name, whose, whom):
    assert (kyrgyz.genitive(name), kyrgyz.dative(name)) == (whose, whom)


@pytest.mark.parametrize(
    ("name", "which_is_in"),
    [
        ("Достук айыл өкмөтү", "Достук айыл өкмөтүндөгү"),
        ("Экономика министрлиги", "Экономика министрлигиндеги"),
        ("№ 3 орто мектеп", "№ 3 орто мектептеги"),
        ("Ош шаардык мэрия", "Ош шаардык мэриядагы"),
        ("«Күн нуру» бала бакчасы", "«Күн нуру» бала бакчасындагы"),
        ("XXI", "XXI"),
    ],
)
def test_what_is_in_a_body_is_named_by_its_ending(name, which_is_in):
    assert kyrgyz.locative(name) == which_is_in


def test_annex_mark_reads_as_in_the_village_s_order():
    mark = f"{kyrgyz.genitive('Достук айыл өкмөтү')} 2026-жылдагы № 114 {kyrgyz.dative('буйругу')} № тиркеме"
    assert mark == "Достук айыл өкмөтүнүн 2026-жылдагы № 114 буйругуна № тиркеме"


def test_acts_and_values_are_whole():
    codes = [act.code for act in ACTS]
    assert len(set(codes)) == len(codes)
    assert {value.act for value in VALUES} <= {*codes, ""}
    assert all(value.label_ky and value.label_ru for value in VALUES)


def test_old_anti_corruption_law_ends_where_the_new_one_begins():
    acts = {act.code: act for act in ACTS}
    assert (
        acts["anti-corruption-153"].valid_to + timedelta(days=1)
        == acts["anti-corruption-2026"].valid_from
        == date(2026, 2, 28)
    )
    assert acts["anti-corruption-2026"].number == ""


def test_values_nobody_proved_wait_for_confirmation():
    assert {value.code for value in VALUES if not value.confirmed} == {
        "appeal_forwarding",
        "appeal_extension",
        "appeal_repeated",
        "appeal_flood",
        "complaint_to_person_complained_of",
        "helper_data",
        "page_margins",
        "document_font",
        "document_font_size",
        "table_font_size",
    }
