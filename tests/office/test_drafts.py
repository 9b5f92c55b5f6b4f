"""What a browser keeps of what is typed: nothing of a matter behind a wall; of the rest only for the person
who typed it.
"""

import re

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from office.registers.forms import PortalForm
from office.roles import Role
from office.wall.models.wall import Wall, is_walled
from tests.office import vault
from tests.standards import build_desk
from tests.test_house import TEMPLATES, name
from tests.trustbox import build


def kinds(form=PortalForm):
    for kind in form.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_forms_of_matters_behind_a_wall_keep_no_draft():
    """The forms that may name whoever wrote or is written about; each model decides for its forms."""
    walled = {kind.__name__ for kind in kinds() if kind._meta.model and not kind.keeps_draft.fget(kind)}
    assert walled == {
        "AppealEntryForm",
        "LetterForm",
        "ReportForm",
        "ProtectionForm",
        "ExclusionForm",
        "DisclosureForm",
        "ErasureForm",
        "VisitForm",
    }


# A file of the portal may stand behind a wall; it has no form of its own. A visit that was entered in the
# journal is hidden with its entry (`VisitQuerySet`); its form keeps no draft.
BESIDE = {"StoredFile", "Visit"}


def test_every_model_that_points_at_a_wall_is_walled():
    pointing = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and is_walled(field.related_model) and not is_walled(model)
    }
    assert pointing == BESIDE
    assert is_walled(Wall) and not is_walled(apps.get_model("risks.Risk"))


@pytest.fixture
def pages(body, cast):
    """{route: (address, role)} of the forms behind the wall."""
    wall = vault.walled(body)
    report = build_desk.give_report(build_desk.draft_report(body, cast[Role.EMPLOYEE]), cast[Role.EMPLOYEE])
    opening = build.opening(body, cast[Role.CLERK], count=1)
    return {
        reverse("appeals:create"): Role.CLERK,
        reverse("openings:letter", args=[opening.pk]): Role.CLERK,
        reverse("reports:create"): Role.EMPLOYEE,
        reverse("protections:create", args=[report.pk]): Role.OFFICER,
        reverse("exclusions:create", args=[wall.pk]): Role.CLERK,
        reverse("disclosures:create", args=[wall.pk]): Role.CLERK,
        reverse("erasures:create", args=[wall.pk]): Role.CLERK,
    }


def main_form(page):
    return next(form for form in page.main.iter("form") if form.get("method", "").lower() == "post")


def test_page_of_a_form_behind_the_wall_gives_the_browser_nothing_to_keep(pages, cast, page):
    for address, role in pages.items():
        form = main_form(page(cast[role]).get(address))
        assert ("data-draft" in form.attrib, form.get("autocomplete")) == (False, "off"), address


def test_other_forms_keep_what_is_typed(clerk, page):
    form = main_form(page(clerk).get(reverse("risks:create")))
    assert ("data-draft" in form.attrib, "data-edit" in form.attrib) == (True, True)


def test_page_says_by_a_key_of_its_own_who_is_at_it(clerk, head, page):
    keys = {person.browser_key for person in (clerk, head)}
    assert len(keys) == 2 and not any(str(person.pk) == key for person in (clerk, head) for key in keys)
    assert f'data-person="{clerk.browser_key}"' in page(clerk).get("/").content.decode()
    assert "data-person" not in Client().get("/accounts/login/").content.decode()


def test_every_form_that_signs_out_empties_the_tab():
    signing_out = [path for path in TEMPLATES if "action=\"{% url 'account_logout' %}\"" in path.read_text()]
    assert {name(path) for path in signing_out} == {"templates/base.html", "templates/account/logout.html"}
    assert all("data-sign-out" in path.read_text() for path in signing_out)


def test_page_of_signing_out_empties_the_tab(clerk, page):
    assert "data-sign-out" in main_form(page(clerk).get("/accounts/logout/")).attrib


def test_no_form_is_filled_in_by_the_browser_on_the_way_back():
    """Only the login: a browser may know its password."""
    found = [
        f"{name(path)}: {form}"
        for path in TEMPLATES
        for form in re.findall(r"<form[^>]*>", path.read_text(encoding="utf-8"))
        if 'method="post"' in form and 'autocomplete="off"' not in form
    ]
    assert [line.split(":")[0] for line in found] == ["templates/account/login.html"]
