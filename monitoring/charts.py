"""Pictures of scores as plain numbers for `templates/monitoring/charts/`, each with its table beside.

They print in grey: order and words speak.
"""

from math import cos, pi, sin

MIDDLE, REACH, ROOM = 170, 110, 340  # the radar: its centre, the radius of a 5, its side
WIDE, ROW, LABEL = 640, 26, 210  # the bars


def means_by_heading(criteria_set, scores: dict[int, int]) -> list[float]:
    """The mean score under each heading, in the order of the table; 0 where no criterion has a score."""
    found: dict[int, list[int]] = {}
    for criterion in criteria_set.all_criteria:
        found.setdefault(criterion.heading.number, [])
        if criterion.number in scores:
            found[criterion.heading.number].append(scores[criterion.number])
    return [round(sum(part) / len(part), 2) if part else 0 for _number, part in sorted(found.items())]


def headings_of(criteria_set):
    """The headings of a set in their order, each once."""
    return list({one.heading.number: one.heading for one in criteria_set.all_criteria}.values())


def radar_chart(criteria_set, scores: dict[int, int], middle: list[float] | None = None) -> dict:
    """The means by heading of these scores on a wheel; `middle` are the means of others to stand behind it.

    {"axes": [{label, x, y, end_x, end_y, anchor, mean, other}], "rings": [points], "shape": points, "other":
    points or "", "size"}
    """
    means = means_by_heading(criteria_set, scores)
    headings = headings_of(criteria_set)
    count = len(headings)
    axes = []
    for place, heading in enumerate(headings):
        x, y = axis_point(place, count, REACH + 16)
        end_x, end_y = axis_point(place, count, REACH)
        axes.append(
            {
                "heading": heading,
                "label": heading.short,
                "x": x,
                "y": round(y + 4, 1),
                "end_x": end_x,
                "end_y": end_y,
                "anchor": "middle" if abs(x - MIDDLE) < 12 else "start" if x > MIDDLE else "end",
                "mean": means[place],
                "other": middle[place] if middle else None,
            }
        )
    return {
        "axes": axes,
        "rings": [polygon_points([score] * count) for score in range(1, 6)],
        "shape": polygon_points(means),
        "other": polygon_points(middle) if middle else "",
        "size": ROOM,
        "middle": MIDDLE,
    }


def axis_point(place, count, radius) -> tuple[float, float]:
    """Where an axis stands at this distance from the centre, the first at the top, then clockwise."""
    angle = 2 * pi * place / count - pi / 2
    return round(MIDDLE + radius * cos(angle), 1), round(MIDDLE + radius * sin(angle), 1)


def polygon_points(values) -> str:
    """The corners of a shape, each value from 0 to 5 along its axis."""
    corners = (axis_point(place, len(values), REACH * value / 5) for place, value in enumerate(values))
    return " ".join(f"{x},{y}" for x, y in corners)


def bar_chart(rows, limits, most) -> dict:
    """Totals as lying bars with the limits of the bands behind them.

    `rows` have `label`, `total`, `band` (its rank) and `share` of their own maximum.
    """
    room = WIDE - LABEL - 50
    share = room / most if most else 0
    return {
        "bars": [
            {
                "label": row["label"],
                "total": row["total"],
                "band": row["band"],
                "y": place * ROW + 4,
                "text_y": place * ROW + 18,
                "width": round(float(row["share"]) * room, 1),
                "end": round(LABEL + float(row["share"]) * room + 6, 1),
            }
            for place, row in enumerate(rows)
        ],
        "limits": [{"x": round(LABEL + (limit - 0.5) * share, 1), "limit": limit} for limit in limits[1:]],
        "left": LABEL,
        "label_end": LABEL - 8,
        "height": len(rows) * ROW + 22,
        "floor": len(rows) * ROW + 4,
        "foot": len(rows) * ROW + 18,
        "width": WIDE,
        "bar": ROW - 8,
    }
