"""What a start costs: models, pages and commands are loaded without the libraries of documents, pictures and
calendars.
"""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.test_house import APPS, ROOT

# The libraries whose rooms are loaded at their first call (`office/deferred.py`) or in a process of their
# own.
DEAR = (
    *("openpyxl", "docx", "lxml", "weasyprint", "pikepdf", "PIL", "fontTools"),
    *("icalendar", "segno", "markdown", "polib"),
)
LOADED = (
    "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; "
    "from django.template.engine import Engine; Engine.get_default().template_libraries; {more}"
    "print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
)


def loaded(more=""):
    """The packages that stand in memory once models, addresses and template tags are loaded in a fresh
    process.
    """
    script = LOADED.format(more=more)
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_start_loads_no_library_of_documents():
    assert loaded() & set(DEAR) == set()


def test_control_a_loaded_library_is_seen():
    assert "openpyxl" in loaded("import office.papers.excel; ")


def deferred_functions():
    """(file, path) of each function that is loaded at its first call."""
    for app in (*APPS, "config"):
        for file in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "load_at_call":
                    yield pytest.param(file, node.args[0].value, id=node.args[0].value)


@pytest.mark.parametrize("file, path", list(deferred_functions()))
def test_deferred_function_is_there_and_belongs_to_its_app(file: Path, path):
    module, _dot, name = path.rpartition(".")
    assert callable(getattr(import_module(module), name))
    assert module.partition(".")[0] in {file.relative_to(ROOT).parts[0], *DEAR, "nacl"}
