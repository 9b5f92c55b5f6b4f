"""The cast of every test: two bodies that must never see each other, one person for each role, a stranger
with rows of his own.
"""

import os

import hypothesis
import pytest
from _pytest import runner
from django.db.backends.signals import connection_created
from django.test import Client
from django.test.client import ClientHandler

from office.database import actor
from office.models.person import Person
from office.roles import INSTALL_WIDE, MAY, Role
from plans.public import remarks
from positions import surveys
from tests import databases, executed, make, network
from tests.page import Visitor
from trustbox.citizen import answer_pages, appeal_pages

DESKS = (remarks.DESK, surveys.DESK, appeal_pages.DESK, answer_pages.DESK)

# A landing must not hang on luck: there the cases are the same each time. Everywhere else they are new at
# every run.
hypothesis.settings.register_profile("same", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("same")


def roomy(call):
    """What `call` returns. Python keeps the frames of calls in pieces of 16 KB and asks the system for a
    piece at each call over the edge of the last one: a loop of a template that stands there pays for it at
    every turn. This frame is so large that all the others fit behind it.
    """
    return call()


roomy.__code__ = roomy.__code__.replace(co_stacksize=80_000)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    return roomy(lambda: runner.pytest_runtest_protocol(item, nextitem))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    executed.judge(session)


def pytest_configure():
    """A test sets the scene with rows of every organisation; a request of its client meets a connection on
    which nobody acts, as one of the real server does.
    """
    network.install()
    actor.SCOPE.set(actor.Scope(None, actor.EVERY_ORGANISATION))
    connection_created.connect(open_to_tests, dispatch_uid="tests.conftest")
    answer = ClientHandler.__call__

    def answer_as_nobody(handler, environ):
        with actor.session_reach(""):
            return answer(handler, environ)

    ClientHandler.__call__ = answer_as_nobody


def open_to_tests(connection, **kwargs):
    """A thread of a test too."""
    actor.set_session_reach(connection, actor.EVERY_ORGANISATION)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """Each process of the tests has a copy of the migrated database."""
    with django_db_blocker.unblock(), databases.copy_for_tests():
        yield


@pytest.fixture(autouse=True)
def asked_no_network():
    """No test asks another machine, not even one that copes with the answer."""
    yield
    asked = [*network.attempts]
    network.attempts.clear()
    assert asked == []


@pytest.fixture(autouse=True)
def empty_desks():
    """What other tests sent within this minute does not fill the open forms: the tests are that fast."""
    for desk in DESKS:
        desk.minute, desk.admitted = 0, 0


@pytest.fixture
def body(db):
    """The village the tests live in, under its district."""
    return add_village()


@pytest.fixture
def foreign(body):
    """The other village of the same district."""
    return other_village(body)


@pytest.fixture
def cast(body):
    """One person a role at the village, by role."""
    return appoint_cast(body)


def add_village():
    district = make.organisation("araban", kind="district", name_ky="Арабан райондук администрациясы")
    return make.organisation(
        "dostuk", parent=district, name_ky="Достук айыл өкмөтү", place_ky="Пахта-Дөбө айылы"
    )


def other_village(body):
    return make.organisation("birdik", parent=body.parent, name_ky="Бирдик айыл өкмөтү")


def appoint_cast(body):
    people = {}
    for role, post in make.ROLES.items():
        people[role] = make.person(role.value, name=make.NAMES[role])
        make.appoint(people[role], body, role, post)
    return people


def people_who_may(cast, act):
    """Those of the cast whose role has the right; anyone for None. Of what holds for every body it is the
    administrator at the head of the install, who is appointed when first asked for.
    """
    if act in INSTALL_WIDE:
        return [appoint_keeper(cast)]
    return [person for role, person in cast.items() if act is None or role in MAY[act]]


def appoint_keeper(cast):
    """The administrator of the district above the cast, who answers for the legal data of the install."""
    found = Person.objects.filter(username="keeper").first()
    if found:
        return found
    district = cast[Role.ADMINISTRATOR].bodies[0].parent
    return make.appoint(make.person("keeper"), district, Role.ADMINISTRATOR).person


@pytest.fixture
def keeper(cast):
    return appoint_keeper(cast)


@pytest.fixture
def clerk(cast):
    return cast[Role.CLERK]


@pytest.fixture
def head(cast):
    return cast[Role.HEAD]


@pytest.fixture
def member(cast):
    return cast[Role.MEMBER]


@pytest.fixture
def stranger(foreign):
    """The clerk of the other village."""
    person = make.person("stranger")
    make.appoint(person, foreign, Role.CLERK, "Жооптуу катчы")
    return person


@pytest.fixture
def page(db):
    """A visitor who checks every page it gets: `page(clerk).get("/risks/")`; nobody is signed in without a
    person.
    """
    return Visitor


@pytest.fixture
def sign_in(db):
    """A client signed in as somebody."""

    def client_of(person):
        client = Client()
        client.force_login(person)
        return client

    return client_of
