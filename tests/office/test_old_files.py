"""Lists of the old Word and Excel, which the server's LibreOffice makes new in a locked room of its own."""

from time import monotonic

import pytest

from office.imports import old_files
from office.imports.package import UnreadableFile
from office.imports.room import read_lines, read_tables
from office.locked_room import LockedRoom
from tests.files import document_bytes, excel_file, opened_word, word_file
from tests.libreoffice import Office
from tests.office import corpus, letters

ROWS = [
    ["№", "Тобокелдик", "Мөөнөт"],
    ["1", "Үлүш сурашат", "2026-жылдын 2-кварталы"],
    ["2", "Ң", "2027-жыл"],
]
SECRET = "купуясөз"
LINK = (
    '<table:table table:name="Барак"><table:table-row><table:table-cell table:formula="of:=[\'{}\'#$a.A1]" '
    'office:value-type="string"><text:p>эски</text:p></table:table-cell><table:table-cell '
    'office:value-type="string"><text:p>уяча</text:p></table:table-cell></table:table-row></table:table>'
)
SHOWN = [["percent", "two", "day", "Үй"]]


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """{name: bytes} as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.csv").write_text(SECRET)
    files = {
        "list.docx": closed_list(),
        "list.xlsx": excel_file(ROWS),
        "shown.fods": corpus.flat_sheet(SHOWN),
        "link.fods": letters.flat("spreadsheet", LINK.format((folder / "a.csv").as_uri()), corpus.STYLES),
    }
    ends = {"docx": "doc", "xlsx": "xls", "fods": "xls"}
    ways = [(name, f"{name.partition('.')[0]}.{ends[name.partition('.')[2]]}") for name in files]
    found = Office(folder).save_all(files, ways)
    assert set(found) == {after for _before, after in ways}
    return found


def closed_list():
    """A table with a paragraph after it, without which LibreOffice's .doc has none."""
    paper = opened_word(word_file(ROWS))
    paper.add_paragraph("Аягы")
    return document_bytes(paper)


def cells(content, name):
    return [row.cells for row in read_tables(content, name)[0].rows]


def refusal(content, name="a.doc"):
    with pytest.raises(UnreadableFile) as refused:
        read_tables(content, name)
    return refused.value.code


@pytest.mark.parametrize("name", ["list.doc", "list.xls"])
def test_a_list_of_the_old_word_or_excel_is_read_whole(old, name):
    assert cells(old[name], name) == ROWS


def test_cells_of_the_old_excel_are_read_as_shown(old):
    assert cells(old["shown.xls"], "shown.xls") == corpus.shown_cells(SHOWN)


def test_a_text_of_the_old_word_is_read_as_well(old):
    assert "Үлүш сурашат" in " ".join(read_lines(old["list.doc"], "a.doc"))


def test_a_link_to_a_file_of_the_server_brings_nothing_of_it(old):
    assert b"a.csv" in old["link.xls"]
    assert SECRET not in str(cells(old["link.xls"], "a.xls"))


@pytest.mark.parametrize("stream", old_files.KINDS)
def test_a_broken_old_file_is_refused_in_words_and_soon(stream):
    began = monotonic()
    broken = old_files.OLD + bytes(600) + f"{stream}\0".encode("utf-16-le") + b"\xff" * 9000
    assert refusal(broken) == "unopened"
    assert monotonic() - began < 20


@pytest.mark.parametrize(("share", "name"), [(0.4, "list.doc"), (0.4, "list.xls")])
def test_half_an_old_file_is_refused_or_read_but_breaks_nothing(old, share, name):
    half = old[name][: int(len(old[name]) * share)]
    with pytest.raises(UnreadableFile):
        read_tables(half, name)
    assert cells(old[name], name) == ROWS


def test_macros_and_passwords_are_refused_before_anything_is_opened(monkeypatch, old):
    monkeypatch.setattr(old_files, "office_room", LockedRoom("office.nowhere"))
    assert refusal(old["list.xls"] + "_VBA_PROJECT\0".encode("utf-16-le"), "a.xls") == "macros"
    assert refusal(old_files.OLD + "EncryptedPackage\0".encode("utf-16-le"), "a.docx") == "encrypted"


def test_a_server_without_libreoffice_says_how_to_save_the_file(monkeypatch, old):
    monkeypatch.setattr(old_files, "PROGRAMS", ())
    with pytest.raises(UnreadableFile, match=r"\.docx") as refused:
        read_tables(old["list.doc"], "a.doc")
    assert refused.value.code == "old"


def test_a_program_that_does_not_end_is_ended_and_the_room_lives(monkeypatch, tmp_path, old):
    marker = tmp_path / "alive"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n(sleep 3; touch {marker}) & sleep 60\n")
    program.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setattr(old_files, "PROGRAMS", (str(program),))
        patch.setattr(old_files, "LIMITS", {**old_files.LIMITS, "seconds": 1})
        began = monotonic()
        assert refusal(old["list.doc"]) == "time"
        assert monotonic() - began < 3
    assert cells(old["list.doc"], "a.doc") == ROWS
    assert not marker.exists()


def test_a_file_of_another_old_program_is_not_opened():
    assert refusal(old_files.OLD + "PowerPoint Document\0".encode("utf-16-le"), "a.ppt") == "old"
