"""Backups in a store of the S3 kind: sent, read back, listed, restored; what is broken there is refused."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import obstore
import pytest

from config.stores import store_settings
from office.operations.status import find_status
from office.recovery.archive import digest_of
from office.recovery.backup import write_marker
from office.recovery.programs import BackupError
from office.recovery.remote import PART, digest_in, fetch_backup, list_backups, send_backup, store_of
from tests import databases, install
from tests.object_store import object_store


@pytest.fixture(scope="module")
def swift(tmp_path_factory):
    with object_store(tmp_path_factory.mktemp("swift")) as running:
        running.make_bucket("backups")
        yield running


@pytest.fixture
def bucket(swift, settings):
    """The settings of the portal name the bucket."""
    settings.BACKUP_S3 = store_settings("X", swift.environment("X", "backups"))
    return store_of("backups")


def sealed_file(folder, size=3000) -> tuple[Path, str]:
    place = folder / f"achyk-{os.urandom(4).hex()}.tar.age"
    place.write_bytes(os.urandom(size))
    return place, digest_of(place)


@pytest.mark.parametrize("size", [0, 3000, 3 * PART + 1], ids=["empty", "small", "in parts"])
def test_file_that_was_sent_comes_back_byte_for_byte(bucket, tmp_path, size):
    place, digest = sealed_file(tmp_path, size)
    url = send_backup(place, digest)
    (tmp_path / "back").mkdir()
    assert fetch_backup(url, tmp_path / "back").read_bytes() == place.read_bytes()
    (found,) = [one for one in list_backups("s3://backups/") if one.url == url]
    assert (found.size, found.whole) == (size, True)


def test_store_that_holds_other_bytes_is_named_and_nothing_is_called_whole(bucket, tmp_path):
    place, digest = sealed_file(tmp_path)
    with pytest.raises(BackupError, match="other bytes"):
        send_backup(place, "0" * 64)  # the portal knows another digest than the store gives back
    assert [one.whole for one in list_backups("s3://backups/") if place.name in one.url] == [False]
    url = send_backup(place, digest)
    content = place.read_bytes()
    obstore.put(bucket, place.name, content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(BackupError, match="other bytes"):
        fetch_backup(url, tmp_path)
    assert digest_in(bucket, place.name) != digest


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"secret": "another"}, "403|SignatureDoesNotMatch"),
        ({"bucket": "nowhere"}, "NoSuchBucket"),
        ({"endpoint": "http://127.0.0.1:9"}, "s3://backups/"),
        ({"key": ""}, "PORTAL_BACKUP_S3_KEY"),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else "",
)
def test_store_that_does_not_let_us_in_is_named_without_its_secret(
    bucket, settings, tmp_path, change, words, monkeypatch
):
    monkeypatch.setattr("office.recovery.remote.TRIES", {"max_retries": 0})
    settings.BACKUP_S3 = settings.BACKUP_S3._replace(**change)
    with pytest.raises(BackupError, match=words) as refused:
        send_backup(*sealed_file(tmp_path))
    assert "parole-of-the-store" not in str(refused.value)


def test_backup_goes_to_the_store_and_an_empty_install_is_restored_from_it(swift, tmp_path):
    keys = install.make_key(tmp_path / "offline")
    (tmp_path / "old").mkdir()
    with databases.copy_beside(tmp_path / "old") as old:
        named = swift.environment("PORTAL_BACKUP_S3", "backups") | {"PORTAL_BACKUP_S3_PREFIX": "dostuk/"}
        old = {"DATABASE_URL": "", **old, **named}
        filled = install.run_python(old, "-m", "tests.install", "3", "2")
        assert not filled.returncode, filled.stderr
        done = install.run_manage(old, "backup", "--to", tmp_path / "folder", "--recipient", keys[0])
        assert not done.returncode, done.stderr
        url = re.search(r"^s3://backups/dostuk/achyk-\S+\.tar\.age$", done.stdout, re.M)[0]
        assert Path(old["PORTAL_VAR"], "last-upload.json").exists()
        listed = install.run_manage(old, "restore", "s3://backups/dostuk/")
        assert listed.stdout.startswith(f"{url}  ") and "not proved" not in listed.stdout
        with install.empty_place(tmp_path / "new") as new:
            done = install.restore(new | named, url, keys[1])
            assert not done.returncode, done.stderr
            assert install.all_rows(new) == install.all_rows(old)
            assert install.all_files(new) == install.all_files(old)
            assert not list(Path(new["PORTAL_VAR"]).glob("trial-*"))


def test_store_that_is_down_leaves_the_copy_in_the_folder_and_the_command_ends_with_1(tmp_path):
    keys = install.make_key(tmp_path / "offline")
    (tmp_path / "old").mkdir()
    with databases.copy_beside(tmp_path / "old") as old:
        named = {f"PORTAL_BACKUP_S3_{name}": "x" for name in ("BUCKET", "KEY", "SECRET")}
        old = {"DATABASE_URL": "", **old, **named, "PORTAL_BACKUP_S3_ENDPOINT": "http://127.0.0.1:9"}
        assert not install.run_python(old, "-m", "tests.install", "1", "0").returncode
        done = install.run_manage(old, "backup", "--to", tmp_path / "folder", "--recipient", keys[0])
        assert done.returncode == 1 and "stands in the folder, not in the store" in done.stderr
        assert len(list((tmp_path / "folder").glob("achyk-*.tar.age"))) == 1
        assert not Path(old["PORTAL_VAR"], "last-upload.json").exists()


def test_status_names_a_store_that_no_backup_reached(db, bucket, settings, tmp_path):
    settings.VAR, settings.BACKUP_DAYS = tmp_path, 7
    moment = "2026-01-01T00:00:00+00:00"
    noted = {"path": "x", "sha256": "y", "rows": 1, "files": 0}

    def named():
        return [entry.what for entry in find_status().to_do if "reached the store" in entry.what]

    now = datetime.now(UTC).isoformat()
    write_marker("backup", {"at": now, **noted})
    assert named() == ["No good backup reached the store for 7 days."]
    write_marker("upload", {"at": moment, "url": "s3://x/y"})
    assert named() == ["No good backup reached the store for 7 days."]
    write_marker("upload", {"at": now, "url": "s3://x/y"})
    assert named() == []


@pytest.mark.parametrize("url", ["s3:///x", "s3://", "http://x/y"])
def test_address_of_no_store_is_refused(url, tmp_path):
    with pytest.raises(BackupError, match="no address of a store"):
        fetch_backup(url, tmp_path)
