"""Any paper as an editable Word file, from the very page that prints it (`html()`), element by element.

A new paper needs nothing of its own here: it is written with the classes of `static/print.css`.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Mm, Pt
from lxml import html as lxml_html

from office.papers.package import LANGUAGES, stable_zip
from office.papers.word import add_signature, page_of_word, set_page, set_style, strip_unprintable
from office.papers.word_grid import Cell, grid_xml

SMALL = {"notes", "seal", "check", "contacts"}  # 10 points
CENTRED = {"center", "place", "translation", "hours", "contacts"}
KEEPS_LINES = {"text", "annex", "groups"}  # white-space: pre-line
BESIDE = {"letterhead", "kind"}  # paragraphs side by side, bold
DRAWN = {"svg", "script", "style"}  # has no words


class Run(NamedTuple):
    """A piece of a paragraph; "\\n" in it ends a line."""

    text: str
    bold: bool = False
    italic: bool = False


def page_to_docx(page: str, own: Mapping[str, Any] | None = None) -> bytes:
    """The Word file of an HTML page of `office/papers/printing.py`; `own` is the page of the body
    (`page_style`). The same page gives the same bytes.
    """
    tree = lxml_html.document_fromstring(page)
    body, language = tree.find("body"), tree.get("lang", "ky")
    classes = classes_of(body)
    sheet = page_of_word("landscape" if "wide" in classes else "portrait", own)
    word = docx.Document()
    set_page(word, sheet, "ДОЛБООР" if "draft" in classes else "")
    set_style(word, LANGUAGES.get(language, LANGUAGES["ky"]))
    if own:
        word.styles["Normal"].font.size = Pt(own["size"])
    PageWriter(word, sheet["size"][0] - sheet["left"] - sheet["right"], own).write(body)
    out = io.BytesIO()
    word.save(out)
    return stable_zip(out.getvalue(), {"title": tree.findtext(".//title") or "", "language": language})


class PageWriter:
    """Writes the elements of a page into a Word document of `width` millimetres."""

    def __init__(self, word, width: float, own: Mapping[str, Any] | None):
        self.word, self.width, self.own = word, width, own
        self.breaks = False  # whether the next paragraph begins a page
        self.is_empty = True
        self.indent = 0.0  # millimetres from the left

    def write(self, element) -> None:
        for child in element:
            if isinstance(child.tag, str) and child.tag not in DRAWN:
                self.write_block(child)

    def write_block(self, element) -> None:
        classes = classes_of(element)
        if "signature" in classes:
            post, *_line, name = [text_of(part) for part in element]
            add_signature(self.word, post, name, self.width)
            return
        if classes & BESIDE:
            return self.write_beside(element)
        if "ends" in classes:
            return self.write_ends(element)
        if "corner" in classes:
            self.indent = self.width * 0.55
            self.write(element)
            self.indent = 0.0
            return
        if element.tag == "table":
            return self.write_table(element)
        if element.tag in ("ol", "ul"):
            return self.write_list(element)
        if element.tag in ("p", "h1", "h2"):
            return self.write_paragraph(element)
        if "own-page" in classes and not self.is_empty:
            self.breaks = True
        self.write(element)

    def add(self, runs: list[Run], *, bold=False, small=False):
        """A paragraph of the runs."""
        paragraph = self.word.add_paragraph()
        for run in runs:
            added = paragraph.add_run(strip_unprintable(run.text))
            added.bold, added.italic = bold or run.bold, run.italic
            if small:
                added.font.size = Pt(10)
        style = paragraph.paragraph_format
        style.page_break_before = self.breaks or None
        style.left_indent = Mm(self.indent) if self.indent else None
        self.breaks, self.is_empty = False, False
        return paragraph

    def write_paragraph(self, element) -> None:
        classes, parents = classes_of(element), classes_of(element.getparent())
        if "line" in classes:  # a place to sign before the name
            self.add([Run(f"____________________ {text_of(element)}".rstrip())])
            return
        heading = element.tag in ("h1", "h2")
        keeps = heading or bool((classes | parents) & KEEPS_LINES)
        paragraph = self.add(runs_of(element, keeps), bold=heading, small=bool((classes | parents) & SMALL))
        style = paragraph.paragraph_format
        if element.tag == "h1" or classes & CENTRED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if heading:
            style.keep_with_next = True
            style.space_before = style.space_after = Pt(11 if element.tag == "h1" else 5)
        if "text" in classes | parents:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            style.first_line_indent, style.space_after = Mm(12.5), Pt(4)

    def write_beside(self, element) -> None:
        """Paragraphs in columns of their own without rules; a single one across the page."""
        parts = [runs_of(part) for part in element]
        if len(parts) == 1:
            self.add(parts[0], bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
            return
        cells = [Cell([Run(run.text, bold=True) for run in runs], centred=True) for runs in parts]
        self.put_grid([cells], [1.0] * len(cells), heads=0, size=self.size, ruled=False)

    def write_ends(self, element) -> None:
        """Paragraphs at both ends of one line."""
        runs: list[Run] = []
        for part in element:
            runs += [Run("\t"), *runs_of(part)] if runs else runs_of(part)
        stops = self.add(runs).paragraph_format.tab_stops
        stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT)

    def write_list(self, element) -> None:
        for number, item in enumerate(element.iterchildren("li"), 1):
            mark = f"{number}. " if element.tag == "ol" else "– "
            paragraph = self.add([Run(mark), *runs_of(item)])
            paragraph.paragraph_format.left_indent = Mm(12.5)

    def write_table(self, element) -> None:
        rows = list(element.iter("tr"))
        heads = sum(row.getparent().tag == "thead" for row in rows)
        form = "form" in classes_of(element)
        cells = [[cell_of(cell, form) for cell in row] for row in rows]
        count = max((sum(cell.across for cell in row) for row in cells), default=0)
        if count:
            shares = widths_of(element, count)
            self.put_grid(cells, shares, heads=heads, size=11 if form else self.table_size)

    def put_grid(self, rows, shares, *, heads, size, ruled=True) -> None:
        if self.breaks:
            self.add([])
        xml = grid_xml(rows, shares, self.width, heads=heads, size=size, ruled=ruled)
        self.word.element.body.insert(-1, parse_xml(xml))
        self.word.add_paragraph()  # two tables in a row would be one
        self.is_empty = False

    @property
    def size(self) -> float:
        return self.own["size"] if self.own else 11

    @property
    def table_size(self) -> float:
        return self.own["table"] if self.own else 11


def classes_of(element) -> set[str]:
    return set(element.get("class", "").split())


def cell_of(element, form: bool) -> Cell:
    """A cell of a table; heads of rows are bold but in a form."""
    scope = element.get("scope", "")
    bold = element.tag == "th" and not (form and scope == "row")
    runs = [run._replace(bold=bold or run.bold) for run in runs_of(element, keeps_lines=True)]
    centred = scope in ("col", "rowgroup", "colgroup") or "center" in classes_of(element)
    return Cell(runs, int(element.get("colspan", 1)), int(element.get("rowspan", 1)), centred)


def widths_of(table, count: int) -> list[float]:
    """Shares of the columns, as the table says them."""
    said = [col.get("width", "").rstrip("%") for col in table.iter("col")]
    return [float(share) for share in said] if len(said) == count and all(said) else [1.0] * count


def text_of(element) -> str:
    return "".join(run.text for run in runs_of(element))


def runs_of(element, keeps_lines=False) -> list[Run]:
    """The words of an element; its line ends count where CSS keeps them."""
    runs = list(raw_runs(element, Run("")))
    gap = r"[^\S\n]+" if keeps_lines else r"\s+"
    tidy = [run._replace(text=re.sub(gap, " ", run.text) if run.text != BREAK else "\n") for run in runs]
    tidy = [run._replace(text=re.sub(r" *\n *", "\n", run.text)) for run in tidy]
    return trim_ends([run for run in tidy if run.text])


BREAK = "\N{LINE SEPARATOR}"


def trim_ends(runs: list[Run]) -> list[Run]:
    """Without the blanks at both ends, and those that begin a line."""
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    for before, run in enumerate(runs[1:]):
        if runs[before].text.endswith("\n"):
            runs[before + 1] = run._replace(text=run.text.lstrip(" "))
    return [run for run in runs if run.text]


def raw_runs(element, style: Run) -> Iterator[Run]:
    if element.text:
        yield style._replace(text=element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from child_runs(child, style)
        if child.tail:
            yield style._replace(text=child.tail)


def child_runs(child, style: Run) -> Iterator[Run]:
    if child.tag == "br":
        yield style._replace(text=BREAK)
    elif child.tag not in DRAWN:
        bold, italic = child.tag in ("strong", "b"), child.tag in ("em", "i")
        yield from raw_runs(child, style._replace(bold=style.bold or bold, italic=style.italic or italic))
        if child.tag in ("p", "div", "li"):
            yield style._replace(text=BREAK)
