"""Whatever is changed in the database is named: table, body, book, number, column (SAFETY T-1 … T-6). The
triggers are off: somebody strong did it.
"""

import json
import random
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from office.database import chain
from office.files.models import StoredFile
from office.verification import verify
from office.wall.actions import build_wall
from office.wall.models.wall import Wall
from tests import make
from tests.office import vault
from tests.test_controls import drop_triggers
from tests.trustbox import build
from trustbox.journal import marks, proofs
from trustbox.journal.actions import add_note, recount_appeal_terms, report_measure, set_summary
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import PURPOSE, Book
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.models.files import AppealFile
from trustbox.journal.proofs import check_kept_head

KEY = chain.chain_key(PURPOSE)
OTHER = {  # a value of the column's type that no row of the journal has
    "CharField": "other",
    "SlugField": "other",
    "TextField": "башка",
    "DateField": date(2001, 1, 2),
    "PositiveSmallIntegerField": 77,
    "PositiveIntegerField": 77,
    "BooleanField": None,
    "JSONField": {},
    "ForeignKey": None,
}


@pytest.fixture
def journal(body, clerk, head):
    """A book with every kind of event in it; the third entry carries a file."""
    named = build.assign_appeal(body, clerk, anonymous=False)
    build.extend_term(named, head)
    report_measure(named, by=clerk, text="Текшерилди")
    build.answer_appeal(named, clerk)
    build.forward_appeal(build.appeal(body), clerk)
    build.appeal(body, files=[("кат.pdf", b"%PDF-1.7 letter")], by=clerk).move(
        "close", by=clerk, ground="anonymous", text=""
    )
    last = build.appeal(body)
    add_note(last, by=clerk, reason="Ката")
    set_summary(last, by=clerk, text="Суу")
    return Book.objects.of(body).get()


def faults():
    return [(fault.table, fault.where, fault.number, fault.column) for fault in verify()]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def strong(journal):
    """Whoever owns the database has taken the triggers away; foreign keys are not looked at."""
    drop_triggers()
    return journal


# --- T-1 ---------------------------------------------------------------------------------------------------


def protected(model):
    """Every column but the row's own address, which says nothing of the entry, and an event's version, which
    never counts.
    """
    aside = {"id"} if model is Appeal else {"id", "version"}
    return [field for field in model._meta.concrete_fields if field.name not in aside]


def other_value(field, row):
    """Another value that the column's type holds; a foreign key leads to another row
    that exists, or to none.
    """
    if isinstance(field, models.BooleanField):
        return not getattr(row, field.name)
    if isinstance(field, models.OneToOneField):
        return build_wall(row.organisation, book="other", year=2001, number=1).pk
    if isinstance(field, models.ForeignKey):
        rows = field.related_model._base_manager.exclude(pk=getattr(row, field.attname) or 0)
        return (
            rows.values_list("pk", flat=True).first()
            or make.related_row(field.related_model, row.organisation, "").pk
        )
    if isinstance(field, models.JSONField):
        return {}
    return OTHER[field.get_internal_type()]


@pytest.mark.parametrize("model", [Appeal, AppealEvent])
def test_every_changed_column_is_named(model, strong, foreign):
    build.appeal(foreign)
    row = (strong.appeals if model is Appeal else strong.appealevents).order_by("place")[1]
    drop_constraints(model)
    missed = {}
    for field in protected(model):
        with transaction.atomic():
            model.unscoped.filter(pk=row.pk).update(**{field.attname: other_value(field, row)})
            found = faults()
            transaction.set_rollback(True)
        if (model._meta.db_table, named(row, field), field.attname) not in {
            (table, number, column) for table, _where, number, column in found
        }:
            missed[field.name] = found
    assert missed == {}


def named(row, field):
    """How the proof calls the row: by its number or its place, which may be the very
    column that was changed.
    """
    if row.NUMBERED:
        return "№ 77" if field.name == "number" else f"№ {row.number}"
    return "record 77" if field.name == "place" else f"record {row.place}"


def drop_constraints(model):
    """PostgreSQL and SQLite keep the rules of values; whoever owns the database
    could take them away as well.
    """
    if connection.vendor == "postgresql":
        for constraint in model._meta.constraints:
            kind = "CONSTRAINT" if isinstance(constraint, models.CheckConstraint) else None
            if kind:
                sql(f"ALTER TABLE {model._meta.db_table} DROP {kind} {constraint.name}")
    else:
        sql("PRAGMA ignore_check_constraints = ON")


@pytest.fixture(autouse=True)
def constraints_again(db):
    yield
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.parametrize(
    ("column", "value"),
    [("last", 77), ("length", 77), ("head", "0" * 64), ("year", 2020)],
)
def test_every_changed_column_of_a_book_is_named(column, value, strong):
    Book.unscoped.filter(pk=strong.pk).update(**{column: value})
    assert ("trustbox_book", column) in {(table, name) for table, _w, _n, name in faults()}


def test_book_moved_to_another_body_is_named(strong, foreign):
    Book.unscoped.filter(pk=strong.pk).update(organisation=foreign)
    assert ("trustbox_book", "organisation_id") in {(table, name) for table, _w, _n, name in faults()}


def test_changed_wall_is_named_at_its_entry(strong):
    entry = strong.appeals.get(number=1)
    Wall.unscoped.filter(pk=entry.wall_id).update(envelope=77)
    assert faults() == [("trustbox_appeal", str(strong.year), "№ 1", "wall")]


def test_changed_row_of_a_file_is_named(strong):
    row = AppealFile.objects.of(strong.organisation).get()
    AppealFile.unscoped.filter(pk=row.pk).update(appeal=strong.appeals.get(number=1))
    assert {(table, number, name) for table, _w, number, name in faults()} == {
        ("trustbox_appealfile", "№ 1", "file_id"),
        ("trustbox_appealfile", "№ 3", "file_id"),
    }


def test_whole_journal_has_no_fault(journal, foreign):
    build.appeal(foreign)
    recount_appeal_terms(journal.organisation)
    assert faults() == []


# --- T-2, T-3 ----------------------------------------------------------------------------------------------


def take_out(*records):
    """Rows vanish with what hangs on them."""
    for record in records:
        if record.NUMBERED:
            AppealFile.unscoped.filter(appeal=record)._raw_delete("default")
            AppealEvent.unscoped.filter(appeal=record)._raw_delete("default")
        type(record).unscoped.filter(pk=record.pk)._raw_delete("default")


def test_entry_taken_out_is_missed(strong):
    take_out(strong.appeals.get(number=2))
    found = faults()
    assert ("trustbox_book", str(strong.year), "№ 4", "last") in found
    assert any(column == "place" for _t, _w, _n, column in found)


@pytest.mark.parametrize("seed", range(12))
def test_any_taken_out_swapped_doubled_or_renumbered_record_is_named(seed, strong):
    dice = random.Random(seed)
    rows = [*strong.appeals.all(), *strong.appealevents.all()]
    one, other = dice.sample(rows, 2)
    act = dice.choice(["take_out", "swap", "double", "renumber"])
    if act == "take_out":
        take_out(one)
    elif act == "swap":
        place, theirs = one.place, other.place
        for record, new in ((one, 9000), (other, place), (one, theirs)):
            type(record).unscoped.filter(pk=record.pk).update(place=new)
    elif act == "renumber":
        type(one).unscoped.filter(pk=one.pk).update(place=one.place + 100)
    else:
        one.pk, one.place = None, one.place + 500
        if one.NUMBERED:
            one.number, one.code_hash = 500, "1" * 64
        one.save(force_insert=True)
    assert faults() != []


def test_tail_cut_off_with_the_row_of_the_book_set_back_is_seen_by_a_head_that_was_given_out(strong):
    given_out = strong.head_line
    receipt = f"dostuk {strong.year} № 4 · {strong.appeals.get(number=4).head}"
    assert [*check_kept_head(given_out), *check_kept_head(receipt)] == []
    entry = strong.appeals.get(number=4)
    before = strong.appealevents.filter(place__lt=entry.place).last() or entry
    take_out(entry)
    Book.unscoped.filter(pk=strong.pk).update(last=3, length=entry.place - 1, head=before.hash)
    assert faults() == []
    assert [fault.column for line in (given_out, receipt) for fault in check_kept_head(line)] == [
        "head",
        "head",
    ]


def test_whole_book_deleted_is_seen_by_a_head_that_was_given_out(strong):
    given_out = strong.head_line
    take_out(*strong.appeals.all())
    Book.unscoped.filter(pk=strong.pk)._raw_delete("default")
    assert ([fault.column for fault in check_kept_head(given_out)], faults()) == (["head"], [])


def test_line_that_is_no_head_says_so():
    assert [fault.words for fault in check_kept_head("бул баш эмес")] == ["cannot be read as a head"]


# --- T-4 ---------------------------------------------------------------------------------------------------


def chain_anew(book, key):
    """The third entry gets another text, and everything from it on is sealed anew with `key`."""
    records = sorted([*book.appeals.all(), *book.appealevents.all()], key=lambda record: record.place)
    head = chain.BEGINNING
    for record in records:
        changed = record.NUMBERED and record.number == 3
        if changed:
            record.text = "Башка мазмун"
        if changed or record.previous != head:
            record.previous = head
            record.take_seal(chain.seal(book.name, record.sealed_columns(), key))
            record.mark = marks.make_mark(record, book.name, key)
            seal = ("previous", "salt", "leaves", "hash", "mac", "mark")
            columns = {name: getattr(record, name) for name in seal}
            columns |= {"text": record.text}
            type(record).unscoped.filter(pk=record.pk).update(**columns)
        head = record.hash
    Book.unscoped.filter(pk=book.pk).update(head=head)


def test_chain_made_anew_without_the_key_is_found_by_its_seal(strong):
    chain_anew(strong, b"guessed")
    assert {column for _t, _w, _n, column in faults()} == {"mac"}


def test_chain_made_anew_with_the_key_is_found_by_the_heads(strong):
    given_out = strong.head_line
    chain_anew(strong, KEY)
    assert (faults(), [fault.column for fault in check_kept_head(given_out)]) == ([], ["head"])


# --- T-5, T-6, the command ---------------------------------------------------------------------------------


def test_flipped_byte_of_a_file_is_named(journal, settings, tmp_path, clerk):
    from django.core.files.storage import default_storage

    row = StoredFile.store(journal.organisation, name="а.pdf", content=b"%PDF-1.7 scan", by=clerk)
    with open(default_storage.path(row.path), "r+b") as stored:
        stored.seek(9)
        stored.write(b"X")
    assert faults() == [("office_storedfile", row.path, str(row.pk), "sha256")]


WAYS = {
    "update": lambda row: type(row).unscoped.filter(pk=row.pk).update(salt="0" * 64),
    "bulk_update": lambda row: type(row).unscoped.bulk_update([row], ["salt"]),
    "save": lambda row: row.save(),
    "delete": lambda row: type(row).unscoped.filter(pk=row.pk)._raw_delete("default"),
    "raw": lambda row: sql(f"UPDATE {row._meta.db_table} SET salt = 'x' WHERE id = {row.pk}"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", [Appeal, AppealEvent])
def test_no_way_of_writing_changes_a_record(way, model, journal):
    row = model.objects.of(journal.organisation).first()
    row.salt = "1" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        WAYS[way](row)


@pytest.mark.parametrize("column", ["state", "due_on", "executor_id", "measures", "answer_number"])
def test_no_way_of_writing_changes_what_an_entry_shows_without_an_event(column, journal):
    rows = Appeal.unscoped.filter(book=journal, number=4)
    change = {"state": "closed", "due_on": date(2030, 1, 1)}.get(
        column, None if column.endswith("_id") else "x"
    )
    for version in ({}, {"version": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{column: change}, **version)


def test_control_without_the_guards_the_same_ways_go_through(strong):
    row = strong.appeals.get(number=4)
    row.salt = "1" * 64
    for way in ("update", "bulk_update", "save", "raw"):
        WAYS[way](row)


def test_command_says_that_all_is_whole_or_names_what_is_not(strong, capsys, tmp_path):
    heads = tmp_path / "heads"
    heads.write_text(f"{strong.head_line}\n")
    call_command("verify", heads=heads)
    assert capsys.readouterr().out.startswith("Everything is as it was stored.\nNot proved: ")
    Appeal.unscoped.filter(book=strong, number=4).update(text="башка")
    with pytest.raises(CommandError, match="Faults: 1"):
        call_command("verify")
    assert (
        capsys.readouterr().out.splitlines()[0]
        == f"trustbox_appeal · dostuk · {strong.year} · № 4 · text: is not what was sealed"
    )


def test_command_says_on_the_side_what_it_proves_and_how_far(journal, capsys):
    call_command("verify")
    said = capsys.readouterr()
    line = f"dostuk · appeals {journal.year}: {journal.length} / {journal.length}"
    assert said.out.startswith("Everything is as it was stored.\n") and line in said.err.splitlines()


def test_command_tells_a_machine_in_one_object(strong, capsys):
    call_command("verify", json=True)
    whole = json.loads(capsys.readouterr().out)
    Appeal.unscoped.filter(book=strong, number=4).update(text="башка")
    with pytest.raises(CommandError, match="Faults: 1"):
        call_command("verify", json=True)
    proof = json.loads(capsys.readouterr().out)
    assert (whole["whole"], whole["faults"]) == (True, [])
    assert whole["proved"][f"dostuk · appeals {strong.year}"] == strong.length
    assert [(one["table"], one["number"], one["column"]) for one in proof["faults"]] == [
        ("trustbox_appeal", "№ 4", "text")
    ]


# --- T-8: the quick look -----------------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_book_is_proved_the_same_in_stretches_of_any_length(at_once, strong, monkeypatch):
    monkeypatch.setattr(proofs, "AT_ONCE", at_once)
    assert faults() == []
    Appeal.unscoped.filter(book=strong, number=3).update(text="башка")
    Appeal.unscoped.filter(book=strong, number=1).update(measures="башка")
    take_out(strong.appealevents.order_by("place").last())
    assert {(table, number, column) for table, _w, number, column in faults()} >= {
        ("trustbox_appeal", "№ 3", "text"),
        ("trustbox_appeal", "№ 1", "measures"),
        ("trustbox_appeal", "№ 4", "summary"),
        ("trustbox_book", "№ 4", "length"),
    }


def test_record_from_before_there_were_marks_is_proved_by_its_seal(strong):
    for model in (Appeal, AppealEvent):
        model.unscoped.filter(book=strong).update(mark="")
    assert faults() == []
    Appeal.unscoped.filter(book=strong, number=2).update(channel="post")
    assert [(number, column) for _t, _w, number, column in faults()] == [("№ 2", "channel")]


def test_good_book_is_never_looked_at_column_by_column(journal, monkeypatch):
    """Control of the speed: neither a seal nor an instance is made for a record that bears its mark."""
    monkeypatch.setattr(chain, "record_faults", lambda *_: pytest.fail("proved by its seal"))
    assert list(proofs.prove_book(journal)) == []


def test_mark_answers_for_the_wall_of_a_vault_too(body, clerk, cast):
    vault.vault(body, cast)
    named = {"name": "Асанов Асан", "telephone": "0555", "address": "Ош"}
    book = build.appeal(body, by=clerk, anonymous=False, identity=named).book
    rows = marks.read_rows(book.appeals)
    assert marks.find_unmarked(rows, Appeal, book.name, KEY) == set()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.txt", "There is no file of heads"),
        ("folder", "it is a folder"),
        ("empty.txt", "is empty: there is nothing to compare"),
        ("picture.png", "it holds no text"),
    ],
)
def test_verify_called_with_a_wrong_file_of_heads_proves_nothing(name, words, tmp_path, db, capsys):
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("verify", heads=tmp_path / name)
    assert refusal.value.returncode == 2
    assert capsys.readouterr().err == ""
