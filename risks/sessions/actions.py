"""Actions of a scoring session of the working group: begin, record opinions, write agreed
sheets and minutes.
"""

from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.duties import ME, MINE, Source
from office.kyrgyz import short_date
from office.models.commission import AgendaItem, Seat
from office.registers.links import MyDayLine
from office.registers.rows import lock_row
from office.registers.workflow import Refused
from risks.library import situations
from risks.models.assessment import Assessment
from risks.models.method import Method
from risks.papers import LEVEL_WORDS
from risks.score_rules import level_of_points, total_points
from risks.sessions.models import Matter, Opinion, Session

# The minutes are in Kyrgyz, whatever the screen speaks.
AGENDA_QUESTION = "Коррупциялык тобокелдиктерди баалоо"
DECISION_WORDS = "Макулдашылган баллдар баалоо баракчаларына киргизилсин:"
POSTPONED_WORDS = "Балл макулдашылган жок, кийинки отурумга калтырылсын:"


@transaction.atomic
def begin_session(session, risks):
    """Create one Matter per risk and the agenda item of the meeting."""
    session.matters.bulk_create(
        [Matter(organisation=session.organisation, session=session, risk=risk) for risk in risks]
    )
    session_agenda_item(session).save()
    return session


def session_agenda_item(session) -> AgendaItem:
    """The agenda item of the session, unsaved when the meeting has none."""
    items = session.meeting.items
    found = items.filter(question=AGENDA_QUESTION).first()
    last = items.order_by("number").values_list("number", flat=True).last() or 0
    return found or AgendaItem(
        organisation=session.organisation, meeting=session.meeting, number=last + 1, question=AGENDA_QUESTION
    )


@transaction.atomic
def record_opinion(opinion, *, by) -> Opinion:
    """Save an opinion (`scribe=by`); opens all scores when the last present member has scored.

    Refused once open.
    """
    session = lock_row(opinion.session)
    if not session.is_scoring:
        raise Refused(_("The scores are open already: none can be given or changed."))
    opinion.scribe = by
    opinion.save()
    if session.is_complete:
        session.move("open", by=by)
    return opinion


def enter_scores(session, *, by):
    """Create and agree an Assessment per agreed Matter and write the minutes.

    Called by Session.on_close. Refused when nothing is agreed, there is no quorum, the minutes are closed, or
    no method with points is in force.
    """
    matters = list(session.matters.select_related("risk"))
    agreed = [matter for matter in matters if matter.is_agreed]
    if not agreed:
        raise Refused(_("Nothing has been agreed yet. Agree the scores of at least one risk."))
    if len(session.present) < 2 or not session.meeting.quorum:
        raise Refused(
            _(
                "Without more than half of the members present the meeting has no quorum. Mark who "
                "was present."
            )
        )
    if not session.meeting.is_editable:
        raise Refused(_("The minutes of this meeting are closed already: the scores cannot enter them."))
    method = Method.with_points_on(session.meeting.held_on)
    if method is None:
        raise Refused(_("No method with points was in force on the day of the meeting."))
    for matter in agreed:
        save_agreed_sheet(matter, method, session.meeting.held_on).move("agree", by=by)
    write_minutes(session, matters)


def save_agreed_sheet(matter, method, day) -> Assessment:
    """The draft sheet of the risk (or a new one) with the agreed scores, saved.

    Control and measures are kept; the residual is cleared.
    """
    risk = matter.risk
    draft = risk.assessments.filter(state=Assessment.State.DRAFT).first()
    sheet = draft or Assessment(
        organisation=risk.organisation, risk=risk, measures=situations.proposed_measures_text(risk)
    )
    sheet.method, sheet.assessed_on, sheet.meeting = method, day, matter.session.meeting
    for name in ("likelihood", "likelihood_reason", "harm", "harm_reason"):
        setattr(sheet, name, getattr(matter, name))
    sheet.level = level_of_points(total_points(sheet.likelihood, sheet.harm), method.rules)
    sheet.residual, sheet.residual_reason = "", ""
    sheet.version += bool(draft)
    sheet.save()
    return sheet


def write_minutes(session, matters):
    """Write opinions (heard) and agreed scores (decided) into the agenda item."""
    opinions = opinions_by_matter(session)
    present = list(session.present)
    secretary = next((seat for seat in present if seat.part == Seat.Part.SECRETARY), None)
    item = session_agenda_item(session)
    item.reporter = secretary.holder if secretary else ""
    item.heard = "\n".join(
        opinions_line(n, matter, opinions[matter.pk]) for n, matter in enumerate(matters, 1)
    )
    item.decision = "\n".join(decision_lines(matters))
    item.votes_for = len(present)
    item.save()


def opinions_by_matter(session) -> dict[int, list[Opinion]]:
    """{Matter pk: opinions}, the chair's first, then in the order of the seats."""
    by_matter = defaultdict(list)
    places = {seat.pk: place for place, seat in enumerate(session.present)}
    opinions = session.opinions.select_related("seat__person")
    for opinion in sorted(opinions, key=lambda one: places.get(one.seat_id, len(places))):
        by_matter[opinion.matter_id].append(opinion)
    return by_matter


def opinions_line(number, matter, opinions) -> str:
    """«1. Тендер: А. А. Асанов – 3 + 2; Б. Б. Усенов – 2 + 2»: likelihood and harm of each."""
    scores = "; ".join(
        f"{opinion.seat.holder} – {opinion.likelihood} + {opinion.harm}" for opinion in opinions
    )
    return f"{number}. {matter.risk}: {scores or 'балл берилген жок'}."


def decision_lines(matters):
    agreed = [matter for matter in matters if matter.is_agreed]
    yield DECISION_WORDS
    for number, matter in enumerate(matters, 1):
        if matter.is_agreed:
            yield f"{number}. {agreed_scores_words(matter)}"
    if len(agreed) < len(matters):
        yield (
            POSTPONED_WORDS
            + " "
            + ", ".join(str(n) for n, matter in enumerate(matters, 1) if not matter.is_agreed)
        )


def agreed_scores_words(matter) -> str:
    method = Method.with_points_on(matter.session.meeting.held_on)
    total = total_points(matter.likelihood, matter.harm)
    level = LEVEL_WORDS[level_of_points(total, method.rules)].casefold()
    return (
        f"{matter.risk}: ыктымалдуулук {matter.likelihood} ({matter.likelihood_reason.rstrip('.')}), "
        f"зыян {matter.harm} ({matter.harm_reason.rstrip('.')}), суммасы {total}, деңгээли {level}."
    )


# --- What the pages ask -------------------------------------------------------------------------------------


def opinion_spread(opinions) -> int:
    """Sum of the score ranges (max − min) of likelihood and harm; 0 for one opinion."""
    return sum(
        max(scores) - min(scores)
        for scores in ([opinion.likelihood for opinion in opinions], [opinion.harm for opinion in opinions])
        if scores
    )


def unanimous_score(opinions, name):
    """(score, first reason) when all opinions agree, else (None, "")."""
    scores = {getattr(opinion, name) for opinion in opinions}
    return (scores.pop(), getattr(opinions[0], f"{name}_reason")) if len(scores) == 1 else (None, "")


def next_matter(session, seat):
    """The first risk that the holder of the seat has not scored; None when all are."""
    scored = Opinion.objects.of(session.organisation).filter(session=session, seat=seat).values("matter")
    return session.matters.exclude(pk__in=scored).first()


def session_my_day_lines(person, organisation) -> list[MyDayLine]:
    """The sessions in which this person still has risks to score, as lines of «My day»."""
    sessions = scoring_sessions(Session.objects.visible_to(person), person)
    return [
        MyDayLine(
            f"{session.meeting.commission} · {short_date(session.meeting.held_on)}",
            reverse("sessions:next", args=[session.pk]),
            state=_("risks to score"),
        )
        for session in sessions.select_related("meeting__commission").distinct()
        if next_matter(session, session.seat_of(person))
    ]


def scoring_sessions(sessions, person):
    """The sessions that score, with this person (or primary key) present."""
    return sessions.filter(
        state=Session.State.SCORING,
        meeting__attendances__present=True,
        meeting__attendances__seat__person=person,
    )


MY_DAY = Source(
    session_my_day_lines,
    waits=(lambda: scoring_sessions(Session.objects.anywhere().filter(organisation__in=MINE), ME),),
)
