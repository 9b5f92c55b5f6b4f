"""What several tests of the register build: an approved list of a body below, a sitting of the
working group.
"""

from itertools import count

from django.utils import timezone

from office.models.commission import Attendance, Commission, Meeting, Seat
from office.roles import Role
from risks.editions.models import Edition
from tests import make

serial = count(1)


def add_school(parent, code="mektep", **fields):
    """A body under another, with a clerk and a head: `(body, clerk, head)`."""
    body = make.organisation(
        code, parent=parent, kind="school", **{"name_ky": f"{code.title()} орто мектеби", **fields}
    )
    clerk, head = (
        make.appoint(make.person(f"{code}-{role}"), body, role, post).person
        for role, post in ((Role.CLERK, "Катчы"), (Role.HEAD, "Директор"))
    )
    return body, clerk, head


def approve_new_edition(body, clerk, head, situations=("Мектепке кабыл алуу учурлары",), day=None):
    """An edition over risks with these situations, under an order in force of that day (today)."""
    for place, situation in enumerate(situations, 1):
        make.risk(body, situation=situation, position=place)
    number = next(serial)
    edition = Edition.objects.create(organisation=body, number=number, begun_on=day or timezone.localdate())
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    edition.move("order", by=clerk)
    order = edition.order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number=f"{number}-М", date=day or timezone.localdate())
    return Edition.objects.of(body).get(pk=edition.pk)


def planned_meeting(body, cast):
    """A planned meeting of the working group: the head in the chair, the clerk as secretary, a member, and
    one from outside, all present.
    """
    group = Commission.objects.create(organisation=body, kind="working_group", name_ky="Жумушчу топ")
    meeting = Meeting.objects.create(organisation=body, commission=group, held_on=timezone.localdate())
    for part, role, outsider in (
        ("chair", Role.HEAD, ""),
        ("secretary", Role.CLERK, ""),
        ("member", Role.MEMBER, ""),
        ("member", None, "Б. А. Сатыбалдиев"),
    ):
        seat = Seat.objects.create(
            organisation=body,
            commission=group,
            part=part,
            person=cast.get(role),
            outsider=outsider,
            post=part,
        )
        Attendance.objects.create(organisation=body, meeting=meeting, seat=seat, present=True)
    return meeting
