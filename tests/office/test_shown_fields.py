"""What a reader sees of fields and formulas stays in the reading copy, as LibreOffice shows both; what made
it goes.
"""

import io

import openpyxl
import pytest

from office.files.metadata_worker import wash_file
from tests.files import document_bytes, parts_of, zip_part, zipped
from tests.libreoffice import Office
from tests.office import samples

SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"
    for name, space in {
        "office": "office",
        "table": "table",
        "text": "text",
        "draw": "drawing",
        "svg": "svg-compatible",
        "meta": "meta",
        "style": "style",
    }.items()
} | {"dc": "http://purl.org/dc/elements/1.1/"}
META = (
    "<dc:title>Арыз жөнүндө</dc:title><dc:subject>Арык</dc:subject><meta:keyword>суу</meta:keyword>"
    '<meta:user-defined meta:name="Номер">22/2026</meta:user-defined>'
)
DECLARED = (
    '<text:variable-decls><text:variable-decl text:name="v" office:value-type="string"/>'
    '</text:variable-decls><text:user-field-decls><text:user-field-decl text:name="u" '
    'office:value-type="string" office:string-value="Достук айылы"/></text:user-field-decls>'
)
VALUE = 'office:value-type="string" office:string-value="Мааниси"'
REFERENCE = 'text:reference-format="text"'
# What stands in the paper → what is read there.
FIELDS = {
    f'<text:bookmark-start text:name="b"/>Биринчи<text:bookmark-end text:name="b"/> «<text:bookmark-ref '
    f'{REFERENCE} text:ref-name="b">Биринчи</text:bookmark-ref>»': "Биринчи «Биринчи»",
    f'<text:reference-mark-start text:name="r"/>экинчи<text:reference-mark-end text:name="r"/>, '
    f'кара: <text:reference-ref {REFERENCE} text:ref-name="r">экинчи</text:reference-ref>': (
        "экинчи, кара: экинчи"
    ),
    'Сүрөт <text:sequence text:ref-name="s" text:name="Сүрөт" text:formula="ooow:Сүрөт+1" '
    'style:num-format="1">1</text:sequence>, <text:sequence-ref '
    'text:reference-format="category-and-value" text:ref-name="s">Сүрөт 1</text:sequence-ref>': (
        "Сүрөт 1, Сүрөт 1"
    ),
    "Тема: <text:subject>Арык</text:subject>, <text:keywords>суу</text:keywords>, "
    "<text:title>Арыз жөнүндө</text:title> № "
    '<text:user-defined text:name="Номер">22/2026</text:user-defined>': (
        "Тема: Арык, суу, Арыз жөнүндө № 22/2026"
    ),
    f'Талаа <text:user-field-get text:name="u">Достук айылы</text:user-field-get>, '
    f'<text:variable-set text:name="v" {VALUE}>Мааниси</text:variable-set>, '
    '<text:variable-get text:name="v">Мааниси</text:variable-get>': ("Талаа Достук айылы, Мааниси, Мааниси"),
    'Даража <text:drop-down text:name="d"><text:label text:value="орто"/><text:label text:value="жогорку" '
    'text:current-selected="true"/>жогорку</text:drop-down>, <text:text-input>Жазылды</text:text-input>': (
        "Даража жогорку, Жазылды"
    ),
    '<text:author-name text:fixed="true">Асан Эсенов</text:author-name>, '
    '<text:sender-firstname text:fixed="true">Асан</text:sender-firstname>': "Асан Эсенов, Асан",
}


def flat_paper():
    """A paper of OpenDocument in one part, as LibreOffice opens it."""
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
    lines = "".join(f"<text:p>{field}</text:p>" for field in FIELDS)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text"><office:meta>{META}</office:meta>'
        f"<office:body><office:text>{DECLARED}{lines}</office:text></office:body></office:document>"
    ).encode()


def lines_of(text):
    return [line for line in text.decode("utf-8-sig").splitlines() if line]


def test_fields_of_an_open_document_stay_as_words(tmp_path):
    """What LibreOffice 7.4 wrote, washed, and shown by it again: a reference asked for its mark, which the
    wash had taken, and showed «Error: Reference source not found».
    """
    office = Office(tmp_path)
    written = office.save_all({"a.fodt": flat_paper()}, [("a.fodt", "a.odt")])["a.odt"]
    content = zip_part(written, "content.xml")
    assert b"bookmark-ref" in content
    assert b"user-defined" in content
    copy = wash_file(written)[1]
    shown = office.save_all(
        {"before.odt": written, "copy.odt": copy}, [("before.odt", "before.txt"), ("copy.odt", "copy.txt")]
    )
    assert lines_of(shown["copy.txt"]) == lines_of(shown["before.txt"]) == list(FIELDS.values())
    assert "meta.xml" not in parts_of(copy)


def test_field_that_shows_nothing_says_nothing_in_the_copy():
    hidden = (
        '<text:p>Ачык<text:variable-set text:name="v" text:display="none">сыр</text:variable-set>'
        '<text:hidden-text text:condition="ooow:1==1" text:is-hidden="true">сыр</text:hidden-text>'
        "<text:title>???</text:title>.</text:p>"
    )
    copy = zip_part(wash_file(samples.open_document(hidden))[1], "content.xml").decode()
    assert "<text:p>Ачык.</text:p>" in copy


def test_day_in_a_field_stays_and_the_hour_it_was_written_goes():
    day = '<text:p><text:date text:date-value="2026-04-08T16:58:52.28">08.04.2026</text:date></text:p>'
    copy = zip_part(wash_file(samples.open_document(day))[1], "content.xml").decode()
    assert "<text:p>08.04.2026</text:p>" in copy
    assert "16:58" not in copy


def test_number_of_a_page_stays_with_the_program():
    page = "<text:p>Барак <text:page-number>1</text:page-number></text:p>"
    copy = zip_part(wash_file(samples.open_document(page))[1], "content.xml").decode()
    assert "Барак <text:page-number>1</text:page-number>" in copy


# --- Formulas ----------------------------------------------------------------------------------------------


def reckoned_book():
    book = openpyxl.Workbook()
    for row in (['=IF(1=1,"",2)', "бош"], ["=1=1", "чын"], [True, "чын"], ["=2+3", "беш"]):
        book.active.append(row)
    return document_bytes(book)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_results_of_formulas_are_shown_as_before(tmp_path, kind):
    """LibreOffice reckons them; «» is a result, and TRUE is the word that was seen."""
    office = Office(tmp_path)
    written = office.save_all({"a.xlsx": reckoned_book()}, [("a.xlsx", f"b.{kind}")])[f"b.{kind}"]
    copy = wash_file(written)[1]
    shown = office.save_all(
        {f"c.{kind}": written, f"d.{kind}": copy}, [(f"c.{kind}", "c.csv"), (f"d.{kind}", "d.csv")]
    )
    before, after = (lines_of(shown[name]) for name in ("c.csv", "d.csv"))
    assert after == before == [",бош", "TRUE,чын", "TRUE,чын", "5,беш"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (b'<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>', None),  # Excel 2016
        (b'<c r="A1" t="str"><f>IF(B1="","",B1)</f><v/></c>', None),
        (b'<c r="A1"><f>B1*2</f><v></v></c>', "=B1*2"),  # openpyxl
        (b'<c r="A1"><f>B1*2</f></c>', "=B1*2"),  # ExcelJS
        (b'<c r="A1"><f t="shared" si="0"/></c>', "=…"),
    ],
    ids=["Excel", "Excel, short", "openpyxl", "ExcelJS", "words in another cell"],
)
def test_result_that_is_empty_is_not_taken_for_none(cell, shown):
    sheet = b"xl/worksheets/sheet1.xml".decode()
    content = samples.excel_sample()
    before = zip_part(content, sheet)
    at, end = before.index(b"<c "), before.index(b"</row>")
    changed = zipped({sheet: before[:at] + cell + before[end:]}, content)
    copy = openpyxl.load_workbook(io.BytesIO(wash_file(changed)[1])).active
    assert copy["A1"].value == shown
