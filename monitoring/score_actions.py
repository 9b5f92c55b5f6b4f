"""Scores of the members apart, and what the commission agrees."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from monitoring.models.member_score import HandIn, MemberScore
from office.registers.rows import lock_row
from office.registers.workflow import Refused

# Certificates are in Kyrgyz, whatever the screen speaks.
OF_ONE_MIND = "Бир добуштан"
# --- Scores apart -------------------------------------------------------------------------------------------


@transaction.atomic
def give_scores(monitoring, seat, scores: dict[int, dict], *, by, handed_in=True) -> int:
    """Keep what a member gives: {number of the criterion: {"score": int | None, "note": str, "references":
    str}}.

    Kept on the way (not `handed_in`) it counts for nothing, and a change takes back what was handed in. The
    last sheet that is handed in opens the scores, when all are complete. Returns how many criteria have a
    score; Refused once the scores are open.
    """
    monitoring = lock_row(monitoring)
    if not monitoring.is_scoring:
        raise Refused(_("The scores are open already: none can be given or changed."))
    there = {row.criterion_id: row for row in monitoring.member_scores.filter(seat=seat)}
    blank = {"organisation": monitoring.organisation, "monitoring": monitoring, "seat": seat}
    rows = [
        (there.get(criterion.pk) or MemberScore(criterion=criterion, **blank), scores[criterion.number])
        for criterion in monitoring.criteria_set.all_criteria
        if criterion.number in scores
    ]
    if any(differs(row, values) for row, values in rows):
        take_back_sheet(monitoring, seat, by=by)
    save_changed(
        MemberScore.objects.of(monitoring.organisation), rows, {"given_by": by, "given_at": timezone.now()}
    )
    if handed_in:
        hand_in_sheet(monitoring, seat, by=by)
    if handed_in and monitoring.is_complete:
        monitoring.move("open", by=by)
    return monitoring.member_scores.filter(seat=seat).exclude(score=None).count()


def take_back_sheet(monitoring, seat, *, by):
    """The sheet is changed after it was handed in: that no longer counts."""
    taken = {"taken_back_at": timezone.now(), "taken_back_by": by}
    monitoring.hand_ins.filter(seat=seat, taken_back_at=None).update(**taken)


def hand_in_sheet(monitoring, seat, *, by):
    """Handed in twice without a change between is handed in once; a sheet without a score is not."""
    if not monitoring.member_scores.filter(seat=seat).exclude(score=None).exists():
        raise Refused(_("The sheet has no score yet: there is nothing to hand in."))
    if not monitoring.hand_ins.filter(seat=seat, taken_back_at=None).exists():
        HandIn.objects.create(
            organisation=monitoring.organisation, monitoring=monitoring, seat=seat, handed_by=by
        )


def fill_own(monitoring, seat, scores: dict[int, int], *, by):
    """Put scores into the sheet of a member without handing it in; notes that stand there stay."""
    rows = monitoring.member_scores.filter(seat=seat).select_related("criterion")
    there = {row.criterion.number: row for row in rows}
    values = {
        number: {
            "score": score,
            "note": there[number].note if number in there else "",
            "references": there[number].references if number in there else "",
        }
        for number, score in scores.items()
    }
    give_scores(monitoring, seat, values, by=by, handed_in=False)


def differs(row, values) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def save_changed(rows, pairs, touch: dict):
    """Save the rows whose values differ from what is given, in two statements; a new row without any value is
    not made.

    `pairs` are (row, {field: value}); `touch` goes into each row that is saved.
    """
    fresh, changed = [], []
    for row, values in pairs:
        if not differs(row, values):
            continue
        for name, value in {**values, **touch}.items():
            setattr(row, name, value)
        if row.pk:
            row.version += 1
            changed.append(row)
        else:
            fresh.append(row)
    rows.bulk_create(fresh)
    if changed:
        names = [*pairs[0][1], *touch, "version"]
        rows.bulk_update(changed, names)


def scores_by_criterion(monitoring) -> dict[int, list[MemberScore]]:
    """What was handed in, by the number of the criterion; the chair first, then the others as they sit."""
    found = defaultdict(list)
    places = {seat.pk: place for place, seat in enumerate(monitoring.members)}
    rows = monitoring.scores_given.filter(seat__in=places)
    rows = rows.select_related("criterion", "seat__person")
    for row in sorted(rows, key=lambda one: places[one.seat_id]):
        found[row.criterion.number].append(row)
    return found


# --- Agreed -------------------------------------------------------------------------------------------------


def agree_where_unanimous(monitoring, *, by):
    """What all members gave alike is the final score.

    Runs inside the move that opens the scores, after the state was set there.
    """
    monitoring.save(update_fields=["state"])
    scores = scores_by_criterion(monitoring)
    everyone = len(monitoring.members)
    agreed = {
        number: {"score": rows[0].score, "reason": common_reason(rows)}
        for number, rows in scores.items()
        if len(rows) == everyone and score_rules.common_score(row.score for row in rows)
    }
    set_agreed(monitoring, agreed, by=by)


def common_reason(rows) -> str:
    """Joined notes of the members, «Бир добуштан» without any."""
    return "; ".join(dict.fromkeys(row.note.strip() for row in rows if row.note.strip())) or OF_ONE_MIND


@transaction.atomic
def agree_scores(monitoring, agreed: dict[int, dict], *, by):
    """Keep what the commission agreed: {number of the criterion: {"score": int | None, "reason": str}}.

    Refused before the scores are open.
    """
    monitoring = lock_row(monitoring)
    if not monitoring.is_open:
        raise Refused(_("The commission agrees once the scores are open, and until the certificate is made."))
    set_agreed(monitoring, agreed, by=by)
    monitoring.version += 1
    monitoring.save(update_fields=["version"])


def set_agreed(monitoring, agreed, *, by):
    """Write final scores into the lines.

    A score without a reason takes the notes that led to it; a criterion without a score loses both.
    """
    lines = {line.criterion.number: line for line in monitoring.lines.select_related("criterion")}
    changed = []
    for number, values in agreed.items():
        line = lines[number]
        if (line.score, line.reason) == (values["score"], values["reason"]):
            continue
        line.score, line.reason = values["score"], values["reason"]
        line.agreed_at, line.agreed_by = (timezone.now(), by) if line.score else (None, None)
        line.version += 1
        changed.append(line)
    monitoring.lines.bulk_update(changed, ["score", "reason", "agreed_at", "agreed_by", "version"])
