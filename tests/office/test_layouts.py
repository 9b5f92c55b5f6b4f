"""Official forms as dated data: a version entered on the screen changes what is printed from its day on."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from office.models.form_layout import FormLayout
from office.papers.layouts import form_layout, stored_sheets
from office.papers.official import fresh_context, make_word_copy
from office.papers.remarks import scale_remarks
from office.roles import Role
from risks import contexts
from risks.editions.models import Edition
from risks.imports import RiskListReading, read_risk_list
from risks.models.imports import RiskImport
from risks.papers import ANNEX_1, FUNCTION_HEADINGS, VILLAGE_LIST
from tests import files, make
from trustbox.boxes.papers import OPENINGS, openings_table
from trustbox.journal.papers import JOURNAL, journal_table

THE_DAY, DAY_BEFORE = date(2026, 4, 8), date(2026, 4, 7)
NEW_KEYS = ["number", "function", "situation", "category", "level", "unit", "posts", "elsewhere"]


@pytest.fixture
def desk(keeper, page):
    return page(keeper)


def shipped(form, kind=""):
    return FormLayout.objects.get(form=form, kind=kind, source=None)


def version_data(row, **changes):
    """What the page of a new version sends when nothing is changed."""
    data = {"title": row.title, "notes": row.notes, "kind": row.kind, "valid_from": THE_DAY.isoformat()}
    for place, one in enumerate(row.columns, start=1):
        data |= {
            f"heading_{one['key']}": one["heading"],
            f"width_{one['key']}": one["width"],
            f"place_{one['key']}": place,
        }
    for key, words in row.words.items():
        data |= {f"word_{key}_{code}": word for code, word in words.items()}
    return {**spare_data(row), **data, "k": str(uuid4()), **changes}


def spare_data(row):
    spare = {ANNEX_1.form: "posts", VILLAGE_LIST.form: "note"}.get(row.form)
    return {f"heading_{spare}": "Эскертүү", f"width_{spare}": 20, f"place_{spare}": ""} if spare else {}


def form_of_2026():
    """The columns of resolution 232 as a version of annex 1 of order 281."""
    columns = {column.key: column for column in VILLAGE_LIST.columns}
    places = {f"place_{key}": place for place, key in enumerate(NEW_KEYS, start=1)}
    looks = {f"heading_{key}": columns[key].heading for key in NEW_KEYS}
    widths = {f"width_{key}": columns[key].width for key in NEW_KEYS}
    return {"title": VILLAGE_LIST.title, "notes": "", "place_note": "", **places, **looks, **widths}


def enter_version(desk, row, **changes):
    answer = desk.post(f"/layouts/of/{row.pk}/new/", version_data(row, **changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return FormLayout.objects.latest("pk")


def printed_headings(body, form):
    return [one["heading"] for one in contexts.risk_table(form, body, contexts.listed_risks(body))["columns"]]


def test_change_of_2016_to_2026_is_an_entry_and_prints_from_its_day(desk, body, settings):
    make.risk(body, unit_text="Жер бөлүмү", posts="Адис")
    old = shipped(ANNEX_1.form)
    settings.TODAY = DAY_BEFORE
    new = enter_version(desk, old, **form_of_2026())
    tables = {}
    for day in (DAY_BEFORE, THE_DAY):
        settings.TODAY = day
        tables[day] = contexts.risk_table(ANNEX_1.form, body, contexts.listed_risks(body))
    before, after = tables[DAY_BEFORE], tables[THE_DAY]
    assert [one["heading"] for one in before["columns"]] == [one["heading"] for one in old.columns]
    assert before["groups"][0]["rows"][0]["unit"] == "Жер бөлүмү (Адис)"
    assert [one["key"] for one in after["columns"]] == NEW_KEYS
    assert after["groups"][0]["rows"][0]["posts"] == "Адис"
    assert after["groups"][0]["rows"][0]["unit"] == "Жер бөлүмү"
    assert (after["notes"], new.source) == ([], old)


def test_frozen_paper_keeps_the_version_it_was_made_by(desk, body):
    edition = make.approved_edition(body)
    before = contexts.risk_edition_print_context(edition)["table"]
    enter_version(desk, shipped(VILLAGE_LIST.form, "village"), valid_from="2026-06-01", title="Башка аталыш")
    assert contexts.risk_edition_print_context(Edition.objects.of(body).get(pk=edition.pk))["table"] == before


@pytest.mark.parametrize("kind", ["school", "kindergarten", "enterprise", "ministry"])
def test_list_of_another_body_does_not_speak_of_schools_of_a_village(kind, body):
    place = make.organisation(f"{kind}-1", parent=body, kind=kind, name_ky="«Айгүл» балдар бакчасы")
    heading = printed_headings(place, VILLAGE_LIST.form)[1]
    assert heading == "«Айгүл» балдар бакчасынын функциясы (ыйгарым укуктары)"
    assert "мектеп жана балдар бакчаларына" in printed_headings(body, VILLAGE_LIST.form)[1]


def test_file_with_the_new_headings_is_read(desk, body):
    row = shipped(VILLAGE_LIST.form, "village")
    heading = "Кызматтын милдети жана анын чеги"
    looks = {"heading_function": heading, "heading_situation": "Кырсык жагдайы"}
    enter_version(desk, row, valid_from="2026-06-01", **looks)
    names = [
        {"function": heading, "situation": "Кырсык жагдайы"}.get(c.key, c.heading)
        for c in VILLAGE_LIST.columns
    ]
    cells = ["1", "Жер берүү", "Кезек бузулат", "потенциалдуу", "орточо", "Бөлүм", "Адис", "жок"]
    content = files.excel_file([names, cells])
    reading = read_risk_list(content, "a.xlsx", stored_sheets())
    assert reading.rows[0].cells["function"] == "Жер берүү"
    assert [column.name for column in read_risk_list(content, "a.xlsx").unsure_columns] == names[1:3]


def test_word_copy_has_the_words_of_the_version(desk, body):
    make.risk(body, level="medium")
    enter_version(
        desk, shipped(VILLAGE_LIST.form, "village"), valid_from="2026-06-01", word_level_medium="Ортосу"
    )
    context = contexts.risk_list_print_context(VILLAGE_LIST.form, body)
    assert context["table"]["groups"][0]["rows"][0]["level"] == "Ортосу"
    assert make_word_copy(context)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place_level": 4}, "place_level"),
        ({"place_level": 40}, "place_level"),
        ({"width_level": 60}, "width_note"),
        ({"heading_level": "{nobody}"}, "heading_level"),
        ({"heading_level": "{"}, "heading_level"),
        ({"title": "{nobody}"}, "title"),
        ({"word_level_low": "жогорку"}, "word_level_high"),
        ({"word_level_low": ""}, "word_level_low"),
        ({"valid_from": "2016-05-18"}, None),
    ],
)
def test_version_that_cannot_be_printed_is_refused(changes, field, desk, body):
    row = shipped(ANNEX_1.form)
    answer = desk.post(f"/layouts/of/{row.pk}/new/", version_data(row, **changes))
    assert answer.status_code == 422
    assert field is None or field in answer.context["form"].errors
    assert not FormLayout.objects.filter(source=row).exists()


def test_column_that_holds_something_in_any_body_may_not_vanish(desk, foreign):
    risk, row = make.risk(foreign, note="Мурда болгон"), shipped(ANNEX_1.form)
    changes = {**form_of_2026()}
    answer = desk.post(f"/layouts/of/{row.pk}/new/", version_data(row, **changes))
    assert "place_note" in answer.context["form"].errors
    type(risk).objects.of(foreign).update(note="")
    enter_version(desk, row, **changes)


def test_version_is_undone_while_unused_and_never_when_shipped(desk, body):
    row = enter_version(desk, shipped(ANNEX_1.form), valid_from="2027-01-01")
    page = desk.get(f"/layouts/{row.pk}/")
    assert len(page.context["samples"]) == 2
    for sample in page.context["samples"]:
        assert desk.get(f"/layouts/{sample.pk}/preview/").status_code == 200
    assert desk.get(f"/layouts/{row.pk}/print/").content.startswith(b"%PDF")
    assert desk.post(f"/layouts/{row.pk}/throw-away/", {}).status_code == 302
    assert desk.post(f"/layouts/{shipped(ANNEX_1.form).pk}/throw-away/", {}).status_code == 422
    assert desk.get(f"/layouts/{shipped(ANNEX_1.form).pk}/edit/").status_code == 403
    assert form_layout(ANNEX_1.form, body).title == ANNEX_1.title


def test_clerk_enters_no_version(cast, page, body):
    clerk = page(cast[Role.CLERK])
    assert clerk.get("/layouts/").status_code == 403
    assert clerk.get(f"/layouts/of/{shipped(ANNEX_1.form).pk}/new/").status_code == 403


# --- Words of a version in files, the day of the paper ---------------------------------------------------


def list_file(level):
    cells = ["1", "Жер берүү", "Кезек бузулат", "потенциалдуу", level, "Бөлүм", "Адис", "жок"]
    heads = [column.heading for column in VILLAGE_LIST.columns]
    return files.excel_file([heads, [FUNCTION_HEADINGS["services"]], cells])


def upload_list(visitor, level, name):
    file = SimpleUploadedFile(name, list_file(level))
    assert visitor.post("/risks/imports/new/", {"file": file, "k": str(uuid4())}).status_code == 302


def test_file_with_the_words_of_a_version_is_read_from_the_screen(desk, body, clerk, page):
    row = shipped(VILLAGE_LIST.form, "village")
    upload_list(page(clerk), "Ортосу", "a.xlsx")
    before = RiskImport.objects.of(body).latest("pk")
    enter_version(desk, row, valid_from="2026-06-01", word_level_medium="Ортосу")
    upload_list(page(clerk), "ОРТОСУ", "b.xlsx")
    after = RiskImport.objects.of(body).latest("pk")
    assert [one["reason"] for one in before.reading["doubts"]] == ["level-unknown"]
    assert after.reading["doubts"] == []
    assert RiskListReading.from_dict(after.reading).resolve({})[0]["level"] == "medium"


def test_word_that_two_versions_mean_otherwise_is_for_a_person(desk, body):
    row = shipped(VILLAGE_LIST.form, "village")
    heading = {"heading_situation": "Кырсык жагдайы"}
    enter_version(desk, row, valid_from="2026-06-01", word_level_medium="Ортосу")
    enter_version(desk, row, valid_from="2026-07-01", word_level_low="Ортосу", **heading)
    reading = read_risk_list(list_file("Ортосу"), "a.xlsx", stored_sheets())
    assert [one.reason for one in reading.doubts] == ["level-unknown"]
    assert read_risk_list(list_file("Орточо"), "a.xlsx", stored_sheets()).doubts == []


def draft_order_of_a_list(body, clerk):
    make.risk(body, level="medium")
    table = contexts.risk_table(VILLAGE_LIST.form, body, contexts.listed_risks(body))
    order = make.order(body)
    order.attach("Тизмек", VILLAGE_LIST.form, {"table": table})
    return order, table


def test_annex_of_a_draft_prints_by_the_form_of_the_day_of_its_order(desk, body, clerk, page):
    order, table = draft_order_of_a_list(body, clerk)
    assert fresh_context(order.annexes.get(), order)["table"] == table
    row = shipped(VILLAGE_LIST.form, "village")
    looks = {"heading_situation": "Кырсык жагдайы", "word_level_medium": "Ортосу"}
    enter_version(desk, row, valid_from="2026-11-01", **looks)
    type(order).objects.of(body).filter(pk=order.pk).update(date=date(2026, 10, 30))
    preview = f"/orders/{order.pk}/preview/1/"
    assert "Кырсык жагдайы" not in page(clerk).get(preview).text
    type(order).objects.of(body).filter(pk=order.pk).update(date=date(2026, 11, 2))
    text = page(clerk).get(preview).text
    assert "Кырсык жагдайы" in text
    assert "Ортосу" in text


def test_annex_whose_rows_lack_a_new_column_keeps_the_form_it_was_made_by(desk, body, clerk):
    order, table = draft_order_of_a_list(body, clerk)
    row = shipped(VILLAGE_LIST.form, "village")
    places = {f"place_{key}": place for place, key in enumerate((*NEW_KEYS, "note"), start=1)}
    data = version_data(row, valid_from="2026-06-01", **places)
    data["width_situation"] = float(data["width_situation"]) - 20
    answer = desk.post(f"/layouts/of/{row.pk}/new/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert fresh_context(order.annexes.get(), order)["table"] == table


def test_checker_knows_the_words_of_the_version(desk, body, clerk):
    enter_version(
        desk, shipped(VILLAGE_LIST.form, "village"), valid_from="2026-06-01", word_level_medium="Ортосу"
    )
    order, _table = draft_order_of_a_list(body, clerk)
    assert list(scale_remarks(order.annexes.all())) == []
    annex = order.annexes.get()
    annex.data["table"]["groups"][0]["rows"][0]["level"] = "Орго"
    assert len(list(scale_remarks([annex]))) == 1


def test_journal_of_a_closed_year_keeps_the_form_of_its_year(desk, body, settings):
    enter_version(desk, shipped(JOURNAL.form), valid_from="2026-06-01", heading_content="Мазмуну кыскача")
    headings = {
        year: [one["heading"] for one in journal_table(body, year, [])["columns"]] for year in (2025, 2026)
    }
    assert "Мазмуну кыскача" in headings[2026]
    assert headings[2025] == [column.heading for column in JOURNAL.columns]


def test_journal_of_openings_is_a_dated_form(desk, body):
    enter_version(desk, shipped(OPENINGS.form), valid_from="2026-06-01", heading_place="Кутуча турган жер")
    assert "Кутуча турган жер" in [one["heading"] for one in openings_table(body, 2026, [])["columns"]]
