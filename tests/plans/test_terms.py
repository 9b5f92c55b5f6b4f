"""Terms: text → period → text, in Kyrgyz and Russian; what is no term stays a doubt."""

from datetime import date
from pathlib import Path

import docx
import pytest

from office.kyrgyz import tidy_text
from plans.term_words import (
    CONSTANT,
    DAY,
    FROM_EVENT,
    HALF_YEAR,
    HALF_YEARLY,
    KINDS,
    MONTH,
    MONTHLY,
    NEEDED,
    QUARTER,
    QUARTERLY,
    RANGE,
    SPAN,
    STEPS,
    YEAR,
    YEARLY,
)
from plans.terms import Term, parse_term, usual_terms

YEARS = range(2023, 2036)
SPANS = [(a, b) for a in range(1, 13) for b in range(1, 13) if a < b]
GENERATED = [
    *(Term.part(QUARTER, year, number) for year in YEARS for number in (1, 2, 3, 4)),
    *(Term.part(HALF_YEAR, year, number) for year in YEARS for number in (1, 2)),
    *(Term.part(MONTH, year, number) for year in YEARS for number in range(1, 13)),
    *(Term.part(YEAR, year) for year in YEARS),
    *(Term.years_from(a, b, yearly=each) for a in YEARS for b in YEARS if a < b for each in (False, True)),
    *(Term.day(date(2024, month, day)) for month in range(1, 13) for day in (1, 9, 15, 28, 29)),
    *(Term.day(date(year, 2, 1)) for year in YEARS if year != 2024),
    *(Term.day(date(year, 12, 31)) for year in YEARS),
    *(Term.repeated(kind, a, b) for kind in STEPS for a in YEARS for b in YEARS if a < b and kind != YEARLY),
    *(Term.repeated(kind, year, year) for kind in STEPS if kind != YEARLY for year in YEARS),
    *(
        Term(SPAN, date(2026, a, 1), Term.part(MONTH, year, b).last)
        for year in (2026, 2028)
        for a, b in SPANS
    ),
    Term(SPAN, date(2026, 3, 2), date(2026, 7, 14)),
]
SEED = {
    "2025-жылдын 1-кварталы": Term.part(QUARTER, 2025, 1),
    "2025-жылдын 3-кварталы": Term.part(QUARTER, 2025, 3),
    "2025-жылдын 1-жарым жылдыгы": Term.part(HALF_YEAR, 2025, 1),
    "2025-жылдын 2-жарым жылдыгы": Term.part(HALF_YEAR, 2025, 2),
    "2026-жылдын 1-жарым жылдыгы": Term.part(HALF_YEAR, 2026, 1),
    "2027-жылдын 1-жарым жылдыгы": Term.part(HALF_YEAR, 2027, 1),
    "2025-жыл": Term.part(YEAR, 2025),
    "2025-2026-жылдар": Term.years_from(2025, 2026),
    "2025-2027-жылдар": Term.years_from(2025, 2027),
    "2025-2027-жылдар (жыл сайын)": Term.years_from(2025, 2027, yearly=True),
}
FILE = Path(__file__).parents[1] / "inputs" / "dostuk-2025-2027-plan.docx"


def test_more_than_400_terms_are_generated_each_once_and_of_every_kind():
    assert len(GENERATED) == len(set(GENERATED)) >= 400
    assert {term.kind for term in GENERATED} == set(KINDS)
    assert set(SEED.values()) <= set(GENERATED)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_term_goes_to_text_and_back(language):
    texts = {term: term.words(language) for term in GENERATED}
    assert len(set(texts.values())) == len(GENERATED)
    assert {term: parse_term(text) for term, text in texts.items()} == {term: term for term in GENERATED}
    assert [parse_term(text).words(language) for text in texts.values()] == list(texts.values())


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize(
    "spoil",
    [
        str.upper,
        lambda text: text.replace("-", " – "),
        lambda text: f"  {text}. ",
        lambda text: text.replace("-", "-\n").replace(" ", "\u00a0"),
        lambda text: text.translate(str.maketrans("аорсе", "aopce")),
    ],
)
def test_every_term_is_read_however_it_was_typed(language, spoil):
    assert [term for term in GENERATED if parse_term(spoil(term.words(language))) != term] == []


@pytest.mark.parametrize(("text", "term"), SEED.items())
def test_the_terms_of_the_seed_print_back_as_written(text, term):
    assert parse_term(text) == term
    assert term.words("ky") == text


def test_the_terms_of_the_seed_are_those_of_the_file():
    rows = docx.Document(FILE).tables[0].rows[2:]
    cells = [tidy_text(row.cells[3].text) for row in rows if row.cells[0].text != row.cells[3].text]
    halves = {"2025-жылдын 2-жарым", "жылдыгы", "2026-", "жылдын 1-жарым жылдыгы"}
    joined = {"2025-жылдын 2-жарым жылдыгы", "2026-жылдын 1-жарым жылдыгы"}
    assert ({*cells} - halves - {""}) | joined == set(SEED)
    assert {parse_term(text) for text in halves} == {None}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-ж. 3-кв.", "2025-жылдын 3-кварталы"),
        ("2025-жылдын III кварталында", "2025-жылдын 3-кварталы"),
        ("2025-жылдын үчүнчү чейреги", "2025-жылдын 3-кварталы"),
        ("в 3-м квартале 2025 г.", "2025-жылдын 3-кварталы"),
        ("третий квартал 2025 года", "2025-жылдын 3-кварталы"),
        ("IV квартал 2026 года", "2026-жылдын 4-кварталы"),
        ("ІІ квартал 2026", "2026-жылдын 2-кварталы"),
        ("2026-жылдын биринчи жарым жылдыгында", "2026-жылдын 1-жарым жылдыгы"),
        ("2026-жылдын 2-жарымжылдыгы", "2026-жылдын 2-жарым жылдыгы"),
        ("2026- жылдын 1-жарым жылдыгы", "2026-жылдын 1-жарым жылдыгы"),
        ("первая половина 2026 года", "2026-жылдын 1-жарым жылдыгы"),
        ("2025", "2025-жыл"),
        ("2025-ж.", "2025-жыл"),
        ("2025-жылы", "2025-жыл"),
        ("в 2025 году", "2025-жыл"),
        ("2025–2027-жж.", "2025-2027-жылдар"),
        ("с 2025 по 2027 годы", "2025-2027-жылдар"),
        ("2025-2027-жылдары жыл сайын", "2025-2027-жылдар (жыл сайын)"),
        ("ежегодно, 2025-2027 гг.".replace(",", ""), "2025-2027-жылдар (жыл сайын)"),
        ("2025-жылдын декабрь айында", "2025-жылдын декабрь айы"),
        ("в мае 2025 г.", "2025-жылдын май айы"),
        ("15.03.2026-ж.", "2026-жылдын 15-марты"),
        ("1 февраля 2026 года", "2026-жылдын 1-февралы"),
    ],
)
def test_a_term_written_otherwise_is_understood(text, words):
    assert str(parse_term(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "—",
            "туруктуу",
            "жыл сайын",
            "ежегодно",
            "постоянно",
            "3-квартал",
            "1-жарым жылдыгы",
            "март айы",
        ),
        *("2025-жылдын 5-кварталы", "2025-жылдын 3-жарым жылдыгы", "2025-жылдын 0-кварталы", "32.01.2026"),
        *("2027-2025-жылдар", "2025-2025-жылдар", "2025-27-жылдар", "25-ж.", "1899-жыл", "2025, 2027-жылдар"),
        *(
            "2025-жылдын 2-жарым",
            "2026-",
            "2025-2027-2030",
        ),
        *("2025-жылдын 3-кварталы же 2026-жыл", "30.02.2026", "2025 годовой план", "квартал сайын"),
    ],
)
def test_what_is_no_term_is_a_doubt(text):
    assert parse_term(text) is None


@pytest.mark.parametrize(
    ("term", "due"),
    [
        (Term.part(QUARTER, 2025, 1), date(2025, 3, 31)),
        (Term.part(HALF_YEAR, 2025, 1), date(2025, 6, 30)),
        (Term.part(MONTH, 2028, 2), date(2028, 2, 29)),
        (Term.part(YEAR, 2025), date(2025, 12, 31)),
        (Term.years_from(2025, 2027), date(2027, 12, 31)),
        (Term.day(date(2026, 2, 1)), date(2026, 2, 1)),
    ],
)
def test_a_term_is_due_on_its_last_day(term, due):
    assert term.due == due


def test_a_yearly_term_falls_due_in_each_of_its_years():
    assert [*Term.years_from(2025, 2027, yearly=True).years] == [2025, 2026, 2027]


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (QUARTER, date(2025, 2, 1), date(2025, 4, 30)),
        (QUARTER, date(2025, 1, 1), date(2025, 3, 30)),
        (HALF_YEAR, date(2025, 4, 1), date(2025, 9, 30)),
        (YEAR, date(2025, 1, 1), date(2026, 12, 31)),
        (RANGE, date(2025, 1, 1), date(2025, 12, 31)),
        (YEARLY, date(2025, 1, 2), date(2027, 12, 31)),
        (DAY, date(2025, 1, 1), date(2025, 1, 2)),
        ("decade", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_days_that_are_no_period_of_their_kind_make_no_term(kind, first, last):
    with pytest.raises(ValueError):
        Term(kind, first, last)


def test_a_term_lies_within_the_years_of_its_plan_or_not():
    term = Term.years_from(2025, 2026)
    assert [term.lies_within(*years) for years in [(2025, 2027), (2026, 2027), (2025, 2025)]] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2026-жыл ичинде", Term.part(YEAR, 2026)),
        ("2026-жылдын 3-кварталынын ичинде", Term.part(QUARTER, 2026, 3)),
        ("в течение 2026 года", Term.part(YEAR, 2026)),
        ("В течении 3 квартала 2026 года", Term.part(QUARTER, 2026, 3)),
        ("в течение 2025-2027 годов", Term.years_from(2025, 2027)),
        ("до конца 2026 года", Term.part(YEAR, 2026)),
        ("2026-жылдын аягына чейин", Term.part(YEAR, 2026)),
        ("до 1 июля 2026 года", Term.day(date(2026, 7, 1))),
        ("2026-жылдын 1-июлуна чейин", Term.day(date(2026, 7, 1))),
        ("01.07.2026 чейин", Term.day(date(2026, 7, 1))),
        ("2025-2027-жылдар, жыл сайын", Term.years_from(2025, 2027, yearly=True)),
        ("Ежегодно, 2025-2027 гг.", Term.years_from(2025, 2027, yearly=True)),
    ],
)
def test_words_around_a_period_leave_it_what_it_is(text, term):
    assert parse_term(text) == term


@pytest.mark.parametrize(
    "text", ["2026-жылга чейин", "до 2026 года", "3-кварталга чейин", "2025, 2027", "ичинде", "чейин", "до"]
)
def test_an_end_that_two_people_read_two_ways_is_for_a_person(text):
    assert parse_term(text) is None


def months(first, last, *, year=2026, until=2026):
    return Term(SPAN, date(year, first, 1), Term.part(MONTH, until, last).last)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("апрель-июнь 2026", months(4, 6)),
        ("с апреля по июнь 2026 года", months(4, 6)),
        ("2026-жылдын апрель-июнь айларында", months(4, 6)),
        ("2026-жылдын апрелинен июнуна чейин", months(4, 6)),
        ("2026-жылдын 1-2-кварталы", months(1, 6)),
        ("2026-жылдын 1, 2-кварталдары", months(1, 6)),
        ("I-II квартал 2026 г.", months(1, 6)),
        ("I и II кварталы 2026 года", months(1, 6)),
        ("1-3 кв. 2026 г.", months(1, 9)),
        ("октябрь 2025 – март 2026", months(10, 3, year=2025)),
        ("IV квартал 2025 г. – I квартал 2026 г.", months(10, 3, year=2025)),
        ("2025-жылдын 4-кварталы – 2026-жылдын 1-кварталы", months(10, 3, year=2025)),
        ("01.03.2026-15.06.2026", Term(SPAN, date(2026, 3, 1), date(2026, 6, 15))),
        ("с 1 марта 2026 года по 15 июня 2026 года", Term(SPAN, date(2026, 3, 1), date(2026, 6, 15))),
    ],
)
def test_a_span_of_months_quarters_or_days_is_read(text, term):
    assert parse_term(text) == term


@pytest.mark.parametrize("text", ["30.06.26", "до 30.06.26", "30.06.26 чейин", "30.06.26 г."])
def test_a_day_with_a_year_of_two_figures_is_no_term(text):
    assert parse_term(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ежемесячно", MONTHLY),
        ("ай сайын", MONTHLY),
        ("Ар айда", MONTHLY),
        ("1 раз в месяц", MONTHLY),
        ("ар бир кварталда", QUARTERLY),
        ("ежеквартально", QUARTERLY),
        ("кварталына бир жолу", QUARTERLY),
        ("раз в полугодие", HALF_YEARLY),
        ("жылына 2 жолу", HALF_YEARLY),
        ("жыл сайын", YEARLY),
        ("Ежегодно", YEARLY),
        ("туруктуу", CONSTANT),
        ("постоянно", CONSTANT),
        ("на постоянной основе", CONSTANT),
        ("по мере необходимости", NEEDED),
        ("зарылчылыкка жараша", NEEDED),
        ("Мыйзам күчүнө киргенден баштап", FROM_EVENT),
        ("со дня вступления закона в силу", FROM_EVENT),
    ],
)
def test_a_repeating_or_open_term_is_of_the_years_of_its_plan(text, kind):
    assert parse_term(text, (2025, 2027)) == Term.repeated(kind, 2025, 2027)
    assert parse_term(text) is None


@pytest.mark.parametrize(
    "text", ["2026-жыл, ай сайын", "ежемесячно в течение 2026 года", "2026-жыл ичинде ай сайын"]
)
def test_a_repeating_term_with_a_year_is_of_that_year(text):
    assert parse_term(text, (2025, 2027)) == parse_term(text) == Term.repeated(MONTHLY, 2026, 2026)


@pytest.mark.parametrize(
    "text",
    [
        "июнь-апрель 2026",
        "2-1 квартал 2026",
        "1, 3 квартал 2026",
        "июнь, декабрь 2026",
        "2025, 2027 ай сайын",
        "ежемесячно до 5 числа",
        "2026-жылдын 1-мартынан баштап",
        "3 күндөн кийин",
        "2026-жылга чейин",
        "регулярно",
        "30.06.2026-01.03.2026",
        "кийин",
    ],
)
def test_what_two_people_read_two_ways_is_for_a_person_also_with_the_years_of_the_plan(text):
    assert parse_term(text, (2025, 2027)) is None


def test_every_year_of_one_year_is_that_year():
    assert parse_term("жыл сайын", (2026, 2026)) == Term.part(YEAR, 2026)


@pytest.mark.parametrize(
    ("kind", "count", "first"),
    [
        (MONTHLY, 24, (2026, 1)),
        (QUARTERLY, 8, (2026, 3)),
        (HALF_YEARLY, 4, (2026, 6)),
        (CONSTANT, 2, (2026, 12)),
    ],
)
def test_a_repeating_term_is_due_in_each_period_and_an_open_one_is_looked_at_every_year(kind, count, first):
    periods = Term.repeated(kind, 2026, 2027).periods
    assert (len(periods), periods[0], periods[-1]) == (count, first, (2027, 12))


def test_usual_terms_of_a_plan_are_read_back():
    for years in ((2026, 2026), (2025, 2027)):
        terms = usual_terms(*years)
        assert [parse_term(str(term)) for term in terms] == terms
