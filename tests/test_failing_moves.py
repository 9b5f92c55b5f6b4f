"""Every move of every register, read off its table, is sent from its own page while one of its statements
fails: all or nothing, and the same press again goes through (SAFETY F-1).

Of the statements of a move some are tried at each run, all of them with each of three errors under
`PORTAL_NET=full`.
"""

import random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from office.database.triggers import is_audited
from office.models.audit import Change, Submission
from office.roles import MAY
from tests import make
from tests.net import figure
from tests.page import Visitor
from tests.routes import routes
from tests.test_filled_forms import filled
from tests.trustbox import build
from tests.trustbox.faults import BOOKKEEPING, KINDS, Failing

MOVES = [
    (route, move.name)
    for route in routes()
    if "name" in route.arguments and route.register
    for move in route.register.model.MOVES
]
UNAUDITED = [model for model in make.owned_models() if not is_audited(model)]
# A lone row is not moved so: it wants what stands round it (a running plan, a sitting, votes, a second
# person). The tests of its room move it; those of the trust box are in the loop of its `test_faults`.
REFUSED = set(
    """
    analyses.submit appeals.extend appeals.forward assessments.agree conflicts.give custodians.make
    custodians.renew custodians.reseal custodians.verify declarations.give disclosures.open
    disposals.approve editions.consider editions.order expertises.answer exposures.enter exposures.restore
    factor_removals.confirm factor_removals.lapse gifts.give handed.finish imports.accept imports.take_back
    instalments.accept instalments.begin instalments.drop instalments.finish instalments.reopen
    instalments.report instalments.send_back measures.accept measures.begin measures.drop measures.finish
    measures.leave measures.release measures.reopen measures.report measures.send_back meetings.close
    monitorings.announce monitorings.close monitorings.open officer_reports.hand openings.close
    orders.register orders.submit orders.supersede plan_editions.consider plan_editions.order
    plan_imports.take_back plan_reports.publish plan_reports.submit position_editions.consider
    position_editions.order position_imports.take_back relatives.give reports.give sessions.close
    sessions.open sheets.file staff_imports.take_back standards.enforce standards.order surveys.open
    year_reports.hear
    """.split()
)


def state_of(body, row):
    """How much stands in the tables, and the row itself; every write to an audited table is a change."""
    counts = [model.unscoped.filter(organisation=body).count() for model in UNAUDITED]
    itself = type(row).unscoped.filter(pk=row.pk).values().get()
    return [Change.objects.count(), Submission.objects.count(), *counts, itself]


def send(visitor, address, data, failing=None):
    """The status of a post, kept when it is a success and taken back by the portal when it is not."""
    if failing is None:
        return visitor.post(address, data).status_code
    with connection.execute_wrapper(failing):
        return visitor.post(address, data).status_code


def failures(statements, seed):
    """[(number of the statement that fails, error)] to be tried of a move."""
    every = [(n, error) for n in range(1, statements + 1) for error in KINDS]
    most = figure(4, len(every))
    return sorted(random.Random(seed).sample(every, min(most, len(every))), key=lambda pair: pair[0])


def press(route, name, body, cast):
    """(visitor, row, address, what is sent) of the page of a move in the state it begins in."""
    model = route.register.model
    move = model.move_named(name)
    given = {"pk": make.in_state(model, move.source[0], body).pk, "name": name}
    visitor = Visitor(
        next(person for role, person in cast.items() if role in MAY[move.act]), raise_request_exception=False
    )
    page = visitor.get(route.url(**given))
    found = filled(page) if page.status_code == 200 and page.is_html else []
    address, data = found[-1] if found else (route.url(**given), {})
    return visitor, model.unscoped.get(pk=given["pk"]), address, data


def rewound(data):
    """The same data to be sent again: files are read from their beginning."""
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return data


@pytest.mark.parametrize(("route", "name"), MOVES, ids=str)
def test_move_does_all_or_nothing_whichever_statement_fails(route, name, body, cast):
    build.box_commission(body)
    visitor, row, address, data = press(route, name, body, cast)
    before = state_of(body, row)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            is_taken = send(visitor, address, data) in (302, 303)
        transaction.set_rollback(True)
    assert is_taken == (f"{route.name.partition(':')[0]}.{name}" not in REFUSED)
    counted = [one for one in asked.captured_queries if not one["sql"].startswith(BOOKKEEPING)]
    for nth, error in failures(len(counted), f"{route}{name}") if is_taken else ():
        failing = Failing(nth, error)
        with transaction.atomic():
            status = send(visitor, address, rewound(data), failing)
            after = state_of(body, row)
            transaction.set_rollback(True)
        if status not in (302, 303):
            assert after == before, f"half of it stayed when statement {nth} failed"
    if is_taken:
        assert send(visitor, address, rewound(data)) in (302, 303)
        assert state_of(body, row) != before
