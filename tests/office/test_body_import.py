"""An export read into another portal, and in the place of what is damaged in its own: hashes and heads are
the same, `verify` is whole, no row of another organisation is touched.
"""

import json
import secrets
import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from monitoring.models.criteria import Heading
from office import clock
from office.database.search_index import is_index
from office.database.triggers import install_triggers
from office.files.models import StoredFile
from office.handover import tables, verifier
from office.handover.clashes import standing_row
from office.handover.export import export_body
from office.handover.models import BodyTransfer
from office.handover.package import CLOSED, HandoverError
from office.handover.receipt import import_body
from office.handover.rows import delete_rows
from office.models.organisation import Organisation
from office.models.person import Person
from office.models.restored_book import RestoredBook
from office.papers.official import template_of
from office.recovery.archive import Packer, unpack_archive
from office.roles import Role
from office.seals.actions import seal_everything
from office.seals.models import SealBook
from office.verification import organisation_faults, verify
from office.wall.models.sealed_file import SealedFile
from risks.models.risk import Risk
from tests import databases, install, production
from tests.office.handover import OURS, fill_village
from tests.test_controls import drop_triggers

SIDES = ("--giver", "Башчы Э. Асанов", "--receiver", "Жооптуу катчы А. Асанова")


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return install.make_key(tmp_path_factory.mktemp("key") / "offline")


@pytest.fixture
def living(body, foreign, cast, stranger):
    for one in (body, foreign):  # files of earlier tests, whose rows are gone
        shutil.rmtree(default_storage.path(str(one.pk)), ignore_errors=True)
    fill_village(foreign, cast | {Role.CLERK: stranger})
    return fill_village(body, cast)


@pytest.fixture
def folder(living, cast, keys, tmp_path):
    export_body(living, tmp_path / "out", by=cast[Role.CLERK], recipient=keys[0])
    return tmp_path / "out"


def as_bytes(value):
    return bytes(value) if isinstance(value, memoryview) else value


def rows_of_others(body):
    """Every row of every table but those of one organisation and those that an import may write."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if is_index(table):  # its parts on SQLite are of all organisations together
                continue
            cursor.execute(f'SELECT * FROM "{table}" WHERE 1 = 0')
            names = [column[0] for column in cursor.description]
            where = f"WHERE organisation_id <> {body.pk}" if "organisation_id" in names else ""
            if table == "office_seal":
                where = (
                    f"WHERE book_id NOT IN (SELECT id FROM office_sealbook WHERE organisation_id = {body.pk})"
                )
            cursor.execute(f'SELECT * FROM "{table}" {where}')
            rows[table] = sorted(repr([as_bytes(value) for value in row]) for row in cursor.fetchall())
    return rows


# --- Restore of one organisation alone ----------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_one_organisation_is_restored_alone_and_the_others_stay(damage, folder, living, foreign, keys):
    seal_everything()  # the memory of the export is the portal's
    before, head = rows_of_others(living), SealBook.objects.get(organisation_id=living.pk).head
    files, theirs = stored_files(living), stored_files(foreign)
    drop_triggers()
    if damage == "lost":
        connection.check_constraints()
        delete_rows(living.pk)
        shutil.rmtree(default_storage.path(str(living.pk)))
    else:
        Risk.objects.of(living).update(function="Башка")
    connection.check_constraints()  # what waits for the end of the transaction locks its table
    install_triggers()
    came = import_body(folder, keys[1], replace=True)
    assert (came.act, Risk.objects.of(living).get().function) == (None, f"{OURS} берүү")
    assert rows_of_others(living) == before
    assert (stored_files(living), stored_files(foreign)) == (files, theirs)
    assert list(verify()) == []
    chain = SealBook.objects.get(organisation_id=living.pk).seals
    assert head in chain.values_list("head", flat=True)
    closed = RestoredBook.objects.of(living)
    assert closed.filter(known_last=None).count() == closed.count() > 0


def stored_files(organisation):
    """The files that rows name: others are left by tests whose rows are gone."""
    root = Path(default_storage.path(str(organisation.pk)))
    named = {
        sha256
        for model in (StoredFile, SealedFile)
        for sha256 in model.objects.of(organisation).values_list("sha256", flat=True)
    }
    return {path.name: path.read_bytes() for path in root.rglob("*") if path.name in named}


def test_restore_needs_the_word_and_the_same_key(folder, living, keys, settings):
    with pytest.raises(HandoverError, match="is here already"):
        import_body(folder, keys[1], giver="А", receiver="Б")
    settings.CHAIN_KEY = secrets.token_hex(32)
    with pytest.raises(HandoverError, match="another chain key"):
        import_body(folder, keys[1], replace=True)


# --- What is refused ----------------------------------------------------------------------------------------


def refused(folder, keys, **options):
    with pytest.raises(HandoverError) as trouble:
        import_body(folder, keys[1], giver="А", receiver="Б", **options)
    return str(trouble.value)


def test_a_changed_folder_is_refused_before_a_row_is_written(folder, living, keys):
    seals = folder / verifier.SEALS
    lines = seals.read_text().splitlines(keepends=True)
    seals.write_text("".join(lines[:-1]))
    assert "is not what was exported" in refused(folder, keys)
    manifest = json.loads((folder / verifier.MANIFEST).read_text())
    manifest["files"][verifier.SEALS] = verifier.digest_file(seals)
    (folder / verifier.MANIFEST).write_text(json.dumps(manifest))
    assert "chain: ends at" in refused(folder, keys)
    assert "not that of the paper" in refused(folder, keys, sha256="0" * 64)


def test_a_folder_of_another_version_is_refused_by_name(folder, keys):
    manifest = json.loads((folder / verifier.MANIFEST).read_text())
    manifest["migrations"]["plans"].append("0099_later")
    (folder / verifier.MANIFEST).write_text(json.dumps(manifest))
    assert "another version of the portal (tables of plans)" in refused(folder, keys)


def test_a_wrong_identity_and_a_nameless_act_are_refused(folder, keys, tmp_path):
    other = install.make_key(tmp_path / "other")
    assert "cannot be opened" in refused(folder, other)
    with pytest.raises(HandoverError, match="names both sides"):
        import_body(folder, keys[1])


def test_an_administrator_who_is_not_in_the_folder_is_refused_before_a_row_is_written(
    folder, living, foreign, stranger, keys
):
    """Also one who works here for others: `came` is whoever came."""
    drop_triggers()
    connection.check_constraints()
    delete_rows(living.pk)
    Person.objects.filter(username=stranger.username).update(username="башка")
    for login in ("nobody", "башка"):
        said = StringIO()
        with pytest.raises(CommandError, match=f"^Nothing was changed. Nobody of the folder .* as {login}"):
            words = {"giver": "А", "receiver": "Б", "administrator": login}
            call_command("import_body", folder, identity=keys[1], stdout=said, **words)
        assert said.getvalue() == ""
        assert not Risk.objects.of(living).exists() and not BodyTransfer.objects.of(living).exists()
    assert import_body(folder, keys[1], giver="А", receiver="Б", administrator="clerk").act


def test_taken_keys_are_refused_and_nothing_is_written(folder, living, foreign, keys):
    """The village moved away; another one sits on its key."""
    drop_triggers()
    connection.check_constraints()
    delete_rows(living.pk)
    Organisation.objects.filter(pk=living.pk).update(code="other", path="/araban/other/")
    assert "is «other» here and «dostuk» in the folder" in refused(folder, keys)
    Organisation.objects.filter(pk=living.pk).update(code="dostuk", path="/araban/dostuk/")
    taken = json.loads((folder / "tables/risks_risk.json").read_text())[0]["id"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE risks_risk SET id = %s WHERE organisation_id = %s", [taken, foreign.pk])
    before = rows_of_others(living)
    assert f"risks_risk: row {taken} is here already and belongs to another" in refused(folder, keys)
    assert rows_of_others(living) == before
    assert not Risk.objects.of(living).exists()


def test_manifest_is_the_one_that_was_sealed(folder, keys):
    """Also the words that no file and no link of the chain proves, where nobody gave the digest on paper."""
    place = folder / verifier.MANIFEST
    whole = json.loads(place.read_text())
    for changed in (
        {"at": "2020-01-01T00:00:00+00:00"},
        {"chain": whole["chain"] | {"begun_on": "2020-01-01"}},
    ):
        place.write_text(json.dumps(whole | changed))
        assert "is not the one that was sealed" in refused(folder, keys)
    place.write_text(json.dumps(whole | {"chain": {"length": whole["chain"]["length"]}}))
    assert "head of chain is missing" in refused(folder, keys)


def seal_anew(folder, keys, change):
    """The folder as somebody could make it who has no more than the receiver's line `age1…`."""
    opened = folder.with_name("opened")
    opened.mkdir()
    within = unpack_archive(folder / CLOSED, keys[1], opened)
    change(opened)
    (folder / CLOSED).unlink()
    packer = Packer(keys[0], folder / CLOSED)
    for path in sorted(path for path in opened.rglob("*") if path.is_file()):
        packer.add_file(path, path.relative_to(opened).as_posix())
    packer.finish(within | {"digests": packer.digests})
    manifest = json.loads((folder / verifier.MANIFEST).read_text())
    manifest["files"][CLOSED] = verifier.digest_file(folder / CLOSED)
    (folder / verifier.MANIFEST).write_text(json.dumps(manifest))


def test_a_file_of_another_organisation_is_refused_and_stays(folder, living, foreign, keys):
    theirs = stored_files(foreign)
    name = next(iter(theirs))

    def change(opened):
        place = opened / f"files/{foreign.pk}/{name[:2]}/{name}"
        place.parent.mkdir(parents=True)
        place.write_bytes(b"other")

    seal_anew(folder, keys, change)
    with pytest.raises(HandoverError, match="is no file of the organisation"):
        import_body(folder, keys[1], replace=True)
    assert stored_files(foreign) == theirs


def test_a_person_brings_no_right_and_no_mail(folder, living, keys):
    def change(opened):
        place = opened / "rows/office_person.jsonl"
        names, *people = map(json.loads, place.read_text().splitlines())
        lines = [[*names, "is_superuser"], *([*one, True] for one in people)]
        place.write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    seal_anew(folder, keys, change)
    with pytest.raises(HandoverError, match="office_person: other columns"):
        import_body(folder, keys[1], replace=True)


def test_control_the_same_folder_sealed_anew_comes_in(folder, living, keys):
    seal_anew(folder, keys, lambda opened: None)
    assert import_body(folder, keys[1], replace=True).act is None


def test_a_login_of_somebody_else_is_no_person_of_the_folder(folder, living, cast, keys):
    """Two installs number their people alike and call many of them alike."""
    clerk = cast[Role.CLERK]
    Person.objects.filter(pk=clerk.pk).update(date_joined=clerk.date_joined + timedelta(days=1))
    with pytest.raises(HandoverError, match=f"office_person: {clerk.pk} is .* here and"):
        import_body(folder, keys[1], replace=True)


def test_a_row_without_a_code_is_known_by_its_words(folder, living, keys):
    heading = Heading.objects.first()
    values = {"id": heading.pk} | {
        name: tables.encode_value(getattr(heading, name)) for name in tables.stored_names(Heading)
    }
    assert standing_row(Heading, values) == heading
    with pytest.raises(HandoverError, match="monitoring_heading"):
        standing_row(Heading, values | {"text_ky": "Башка"})


# --- Another portal -----------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path):
    """The variables of another install, migrated and empty, with a chain key of its own."""
    (tmp_path / "elsewhere").mkdir()
    with databases.copy_beside(tmp_path / "elsewhere") as place:
        key = production.private_file(tmp_path / "chain-key", secrets.token_urlsafe(64))
        yield {"DATABASE_URL": "", **place, "PORTAL_CHAIN_KEY_FILE": str(key)}


def take(place, folder, keys, *words):
    return install.run_manage(place, "import_body", folder, "--identity", keys[1], *words)


def test_another_portal_takes_it_over_proves_it_and_goes_on(folder, living, cast, keys, elsewhere, tmp_path):
    digest = verifier.digest_file(folder / verifier.MANIFEST)
    done = take(elsewhere, folder, keys, *SIDES, "--sha256", digest, "--administrator", "clerk")
    assert not done.returncode, done.stderr
    assert "Act of transfer № 1" in done.stdout and "clerk" in done.stdout
    whole = install.run_manage(elsewhere, "verify", "--heads", folder / "chain/heads.txt", "--json")
    assert not whole.returncode, whole.stdout + whole.stderr
    assert json.loads(whole.stdout)["whole"]
    # The same rows, but for what nobody takes along and what the key of the books is in.
    theirs = exported_rows(elsewhere, keys, tmp_path)
    ours = json.loads((folder / "tables/risks_risk.json").read_text())
    assert theirs["risks_risk"] == ours != []
    assert [row["sha256"] for row in theirs["office_paper"]] == [
        row["sha256"] for row in json.loads((folder / "tables/office_paper.json").read_text())
    ]
    paper = install.run_manage(
        elsewhere, "paper", "office/transfer", "--organisation", "dostuk", "-o", tmp_path / "act.pdf"
    )
    assert not paper.returncode, paper.stderr
    assert (tmp_path / "act.pdf").read_bytes().startswith(b"%PDF-")
    again = take(elsewhere, folder, keys, *SIDES)
    assert again.returncode and "Nothing was changed. The organisation is here already" in again.stderr


def exported_rows(place, keys, tmp_path):
    out = tmp_path / "back"
    done = install.run_manage(
        place, "export_body", "dostuk", "--to", out, "--by", "clerk", "--recipient", keys[0]
    )
    assert not done.returncode, done.stderr
    return {path.stem: json.loads(path.read_text()) for path in (out / "tables").glob("*.json")}


def test_people_come_without_any_means_to_sign_in(folder, keys, elsewhere):
    assert not take(elsewhere, folder, keys, *SIDES).returncode
    script = (
        "import django; django.setup()\n"
        "from office.models.person import Person\n"
        "people = Person.objects.all()\n"
        "print(len(people), sum(one.has_usable_password() for one in people), end=' ')\n"
        "print(sum(bool(one.email) for one in people))"
    )
    many, passwords, mail = map(int, install.run_python(elsewhere, "-c", script).stdout.split())
    assert many and (passwords, mail) == (0, 0)


@pytest.mark.parametrize(
    ("table", "set_to"),
    [("office_seal", "leaves = 'f' || substr(leaves, 2)"), ("office_change", "event = 'DELETE'")],
)
def test_a_change_of_the_old_part_is_named_under_the_new_key(table, set_to, folder, living, keys, settings):
    """The portal of the same rows with another key: the old links have one digest under the new key."""
    drop_triggers()
    connection.check_constraints()
    delete_rows(living.pk)
    settings.CHAIN_KEY = secrets.token_hex(32)
    import_body(folder, keys[1], giver="А", receiver="Б")
    assert list(organisation_faults(living)) == []
    drop_triggers()
    of_book = "(SELECT organisation_id FROM office_sealbook b WHERE b.id = book_id)"
    condition = "organisation_id" if table == "office_change" else of_book
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {set_to} WHERE id = (SELECT min(id) FROM {table} WHERE {condition} = %s)",
            [living.pk],
        )
    assert "are not what came" in str(next(iter(organisation_faults(living))))


def test_act_of_transfer_is_a_record_of_the_organisation(folder, living, keys, settings):
    drop_triggers()
    connection.check_constraints()
    delete_rows(living.pk)
    came = import_body(folder, keys[1], giver="А", receiver="Б")
    act = BodyTransfer.objects.of(living).get()
    assert (came.act, act.number, act.day, act.own_key) == (act, 1, clock.today(), True)
    assert act.manifest_sha256 == verifier.digest_file(folder / verifier.MANIFEST)
    assert template_of("office/transfer") == "office/print/transfer.html"
    assert list(organisation_faults(living)) == []
    assert (
        act.rows
        == sum(tables.owned_rows(model, living).count() for model in tables.owned_tables().values()) - 2
    )  # the act and its counter
