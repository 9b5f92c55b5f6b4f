"""No official record is deleted, whoever asks the database; its draft is (the guards are on)."""

import pytest
from django.db import IntegrityError, connection, transaction

from office.database.triggers import install_triggers, model_guards
from office.seals.records import declaration_of, parent_of, record_models
from tests import make
from tests.office.test_seals import official_row
from tests.test_controls import drop_triggers

KEPT = [model for model in record_models().values() if not declaration_of(model).deletable]


def refusal(row) -> str:
    """Which guard keeps the row from being deleted; "" when it goes. It is there again afterwards."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])
            assert cursor.rowcount == 1
            transaction.set_rollback(True)
    except IntegrityError as error:
        return str(error).splitlines()[0]
    return ""


def draft_row(model, body, made):
    """A row of the model that is not official yet, one a model; None where every row is official."""
    if model not in made:
        made[model] = new_draft(model, body, made)
    return made[model]


def new_draft(model, body, made):
    declared = declaration_of(model)
    if declared.under and not model._meta.get_field(declared.under).null:
        parent = draft_row(parent_of(model), body, made)
        return parent and make.row(model, body, **{declared.under: parent})
    if declared.under:
        return make.row(model, body, **{declared.under: None})
    draft = next((state for state in getattr(model, "State", ()) if state not in declared.states), None)
    return make.in_state(model, draft, body) if declared.states and draft is not None else None


@pytest.fixture
def rows(body):
    """(an official row of every table, a draft of each that has one), made behind the guards' back."""
    drop_triggers()
    official = [official_row(model, body) for model in KEPT]
    made: dict = {}
    drafts = [row for model in KEPT if (row := draft_row(model, body, made)) is not None]
    install_triggers()
    return official, drafts


def test_no_official_record_is_deleted_and_its_drafts_are(rows):
    official, drafts = rows
    assert [row._meta.db_table for row in official if "_" not in refusal(row)] == []
    assert [row._meta.db_table for row in drafts if "an_official_" in refusal(row)] == []
    assert (len(official), sum(not refusal(row) for row in drafts) > 20) == (len(KEPT), True)


def test_control_without_its_guard_the_record_goes(rows, body):
    official, _drafts = rows
    drop_triggers()
    assert [row for row in official if "an_official_" in refusal(row)] == []
    assert not all(refusal(row) for row in official)


def test_the_guards_are_generated_for_every_table_that_had_none():
    generated = {
        model._meta.db_table
        for model in KEPT
        if any(guard.name.startswith("an_official_") for guard in model_guards(model))
    }
    assert {"plans_plan", "office_meeting", "office_annex", "office_orderpoint"} <= generated
