"""Builders of the trust box: a box, an opening with its commission, an appeal of any channel, an appeal in
any state.
"""

from datetime import date, timedelta

from django.utils import timezone

from office.models.commission import Commission, Seat
from office.roles import Role
from office.wall.actions import build_wall
from tests import make
from trustbox import codes
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.openings import Attendee, BoxLetter, Opening
from trustbox.journal.actions import take_appeal
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.events import AppealEvent


def appeal(body, **fields):
    """An anonymous complaint of today, taken at the counter unless said otherwise."""
    return take_counter_appeal(body, **fields).appeal


def take_counter_appeal(body, **fields):
    return take_appeal(
        body,
        **{
            "channel": "counter",
            "received_on": timezone.localdate(),
            "kind": "complaint",
            "text": "Жер үлүшүн бөлүштүрүүдө кезек бузулду",
            **fields,
        },
    )


def box(body, **fields):
    return Box.objects.create(
        organisation=body, **{"place_ky": "Фойе", "set_up_on": date(2026, 1, 12), **fields}
    )


def institution(body, **fields):
    return Institution.objects.create(
        organisation=body, **{"kind": "state", "name_ky": "Райондук прокуратура", **fields}
    )


def box_commission(body, members=3, **fields):
    """A trust-box commission: a chair, a secretary, members from outside."""
    group = Commission.objects.create(
        organisation=body,
        **{"kind": Commission.Kind.TRUST_BOX, "name_ky": "Коррупциянын алдын алуу боюнча комиссия", **fields},
    )
    parts = ["chair", "secretary", *["member"] * (members - 2)]
    for place, part in enumerate(parts):
        Seat.objects.create(
            organisation=body, commission=group, part=part, outsider=f"А. Б. Мүчө {place}", post="Мүчө"
        )
    return group


def opening(body, by, *, count=None, letters=0, where=None, group=None):
    """A box opened today, everybody present, `letters` of `count` entered."""
    group = group or box_commission(body)
    row = Opening.objects.create(
        organisation=body,
        box=where or box(body),
        commission=group,
        opened_by=by,
        seal_before="0114",
        count=letters if count is None else count,
    )
    for seat in group.seats.all():
        Attendee.objects.create(organisation=body, opening=row, seat=seat, standing="present")
    for place in range(1, letters + 1):
        box_letter(row, place)
    return row


def box_letter(row, place, **fields):
    return BoxLetter.objects.create(
        organisation=row.organisation,
        opening=row,
        place=place,
        **{"kind": "complaint", "text": f"{place}-кат: сугат суусу", **fields},
    )


def close_opening(row, by):
    return row.move("close", by=by, seal_after="0115", note="")


def assign_appeal(body, by, executor=None, **fields):
    """An appeal given to an official of the body."""
    if executor is None:
        executor = make.person(f"executor{next(make.serial)}")
        make.appoint(executor, body, Role.EMPLOYEE)
    row = appeal(body, **fields)
    return row.move("assign", by=by, executor=executor, masked="[жашырылган] кезек бузулду")


def answer_appeal(row, by, **fields):
    """The reply to an appeal; given to nobody, it was considered by whoever enters the reply."""
    if row.executor is None:
        fields = {"executor": by, **fields}
    return row.move(
        "answer",
        by=by,
        **{
            "number": "01-14/125",
            "date": timezone.localdate(),
            "language": row.language,
            "reason": "",
            "result": "explained",
            "text": "Түшүндүрүлдү",
            **fields,
        },
    )


def forward_appeal(row, by, to=None):
    return row.move(
        "forward",
        by=by,
        institution=to or institution(row.organisation),
        notice_date=timezone.localdate(),
        text="Укук коргоо органдарынын ыйгарым укугу",
    )


def extend_term(row, by, days=10, **fields):
    return row.move(
        "extend",
        by=by,
        **{
            "until": row.due_on + timedelta(days=days),
            "notice_date": timezone.localdate(),
            "reason": "Кошумча текшерүү керек",
            "after_term": False,
            **fields,
        },
    )


# What `make.row` needs to make one row of a model by itself.


def fields_of(record):
    return {
        field.name: getattr(record, field.name)
        for field in record._meta.concrete_fields
        if not field.primary_key
    }


def entry(body, mark, model=Appeal):
    """The columns of a next entry, sealed; the book tells of it already."""
    today = timezone.localdate()
    book = Book.open_for_writing(body, today.year)
    wall = build_wall(body, book=book.kind, year=book.year, number=book.last + 1)
    record = model(
        channel="counter",
        kind="complaint",
        received_on=today,
        registered_on=today,
        year=today.year,
        anonymous=True,
        text=mark or "Мазмун",
        code_hash=codes.code_digest(codes.new_code()),
        wall=wall,
        term=14,
        first_due=today,
        due_on=today,
        summary=mark,
        masked=mark,
        measures=mark,
    )
    book.bind(record)
    return fields_of(record)


def event(body, mark):
    """The columns of a next event of a fresh entry."""
    appeal = make.row(Appeal, body, mark)
    book = Book.objects.of(body).select_for_update().get(pk=appeal.book_id)
    record = AppealEvent(appeal=appeal, kind="measure", day=timezone.localdate(), text=mark, reason=mark)
    book.bind(record)
    return fields_of(record)


def closed_opening(body):
    person = make.row(make.Person, body)
    return {
        "number": make.small_number(),
        "year": 2026,
        "meeting": make.row(make.Meeting, body),
        "closed_on": timezone.localdate(),
        "closed_by": person,
        "count": 0,
        "seal_after": "0115",
    }
