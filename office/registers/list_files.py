"""A register as a file: the rows of its list under its filters and in its order, all pages of them, with the
columns as in the paper. Nothing that the list does not show.
"""

from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from office import clock
from office.papers.downloads import KIND_NAMES, file_or_redirect
from office.papers.sheet import Column, Sheet, to_csv
from office.papers.writers import to_xlsx
from office.registers.columns import is_number_column, list_rows
from office.registers.links import EMPTY, Link
from office.registers.list_pages import FIRST
from office.registers.values import column_label, query_link

FILE = "file"  # the parameter of the address: which kind of file
MAKERS = {"xlsx": to_xlsx, "csv": to_csv}
MOST = 10_000  # rows of one file: a request that makes more holds its worker too long
SECOND_LINE = '<span class="second-line">'


def file_links(request, register) -> list[Link]:
    """The files that the list offers; none where the register says why not."""
    if register.no_files:
        return []
    return [Link(KIND_NAMES[kind], query_link(request, file=kind, **FIRST)) for kind in MAKERS]


def asked_kind(request, register) -> str:
    """The kind of file that the address asks for; "" for the page."""
    kind = request.GET.get(FILE, "")
    return kind if kind in MAKERS and not register.no_files else ""


def list_file(request, register, rows, kind, *, is_sorted):
    """The answer: the file, or the list again with the reason why there is none."""

    def make() -> bytes:
        shown = list(rows[: MOST + 1])
        if len(shown) > MOST:
            raise ValueError(
                _("A file holds %(most)s rows at most: choose fewer by the filters.") % {"most": MOST}
            )
        return MAKERS[kind](table_of_list(register, shown, grouped=register.group and not is_sorted))

    name = f"{register.space}-{clock.today().isoformat()}"
    return file_or_redirect(request, make, kind, name, query_link(request, file=None))


def table_of_list(register, shown, *, grouped) -> dict:
    names = register.columns
    sheet = Sheet(
        form=f"{register.model._meta.app_label}/{register.space}",
        title="",
        columns=tuple(
            Column(name, "", 10 if is_number_column(register.model, name) else 30) for name in names
        ),
    ).with_headings(**{name: heading_text(register, name) for name in names})
    groups: list[tuple[str, list[dict]]] = []
    for row in list_rows(register, shown, names, grouped=grouped):
        if "heading" in row:
            groups.append((cell_text(row["heading"]), []))
        else:
            if not groups:
                groups.append(("", []))
            groups[-1][1].append(
                {name: cell_text(cell.value) for name, cell in zip(names, row["cells"], strict=True)}
            )
    return sheet.table(groups, title=str(register.title), language=get_language() or "ky")


def heading_text(register, name) -> str:
    """Braces of a heading are its own: nothing fills them."""
    return str(column_label(register.model, name)).replace("{", "{{").replace("}", "}}")


def cell_text(value) -> str:
    """The words of a cell; of HTML its text, the second line of a cell below the first."""
    if value == EMPTY:
        return ""
    if isinstance(value, SafeString):
        return unescape(strip_tags(value.replace(SECOND_LINE, f"\n{SECOND_LINE}"))).strip()
    return str(value)
