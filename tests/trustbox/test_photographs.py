"""The picture of a letter of the box: washed and nameless; of a signed letter behind the wall, or not kept at
all (003 6.2, LAW rule 21).
"""

import io
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.urls import reverse

from office.files.models import StoredFile
from office.registers.workflow import Refused
from office.roles import Role
from office.wall.actions import FILES
from office.wall.models.identity_opening import IdentityOpening
from office.wall.models.sealed_file import SealedFile
from tests.office import samples, vault
from tests.office.test_cleaning import has_trace
from tests.test_controls import drop_triggers
from tests.trustbox import build
from trustbox.boxes.models.openings import BoxLetter
from trustbox.journal.models.appeals import Appeal

SIGNED = {"identity_name": "Турдалиева Сайкал Эркиновна", "identity_address": "Достук айылы, Мектеп көчөсү 4"}
READERS = (Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER)


def photograph(content=None):
    return SimpleUploadedFile(f"{samples.MARK}-kat.jpg", content or next(samples.jpegs()))


@pytest.fixture
def table(body, clerk, page):
    """A box with one letter on the table; `write(**fields)` fills in its form, `close()` gives its entry."""
    opening = build.opening(body, clerk, count=1)
    url = reverse("openings:letter", args=[opening.pk])
    fields = {"kind": "complaint", "text": "Суу жок", "language": "ky", "signatories": "1"}

    def write(again=False, **more):
        answer = page(clerk).get(f"{url}?place=1" if again else url)
        return answer.submit(**fields | {"anonymous": None} | more)

    return SimpleNamespace(
        opening=opening,
        write=write,
        letter=lambda: BoxLetter.objects.of(body).get(),
        close=lambda: build.close_opening(opening, clerk).appeals.get(),
    )


@pytest.fixture
def sealed(body, cast):
    vault.vault(body, cast)


# --- A letter without a name -------------------------------------------------------------------------------


def test_picture_of_an_anonymous_letter_is_read_washed_and_without_its_name(body, clerk, page, table):
    assert has_trace(next(samples.jpegs()))
    assert table.write(anonymous="on", photo_file=photograph()).status_code == 302
    entry = table.close()
    kept = entry.kept_files.get()
    assert (kept.file.name, kept.file.wall, entry.files) == ("", entry.wall, kept.file.sha256)
    assert not has_trace(kept.file.read())
    record = page(clerk).get(entry.get_absolute_url())
    answer = page(clerk).get(reverse("appeals:file", args=[entry.pk, kept.pk]))
    assert not has_trace(answer.content)
    for shown in (record.text, str(answer.headers)):
        assert samples.MARK not in shown


@pytest.mark.parametrize("content", [b"<html>", next(samples.jpegs())[:300], samples.word_sample()])
def test_picture_that_cannot_be_washed_is_refused_and_the_text_stays(body, table, content):
    answer = table.write(anonymous="on", photo_file=photograph(content))
    assert (answer.status_code, answer.form["text"]) == (422, "Суу жок")
    assert not BoxLetter.objects.of(body).exists()


def test_picture_never_lies_in_a_temporary_folder(table, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a temporary file")

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", refuse)
    big = photograph(next(samples.jpegs()) + b"0" * (4 << 20))
    assert table.write(anonymous="on", photo_file=big).status_code == 302


# --- A signed letter where names lie in envelopes ----------------------------------------------------------


def test_picture_of_a_signed_letter_is_not_taken_where_names_lie_in_envelopes(body, table):
    answer = table.write(photo_file=photograph())
    assert answer.status_code == 422
    assert "Катты конвертке салыңыз" in answer.text
    assert table.write().status_code == 302
    entry = table.close()
    assert (entry.wall.mode, entry.anonymous, entry.files) == ("envelope", False, "")


def test_picture_goes_when_its_letter_turns_out_to_be_signed(body, table):
    table.write(anonymous="on", photo_file=photograph())
    assert table.letter().photo
    assert "сүрөтү бар" in table.write(again=True, text="").text
    table.write(again=True)
    assert table.letter().photo is None
    assert table.close().files == ""
    assert not StoredFile.objects.of(body).exists() and not SealedFile.objects.of(body).exists()


# --- A signed letter where names lie in the vault ----------------------------------------------------------


def test_signed_letter_says_who_signed_it_where_names_are_sealed(body, sealed, table):
    assert table.write().status_code == 422
    assert table.write(anonymous="on", **SIGNED).status_code == 422
    assert table.write(**SIGNED).status_code == 302


def everything_in(model):
    """The columns of a table as a thief would read them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        return b" ".join(
            bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
            for row in cursor.fetchall()
            for one in row
        )


def test_nothing_of_who_signed_lies_open_while_the_box_stands_open(body, clerk, page, sealed, table):
    table.write(photo_file=photograph(), **SIGNED)
    rows = everything_in(BoxLetter)
    assert b"\xff\xd8\xff" not in rows and "Турдалиева".encode() not in rows
    form = page(clerk).get(f"{reverse('openings:letter', args=[table.opening.pk])}?place=1")
    assert "Турдалиева" not in form.content.decode()


def test_picture_of_a_signed_letter_is_sealed_and_read_by_nobody(body, cast, page, sealed, table):
    table.write(photo_file=photograph(), **SIGNED)
    entry = table.close()
    assert (entry.wall.mode, entry.files, entry.kept_files.count()) == ("vault", "", 0)
    assert not StoredFile.objects.of(body).exists()
    for role in READERS:
        answer = page(cast[role]).get(entry.get_absolute_url())
        assert answer.status_code == 200
        assert not any("/files/" in link for link in answer.links)
    assert set(entry.wall.commitments) == {"name", "address", FILES}


def test_picture_of_a_signed_letter_is_opened_under_a_request_and_each_opening_is_recorded(
    body, cast, page, sealed, table
):
    table.write(photo_file=photograph(), **SIGNED)
    wall = table.close().wall
    asked = vault.request(wall, by=cast[Role.CLERK], confirmed_by=cast[Role.HEAD], fields=["name", FILES])
    form = page(cast[Role.OFFICER]).get(reverse("disclosures:open", args=[asked.pk]))
    answer = form.submit(particulars=[FILES], secret=vault.PASSPHRASE)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        [name] = archive.namelist()
        assert name == "1-letter.jpg"
        assert archive.read(name).startswith(b"\xff\xd8\xff") and not has_trace(archive.read(name))
    entry = IdentityOpening.objects.of(body).get()
    assert (entry.by, entry.fields, entry.outcome) == (cast[Role.OFFICER], [FILES], "opened")


def test_corrected_letter_keeps_what_was_sealed_and_typed(body, sealed, table):
    table.write(photo_file=photograph(), **SIGNED)
    before = table.letter().enclosure()
    table.write(again=True, text="Суу кеч келет")
    assert (table.letter().text, table.letter().enclosure()) == ("Суу кеч келет", before)
    table.write(again=True, identity_name="Турдалиева Сайкал")
    assert table.letter().enclosure().particulars == {"name": "Турдалиева Сайкал"}
    table.write(again=True, anonymous="on")
    assert table.letter().photo is None


def test_names_typed_before_the_body_went_back_to_envelopes_are_let_go(body, cast, sealed, table):
    table.write(photo_file=photograph(), **SIGNED)
    vault.decide_keeping(body, cast[Role.ADMINISTRATOR], mode="envelope")
    entry = table.close()
    assert (entry.wall.mode, entry.files) == ("envelope", "")
    assert not StoredFile.objects.of(body).exists() and not SealedFile.objects.of(body).exists()


# --- What was filed before ---------------------------------------------------------------------------------


@pytest.fixture
def store(settings, tmp_path):
    """A file store of its own: what is filed unwashed here meets no other test."""
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    }


def filed_before(body, clerk, **letter):
    """An entry of the box with its photograph as it was filed then: as the camera made it, with its name,
    whoever wrote.
    """
    opening = build.opening(body, clerk, count=1)
    drop_triggers()
    return build.appeal(
        body,
        channel="box",
        opening=opening,
        files=[(f"{samples.MARK}.jpg", next(samples.jpegs()))],
        by=clerk,
        **letter,
    )


@pytest.mark.parametrize("role", READERS)
def test_photograph_of_a_signed_letter_that_was_filed_before_is_closed(body, cast, page, role, store):
    entry = filed_before(body, cast[Role.CLERK], anonymous=False)
    record = page(cast[role]).get(entry.get_absolute_url())
    assert "ким жазганын көрсөтөт" in record.text and samples.MARK not in record.content.decode()
    url = reverse("appeals:file", args=[entry.pk, entry.kept_files.get().pk])
    assert page(cast[role]).get(url).status_code == 404


def test_photograph_of_an_anonymous_letter_that_was_filed_before_is_given_washed(body, clerk, page, store):
    entry = filed_before(body, clerk)
    kept = entry.kept_files.get()
    assert has_trace(kept.file.read())
    assert samples.MARK not in page(clerk).get(entry.get_absolute_url()).content.decode()
    answer = page(clerk).get(reverse("appeals:file", args=[entry.pk, kept.pk]))
    assert answer.content.startswith(b"\xff\xd8\xff") and not has_trace(answer.content)
    assert samples.MARK not in str(answer.headers)


def test_photograph_on_the_table_of_an_opening_begun_before_is_washed(body, clerk):
    opening = build.opening(body, clerk, count=1)
    build.box_letter(opening, 1, photo=next(samples.jpegs()), photo_name=f"{samples.MARK}.jpg")
    kept = build.close_opening(opening, clerk).appeals.get().kept_files.get().file
    assert (kept.name, has_trace(kept.read())) == ("", False)


def test_signed_letter_of_an_opening_begun_before_waits_for_its_name(body, clerk, sealed):
    opening = build.opening(body, clerk, count=1)
    build.box_letter(opening, 1, anonymous=False)
    with pytest.raises(Refused, match="аты-жөнү"):
        build.close_opening(opening, clerk)


# --- The clerk's form --------------------------------------------------------------------------------------


def test_every_particular_of_the_clerks_form_can_be_typed(body, clerk, page, sealed):
    form = page(clerk).get(reverse("appeals:create"))
    typed = {name: "0555 123 456" for name in form.form if name.startswith("identity_")}
    assert len(typed) == 5
    answer = form.submit(channel="post", kind="complaint", text="Суу жок", anonymous=None, **typed)
    assert answer.status_code == 200
    assert len(Appeal.objects.of(body).get().wall.commitments) == 5
