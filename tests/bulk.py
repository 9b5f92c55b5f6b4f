"""What is measured on: two bodies, and a book of many records, sealed like any other, written in bulk past
the guards.
"""

from contextlib import contextmanager
from datetime import date

EVENTS = ("assigned", "measure", "answered")  # of every entry


@contextmanager
def two_bodies():
    """Yield two bodies and the clerk of each, in a new database that is gone afterwards."""
    from django.db import connection

    from office.database.actor import EVERY_ORGANISATION, SCOPE, Scope, set_session_reach

    # Not the test environment: its instruments copy the context of every template.
    connection.creation.create_test_db(verbosity=0)
    SCOPE.set(Scope(None, EVERY_ORGANISATION))
    set_session_reach(connection, EVERY_ORGANISATION)
    try:
        from tests import make

        body = make.organisation("dostuk", name_ky="Достук айыл өкмөтү")
        clerk = make.appoint(make.person("clerk"), body, "clerk", "Жооптуу катчы").person
        other = make.organisation("manas", name_ky="Манас айыл өкмөтү")
        keeper = make.appoint(make.person("keeper"), other, "clerk", "Жооптуу катчы").person
        yield body, clerk, other, keeper
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def sealed_book(body, records: int):
    """A book with `records` entries and events, true to the last column.

    The guards of the database are off afterwards.
    """
    from django.db import transaction

    from office.database import triggers
    from office.wall.models.wall import Wall
    from trustbox.journal.models.appeals import Appeal
    from trustbox.journal.models.books import Book
    from trustbox.journal.models.events import AppealEvent

    triggers.drop_triggers()
    row = Book.open_for_writing(body, 2026)
    # Only the row that is bound is written here; the book tells of all of them at the end.
    row.save = lambda **_: None
    official, entries, events = person(body), [], []
    numbers = range(1, records // (1 + len(EVENTS)) + 1)
    for wall in Wall.unscoped.bulk_create(new_wall(body, number) for number in numbers):
        entry = bind_record(row, new_entry(wall))
        entries.append(entry)
        events.extend(bind_record(row, new_event(entry, kind, official)) for kind in EVENTS)
    del row.save
    with transaction.atomic():
        Appeal.unscoped.bulk_create(entries, batch_size=500)
        AppealEvent.unscoped.bulk_create(events, batch_size=500)
        row.save()
    return row


def bind_record(book, record):
    book.bind(record)
    return record


def person(body):
    from tests import make

    return make.appoint(make.person("executor"), body, "employee").person


def new_wall(body, number):
    from office.wall.models.wall import Wall

    return Wall(organisation=body, book="appeals", year=2026, number=number, mode="none")


def new_entry(wall):
    from trustbox.journal.models.appeals import Appeal

    day = date(2026, 3, 2)
    return Appeal(
        pk=wall.number,
        wall=wall,
        channel="post",
        kind="complaint",
        received_on=day,
        registered_on=day,
        year=2026,
        anonymous=True,
        text="Жер үлүшүн бөлүштүрүүдө кезек бузулду, комиссиянын чечими көрсөтүлгөн жок. " * 4,
        code_hash=f"{wall.number:064x}",
        term=14,
        first_due=day,
        due_on=day,
    )


def new_event(entry, kind, person):
    """The next event of an entry, which shows it."""
    from trustbox.journal.models.events import AppealEvent

    words = {
        "assigned": {"executor": person, "masked": "[жашырылган] кезек бузулду"},
        "measure": {"text": "Текшерилди"},
        "answered": {"number": "01-14/125", "date": entry.first_due, "language": "ky", "result": "explained"},
    }
    event = AppealEvent(appeal=entry, kind=kind, day=entry.first_due, author=person, **words[kind])
    for column, value in event.outcome(entry).items():
        setattr(entry, column, value)
    entry.state = AppealEvent.STATES.get(kind, entry.state)
    entry.version += 1
    return event
