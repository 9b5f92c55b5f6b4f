"""Every route × every role × own, foreign and missing rows × every method, read off the URLconf (SAFETY I-1,
I-4).

What is expected is computed from the policy that the view declares; a route without one fails.
"""

import re
from collections import Counter

import pytest
from django.db import transaction
from django.urls import reverse

from office.database.triggers import is_owned
from office.models.organisation import Organisation
from office.models.person import Person
from office.papers.frozen import Paper, Publication
from office.papers.models import Annex, Order
from office.papers.signatures import SignatureFile
from office.roles import Act, Role
from office.wall.models.wall import Exclusion, Wall
from tests import make
from tests.conftest import add_village, appoint_cast, other_village, people_who_may
from tests.page import Visitor
from tests.routes import routes

# Views that other packages bring, each family with its reason.
NOT_OURS = {"allauth": "sign-in: allauth asks for a person itself, or is the door"}
OURS = [route for route in routes() if route.package not in NOT_OURS]
STAFF = [route for route in OURS if not route.public]
every_route = pytest.mark.parametrize("route", STAFF, ids=str)
MISSING = 987654321


# --- The cast is made once, asked by two thousand tests: each begins from its rows and gives back what it
# wrote -------


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Both villages and their people, for this module; taken back with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        body = add_village()
        yield body.pk, other_village(body).pk, {role: one.pk for role, one in appoint_cast(body).items()}
        transaction.set_rollback(True)


@pytest.fixture
def body(world, db):
    return Organisation.objects.get(pk=world[0])


@pytest.fixture
def foreign(world, db):
    return Organisation.objects.get(pk=world[1])


@pytest.fixture
def cast(world, db):
    people = Person.objects.in_bulk(world[2].values())
    return {role: people[pk] for role, pk in world[2].items()}


def undeclared(found):
    return [str(route) for route in found if not route.declared]


def test_every_route_declares_its_policy():
    assert undeclared(OURS) == []


def test_names_of_routes_are_unique():
    assert [name for name, n in Counter(route.name for route in OURS).items() if n > 1] == []


def test_tracebacks_name_the_view_and_its_register():
    assert [str(route) for route in OURS if route.view.__code__.co_name in ("view", "checked")] == []
    names = {route.name: route.view.__code__.co_qualname for route in OURS}
    assert (names["risks:move"], names["search"]) == ("risks_move", "search_page")


def test_every_route_with_a_row_knows_its_register():
    assert [
        str(route) for route in STAFF if {"pk", "parent"} & set(route.arguments) and not route.register
    ] == []


# --- The rows the addresses are of -------------------------------------------------------------------------


def of_order(body, route):
    order = make.row(Order, body)
    make.row(Annex, body, order=order, number=1)
    if "paper" in route.arguments:
        return order, {"paper": make.row(Paper, body, order=order).pk}
    if "row" in route.arguments:
        return order, {"row": make.row(SignatureFile, body, order=order).pk}
    return order, {"number": 0 if route.name.endswith(("preview", "print")) else 1}


def of_person(body, route):
    person = make.row(Person, body)
    make.appoint(person, body, Role.EMPLOYEE)
    return person, {}


def of_organisation(body, route):
    return (
        (body, {})
        if route.name.endswith("create")
        else (make.organisation(f"mektep-{body.code}", parent=body), {})
    )


def of_wall(body, route):
    if "person" in route.arguments:
        employee = make.row(Person, body)
        make.appoint(employee, body, Role.EMPLOYEE)
        return make.row(Wall, body, about=Role.EMPLOYEE), {"person": employee.pk}
    wall = make.row(Wall, body)
    return wall, {
        "exclusion": make.row(Exclusion, body, wall=wall).pk
    } if "exclusion" in route.arguments else {}


ROWS = {
    "wall": of_wall,
    "order": of_order,
    "person": of_person,
    "organisation": of_organisation,
    **{name: made for room in make.room_modules() for name, made in getattr(room, "ROWS", {}).items()},
}
BELOW = {"below:export": ["csv", "xlsx"], "consolidated:export": ["csv", "xlsx"]}
POSITIONS = {
    "position_editions:paper": ["docx"],
    "position_editions:changes_paper": ["csv"],
    "exposures:export": ["csv"],
    "posts:export": ["csv"],
    "year_reports:paper": ["docx"],
}
# The younger rooms say theirs in `tests/<room>/rows.py`, as they do with ROWS and RULES.
KINDS = {
    **BELOW,
    "risks:export": ["csv", "xlsx"],
    "disclosures:copy": ["csv", "docx"],
    "editions:paper": ["docx"],
    "editions:changes_paper": ["csv"],
    "duties_file": ["xlsx"],
    **POSITIONS,
    **{route: kinds for room in make.room_modules() for route, kinds in room.KINDS.items()},
}


def arguments(route, body):
    """Keyword arguments of the address for a row of `body`; one dict for each kind or move."""
    model = route.register.model if route.register else None
    row, given = None, {}
    if "parent" in route.arguments:
        above = model._meta.get_field(route.register.parent).related_model
        row = ROWS.get(above._meta.model_name, lambda body, _: (make.row(above, body), {}))(body, route)[0]
        given = {"parent": row.pk}
    elif "pk" in route.arguments:
        row, given = ROWS.get(model._meta.model_name, lambda body, _: (make.row(model, body), {}))(
            body, route
        )
        given |= {"pk": row.pk}
    if "name" in route.arguments:
        return [given | {"name": move.name} for move in model.MOVES]
    return [given | {"kind": kind} for kind in KINDS.get(route.name, [None])]


def row_of(route, given):
    return {name: MISSING if name in ("pk", "parent") else value for name, value in given.items()}


def act_of(route, given):
    return route.register.model.move_named(given["name"]).act if "name" in given else route.act


def belongs(route):
    """Whether the row in the address belongs to a body (or to people of one)."""
    if not {"pk", "parent"} & set(route.arguments):
        return False
    model = route.register.model
    if "parent" in route.arguments:
        model = model._meta.get_field(route.register.parent).related_model
    return is_owned(model) or model._meta.model_name in ("person", "organisation")


def methods_of(route):
    return route.methods or ("POST",)


def ask(visitor, method, url):
    """The answer, with everything it wrote taken back."""
    with transaction.atomic():
        answer = (
            visitor.generic(method, url)
            if method not in ("GET", "POST")
            else getattr(visitor, method.lower())(url)
        )
        transaction.set_rollback(True)
    return answer


ALL = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
# What a page may say to a person of the right role who sends nothing, or sends it at the wrong moment.
GOOD = {200, 204, 302, 303}
SENT = GOOD | {400, 403, 409, 422}


@every_route
def test_visitor_is_sent_to_the_door(route, body):
    for given in arguments(route, body):
        for method in ALL:
            answer = ask(Visitor(), method, route.url(**given))
            assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
                302,
                reverse("account_login"),
            )


@every_route
def test_wrong_role_is_refused_before_anything_is_looked_up(route, body, cast):
    for given in arguments(route, body):
        act = act_of(route, given)
        wrong = [person for person in cast.values() if person not in people_who_may(cast, act)]
        for person in wrong:
            visitor = Visitor(person)
            for address in (route.url(**given), route.url(**row_of(route, given))):
                found = {method: ask(visitor, method, address).status_code for method in methods_of(route)}
                assert found == dict.fromkeys(methods_of(route), 403), (person.username, address)


@every_route
def test_right_role_opens_its_own_rows(route, body, cast):
    for given in arguments(route, body):
        act = act_of(route, given)
        for person in people_who_may(cast, act):
            role, visitor = person.username, Visitor(person)
            url = route.url(**given)
            if "GET" in methods_of(route):
                assert ask(visitor, "GET", url).status_code in GOOD | own_rule(route), (role, url)
            if "POST" in methods_of(route):
                assert ask(visitor, "POST", url).status_code in SENT | own_rule(route), (role, url)


# The role may, the row has a rule of its own; the register's tests say when it opens.
RULES = {
    "opinions:edit": "a score is its member's alone: 404 for the others while they score apart",
    "disclosures:edit": "a request is corrected by whoever entered it",
    "orders:change_text": "a text is changed here, the list of a register there: 404 for the list",
    "orders:russian_pdf": "a copy that was entered is printed, and of this order none was: 404",
    "orders:russian_word": "a copy that was entered is printed, and of this order none was: 404",
    "orders:drop_text": "a text is taken out here, the list of a register there: 404 for the list",
    "surveys:slips": "slips are printed while a survey by slips is open: 404 for the others",
    "surveys:reply": "an answer is entered while its survey is open: 404 for the others",
    "matters:edit": "the chair or the secretary agrees, once the scores lie open",
    **{route: reason for room in make.room_modules() for route, reason in getattr(room, "RULES", {}).items()},
}


def own_rule(route):
    return {403, 404} if route.name in RULES else set()


@every_route
def test_method_the_page_does_not_know_changes_nothing(route, body, cast):
    for given in arguments(route, body)[:1]:
        act = act_of(route, given)
        visitor = Visitor(people_who_may(cast, act)[0])
        url = route.url(**given)
        known = set(methods_of(route))
        found = {method: ask(visitor, method, url).status_code for method in ALL if method not in known}
        assert found == dict.fromkeys([method for method in ALL if method not in known], 405)
        answer = ask(visitor, "OPTIONS", url)
        assert answer.status_code in (204, 405)
        assert set(answer.headers["Allow"].split(", ")) == known


def plain(answer, *numbers):
    """The body of an answer without tokens and without the address itself."""
    text = answer.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub("|".join(rf"\b{number}\b" for number in numbers), "N", text)


def headers(answer):
    """All but the second it was made in, the length of its address and the number of the request."""
    apart = ("Expires", "Content-Length", "X-Request-Id")
    return {name: value for name, value in answer.headers.items() if name not in apart}


@pytest.mark.parametrize("route", [route for route in STAFF if belongs(route)], ids=str)
def test_foreign_row_is_not_there_in_the_very_words_of_a_missing_one(route, body, foreign, cast):
    for given, theirs in zip(arguments(route, body), arguments(route, foreign), strict=True):
        act = act_of(route, given)
        missing = row_of(route, theirs)
        numbers = [given.get("pk", given.get("parent")), theirs.get("pk", theirs.get("parent")), MISSING]
        for person in people_who_may(cast, act):
            role, visitor = person.username, Visitor(person)
            for method in methods_of(route):
                one, other = (ask(visitor, method, route.url(**which)) for which in (theirs, missing))
                assert (one.status_code, other.status_code) == (404, 404), (
                    role,
                    method,
                    one.request["PATH_INFO"],
                )
                assert plain(one, *numbers) == plain(other, *numbers)
                assert headers(one) == headers(other)


@every_route
def test_person_without_an_appointment_gets_nowhere(route, body):
    person = make.person("nobody")
    for given in arguments(route, body)[:1]:
        wanted = GOOD | {403, 404} if act_of(route, given) is None else {403}
        for method in methods_of(route):
            assert ask(Visitor(person), method, route.url(**given)).status_code in wanted | (
                {400} if method == "POST" else set()
            )


# --- The citizen's side ------------------------------------------------------------------------------------


@pytest.fixture
def published(body):
    return make.row(Publication, body)


def test_public_routes_are_these():
    assert {route.name for route in OURS if route.public} == {
        "set_language",
        "healthz",
        "readyz",
        "open:bodies",
        "open:body",
        "open:feed",
        "open:block",
        "open:calendar",
        "open:check",
        "open:compare",
        "open:find",
        "open:paper",
        "open:file",
        "open:survey",
        "open:survey_thanks",
        "open:plan",
        "open:measure",
        "open:proof",
        "open:plan_report",
        "open:plan_report_file",
        "open:remark",
        "open:remark_thanks",
        "open:appeal",
        "open:appeal_write",
        "open:appeal_answer",
        "open:appeal_heads",
    }


@pytest.mark.parametrize("who", [None, *Role])
def test_open_pages_are_the_same_for_everyone_and_leave_no_trace(who, published, body, cast):
    visitor = Visitor(cast.get(who))
    annex_token = make.row(Annex, body).token
    addresses = [
        reverse("open:bodies"),
        reverse("open:body", args=[body.code]),
        reverse("open:paper", args=[body.code, published.token]),
    ]
    assert [visitor.get(url).status_code for url in addresses] == [200, 200, 200]
    assert [visitor.get(url).cookies for url in addresses] == [{}, {}, {}]
    assert annex_token not in visitor.get(addresses[1]).content.decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_open_pages_take_nothing(method, published, body):
    for url in (reverse("open:bodies"), reverse("open:body", args=[body.code])):
        assert Visitor().generic(method, url).status_code == 405


def test_wrong_addresses_of_the_open_side_are_all_the_same_page(published, foreign, body):
    wrong = [
        reverse("open:body", args=["nowhere"]),
        reverse("open:paper", args=[body.code, "0" * 32]),
        reverse("open:paper", args=[foreign.code, published.token]),
        reverse("open:check", args=["0" * 32]),
    ]
    answers = [Visitor().get(url) for url in wrong]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({re.sub(r'(href|value)="[^"]*"', "", answer.content.decode()) for answer in answers}) == 1


def test_address_that_is_none_is_404_for_everyone(body, clerk):
    assert [Visitor(who).get("/nowhere/").status_code for who in (None, clerk)] == [404, 404]


def test_every_act_is_asked_by_some_route():
    asked = {route.act for route in STAFF} | {
        move.act for route in STAFF if route.register for move in getattr(route.register.model, "MOVES", ())
    }
    assert asked - {None} == set(Act)
