"""Builders of monitorings: a district that monitors, a commission of two, scores as a list of 24."""

from datetime import date

from django.utils import timezone

from monitoring import memo, score_actions
from monitoring.models.criteria import CriteriaSet
from monitoring.models.monitoring import Monitoring
from office.models.commission import Commission, Seat
from office.roles import Role
from tests import make

SCORES = [4] * 24


def criteria():
    return CriteriaSet.objects.get(code="158")


def monitoring_commission(body, *people, outsider=""):
    """A monitoring commission; the first person is its chair."""
    group = Commission.objects.create(organisation=body, kind="monitoring", name_ky="Мониторинг комиссиясы")
    for place, person in enumerate(people):
        part = Seat.Part.MEMBER if place else Seat.Part.CHAIR
        Seat.objects.create(organisation=body, commission=group, part=part, person=person, post="Инспектор")
    if outsider:
        Seat.objects.create(
            organisation=body, commission=group, outsider=outsider, post="Коомдук кеңештин мүчөсү"
        )
    return group


def inspectors(body, count=2):
    """People who inspect at a body."""
    found = []
    for number in range(count):
        person = make.person(f"inspector-{body.code}-{number}", surname=f"Текшерүүчү{number}")
        make.appoint(person, body, Role.INSPECTOR, "Инспектор")
        found.append(person)
    return found


def substitute(group, person=None, outsider=""):
    """A substitute of a commission."""
    return Seat.objects.create(
        organisation=group.organisation,
        commission=group,
        part=Seat.Part.SUBSTITUTE,
        person=person,
        outsider=outsider,
        post="Алмаштыруучу инспектор",
    )


def monitoring(body, subject, *people, **fields):
    """A monitoring of `subject` by `body`, its memo prepared."""
    group = fields.pop("commission", None) or monitoring_commission(body, *(people or inspectors(body)))
    row = Monitoring.objects.create(
        organisation=body,
        subject=subject,
        criteria_set=criteria(),
        commission=group,
        **{
            "year": 2026,
            "period_from": date(2025, 1, 1),
            "period_to": date(2025, 12, 31),
            "visit_from": date(2026, 3, 2),
            "directions": memo.directions_of(criteria()),
            **fields,
        },
    )
    return memo.create_lines(row)


def announced_monitoring(body, subject, *people, **fields):
    row = monitoring(body, subject, *people, **fields)
    return row.move("announce", by=row.members[0].person)


def member_scores(scores, note=""):
    """The scores of a member, as the sheet gives them."""
    return {
        number: {"score": score, "note": note, "references": ""} for number, score in enumerate(scores, 1)
    }


def enter_member_scores(row, *sheets):
    """Let the members of a monitoring hand in these lists of scores, in the order of their seats; the last
    opens them. Whose list is empty hands in nothing.
    """
    for seat, scores in zip(row.members, sheets, strict=False):
        if not scores:
            continue
        score_actions.give_scores(row, seat, member_scores(scores), by=seat.person or row.members[0].person)
    row.refresh_from_db()
    return row


def closed_monitoring(body, subject, scores=SCORES, made_on=None, **fields):
    """A monitoring gone through to its certificate, all members of one mind. Returns the Result."""
    row = announced_monitoring(body, subject, **fields)
    enter_member_scores(row, *[scores] * len(row.members))
    row.move("close", by=row.members[0].person, made_on=made_on or timezone.localdate())
    return row.notice.result
