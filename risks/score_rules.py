"""How a corruption risk gets its level: the method as dated data and pure functions.

Method 281: Prime Minister's order № 281 of 18.05.2016, point 4 and annex 1: the level is chosen. Method 232:
Cabinet resolution № 232 of 08.04.2026, annex 1: likelihood 1–3 and harm 1–3 are *added*, the sum gives the
level. Refusals are ValueError with a plain code a form can translate.
"""

from dataclasses import dataclass
from datetime import date

LEVELS = ("zero", "low", "medium", "high")  # from the least to the gravest
SCORES = (1, 2, 3)
EFFECTIVE = "high"  # the one effectiveness of control that lets the residual fall (232 annex 1 §5)


@dataclass(frozen=True)
class PointsBand:
    """Sums from `least` to `most`, both included, give `level`."""

    least: int
    most: int
    level: str


@dataclass(frozen=True)
class MatrixCell:
    """One cell of the matrix."""

    likelihood: int
    harm: int
    points: int
    level: str


@dataclass(frozen=True)
class MethodRules:
    """A way to assess, in force from `starts`. Without points the level is chosen from `levels` by people.

    `residual_steps` is how many categories an effective control may take off; 0 where the act knows no
    residual risk.
    """

    code: str
    starts: date
    act: str
    uses_points: bool
    levels: tuple[str, ...]
    scores: tuple[int, ...] = ()
    bands: tuple[PointsBand, ...] = ()
    residual_steps: int = 0


METHOD_281 = MethodRules(
    code="281", starts=date(2016, 5, 18), act="method-281", uses_points=False, levels=LEVELS
)
METHOD_232 = MethodRules(
    code="232",
    starts=date(2026, 4, 8),
    act="method-232",
    uses_points=True,
    levels=("low", "medium", "high"),
    scores=SCORES,
    bands=(PointsBand(2, 3, "low"), PointsBand(4, 4, "medium"), PointsBand(5, 6, "high")),
    residual_steps=1,
)
METHODS = (METHOD_281, METHOD_232)


def total_points(likelihood: int, harm: int) -> int:
    """The sum of the two scores, 2–6 (§3: a sum, not a product).

    ValueError("score_out_of_range") unless both are 1, 2 or 3.
    """
    for score in (likelihood, harm):
        if type(score) is not int or score not in SCORES:
            raise ValueError("score_out_of_range")
    return likelihood + harm


def level_of_points(total: int, method: MethodRules) -> str:
    """The level of a sum (§4). ValueError: "method_without_points", "points_out_of_range"."""
    if not method.uses_points:
        raise ValueError("method_without_points")
    for band in method.bands:
        if band.least <= total <= band.most:
            return band.level
    raise ValueError("points_out_of_range")


def lower_level(level: str, steps: int = 1) -> str:
    """So many categories down, one by §5, and never below low. ValueError("level_unknown")."""
    return LEVELS[max(_level_rank(level) - steps, 1)] if _level_rank(level) else level


def is_residual_allowed(level: str, residual: str, effectiveness: str, method: MethodRules) -> bool:
    """Whether `residual` may stand beside `level` (§5): the same, or less by the method's steps under a
    control of high effectiveness.

    ValueError("level_unknown") for a level the method does not have.
    """
    if not {level, residual} <= set(method.levels):
        raise ValueError("level_unknown")
    if residual == level:
        return True
    return (
        effectiveness == EFFECTIVE and 0 < _level_rank(level) - _level_rank(residual) <= method.residual_steps
    )


def matrix_cells(method: MethodRules) -> tuple[tuple[MatrixCell, ...], ...]:
    """The matrix of §3, a row for each likelihood; empty for a method without points."""
    return tuple(
        tuple(
            MatrixCell(
                likelihood, harm, total := total_points(likelihood, harm), level_of_points(total, method)
            )
            for harm in method.scores
        )
        for likelihood in method.scores
    )


def _level_rank(level: str) -> int:
    if level not in LEVELS:
        raise ValueError("level_unknown")
    return LEVELS.index(level)
