"""What a register understands of a table: its columns, and the words of a closed vocabulary."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from django.utils.functional import Promise

from office.imports.text import vocabulary_key
from office.papers.sheet import Sheet

NUMBERED = re.compile(r"(№\s*)?[\dIVXivx]{1,5}([.,]\d{1,4})*[.)]?|[а-яА-Я][.)]")  # of a row


class Words:
    """A closed vocabulary: the only words that are understood; anything else is for a person."""

    def __init__(self, words: Mapping[str, str]):
        """`words` are code → its words, split by commas. The codes keep their order."""
        self.codes = tuple(words)
        self.meanings = {
            vocabulary_key(word): code for code, line in words.items() for word in line.split(", ")
        }

    def code(self, text: str) -> str | None:
        return self.meanings.get(vocabulary_key(text))

    def extended(self, words: Mapping[str, str]) -> "Words":
        """These words and further ones (word → code); a word with the code "" is no longer understood."""
        known = Words({})
        known.codes = self.codes
        meanings = self.meanings | {vocabulary_key(word): code for word, code in words.items()}
        known.meanings = {word: code for word, code in meanings.items() if code in self.codes}
        return known

    def near_first(self, text: str) -> list[str]:
        """All codes; those whose words look like `text` come first, to be seen first, not to be taken."""

        def likeness(code: str) -> float:
            words = (word for word, meaning in self.meanings.items() if meaning == code)
            best = max(SequenceMatcher(None, vocabulary_key(text[:60]), word).ratio() for word in words)
            return best if best >= 0.6 else 0.0

        return sorted(self.codes, key=likeness, reverse=True)

    def proposals(self, text: str) -> list[list[str]]:
        """[choice, what its words name] for a text that is not understood, the likelier first."""
        return [[code, ""] for code in self.near_first(text)]


LEVELS = {
    "zero": "нөлдүк, нулевой, незначительный",
    "low": "төмөнкү, төмөн, низкий",
    "medium": "орточо, орто, средний",
    "high": "жогорку, жогору, высокий",
}


def no_group(text: str) -> str | None:
    """For a list without groups."""
    return None


@dataclass(frozen=True)
class Vocabulary:
    """What one register understands of a table.

    `texts` are the columns taken as they stand, `codes` those with a closed vocabulary; `optional` ones may
    be missing from the file and an empty cell of a `remarked` one is noted. A row without any `essential`
    cell is perhaps no row of the list (a total, a stray line). `group` gives the code of a group's heading; a
    heading it does not know is for a person to choose from `group_choices`. Where a list has no groups, a
    heading is a note. `group_column`: a cell alone in it is a heading too.

    `checked` are texts that are joined like any other and must be understood once the row is whole; like
    `codes`, each has its words.

    `hints` propose a column for a heading that is none of the form's: beginnings of words, parted by spaces,
    the more particular columns first.

    `identity` are sets of columns by which a row of a file is one that the register has already, the surest
    first; `reworded` others, and the column whose words need only be nearly the same. `placed` are no
    columns: what a prepared row says of where it stands, with the name a person reads.
    """

    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    codes: Mapping[str, Words]
    optional: tuple[str, ...] = ("number",)
    remarked: tuple[str, ...] = ()
    essential: tuple[str, ...] = ()
    group: Callable[[str], str | None] = no_group
    group_choices: tuple[str, ...] = ()
    group_column: str = ""
    checked: Mapping[str, Words] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    identity: tuple[tuple[str, ...], ...] = ()
    reworded: tuple[tuple[str, ...], str] | None = None
    placed: Mapping[str, Promise] = field(default_factory=dict)

    @property
    def has_groups(self) -> bool:
        return self.group is not no_group

    def code(self, key: str, text: str) -> str | None:
        return self.codes[key].code(text)

    def extended(self, words: Mapping[str, Mapping[str, str]]) -> "Vocabulary":
        """This vocabulary with further words of its closed columns: {column: {word: code}}."""
        codes = {key: known.extended(words.get(key, {})) for key, known in self.codes.items()}
        return replace(self, codes=codes)

    def words_of(self, sheets: Iterable[Sheet], first: Sheet) -> dict[str, dict[str, str]]:
        """What versions of the form call the steps of its scales beside the known words.

        A word with two meanings is for a person ("") unless the file has the headings of `first`, which says
        what it means there.
        """
        found: dict[str, dict[str, str]] = {key: {} for key in self.codes}
        for sheet in sheets:
            for key, known in self.codes.items():
                for code, word in sheet.words.get(key, {}).items():
                    meant = found[key].get(word, known.code(word)) if sheet != first else None
                    found[key][word] = code if meant in (None, code) else ""
        for key, words in found.items():
            words |= {word: code for code, word in first.words.get(key, {}).items()}
        news = {
            key: {word: code for word, code in words.items() if self.code(key, word) != code}
            for key, words in found.items()
        }
        return {key: words for key, words in news.items() if words}


ENUMERATOR = re.compile(r"^\s*(\d{1,2}|[IVX]{1,4}|[а-я])\s*[.)]\s*")
