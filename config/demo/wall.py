"""The demo's wall: two people keep keys of the vault, the village still keeps names in paper envelopes, as
the law's open question asks.

A court has asked in writing for one name; the envelope was opened once, and the register says so.
"""

from datetime import timedelta

from office import clock
from office.database.actor import act_as
from office.files.models import StoredFile
from office.kyrgyz import date_words
from office.models.organisation import Organisation
from office.papers.official import ORDER_TEMPLATE
from office.papers.printing import pdf
from office.wall.actions import open_identity
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from office.wall.models.vault import Custodian
from office.wall.models.wall import Wall

PASSPHRASE = "demo-2026 demo-2026"  # noqa: S105  the demo's secrets are public
ORDER = "2026-жылдын 12-январындагы № 12 буйрук"


def load_custodians(people):
    """Name two custodians of the village; each makes a key and re-enters the sheet."""
    village = Organisation.objects.get(code="dostuk")
    for person in (people["officer"], people["member"]):
        with act_as(people["head"]):
            row = Custodian.objects.of(village).create(organisation=village, person=person, decision=ORDER)
        with act_as(person):
            row.move("make", by=person, passphrase=PASSPHRASE)
            row.move("verify", by=person, sheet=row.sheet)


def request_disclosures(people):
    """A court's request for the name in the first envelope of the journal: entered, confirmed, opened.

    A second one waits for the second person.
    """
    village, today = Organisation.objects.get(code="dostuk"), clock.today()
    envelope = Wall.objects.of(village).filter(book="appeals", mode=Wall.Mode.ENVELOPE).order_by("pk").first()
    disclosure = enter_request(envelope, people["clerk"], "17-07/26", today - timedelta(days=6))
    with act_as(people["head"]):
        disclosure.move("confirm", by=people["head"])
    with act_as(people["officer"]):
        open_identity(disclosure, by=people["officer"], fields=["name", "address"])
    enter_request(envelope, people["clerk"], "17-07/31", today - timedelta(days=1))


def request_erasure(people):
    """Enter an erasure request of the writer of the last envelope; it waits for the second person."""
    village, today = Organisation.objects.get(code="dostuk"), clock.today()
    envelope = Wall.objects.of(village).filter(book="appeals", mode=Wall.Mode.ENVELOPE).order_by("pk").last()
    with act_as(people["clerk"]):
        row = Erasure(
            organisation=village,
            wall=envelope,
            entered_by=people["clerk"],
            asker_kind=Erasure.Asker.APPLICANT,
            request_number="К-09",
            requested_on=today - timedelta(days=1),
            ground="Кыргыз Республикасынын Санарип кодекси",
            fields=envelope.left,
        )
        row.take_number(today)
        row.save()


def enter_request(wall, clerk, number, day):
    with act_as(clerk):
        scan = StoredFile.store(
            wall.organisation,
            name=f"sot-{number.replace('/', '-')}.pdf",
            content=court_letter(number, day),
            by=clerk,
            wall=wall,
        )
        row = Disclosure(
            organisation=wall.organisation,
            wall=wall,
            entered_by=clerk,
            scan=scan,
            asker_kind=Disclosure.Asker.COURT,
            asker="Араван райондук соту, судья К. Т. Осмонова",
            request_number=number,
            requested_on=day,
            ground="Жазык-процесстик кодекси, № 2026/117 иш",
            fields=["name", "address"],
            expires_on=day + timedelta(days=30),
        )
        row.take_number(clock.today())
        row.save()
    return row


def court_letter(number, day) -> bytes:
    """The court's paper, as it came."""
    return pdf(
        ORDER_TEMPLATE,
        {
            "title": "Арыз ээсинин маалыматтары жөнүндө",
            "letterhead": {"ky": ["Араван райондук соту"], "ru": ["Араванский районный суд"], "contacts": ""},
            "kind": {"ky": "СУРОО-ТАЛАП", "ru": "ЗАПРОС"},
            "number": number,
            "date": date_words(day),
            "place": "Араван айылы",
            "preamble": "№ 2026/117 ишти кароого байланыштуу",
            "formula": "сурайм:",
            "points": [{"text": "Арыз ээсинин аты-жөнүн жана дарегин билдирүүңүздү."}],
            "signatures": [{"post": "Судья", "name": "К. Т. Осмонова", "seal": True}],
            "enclosures": [],
        },
    )
