"""Every management command of ours is run by a test: by `call_command`, or by its name in a process (SAFETY
M-4).
"""

import ast
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent


def own_commands():
    """Our commands, and those of Django that we have made our own."""
    return {path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__"}


def words_of_calls(source: str) -> set[str]:
    """The words that calls and lists of words in the source hold."""
    words = set()
    for node in ast.walk(ast.parse(source)):
        inner = []
        if isinstance(node, ast.Call):
            inner = node.args
        elif isinstance(node, ast.List | ast.Tuple):
            inner = node.elts
        words |= {one.value for one in inner if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return words


def commands_without_a_test(commands):
    said: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        if path.name != Path(__file__).name:
            said |= words_of_calls(path.read_text(encoding="utf-8"))
    return sorted(commands - said)


def test_every_command_is_run_by_a_test():
    assert len(own_commands()) > 20
    assert own_commands() <= set(get_commands())
    assert commands_without_a_test(own_commands()) == []


def test_control_a_command_without_a_test_is_named():
    assert commands_without_a_test({"tick", "walk_the_dog"}) == ["walk_the_dog"]
