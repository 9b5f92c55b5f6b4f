"""PostgreSQL's row policies beneath the guarded managers: what a forgotten scope would still not show."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import get_commands, load_command_class
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.signals import connection_created
from django.http import HttpResponse
from django.test import RequestFactory

from config.database import database_settings
from office.checks import check_roles
from office.database.actor import act_as, act_for_all, reach_of, session_reach
from office.database.grants import grant_runtime, rights_lacking, tables_in_hand
from office.database.search_index import index_name, searchable_models
from office.database.triggers import is_owned, own_app_labels, table_models
from office.management.base import CommandForAll, CommandOfOwner
from office.middleware import ActorMiddleware
from office.models.audit import Change
from office.models.commission import Commission
from office.models.organisation import Organisation
from office.roles import Role
from office.seals.actions import seal_everything
from risks.models.risk import Risk
from tests import databases, make
from tests.conftest import add_village, open_to_tests

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row policies")


def fetch(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


# Tables with a way to an organisation that show their rows to everybody, each with the reason.
OPEN_TO_ALL = {
    "office_organisation": "names of bodies stand on the open pages; the tree says who reads whom",
    "office_sealbook": "a length and a head; a proof has to see every chain, whoever asks for it",
    "office_bodyexport": "which body left when and to whose key: the administrator's commands alone read it",
    "office_seal": "salted commitments under the chain key: no content, no name",
} | {
    index_name(model): "numbers for letters; a function alone reads it, and shows the rows in reach"
    for model in searchable_models()
}

# Tables that hold an organisation's key, or point at a table that has such a way.
WAYS_SQL = """
    WITH RECURSIVE own AS (
        SELECT c.oid FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
        AND (c.relname = 'office_organisation' OR EXISTS (
            SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id'))
        UNION
        SELECT k.conrelid FROM pg_constraint k JOIN own ON own.oid = k.confrelid AND k.contype = 'f'
    )
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
        AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
    FROM own JOIN pg_class c ON c.oid = own.oid
"""


def test_every_table_with_a_way_to_an_organisation_has_forced_policies(db):
    found = dict(fetch(WAYS_SQL))
    assert {name for name, forced in found.items() if not forced} == set(OPEN_TO_ALL)
    assert {model._meta.db_table for model in table_models() if is_owned(model)} < set(found)


def test_a_table_without_policies_is_found(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (id int, risk_id bigint REFERENCES risks_risk)")
    assert {name for name, forced in fetch(WAYS_SQL) if not forced} == {*OPEN_TO_ALL, "forgotten"}


def test_the_tests_run_as_a_role_that_policies_bind(db):
    assert fetch("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False,)]


def test_a_forgotten_scope_shows_only_the_own_body(clerk, body, foreign):
    mine = make.risk(body)
    make.risk(foreign)
    with act_as(clerk, reach_of(clerk)):
        assert list(Risk.unscoped.all()) == [mine]
        assert fetch("SELECT id FROM risks_risk") == [(mine.pk,)]
    assert Risk.unscoped.count() == 2  # the control: without the narrowing both are there


def test_the_memory_of_another_body_is_hidden_too(clerk, body, foreign):
    make.risk(body)
    make.risk(foreign)
    remembered = "SELECT DISTINCT organisation_id FROM office_change WHERE table_name = 'risks_risk'"
    with act_as(clerk, reach_of(clerk)):
        assert fetch(remembered) == [(body.pk,)]
    assert set(fetch(remembered)) == {(body.pk,), (foreign.pk,)}
    with act_as(None, ""):
        assert fetch("SELECT count(*) FROM office_change") == [(0,)]


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


# --- Who acts on a connection
# --------------------------------------------------------------------------------------


def read_risks(*unused):
    return HttpResponse(str(fetch("SELECT count(*) FROM risks_risk")[0][0]))


def break_down(*unused):
    raise ValueError


@pytest.fixture
def kept_connection(tmp_path, django_db_setup, django_db_blocker):
    """A database of its own, with a village and a risk, where what is written stays: nobody acts on the
    connection, as on one of the real server.
    """
    own = connection.settings_dict["NAME"]
    with databases.copy_beside(tmp_path) as place, django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = database_settings(place["DATABASE_URL"], tmp_path)["NAME"]
        connection_created.disconnect(dispatch_uid="tests.conftest")
        with act_for_all():
            make.risk(add_village())
        with session_reach(""):
            yield
        connection.close()
        connection.settings_dict["NAME"] = own
        connection_created.connect(open_to_tests, dispatch_uid="tests.conftest")


def ask(person, view, public=False):
    """What the innermost middleware answers to a request of the person for the view."""
    asked = RequestFactory().get("/")
    asked.user, asked.session, view.public = person, {}, public

    def get_response(request):
        layer.process_view(request, view, (), {})
        return view(request)

    layer = ActorMiddleware(get_response)
    return layer(asked)


def process_of_the_connection():
    return fetch("SELECT pg_backend_pid()")


def test_a_kept_connection_does_not_inherit_a_scope(kept_connection):
    with act_for_all():
        clerk = make.person("clerk")
        make.appoint(clerk, Organisation.objects.get(code="dostuk"), Role.CLERK)
    before = process_of_the_connection()
    assert ask(clerk, read_risks).content == b"1"
    assert read_risks().content == b"0"
    assert ask(AnonymousUser(), read_risks).content == b"0"
    assert ask(AnonymousUser(), read_risks, public=True).content == b"1"
    assert read_risks().content == b"0"
    with pytest.raises(ValueError):
        ask(clerk, break_down)
    assert read_risks().content == b"0"
    with pytest.raises(ValueError), act_for_all():
        break_down()
    assert read_risks().content == b"0"
    assert process_of_the_connection() == before


def test_a_new_connection_shows_nothing(kept_connection):
    connection.close()
    assert read_risks().content == b"0"
    with act_for_all():
        assert read_risks().content == b"1"
        connection.close()  # one that is lost and opened again inside the block shows the same
        assert read_risks().content == b"1"
    assert read_risks().content == b"0"


def test_what_held_before_a_block_holds_after_it(clerk, body, foreign):
    make.risk(foreign)
    with act_as(clerk, reach_of(clerk)):
        with act_as(None):
            assert Risk.unscoped.count() == 1
        assert Risk.unscoped.count() == 0
        assert fetch("SELECT current_setting('app.person')") == [(str(clerk.pk),)]


def test_every_command_says_that_it_acts_for_all():
    """Django's own see no organisation's rows, but for those that are made anew here."""
    ours = {
        name: load_command_class(app, name) for name, app in get_commands().items() if app in own_app_labels()
    }
    silent = {name for name, command in ours.items() if not isinstance(command, CommandForAll)}
    owners = {name for name, command in ours.items() if isinstance(command, CommandOfOwner)}
    assert silent - owners == {"where", "collectstatic"}
    assert owners == {"migrate", "createcachetable", "rewrite_tables"}


# --- The role of the portal
# ----------------------------------------------------------------------------------------


@pytest.fixture
def as_runtime(db):
    """The rest of the test as the role that owns nothing."""
    make.risk(add_village())
    grant_runtime("runtime")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE runtime")
        yield cursor
        if not connection.needs_rollback:
            cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE office_change",
        "TRUNCATE trustbox_appeal CASCADE",
        "ALTER TABLE trustbox_appeal DISABLE TRIGGER USER",
        "ALTER TABLE risks_risk NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY portal_bodies ON risks_risk",
        "DROP TABLE risks_risk",
        "CREATE TABLE another (id int)",
        "CREATE FUNCTION another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TEMPORARY TABLE another (id int)",
        "CREATE TRIGGER another BEFORE INSERT ON risks_risk EXECUTE FUNCTION portal_audit()",
        "UPDATE office_change SET old = NULL",
        "DELETE FROM office_change",
        "DELETE FROM django_migrations",
    ],
)
def test_the_runtime_role_cannot(as_runtime, statement):
    with pytest.raises(ProgrammingError, match="must be owner|permission denied"), transaction.atomic():
        as_runtime.execute(statement)


def test_the_runtime_role_keeps_the_registers(as_runtime):
    risk = Risk.unscoped.get()
    risk.delete()
    assert tables_in_hand() == []
    as_runtime.execute("RESET ROLE")
    assert "risks_risk" in tables_in_hand()  # the control: the owner


def test_the_runtime_role_seals_the_changes_and_unmakes_none(as_runtime):
    seal_everything()
    assert not Change.objects.filter(seal_id=None).exists()
    for statement in ("UPDATE office_change SET new = NULL", "UPDATE office_change SET at = now()"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            as_runtime.execute(statement)
    assert rights_lacking() == []
    as_runtime.execute("RESET ROLE")
    as_runtime.execute("REVOKE UPDATE (seal_id) ON office_change FROM runtime")
    as_runtime.execute("SET LOCAL ROLE runtime")
    assert rights_lacking() == ["office_change"]  # the control


def test_an_install_of_one_role_is_told_what_to_type(db, settings):
    settings.PRODUCTION = True
    (warning,) = check_roles(None, databases=["default"])
    assert (warning.id, warning.is_serious()) == ("portal.W007", False)
    assert "REASSIGN OWNED BY portal TO portal_owner" in warning.hint


def test_the_runtime_role_is_as_it_should_be(as_runtime, settings):
    settings.PRODUCTION = True
    assert check_roles(None, databases=["default"]) == []
