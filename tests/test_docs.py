"""What is written for readers is true: files and modules named in pages, docstrings, comments and heads of
templates exist, code that is shown stands in its file.
"""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = ["config", "office", "risks", "positions", "plans", "trustbox", "monitoring", "standards", "tests"]
# «`office/clock.py`», with or without what stands in it: files and folders of this tree.
PATH = re.compile(
    r"`((?:config|office|risks|positions|plans|trustbox|monitoring|standards|templates|tests|docs)/[\w/.-]+)`"
)
# The same without the signs round it, and a template named from the folder of templates.
FILE = re.compile(rf"(?<![\w./-])((?:{'|'.join(ROOMS)}|print|templates|docs)/[\w/.-]*\.(?:py|html|md))\b")
# «`office.clock`», «`office.clock.today`», «`python -m tests.bench`»; a model may go by its label.
MODULE = re.compile(rf"`(?:python -m )?((?:{'|'.join(ROOMS)})(?:\.\w+)+)")
KEPT_WORDS = {"office.generic.digest"}  # a salt: it keeps its old words on purpose
TEMPLATE_HEAD = re.compile(r"\{#.*?#\}")
BLOCK = re.compile(r"```(?:python|html)\n(?:# |<!-- )(\S+)(?: -->)?\n(.*?)```", re.DOTALL)


def missing_paths(text):
    return [path for path in PATH.findall(text) if not (ROOT / path).exists()]


def missing_files(text):
    return [
        path
        for path in FILE.findall(text)
        if not ((ROOT / path).exists() or (ROOT / "templates" / path).exists())
    ]


def missing_modules(text):
    return [name for name in MODULE.findall(text) if not (name in KEPT_WORDS or is_module_name(name))]


def is_module_name(name):
    """Whether the name is a module, a name that stands in one, or the label of a model."""
    words = name.split(".")
    if len(words) == 2 and words[1].lower() in apps.all_models.get(words[0], {}):
        return True
    for count in range(len(words), 0, -1):
        place = ROOT.joinpath(*words[:count])
        source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if source.exists():
            rest = words[count:]
            return not rest or rest[0] in re.findall(r"\w+", source.read_text(encoding="utf-8"))
    return False


def words_of_python(source):
    """The docstrings and the comments of a module."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, documented))
    docstrings = filter(None, map(ast.get_docstring, nodes))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return "\n".join([*docstrings, *(token.string for token in tokens if token.type == tokenize.COMMENT)])


def words_of_code():
    """(file, what is written in it for readers) of every module and every template."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, words_of_python(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield path, "\n".join(TEMPLATE_HEAD.findall(path.read_text(encoding="utf-8")))


def foreign_blocks(text):
    """Files whose shown code does not stand in them; a line «...» leaves something out."""
    return [
        path
        for path, code in BLOCK.findall(text)
        for piece in re.split(r"^ *\.\.\.$", code, flags=re.MULTILINE)
        if squeezed(piece) not in squeezed((ROOT / path).read_text(encoding="utf-8"))
    ]


def squeezed(code):
    return "\n".join(line for line in code.splitlines() if line.strip())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_module_a_page_names_is_there(page):
    text = page.read_text(encoding="utf-8")
    assert (missing_paths(text), missing_files(text), missing_modules(text)) == ([], [], [])


def test_every_file_and_module_named_in_the_code_is_there():
    own = Path(__file__)
    lost = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, words in words_of_code()
        if path != own
        for name in missing_files(words) + missing_modules(words)
    ]
    assert lost == []


def test_code_shown_to_a_newcomer_stands_in_its_file():
    text = (ROOT / "docs/newcomer.md").read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) == 7
    assert foreign_blocks(text) == []


def test_glossary_names_classes_that_are_in_their_files():
    text = (ROOT / "docs/newcomer.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| .+? \| .+? \| ((?:`\w+`(?:, )?)+) \| ((?:`[\w/.]+`(?:, )?)+) \|$", text, re.MULTILINE
    )
    absent = [
        (name, files)
        for names, files in rows
        for name in re.findall(r"\w+", names)
        if not any(f"class {name}" in (ROOT / file).read_text() for file in re.findall(r"`(\S+?)`", files))
    ]
    assert len(rows) > 25
    assert absent == []


def test_control_a_lost_file_and_foreign_code_are_seen():
    assert missing_paths("`office/clock.py`, `office/clocks.py`") == ["office/clocks.py"]
    assert foreign_blocks("```python\n# office/clock.py\ndef tomorrow():\n```") == ["office/clock.py"]


def test_control_a_lost_file_or_module_in_the_code_is_seen():
    words = words_of_python(
        '"""As `office/clocks.py`."""\ndef tick():\n    """As `office.clocks`."""  # office/clock.py\n'
    )
    assert missing_files(words) == ["office/clocks.py"]
    assert missing_modules(words) == ["office.clocks"]
    assert (
        missing_modules("`office.clock`, `office.clock.today`, `office.Order`, `risks.library.pages`") == []
    )
    assert missing_modules("`office.clock.tomorrows()`, `python -m office.washing`, `office.Orders`") == [
        "office.clock.tomorrows",
        "office.washing",
        "office.Orders",
    ]
    head = "{# Takes review (office/review.py). #}{# As print/base.html and office/list.html. #}"
    assert missing_files("".join(TEMPLATE_HEAD.findall(head))) == ["office/review.py"]


def test_control_every_module_and_template_is_read():
    read = {str(path.relative_to(ROOT)) for path, _ in words_of_code()}
    assert {"office/database/triggers.py", "risks/sessions/pages.py", "templates/office/review.html"} <= read
    assert len(read) > 700
