"""`./portal manage where /risks/17/`: which files answer an address."""

import ast
import inspect
import re
import sys
from pathlib import Path
from textwrap import dedent

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import Resolver404, resolve

from office.registers.forms import MoveForm
from office.registers.workflow import Workflow


class Command(BaseCommand):
    help = (
        "Prints which view, right, model, form, template and tests answer an address; of a move what it does."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="such as /risks/17/ or /risks/17/move/drop/")

    def handle(self, *, address, **options):
        try:
            match = resolve(address)
        except Resolver404:
            raise CommandError(f"No route answers {address}") from None
        for label, value in describe_route(match):
            if value:
                self.stdout.write(f"{label:<9} {value}")


def describe_route(match):
    """Yield (label, value) in the order one looks. CommandError for a move the model does not have."""
    register = getattr(match.func, "register", None)
    move = find_move(match, register)
    act = move.act if move else getattr(match.func, "act", None)
    yield "route", f"{match.view_name}  {match.route}"
    yield "view", source_place(inspect.unwrap(match.func))
    yield "right", str(act.value) if act else "public" if getattr(match.func, "public", False) else ""
    if register:
        yield "register", register_place(register)
        yield "model", source_place(register.model)
        yield from describe_move(register, move) if move else describe_page(register, match.url_name)
        yield "tests", f"tests/{register.model._meta.app_label}/"
    else:
        view = inspect.unwrap(match.func)
        yield "template", ", ".join(f"templates/{one}" for one in view_templates(view))
        yield "tests", ", ".join(tests_of(match, view))


def find_move(match, register):
    """The Move an address makes; None for an address that makes none."""
    if register is None or "/move/" not in f"/{match.route}" or not issubclass(register.model, Workflow):
        return None
    name = match.kwargs.get("name", match.url_name)
    try:
        return register.model.move_named(name)
    except LookupError:
        names = ", ".join(move.name for move in register.model.MOVES)
        raise CommandError(f"{register.model.__name__} has no move «{name}». It has: {names}") from None


def describe_move(register, move):
    """The row of MOVES, what else it does, what it asks, what it shows."""
    does = getattr(register.model, f"on_{move.name}", None)
    yield "move", f"{move_place(register.model, move)}: {', '.join(move.source)} → {move.target}"
    yield "does", source_place(does) if does else ""
    yield "form", source_place(register.move_forms.get(move.name, MoveForm))
    yield "template", f"templates/{register.move_template}"


def describe_page(register, page):
    templates = {
        "record": register.record_template,
        "register": register.list_template,
        "throw_away": "office/confirm.html",
    }
    yield "form", source_place(register.form) if register.form else ""
    yield "template", f"templates/{templates.get(page, register.form_template)}"


def register_place(register):
    """`risks/registers.py:26 risks`: the assignment that declares a register; empty if there is none."""
    for module in list(sys.modules.values()):
        names = [name for name, value in list(vars(module).items()) if value is register]
        for node in module_tree(module).body if names else ():
            targets = [getattr(one, "id", "") for one in node.targets] if isinstance(node, ast.Assign) else ()
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and {*targets} & {*names}:
                return f"{source_file(module)}:{node.lineno} {targets[0]}"
    return ""


def view_templates(view):
    """Names of the templates a view renders: itself or by functions of its own module."""
    functions = {
        node.name: node
        for node in module_tree(inspect.getmodule(view)).body
        if isinstance(node, ast.FunctionDef)
    }
    wanted, seen, templates = [view.__name__], set(), []
    while wanted:
        name = wanted.pop(0)
        if name in seen or name not in functions:
            continue
        seen.add(name)
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Name):
                wanted.append(node.id)
            elif isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
                templates.append(node.value)
    return list(dict.fromkeys(templates))


def tests_of(match, view):
    """The test files that name the route or ask for the end of its address; else the folder of its app."""
    folder = settings.BASE_DIR / "tests" / view.__module__.partition(".")[0]
    folder = folder if folder.is_dir() else folder.parent
    end = re.split(r"<[^>]*>", match.route)[-1]
    wanted = [match.view_name, *([end] if len(end.strip("/.")) > 2 else [])]
    found = [
        path
        for path in sorted(folder.glob("test_*.py"))
        if any(one in path.read_text(encoding="utf-8") for one in wanted)
    ]
    return [str(path.relative_to(settings.BASE_DIR)) for path in found or [folder]]


def module_tree(module):
    return ast.parse(Path(inspect.getsourcefile(module)).read_text(encoding="utf-8"))


def source_place(thing):
    """`risks/models/risk.py:150 Risk`, relative to the checkout where it lies there."""
    return f"{source_file(thing)}:{inspect.getsourcelines(thing)[1]} {thing.__qualname__}"


def source_file(thing):
    path = Path(inspect.getsourcefile(thing))
    return path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path


def move_place(model, move):
    """`risks/models/risk.py:77 Risk.drop`: the row of MOVES, in the class that holds the table."""
    owner = next(base for base in model.__mro__ if "MOVES" in vars(base))
    lines, first = inspect.getsourcelines(owner)
    nodes = list(ast.walk(ast.parse(dedent("".join(lines)))))
    rows = [node.lineno for node in nodes if is_row_of(node, move.name)]
    # A table made of another class's rows has none of its own: then the table itself.
    tables = [node.lineno for node in nodes if isinstance(node, ast.Name) and node.id == "MOVES"]
    return f"{source_file(owner)}:{first + (rows or tables)[0] - 1} {model.__name__}.{move.name}"


def is_row_of(node, name):
    """Whether a node is the call `Move("<name>", …)`."""
    if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Move" or not node.args:
        return False
    return isinstance(node.args[0], ast.Constant) and node.args[0].value == name
