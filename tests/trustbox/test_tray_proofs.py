"""Proof and analysis of the tray: changes are named, acts are whole, the half-year counts it apart."""

from datetime import date

import pytest
from django.utils import timezone

from tests.test_controls import drop_triggers
from tests.trustbox import build
from tests.trustbox.faults import each_failure
from tests.trustbox.tray_build import faults, set_letters_aside, tray_letter, tray_letters
from trustbox.analysis.figures import count_figures
from trustbox.analysis.models import Analysis
from trustbox.analysis.papers import analysis_paper
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.proofs import check_kept_head
from trustbox.tray import actions
from trustbox.tray.models import TrayDecision, TrayLetter


@pytest.fixture
def strong(body, clerk):
    """A tray with every decision, and somebody who has taken the triggers away."""
    rows = tray_letters(body, 4)
    (decision,) = set_letters_aside(rows.filter(number__lte=3), clerk)
    actions.bring_back(rows.filter(number=2), by=clerk, text="Жаңылыштык")
    actions.take_into_journal(rows.filter(number__in=[2, 4]), by=clerk)
    assert faults() == []
    drop_triggers()
    return decision.book


@pytest.mark.parametrize(
    "column", ["text", "likeness", "received_on", "number", "code_hash", "files", "decision", "appeal"]
)
def test_changed_letter_is_named(column, strong):
    change = {"received_on": date(2026, 1, 5), "number": 99, "decision": None, "appeal": None}.get(
        column, "x"
    )
    TrayLetter.unscoped.filter(book=strong, number=4).update(**{column: change})
    name = f"{column}_id" if column in ("decision", "appeal") else column
    assert any(line.startswith("trustbox_trayletter") and f"· {name}:" in line for line in faults())


@pytest.mark.parametrize("column", ["numbers", "ground", "text", "day"])
def test_changed_decision_is_named(column, strong):
    TrayDecision.unscoped.filter(book=strong, place=5).update(
        **{column: {"day": date(2026, 1, 5), "numbers": "1"}.get(column, "same")}
    )
    assert any(line.startswith("trustbox_traydecision") and f"· {column}:" in line for line in faults())


def test_letter_taken_out_is_missed_and_its_receipt_tells(strong):
    row = TrayLetter.unscoped.get(book=strong, number=3)
    receipt = f"{strong.head_of(3)} · {row.head}"
    assert [*check_kept_head(receipt), *check_kept_head(Book.unscoped.get(pk=strong.pk).head_line)] == []
    TrayLetter.unscoped.filter(pk=row.pk)._raw_delete("default")
    assert any("trustbox_book" in line for line in faults())
    assert [fault.column for fault in check_kept_head(receipt)] == ["head"]


def taking(rows, clerk):
    return lambda: actions.take_into_journal(rows, by=clerk)


def putting(rows, clerk):
    return lambda: set_letters_aside(rows, clerk)


def standing():
    return [
        list(model.unscoped.order_by("pk").values()) for model in (TrayLetter, TrayDecision, Book, Appeal)
    ]


@pytest.mark.parametrize("command", [taking, putting])
def test_command_does_all_or_nothing_whichever_statement_fails(command, body, clerk):
    assert each_failure(command(tray_letters(body, 2), clerk), standing) >= 9
    assert faults() == []


def test_holding_does_all_or_nothing_whichever_statement_fails(body):
    assert each_failure(lambda: tray_letter(body), standing) >= 9
    assert faults() == []


# --- The analysis ------------------------------------------------------------------------------------------


def test_half_year_counts_the_tray_apart(body, clerk):
    rows = tray_letters(body, 5)
    actions.take_into_journal(rows.filter(number__lte=2), by=clerk)
    set_letters_aside(rows.filter(number=3), clerk)
    today = timezone.localdate()
    row = Analysis(organisation=body, kind="first" if today.month <= 6 else "second", year=today.year)
    counted = count_figures(row)
    assert (counted["now"], [new for _words, new, _old in counted["tray"]]) == (2, [5, 2, 1, 2])
    assert "“Карантин” журналына 5 кайрылуу түштү" in analysis_paper(row)["parts"][0]["text"]
    assert analysis_paper(row)["parts"][2]["table"]["groups"][-1]["heading"] == "“Карантин” журналы боюнча"


def test_half_year_without_a_flood_says_nothing_of_the_tray(body):
    build.appeal(body)
    today = timezone.localdate()
    row = Analysis(organisation=body, kind="first" if today.month <= 6 else "second", year=today.year)
    assert "Карантин" not in str(analysis_paper(row))
