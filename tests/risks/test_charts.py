"""The drawings say what the figures say: heat map before and after control, trend over the frozen editions,
both in print.
"""

import io

import pypdf
import pytest
from django.template.loader import render_to_string

from office.papers.printing import pdf
from risks import charts, contexts
from risks.models.risk import Risk
from tests import make
from tests.risks.editions import approve_edition, begin_next_edition


@pytest.fixture
def scored(body):
    """Two risks at 2 + 3, one of them under strong control, and one at 1 + 1; one without a sheet."""
    for place, (likelihood, harm) in enumerate(((2, 3), (2, 3), (1, 1)), 1):
        strong = (
            {
                "effectiveness": "high",
                "residual": "medium",
                "residual_reason": "Электрондук аукцион өтөт",
                "control": "К",
            }
            if place == 1
            else {}
        )
        make.agreed_sheet(make.risk(body, position=place), likelihood, harm, **strong)
    make.risk(body, position=4)


def test_heat_map_counts_before_and_after_control(body, scored):
    heat = charts.heat_map(body)
    counts = {
        (row["likelihood"], row["harm"]): (row["count"], row["after"]) for row in heat["rows"] if row["count"]
    }
    assert counts == {(2, 3): (2, [("high", 1), ("medium", 1)]), (1, 1): (1, [("low", 1)])}
    assert [(row["level"], row["before"], row["after"]) for row in heat["levels"]] == [
        ("low", 1, 1),
        ("medium", 0, 1),
        ("high", 2, 1),
    ]


def test_bands_of_a_cell_fill_it_and_darken_with_the_level(body, scored):
    cell = next(cell for cell in charts.heat_map(body)["after"] if len(cell["bands"]) == 2)
    assert sum(band["height"] for band in cell["bands"]) == charts.SIDE
    assert [(band["level"], band["shade"]) for band in cell["bands"]] == [("high", ".4"), ("medium", ".2")]
    assert sorted(charts.SHADES.values()) == [charts.SHADES[level] for level in charts.LEVELS]


def test_trend_counts_each_edition_by_its_frozen_paper(body, clerk, head, scored):
    approve_edition(begin_next_edition(body), clerk=clerk, head=head, number="114")
    Risk.objects.of(body).filter(position=4).update(level="low")
    approve_edition(begin_next_edition(body, ground="yearly"), clerk=clerk, head=head, number="131")
    found = [
        (one["edition"].number, dict(one["counts"]), one["total"])
        for one in charts.edition_trend(body)["editions"]
    ]
    assert found == [
        (1, {"zero": 0, "low": 1, "medium": 1, "high": 2}, 4),
        (2, {"zero": 0, "low": 2, "medium": 0, "high": 2}, 4),
    ]


def test_the_page_draws_both_with_their_tables(page, clerk, head, body, scored):
    approve_edition(begin_next_edition(body), clerk=clerk, head=head, number="114")
    shown = page(clerk).get("/risks/pictures/")
    assert shown.content.decode().count('<svg class="chart" role="img"') == 3
    assert len(shown.all("table")) == 2
    assert "№ 114" in shown.text


def test_without_sheets_and_editions_the_page_says_so(page, clerk, body):
    shown = page(clerk).get("/risks/pictures/")
    assert 'class="chart"' not in shown.content.decode() and "азырынча жок" in shown.text


def test_numbers_of_a_drawing_have_points_in_every_language(body, scored):
    from django.utils import translation

    with translation.override("ru"):
        drawing = render_to_string(
            "risks/charts/heat.html",
            {"heat": charts.heat_map(body), "cells": charts.heat_map(body)["after"], "label": "x"},
        )
    assert 'height="48.0"' in drawing and "," not in drawing.split("<title>")[1].split("</title>")[1]


def test_matrix_prints_both_drawings_with_their_figures(body, clerk, head, scored):
    approve_edition(begin_next_edition(body), clerk=clerk, head=head, number="114")
    paper = pdf("risks/print/matrix.html", contexts.matrix_print_context(body))
    text = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages).split()
    )
    assert "Контролго чейинки жана андан кийинки тобокелдиктер" in text
    assert "2 + 3 = 5 2 Жогорку 1, Орточо 1" in text
    assert "№ 1, № 114" in text
