#!/usr/bin/env python3
"""Prove an exported book of the journal of appeals, and receipts of its senders, without the portal.

    python3 verify_book.py BOOK.json                      is the book whole?
    python3 verify_book.py BOOK.json "HEAD" "HEAD" …      and does it agree with these heads, from receipts,
                                                          the public page, closing sheets?
    python3 verify_book.py BOOK.json HEADS.txt            and with the heads in a file, one a line?
    python3 verify_book.py --help                         these words

A head is a line such as
    dostuk 2026 № 12 · 7F3A-09BC-11D2-88E0        (a receipt: organisation, year, number of the entry, head)
    dostuk 2026 № 12 · 31 · 7F3A-09BC-11D2-88E0   (a book: last number, records, head)

Every fault is printed by record, number and column. The end code is 0 for a whole book, 1 for one that is not
(or for a file that is no such book), 2 when the program was called wrongly and nothing was proved.
Nothing but Python 3.9 or later is needed. Each record holds a commitment for each of its columns,
HMAC-SHA256(salt of the column, value), the hash of the record before it among them; the hash of a record is
SHA-256 over all its commitments.
"""

import hashlib
import hmac
import json
import re
import sys

FORMAT = 1
BEGINNING = "0" * 64
HEX = re.compile("[0-9a-f]{64}")
SHORT = "[0-9A-F]{4}(?:-[0-9A-F]{4}){3}"
HEAD = re.compile(r"([-\w]+) (\d{4}) (?:№ )?(\d+) · (?:(\d+) · )?(" + SHORT + ")")


def canonical_bytes(domain, content):
    """The one byte form: version, length and words of the domain, JSON with sorted keys in UTF-8."""
    tag = domain.encode()
    payload = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return bytes([1]) + len(tag).to_bytes(2, "big") + tag + payload.encode("utf-8", "surrogatepass")


def make_commitment(salt, value):
    return hmac.new(bytes.fromhex(salt), canonical_bytes("leaf", value), hashlib.sha256).hexdigest()


def short_head(head):
    text = head[:16].upper()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def is_hex(text):
    return isinstance(text, str) and HEX.fullmatch(text) is not None


class NotAnExport(Exception):
    """The file is no export at all."""


class WrongCall(Exception):
    """The program was called wrongly; the text is for whoever called it."""


def parse_book(content):
    """The book out of the bytes of the file. Fault when it is none."""
    try:
        book = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError) as error:
        raise NotAnExport(f"file: not JSON ({error})") from None
    kinds = {"chain": str, "body": str, "year": int, "last": int, "length": int, "head": str, "records": list}
    if not isinstance(book, dict) or book.get("format") != FORMAT:
        raise NotAnExport("file: not an export of this format")
    for name, kind in kinds.items():
        if not isinstance(book.get(name), kind) or isinstance(book.get(name), bool):
            raise NotAnExport(f"file: {name} is missing or of a wrong kind")
    return book


def book_faults(book):
    """Every fault of the book, in its order."""
    yield from name_faults(book)
    previous, number, closed = BEGINNING, 0, 0
    for place, record in enumerate(book["records"], start=1):
        where = f"record {place}"
        if not well_formed(record):
            yield f"{where}: damaged"
            return
        if record["kind"] == "closed":
            previous, closed = record["hash"], closed + 1
            continue
        if record["kind"] == "entry":
            skipped = numbers_skipped(record, number, closed)
            number, closed = number + 1 + skipped, closed - skipped
            where += f", № {number}"
        yield from column_faults(record, where)
        yield from link_faults(book, record, where, place, previous, number)
        previous = record["hash"]
    if len(book["records"]) != book["length"]:
        yield f"book: length says {book['length']} records, there are {len(book['records'])}"
    if not number <= book["last"] <= number + closed:
        yield f"book: last says № {book['last']}, there are {number} entries"
    if previous != book["head"]:
        yield "book: head is not the hash of the last record"


def numbers_skipped(record, number, closed):
    """How many numbers lie in closed records before an entry: never more than there are such records."""
    shown = record["shown"].get("number", [None])[0]
    skipped = shown - number - 1 if type(shown) is int else 0
    return skipped if 0 <= skipped <= closed else 0


def name_faults(book):
    if book["chain"].split("/")[-2:] != [book["body"], str(book["year"])]:
        yield f"book: the chain {book['chain']} is not of {book['body']} {book['year']}"


def well_formed(record):
    """Whether the parts of a record are of their kinds; one closed to the reader is its hash alone."""
    if isinstance(record, dict) and record.get("kind") == "closed":
        return set(record) == {"kind", "hash"} and is_hex(record["hash"])
    return (
        isinstance(record, dict)
        and record.get("kind") in ("entry", "event")
        and is_hex(record.get("hash"))
        and isinstance(record.get("leaves"), dict)
        and all(is_hex(leaf) for leaf in record["leaves"].values())
        and isinstance(record.get("shown"), dict)
        and all(
            isinstance(pair, list) and len(pair) == 2 and is_hex(pair[1]) for pair in record["shown"].values()
        )
    )


def column_faults(record, where):
    """Shown values that are not what was sealed."""
    for name, (value, salt) in record["shown"].items():
        if record["leaves"].get(name) != make_commitment(salt, value):
            yield f"{where}: {name} is not what was sealed"
    for name in ("place", "previous"):
        if name not in record["shown"]:
            yield f"{where}: {name} is not shown"
    if record["kind"] == "entry" and "number" not in record["shown"]:
        yield f"{where}: number is not shown"
    if ("code_hash" in record["leaves"]) != (record["kind"] == "entry"):
        yield f"{where}: kind is not what was sealed"


def link_faults(book, record, where, place, previous, number):
    """The hash of the record, its place, what it follows, its number, its year."""
    content = canonical_bytes(book["chain"], record["leaves"])
    if hashlib.sha256(content).hexdigest() != record["hash"]:
        yield f"{where}: hash is not that of its columns"
    shown = {name: value for name, (value, _salt) in record["shown"].items()}
    if shown.get("place", place) != place:
        yield f"{where}: stands at place {shown['place']}: a record was taken out, put in or moved"
    if shown.get("previous", previous) != previous:
        yield f"{where}: does not follow the record before it"
    if record["kind"] == "entry" and shown.get("number", number) != number:
        yield f"{where}: bears № {shown['number']}"
    if shown.get("year", book["year"]) != book["year"]:
        yield f"{where}: is of the year {shown['year']}"


def head_faults(book, line):
    """Whether a head that was given out stands in the book."""
    match = HEAD.fullmatch(" ".join(line.split()))
    if match is None:
        yield f"head: cannot be read: {line}"
        return
    code, year, number, length, head = match.groups()
    if (code, int(year)) != (book["body"], book["year"]):
        yield f"head: is of another book: {line}"
        return
    entries = [record for record in book["records"] if record["kind"] == "entry"]
    numbered = {record["shown"]["number"][0]: record for record in entries}
    placed = dict(enumerate(book["records"], start=1))
    record = placed.get(int(length)) if length else numbered.get(int(number))
    if record is None:
        yield f"head: the book has no such record: {line}"
    elif short_head(record["hash"]) != head:
        yield f"head: the book was changed after this head was given out: {line}"


def read_arguments(arguments):
    """(bytes of the book, lines of heads)."""
    if options := [word for word in arguments if word.startswith("-")]:
        raise WrongCall(f"There is no option {options[0]}.")
    if not arguments:
        raise WrongCall("Say which file holds the book.")
    if HEAD.fullmatch(" ".join(arguments[0].split())):
        raise WrongCall("The file of the book comes first, heads after it.")
    heads = [line for word in arguments[1:] for line in ([word] if "·" in word else read_heads(word))]
    return read_file(arguments[0]), heads


def read_file(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise WrongCall(f"There is no file {path}.") from None
    except OSError as error:
        raise WrongCall(f"The file {path} cannot be read: {error.strerror}.") from None


def read_heads(path):
    text = read_file(path).decode("utf-8-sig", "replace")
    if text.lstrip().startswith("{"):
        raise WrongCall(f"{path} is another book: prove one book at a time.")
    return [line for line in text.splitlines() if line.strip()] or [f"(nothing stands in {path})"]


def verify_export(arguments):
    if arguments in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    try:
        content, heads = read_arguments(arguments)
        book = parse_book(content)
        found = list(book_faults(book)) or [fault for line in heads for fault in head_faults(book, line)]
    except WrongCall as error:
        print(f"{error}\nNothing was proved. How to call it: python3 verify_book.py --help", file=sys.stderr)
        return 2
    except NotAnExport as error:
        found = [str(error)]
    if found:
        print("\n".join(found))
        return 1
    line = f"{book['body']} {book['year']} № {book['last']} · {book['length']} · {short_head(book['head'])}"
    closed = sum(record["kind"] == "closed" for record in book["records"])
    unproved = f"; closed to this reader and not proved: {closed} records" if closed else ""
    print(f"WHOLE: {line}{unproved}; heads that agree: {len(heads)}")
    return 0


if __name__ == "__main__":
    sys.exit(verify_export(sys.argv[1:]))
