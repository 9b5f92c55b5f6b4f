"""Erasure by law: the data are gone from every table, page and file; the act stays, the journal and its proof
too (SAFETY T-10).
"""

import json

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from office.files.models import StoredFile
from office.models.audit import Change
from office.registers.workflow import Refused
from office.roles import Role
from office.verification import verify
from office.wall import erased_files
from office.wall.actions import build_wall, exclude_person, open_identity
from office.wall.models.erasure import Erasure
from office.wall.models.identity import Identity
from office.wall.models.sealed_file import SealedFile
from office.wall.models.wall import Wall
from tests.office.thief import hits, loot
from tests.office.vault import NAMED, PASSPHRASE, TODAY, add_matter, request, vault, walled
from tests.test_controls import drop_triggers

KEY = "c0ffee00-0000-4000-8000-000000000007"
GROUND = "Санарип кодекси, 45-берене"
DEMAND = {
    "k": KEY,
    "asker_kind": "applicant",
    "request_number": "К-17",
    "requested_on": TODAY().isoformat(),
    "ground": GROUND,
    "particulars": list(NAMED),
}


@pytest.fixture
def sealed(body, cast):
    vault(body, cast)
    return add_matter(body, originals=[("Асанов.jpg", b"GPS 40.5")])


@pytest.fixture
def brought(sealed, cast):
    """A scanned letter of the applicant, filed by the clerk under its own name."""
    content = b"%PDF-1.7 letter of Asanov"
    return StoredFile.store(
        sealed.organisation, name="Асанов арызы.pdf", content=content, by=cast[Role.CLERK], wall=sealed
    )


def demanded(wall, by, *, confirmed_by=None, erased_by=None, **given):
    """An act of erasing, as far as it has come."""
    fields = {"asker_kind": "applicant", "request_number": "К-17", "requested_on": TODAY(), "ground": GROUND}
    row = Erasure(
        organisation=wall.organisation, wall=wall, entered_by=by, **{**fields, "fields": wall.left, **given}
    )
    row.take_number(TODAY())
    row.save()
    if confirmed_by:
        row.move("confirm", by=confirmed_by)
    return row.move("erase", by=erased_by) if erased_by else row


def erased(wall, cast, **given):
    clerk, head = cast[Role.CLERK], cast[Role.HEAD]
    return demanded(wall, clerk, confirmed_by=head, erased_by=clerk, **given)


# --- What is gone ------------------------------------------------------------------------------------------


def test_erased_data_are_in_no_table_no_page_of_the_file_and_no_audit_line(
    sealed, brought, cast, django_capture_on_commit_callbacks
):
    secret = [bytes(row.sealed).hex() for row in sealed.identities.all()]
    paths = [brought.path, SealedFile.objects.of(sealed.organisation).get().path]
    before = hits(["Асанов арызы"], loot())
    with django_capture_on_commit_callbacks(execute=True):
        erased(sealed, cast, copies=[brought.pk])
    found = loot()
    assert before and hits([NAMED["name"], "Асанов арызы", "letter of Asanov"], found) == set()
    assert not [one for one in secret for pages in found.values() if bytes.fromhex(one) in pages]
    assert [default_storage.exists(path) for path in paths] == [False, False]
    remembered = json.dumps(list(Change.objects.values_list("old", "new")), ensure_ascii=False, default=str)
    assert [word for word in NAMED.values() if word in remembered] == []


def test_no_custodian_opens_what_was_erased(sealed, cast):
    row = request(sealed, by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])
    erased(sealed, cast, fields=["name"])
    gone = open_identity(row, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    left = open_identity(row, by=cast[Role.OFFICER], fields=["address"], secret=PASSPHRASE)
    assert (gone.outcome, "Мыйзам боюнча өчүрүлгөн" in gone.reason) == ("refused", True)
    assert left.values == {"address": NAMED["address"]}


def test_wall_says_what_was_erased_and_by_which_ground(sealed, cast):
    erased(sealed, cast, fields=["address", "telephone"])
    wall = Wall.unscoped.get(pk=sealed.pk)
    words = f"өчүрүлгөн: № 1/{TODAY().year}, {GROUND}"
    assert (wall.mask, wall.contacts_mask) == (sealed.mask, words)
    erased(wall, cast)
    assert Wall.unscoped.get(pk=sealed.pk).mask.startswith("өчүрүлгөн: № 2/")


def test_proof_names_nothing_after_an_erasure(sealed, brought, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erased(sealed, cast, copies=[brought.pk])
    assert list(verify()) == []


def test_bytes_that_a_fallen_machine_left_are_named_and_swept_the_next_day(sealed, brought, cast):
    erased(sealed, cast, copies=[brought.pk])  # the commit is not followed by anything here
    assert {fault.words for fault in verify()} == {"was erased by law and still lies in the store"}
    assert erased_files.sweep_erased_files(sealed.organisation, TODAY()) == 2
    assert list(verify()) == []


def test_bytes_filed_with_another_matter_too_stay_there(sealed, brought, cast):
    other = StoredFile.store(
        sealed.organisation,
        name="x.pdf",
        content=brought.read(),
        by=cast[Role.CLERK],
        wall=add_matter(sealed.organisation, 2),
    )
    erased(sealed, cast, fields=[], copies=[brought.pk])
    assert (erased_files.sweep_erased_files(sealed.organisation), other.read()) == (
        0,
        b"%PDF-1.7 letter of Asanov",
    )
    assert list(verify()) == []


def test_envelope_goes_whole_and_the_wall_says_so(body, cast):
    wall = walled(body)
    erased(wall, cast)
    after = Wall.unscoped.get(pk=wall.pk)
    assert (after.left, after.mask.startswith("өчүрүлгөн: № 1/")) == ([], True)


def test_nobody_asks_for_what_was_erased(body, cast, page):
    wall = walled(body)
    erased(wall, cast)
    clerk = page(cast[Role.CLERK])
    asked = clerk.post(f"/disclosures/of/{wall.pk}/new/", {"k": KEY, "particulars": ["name"]})
    assert (asked.status_code, "мыйзам боюнча өчүрүлгөн" in asked.text) == (422, True)
    assert f"/disclosures/of/{wall.pk}/new/" not in clerk.get(wall.get_absolute_url()).text


# --- Who and how -------------------------------------------------------------------------------------------


def test_demand_is_entered_confirmed_by_another_and_carried_out(sealed, brought, cast, page):
    clerk, head = page(cast[Role.CLERK]), page(cast[Role.HEAD])
    typed = {**DEMAND, "stored": [brought.pk]}
    address = clerk.post(f"/erasures/of/{sealed.pk}/new/", typed)["Location"]
    assert clerk.post(f"{address}move/erase/").status_code != 302
    assert head.post(f"{address}move/confirm/", {"seen": "on"}).status_code == 302
    assert GROUND in clerk.get(f"{address}move/erase/").text
    assert clerk.post(f"{address}move/erase/").status_code == 302
    row = Erasure.objects.of(sealed.organisation).get()
    assert (row.state, row.erased_by, row.copies) == ("erased", cast[Role.CLERK], [brought.pk])
    assert not Identity.objects.of(sealed.organisation).exclude(field="files").exists()
    assert GROUND in clerk.get(sealed.get_absolute_url()).text


@pytest.mark.parametrize(
    ("change", "language", "words"),
    [
        ({"ground": ""}, "ky", ""),
        ({"request_number": ""}, "ru", ""),
        ({"particulars": []}, "ky", "Эмне өчүрүлөрүн белгилеңиз"),
        ({"particulars": []}, "ru", "Отметьте, что стирается"),
        ({"asker": "Асанов Асан"}, "ky", "аты-жөнүн жазбаңыз"),
        ({"asker_kind": "court"}, "ru", "Назовите орган или суд"),
        ({"requested_on": "2999-01-01"}, "ky", ""),
    ],
)
def test_demand_without_ground_paper_or_content_comes_back_in_words(
    change, language, words, sealed, cast, page
):
    answer = page(cast[Role.CLERK], language).post(f"/erasures/of/{sealed.pk}/new/", {**DEMAND, **change})
    assert (answer.status_code, words in answer.text, Erasure.unscoped.exists()) == (422, True, False)


def test_whoever_entered_it_never_confirms_it(sealed, cast, page):
    row = demanded(sealed, cast[Role.OFFICER])
    answer = page(cast[Role.OFFICER]).post(f"{row.get_absolute_url()}move/confirm/", {"seen": "on"})
    assert (answer.status_code, Erasure.unscoped.get().state) == (422, "entered")
    with pytest.raises(Refused):
        row.move("confirm", by=cast[Role.OFFICER])


def test_excluded_person_meets_no_erasure_at_all(sealed, cast, page):
    row = demanded(sealed, cast[Role.CLERK])
    exclude_person(sealed, cast[Role.HEAD], reason="Ага даттанышкан", by=cast[Role.CLERK])
    head = page(cast[Role.HEAD])
    address = row.get_absolute_url()
    asked = [
        head.get(one).status_code
        for one in (address, f"{address}move/confirm/", f"/erasures/of/{sealed.pk}/new/")
    ]
    assert (asked, head.post(f"{address}move/confirm/", {"seen": "on"}).status_code) == ([404] * 3, 404)
    assert str(row) not in head.get("/erasures/").text


def test_refused_demand_erases_nothing(sealed, cast, page):
    row = demanded(sealed, cast[Role.CLERK])
    refuse = f"{row.get_absolute_url()}move/refuse/"
    assert page(cast[Role.OFFICER]).post(refuse, {"ground": "Мыйзамда негиз жок"}).status_code == 302
    assert (Erasure.unscoped.get().state, sealed.identities.count()) == ("refused", 8)


def test_my_day_says_whose_turn_it_is(sealed, cast, page):
    row = demanded(sealed, cast[Role.OFFICER])
    first = [role for role in cast if str(row) in page(cast[role]).get("/").text]
    row.move("confirm", by=cast[Role.HEAD])
    then = [role for role in cast if str(row) in page(cast[role]).get("/").text]
    assert (first, then) == ([Role.HEAD, Role.MEMBER], [Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER])


# --- What the database says --------------------------------------------------------------------------------


def unlawful(wall, file):
    """Ways round the act: each is refused without a confirmed one."""
    yield wall.identities.all().delete
    yield lambda: Wall.unscoped.filter(pk=wall.pk).update(erased={"name": "№ 1"})
    yield lambda: StoredFile.unscoped.filter(pk=file.pk).update(name="")


def test_nothing_is_erased_without_a_confirmed_act_and_control_without_the_guards_it_is(
    sealed, brought, cast
):
    row = demanded(sealed, cast[Role.CLERK])
    for way in unlawful(sealed, brought):
        with pytest.raises(IntegrityError), transaction.atomic():
            way()
    drop_triggers()
    for way in unlawful(sealed, brought):
        way()
    assert (row.state, sealed.identities.count()) == ("entered", 0)


def test_confirmed_act_lets_nothing_go_but_what_it_names(sealed, brought, cast):
    row = demanded(sealed, cast[Role.CLERK], confirmed_by=cast[Role.HEAD], fields=["telephone"])
    other = StoredFile.store(sealed.organisation, name="x.pdf", content=b"%PDF-1.7 x", by=cast[Role.CLERK])
    ways = (
        sealed.identities.filter(field="name").delete,
        lambda: StoredFile.unscoped.filter(pk=other.pk).update(name="", erasure=row),
        lambda: Wall.unscoped.filter(pk=sealed.pk).update(commitments={}),
    )
    for way in ways:
        with pytest.raises(IntegrityError), transaction.atomic():
            way()


def test_lists_of_one_and_thirty_erasures_ask_the_same(body, cast, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor, counts = page(cast[Role.CLERK]), []
    for numbers in (range(1, 2), range(2, 31)):
        for number in numbers:
            demanded(build_wall(body, book="appeals", year=2026, number=number, named=True), cast[Role.CLERK])
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get("/erasures/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
