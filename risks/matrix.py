"""The assessment matrix of resolution 232 as a form whose words are dated data, and the context of its paper
(`templates/risks/print/matrix.html`).
"""

from collections.abc import Sequence
from datetime import date

from office.data.layouts import ShippedLayout
from office.papers.layouts import DatedForm, form_layout
from office.papers.sheet import Column, Sheet
from risks.data import matrix as words
from risks.papers import LEVEL_WORDS
from risks.score_rules import LEVELS as LEVEL_OF_SCORE
from risks.score_rules import METHOD_232, matrix_cells

# Tinos has no double arrow; the seed's «⇒» prints as «→».
PRINTABLE = str.maketrans("⇒", "→")
SCALES = {"likelihood": words.LIKELIHOOD, "harm": words.HARM, "response": words.RESPONSES}
LEVELS = {level: LEVEL_WORDS[level] for level in METHOD_232.levels}
RUSSIAN_LEVELS = {"low": "Низкий", "medium": "Средний", "high": "Высокий"}

# Each line of the annex is a cell of the form; the texts of scores and levels are the words of its scales.
LINES = {
    "annex_mark": words.ANNEX_MARK,
    "introduction": words.INTRODUCTION,
    "likelihood": words.LIKELIHOOD_HEADING,
    "likelihood_level": words.LIKELIHOOD_COLUMNS[0],
    "likelihood_text": words.LIKELIHOOD_COLUMNS[1],
    "likelihood_score": words.LIKELIHOOD_COLUMNS[2],
    "indicators_note": words.INDICATORS_NOTE,
    "harm": words.HARM_HEADING,
    "harm_level": words.HARM_COLUMNS[0],
    "harm_text": words.HARM_COLUMNS[1],
    "harm_score": words.HARM_COLUMNS[2],
    "grid": words.MATRIX_HEADING,
    "corner": words.MATRIX_CORNER,
    **{f"head_{score}": pair for score, pair in words.SCORE_HEADINGS.items()},
    "bands": words.BANDS_HEADING,
    "bands_sums": words.BANDS_COLUMNS[0],
    "level": words.BANDS_COLUMNS[1],
    "residual": words.RESIDUAL,
    "response": words.RESPONSES_HEADING,
    "justification": words.JUSTIFICATION,
    "keeping": words.KEEPING,
}
MATRIX = Sheet(
    form="risks/matrix",
    title=words.TITLE[0],
    columns=tuple(Column(key, pair[0], 1) for key, pair in LINES.items()),
    notes=(words.NOTE[0],),
    orientation="portrait",
    words={
        "level": LEVELS,
        **{name: {str(code): pair[0] for code, pair in texts.items()} for name, texts in SCALES.items()},
    },
)
# Our translation of what the act says; a wording entered later has none and stands in Kyrgyz.
RUSSIAN = {
    **dict([words.TITLE, words.NOTE, *LINES.values()]),
    **dict(pair for texts in SCALES.values() for pair in texts.values()),
    **{LEVELS[level]: word for level, word in RUSSIAN_LEVELS.items()},
}


def in_language(text: str, language: str) -> str:
    """A wording of the matrix in Russian where there is a translation, else as the act has it."""
    return RUSSIAN.get(text, text) if language == "ru" else text


def scale_texts(scale: str, organisation, day=None, language="ky") -> dict[str, str]:
    """{score or level: what the act says of it} of a scale («likelihood», «harm», «response») on a day,
    today by default.
    """
    texts = form_layout(MATRIX.form, organisation, day).words[scale]
    return {code: in_language(text, language) for code, text in texts.items()}


def matrix_context(
    language: str = "ky",
    organisation: str = "",
    counts: Sequence[Sequence[int]] | None = None,
    *,
    sheet: Sheet = MATRIX,
    rules=METHOD_232,
) -> dict:
    """Context of the matrix paper by a version of its form and the rules of a method: §1–§8 of annex 1 and,
    with `counts`, the number of risks in each cell.

    `counts` has a row for each likelihood 1–3 and in it a number for each harm 1–3. The Russian copy is
    marked as a translation.
    """

    def say(text):
        return in_language(text, language).translate(PRINTABLE)

    line = {column.key: say(column.heading) for column in sheet.columns}
    levels = {level: say(word) for level, word in sheet.words["level"].items()}
    heads = [line[f"head_{score}"] for score in rules.scores]
    return {
        "language": language,
        "translation": language != "ky",
        "title": say(sheet.title),
        "annex_mark": [line["annex_mark"]],
        "introduction": line["introduction"],
        "scales": [
            {**scale_table("likelihood", sheet, line, levels, say), "note": line["indicators_note"]},
            {**scale_table("harm", sheet, line, levels, say), "note": ""},
        ],
        "grid_heading": line["grid"],
        "corner": line["corner"],
        "heads": heads,
        "grid": matrix_grid(heads, levels, rules, counts),
        "bands_heading": line["bands"],
        "bands_columns": [line["bands_sums"], line["level"]],
        "bands": [(band_sums(band), levels[band.level]) for band in rules.bands],
        "residual": line["residual"],
        "responses_heading": line["response"],
        "responses": [(levels[level], say(text)) for level, text in sheet.words["response"].items()],
        "closing": [line["justification"], line["keeping"]],
        "notes": [say(note) for note in sheet.notes],
        "organisation": organisation,
        "total": sum(map(sum, counts)) if counts else None,
    }


def scale_table(name, sheet, line, levels, say) -> dict:
    """One scale: heading, three column heads, a row (level, description, score) for each score."""
    return {
        "heading": line[name],
        "columns": [line[f"{name}_{part}"] for part in ("level", "text", "score")],
        "rows": [
            (levels[LEVEL_OF_SCORE[int(score)]], say(text), score)
            for score, text in sheet.words[name].items()
        ],
    }


def matrix_grid(heads, levels, rules, counts) -> list[dict]:
    """A row for each likelihood: its head and a cell (sum, level, count) for each harm."""
    return [
        {
            "head": heads[n],
            "cells": [
                {
                    "points": str(cell.points),
                    "level": cell.level,
                    "word": levels[cell.level],
                    "count": counts[n][m] if counts else None,
                }
                for m, cell in enumerate(row)
            ],
        }
        for n, row in enumerate(matrix_cells(rules))
    ]


def band_sums(band) -> str:
    """«2–3», «4»."""
    return str(band.least) if band.least == band.most else f"{band.least}–{band.most}"


def sample_matrix(sheet, organisation) -> dict:
    """The context of one version of the matrix, without counts, for a preview."""
    return matrix_context("ky", organisation.name_ky, sheet=sheet)


SHIPPED_LAYOUTS = (ShippedLayout(MATRIX, "method-232", date(2026, 4, 8), point="I-тиркеме"),)
DATED_FORMS = {MATRIX.form: DatedForm(MATRIX, has_places=False, has_widths=False, sample=sample_matrix)}
