"""The numbers that Word itself gives to the paragraphs of its lists: they are nowhere in the file and are
counted here.

What each list says stands in `numbering.xml` (ECMA-376 part 1, 17.9), what a paragraph has from its style
in `styles.xml` (17.7).
"""

import re
import zipfile
from dataclasses import dataclass, field

from office.imports.package import PartReader, read_part, related_parts, whole_number
from office.kyrgyz import roman_number

LEVELS = 9
OFF = ("0", "false", "off", "none")
# As LibreOffice and Word count а) б) в): no ё, й, ъ, ь.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {"lowerLetter": LATIN, "upperLetter": LATIN.upper()}
LETTERS |= {"russianLower": RUSSIAN, "russianUpper": RUSSIAN.upper()}
MOST_LETTERS = 20  # «aaa…»: from there on the number is shown in figures
DEPTH = 16  # styles based on styles; more is a loop


@dataclass
class Level:
    """How one level of a list counts and looks: `text` is «%1.%2.»; `restart` is the level, from 1, whose
    number begins it anew.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False  # every number of it in figures


@dataclass
class Numbering:
    """One `w:num`: its list, the levels it has otherwise, the numbers it begins anew with."""

    definition: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass
class ListPlace:
    """What a paragraph or a style says of its list: the id of a `w:num`, "" where nothing is said, and the
    level.
    """

    numbering: str = ""
    level: int | None = None


class NumberingPart(PartReader):
    """`definitions` by id, `numberings` by id, and the lists that take their levels from a style or give
    them to one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.definitions: dict[str, dict[int, Level]] = {}
        self.numberings: dict[str, Numbering] = {}
        self.from_style: dict[str, str] = {}
        self.of_style: dict[str, str] = {}
        self.definition, self.place = "", 0
        self.numbering: Numbering | None = None
        self.level = Level()
        self.starts = {
            "abstractNum": self._definition,
            "num": self._numbering,
            "abstractNumId": self._of_definition,
            "lvlOverride": self._at,
            "startOverride": self._start_override,
            "lvl": self._level,
            "start": lambda found: setattr(self.level, "start", whole_number(found.get("val"), 0)),
            "numFmt": lambda found: setattr(self.level, "form", found.get("val", "decimal")),
            "lvlText": lambda found: setattr(self.level, "text", found.get("val", "")),
            "lvlRestart": lambda found: setattr(self.level, "restart", whole_number(found.get("val"), 0)),
            "pStyle": lambda found: setattr(self.level, "style", found.get("val", "")),
            "isLgl": lambda found: setattr(self.level, "legal", found.get("val", "1") not in OFF),
            "numStyleLink": lambda found: self.from_style.__setitem__(self.definition, found.get("val", "")),
            "styleLink": lambda found: self.of_style.__setitem__(found.get("val", ""), self.definition),
        }
        self.ends = {"num": self._numbering_ends}

    def _definition(self, found: dict[str, str]) -> None:
        self.definition = found.get("abstractNumId", "")
        self.definitions[self.definition] = {}

    def _numbering(self, found: dict[str, str]) -> None:
        self.numbering = self.numberings[found.get("numId", "")] = Numbering()

    def _numbering_ends(self) -> None:
        self.numbering = None

    def _of_definition(self, found: dict[str, str]) -> None:
        if self.numbering:
            self.numbering.definition = found.get("val", "")

    def _at(self, found: dict[str, str]) -> None:
        self.place = min(whole_number(found.get("ilvl"), 0), LEVELS - 1)

    def _start_override(self, found: dict[str, str]) -> None:
        if self.numbering:
            self.numbering.starts[self.place] = whole_number(found.get("val"), 1)

    def _level(self, found: dict[str, str]) -> None:
        self._at(found)
        self.level = Level()
        levels = self.numbering.levels if self.numbering else self.definitions.get(self.definition, {})
        levels[self.place] = self.level

    def levels(self, definition: str) -> tuple[str, dict[int, Level]]:
        """The list that counts, and its levels: a list may take them from a style that another one gives
        them to.
        """
        other = self.of_style.get(self.from_style.get(definition, ""))
        definition = definition if other is None else other
        return definition, self.definitions.get(definition, {})


class StylesPart(PartReader):
    """`styles`: id → (style it is based on, its place in a list); `default` is the style of paragraphs that
    name none.
    """

    skipped = frozenset(("pPrChange",))

    def __init__(self) -> None:
        super().__init__()
        self.styles: dict[str, tuple[str, ListPlace]] = {}
        self.default = ""
        self.style = ""
        self.starts = {
            "style": self._style,
            "basedOn": self._based_on,
            "numId": lambda found: self._say("numbering", found.get("val", "")),
            "ilvl": lambda found: self._say("level", whole_number(found.get("val"), 0)),
        }

    def _style(self, found: dict[str, str]) -> None:
        self.style = found.get("styleId", "")
        self.styles[self.style] = ("", ListPlace())
        if found.get("type") == "paragraph" and found.get("default", "0") not in OFF:
            self.default = self.style

    def _based_on(self, found: dict[str, str]) -> None:
        if self.style in self.styles:
            self.styles[self.style] = (found.get("val", ""), self.styles[self.style][1])

    def _say(self, name: str, value: str | int) -> None:
        if self.style in self.styles:
            setattr(self.styles[self.style][1], name, value)

    def place(self, style: str) -> tuple[list[str], ListPlace]:
        """(the style and those it is based on, up to the one that puts its paragraphs into a list; their
        place); ([], nowhere) where none does.
        """
        level, chain = None, list[str]()
        for _step in range(DEPTH):
            based, place = self.styles.get(style, ("", ListPlace()))
            level = place.level if level is None else level
            chain.append(style)
            if place.numbering:
                return chain, ListPlace(place.numbering, level)
            style = based
        return [], ListPlace()


class Lists:
    """The lists of one document, counting on from paragraph to paragraph."""

    def __init__(self, numbering: NumberingPart, styles: StylesPart) -> None:
        self.part, self.styles = numbering, styles
        self.counts: dict[str, list[int | None]] = {}  # list → how far each level has come
        self.begun: set[tuple[int, int]] = set()

    @classmethod
    def of(cls, archive: zipfile.ZipFile, part: str) -> "Lists":
        """The lists of the document whose main part is `part`."""
        parts = related_parts(archive, part)
        numbering, styles = NumberingPart(), StylesPart()
        if "numbering" in parts:
            numbering.read(read_part(archive, parts["numbering"]))
        if "styles" in parts:
            styles.read(read_part(archive, parts["styles"]))
        return cls(numbering, styles)

    @classmethod
    def none(cls) -> "Lists":
        """No list at all."""
        return cls(NumberingPart(), StylesPart())

    def number(self, place: ListPlace, style: str = "") -> str:
        """What Word writes before the next paragraph of this place and style: «3.», «3.1.», «б)», «IV.»; ""
        for a bullet or none.
        """
        found = self._level(place, style or self.styles.default)
        if found is None:
            return ""
        numbering, at = found
        definition, levels = self.part.levels(numbering.definition)
        levels = levels | numbering.levels
        self._count(numbering, definition, levels, at)
        return self._words(definition, levels, at)

    def _level(self, place: ListPlace, style: str) -> tuple[Numbering, int] | None:
        chain, of_style = self.styles.place(style)
        numbering = place.numbering or of_style.numbering
        if numbering not in self.part.numberings:
            return None
        found = self.part.numberings[numbering]
        if place.level is not None:
            return found, min(place.level, LEVELS - 1)
        levels = self.part.levels(found.definition)[1] | found.levels
        named = {level.style: at for at, level in levels.items() if level.style}
        at = next((named[one] for one in chain if one in named), of_style.level or 0)
        return found, 0 if place.numbering else min(at, LEVELS - 1)

    def _count(self, numbering: Numbering, definition: str, levels: dict[int, Level], at: int) -> None:
        counts = self.counts.setdefault(definition, [None] * LEVELS)
        key = (id(numbering), at)
        if at in numbering.starts and key not in self.begun:
            counts[at] = numbering.starts[at] - 1
        self.begun.add(key)
        before = counts[at]
        counts[at] = levels.get(at, Level()).start if before is None else before + 1
        for above in range(at):  # a level that never was counts as begun
            counts[above] = levels.get(above, Level()).start if counts[above] is None else counts[above]
        for deeper in range(at + 1, LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or restart > 0 and at < restart:
                counts[deeper] = None

    def _words(self, definition: str, levels: dict[int, Level], at: int) -> str:
        level = levels.get(at, Level())
        if level.form == "bullet":
            return ""
        counts = self.counts[definition]

        def shown(found: re.Match[str]) -> str:
            above = int(found[1]) - 1
            return written(counts[above] or 0, "decimal" if level.legal else levels.get(above, Level()).form)

        return re.sub(r"%([1-9])", shown, level.text).strip()


def written(count: int, form: str) -> str:
    """A number as a list shows it; a form that is not known, in figures."""
    if form == "none":
        return ""
    if form in LETTERS and count > 0:
        letters = LETTERS[form]
        times, place = divmod(count - 1, len(letters))
        if times < MOST_LETTERS:
            return letters[place] * (times + 1)
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        return roman_number(count) if form == "upperRoman" else roman_number(count).lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)
