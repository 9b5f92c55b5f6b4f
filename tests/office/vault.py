"""Builders of the wall: custodians with live keys, an organisation with a vault, a confirmed request."""

from datetime import timedelta

from django.utils import timezone

from office.files.models import StoredFile
from office.roles import Role
from office.wall.actions import build_wall
from office.wall.models.custody import Keeping
from office.wall.models.disclosure import Disclosure
from office.wall.models.vault import Custodian
from office.wall.models.wall import Wall
from tests import make

PASSPHRASE = "төрт сөз бир сырдуу ачкыч"
TODAY = timezone.localdate
NAMED = {"name": "Асанов Асан Асанович", "address": "Ош, Ленин 1", "telephone": "0555 123 456"}


def custodian(body, person, *, head):
    """A custodian whose key is live; `sheet` is what stands on the recovery sheet."""
    row = Custodian.objects.of(body).create(
        organisation=body, person=person, decision="№ 12 буйрук, 12.01.2026"
    )
    row.move("make", by=person, passphrase=PASSPHRASE)
    sheet = row.sheet
    row.move("verify", by=person, sheet=sheet)
    row.sheet = sheet
    return row


def vault(body, cast):
    """The officer and the member keep keys, and the body has decided to keep a vault.

    Returns both custodians.
    """
    pair = [custodian(body, cast[role], head=cast[Role.HEAD]) for role in (Role.OFFICER, Role.MEMBER)]
    decide_keeping(body, cast[Role.ADMINISTRATOR])
    return pair


def decide_keeping(body, administrator, mode=Keeping.Mode.VAULT, since=None):
    return Keeping.objects.of(body).create(
        organisation=body,
        mode=mode,
        since=since or TODAY(),
        decision="№ 13 буйрук, 13.01.2026",
        entered_by=administrator,
    )


def add_matter(body, number=1, particulars=None, **given):
    """A named matter of the vault."""
    return build_wall(
        body, book="appeals", year=2026, number=number, named=True, particulars=particulars or NAMED, **given
    )


def request(wall, by, confirmed_by=None, **given):
    """A written request for the identity behind a wall; confirmed when a second person is given."""
    body = wall.organisation
    row = Disclosure(
        organisation=body,
        wall=wall,
        entered_by=by,
        **{
            "scan": StoredFile.store(body, name="суроо.pdf", content=b"%PDF-1.7 request", by=by, wall=wall),
            "asker_kind": "court",
            "asker": "Араван райондук соту",
            "request_number": "17-07",
            "requested_on": TODAY(),
            "ground": "Кылмыш-жаза процессуалдык кодекси",
            "fields": ["name", "address", "telephone"],
            "expires_on": TODAY() + timedelta(days=30),
            **given,
        },
    )
    row.take_number(TODAY())
    row.save()
    return row.move("confirm", by=confirmed_by) if confirmed_by else row


def walled(body, **given):
    """A wall of any kind, as the envelopes have it."""
    return build_wall(body, book="appeals", year=2026, number=given.pop("number", 1), named=True, **given)


__all__ = [
    "NAMED",
    "PASSPHRASE",
    "Wall",
    "custodian",
    "decide_keeping",
    "make",
    "add_matter",
    "request",
    "vault",
    "walled",
]
