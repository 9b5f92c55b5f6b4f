import io
import json
import struct
import zipfile

import docx
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.imports.package import REFUSALS
from office.imports.tables import read_tables
from risks.imports import (
    CHOICES,
    NOTES,
    REASONS,
    RISKS,
    RiskListReading,
    Undecided,
    UnreadableFile,
    read_risk_list,
)
from risks.papers import VILLAGE_LIST
from tests.files import (
    csv_file,
    document_bytes,
    excel_file,
    real_file,
    word_cells,
    word_file,
    zip_part,
    zipped,
)

HEADINGS = [
    column.heading.replace("{organisation_dative}", "Достук айыл өкмөтүнө") for column in VILLAGE_LIST.columns
]
GROUP = ["Кызмат көрсөтүү функциясы"]
TEXTS = ("function", "situation", "unit", "posts", "elsewhere")
LEVELS = ["zero", "low", "medium", "high"]


def risk_row(number="1", level="Жогорку", category="Кырдаалдык", **texts):
    texts = {key: texts.get(key, key) for key in TEXTS}
    return [
        number,
        texts["function"],
        texts["situation"],
        category,
        level,
        texts["unit"],
        texts["posts"],
        texts["elsewhere"],
    ]


def read_sample(*rows, headings=HEADINGS, group=GROUP):
    return read_risk_list(excel_file([headings, group, *rows]), "list.xlsx")


def doubts(found):
    return [(doubt.id, doubt.reason, doubt.text) for doubt in found.doubts]


def notes(found):
    return [(note.code, note.row, note.text) for note in found.notes]


def refusal(data, name="list.docx"):
    with pytest.raises(UnreadableFile) as refused:
        read_risk_list(data, name)
    assert str(refused.value)
    return refused.value.code


# --- the real inputs


def test_the_village_list_is_eleven_risks_in_two_groups_with_one_doubt():
    found = read_risk_list(real_file("dostuk-2026-risks.docx"), "dostuk-2026-risks.docx")
    assert found.form == "risks/village-list"
    assert [(group.kind, sum(r.group == i for r in found.rows)) for i, group in enumerate(found.groups)] == [
        ("services", 6),
        ("permits", 5),
    ]
    assert doubts(found) == [("1.5.level", "level-unknown", "Орго")]
    assert [choice for choice, _words in found.doubts[0].options] == ["medium", "zero", "low", "high"]
    assert found.notes == []


def paper_of(*parts):
    """A Word file of tables, which are lists, and of paragraphs."""
    paper = docx.Document()
    for part in parts:
        if isinstance(part, str):
            paper.add_paragraph(part)
            continue
        table = paper.add_table(len(part), max(1, *map(len, part)))
        for line, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(line.cells, texts, strict=False):
                cell.text = text
    return document_bytes(paper)


PERMITS = "Уруксат берүү функциясы"


def test_paragraph_over_a_later_table_is_its_group():
    first, second = [HEADINGS, GROUP, risk_row("1")], [HEADINGS, risk_row("2")]
    found = read_risk_list(paper_of("Тизмек", first, PERMITS, second), "a.docx")
    assert (found.above, doubts(found)) == ("Тизмек", [])
    assert [risk["kind"] for risk in found.resolve({})] == ["services", "permits"]
    again = read_risk_list(paper_of(first, "", second), "a.docx")  # control: nothing stands between
    assert [risk["kind"] for risk in again.resolve({})] == ["services", "services"]


def test_paragraph_over_the_first_table_and_over_one_without_headings_is_its_group():
    found = read_risk_list(
        paper_of("Тизмек", GROUP[0], [HEADINGS, risk_row("1")], PERMITS, [risk_row("2")]), "a.docx"
    )
    assert doubts(found) == []
    assert [risk["kind"] for risk in found.resolve({})] == ["services", "permits"]


def test_words_between_tables_that_are_no_group_are_asked_or_noted():
    sentence = "Бул тобокелдиктер кийинки жыйында кайра каралат."
    parts = [[HEADINGS, GROUP, risk_row("1")], sentence, "Жер бөлүмү", [HEADINGS, risk_row("2")]]
    found = read_risk_list(paper_of(*parts), "a.docx")
    assert ("text-row", 1, sentence) in notes(found)
    assert doubts(found) == [("2.1.group", "group-unknown", "Жер бөлүмү")]
    assert [risk["kind"] for risk in found.resolve({"2.1.group": "not-a-group"})] == ["services"] * 2


def test_words_after_the_last_table_and_over_one_that_is_not_read_are_noted():
    parts = [[HEADINGS, GROUP, risk_row("1")], "Кол коюлду", [["Башка", "таблица"]], "Башчы: А. Асанов", [[]]]
    found = read_risk_list(paper_of(*parts, "Аягы"), "a.docx")
    said = [text for code, _row, text in notes(found) if code == "text-row"]
    assert doubts(found) == []
    assert said == ["Кол коюлду", "Башчы: А. Асанов", "Аягы"]


def test_every_cell_of_the_village_list_comes_through_unchanged():
    found = read_risk_list(real_file("dostuk-2026-risks.docx"), "a.docx")
    keys = [column["key"] for column in found.columns]
    seen = [[r.number, *(r.cells[key] for key in keys[1:])] for r in found.rows]
    assert seen == [cells for cells in word_cells(real_file("dostuk-2026-risks.docx"))[1:] if len(cells) == 8]
    assert [column["heading"] for column in found.columns] == word_cells(real_file("dostuk-2026-risks.docx"))[
        0
    ]


def test_the_ministrys_sample_is_one_low_situational_risk():
    found = read_risk_list(real_file("economy-2016-annex1.xlsx"), "a.xlsx")
    [risk] = found.resolve({})
    assert (found.form, found.doubts) == ("risks/annex-1", [])
    assert (risk["kind"], risk["level"], risk["category"], risk["unit"]) == (
        "permits",
        "low",
        "situational",
        "Соода саясатын башкаруу",
    )
    assert [note.code for note in found.notes] == ["text-above"]


@pytest.fixture
def scanned():
    return read_risk_list(real_file("dostuk-2026-risks-scanned.xlsx"), "a.xlsx")


def test_the_scan_is_doubted_row_by_row(scanned):
    assert [doubt.id for doubt in scanned.undecided({})] == [
        "1.5.row",
        "1.6.level",
        "1.6.cell-8",
        "1.7.cell-8",
        "1.8.cell-8",
        "1.15.row",
        "1.16.cell-8",
    ]


def test_no_cell_of_the_scan_is_dropped(scanned):
    [table] = read_tables(real_file("dostuk-2026-risks-scanned.xlsx"), "a.xlsx")
    kept = [t for r in scanned.rows for t in (r.number, *r.cells.values(), *r.outside.values()) if t]
    kept += [group.heading for group in scanned.groups] + [column["heading"] for column in scanned.columns]
    assert sorted(kept) == sorted(text for line in table.rows for text in line.cells if text)


def test_the_decided_scan_equals_the_villages_own_file(scanned):
    decisions = {
        "1.5.row": "join-left",
        "1.6.level": "medium",
        "1.15.row": "join",
        "1.15.cell-8": "to:elsewhere",
    }
    decisions |= {f"1.{number}.cell-8": "to:elsewhere" for number in (6, 7, 8, 16)}
    own = read_risk_list(real_file("dostuk-2026-risks.docx"), "a.docx").resolve({"1.5.level": "medium"})
    seen = [
        [r[key] for key in ("kind", "number", "level", "category", "unit", "posts")]
        for r in scanned.resolve(decisions)
    ]
    assert seen == [[r[key] for key in ("kind", "number", "level", "category", "unit", "posts")] for r in own]


def test_a_row_kept_apart_asks_for_its_level_and_category(scanned):
    still = scanned.undecided({"1.5.row": "separate"})
    assert [doubt.id for doubt in still][:3] == ["1.5.level", "1.5.category", "1.5.cell-8"]


@pytest.mark.parametrize("name", ["economy-2016-annex2.docx", "dostuk-2025-2027-plan.docx"])
def test_another_paper_is_never_taken_without_a_person(name):
    found = read_risk_list(real_file(name), name)
    assert found.unsure_columns
    with pytest.raises(Undecided):
        found.resolve({})


# --- words


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("жогорку, жогору, высокий, ЖОГОРКУ,  Жогору , Жoгopкy, Жо\u00adгору, \u00a0Жогору", "high"),
        ("орточо, орто, средний, Opтo", "medium"),
        ("төмөнкү, төмөн, низкий", "low"),
        ("нөлдүк, нулевой, незначительный", "zero"),
    ],
)
def test_levels_are_read_by_the_words_of_the_rule(words, level):
    found = read_sample(*(risk_row(str(n), level=word) for n, word in enumerate(words.split(","), start=1)))
    assert {risk["level"] for risk in found.resolve({})} == {level}


@pytest.mark.parametrize(
    "word", ["Орго", "орточо нөлдүк", "жогорку эмес", "3", "жогорку/орточо", "High", "томон"]
)
def test_any_other_level_is_for_a_person(word):
    assert doubts(read_sample(risk_row(level=word))) == [("1.3.level", "level-unknown", word)]


def test_an_empty_level_and_category_are_for_a_person():
    found = read_sample(risk_row(level="", category=""))
    assert doubts(found) == [("1.3.level", "level-empty", ""), ("1.3.category", "category-empty", "")]


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("Системалуу (реалдуу)", "systemic"),
        ("системалуу(реалдуу)", "systemic"),
        ("потенциалдуу", "potential"),
        ("КЫРДААЛДЫК", "situational"),
        ("ситуативный", "situational"),
    ],
)
def test_categories_are_read_by_the_words_of_the_rule(word, category):
    assert [risk["category"] for risk in read_sample(risk_row(category=word)).resolve({})] == [category]


def test_an_unknown_category_is_for_a_person():
    assert doubts(read_sample(risk_row(category="Туруктуу"))) == [
        ("1.3.category", "category-unknown", "Туруктуу")
    ]


def test_latin_letters_inside_a_cyrillic_word_are_replaced_and_noted():
    found = read_sample(risk_row(function="Жep бөлүү, GPS"))
    assert found.rows[0].cells["function"] == "Жер бөлүү, GPS"
    assert notes(found) == [("lookalikes", 3, "Жер")]


def test_soft_hyphens_and_hard_spaces_go():
    assert (
        read_sample(risk_row(function="му\u00adни\u200bци\u00a0 палдык")).rows[0].cells["function"]
        == "муници палдык"
    )


# --- columns


def test_columns_are_found_by_heading_and_not_by_place():
    order = [7, 3, 0, 2, 6, 1, 5, 4]
    mixed = read_sample([risk_row()[i] for i in order], headings=[HEADINGS[i] for i in order])
    assert mixed.resolve({}) == read_sample(risk_row()).resolve({})


def test_another_body_may_stand_in_the_heading():
    headings = [HEADINGS[0], "Бирдик айыл өкмөтүнүн функциясы (ыйгарым укуктары)", *HEADINGS[2:]]
    assert read_sample(risk_row(), headings=headings).notes == []


def test_a_misspelt_heading_is_understood_and_noted():
    headings = [*HEADINGS[:6], "Корупциялык тобокелдикке кабылган кызмат орундар", HEADINGS[7]]
    found = read_sample(risk_row(), headings=headings)
    assert notes(found) == [("heading-near", 1, "Коррупциялык тобокелдикке кабылган кызмат орундары")]
    assert found.rows[0].cells["posts"] == "posts"


def test_a_missing_column_is_named_and_stays_empty():
    found = read_sample(risk_row()[:6], headings=HEADINGS[:6])
    assert notes(found) == [("columns-missing", 1, f"«{HEADINGS[6]}»; «{HEADINGS[7]}»")]
    assert [(risk["unit"], risk["posts"]) for risk in found.resolve({})] == [("unit", "")]


def test_a_missing_level_is_asked_about_in_each_row():
    order = [0, 1, 2, 3, 5, 6, 7]
    found = read_sample([risk_row()[i] for i in order], headings=[HEADINGS[i] for i in order])
    assert [doubt.reason for doubt in found.doubts] == ["level-empty"]


def test_headings_in_two_storeys():
    top = [*HEADINGS[:3], "Коррупциялык тобокелдиктин", None, *HEADINGS[5:]]
    bottom = [*HEADINGS[:3], "категориясы", "деңгээли", *HEADINGS[5:]]
    data = excel_file(
        [top, [None, None, None, *bottom[3:5]], GROUP, risk_row()],
        merge=[f"{c}1:{c}2" for c in "ABCFGH"] + ["D1:E1"],
    )
    assert read_risk_list(data, "a.xlsx").resolve({})[0]["level"] == "high"


def test_a_column_the_form_does_not_know_is_asked_about():
    found = read_sample([*risk_row(), "өзгөчө"], headings=[*HEADINGS, "Кошумча"])
    [doubt] = found.undecided({})
    assert (doubt.id, doubt.reason, doubt.column) == ("column.кошумча", "column-unsure", "Кошумча")
    assert doubt.proposals[0] == ["leave-out", ""]
    kept = RiskListReading.of_plain(found.source, choices={"кошумча": "note"})
    assert kept.resolve({})[0]["note"] == "өзгөчө"
    left = RiskListReading.of_plain(found.source, choices={"кошумча": ""})
    assert (left.resolve({})[0]["note"], notes(left)) == ("", [("columns-left-out", 1, "«Кошумча»")])


def test_a_cell_outside_every_column_is_asked_about():
    found = read_sample(risk_row(), risk_row("2"), [*risk_row("3"), "өзгөчө"])
    [doubt] = found.doubts
    assert (doubt.id, doubt.reason, doubt.column) == ("1.5.cell-8", "cell-outside", "I")
    assert found.resolve({doubt.id: "to:unit"})[2]["unit"] == "unit өзгөчө"
    assert found.resolve({doubt.id: "leave-out"})[2]["unit"] == "unit"


# --- groups and rows


def test_an_unknown_group_is_for_a_person():
    found = read_sample(risk_row(), group=["Башка иштер"])
    assert doubts(found) == [("1.2.group", "group-unknown", "Башка иштер")]
    assert [risk["kind"] for risk in found.resolve({"1.2.group": "norms"})] == ["norms"]


def test_rows_under_no_group_are_asked_about_once():
    found = read_risk_list(excel_file([HEADINGS, risk_row("1"), risk_row("2")]), "a.xlsx")
    assert doubts(found) == [("1.2.group", "group-missing", "")]


def test_a_stamp_between_the_rows_may_be_no_group():
    found = read_sample(risk_row("1"), ["Документке кол коюлган"], risk_row("2"))
    assert [risk["kind"] for risk in found.resolve({"1.4.group": "not-a-group"})] == ["services", "services"]


@pytest.mark.parametrize(
    "heading", ["1. Уруксат берүү функциясы", "УРУКСАТ БЕРҮҮ ФУНКЦИЯСЫ", "II. Уруксат  берүү функциясы:"]
)
def test_a_group_is_known_by_its_words(heading):
    assert [group.kind for group in read_sample(risk_row(), group=[heading]).groups] == ["permits"]


def test_rows_that_are_no_risks_are_skipped_and_noted():
    found = read_sample(
        [str(n) for n in range(1, 9)], risk_row(), HEADINGS, ["--"] * 8, ["2"], ["Эскертүү: жобого ылайык"]
    )
    assert [(code, line) for code, line, _text in notes(found)] == [
        ("column-numbers", 3),
        ("heading-again", 5),
        ("dashes", 6),
        ("number-only", 7),
        ("text-row", 8),
    ]
    assert len(found.resolve({})) == 1


def test_two_levels_in_joined_rows_are_for_a_person():
    found = read_sample(risk_row("1"), ["", "", "", "", "Орто", "", "уландысы", ""])
    assert doubts(found)[1] == ("1.4.second-level", "level-second", "Жогорку / Орто")
    [risk] = found.resolve({"1.4.row": "join", "1.4.second-level": "medium"})
    assert (risk["level"], risk["posts"]) == ("medium", "posts уландысы")


def test_a_list_without_any_number_is_read_row_by_row():
    found = read_sample(risk_row(""), risk_row(""))
    assert (len(found.resolve({})), notes(found)) == (2, [("numbers-missing", 2, "")])


def test_words_in_the_number_column_are_asked_about():
    found = read_sample(risk_row("1"), risk_row("уландысы"))
    assert [reason for _id, reason, _text in doubts(found)] == ["row-without-number", "cell-outside"]


def test_decisions_about_nothing_change_nothing():
    assert read_sample(risk_row()).resolve({"1.3.level": "low", "9.9.row": "leave-out"})[0]["level"] == "high"


def test_an_undecided_or_impossible_choice_is_refused():
    found = read_sample(risk_row(level="Орго"))
    for decisions in ({}, {"1.3.level": "services"}, {"1.3.level": ""}):
        with pytest.raises(Undecided, match="1.3.level"):
            found.resolve(decisions)


# --- merged cells, formulas, several tables


def test_a_cell_merged_downwards_is_read_in_each_row():
    data = excel_file([HEADINGS, GROUP, risk_row("1"), risk_row("2", unit="")], merge=["F3:F4"])
    found = read_risk_list(data, "a.xlsx")
    assert [risk["unit"] for risk in found.resolve({})] == ["unit", "unit"]
    assert notes(found) == [("merged-down", 4, "unit")]


def test_a_number_merged_downwards_asks_whether_the_row_continues():
    data = excel_file(
        [HEADINGS, GROUP, risk_row("1"), risk_row("", level="", category="")],
        merge=["A3:A4", "D3:D4", "E3:E4"],
    )
    [risk] = read_risk_list(data, "a.xlsx").resolve({"1.4.row": "join"})
    assert (risk["level"], risk["category"], risk["situation"]) == (
        "high",
        "situational",
        "situation situation",
    )


def test_a_cell_over_two_columns_is_asked_about():
    found = read_risk_list(excel_file([HEADINGS, GROUP, risk_row(posts="")], merge=["F3:G3"]), "a.xlsx")
    assert doubts(found) == [("1.3.span-unit", "cell-spans", "unit")]
    assert found.resolve({"1.3.span-unit": "repeat"})[0]["posts"] == "unit"


def test_a_formula_is_asked_about():
    found = read_sample(risk_row(function="=CONCAT(B1)", level="=E1"))
    assert doubts(found) == [("1.3.level", "formula", ""), ("1.3.function", "formula", "=CONCAT(B1) → ")]
    assert found.resolve({"1.3.level": "low", "1.3.function": "empty"})[0]["function"] == ""


def test_a_table_split_by_pages_is_read_on():
    found = read_risk_list(
        word_file([HEADINGS, GROUP * 8, risk_row("1")], [risk_row("2")], [["Башчы", "А. Асанов"]]), "a.docx"
    )
    assert [risk["number"] for risk in found.resolve({})] == ["1", "2"]
    assert notes(found) == [("table-continues", 1, ""), ("table-unread", 1, "Башчы | А. Асанов")]


def test_words_own_row_numbers_count():
    data = word_file([HEADINGS, GROUP * 8, risk_row("AUTO"), risk_row("AUTO", level="")])
    numbered = b"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr></w:pPr></w:p>"
    xml = zip_part(data, "word/document.xml").replace(b"<w:p><w:r><w:t>AUTO</w:t></w:r></w:p>", numbered)
    found = read_risk_list(zipped({"word/document.xml": xml}, data), "a.docx")
    assert ([r.number for r in found.rows], doubts(found)) == (["1", "2"], [("1.4.level", "level-empty", "")])


def test_text_deleted_or_moved_in_tracked_changes_is_not_read():
    data = word_file([HEADINGS, [*GROUP, *[""] * 7], risk_row()])
    moved = b"<w:moveFrom><w:r><w:t>function</w:t></w:r></w:moveFrom><w:r><w:t>unit 2</w:t></w:r>"
    xml = zip_part(data, "word/document.xml").replace(b"<w:r><w:t>function</w:t></w:r>", moved)
    assert (
        read_risk_list(zipped({"word/document.xml": xml}, data), "a.docx").rows[0].cells["function"]
        == "unit 2"
    )


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-8", ";"), ("utf-16", "\t"), ("utf-8", ",")]
)
def test_csv_is_read_too(encoding, delimiter):
    rows = [HEADINGS, [*GROUP, *[""] * 7], risk_row()]
    assert read_risk_list(csv_file(rows, encoding, delimiter), "a.csv").resolve({}) == read_sample(
        risk_row()
    ).resolve({})


def test_old_excels_csv_is_read_as_cp1251():
    rows = [["№", "Тобокелдик", "Орто"]]
    assert read_tables(csv_file(rows, "cp1251", ";"), "a.csv")[0].rows[0].cells == rows[0]


def test_a_reading_survives_json():
    found = read_risk_list(real_file("dostuk-2026-risks-scanned.xlsx"), "a.xlsx")
    assert RiskListReading.from_dict(json.loads(json.dumps(found.to_dict()))) == found


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_sentence_is_translated(language):
    from risks.imports import REFUSALS as LIST_REFUSALS

    sentences = [
        *REASONS.values(),
        *CHOICES.values(),
        *NOTES.values(),
        *REFUSALS.values(),
        *LIST_REFUSALS.values(),
    ]
    with translation.override("en"):
        english = [str(sentence) for sentence in sentences]
    with translation.override(language):
        assert [
            text for sentence, text in zip(sentences, english, strict=True) if str(sentence) == text
        ] == []


# --- what is refused


def bomb(name, size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\0" * size)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="{}"/></Types>'
)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.docx", "empty"),
        (b" \r\n", "a.csv", "empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.csv", "size"),
        (bomb("word/document.xml", 51 * 1024 * 1024), "a.docx", "unpacked"),
        (bomb("word/document.xml", 20 * 1024 * 1024), "a.docx", "unpacked"),
        (zipped({f"{n}.xml": b"" for n in range(1001)}), "a.docx", "unpacked"),
        (b"%PDF-1.7\n", "a.docx", "damaged"),
        (OLE + b"\0" * 600, "a.doc", "old"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "a.xls", "web-page"),
        (b"<html><body>", "a.csv", "web-page"),
        (b"{\\rtf1 a}", "a.doc", "table"),
        (b"{" * 9 + b"\\rtf1", "a.doc", "type"),
        (b"{\\rtf1" + b"{" * 900, "a.rtf", "damaged"),
        (b"{\\rtf1\\trowd" + b"\\cellx9\\cell x" * 70 + b"\\row}", "a.rtf", "columns"),
        (b"\x7fELF\x02\x01", "a.docx", "type"),
        (b"a,b", "a.txt", "type"),
        (b"a\0b", "a.csv", "type"),
        (zipped({"a.txt": b"1"}), "a.docx", "type"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "a.docx", "damaged"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "a", "open-document"),
        (
            zipped(
                {
                    "[Content_Types].xml": TYPES.format(
                        "application/vnd.ms-word.document.macroEnabled.main+xml"
                    )
                }
            ),
            "a.docx",
            "macros",
        ),
        (zipped({"word/vbaProject.bin": b"1"}, word_file([["1"]])), "a.docx", "macros"),
        (word_file([HEADINGS, GROUP * 8])[:-100], "a.docx", "damaged"),
        (word_file([[""]]), "a.docx", "table"),
        (word_file([["а", "б"]]), "a.docx", "no-rows"),
        (word_file([HEADINGS, GROUP * 8]), "a.docx", "no-rows"),
        (excel_file([["x"] * 65]), "a.xlsx", "columns"),
        (word_file(*[[["x"]]] * 501), "a.docx", "cells"),
        (excel_file([[1] * 60] * 1700), "a.xlsx", "cells"),
        (excel_file([HEADINGS, GROUP, *([risk_row()] * 5001)]), "a.xlsx", "rows"),
        (excel_file([HEADINGS, GROUP, *([risk_row(level="?")] * 2001)]), "a.xlsx", "doubts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_a_list_is_refused_with_its_reason(data, name, code):
    assert refusal(data, name) == code


def test_five_thousand_rows_are_read():
    assert len(read_sample(*[risk_row(str(n)) for n in range(1, 5001)]).rows) == 5000


def test_a_password_on_a_zip_is_named():
    data = bytearray(word_file([["1"]]))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert refusal(bytes(data)) == "encrypted"


def test_a_size_that_lies_is_damage():
    data = bytearray(word_file([HEADINGS]))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        data[(start := data.index(signature)) + offset : start + offset + 4] = struct.pack("<I", 10)
    assert refusal(bytes(data)) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_damage(encoding):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'
    assert refusal(zipped({"word/document.xml": xml.encode(encoding)}, word_file([["1"]]))) == "damaged"


def test_an_entity_behind_a_long_comment_is_damage():
    xml = (
        f"<!--{'x' * 70_000}--><!DOCTYPE a [<!ENTITY l SYSTEM "
        "'file:///etc/passwd'>]><tbl><tr><tc><p><t>&l;</t></p></tc></tr></tbl>"
    )
    assert refusal(zipped({"word/document.xml": xml.encode()}, word_file([["1"]]))) == "damaged"


@pytest.mark.parametrize("name", ["dostuk-2026-risks.docx", "dostuk-2026-risks-scanned.xlsx"])
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=8))
def test_a_file_with_flipped_bytes_is_read_or_refused(name, flips):
    data = bytearray(real_file(name))
    for place, bits in flips:
        data[place % len(data)] ^= bits
    try:
        read_risk_list(bytes(data), name)
    except UnreadableFile as refused:
        assert str(refused)


PARTS = {
    "dostuk-2026-risks.docx": "word/document.xml",
    "dostuk-2026-risks-scanned.xlsx": "xl/worksheets/sheet1.xml",
}


@pytest.mark.parametrize("name", PARTS)
@settings(max_examples=200, deadline=None)
@given(cut=st.integers(0, 10**6), length=st.integers(1, 40), junk=st.binary(max_size=12))
def test_a_sound_zip_with_spoilt_xml_is_read_or_refused(name, cut, length, junk):
    xml = zip_part(real_file(name), PARTS[name])
    cut %= len(xml)
    data = zipped({PARTS[name]: xml[:cut] + junk + xml[cut + length :]}, real_file(name))
    try:
        read_risk_list(data, name)
    except UnreadableFile as refused:
        assert str(refused)


def test_footnote_beside_a_heading_a_number_or_a_level_is_no_part_of_it():
    """Where it is referred to its words stand in brackets: «Коррупциялык тобокелдик [терс таасир]»."""
    headings = [HEADINGS[0], f"{HEADINGS[1]} [кызматтын түрү]", *HEADINGS[2:]]
    found = read_sample(
        risk_row("1 [кайра каралат]", "Жогорку [2025-жылдан]"),
        headings=headings,
        group=["Кызмат көрсөтүү функциясы [буйрук 281]"],
    )
    assert doubts(found) == []
    assert [(row.number, row.cells["level"]) for row in found.rows] == [("1", "Жогорку")]
    assert [group.kind for group in found.groups] == ["services"]
    assert [(code, text) for code, _row, text in notes(found)] == [
        ("footnote", headings[1]),
        ("footnote", "Кызмат көрсөтүү функциясы [буйрук 281]"),
        ("footnote", "1 [кайра каралат]"),
        ("footnote", "Жогорку [2025-жылдан]"),
    ]


def test_words_in_brackets_in_a_column_of_texts_stay():
    found = read_sample(risk_row("1", function="Кабыл алуу [оозеки]"))
    assert found.rows[0].cells["function"] == "Кабыл алуу [оозеки]"
    assert notes(found) == []


@pytest.mark.parametrize("word", ["реалдуу", "реальный", "Системный(реальный)"])
def test_the_first_category_is_known_by_either_of_its_names(word):
    assert RISKS.code("category", word) == "systemic"
