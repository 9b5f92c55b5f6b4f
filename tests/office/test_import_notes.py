"""Every door that takes a list or a text says what a person should know of it: words that are struck out."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.styles import Font

from monitoring import score_imports
from office.imports.command import ImportCommand
from office.imports.forms import TableImportForm
from office.imports.paragraphs import read_lines, read_marked_lines
from office.management.base import CommandForAll
from office.management.commands import import_staff
from office.staff.imports import STAFF
from office.staff.pages import StaffImportForm
from plans.imports.forms import PlanImportForm
from plans.management.commands import import_plan
from plans.papers import PLAN
from positions.forms import PositionImportForm
from positions.management.commands import import_positions
from positions.papers import ANNEX_2
from risks.forms import RiskImportForm
from risks.management.commands import import_risks
from risks.papers import VILLAGE_LIST
from standards.text.models import Point
from standards.text.parser import read_marked_text
from tests.files import document_bytes
from tests.monitoring import build as monitoring
from tests.office.test_reading_room import DOORS as FILES_THAT_READ
from tests.office.test_word_reading import control, paper, plain, run
from tests.standards import build as standards

STRUCK = "үстүнөн сызылган сөздөр"  # of the note in Kyrgyz


def struck_list(sheet, values=None):
    """A list of one row whose second cell is struck out."""
    book = Workbook()
    book.active.append(
        [column.heading.replace("{organisation_dative}", "Достук") for column in sheet.columns]
    )
    book.active.append([(values or {}).get(column.key, "Сөз") for column in sheet.columns])
    book.active["B2"].font = Font(strike=True)
    return document_bytes(book)


VALUES = {"number": "1", "level": "Жогорку", "category": "Кырдаалдык", "since": "12.01.2026"}
VALUES |= {"name": "Асанова Гүлнара", "term": "2026-жыл", "count": "1"}
PAGES = {
    RiskImportForm: ("imports", VILLAGE_LIST),
    PlanImportForm: ("plan_imports", PLAN),
    StaffImportForm: ("staff_imports", STAFF),
    PositionImportForm: ("position_imports", ANNEX_2),
}
COMMANDS = {
    import_risks.Command: ("import_risks", VILLAGE_LIST),
    import_plan.Command: ("import_plan", PLAN),
    import_positions.Command: ("import_positions", ANNEX_2),
    import_staff.Command: ("import_staff", STAFF),
}
# Files that read what people bring → where its notes are seen, by test below.
DOORS = {
    "office/imports/reader.py": "pages and commands",
    "office/imports/forms.py": "pages, read before the transaction",
    "monitoring/score_import_pages.py": "scores, read before the transaction",
    "standards/text/forms.py": "page of a text",
    "monitoring/score_imports.py": "scores",
    "config/demo/standards.py": "data of the demo",
}


def test_every_door_is_in_these_tests():
    assert set(DOORS) == set(FILES_THAT_READ)
    assert set(PAGES) == set(TableImportForm.__subclasses__())
    assert set(COMMANDS) == set(ImportCommand.__subclasses__())
    assert issubclass(ImportCommand, CommandForAll)


@pytest.mark.parametrize("form", PAGES)
def test_page_of_an_import_says_its_notes(form, page, body, clerk):
    space, sheet = PAGES[form]
    file = SimpleUploadedFile("a.xlsx", struck_list(sheet, VALUES))
    url = reverse(f"{space}:create")
    named = {"title": "План", "first_year": "2026", "last_year": "2026"}  # what a plan asks for
    sent = page(clerk).post(url, page(clerk).get(url).form | named | {"file": file})
    assert sent.status_code == 302
    shown = page(clerk).get(sent.headers["Location"])
    assert STRUCK in shown.text


@pytest.mark.parametrize("command", COMMANDS)
def test_command_says_its_notes(command, body, tmp_path, capsys):
    name, sheet = COMMANDS[command]
    file = tmp_path / "a.xlsx"
    file.write_bytes(struck_list(sheet, VALUES))
    call_command(name, str(file), organisation="dostuk", dry_run=True)
    lines = capsys.readouterr().out.splitlines()
    place = lines.index("notes: 1")
    assert lines[place + 1].startswith("  table 1, row 2: ")
    assert STRUCK in lines[place + 1]
    call_command(name, str(file), organisation="dostuk", dry_run=True, json=True)
    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert (note["code"], note["table"], note["row"]) == ("struck-text", 1, 2)


def struck_run(words, mark="strike"):
    return f"<w:p><w:r><w:rPr><w:{mark}/></w:rPr><w:t>{words}</w:t></w:r></w:p>"


TEXT = (
    plain("I. Жалпы жоболор")
    + control(f"<w:p>{run('1. Бул жерге жазыңыз.')}</w:p>", "<w:showingPlcHdr/>")
    + struck_run("1. Сызылган пункт.")
    + struck_run("2. Жашырылган пункт.", "vanish")
    + plain("3. Ачык пункт.")
)


def test_text_of_a_standard_says_its_notes():
    reading = read_marked_text(read_marked_lines(paper(TEXT), "a.docx"))
    assert [(note.reason, note.text) for note in reading.notes] == [
        ("placeholder", ""),
        ("struck-text", "1. Сызылган пункт."),
        ("hidden-text", "2. Жашырылган пункт."),
    ]
    assert [part.code for part in reading.parts if part.kind == Point.Kind.POINT] == ["1", "2", "3"]
    assert read_lines(paper(TEXT), "a.docx")[1:] == [
        "1. Сызылган пункт.\n",
        "2. Жашырылган пункт.\n",
        "3. Ачык пункт.\n",
    ]


def test_text_without_such_words_has_no_notes():
    lines = read_marked_lines(paper(plain("I. Жалпы") + plain("1. Пункт.")), "a.docx")
    assert [note.reason for note in read_marked_text(lines).notes] == []


def test_page_of_a_text_says_its_notes(page, body, clerk):
    standard = standards.standard(body)
    url = reverse("text_imports:create", args=[standard.pk])
    file = SimpleUploadedFile("a.docx", paper(TEXT))
    sent = page(clerk).post(url, page(clerk).get(url).form | {"file": file})
    shown = page(clerk).get(sent.headers["Location"])
    assert "сызылган сөздөрү бар" in shown.text
    assert "жашырылган сөздөрү бар" in shown.text
    assert "толтурбаган" in shown.text


def struck_scores(head, rows):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    book.active["B2"].font = Font(strike=True)
    return SimpleUploadedFile("a.xlsx", document_bytes(book))


def test_scores_say_their_notes(page, body):
    district = body.parent
    inspector = monitoring.inspectors(district, 1)[0]
    file = struck_scores(["Орган", *map(str, range(1, 25))], [["dostuk", *["4"] * 24]])
    form = page(inspector).get(reverse("rating:bring"))
    shown = form.submit(file=file, year="2024", made_on="2024-03-20")
    assert STRUCK in shown.text


def test_own_scores_say_their_notes(page, body):
    row = monitoring.announced_monitoring(body.parent, body)
    visitor = page(row.members[0].person)
    scores = [[str(number), "сөз", "4"] for number in range(1, 25)]
    file = struck_scores(["№", "Критерий", "Баа"], scores)
    sent = visitor.get(reverse("monitorings:bring", args=[row.pk])).submit(file=file)
    assert STRUCK in visitor.get(sent.headers["Location"]).text


def test_scores_without_such_rows_have_no_notes():
    book = Workbook()
    for row in (["№", "Критерий", "Баа"], *([str(number), "сөз", "4"] for number in range(1, 25))):
        book.active.append(row)
    assert score_imports.read_scores(document_bytes(book), "a.xlsx", 24).notes == []
