"""The net under the identity wall (SAFETY V-1, V-3 …

V-8, I-12), each with a control that shows what it would catch.
"""

import base64
import contextlib
import json
import zlib
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.papers.frozen import Paper
from office.registers.workflow import Refused
from office.roles import Role
from office.wall import sealed_box, views
from office.wall.actions import build_wall, exclude_person, open_identity
from office.wall.models import identity as models_identity
from office.wall.models.disclosure import Disclosure
from office.wall.models.identity import Identity
from office.wall.models.identity_opening import IdentityOpening, chain_faults
from office.wall.models.wall import Wall, WalledQuerySet
from tests import make
from tests.net import figure
from tests.office import thief
from tests.office.vault import NAMED, PASSPHRASE, TODAY, add_matter, request, walled
from tests.office.vault import vault as open_vault
from tests.test_controls import drop_triggers

EVERY_FORM = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def keys(body, cast):
    return open_vault(body, cast)


@pytest.fixture
def asked(body, cast, keys):
    """A confirmed request for the identity behind a wall of the vault."""
    return request(add_matter(body), by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD])


# --- V-1: what a thief carries away ------------------------------------------------------------------------


def marked(number):
    """Names nobody bears, letters of all three kinds, too long to come about by chance."""
    return {
        "name": f"Кырпычбаев Ңөүбек Сыноович {number:03}",
        "address": f"Белгисиз көчөсү {number:03}, Zxqvw 7",
        "telephone": f"+996 700 314{number:03}",
        "email": f"zxqvw{number:03}@kayda.example",
        "other": f"Кесиби балыкчы {number:03}",
    }


def test_nothing_a_thief_carries_away_holds_a_name(body, cast, keys, page, caplog):
    people = [marked(number) for number in range(1, 51)]
    walls = [
        add_matter(body, number, particulars=one, originals=[(f"{one['name']}.txt", one["address"].encode())])
        for number, one in enumerate(people, start=1)
    ]
    row = request(walls[0], by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD], fields=[*people[0], "files"])
    officer = page(cast[Role.OFFICER])
    opening = {"particulars": list(people[0]), "secret": PASSPHRASE}
    shown = officer.post(f"{row.get_absolute_url()}move/open/", opening).content.decode()
    assert all(word in shown for word in people[0].values())
    officer.post(f"{row.get_absolute_url()}move/open/", {**opening, "secret": people[0]["name"]})
    packed = officer.post(
        f"{row.get_absolute_url()}move/open/", {**opening, "particulars": ["files"]}
    ).content
    assert people[0]["address"].encode() in packed
    found = thief.loot()
    assert thief.hits([word for one in people for word in one.values()], found) == set()
    assert thief.hits([PASSPHRASE], found) == set()
    assert not any(word in caplog.text for word in (*people[0].values(), PASSPHRASE))
    assert Identity.objects.of(body).count() == 50 * 6 * 2


def test_control_a_planted_name_is_found_in_every_form(body, cast):
    name = marked(1)["name"]
    plain = name.encode()
    make.row(Disclosure, body, ground=f"Арыз ээси {name} болгон")
    make.row(Paper, body, data=json.dumps({"a": name}))
    for packed in (name.encode("utf-16-le"), zlib.compress(b"x" * 50 + plain)):
        make.row(Paper, body, pdf=b"%PDF-" + packed)
    for text in (plain.hex(), thief.quote(name), base64.b64encode(b"ab" + plain + b"c").decode()):
        make.row(Disclosure, body, ground=text)
    path = default_storage.save(f"{body.pk}/zz/planted", ContentFile(plain))
    found = thief.hits([name], thief.loot())
    default_storage.delete(path)
    assert {how for _where, how in found} == {"utf-8", "utf-16", "escaped", "hex", "url", "base64"}
    assert {where for where, _how in found} > {"office_disclosure", "office_paper"}
    assert any("planted" in where for where, _how in found)


# --- V-3: moved and replayed ciphertexts -------------------------------------------------------------------


def replaced(identity, sealed):
    """What an insider with the database does: the guards are taken off, another ciphertext is put in."""
    drop_triggers()
    Identity.objects.of(identity.organisation).filter(pk=identity.pk).update(sealed=sealed)


def sealed_for(row, custodian, field="name"):
    return row.wall.identities.get(custodian=custodian, field=field)


def of_another_matter(row, keeper):
    other = add_matter(row.organisation, 2, particulars={"name": "Башка Адам"})
    return other.identities.get(custodian=keeper, field="name").sealed


def of_another_body(row, keeper):
    bound = {"body": "birdik", "label": row.wall.label, "field": "name"}
    return sealed_box.seal(bytes(keeper.public_key), **bound, text="Башка Адам", salt=sealed_box.new_salt())


def of_another_field(row, keeper):
    return sealed_for(row, keeper, "address").sealed


def of_an_older_text(row, keeper):
    bound = models_identity.sealing_place(row.wall, "name")
    return sealed_box.seal(bytes(keeper.public_key), **bound, text="Башка Адам", salt=sealed_box.new_salt())


def damaged(row, keeper):
    sealed = bytes(sealed_for(row, keeper).sealed)
    return sealed[:-1] + bytes([sealed[-1] ^ 1])


CHANGED = [of_another_matter, of_another_body, of_another_field, of_an_older_text, damaged]


@pytest.mark.parametrize("change", CHANGED, ids=lambda change: change.__name__)
def test_moved_or_replayed_ciphertext_is_refused(change, asked, keys, cast):
    officer_s, _member_s = keys
    replaced(sealed_for(asked, officer_s), change(asked, officer_s))
    entry = open_identity(asked, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    assert (entry.outcome, entry.values) == ("refused", {})
    # The other custodian's own ciphertext is whole.
    other = open_identity(asked, by=cast[Role.MEMBER], fields=["name"], secret=PASSPHRASE)
    assert other.values == {"name": NAMED["name"]}


def test_control_without_the_binding_another_name_is_shown(asked, keys, cast):
    officer_s, _member_s = keys
    replaced(sealed_for(asked, officer_s), of_another_matter(asked, officer_s))

    def unbound(private, sealed, **_bound):
        other = {"body": "dostuk", "label": "appeals/2026/2", "field": "name"}
        return real(private, sealed, **other)

    real = sealed_box.unseal
    with (
        mock.patch.object(sealed_box, "unseal", unbound),
        mock.patch.object(sealed_box, "field_commitment", lambda *_: asked.wall.commitments["name"]),
    ):
        entry = open_identity(asked, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    assert entry.values == {"name": "Башка Адам"}


# --- V-4: every view of every role -------------------------------------------------------------------------


def views_of(row):
    """Every address of the wall, and what gathers rows of the whole body."""
    own = [row.wall.get_absolute_url(), row.get_absolute_url()]
    return [
        *own,
        *[f"{row.get_absolute_url()}{page}" for page in ("scan/", "edit/", "move/open/", "move/close/")],
        *[f"/disclosures/copy/{kind}/" for kind in ("csv", "docx", "xlsx", "pdf")],
        *["/", "/confidential/", "/disclosures/", "/custodians/", "/keepings/", "/letters/", "/settings/"],
        "/confidential/?sort=number",
        f"/search/?q={NAMED['name'].split()[0]}",
    ]


def readers_of(words, row, cast, page):
    """{role: addresses} where one of the words is read."""
    from tests.test_canary import words_of

    found = {}
    for role, person in cast.items():
        visitor = page(person)
        # Papers take long to print and are the same for all who may read: the clerk prints them.
        for address in [one for one in views_of(row) if role == Role.CLERK or not one.endswith("/pdf/")]:
            answer = visitor.get(address)
            if any(word in text for text in words_of(answer) for word in words):
                found.setdefault(role, []).append(address)
    return found


def test_no_page_list_search_export_or_print_shows_a_field(asked, cast, page):
    open_identity(asked, by=cast[Role.OFFICER], fields=list(NAMED), secret=PASSPHRASE)
    assert readers_of(NAMED.values(), asked, cast, page) == {}


def test_control_a_name_in_the_ground_of_a_request_is_read_by_the_register(body, cast, keys, page):
    row = request(add_matter(body), by=cast[Role.CLERK], ground=f"{NAMED['name']} жөнүндө")
    readers = readers_of([NAMED["name"]], row, cast, page)
    assert set(readers) == {Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER}
    assert "/disclosures/copy/docx/" in readers[Role.CLERK]


# --- V-5: openings that must not be ------------------------------------------------------------------------


def unconfirmed(row, cast):
    return request(row.wall, by=cast[Role.CLERK])


def expired(row, cast):
    past = TODAY() - timedelta(days=1)
    late = request(row.wall, by=cast[Role.CLERK], requested_on=past, expires_on=TODAY())
    late.move("confirm", by=cast[Role.HEAD])
    drop_triggers()
    Disclosure.objects.of(row.organisation).filter(pk=late.pk).update(expires_on=past)
    return Disclosure.objects.of(row.organisation).get(pk=late.pk)


def closed(row, cast):
    return row.move("close", by=cast[Role.CLERK])


def refused(row, cast):
    return request(row.wall, by=cast[Role.CLERK]).move(
        "refuse", by=cast[Role.HEAD], ground="Кол коюлган эмес"
    )


@pytest.mark.parametrize("case", [unconfirmed, expired, closed, refused], ids=lambda case: case.__name__)
def test_opening_without_a_request_in_force_is_refused_and_remembered(case, asked, cast):
    row = case(asked, cast)
    entry = open_identity(row, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    assert (entry.outcome, entry.values, entry.by, bool(entry.reason)) == (
        "refused",
        {},
        cast[Role.OFFICER],
        True,
    )
    assert list(chain_faults(asked.organisation)) == []


@pytest.mark.parametrize("missing", ["asker", "request_number", "ground"])
def test_database_takes_no_request_without_its_words(missing, body, cast):
    with pytest.raises(Exception, match="request_says_who_by_which_paper_and_why"), transaction.atomic():
        request(walled(body), by=cast[Role.CLERK], **{missing: ""})


@pytest.mark.parametrize("missing", ["scan", "requested_on", "expires_on"])
def test_database_takes_no_request_without_its_paper_and_days(missing, body, cast):
    with pytest.raises(Exception, match="NOT NULL|null value"), transaction.atomic():
        request(walled(body), by=cast[Role.CLERK], **{missing: None})


def test_excluded_head_confirms_opens_and_reads_nothing(body, cast, keys, page):
    row = request(add_matter(body), by=cast[Role.CLERK])
    exclude_person(row.wall, cast[Role.HEAD], reason="Ага даттанышкан", by=cast[Role.CLERK])
    head = page(cast[Role.HEAD])
    pages = ("", "scan/", "move/confirm/", "move/refuse/", "move/close/")
    assert {head.get(f"{row.get_absolute_url()}{page}").status_code for page in pages} == {404}
    entry = open_identity(row, by=cast[Role.HEAD], fields=["name"], secret=PASSPHRASE)
    assert (entry.outcome, entry.by) == ("refused", cast[Role.HEAD])


# --- V-6: one entry an opening -----------------------------------------------------------------------------

DOORS = {
    "right": (Role.OFFICER, ["name"], PASSPHRASE),
    "all": (Role.MEMBER, ["name", "address", "telephone"], PASSPHRASE),
    "wrong passphrase": (Role.OFFICER, ["name"], "башка сөз"),
    "not asked for": (Role.MEMBER, ["email"], PASSPHRASE),
    "no key": (Role.CLERK, ["name"], PASSPHRASE),
    "no right": (Role.HEAD, ["name"], PASSPHRASE),
}
STEPS = st.lists(st.sampled_from([*DOORS, "fails midway", "close", "again"]), min_size=1, max_size=8)


@settings(EVERY_FORM, max_examples=figure(20, 10_000))
@given(steps=STEPS)
def test_each_opening_has_exactly_one_chained_entry(steps, asked, cast):
    body, shown, tried = asked.organisation, 0, 0
    with transaction.atomic():
        row = Disclosure.objects.of(body).get(pk=asked.pk)
        for step in steps:
            if step in DOORS:
                role, fields, secret = DOORS[step]
                entry = open_identity(row, by=cast[role], fields=fields, secret=secret)
                tried, shown = tried + 1, shown + bool(entry.values)
                assert bool(entry.values) == (entry.outcome == "opened")
            elif step == "fails midway":
                with contextlib.suppress(ZeroDivisionError), transaction.atomic():
                    open_identity(row, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
                    raise ZeroDivisionError  # nothing was shown: the entry goes with the answer
            elif step == "close":
                with contextlib.suppress(Refused), transaction.atomic():
                    row.move("close", by=cast[Role.CLERK])
            row = Disclosure.objects.of(body).get(pk=asked.pk)
        entries = list(IdentityOpening.objects.of(body).values_list("number", "outcome"))
        assert [number for number, _outcome in entries] == list(range(1, tried + 1))
        assert sum(outcome == "opened" for _number, outcome in entries) == shown
        assert list(chain_faults(body)) == []
        transaction.set_rollback(True)


def test_answer_that_fails_shows_nothing_and_leaves_no_entry(asked, cast, page):
    officer = page(cast[Role.OFFICER], raise_request_exception=False)
    typed = {"particulars": ["name"], "secret": PASSPHRASE}
    with mock.patch.object(views, "opened_context", side_effect=ZeroDivisionError):
        answer = officer.post(f"{asked.get_absolute_url()}move/open/", typed)
    assert (answer.status_code, NAMED["name"] in answer.content.decode()) == (500, False)
    assert not IdentityOpening.objects.of(asked.organisation).exists()
    assert officer.post(f"{asked.get_absolute_url()}move/open/", typed).status_code == 200
    assert IdentityOpening.objects.of(asked.organisation).count() == 1


@pytest.mark.parametrize(
    "column", ["number", "outcome", "fields", "ground", "day", "by", "previous", "mac", "hash"]
)
def test_bent_entry_is_named_with_its_column(column, asked, cast):
    for _ in range(2):
        open_identity(asked, by=cast[Role.OFFICER], fields=["name"], secret=PASSPHRASE)
    drop_triggers()
    other = {
        "number": 7,
        "outcome": "refused",
        "fields": ["address"],
        "day": TODAY() - timedelta(days=3),
        "by": cast[Role.MEMBER],
    }.get(column, "f" * 64)
    more = {"reason": "жок"} if column == "outcome" else {}
    IdentityOpening.objects.of(asked.organisation).filter(number=2).update(**{column: other, **more})
    assert column in {found for _number, found in chain_faults(asked.organisation)}


# --- V-8: paper envelopes ----------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=12, max_size=40).map(
    "Ңөүзх {}".format  # no word of the portal's own begins so
)
FIELDS = [field for field in Identity.Field.values if field != "files"]


@EVERY_FORM
@given(
    particulars=st.dictionaries(st.sampled_from(FIELDS), WORDS, min_size=1),
    kept=st.booleans(),
)
def test_envelope_holds_no_value_of_an_identity(particulars, kept, body):
    with transaction.atomic():
        try:
            wall = build_wall(body, book="appeals", year=2026, number=1, named=True, particulars=particulars)
        except Refused:
            came = [(word, word.encode()) for word in particulars.values()]
            wall = build_wall(body, book="appeals", year=2026, number=1, named=kept, originals=came)
        assert (wall.commitments, wall.identities.count()) == ({}, 0)
        wanted = [text for text in particulars.values() if text.strip()]
        assert (
            thief.hits(wanted, {name: rows for name, rows in thief.database().items() if "office_" in name})
            == set()
        )
        transaction.set_rollback(True)


def test_wall_has_no_column_for_a_word():
    """The schema itself: nothing of a wall can hold a name but the sealed bytes."""
    free = {
        f"{model.__name__}.{field.name}"
        for model in (Wall, Identity)
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField", "JSONField") and not field.choices
    }
    # `erased` holds fields of the form with the number and ground of the act: of an applicant who asks not
    # even that says a name.
    assert free == {"Wall.commitments", "Wall.erased"}


def test_control_the_vault_does_hold_something(body, cast, keys):
    wall = add_matter(body)
    assert (set(wall.commitments), wall.identities.count()) == (set(NAMED), 6)


# --- I-12: the excluded ------------------------------------------------------------------------------------

LISTS = ("/", "/confidential/", "/disclosures/", "/disclosures/copy/csv/", "/search/?q=суроо")
AROUND = [Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER]


def seen_by(person, page):
    from tests.test_routes import plain

    visitor = page(person)
    return [plain(visitor.get(address), 0) for address in LISTS]


def hidden_matter(body, cast, role):
    """A matter hidden from one role, with a confirmed request and an opening."""
    others = [one for one in AROUND if one != role]
    wall = walled(body, number=2)
    exclude_person(wall, cast[role], reason="Ага даттанышкан", by=cast[others[0]])
    row = request(
        wall, by=cast[others[0]], confirmed_by=cast[next(one for one in others[1:] if one != Role.CLERK)]
    )
    open_identity(row, by=cast[next(one for one in others if one != Role.HEAD)], fields=["name"])
    return row


@pytest.mark.parametrize("role", AROUND)
def test_excluded_person_of_any_role_sees_the_very_same_pages_as_before(role, body, cast, page):
    request(walled(body), by=cast[Role.CLERK], confirmed_by=cast[Role.OFFICER])
    before = seen_by(cast[role], page)
    row = hidden_matter(body, cast, role)
    # The register's own chain goes on: the printed head says how many entries there are, not of what.
    assert seen_by(cast[role], page) == before
    assert page(cast[role]).get(row.get_absolute_url()).status_code == 404


def test_control_without_the_wall_the_matter_is_seen(body, cast, page):
    before = seen_by(cast[Role.HEAD], page)
    hidden_matter(body, cast, Role.HEAD)
    with mock.patch.object(WalledQuerySet, "not_hidden_from", lambda rows, person: rows):
        assert seen_by(cast[Role.HEAD], page) != before
