"""What a form writes, its import reads: for each form with an import, in Excel, Word and CSV, generated lists
come back row by row, and what was read prints to the very same bytes.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.score_import_pages import blank_scores_sheet
from monitoring.score_imports import read_scores
from office.imports.reader import Reading
from office.kyrgyz import short_date
from office.papers.excel import to_xlsx
from office.papers.sheet import to_csv
from office.papers.word import to_docx
from office.staff.imports import STAFF, StaffReading
from plans.imports.reader import read_plan
from plans.papers import PLAN
from positions import papers as position_papers
from positions.imports import read_position_file
from risks import papers as risk_papers
from risks.imports import read_risk_list
from tests.monitoring import build as monitoring_build
from tests.net import figure

KINDS = {"xlsx": to_xlsx, "docx": to_docx, "csv": to_csv}
BLANKS = {
    "organisation": "Достук айыл өкмөтү",
    "organisation_genitive": "Достук айыл өкмөтүнүн",
    "organisation_dative": "Достук айыл өкмөтүнө",
    "organisation_locative": "Достук айыл өкмөтүндө",
    "heading": "Достук айыл өкмөтүнүн 2026–2027-жылдарга планы",
}
WORDS = (
    "жер тилкесин берүү чечим кабыл алуу текшерүү мүлктү ижарага жөлөк пул мектепке балдар бакчасы "
    "сатып алуу конкурс өткөрүү документ кагаз арызды кароо жаран жашоочу үйдү каттоо"
).split()
EVERY_FORM = settings(
    max_examples=figure(6, 300), deadline=None, suppress_health_check=list(HealthCheck), database=None
)


def sentences(least=1):
    """A few words with a capital; what stands between them is what people type."""
    words = st.lists(st.sampled_from(WORDS), min_size=least, max_size=7)
    return st.tuples(words, st.sampled_from([" ", ", ", " - ", " «", "; "])).map(
        lambda both: both[1].join(both[0]).capitalize()
    )


def listed(**cells):
    """Lists of rows in which no two say the same."""
    row = st.fixed_dictionaries(cells)
    return st.lists(row, min_size=1, max_size=6, unique_by=lambda one: tuple(sorted(one.items())))


def coded(words):
    return st.sampled_from(sorted(words.values()))


RISK = {"function": sentences(2), "situation": sentences(2), "unit": sentences(), "elsewhere": sentences()}
RISK |= {"category": coded(risk_papers.CATEGORY_WORDS), "level": coded(risk_papers.LEVEL_WORDS)}
NO_HEADING = st.just("")
HEADINGS = st.sampled_from(sorted(risk_papers.FUNCTION_HEADINGS.values()))
TERMS = st.sampled_from(["2026-жыл", "2027-жыл", "2026-жылдын I чейреги", "2026–2027-жылдар"])
PLANNED = {"task": sentences(2), "measure": sentences(2), "term": TERMS, "result": sentences()}
PLANNED |= {"executors": sentences(), "funding": sentences()}
DAYS = st.dates(date(2015, 1, 1), date(2026, 1, 1)).map(short_date)
NAMES = st.sampled_from(["Асанова Жийде", "Токтогулов Эрмек Бакаевич", "Сыдыкова Нурзат Калыевна"])

# {form: (sheet, reader, headings over groups, cells)}
FORMS = {
    "village list": (risk_papers.VILLAGE_LIST, read_risk_list, HEADINGS, RISK | {"posts": sentences()}),
    "annex 1": (risk_papers.ANNEX_1, read_risk_list, HEADINGS, RISK | {"note": sentences()}),
    "annex 2": (
        position_papers.ANNEX_2,
        read_position_file,
        NO_HEADING,
        {
            "post": sentences(2),
            "powers": sentences(),
            "areas": sentences(),
            "level": coded(position_papers.LEVEL_WORDS),
        },
    ),
    "staffing": (
        position_papers.STAFFING,
        read_position_file,
        NO_HEADING,
        {
            "unit": sentences(),
            "post": sentences(2),
            "count": st.integers(1, 9).map(str),
            "powers": sentences(),
        },
    ),
    "plan": (PLAN, read_plan, sentences(2).map(lambda words: f"1. {words}"), PLANNED),
    "staff": (
        STAFF,
        StaffReading.of,
        NO_HEADING,
        {"name": NAMES, "post": sentences(2), "unit": sentences(), "since": DAYS},
    ),
}


def words_of(sheet, row, given_row):
    """A row that was read, in the words of the form."""
    found = {}
    for key in given_row:
        words = sheet.words.get(key) or {}
        value = row[key]
        found[key] = words.get(value, short_date(date.fromisoformat(value)) if key == "since" else str(value))
    return found


def read_back(sheet, read, groups, kind):
    """(groups as they were read, the bytes those print to)."""
    written = KINDS[kind](sheet.table(groups, **BLANKS))
    rows = read(written, f"list.{kind}").resolve({})
    given_rows = [row for _heading, rows_there in groups for row in rows_there]
    found = [words_of(sheet, row, given_row) for row, given_row in zip(rows, given_rows, strict=True)]
    return found, written


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_list_comes_back_as_it_was_written(form, kind):
    sheet, read, headings, cells = FORMS[form]

    @EVERY_FORM
    @given(rows=listed(**cells), heading=headings)
    def comes_back(rows, heading):
        groups = [(heading, rows)]
        found, written = read_back(sheet, read, groups, kind)
        assert found == rows
        assert KINDS[kind](sheet.table([(heading, found)], **BLANKS)) == written

    comes_back()


def readings(kind=Reading):
    for child in kind.__subclasses__():
        yield child
        yield from readings(child)


def test_every_form_with_an_import_is_here():
    imported = {sheet.form for reading in readings() for sheet in reading.VOCABULARY.sheets}
    assert {sheet.form for sheet, *_rest in FORMS.values()} == imported


SCORES = st.lists(st.integers(1, 5), min_size=24, max_size=24)


@pytest.mark.parametrize("kind", KINDS)
def test_scores_come_back_as_they_were_written(kind, db):
    criteria = monitoring_build.criteria()
    sheet, numbers = blank_scores_sheet(criteria), [one.number for one in criteria.all_criteria]

    @EVERY_FORM
    @given(given_scores=st.lists(SCORES, min_size=1, max_size=4))
    def comes_back(given_scores):
        rows = [
            {"body": f"Мектеп {place}"} | {f"c{n}": str(score) for n, score in zip(numbers, row, strict=True)}
            for place, row in enumerate(given_scores, 1)
        ]
        written = KINDS[kind](sheet.table([("", rows)], about="Баалар"))
        found = read_scores(written, f"scores.{kind}", criteria.count)
        assert found.doubts == []
        assert [[one.scores[n] for n in numbers] for one in found.sheets] == given_scores

    comes_back()


def test_control_a_lost_word_and_another_level_are_seen():
    row = {"post": "Башкы адис", "powers": "Жер берүү", "areas": "Жер", "level": "Жогорку"}
    found, _written = read_back(position_papers.ANNEX_2, read_position_file, [("", [row])], "csv")
    assert found == [row]
    assert found != [row | {"level": "Орточо"}] and found != [row | {"post": "Башкы"}]
