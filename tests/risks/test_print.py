"""The printed lists, matrix and assessment sheet hold every word of the seeds, in their order."""

import io
from pathlib import Path

import pypdf
import pytest
from docx import Document

from office.models.organisation import Organisation
from office.papers.printing import pdf
from risks.assessments.papers import SHEET, sheet_look
from risks.data import matrix
from risks.matrix import matrix_context
from risks.papers import ANNEX_1, VILLAGE_LIST

INPUTS = Path(__file__).parent.parent / "inputs"


def squeezed(text: str) -> str:
    """The text without spaces: lines of a narrow column break anywhere."""
    return "".join(text.split())


def printed_text(paper: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(paper)).pages]


def follow(text: str, words: list[str]):
    """Assert that `words` stand in `text` one after another."""
    place = 0
    for word in map(squeezed, words):
        found = text.find(word, place)
        assert found >= 0, f"{word!r} is not after {text[max(0, place - 60) : place]!r}"
        place = found + len(word)


@pytest.fixture(scope="module")
def seed():
    """The village's own Word table: (headings, [(group, [row, …]), …])."""
    head, *rows = Document(INPUTS / "dostuk-2026-risks.docx").tables[0].rows
    groups = []
    for row in rows:
        cells = list({id(cell._tc): cell.text for cell in row.cells}.values())
        if len(cells) == 1:
            groups.append((cells[0], []))
        else:
            groups[-1][1].append(cells)
    return [cell.text for cell in head.cells], groups


@pytest.fixture(scope="module")
def village(seed):
    """The same list, printed."""
    keys = [column.key for column in VILLAGE_LIST.columns]
    groups = [(heading, [dict(zip(keys, row, strict=True)) for row in rows]) for heading, rows in seed[1]]
    names = {
        "organisation_genitive": "Достук айыл өкмөтүнүн",
        "organisation_dative": "Достук айыл өкмөтүнө",
        "organisation": "Достук айыл өкмөтү",
    }
    mark = ["Достук айыл өкмөтүнүн", "2026-жылдагы № 114 буйругуна", "1-тиркеме"]
    signatures = [{"post": "Жооптуу катчы", "name": "А. А. Сыдыкова"}]
    return pdf(
        "risks/print/village_list.html",
        {"table": VILLAGE_LIST.table(groups, **names), "annex_mark": mark, "signatures": signatures},
    )


def test_village_list_holds_every_cell_of_the_seed_in_order(seed, village):
    pages = printed_text(village)
    head = squeezed("".join(seed[0]))
    # What stands once: the repeated head and the page's number are taken off every page but the first.
    text = pages[0] + "".join(page.replace(head, "", 1) for page in pages[1:])
    rows = [text for heading, rows in seed[1] for text in [heading, *(cell for row in rows for cell in row)]]
    follow(
        text,
        [
            "Достук айыл өкмөтүнүн",
            "2026-жылдагы № 114 буйругуна",
            "1-тиркеме",
            "ТИЗМЕГИ",
            *seed[0],
            *rows,
            "Жооптуу катчы",
            "А. А. Сыдыкова",
        ],
    )


def test_village_list_repeats_its_head_on_every_page(seed, village):
    head = squeezed("".join(seed[0]))
    pages = printed_text(village)
    assert len(pages) > 1
    assert [page.count(head) for page in pages] == [1] * len(pages)


def test_village_list_lies_on_its_side(village):
    page = pypdf.PdfReader(io.BytesIO(village)).pages[0].mediabox
    assert (round(page.width), round(page.height)) == (842, 595)


def test_annex_1_prints_the_approval_block_and_the_starred_notes():
    rows = [{column.key: f"{column.key} маани" for column in ANNEX_1.columns if column.key != "number"}]
    table = ANNEX_1.table(
        [("Уруксат берүү функциясы", rows)], organisation_locative="Достук айыл өкмөтүндөгү"
    )
    paper = pdf(
        "risks/print/annex_1.html",
        {"table": table, "approval": {"post": "Министр", "name": "Б. К. Асанов", "date": ""}},
    )
    headings = [column["heading"] for column in table["columns"]]
    follow(
        "".join(printed_text(paper)),
        [
            "Бекитемин",
            "Министр",
            "Б. К. Асанов",
            '"____" ______________ 20___-ж.',
            table["title"],
            *headings,
            "Уруксат берүү функциясы",
            "1",
            "function маани",
            *ANNEX_1.notes,
        ],
    )


def test_matrix_prints_the_act_from_first_to_last_point():
    words = [
        matrix.TITLE,
        matrix.INTRODUCTION,
        matrix.LIKELIHOOD_HEADING,
        *matrix.LIKELIHOOD.values(),
        matrix.INDICATORS_NOTE,
        matrix.HARM_HEADING,
    ]
    words += [
        *matrix.HARM.values(),
        matrix.MATRIX_HEADING,
        matrix.BANDS_HEADING,
        matrix.RESIDUAL,
        matrix.RESPONSES_HEADING,
    ]
    words += [*matrix.RESPONSES.values(), matrix.JUSTIFICATION, matrix.KEEPING, matrix.NOTE]
    for which, language in enumerate(["ky", "ru"]):
        pages = printed_text(pdf("risks/print/matrix.html", matrix_context(language)))
        follow("".join(pages), [pair[which] for pair in words])


def test_matrix_grid_is_the_sum():
    text = "".join(printed_text(pdf("risks/print/matrix.html", matrix_context())))
    follow(
        text,
        [
            "1 (Төмөнкү)",
            "2 (Орточо)",
            "3 (Жогорку)",
            "1 (Төмөнкү)234",
            "2 (Орточо)345",
            "3 (Жогорку)456",
            "2–3Төмөнкү",
            "4Орточо",
            "5–6Жогорку",
        ],
    )


def test_matrix_with_counts_adds_the_bodys_own_page():
    paper = pdf(
        "risks/print/matrix.html",
        matrix_context(organisation="Достук айыл өкмөтү", counts=[[0, 1, 2], [0, 3, 4], [1, 0, 0]]),
    )
    follow(
        printed_text(paper)[-1],
        [
            "Достук айыл өкмөтү",
            "бардыгы: 11",
            "0Төмөнкү1Төмөнкү2Орточо",
            "0Төмөнкү3Орточо4Жогорку",
            "1Орточо0Жогорку0Жогорку",
        ],
    )


def test_russian_matrix_is_marked_as_a_translation():
    assert "Котормо/Перевод" in printed_text(pdf("risks/print/matrix.html", matrix_context("ru")))[0]


def sample_sheet(**fields):
    """An assessment sheet with a word for every place."""
    names = (
        "number function risk mechanism category zone unit positions level control effectiveness"
    ).split()
    texts = {key: f"{key} мааниси" for key in names}
    scores = {
        "likelihood": {"score": "2", "word": "Орточо", "reason": "Сейрек учурлар"},
        "harm": {"score": "3", "word": "Жогорку", "reason": "Бюджетке зыян"},
    }
    residual = {"level": "Орточо", "reason": "Контроль күчтүү"}
    return {
        **texts,
        **scores,
        "look": sheet_look(SHEET, Organisation(name_ky="Достук айыл өкмөтү"), fields.get("number", "number")),
        "points": "5",
        "residual": residual,
        "measures": ["Биринчи чара", "Экинчи чара"],
        "date": "2026-05-19",
        **fields,
    }


def test_assessment_sheets_print_one_a_page_with_all_of_point_7():
    group = [{"post": "Төрагасы", "name": "А. К. Токтосунов"}]
    paper = pdf(
        "risks/print/assessment_sheet.html",
        {
            "title": "Баалоо",
            "organisation": "Достук айыл өкмөтү",
            "sheets": [sample_sheet(), sample_sheet(number="2")],
            "signatures": group,
        },
    )
    pages = printed_text(paper)
    assert len(pages) == 2
    one = [
        "№ number",
        "function мааниси",
        "risk мааниси",
        "mechanism",
        "2Орточо",
        "Сейрек учурлар",
        "3Жогорку",
        "Бюджетке зыян",
        "5",
        "level",
        "control",
        "effectiveness",
    ]
    follow(
        pages[0],
        [
            *one,
            "Орточо",
            "Контроль күчтүү",
            "1. Биринчи чара",
            "2. Экинчи чара",
            "2026-жылдын 19-майы",
            "Төрагасы",
            "А. К. Токтосунов",
        ],
    )


def test_an_empty_sheet_prints_blanks_and_no_zero():
    body = Organisation(name_ky="Достук айыл өкмөтү")
    paper = pdf(
        "risks/print/assessment_sheet.html",
        {
            "title": "Баалоо",
            "organisation": "Достук айыл өкмөтү",
            "sheets": [{"look": sheet_look(SHEET, body)}],
            "signatures": [],
        },
    )
    text = printed_text(paper)[0]
    follow(text, ["№ _____", "20____-жылдын", '"____"'])
    assert "None" not in text
