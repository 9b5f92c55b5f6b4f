"""Builders of the desk: what an employee told, a draft or given."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Report, fresh_author_mark
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Kin, Relative

YESTERDAY = timedelta(days=1)


def conflict(body, author, **fields):
    """A draft notice of a conflict of interest."""
    return Conflict.objects.create(
        organisation=body,
        author=author,
        **{"interest": "Бир тууганымдын дүкөнү", "duty": "Соода жерлерин бөлүштүрүү комиссиясы", **fields},
    )


def relative(body, author, **fields):
    return Relative.objects.create(
        organisation=body,
        author=author,
        **{
            "kin": Kin.objects.get(code="brother"),
            "relative": "Асанов Нурлан",
            "relative_post": "Айдоочу",
            "direction": "under_me",
            **fields,
        },
    )


def gift(body, author, **fields):
    return Gift.objects.create(
        organisation=body,
        author=author,
        **{
            "kind": "received",
            "what": "Кол саат",
            "giver": "«Дыйкан» ЖЧК",
            "happened_on": timezone.localdate(),
            **fields,
        },
    )


def declaration(body, author, **fields):
    return Declaration.objects.create(
        organisation=body,
        author=author,
        **{"filer": author, "reason": "hiring", "filed_on": timezone.localdate(), **fields},
    )


def give_notice(row):
    """The same row, given by its author."""
    return row.move("give", by=row.author)


def past_its_term(row):
    """The same row, its term over: as if it had been given before."""
    type(row).objects.of(row.organisation).filter(pk=row.pk).update(due_on=timezone.localdate() - YESTERDAY)
    row.refresh_from_db()
    return row


def draft_report(body, author, **fields):
    """A draft report; its author stands in it as a mark."""
    return Report.objects.create(
        organisation=body,
        **fresh_author_mark(author, body.pk),
        key=uuid4(),
        **{
            "kind": "fact",
            "what": "Тендердин жеңүүчүсү алдын ала аныкталган",
            "happened_on": timezone.localdate(),
            "accused": "Бөлүм башчысы",
            **fields,
        },
    )


def give_report(row, author):
    return row.move("give", by=author, warned=True)
