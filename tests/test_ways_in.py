"""`docs/ways-in.md` names every door through which bytes come in, and no other."""

import ast
import re

import pytest

from tests.test_house import CODE, ROOT

PAGE = (ROOT / "docs" / "ways-in.md").read_text()
FIELDS = {"FileField", "ImageField", "FilesField", "files_field", "BinaryField"}
FILING = {"StoredFile.store", "SealedFile.store"}


def doors(path, source=None):
    """{door} of a module: fields of files, columns of bytes, functions that file something, commands that
    read a file.
    """
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return {f"{module}.{door}" for door in within(ast.parse(source or path.read_text()), ())}


def within(node, names):
    """Names of the doors in a node, from the module down; `names` are what it stands in."""
    for child in ast.iter_child_nodes(node):
        inside = names
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            inside = (*names, child.name)
        if isinstance(child, ast.ClassDef) and any(
            ast.unparse(base) == "ImportCommand" for base in child.bases
        ):
            yield ".".join(inside)
        if isinstance(child, ast.Assign) and called(child.value) in FIELDS:
            yield ".".join([*classes(names), field_of(child.targets[0])])
        if isinstance(child, ast.Call) and ast.unparse(child.func) in FILING:
            yield ".".join(names)
        yield from within(child, inside)


def called(node):
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def classes(names):
    """Without the methods: a field set in `__init__` is a field of its class."""
    return [name for name in names if name[0].isupper()]


def field_of(target):
    return ast.literal_eval(target.slice) if isinstance(target, ast.Subscript) else target.id


def lines():
    """The cells of every line of the tables, their headings left out."""
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and not cells[0].startswith("---"):
            yield cells


def named():
    return [door for cells in lines() for door in re.findall(r"^`([\w.]+)`$", "\n".join(cells), re.MULTILINE)]


def test_every_door_is_named_once_and_no_other():
    found = set().union(*(doors(path) for path in CODE))
    assert sorted(named()) == sorted(found)


def test_every_line_says_all():
    assert [cells for cells in lines() if not all(cells)] == []


@pytest.mark.parametrize(
    ("code", "door"),
    [
        ("class Form:\n    scan = forms.FileField()", "Form.scan"),
        ("class Form:\n    scans = files_field()", "Form.scans"),
        (
            "class Form:\n    def __init__(self):\n        self.fields['scan'] = forms.ImageField()",
            "Form.scan",
        ),
        ("class Row:\n    content = models.BinaryField()", "Row.content"),
        ("def keep(upload):\n    return StoredFile.store(upload)", "keep"),
        ("class Row:\n    def on_file(self):\n        self.scan = StoredFile.store(1)", "Row.on_file"),
        ("class Command(ImportCommand):\n    pass", "Command"),
    ],
)
def test_a_new_door_is_seen(code, door):
    assert doors(ROOT / "plans" / "new.py", code) == {f"plans.new.{door}"}


def test_nothing_takes_bytes_past_the_doors():
    """A view reads uploads through a form, never from the request itself; the middleware lets the reading
    room read a list before the form does, and keeps nothing of it.
    """
    past = re.compile(r"request\.FILES(?:\[|\.get)|request\.body|default_storage\.save|upload_to=")
    assert {str(path.relative_to(ROOT)) for path in CODE if past.search(path.read_text())} == {
        "office/files/models.py",
        "office/files/waiting_files.py",  # what came by a door before goes to the bucket
        "office/middleware.py",
    }
