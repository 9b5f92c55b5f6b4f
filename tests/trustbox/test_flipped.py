"""One byte of a stored file or a frozen paper flipped: `verify` names it, and nothing else (SAFETY T-5)."""

import json
from hashlib import sha256

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from office.files.models import StoredFile
from office.papers.frozen import Paper
from office.verification import verify
from office.wall.models.sealed_file import SealedFile
from tests import make
from tests.office.vault import vault
from tests.test_controls import drop_triggers
from tests.trustbox import build
from trustbox.journal.actions import report_measure

# Who else holds bytes, and why no digest stands beside them.
ASIDE = {
    "office.Custodian": "a key proves itself by opening",
    "office.Identity": "the commitment in the chain refuses other bytes when they are opened (V-3)",
    "office.WaitingFile": "read as the stored or sealed file whose place it has",
    "trustbox.BoxLetter": "lies on the table until the box is closed, then it is a stored file",
}


@pytest.fixture
def kept(body, cast, clerk, head):
    """Files of every sort; a paper as it was signed and one with its number."""
    vault(body, cast)
    named = {"anonymous": False, "identity": {"name": "Асанов Асан"}}
    sent_files = {"files": [("", b"%PDF-1.7 copy")], "originals": [("кат.pdf", b"%PDF-1.7 as it came")]}
    build.appeal(body, channel="online", **named, **sent_files)
    report_measure(
        build.assign_appeal(body, clerk),
        by=clerk,
        text="Текшерилди",
        files=[("чара.pdf", b"%PDF-1.7 measure")],
    )
    StoredFile.store(body, name="буйрук.pdf", content=b"%PDF-1.7 signed scan", by=clerk)
    for stage in Paper.Stage.values:
        data, pdf = json.dumps({"title": f"Annex {stage}"}), f"%PDF-1.7 {stage}".encode()
        digests = {"sha256": sha256(pdf).hexdigest(), "data_sha256": sha256(data.encode()).hexdigest()}
        make.row(Paper, body, stage=stage, data=data, pdf=pdf, **digests)
    drop_triggers()


def named():
    return [(fault.table, fault.number, fault.column) for fault in verify()]


def flipped(content, place):
    content = bytearray(content)
    content[place] ^= 1
    return bytes(content)


@pytest.mark.parametrize("model", [StoredFile, SealedFile])
def test_flipped_byte_of_each_file_is_named(model, kept, body):
    rows = list(model.objects.of(body))
    assert rows and named() == []
    for row in rows:
        content = row.read()
        for place in (0, len(content) // 2, -1):
            write(row, flipped(content, place))
            assert named() == [(model._meta.db_table, str(row.pk), "sha256")]
        write(row, content)
    assert named() == []


def write(row, content):
    with open(default_storage.path(row.path), "wb") as stored:
        stored.write(content)


def test_flipped_byte_of_each_frozen_paper_is_named(kept, body):
    rows = list(Paper.objects.of(body))
    assert len(rows) == 2 and named() == []
    for row in rows:
        for column, content in (("pdf", bytes(row.pdf)), ("data", row.data)):
            for place in (0, len(content) // 2, -1):
                whole = content if isinstance(content, bytes) else content.encode()
                other = flipped(whole, place)
                change = other if column == "pdf" else other.decode("latin-1")
                Paper.unscoped.filter(pk=row.pk).update(**{column: change})
                assert named() == [("office_paper", str(row.pk), column)]
            Paper.unscoped.filter(pk=row.pk).update(**{column: content})
    assert named() == []


def test_each_sort_of_row_that_holds_bytes_is_proved_or_says_why_not():
    holders = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, models.BinaryField) for field in model._meta.concrete_fields)
        or hasattr(model, "path")
        and hasattr(model, "sha256")
    }
    ours = {one for one in holders if one.startswith(("office.", "trustbox."))}
    assert ours == {"office.StoredFile", "office.SealedFile", "office.Paper", *ASIDE}
