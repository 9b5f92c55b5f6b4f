"""The assessment matrix of resolution 232 as plain data for its paper
(`templates/risks/print/matrix.html`).
"""

from collections.abc import Sequence

from risks.data import matrix as words
from risks.papers import LEVEL_WORDS
from risks.score_rules import METHOD_232, matrix_cells

# Tinos has no double arrow; the seed's «⇒» prints as «→».
PRINTABLE = str.maketrans("⇒", "→")
LANGUAGES = ("ky", "ru")
LEVELS = {"ky": LEVEL_WORDS, "ru": {"low": "Низкий", "medium": "Средний", "high": "Высокий"}}


def matrix_context(
    language: str = "ky", organisation: str = "", counts: Sequence[Sequence[int]] | None = None
) -> dict:
    """Context of the matrix paper: §1–§8 of annex 1 and, with `counts`, the number of risks in each cell.

    `counts` has a row for each likelihood 1–3 and in it a number for each harm 1–3. The Russian copy is
    marked as a translation.
    """
    which = LANGUAGES.index(language)

    def say(pair):
        return pair[which].translate(PRINTABLE)

    return {
        "language": language,
        "translation": language != "ky",
        "title": say(words.TITLE),
        "annex_mark": [say(words.ANNEX_MARK)],
        "introduction": say(words.INTRODUCTION),
        "scales": [
            scale_table(
                say,
                language,
                words.LIKELIHOOD_HEADING,
                words.LIKELIHOOD_COLUMNS,
                words.LIKELIHOOD,
                words.INDICATORS_NOTE,
            ),
            scale_table(say, language, words.HARM_HEADING, words.HARM_COLUMNS, words.HARM),
        ],
        "grid_heading": say(words.MATRIX_HEADING),
        "corner": say(words.MATRIX_CORNER),
        "heads": [say(head) for head in words.SCORE_HEADINGS.values()],
        "grid": matrix_grid(say, language, counts),
        "bands_heading": say(words.BANDS_HEADING),
        "bands_columns": [say(column) for column in words.BANDS_COLUMNS],
        "bands": [(band_sums(band), LEVELS[language][band.level]) for band in METHOD_232.bands],
        "residual": say(words.RESIDUAL),
        "responses_heading": say(words.RESPONSES_HEADING),
        "responses": [(LEVELS[language][level], say(text)) for level, text in words.RESPONSES.items()],
        "closing": [say(words.JUSTIFICATION), say(words.KEEPING)],
        "note": say(words.NOTE),
        "organisation": organisation,
        "total": sum(map(sum, counts)) if counts else None,
    }


def scale_table(say, language, heading, columns, texts, note=None) -> dict:
    """One scale: heading, three column heads, a row (level, description, score) for each score."""
    rows = [
        (LEVELS[language][METHOD_232.levels[score - 1]], say(text), str(score))
        for score, text in texts.items()
    ]
    return {
        "heading": say(heading),
        "columns": [say(column) for column in columns],
        "rows": rows,
        "note": say(note) if note else "",
    }


def matrix_grid(say, language, counts) -> list[dict]:
    """A row for each likelihood: its head and a cell (sum, level, count) for each harm."""
    return [
        {
            "head": say(words.SCORE_HEADINGS[row[0].likelihood]),
            "cells": [
                {
                    "points": str(cell.points),
                    "level": cell.level,
                    "word": LEVELS[language][cell.level],
                    "count": counts[n][m] if counts else None,
                }
                for m, cell in enumerate(row)
            ],
        }
        for n, row in enumerate(matrix_cells(METHOD_232))
    ]


def band_sums(band) -> str:
    """«2–3», «4»."""
    return str(band.least) if band.least == band.most else f"{band.least}–{band.most}"
