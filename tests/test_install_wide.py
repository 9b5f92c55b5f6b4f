"""What holds for every body is written by whoever answers for the whole install, never by a right of one
body.

Read off the models and the addresses: a new row without an organisation that a body's person can write fails.
"""

import pytest
from django.apps import apps
from django.urls import reverse

from office.database.owned import Owned
from office.database.triggers import is_owned
from office.handover.models import BodyTransfer
from office.models.form_layout import FormLayout
from office.models.law import LegalValue
from office.models.organisation import Organisation
from office.models.person import Person
from office.roles import INSTALL_WIDE, Act, Role, may
from risks.models.method import Method
from standards.notices.models.relative import Kin
from tests import make
from tests.conftest import people_who_may
from tests.routes import registers_by_space, routes

OUR_APPS = {"office", "risks", "positions", "plans", "trustbox", "standards", "monitoring"}
# Rows without an organisation of their own that are not for every body, each with its reason.
APART = {
    "office.Organisation": "a body: written by administrators above it",
    "office.Person": "a person: written by administrators of the person's bodies",
    "office.SignInCode": "one person's code",
    "office.BodyExport": "what an export took: written by the export",
    "office.Change": "the audit: written by triggers",
    "office.Acting": "who acts: written by the middleware",
    "office.Submission": "the key of a form that came twice",
    "office.ClockRepair": "written by a command of the server",
    "office.SealBook": "seals: written at the end of an act",
    "office.Seal": "seals: written at the end of an act",
}
# Written with the row they are parts of.
PARTS = {
    "risks.Band": "risks.Method",
    "monitoring.Heading": "monitoring.CriteriaSet",
    "monitoring.Criterion": "monitoring.CriteriaSet",
    "monitoring.Indicator": "monitoring.CriteriaSet",
    "monitoring.Band": "monitoring.CriteriaSet",
}
WRITING = {"create", "edit", "delete", "throw_away", "confirm", "remove", "confirm_year", "move"}


def rows_for_every_body():
    return {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS and not issubclass(model, Owned)
    } - set(APART)


def written_registers():
    return [
        register
        for register in registers_by_space().values()
        if not is_owned(register.model) and register.model._meta.label not in APART
    ]


def test_every_model_without_an_organisation_is_written_for_the_whole_install():
    kept = {register.model._meta.label for register in written_registers()}
    assert rows_for_every_body() - set(PARTS) == kept
    assert set(PARTS.values()) <= kept


def test_registers_of_such_rows_are_written_by_a_right_over_the_install():
    assert {register.space for register in written_registers() if register.write not in INSTALL_WIDE} == set()
    spaces = {register.space for register in written_registers()}
    wrong = [
        route.name
        for route in routes()
        if not route.public
        and route.name.partition(":")[0] in spaces
        and "POST" in (route.methods or ())
        and route.act not in INSTALL_WIDE
    ]
    assert wrong == []


def test_a_register_written_by_a_right_of_one_body_is_found_out(monkeypatch):
    """Negative control."""
    register = registers_by_space()["layouts"]
    monkeypatch.setitem(register.__dict__, "write", Act.MANAGE)
    assert "layouts" in {one.space for one in written_registers() if one.write not in INSTALL_WIDE}


@pytest.mark.parametrize("act", sorted(INSTALL_WIDE))
def test_the_right_comes_from_the_head_of_the_install_alone(act, body, foreign, cast, keeper):
    other = make.appoint(make.person("other"), foreign, Role.ADMINISTRATOR).person
    second = make.organisation("second", kind="district", name_ky="Экинчи райондук администрация")
    above = make.appoint(make.person("above"), second, Role.ADMINISTRATOR).person
    clerk = make.appoint(make.person("desk"), body.parent, Role.CLERK).person
    refused = [*cast.values(), other, above, clerk]
    assert [person.username for person in refused if may(person, act)] == []
    assert may(keeper, act)
    assert people_who_may(cast, act) == [keeper]


def fresh(person):
    return Person.objects.get(pk=person.pk)


def test_the_body_that_opened_an_install_by_an_import_heads_it(body, foreign, cast, stranger):
    """What stands above it came by name alone: nobody else could confirm what came."""
    administrator = cast[Role.ADMINISTRATOR]
    other = make.appoint(make.person("other"), foreign, Role.ADMINISTRATOR).person
    assert not may(administrator, Act.LEGAL)  # the control: it was begun by `begin`
    make.row(BodyTransfer, foreign)
    make.row(BodyTransfer, body)
    assert may(fresh(other), Act.LEGAL) and not may(fresh(administrator), Act.LEGAL)  # the later one


def test_what_is_brought_in_never_heads_an_install_that_was_begun_here(body, foreign, cast, keeper):
    """Not even under a key before that of the first."""
    first = keeper.bodies[0]
    root = Organisation.objects.create(
        pk=first.pk - 100, code="brought", kind="district", path="/brought/", name_ky="Келген район"
    )
    make.row(BodyTransfer, root)
    brought = make.appoint(make.person("brought"), root, Role.ADMINISTRATOR).person
    assert may(fresh(keeper), Act.LEGAL) and not may(brought, Act.LEGAL)


def addresses():
    layout, value = FormLayout.objects.first(), LegalValue.objects.filter(confirmed=False).first()
    return [
        reverse("layouts:create", args=[layout.pk]),
        reverse("layouts:confirm", args=[layout.pk]),
        reverse("values:create"),
        reverse("values:edit", args=[value.pk]),
        reverse("values:confirm", args=[value.pk]),
        reverse("calendar:create"),
        reverse("acts:create"),
        reverse("provisions:create"),
        reverse("criteria:create"),
        reverse("indicators:create"),
        reverse("methods:edit", args=[Method.objects.first().pk]),
        reverse("catalogues:create"),
        reverse("functions:create"),
        reverse("factors:create"),
        reverse("kin:edit", args=[Kin.objects.first().pk]),
    ]


def test_administrator_of_a_village_reads_them_and_writes_none(page, cast, keeper):
    village = cast[Role.ADMINISTRATOR]
    assert {page(village).get(address).status_code for address in addresses()} == {403}
    assert {page(keeper).get(address).status_code for address in addresses()} <= {200, 404}
    layout = FormLayout.objects.first()
    for space in ("acts", "values", "calendar", "methods"):
        register = registers_by_space()[space]
        shown = [page(person).get(register.url("register")) for person in (village, keeper)]
        assert [register.url("create") in one.links for one in shown] == [False, True], space
    record = page(village).get(layout.get_absolute_url())
    assert reverse("layouts:create", args=[layout.pk]) not in record.links
    assert reverse("layouts:create", args=[layout.pk]) in page(keeper).get(layout.get_absolute_url()).links
