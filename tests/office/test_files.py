"""Stored files: judged by content, kept byte for byte, noticed when the store holds something else."""

import errno
import os
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from office.files import store as files_store
from office.files.clean_copy import clean_upload
from office.files.models import SCAN_LIMIT, StoredFile, WrongFile
from office.models.audit import Change
from office.papers.models import Order
from office.papers.scans import file_scans
from office.registers.workflow import Refused
from office.wall.models.wall import Wall
from tests import make
from tests.office import samples

PDF, JPEG, PNG = b"%PDF-1.7\n...", b"\xff\xd8\xff\xe0JFIF", b"\x89PNG\r\n\x1a\nIHDR"


@pytest.fixture
def store(body, clerk, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "office.files.store.DurableStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    return lambda content, name="буйрук.pdf": StoredFile.store(body, name=name, content=content, by=clerk)


@pytest.mark.parametrize(
    "content, kind", [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")]
)
def test_type_is_told_by_the_content(content, kind, store):
    assert store(content, "буйрук.html").kind == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'>",
        b"PK\x03\x04word/vbaProject.bin",
        b"MZ\x90\x00",
        b"GIF89a",
        b" %PDF-1.7",
        "\ufeff%PDF-1.7".encode(),
        rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ],
)
def test_other_types_are_refused_whatever_their_name(content, store):
    with pytest.raises(WrongFile):
        store(content, "буйрук.pdf")


# --- On the disk, whole or not at all (SAFETY D-10, F-2, F-5, F-6) -----------------------------------------


def test_bytes_and_their_folder_are_synced_before_the_row_stands(store, monkeypatch):
    synced, rows = [], []
    real = os.fsync
    monkeypatch.setattr(
        files_store.os,
        "fsync",
        lambda opened: (synced.append(opened), rows.append(StoredFile.unscoped.count()), real(opened)),
    )
    before = StoredFile.unscoped.count()
    store(PDF)
    assert len(synced) >= 2 and set(rows) == {before}


@pytest.mark.parametrize("trouble", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("step", ["NamedTemporaryFile", "fsync", "replace"])
def test_a_failing_step_leaves_neither_row_nor_file(step, trouble, store, tmp_path, monkeypatch):
    def failing(*_, **__):
        raise OSError(trouble, "failed on purpose")

    monkeypatch.setattr(files_store if step == "NamedTemporaryFile" else files_store.os, step, failing)
    before = StoredFile.unscoped.count()
    with pytest.raises(WrongFile if trouble == errno.ENOSPC else OSError):
        store(PDF)
    assert StoredFile.unscoped.count() == before and not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_files_stop_while_the_database_still_has_room(store, monkeypatch):
    row = store(PDF)
    usage = files_store.shutil.disk_usage("/")
    monkeypatch.setattr(
        files_store.shutil, "disk_usage", lambda place: usage._replace(free=files_store.ROOM + len(JPEG) - 1)
    )
    with pytest.raises(WrongFile, match="орун калган жок"):
        store(JPEG)
    assert row.read() == PDF and store(PDF).read() == PDF  # what lies there already needs no room


def test_empty_file_is_refused(store):
    with pytest.raises(WrongFile):
        store(b"")


def test_twenty_megabytes_are_taken_and_not_a_byte_more(store):
    assert store(PDF.ljust(SCAN_LIMIT)).size == 20 * 2**20
    with pytest.raises(WrongFile):
        store(PDF.ljust(SCAN_LIMIT + 1))


def test_bytes_come_back_as_they_went(store):
    assert store(PDF).read() == PDF


def test_same_bytes_of_two_bodies_lie_apart(store, body, foreign, clerk):
    mine, theirs = store(PDF), StoredFile.store(foreign, name="x", content=PDF, by=clerk)
    assert mine.sha256 == theirs.sha256 and mine.path != theirs.path


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "CON", "a\x00b", "ы" * 300, "..\\x.pdf"])
def test_name_has_no_say_in_where_the_bytes_lie(name, store, body):
    row = store(PDF, name.replace("\x00", ""))
    assert row.path == f"{body.pk}/{row.sha256[:2]}/{row.sha256}"


@pytest.mark.parametrize("place", [0, 5, -1])
def test_one_changed_byte_is_noticed(place, store):
    row = store(PDF)
    spoiled = bytearray(PDF)
    spoiled[place] ^= 1
    default_storage.delete(row.path)
    default_storage.save(row.path, ContentFile(bytes(spoiled)))
    with pytest.raises(ValueError, match="other bytes"):
        row.read()


def test_scan_of_a_draft_is_refused(store, body, clerk):
    with pytest.raises(Refused):
        file_scans(make.order(body), [("x.pdf", PDF)], by=clerk, unread=True)
    assert not StoredFile.unscoped.exists()


def test_first_scan_stays_the_scan_of_the_order(store, body, clerk):
    order = make.in_state(Order, "signed", body)
    file_scans(order, [("x.pdf", PDF)], by=clerk, unread=True)
    file_scans(order, [("y.jpg", JPEG)], by=clerk, unread=True)
    assert order.scan.read() == PDF


def test_copy_of_a_citizen_has_no_name_no_bringer_and_no_hour(store, body):
    copy = clean_upload(next(samples.jpegs()))
    wall = make.row(Wall, body)
    row = StoredFile.store(body, name="Асанов.jpg", content=copy.content, by=None, wall=wall)
    path = Path(default_storage.path(row.path))
    moments = {
        datetime.fromtimestamp(place.stat().st_mtime, timezone.get_current_timezone())
        for place in (path, path.parent)
    }
    assert (row.name, row.stored_by, row.kind) == ("", None, "image/jpeg")
    assert {moment.hour for moment in moments} == {0}
    assert not Change.objects.of_record(row).exists()


@pytest.mark.parametrize("kind", samples.KINDS)
def test_every_cleaned_kind_can_be_kept(kind, store, body):
    copy = clean_upload(next(samples.KINDS[kind]()))
    row = StoredFile.store(body, name="", content=copy.content, by=None, wall=make.row(Wall, body))
    assert (row.kind, row.read()) == (copy.kind, copy.content)


def test_file_of_nobody_without_a_wall_is_refused_by_the_database(store, body):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.store(body, name="", content=PDF, by=None)


def test_file_behind_a_wall_is_not_found_by_its_number(store, body, head, page):
    apart = StoredFile.store(body, name="", content=PDF, by=head, wall=make.row(Wall, body))
    assert page(head).get(f"/files/{apart.pk}/").status_code == 404
    assert page(head).get(f"/files/{store(PDF).pk}/").status_code == 200
