"""Every kind of thing that is ever approved: approved, worked on in every way, and still shown as approved.

The kinds are the rows of docs/approved.md.
"""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from office import clock
from office.actions import publish_annex
from office.lists.models import ListEdition
from plans.models.plan import Plan
from plans.reports.models import PlanReport
from positions.contexts import year_report_print_context
from positions.models.exposures import Exposure
from positions.models.monitoring import YearReport
from risks.models.method import Method
from risks.models.risk import Risk
from risks.subordinates.lists import consolidated_rows
from standards.text.models import Standard
from tests import make
from tests.office.test_guards import CASES
from tests.page import ROOT
from tests.plans import build as plan_build
from tests.plans.test_plan_editions import approve_plan_edition, begin_plan_edition
from tests.plans.test_working_copy import drift
from tests.positions import build as position_build
from tests.positions.test_editions import approve_position_edition, begin_position_edition
from tests.risks.build import approve_new_edition


def approve_plan(page, body, clerk, head):
    plan = plan_build.plan(body, "draft", kind="other")
    for text in ("Кечиккен чара", "Экинчи чара"):
        plan_build.name_executor(plan_build.measure(plan, "2025-жыл", text=text), words="айыл өкмөтү")
    edition = approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    plan.move("start", by=clerk)
    return edition.annex, lambda: drift(page, clerk, begin_plan_edition(page(clerk), plan, ground="yearly"))


def approve_risks(page, body, clerk, head):
    edition = approve_new_edition(body, clerk, head, ("Биринчи учур", "Экинчи учур"))

    def work():
        first, second = Risk.objects.of(body).in_the_list().in_order()
        Risk.unscoped.filter(pk=first.pk).update(level="high", situation="Башка учур")
        second.move("drop", by=clerk, ground="Функция өткөрүлдү")
        make.risk(body, situation="Жаңы учур", position=3)

    return edition.annex, work


def approve_positions(page, body, clerk, head):
    for name in ("Жер адиси", "Катчы"):
        position_build.exposure(body, position_build.post(body, name), "medium")
    edition = approve_position_edition(begin_position_edition(page(clerk), body), clerk, head, "115")

    def work():
        first, second = Exposure.objects.of(body).in_the_list().in_order()
        Exposure.unscoped.filter(pk=first.pk).update(level="high", given_level="high", powers="Башка")
        second.move("drop", by=clerk, ground="Функция өткөрүлдү")
        position_build.exposure(body, position_build.post(body, "Жаңы кызмат"))

    return edition.annex, work


LISTS = {"plan": approve_plan, "list of risks": approve_risks, "list of positions": approve_positions}


def shown_as_approved(page, body, clerk, annex, published):
    """All that speaks of what is approved: open pages, check page, papers, numbers of the board."""
    edition = next(
        getattr(annex, name) for name in ("planedition", "edition", "positionedition") if hasattr(annex, name)
    )
    visitor, citizen = page(clerk), page()
    report = YearReport(organisation=body, year=clock.today().year)
    return {
        "open paper": citizen.get(f"/open/{body.code}/{published.token}/").text,
        "open body": citizen.get(f"/open/{body.code}/").text,
        "check": citizen.get(f"/open/check/{annex.token}/").text,
        "pdf": visitor.get(f"{edition.get_absolute_url()}paper.pdf").content,
        "approved table": annex.paper.content["table"],
        "numbers": page(clerk).get("/").words("ul", class_="numbers"),
        "consolidated": [row.cells for row in consolidated_rows(body)],
        "report on positions": year_report_print_context(report)["table"]["groups"][0]["rows"][:4],
        "plans": [
            [(row.text, row.printed_term, row.executor_words, row.state) for row in plan.measures.in_order()]
            for plan in Plan.objects.of(body).without_copies()
        ],
    }


@pytest.mark.parametrize("kind", LISTS)
def test_work_on_the_next_version_changes_nothing_shown_as_approved(page, body, clerk, head, kind):
    annex, work = LISTS[kind](page, body, clerk, head)
    published = publish_annex(annex, by=clerk)
    before = shown_as_approved(page, body, clerk, annex, published)
    assert f"№ {annex.order.number}" in before["check"]
    work()
    after = shown_as_approved(page, body, clerk, annex, published)
    assert [name for name in before if before[name] != after[name]] == []


# What the database closes: the guards that keep it, tried in tests/office/test_guards.py.
CLOSED = {
    "standard": (
        (Standard, "an_adopted_standard_keeps_its_name"),
        (Standard, "an_adopted_standard_is_never_deleted"),
    ),
    "method": ((Method, "a_method_in_use_keeps_its_rule"),),
    "report of a year": (
        (PlanReport, "an_accepted_report_keeps_what_it_says"),
        (PlanReport, "an_accepted_report_is_never_deleted"),
    ),
}


@pytest.mark.parametrize("model, name", [pair for pairs in CLOSED.values() for pair in pairs])
def test_what_is_in_force_is_closed_by_the_database(body, model, name):
    [(event, make_case)] = [
        (case[1], made) for case, made in CASES.items() if (case[0], case[2]) == (model, name)
    ]
    row, change = make_case(body)
    rows = getattr(model, "unscoped", model.objects).filter(pk=row.pk)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**change) if event == "UPDATE" else rows._raw_delete(rows.db)


def test_the_table_names_every_kind():
    lines = (ROOT / "docs/approved.md").read_text("utf-8").splitlines()
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and "---" not in line]
    assert rows == ["Approved", *LISTS, *CLOSED]
    editions = {model.__name__ for model in apps.get_models() if issubclass(model, ListEdition)}
    assert editions == {"PlanEdition", "Edition", "PositionEdition"}
