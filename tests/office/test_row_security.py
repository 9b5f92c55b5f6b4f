"""PostgreSQL's row policies beneath the guarded managers: what a forgotten scope would still not show."""

import pytest
from django.db import IntegrityError, connection, transaction

from office.database.actor import act_as, reach_of
from office.database.triggers import is_owned, table_models
from office.models.commission import Commission
from risks.models.risk import Risk
from tests import make

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row policies")


def fetch(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_every_owned_table_has_its_policy(db):
    forced = {
        name for (name,) in fetch("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    }
    assert {model._meta.db_table for model in table_models() if is_owned(model)} == forced


def test_the_tests_run_as_a_role_that_policies_bind(db):
    assert fetch("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False,)]


def test_a_forgotten_scope_shows_only_the_own_body(clerk, body, foreign):
    mine = make.risk(body)
    make.risk(foreign)
    with act_as(clerk, reach_of(clerk)):
        assert list(Risk.unscoped.all()) == [mine]
        assert fetch("SELECT id FROM risks_risk") == [(mine.pk,)]
    assert Risk.unscoped.count() == 2  # the control: without the narrowing both are there


def test_nothing_told_means_nothing_shown(body):
    make.risk(body)
    with act_as(None, ""):
        assert Risk.unscoped.count() == 0


def test_a_row_cannot_be_written_for_another_body(clerk, foreign):
    with pytest.raises(Exception, match="row-level security"), act_as(clerk, reach_of(clerk)):
        make.risk(foreign)


def test_what_cannot_be_seen_cannot_be_pointed_at(clerk, body, foreign):
    order = make.order(foreign)
    with (
        pytest.raises(IntegrityError, match="same_body"),
        transaction.atomic(),
        act_as(clerk, reach_of(clerk)),
    ):
        Commission.objects.create(
            organisation=body, kind="working_group", name_ky="Жумушчу топ", order_id=order.pk
        )
