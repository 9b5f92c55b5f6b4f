"""The pages for readers are true: files they name exist, code they show stands in its file."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs/map.md", ROOT / "docs/newcomer.md", ROOT / "docs/walks.md"]
# «`office/clock.py`», with or without what stands in it: files and folders of this tree.
PATH = re.compile(
    r"`((?:config|office|risks|positions|plans|trustbox|monitoring|standards|templates|tests|docs)/[\w/.-]+)`"
)
BLOCK = re.compile(r"```(?:python|html)\n(?:# |<!-- )(\S+)(?: -->)?\n(.*?)```", re.DOTALL)


def missing_paths(text):
    return [path for path in PATH.findall(text) if not (ROOT / path).exists()]


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
def test_every_file_a_page_names_is_there(page):
    assert missing_paths(page.read_text(encoding="utf-8")) == []


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
