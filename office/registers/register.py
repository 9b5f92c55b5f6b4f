"""The declaration of a register: the pages register, record, create, edit and move of one model.

A `Register` says how one model is shown; `routes.py` binds its pages under the same names everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import FETCH_PEERS
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from office.registers.rows import organisation_of
from office.roles import Act, may

PAPER = "paper"
PAGES = ("register", "record", "create", "edit", "move")


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """How a row entered by mistake is deleted: `act(row, by=person)` deletes it or raises Refused."""

    act: Callable
    label: str | Promise
    consequence: str | Promise


@dataclass(frozen=True, kw_only=True)
class Register:
    """Declaration of how a model is shown.

    Names in columns and sections are fields, properties or methods without arguments.
    """

    model: type
    space: str  # the namespace of its routes
    title: str
    columns: tuple[str, ...] = ()  # as in the paper
    short_columns: tuple[str, ...] = ()  # what the screen shows first, where the paper is too wide for it
    levels: tuple[str, ...] = ()  # columns and fields drawn as a level: word, shape and colour
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pages: tuple[str, ...] = PAGES
    new: str = ""
    form: type | None = None
    read: Act | None = Act.READ  # None: anyone signed in
    write: Act = Act.KEEP
    filters: type | None = None
    order: tuple = ()
    # row → the heading it stands under, as long as the rows keep the paper's order
    group: Callable | None = None
    empty: str | Promise = gettext_lazy("Nothing has been entered yet.")
    parent: str = ""  # the foreign key a new row hangs on; its primary key is in the URL of `create`
    keeps: Callable | None = None  # (person, row) → may this person change this row, beside the right
    deletion: Deletion | None = None  # the page `throw_away`, for those that have one
    move_forms: dict[str, type] = field(default_factory=dict)
    no_files: str = ""  # why the list gives no Excel and CSV, where it does not
    bulk: tuple[str, ...] = ()  # moves that are made with many rows at once
    list_template: str = "office/list.html"
    record_template: str = "office/detail.html"
    form_template: str = "office/form.html"
    move_template: str = "office/confirm.html"
    list_extra: Callable | None = None  # (request, rows) → context
    record_extra: Callable | None = None  # (request, record) → context
    move_extra: Callable | None = None  # (request, record, move) → context

    def shown_columns(self, request):
        """The short columns; all of them by `?columns=paper`."""
        return self.columns if request.GET.get("columns") == PAPER else self.short_columns or self.columns

    def url(self, name, *args):
        return reverse(f"{self.space}:{name}", args=args)

    def rows(self, person):
        """The rows this person may read here; related rows come with all their peers at once."""
        return self.model.objects.visible_to(person, self.read).fetch_mode(FETCH_PEERS)

    def may_write(self, person, row):
        """Tell whether the person may correct this row as it stands."""
        return (
            may(person, self.write, organisation_of(row))
            and getattr(row, "is_editable", True)
            and (self.keeps is None or self.keeps(person, row))
        )
