"""What the database refuses of the desk, each guard with a row it holds and the change it forbids (tests/office/test_guards.py)."""

from standards.models import (
    Conflict,
    Declaration,
    DraftAct,
    FoundFactor,
    Gift,
    Protection,
    Reading,
    Reference,
    Relative,
    Report,
)
from tests import make
from tests.standards import rows

WORDS = {
    Conflict: "interest",
    Relative: "relative",
    Gift: "what",
    Declaration: "interests",
    Report: "what",
}


def in_state(model, state, change):
    return lambda body: (make.in_state(model, state, body), change)


def there(model, change):
    return lambda body: (make.row(model, body), change)


def of_told(model, field):
    """The four guards of whatever is told."""
    what = model._meta.model_name
    return {
        (model, "UPDATE", f"a_given_{what}_keeps_its_words"): in_state(model, "given", {field: "Башка"}),
        (model, "DELETE", f"a_given_{what}_is_never_deleted"): in_state(model, "given", {}),
        (model, "UPDATE", f"a_decision_on_a_{what}_is_never_changed"): in_state(
            model, "decided", {"decision": "Башка"}
        ),
        (model, "UPDATE", f"a_proof_of_a_{what}_is_never_changed"): in_state(
            model, "done", {"proof": "Башка"}
        ),
    }


def frozen(model, what, change):
    """A row that is never changed nor deleted."""
    return {
        (model, "UPDATE", f"a_{what}_is_never_changed"): there(model, change),
        (model, "DELETE", f"a_{what}_is_never_deleted"): there(model, {}),
    }


def found(body):
    """A factor of a draft that was concluded since."""
    row = make.row(FoundFactor, body)
    DraftAct.objects.of(body).filter(pk=row.draft_id).update(state="concluded", **rows.concluded(body))
    row.refresh_from_db()
    return row


def another_found(body):
    row = found(body)
    fresh = FoundFactor.objects.of(body).get(pk=row.pk)
    fresh.pk, fresh._state.adding = None, True
    return fresh, {}


CASES = {case: made for model, field in WORDS.items() for case, made in of_told(model, field).items()} | {
    **frozen(Protection, "protection", {"text": "Башка"}),
    **frozen(Reference, "reference", {"note": "Башка"}),
    **frozen(Reading, "reading", {"read_at": make.timezone.now()}),
    (DraftAct, "UPDATE", "a_concluded_draft_keeps_its_words"): in_state(
        DraftAct, "concluded", {"title": "Башка"}
    ),
    (DraftAct, "UPDATE", "an_answered_draft_is_never_changed"): in_state(
        DraftAct, "answered", {"answer_words": "Башка"}
    ),
    (DraftAct, "DELETE", "a_draft_act_is_never_deleted"): there(DraftAct, {}),
    (FoundFactor, "INSERT", "a_factor_of_a_concluded_draft_is_never_added"): another_found,
    (FoundFactor, "UPDATE", "a_factor_of_a_concluded_draft_is_never_changed"): lambda body: (
        found(body),
        {"place": "Башка"},
    ),
    (FoundFactor, "DELETE", "a_factor_of_a_concluded_draft_is_never_deleted"): lambda body: (found(body), {}),
}
