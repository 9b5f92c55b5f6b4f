"""Lost and rotated keys of the identity wall: whatever is killed midway, nothing is lost, and an old key
opens nothing (SAFETY V-7).
"""

import contextlib
from datetime import timedelta
from unittest import mock

import pytest
from django.db import transaction

from office.registers.workflow import Refused
from office.roles import Role
from office.wall import sealed_box
from office.wall.actions import open_identity
from office.wall.models import vault
from office.wall.models.identity import Identity
from office.wall.models.vault import Custodian
from tests import make
from tests.net import figure
from tests.office.vault import NAMED, PASSPHRASE, TODAY, add_matter, custodian, request
from tests.office.vault import vault as open_vault


@pytest.fixture
def keys(body, cast):
    return open_vault(body, cast)


MATTERS, KILLS = figure(60, 10_000), figure(6, 20)


def killed_after(steps):
    """What happens to a rotation that dies at the given sealed field."""
    put, left = Identity.put.__func__, {"before": steps}

    def dies(cls, *args):
        left["before"] -= 1
        if not left["before"]:
            raise KeyboardInterrupt
        return put(cls, *args)

    return mock.patch.object(Identity, "put", classmethod(dies))


def read_with(private, keeper):
    """How many of the fields sealed to a custodian this private key opens, each with the text it was entered
    with.
    """
    read = 0
    for identity in keeper.identities.select_related("wall__organisation").iterator():
        with contextlib.suppress(Refused):
            read += identity.opened_with(private)[0] == NAMED[identity.field]
    return read


def test_rotation_that_is_killed_midway_loses_nothing(body, cast, keys, monkeypatch):
    walls = [add_matter(body, number) for number in range(1, MATTERS + 1)]
    fields = MATTERS * len(NAMED)
    monkeypatch.setattr(vault, "AT_ONCE", fields // KILLS)
    old = sealed_box.key_from_paper(keys[0].sheet)
    assert read_with(old, keys[0]) == fields
    new, killed = custodian(body, cast[Role.CLERK], head=cast[Role.HEAD]), 0
    while new.waiting:
        with killed_after(7 if killed < KILLS else fields), contextlib.suppress(KeyboardInterrupt):
            killed += 1
            with transaction.atomic():
                new.move("reseal", by=cast[Role.OFFICER], secret=PASSPHRASE)
            killed -= 1
    assert killed == KILLS
    Custodian.objects.of(body).get(person=cast[Role.OFFICER]).move(
        "retire", by=cast[Role.HEAD], ground="Кызматтан кетти"
    )
    for keeper in (new, keys[1]):
        assert read_with(sealed_box.key_from_paper(keeper.sheet), keeper) == fields
        assert read_with(old, keeper) == 0
    row = request(walls[0], by=cast[Role.OFFICER], confirmed_by=cast[Role.HEAD])
    opened = {
        role: open_identity(row, by=cast[role], fields=list(NAMED), secret=PASSPHRASE).values
        for role in (Role.CLERK, Role.MEMBER, Role.OFFICER)
    }
    assert opened == {Role.CLERK: NAMED, Role.MEMBER: NAMED, Role.OFFICER: {}}


@pytest.mark.parametrize("lost", [1, 2], ids=["one custodian", "both custodians"])
def test_custodians_are_lost_and_the_printed_sheet_opens_everything(lost, body, cast, keys):
    """Whoever left takes the passphrase along: the sheets from the safe seal the identities to two new keys,
    and the old ones are retired.
    """
    for number in range(1, 13):
        add_matter(body, number)
    roles = [Role.OFFICER, Role.MEMBER][:lost]
    for role in roles:
        cast[role].appointments.update(ends=TODAY() - timedelta(days=1))
    sheet = keys[0].sheet
    second = make.person("heir")
    make.appoint(second, body, Role.MEMBER)
    heirs = [custodian(body, person, head=cast[Role.HEAD]) for person in (cast[Role.CLERK], second)]
    for heir in heirs:
        heir.move("reseal", by=cast[Role.CLERK], secret=sheet)
    for role in roles:
        row = Custodian.objects.of(body).get(person=cast[role])
        row.move("retire", by=cast[Role.HEAD], ground="Кызматтан кетти")
    for heir in heirs:
        assert read_with(sealed_box.key_from_paper(heir.sheet), heir) == 12 * len(NAMED)
    assert {row.person for row in Custodian.objects.of(body).live()} >= {cast[Role.CLERK], second}
    assert not Identity.objects.of(body).filter(custodian__person__in=[cast[role] for role in roles]).exists()


@pytest.mark.parametrize("lost", [0, 1, 2, 13, 27, 55])
def test_sheet_with_one_wrong_sign_is_no_key(lost):
    private, _public = sealed_box.new_keys()
    sheet = sealed_box.key_to_paper(private).replace(" ", "")
    wrong = (
        sheet[:lost] + sealed_box.SIGNS[(sealed_box.SIGNS.index(sheet[lost]) + 1) % 32] + sheet[lost + 1 :]
    )
    with pytest.raises(sealed_box.WrongKey):
        sealed_box.key_from_paper(wrong)
    assert sealed_box.key_from_paper(sheet.lower().replace("0", "o").replace("1", "l")) == private
