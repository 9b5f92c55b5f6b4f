"""What waits: scores to give, documents and answers that are due; reminders by mail before a recommendation is due and once it is late."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.models import Monitoring, Notice, Recommendation, Replacement
from office.letters import tell
from office.models import Person, Seat
from office.roles import Act, Role, may

BEFORE = (7, 1)  # days before the term on which the body is reminded
SHOWN = 20


def remind(body, today):
    """Write to the secretary and the head of a body about recommendations that are due soon, or since today are late. Once an event."""
    people = None
    for row in Recommendation.objects.of(body).unanswered().select_related("result"):
        days = (row.due - today).days
        if days not in BEFORE and days != -1:
            continue
        people = people_of(body, today) if people is None else people
        for person in people:
            tell(
                person,
                body,
                f"recommendation:{row.pk}:{days}",
                subject(days),
                text(days),
                row.get_absolute_url(),
            )


def people_of(body, today):
    """The responsible secretary and the head of the day."""
    rows = body.appointments.on(today).filter(role__in=[Role.CLERK, Role.HEAD])
    return list(Person.objects.filter(pk__in=rows.values("person")))


def subject(days):
    return _("A recommendation is overdue") if days < 0 else _("A recommendation is due soon")


def text(days):
    if days < 0:
        return _(
            "The term to answer a recommendation of the monitoring has passed. Every further day counts at the next monitoring."
        )
    return _("Days left to answer a recommendation of the monitoring: %(days)s.") % {"days": days}


# --- «My day» --------------------------------------------------------------------------------------------------------


def waits(person, organisation) -> list[dict]:
    """Sheets the person has to score, answers to give or to judge, and announced visits, as lines of «My day»."""
    return [*to_score(person), *to_answer(person), *to_judge(person), *to_hand_over(person)]


def to_score(person):
    """Of members who take part, and of the substitutes named instead of others."""
    seats = Seat.objects.visible_to(person).filter(
        commission=OuterRef("commission"), person=person, left_on=None
    )
    named = Replacement.objects.visible_to(person).filter(monitoring=OuterRef("pk"))
    rows = Monitoring.objects.visible_to(person, Act.SCORE).filter(
        Exists(seats.exclude(part=Seat.Part.SUBSTITUTE)) & ~Exists(named.filter(member__person=person))
        | Exists(named.filter(substitute__person=person)),
        state=Monitoring.State.SCORING,
    )
    for row in rows.select_related("subject", "criteria_set")[:SHOWN]:
        done = row.member_scores.filter(seat__person=person).exclude(score=None).count()
        yield {
            "text": str(row),
            "url": reverse("monitorings:score", args=[row.pk]),
            "state": _("criteria to score: %(n)s") % {"n": row.criteria_set.count - done}
            if done < row.criteria_set.count
            else _("hand in your sheet"),
        }


def to_answer(person):
    today = timezone.localdate()
    rows = Recommendation.objects.visible_to(person, Act.KEEP).unanswered().order_by("due", "pk")
    for row in rows.filter(organisation__in=person.body_ids)[:SHOWN]:
        days = (row.due - today).days
        yield {
            "text": str(row),
            "url": row.get_absolute_url(),
            "state": row.get_state_display(),
            "urgency": "overdue" if days < 0 else "soon" if days <= BEFORE[0] else "later",
            "term": term_words(days),
        }


def term_words(days):
    if days < 0:
        return _("late by %(days)s days") % {"days": -days}
    return _("%(days)s days left") % {"days": days}


def to_judge(person):
    rows = Recommendation.objects.visible_to(person, Act.MONITOR).filter(state=Recommendation.State.ANSWERED)
    for row in rows.filter(result__monitor__in=person.body_ids).select_related("result__monitor")[:SHOWN]:
        if may(person, Act.MONITOR, row.result.monitor):
            yield {"text": str(row), "url": row.get_absolute_url(), "state": row.get_state_display()}


def to_hand_over(person):
    rows = Notice.objects.visible_to(person, Act.KEEP).filter(organisation__in=person.body_ids, result=None)
    for row in rows.order_by("visit_from", "pk")[:SHOWN]:
        yield {
            "text": str(row),
            "url": row.get_absolute_url(),
            "state": _("documents for the monitoring"),
        }
