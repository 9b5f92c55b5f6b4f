"""What the wash leaves of files that real programs wrote is opened by real programs: LibreOffice, qpdf,
Pillow.
"""

import io
import subprocess
from dataclasses import dataclass

import pikepdf
import pytest
from lxml import etree
from PIL import Image

from office.files.archive import DOCX, ODS, ODT, XLSX, version_of
from office.files.copy_check import MANIFEST, check
from office.files.metadata_worker import JPEG, PDF, PNG, UnwashableFile, wash_file
from tests.files import document_bytes, packed, parts_of, zip_part
from tests.libreoffice import Office
from tests.office import letters, samples
from tests.office.test_cleaning import has_trace

WRITTEN = {f"letter-{version}.odt": ODT for version in ("1.1", "1.2", "1.3")}
WRITTEN |= {f"table-{version}.ods": ODS for version in ("1.1", "1.2", "1.3")}
WRITTEN |= {"letter.docx": DOCX, "table.xlsx": XLSX, "letter.pdf": PDF, "letter.jpg": JPEG, "letter.png": PNG}
TEXTS, TABLES = (
    "txt:Text (encoded):UTF8",
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
)
PICTURES = {"jpg": "jpeg", "png": "png"}
LETTER, TABLE = {"letter.fodt": letters.letter()}, {"table.fods": letters.table()}
READERS = {"odt": TEXTS, "docx": TEXTS, "ods": TABLES, "xlsx": TABLES}


@dataclass(frozen=True)
class Opened:
    """The file as its program wrote it, its copy, and the words LibreOffice shows of both; "" where it opens
    nothing.
    """

    written: bytes
    kind: str
    copy: bytes
    shown: str
    shown_of_copy: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture(scope="module")
def written(folder):
    """{name: bytes} of the same letter and table as LibreOffice writes them."""
    found = {}
    for version in ("1.1", "1.2", "1.3"):
        office = Office(folder / version, version)
        found[f"letter-{version}.odt"] = office.convert(LETTER, "odt")["letter"]
        found[f"table-{version}.ods"] = office.convert(TABLE, "ods")["table"]
    for to in ("docx", "pdf"):
        found[f"letter.{to}"] = office.convert(LETTER, to)["letter"]
    found["table.xlsx"] = office.convert(TABLE, "xlsx")["table"]
    return found | {f"letter.{end}": page_of(found["letter.pdf"], kind) for end, kind in PICTURES.items()}


def page_of(paper: bytes, kind: str) -> bytes:
    """The first page as poppler draws it."""
    return subprocess.run(
        ["pdftoppm", "-r", "40", f"-{kind}", "-singlefile", "-"], input=paper, capture_output=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def opened(folder, written):
    """{name: Opened} of the office files."""
    office = Office(folder / "reader")
    washed = {name: wash_file(content) for name, content in written.items()}
    files = {f"written-{name}": content for name, content in written.items()}
    files |= {f"copy-{name}": copy for name, (_kind, copy) in washed.items()}
    shown = {}
    for reader in (TEXTS, TABLES):
        asked = {
            name: content for name, content in files.items() if READERS.get(name.rpartition(".")[2]) == reader
        }
        shown |= texts(office.convert(asked, reader), asked)
    return {
        name: Opened(content, *washed[name], shown[f"written-{name}"], shown[f"copy-{name}"])
        for name, content in written.items()
        if f"written-{name}" in shown
    }


def texts(converted, asked):
    """{file: its words}; a workbook is converted to a file a sheet."""
    return {
        name: "\n".join(
            content.decode("utf-8-sig")
            for made, content in sorted(converted.items())
            if made.startswith(name.rpartition(".")[0])
        )
        for name in asked
    }


def test_libreoffice_wrote_every_kind_and_version(written):
    assert {name: wash_file(content)[0] for name, content in written.items()} == WRITTEN
    said = {
        name: version_of(zip_part(content, "content.xml"))
        for name, content in written.items()
        if ".od" in name
    }
    assert said == {name: name[-7:-4] if "1.1" not in name else "" for name in said}


OFFICE_FILES = [name for name in WRITTEN if name.rpartition(".")[2] in READERS]


@pytest.mark.parametrize("name", OFFICE_FILES)
def test_copy_of_an_office_file_is_opened_and_says_the_same(opened, name):
    file = opened[name]
    assert samples.SHOWN in file.shown
    assert file.shown_of_copy == file.shown


@pytest.mark.parametrize("name", WRITTEN)
def test_copy_of_what_a_program_wrote_tells_nobody_who_made_it(written, name):
    assert not has_trace(wash_file(written[name])[1])


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_manifest_says_the_version_of_the_content(opened, version):
    copy = opened[f"letter-{version}.odt"].copy
    manifest = etree.fromstring(zip_part(copy, MANIFEST))
    assert [
        value for node in manifest.iter() for key, value in node.attrib.items() if key.endswith("}version")
    ] == [
        version,
        version,
    ]


def test_copy_of_a_pdf_is_whole_and_says_the_same(folder, written):
    copy = folder / "copy.pdf"
    copy.write_bytes(wash_file(written["letter.pdf"])[1])
    assert subprocess.run(["qpdf", "--check", copy], capture_output=True, check=False).returncode == 0
    words = [
        subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True).stdout.decode()
        for paper in (written["letter.pdf"], copy.read_bytes())
    ]
    assert samples.SHOWN in words[0]
    assert words[1] == words[0]


@pytest.mark.parametrize("name", ["letter.jpg", "letter.png"])
def test_copy_of_a_picture_is_opened(written, name):
    with (
        Image.open(io.BytesIO(wash_file(written[name])[1])) as copy,
        Image.open(io.BytesIO(written[name])) as was,
    ):
        copy.load()
        assert copy.size == was.size


def test_later_opendocument_than_libreoffice_writes_keeps_its_version(folder, written):
    """LibreOffice 24 and later write 1.4."""
    newer = of_version("1.4", written["letter-1.3.odt"])
    copy = wash_file(newer)[1]
    shown = Office(folder / "newer").convert({"newer.odt": newer, "copy.odt": copy}, TEXTS)
    assert shown["copy"] == shown["newer"]


def of_version(version, content):
    parts = parts_of(content)
    for name in ("content.xml", "styles.xml", MANIFEST):
        parts[name] = parts[name].replace(b'version="1.3"', f'version="{version}"'.encode())
    return packed(parts)


# --- what no program opens ---------------------------------------------------------------------------------


def test_libreoffice_opens_nothing_where_the_manifest_says_another_version(folder, written):
    """What the wash did to every file of OpenDocument 1.3: the judge sees it."""
    broken = changed(MANIFEST, 'version="1.3"', 'version="1.2"')(written["letter-1.3.odt"])
    office = Office(folder / "judge")
    assert office.convert({"broken.odt": broken}, TEXTS) == {}
    assert list(office.convert({"whole.odt": wash_file(broken)[1]}, TEXTS)) == ["whole"]


def changed(name, old, new):
    """The file with other words in one part."""

    def change(content):
        parts = parts_of(content)
        assert old.encode() in parts[name]
        return packed(parts | {name: parts[name].replace(old.encode(), new.encode())})

    return change


def without(name):
    return lambda content: packed({one: part for one, part in parts_of(content).items() if one != name})


def with_part(name, like):
    return lambda content: packed(parts_of(content) | {name: parts_of(content)[like]})


def pageless(content):
    with pikepdf.new() as paper:
        return document_bytes(paper)


ODF, WORD, EXCEL = "letter-1.3.odt", "letter.docx", "table.xlsx"
LINKS = "_rels/.rels"
# As citizens could send them: what is wrong, the file, what was done to it.
UNOPENED = (
    ("a text without a body", ODF, changed("content.xml", "office:body", "office:bodice")),
    ("a text that is a drawing", ODF, changed("content.xml", "office:text", "office:drawing")),
    ("a text without its content", ODF, without("content.xml")),
    ("a Word file without the way to its text", WORD, without(LINKS)),
    ("a Word file without a body", WORD, changed("word/document.xml", "w:body", "w:bodice")),
    ("a workbook without sheets", EXCEL, changed("xl/workbook.xml", "<sheet ", "<sheep ")),
    ("a workbook that lost a sheet", EXCEL, without("xl/worksheets/sheet2.xml")),
    ("a workbook that lost its links", EXCEL, without("xl/_rels/workbook.xml.rels")),
    ("a paper without a page", "letter.pdf", pageless),
)


@pytest.mark.parametrize(
    ("name", "change"), [case[1:] for case in UNOPENED], ids=[case[0] for case in UNOPENED]
)
def test_file_that_no_program_opens_is_refused(written, name, change):
    with pytest.raises(UnwashableFile, match="^(broken|damaged)$"):
        wash_file(change(written[name]))


def reordered(content):
    return packed(dict(sorted(parts_of(content).items())))


def one_byte(content):
    place = content.index(b"content.xml") + 200
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


END, ENTRY = "</manifest:manifest>", '<manifest:file-entry manifest:full-path="{}"/></manifest:manifest>'
ROOT = f'manifest:media-type="{ODT}"'
# As the wash itself could come to write them.
SPOILT = (
    ("the type is packed", ODF, lambda copy: packed(parts_of(copy), plain=())),
    ("the type is not first", ODF, reordered),
    ("another type", ODF, changed("mimetype", ODT, ODS)),
    ("another type in the manifest", ODF, changed(MANIFEST, ODT, ODS)),
    ("a part is not listed", ODF, with_part("other.xml", like="styles.xml")),
    ("a listed part is not there", ODF, changed(MANIFEST, END, ENTRY.format("other.xml"))),
    ("a part is listed twice", ODF, changed(MANIFEST, END, ENTRY.format("content.xml"))),
    ("another version in the manifest", ODF, changed(MANIFEST, 'version="1.3"', 'version="1.2"')),
    (
        "a version in half of the manifest",
        ODF,
        changed(MANIFEST, f'version="1.3" {ROOT}', f'version="1.2" {ROOT}'),
    ),
    ("no version in the manifest", ODF, changed(MANIFEST, ' manifest:version="1.3"', "")),
    (
        "a version that no manifest knew",
        "letter-1.1.odt",
        changed(MANIFEST, ROOT, f'manifest:version="1.1" {ROOT}'),
    ),
    ("a part that breaks off", ODF, changed("content.xml", "</office:document-content>", "")),
    ("one byte", ODF, one_byte),
    ("a part without a type", WORD, with_part("word/other.bin", like="word/styles.xml")),
    ("a type without its part", WORD, without("word/fontTable.xml")),
    ("a link to nowhere", WORD, changed("word/_rels/document.xml.rels", "styles.xml", "style.xml")),
    ("links of no part", WORD, with_part("word/_rels/other.xml.rels", like="word/_rels/document.xml.rels")),
    ("a link that is not there", WORD, changed("word/document.xml", 'r:embed="', 'r:embed="x')),
    (
        "a sheet that is none",
        EXCEL,
        changed("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "styles.xml"),
    ),
    ("a picture that breaks off", "letter.jpg", lambda copy: copy[:900]),
    ("a PDF that breaks off", "letter.pdf", lambda copy: copy[:-300]),
)


@pytest.mark.parametrize(("name", "spoil"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_copy_that_no_program_would_open_is_not_trusted(written, name, spoil):
    kind, copy = wash_file(written[name])
    check(kind, copy)
    with pytest.raises(UnwashableFile, match="^broken$"):
        check(kind, spoil(copy))


def test_sheet_that_says_more_cells_than_are_laid_out_is_refused(written):
    """Our own limit, tried just above it."""
    many = (
        '<table:table-row table:number-rows-repeated="1001"><table:table-cell '
        'table:number-columns-repeated="1000">'
    )
    spread = changed(
        "content.xml",
        "</table:table>",
        f"{many}<text:p>1</text:p></table:table-cell></table:table-row></table:table>",
    )
    with pytest.raises(UnwashableFile, match="unpacked"):
        wash_file(spread(written["table-1.3.ods"]))


def test_empty_rest_of_a_sheet_is_no_bomb(written):
    """Every office says so of the cells below the last one."""
    rest = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert (
        wash_file(
            changed("content.xml", "</table:table>", f"{rest}</table:table>")(written["table-1.3.ods"])
        )[0]
        == ODS
    )


# --- links that lead nowhere -------------------------------------------------------------------------------


def test_picture_that_lies_elsewhere_goes_with_its_link():
    """Word calls a file damaged whose drawing names a link that is not among the links of its part."""
    linked = (
        "<w:p><w:r><w:t>сөз</w:t></w:r><w:r><w:pict><v:imagedata "
        'xmlns:v="urn:schemas-microsoft-com:vml" r:id="rId99"/></w:pict></w:r></w:p>'
    )
    _kind, copy = wash_file(samples.word_sample(body=linked))
    assert b"rId99" not in parts_of(copy)["word/document.xml"]
    assert "сөз" in parts_of(copy)["word/document.xml"].decode()


def test_page_of_a_sheet_keeps_its_form_without_its_printer():
    printer = {"xl/printerSettings/printerSettings1.bin": b"x"}
    sheet = parts_of(samples.excel_sample())["xl/worksheets/sheet1.xml"]
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    page = sheet.replace(
        b"</worksheet>", f'<pageSetup {space} orientation="landscape" r:id="rId9"/></worksheet>'.encode()
    )
    _kind, copy = wash_file(samples.excel_sample(parts=printer | {"xl/worksheets/sheet1.xml": page}))
    [setup] = etree.fromstring(parts_of(copy)["xl/worksheets/sheet1.xml"]).iter("{*}pageSetup")
    assert dict(setup.attrib) == {"orientation": "landscape"}
