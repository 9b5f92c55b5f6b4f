"""The files of rows in a store of the S3 kind (ADR 22), a real one: the same promises as in the folder."""

import hashlib
import io
import os
import subprocess
import sys
from datetime import timedelta

import obstore
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from config.stores import store_settings
from office import clock, daily_acts
from office.actions import merge_organisation
from office.daily_acts import run_daily_acts
from office.files import object_store
from office.files.models import StoredFile, WrongFile
from office.files.object_store import ObjectStorage, connect_store
from office.files.store import DurableStorage
from office.files.waiting_files import WaitingFile, store_waiting_files
from office.models.audit import Change
from office.wall.erased_files import sweep_erased_files
from office.wall.models.sealed_file import SealedFile
from office.wall.models.wall import Wall
from tests import databases, install, make
from tests import object_store as swift_server

STORE = {"default": {"BACKEND": "office.files.object_store.ObjectStorage"}}
LETTERS, WITH_FILES = 4, 3


@pytest.fixture(scope="module")
def swift(tmp_path_factory):
    with swift_server.object_store(tmp_path_factory.mktemp("swift")) as running:
        running.make_bucket("files")
        yield running


def named(swift, test) -> dict[str, str]:
    """The variables of a place in the bucket that no other test has."""
    prefix = hashlib.sha256(test.encode()).hexdigest()[:8]
    return swift.environment("PORTAL_FILES_S3", "files") | {"PORTAL_FILES_S3_PREFIX": f"{prefix}/"}


def objects(variables) -> dict[str, bytes]:
    """{name: bytes} of the place of these variables."""
    place = store_settings("PORTAL_FILES_S3", variables)
    store = connect_store(place, place.bucket, object_store.PATIENCE, object_store.TRIES)
    found = [entry["path"] for page in obstore.list(store, place.prefix) for entry in page]
    return {name.removeprefix(place.prefix): bytes(obstore.get(store, name).bytes()) for name in found}


@pytest.fixture
def bucket(swift, settings, request):
    """The portal keeps its files in a bucket, under a prefix of the test's own."""
    settings.FILES_S3 = store_settings("PORTAL_FILES_S3", named(swift, request.node.nodeid))
    settings.STORAGES = settings.STORAGES | STORE
    return default_storage


def pdf(size=500):
    return b"%PDF-1.7 " + os.urandom(size)


def names_in(storage):
    """What lies under the prefix of the storage."""
    prefix = object_store.settings.FILES_S3.prefix
    found = [entry for page in obstore.list(storage.store, prefix) for entry in page]
    return {entry["path"].removeprefix(prefix): entry for entry in found}


def test_file_is_filed_read_and_kept_once(bucket, body, clerk):
    content = pdf()
    row = StoredFile.store(body, name="скан.pdf", content=content, by=clerk)
    again = StoredFile.store(body, name="дагы.pdf", content=content, by=clerk)
    assert row.path == again.path and row.read() == again.read() == content
    assert list(names_in(bucket)) == [row.path]
    assert bucket.exists(row.path) and bucket.size(row.path) == len(content)
    assert not bucket.exists("1/aa/aaaa")
    with pytest.raises(FileNotFoundError):
        bucket.open("1/aa/aaaa")


def test_what_lies_there_is_never_written_over(bucket):
    bucket.save("1/aa/first", ContentFile(b"first"))
    assert bucket.save("1/aa/first", ContentFile(b"second")) == "1/aa/first"
    assert bucket.open("1/aa/first").read() == b"first"
    # The control: without the condition the store takes the other bytes.
    obstore.put(bucket.store, bucket._key("1/aa/first"), b"second")
    assert bucket.open("1/aa/first").read() == b"second"


def test_other_bytes_than_were_filed_are_named(bucket, body, clerk):
    row = StoredFile.store(body, name="скан.pdf", content=pdf(), by=clerk)
    obstore.put(bucket.store, bucket._key(row.path), pdf())
    with pytest.raises(ValueError, match="other bytes"):
        row.read()


def test_page_gives_the_file_of_the_bucket(bucket, body, clerk, page):
    row = StoredFile.store(body, name="скан.pdf", content=pdf(), by=clerk)
    answer = page(clerk).get(row.get_absolute_url())
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]) == row.read()


def test_file_of_a_silent_store_is_not_called_lost(bucket, body, clerk, page, settings, monkeypatch):
    row = StoredFile.store(body, name="скан.pdf", content=pdf(), by=clerk)
    monkeypatch.setattr(object_store, "TRIES", {"max_retries": 0})
    settings.FILES_S3 = settings.FILES_S3._replace(endpoint="http://127.0.0.1:9")
    settings.STORAGES = settings.STORAGES | STORE
    answer = page(clerk).get(row.get_absolute_url())
    assert answer.status_code == 503 and "жоголгон жок" in answer.text


@pytest.mark.parametrize("change", [{"endpoint": "http://127.0.0.1:9"}, {"secret": "another"}])
def test_store_that_is_down_or_refuses_files_nothing_and_says_so(
    bucket, body, clerk, settings, monkeypatch, change
):
    monkeypatch.setattr(object_store, "TRIES", {"max_retries": 0})
    settings.FILES_S3 = settings.FILES_S3._replace(**change)
    settings.STORAGES = settings.STORAGES | STORE
    with pytest.raises(WrongFile, match="жооп бербей жатат"):
        StoredFile.store(body, name="скан.pdf", content=pdf(), by=clerk)
    assert not StoredFile.objects.of(body).exists()


def test_store_that_is_not_named_whole_is_refused(bucket, settings):
    settings.FILES_S3 = settings.FILES_S3._replace(key="", secret="")
    settings.STORAGES = settings.STORAGES | STORE
    with pytest.raises(ImproperlyConfigured, match="PORTAL_FILES_S3_KEY, PORTAL_FILES_S3_SECRET"):
        default_storage.exists("1/aa/first")


# --- The hour of a citizen


def citizen_s_files(body):
    wall = make.row(SealedFile, body).wall
    return [
        StoredFile.store(body, name="", content=pdf(), by=None, wall=wall),
        SealedFile.store(wall, os.urandom(300)),
    ]


def test_file_of_a_citizen_comes_to_the_store_with_others_on_a_later_day(bucket, body, clerk):
    rows = citizen_s_files(body)
    assert names_in(bucket) == {}
    assert [hashlib.sha256(row.read()).hexdigest() for row in rows] == [row.sha256 for row in rows]
    assert all(bucket.exists(row.path) for row in rows)
    run_daily_acts(clock.today())
    assert names_in(bucket) == {}
    done = run_daily_acts(clock.today() + timedelta(days=1))
    assert done["failed"] == []
    stored = names_in(bucket)
    assert set(stored) == {row.path for row in rows}
    moments = [entry["last_modified"] for entry in stored.values()]
    assert max(moments) - min(moments) < timedelta(minutes=1)
    assert not WaitingFile.objects.of(body).exists()
    assert [hashlib.sha256(row.read()).hexdigest() for row in rows] == [row.sha256 for row in rows]


def test_store_does_not_learn_which_files_came_one_after_the_other(bucket, body, monkeypatch):
    came = [row.path for _letter in range(4) for row in citizen_s_files(body)]
    given, save = [], ObjectStorage._save

    def noted(store, name, content):
        given.append(name)
        return save(store, name, content)

    monkeypatch.setattr(ObjectStorage, "_save", noted)
    store_waiting_files(body, clock.today() + timedelta(days=1))
    assert given == sorted(came) != came


def test_timer_that_was_killed_after_the_store_had_the_file_ends_its_work(bucket, body):
    rows = citizen_s_files(body)
    bucket.save(rows[0].path, ContentFile(rows[0].read()))
    assert store_waiting_files(body, clock.today() + timedelta(days=1)) == 2
    assert set(names_in(bucket)) == {row.path for row in rows}


def test_same_file_of_two_citizens_waits_once(bucket, body):
    wall, content = make.row(SealedFile, body).wall, pdf()
    for _letter in range(2):
        StoredFile.store(body, name="", content=content, by=None, wall=wall)
    assert WaitingFile.objects.of(body).count() == 1


def test_folder_takes_what_still_waits_when_the_store_is_left(bucket, body, settings, tmp_path):
    rows = citizen_s_files(body)
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "office.files.store.DurableStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    assert store_waiting_files(body, clock.today() + timedelta(days=1)) == 2
    assert [hashlib.sha256(row.read()).hexdigest() for row in rows] == [row.sha256 for row in rows]


def let_fail(settings, monkeypatch):
    monkeypatch.setattr(object_store, "TRIES", {"max_retries": 0})
    settings.FILES_S3 = settings.FILES_S3._replace(endpoint="http://127.0.0.1:9")
    settings.STORAGES = settings.STORAGES | STORE


def test_store_is_not_asked_in_the_hour_of_a_citizen(bucket, body, settings, monkeypatch):
    """It writes down who asked for which name, and when: nobody asks it, so it may as well be down."""
    let_fail(settings, monkeypatch)
    rows = citizen_s_files(body)
    assert WaitingFile.objects.of(body).count() == 2
    assert [hashlib.sha256(row.read()).hexdigest() for row in rows] == [row.sha256 for row in rows]


def test_bytes_that_the_store_has_already_wait_and_lie_there_once(bucket, body, clerk):
    content = pdf()
    row = StoredFile.store(body, name="скан.pdf", content=content, by=clerk)
    StoredFile.store(body, name="", content=content, by=None, wall=make.row(SealedFile, body).wall)
    assert store_waiting_files(body, clock.today() + timedelta(days=1)) == 1
    assert (list(names_in(bucket)), WaitingFile.objects.of(body).exists()) == ([row.path], False)


def test_silent_store_keeps_no_other_act_of_the_day_waiting(bucket, body, settings, monkeypatch):
    citizen_s_files(body)
    let_fail(settings, monkeypatch)
    ran = []
    monkeypatch.setattr(daily_acts, "DAILY", [lambda organisation, today: ran.append(organisation)])
    done = run_daily_acts(clock.today() + timedelta(days=1))
    assert done["failed"] == [f"{body.code}: office.files.waiting_files.store_waiting_files"]
    assert body in ran and WaitingFile.objects.of(body).count() == 2


def test_proof_that_cannot_read_the_store_names_no_fault_and_ends_with_its_own_number(
    bucket, body, clerk, settings, monkeypatch
):
    StoredFile.store(body, name="скан.pdf", content=pdf(), by=clerk)
    let_fail(settings, monkeypatch)
    with pytest.raises(CommandError, match="Not proved to the end: .*store of the files") as trouble:
        call_command("verify", stdout=io.StringIO(), stderr=io.StringIO())
    assert trouble.value.returncode == 2


def test_files_of_an_organisation_that_was_merged_come_to_the_store(bucket, body, foreign, clerk):
    rows = citizen_s_files(body)
    merge_organisation(body, into=foreign, by=clerk)
    run_daily_acts(clock.today() + timedelta(days=1))
    assert set(names_in(bucket)) == {row.path for row in rows}
    assert not WaitingFile.objects.of(body).exists()


def test_waiting_file_says_nothing_of_its_hour(bucket, body):
    citizen_s_files(body)
    fields = {field.name for field in WaitingFile._meta.fields}
    assert fields == {"id", "organisation", "version", "name", "content", "day"}
    assert not Change.objects.filter(table_name="office_waitingfile").exists()


@pytest.mark.parametrize("days", [0, 1], ids=["while it waits", "in the store"])
def test_erased_file_leaves_the_store(bucket, body, days):
    wall = make.row(Wall, body, erased={"files": "1/2026"})
    row = SealedFile.store(wall, os.urandom(300))
    store_waiting_files(body, clock.today() + timedelta(days=days))
    assert bucket.exists(row.path)
    assert sweep_erased_files(body) == 1
    assert not bucket.exists(row.path) and names_in(bucket) == {}


# --- Two at once, in the folder too


def test_second_one_at_the_same_moment_leaves_no_stray_copy(tmp_path):
    """Nothing would find it at an erasure: its name would be none that a row has."""
    storage = DurableStorage(tmp_path)
    for _person in range(2):
        assert storage.save("1/aa/digest", ContentFile(b"the same")) == "1/aa/digest"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["digest"]


# --- Whole installs


@pytest.fixture
def filled(swift, tmp_path, request):
    """An install whose files are in a bucket, all but those of today's citizens."""
    (tmp_path / "old").mkdir()
    with databases.copy_beside(tmp_path / "old") as place:
        place = {"DATABASE_URL": "", **place, **named(swift, request.node.nodeid)}
        done = install.run_python(place, "-m", "tests.install", str(LETTERS), str(WITH_FILES))
        assert not done.returncode, done.stderr
        yield place


def filing_clerk(place) -> subprocess.Popen:
    """A process that files scans until it is killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.office.filing", "dostuk"],
        cwd=install.ROOT,
        env=install.environment_of(place),
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_on_one_store_lose_nothing_when_one_is_killed(filled, swift):
    clerks = [filing_clerk(filled) for _clerk in range(2)]
    acknowledged = [clerk.stdout.readline().strip() for clerk in clerks for _scan in range(3)]
    for clerk in clerks:
        clerk.kill()
        acknowledged += clerk.communicate()[0].split()
    assert len(acknowledged) >= 6 and all(len(line) == 64 for line in acknowledged)
    stored = {path.rpartition("/")[2]: content for path, content in objects(filled).items()}
    assert [hashlib.sha256(stored[digest]).hexdigest() for digest in acknowledged] == acknowledged
    # A row whose clerk was killed before he heard of it has its file too.
    rows = install.all_rows(filled)["office_storedfile"]
    assert sum(any(digest in row for row in rows) for digest in stored) <= len(rows)
    done = install.run_manage(filled, "verify")
    assert not done.returncode, done.stdout + done.stderr


def file_a_scan(place):
    """File at least one scan by a clerk who is killed then."""
    with filing_clerk(place) as clerk:
        assert clerk.stdout.readline()
        clerk.kill()


def test_backup_of_a_bucket_is_restored_into_another(filled, swift, tmp_path):
    file_a_scan(filled)
    keys, rows = install.make_key(tmp_path / "offline"), install.all_rows(filled)
    count, waiting = len(rows["office_storedfile"]), len(rows["office_waitingfile"])
    sealed = install.back_up(filled, keys, tmp_path / "backups")
    with install.empty_place(tmp_path / "new") as new:
        new = new | named(swift, "the restored one")
        done = install.restore(new, sealed, keys[1])
        assert not done.returncode, done.stderr
        after = objects(new)
        # What waits goes on waiting there: the second of the restore is no more its own than any other.
        assert len(after) == count - WITH_FILES and after.items() <= objects(filled).items()
        assert install.all_rows(new) == rows
        # The books are closed after a restore, which is no fault of a file.
        proof = install.run_manage(new, "verify")
        assert f"office_storedfile: {count} / {count}" in proof.stdout + proof.stderr
    with install.empty_place(tmp_path / "third") as third:
        refused = install.restore(third | named(swift, "the restored one"), sealed, keys[1])
        assert refused.returncode and "There are files in the bucket files" in refused.stderr
    with install.empty_place(tmp_path / "folder") as folder:
        done = install.restore(folder, sealed, keys[1])
        assert not done.returncode, done.stderr
        assert set(after) <= set(install.all_files(folder))
        assert len(install.all_files(folder)) == len(after) + waiting


def test_backup_of_a_silent_store_says_so_and_leaves_nothing(filled, tmp_path):
    file_a_scan(filled)
    silent = filled | {"PORTAL_FILES_S3_ENDPOINT": "http://127.0.0.1:9"}
    keys, folder = install.make_key(tmp_path / "offline"), tmp_path / "backups"
    done = install.run_manage(silent, "backup", "--to", folder, "--recipient", keys[0])
    assert done.returncode == 1 and "A file could not be read: the store of the files" in done.stderr
    assert "Traceback" not in done.stderr and not list(folder.iterdir())


def test_trial_of_a_backup_touches_no_bucket(filled, swift, tmp_path):
    before = objects(filled)
    install.back_up(filled, install.make_key(tmp_path / "offline"), tmp_path / "backups")
    assert objects(filled) == before


def test_file_of_today_s_citizen_waits_in_the_database_alone(filled, swift):
    rows = install.all_rows(filled)["office_waitingfile"]
    assert len(rows) >= WITH_FILES
    assert not [row for row in rows if any(name in row for name in objects(filled))]
    done = install.run_manage(filled, "verify")
    assert not done.returncode, done.stdout + done.stderr
