"""The level of an exposed post follows from its risks."""

import pytest

from positions.levels import highest_level


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        (["low", "high", "medium"], "high"),
        (["low", "medium"], "medium"),
        (["zero", "low"], "low"),
        (["zero", ""], ""),
        ([], ""),
    ],
)
def test_level_is_the_highest_of_the_risks_and_zero_counts_for_none(levels, level):
    assert highest_level(levels) == level
