"""Parse the paragraphs of a file into chapters, points, sub-points and unnumbered paragraphs.

Pure: lines in, a TextReading out. Whatever does not become a part of the text is a note with its line (LAW
rule 52: the stamp of an electronic signature leaves the text and is kept as a note).
"""

import re
from dataclasses import asdict, dataclass, field

from office.imports.paragraphs import Line
from office.kyrgyz import fold, roman_number, tidy_text
from standards.text.models import Point

Kind = Point.Kind
MARKS = re.compile(r"^[#>\s]*(?:[-•–—*]\s+)?")  # marks of headings and lists that a plain text carries
GAP = r"(?:\s+|(?=[^\W\d]))"  # a word may follow its number without a space: «1.Кызматкер»
CHAPTER = re.compile(rf"^([IVXІХ]{{1,6}})\s*\.{GAP}(\S.*)$")
POINT = re.compile(rf"^(\d{{1,3}})\s*\.{GAP}(\S.*)$")
SUBPOINT = re.compile(rf"^(\d{{1,3}}\.\d{{1,3}})(?:\.{GAP}|\s+)(\S.*)$")
LATIN = str.maketrans("ІХ", "IX")
# As the stamps of the electronic document systems read, in both languages.
STAMPS = tuple(
    fold(words)
    for words in (
        "документ электрондук санарип",
        "колтамгасы менен бекитилген",
        "электрондук кол тамга менен бекитилген",
        "документ подписан электронной",
        "подписано электронной подписью",
        "сертификат:",
        "серийный номер сертификата",
    )
)
SIGNATURE = 60  # signs; a line under the last point that is shorter and ends without a stop is a signature


@dataclass(frozen=True)
class TextPart:
    """A piece of the text: `line` is where it began in the file, from 1."""

    kind: str
    code: str
    text: str
    line: int


@dataclass(frozen=True)
class TextNote:
    """What did not become a part of its own, or should be looked at: `reason` is a key of
    `import_models.REASONS`.
    """

    reason: str
    text: str
    line: int


@dataclass
class TextReading:
    """All that was understood of one file. `title` is the heading over the text, as a proposal."""

    title: str = ""
    parts: list[TextPart] = field(default_factory=list)
    notes: list[TextNote] = field(default_factory=list)

    def to_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict) -> "TextReading":
        return cls(
            kept["title"],
            [TextPart(**part) for part in kept["parts"]],
            [TextNote(**note) for note in kept["notes"]],
        )

    def counts(self) -> dict[str, int]:
        """How many chapters, points, sub-points and paragraphs there are."""
        kinds = [part.kind for part in self.parts]
        return {kind: kinds.count(kind) for kind in Kind.values}


def read_marked_text(lines: list[Line]) -> TextReading:
    """Parse the text, and note what is hidden or struck out in it and what nobody has filled in."""
    reading = read_text([line.text for line in lines])
    for number, line in enumerate(lines, 1):
        reading.notes += [TextNote(what, line.text.strip(), number) for what in line.remarks]
    return reading


def read_text(lines: list[str]) -> TextReading:
    """Parse the text. Whatever stands before the last chapter I (an order, a table of contents) becomes a
    note.
    """
    reading = TextReading()
    whole = join_lines(lines, reading)
    start = find_beginning(whole)
    reading.title = title_of(whole[:start])
    reading.notes += [TextNote("before", text, number) for number, text in whole[:start]]
    for number, text in whole[start:]:
        take_paragraph(reading, number, text)
    leave_signatures(reading)
    return reading


def strip_marks(line: str) -> str:
    """The words of a line without the marks around them."""
    return tidy_text(MARKS.sub("", line).replace("**", "").replace("\\", ""))


def join_lines(lines, reading) -> list[tuple[int, str]]:
    """Paragraphs: lines of one block are joined until one ends a sentence; stamps go to the notes."""
    found: list[tuple[int, str]] = []
    open_block = False
    for number, line in enumerate(lines, 1):
        text = strip_marks(line)
        if is_stamp(text):
            reading.notes.append(TextNote("stamp", text, number))
        elif not text:
            open_block = False
        elif open_block and not begins_anew(text) and not found[-1][1].endswith((".", ";", ":", "!", "?")):
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        else:
            found.append((number, text))
            open_block = not line.endswith("\n")  # a paragraph of Word is a block by itself
    return found


def is_stamp(text: str) -> bool:
    folded = fold(text)
    return len(text) < 120 and any(words in folded for words in STAMPS)


def begins_anew(text: str) -> bool:
    return any(pattern.match(text) for pattern in (CHAPTER, POINT, SUBPOINT))


def chapter_of(text: str) -> tuple[str, str]:
    """(«X», heading) of «Х. Коррупцияга каршы туруу», whichever alphabet the number was typed in; ("", "") of
    any other line.
    """
    found = CHAPTER.match(text)
    return (found[1].translate(LATIN), found[2]) if found else ("", "")


def find_beginning(whole) -> int:
    """The index of the last chapter I; 0 for a text without chapters."""
    return max((n for n, (_number, text) in enumerate(whole) if chapter_of(text)[0] == "I"), default=0)


def title_of(before) -> str:
    """The line right over the table of contents or the first chapter."""
    plain = [text for _number, text in before if not begins_anew(text)]
    return plain[-1] if plain else ""


def take_paragraph(reading, number, text):
    code, heading = chapter_of(text)
    if code:
        add_part(reading, Kind.CHAPTER, code, heading, number)
    elif found := SUBPOINT.match(text):
        add_part(reading, Kind.SUBPOINT, found[1], found[2], number)
    elif found := POINT.match(text):
        add_part(reading, Kind.POINT, found[1], found[2], number)
    elif reading.parts and text[0].islower():
        above = reading.parts[-1]
        reading.notes.append(TextNote("joined", text, number))
        reading.parts[-1] = TextPart(above.kind, above.code, f"{above.text} {text}", above.line)
    else:
        reading.parts.append(TextPart(Kind.PARAGRAPH, "", text, number))


def add_part(reading, kind, code, text, number):
    """A numbered part; a number that does not follow the one before is noted, one that is there already
    becomes a paragraph.
    """
    if any(part.code == code for part in reading.parts):
        reading.notes.append(TextNote("twice", f"{code}. {text}", number))
        reading.parts.append(TextPart(Kind.PARAGRAPH, "", f"{code}. {text}", number))
        return
    if code != expected_code(reading, kind, code):
        reading.notes.append(TextNote("order", f"{code}. {text}", number))
    reading.parts.append(TextPart(kind, code, text, number))


def expected_code(reading, kind, code) -> str:
    """Number that follows the last one of this kind."""
    same = [part for part in reading.parts if part.kind == kind]
    if kind == Kind.CHAPTER:
        return roman_number(len(same) + 1)
    if kind == Kind.POINT:
        return str(int(same[-1].code) + 1) if same else "1"
    points = [part for part in reading.parts if part.kind == Kind.POINT]
    above = points[-1].code if points else "1"
    under = [part for part in same if part.code.partition(".")[0] == above]
    return f"{above}.{int(under[-1].code.partition('.')[2]) + 1 if under else 1}"


def leave_signatures(reading):
    """Move the signature under the text into the notes."""
    while reading.parts and is_signature(reading.parts[-1]):
        part = reading.parts.pop()
        reading.notes.append(TextNote("signature", part.text, part.line))


def is_signature(part) -> bool:
    return part.kind == Kind.PARAGRAPH and len(part.text) < SIGNATURE and part.text[-1] not in ".;:"
