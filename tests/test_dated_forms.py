"""How a printed table looks is dated data: every sheet that the code declares is a dated form, or stands here
with the reason why it is none.
"""

import sys
from datetime import timedelta

import pytest

from office import clock
from office.database.triggers import own_app_labels
from office.papers.sheet import Sheet
from office.registries import DATED_FORMS, FORMS
from tests.office.test_layouts import enter_version, shipped

UNDATED = {
    "standards/standard": "running text with chapters: its words are an edition of the standard",
    "config/duties": "the board of a screen as one Excel: no paper of an act",
    "office/staff": "what an importer knows of a list of staff: nothing prints by it",
    "office/text": "running text of an annex that a person writes",
    "office/acquaintance": "a sheet beside an order, no form of an act and no annex",
    "office/distribution": "a sheet beside an order, no form of an act and no annex",
    "trustbox/taken": "a part of the act of an opening, without a title",
    "plans/report-indicators": "a part of the report, whose table is dated",
    "plans/report-measures": "a part of the report, whose table is dated",
}
# What is filled from a body without a row of its own: the look of its day is seen at once.
OF_A_BODY = (
    "monitoring/media",
    "office/disclosures",
    "office/disposal-act",
    "plans/changes",
    "positions/changes",
    "risks/bodies-below",
    "risks/changes",
    "risks/consolidated",
    "standards/acquaintance-sheet",
    "standards/officer-report",
    "trustbox/open-figures",
)


def declared_sheets():
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in own_app_labels()]
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Sheet)]
    return {sheet.form for sheet in found}


def missing(forms):
    return sorted(form for form in forms if form not in DATED_FORMS and form not in UNDATED)


def test_every_printed_table_is_a_dated_form_or_says_why_not():
    assert missing(declared_sheets() | set(FORMS)) == []
    assert sorted(form for form in UNDATED if form in DATED_FORMS) == []
    assert len(declared_sheets()) > 40


def test_control_a_sheet_that_nobody_dates_is_named():
    assert missing([*FORMS, "office/new-table"]) == ["office/new-table"]


@pytest.mark.parametrize("form", OF_A_BODY)
def test_paper_takes_the_version_of_its_day(form, body, keeper, page, settings):
    before, day = FORMS[form].today(body)["table"], clock.today() + timedelta(days=10)
    desk, key = page(keeper), before["columns"][1]["key"]
    said = {f"heading_{key}": "Жаңы баш сап", "notes": "(*) 27"}
    new = enter_version(desk, shipped(form), valid_from=day.isoformat(), **said)
    assert FORMS[form].today(body)["table"]["columns"] == before["columns"]
    settings.TODAY = day
    table = FORMS[form].today(body)["table"]
    assert table["columns"][1]["heading"] == "Жаңы баш сап"
    assert "(*) 27" in table["notes"]
    assert "Жаңы баш сап" in desk.get(f"/layouts/{new.pk}/preview/").text
