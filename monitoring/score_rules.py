"""The reckoning of the criteria as pure functions: order № 158 of 26.12.2018, whatever number of criteria a
set has.

Scores are whole numbers from 1 to 5; the total is their sum and is there only when each criterion has its
score; the total falls into a band. Refusals are ValueError with a plain code that a form can translate.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SCORES = (1, 2, 3, 4, 5)
LEAST, MOST = SCORES[0], SCORES[-1]


@dataclass(frozen=True)
class Lift:
    """A criterion to be raised: its number, its score now, the score that is enough."""

    number: int
    now: int
    then: int

    @property
    def gain(self) -> int:
        return self.then - self.now


def check_score(score: object) -> int:
    """The score itself. ValueError("score_out_of_range") unless it is a whole number from 1 to 5."""
    if type(score) is not int or score not in SCORES:
        raise ValueError("score_out_of_range")
    return score


def read_score(text: str) -> int:
    """A score as a person or a table writes it.

    ValueError: "missing", "negative", "decimal", "not_a_number", "score_out_of_range".
    """
    text = text.strip().replace("−", "-")
    if not text:
        raise ValueError("missing")
    number = re.fullmatch(r"(-?)([0-9]+)(?:[.,]([0-9]+))?", text)
    if number is None:
        raise ValueError("not_a_number")
    sign, whole, rest = number.groups()
    if sign:
        raise ValueError("negative")
    if rest and rest.strip("0"):
        raise ValueError("decimal")
    return check_score(int(whole[-9:]) if len(whole) < 10 else 0)


def sum_scores(scores: Iterable[int | None], count: int) -> int | None:
    """The sum of `count` scores; None while one is missing. ValueError("score_out_of_range")."""
    known = [check_score(score) for score in scores if score is not None]
    return sum(known) if len(known) == count else None


def band_for(points: int | None, lowest: Sequence[int], count: int) -> int | None:
    """The place (from 0) of the band a total falls into; `lowest` are the least totals of the bands, rising.

    None while there is no total.

    ValueError("total_out_of_range") outside `count`…5 × `count`.
    """
    if points is None:
        return None
    if not count * LEAST <= points <= count * MOST:
        raise ValueError("total_out_of_range")
    return max(place for place, least in enumerate(lowest) if points >= least or place == 0)


def score_spread(scores: Iterable[int]) -> int:
    """How far the scores of the members lie apart; 0 for one voice or none."""
    values = list(scores)
    return max(values) - min(values) if values else 0


def common_score(scores: Iterable[int]) -> int | None:
    """The score that all gave; None where they differ or there is none."""
    distinct = set(scores)
    return distinct.pop() if len(distinct) == 1 else None


def points_to_next_band(points: int, lowest: Sequence[int]) -> int:
    """Points missing to the next band; 0 in the highest."""
    return next((least - points for least in lowest[1:] if least > points), 0)


def find_lifts(scores: Mapping[int, int], lowest: Sequence[int], most: int = 3) -> list[Lift]:
    """At most `most` criteria that bring the most points to the next band, raised no further than it asks.

    When they are not enough each is raised to 5: `sum(lift.gain)` stays below `points_to_next_band(…)`. Empty
    in the highest band.
    """
    points = sum(check_score(score) for score in scores.values())
    wanted = points_to_next_band(points, lowest)
    found = []
    for number, score in sorted(scores.items(), key=lambda item: (item[1], item[0]))[:most]:
        gain = min(MOST - score, wanted)
        if gain > 0:
            found.append(Lift(number, score, score + gain))
            wanted -= gain
    return found
