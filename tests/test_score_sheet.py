"""The score sheet of the net: no family of the safety page without its line, no line without its tests."""

import ast
import json
from collections import Counter

import pytest

from tests import families, score_sheet
from tests.families import FAMILIES, Family, Line

# {family: how many points the safety page has of it}
POINTS = dict(
    zip("MNFTIVPUXRSHEKLDBWQ", (7, 8, 8, 10, 12, 8, 9, 8, 3, 4, 7, 4, 4, 3, 6, 4, 7, 3, 3), strict=True)
)
LINES = [line for family in FAMILIES for line in family.lines]
RUN = [line for line in LINES if line.tests]
QUICK = Line("Z-1", "a few names", "office/test_kyrgyz.py")


def missing_tests(selection):
    """Words of a selection that name no test."""
    for word in selection:
        path, _, name = word.partition("::")
        file = score_sheet.ROOT / path
        body = ast.parse(file.read_text(encoding="utf-8")).body if file.exists() else []
        names = {node.name for node in body if isinstance(node, ast.FunctionDef)}
        if not (name in names if name else any(one.startswith("test_") for one in names)):
            yield word


def test_every_point_of_the_safety_page_has_its_line():
    wanted = [f"{letter}-{number}" for letter, most in POINTS.items() for number in range(1, most + 1)]
    assert Counter(point for line in LINES for point in line.points.split()) == Counter(wanted)
    assert [family.letter for family in FAMILIES for line in family.lines if not line.figure] == []
    astray = [
        line.points
        for family in FAMILIES
        for line in family.lines
        for point in line.points.split()
        if not point.startswith(f"{family.letter}-")
    ]
    assert astray == []


def test_line_shows_its_points_or_says_why_not():
    assert [line.points for line in LINES if not line.tests and not line.lacking] == []
    assert [
        line.points for line in RUN if not line.engines or set(line.engines) - set(score_sheet.NAMES)
    ] == []


@pytest.mark.parametrize("line", RUN, ids=lambda line: line.key)
def test_every_line_names_tests_that_are_there(line):
    assert list(missing_tests(line.selection)) == []


def test_control_a_test_that_is_gone_is_seen():
    gone = ["tests/test_nothing.py", "tests/office/test_kyrgyz.py::test_nothing", "tests/office/samples.py"]
    assert list(missing_tests(gone)) == gone


def test_a_line_that_held_is_not_run_again_until_the_code_changes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(score_sheet, "FAMILIES", (Family("Z", "names", "all read", (QUICK,)),))
    command = ["Z", "--engine", "sqlite", "--daily", "--state", str(tmp_path / "net.json")]
    assert score_sheet.main([*command, "--list"]) == 0
    assert "Z-1: a few names · SQLite not run" in capsys.readouterr().out
    assert score_sheet.main(command) == 0
    assert "SQLite held 1/1" in capsys.readouterr().out
    log = (tmp_path / "net.json.log").read_text()
    assert score_sheet.main(command) == 0
    assert (tmp_path / "net.json.log").read_text() == log  # nothing was run
    monkeypatch.setattr(score_sheet, "code_digest", lambda: "another")
    assert score_sheet.main([*command, "--list"]) == 0
    assert "before the code changed" in capsys.readouterr().out


def report(tmp_path, *cases):
    path = tmp_path / "report.xml"
    path.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
    return path


PASSED = '<testcase classname="tests.test_a" name="test_one"/>'
FAILED = '<testcase classname="tests.test_a" name="test_two"><failure/></testcase>'
SKIPPED = '<testcase classname="tests.test_a" name="test_three"><skipped message="no nginx"/></testcase>'


@pytest.mark.parametrize(
    ("cases", "code", "word", "ends"),
    [
        ([PASSED], 0, "held (1 tests, 1 s)", score_sheet.HELD),
        ([PASSED, SKIPPED], 0, "held (1 tests, 1 skipped, 1 s)", score_sheet.HELD),
        ([PASSED, FAILED], 1, "BROKEN: test_a::test_two", score_sheet.BROKEN),
        ([SKIPPED], 0, "BROKEN: pytest ended with 0", score_sheet.BROKEN),
        ([], 5, "BROKEN: pytest ended with 5", score_sheet.BROKEN),
    ],
)
def test_outcome_of_a_line_is_what_pytest_counted(cases, code, word, ends, tmp_path):
    outcome = score_sheet.count_tests(report(tmp_path, *cases)) | {"code": code, "seconds": 1, "digest": "d"}
    state = {score_sheet.state_key(QUICK, "sqlite", "full"): outcome}
    assert score_sheet.describe(outcome, "d") == word
    assert score_sheet.verdict([(QUICK, "sqlite")], state, "full", "d") == ends


def test_figures_that_tests_say_stand_beneath_their_line(tmp_path):
    figure = '<properties><property name="figure" value="9 kills, 0 lost"/></properties>'
    cases = f'<testcase classname="tests.test_a" name="test_one">{figure}</testcase>'
    outcome = score_sheet.count_tests(report(tmp_path, cases, PASSED)) | {"code": 0, "seconds": 1}
    state = {score_sheet.state_key(QUICK, "sqlite", "full"): outcome | {"digest": "d"}}
    sheet = score_sheet.sheet([Family("Z", "names", "all read", (QUICK,))], ["sqlite"], state, "full", "d")
    assert list(sheet)[-1] == "      SQLite test_one: 9 kills, 0 lost"


def test_what_was_not_run_is_no_success():
    assert score_sheet.verdict([(QUICK, "sqlite")], {}, "full", "d") == score_sheet.WAITS


def test_time_that_is_over_begins_no_line(tmp_path):
    options = score_sheet.read_arguments(["--minutes", "0", "--state", str(tmp_path / "net.json")])
    state = {}
    score_sheet.run_waiting([(QUICK, "sqlite")], state, options, "daily", "d")
    assert state == {}


def test_unknown_family_is_refused_in_both_languages():
    with pytest.raises(SystemExit, match="No such family: Y"):
        score_sheet.chosen_families(["Y"])


def test_figures_are_those_of_a_release_unless_said_otherwise(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://other")
    monkeypatch.setenv("PORTAL_NET", "full")
    full, daily = (score_sheet.environment_for("sqlite", figures) for figures in ("full", "daily"))
    assert (full["PORTAL_NET"], "PORTAL_NET" in daily, "DATABASE_URL" in full) == ("full", False, False)


def test_state_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "deep" / "net.json"
    score_sheet.write_state(path, {"a": {"code": 0}})
    assert json.loads(path.read_text()) == score_sheet.read_state(path) == {"a": {"code": 0}}
    assert [one.name for one in path.parent.iterdir()] == ["net.json"]
    assert families.BOTH == ("sqlite", "postgresql")
