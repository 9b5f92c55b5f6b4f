"""The registers of notices, the conclusion on a draft and the reception journal are dated forms."""

from datetime import timedelta

import pytest

from office import clock
from office.registries import FORMS
from standards.notices.papers import DATED_FORMS as OF_NOTICES
from tests.office.test_layouts import enter_version, shipped
from trustbox.journal.visit_papers import DATED_FORMS as OF_RECEPTION

ALL = sorted({**OF_NOTICES, **OF_RECEPTION})


def printed(form, body):
    return FORMS[form].today(body)["table"]


@pytest.mark.parametrize("form", ALL)
def test_paper_takes_the_version_of_its_day(form, body, keeper, page, settings):
    before, day = printed(form, body), clock.today() + timedelta(days=10)
    desk, key = page(keeper), before["columns"][1]["key"]
    said = {f"heading_{key}": "Жаңы баш сап", "notes": "(*) 27"}
    new = enter_version(desk, shipped(form), valid_from=day.isoformat(), **said)
    assert printed(form, body) == before
    settings.TODAY = day
    table = printed(form, body)
    assert (table["columns"][1]["heading"], table["notes"]) == ("Жаңы баш сап", ["(*) 27"])
    assert "Жаңы баш сап" in desk.get(f"/layouts/{new.pk}/preview/").text
