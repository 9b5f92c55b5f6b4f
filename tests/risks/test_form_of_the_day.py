"""The assessment sheet and the matrix are dated forms: a sheet keeps those of the day of its assessment."""

from datetime import date
from uuid import uuid4

import pytest

from office.models.form_layout import FormLayout
from office.roles import Role
from risks import contexts
from risks.assessments.papers import SHEET
from risks.matrix import MATRIX
from tests import make
from tests.office.test_layouts import shipped

BEFORE, NEW_DAY = date(2026, 10, 30), date(2026, 11, 2)
CONTROL, RARE, ACTION = "Иштеп жаткан ички контроль", "Өтө сейрек учур", "Жетекчи өзү көзөмөлдөйт"


@pytest.fixture
def desk(keeper, page):
    return page(keeper)


def version_of_lines(row, **changes):
    """What the page of a new version sends: a form of lines has no places and no widths."""
    heads = {f"heading_{one['key']}": one["heading"] for one in row.columns}
    words = {f"word_{key}_{code}": word for key, texts in row.words.items() for code, word in texts.items()}
    own = {"title": row.title, "notes": row.notes, "kind": row.kind, "valid_from": NEW_DAY.isoformat()}
    return {**heads, **words, **own, "k": str(uuid4()), **changes}


def enter_version(desk, form, **changes):
    row = shipped(form)
    page = desk.get(f"/layouts/of/{row.pk}/new/")
    assert not [name for name in page.context["form"].fields if name.startswith(("place_", "width_"))]
    answer = desk.post(f"/layouts/of/{row.pk}/new/", version_of_lines(row, **changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return FormLayout.objects.latest("pk")


def printed(sheet):
    return contexts.sheets_print_context(sheet.organisation, [sheet], [])["sheets"][0]


def test_a_sheet_prints_by_the_form_of_the_day_of_its_assessment(desk, body, settings):
    settings.TODAY = NEW_DAY
    old = make.agreed_sheet(make.risk(body), 3, 3, assessed_on=BEFORE)
    new = make.agreed_sheet(make.risk(body, position=2), 3, 3, assessed_on=NEW_DAY)
    before = printed(old)
    entered = enter_version(desk, SHEET.form, heading_control=CONTROL, word_level_high="Өтө жогорку")
    assert printed(old) == before
    after = printed(new)
    assert (after["look"]["lines"]["control"], after["level"]) == (CONTROL, "Өтө жогорку")
    assert after["likelihood"]["word"] == "Өтө жогорку"
    both = contexts.sheets_print_context(body, [old, new], [])["sheets"]
    assert [one["look"]["lines"]["control"] == CONTROL for one in both] == [False, True]
    samples = desk.get(entered.get_absolute_url()).context["samples"]
    texts = [desk.get(f"/layouts/{one.pk}/preview/").text for one in samples]
    assert [CONTROL in text for text in texts] == [False, True]
    assert desk.get(f"/layouts/{entered.pk}/print/").content.startswith(b"%PDF")


def test_a_version_entered_later_from_an_earlier_day_changes_no_agreed_sheet(desk, body, settings):
    settings.TODAY = NEW_DAY
    old = make.agreed_sheet(make.risk(body), 3, 3, assessed_on=BEFORE)
    new = make.agreed_sheet(make.risk(body, position=2), 3, 3, assessed_on=NEW_DAY)
    before = printed(old)
    enter_version(desk, SHEET.form, word_level_high="Өтө жогорку", valid_from=BEFORE.isoformat())
    assert (printed(old), printed(new)["level"]) == (before, "Өтө жогорку")


def test_texts_of_scores_change_from_the_day_of_a_new_matrix(desk, page, body, cast, settings):
    settings.TODAY = NEW_DAY
    old = make.agreed_sheet(make.risk(body), 3, 3, assessed_on=BEFORE)
    new = make.agreed_sheet(make.risk(body, position=2), 3, 3, assessed_on=NEW_DAY)
    before = printed(old)
    entered = enter_version(
        desk, MATRIX.form, title="МАТРИЦА", word_likelihood_1=RARE, word_response_high=ACTION
    )
    assert printed(old) == before
    assert printed(new)["response"] == ACTION
    paper = contexts.matrix_print_context(body)
    assert (paper["title"], paper["scales"][0]["rows"][0][1]) == ("МАТРИЦА", RARE)
    risk = make.risk(body, position=3)
    scoring = page(cast[Role.MEMBER]).get(f"/risks/assessments/of/{risk.pk}/new/")
    assert RARE in scoring.text
    settings.TODAY = BEFORE
    assert contexts.matrix_print_context(body)["title"] == MATRIX.title
    assert RARE not in page(cast[Role.MEMBER]).get(f"/risks/assessments/of/{risk.pk}/new/").text
    samples = desk.get(entered.get_absolute_url()).context["samples"]
    texts = [desk.get(f"/layouts/{one.pk}/preview/").text for one in samples]
    assert [RARE in text for text in texts] == [False, True]
