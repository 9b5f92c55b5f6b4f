"""From the village's own Word file to the register, through the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from office.registers.workflow import Refused
from risks.models.imports import RiskImport
from risks.models.method import Level
from risks.models.risk import Risk
from tests import make
from tests.files import excel_file, real_file
from tests.risks.test_imports import GROUP, risk_row

LIST = "dostuk-2026-risks.docx"
ORGO = "d.1.5.level"


def upload_risk_list(page, who, content=None, name=LIST):
    form = page(who).get("/risks/imports/new/").form
    file = SimpleUploadedFile(name, real_file(LIST) if content is None else content)
    return page(who).post("/risks/imports/new/", {**form, "file": file})


@pytest.fixture
def record(page, clerk):
    upload_risk_list(page, clerk)
    return RiskImport.unscoped.get()


def decide_risk_doubts(page, who, record, **choices):
    return page(who).post(f"/risks/imports/{record.pk}/decide/", choices)


def test_dry_run_shows_rows_groups_and_the_one_doubt_and_saves_no_risk(page, clerk, record):
    shown = page(clerk).get(record.get_absolute_url())
    assert "Чечилүүчү: 1" in shown.text and "11, топтор: 2" in shown.text
    assert shown.words("q") == ["Орго"]
    assert [field.get("value") for field in shown.all("input", name=ORGO)] == [
        "medium",
        "zero",
        "low",
        "high",
    ]
    assert not Risk.objects.of(record.organisation).exists()


def test_nothing_is_guessed_and_nothing_accepted_before_the_decision(page, clerk, record):
    shown = page(clerk).get(record.get_absolute_url())
    assert not [field for field in shown.all("input", name=ORGO) if "checked" in field.attrib]
    assert f"/risks/imports/{record.pk}/move/accept/" not in shown.links
    with pytest.raises(Refused):
        record.move("accept", by=clerk)


def test_decided_list_enters_the_register_in_two_groups(page, clerk, body, record):
    decide_risk_doubts(page, clerk, record, **{ORGO: "medium"})
    page(clerk).get(f"/risks/imports/{record.pk}/move/accept/").submit()
    risks = list(Risk.objects.of(body).in_the_list().in_order())
    assert [(risk.kind.code, risk.position) for risk in risks] == [
        *(("services", place) for place in range(1, 7)),
        *(("permits", place) for place in range(1, 6)),
    ]
    assert [risk.level for risk in risks if risk.situation.startswith("Бош кызмат")] == [Level.MEDIUM]
    assert Risk.objects.of(body).text_matches("жайыттарды").exists()


def test_decisions_are_saved_step_by_step_and_can_be_changed(page, clerk, record):
    for choice in ("medium", "high"):
        decide_risk_doubts(page, clerk, record, **{ORGO: choice})
        record.refresh_from_db()
        assert record.decisions == {"1.5.level": choice}


@pytest.mark.parametrize("choices", [{ORGO: "enormous"}, {"d.9.9.level": "low"}, {}])
def test_a_choice_nobody_proposed_is_passed_over(page, clerk, record, choices):
    decide_risk_doubts(page, clerk, record, **choices)
    record.refresh_from_db()
    assert record.decisions == {}


def test_rows_follow_those_that_are_there(page, clerk, body, record):
    make.risk(body, position=1)
    decide_risk_doubts(page, clerk, record, **{ORGO: "medium"})
    record.refresh_from_db()
    record.move("accept", by=clerk)
    services = Risk.objects.of(body).filter(kind__code="services").in_order()
    assert [risk.position for risk in services] == [1, 2, 3, 4, 5, 6, 7]


def test_an_import_is_accepted_once(page, clerk, body, record):
    decide_risk_doubts(page, clerk, record, **{ORGO: "medium"})
    for _time in range(2):
        page(clerk).post(f"/risks/imports/{record.pk}/move/accept/", {})
    assert Risk.objects.of(body).count() == 11


def test_put_aside_nothing_enters_and_nothing_can_be_decided(page, clerk, body, record):
    record.move("discard", by=clerk)
    decide_risk_doubts(page, clerk, record, **{ORGO: "medium"})
    record.refresh_from_db()
    assert (record.decisions, Risk.objects.of(body).count()) == ({}, 0)


def test_the_same_file_again_says_when_it_was_read(page, clerk, record):
    upload_risk_list(page, clerk)
    again = RiskImport.unscoped.latest("pk")
    shown = page(clerk).get(again.get_absolute_url())
    assert "Ушул эле файл мурун окулган" in shown.text and record.get_absolute_url() in shown.links


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "list.docx"),
        (b"%PDF-1.7 scan", "list.docx"),
        (b"PK\x03\x04 torn", "list.docx"),
        ("Аты,Жашы\r\n".encode(), "list.csv"),
        (b"x" * (5 * 2**20 + 1), "list.csv"),
    ],
    ids=["empty", "pdf", "damaged", "headings alone", "too large"],
)
def test_a_file_that_is_no_list_is_refused_with_the_form_kept(page, clerk, content, name):
    answer = upload_risk_list(page, clerk, content, name)
    assert answer.status_code == 422
    assert answer.all("input", type="file") and answer.words("section", role="alert")
    assert not RiskImport.unscoped.exists()


def test_contradicting_levels_do_not_come_in_by_import(page, clerk, body, record):
    """A list carries no scores: whatever level it names is a chosen one, and a scored risk keeps its own."""
    risk = make.risk(body)
    make.agreed_sheet(risk, 3, 3)
    decide_risk_doubts(page, clerk, record, **{ORGO: "low"})
    record.refresh_from_db()
    record.move("accept", by=clerk)
    risk.refresh_from_db()
    assert (risk.level, Risk.objects.of(body).filter(assessment=None).count()) == ("high", 11)


def test_strangers_and_members_do_not_touch_it(page, stranger, member, record):
    assert page(stranger).get(record.get_absolute_url()).status_code == 404
    assert decide_risk_doubts(page, stranger, record, **{ORGO: "medium"}).status_code == 404
    assert decide_risk_doubts(page, member, record, **{ORGO: "medium"}).status_code == 403
    assert page(member).get(record.get_absolute_url()).status_code == 200


def test_five_thousand_rows_come_through(page, clerk, body):
    lines = [",".join(f'"{heading}"' for heading in HEADINGS)]
    lines += ["Кызмат көрсөтүү функциясы" + "," * 7]
    lines += [f"{n},Функция {n},Кырдаал {n},Потенциалдуу,Жогорку,Аппарат,Адис,Жок" for n in range(1, 5001)]
    assert upload_risk_list(page, clerk, "\r\n".join(lines).encode(), "list.csv").status_code == 302
    record = RiskImport.unscoped.get()
    assert page(clerk).get(f"{record.get_absolute_url()}?page=50").status_code == 200
    record.move("accept", by=clerk)
    assert Risk.objects.of(body).count() == 5000


HEADINGS = (
    "№",
    (
        "Достук айыл өкмөтүнө караштуу мектеп жана балдар бакчаларына жана апарат кызматкерлеринин "
        "функциясы (ыйгарым укуктары)"
    ),
    "Коррупциянын тобокелдиги бар учурлар жана кырдаалдар",
    "категориясы",
    "деңгээли",
    "Түзүмдүк бөлүмдүн аталышы",
    "Коррупциялык тобокелдикке кабылган кызмат орундары",
    "Башка маморгандарда/ЖӨБодо коррупциялык тобокелдиктин пайда болушу мүмкүнбү",
)


def test_a_scanned_list_is_decided_step_by_step_until_nothing_is_open(page, clerk, body):
    name = "dostuk-2026-risks-scanned.xlsx"
    upload_risk_list(page, clerk, real_file(name), name)
    record, steps = RiskImport.unscoped.get(), 0
    while open_doubts := record.undecided:
        decide_risk_doubts(
            page, clerk, record, **{f"d.{doubt.id}": doubt.options[0][0] for doubt in open_doubts}
        )
        record.refresh_from_db()
        steps += 1
    record.move("accept", by=clerk)
    assert steps < 5
    assert Risk.objects.of(body).count() == 11


def test_every_doubt_stands_with_its_row_and_those_beside_it(page, clerk):
    upload_risk_list(page, clerk)
    record = RiskImport.unscoped.latest("pk")
    shown = page(clerk).get(record.get_absolute_url())
    rows = {(row.table, row.row): place for place, row in enumerate(record.found.rows)}
    asked = [doubt for doubt in record.undecided if (doubt.table, doubt.row) in rows]
    lists = [one for one in shown.all("ul") if one.get("aria-label") == "Сап жана анын жанындагылар"]
    assert len(lists) == len(record.undecided) > 0
    own = ["".join(one.itertext()) for one in shown.all("strong")]
    texts = [record.found.rows[rows[doubt.table, doubt.row]].cells["function"] for doubt in asked]
    assert [text for text in texts if not any(text[:40] in line for line in own)] == []


def test_one_decision_about_a_row_counts_for_all_rows_that_lack_the_same(page, clerk, body):
    rows = [risk_row(number, function=f"Милдет {place}") for place, number in enumerate(["1", "", "", "2"])]
    upload_risk_list(page, clerk, excel_file([HEADINGS, GROUP, *rows]), "a.xlsx")
    record = RiskImport.unscoped.latest("pk")
    asked = [doubt for doubt in record.undecided if doubt.is_about_row]
    assert len(asked) == 2
    first = asked[0]
    choices = {f"d.{first.id}": "separate", f"same.{first.id}": "1"}
    page(clerk).post(f"/risks/imports/{record.pk}/decide/", choices)
    record = RiskImport.unscoped.get(pk=record.pk)
    assert [doubt for doubt in record.undecided if doubt.is_about_row] == []
