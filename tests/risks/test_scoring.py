"""The method of 2026 gives the level by a sum; the method of 2016 leaves it to people."""

import re
from pathlib import Path

import pytest

from risks import score_rules
from risks.data import matrix
from risks.matrix import MATRIX, RUSSIAN, SCALES, in_language, scale_texts
from risks.score_rules import METHOD_232, METHOD_281

SEED = Path(__file__).parents[1] / "inputs" / "seeds" / "232-annex-1.txt"


def bare_words(text):
    return " ".join(re.sub(r"</?[bi]>|[*#]|\t", " ", text).split())


def test_nine_cells_are_sums_and_bands():
    rows = [[(cell.points, cell.level) for cell in row] for row in score_rules.matrix_cells(METHOD_232)]
    low, medium, high = "low", "medium", "high"
    assert rows == [
        [(2, low), (3, low), (4, medium)],
        [(3, low), (4, medium), (5, high)],
        [(4, medium), (5, high), (6, high)],
    ]


@pytest.mark.parametrize("pair", [(0, 1), (1, 4), (-1, 2), (1.0, 2), ("1", 2), (True, 2), (None, 1)])
def test_score_is_a_whole_number_from_one_to_three(pair):
    with pytest.raises(ValueError, match="^score_out_of_range$"):
        score_rules.total_points(*pair)


@pytest.mark.parametrize("total", [-1, 0, 1, 7, 9])
def test_sum_outside_the_bands_is_refused(total):
    with pytest.raises(ValueError, match="^points_out_of_range$"):
        score_rules.level_of_points(total, METHOD_232)


def test_method_of_2016_has_no_points():
    with pytest.raises(ValueError, match="^method_without_points$"):
        score_rules.level_of_points(4, METHOD_281)
    assert score_rules.matrix_cells(METHOD_281) == ()


def test_level_is_lowered_by_one_and_never_below_low():
    assert [score_rules.lower_level(level) for level in score_rules.LEVELS] == [
        "zero",
        "low",
        "low",
        "medium",
    ]


def test_residual_falls_by_one_category_only_under_high_effectiveness():
    levels = METHOD_232.levels
    allowed = {
        (level, residual, effectiveness)
        for level in levels
        for residual in levels
        for effectiveness in ("", "low", "medium", "high")
        if score_rules.is_residual_allowed(level, residual, effectiveness, METHOD_232)
    }
    same = {
        (level, level, effectiveness) for level in levels for effectiveness in ("", "low", "medium", "high")
    }
    assert allowed == same | {("high", "medium", "high"), ("medium", "low", "high")}


def test_method_of_2016_knows_no_residual():
    assert not score_rules.is_residual_allowed("high", "medium", "high", METHOD_281)


def test_unknown_level_is_refused():
    for refused in (
        lambda: score_rules.lower_level("орто"),
        lambda: score_rules.is_residual_allowed("high", "zero", "high", METHOD_232),
    ):
        with pytest.raises(ValueError, match="^level_unknown$"):
            refused()


def test_words_of_the_matrix_are_the_act_s():
    """Every Kyrgyz text stands in the act, and together they leave nothing of the act out but the digits of
    its cells.
    """
    pairs = [
        matrix.ANNEX_MARK,
        matrix.TITLE,
        matrix.INTRODUCTION,
        matrix.LIKELIHOOD_HEADING,
        *matrix.LIKELIHOOD.values(),
        matrix.INDICATORS_NOTE,
        matrix.HARM_HEADING,
        *matrix.HARM.values(),
        matrix.MATRIX_HEADING,
        matrix.MATRIX_CORNER,
        matrix.BANDS_HEADING,
        matrix.RESIDUAL,
        matrix.RESPONSES_HEADING,
        *matrix.RESPONSES.values(),
        matrix.JUSTIFICATION,
        matrix.KEEPING,
        matrix.NOTE,
        *matrix.LIKELIHOOD_COLUMNS,
        *matrix.HARM_COLUMNS,
        *matrix.BANDS_COLUMNS,
        *matrix.SCORE_HEADINGS.values(),
        *matrix.SCORE_HEADINGS.values(),
    ]
    rest = bare_words(SEED.read_text(encoding="utf-8"))
    for text, _ in pairs:
        assert text in rest, text
        rest = rest.replace(text, " ", 1)
    assert set(rest.split()) == {"Төмөнкү", "Орточо", "Жогорку", "1", "2", "3", "4", "5", "6", "2–3", "5–6"}


def test_every_text_of_the_matrix_has_a_translation():
    lines = [MATRIX.title, *MATRIX.notes, *(column.heading for column in MATRIX.columns)]
    texts = [text for scale in MATRIX.words.values() for text in scale.values()]
    assert len(texts) == 3 * 4
    for text in (*lines, *texts):
        assert in_language(text, "ru") == RUSSIAN[text] != ""


def test_each_score_and_level_has_its_text(body):
    for scale, pairs in SCALES.items():
        for place, language in enumerate(("ky", "ru")):
            found = scale_texts(scale, body, language=language)
            assert found == {str(code): pair[place] for code, pair in pairs.items()}
