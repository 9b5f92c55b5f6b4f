"""One organisation as a folder: read without the portal, proved without it, walled words sealed."""

import csv
import json
import subprocess
import sys
import tracemalloc
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from office.database.actor import act_as
from office.database.triggers import is_audited
from office.handover import tables
from office.handover.export import export_body
from office.handover.package import CLOSED, HandoverError, Package
from office.handover.verifier import chain_faults
from office.models.audit import Change
from office.models.law import Confirmed, LegalAct
from office.papers.frozen import Paper
from office.recovery.archive import unpack_archive
from office.registries import RECORDS
from office.retention.models.terms import RetentionTerm
from office.roles import Role
from office.seals.records import record_models
from positions.models.monitoring import Survey
from risks.models.risk import Risk
from standards.references.models import Reference
from tests import install, make
from tests.office.handover import OURS, fill_village
from tests.test_canary import fill_tables
from tests.trustbox import build

THEIRS = "Жалбырак"
MOMENT = {"manifest.json", "index.html", CLOSED}  # they bear the moment, or a fresh key of the seal


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return install.make_key(tmp_path_factory.mktemp("key") / "offline")


@pytest.fixture
def filled(body, foreign, cast):
    """A village with a letter in its journal and a row of every table; its neighbour too."""
    build.appeal(body, text=f"{OURS} суу жок")
    fill_tables(body, OURS)
    fill_tables(foreign, THEIRS)
    return body


@pytest.fixture
def living(body, cast):
    return fill_village(body, cast)


@pytest.fixture
def export(cast, keys, tmp_path):
    """A call that exports a village to a new folder and gives the folder."""

    def write(body, name="out", by=Role.CLERK):
        export_body(body, tmp_path / name, by=cast[by], recipient=keys[0])
        return tmp_path / name

    return write


def verify(folder, *words):
    command = [sys.executable, "-I", str(folder / "verify.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, cwd="/")


def opened(folder, keys, to):
    to.mkdir()
    return unpack_archive(folder / CLOSED, keys[1], to)


def open_bytes(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != CLOSED)


def test_every_owned_table_is_in_the_export_and_every_official_one(export, filled, keys, tmp_path):
    folder = export(filled)
    manifest = opened(folder, keys, tmp_path / "open")
    wanted = {model._meta.db_table for model in make.owned_models()}
    assert wanted <= set(json.loads((folder / "manifest.json").read_text())["tables"])
    assert {name for name in wanted if not (folder / f"tables/{name}.csv").is_file()} == set()
    assert {name for name in wanted if not manifest["counts"][name]} == set()
    assert set(record_models()) <= wanted and len(record_models()) == len(RECORDS)


def test_control_a_table_that_the_export_forgets_is_seen(export, filled, monkeypatch):
    known = tables.owned_tables()
    monkeypatch.setattr(tables, "owned_tables", lambda: {name: known[name] for name in list(known)[1:]})
    with pytest.raises(AssertionError):
        folder = export(filled)
        assert set(known) <= set(json.loads((folder / "manifest.json").read_text())["tables"])


def test_export_is_proved_by_python_alone(export, living):
    done = verify(export(living))
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "WHOLE"), done.stdout + done.stderr


@pytest.mark.parametrize("name", ["index.html", "tables/office_order.csv", "chain/seals.jsonl", CLOSED])
def test_a_changed_a_lost_and_a_foreign_file_are_named(name, export, living):
    folder = export(living)
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-1] + b"?")
    assert f"{name}: is not what was exported" in verify(folder).stdout
    (folder / name).unlink()
    assert f"{name}: is gone" in verify(folder).stdout
    (folder / name).write_bytes(content)
    for foreign in ("more.txt", "__pycache__/verify_book.cpython-312.pyc", "tables/__pycache__"):
        place = folder / foreign
        place.parent.mkdir(exist_ok=True)
        place.write_text("x")
        done = verify(folder)
        assert (done.returncode, done.stdout) == (1, f"{foreign}: does not belong to the export\n")
        place.unlink()


def test_links_of_the_chain_follow_one_another_and_heads_agree(export, living):
    folder = export(living)
    head = (folder / "chain/heads.txt").read_text().splitlines()[0]
    assert "heads that agree: 1" in verify(folder, head).stdout
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert "is not the head that was given out" in verify(folder, other).stdout
    manifest = json.loads((folder / "manifest.json").read_text())
    lines = (folder / "chain/seals.jsonl").read_text().splitlines(keepends=True)
    del lines[1]
    (folder / "chain/seals.jsonl").write_text("".join(lines))
    found = list(chain_faults(folder / "chain/seals.jsonl", manifest, []))
    assert found[0] == "chain: link 3 stands at place 2" and "chain: ends at" in found[-1]


def test_two_exports_of_unchanged_data_are_equal_but_for_the_moment(export, living):
    one, two = export(living, "one"), export(living, "two")
    names = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    assert names == {path.relative_to(two) for path in two.rglob("*") if path.is_file()}
    assert {str(name) for name in names if (one / name).read_bytes() != (two / name).read_bytes()} <= MOMENT


def test_no_word_of_another_organisation_and_no_key_leaves(export, filled, keys, tmp_path):
    folder = export(filled)
    opened(folder, keys, tmp_path / "open")
    everything = open_bytes(folder) + open_bytes(tmp_path / "open")
    assert OURS.encode() in everything
    assert THEIRS.encode() not in everything
    assert settings.CHAIN_KEY.encode() not in everything
    assert b"pbkdf2" not in everything and b"argon2" not in everything and b"password" not in everything


def test_what_the_audit_must_not_keep_stands_in_the_closed_part_alone(export, filled):
    folder = export(filled)
    for table, model in tables.owned_tables().items():
        lines = json.loads((folder / f"tables/{table}.json").read_text())
        hidden = set(tables.stored_names(model)) - set(tables.open_names(model))
        assert not any(hidden & line.keys() for line in lines)
        if not is_audited(model):
            assert OURS not in (folder / f"tables/{table}.csv").read_text()


def test_whoever_the_audit_alone_names_travels_by_name(export, living):
    """Or the number of whoever has left would be given there to the next who comes."""
    left = make.person("ketken")
    with act_as(left):
        Risk.objects.of(living).update(function="Башка")
    people = json.loads((export(living) / "tables/office_person.json").read_text())
    assert "ketken" in {one["username"] for one in people}


def test_address_of_a_survey_is_in_the_closed_part_alone(export, filled, keys, tmp_path):
    """Whoever has it answers the survey; no reader of the folder was asked."""
    tokens = [token.encode() for token in Survey.objects.of(filled).values_list("token", flat=True)]
    folder = export(filled)
    opened(folder, keys, tmp_path / "open")
    shown, sealed = open_bytes(folder), open_bytes(tmp_path / "open")
    assert tokens and all(token in sealed and token not in shown for token in tokens)


def test_who_confirmed_a_law_elsewhere_does_not_travel(export, living, keys, tmp_path):
    """The reference rows are the portal's: who confirmed one may be of any other organisation."""
    theirs = make.person("kyzmatker_b")
    rows = [model for model in tables.pointed_models() if issubclass(model, Confirmed)]
    assert LegalAct in rows
    act = LegalAct.objects.create(code="confirmed-there", title_ky="Мыйзам", kind=LegalAct.Kind.LAW)
    LegalAct.objects.filter(pk=act.pk).update(
        confirmed=True, confirmed_by=theirs, confirmed_on=date(2026, 1, 5)
    )
    make.row(RetentionTerm, living, OURS, act=act, point="4", nomenclature="")
    folder = export(living)
    opened(folder, keys, tmp_path / "open")
    assert b"confirmed-there" in open_bytes(folder)
    assert b"kyzmatker_b" not in open_bytes(folder) + open_bytes(tmp_path / "open")


def test_open_part_shows_what_its_person_may_see(export, filled):
    """The head reads what is told to the head; the clerk does not."""
    by_clerk, by_head = export(filled, "clerk"), export(filled, "head", by=Role.HEAD)
    table = "tables/standards_reference.json"
    shown = [json.loads((folder / table).read_text()) for folder in (by_clerk, by_head)]
    assert (shown[0], len(shown[1])) == ([], Reference.objects.of(filled).count())


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EMPLOYEE])
def test_who_reads_no_registers_exports_nothing(role, export, living, tmp_path):
    with pytest.raises(HandoverError, match="does not read the registers"):
        export(living, "out", by=role)
    assert list(tmp_path.iterdir()) == []


def test_export_is_remembered_in_the_audit_and_not_in_the_next_export(export, living, cast):
    export(living)
    row = Change.objects.filter(table_name="office_bodyexport").get()
    assert (row.person_id, row.organisation_id, row.new["organisation_id"]) == (
        cast[Role.CLERK].pk,
        None,
        living.pk,
    )


def test_papers_and_csv_are_what_the_portal_has(export, living):
    folder = export(living)
    papers = {f"{row.pk}.pdf": bytes(row.pdf) for row in Paper.objects.of(living)}
    assert {path.name: path.read_bytes() for path in (folder / "papers").iterdir()} == papers != {}
    page = (folder / "index.html").read_text()
    assert all(f'href="papers/{name}"' in page for name in papers) and "<script" not in page
    text = (folder / "tables/risks_risk.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(StringIO(text, newline="")))
    assert [line["function"] for line in lines] == [f"{OURS} берүү"]
    scan = next((folder / "files").iterdir())
    assert scan.read_bytes() == b"%PDF-1.7 scan" and f'href="files/{scan.name}"' in page


def test_formula_of_a_cell_is_guarded(tmp_path):
    package = Package(tmp_path)
    package.add_table("one", ["text"], [["=1+1"], [None], [{"a": 1}]])
    text = (tmp_path / "tables/one.csv").read_text("utf-8-sig")
    assert list(csv.reader(StringIO(text, newline=""))) == [["text"], ["'=1+1"], [""], ['{"a":1}']]
    lines = json.loads((tmp_path / "tables/one.json").read_text())
    assert [line["text"] for line in lines] == ["=1+1", None, {"a": 1}]


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(many):
        tracemalloc.start()
        Package(tmp_path / str(many)).add_table("one", ["text"], (["а" * 500] for _ in range(many)))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(200)
    assert peak(20_000) < few + 200_000


def test_refused_export_leaves_nothing(living, cast, tmp_path):
    with pytest.raises(HandoverError, match="No recipient"):
        export_body(living, tmp_path / "out", by=cast[Role.CLERK], recipient="")
    (tmp_path / "there").mkdir()
    with pytest.raises(HandoverError, match="is there already"):
        export_body(living, tmp_path / "there", by=cast[Role.CLERK], recipient="age1x")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_command_says_where_and_the_digest(living, cast, keys, tmp_path):
    said = StringIO()
    call_command("export_body", "dostuk", to=tmp_path / "out", by="clerk", recipient=keys[0], stdout=said)
    digest = verify(tmp_path / "out").stdout.strip().rpartition(" ")[2]
    assert said.getvalue().splitlines() == [str(tmp_path / "out"), f"SHA-256 of manifest.json: {digest}"]
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("export_body", "dostuk", to=tmp_path / "x", by="nobody", recipient=keys[0])
