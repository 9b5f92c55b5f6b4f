"""After an erasure by law the journal prints «өчүрүлгөн» with the ground, and every proof of it still holds
(SAFETY T-10).
"""

import json

import pytest

from office.roles import Role
from office.verification import verify
from tests.office import vault
from tests.office.test_erasing import GROUND, erased
from tests.trustbox import build
from trustbox import verifier
from trustbox.journal.export import book_json
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.papers import journal_rows

NAMED = {"name": "Асанов Асан Асанович", "address": "Ош, Ленин 1"}


@pytest.fixture
def entry(body, cast):
    """A named entry of the vault with a letter of the applicant, answered."""
    vault.vault(body, cast)
    clerk = cast[Role.CLERK]
    letter = [("Асанов арызы.pdf", b"%PDF-1.7 letter of Asanov")]
    row = build.assign_appeal(body, clerk, anonymous=False, identity=NAMED, files=letter, originals=letter)
    return build.answer_appeal(row, clerk)


def printed(entry):
    (row,) = journal_rows(Appeal.objects.of(entry.organisation).filter(pk=entry.pk))
    return row["sender"], row["address"]


def faults_of_copy(entry):
    """What the stand-alone verifier says of the exported book."""
    copy = book_json(entry.organisation, entry.year, {entry.pk})
    assert "Асанов" not in copy.decode()
    return list(verifier.book_faults(json.loads(copy)))


def test_journal_prints_the_ground_and_every_proof_holds(
    entry, cast, page, django_capture_on_commit_callbacks
):
    sealed = (entry.hash, entry.leaves)
    with django_capture_on_commit_callbacks(execute=True):
        erased(entry.wall, cast, copies=[file.pk for file in entry.wall.erasable_files()])
    after = Appeal.objects.of(entry.organisation).get(pk=entry.pk)
    assert printed(after) == (f"өчүрүлгөн: № 1/{after.year}, {GROUND}",) * 2
    assert ((after.hash, after.leaves), list(verify()), faults_of_copy(after)) == (sealed, [], [])
    file = after.kept_files.get()
    answer = page(cast[Role.CLERK]).get(f"{after.get_absolute_url()}files/{file.pk}/")
    assert (answer.status_code, GROUND in answer.text) == (410, True)


def test_telephone_and_address_go_alone_and_the_name_stays_sealed(entry, cast):
    erased(entry.wall, cast, fields=["address"])
    after = Appeal.objects.of(entry.organisation).get(pk=entry.pk)
    sender, address = printed(after)
    assert (GROUND in sender, GROUND in address, list(verify()), faults_of_copy(after)) == (
        False,
        True,
        [],
        [],
    )


def test_control_what_an_erasure_does_not_name_is_still_missed(entry, cast):
    """The proof is silent on a file that was erased, and on no other that is gone."""
    from django.core.files.storage import default_storage

    (letter,) = entry.wall.erasable_files()
    default_storage.delete(letter.path)
    assert [fault.words for fault in verify()] == ["the file is gone"]
