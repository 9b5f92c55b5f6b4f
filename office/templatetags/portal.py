"""Icons, levels and terms: a shape beside each word."""

import html
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office.registers.links import EMPTY

register = template.Library()

LEVELS = {"zero": (_("zero"), 0), "low": (_("low"), 1), "medium": (_("medium"), 2), "high": (_("high"), 3)}
TERMS = {"overdue": "exclamation-octagon", "soon": "clock", "later": "calendar-check", "done": "check-lg"}
BAR = '<path d="M{x} 15V{top}h3.4V15z"{off}/>'


@lru_cache
def icon_paths(name: str) -> str:
    """The paths inside `name`.svg of bootstrap-icons; FileNotFoundError when there is no such icon."""
    text = (settings.NODE / "bootstrap-icons" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.partition(">")[2].rpartition("</svg>")[0].strip()


def svg_icon(paths: str) -> SafeString:
    # The paths come from a package file or from this module, never from a person.
    picture = f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{paths}</svg>'
    return mark_safe(picture)  # noqa: S308


@register.simple_tag
def icon(name):
    """`{% icon "printer" %}`: a drawing beside a word, never instead of it; hidden from screen readers."""
    return svg_icon(icon_paths(name))


@lru_cache
def level_bars(count: int) -> SafeString:
    """Three rising bars, `count` of them filled: the order of levels is seen in grey print too."""
    steps = enumerate(((1, 11), (6.3, 7), (11.6, 2)))
    return svg_icon(
        "".join(
            BAR.format(x=x, top=top, off="" if step < count else ' class="off"') for step, (x, top) in steps
        )
    )


@register.simple_tag
def level(value):
    """`{% level risk.level %}`: zero, low, medium or high as word, shape and colour; a dash while there is
    none.
    """
    return level_badge(value, get_language()) if value in LEVELS else "—"


@lru_cache
def level_badge(value: str, language: str) -> SafeString:
    """A level drawn once a language: a register draws it in every row."""
    word, count = LEVELS[value]
    return format_html('<span class="level level-{}">{}{}</span>', value, level_bars(count), word)


@register.simple_tag
def sort_arrow(direction):
    """The arrow beside the head of a sorted column; nothing beside the others."""
    return (
        svg_icon(icon_paths({"ascending": "arrow-up", "descending": "arrow-down"}[direction]))
        if direction
        else ""
    )


@register.simple_tag
def term(urgency, text):
    """`{% term "soon" "3 жумуш күнү калды" %}`: overdue, soon, later or done; KeyError otherwise."""
    return format_html(
        '<span class="term term-{}">{}{}</span>', urgency, svg_icon(icon_paths(TERMS[urgency])), text
    )


PICK = '<input type="checkbox" class="pick" name="{}" value="{}" aria-label="{}">{}'


@lru_cache(maxsize=2048)
def cell_start(label: str, numeric: bool, empty: bool) -> str:
    """What stands before the value of a cell: the same in every row of a register. A card on a phone leaves
    an empty one out.
    """
    names = [name for name, is_so in (("numeric", numeric), ("is-empty", empty)) if is_so]
    css = f' class="{" ".join(names)}"' if names else ""
    return f'<td role="cell" data-label="{escape(label)}"{css}><span>'


@register.simple_tag
def register_row(row, pick=""):
    """`{% register_row row %}`: a row of a register written by one function; a loop over its cells in the
    template takes four times as long.

    `pick` is the name of the box by which a row is chosen; "" for registers without one.
    """
    first, *others = row["cells"]
    title = format_html('<span class="visually-hidden"> {}</span>', row["title"]) if row["title"] else ""
    opens = f'<a class="opens" href="{html.escape(row["url"])}">{cell_html(first)}{title}</a>'
    if pick:
        link = mark_safe(opens)  # noqa: S308  everything in it was escaped above
        opens = format_html(PICK, pick, row["pk"], row["title"] or first.value, link)
    written = [f'<td role="cell" data-label="{escape(first.label)}" class="lead-cell">{opens}</td>']
    written += [
        f"{cell_start(cell.label, cell.numeric, is_empty(cell))}{cell_html(cell)}</span></td>"
        for cell in others
    ]
    css = f' class="{row["css"]}"' if row["css"] else ""
    # Everything put together here was escaped above; `css` is a word of ours.
    return mark_safe(f'<tr role="row"{css}>{"".join(written)}</tr>')  # noqa: S308


def is_empty(cell):
    """Whether nothing stands in the cell."""
    return cell.value == EMPTY and not cell.level


def cell_html(cell):
    """A cell's level as its badge, anything else escaped unless it is safe HTML already."""
    if cell.level:
        return level(cell.level)
    # Most cells are words: they go past the machinery of lazy and safe strings.
    return html.escape(cell.value) if type(cell.value) is str else conditional_escape(localize(cell.value))
