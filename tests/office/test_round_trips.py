"""No word is lost and no number changed between a file and what the portal reads of it, and the reading copy
says what the file says: over a generated corpus, and over what LibreOffice writes of it.

Importers take tables of .docx, .xlsx, .odt, .ods, .rtf and .csv, and plain text; citizens' files may be
.docx, .xlsx, .odt, .ods and PDF. Our own readers refuse .doc and .xls: LibreOffice makes them new first
(`test_old_files.py`).
"""

import csv
import io
import subprocess
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from office.files.metadata_worker import UnwashableFile, wash_file
from office.imports.package import UnreadableFile
from office.imports.paragraphs import read_lines
from office.imports.tables import read_tables
from tests.files import csv_file, zip_part
from tests.libreoffice import Office
from tests.net import figure
from tests.office import corpus, samples

PAPERS, EXAMPLES = figure(4, 40), figure(12, 150)
some = settings(max_examples=EXAMPLES, deadline=None)
randoms = st.randoms(use_true_random=False)


def words_read(content, name="a.docx"):
    return [word for line in read_lines(content, name) for word in line.split()]


def lost(words, among):
    """Words that do not stand among others as often, {} for none."""
    return dict(Counter(words) - Counter(among))


def stands_in_order(words, among):
    """Whether `among` has the words one after another, with marks of lists between them."""
    rest = iter(among)
    return all(word in rest for word in words)


def cells_read(content, name):
    """The rows of each table."""
    return [[row.cells for row in table.rows] for table in read_tables(content, name)]


# --- A generated corpus -------------------------------------------------------------------------------------


@some
@given(randoms)
def test_paper_of_word_is_read_whole_and_its_copy_says_the_same(random):
    paper = corpus.make_paper(random)
    content = corpus.word_paper(paper)
    assert stands_in_order(paper.words, words_read(content))
    copy = wash_file(content)[1]
    assert read_lines(copy, "a.docx") == read_lines(content, "a.docx")
    if paper.tables:
        assert cells_read(content, "a.docx") == cells_read(copy, "a.docx") == paper.tables


@some
@given(randoms)
def test_workbook_is_read_as_shown_and_its_copy_says_the_same(random):
    sheet = corpus.make_sheet(random)
    content = corpus.excel_sheet(sheet)
    assert cells_read(content, "a.xlsx") == [corpus.shown_cells(sheet)]
    assert cells_read(wash_file(content)[1], "a.xlsx") == [corpus.shown_cells(sheet)]


@some
@given(randoms, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8-sig", "utf-8", "utf-16"]))
def test_csv_is_read_whole(random, delimiter, encoding):
    rows = corpus.shown_cells(corpus.make_sheet(random))
    width = max(map(len, rows))
    content = csv_file([row + [""] * (width - len(row)) for row in rows], encoding, delimiter)
    assert [[cell for cell in row if cell] for row in cells_read(content, "a.csv")[0]] == rows


@some
@given(randoms)
def test_copy_of_an_open_document_says_the_same(random):
    paper = corpus.make_paper(random)
    table = f'xmlns:table="{corpus.TABLE}"'
    content = zip_part(samples.open_document(corpus.body_of(paper)), "content.xml")
    written = samples.open_document(
        parts={
            "content.xml": content.replace(
                b"<office:document-content ", f"<office:document-content {table} ".encode()
            )
        }
    )
    copy = wash_file(written)[1]
    assert words_of_xml(zip_part(copy, "content.xml")) == words_of_xml(zip_part(written, "content.xml"))


def words_of_xml(content):
    return " ".join(etree.fromstring(content).itertext()).split()


# --- What LibreOffice writes of it --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def papers():
    """{name: Paper}"""
    return {f"paper{number}": corpus.make_paper(Random(number)) for number in range(PAPERS)}


@pytest.fixture(scope="module")
def sheets():
    """{name: rows of cells}"""
    return {f"sheet{number}": corpus.make_sheet(Random(number)) for number in range(PAPERS)}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def written(office, papers, sheets):
    """{name: bytes} of the corpus as LibreOffice writes it in every kind; «paper0-doc.docx» is the .doc
    saved anew, as the refusal says.
    """
    flat = {f"{name}.fodt": corpus.flat_text(paper) for name, paper in papers.items()}
    flat |= {f"{name}.fods": corpus.flat_sheet(sheet) for name, sheet in sheets.items()}
    ways = [(f"{name}.fodt", f"{name}.{end}") for name in papers for end in KINDS["paper"]]
    ways += [(f"{name}.fods", f"{name}.{end}") for name in sheets for end in KINDS["sheet"]]
    ways += [(f"{name}.{end}", f"{name}-{end}.docx") for name in papers for end in ("rtf", "doc")]
    ways += [(f"{name}.xls", f"{name}-xls.xlsx") for name in sheets]
    found = office.save_all(flat, ways)
    assert set(found) == {after for _before, after in ways}
    return found


KINDS = {"paper": ("docx", "odt", "rtf", "doc", "pdf"), "sheet": ("xlsx", "ods", "xls")}


def check_paper(paper, content):
    assert stands_in_order(paper.words, words_read(content)), lost(paper.words, words_read(content))
    found = [
        [[" ".join(cell.split()) for cell in row] for row in table]
        for table in (cells_read(content, "a.docx") if paper.tables else [])
    ]
    assert found == paper.tables


def test_word_papers_of_libreoffice_are_read_whole(written, papers):
    for name, paper in papers.items():
        content = written[f"{name}.docx"]
        check_paper(paper, content)
        assert read_lines(wash_file(content)[1], "a.docx") == read_lines(content, "a.docx")


@pytest.mark.parametrize("end", ["rtf", "doc"])
def test_old_papers_are_read_whole_once_saved_anew(written, papers, end):
    for name, paper in papers.items():
        check_paper(paper, written[f"{name}-{end}.docx"])


def test_workbooks_of_libreoffice_are_read_as_shown(written, sheets):
    for name, sheet in sheets.items():
        content = written[f"{name}.xlsx"]
        for one in (content, wash_file(content)[1], written[f"{name}-xls.xlsx"]):
            assert cells_read(one, "a.xlsx") == [corpus.shown_cells(sheet)]


@pytest.mark.parametrize("end", ["odt", "rtf"])
def test_tables_of_open_documents_and_rtf_are_read_whole(written, papers, end):
    for name, paper in papers.items():
        if paper.tables:
            found = cells_read(written[f"{name}.{end}"], f"a.{end}")
            assert [[[" ".join(cell.split()) for cell in row] for row in table] for table in found] == (
                paper.tables
            )


def test_open_workbooks_are_read_as_shown(written, sheets):
    for name, sheet in sheets.items():
        assert cells_read(written[f"{name}.ods"], "a.ods") == [corpus.shown_cells(sheet)]


@pytest.mark.parametrize("end", ["rtf"])
def test_rtf_is_washed_nowhere(written, end):
    for name, content in written.items():
        if name.endswith(f".{end}"):
            with pytest.raises(UnwashableFile, match="^type$"):
                wash_file(content)


@pytest.mark.parametrize(("end", "reason"), [("doc", "old"), ("xls", "old")])
def test_old_kinds_are_refused_in_words_at_every_door(written, end, reason):
    files = [content for name, content in written.items() if name.endswith(f".{end}")]
    assert len(files) == PAPERS
    for content in files:
        with pytest.raises(UnwashableFile, match=f"^{reason}$"):
            wash_file(content)
        with pytest.raises(UnreadableFile) as refused:
            read_tables(content, f"a.{end}")
        assert refused.value.code == reason


def test_copies_of_open_documents_say_the_same_and_lose_no_word(office, written, papers, sheets):
    files = {name: content for name, content in written.items() if name.endswith((".odt", ".ods"))}
    files |= {f"copy-{name}": wash_file(content)[1] for name, content in files.items()}
    ways = [(name, name.replace(".odt", ".txt").replace(".ods", ".csv")) for name in files]
    shown = {name: text.decode("utf-8-sig") for name, text in office.save_all(files, ways).items()}
    assert set(shown) == {after for _before, after in ways}
    for name, paper in papers.items():
        assert shown[f"copy-{name}.txt"] == shown[f"{name}.txt"]
        assert stands_in_order(paper.words, shown[f"{name}.txt"].split())
    for name, sheet in sheets.items():
        assert shown[f"copy-{name}.csv"] == shown[f"{name}.csv"]
        rows = csv.reader(io.StringIO(shown[f"{name}.csv"]))
        assert [[cell for cell in row if cell] for row in rows] == corpus.shown_cells(sheet)


def test_copy_of_a_pdf_says_the_same(written, papers):
    for name, paper in papers.items():
        content = written[f"{name}.pdf"]
        words = [pdf_words(one) for one in (content, wash_file(content)[1])]
        assert words[0] == words[1]
        assert lost(letters_of(paper.words), letters_of(words[0])) == {}


def letters_of(words):
    """The signs of words that poppler may have parted at the end of a line."""
    return "".join(words).replace("-", "")


def pdf_words(content):
    """As poppler reads them."""
    return (
        subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
        .stdout.decode()
        .split()
    )


# --- Controls -----------------------------------------------------------------------------------------------


def test_control_a_lost_word_and_a_changed_number_are_seen(papers):
    words = next(iter(papers.values())).words
    assert stands_in_order(words, words)
    assert not stands_in_order(words, words[1:])
    assert not stands_in_order([*words, "1.1"], [*words, "1.10"])
