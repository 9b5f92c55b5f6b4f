"""The certificate a monitoring closes with, and what came late before it."""

from monitoring import score_rules
from monitoring.memo import member_lines, shared_fields
from monitoring.models.certificate import Recommendation, Result
from office import clock
from office.kyrgyz import short_date


def make_certificate(monitoring, *, by, made_on) -> Result:
    """Fix scores, total and band and hand them to the organisation.

    Runs inside the move that closes; each line has its score.
    """
    result = draft_certificate(monitoring, by=by, made_on=made_on)
    result.save()
    return result


def draft_certificate(monitoring, *, by, made_on) -> Result:
    """Unsaved Result as of now. Every line must have a score."""
    lines = list(monitoring.lines.select_related("criterion"))
    criteria_set = monitoring.criteria_set
    points = score_rules.sum_scores((line.score for line in lines), criteria_set.count)
    known = shared_fields(monitoring)
    del known["visit_from"]
    return Result(
        organisation=monitoring.subject,
        notice=monitoring.notice,
        monitor=monitoring.organisation,
        scores={str(line.criterion.number): line.score for line in lines},
        count=criteria_set.count,
        total=points,
        band=criteria_set.band_of(points),
        made_on=made_on,
        made_by=by,
        data={
            "reasons": {str(line.criterion.number): line.reason for line in lines},
            "conclusion": monitoring.conclusion,
            "members": member_lines(monitoring),
            "order": monitoring.notice.memo["order"],
            "late": [late_words(row) for row in late_before(monitoring)],
        },
        **known,
    )


def late_before(monitoring) -> list[Recommendation]:
    """The recommendations of earlier certificates of the organisation that were answered late, or not yet
    though their day is past.
    """
    rows = Recommendation.objects.of(monitoring.subject).late(clock.today())
    rows = rows.exclude(result__notice__monitoring=monitoring.pk).filter(
        result__state_secretary=monitoring.state_secretary
    )
    last = earlier_results(monitoring).first()
    return list(rows.filter(result=last).select_related("result").order_by("number")) if last else []


def earlier_results(monitoring):
    """The certificates of the same organisation (or the same state secretary) before this monitoring, the
    newest first.
    """
    rows = Result.objects.of(monitoring.subject).filter(state_secretary=monitoring.state_secretary)
    rows = rows.filter(made_on__lte=clock.today())
    return rows.exclude(notice__monitoring=monitoring.pk).select_related("band", "monitor")


def late_words(row) -> str:
    """«№ 2: мөөнөтү 01.03.2026, жооп 15.03.2026, 14 күн кечиккен»."""
    answered = f"жооп {short_date(row.answered_on)}" if row.answered_on else "жооп берилген жок"
    return f"№ {row.number}: мөөнөтү {short_date(row.due)}, {answered}, {row.days_late} күн кечиккен"
