"""Plain tables set by Typst: the same paper as their HTML, and what the setter must never lose."""

import io
import re
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest
from django.conf import settings

from office.papers import printing
from office.papers.printing import PrintError, html, page_css, page_measures, paper_limits, pdf, print_room
from office.papers.typography import BREAK, break_words, split_syllables
from office.papers.typst_tables import is_plain_table, table_paper

PLAIN = "print/table.html"
TEMPLATES = sorted(
    str(path.relative_to(folder))
    for folder in [Path(settings.BASE_DIR, "templates")]
    for path in folder.glob("*/print/*.html")
)
ENDS = {
    "signatures": [
        {"post": "Айыл өкмөтүнүн башчысы", "name": "А. Токтомушева", "seal": True},
        {"post": "Жооптуу катчы", "name": "Б. Эсенов", "seal": False},
    ],
    "check": {"url": "https://portal.example/open/p/Ab3dEf9"},
}
CORNERS = (
    {"annex_mark": ["Достук айыл өкмөтүнүн", "2026-жылдагы № 114 буйругуна", "1-тиркеме"]},
    {"approval": {"post": "Башчы", "name": "А. Токтомушева", "date": "2026-05-19"}, "translation": True},
    {"approval": {"post": "", "name": "", "date": ""}},
)


def sheet(rows=12, text="Жерди бөлүп берүү тартибин бузуу", **more) -> dict:
    """A context of three columns, its rows in two groups."""
    cells = [
        {"number": str(n), "text": f"{text} б{n}", "post": "Башкы адис\nКатчы"} for n in range(1, rows + 1)
    ]
    half = rows // 2
    return {
        "table": {
            "language": "ky",
            "title": "Коррупциялык тобокелдиктердин\nТИЗМЕГИ",
            "columns": [
                {"key": "number", "heading": "№", "width": 10, "numeric": True},
                {"key": "text", "heading": "Жагдай", "width": 60},
                {"key": "post", "heading": "Кызмат орду", "width": 30},
            ],
            "groups": [
                {"heading": "Биринчи топ", "rows": cells[:half]},
                {"heading": "Экинчи топ", "rows": cells[half:]},
            ],
            "notes": [],
            "intro": [],
        }
        | more.pop("table", {}),
        **more,
    }


def pages(paper: bytes) -> list[str]:
    return [page.extract_text().replace(BREAK, "") for page in pypdf.PdfReader(io.BytesIO(paper)).pages]


def words(paper: bytes) -> Counter:
    return Counter(" ".join(pages(paper)).split())


def set_by_weasyprint(context: dict, **more) -> bytes:
    page = html(PLAIN, context, stylesheet="asset:/print.css", **more)
    return print_room.make({"html": page, "css": page_css(context), **paper_limits(context)})


@pytest.mark.parametrize("corner", CORNERS)
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_both_setters_print_the_same_words(corner, orientation):
    intro, notes = ["Киришүү сөз", "Экинчи абзац"], ["Эскертүү: бир", "Экинчи эскертүү"]
    context = sheet(table={"orientation": orientation, "intro": intro, "notes": notes}, **corner, **ENDS)
    ours = pdf(PLAIN, context, draft=True)
    assert words(ours) == words(set_by_weasyprint(context, draft=True))


def test_every_template_that_is_a_plain_table_goes_to_the_setter():
    found = {name for name in TEMPLATES if is_plain_table(name)}
    extending = {
        name
        for name in TEMPLATES
        if 'extends "print/table.html"' in Path(settings.BASE_DIR, "templates", name).read_text()
    }
    own = {"plans/print/report.html", "monitoring/print/rating.html", "monitoring/print/table.html"}
    assert found == extending - own
    assert is_plain_table(PLAIN)
    assert not is_plain_table("office/print/order.html")


def test_a_table_over_pages_is_one_table_and_its_head_has_a_scope():
    with pikepdf.open(io.BytesIO(pdf(PLAIN, sheet(120)))) as file:
        assert len(file.pages) > 3
        found = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        kinds = Counter(str(one.S) for one in found if "/P" in one)
        heads = [one for one in found if one.S == "/TH"]
        scopes = Counter(str(attribute.Scope) for one in heads for attribute in attributes(one))
        assert b"<pdfuaid:part>1<" in file.Root.Metadata.read_bytes()
    assert [kinds[kind] for kind in ("/Table", "/TD")] == [1, 3 * 120]
    assert kinds["/TH"] == 3 + 2
    assert sum(scopes.values()) == 5


def attributes(node):
    found = node.A if isinstance(node.A, pikepdf.Array) else [node.A]
    return [one for one in found if "/Scope" in one]


def test_a_head_is_on_every_page_and_a_group_stays_with_its_next_row():
    for rows in range(20, 60, 3):
        for page in pages(pdf(PLAIN, sheet(rows))):
            assert page.count("Кызмат орду") == 1
            for heading in re.findall("Биринчи топ|Экинчи топ", page):
                assert re.search(heading + r"\s*\d+", page), page


def test_signatures_never_stand_alone():
    alone = 0
    for rows in range(8, 30):
        context = sheet(rows, **ENDS)
        paper = table_paper(context, page_measures(context), draft=False, made_on=None)
        last = pages(pdf(PLAIN, context))[-1]
        assert f"б{rows}" in last and "Эсенов" in last and "Ab3dEf9" in last
        forced = print_room.make({"table": paper | {"notes": [""]}, **paper_limits(context)})
        alone += f"б{rows}" not in pages(forced)[-1]
    assert alone  # the control: without the second setting some stand alone


@pytest.mark.parametrize("ends", [{}, ENDS])
@pytest.mark.parametrize("length", [300, 1_500])
def test_a_row_taller_than_a_page_loses_nothing(length, ends):
    text = " ".join(f"с{n}" for n in range(length))
    paper = pdf(PLAIN, sheet(4, text=text, **ends))
    found = words(paper)
    assert all(found[f"с{n}"] == 4 for n in range(length))
    assert len(pages(paper)) > 1


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("rows", [2, 3])
def test_a_tall_cell_in_any_place_loses_nothing(rows, place):
    context = sheet(rows)
    keys = [column["key"] for column in context["table"]["columns"]]
    for group in context["table"]["groups"]:
        for row in group["rows"]:
            row[keys[place]] = " ".join(f"с{n}" for n in range(900))
    found = words(pdf(PLAIN, context))
    assert all(found[f"с{n}"] == rows for n in range(900))


LONG = "Өзгөчөлөнгөндүктөрүнөн" * 25


def test_a_word_wider_than_its_line_stays_on_the_sheet():
    context = sheet(2, table={"title": LONG, "notes": [LONG], "intro": [LONG]}, annex_mark=[LONG])
    context["table"]["groups"][0]["heading"] = LONG
    context["signatures"] = [{"post": LONG, "name": LONG, "seal": False}]
    paper = pdf(PLAIN, context)
    assert "".join("".join(pages(paper)).split()).count("Ө") == 7 * 25
    with pikepdf.open(io.BytesIO(paper)) as file:
        assert "Typst" in str(file.docinfo.Creator)
    assert rightmost(paper) < 842 - 10 / 25.4 * 72 + 1


def rightmost(paper: bytes) -> float:
    """The right edge of the words of a paper, in points, as another program reads it."""
    found = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=paper, capture_output=True, check=True
    ).stdout.decode()
    return max(map(float, re.findall('xMax="([0-9.]+)"', found)))


@pytest.mark.parametrize(("where", "length"), [("column", 240), ("group", 1_000)])
def test_a_heading_taller_than_a_third_of_a_page_goes_to_the_other_setter(where, length, caplog):
    context = sheet(2)
    long = " ".join(f"с{n}" for n in range(length))
    if where == "column":
        context["table"]["columns"][2]["heading"] = long
    else:
        context["table"]["groups"][0]["heading"] = long
    found = words(pdf(PLAIN, context))
    assert all(found[f"с{n}"] for n in range(length))
    assert "was set by WeasyPrint" in caplog.text


MARKUP = (
    "#sys.version",
    "$x^2$ *a* _b_",
    "= Баш @ref <label>",
    "// түшүндүрмө /* */",
    '\\u{41} \\ "',
    "#let",
    "`r`",
)


@pytest.mark.parametrize("text", MARKUP)
def test_the_setters_own_markup_is_printed_as_text(text):
    context = sheet(2, text=text, table={"notes": [text], "intro": [text], "title": text}, annex_mark=[text])
    printed = " ".join(" ".join(pages(pdf(PLAIN, context))).split())
    assert printed.count(" ".join(text.split())) >= 6


def test_signs_that_no_font_shows_are_no_boxes():
    text = "а\u2060б\u200dв\ufe0fг\u00adд\u2003е\u00a0ж"
    with pikepdf.open(io.BytesIO(pdf(PLAIN, sheet(2, text=text), exact=True))) as file:
        content = b"".join(page.Contents.read_bytes() for page in file.pages)
    assert b"<0000>" not in content


def test_a_table_that_takes_too_long_is_stopped_and_the_room_lives():
    context = sheet(2_000, text="көп сөз " * 60)
    paper = table_paper(context, page_measures(context), draft=False, made_on=None)
    with pytest.raises(PrintError):
        print_room.make({"table": paper, "seconds": 1, "megabytes": 2048})
    with pytest.raises(PrintError):
        print_room.make({"table": paper, "seconds": 60, "megabytes": 320})
    assert pages(pdf(PLAIN, sheet(2)))


def test_a_group_without_rows_keeps_its_heading():
    (page,) = pages(pdf(PLAIN, sheet(1)))
    assert "Биринчи топ" in page and "Экинчи топ" in page


def test_a_table_the_setter_cannot_set_is_printed_by_the_other(monkeypatch, caplog):
    broken = lambda *given, **more: table_paper(*given, **more) | {"columns": None}  # noqa: E731
    monkeypatch.setattr(printing, "table_paper", broken)
    with pikepdf.open(io.BytesIO(pdf(PLAIN, sheet(2)))) as file:
        assert "WeasyPrint" in str(file.docinfo.Producer)
    assert "a table of print/table.html was set by WeasyPrint" in caplog.text


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Аткарылышы", ["Ат", "ка", "ры", "лы", "шы"]),
        ("кварталы", ["квар", "та", "лы"]),
        ("мамлекеттик", ["мам", "ле", "кет", "тик"]),
        ("өзгөчөлөнгөн", ["өз", "гө", "чө", "лөн", "гөн"]),
        ("жана", ["жа", "на"]),
        ("ара", ["ара"]),
        ("№", ["№"]),
    ],
)
def test_words_are_split_at_syllables(word, parts):
    assert split_syllables(word) == parts


def test_only_words_wider_than_their_column_are_broken():
    assert break_words("2026-жылдын IV кварталы", 4) == "2026-жылдын IV кварталы"
    assert break_words("Аткарылышы", 3) == BREAK.join(["Ат", "ка", "ры", "лы", "шы"])
    assert break_words("ө" * 30, 3) == BREAK.join("ө" * 30)


def test_no_piece_of_a_heading_is_one_letter():
    context = sheet(1)
    context["table"]["columns"][2] |= {"heading": "Аткарылышы", "width": 4}
    (page,) = pages(pdf(PLAIN, context))
    lines = page.split("\n")
    pieces = [line.strip() for line in lines if line.strip() and line.strip() in "Аткарылышы"]
    assert "".join(pieces).startswith("Аткарылышы") and min(map(len, pieces)) > 1
    assert not any(len(one) == 1 for one, _ in pairwise(pieces))
