"""What the database refuses of the desk, each guard with a row it holds and the change it forbids
(tests/office/test_guards.py).
"""

from standards.expertise.models import DraftAct, FoundFactor
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Protection, Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Relative
from standards.references.models import Reading, Reference
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


def refused_change(model, change):
    return lambda body: (make.row(model, body), change)


def notice_guard_cases(model, field):
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


def frozen_row_guards(model, what, change):
    """A row that is never changed nor deleted."""
    return {
        (model, "UPDATE", f"a_{what}_is_never_changed"): refused_change(model, change),
        (model, "DELETE", f"a_{what}_is_never_deleted"): refused_change(model, {}),
    }


def factor_of_concluded_draft(body):
    """A factor of a draft that was concluded since."""
    row = make.row(FoundFactor, body)
    DraftAct.objects.of(body).filter(pk=row.draft_id).update(state="concluded", **rows.concluded_fields(body))
    row.refresh_from_db()
    return row


def another_found(body):
    row = factor_of_concluded_draft(body)
    fresh = FoundFactor.objects.of(body).get(pk=row.pk)
    fresh.pk, fresh._state.adding = None, True
    return fresh, {}


CASES = {
    case: made for model, field in WORDS.items() for case, made in notice_guard_cases(model, field).items()
} | {
    **frozen_row_guards(Protection, "protection", {"text": "Башка"}),
    **frozen_row_guards(Reference, "reference", {"note": "Башка"}),
    **frozen_row_guards(Reading, "reading", {"read_at": make.timezone.now()}),
    (DraftAct, "UPDATE", "a_concluded_draft_keeps_its_words"): in_state(
        DraftAct, "concluded", {"title": "Башка"}
    ),
    (DraftAct, "UPDATE", "an_answered_draft_is_never_changed"): in_state(
        DraftAct, "answered", {"answer_words": "Башка"}
    ),
    (DraftAct, "DELETE", "a_draft_act_is_never_deleted"): refused_change(DraftAct, {}),
    (FoundFactor, "INSERT", "a_factor_of_a_concluded_draft_is_never_added"): another_found,
    (FoundFactor, "UPDATE", "a_factor_of_a_concluded_draft_is_never_changed"): lambda body: (
        factor_of_concluded_draft(body),
        {"place": "Башка"},
    ),
    (FoundFactor, "DELETE", "a_factor_of_a_concluded_draft_is_never_deleted"): lambda body: (
        factor_of_concluded_draft(body),
        {},
    ),
}
