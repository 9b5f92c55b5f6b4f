"""The rows of a file beside those of the register: the same, changed, new; and what is done with each.

Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.imports.vocabulary import Vocabulary
from office.kyrgyz import fold

SAME, CHANGED, NEW = "same", "changed", "new"
SKIP, UPDATE, ADD = "skip", "update", "add"
USUAL = {SAME: SKIP, CHANGED: "", NEW: ADD}  # what is done while nobody has chosen; "" is asked

REWORDED = 0.6  # share of the words that must be the same

KINDS: dict[str, Promise] = {
    SAME: _("Stand in the register just so"),
    CHANGED: _("Stand in the register otherwise"),
    NEW: _("Are not in the register"),
}
ACTIONS: dict[str, Promise] = {
    SKIP: _("Leave the register as it is"),
    UPDATE: _("Bring the register up to the file"),
    ADD: _("Add as a row of its own"),
}


@dataclass(frozen=True)
class KnownRow:
    """A row of the register in the words of a file: texts and codes by column."""

    pk: int
    version: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ComparedRow:
    """A row of the file with the row of the register it speaks of, if any.

    `title` is the cell by which a person knows the row, `differences` are {column: (in the register, in the
    file)}; `actions` what may be done with it, `action` what will be, "" while a person is asked.
    """

    row: Mapping[str, Any]
    known: KnownRow | None
    kind: str
    title: str
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    actions: tuple[str, ...] = ()
    action: str = ""

    @property
    def id(self) -> str:
        """Under which a choice is kept; the row of the register changed since is asked about anew."""
        return place_of(self.row, self.known)


def place_of(row: Mapping[str, Any], known: KnownRow | None) -> str:
    beside = f"{known.pk}v{known.version}" if known else NEW
    return f"{row['source']['table']}.{row['source']['row']}.compare.{beside}"


def plain_cell(text: object) -> str:
    """A cell without the spaces and line ends that say nothing."""
    return " ".join(str(text or "").split())


def exact_key(cells: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain_cell(cells.get(key, "")) for key in keys)


def folded_key(cells: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(cell) for cell in exact_key(cells, keys))


def is_reworded(text: str, other: str) -> bool:
    """Whether two texts are the same but for some words."""
    words, others = plain_cell(text).split(), plain_cell(other).split()
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= REWORDED


class Comparison:
    """Pairs the rows of a file with those of the register, each once.

    Rows whose every cell is the same first, then those alike in the vocabulary's `identity`, the surest keys
    first. A key that several rows left over share pairs none of them.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        columns: Iterable[str],
        rows: list[dict[str, Any]],
        known: Iterable[KnownRow],
    ):
        self.vocabulary = vocabulary
        closed = [*vocabulary.codes, *vocabulary.checked]
        grouped = ["kind"] if vocabulary.group_choices else []
        self.read = set(columns)
        self.keys = [
            *grouped,
            *vocabulary.placed,
            *(key for key in vocabulary.texts if key in self.read),
            *closed,
        ]
        self.rows = rows
        self.pairs: dict[int, KnownRow] = {}
        self.left = {one.pk: one for one in known}
        self._pair(tuple(self.keys), is_exact=True)
        for keys in vocabulary.identity:
            self._pair(keys)
        if vocabulary.reworded:
            keys, text = vocabulary.reworded
            self._pair(keys, text)

    def compared(
        self,
        choices: Mapping[str, str],
        actions: Mapping[str, tuple[str, ...]],
        usual: Mapping[str, str] = USUAL,
    ) -> list[ComparedRow]:
        """Every row of the file, in its order, with what is done with it by these choices."""
        found = []
        for place, row in enumerate(self.rows):
            known = self.pairs.get(place)
            differences = self._differences(row, known, is_asked=not usual[CHANGED]) if known else {}
            kind = NEW if known is None else CHANGED if differences else SAME
            chosen = choices.get(place_of(row, known), "")
            action = chosen if chosen in actions[kind] else usual[kind]
            title = str(row[self.vocabulary.identity[0][-1]])
            found.append(ComparedRow(row, known, kind, title, differences, actions[kind], action))
        return found

    def _pair(self, keys: tuple[str, ...], reworded: str = "", *, is_exact: bool = False) -> None:
        """Pair what is alike in these columns and nearly alike in `reworded`: in their order where all cells
        are the same, else one by one only.
        """
        if not self.left:
            return
        key_of = exact_key if is_exact else folded_key
        rows, known = defaultdict(list), defaultdict(list)
        for place, row in enumerate(self.rows):
            if place not in self.pairs:
                rows[key_of(row, keys)].append(place)
        for one in self.left.values():
            known[key_of(one.cells, keys)].append(one)
        for key, places in rows.items():
            ones = known.get(key, [])
            if not any(key) or not is_exact and (len(places) > 1 or len(ones) > 1):
                continue
            for place, one in zip(places, ones, strict=False):
                if not reworded or is_reworded(self.rows[place][reworded], one.cells[reworded]):
                    self.pairs[place] = one
                    del self.left[one.pk]

    def _differences(self, row, known, *, is_asked):
        """An emptied cell is a difference too, where a person is asked about those. A column that the file
        lacks says nothing, nor does a file that names no place.
        """
        silent = {*self.vocabulary.optional, *self.vocabulary.placed} - (self.read if is_asked else set())
        return {
            key: (str(known.cells.get(key, "")), str(row[key]))
            for key in self.keys
            if plain_cell(row[key]) != plain_cell(known.cells.get(key, ""))
            and (plain_cell(row[key]) or key not in silent)
        }


def comparison_summary(compared: list[ComparedRow]) -> dict[str, Any]:
    """How many rows are the same, changed and new, and each row with its differences."""
    counts = {kind: sum(one.kind == kind for one in compared) for kind in USUAL}
    return {
        **counts,
        "rows": [
            {
                **one.row["source"],
                "kind": one.kind,
                "action": one.action,
                "known": one.known.pk if one.known else None,
                "differences": {
                    key: {"register": old, "file": new} for key, (old, new) in one.differences.items()
                },
            }
            for one in compared
        ],
    }
