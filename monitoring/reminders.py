"""What waits: scores to give, documents and answers that are due; reminders by mail before a recommendation
is due and once it is late.
"""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.models.certificate import Recommendation
from monitoring.models.media import MediaReport
from monitoring.models.member_score import HandIn
from monitoring.models.monitoring import Monitoring
from monitoring.models.notice import Notice
from monitoring.models.replacement import Replacement
from office import clock
from office.duties import HERE, ME, MINE, Source
from office.letters import queue_letter
from office.models.commission import Seat
from office.models.person import Person
from office.registers.links import MyDayLine
from office.roles import Act, Role, may

REMINDER_DAYS = (7, 1)  # days before the term on which the organisation is reminded
LINES_A_KIND = 20


def remind_of_recommendations(organisation, today):
    """Queue letters to secretary and head REMINDER_DAYS before a recommendation is due and the day after.

    Once an event.
    """
    people = None
    for row in Recommendation.objects.of(organisation).unanswered().select_related("result"):
        days = (row.due - today).days
        if days not in REMINDER_DAYS and days != -1:
            continue
        people = recommendation_recipients(organisation, today) if people is None else people
        for person in people:
            queue_letter(
                person,
                organisation,
                f"recommendation:{row.pk}:{days}",
                reminder_subject(days),
                reminder_text(days),
                row.get_absolute_url(),
            )


def recommendation_recipients(organisation, today):
    """The responsible secretary and the head of the day."""
    rows = organisation.appointments.on(today).filter(role__in=[Role.CLERK, Role.HEAD])
    return list(Person.objects.filter(pk__in=rows.values("person")))


def reminder_subject(days):
    return _("A recommendation is overdue") if days < 0 else _("A recommendation is due soon")


def reminder_text(days):
    if days < 0:
        return _(
            "The term to answer a recommendation of the monitoring has passed. Every further day counts at "
            "the next monitoring."
        )
    return _("Days left to answer a recommendation of the monitoring: %(days)s.") % {"days": days}


# --- «My day» -----------------------------------------------------------------------------------------------


def scoring_lines(person, organisation):
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
    handed_in = HandIn.objects.visible_to(person).filter(
        monitoring=OuterRef("pk"), seat__person=person, taken_back_at=None
    )
    rows = rows.annotate(is_handed_in=Exists(handed_in))
    for row in rows.select_related("subject", "criteria_set")[:LINES_A_KIND]:
        done = row.member_scores.filter(seat__person=person).exclude(score=None).count()
        if row.is_handed_in and done == row.criteria_set.count:
            continue
        yield MyDayLine(
            str(row),
            reverse("monitorings:score", args=[row.pk]),
            state=_("criteria to score: %(n)s") % {"n": row.criteria_set.count - done}
            if done < row.criteria_set.count
            else _("hand in your sheet"),
        )


def answer_lines(person, organisation):
    today = clock.today()
    rows = Recommendation.objects.visible_to(person, Act.KEEP).unanswered().order_by("due", "pk")
    for row in rows.filter(organisation__in=person.body_ids)[:LINES_A_KIND]:
        days = (row.due - today).days
        yield MyDayLine(
            str(row),
            row.get_absolute_url(),
            state=row.get_state_display(),
            urgency="overdue" if days < 0 else "soon" if days <= REMINDER_DAYS[0] else "later",
            term=term_words(days),
            day=row.due,
        )


def term_words(days):
    if days < 0:
        return _("late by %(days)s days") % {"days": -days}
    return _("%(days)s days left") % {"days": days}


def judgement_lines(person, organisation):
    rows = Recommendation.objects.visible_to(person, Act.MONITOR).filter(state=Recommendation.State.ANSWERED)
    for row in rows.filter(result__monitor__in=person.body_ids).select_related("result__monitor")[
        :LINES_A_KIND
    ]:
        if may(person, Act.MONITOR, row.result.monitor):
            yield MyDayLine(str(row), row.get_absolute_url(), state=row.get_state_display())


def document_lines(person, organisation):
    rows = Notice.objects.visible_to(person, Act.KEEP).filter(organisation__in=person.body_ids, result=None)
    for row in rows.order_by("visit_from", "pk")[:LINES_A_KIND]:
        yield MyDayLine(str(row), row.get_absolute_url(), state=_("documents for the monitoring"))


def media_lines(person, organisation):
    """Of whoever keeps the publications: what accuses somebody waits for its check, else for a result."""
    rows = MediaReport.objects.visible_to(person, Act.SIGNAL).waiting()
    for row in rows.filter(organisation=organisation)[:LINES_A_KIND]:
        yield MyDayLine(
            str(row),
            row.get_absolute_url(),
            state=_("to be checked") if row.is_check_missing else _("what was done is not entered"),
        )


def scored_by_me():
    """Monitorings that are scored, of whose commission the person is a member or a substitute."""
    seats = Seat.objects.anywhere().filter(commission=OuterRef("commission"), person=ME, left_on=None)
    named = Replacement.objects.anywhere().filter(monitoring=OuterRef("pk"), substitute__person=ME)
    rows = Monitoring.objects.anywhere().filter(state=Monitoring.State.SCORING)
    return rows.filter(Exists(seats) | Exists(named))


def answered_to_me():
    rows = Recommendation.objects.anywhere().filter(state=Recommendation.State.ANSWERED)
    return rows.filter(result__monitor__in=MINE)


MY_DAY = (
    Source(scoring_lines, (Act.SCORE,), (scored_by_me,)),
    Source(
        answer_lines,
        (Act.KEEP,),
        (lambda: Recommendation.objects.anywhere().filter(organisation__in=MINE).unanswered(),),
    ),
    Source(judgement_lines, (Act.MONITOR,), (answered_to_me,)),
    Source(media_lines, (Act.SIGNAL,), (lambda: MediaReport.objects.of(HERE).waiting(),)),
    Source(
        document_lines,
        (Act.KEEP,),
        (lambda: Notice.objects.anywhere().filter(organisation__in=MINE, result=None),),
    ),
)
