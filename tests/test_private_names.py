"""A name with a leading underscore belongs to its module: no other imports it or reaches for it."""

import ast

from tests.test_house import CODE, name


def private_uses(source):
    """Names with one leading underscore taken from another module of ours, as «module._name»."""
    tree = ast.parse(source)
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("django"):
            for alias in node.names:
                if alias.name.startswith("_") and not alias.name.startswith("__"):
                    yield f"{node.module}.{alias.name}"
                modules.add(alias.asname or alias.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            owner = node.value.id
            # A class may be reached for its `_meta`, `_default_manager` and the like: they are Django's
            # public names.
            if not owner[0].isupper() and node.attr.startswith("_"):
                yield f"{owner}.{node.attr}"


def test_private_names_stay_in_their_module():
    found = {f"{name(path)}: {use}" for path in CODE for use in private_uses(path.read_text("utf-8"))}
    assert found == set()


def test_control_a_private_name_taken_from_another_module_is_seen():
    assert [*private_uses("from office.papers.word import _add_line")] == ["office.papers.word._add_line"]
    assert [*private_uses("from office.imports import package\npackage._Part")] == ["package._Part"]
    assert [*private_uses("from office.models.person import Person\nPerson._meta")] == []
