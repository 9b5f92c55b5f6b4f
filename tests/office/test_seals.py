"""Every official record is sealed: whatever is changed in the database behind the portal's back is named by
table, body, row and column (SAFETY T-1, D-11). The triggers are off: somebody strong did it.
"""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office.database import chain
from office.database.triggers import install_triggers, is_audited, is_owned, table_models
from office.models.audit import Change
from office.papers.frozen import Paper, Publication
from office.papers.models import Order
from office.registries import RECORDS
from office.seals.actions import CHANGE_COLUMNS, seal_changes, seal_everything
from office.seals.models import Seal, SealBook
from office.seals.proofs import daily_head, kept_head_fault, record_faults
from office.seals.records import Official, columns_when, declaration_of, parent_of, record_models
from office.verification import report_nothing, verify
from plans.models.plan import Plan
from plans.public.actions import toggle_open_page
from plans.public.models import PlanPage
from tests import make
from tests.test_controls import drop_triggers

TABLES = sorted(record_models())


def official_row(model, body):
    """A row of the model as it is when it is official, the rows it hangs on with it."""
    declared = declaration_of(model)
    under = {declared.under: official_row(parent_of(model), body)} if declared.under else {}
    if "ordered" in getattr(getattr(model, "State", None), "values", ()) and under:
        return make.in_state(model, "ordered", body, **under)
    if declared.states:
        return make.in_state(model, declared.states[0], body, **under)
    return make.row(model, body, **under)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def ignore_constraints(table):
    """Whoever owns the database takes the rules of values away as well."""
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = ON")
        return
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    for name, parts in found.items():
        if parts["check"] or parts["foreign_key"]:
            sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


@pytest.fixture(autouse=True)
def constraints_again(db):
    yield
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = OFF")


def other_value(field, row, foreign):
    """Another value that the column holds."""
    value = getattr(row, field.attname)
    if field.name == "organisation":
        return foreign.pk
    if isinstance(field, models.ForeignKey):
        return (value or 0) + 1_000_000
    if isinstance(field, models.JSONField):
        return '{"other": 1}'
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or timezone.now()) + timedelta(seconds=1)
    if isinstance(field, models.DateField):
        return date(2001, 1, 2)
    if isinstance(field, models.BinaryField):
        return b"%PDF-other"
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    kind = field.get_internal_type()
    return ("0" if kind == "UUIDField" else "x") * min(field.max_length or 5, 5)


@pytest.fixture
def strong(body, foreign):
    drop_triggers()
    return body


def faults_of(book, table):
    return list(record_faults(book, table, record_models()[table], "dostuk", report_nothing))


def sealed(table, body):
    """An official row of the table in a chain that is begun."""
    row = official_row(record_models()[table], body)
    seal_everything()
    return row, SealBook.objects.get(organisation_id=body.pk)


@pytest.mark.parametrize("table", TABLES)
def test_every_changed_column_is_named(table, strong, foreign):
    row, book = sealed(table, strong)
    model = type(row)
    assert faults_of(book, table) == []
    ignore_constraints(table)
    missed = []
    for name in columns_when(model, True):
        if "__" in name:
            continue
        field = next(one for one in model._meta.concrete_fields if one.attname == name)
        with transaction.atomic():
            sql(
                f'UPDATE {table} SET "{field.column}" = %s WHERE id = %s',
                other_value(field, row, foreign),
                row.pk,
            )
            found = {(number, column) for _t, number, column, _w in faults_of(book, table)}
            transaction.set_rollback(True)
        if (str(row.pk), name) not in found:
            missed.append(name)
    assert missed == []


@pytest.mark.parametrize("table", TABLES)
def test_deleted_inserted_and_renumbered_rows_are_named(table, strong):
    row, book = sealed(table, strong)
    other = official_row(type(row), strong)  # nobody saw it come
    assert (str(other.pk), "id") in named(book, table)
    with transaction.atomic():
        sql(f"UPDATE {table} SET id = 777777 WHERE id = %s", row.pk)
        assert {("777777", "id"), (str(row.pk), "id")} <= named(book, table)
        transaction.set_rollback(True)
    with transaction.atomic():
        sql(f"DELETE FROM {table} WHERE id = %s", row.pk)
        assert (str(row.pk), "id") in named(book, table)
        transaction.set_rollback(True)


def named(book, table):
    return {(number, column) for _t, number, column, _w in faults_of(book, table)}


# --- The audit and the links --------------------------------------------------------------------------------


@pytest.fixture
def begun(body):
    """A body whose chain is begun, with an order that was signed after that, as acts are sealed."""
    make.order(body)
    seal_everything()
    order = make.in_state(Order, "signed", body)
    data, pdf = json.dumps({"title": "Тизмек"}), b"%PDF-1.7 signed"
    digests = {"sha256": sha256(pdf).hexdigest(), "data_sha256": sha256(data.encode()).hexdigest()}
    paper = make.row(Paper, body, order=order, data=data, pdf=pdf, **digests)
    publication = make.row(Publication, body, paper=paper)
    seal_everything()
    return order, publication


def all_named():
    return {(fault.table, fault.number, fault.column) for fault in verify()}


def test_what_went_its_own_way_has_no_fault(begun, body):
    order, _publication = begun
    Order.objects.of(body).filter(pk=order.pk).update(state="in_force", number="12-Б", date=date(2026, 5, 4))
    assert all_named() == set()
    assert Change.objects.filter(seal_id=None).count() == 0


@pytest.mark.parametrize("column", CHANGE_COLUMNS)
def test_every_changed_column_of_the_audit_is_named(column, begun):
    drop_triggers()
    pk, value = Change.objects.exclude(organisation_id=None).values_list("pk", column).last()
    other = {"at": timezone.now(), "old": '{"a": 1}', "new": '{"a": 1}', "table_name": "x", "event": "x"}
    changed = other[column] if column in other else (value or 0) + 1
    sql(f"UPDATE office_change SET {column} = %s WHERE id = %s", changed, pk)
    assert ("office_change", str(pk), column) in all_named()


def test_deleted_unsealed_and_moved_rows_of_the_audit_are_named(begun):
    drop_triggers()
    first, second, third = Change.objects.order_by("-pk").values_list("pk", flat=True)[:3]
    sql("DELETE FROM office_change WHERE id = %s", first)
    sql("UPDATE office_change SET seal_id = 777777 WHERE id = %s", second)
    found = all_named()
    assert {("office_change", str(first), "id"), ("office_change", str(second), "seal_id")} <= found
    sql("UPDATE office_change SET seal_id = NULL WHERE id = %s", third)
    assert ("office_change", str(third), "seal_id") in all_named()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("place", 777), ("previous", "x"), ("day", date(2001, 1, 2)), ("kind", "gone"), ("row_id", 777)),
        *(("table_name", "x"), ("official", True), ("broken", "x"), ("columns", "id"), ("salt", "x")),
        *(("digest", "x"), ("leaves", "x"), ("head", "x")),
    ],
)
def test_every_changed_column_of_a_link_is_seen(column, value, begun, body):
    drop_triggers()
    link = Seal.objects.filter(book__organisation_id=body.pk, kind="row", official=False).first()
    sql(f"UPDATE office_seal SET {column} = %s WHERE id = %s", value, link.pk)
    assert {table for table, _number, _column in all_named()} & {"office_seal", "office_sealbook"}


def test_link_taken_out_and_end_set_back_are_seen(begun, body):
    drop_triggers()
    book = SealBook.objects.get(organisation_id=body.pk)
    middle, last = book.seals.get(place=book.length // 2), book.seals.get(place=book.length)
    with transaction.atomic():
        sql("DELETE FROM office_seal WHERE id = %s", middle.pk)
        assert ("office_seal", str(middle.place + 1), "place") in all_named()
        transaction.set_rollback(True)
    given_out = f"{body.code} мөөр {last.place} · {chain.short_head(last.head)}"
    assert kept_head_fault(given_out) == (body.code, str(last.place), "")
    sql("DELETE FROM office_seal WHERE id = %s", last.pk)
    sql("UPDATE office_sealbook SET length = length - 1, head = %s WHERE id = %s", last.previous, book.pk)
    assert kept_head_fault(given_out)[2] == "is not the head that was given out"


def test_change_behind_the_audit_is_not_washed_by_an_honest_one(begun, body):
    order, _publication = begun
    drop_triggers()
    sql("UPDATE office_order SET title = 'Башка' WHERE id = %s", order.pk)
    install_triggers()
    Order.objects.of(body).filter(pk=order.pk).update(state="in_force", number="12-Б", date=date(2026, 5, 4))
    assert ("office_order", str(order.pk), "title") in all_named()
    assert ("office_order", str(order.pk), "title") in all_named()  # and stays so


def test_change_with_the_guards_off_and_the_audit_on_is_named(begun, body):
    order, publication = begun
    for guard in ("a_signed_order_keeps_its_text", "a_publication_is_never_deleted"):
        drop_guard(guard)
    sql("UPDATE office_order SET title = 'Башка' WHERE id = %s", order.pk)
    sql("DELETE FROM office_publication WHERE id = %s", publication.pk)
    found = all_named()
    assert ("office_order", str(order.pk), "title") in found
    assert ("office_publication", str(publication.pk), "id") in found


@pytest.fixture
def opened(body):
    """The open page of an approved plan, sealed."""
    page = make.row(PlanPage, body, plan=make.in_state(Plan, "running", body))
    seal_everything()
    return page


def test_a_page_that_is_closed_and_opened_again_is_no_fault(opened):
    toggle_open_page(opened.plan, by=opened.opened_by)
    assert all_named() == set()
    toggle_open_page(opened.plan, by=opened.opened_by)
    assert all_named() == set()


def test_a_page_closed_before_that_was_ordinary_is_no_fault(opened, monkeypatch):
    with monkeypatch.context() as before:
        before.setitem(RECORDS, "plans.PlanPage", Official())
        toggle_open_page(opened.plan, by=opened.opened_by)
        assert ("plans_planpage", str(opened.pk), "id") in all_named()
    assert all_named() == set()


def test_control_a_page_deleted_behind_the_audit_is_named(opened):
    drop_triggers()
    sql("DELETE FROM plans_planpage WHERE id = %s", opened.pk)
    assert ("plans_planpage", str(opened.pk), "id") in all_named()


def drop_guard(name):
    """Take one guard away; the audit stays."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"%{name}"]
            )
            cursor.execute(f'DROP TRIGGER "{cursor.fetchone()[0]}"')
            return
        cursor.execute(
            "SELECT tgname, tgrelid::regclass FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE prosrc LIKE %s",
            [f"%{name}%"],
        )
        trigger, table = cursor.fetchone()
        cursor.execute(f'DROP TRIGGER "{trigger}" ON {table}')


def test_an_act_is_sealed_by_a_few_queries(body, begun):
    make.order(body)
    with CaptureQueriesContext(connection) as asked:
        seal_changes()
    assert Change.objects.filter(seal_id=None).count() == 0
    assert len(asked) <= 20


def test_head_of_the_day_is_that_of_the_last_link_before_it(begun, body):
    assert daily_head(body) == ""
    drop_triggers()
    Seal.objects.filter(book__organisation_id=body.pk).update(day=date(2026, 1, 9))
    last = Seal.objects.filter(book__organisation_id=body.pk).order_by("place").last()
    assert daily_head(body) == f"{body.code} мөөр {last.place} · {chain.short_head(last.head)}"


def test_verify_says_last_what_it_did_not_prove(begun, capsys):
    call_command("verify")
    *_before, whole, limits = capsys.readouterr().out.splitlines()
    assert whole == "Everything is as it was stored."
    assert limits.startswith("Not proved: what official rows were before")


# --- The list -----------------------------------------------------------------------------------------------

APART = {  # guarded tables that are no official records of this chain
    "chain of their own": "trustbox.Book trustbox.Appeal trustbox.AppealEvent trustbox.AppealFile "
    "trustbox.TrayDecision trustbox.TrayLetter office.IdentityOpening",
    "numbers, checked against the books that take them": "office.Counter office.RestoredBook",
    "ends an order: the state of that order is sealed": "office.Repeal",
    "proved by the chain of the journal": "trustbox.BoxLetter office.Wall",
    "proved by digests": "office.StoredFile office.SealedFile",
    "of the wall: not audited, or living apart from matters": "office.Identity office.Exclusion "
    "office.Custodian office.Disclosure office.Erasure standards.Report",
    "acts of two administrators over an account: audited": "office.FactorRemoval",
    "which risks a measure answers: audited, leaves an approved one by an edition": "plans.LinkedRisk",
    "anonymous: not audited": "positions.Reply positions.SurveySlip plans.Remark trustbox.AnswerOpinion",
    "working registers: what is approved of them is an edition": "risks.Risk positions.Exposure "
    "positions.Question plans.Section plans.Task plans.Measure plans.HandedMeasure plans.Executor "
    "plans.Instalment",
}


def unsealed(found):
    """Guarded tables of a body that the chain does not know and that say no reason."""
    guarded = {model._meta.label for model in found if is_owned(model) and never_changed(model)}
    apart = {label for labels in APART.values() for label in labels.split()}
    return guarded - set(RECORDS) - apart


def test_every_guarded_table_is_sealed_or_says_why_not():
    assert unsealed(table_models()) == set()


def never_changed(model):
    return any(guard.event in ("UPDATE", "DELETE") for guard in getattr(model, "GUARDS", ()))


def test_control_a_table_outside_the_list_is_missed(monkeypatch):
    monkeypatch.delitem(RECORDS, "office.Publication")
    with pytest.raises(AssertionError, match="office.Publication"):
        test_every_guarded_table_is_sealed_or_says_why_not()


def test_every_official_table_is_audited_so_that_nothing_goes_past_the_list():
    assert [table for table, model in record_models().items() if not is_audited(model)] == []
