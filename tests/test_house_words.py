"""The words and rooms of the house: names, files, imports, lines and days, read off the code."""

import ast
import collections
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "office", "risks", "positions", "plans", "trustbox", "monitoring", "standards")
CODE = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
WITH_TESTS = [*CODE, *sorted((ROOT / "tests").rglob("*.py"))]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name(path):
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def module_level(path, kinds):
    return [node for node in tree_of(path).body if isinstance(node, kinds)]


def test_no_name_has_more_than_three_homes():
    homes = collections.defaultdict(set)
    for path in CODE:
        for node in module_level(path, (*FUNCTIONS, ast.ClassDef)):
            homes[node.name].add(name(path))
    assert {
        word: sorted(files)
        for word, files in homes.items()
        if len(files) > 3 and word not in ("Command", "Meta")
    } == {}


def test_most_functions_say_what_they_do_to_what():
    words = [node.name for path in CODE for node in module_level(path, FUNCTIONS)]
    short = [word for word in words if "_" not in word.strip("_")]
    assert len(short) <= 0.2 * len(words), f"{len(short)} of {len(words)}: {sorted(short)}"


# `Act.TELL` is the right to make a declaration, as the table of roles reads aloud: data, not a name of a
# write.
SPEECH = {"told", "tell", "Told", "Tell"}


def python_names(tree):
    """(name, line) of everything the code itself names: definitions, arguments, variables, attributes set by
    name.
    """
    for node in ast.walk(tree):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno


def test_nothing_is_told():
    found = [
        f"{name(path)}:{line} {word}"
        for path in WITH_TESTS
        for word, line in python_names(tree_of(path))
        if word in SPEECH
    ]
    assert found == []


# Words that end like a gerund and are nouns of the field.
NOUNS = {
    "monitoring",
    "printing",
    "rating",
    "settings",
    "openings",
    "findings",
    "headings",
    "meetings",
    "identity_opening",
}
OTHER_VERBS = {"utils", "helpers", "common", "misc", "write", "answer", "tell", "take", "compare", "move"}


def test_files_are_called_by_a_noun():
    wrong = [
        name(path)
        for path in CODE
        if path.stem in OTHER_VERBS or (re.search(r"ings?$", path.stem) and path.stem not in NOUNS)
    ]
    assert wrong == []


def test_the_top_of_the_office_is_not_crowded():
    modules = [path.stem for path in (ROOT / "office").glob("*.py") if path.stem != "__init__"]
    assert len(modules) <= 24, sorted(modules)


LONG_FILES = {
    "config/bootstrap.py": "stands alone: it runs before anything is installed",
    "config/demo/__init__.py": "data of the demo",
    "office/data/law.py": "data of the law",
    "office/imports/table_reader.py": "one pass over a table, row by row",
    "risks/data/catalogues.py": "data of the catalogues",
    "risks/data/library.py": "data of the library",
    "trustbox/journal/models/appeals.py": "one model: its columns, constraints, moves and verbs",
}


def test_no_file_grows_past_400_lines():
    long = {name(path) for path in CODE if len(path.read_text(encoding="utf-8").splitlines()) > 400}
    assert long == set(LONG_FILES)


def test_no_line_is_longer_than_110_characters():
    found = [
        f"{name(path)}:{number}"
        for path in WITH_TESTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 110
    ]
    assert found == []


def test_models_init_only_registers():
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in CODE
        if path.name == "__init__.py" and path.parent.name == "models"
        for node in tree_of(path).body
        if not isinstance(node, ast.Import)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    assert wrong == []


def inner_imports(path):
    """(function, line) of every import inside a function that is not `ready` or a consequence of a move."""
    for outer in ast.walk(tree_of(path)):
        if isinstance(outer, FUNCTIONS) and not outer.name.startswith("on_") and outer.name != "ready":
            for node in ast.walk(outer):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    yield outer.name, node.lineno


def asks_the_machine_for_the_day(node):
    """Whether a node reads today past the clock: `localdate` without an instant, called or handed over, or
    `date.today()`.
    """
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "localdate":
        return not (node.args or node.keywords)
    if isinstance(node, ast.keyword):
        return getattr(node.value, "attr", "") == "localdate"
    return isinstance(node, ast.Attribute) and ast.unparse(node) in ("date.today", "datetime.date.today")


def test_the_day_comes_from_the_clock():
    """Read or stored, today is `office.clock.today()`: else `PORTAL_TODAY` moves half of a served portal."""
    found = [
        f"{name(path)}:{node.lineno}"
        for path in CODE
        if name(path) != "office/clock.py"
        for node in ast.walk(tree_of(path))
        if asks_the_machine_for_the_day(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("day = timezone.localdate()", True),
        ("DateField(default=timezone.localdate)", True),
        ("day = date.today()", True),
        ("day = timezone.localdate(row.signed_at)", False),
        ("day = clock.today()", False),
    ],
)
def test_a_day_past_the_clock_is_seen(line, expected):
    assert any(asks_the_machine_for_the_day(node) for node in ast.walk(ast.parse(line))) is expected


DOCUMENT_LIBRARIES = ("openpyxl", "docx", "weasyprint", "pikepdf", "PIL", "lxml")


def test_models_are_loaded_without_libraries_of_documents():
    program = (
        "import django, sys; django.setup(); "
        f"print(*[one for one in {DOCUMENT_LIBRARIES!r} if one in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == ""


ROOM = "a process of its own: its parent never loads the libraries"
BELOW = "the model stands below the module that acts on it"
CYCLE = "the two models point at each other"
INNER_IMPORTS = {
    "config/demo/plans.py": {"approve_plan": "the demo's chapters call each other"},
    "monitoring/contexts.py": {"newest_table": CYCLE},
    "office/checks.py": {"custodian_faults": "checks run before the models are loaded"},
    "office/database/actor.py": {"reach_of": "people are rows of a table that the actor guards"},
    "office/database/triggers.py": {"is_owned": "owned models declare guards of this module"},
    "office/files/copy_check.py": {"check_pdf": ROOM, "check_picture": ROOM},
    "office/files/metadata_worker.py": dict.fromkeys(
        (
            "is_drawn_by_adobe",
            "strip_metadata",
            "strip_picture_metadata",
            "wash_file",
            "wash_pdf",
            "wash_picture",
            "washed",
        ),
        ROOM,
    ),
    "office/middleware.py": {"process_view": "the public process has no accounts"},
    "office/organisations/registers.py": {"account_moves": "the public process has no accounts"},
    "office/papers/models.py": {"end": CYCLE},
    "office/papers/print_worker.py": dict.fromkeys(
        (
            "draw_pages",
            "in_greys",
            "is_refusal",
            "load_libraries",
            "make_fetcher",
            "render_pdf",
            "set_table",
            "stamp",
            "table_finisher",
        ),
        ROOM,
    ),
    "office/wall/models/identity_opening.py": {"fields_words": CYCLE},
    **{f"{room}/editions/models.py": {"current_table": BELOW} for room in ("plans", "positions", "risks")},
    "plans/models/acceptance.py": dict.fromkeys(("queue_report_letters", "queue_return_letter"), BELOW),
    "plans/models/measure.py": dict.fromkeys(("delegate", "finish_in_origin"), BELOW),
    "plans/models/plan.py": {"delegate_measures": BELOW},
    "standards/notices/counts.py": {"declaration_counts": BELOW},
    "standards/notices/models/notice.py": {"term": BELOW},
    "standards/references/forms.py": {"finish": BELOW},
    "trustbox/journal/models/appeals.py": {"write": CYCLE},
}


def test_imports_inside_functions_are_few():
    assert sum(len(functions) for functions in INNER_IMPORTS.values()) <= 48


def test_imports_inside_functions_stand_here_with_their_reason():
    found = collections.defaultdict(set)
    for path in CODE:
        for function, _line in inner_imports(path):
            found[name(path)].add(function)
    assert found == {file: set(functions) for file, functions in INNER_IMPORTS.items()}
