"""The tables of moves, read as they stand: from which state, to which, by whom.

Everything else is refused and changes nothing.
"""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from monitoring.models.monitoring import Monitoring
from office.accounts.removals import FactorRemoval
from office.models.audit import Change
from office.papers.models import Order
from office.registers.workflow import Refused, Workflow
from office.roles import MAY, Act, Role
from office.wall.models.vault import Custodian
from plans.delegation.models import HandedMeasure
from plans.models.measure import Measure
from plans.progress.models import Instalment
from risks.sessions.models import Session
from standards.text.models import Standard
from tests import make
from trustbox.boxes.models.openings import Opening

# A window on the rows of another model, such as `Task`, has no moves of its own.
MODELS = [model for model in apps.get_models() if issubclass(model, Workflow) and model.MOVES]
PLACES = [(model, state) for model in MODELS for state in model.State.values]
every_place = pytest.mark.parametrize(
    "model, state", PLACES, ids=[f"{model.__name__}-{state}" for model, state in PLACES]
)


class Passed(Exception):
    """The move went through the door; what it does beyond is tested with its model."""


def outcome(row, move, person, monkeypatch):
    def on_move(self, **given):
        raise Passed

    monkeypatch.setattr(type(row), f"on_{move.name}", on_move, raising=False)
    try:
        row.move(move.name, by=person)
    except (Passed, Refused, PermissionDenied) as answer:
        return type(answer)


def wanted(move, state, role):
    if role not in MAY[move.act]:
        return PermissionDenied
    return Passed if state in move.source else Refused


@every_place
def test_each_role_moves_exactly_as_the_tables_say(model, state, body, cast, monkeypatch):
    row = make.in_state(model, state, body)
    found = {
        (role, move.name): outcome(row, move, person, monkeypatch)
        for role, person in cast.items()
        for move in model.MOVES
    }
    assert found == {(role, move.name): wanted(move, state, role) for role in cast for move in model.MOVES}


def may_lead(row, person, move):
    """Whether the row itself offers the move to this person; the tests of its own room say why.

    A sitting and an announced monitoring are led by chair and secretary, a key moves only with its custodian,
    what an employee told only with its author and whom the point names; a measure is proved in its executor's
    form; a box is closed by a secretary when its letters are entered; a newer order ends an order when it is
    registered.
    """
    if hasattr(row, "is_open_to"):
        return row.is_open_to(person, move)
    if isinstance(row, FactorRemoval):
        return move.name != "lapse"  # that one is offered when nobody decided in time
    if isinstance(row, Custodian):
        return move.name not in row.OWN
    if isinstance(row, Monitoring) and move.name == "announce":
        return True
    if isinstance(row, Session | Monitoring):
        return row.is_led_by(person)
    if isinstance(row, Opening):
        return row.is_led_by(person) and row.offers(move)
    if isinstance(row, Measure | Instalment | HandedMeasure):
        return row.offers(move) and (move.act is not Act.PROVE or row.is_proved_by(person))
    return not isinstance(row, Order | Standard) or row.offers(move)


@every_place
def test_buttons_are_the_moves_that_would_pass(model, state, body, cast):
    row = make.in_state(model, state, body)
    offered = {role: [move.name for move in row.moves_for(person)] for role, person in cast.items()}
    assert offered == {
        role: [
            move.name
            for move in model.MOVES
            if wanted(move, state, role) is Passed and may_lead(row, person, move)
        ]
        for role, person in cast.items()
    }


@every_place
def test_nobody_of_another_body_moves_anything(model, state, body, foreign, monkeypatch):
    row = make.in_state(model, state, body)
    people = [make.appoint(make.person(f"foreign-{role}"), foreign, role).person for role in Role]
    found = {outcome(row, move, person, monkeypatch) for person in people for move in model.MOVES}
    assert found == {PermissionDenied}


@every_place
def test_refused_move_leaves_the_row_and_the_memory_as_they_were(model, state, body, cast):
    row = make.in_state(model, state, body)
    before = model.unscoped.filter(pk=row.pk).values().get(), Change.objects.count()
    for move in model.MOVES:
        for role, person in cast.items():
            if wanted(move, state, role) is not Passed:
                with pytest.raises((Refused, PermissionDenied)):
                    row.move(move.name, by=person)
    assert (model.unscoped.filter(pk=row.pk).values().get(), Change.objects.count()) == before


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_state_is_reached_or_the_first(model):
    first = model._meta.get_field("state").default
    assert set(model.State.values) == {first} | {move.target for move in model.MOVES} | ALSO.get(
        model.__name__, set()
    )


# States no move leads to. A measure handed down shares those of the measure; instead of being dropped it is
# no longer asked for, and the body above decides whether it is done. An appeal is entered as lost after a
# restore.
ALSO = {"HandedMeasure": {"dropped", "reported"}, "Appeal": {"lost"}}


def test_unknown_move_is_a_lookup_error(body, clerk):
    with pytest.raises(LookupError):
        make.risk(body).move("explode", by=clerk)


def test_move_counts_a_version(body, clerk):
    order = make.order(body)
    make.appoint(make.person("bashchy"), body, Role.HEAD)
    assert order.move("submit", by=clerk).version == 2


def test_move_sees_what_stands_in_the_database_not_what_the_page_showed(body, clerk, head):
    order = make.order(body)
    old_tab = type(order).unscoped.get(pk=order.pk)
    order.move("submit", by=clerk)
    with pytest.raises(Refused):
        old_tab.move("submit", by=clerk)


def test_right_withdrawn_today_moves_nothing(body, clerk):
    order = make.order(body)
    clerk.appointments.update(ends=make.LONG_AGO)
    with pytest.raises(PermissionDenied):
        order.move("submit", by=make.Person.objects.get(pk=clerk.pk))
