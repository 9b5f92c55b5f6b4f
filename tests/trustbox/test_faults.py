"""Every command of the trust box under the n-th failing statement: all or nothing, and the same again
succeeds (SAFETY F-1).
"""

import inspect
from contextlib import nullcontext
from datetime import date

import pytest
from django.apps import apps

from office.models.calendar import CalendarDay
from office.models.commission import Meeting
from office.models.counter import Counter
from office.models.signal import Signal
from office.registers.register import Register
from office.registers.workflow import Workflow
from office.wall.models.wall import Wall
from tests import make
from tests.trustbox import build
from tests.trustbox.faults import each_failure
from tests.trustbox.tray_build import FLOOD, set_letters_aside, tray_letters
from trustbox.analysis import registers as analysis_registers
from trustbox.analysis.models import Analysis
from trustbox.boxes import registers as boxes_registers
from trustbox.boxes.actions import count_letters
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.openings import Attendee, BoxLetter, Opening
from trustbox.boxes.models.receptions import Reception
from trustbox.journal import actions
from trustbox.journal import registers as journal_registers
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.visits import Visit
from trustbox.journal.proofs import prove_books
from trustbox.tray import actions as tray_actions
from trustbox.tray import registers as tray_registers
from trustbox.tray.proofs import prove_trays

OURS = [model for model in apps.get_app_config("trustbox").get_models() if not model._meta.proxy]
TABLES = (*OURS, Meeting, Counter, Wall, Signal)


@pytest.fixture
def state(body):
    """All that stands in the tables of the journal."""
    return lambda: {
        model.__name__: list(model.unscoped.filter(organisation=body).order_by("pk").values())
        for model in TABLES
    }


def fresh(row):
    """The row as it stands now: a failed attempt leaves its marks on the object it worked with."""
    return type(row).unscoped.get(pk=row.pk)


def taking(body, clerk, head):
    return lambda: build.appeal(body, anonymous=False, files=[("кат.pdf", b"%PDF-1.7 letter")], by=clerk)


def assigning(body, clerk, head):
    row, executor = build.appeal(body), make.appoint(make.person("executor"), body, "employee").person
    return lambda: fresh(row).move("assign", by=clerk, executor=executor, masked="Жашырылган")


def answering(body, clerk, head):
    row = build.assign_appeal(body, clerk)
    return lambda: build.answer_appeal(fresh(row), clerk)


def forwarding(body, clerk, head):
    row, to = build.appeal(body), build.institution(body)
    return lambda: build.forward_appeal(fresh(row), clerk, to)


def extending(body, clerk, head):
    row = build.assign_appeal(body, clerk)
    return lambda: build.extend_term(fresh(row), head)


def closing(body, clerk, head):
    row = build.appeal(body)
    return lambda: fresh(row).move("close", by=clerk, ground="anonymous", text="")


def cancelling(body, clerk, head):
    row = build.appeal(body)
    return lambda: fresh(row).move("cancel", by=clerk, reason="Эки жолу")


def taking_an_envelope(body, clerk, head):
    row = build.appeal(body, brings_envelope=True)
    number, today = row.wall.envelope_number, date.today()
    return lambda: actions.take_envelope(fresh(row), by=clerk, number=number, date=today)


def giving_an_opinion(body, clerk, head):
    row = build.answer_appeal(build.appeal(body), clerk)
    return lambda: actions.keep_opinion(fresh(row), is_answer=True)


def measuring(body, clerk, head):
    row = build.assign_appeal(body, clerk)
    files = [("чара.pdf", b"%PDF-1.7 measure")]
    return lambda: actions.report_measure(fresh(row), by=clerk, text="Чара", files=files)


def noting(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.add_note(fresh(row), by=clerk, reason="Ката")


def summarising(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.set_summary(fresh(row), by=clerk, text="Кыскача")


def masking(body, clerk, head):
    row = build.assign_appeal(body, clerk)
    return lambda: actions.give_masked_copy(fresh(row), by=clerk, masked="Жашырылган")


def classifying(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.classify_appeal(fresh(row), by=clerk, zone="land")


def signalling(body, clerk, head):
    row = build.appeal(body)
    actions.classify_appeal(row, by=clerk, zone="land")
    return lambda: actions.keep_signal(fresh(row), by=clerk, note="Кезек")


def moving_terms(body, clerk, head):
    row = build.appeal(body)
    CalendarDay.objects.create(day=row.due_on, kind="off", name_ky="Майрам")
    return lambda: actions.recount_appeal_terms(body, date.today())


def closing_the_box(body, clerk, head):
    row = build.opening(body, clerk, letters=2)
    return lambda: build.close_opening(fresh(row), clerk)


def asking_the_sender(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.write_to_sender(fresh(row), by=clerk, text="Качан?")


def recording(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.add_event(fresh(row), "heard", by=None, text="Кечээ")


def submitting(body, clerk, head):
    row = Analysis.objects.create(organisation=body, kind="first", year=2026, conclusions="Кайрылуу азайды")
    return lambda: fresh(row).move("submit", by=clerk)


def reading(body, clerk, head):
    row = make.in_state(Analysis, "submitted", body)
    return lambda: fresh(row).move("read", by=head)


def counting(body, clerk, head):
    row = build.opening(body, clerk, count=2)
    return lambda: count_letters(fresh(row), 3)


def holding(body, clerk, head):
    return lambda: tray_actions.hold_letter(
        body, kind="complaint", text=FLOOD, files=[("кат.pdf", b"%PDF-1.7 letter")]
    )


def taking_over(body, clerk, head):
    rows = tray_letters(body, 2)
    return lambda: tray_actions.take_into_journal(rows, by=clerk)


def setting_aside(body, clerk, head):
    rows = tray_letters(body, 2)
    return lambda: set_letters_aside(rows, clerk)


def bringing_back(body, clerk, head):
    rows = tray_letters(body, 2)
    set_letters_aside(rows, clerk)
    return lambda: tray_actions.bring_back(rows, by=clerk, text="Жаңылыштык")


# {what a command is called in the portal: how it is prepared}
COMMANDS = {
    "take_appeal": taking,
    "Appeal.assign": assigning,
    "Appeal.answer": answering,
    "Appeal.forward": forwarding,
    "Appeal.extend": extending,
    "Appeal.close": closing,
    "Appeal.cancel": cancelling,
    "take_envelope": taking_an_envelope,
    "keep_opinion": giving_an_opinion,
    "report_measure": measuring,
    "add_note": noting,
    "set_summary": summarising,
    "give_masked_copy": masking,
    "classify_appeal": classifying,
    "keep_signal": signalling,
    "write_to_sender": asking_the_sender,
    "add_event": recording,
    "recount_appeal_terms": moving_terms,
    "Opening.close": closing_the_box,
    "count_letters": counting,
    "Analysis.submit": submitting,
    "Analysis.read": reading,
    "hold_letter": holding,
    "take_into_journal": taking_over,
    "set_aside": setting_aside,
    "bring_back": bringing_back,
}
# What no command is: it only reads, or runs inside one of them.
PARTS = {
    actions: {
        "add_journal_entry",
        "attach_files",
        "book_of_today",
        "build_next_wall",
        "clock_went_back",
        "file_digests",
        "last_entry_day",
        "lock_appeal",
        "move_term",
        "store_files",
    },
    tray_actions: {
        "add_tray_decision",
        "decide_by_book",
        "enter_letter",
        "format_ranges",
        "likeness_digest",
        "lock_letters",
        "parse_ranges",
        "refuse_unregistered_words",
        "register_by",
    },
}


def commands():
    """Every move of the app and every public function of its actions, read off the code."""
    moves = {
        f"{model.__name__}.{move.name}"
        for model in OURS
        if issubclass(model, Workflow)
        for move in model.MOVES
    }
    acts = {
        name
        for module, parts in PARTS.items()
        for name, act in inspect.getmembers(module, inspect.isfunction)
        if act.__module__ == module.__name__ and not name.startswith("_") and name not in parts
    }
    return moves | acts | {"count_letters"}


def test_every_command_is_in_the_loop():
    assert set(COMMANDS) == commands()
    assert all(vars(module).keys() >= parts for module, parts in PARTS.items())


@pytest.mark.parametrize("command", COMMANDS)
def test_command_does_all_or_nothing_whichever_statement_fails(command, body, clerk, head, state):
    tried = each_failure(COMMANDS[command](body, clerk, head), state)
    assert tried >= 6
    assert [str(fault) for fault in (*prove_books(body), *prove_trays(body))] == []


# --- The forms that make or correct a row ------------------------------------------------------------------

BOX = {"place_ky": "Фойе", "set_up_on": "2026-01-12", "opens": "09:00", "closes": "18:00"}
WORDS = {"conclusions": "Кайрылуу азайды", "proposals": ""}
INSTITUTION = {"kind": "state", "name_ky": "Прокуратура"}
# {pages: the row that stands there, as what is typed belongs to it; what is typed}
FORMS = {
    "boxes": (lambda body, by: Box(), BOX),
    "institutions": (lambda body, by: Institution(), INSTITUTION),
    "receptions": (
        lambda body, by: Reception(),
        {
            "kind": "personal",
            "holder_ky": "Башчы",
            "weekday": "1",
            "starts": "09:00",
            "ends": "11:00",
            "place": "1",
        },
    ),
    "analyses": (lambda body, by: Analysis(), {"kind": "first", "year": "2026", **WORDS}),
    "appeals": (
        lambda body, by: Appeal(),
        {
            "channel": "counter",
            "received_on": date.today().isoformat(),
            "kind": "complaint",
            "language": "ky",
            "signatories": "1",
            "text": "Жер",
            "anonymous": "on",
        },
    ),
    "openings": (
        lambda body, by: opening_of(body),
        {"opened_on": date.today().isoformat(), "seal_before": "0114", "seal_whole": "on"},
    ),
    "visits": (
        lambda body, by: Visit(),
        {
            "received_on": date.today().isoformat(),
            "outcome": "settled",
            "matter": "Справка сураган",
            "result": "Берилди",
        },
    ),
    "letters": (
        lambda body, by: letter_of(body, by),
        {"kind": "complaint", "text": "Кат", "language": "ky", "signatories": "1"},
    ),
}


def opening_of(body):
    build.box_commission(body)
    return Opening(box=build.box(body))


def letter_of(body, by):
    return BoxLetter(opening=build.opening(body, by, count=1), place=1)


def pages():
    """{namespace: Register} of every register of the app that takes a form."""
    rooms = (analysis_registers, boxes_registers, journal_registers, tray_registers)
    declared = [one for room in rooms for one in vars(room).values() if isinstance(one, Register)]
    return {one.space: one for one in declared if one.form}


def form_of(name):
    from trustbox.boxes.forms import LetterForm

    return LetterForm if name == "letters" else pages()[name].form


def test_every_form_is_in_the_loop():
    assert set(FORMS) == {*pages(), "letters"}
    assert {model for model in OURS if model not in (Appeal, Attendee)} >= {Box, Institution, Reception}


@pytest.mark.parametrize("name", FORMS)
def test_form_saves_all_or_nothing_whichever_statement_fails(name, body, clerk, head, state):
    made, typed = FORMS[name]
    row = made(body, clerk)
    typed = typed | seats(body) | {"received_by": clerk.pk}
    form = form_of(name)(typed, instance=row, person=clerk, organisation=body)
    assert form.is_valid(), form.errors

    def save():
        form.instance.pk, form.instance._state.adding = None, True
        form.save_as(by=clerk)

    assert each_failure(save, state) >= 3


def seats(body):
    return {f"seat_{seat.pk}": "present" for seat in make.Seat.objects.of(body)}


def test_control_a_command_without_its_transaction_leaves_a_half(body, clerk, state):
    row = build.appeal(body)

    def two_halves():
        actions.add_note(fresh(row), by=clerk, reason="Биринчи")
        actions.add_note(fresh(row), by=clerk, reason="Экинчи")

    with pytest.raises(AssertionError, match="half of it stayed"):
        each_failure(two_halves, state, whole=nullcontext)
