"""Files are read in a locked room: a hostile one is refused in words, and whoever asked lives on."""

import ast
import os
import time
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from monitoring.score_imports import read_scores
from office.imports import reading_worker, room, tables
from office.imports.command import ImportCommand
from office.imports.forms import TableImportForm
from office.imports.package import REFUSALS, UnreadableFile
from office.imports.paragraphs import TYPE
from tests.files import sheet_of_empty_rows
from tests.test_house import CODE, name

INPUTS = Path(__file__).resolve().parents[1] / "inputs"
LISTS = sorted(path for path in INPUTS.rglob("*") if path.suffix in (".docx", ".xlsx", ".csv"))


def refusal(data, filename="list.xlsx", read=room.read_tables):
    with pytest.raises(UnreadableFile) as refused:
        read(data, filename)
    return refused.value


@pytest.fixture
def asked(monkeypatch):
    """What the room was asked for, one word a file."""
    words, ask = [], room.ask_room

    def spy(what, data, filename):
        words.append(what)
        return ask(what, data, filename)

    monkeypatch.setattr(room, "ask_room", spy)
    return words


# --- What comes out
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_room_reads_what_the_reader_reads(path):
    data = path.read_bytes()
    assert room.read_tables(data, path.name) == tables.read_tables(data, path.name)


def test_there_are_lists_to_read():
    assert len(LISTS) > 4


def test_lines_come_out_of_the_room():
    assert room.read_lines("Биринчи\nЭкинчи".encode(), "a.txt") == ["Биринчи", "Экинчи"]


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [(b"", "a.csv", "empty"), (b"%PDF-1.7", "a.xlsx", "damaged"), (b"PK\x03\x04x", "a.docx", "damaged")],
)
def test_refusal_of_the_reader_comes_out_in_its_words(data, filename, code):
    refused = refusal(data, filename)
    assert (refused.code, refused.message) == (code, REFUSALS[code])


def test_text_of_a_wrong_kind_is_refused_in_words_about_texts():
    assert refusal(b"a;b", "a.csv", room.read_lines).message == TYPE


def test_file_larger_than_allowed_is_not_even_sent(monkeypatch):
    monkeypatch.setattr(room.reading_room, "answer", lambda request: pytest.fail("sent"))
    assert refusal(b"x" * (room.MAX_BYTES + 1)).code == "size"


# --- What is hostile
# ------------------------------------------------------------------------------------------------


def test_file_that_takes_too_long_is_stopped_and_the_asker_lives(monkeypatch):
    monkeypatch.setitem(room.LIMITS, "seconds", 1)
    data, begun = sheet_of_empty_rows(700_000), time.process_time()
    refused = refusal(data)
    assert refused.code == "time" and "токтотулду" in str(refused)
    assert time.process_time() - begun < 1  # the asker only waited
    monkeypatch.setitem(room.LIMITS, "seconds", 10)
    assert room.read_tables("а;б\n1;2".encode(), "a.csv")


def test_control_without_the_limit_the_same_file_is_read_to_its_end():
    assert refusal(sheet_of_empty_rows(70_000)).code == "table"


def test_file_that_takes_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setitem(room.LIMITS, "megabytes", 1)
    assert refusal(LISTS[0].read_bytes(), LISTS[0].name).code == "memory"


def test_child_that_is_killed_is_a_refusal(monkeypatch):
    """As the kernel does when the machine has no memory left."""
    monkeypatch.setitem(room.LIMITS, "megabytes", "?")  # the child dies before it says a word
    assert refusal(b"a;b", "a.csv").code == "memory"


def test_room_that_cannot_start_says_so(monkeypatch):
    monkeypatch.setattr(room, "reading_room", room.LockedRoom("office.nowhere"))
    refused = refusal(b"a;b", "a.csv")
    assert refused.code == "room" and "Администраторго айтыңыз" in str(refused)


def test_reader_that_fails_says_which_error_and_nothing_of_the_file(monkeypatch):
    monkeypatch.setattr(reading_worker, "read_tables", lambda *_: [][0])
    request = {"what": "tables", "name": "a.csv", "data": ""}
    assert reading_worker.read_or_reason(request) == {"error": "other", "detail": "<class 'IndexError'>"}


def test_room_that_died_is_begun_again():
    assert room.read_tables("а;б\n1;2".encode(), "a.csv")
    before = room.reading_room.process
    before.kill()
    assert room.read_tables("а;б\n1;2".encode(), "a.csv")
    assert room.reading_room.process is not before


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="needs /proc")
def test_room_knows_no_secret_and_no_database():
    room.read_tables("а;б\n1;2".encode(), "a.csv")
    there = f"/proc/{room.reading_room.process.pid}"
    words = Path(there, "environ").read_bytes().split(b"\0")
    assert {line.split(b"=")[0] for line in words if line} <= {b"LANG", b"PYTHONHASHSEED", b"LD_LIBRARY_PATH"}
    assert not any("sqlite" in line or "psycopg" in line for line in Path(there, "maps").read_text().split())


# --- Every door
# ------------------------------------------------------------------------------------------------

DOORS = {
    # To have a posted file read before its transaction (office/imports/read_first.py).
    "office/imports/forms.py": "read_tables",
    "monitoring/score_import_pages.py": "read_tables",
    "config/demo/standards.py": "read_lines",
    "monitoring/score_imports.py": "read_tables",
    "office/imports/reader.py": "read_tables",
    "standards/text/forms.py": "read_marked_lines",
}
INSIDE = {"office/imports/reading_worker.py"}  # it runs in the room
READERS = {"read_tables", "read_lines", "read_marked_lines", "read_word_tables", "read_excel_tables"}
READERS |= {"csv_table", "word_lines"}
PURE = ("office.imports.tables", "office.imports.paragraphs", "office.imports.csv_tables")
PURE += ("office.imports.word_tables", "office.imports.excel_tables")


def imports_of_readers(source):
    """(module, reader) of every reader that a file imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module, one.name) for one in node.names if one.name in READERS)


def past_the_room():
    return {
        name(path)
        for path in CODE
        for module, _reader in imports_of_readers(path.read_text())
        if module in PURE
    }


def test_files_are_read_in_the_room_alone():
    found = {
        name(path): reader
        for path in CODE
        for module, reader in imports_of_readers(path.read_text())
        if module == "office.imports.room"
    }
    assert found == DOORS
    # The readers themselves hand parts of a file to each other.
    assert past_the_room() == INSIDE | {"office/imports/tables.py"}


def test_control_a_reader_imported_past_the_room_is_seen():
    line = "from office.imports.tables import read_tables"
    assert list(imports_of_readers(line)) == [("office.imports.tables", "read_tables")]


def import_forms(form=TableImportForm):
    for one in form.__subclasses__():
        yield one
        yield from import_forms(one)


# What the portal itself has exported is proved by digests and read as JSON.
OWN = {"import_body"}
IMPORT_COMMANDS = sorted(name for name in {*get_commands()} - OWN if name.startswith("import_"))


def test_every_form_of_a_list_asks_the_room(asked):
    import_module("config.urls")  # every form is bound there
    forms = list(import_forms())
    assert {form.__name__ for form in forms} == {
        "PlanImportForm",
        "PositionImportForm",
        "RiskImportForm",
        "StaffImportForm",
    }
    for form in forms:
        asked.clear()
        with pytest.raises(UnreadableFile):
            form.READ(b"\0", "a.xlsx", ())
        assert set(asked) == {"tables"}, form


@pytest.mark.parametrize("command", IMPORT_COMMANDS)
def test_every_command_that_imports_asks_the_room(command, asked, body, tmp_path):
    made = load_command_class(get_commands()[command], command)
    assert isinstance(made, ImportCommand)
    (tmp_path / "a.xlsx").write_bytes(b"\0")
    with pytest.raises(CommandError):
        call_command(command, str(tmp_path / "a.xlsx"), organisation=body.code)
    assert set(asked) == {"tables"}


def test_scores_ask_the_room(asked):
    with pytest.raises(UnreadableFile):
        read_scores(b"\0", "a.xlsx", 24)
    assert asked == ["tables"]
