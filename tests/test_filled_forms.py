"""Every form of the portal is sent with every field filled in, at a body that keeps names in envelopes and at
one that keeps a vault: whatever is typed, the answer is no error page.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from office import clock
from office.models.organisation import Organisation
from office.models.person import Person
from office.papers.models import Order
from office.wall.models.custody import Keeping
from positions.editions.models import PositionEdition
from risks.editions.models import Edition
from tests import make
from tests.conftest import add_village, appoint_cast, people_who_may
from tests.office import samples, vault
from tests.page import Visitor, element_text, sent_by
from tests.test_routes import GOOD, SENT, STAFF, act_of, arguments, own_rule
from tests.trustbox import build
from trustbox.journal import forms as journal_forms
from trustbox.journal.models.appeals import Appeal

FORMS = [route for route in STAFF if {"GET", "POST"} <= set(route.methods or ("GET", "POST"))]
WORDS = "Толтурулган сөз, Асанов Асан, 0555 123 456, ID1234567"


@pytest.fixture(scope="module", params=[Keeping.Mode.ENVELOPE, Keeping.Mode.VAULT], ids=str)
def world(request, django_db_setup, django_db_blocker):
    """A village and its people, for this module and one keeping of names; taken back with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        body = add_village()
        cast = appoint_cast(body)
        build.box_commission(body)
        if request.param == Keeping.Mode.VAULT:
            vault.vault(body, cast)
        yield body.pk, {role: one.pk for role, one in cast.items()}, request.param
        transaction.set_rollback(True)


@pytest.fixture
def body(world, db):
    return Organisation.objects.get(pk=world[0])


@pytest.fixture
def cast(world, db):
    people = Person.objects.in_bulk(world[1].values())
    return {role: people[pk] for role, pk in world[1].items()}


def typed_into(field):
    """What a person types or chooses in a field; None leaves it as it stands."""
    kind = "select" if field.tag == "select" else field.get("type", "text")
    if kind == "select":
        values = [option.get("value", element_text(option)) for option in field.iter("option")]
        return values[-1] if any(values) else None
    return {
        "hidden": lambda: None,
        "checkbox": lambda: field.get("value", "on"),
        "radio": lambda: field.get("value"),
        "date": lambda: clock.today().isoformat(),
        "time": lambda: "10:30",
        "datetime-local": lambda: f"{clock.today().isoformat()}T10:30",
        "number": lambda: "2",
        "email": lambda: "kat@example.kg",
        "url": lambda: "https://achyk.example/",
        "file": picture_upload,
    }.get(kind, lambda: WORDS[: int(field.get("maxlength", len(WORDS)))])()


def picture_upload():
    return SimpleUploadedFile("kat.jpg", next(samples.jpegs()))


def filled(page):
    """What is sent from each form of a page that posts, every field filled in: [(address, data)]."""
    found = []
    for form in (one for one in page.main.iter("form") if one.get("method", "get").lower() == "post"):
        data = sent_by(form)
        for field in (one for tag in ("input", "select", "textarea") for one in form.iter(tag)):
            name, value = field.get("name"), None
            if name and "disabled" not in field.attrib and field.get("type") not in ("submit", "button"):
                value = typed_into(field)
            if value is not None:
                data[name] = value
        found.append((form.get("action") or page.request["PATH_INFO"], data))
    return found


def send_filled(visitor, url):
    """Status codes of the page and of each of its forms sent filled in; what was written is taken back."""
    page = visitor.get(url)
    if not page.is_html or page.status_code not in GOOD or page.is_fragment:
        return []
    statuses = []
    for address, data in filled(page):
        with transaction.atomic():
            statuses.append(visitor.post(address, data).status_code)
            transaction.set_rollback(True)
    return statuses


def rows_of(route, body):
    """Arguments of the address; of a move for a row that stands where the move begins. What hangs on an order
    in work needs the order: there the row stands in its first state.
    """
    found, model = arguments(route, body), route.register and route.register.model
    if "name" not in route.arguments or model in (Order, Edition, PositionEdition):
        return found
    return [
        given | {"pk": make.in_state(model, model.move_named(given["name"]).source[0], body).pk}
        for given in found
    ]


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_every_form_with_every_field_filled_is_answered(route, body, cast):
    for given in rows_of(route, body):
        act = act_of(route, given)
        visitor = Visitor(people_who_may(cast, act)[0])
        assert set(send_filled(visitor, route.url(**given))) <= SENT | own_rule(route), given


def test_every_form_of_a_citizen_with_every_field_filled_is_answered(body):
    for name in ("open:appeal_write", "open:appeal_answer"):
        assert send_filled(Visitor(), reverse(name, args=[body.code])) != []


def test_appeal_with_every_field_filled_is_entered(body, cast, world):
    visitor = Visitor(cast["clerk"])
    (address, data), *others = filled(visitor.get(reverse("appeals:create")))
    assert (others, "identity_name" in data) == ([], world[2] == Keeping.Mode.VAULT)
    if "identity_name" in data:
        assert visitor.post(address, data).status_code == 422  # anonymous, and yet with a name
        data["k"] = visitor.get(reverse("appeals:create")).form["k"]
    assert visitor.post(address, data | {"anonymous": ""}).status_code == 200
    assert Appeal.objects.of(body).get().anonymous is False


def test_control_a_field_that_the_wall_does_not_know_is_found(body, cast, world, monkeypatch):
    monkeypatch.setattr(journal_forms, "FILES", "")
    visitor = Visitor(cast["clerk"])
    ((address, data),) = filled(visitor.get(reverse("appeals:create")))
    if world[2] == Keeping.Mode.VAULT:
        with pytest.raises(ValueError, match="no field of an identity"):
            visitor.post(address, data | {"anonymous": ""})
