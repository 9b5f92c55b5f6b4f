"""`./portal manage where`: an address leads to the lines that answer it."""

import linecache
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


def where(address):
    """{label: value} as printed."""
    out = StringIO()
    call_command("where", address, stdout=out)
    return dict(line.split(maxsplit=1) for line in out.getvalue().splitlines())


def text_at(place):
    """What stands in the file at «risks/models/risk.py:77 …»: that line and the next one."""
    file, line = place.split()[0].rstrip(":").split(":")
    return "".join(linecache.getline(str(settings.BASE_DIR / file), int(line) + n) for n in (0, 1))


def test_move_is_shown_with_its_own_form_right_row_and_consequence():
    found = where("/risks/17/move/drop/")
    assert (found["right"], found["tests"]) == ("keep", "tests/risks/")
    assert found["move"].endswith("Risk.drop: draft, active → dropped")
    assert text_at(found["move"]).split() == ["Move(", '"drop",']
    assert "def on_drop(" in text_at(found["does"])
    assert "class GroundForm(" in text_at(found["form"])


def test_move_asks_the_right_of_the_move_and_not_of_the_register():
    assert where("/orders/1/move/sign/")["right"] == "sign"
    assert where("/orders/1/move/submit/")["right"] != "sign"


def test_move_answered_by_a_page_of_its_own_is_a_move_still():
    found = where("/disclosures/3/move/open/")
    assert "class OpenForm(" in text_at(found["form"])
    assert "open_page" in found["view"]


def test_move_that_the_model_does_not_have_is_refused_with_those_it_has():
    with pytest.raises(CommandError, match="Risk has no move «fly». It has: enter, drop"):
        where("/risks/17/move/fly/")


def test_page_of_a_register_names_its_view_form_and_template():
    found = where("/risks/17/")
    assert found["view"].endswith(" risks_record")
    assert found["template"] == "templates/risks/risk_detail.html"
    assert "move" not in found


@pytest.mark.parametrize(
    ("address", "declaration"),
    [
        ("/risks/17/move/drop/", "risks/registers.py"),
        ("/trustbox/openings/1/move/close/", "trustbox/boxes/registers.py"),
        ("/standards/factors/", "standards/expertise/registers.py"),
        ("/orders/1/move/sign/", "office/papers/registers.py"),
    ],
)
def test_register_that_serves_an_address_is_named_where_it_is_declared(address, declaration):
    place = where(address)["register"]
    assert place.startswith(f"{declaration}:")
    assert "= Register(" in text_at(place)


def test_open_address_names_its_view_templates_and_tests():
    found = where("/open/dostuk/appeal/write/")
    assert found["right"] == "public"
    assert found["view"].endswith(" write_appeal")
    assert "templates/trustbox/public/write.html" in found["template"].split(", ")
    assert "tests/trustbox/test_citizen.py" in found["tests"].split(", ")
    assert "register" not in found


def test_open_address_without_tests_of_its_name_leads_to_the_folder_of_its_app():
    assert where("/open/dostuk/")["tests"].startswith("tests/office")


def test_address_without_a_route_is_refused():
    with pytest.raises(CommandError, match="No route answers /nowhere/"):
        where("/nowhere/")
