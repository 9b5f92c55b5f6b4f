"""Whatever writes, the database remembers: one line a change, with who acts."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from office.database.actor import act_as
from office.database.triggers import audited_columns, organisation_column
from office.models.audit import Change
from office.models.organisation import Organisation, Unit
from office.papers.frozen import Paper
from office.registers.history import row_history
from risks.models.method import Band
from risks.models.risk import Risk
from risks.sessions.models import Matter
from tests import make

MODELS = make.audited_models()
MUTABLE = [m for m in MODELS if not any(guard.when == "true" for guard in getattr(m, "GUARDS", ()))]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
every_mutable = pytest.mark.parametrize("model", MUTABLE, ids=lambda model: model._meta.label)

# Texts that constraints tie to other columns.
TIED = {
    *("code", "path", "end_ground", "drop_ground", "withdraw_ground", "return_ground", "password"),
    "residual_reason",
}


# Of a row of the younger rooms, a column no constraint ties to another (`tests/<room>/rows.py`).
FREE = {model: name for room in make.room_modules() for model, name in getattr(room, "FREE", {}).items()}


def audit_of(row):
    return list(Change.objects.of_record(row).values_list("event", "person_id", "organisation_id"))


def owner(row):
    column = organisation_column(type(row))
    return getattr(row, column) if column else None


def other_value(model):
    """(field, a value that no row made here has)."""
    if model in FREE:
        field = model._meta.get_field(FREE[model])
        return field, make.row(
            field.related_model, Organisation.objects.last()
        ) if field.is_relation else "башка"
    if model is Matter:  # its texts are tied to its scores
        return model._meta.get_field("risk"), make.row(Risk, Organisation.objects.last())
    for field in model._meta.concrete_fields:
        if (
            isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and field.name not in TIED
        ):
            return field, "башка"
    if model is Band:
        return model._meta.get_field("highest"), 30_000
    last = [field for field in model._meta.concrete_fields if field.is_relation][-1]
    return last, make.row(
        last.related_model, Organisation.objects.last()
    )  # the village: a row points only into its body


def by_save(row, field, value):
    setattr(row, field.name, value)
    row.save()


def by_update(row, field, value):
    type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value})


def by_sql(row, field, value):
    stored = getattr(value, "pk", value)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {field.column} = %s WHERE id = %s", [stored, row.pk])


def insert_by_save(row):
    row.save(force_insert=True)
    return row


def insert_by_bulk_create(row):
    return type(row)._base_manager.bulk_create([row])[0]


def insert_by_sql(row):
    fields = [f for f in row._meta.concrete_fields if not f.generated and not f.primary_key]
    values = [f.get_db_prep_save(f.pre_save(row, True), connection) for f in fields]
    names, marks = ", ".join(f'"{f.column}"' for f in fields), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({marks}) RETURNING id", values)
        row.pk = cursor.fetchone()[0]
    return row


def delete_by_sql(row):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


@every_model
@pytest.mark.parametrize("insert", [insert_by_save, insert_by_bulk_create, insert_by_sql])
def test_row_entered_leaves_one_line(model, insert, body, clerk):
    row = make.unsaved(model, body)
    with act_as(clerk):
        insert(row)
    assert audit_of(row) == [("INSERT", clerk.pk, owner(row))]


@every_model
def test_line_of_a_row_entered_holds_its_columns_and_no_old_ones(model, body):
    line = Change.objects.of_record(make.row(model, body)).get()
    assert (line.old, set(line.new)) == (None, set(audited_columns(model)))


@every_mutable
@pytest.mark.parametrize("change", [by_save, by_update, by_sql])
def test_row_changed_leaves_one_line_with_what_changed(model, change, body, clerk):
    row = make.row(model, body)
    field, value = other_value(model)
    before = getattr(row, field.attname)
    with act_as(clerk):
        change(row, field, value)
    line = Change.objects.of_record(row).first()
    assert audit_of(row)[0] == ("UPDATE", clerk.pk, owner(row))
    assert (line.old, line.new) == ({field.column: before}, {field.column: getattr(value, "pk", value)})


@every_mutable
@pytest.mark.parametrize(
    "delete", [lambda row: type(row)._base_manager.filter(pk=row.pk).delete(), delete_by_sql]
)
def test_row_deleted_leaves_one_line_with_what_it_was(model, delete, body, clerk):
    row = make.row(model, body)
    pk = row.pk
    with act_as(clerk):
        delete(row)
    line = Change.objects.filter(table_name=model._meta.db_table, row_id=pk).latest("pk")
    assert (line.event, line.person_id, line.new) == ("DELETE", clerk.pk, None)
    assert set(line.old) == set(audited_columns(model))


def test_change_of_nothing_leaves_no_line(body):
    risk = make.risk(body)
    risk.save()
    assert [event for event, *_ in audit_of(risk)] == ["INSERT"]


def test_new_version_alone_leaves_no_line(body):
    risk = make.risk(body)
    risk.version = 7
    risk.save()
    assert [event for event, *_ in audit_of(risk)] == ["INSERT"]


def test_password_never_comes_into_the_audit(clerk):
    clerk.set_password("башка-сыр-сөз-2026")
    clerk.save()
    text = str(list(Change.objects.of_record(clerk).values("old", "new")))
    assert "argon2" not in text


def test_bytes_of_a_paper_never_come_into_the_audit(body):
    line = Change.objects.of_record(make.row(Paper, body)).get()
    assert {"pdf", "data"} & set(line.new) == set()


def test_nobody_acts_after_the_transaction(body, clerk):
    with act_as(clerk):
        pass
    assert audit_of(make.risk(body)) == [("INSERT", None, body.pk)]


def test_each_request_acts_for_its_own_person(body, clerk, head):
    for person in (clerk, head):
        with act_as(person):
            make.risk(body)
    found = Change.objects.filter(table_name="risks_risk").order_by("pk").values_list("person_id", flat=True)
    assert list(found) == [clerk.pk, head.pk]


def test_change_rolled_back_leaves_no_line(body, clerk):
    with pytest.raises(ZeroDivisionError), act_as(clerk):
        make.risk(body)
        raise ZeroDivisionError
    assert not Change.objects.filter(table_name="risks_risk").exists()


@override("en")
def test_history_tells_who_changed_what_in_words(body, clerk):
    with act_as(clerk):
        risk = make.risk(body)
        risk.level, risk.note = "high", "Такталды"
        risk.save()
    newest, first = row_history(risk)
    assert (newest["who"], newest["text"]) == (str(clerk), "changed")
    assert newest["fields"] == [
        ("Level", "medium", "high"),
        ("Note", "—", "Такталды"),
    ]
    assert (first["text"], first["fields"]) == ("entered", [])


@override("en")
def test_history_of_what_the_portal_did_names_no_person(body):
    assert row_history(make.risk(body))[0]["who"] == "the portal"


def test_history_of_thirty_changes_asks_no_more_than_that_of_one(body, clerk):
    def asked(changes):
        with act_as(clerk):
            risk = make.risk(body)
            for number in range(changes):
                risk.note, risk.unit = str(number), make.row(Unit, body)
                risk.save()
        with CaptureQueriesContext(connection) as queries:
            assert len(row_history(risk)) == changes + 1
        return len(queries)

    assert asked(1) == asked(30)


def test_every_move_leaves_its_line(body, clerk):
    order = make.order(body)
    with act_as(clerk):
        order.move("submit", by=make.appoint(make.person("katchy"), body, "clerk").person)
    assert Change.objects.of_record(order).first().new["state"] == "agreement"
