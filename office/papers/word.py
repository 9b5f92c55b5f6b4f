"""A table as an editable Word paper."""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from office.papers.package import FONT, LANGUAGES, stable_zip
from office.papers.sheet import Table, scaled_widths, strip_unprintable
from office.papers.typography import BREAK, break_words, printed_groups

# A4 in millimetres. The 30 mm are for the file's binding: on the left of a standing sheet, above on a lying
# one.
PAGES = {
    "portrait": {"size": (210, 297), "left": 30, "right": 10, "top": 20, "bottom": 20},
    "landscape": {"size": (297, 210), "left": 20, "right": 20, "top": 30, "bottom": 15},
}


FOOT = 10  # millimetres: room for the page's number


def page_of_word(orientation: str, own: Mapping[str, Any] | None) -> dict[str, Any]:
    """The sheet to set: of PAGES, with the margins of a body's own `page_style` turned on a lying sheet."""
    page: dict[str, Any] = dict(PAGES[orientation])
    if own and orientation == "portrait":
        page |= {side: own[side] for side in ("left", "right", "top", "bottom")}
    elif own:
        turned = {"left": own["bottom"], "right": own["top"], "top": own["left"]}
        page |= turned | {"bottom": max(own["right"], FOOT)}
    return page


def to_docx(
    table: Table,
    *,
    heading_block: Sequence[str] = (),
    signatures: Sequence[tuple[str, str]] = (),
    mark: str = "",
    more: Sequence[Table] = (),
    text: Sequence[str] = (),
    page: Mapping[str, Any] | None = None,
) -> bytes:
    """The table as an editable Word paper, A4, Times New Roman.

    `heading_block`: lines at the upper right (annex mark or «Бекитемин» block). `signatures`: (post, initials
    and surname) under the table, each on its line. `mark`: a word over every page, such as «долбоор». `more`:
    tables that follow under their own titles; `text`: paragraphs after them; `page`: what `page_style` gives.
    """
    sheet = page_of_word(table["orientation"], page)
    width = sheet["size"][0] - sheet["left"] - sheet["right"]
    paper = docx.Document()
    set_page(paper, sheet, mark)
    set_style(paper, LANGUAGES[table["language"]])
    for line in heading_block:
        add_line(paper, line).paragraph_format.left_indent = Mm(width * 0.65)
    for one in (table, *more):
        title = add_line(paper, one["title"], bold=True)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(11)
        for line in one.get("intro", ()):
            add_line(paper, line)
        paper.element.body.insert(-1, parse_xml(table_xml(one, width, page)))
    for line in (*table["notes"], *text):
        add_line(paper, line)
    for post, name in signatures:
        add_signature(paper, post, name, width)
    out = io.BytesIO()
    paper.save(out)
    return stable_zip(out.getvalue(), table)


def text_to_docx(
    table: Table,
    *,
    heading_block: Sequence[str] = (),
    signatures: Sequence[tuple[str, str]] = (),
    mark: str = "",
    page: Mapping[str, Any] | None = None,
) -> bytes:
    """A text kept as a table (`code`, `text`) as an editable Word paper: chapters as headings, points as
    paragraphs.
    """
    sheet = page_of_word(table["orientation"], page)
    width = sheet["size"][0] - sheet["left"] - sheet["right"]
    paper = docx.Document()
    set_page(paper, sheet, mark)
    set_style(paper, LANGUAGES[table["language"]])
    for line in heading_block:
        add_line(paper, line).paragraph_format.left_indent = Mm(width * 0.55)
    for heading in chain([table["title"]], _text_lines(paper, table)):
        title = add_line(paper, heading, bold=True)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(11)
    for post, name in signatures:
        add_signature(paper, post, name, width)
    out = io.BytesIO()
    paper.save(out)
    return stable_zip(out.getvalue(), table)


def _text_lines(paper: Document, table: Table) -> Iterator[str]:
    """Give each chapter's heading to be written, then write its points."""
    for group in table["groups"]:
        if group["heading"]:
            yield group["heading"]
        for row in group["rows"]:
            line = add_line(paper, f"{row['code']}. {row['text']}" if row["code"] else row["text"])
            line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            line.paragraph_format.first_line_indent = Mm(12.5)
            line.paragraph_format.space_after = Pt(4)


def set_page(paper: Document, page: Mapping[str, Any], mark: str) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if page["size"][0] > page["size"][1] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Mm, page["size"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.header_distance = Mm(8)
    section.footer_distance = Mm(min(8, page["bottom"] - 6))  # a line of the page's number is 5 mm high
    if mark:
        section.header.paragraphs[0].text = mark
        section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Any, name: str) -> None:
    """A number Word counts itself."""
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def set_style(paper: Document, language: str) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    for lang in paper.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def add_line(paper: Document, text: str, *, bold: bool = False) -> Any:
    paragraph = paper.add_paragraph()
    paragraph.add_run(strip_unprintable(text)).bold = bold
    return paragraph


def add_signature(paper: Document, post: str, name: str, width: float) -> None:
    """Post on the left, room for the pen, name on the right."""
    keep_with_next(paper)
    line = add_line(paper, f"{post}\t____________________\t{name}", bold=True)
    line.paragraph_format.space_before, line.paragraph_format.keep_together = Pt(24), True
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width * 0.5), WD_TAB_ALIGNMENT.CENTER)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def keep_with_next(paper: Document) -> None:
    """Hold the last paragraph of the paper, or the last row of its last table, to what follows."""
    blocks = [one for one in paper.element.body if one.tag in (qn("w:p"), qn("w:tbl"))]
    for block in reversed(blocks):
        if block.tag == qn("w:tbl"):
            for paragraph in list(block.iter(qn("w:tr")))[-1].iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()
            return
        block.get_or_add_pPr().get_or_add_keepNext()
        if "".join(block.itertext()).strip():
            return


CELL, HEAD = 11, 10  # points: cells of a paper of no body, the greatest head of a table
TWIPS = 1440 / 25.4  # Word measures in twentieths of a point
EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
SIDE = 60  # twips of room beside the text of a cell
ABOVE = 50  # and above and below it
ROOM = (("top", ABOVE), ("left", SIDE), ("bottom", ABOVE), ("right", SIDE))
PADDING = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in ROOM)


# A line of a cell is 1.1 em high, as in print; Word's own is 1.15 em.
LINES = '<w:spacing w:line="230" w:lineRule="auto"/>'


def table_xml(table: Table, width: float, page: Mapping[str, Any] | None = None) -> str:
    """The whole <w:tbl> as text: python-docx adds rows one by one and needs minutes for a long list."""
    widths = [round(mm * TWIPS) for mm in scaled_widths(table, width)]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{EDGES}</w:tblBorders><w:tblLayout "
        f'w:type="fixed"/><w:tblCellMar>{PADDING}</w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_rows_xml(table, widths, page['table'] if page else CELL))}</w:tbl>"
    )


def _rows_xml(table: Table, widths: list[int], size: float) -> Iterator[str]:
    heads = [
        _cell_xml(_syllables(c["heading"], w, min(size, HEAD)), w, min(size, HEAD), bold=True, centre=True)
        for c, w in zip(table["columns"], widths, strict=True)
    ]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(heads)}</w:tr>"
    for group in printed_groups(table):
        if group["heading"]:
            cell = _cell_xml(group["heading"], sum(widths), size, bold=True, centre=True, span=len(widths))
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
        for row in group["rows"]:
            cells = (
                _cell_xml(row[column["key"]], width, size, centre=column["numeric"])
                for column, width in zip(table["columns"], widths, strict=True)
            )
            # a row torn by the page's end would go on without its number
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _text_xml(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(strip_unprintable(text))}</w:t>'


def _syllables(heading: str, width: int, size: float) -> str:
    """A heading with places to break the words that do not fit: Word itself breaks them at any letter."""
    return break_words(heading, (width - 2 * SIDE) / 20 / size, bold=True)


def _cell_xml(
    text: str, width: int, size: float, *, bold: bool = False, centre: bool = False, span: int = 1
) -> str:
    lines = ("<w:softHyphen/>".join(map(_text_xml, line.split(BREAK))) for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" '
        f'w:type="dxa"/>{f"<w:gridSpan w:val='{span}'/>" if span > 1 else ""}</w:tcPr>'
        f"<w:p><w:pPr>{'<w:keepNext/>' if span > 1 else ''}{LINES}<w:jc "
        f"w:val='{'center' if centre else 'left'}'/></w:pPr>"
        f"<w:r><w:rPr>{'<w:b/>' if bold else ''}<w:sz "
        f"w:val='{round(2 * size)}'/></w:rPr>{'<w:br/>'.join(lines)}</w:r></w:p></w:tc>"
    )
