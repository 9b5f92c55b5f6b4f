"""Data of the charts in `templates/risks/charts/`: coordinates in SVG units and the table beside each chart.

The heat map keeps a risk in the cell of its scores; after control its share of the cell is shaded by the
residual level (232 §5). The trend counts the frozen paper of each approved edition. Level is shown by shade,
height and word, so that a grey print reads the same.
"""

from collections import Counter

from office import clock
from risks.counts import count_risks, method_rules_on, sum_counts
from risks.editions.models import Edition
from risks.models.method import Level
from risks.models.risk import Risk
from risks.papers import LEVEL_WORDS
from risks.score_rules import matrix_cells

LEVELS = Level.values
SIDE, EDGE = 96, 28  # a cell of the heat map, the margin for its scores
WIDE, TALL, FOOT = 640, 220, 40  # the trend; its foot names the editions
# How dark a level is drawn, over whatever colour the text has: the order is seen in grey.
SHADES = {"zero": ".04", "low": ".08", "medium": ".2", "high": ".4"}


def heat_map(organisation, words=LEVEL_WORDS) -> dict:
    """Scored risks of the list in the 3×3 grid, before and after control.

    `words` maps level to its name; Kyrgyz unless given.
    """
    counts = [cell for cell in count_risks(Risk.objects.of(organisation).in_the_list()) if cell.likelihood]
    grid = [cell for row in matrix_cells(method_rules_on(clock.today())) for cell in row]
    rows = [count_heat_cell(cell, counts, words) for cell in grid]
    return {
        "rows": rows,
        "before": [
            draw_cell(cell, [(row["level"], row["count"])] if row["count"] else [], words)
            for cell, row in zip(grid, rows, strict=True)
        ],
        "after": [draw_cell(cell, row["after"], words) for cell, row in zip(grid, rows, strict=True)],
        "levels": [
            {
                "level": level,
                "word": words[level],
                "before": sum_counts(counts, level=level),
                "after": sum(cell.risks for cell in counts if (cell.residual or cell.level) == level),
            }
            for level in LEVELS[1:]
        ],
        "total": sum_counts(counts),
        "size": 3 * SIDE + EDGE,
        "axis": [
            {"score": score, "along": EDGE + (score - 0.5) * SIDE, "down": 3 * SIDE - (score - 0.5) * SIDE}
            for score in (1, 2, 3)
        ],
    }


def count_heat_cell(cell, counts, words) -> dict:
    """Counts of one cell before control and, by level, after."""
    counts_here = [
        count for count in counts if (count.likelihood, count.harm) == (cell.likelihood, cell.harm)
    ]
    after = Counter()
    for count in counts_here:
        after[count.residual or count.level] += count.risks
    here_after = [(level, after[level]) for level in reversed(LEVELS) if after[level]]
    return {
        "likelihood": cell.likelihood,
        "harm": cell.harm,
        "points": cell.points,
        "level": cell.level,
        "count": sum(count.risks for count in counts_here),
        "after": here_after,
        "bands": [{"word": words[level], "count": count} for level, count in here_after],
    }


def draw_cell(cell, parts, words) -> dict:
    """Position of a cell and the bands of its levels, highest level on top; heights are shares
    of the counts.
    """
    x, y = EDGE + (cell.harm - 1) * SIDE, (3 - cell.likelihood) * SIDE
    whole, top, bands = sum(count for _level, count in parts), y, []
    for level, count in parts:
        height = SIDE * count / whole
        bands.append(draw_band(level, count, words, x, top, SIDE, height))
        top += height
    return {"x": x, "y": y, "side": SIDE, "level": cell.level, "points": cell.points, "bands": bands}


def draw_band(level, count, words, x, y, width, height) -> dict:
    return {
        "level": level,
        "word": words[level],
        "count": count,
        "shade": SHADES[level],
        "x": round(x, 2),
        "y": round(y, 2),
        "width": round(width, 2),
        "height": round(height, 2),
        "middle": round(x + width / 2, 2),
        "base": round(y + height / 2 + 4, 2),
    }


# --- Trend --------------------------------------------------------------------------------------------------


def edition_trend(organisation, words=LEVEL_WORDS) -> dict:
    """Number of risks by level in each approved edition, oldest first, as columns and as a table."""
    editions = Edition.objects.of(organisation).approved().select_related("annex__order")
    editions = editions.prefetch_related("annex__papers").order_by("begun_on", "number", "pk")
    columns = [{**count_levels(current_list_table(edition)), "edition": edition} for edition in editions]
    most = max((column["total"] for column in columns), default=0)
    step = WIDE / max(len(columns), 1)
    width = min(step * 0.6, 120)
    for place, column in enumerate(columns):
        column["bands"] = stack_bands(column["counts"], words, place * step + (step - width) / 2, width, most)
        column["middle"] = round(place * step + step / 2, 2)
        column["top"] = round(min((part["y"] for part in column["bands"]), default=TALL) - 6, 2)
    return {
        "editions": columns,
        "words": list(words.values()),
        "width": WIDE,
        "height": TALL + FOOT,
        "floor": TALL,
        "foot": TALL + 18,
        "under": TALL + 34,
    }


def current_list_table(edition) -> dict:
    """Table of the newest paper (by stage), from prefetched rows."""
    papers = sorted(edition.annex.papers.all(), key=lambda paper: (paper.stage, paper.pk))
    return papers[-1].content["table"]


def count_levels(table) -> dict:
    """{counts: [(level, n)], total} of a frozen table; unknown level words are not counted."""
    codes = {word.casefold(): level for level, word in LEVEL_WORDS.items()}
    said = Counter(
        codes.get(row["level"].strip().casefold(), "") for group in table["groups"] for row in group["rows"]
    )
    counts = [(level, said[level]) for level in LEVELS]
    return {"counts": counts, "total": sum(count for _level, count in counts)}


def stack_bands(counts, words, x, width, most) -> list[dict]:
    """Bands of one column from the lowest level up; the fullest edition is TALL less 24 high, room for its
    sum.
    """
    bands, floor = [], TALL
    for level, count in counts:
        height = (TALL - 24) * count / most if most else 0
        floor -= height
        if count:
            bands.append(draw_band(level, count, words, x, floor, width, height))
    return bands
