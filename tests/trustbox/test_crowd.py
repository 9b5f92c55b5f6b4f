"""Many clerks and citizens at once: real processes, a real database, real doors (SAFETY N-1 … N-3, N-5, N-6,
N-8, T-7).
"""

from contextlib import ExitStack

import pytest

from tests.crowd import EACH, crowd, ground
from tests.net import figure
from tests.serving import BREAKS, serving

PEOPLE = figure(8, 64)
pytestmark = pytest.mark.django_db  # there is a database to copy


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), ground(tmp_path_factory.mktemp("ground")) as env:
        yield env


def is_whole(outcome):
    """The oracle: every number acknowledged stands in the journal, from 1, without a hole, in the order of
    the chain; the chain proves itself.
    """
    acknowledged = sorted(number for said in outcome["said"] for number in said)
    wanted = list(range(1, len(acknowledged) + 1))
    return (acknowledged, outcome["entries"], outcome["faults"]) == (wanted, wanted, [])


def test_eight_processes_enter_appeals_without_a_hole_although_one_in_twenty_fails(place):
    outcome = crowd(place, "take_appeals", PEOPLE)
    assert is_whole(outcome)
    each = figure(50, 200)
    assert PEOPLE * each * 3 // 4 < len(outcome["entries"]) < PEOPLE * each


def test_of_two_who_close_the_box_at_once_one_closes(place):
    outcome = crowd(place, "close_the_box", 2)
    assert (sorted(outcome["said"]), outcome["entries"], outcome["faults"]) == (
        ["done", "refused"],
        [1, 2, 3],
        [],
    )


def test_control_without_the_lock_appeals_are_lost(place):
    outcome = crowd(place, "take_appeals_unlocked", 8)
    assert sum(len(said) for said in outcome["said"]) < 8 * 50 // 5


def test_journal_proved_again_and_again_while_four_write_gives_no_false_alarm(place):
    outcome = crowd(place, "prove_or_write", 6)
    proved = sum(said["proved"] for said in outcome["said"])
    found = [fault for said in outcome["said"] for fault in said["found"]]
    assert (proved, found, outcome["faults"], len(outcome["entries"])) == (EACH, [], [], 4 * EACH // 5)


def test_everything_proved_again_and_again_while_two_do_official_acts_gives_no_false_alarm(place):
    outcome = crowd(place, "prove_all_or_write", 4)
    said = outcome["said"]
    proved, written = (sum(one[what] for one in said) for what in ("proved", "written"))
    assert [fault for one in said for fault in one["found"]] == outcome["faults"] == []
    assert proved == figure(16, 1000)
    assert written >= 2


def test_what_is_written_between_two_readings_is_no_fault_and_control_without_one_moment_it_is(place):
    (said,) = crowd(place, "prove_interrupted", 1)["said"]
    assert (said["one moment"], said["no moment"] != []) == ([], True)


@pytest.mark.parametrize("entries", [[1, 2, 4], [1, 1, 2], [2, 1, 3], [1, 2]])
def test_control_the_oracle_sees_a_hole_a_double_a_wrong_order_and_a_loss(entries):
    assert not is_whole({"said": [[1, 2], [3]], "entries": entries, "faults": []})


# --- Through the served doors ------------------------------------------------------------------------------


@pytest.fixture
def doors(place, tmp_path):
    """The citizens' side with three workers and the staff's with two, each a process of its own on the one
    database.
    """
    sides = {
        "open": ("config.settings_public", "config.public_wsgi", 3),
        "desk": ("config.settings", "config.wsgi", 2),
    }
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                serving(
                    place | {"DJANGO_SETTINGS_MODULE": settings},
                    application,
                    workers=workers,
                    log=tmp_path / name,
                    crowded=True,
                )
            )
            for name, (settings, application, workers) in sides.items()
        }


def amiss(outcome):
    """The oracle of the doors: what is wrong; empty when each letter stands in the journal once, under the
    number on the receipt of its sender.
    """
    from trustbox import codes

    said = {text: one for letters in outcome["said"] for text, one in letters.items()}
    kept = {}
    for _year, number, text, code_hash in outcome["texts"]:
        kept.setdefault(text, []).append((str(number), code_hash))
    return {
        "holes": outcome["entries"] != list(range(1, len(said) + 1)),
        "faults": outcome["faults"],
        "lost or doubled": sorted(text for text in said.keys() | kept.keys() if len(kept.get(text, [])) != 1),
        "told otherwise": sorted(
            text
            for text, (*receipts, _answers) in said.items()
            for number, code in receipts
            for as_kept in kept.get(text, [])
            if number not in (None, as_kept[0]) or (code and codes.code_digest(code) != as_kept[1])
        ),
        "told twice": sorted(text for text, (*receipts, _answers) in said.items() if len(receipts) > 1),
        "broken": sorted(
            {(text, *answers) for text, (*_r, answers) in said.items() if max(answers) >= 400}
            - {(text, *answers) for text, (*_r, answers) in said.items() if text.startswith(BREAKS)}
        ),
    }


def test_letters_of_citizens_and_clerks_stand_once_although_they_hang_up_send_twice_and_break(place, doors):
    """N-2, N-3: 1 … N without a hole, N = the forms that were sent; no answer of 500 but to a letter that was
    made to break.
    """
    outcome = crowd(place, "come_to_the_doors", PEOPLE, **doors)
    assert {name: found for name, found in amiss(outcome).items() if found} == {}
    answers = [
        answer for letters in outcome["said"] for *_r, statuses in letters.values() for answer in statuses
    ]
    assert len(outcome["entries"]) == PEOPLE * figure(10, 200) < len(answers)
    assert 500 in answers


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ([[2026, 1, "а", "-"]], "lost or doubled"),
        ([[2026, 1, "а", "-"], [2026, 2, "б", "-"], [2026, 3, "б", "-"]], "lost or doubled"),
        ([[2026, 2, "а", "-"], [2026, 1, "б", "-"]], "told otherwise"),
    ],
)
def test_control_the_oracle_of_the_doors_sees_a_loss_a_double_and_another_number(texts, wrong):
    said = {"а": [["1", None], [200]], "б": [["2", None], [200, 200]]}
    entries = sorted(number for _year, number, _text, _hash in texts)
    assert amiss({"said": [said], "entries": entries, "texts": texts, "faults": []})[wrong]


# --- The new year ------------------------------------------------------------------------------------------


def in_wrong_books(outcome):
    return [one for said in outcome["said"] for one in said if one[1] not in one[2]]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland"])
def test_new_year_comes_while_people_write_and_no_entry_is_in_the_wrong_book(zone, place):
    outcome = crowd(place | {"TZ": zone, "PGTZ": zone}, "write_over_midnight", PEOPLE)
    books = {year: [number for one, number, *_ in outcome["texts"] if one == year] for year in (2026, 2027)}
    acknowledged = sorted((year, number) for said in outcome["said"] for number, year, _years in said)
    assert acknowledged == [(year, number) for year, numbers in books.items() for number in numbers]
    assert all(numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 8 for numbers in books.values())
    assert (in_wrong_books(outcome), outcome["wrong_days"], outcome["clock_back"], outcome["faults"]) == (
        [],
        0,
        0,
        [],
    )


def test_control_by_the_day_of_greenwich_entries_are_in_the_wrong_book(place):
    outcome = crowd(place, "write_over_midnight_by_the_day_of_greenwich", 2)
    assert in_wrong_books(outcome)
