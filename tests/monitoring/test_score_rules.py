"""The reckoning of order 158 (LAW 37–39) as pure functions, and its words against the seed."""

from pathlib import Path

import pytest

from monitoring import score_rules
from monitoring.data import order_158 as act
from monitoring.models.criteria import CriteriaSet

SEED = Path(__file__).parent.parent / "inputs/seeds/158.txt"
LIMITS = [lowest for lowest, _ky, _ru in act.BANDS]


@pytest.mark.parametrize(
    "points, band",
    [(24, 1), (72, 1), (73, 2), (90, 2), (91, 3), (106, 3), (107, 4), (114, 4), (115, 5), (120, 5)],
)
def test_band_is_that_of_the_order(points, band):
    assert score_rules.band_for(points, LIMITS, 24) == band - 1


def test_every_total_has_one_band_and_bands_never_fall():
    found = [score_rules.band_for(points, LIMITS, 24) for points in range(24, 121)]
    assert (sorted(found), set(found)) == (found, {0, 1, 2, 3, 4})


def test_no_total_and_no_band_while_a_score_is_missing():
    points = score_rules.sum_scores([5] * 23, 24)
    assert (points, score_rules.band_for(points, LIMITS, 24)) == (None, None)
    assert score_rules.sum_scores([5] * 23 + [None], 24) is None
    assert score_rules.sum_scores([5] * 24, 24) == 120


@pytest.mark.parametrize("points", [23, 121, 0, -1])
def test_total_out_of_range_is_refused(points):
    with pytest.raises(ValueError, match="total_out_of_range"):
        score_rules.band_for(points, LIMITS, 24)


@pytest.mark.parametrize("score", [0, 6, 3.5, -1, "4", True, None])
def test_only_whole_numbers_from_one_to_five_are_scores(score):
    with pytest.raises(ValueError, match="score_out_of_range"):
        score_rules.check_score(score)


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "missing"),
        ("  ", "missing"),
        ("3,5", "decimal"),
        ("3.5", "decimal"),
        ("-4", "negative"),
        ("−4", "negative"),
        ("0", "score_out_of_range"),
        ("6", "score_out_of_range"),
        ("45", "score_out_of_range"),
        ("9" * 40, "score_out_of_range"),
        ("төрт", "not_a_number"),
        ("4/5", "not_a_number"),
        ("80 %", "not_a_number"),
    ],
)
def test_what_is_no_score_is_named(text, why):
    with pytest.raises(ValueError, match=why):
        score_rules.read_score(text)


@pytest.mark.parametrize("text, score", [("1", 1), (" 5 ", 5), ("4.0", 4), ("4,00", 4)])
def test_score_is_read_as_tables_write_it(text, score):
    assert score_rules.read_score(text) == score


def test_three_lowest_criteria_lift_to_the_next_band():
    scores = dict(enumerate([4] * 21 + [1, 2, 3], 1))  # 90
    assert score_rules.find_lifts(scores, LIMITS) == [score_rules.Lift(22, 1, 2)]
    assert score_rules.points_to_next_band(90, LIMITS) == 1


def test_when_three_do_not_suffice_each_is_raised_to_five():
    scores = dict(enumerate([1] * 24, 1))
    found = score_rules.find_lifts(scores, LIMITS)
    assert [(lift.number, lift.then) for lift in found] == [(1, 5), (2, 5), (3, 5)]
    assert (sum(lift.gain for lift in found), score_rules.points_to_next_band(24, LIMITS)) == (12, 49)


def test_nothing_lifts_above_the_highest_band():
    assert score_rules.find_lifts(dict.fromkeys(range(1, 25), 5), LIMITS) == []


def test_spread_and_one_mind():
    assert (
        score_rules.score_spread([5, 2, 4]),
        score_rules.score_spread([3]),
        score_rules.score_spread([]),
    ) == (3, 0, 0)
    assert (
        score_rules.common_score([4, 4]),
        score_rules.common_score([4, 5]),
        score_rules.common_score([]),
    ) == (
        4,
        None,
        None,
    )


# --- The words ---------------------------------------------------------------------------------------------

COUNTS = [4, 1, 2, 1, 2, 1, 3, 1, 2, 4, 2, 1]


def test_order_has_twenty_four_criteria_under_twelve_headings():
    assert [len(heading.criteria) for heading in act.HEADINGS] == COUNTS
    assert sum(COUNTS) == 24


def squeezed(text):
    return " ".join(text.replace("<p>", " ").replace("</p>", " ").split())


def test_words_are_those_of_the_seed_in_its_order():
    seed = squeezed(SEED.read_text(encoding="utf-8"))
    place, number = 0, 0
    for n, heading in enumerate(act.HEADINGS, 1):
        for text in [f"{n}. {heading.ky}"] + [
            f"{(number := number + 1)}. {criterion.ky}" for criterion in heading.criteria
        ]:
            place = seed.index(text, place) + len(text)
    assert number == 24


def test_indicators_and_bands_are_those_of_the_seed():
    seed = squeezed(SEED.read_text(encoding="utf-8"))
    assert [ky in seed for ky, _ru in act.INDICATORS.values()] == [True] * 5
    assert [f"{n}) {ky}" in seed for n, (_low, ky, _ru) in enumerate(act.BANDS, 1)] == [True] * 5


def test_reference_rows_are_the_order(db):
    stored = CriteriaSet.objects.get(code="158")
    texts = [criterion.ky for heading in act.HEADINGS for criterion in heading.criteria]
    assert [row.text_ky for row in stored.all_criteria] == texts
    assert [row.number for row in stored.all_criteria if row.about_recommendations] == [24]
    assert [row.text_ky for row in stored.all_indicators] == [ky for ky, _ru in act.INDICATORS.values()]
    assert stored.limits == LIMITS
    assert (stored.count, stored.most) == (24, 120)
    assert all(row.text_ru and row.documents for row in stored.all_criteria)
