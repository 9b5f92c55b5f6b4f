"""Near-duplicate detection over list rows by Jaccard similarity of word stems. Pure.

Kyrgyz puts its grammar on the ends of words, so rows are compared by stems: they are alike when they share at
least `ALIKE` of them. Groups form round their first row; a row is compared with first rows only, through an
index of stems, so the cost grows with the rows and the use of a stem, not with the pairs. 3 000 rows need
about a second, once.
"""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from hashlib import sha256

from office.kyrgyz import fold

SHARED_STEMS_MIN = 0.6
STEM_LENGTH = 5  # letters
WORD = re.compile(r"[^\W\d_]+")
CACHED_GROUPINGS = 8  # groupings kept in memory: approved lists do not change


def duplicate_groups(texts) -> tuple[int, ...]:
    """For each text the number of its duplicate group, from 1 in the order of the first rows; 0 for none."""
    return _group_texts(_Texts(texts))


class _Texts:
    """Texts compared by their digest, as a cache key."""

    def __init__(self, texts):
        self.texts = list(texts)
        self.digest = sha256("\0".join(self.texts).encode()).digest()

    def __hash__(self):
        return hash(self.digest)

    def __eq__(self, other):
        return self.digest == other.digest


@lru_cache(maxsize=CACHED_GROUPINGS)
def _group_texts(texts) -> tuple[int, ...]:
    firsts = first_similar_rows([word_stems(text) for text in texts.texts])
    sizes = Counter(firsts)
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(first, len(numbers) + 1) if sizes[first] > 1 else 0 for first in firsts)


def word_stems(text) -> frozenset[str]:
    """The first STEM_LENGTH letters of each word; numbers and signs are ignored."""
    return frozenset(word[:STEM_LENGTH] for word in WORD.findall(fold(text)))


def first_similar_rows(rows) -> list[int]:
    """For each stem set the index of the first similar row; its own index if none."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    firsts = []
    for place, row in enumerate(rows):
        first = closest_first_row(row, rows, by_stem)
        if first is None:
            first = place
            for stem in row:
                by_stem[stem].append(place)
        firsts.append(first)
    return firsts


def closest_first_row(row, rows, by_stem) -> int | None:
    """The first row that shares most stems with this one, if they are alike."""
    shared: Counter[int] = Counter()
    for stem in row:
        shared.update(by_stem[stem])
    enough = (
        (n, -other)
        for other, n in shared.items()
        if n >= SHARED_STEMS_MIN * len(row) and is_near_duplicate(n, len(row), len(rows[other]))
    )
    best = max(enough, default=None)
    return None if best is None else -best[1]


def is_near_duplicate(shared, one, other) -> bool:
    """Whether sets of `one` and `other` stems that share so many reach ALIKE."""
    return shared >= SHARED_STEMS_MIN * (one + other - shared)
