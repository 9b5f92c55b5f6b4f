"""A book proves itself on another machine, by a script that knows nothing of the portal (SAFETY T-9, J5)."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from office.database import chain
from office.wall.actions import exclude_person
from tests.page import Visitor
from tests.trustbox import build
from trustbox import verifier
from trustbox.journal.export import EXPORTED_COLUMNS, book_json
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.verifier import book_faults, head_faults, parse_book

SCRIPT = Path(verifier.__file__)


@pytest.fixture
def full(body, clerk, head):
    """A book of five entries and what was done with them."""
    build.answer_appeal(build.assign_appeal(body, clerk), clerk)
    build.extend_term(build.assign_appeal(body, clerk), head)
    build.forward_appeal(build.appeal(body), clerk)
    build.appeal(body, channel="telephone", signatories=3)
    build.appeal(body, kind="proposal", language="ru")
    return Book.objects.of(body).get()


def of(book):
    """The export of a book, all columns shown, as the verifier reads it."""
    rows = set(Appeal.objects.of(book.organisation).values_list("pk", flat=True))
    return parse_book(book_json(book.organisation, book.year, rows))


def test_whole_book_has_no_fault(full):
    assert list(book_faults(of(full))) == []


def test_book_and_receipts_agree(body, full):
    book = of(full)
    receipts = [f"{body.code} {row.year} № {row.number} · {row.head}" for row in full.appeals.all()]
    for line in [*receipts, full.head_line]:
        assert list(head_faults(book, line)) == []
    other = receipts[0][:-1] + ("0" if receipts[0][-1] != "0" else "1")
    assert list(head_faults(book, other)) == [
        f"head: the book was changed after this head was given out: {other}"
    ]


def test_receipt_of_yesterday_agrees_with_the_longer_book_of_today(body, full):
    line = full.head_line
    build.appeal(body)
    assert list(head_faults(of(Book.objects.of(body).get()), line)) == []


# Each way to bend a book: what is done to it, words the fault must say.
def change(column, value):
    def bend(book, record):
        record["shown"][column][0] = value

    return bend


BENT = {
    "number": ("number is not what was sealed", change("number", 99)),
    "day": ("received_on is not what was sealed", change("received_on", "2020-01-01")),
    "channel": ("channel is not what was sealed", change("channel", "post")),
    "anonymous": ("anonymous is not what was sealed", change("anonymous", None)),
    "leaf": ("hash is not that of its columns", lambda book, record: record["leaves"].update(text="0" * 64)),
    "new column": (
        "hash is not that of its columns",
        lambda book, record: record["leaves"].update(more="0" * 64),
    ),
    "hash": ("hash is not that of its columns", lambda book, record: record.update(hash="0" * 64)),
    "kind": ("kind is not what was sealed", lambda book, record: record.update(kind="event")),
    "hidden number": ("number is not shown", lambda book, record: record["shown"].pop("number")),
    "taken out": ("a record was taken out", lambda book, record: book["records"].remove(record)),
    "twice": ("a record was taken out, put in", lambda book, record: book["records"].append(record)),
    "cut tail": ("length says", lambda book, record: book["records"].pop()),
    "swapped": ("a record was taken out, put in", lambda book, record: book["records"].reverse()),
    "length": ("length says", lambda book, record: book.update(length=99)),
    "last": ("last says", lambda book, record: book.update(last=99)),
    "head": ("head is not the hash", lambda book, record: book.update(head="0" * 64)),
    "another body": (
        "hash is not that of its columns",
        lambda book, record: book.update(body="birdik", chain="trustbox/appeals/birdik/2026"),
    ),
    "another year": ("is not of", lambda book, record: book.update(year=1999)),
    "salt": (
        "is not what was sealed",
        lambda book, record: record["shown"]["number"].__setitem__(1, "0" * 64),
    ),
    "no salt": ("damaged", lambda book, record: record["shown"]["number"].__setitem__(1, "x")),
}


@pytest.mark.parametrize("way", BENT)
def test_bent_book_is_named(full, way):
    words, bend = BENT[way]
    book = of(full)
    bend(book, next(record for record in book["records"] if record["kind"] == "entry"))
    assert any(words in fault for fault in book_faults(book))


def test_tail_cut_with_all_its_figures_is_seen_by_a_head_that_was_given_out(full):
    book, line = of(full), full.head_line
    gone = book["records"].pop()
    book["length"] -= 1
    book["last"] -= gone["kind"] == "entry"
    book["head"] = book["records"][-1]["hash"]
    assert list(book_faults(book)) == []
    assert list(head_faults(book, line)) == [f"head: the book has no such record: {line}"]


def test_chain_made_anew_without_the_office_is_seen_by_a_receipt(body, full):
    """Whoever writes the whole chain anew, commitments and hashes, cannot keep the head of a receipt."""
    line = f"{body.code} {full.year} № 1 · {full.appeals.get(number=1).head}"
    book, previous = of(full), chain.BEGINNING
    for record in book["records"]:
        shown = record["shown"]
        shown["previous"][0] = previous
        if record["kind"] == "entry":
            shown["received_on"][0] = "2026-01-01"
        record["leaves"] |= {
            name: verifier.make_commitment(salt, value) for name, (value, salt) in shown.items()
        }
        record["hash"] = previous = chain.hash_of(book["chain"], record["leaves"])
    book["head"] = previous
    assert list(book_faults(book)) == []
    assert list(head_faults(book, line)) != []


def test_three_hundred_random_damages_are_all_named(full):
    """A value, a salt, a commitment, a hash or a figure anywhere in the file, changed by chance."""
    chance, content = random.Random(), of(full)
    whole = json.dumps(content)
    for _case in range(300):
        book = json.loads(whole)
        damage(book, chance)
        if book != content:
            assert list(book_faults(book)), book


def damage(book, chance):
    record = chance.choice(book["records"])
    leaf, column = chance.choice(list(record["leaves"])), chance.choice(list(record["shown"]))
    spoil = "".join(chance.choice("0123456789abcdef") for _sign in range(64))
    chance.choice(
        [
            lambda: record["leaves"].update({leaf: spoil}),
            lambda: record["leaves"].pop(leaf),
            lambda: record["shown"][column].__setitem__(
                0, chance.choice([None, "", 0, -1, "ы", True, spoil])
            ),
            lambda: record["shown"][column].__setitem__(1, spoil),
            lambda: record.update(hash=spoil),
            lambda: book["records"].remove(record),
            lambda: book["records"].insert(chance.randrange(len(book["records"])), record),
            lambda: book.update({chance.choice(["last", "length"]): chance.randrange(50)}),
            lambda: book.update(head=spoil),
        ]
    )()


def test_control_verifier_that_compares_nothing_lets_a_bent_book_pass(full, monkeypatch):
    book = of(full)
    change("channel", "post")(book, book["records"][0])
    monkeypatch.setattr(verifier, "column_faults", lambda record, where: ())
    assert list(book_faults(book)) == []


# --- On another machine ------------------------------------------------------------------------------------


def run(tmp_path, content, *heads):
    """The script alone in an empty folder, with an empty environment and nothing but the standard library."""
    (tmp_path / "verify_book.py").write_bytes(SCRIPT.read_bytes())
    (tmp_path / "book.json").write_bytes(content)
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify_book.py", "book.json", *heads],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )


def test_script_runs_without_the_portal(full, clerk, tmp_path):
    content = Visitor(clerk).get("/trustbox/appeals/book.json").content
    done = run(tmp_path, content, full.head_line)
    assert (done.returncode, done.stdout) == (0, f"WHOLE: {full.head_line}; heads that agree: 1\n")
    broken = run(tmp_path, content.replace(b'"telephone"', b'"post"'))
    assert (broken.returncode, "channel is not what was sealed" in broken.stdout) == (1, True)
    assert run(tmp_path, content[:100]).returncode == 1


def test_script_is_short_and_imports_the_standard_library_alone():
    lines = SCRIPT.read_text().splitlines()
    imports = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert len(lines) <= 240
    assert imports == {"hashlib", "hmac", "json", "re", "sys"}


def test_script_is_given_to_whoever_reads_the_journal(clerk, body):
    assert Visitor(clerk).get("/trustbox/appeals/verifier/").content == SCRIPT.read_bytes()


# --- What an export shows ----------------------------------------------------------------------------------


def test_export_shows_only_the_declared_columns(full):
    for record in of(full)["records"]:
        assert tuple(record["shown"]) == tuple(sorted(EXPORTED_COLUMNS[record["kind"]]))
    assert not {"text", "code_hash", "masked", "reason", "keeper_id", "executor_id", "author_id"} & {
        *EXPORTED_COLUMNS["entry"],
        *EXPORTED_COLUMNS["event"],
    }


def test_export_hides_what_its_reader_may_not_see(body, clerk, head, full, tmp_path):
    hidden = full.appeals.get(number=4)
    exclude_person(hidden.wall, head, reason="Үстүнөн даттанган", by=clerk)
    content = Visitor(head).get("/trustbox/appeals/book.json").content
    book = parse_book(content)
    assert list(book_faults(book)) == []
    closed = [one for one in book["records"] if one["kind"] == "closed"]
    assert closed == [{"kind": "closed", "hash": hidden.hash}]
    assert b"telephone" not in content
    done = run(tmp_path, content, full.head_line)
    assert done.stdout.startswith(f"WHOLE: {full.head_line}; closed to this reader and not proved: 1 records")


def test_more_numbers_than_closed_records_are_missed(full, body, clerk, head):
    exclude_person(full.appeals.get(number=4).wall, head, reason="Үстүнөн даттанган", by=clerk)
    book = parse_book(Visitor(head).get("/trustbox/appeals/book.json").content)
    closed = next(one for one in book["records"] if one["kind"] == "closed")
    place = book["records"].index(closed)
    assert any(
        "bears №" in fault
        for fault in book_faults(book | {"records": book["records"][:place] + book["records"][place + 1 :]})
    )
    assert list(book_faults(book | {"last": 7})) == ["book: last says № 7, there are 5 entries"]


def test_year_without_a_book_is_an_empty_whole_one(body, clerk):
    book = parse_book(Visitor(clerk).get("/trustbox/appeals/book.json?year=1999").content)
    assert (book["year"], book["last"], list(book_faults(book))) == (1999, 0, [])


def call_script(tmp_path, *words):
    """(end code, what it says on the error stream) of the script called with these words."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, *words],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr.partition("\n")[0], done.stdout


WRONG_CALLS = {
    (): "Say which file holds the book.",
    ("none.json",): "There is no file none.json.",
    ("folder",): "The file folder cannot be read: Is a directory.",
    ("--heads", "heads.txt"): "There is no option --heads.",
    ("book.json", "nothing"): "There is no file nothing.",
    ("book.json", "book.json"): "book.json is another book: prove one book at a time.",
    ("dostuk 2026 № 12 · 7F3A-09BC-11D2-88E0", "book.json"): (
        "The file of the book comes first, heads after it."
    ),
}


@pytest.mark.parametrize("words", WRONG_CALLS)
def test_script_called_wrongly_says_what_is_wrong_and_proves_nothing(words, tmp_path):
    (tmp_path / "book.json").write_text('{"format": 1}')
    (tmp_path / "folder").mkdir()
    assert call_script(tmp_path, *words) == (2, WRONG_CALLS[words], "")


def test_script_explains_itself(tmp_path):
    for word in ("--help", "-h"):
        code, trouble, shown = call_script(tmp_path, word)
        assert (code, trouble, "HEADS.txt" in shown, "2 when" in shown) == (0, "", True, True)


def test_heads_come_in_a_file_too(full, clerk, tmp_path):
    content = Visitor(clerk).get("/trustbox/appeals/book.json").content
    (tmp_path / "heads.txt").write_text(f"{full.head_line}\n\n{full.head_line}\n", encoding="utf-8")
    done = run(tmp_path, content, "heads.txt")
    assert (done.returncode, done.stdout) == (0, f"WHOLE: {full.head_line}; heads that agree: 2\n")
    (tmp_path / "heads.txt").write_text(f"{full.head_line[:-1]}!", encoding="utf-8")
    assert run(tmp_path, content, "heads.txt").returncode == 1
    (tmp_path / "heads.txt").write_text("")
    empty = run(tmp_path, content, "heads.txt")
    assert (empty.returncode, empty.stdout) == (1, "head: cannot be read: (nothing stands in heads.txt)\n")
