"""Backups and restores on an install beside the tests (SAFETY B-1 … B-6)."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests import databases, install
from tests.install import back_up, make_key, restore


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """(recipient, file of the offline key)"""
    return make_key(tmp_path_factory.mktemp("keys") / "offline")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """An install with five letters, two of them with files."""
    folder = tmp_path_factory.mktemp("install")
    with databases.copy_beside(folder) as named:
        named = {"DATABASE_URL": "", **named}
        filled = install.run_python(named, "-m", "tests.install", "5", "2")
        assert not filled.returncode, filled.stderr
        named["HEADS"] = filled.stdout
        yield named


@pytest.fixture(scope="module")
def sealed(place, keys, tmp_path_factory):
    """The file of a good backup of the install."""
    return back_up(place, keys, tmp_path_factory.mktemp("backups"))


def opened(sealed, identity, name="-x"):
    """The bytes of the archive, opened with the offline key by hand."""
    command = ["age", "--decrypt", "--identity", identity, sealed]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_restored_install_has_every_row_and_file(place, sealed, keys, tmp_path):
    with install.empty_place(tmp_path / "new") as new:
        done = restore(new, sealed, keys[1])
        assert not done.returncode, done.stderr
        assert install.all_rows(new) == install.all_rows(place)
        assert install.all_files(new) == install.all_files(place)
        assert len(install.all_files(new)) == 2


def test_backup_is_proved_by_its_digest_and_marked(place, sealed):
    marker = json.loads(Path(place["PORTAL_VAR"], "last-backup.json").read_text())
    digest = subprocess.run(
        ["sha256sum", "-c", f"{sealed.name}.sha256"], cwd=sealed.parent, capture_output=True
    )
    assert (marker["path"], digest.returncode) == (str(sealed), 0)
    assert not list(Path(place["PORTAL_VAR"]).glob("trial-*"))


def test_no_key_is_in_the_backup(sealed, keys):
    content = opened(sealed, keys[1])
    assert b"manifest.json" in content
    assert b"only-for-tests" not in content and keys[1].read_bytes().split()[-1] not in content


def test_nobody_else_reads_a_backup_whatever_the_shell_allows(place, keys, tmp_path):
    before = os.umask(0)
    try:
        sealed = back_up(place, keys, tmp_path / "to")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "to").iterdir()}
    assert modes == {sealed.name: 0, f"{sealed.name}.sha256": 0}


def test_digest_taken_for_the_backup_is_named(sealed, keys, tmp_path):
    with install.empty_place(tmp_path / "new") as new:
        done = restore(new, f"{sealed}.sha256", keys[1])
        assert done.returncode == 1 and f"name {sealed.name}, which lies beside it" in done.stderr


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda content: content[:-1], "cannot be opened"),
        (lambda content: content[: len(content) // 2], "cannot be opened"),
        (lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:], "cannot be opened"),
        (lambda content: b"", "cannot be opened"),
    ],
)
def test_cut_or_changed_backup_is_refused_and_nothing_is_restored(sealed, keys, tmp_path, damage, words):
    (tmp_path / "bad").write_bytes(damage(sealed.read_bytes()))
    with install.empty_place(tmp_path / "new") as new:
        done = restore(new, tmp_path / "bad", keys[1])
        assert done.returncode == 1 and words in done.stderr, done.stderr
        assert (
            not install.all_rows(new)
            if new["DATABASE_URL"]
            else not (tmp_path / "new/portal.sqlite3").exists()
        )


def test_other_key_opens_nothing(sealed, tmp_path):
    other = make_key(tmp_path / "other")[1]
    with install.empty_place(tmp_path / "new") as new:
        done = restore(new, sealed, other)
        assert done.returncode == 1 and "no identity matched" in done.stderr


@pytest.mark.parametrize("key", ["", "another-key" * 6])
def test_missing_or_other_chain_key_is_refused_and_says_what_is_lost(sealed, keys, tmp_path, key):
    with install.empty_place(tmp_path / "new") as new:
        done = restore(new | {"PORTAL_CHAIN_KEY": key}, sealed, keys[1])
        assert done.returncode == 1 and "proves the books of before" in done.stderr


def test_restore_over_something_is_refused(place, sealed, keys):
    before = install.all_rows(place)
    done = restore(place, sealed, keys[1])
    assert done.returncode == 1 and "Set it aside first" in done.stderr
    assert install.all_rows(place) == before


def test_drill_opens_the_backup_and_is_remembered(place, sealed, keys):
    done = restore(place, sealed, keys[1], "--drill")
    assert not done.returncode, done.stderr
    assert Path(place["PORTAL_VAR"], "last-drill.json").exists()


def test_secret_key_is_no_recipient(place, keys, tmp_path):
    done = install.run_manage(place, "backup", "--to", tmp_path, "--recipient", keys[1])
    assert done.returncode == 1 and "secret key" in done.stderr
    assert not list(tmp_path.iterdir())


def test_role_that_row_security_binds_makes_no_backup(place, keys, tmp_path):
    if not place["DATABASE_URL"]:
        return  # SQLite has no row security: whoever reads the file reads all of it
    bound = place | {"PORTAL_BACKUP_DATABASE_URL": place["DATABASE_URL"]}
    done = install.run_manage(bound, "backup", "--to", tmp_path, "--recipient", keys[0])
    assert done.returncode == 1 and "sees only some rows" in done.stderr
    assert not list(tmp_path.iterdir())


def test_damaged_install_is_copied_and_its_copy_is_not_called_good(place, keys, tmp_path):
    marker = Path(place["PORTAL_VAR"], "last-backup.json")
    before = marker.read_text() if marker.exists() else ""
    file = next(path for path in Path(place["PORTAL_VAR"], "files").rglob("*") if path.is_file())
    content = file.read_bytes()
    file.write_bytes(b"%PDF-1.7 damaged")
    try:
        done = install.run_manage(place, "backup", "--to", tmp_path, "--recipient", keys[0])
    finally:
        file.write_bytes(content)
    assert done.returncode == 1 and "is not good" in done.stderr
    assert [path.name.endswith("-doubtful.tar.age") for path in tmp_path.glob("*.age")] == [True]
    assert (marker.read_text() if marker.exists() else "") == before
