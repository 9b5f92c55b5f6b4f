"""Bodies below: a school's list is its own, goes up when submitted, and stands in the consolidated list of
the body above.
"""

import io
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from office.actions import publish_annex
from office.papers.frozen import Paper
from office.registers.workflow import Refused
from office.roles import Role
from risks.editions.models import Edition
from risks.papers import VILLAGE_LIST
from risks.subordinates import lists
from risks.subordinates.models import Submittal
from tests import make
from tests.papers import WORDS
from tests.risks import build

SECRET = "Купуя черновик"


@pytest.fixture
def school(body):
    return build.add_school(body)


@pytest.fixture
def submitted(school):
    place, clerk, head = school
    edition = build.approve_new_edition(
        place, clerk, head, ["Мектепке кезексиз кабыл алуу учурлары", "Сааттарды бөлүштүрүү"]
    )
    lists.submit_edition(edition, by=clerk)
    return edition


def test_clerk_of_the_school_submits_from_the_screen(page, school, body):
    place, clerk, head = school
    edition = build.approve_new_edition(place, clerk, head)
    record = page(clerk).get(edition.get_absolute_url())
    assert f"/risks/editions/{edition.pk}/submit/" in record.links
    page(clerk).get(f"/risks/editions/{edition.pk}/submit/").submit()
    submittal = Submittal.objects.of(place).get()
    assert (submittal.edition, submittal.receiver, submittal.submitted_by) == (edition, body, clerk)


def test_only_an_approved_list_is_submitted_and_once(page, school, submitted):
    place, clerk, _head = school
    draft = Edition.objects.create(organisation=place, number=99)
    for edition in (draft, submitted):
        answer = page(clerk).get(f"/risks/editions/{edition.pk}/submit/").submit()
        assert answer.status_code == 422
    assert Submittal.objects.of(place).count() == 1


def test_database_refuses_a_submittal_of_a_draft(school, body):
    place, clerk, _head = school
    draft = Edition.objects.create(organisation=place, number=99)
    with pytest.raises(IntegrityError, match="only_an_approved_edition_is_submitted"), transaction.atomic():
        Submittal.objects.create(organisation=place, edition=draft, receiver=body, submitted_by=clerk)


def test_submittal_stands_for_good(submitted):
    row = Submittal.objects.of(submitted.organisation)
    for act in (lambda: row.update(version=2), row.delete):
        with pytest.raises(IntegrityError, match="submittal_is_never"), transaction.atomic():
            act()


def test_body_at_the_top_submits_to_nobody(body, clerk, head):
    body.stand_under(None)
    body.save()
    edition = build.approve_new_edition(body, clerk, head)
    with pytest.raises(Refused, match="үстүндө орган жок"):
        lists.submit_edition(edition, by=clerk)


def test_board_tells_who_approved_published_submitted_and_who_is_late(page, clerk, body, school, submitted):
    build.add_school(body, "bakcha")
    late_body, late_clerk, late_head = build.add_school(body, "eski")
    build.approve_new_edition(
        late_body, late_clerk, late_head, day=timezone.localdate() - timedelta(days=400)
    )
    publish_annex(submitted.annex, by=school[1])
    answer = page(clerk).get("/risks/below/")
    assert [row[0].split()[0] + " " + row[5] for row in answer.rows] == [
        "Bakcha бекитилген тизмек жок",
        "Eski тактоо мөөнөтү өттү",
        "Mektep баары мөөнөтүндө",
    ]
    published = answer.rows[2]
    assert (published[1].startswith("№ "), published[2], published[3]) == (
        True,
        "ачык барак",
        f"{timezone.localdate():%d.%m.%Y}",
    )
    assert answer.words("dd") == ["2 2 / 3", "1 1 / 3", "1 1 / 3", "2 2 / 3"]
    behind = page(clerk).get("/risks/below/?standing=behind")
    assert [row[0].split()[0] for row in behind.rows] == ["Bakcha", "Eski"]


def test_board_shows_no_draft_of_a_body_below(page, clerk, body, school):
    make.risk(school[0], situation=SECRET)
    Edition.objects.create(organisation=school[0], number=1)
    answer = page(clerk).get("/risks/below/")
    assert answer.rows[0][1:4] == ["—", "—", "—"] and SECRET not in answer.content.decode()


def test_parent_reads_the_submitted_list_as_approved_after_the_school_has_gone_on(
    page, clerk, school, submitted
):
    make.risk(school[0], situation=SECRET, position=3)
    answer = page(clerk).get(submitted.get_absolute_url())
    assert "Сааттарды бөлүштүрүү" in answer.text and SECRET not in answer.content.decode()
    assert [
        link for link in answer.links if link.startswith(("/orders/", "/meetings/")) and link != "/orders/"
    ] == []


def test_consolidated_list_holds_own_and_submitted_rows_with_their_bodies(page, clerk, head, body, submitted):
    build.approve_new_edition(body, clerk, head, ["Жер тилкелерин бөлүштүрүү учурлары"])
    answer = page(clerk).get("/risks/consolidated/")
    assert [(row[0], row[2]) for row in answer.rows if len(row) > 1] == [
        ("Достук айыл өкмөтү", "Жер тилкелерин бөлүштүрүү учурлары"),
        ("Mektep орто мектеби", "Мектепке кезексиз кабыл алуу учурлары"),
        ("Mektep орто мектеби", "Сааттарды бөлүштүрүү"),
    ]


def test_approved_list_that_was_not_submitted_stays_out(page, clerk, school):
    build.approve_new_edition(*school)
    assert page(clerk).get("/risks/consolidated/").rows == []


def test_newest_submitted_edition_counts(page, clerk, school, submitted):
    place, its_clerk, its_head = school
    newer = build.approve_new_edition(place, its_clerk, its_head, ["Тамак-ашты эсептен чыгаруу"])
    lists.submit_edition(newer, by=its_clerk)
    assert {row.edition for row in lists.consolidated_rows(place.parent)} == {newer}


def test_near_duplicates_are_marked_in_all_lists(page, clerk, head, body, submitted):
    build.approve_new_edition(
        body, clerk, head, ["Мектепке кезексиз кабыл алуунун учурлары", "Жайыт билеттерин берүү"]
    )
    answer = page(clerk).get("/risks/consolidated/?alike=yes")
    assert [row[7] for row in answer.rows if len(row) > 1] == ["1-топ", "1-топ"]
    assert page(clerk).get("/risks/consolidated/?alike=77").status_code == 200


def test_filters_narrow_the_rows_and_the_files(page, clerk, submitted):
    answer = page(clerk).get("/risks/consolidated/?q=саат")
    assert [row[2] for row in answer.rows if len(row) > 1] == ["Сааттарды бөлүштүрүү"]
    book = load_workbook(io.BytesIO(page(clerk).get("/risks/consolidated/export/xlsx/?q=саат").content))
    texts = [cell.value for row in book.active.iter_rows() for cell in row if cell.value]
    assert "Сааттарды бөлүштүрүү" in texts and "Мектепке кезексиз кабыл алуу учурлары" not in texts


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "pdf"])
@pytest.mark.parametrize("register", ["below", "consolidated"])
def test_one_file_upward_in_every_kind(page, clerk, submitted, register, kind):
    answer = page(clerk).get(f"/risks/{register}/export/{kind}/")
    assert (answer.status_code, len(answer.content) > 200) == (200, True)


def test_csv_says_the_body_of_every_row(page, clerk, submitted):
    text = page(clerk).get("/risks/consolidated/export/csv/").content.decode("utf-8-sig")
    assert text.count("Mektep орто мектеби") == 2


def test_kind_of_file_that_is_none_is_not_there(page, clerk, submitted):
    assert page(clerk).get("/risks/below/export/exe/").status_code == 404


# --- The second village sees nothing -----------------------------------------------------------------------

PAGES = (
    "/risks/below/",
    "/risks/consolidated/",
    "/risks/editions/",
    "/risks/signals/",
    "/risks/sessions/",
    "/risks/library/",
    "/risks/",
    "/",
)
FILES = tuple(
    f"/risks/{register}/export/{kind}/"
    for register in ("below", "consolidated")
    for kind in ("xlsx", "csv", "docx")
)


def test_other_village_sees_nothing_of_the_school(page, foreign, stranger, body, school):
    place, clerk, head = school
    edition = build.approve_new_edition(place, clerk, head, ["Канарейка учуру"])
    lists.submit_edition(edition, by=clerk)
    visitor = page(stranger)
    for path in (*PAGES, *FILES):
        assert "анарейка" not in answer_text(visitor.get(path)), path
    record = f"/risks/editions/{edition.pk}/"
    hidden = [record, f"{record}preview/", f"{record}paper.pdf", f"{record}paper.docx", f"{record}submit/"]
    assert [visitor.get(path).status_code for path in hidden] == [404] * 5
    assert list(Paper.objects.visible_to(stranger)) == []


def answer_text(answer) -> str:
    """All that an answer says, packed files included."""
    import zipfile

    content = answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


def test_school_does_not_see_the_village(page, school, clerk, head, body):
    build.approve_new_edition(body, clerk, head, ["Канарейка учуру"])
    assert [answer_text(page(school[1]).get(path)).count("анарейка") for path in (*PAGES, *FILES)] == [
        0
    ] * len((*PAGES, *FILES))


def test_district_reads_what_the_school_submitted(page, body, submitted):
    inspector = make.person("inspector-above")
    make.appoint(inspector, body.parent, Role.INSPECTOR)
    assert "Сааттарды бөлүштүрүү" in page(inspector).get("/risks/consolidated/").text


# --- Cost --------------------------------------------------------------------------------------------------


def test_same_number_of_queries_with_few_rows_and_with_many(page, clerk, body, school):
    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            page(clerk).get(path)
        return len(queries)

    place, its_clerk, its_head = school
    first = build.approve_new_edition(place, its_clerk, its_head, [f"Учур {n}" for n in range(3)])
    lists.submit_edition(first, by=its_clerk)
    few = [asked("/risks/below/"), asked("/risks/consolidated/")]
    for code in ("bir", "eki", "uch"):
        place, its_clerk, its_head = build.add_school(body, code)
        lists.submit_edition(
            build.approve_new_edition(place, its_clerk, its_head, [f"{code} учуру {n}" for n in range(40)]),
            by=its_clerk,
        )
    assert [asked("/risks/below/"), asked("/risks/consolidated/")] == few


@pytest.mark.parametrize("path", ["/risks/below/", "/risks/consolidated/", "/risks/consolidated/export/csv/"])
def test_three_thousand_rows_ask_no_more_than_thirty(page, clerk, body, path):
    def asked_with(code, count):
        place, its_clerk, _head = build.add_school(body, code)
        rows = [
            {column.key: "Тамак-аш" for column in VILLAGE_LIST.columns} | {"situation": f"{code} учуру {n}"}
            for n in range(count)
        ]
        frozen = {"table": VILLAGE_LIST.table([("Кызмат көрсөтүү функциясы", rows)], **WORDS)}
        edition = make.approved_edition(place, data=json.dumps(frozen, ensure_ascii=False))
        lists.submit_edition(edition, by=its_clerk)
        with CaptureQueriesContext(connection) as queries:
            answer = page(clerk).get(path)
        assert answer.status_code == 200
        return len(queries)

    assert asked_with("otuz", 30) == asked_with("min", 3000)


# --- Paper -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["risks/bodies-below", "risks/consolidated"])
def test_papers_of_the_bodies_below_print_today_s_state(body, submitted, form):
    from office.papers.official import template_of
    from office.papers.printing import html
    from office.registries import FORMS

    text = html(template_of(form), FORMS[form].today(body))
    assert "Mektep орто мектеби" in text and "Достук айыл өкмөтүнүн" in text
