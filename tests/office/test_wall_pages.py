"""The pages of the wall: custodians make and verify keys, a court's request is entered, confirmed and opened,
the excluded see nothing.
"""

import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pypdf
import pytest
from django.core.checks import ERROR
from django.core.files.uploadedfile import SimpleUploadedFile

from office import checks
from office.models.audit import Submission
from office.operations.status import find_status
from office.registers.workflow import Refused
from office.roles import Role
from office.wall import sealed_box
from office.wall.actions import build_wall, exclude_person, keeping_mode, open_identity
from office.wall.models.custody import Keeping
from office.wall.models.disclosure import Disclosure
from office.wall.models.identity_opening import IdentityOpening
from office.wall.models.vault import Custodian
from office.wall.papers import REGISTER, register_context
from tests import make
from tests.office.vault import (
    NAMED,
    PASSPHRASE,
    TODAY,
    add_matter,
    custodian,
    decide_keeping,
    request,
    vault,
    walled,
)

ASKED = {
    "asker_kind": "court",
    "asker": "Араван райондук соту",
    "request_number": "17-07",
    "requested_on": TODAY().isoformat(),
    "particulars": ["name", "address"],
    "ground": "№ 117 иш",
    "expires_on": (TODAY() + timedelta(days=30)).isoformat(),
}
KEY = "c0ffee00-0000-4000-8000-000000000001"


def paper():
    return SimpleUploadedFile("суроо-талап.pdf", b"%PDF-1.7 request")


# --- Keys --------------------------------------------------------------------------------------------------


def test_head_names_a_custodian_who_makes_the_key_and_re_enters_the_printed_sheet(body, cast, page):
    head, officer = page(cast[Role.HEAD]), page(cast[Role.OFFICER])
    named = {"k": KEY, "person": cast[Role.OFFICER].pk, "decision": "№ 12 буйрук"}
    address = head.post("/custodians/new/", named)["Location"]
    twice = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    answer = officer.post(f"{address}move/make/", twice)
    assert answer.headers["Content-Type"] == "application/pdf"
    sheet = groups_on(answer.content)
    assert officer.post(f"{address}move/verify/", {"sheet": sheet}).status_code == 302
    row = Custodian.objects.of(body).get()
    assert (row.state, row.verified_by) == ("live", cast[Role.OFFICER])
    assert sealed_box.public_of(sealed_box.key_from_paper(sheet)) == bytes(row.public_key)


def groups_on(pdf):
    """The groups of the key, read off the printed sheet («office/print/recovery_sheet.html»)."""
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    return " ".join(re.findall(r"^([0-9A-HJKMNP-TV-Z]{4})$", text, re.M))


@pytest.mark.parametrize(
    "typed",
    [
        {"passphrase": "кыска", "again": "кыска"},
        {"passphrase": PASSPHRASE, "again": "башка төрт сөз ушул жерде"},
    ],
)
def test_weak_or_mistyped_passphrase_makes_no_key_and_is_not_shown_back(typed, body, cast, page):
    row = Custodian.objects.of(body).create(organisation=body, person=cast[Role.OFFICER], decision="№ 1")
    answer = page(cast[Role.OFFICER]).post(f"/custodians/{row.pk}/move/make/", typed)
    assert (answer.status_code, typed["passphrase"] in answer.text) == (422, False)
    assert Custodian.objects.of(body).get().state == "named"


def test_administrator_decides_for_the_vault_once_two_keys_live(body, cast, page):
    admin = page(cast[Role.ADMINISTRATOR])
    typed = {"k": KEY, "mode": "vault", "since": TODAY().isoformat(), "decision": "№ 13"}
    assert admin.post(f"/keepings/of/{body.pk}/new/", typed).status_code == 422
    for role in (Role.OFFICER, Role.MEMBER):
        custodian(body, cast[role], head=cast[Role.HEAD])
    assert admin.post(f"/keepings/of/{body.pk}/new/", typed).status_code == 302
    assert (keeping_mode(body), Keeping.objects.of(body).get().entered_by) == (
        "vault",
        cast[Role.ADMINISTRATOR],
    )


def test_start_warns_of_a_vault_without_two_keys(body, cast):
    decide_keeping(body, cast[Role.ADMINISTRATOR])
    assert [found.id for found in checks.check_custodians(None, databases=["default"])] == ["portal.W001"]
    for role in (Role.OFFICER, Role.MEMBER):
        custodian(body, cast[role], head=cast[Role.HEAD])
    assert checks.check_custodians(None, databases=["default"]) == []


def lose_key(custodian, head):
    """A key is gone and was not retired by the portal's move, which would have refused."""
    Custodian.unscoped.filter(pk=custodian.pk).update(
        state="retired", retired_on=TODAY(), retired_by=head, retire_ground="Сейф өрттөндү"
    )


def test_lost_key_of_one_body_closes_its_own_vault_and_stops_nobody(body, foreign, cast, page):
    keeper, _other = vault(body, cast)
    add_matter(body)
    for number in (1, 2):
        person = make.appoint(make.person(f"keeper{number}"), foreign, Role.MEMBER).person
        custodian(foreign, person, head=cast[Role.HEAD])
    decide_keeping(foreign, cast[Role.ADMINISTRATOR])
    lose_key(keeper, cast[Role.HEAD])
    found = checks.check_custodians(None, databases=["default"])
    assert {(one.id, one.msg.split()[0].strip(":"), one.level < ERROR) for one in found} == {
        ("portal.W001", body.code, True),
        ("portal.W002", body.code, True),
    }
    assert (keeping_mode(body), keeping_mode(foreign)) == ("envelope", "vault")
    with pytest.raises(Refused):
        add_matter(body, 2)
    assert add_matter(foreign).mode == "vault"
    assert find_status().thin_vaults == [body.code]
    words = "Экиден аз ачкыч ача турган мөөрлөнгөн маалыматтар: 3"
    for role, seen in ((Role.HEAD, True), (Role.ADMINISTRATOR, True), (Role.EMPLOYEE, False)):
        assert (words in page(cast[role]).get("/").content.decode()) is seen
    assert words.lower().split(":")[0] in page(cast[Role.CLERK]).get("/custodians/").content.decode()


def test_control_whole_vault_is_named_nowhere(body, cast, page):
    vault(body, cast)
    add_matter(body)
    assert find_status().thin_vaults == []
    for role in (Role.HEAD, Role.ADMINISTRATOR):
        assert "Экиден аз ачкыч" not in page(cast[role]).get("/").content.decode()


# --- The request -------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(body, cast):
    vault(body, cast)
    return add_matter(body)


def test_request_is_entered_confirmed_and_opened_and_the_name_stands_there_once(sealed, cast, page):
    clerk, head, officer = (page(cast[role]) for role in (Role.CLERK, Role.HEAD, Role.OFFICER))
    address = clerk.post(f"/disclosures/of/{sealed.pk}/new/", {**ASKED, "k": KEY, "paper": paper()})[
        "Location"
    ]
    assert head.post(f"{address}move/confirm/", {"seen": "on"}).status_code == 302
    answer = officer.post(f"{address}move/open/", {"particulars": ["name"], "secret": PASSPHRASE})
    assert (answer.status_code, NAMED["name"] in answer.text, NAMED["address"] in answer.text) == (
        200,
        True,
        False,
    )
    pages = [visitor.get(address).content.decode() for visitor in (clerk, head, officer)]
    assert [NAMED["name"] in text for text in pages] == [False] * 3
    assert IdentityOpening.objects.of(sealed.organisation).count() == 1


def test_request_without_its_paper_number_or_ground_comes_back_filled(sealed, cast, page):
    clerk = page(cast[Role.CLERK])
    for missing in ("asker", "request_number", "requested_on", "ground", "expires_on", "particulars"):
        answer = clerk.post(
            f"/disclosures/of/{sealed.pk}/new/", {**ASKED, missing: "", "k": KEY, "paper": paper()}
        )
        assert answer.status_code == 422, missing
    answer = clerk.post(f"/disclosures/of/{sealed.pk}/new/", {**ASKED, "k": KEY})
    assert (answer.status_code, "Араван райондук соту" in answer.content.decode()) == (422, True)
    assert not Disclosure.objects.of(sealed.organisation).exists()


def test_nobody_asks_for_the_identity_behind_an_anonymous_matter(body, cast, page):
    wall = build_wall(body, book="appeals", year=2026, number=1)
    typed = {**ASKED, "k": KEY, "paper": paper()}
    assert page(cast[Role.CLERK]).post(f"/disclosures/of/{wall.pk}/new/", typed).status_code == 422


def test_request_offers_what_was_sealed_and_of_an_envelope_what_paper_holds(body, cast, page):
    walls = [walled(body, number=1)]
    vault(body, cast)
    walls.append(add_matter(body, 2, particulars={"name": NAMED["name"]}))
    clerk = page(cast[Role.CLERK])
    pages = [clerk.get(f"/disclosures/of/{wall.pk}/new/") for wall in walls]
    offered = [[box.get("value") for box in one.all("input", name="particulars")] for one in pages]
    assert offered == [["name", "address", "telephone", "email", "other"], ["name"]]


def test_wrong_passphrase_is_refused_in_words_and_remembered(sealed, cast, page):
    row = request(sealed, by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])
    answer = page(cast[Role.OFFICER]).post(
        f"{row.get_absolute_url()}move/open/", {"particulars": ["name"], "secret": "башка сыр сөз"}
    )
    entry = IdentityOpening.objects.of(sealed.organisation).get()
    assert (answer.status_code, entry.outcome, entry.by) == (422, "refused", cast[Role.OFFICER])
    assert entry.reason in answer.text and "башка сыр сөз" not in answer.text


def test_paper_envelope_is_opened_by_its_number(body, cast, page):
    row = request(walled(body), by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])
    answer = page(cast[Role.MEMBER]).post(f"{row.get_absolute_url()}move/open/", {"particulars": ["name"]})
    assert (answer.status_code, "конверт № 1/2026" in answer.text) == (200, True)


def test_files_as_they_came_are_saved_as_one_archive(body, cast, page):
    vault(body, cast)
    originals = [("../../сүрөт.jpg", b"GPS"), ("..\\кат.docx", b"author")]
    wall = add_matter(body, originals=originals)
    row = request(wall, by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD], fields=["name", "files"])
    officer, address = page(cast[Role.OFFICER]), f"{row.get_absolute_url()}move/open/"
    both = officer.post(address, {"particulars": ["name", "files"], "secret": PASSPHRASE})
    answer = officer.post(address, {"particulars": ["files"], "secret": PASSPHRASE})
    assert (both.status_code, answer.headers["Content-Type"]) == (422, "application/zip")
    with ZipFile(io.BytesIO(answer.content)) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            "1-сүрөт.jpg": b"GPS",
            "2-кат.docx": b"author",
        }


def test_scan_is_saved_by_those_of_the_register_and_by_nobody_else(sealed, cast, page):
    row = request(sealed, by=cast[Role.CLERK])
    found = {role: page(cast[role]).get(f"{row.get_absolute_url()}scan/").status_code for role in cast}
    may = {Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER}
    assert found == {role: 200 if role in may else 403 for role in cast}
    assert page(cast[Role.CLERK]).get(f"/files/{row.scan_id}/").status_code == 404


def test_my_day_says_who_waits_for_whom(sealed, cast, page):
    row = request(sealed, by=cast[Role.CLERK])
    shown = {role: str(row) in page(cast[role]).get("/").text for role in cast}
    assert [role for role in cast if shown[role]] == [Role.HEAD, Role.OFFICER, Role.MEMBER]


# --- Exclusions --------------------------------------------------------------------------------------------


def test_clerk_excludes_the_head_and_another_lifts_it(body, cast, page):
    wall, clerk, head = walled(body), page(cast[Role.CLERK]), page(cast[Role.HEAD])
    before = head.get(wall.get_absolute_url()).status_code
    typed = {"k": KEY, "person": cast[Role.HEAD].pk, "reason": "Ага даттанышкан"}
    typed["stand_in"] = cast[Role.OFFICER].pk
    assert clerk.post(f"/exclusions/of/{wall.pk}/new/", typed)["Location"] == wall.get_absolute_url()
    hidden = head.get(wall.get_absolute_url()).status_code
    row = wall.exclusions.get()
    assert clerk.post(f"/confidential/{wall.pk}/exclusions/{row.pk}/lift/").status_code == 302
    assert [before, hidden, head.get(wall.get_absolute_url()).status_code] == [200, 404, 200]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_lists_ask_the_same_queries_of_one_row_and_thirty(
    body, cast, page, language, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for role in (Role.OFFICER, Role.MEMBER):
        custodian(body, cast[role], head=cast[Role.HEAD])
    visitor = page(cast[Role.CLERK], language)
    addresses = ("/confidential/", "/disclosures/", "/custodians/")
    counts = []
    for numbers in (range(1, 2), range(2, 31)):
        for number in numbers:
            open_identity(
                request(walled(body, number=number), by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD]),
                by=cast[Role.OFFICER],
                fields=["name"],
            )
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert visitor.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


# --- The printed register ----------------------------------------------------------------------------------


def test_register_prints_as_a_book_with_the_head_of_its_chain(sealed, cast, page):
    row = request(sealed, by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])
    open_identity(row, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    words = page(cast[Role.CLERK]).get("/disclosures/copy/csv/").content.decode()
    assert (NAMED["name"] in words, "17-07" in words) == (False, True)
    table = register_context(row.organisation, Disclosure.objects.of(row.organisation))["table"]
    assert table["form"] == REGISTER.form == "office/disclosures"
    assert table["notes"][-1].startswith("Акыркы ачуу жазуусу: № 1; чынжырдын башы: ")
    answer = page(cast[Role.HEAD]).get("/disclosures/copy/pdf/")
    assert answer.content.startswith(b"%PDF")


def test_excluded_head_prints_the_register_without_the_matter(sealed, cast, page):
    row = request(sealed, by=cast[Role.CLERK], confirmed_by=cast[Role.OFFICER])
    exclude_person(sealed, cast[Role.HEAD], reason="Ага даттанышкан", by=cast[Role.CLERK])
    head = page(cast[Role.HEAD])
    assert head.get(row.get_absolute_url()).status_code == 404
    assert "17-07" not in head.get("/disclosures/copy/csv/").content.decode()
    assert "17-07" in page(cast[Role.CLERK]).get("/disclosures/copy/csv/").content.decode()


def test_form_with_a_name_leaves_no_digest_that_can_be_tried(body, cast, page):
    """The digest of a form that was taken is keyed: with the database alone nobody can try names on it."""
    from hashlib import sha256
    from urllib.parse import urlencode

    typed = {"k": KEY, "kind": "working_group", "name_ky": "Асанов Асан", "formed_on": "2026-03-02"}
    page(cast[Role.CLERK]).post("/commissions/new/", typed)
    fields = [("", "/commissions/new/"), *sorted((name, [value]) for name, value in typed.items())]
    tried = sha256(urlencode(fields, doseq=True).encode()).hexdigest()
    assert Submission.objects.get().digest != tried
