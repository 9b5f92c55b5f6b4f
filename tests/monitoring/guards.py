"""A case for each guard of the monitoring: a row of `body` and the change that its guard refuses
(`tests/office/test_guards.py`).
"""

from monitoring.models.certificate import Recommendation, Result
from monitoring.models.criteria import Band, CriteriaSet, Criterion, Heading, Indicator
from monitoring.models.media import MediaReport
from monitoring.models.member_score import HandIn, MemberScore
from monitoring.models.monitoring import Line, Monitoring
from monitoring.models.notice import Document, Notice
from monitoring.models.replacement import Replacement
from office.models.commission import Seat
from tests import make


def unsaved_copy(row, **fields):
    """A row like this one, not saved yet, with some fields of its own."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    fresh.pk = None
    fresh._state.adding = True
    for name, value in fields.items():
        setattr(fresh, name, value)
    return fresh, {}


def monitoring_in_state(body, state):
    """A monitoring in this state."""
    return make.in_state(Monitoring, state, body)


def row_under_state(body, model, state, **fields):
    """A row of a monitoring that has reached this state since."""
    row = make.row(model, body, **fields)
    Monitoring.objects.of(body).filter(pk=row.monitoring_id).update(state=state)
    return row


def score_handed_in(body):
    row = make.row(MemberScore, body)
    make.row(HandIn, body, monitoring=row.monitoring, seat=row.seat)
    return row


def taken_back(body):
    return {"taken_back_at": make.timezone.now(), "taken_back_by": make.row(make.Person, body)}


def free_criterion():
    return Criterion.objects.get(criteria_set__code="158", number=24)


FIXED = {
    CriteriaSet: ("a_set_of_criteria", {"name_ky": "Башка"}),
    Heading: ("a_heading_of_criteria", {"text_ky": "Башка"}),
    Criterion: ("a_criterion", {"text_ky": "Башка"}),
    Indicator: ("an_indicator", {"text_ky": "Башка"}),
    Band: ("a_band_of_totals", {"lowest": 25}),
}
NEVER = {
    Notice: ("a_notice_that_was_sent", {"year": 2001}),
    Document: ("a_document_handed_over", {"name": "Башка"}),
    Result: ("a_certificate", {"total": 97}),
}

CASES = {
    **{
        (model, "UPDATE", f"{what}_is_never_changed"): lambda body, model=model, change=change: (
            model.objects.first(),
            change,
        )
        for model, (what, change) in FIXED.items()
    },
    **{
        (model, "DELETE", f"{what}_is_never_deleted"): lambda body, model=model: (
            lonely(model),
            {},
        )
        for model, (what, _change) in FIXED.items()
    },
    **{
        (model, "UPDATE", f"{what}_is_never_changed"): lambda body, model=model, change=change: (
            make.row(model, body),
            change,
        )
        for model, (what, change) in NEVER.items()
    },
    **{
        (model, "DELETE", f"{what}_is_never_deleted"): lambda body, model=model: (make.row(model, body), {})
        for model, (what, _change) in NEVER.items()
    },
    (Notice, "INSERT", "a_notice_goes_to_the_body_under_monitoring"): lambda body: unsaved_copy(
        make.row(Notice, body), monitoring=monitoring_in_state(body.parent, "scoring")
    ),
    (Monitoring, "UPDATE", "a_closed_monitoring_is_never_changed"): lambda body: (
        monitoring_in_state(body, "closed"),
        {"conclusion": "Башка"},
    ),
    (Monitoring, "UPDATE", "scores_once_open_are_never_hidden"): lambda body: (
        monitoring_in_state(body, "open"),
        {"state": "scoring"},
    ),
    (Monitoring, "UPDATE", "an_announced_monitoring_keeps_what_was_announced"): lambda body: (
        monitoring_in_state(body, "scoring"),
        {"directions": "Башка"},
    ),
    (Line, "INSERT", "a_line_of_a_closed_monitoring_is_never_added"): lambda body: unsaved_copy(
        row_under_state(body, Line, "closed"), criterion=free_criterion()
    ),
    (Line, "UPDATE", "a_line_of_a_closed_monitoring_is_never_changed"): lambda body: (
        row_under_state(body, Line, "closed"),
        {"version": 2},
    ),
    (Line, "DELETE", "a_line_of_a_closed_monitoring_is_never_deleted"): lambda body: (
        row_under_state(body, Line, "closed"),
        {},
    ),
    (Line, "UPDATE", "a_score_is_agreed_once_all_are_open"): lambda body: (
        row_under_state(body, Line, "scoring"),
        {
            "score": 4,
            "reason": "Негиз",
            "agreed_at": make.timezone.now(),
            "agreed_by": make.row(make.Person, body),
        },
    ),
    (Line, "UPDATE", "a_memo_that_was_sent_keeps_its_words"): lambda body: (
        row_under_state(body, Line, "scoring"),
        {"documents": "Башка"},
    ),
    (MemberScore, "INSERT", "a_member_score_that_lies_open_is_never_added"): lambda body: unsaved_copy(
        row_under_state(body, MemberScore, "open"), criterion=free_criterion()
    ),
    (MemberScore, "UPDATE", "a_member_score_that_lies_open_is_never_changed"): lambda body: (
        row_under_state(body, MemberScore, "open"),
        {"score": 5},
    ),
    (MemberScore, "DELETE", "a_member_score_that_lies_open_is_never_deleted"): lambda body: (
        row_under_state(body, MemberScore, "open"),
        {},
    ),
    (MemberScore, "INSERT", "a_member_score_that_was_handed_in_is_never_added"): lambda body: unsaved_copy(
        score_handed_in(body), criterion=free_criterion()
    ),
    (MemberScore, "UPDATE", "a_member_score_that_was_handed_in_is_never_changed"): lambda body: (
        score_handed_in(body),
        {"score": 5},
    ),
    (MemberScore, "DELETE", "a_member_score_that_was_handed_in_is_never_deleted"): lambda body: (
        score_handed_in(body),
        {},
    ),
    (HandIn, "INSERT", "a_hand_in_of_open_scores_is_never_added"): lambda body: unsaved_copy(
        row_under_state(body, HandIn, "open"), seat=make.row(Seat, body)
    ),
    (HandIn, "UPDATE", "a_hand_in_of_open_scores_is_never_changed"): lambda body: (
        row_under_state(body, HandIn, "open"),
        taken_back(body),
    ),
    (HandIn, "UPDATE", "taken_back_is_the_one_change_of_a_hand_in"): lambda body: (
        make.row(HandIn, body),
        {"handed_at": make.timezone.now()},
    ),
    (HandIn, "DELETE", "a_hand_in_is_never_deleted"): lambda body: (make.row(HandIn, body), {}),
    (Replacement, "INSERT", "a_substitute_stands_in_for_a_member_of_the_commission"): lambda body: (
        make.unsaved(Replacement, body, substitute=make.row(Seat, body, part="substitute")),
        {},
    ),
    (Replacement, "INSERT", "a_replacement_in_an_open_monitoring_is_never_added"): lambda body: unsaved_copy(
        row := row_under_state(body, Replacement, "open"),
        member=make.row(Seat, body, part="member", commission=row.monitoring.commission),
        substitute=make.row(Seat, body, part="substitute", commission=row.monitoring.commission),
    ),
    (Replacement, "UPDATE", "a_replacement_in_an_open_monitoring_is_never_changed"): lambda body: (
        row_under_state(body, Replacement, "open"),
        {"ground": "Башка"},
    ),
    (Replacement, "DELETE", "a_replacement_in_an_open_monitoring_is_never_deleted"): lambda body: (
        row_under_state(body, Replacement, "open"),
        {},
    ),
    (Recommendation, "UPDATE", "an_accepted_recommendation_is_never_changed"): lambda body: (
        make.in_state(Recommendation, "accepted", body),
        {"verdict": "Башка"},
    ),
    (Recommendation, "UPDATE", "a_recommendation_keeps_its_words_and_term"): lambda body: (
        make.row(Recommendation, body),
        {"text": "Башка"},
    ),
    (Recommendation, "DELETE", "a_recommendation_is_never_deleted"): lambda body: (
        make.row(Recommendation, body),
        {},
    ),
    (MediaReport, "UPDATE", "a_checked_publication_keeps_its_words"): lambda body: (
        make.in_state(MediaReport, "checked", body),
        {"content": "Башка"},
    ),
    (MediaReport, "UPDATE", "a_publication_that_is_done_is_never_changed"): lambda body: (
        make.in_state(MediaReport, "done", body),
        {"result": "Башка"},
    ),
    (MediaReport, "DELETE", "a_publication_in_the_media_is_never_deleted"): lambda body: (
        make.row(MediaReport, body),
        {},
    ),
}


def lonely(model):
    """A row of a set that nothing hangs on: what refuses its deletion is its guard, not what points at it."""
    empty = CriteriaSet.objects.create(
        code=f"set-{next(make.serial)}", name_ky="Бош", valid_from=make.LONG_AGO, valid_to=make.LONG_AGO
    )
    if model is CriteriaSet:
        return empty
    fields = {"criteria_set": empty, "text_ky": "сөз"}
    heading = Heading.objects.create(**fields, number=1, short_ky="сөз")
    return {
        Heading: lambda: heading,
        Criterion: lambda: Criterion.objects.create(**fields, heading=heading, number=1),
        Indicator: lambda: Indicator.objects.create(**fields, score=1),
        Band: lambda: Band.objects.create(**fields, rank=1, lowest=1),
    }[model]()


# Which of the two guards speaks first is the engine's matter.
OR_ELSE = {
    (
        Recommendation,
        "result",
    ): "a_recommendation_keeps_its_words_and_term|recommendation_result_is_of_the_same_body",
    (
        HandIn,
        "monitoring",
    ): "taken_back_is_the_one_change_of_a_hand_in|handin_monitoring_is_of_the_same_body",
}
