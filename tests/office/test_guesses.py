"""Guesses of a custodian's passphrase: after some wrong ones each is followed by a wait, which ends, and the
recovery sheet never waits.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from office.roles import Role
from office.verification import verify
from office.wall import sealed_box
from office.wall.actions import open_identity
from office.wall.models import vault
from office.wall.models.identity_opening import IdentityOpening
from office.wall.models.vault import Custodian
from tests.office.vault import NAMED, PASSPHRASE, add_matter, request
from tests.office.vault import vault as vault_of
from tests.page import Visitor

WRONG = "башка сыр сөз айкашы"


@pytest.fixture
def asked(body, cast):
    vault_of(body, cast)
    return request(add_matter(body), by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


def own(person):
    return Custodian.unscoped.get(person=person)


def tries(asked, person, *secrets):
    return [open_identity(asked, by=person, fields=["name"], secret=secret).values for secret in secrets]


def test_fifth_wrong_passphrase_is_followed_by_a_wait_that_ends(asked, officer, monkeypatch):
    assert tries(asked, officer, *[WRONG] * 5, PASSPHRASE) == [{}] * 6
    assert (own(officer).misses, own(officer).wait) == (5, 1)
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert tries(asked, officer, PASSPHRASE) == [{"name": NAMED["name"]}]
    assert (own(officer).misses, own(officer).waits_until) == (0, None)


def test_waits_grow_to_an_hour_and_never_beyond():
    assert [vault.minutes_after_misses(misses) for misses in (0, 4, 5, 6, 8, 10, 11, 12, 10_000)] == [
        0,
        0,
        1,
        2,
        8,
        32,
        60,
        60,
        60,
    ]


def test_recovery_sheet_and_the_other_custodian_wait_for_nobody(asked, officer, cast):
    sheet = sealed_box.key_to_paper(sealed_box.unlock_private_key(bytes(own(officer).locked_key), PASSPHRASE))
    tries(asked, officer, *[WRONG] * 5)
    assert (
        tries(asked, officer, sheet)
        == tries(asked, cast[Role.MEMBER], PASSPHRASE)
        == [{"name": NAMED["name"]}]
    )


def test_every_guess_is_an_entry_and_the_chain_stays_whole(asked, officer):
    tries(asked, officer, *[WRONG] * 5, PASSPHRASE)
    entries = IdentityOpening.objects.of(asked.organisation)
    assert [row.outcome for row in entries] == ["refused"] * 6
    assert "1 мүн" in entries[5].reason and not [*verify()]


def test_page_tells_how_many_tries_are_left_and_how_long_to_wait(asked, officer):
    visitor = Visitor(officer)
    page = visitor.get(f"/disclosures/{asked.pk}/move/open/")
    said = [page.submit(particulars="name", secret=WRONG).text for _try in range(6)]
    assert ["Күтүүгө чейин калган аракет: 3" in said[0], "1 мүн" in said[4], "1 мүн" in said[5]] == [True] * 3
    assert "Катары менен туура эмес сыр сөз: 5" in visitor.get(own(officer).get_absolute_url()).text


def test_wrong_passphrase_of_a_move_counts_although_the_move_is_rolled_back(asked, officer):
    row, visitor = own(officer), Visitor(officer)
    page = visitor.get(f"{row.get_absolute_url()}move/renew/")
    new = {"passphrase": "жаңы сөз айкашы бар", "again": "жаңы сөз айкашы бар"}
    answers = [page.submit(secret=secret, **new).status_code for secret in [WRONG] * 5 + [PASSPHRASE]]
    assert (answers, own(officer).misses) == ([422] * 6, 5)


def test_control_without_the_wait_a_passphrase_is_guessed_for_ever(asked, officer, monkeypatch):
    monkeypatch.setattr(vault, "minutes_after_misses", lambda misses: 0)
    assert tries(asked, officer, *[WRONG] * 8, PASSPHRASE)[-1] == {"name": NAMED["name"]}
