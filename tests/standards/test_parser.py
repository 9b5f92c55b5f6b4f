"""The text of seed 000 as it is understood, imported, addressed and printed: 12 chapters, 29 points, 59
sub-points, none lost.
"""

import io
from pathlib import Path

import docx
import pypdf
import pytest

from office.imports.package import UnreadableFile
from office.imports.paragraphs import read_lines
from office.kyrgyz import roman_number, tidy_text
from office.papers.printing import pdf
from standards.text.contexts import standard_context
from standards.text.parser import read_text
from tests.standards import build

SEED = Path("tests/inputs/seeds/000-standard.txt")
SUBPOINTS = {7: 5, 8: 11, 14: 11, 18: 4, 19: 11, 20: 15, 27: 2}
CODES = [str(n) for n in range(1, 30)]
SUBCODES = [f"{point}.{n}" for point, count in SUBPOINTS.items() for n in range(1, count + 1)]


@pytest.fixture(scope="module")
def reading():
    return read_text(read_lines(SEED.read_bytes(), SEED.name))


def codes(reading, kind):
    return [part.code for part in reading.parts if part.kind == kind]


def test_whole_text_is_understood_in_its_order(reading):
    assert codes(reading, "chapter") == [roman_number(n) for n in range(1, 13)]
    assert codes(reading, "point") == CODES
    assert codes(reading, "subpoint") == SUBCODES
    assert len(codes(reading, "paragraph")) == 6
    assert (
        reading.title == "Ош шаарынын мэриясынын кызматкерлеринин коррупцияга каршы жүрүм-турум стандарттары"
    )


def test_no_word_of_the_file_is_lost(reading):
    """Every word is in the text or in a note (LAW 52: the stamp leaves the text and stays as a note)."""
    kept = [f"{part.code} {part.text}" for part in reading.parts] + [note.text for note in reading.notes]
    words = " ".join(kept).replace(".", " ").split()
    file = (
        tidy_text(SEED.read_text().replace("#", " ").replace("*", " ").replace("\n- ", "\n"))
        .replace(".", " ")
        .split()
    )
    # One chapter of the file is numbered with a Cyrillic «Х».
    assert sorted(set(file) - set(words)) == ["Х"]


def test_stamp_leaves_the_text_and_stays_as_a_note(reading):
    stamps = [note for note in reading.notes if note.reason == "stamp"]
    assert [note.line for note in stamps] == [83, 84, 163, 164]
    assert not any("ЭЛЕКТРОНДУК" in part.text for part in reading.parts)
    torn = next(part for part in reading.parts if part.code == "18.2")
    assert torn.text.endswith(
        "мыйзамда белгиленген тартипте коюу, ошондой эле көрсөтүлгөн жарандар тарабынан берилген "
        "маалыматтарды белгиленген тартипте текшерүү;"
    )


def test_order_and_table_of_contents_stand_before_the_text(reading):
    before = [note.text for note in reading.notes if note.reason == "before"]
    assert (before[0], before[-1][:4], len(before)) == ("БУЙРУК РАСПОРЯЖЕНИЕ", "XII.", 22)
    assert [note.text for note in reading.notes if note.reason == "signature"] == [
        "А. Кубатбек уулу",
        "Аппарат жетекчи",
    ]


def test_number_out_of_order_or_given_twice_is_told():
    found = read_text(["1. Биринчи.", "1.1. Ички.", "1.3. Ашык.", "3. Үчүнчү.", "3. Дагы үчүнчү."])
    assert [(note.reason, note.text[:3]) for note in found.notes] == [
        ("order", "1.3"),
        ("order", "3. "),
        ("twice", "3. "),
    ]
    assert [part.code for part in found.parts] == ["1", "1.1", "1.3", "3", ""]


def test_number_without_a_space_after_it_is_a_number():
    found = read_text(["I.Жалпы", "1.Биринчи.", "1.1.Ички.", "2.Экинчи 5.2026.", "12.05.2026 күнү."])
    assert [(part.kind, part.code, part.text) for part in found.parts] == [
        ("chapter", "I", "Жалпы"),
        ("point", "1", "Биринчи."),
        ("subpoint", "1.1", "Ички."),
        ("point", "2", "Экинчи 5.2026."),
        ("paragraph", "", "12.05.2026 күнү."),
    ]


def word(paragraphs, numbered=()):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for text in numbered:
        document.add_paragraph(text, style="List Number")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_file_reads_as_the_plain_text_does(reading):
    lines = [line.strip().strip("*#- ") for line in SEED.read_text().splitlines() if line.strip()]
    again = read_text(read_lines(word(lines), "standard.docx"))
    assert [(part.kind, part.code) for part in again.parts] == [
        (part.kind, part.code) for part in reading.parts
    ]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"%PDF-1.7", "a.pdf", "pdf"),
        (b"PK\x03\x04xxxx", "a.docx", "damaged"),
        ("1. Сөз".encode(), "a.exe", "type"),
        (b"x" * (5 * 2**20 + 1), "a.txt", "size"),
    ],
)
def test_file_that_is_no_text_is_refused(content, name, code):
    with pytest.raises(UnreadableFile) as refused:
        read_lines(content, name)
    assert refused.value.code == code


def test_whole_text_prints_in_its_order(body, reading):
    standard = build.seed(body)
    content = pdf("standards/print/standard.html", standard_context(standard))
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    printed = "".join(text.split())
    place = 0
    for part in reading.parts:
        said = "".join((f"{part.code}. {part.text}" if part.code else part.text).split())
        place = printed.index(said[:40], place)
    assert standard.points.count() == 12 + 29 + 59 + 6


def test_every_point_of_the_seed_has_its_address(body, clerk, page):
    standard = build.seed(body)
    answer = page(clerk).get(standard.get_absolute_url())
    anchors = [element.get("id") for element in answer.all("p", id=True)]
    assert [anchor for anchor in anchors if not anchor.startswith("p")] == [
        point.code for point in standard.points.in_order() if point.kind in ("point", "subpoint")
    ]
    assert set(CODES + SUBCODES) <= set(anchors)
