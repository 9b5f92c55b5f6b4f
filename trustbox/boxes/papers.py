"""What an opening of the box leaves on paper (003 8): the act of taking appeals and the journal of openings.

Kyrgyz, as the act has them.
"""

from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from office import clock
from office.data.layouts import ShippedLayout
from office.kyrgyz import date_words, genitive
from office.models.commission import Seat
from office.papers.layouts import DatedForm, form_layout
from office.papers.sheet import Column, Sheet
from trustbox.boxes.models.openings import Attendee, Opening
from trustbox.journal.models.appeals import Appeal
from trustbox.tray.actions import format_ranges

TAKEN_LETTERS = Sheet(
    form="trustbox/taken",
    title="",
    columns=(
        Column("number", "№", 10, numeric=True),
        Column("entry", "Каттоо журналындагы катар номери", 40, numeric=True),
        Column("kind", "Кайрылуунун түрү", 50),
        Column("sender", "Арыз ээси", 50),
        Column("note", "Белги", 40),
    ),
    orientation="portrait",
)
KINDS = {"proposal": "сунуш", "application": "арыз", "complaint": "даттануу", "unreadable": "окулбайт"}
WHOLE = {True: "бузулган эмес", False: "бузулган"}

OPENINGS = Sheet(
    form="trustbox/openings",
    title="“ИШЕНИМ КУТУЧАСЫН” АЧУУНУ ЭСЕПКЕ АЛУУ ЖУРНАЛЫ\n{organisation}\n{year}-жыл",
    columns=(
        Column("entry", "№", 10, numeric=True),
        Column("day", "Ачылган күнү, айы, жылы", 24),
        Column("place", "Кутучанын жайгашкан жери", 36),
        Column("present", "Ачууга катышкан комиссиянын мүчөлөрү", 42),
        Column("before", "Ачууга чейинки мөөрдүн номери жана абалы", 30),
        Column("count", "Алынган кайрылуулардын саны", 37, numeric=True),
        Column("entries", "Каттоо журналындагы катар номерлери", 36),
        Column("after", "Жабылгандан кийин басылган мөөрдүн номери", 30),
        Column("minutes", "Протоколдун номери жана датасы", 30),
        Column("hand", "Жооптуу адамдын колу", 20),
    ),
)
SHIPPED_LAYOUTS = (ShippedLayout(OPENINGS, "", date(2023, 7, 14), point="8"),)
DATED_FORMS = {OPENINGS.form: DatedForm(OPENINGS)}


def format_entry_numbers(entries) -> str:
    """«№ 3–7», «№ 3», or a dash for an empty box."""
    found = format_ranges(entry.number for entry in entries)
    return f"№ {found.replace('-', '–')}" if found else "–"


def act_paper(opening, reader=None) -> dict:
    """The act of taking appeals as a paper of words and one table, of what its reader may know of."""
    entries = list(opening.appeals.as_read_by(reader).select_related("wall").order_by("number"))
    name = genitive(opening.organisation.name_ky)
    return {
        "title": f"{name}\nКАЙРЫЛУУЛАРДЫ “ИШЕНИМ КУТУЧАСЫНАН” АЛУУ\nАКТЫСЫ № {opening.number or '____'}",
        "date": date_words(opening.opened_on),
        "place": opening.organisation.place_ky,
        "parts": [
            {"text": f"Биз, төмөндө кол койгондор, {opening.commission.name_ky.strip()} мүчөлөрү:"},
            {"facts": [[seat_with_part(seat), seat.post] for seat in present_seats(opening)]},
            {
                "text": "“Ишеним кутучасынын иштөө тартиби” жөнүндө Жобонун 3.3 жана 3.5-пункттарына ылайык "
                "“Ишеним кутучасын” ачып, андагы кайрылууларды алганыбыз жөнүндө ушул актыны түздүк."
            },
            {"facts": act_facts(opening, entries)},
            *(
                [{"table": taken_table(entries)}]
                if entries
                else [{"text": "Кутуча бош болгон, кайрылуулар табылган жок."}]
            ),
            *([{"text": f"Комиссиянын белгилөөсү: {opening.note}"}] if opening.note else []),
            {"text": "Акты окулуп, туура деп табылды жана кол коюлду."},
        ],
        "signatures": [
            {"post": f"Комиссиянын {SIGNS.get(seat.part, 'мүчөсү')}", "name": seat.holder}
            for seat in present_seats(opening)
        ],
        "draft": opening.is_open,
    }


def act_facts(opening, entries):
    return [
        ["Кутучанын жайгашкан жери", opening.box.place_ky],
        ["Ачууга чейинки мөөр", f"№ {opening.seal_before}, {WHOLE[opening.seal_whole]}"],
        ["Алынган кайрылуулардын саны", "–" if opening.count is None else str(opening.letters_count)],
        ["Каттоо журналындагы катар номерлери", format_entry_numbers(entries)],
        ["Кутуча жабылып, басылган мөөр", f"№ {opening.seal_after or '____'}"],
        *([["Порталга киргизилди", entered_later(opening)]] if opening.is_late else []),
    ]


def entered_later(opening) -> str:
    return f"{opening.entered_on:%d.%m.%Y}. Себеби: {opening.late_reason}"


def present_seats(opening):
    standing = Attendee.Standing.PRESENT
    return [row.seat for row in opening.attendees.filter(standing=standing).select_related("seat__person")]


PARTS = {Seat.Part.CHAIR: "төрага", Seat.Part.SECRETARY: "катчы"}
SIGNS = {Seat.Part.CHAIR: "төрагасы", Seat.Part.SECRETARY: "катчысы"}


def seat_with_part(seat) -> str:
    """«А. А. Сыдыкова (төрага)»"""
    return f"{seat.holder} ({PARTS.get(seat.part, 'мүчө')})"


def taken_table(entries):
    rows = [
        {
            "entry": f"{entry.number}/{entry.year}",
            "kind": KINDS[entry.kind],
            "sender": "Анонимдүү" if entry.is_anonymous else "аты-жөнү көрсөтүлгөн",
            "note": "жамааттык" if entry.is_collective else "",
        }
        for entry in entries
    ]
    return TAKEN_LETTERS.table([("", rows)])


def openings_table(organisation, year, openings) -> dict:
    """The journal of openings of a year; only what is closed stands in it."""
    rows = [openings_row(opening) for opening in openings]
    sheet = form_layout(OPENINGS.form, organisation, min(clock.today(), date(int(year), 12, 31)))
    return sheet.table([("", rows)], organisation=organisation.name_ky, year=str(year))


def openings_row(opening) -> dict[str, str]:
    entries = sorted(opening.appeals.all(), key=lambda entry: entry.number)
    seats = [row.seat for row in opening.attendees.all() if row.standing == Attendee.Standing.PRESENT]
    meeting = opening.meeting
    return {
        "entry": str(opening.number),
        "day": f"{opening.opened_on:%d.%m.%Y}",
        "place": opening.box.place_ky,
        "present": "\n".join(seat.holder for seat in seats),
        "before": f"№ {opening.seal_before}, {WHOLE[opening.seal_whole]}",
        "count": str(opening.letters_count),
        "entries": format_entry_numbers(entries),
        "after": f"№ {opening.seal_after}",
        "minutes": f"№ {meeting.number}, {meeting.held_on:%d.%m.%Y}" if meeting else "",
        "hand": "",
    }


def poster_context(box, address: str) -> dict:
    """The poster beside a box: where, when, what for, the way online, strips to tear off."""
    online = f"{address}{reverse('open:appeal', args=[box.organisation.code])}"
    return {
        "title": "Ишеним кутучасы",
        "body": box.organisation.name_ky,
        "place": box.place_ky,
        "hours": box.hours,
        "notice": box.notice_ky,
        "telephone": box.organisation.telephone,
        "online": online,
        "strips": [str(number) for number in range(1, 11)],
    }


def openings_context(organisation, year=None, reader=None) -> dict:
    """The journal of openings of a year, this one by default, as its reader may know of it."""
    year = year or clock.today().year
    rows = Opening.objects.of(organisation).as_read_by(reader).filter(year=year, state=Opening.State.CLOSED)
    known = Prefetch("appeals", Appeal.objects.of(organisation).as_read_by(reader))
    rows = rows.select_related("box", "meeting").prefetch_related(known, "attendees__seat__person")
    rows = rows.order_by("number")
    return {"table": openings_table(organisation, year, rows)}
