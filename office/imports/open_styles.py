"""What the styles of an OpenDocument file say: what is hidden or struck out, how lists count.

A document names styles of two parts, `styles.xml` and its own `content.xml`.
"""

from dataclasses import dataclass, field

from office.imports.list_numbers import LEVELS, written
from office.imports.package import PartReader, whole_number

DEPTH = 16  # styles based on styles; more is a loop
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
FORMS |= {"а": "russianLower", "А": "russianUpper"}
STANDS_ALONE = frozenset(("", "none", "false"))


@dataclass
class OpenLevel:
    """How one level of a list counts and looks; without a form it has no number."""

    form: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1  # how many levels its number names


@dataclass
class Styles:
    """Of both parts, by the name of the style."""

    hidden: set[str] = field(default_factory=set)  # tables and columns
    lists: dict[str, dict[int, OpenLevel]] = field(default_factory=dict)
    remarks: dict[str, set[str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)

    def remarks_of(self, style: str) -> set[str]:
        """What a person should know of words in this style: "struck-text", "hidden-text"."""
        found: set[str] = set()
        for _step in range(DEPTH):
            found |= self.remarks.get(style, set())
            style = self.parents.get(style, "")
        return found

    def font_of(self, style: str) -> str:
        for _step in range(DEPTH):
            if style in self.fonts:
                return self.fonts[style]
            style = self.parents.get(style, "")
        return ""


class StylesReader(PartReader):
    """Reads the styles of a part into `styles`."""

    skipped = frozenset(("master-styles",))

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self.styles, self.style = styles, ""
        self.starts = {
            "style": self._style,
            "table-properties": self._table,
            "text-properties": self._text_style,
            "list-style": self._style,
            "list-level-style-number": self._level,
        }

    def _style(self, found: dict[str, str]) -> None:
        self.style = found.get("name", "")
        if parent := found.get("parent-style-name"):
            self.styles.parents[self.style] = parent

    def _table(self, found: dict[str, str]) -> None:
        if found.get("display") == "false":
            self.styles.hidden.add(self.style)

    def _text_style(self, found: dict[str, str]) -> None:
        if font := found.get("font-name") or found.get("font-family"):
            self.styles.fonts[self.style] = font.strip("'")
        struck = {found.get("text-line-through-style", ""), found.get("text-line-through-type", "")}
        remarks = {"struck-text"} if struck - STANDS_ALONE else set()
        remarks |= {"hidden-text"} if found.get("display") == "none" else set()
        if remarks:
            self.styles.remarks[self.style] = remarks

    def _level(self, found: dict[str, str]) -> None:
        form = found.get("num-format", "")
        at = whole_number(found.get("level"), 1) - 1
        if 0 <= at < LEVELS:
            self.styles.lists.setdefault(self.style, {})[at] = OpenLevel(
                FORMS.get(form[:1], "decimal") if form else "",
                found.get("num-prefix", ""),
                found.get("num-suffix", ""),
                whole_number(found.get("start-value"), 1),
                whole_number(found.get("display-levels"), 1),
            )


@dataclass
class OpenList:
    """A list now open: its style, and whether its item still waits for the paragraph that is counted."""

    style: str
    waits: bool = False
    start: int | None = None


class OpenLists:
    """The numbers of lists, counting on through the document."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.open: list[OpenList] = []
        self.counts: dict[str, list[int | None]] = {}

    def begin(self, found: dict[str, str]) -> None:
        inherited = self.open[-1].style if self.open else ""
        style = found.get("style-name", "") or inherited
        goes_on = found.get("continue-numbering") == "true" or found.get("continue-list")
        if not self.open and not goes_on:
            self.counts.pop(style, None)
        self.open.append(OpenList(style))

    def end(self) -> None:
        self.open.pop()

    def item(self, found: dict[str, str]) -> None:
        if self.open:
            start = found.get("start-value")
            self.open[-1].waits = True
            self.open[-1].start = None if start is None else whole_number(start, 1)

    def number(self) -> str:
        """What stands before the paragraph that begins: the number of its item, "" for none."""
        if not self.open or not self.open[-1].waits:
            return ""
        place, at = self.open[-1], min(len(self.open), LEVELS) - 1
        place.waits = False
        levels = self.styles.lists.get(place.style, {})
        counts = self.counts.setdefault(place.style, [None] * LEVELS)
        before, begins = counts[at], levels.get(at, OpenLevel()).start
        counts[at] = begins if before is None else before + 1
        if place.start is not None:
            counts[at] = place.start
        counts[at + 1 :] = [None] * (LEVELS - at - 1)
        level = levels.get(at, OpenLevel())
        if not level.form:
            return ""
        numbers = [
            written(levels.get(i, OpenLevel()).start if counts[i] is None else counts[i] or 0, form)
            for i in range(max(0, at + 1 - level.shown), at + 1)
            if (form := levels.get(i, OpenLevel()).form)
        ]
        return f"{level.before}{'.'.join(numbers)}{level.after}"
