"""Addresses of registers: one call a line of a `urls.py`."""

from django.urls import include, path

from office.registers.bulk_view import bulk_view
from office.registers.delete_view import delete_view
from office.registers.form_views import create_view, edit_view
from office.registers.list_view import register_view
from office.registers.move_view import move_view
from office.registers.record_view import record_view
from office.registers.workflow import Workflow


def register_routes(prefix, register, *others, first=()):
    """Bind the pages of a register under `prefix`, in its namespace.

    `others` are addresses beside its own pages; those in `first` come before them and replace the page of the
    same name.
    """
    replaced = {one.name for one in first}
    pages = [page for page in register_pages(register) if page.name not in replaced]
    return path(prefix, include(([*first, *pages, *others], register.space)))


def register_pages(register):
    """The pages a register has, each under its own name."""
    above = "of/<int:parent>/" if register.parent else ""
    views = {
        "register": ("", register_view),
        "record": ("<int:pk>/", record_view),
        "create": (f"{above}new/", create_view if register.form else None),
        "edit": ("<int:pk>/edit/", edit_view if register.form else None),
        "move": ("<int:pk>/move/<slug:name>/", move_view if issubclass(register.model, Workflow) else None),
    }
    pages = [
        path(route, view(register), name=name)
        for name, (route, view) in views.items()
        if view and name in register.pages
    ]
    pages += [path(f"bulk/{name}/", bulk_view(register, name), name=f"bulk_{name}") for name in register.bulk]
    if register.deletion:
        pages.append(path("<int:pk>/throw-away/", delete_view(register), name="throw_away"))
    return pages
