"""Many clerks and citizens at once: real processes, a real database (SAFETY N-1, N-3, N-6, N-8, T-7)."""

import pytest

from tests.crowd import EACH, crowd, ground

PEOPLE = 8


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), ground(tmp_path_factory.mktemp("ground")) as env:
        yield env


def is_whole(told):
    """The oracle: every number acknowledged stands in the journal, from 1, without a hole, in the order of the chain; the chain proves itself."""
    acknowledged = sorted(number for said in told["said"] for number in said)
    wanted = list(range(1, len(acknowledged) + 1))
    return (acknowledged, told["entries"], told["faults"]) == (wanted, wanted, [])


def test_eight_processes_enter_appeals_without_a_hole_although_one_in_twenty_fails(place):
    told = crowd(place, "take_appeals", PEOPLE)
    assert is_whole(told)
    assert 300 < len(told["entries"]) < PEOPLE * EACH


def test_of_two_who_close_the_box_at_once_one_closes(place):
    told = crowd(place, "close_the_box", 2)
    assert (sorted(told["said"]), told["entries"], told["faults"]) == (["done", "refused"], [1, 2, 3], [])


def test_control_without_the_lock_appeals_are_lost(place):
    told = crowd(place, "take_appeals_unlocked", PEOPLE)
    assert sum(len(said) for said in told["said"]) < PEOPLE * EACH // 5


def test_journal_proved_again_and_again_while_four_write_gives_no_false_alarm(place):
    told = crowd(place, "prove_or_write", 6)
    proved = sum(said["proved"] for said in told["said"])
    found = [fault for said in told["said"] for fault in said["found"]]
    assert (proved, found, told["faults"], len(told["entries"])) == (EACH, [], [], 4 * EACH // 5)


def test_what_is_written_between_two_readings_is_no_fault_and_control_without_one_moment_it_is(place):
    (said,) = crowd(place, "prove_interrupted", 1)["said"]
    assert (said["one moment"], said["no moment"] != []) == ([], True)


@pytest.mark.parametrize("entries", [[1, 2, 4], [1, 1, 2], [2, 1, 3], [1, 2]])
def test_control_the_oracle_sees_a_hole_a_double_a_wrong_order_and_a_loss(entries):
    assert not is_whole({"said": [[1, 2], [3]], "entries": entries, "faults": []})
