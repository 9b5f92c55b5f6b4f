"""Two states of one list compared row by row: what was added, what changed and how, what was removed.

Pure: tables in, changes out.

A row is known again by its hidden key (`office.papers.sheet.KEY`). Where either side has none, as papers of
earlier years, it is known by its text: the same words first, then the nearest. Rows with two different keys
are never the same row. Numbers do not count: they close up when a row goes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from office.kyrgyz import fold
from office.papers.sheet import KEY, NUMBER, Table

ADDED, CHANGED, REMOVED = KINDS = ("added", "changed", "removed")
GROUP = "group"  # the key under which a move to another group is told
NEAR = 0.5  # share of common words from which two texts may be the same row
RARE, FEW = 4, 40  # the words that lead to a likely twin, and how many twins are looked at


@dataclass(frozen=True)
class ChangedCell:
    """One cell of a row that changed."""

    key: str
    heading: str
    was: str
    became: str


@dataclass(frozen=True)
class RowChange:
    """One row of the comparison.

    `cells` are those of the newer list, of the older where the row was removed.
    """

    kind: str
    key: str
    group: str
    cells: dict[str, str]
    fields: tuple[ChangedCell, ...] = ()


@dataclass(frozen=True)
class _Row:
    group: str
    cells: dict[str, str]

    @property
    def key(self) -> str:
        return self.cells.get(KEY, "")

    def words(self, keys: Iterable[str]) -> str:
        return " ".join(fold(" ".join(self.cells.get(key, "") for key in keys)).split())


def compare_tables(
    old: Table, new: Table, *, known_by: tuple[str, ...], group: str, skip: Iterable[str] = ()
) -> list[RowChange]:
    """The changes that lead from `old` to `new`: rows of the newer list in its order, then those removed.

    `known_by` are the columns that say which row it is, the most telling first. `group` is the heading under
    which another group is told. Columns that only one of the lists has, and those in `skip`, are not
    compared.
    """
    before, after = _table_rows(old), _table_rows(new)
    there = {column["key"] for column in old["columns"]}
    columns = [c for c in new["columns"] if c["key"] in there and c["key"] not in {NUMBER, *skip}]
    twins = _match_rows(before, after, known_by, [column["key"] for column in columns])
    found = [
        _row_change(before[twins[n]] if n in twins else None, row, columns, group)
        for n, row in enumerate(after)
    ]
    gone = set(range(len(before))) - set(twins.values())
    return [
        *(change for change in found if change),
        *(RowChange(REMOVED, before[n].key, before[n].group, before[n].cells) for n in sorted(gone)),
    ]


def _table_rows(table: Table) -> list[_Row]:
    return [_Row(group["heading"], row) for group in table["groups"] for row in group["rows"]]


def _row_change(was: _Row | None, now: _Row, columns: list[dict], group: str) -> RowChange | None:
    if was is None:
        return RowChange(ADDED, now.key, now.group, now.cells)
    fields = [ChangedCell(GROUP, group, was.group, now.group)] if was.group != now.group else []
    for column in columns:
        old, new = was.cells.get(column["key"], ""), now.cells.get(column["key"], "")
        if old != new:
            fields.append(ChangedCell(column["key"], column["heading"], old, new))
    return RowChange(CHANGED, now.key, now.group, now.cells, tuple(fields)) if fields else None


# --- The same row in both lists ----------------------------------------------------------------------------


def _match_rows(
    before: list[_Row], after: list[_Row], known_by: tuple[str, ...], compared: list[str]
) -> dict[int, int]:
    """Place in the newer list → place of the same row in the older."""
    twins: dict[int, int] = {}
    _pair_by_sign(twins, before, after, lambda row: row.key)
    for keys in (compared, known_by, known_by[:1]):
        _pair_by_sign(twins, before, after, lambda row, keys=keys: row.words(keys), strangers=True)
    _pair_nearest(twins, before, after, known_by[:1])
    return twins


def _unmatched(twins: dict[int, int], before: list[_Row], after: list[_Row]) -> tuple[list[int], list[int]]:
    paired = set(twins.values())
    return [n for n in range(len(before)) if n not in paired], [
        n for n in range(len(after)) if n not in twins
    ]


def _pair_by_sign(
    twins: dict[int, int],
    before: list[_Row],
    after: list[_Row],
    sign: Callable[[_Row], str],
    *,
    strangers: bool = False,
) -> None:
    """Pair the rows that carry the same sign, in their order. With `strangers` one of the two has no key."""
    old, new = _unmatched(twins, before, after)
    waiting = defaultdict(list)
    for n in old:
        waiting[sign(before[n])].append(n)
    for n in new:
        there = waiting.get(sign(after[n]), []) if sign(after[n]) else []
        twin = next((one for one in there if not strangers or not (before[one].key and after[n].key)), None)
        if twin is not None:
            twins[n] = twin
            there.remove(twin)


def _pair_nearest(
    twins: dict[int, int], before: list[_Row], after: list[_Row], known_by: tuple[str, ...]
) -> None:
    """Pair what is left by the share of common words of the most telling cell, the nearest first; rows must
    share a rare word.
    """
    old, new = _unmatched(twins, before, after)
    words_by_row = {n: set(before[n].words(known_by).split()) for n in old}
    often = Counter(word for words in words_by_row.values() for word in words)
    rows_by_word = defaultdict(list)
    for n, words in words_by_row.items():
        for word in words:
            rows_by_word[word].append(n)
    near = []
    for n in new:
        words = set(after[n].words(known_by).split())
        rare = sorted(words & often.keys(), key=lambda word: (often[word], word))[:RARE]
        for twin in {one for word in rare for one in rows_by_word[word][:FEW]}:
            share = len(words & words_by_row[twin]) / len(words | words_by_row[twin])
            if share >= NEAR and not (before[twin].key and after[n].key):
                near.append((-share, n, twin))
    matched: set[int] = set()
    for _share, n, twin in sorted(near):
        if n not in twins and twin not in matched:
            twins[n] = twin
            matched.add(twin)
