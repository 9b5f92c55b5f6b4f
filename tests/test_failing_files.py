"""Every form that takes a file is sent while one operation on the disk fails: nothing half-saved, no row
without its file (SAFETY F-2).

Some operations of a form are tried at each run, all of them with each of three errors under
`PORTAL_NET=full`, where the forms are looked for on every page too.
"""

import errno
import os
import random
from pathlib import Path

import pytest
from django.db import transaction

from office.files import store
from office.files.models import StoredFile
from office.models.audit import Change, Submission
from office.roles import MAY
from office.wall.models.sealed_file import SealedFile
from tests.net import figure
from tests.page import Visitor
from tests.test_failing_moves import UNAUDITED, rewound
from tests.test_filled_forms import FORMS, filled, rows_of
from tests.test_routes import act_of
from tests.trustbox import build

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES)
# The routes whose forms keep a file; a run of a release looks at every page and finds another one.
FILED = set(
    """
    conflicts:move declarations:move disclosures:create documents:create gifts:move handed:tell
    media_reports:create media_reports:edit paper_lists:create plans:move recommendations:move
    relatives:move reports:move self_documents:create
    """.split()
)
ROUTES = [route for route in FORMS if route.name in FILED or figure(0, 1)]


def path_of(opened):
    return os.readlink(f"/proc/self/fd/{opened}")


class Disk:
    """The operations of the store, counted; the `nth` fails with the error."""

    def __init__(self, root, nth=0, error=0):
        self.root, self.nth, self.error, self.done = str(root), nth, error, []

    def count(self, name):
        self.done.append(name)
        if len(self.done) == self.nth:
            raise OSError(self.error, f"{name} failed on purpose")

    def watched(self, name, call, where=lambda *words: words[-1]):
        def operation(*words, **options):
            if str(where(*words)).startswith(self.root):
                self.count(name)
            return call(*words, **options)

        return operation

    def install(self, patch):
        for name in ("replace", "unlink", "remove"):
            patch.setattr(os, name, self.watched(name, getattr(os, name)))
        patch.setattr(os, "mkdir", self.watched("mkdir", os.mkdir, lambda path, *_mode: path))
        patch.setattr(
            os,
            "fsync",
            self.watched("fsync", os.fsync, lambda opened: os.readlink(f"/proc/self/fd/{opened}")),
        )
        disk, make = self, store.NamedTemporaryFile

        def named(*words, **options):
            disk.count("open")
            made = make(*words, **options)
            write = made.write
            made.write = lambda piece: (disk.count("write"), write(piece))[1]
            return made

        patch.setattr(store, "NamedTemporaryFile", named)


@pytest.fixture
def place(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "office.files.store.DurableStorage", "OPTIONS": {"location": tmp_path}}
    }
    return tmp_path


def state_of(body):
    """How many rows of each table without a history stand, and how many changes of the others."""
    counts = [model.unscoped.filter(organisation=body).count() for model in UNAUDITED]
    return [Change.objects.count(), Submission.objects.count(), *counts]


def rows_without_file(place):
    return [
        (model, row.pk)
        for model in (StoredFile, SealedFile)
        for row in model.unscoped.all()
        if not row.path or not Path(place, row.path).is_file()
    ]


def file_forms(route, body, cast):
    """(visitor, address, data) of the forms of a page that take a file."""
    for given in rows_of(route, body):
        act = act_of(route, given)
        visitor = Visitor(
            next(person for role, person in cast.items() if act is None or role in MAY[act]),
            raise_request_exception=False,
        )
        page = visitor.get(route.url(**given))
        if page.is_html and page.status_code == 200 and not page.is_fragment:
            for address, data in filled(page):
                if any(hasattr(value, "seek") for value in data.values()):
                    yield visitor, address, data


def send(visitor, address, data, place, nth=0, error=0):
    """(status, the operations) of a post while the nth operation fails. What lies in the store by an earlier
    post is gone before: it would not be written again.
    """
    for path in place.rglob("*"):
        if path.is_file():
            path.unlink()
    disk = Disk(place, nth, error)
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        status = visitor.post(address, rewound(data)).status_code
    return status, disk.done


def failures(route, operations):
    """[(number of the operation that fails, error)] to be tried of a form."""
    every = [(nth, error) for nth in range(1, operations + 1) for error in ERRORS]
    return random.Random(str(route)).sample(every, min(figure(3, len(every)), len(every)))


def send_failing(visitor, address, data, body, place, failure):
    """What is half-saved when one operation fails: [] for nothing."""
    before, bare = state_of(body), rows_without_file(place)
    with transaction.atomic():
        status, _done = send(visitor, address, data, place, *failure)
        half = [one for one in rows_without_file(place) if one not in bare]
        if status >= 400 and state_of(body) != before:
            half.append(f"rows of a form that was answered with {status}")
        transaction.set_rollback(True)
    return half


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_form_keeps_nothing_half_whichever_operation_of_the_disk_fails(route, body, cast, place):
    build.box_commission(body)
    for visitor, address, data in file_forms(route, body, cast):
        with transaction.atomic():
            _status, operations = send(visitor, address, data, place)
            transaction.set_rollback(True)
        assert not operations or route.name in FILED, f"{route.name} keeps a file: name it"
        for failure in failures(route, len(operations)):
            half = send_failing(visitor, address, data, body, place, failure)
            assert half == [], f"{failure} of {operations}"


def test_control_a_store_that_hides_a_failure_leaves_a_row_without_its_file(body, cast, place, monkeypatch):
    save = store.DurableStorage._save

    def careless(self, name, content):
        try:
            return save(self, name, content)
        except OSError:
            return name

    monkeypatch.setattr(store.DurableStorage, "_save", careless)
    route = next(route for route in FORMS if route.name == "documents:create")
    visitor, address, data = next(file_forms(route, body, cast))
    assert send_failing(visitor, address, data, body, place, (1, errno.EIO))
