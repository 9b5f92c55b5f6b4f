"""The table of a CSV file as plain rows, and the letters of a text whose file does not say how they are
written.
"""

import csv
import io
import re
from collections import Counter

from office.imports.package import HEAD, CellBudget, UnreadableFile, refuse_wide
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines
from office.papers.sheet import unguard_formula

DELIMITERS = ",;\t"
SAID = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # what Excel writes above and reads
# Old Windows, Unix, DOS, and the Kyrgyz of Windows 95; the likelier first.
ENCODINGS = ("cp1251", "koi8-r", "cp866", "ptcp154")
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC_WORD = re.compile("[А-ЯЁӨҮҢ]?[а-яёөүң]+|[А-ЯЁӨҮҢ]+")
PLAUSIBLE = 0.8  # of the words that are not in plain Latin letters
LOST = re.compile("[а-яё]\\?+(?=[а-яё])", re.IGNORECASE)
MOST_LOST = 1  # «ким?кайда», typed without a space


def csv_table(data: bytes) -> SourceTable:
    text = decode_text(data)
    said = SAID.match(text)
    delimiter = said[1] if said else find_delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    table, budget = SourceTable(1, ""), CellBudget()
    for number, cells in enumerate(lines, start=1):
        if said and number == 1:
            continue
        row = SourceRow(number, [tidy_lines(unguard_formula(cell)) for cell in cells])
        refuse_wide(1 + max(row.filled(), default=-1))
        if row.filled():
            budget.spend(row)
            table.rows.append(row)
    return table


def find_delimiter(text: str) -> str:
    """The sign that parts most lines into as many cells: commas of ordinary prose stand in each as they
    come.
    """
    return max(DELIMITERS, key=lambda sign: _regular_lines(text[:HEAD], sign))


def _regular_lines(text: str, delimiter: str) -> tuple[int, int]:
    """(how many lines have the commonest number of cells above one, that number)."""
    try:
        widths = Counter(
            len(cells) for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        )
    except csv.Error:
        return 0, 0
    widths = Counter({width: lines for width, lines in widths.items() if width > 1})
    return max(((lines, width) for width, lines in widths.items()), default=(0, 0))


def decode_text(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or an older writing in which most words are Kyrgyz or Russian ones.

    Refused when there is none, or when the letters ө, ү, ң have become question marks, as Excel makes of
    them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _old_writing(data)
    if "\0" in text:
        raise UnreadableFile("type")
    return text


def _old_writing(data: bytes) -> str:
    texts = [data.decode(encoding, "replace") for encoding in ENCODINGS]
    best = max(texts, key=_plausible)
    if _plausible(best) < PLAUSIBLE or len(LOST.findall(best)) > MOST_LOST:
        raise UnreadableFile("letters")
    return best


def _plausible(text: str) -> float:
    """The share of words, among those with letters that are not Latin, that are written as Kyrgyz and
    Russian words are.
    """
    words = [word for word in WORD.findall(text) if not word.isascii()]
    signs = sum(ord(sign) >= 0x80 and not sign.isalpha() and sign not in "«»№–—…“”„’•§°\xa0" for sign in text)
    return sum(bool(CYRILLIC_WORD.fullmatch(word)) for word in words) / (len(words) + signs or 1)
