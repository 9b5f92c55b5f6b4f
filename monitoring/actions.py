"""What happens to several rows at once in a monitoring: the memo, the scores apart, what was agreed, the
certificate.
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from monitoring.models.certificate import Document, Notice, Recommendation, Result
from monitoring.models.criteria import Band, CriteriaSet, Criterion, Heading, Indicator
from monitoring.models.monitoring import Line, MemberScore, Monitoring
from monitoring.models.selfcheck import SelfCheck, SelfDocument, SelfScore
from office import clock
from office.kyrgyz import short_date
from office.registers.rows import lock_row
from office.registers.workflow import Refused

# Certificates are in Kyrgyz, whatever the screen speaks.
OF_ONE_MIND = "Бир добуштан"


# --- Memo ---------------------------------------------------------------------------------------------------


@transaction.atomic
def create_lines(monitoring) -> Monitoring:
    """Create one Line per criterion; documents asked for come from the last memo,
    else from the criteria set.
    """
    criteria = monitoring.criteria_set.all_criteria
    asked = last_memo(monitoring)
    Line.objects.of(monitoring.organisation).bulk_create(
        Line(
            organisation=monitoring.organisation,
            monitoring=monitoring,
            criterion=criterion,
            documents=asked.get(criterion.pk, criterion.documents),
        )
        for criterion in criteria
    )
    return monitoring


def last_memo(monitoring) -> dict[int, str]:
    """{criterion: documents asked for} of the newest monitoring of this organisation under the same criteria;
    empty for the first.
    """
    rows = Monitoring.objects.of(monitoring.organisation).filter(criteria_set=monitoring.criteria_set)
    last = rows.exclude(pk=monitoring.pk).order_by("-pk").first()
    return dict(last.lines.values_list("criterion", "documents")) if last else {}


def directions_of(criteria_set: CriteriaSet) -> str:
    """The headings of the table as the directions of a memo, one a line; papers are in Kyrgyz."""
    return "\n".join(f"{one.number}. {one.text_ky}" for one in criteria_set.headings.all())


@transaction.atomic
def keep_memo(monitoring, documents: dict[int, str]):
    """Set the documents asked for, by the number of the criterion; the rest stays."""
    rows = list(monitoring.lines.select_related("criterion"))
    changed = [
        line for line in rows if line.documents != documents.get(line.criterion.number, line.documents)
    ]
    for line in changed:
        line.documents = documents[line.criterion.number]
        line.version += 1
    monitoring.lines.bulk_update(changed, ["documents", "version"])


def hand_memo(monitoring, *, by) -> Notice:
    """Give the organisation its notice with the memo as it stands. Runs inside the move that announces."""
    order = monitoring.order
    return Notice.objects.create(
        organisation=monitoring.subject,
        monitoring=monitoring,
        monitor=monitoring.organisation,
        sent_by=by,
        memo={
            "directions": monitoring.directions.splitlines(),
            "lines": [
                {"number": line.criterion.number, "documents": line.documents}
                for line in monitoring.lines.select_related("criterion")
            ],
            "members": member_lines(monitoring),
            "order": order_words(order) if order else "",
        },
        **shared_fields(monitoring),
    )


def shared_fields(row) -> dict:
    """Fields copied from a monitoring to its notice and certificate."""
    names = ("criteria_set", "kind", "year", "period_from", "period_to", "visit_from", "state_secretary")
    return {name: getattr(row, name) for name in names}


def member_lines(monitoring) -> list[dict[str, str]]:
    """Who scores, the chair first: `[{post, name, instead}]`; `instead` is the member a substitute stands in
    for.
    """
    return [
        {
            "post": seat.post,
            "name": seat.holder,
            **({"instead": seat.instead_of.holder} if seat.instead_of else {}),
        }
        for seat in monitoring.members
    ]


def order_words(order) -> str:
    """«03.02.2026 № 12-Б»; blanks where number or day are not known yet."""
    return f"{short_date(order.date) if order.date else '____'} № {order.number or '____'}"


# --- Scores apart -------------------------------------------------------------------------------------------


@transaction.atomic
def give_scores(monitoring, seat, scores: dict[int, dict], *, by, handed_in=True) -> int:
    """Keep what a member gives: {number of the criterion: {"score": int | None, "note": str, "references":
    str}}.

    The last score of the last member opens them all, when the sheet is handed in and not only kept on the
    way. Returns how many criteria have a score; Refused once the scores are open.
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
    save_changed(
        MemberScore.objects.of(monitoring.organisation), rows, {"given_by": by, "given_at": timezone.now()}
    )
    if handed_in and monitoring.is_complete:
        monitoring.move("open", by=by)
    return monitoring.member_scores.filter(seat=seat).exclude(score=None).count()


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


def save_changed(rows, pairs, touch: dict):
    """Save the rows whose values differ from what is given, in two statements; a new row without any value is
    not made.

    `pairs` are (row, {field: value}); `touch` goes into each row that is saved.
    """
    fresh, changed = [], []
    for row, values in pairs:
        if all(getattr(row, name) == value for name, value in values.items()):
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
    """What was given, by the number of the criterion; the chair first, then the others as they sit."""
    found = defaultdict(list)
    places = {seat.pk: place for place, seat in enumerate(monitoring.members)}
    rows = monitoring.member_scores.filter(seat__in=places).exclude(score=None)
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


# --- Certificate --------------------------------------------------------------------------------------------


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


# --- Self-check ---------------------------------------------------------------------------------------------


@transaction.atomic
def keep_self_scores(check, scores: dict[int, dict]):
    """Keep what the organisation gives itself: {number: {"score": int | None, "proof": str, "responsible":
    str}}.
    """
    check.version += 1
    check.save(update_fields=["version"])
    there = {row.criterion_id: row for row in check.scores.all()}
    rows = [
        (
            there.get(criterion.pk)
            or SelfScore(organisation=check.organisation, self_check=check, criterion=criterion),
            scores[criterion.number],
        )
        for criterion in check.criteria_set.all_criteria
        if criterion.number in scores
    ]
    save_changed(check.scores, rows, {})


@transaction.atomic
def hand_over_documents(notice, *, by, criterion=None) -> int:
    """Hand over the documents of the organisation's newest self-check under the same criteria, each once and
    of `criterion` alone if it is given.

    The files are not stored again. Returns how many; Refused once the certificate is made.
    """
    if not notice.takes_more:
        raise Refused(_("The certificate has been made: nothing more is handed over."))
    rows = [row for row in waiting_documents(notice) if criterion in (None, row.criterion)]
    Document.objects.of(notice.organisation).bulk_create(
        Document(
            organisation=notice.organisation,
            notice=notice,
            handed_by=by,
            **{name: getattr(row, name) for name in ("criterion", "name", "case_number", "file")},
        )
        for row in rows
    )
    return len(rows)


def waiting_documents(notice) -> list[SelfDocument]:
    """The documents of the organisation's newest self-check under the criteria of a notice that have not been
    handed over for the same criterion.
    """
    checks = SelfCheck.objects.of(notice.organisation).filter(criteria_set=notice.criteria_set)
    check = checks.order_by("-year", "-pk").first()
    if check is None:
        return []
    there = {document_key(row) for row in notice.documents.select_related("file")}
    return [
        row for row in check.documents.select_related("criterion", "file") if document_key(row) not in there
    ]


def document_key(document):
    """Identity of a document: (criterion, sha256 or (case number, name))."""
    content = document.file.sha256 if document.file else (document.case_number, document.name)
    return document.criterion_id, content


# --- A later order ------------------------------------------------------------------------------------------


def criteria_as_text(criteria_set) -> dict[str, str]:
    """A set as its form shows it: `table` with «#» before headings, `indicators` and `bands` a line each, in
    Kyrgyz as the order has them.
    """
    lines, above = [], None
    for criterion in criteria_set.all_criteria:
        if criterion.heading_id != above:
            above = criterion.heading_id
            lines.append(f"# {criterion.heading.text_ky}")
        lines.append(criterion.text_ky)
    return {
        "table": "\n".join(lines),
        "indicators": "\n".join(one.text_ky for one in criteria_set.all_indicators),
        "bands": "\n".join(f"{band.lowest} {band.text_ky}" for band in criteria_set.all_bands),
    }


@transaction.atomic
def fill_criteria(criteria_set, lines, indicators, bands):
    """Enter the words of a set just made.

    What stood word for word in the set before keeps its translation, documents and mark.
    """
    known = {row.text_ky: row for row in Criterion.objects.order_by("criteria_set__valid_from", "pk")}
    headings = {row.text_ky: row for row in Heading.objects.order_by("criteria_set__valid_from", "pk")}
    of = {"criteria_set": criteria_set}
    heading, place, rows = None, 0, []
    for line in lines:
        if line.startswith("#"):
            place += 1
            heading = enter_heading(of, place, line.lstrip("# "), headings)
            continue
        old = known.get(line)
        rows.append(
            Criterion(
                **of,
                heading=heading,
                number=len(rows) + 1,
                text_ky=line,
                text_ru=old.text_ru if old else "",
                documents=old.documents if old else "",
                about_recommendations=bool(old and old.about_recommendations),
            )
        )
    Criterion.objects.bulk_create(rows)
    scores = sorted(score_rules.SCORES, reverse=True)
    Indicator.objects.bulk_create(
        Indicator(**of, score=score, text_ky=text) for score, text in zip(scores, indicators, strict=True)
    )
    Band.objects.bulk_create(
        Band(**of, rank=rank, lowest=lowest, text_ky=text) for rank, (lowest, text) in enumerate(bands, 1)
    )


def enter_heading(of, number, text, known) -> Heading:
    old = known.get(text)
    return Heading.objects.create(
        **of,
        number=number,
        text_ky=text,
        text_ru=old.text_ru if old else "",
        short_ky=old.short_ky if old else str(number),
        short_ru=old.short_ru if old else "",
    )
