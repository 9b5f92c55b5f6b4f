"""The wall round a confidential matter: envelopes, the vault, exclusions, and the one way to a name."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from office.files.models import StoredFile
from office.registers.workflow import Refused
from office.roles import Role
from office.wall import sealed_box
from office.wall.actions import (
    build_wall,
    end_exclusion,
    exclude_person,
    keeping_mode,
    open_identity,
    originals_of,
)
from office.wall.models.custody import Keeping
from office.wall.models.disclosure import Disclosure
from office.wall.models.identity import Identity
from office.wall.models.identity_opening import IdentityOpening, chain_faults
from office.wall.models.vault import Custodian
from office.wall.models.wall import Wall
from tests.office.vault import (
    NAMED,
    PASSPHRASE,
    add_matter,
    custodian,
    decide_keeping,
    request,
    vault,
    walled,
)

# --- How identities are kept -------------------------------------------------------------------------------


def test_body_keeps_envelopes_until_two_keys_live_and_somebody_decided(body, cast):
    decide_keeping(body, cast[Role.ADMINISTRATOR])
    kept = [keeping_mode(body)]
    for role in (Role.OFFICER, Role.MEMBER):
        custodian(body, cast[role], head=cast[Role.HEAD])
        kept.append(keeping_mode(body))
    assert kept == ["envelope", "envelope", "vault"]
    decide_keeping(body, cast[Role.ADMINISTRATOR], mode=Keeping.Mode.ENVELOPE)
    assert keeping_mode(body) == "envelope"


def test_envelope_gets_the_next_number_and_holds_no_name(body):
    walls = [walled(body, number=number) for number in (1, 2)]
    assert [(wall.mode, wall.envelope) for wall in walls] == [("envelope", 1), ("envelope", 2)]
    assert walls[1].mask == "конверт № 2/2026"
    with pytest.raises(Refused):
        walled(body, number=3, particulars=NAMED)


def test_anonymous_matter_has_no_identity(body):
    wall = build_wall(body, book="appeals", year=2026, number=1)
    assert (wall.mode, wall.mask, wall.has_identity) == ("none", "Анонимдүү", False)
    with pytest.raises(Refused):
        build_wall(body, book="appeals", year=2026, number=2, particulars=NAMED)


def test_vault_seals_each_field_to_each_custodian(body, cast):
    vault(body, cast)
    wall = add_matter(body)
    assert sorted(wall.identities.values_list("field", flat=True)) == sorted([*NAMED, *NAMED])
    assert wall.commitments.keys() == NAMED.keys()
    with pytest.raises(Refused):
        build_wall(body, book="appeals", year=2026, number=2, named=True)


def test_files_as_they_came_are_sealed_of_an_anonymous_matter_too(body, cast):
    vault(body, cast)
    wall = build_wall(body, book="appeals", year=2026, number=1, originals=[("сүрөт.jpg", b"GPS 40.5, 72.8")])
    assert (wall.mode, wall.mask, set(wall.commitments)) == ("vault", "Анонимдүү", {"files"})
    assert b"GPS" not in wall.originals.get().read()
    row = request(wall, by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD], fields=["files"])
    entry = open_identity(row, by=cast[Role.OFFICER], fields=["files"], secret=PASSPHRASE)
    assert originals_of(entry) == [("сүрөт.jpg", b"GPS 40.5, 72.8")]


def test_envelopes_let_the_files_as_they_came_go(body, cast):
    wall = build_wall(body, book="appeals", year=2026, number=1, originals=[("сүрөт.jpg", b"GPS 40.5, 72.8")])
    assert (wall.mode, wall.originals.count()) == ("none", 0)


# --- Exclusions --------------------------------------------------------------------------------------------


def test_excluded_head_does_not_find_the_wall(body, cast, django_assert_num_queries):
    head, clerk = cast[Role.HEAD], cast[Role.CLERK]
    walls = [walled(body, number=number) for number in (1, 2)]
    exclude_person(walls[0], head, reason="Ага даттанышкан", by=clerk)
    for person in (head, clerk):
        assert person.body_ids == [body.pk]  # what a person is appointed to is read once a request
    with django_assert_num_queries(2):
        found = [list(Wall.objects.visible_to(person)) for person in (head, clerk)]
    assert found == [[walls[1]], [walls[1], walls[0]]]
    assert walls[0].excluded() == {head.pk}


def test_exclusion_is_lifted_and_stays_in_the_history(body, cast):
    head, clerk = cast[Role.HEAD], cast[Role.CLERK]
    row = exclude_person(walled(body), head, reason="Ага даттанышкан", by=clerk)
    end_exclusion(row, by=clerk)
    assert Wall.objects.visible_to(head).count() == 1
    for change in ({"reason": "башка"}, {"lifted_on": None, "lifted_by": None}):
        with pytest.raises(IntegrityError, match="an_exclusion_is_only_lifted"), transaction.atomic():
            type(row).objects.of(body).filter(pk=row.pk).update(**change)


def test_nobody_hides_a_matter_from_all_who_could_look_after_it(body, cast):
    wall, clerk = walled(body), cast[Role.CLERK]
    for role in (Role.HEAD, Role.OFFICER):
        exclude_person(wall, cast[role], reason="Ага даттанышкан", by=clerk)
    with pytest.raises(Refused):
        exclude_person(wall, cast[Role.MEMBER], reason="Ага даттанышкан", by=clerk)


def test_file_of_a_matter_is_not_among_the_files_of_the_body(body, cast):
    clerk, wall = cast[Role.CLERK], walled(body)
    StoredFile.store(body, name="а.pdf", content=b"%PDF-1", by=clerk, wall=wall)
    assert (StoredFile.objects.visible_to(clerk).count(), wall.files.count()) == (0, 1)


# --- The one way to a name ---------------------------------------------------------------------------------


@pytest.fixture
def asked(body, cast):
    """A confirmed request for the identity behind a wall of the vault."""
    vault(body, cast)
    return request(add_matter(body), by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])


def test_custodian_opens_what_was_asked_for_and_leaves_an_entry(asked, cast):
    entry = open_identity(asked, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    assert entry.values == {"name": NAMED["name"]}
    assert (entry.outcome, entry.fields, entry.by) == ("opened", ["name"], cast[Role.OFFICER])
    assert list(chain_faults(asked.organisation)) == []


@pytest.mark.parametrize(
    ("role", "fields", "secret"),
    [
        (Role.OFFICER, ["name"], "башка сөз"),
        (Role.OFFICER, ["email"], PASSPHRASE),
        (Role.OFFICER, [], PASSPHRASE),
        (Role.CLERK, ["name"], PASSPHRASE),  # keeps no key
        (Role.HEAD, ["name"], PASSPHRASE),  # has not the right
        (Role.ADMINISTRATOR, ["name"], PASSPHRASE),
    ],
)
def test_refusal_to_open_is_an_entry_with_its_reason(role, fields, secret, asked, cast):
    entry = open_identity(asked, by=cast[role], fields=fields, secret=secret)
    assert (entry.outcome, entry.values, bool(entry.reason)) == ("refused", {}, True)
    assert Disclosure.objects.of(asked.organisation).get().state == "confirmed"


def test_excluded_person_opens_nothing_whatever_the_role(asked, cast):
    exclude_person(asked.wall, cast[Role.OFFICER], reason="Ага даттанышкан", by=cast[Role.CLERK])
    entry = open_identity(asked, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    assert (entry.outcome, entry.values) == ("refused", {})
    assert not Disclosure.objects.visible_to(cast[Role.OFFICER]).exists()
    with pytest.raises(PermissionDenied):
        asked.move("close", by=cast[Role.OFFICER])
    with pytest.raises(IntegrityError, match="an_excluded_person_opens_nothing"), transaction.atomic():
        IdentityOpening.write(asked, by=cast[Role.OFFICER], outcome="opened", fields=["name"])


def test_request_is_confirmed_by_another_person(body, cast):
    row = request(walled(body), by=cast[Role.OFFICER])
    with pytest.raises(Refused):
        row.move("confirm", by=cast[Role.OFFICER])
    assert row.move("confirm", by=cast[Role.HEAD]).confirmed_by == cast[Role.HEAD]


def test_data_of_a_helper_are_given_to_nobody_inside(body, cast):
    wall = walled(body, is_secret=True)
    with pytest.raises(IntegrityError, match="data_of_a_helper_are_asked_from_outside"), transaction.atomic():
        request(wall, by=cast[Role.CLERK], asker_kind="answer")
    assert request(wall, by=cast[Role.CLERK], asker_kind="court").pk


def test_paper_envelope_is_opened_by_an_entry_without_any_secret(body, cast):
    row = request(walled(body), by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])
    entry = open_identity(row, by=cast[Role.OFFICER], fields=["name"])
    assert (entry.outcome, entry.values) == ("opened", {})


# --- Keys --------------------------------------------------------------------------------------------------


def test_key_is_made_and_verified_by_its_own_person(body, cast):
    row = Custodian.objects.of(body).create(organisation=body, person=cast[Role.OFFICER], decision="№ 1")
    with pytest.raises(Refused):
        row.move("make", by=cast[Role.MEMBER], passphrase=PASSPHRASE)
    row = Custodian.objects.of(body).get()
    row.move("make", by=cast[Role.OFFICER], passphrase=PASSPHRASE)
    with pytest.raises(Refused):
        row.move("verify", by=cast[Role.OFFICER], sheet=sealed_box.key_to_paper(sealed_box.new_keys()[0]))
    row = Custodian.objects.of(body).get()
    assert (row.state, row.locked_key is None) == ("made", False)


def test_lost_passphrase_is_made_good_by_the_sheet(asked, cast):
    row = Custodian.objects.of(asked.organisation).get(person=cast[Role.OFFICER])
    lost = custodian_sheet(row)
    row.move("renew", by=cast[Role.OFFICER], secret=lost, passphrase="жаңы сөз айкашы бар")
    opened = open_identity(asked, by=cast[Role.OFFICER], fields=["name"], secret="жаңы сөз айкашы бар")
    assert opened.values == {"name": NAMED["name"]}


def custodian_sheet(row):
    """The groups of a key whose passphrase the test knows."""
    return sealed_box.key_to_paper(sealed_box.unlock_private_key(bytes(row.locked_key), PASSPHRASE))


def test_sheet_of_a_lost_custodian_opens_for_another(asked, cast):
    row = Custodian.objects.of(asked.organisation).get(person=cast[Role.OFFICER])
    entry = open_identity(asked, by=cast[Role.CLERK], fields=["name"], secret=custodian_sheet(row).lower())
    assert entry.values == {"name": NAMED["name"]}


def test_keys_are_rotated_and_the_old_one_opens_nothing(asked, cast, head):
    body = asked.organisation
    old = Custodian.objects.of(body).get(person=cast[Role.OFFICER])
    new = custodian(body, cast[Role.CLERK], head=head)
    with pytest.raises(Refused):
        old.move("retire", by=head, ground="Кызматтан кетти")
    assert new.waiting == 3
    new.move("reseal", by=cast[Role.OFFICER], secret=PASSPHRASE)
    assert new.waiting == 0
    old = Custodian.objects.of(body).get(pk=old.pk)
    sheet = custodian_sheet(old)
    old.move("retire", by=head, ground="Кызматтан кетти")
    assert not Identity.objects.of(body).filter(custodian=old).exists()
    opened = [
        open_identity(asked, by=cast[role], fields=["name"], secret=secret).values
        for role, secret in ((Role.CLERK, PASSPHRASE), (Role.OFFICER, PASSPHRASE), (Role.OFFICER, sheet))
    ]
    assert opened == [{"name": NAMED["name"]}, {}, {}]
