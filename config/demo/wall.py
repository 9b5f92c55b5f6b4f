"""The demo's wall: two people keep keys of the vault, the village still keeps names in paper envelopes, as the law's open question asks."""

from office.acting import acting
from office.models import Custodian, Organisation

PASSPHRASE = "demo-2026 demo-2026"  # noqa: S105  the demo's secrets are public
ORDER = "2026-жылдын 12-январындагы № 12 буйрук"


def load(people):
    """Name two custodians of the village; each makes a key and re-enters the sheet."""
    village = Organisation.objects.get(code="dostuk")
    for person in (people["officer"], people["member"]):
        with acting(people["head"]):
            row = Custodian.objects.of(village).create(organisation=village, person=person, decision=ORDER)
        with acting(person):
            row.move("make", by=person, passphrase=PASSPHRASE)
            row.move("verify", by=person, sheet=row.sheet)
