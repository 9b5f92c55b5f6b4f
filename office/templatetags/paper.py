"""Filters of paper templates beyond Django's own."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from office.deferred import load_at_call
from office.kyrgyz import date_words
from office.papers.typography import broken_headings, measured_groups

make_qr_code = load_at_call("segno.make")
register = template.Library()
BLANK_DATE = '"____" ______________ 20___-ж.'
CELLS = {False: "<td>{}</td>", True: '<td class="center">{}</td>'}


@register.filter
def cells(row: dict, columns: list[dict]) -> list[SafeString]:
    """The cells of a row in the order of the columns; a missing text is empty."""
    return [
        format_html(CELLS[column.get("numeric", False)], row.get(column["key"], "")) for column in columns
    ]


@register.filter
def in_words(day: str) -> str:
    """«2026-жылдын 19-майы» for 2026-05-19; whatever is no such date stays as typed."""
    try:
        return date_words(date.fromisoformat(day or ""))
    except ValueError:
        return day or ""


@register.filter
def bare_number(number: str | int | None) -> str:
    """The number of an act without its «№»: people type both «№ 232» and «629-Б»."""
    return str(number or "").removeprefix("№").strip()


@register.filter
def widths(columns: list[dict]) -> list[str]:
    """Per cent of the table's width for each column, with a point whatever the language; the columns' own
    widths are shares of any unit.
    """
    total = sum(column["width"] for column in columns)
    return [f"{100 * column['width'] / total:.2f}" for column in columns]


register.simple_tag(broken_headings)
register.simple_tag(measured_groups)


@register.filter
def qr(url: str) -> SafeString:
    """A QR code of the address as an SVG element, its title the address."""
    drawing = make_qr_code(url, error="m")
    svg = drawing.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None, title=url)
    return mark_safe(svg)  # noqa: S308
