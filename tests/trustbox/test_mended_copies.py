"""A stored copy of OpenDocument that no program opens gets one that opens beside it, as a sealed event of its
entry.
"""

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.daily_acts import run_daily_acts
from office.files.copy_check import MANIFEST
from office.files.metadata_worker import wash_file
from office.models.restored_book import RestoredBook
from office.verification import verify
from tests.files import packed, parts_of, zip_part
from tests.libreoffice import Office
from tests.office import samples
from tests.office.test_opened import LETTER, TEXTS
from tests.page import Visitor
from tests.trustbox import build
from trustbox.journal.actions import add_event
from trustbox.journal.mended_copies import mend_copies
from trustbox.journal.models.books import Book
from trustbox.journal.worklist import sender_message_lines


def copy_of(version):
    """The copy of an OpenDocument text whose content states this version, as it is made now."""
    content = zip_part(samples.open_document(), "content.xml")
    stated = content.replace(b'version="1.2"', f'version="{version}"'.encode())
    return wash_file(samples.open_document(parts={"content.xml": stated}))[1]


def as_filed_once(copy, version="1.3"):
    """The copy as the wash made it before: 1.2 in the manifest, whatever the content states."""
    parts = parts_of(copy)
    manifest = parts[MANIFEST].replace(f'version="{version}"'.encode(), b'version="1.2"')
    return packed(parts | {MANIFEST: manifest})


@pytest.fixture
def whole():
    return copy_of("1.3")


@pytest.fixture
def entry(body, whole):
    return build.appeal(body, files=[("", as_filed_once(whole))])


def mended(entry):
    return entry.events.filter(kind="mended")


def test_mended_copy_is_filed_as_a_sealed_event(body, entry, whole):
    old = entry.kept_files.get()
    stored = old.file.read()
    assert mend_copies(body) == 1
    event = mended(entry).get()
    first, second = entry.kept_files.all()
    assert (event.author, event.text, event.files) == (None, old.file.sha256, second.file.sha256)
    assert (first.file.read(), second.file.read()) == (stored, whole)
    assert (second.file.wall, second.file.name) == (entry.wall, "")
    assert list(verify()) == []


def test_daily_acts_mend_and_do_it_once(body, entry):
    for _day in range(2):
        assert run_daily_acts()["failed"] == []
    assert mended(entry).count() == 1
    assert mend_copies(body) == 0


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4"])
def test_control_copy_that_opens_is_left_alone(body, version):
    entry = build.appeal(body, files=[("", copy_of(version))])
    assert (mend_copies(body), mended(entry).count()) == (0, 0)


def test_every_version_is_mended_of_events_and_finished_entries_too(body, clerk):
    entry = build.answer_appeal(build.appeal(body), clerk)
    files = [("", as_filed_once(copy_of(version), version)) for version in ("1.3", "1.4")]
    add_event(entry, "heard", by=None, text="Кошумча", files=files)
    assert mend_copies(body) == 2
    entry.refresh_from_db()
    assert (entry.state, mended(entry).count(), list(verify())) == ("answered", 2, [])


def test_copy_of_another_body_waits_for_its_own_turn(foreign, entry):
    assert (mend_copies(foreign), mended(entry).count()) == (0, 0)


def test_file_that_is_gone_or_no_archive_hinders_nobody(body, entry, whole):
    gone = build.appeal(body, files=[("", as_filed_once(copy_of("1.4"), "1.4"))])
    default_storage.delete(gone.kept_files.get().file.path)
    build.appeal(body, files=[("", b"PK\x03\x04 opendocument.text")])
    assert mend_copies(body) == 1
    assert (mended(gone).count(), mended(entry).count()) == (0, 1)


def test_entry_of_a_book_closed_by_a_restore_waits(body, entry):
    RestoredBook.objects.create(
        organisation=body,
        epoch=1,
        book=Book.Kind.APPEALS,
        year=entry.year,
        last=1,
        copied_on=entry.registered_on,
        restored_on=entry.registered_on,
    )
    assert (mend_copies(body), mended(entry).count()) == (0, 0)


def test_page_of_the_entry_names_both(entry, clerk, body):
    mend_copies(body)
    old, new = (row.file.sha256[:8] for row in entry.kept_files.all())
    shown = Visitor(clerk).get(entry.get_absolute_url()).text
    assert f"{new}, {old} файлынын оңдолгон көчүрмөсү" in shown
    assert "Файлдын көчүрмөсү оңдолду" in shown
    copy = Visitor(clerk).get(reverse("appeals:file", args=[entry.pk, entry.kept_files.last().pk]))
    assert copy.content == entry.kept_files.last().file.read()


def test_sender_who_wrote_still_waits_for_the_office(body, clerk, entry):
    add_event(entry, "heard", by=None, text="Жооп күтөм")
    mend_copies(body)
    assert len(sender_message_lines(clerk, body)) == 1


def test_database_takes_no_mended_copy_without_its_file(entry):
    with pytest.raises(IntegrityError, match="a_mended_copy"), transaction.atomic():
        add_event(entry, "mended", by=None, text="0" * 64)


def test_mended_copy_opens_in_libreoffice_where_the_stored_one_did_not(body, tmp_path):
    written = Office(tmp_path / "writer", "1.3").convert(LETTER, "odt")["letter"]
    entry = build.appeal(body, files=[("", as_filed_once(wash_file(written)[1]))])
    mend_copies(body)
    stored, copy = (row.file.read() for row in entry.kept_files.all())
    opened = Office(tmp_path / "reader").convert({"stored.odt": stored, "copy.odt": copy}, TEXTS)
    assert list(opened) == ["copy"]
    assert samples.SHOWN in opened["copy"].decode()
