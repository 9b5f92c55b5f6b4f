"""CSV files as Excel and old programs write them: their delimiter and their letters."""

import pytest

from office.imports.package import UnreadableFile
from office.imports.paragraphs import read_lines
from office.imports.tables import read_tables
from plans.imports.reader import read_plan
from tests.files import csv_file
from tests.plans.test_reader import HEAD, plan_row

WORDS = "Жемишчилерге, багбандарга, малчыларга, уста-чеберлерге, мугалимдерге, врачтарга жардам берүү"


def prose(count=5):
    """A plan whose cells have more commas than the lines have delimiters."""
    return [HEAD, *(plan_row(str(number), measure=WORDS, who=WORDS) for number in range(1, count + 1))]


def unquoted(rows, delimiter):
    return "\r\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")


def first_row(content, name="a.csv"):
    return read_tables(content, name)[0].rows[0].cells


def test_semicolons_part_the_cells_of_ordinary_prose():
    found = read_plan(unquoted(prose(), ";"), "a.csv")
    assert [row.cells["measure"] for row in found.rows] == [WORDS] * 5


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_of_quoted_prose_is_found(delimiter):
    found = read_plan(csv_file(prose(), "utf-8-sig", delimiter), "a.csv")
    assert [row.cells["executors"] for row in found.rows] == [WORDS] * 5


def test_delimiter_that_the_file_says_is_taken():
    assert first_row("sep=;\r\nа,б;в,г\r\nд,е;ж,з\r\n".encode()) == ["а,б", "в,г"]


def test_table_of_one_line_has_its_delimiter():
    assert first_row("а;б;в".encode()) == ["а", "б", "в"]


ROW = ["№", "Айыл өкмөтүнүн тобокелдиги", "Орто"]
RUSSIAN = ["№1", "Риск сельской управы — «высокий»", "Жогорку"]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_old_writing_is_known_by_its_words(encoding):
    words = [text.replace("—", "-").replace("«", "").replace("»", "").replace("№", "N") for text in RUSSIAN]
    assert first_row(csv_file([words], encoding, ";")) == words


def test_kyrgyz_of_old_windows_is_read():
    assert first_row(csv_file([ROW], "ptcp154", ";")) == ROW


def test_dashes_and_quotes_of_windows_are_read():
    assert first_row(csv_file([RUSSIAN], "cp1251", ";")) == RUSSIAN


def test_letters_that_excel_made_question_marks_of_are_told():
    lost = csv_file([["1", "Ж?м?шчил?р"], ["2", "айыл ?км?т?н?н"]], "cp1251", ";")
    for read, name in ((read_tables, "a.csv"), (read_lines, "a.txt")):
        with pytest.raises(UnreadableFile) as refused:
            read(lost, name)
        assert refused.value.code == "letters"


def test_question_is_no_lost_letter():
    words = ["Ким? Качан?", "Эмне??", "Кайда??"]
    assert first_row(csv_file([words], "cp1251", ";")) == words


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UnreadableFile) as refused:
        read_tables(bytes(range(128, 255)) * 20, "a.csv")
    assert refused.value.code == "letters"
