"""The journal as a declared sheet: the eight columns of seed 003 4.2 in its order, headings to the letter,
its spelling included.
"""

from datetime import date

from django.utils import translation

from office import clock
from office.data.layouts import ShippedLayout
from office.papers.layouts import DatedForm, form_layout
from office.papers.sheet import Column, Sheet

JOURNAL = Sheet(
    form="trustbox/journal",
    title="КАЙРЫЛУУЛАРДЫ КАТТОО ЖУРНАЛЫ\n{organisation}\n{year}-жыл",
    columns=(
        Column("entry", "Кайрылуунун катар номери", 28, numeric=True),
        Column("taken", "“Ишеним кутучасынан” алынган күнү, айы, жылы", 31),
        Column(
            "sender",
            "Арыз ээсинин фамилиясы, аты, атасынын аты (анонимдүү кайрылуу келип түшкөн учурда “Анонимдүү” "
            "деген белги коюлат)",
            36,
        ),
        Column(
            "address",
            "Арыз ээсинин дареги жана анын байланыш телефонунун номери (эгерде маалыматтар бар болсо)",
            34,
        ),
        Column("content", "Кайрылуунун кыскача мазмуну", 50),
        Column("sent", "Кайрылуу кароого жиберилген кызмат адамы, ошондой эле кароонун мөөнөтү", 38),
        Column("measures", "Корүлгөн чаралар жөнүндө белги", 38),
        Column("reply", "Арыз ээсине жооп берүүнүн чыгыш номери жана датасы", 24),
    ),
)


BLANK = "\n".join(["\N{NO-BREAK SPACE}"] * 3)  # three empty lines for the hand


def journal_rows(appeals, names_blank=False):
    """The printed rows of entries in the order of their numbers; corrections and cancellations stand in the
    column of measures.
    """
    return [journal_row(appeal, names_blank) for appeal in appeals]


def journal_row(appeal, names_blank=False) -> dict[str, str]:
    """One printed row. Names never leave the wall: the journal prints what stands instead of them, or with
    `names_blank` empty cells, to be filled in by hand from the envelopes.
    """
    named = not appeal.is_anonymous
    sender, address = (BLANK, BLANK) if names_blank else (appeal.sender, appeal.wall.contacts_mask)
    due = f"{appeal.due_on:%d.%m.%Y}" if appeal.due_on else ""
    to = str(appeal.sent_to or "")
    return {
        "entry": str(appeal.number),
        "taken": f"{appeal.received_on:%d.%m.%Y}",
        "sender": sender if named else "Анонимдүү",
        "address": address if named else "",
        "content": appeal.short_text,
        "sent": "\n".join(filter(None, [to, due])),
        "measures": "\n".join(filter(None, [appeal.measures, *event_remarks(appeal)])),
        "reply": "" if appeal.is_anonymous and not appeal.answer_number else appeal.reply,
    }


def event_remarks(appeal):
    """What the paper must say beside the measures: moved and extended terms, notes, why there is no reply, a
    cancelled entry.
    """
    for event in appeal.events.all():
        day = f"{event.day:%d.%m.%Y}"
        if event.kind == "noted":
            yield f"Эскертүү, {day}: {event.reason}"
        elif event.kind == "extended":
            yield f"Мөөнөт {event.due_after:%d.%m.%Y} күнүнө чейин узартылды: {event.reason}"
        elif event.kind == "moved":
            days = f" ({'; '.join(event.text.splitlines())})" if event.text[:1].isdigit() else ""
            yield f"Иш күндөрүнүн календары өзгөрдү{days}, мөөнөт {event.due_after:%d.%m.%Y}"
        elif event.kind == "closed":
            yield f"Жоопсуз жабылды ({GROUNDS[event.ground]}). {event.text}".strip()
        elif event.kind == "forwarded":
            yield f"{day} жөнөтүлдү: {event.institution.name_ky}"
        elif event.kind == "cancelled":
            yield f"Жазуу жокко чыгарылды, {day}: {event.reason}"
        elif event.kind == "enveloped":
            yield f"Аты-жөнү жазылган конверт № {event.number} алынды, {event.date:%d.%m.%Y}"
        elif event.kind == "lost":
            yield f"Калыбына келтирүүдө жоголгон, {day}: {event.reason}"


GROUNDS = {
    "anonymous": "анонимдүү",
    "obscene": "адепсиз сөздөр",
    "repeated": "кайталанган",
    "unreadable": "окулбайт",
}


def journal_table(organisation, year, appeals, names_blank=False):
    """The table of a year, ready to print; `names_blank` as in `journal_row`.

    `appeals` come with their walls, people, institutions and events.
    """
    with translation.override("ky"):
        return form_layout(JOURNAL.form, organisation, day_of_book(year)).table(
            [("", journal_rows(appeals, names_blank))], organisation=organisation.name_ky, year=year
        )


def day_of_book(year) -> date:
    """The day whose form a book of `year` has: its last day once it is over, today until then."""
    try:
        return min(clock.today(), date(int(year), 12, 31))
    except (ValueError, OverflowError):  # no year of the calendar: nothing is in that book
        return clock.today()


SHIPPED_LAYOUTS = (ShippedLayout(JOURNAL, "", date(2023, 7, 14), point="4.2"),)
DATED_FORMS = {JOURNAL.form: DatedForm(JOURNAL)}
