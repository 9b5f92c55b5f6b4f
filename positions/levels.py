"""How the level of an exposed post follows from the risks it is exposed to. Pure: knows levels, not risks."""

from collections.abc import Iterable

# 281 annex 2, note (****): жогорку, орточо, төмөнкү. A post without any risk is not in the list, so there is
# no zero level.
RANKED = ("low", "medium", "high")


def highest_level(levels: Iterable[str]) -> str:
    """The highest of the levels of the linked risks; "" when none of them counts: not judged yet, or zero."""
    return max((level for level in levels if level in RANKED), key=RANKED.index, default="")
