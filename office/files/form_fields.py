"""What stands in the fields of a PDF form, drawn on its page in a font that has Kyrgyz.

A program that fills a form often leaves the drawing to the reader (`NeedAppearances`), and qpdf draws in
the form's own font, mostly Helvetica
without one Cyrillic letter: «Өмүрова» becomes «???????». Runs in the process of the wash. ISO 32000-1,
12.7.3.3.
"""

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
from fontTools import subset as fonts
from fontTools.ttLib import TTFont

from office.files.metadata_worker import UnwashableFile

FONT = (
    Path(__file__).resolve().parents[2]
    / "node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"
)
MULTILINE, PASSWORD = 1 << 12, 1 << 13  # flags of a text field (ISO 32000-1, table 228)
LARGEST, SMALLEST, PADDING = 12.0, 4.0, 2.0  # points
LEADING = 1.15  # lines, in font sizes
FONT_SIZE = re.compile(r"/\S+\s+([\d.]+)\s+Tf")
DEPTH = 32  # a field deeper below its form than this is a loop


def draw_fields(paper):
    """Give every filled field of the form its drawing, where it has none, or none that its reader would
    trust.
    """
    form = paper.Root.get("/AcroForm", {})
    font = FieldFont(paper)
    asked = bool(form.get("/NeedAppearances", False))
    for page in paper.pages:
        for annotation in page.obj.get("/Annots", ()):
            kind = str(annotation.get("/Subtype", ""))
            if kind == "/Widget":
                draw_widget(annotation, form, font, asked=asked)
            elif kind == "/FreeText" and not appearance(annotation):
                draw_text(annotation, font, str(annotation.get("/Contents", "")), form, lines=True)
            elif kind == "/Stamp" and not appearance(annotation):
                draw_text(annotation, font, stamp_words(annotation), form, lines=False)
    font.embed()
    if asked:
        form.NeedAppearances = False  # else qpdf draws nothing of the form on its pages


def stamp_words(stamp) -> str:
    """What a stamp says that its reader draws by its name: «NOT APPROVED» (table 181)."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(stamp.get("/Name", "/Draft")).removeprefix("/")).upper()


def draw_widget(widget, form, font, *, asked: bool):
    kind, value = inherited(widget, "/FT"), inherited(widget, "/V")
    if kind == "/Btn":
        tick(font.paper, widget, value)
    elif kind in ("/Tx", "/Ch") and value is not None:
        text = words_of(value, inherited(widget, "/Opt") if kind == "/Ch" else None)
        flags = int(inherited(widget, "/Ff") or 0) if kind == "/Tx" else 0
        drawn = appearance(widget)
        if not drawn or asked or shows_question_marks(drawn, text):
            text = "*" * len(text) if flags & PASSWORD else text
            draw_text(widget, font, text, form, lines=bool(flags & MULTILINE))


def inherited(widget, key):
    """The key of a field, from the field above where it has none; None where nobody has it."""
    for _step in range(DEPTH):
        if key in widget:
            return widget[key]
        if "/Parent" not in widget:
            return None
        widget = widget["/Parent"]
    return None


def words_of(value, options) -> str:
    """The words of `/V`; of a choice, those shown for it and not those sent."""
    if isinstance(value, pikepdf.Array):
        return "\n".join(words_of(one, options) for one in value)
    text = value.read_bytes().decode("utf-8", "replace") if isinstance(value, pikepdf.Stream) else str(value)
    pairs = [one for one in options or () if isinstance(one, pikepdf.Array) and len(one) == 2]
    return {str(pair[0]): str(pair[1]) for pair in pairs}.get(text, text)


def appearance(annotation):
    """The drawing of an annotation that shows anything, or None."""
    drawn = annotation.get("/AP", {}).get("/N")
    return drawn if isinstance(drawn, pikepdf.Stream) and drawn.read_bytes().strip() else None


def shows_question_marks(drawn, text: str) -> bool:
    """Whether a library drew «?» for letters its font does not have."""
    strings = b"".join(re.findall(rb"\(((?:[^()\\]|\\.)*)\)", drawn.read_bytes()))
    return strings.count(b"?") > text.count("?")


def tick(paper, widget, value):
    """Show the state of a tick box or a radio button that its value says; draw a cross where it has no
    drawing.
    """
    states = widget.get("/AP", {}).get("/N", {})
    chosen = str(value) if isinstance(value, pikepdf.Name) else "/Off"
    if isinstance(states, pikepdf.Stream):
        return
    if chosen in states or (states and "/AS" not in widget):
        widget.AS = pikepdf.Name(chosen if chosen in states else "/Off")
    elif not states and (str(widget.get("/AS", chosen)) != "/Off" and chosen != "/Off"):
        _left, _bottom, width, height = box_of(widget)
        cross = (
            f"q 1 w 2 2 m {width - 2:.2f} {height - 2:.2f} l S 2 {height - 2:.2f} m {width - 2:.2f} 2 l S Q"
        )
        set_appearance(paper, widget, cross, pikepdf.Dictionary())


def box_of(annotation) -> tuple[float, float, float, float]:
    """(left, bottom, width, height), in points."""
    x, y, right, top = (float(number) for number in annotation["/Rect"])
    return min(x, right), min(y, top), abs(right - x), abs(top - y)


def draw_text(annotation, font, text: str, form, *, lines: bool):
    """Draw the text in the annotation's box: as large as it asks for, smaller where it would not fit."""
    text = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if not text.strip():
        return
    _left, _bottom, width, height = box_of(annotation)
    size, rows = fitting(font, text, asked_size(annotation, form), width - 2 * PADDING, height, lines=lines)
    aligned = int(inherited(annotation, "/Q") or form.get("/Q", 0))
    middle = (height + size * LEADING * (len(rows) - 1)) / 2 - size * 0.3
    first = height - PADDING - size if lines else middle
    drawing = ["/Tx BMC q BT 0 g", f"/Ky {size:.2f} Tf"]
    for number, row in enumerate(rows):
        spare = width - 2 * PADDING - font.width(row) * size
        x = PADDING + max(0.0, spare) * {1: 0.5, 2: 1.0}.get(aligned, 0.0)
        drawing.append(f"1 0 0 1 {x:.2f} {first - number * size * LEADING:.2f} Tm <{font.encode(row)}> Tj")
    drawing.append("ET Q EMC")
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Ky=font.dictionary))
    set_appearance(font.paper, annotation, "\n".join(drawing), resources)


def asked_size(annotation, form) -> float:
    """The size that the field asks for; 0 leaves it to the reader."""
    found = FONT_SIZE.search(str(inherited(annotation, "/DA") or form.get("/DA", "")))
    return float(found[1]) if found else 0.0


def fitting(font, text, asked, width, height, *, lines) -> tuple[float, list[str]]:
    """(size, rows) with which the text fits its box; never smaller than a person reads, so that it may
    overhang.
    """
    size = asked or (LARGEST if lines else min(LARGEST, max(SMALLEST, height * 0.7)))
    while True:
        rows = wrapped(font, text, size, width) if lines else text.split("\n")
        high = (len(rows) - 1) * size * LEADING + size <= height
        if size <= SMALLEST or high and all(font.width(row) * size <= width for row in rows):
            return size, rows
        size = max(SMALLEST, size - 0.5)


def wrapped(font, text: str, size: float, width: float) -> list[str]:
    rows = []
    for line in text.split("\n"):
        row = ""
        for word in line.split(" "):
            longer = f"{row} {word}" if row else word
            if row and font.width(longer) * size > width:
                rows.append(row)
                row = word
            else:
                row = longer
        rows.append(row)
    return rows


def set_appearance(paper, annotation, drawing: str, resources):
    _left, _bottom, width, height = box_of(annotation)
    stream = pikepdf.Stream(paper, drawing.encode())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox, stream.Resources = pikepdf.Array([0, 0, width, height]), resources
    annotation.AP = pikepdf.Dictionary(N=stream)


class FieldFont:
    """The portal's own font in a PDF, with the signs that were drawn and no others."""

    def __init__(self, paper):
        self.paper = paper
        self.used: dict[int, str] = {}  # glyph → its sign
        self.dictionary = paper.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font))

    def encode(self, text: str) -> str:
        """The text as the numbers of its glyphs, four hexadecimal digits each. Refused for a sign the font
        lacks.
        """
        _font, glyphs = opened_font()
        codes = []
        for sign in printable(text):
            if ord(sign) not in glyphs:
                raise UnwashableFile("letters")
            glyph = glyphs[ord(sign)][0]
            self.used[glyph] = sign
            codes.append(f"{glyph:04x}")
        return "".join(codes)

    def width(self, text: str) -> float:
        """How wide the text is, in font sizes."""
        _font, glyphs = opened_font()
        return sum(glyphs.get(ord(sign), (0, 500))[1] for sign in printable(text)) / 1000

    def embed(self):
        """Put the font into the paper, if anything was drawn in it."""
        if not self.used:
            return
        font, glyphs = opened_font()
        Name, Dictionary, Array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
        file = pikepdf.Stream(self.paper, subset(self.used))
        unit = 1000 / font["head"].unitsPerEm
        box = [getattr(font["head"], side) * unit for side in ("xMin", "yMin", "xMax", "yMax")]
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Tinos, Flags=4, FontBBox=Array(box), ItalicAngle=0,
            Ascent=font["hhea"].ascent * unit, Descent=font["hhea"].descent * unit, CapHeight=662, StemV=80,
            FontFile2=self.paper.make_indirect(file),
        )  # fmt: skip
        widths = {glyph: width for glyph, width in glyphs.values() if glyph in self.used}
        letters = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Tinos, CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=self.paper.make_indirect(descriptor),
            W=Array([part for glyph in sorted(widths) for part in (glyph, Array([widths[glyph]]))]),
        )  # fmt: skip
        self.dictionary.Subtype, self.dictionary.BaseFont = Name.Type0, Name.Tinos
        self.dictionary.Encoding = Name("/Identity-H")
        self.dictionary.DescendantFonts = Array([self.paper.make_indirect(letters)])
        self.dictionary.ToUnicode = self.paper.make_indirect(
            pikepdf.Stream(self.paper, unicode_map(self.used))
        )


def printable(text: str) -> str:
    """The text without signs that have no drawing: marks of direction, a tab as a space."""
    return "".join(sign for sign in text.replace("\t", " ") if sign.isprintable() or sign == "\u00a0")


@cache
def opened_font():
    """(the font, {code of a sign: (glyph, width in thousandths of the font size)})."""
    font = TTFont(FONT)
    widths, unit = font["hmtx"], 1000 / font["head"].unitsPerEm
    return font, {
        code: (font.getGlyphID(name), round(widths[name][0] * unit))
        for code, name in font.getBestCmap().items()
    }


def subset(used) -> bytes:
    """The font file with these glyphs, which keep their numbers."""
    options = fonts.Options(retain_gids=True, notdef_outline=True, layout_features=[], hinting=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG", "name", "OS/2", "post"]
    font, out = TTFont(FONT), io.BytesIO()
    subsetter = fonts.Subsetter(options)
    subsetter.populate(gids=sorted(used))
    subsetter.subset(font)
    font.save(out)
    return out.getvalue()


def unicode_map(used: dict[int, str]) -> bytes:
    """The `ToUnicode` of the glyphs: who copies or searches the page finds the words."""
    pairs = [f"<{glyph:04x}> <{sign.encode('utf-16-be').hex()}>" for glyph, sign in sorted(used.items())]
    blocks = [pairs[place : place + 100] for place in range(0, len(pairs), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Ky def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{listed}\nendcmap end end"
    ).encode()
