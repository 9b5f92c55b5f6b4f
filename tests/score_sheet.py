"""The score sheet of the net: `./portal net [family …]`.

    --list             print the table and what was reached, run nothing
    --engine ENGINE    sqlite, postgresql or browser alone
    --minutes N        begin no line after so many minutes; the same command goes on from there
    --daily            the figures of every day instead of those of a release
    --again            run also what has held already
    --state FILE       where outcomes are remembered (.tools/net.json); beside it FILE.log, what pytest said

A line that has held is not run again until a file changes. `./portal net Q` prints every locked package with
its licence too. Ends with 0 when all that was asked for has held, with 1 when something is broken, with 3
when something has not been run yet.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from config import bootstrap
from tests import databases, executed, supply
from tests.families import FAMILIES, Family, Line

ROOT = bootstrap.ROOT
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "browser": "browser"}
HELD, BROKEN, WAITS = 0, 1, 3


def code_digest() -> str:
    """The name of the state of the code: every source and every test."""
    tests = (path for path in (ROOT / "tests").rglob("*") if path.is_file() and path.suffix != ".pyc")
    return databases.digest(paths=[*filter(Path.is_file, bootstrap.demo_sources()), *tests])


def read_state(path: Path) -> dict[str, dict]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_state(path: Path, state: dict[str, dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.making")
    making.write_text(json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    making.replace(path)


def state_key(line: Line, engine: str, figures: str) -> str:
    return f"{line.key}@{engine}@{figures}"


def command_for(line: Line, engine: str, report: Path) -> list[str]:
    pytest = [sys.executable, "-m", "pytest", *line.selection, f"--junitxml={report}", "-rf"]
    pytest += ["-o", "junit_family=legacy"]  # it keeps what a test says of its figure
    marked = [*pytest, "-m", "browser" if engine == "browser" else "not browser"]
    return marked if engine == "sqlite" else [sys.executable, "-m", "tests.postgres", *marked]


def environment_for(engine: str, figures: str) -> dict[str, str]:
    # A line inside a whole run (its own tests) is no whole run: its numbers are compared with nothing.
    others = ("DATABASE_URL", "PORTAL_NET", executed.NAME)
    kept = {name: value for name, value in os.environ.items() if name not in others}
    env = kept | ({"PORTAL_NET": "full"} if figures == "full" else {})
    return bootstrap.browser_environment(env) if engine == "browser" else env


def run_line(line: Line, engine: str, figures: str, log: Path) -> dict:
    """Run the tests of a line on an engine: what is remembered of it."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, log.open("a", encoding="utf-8") as said:
        report = Path(folder) / "report.xml"
        said.write(f"\n== {line.points} · {engine} · {figures}\n")
        said.flush()
        code = subprocess.run(
            command_for(line, engine, report),
            cwd=ROOT,
            env=environment_for(engine, figures),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        ).returncode
        counted = count_tests(report)
    return counted | {"code": code, "seconds": round(time.monotonic() - begun)}


def count_tests(report: Path) -> dict:
    """{passed: how many, failed: names, skipped: names with reasons, counted: figures that tests say} of a
    report of pytest.
    """
    passed, failed, skipped, counted = 0, [], [], []
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()  # noqa: S314  our own file
    for case in cases:
        name = f"{case.get('classname', '').removeprefix('tests.')}::{case.get('name')}"
        counted += [
            f"{case.get('name')}: {found.get('value')}"
            for found in case.iter("property")
            if found.get("name") == "figure"
        ]
        if (left_out := case.find("skipped")) is not None:
            skipped.append(f"{name} ({left_out.get('message')})")
        elif case.find("failure") is not None or case.find("error") is not None:
            failed.append(name)
        else:
            passed += 1
    return {"passed": passed, "failed": failed, "skipped": skipped, "counted": counted}


def is_held(outcome: dict) -> bool:
    """Whether every test passed and there were some; what is skipped by its reason is named on the sheet."""
    return outcome["code"] == 0 and outcome["passed"] > 0


def is_current(outcome: dict | None, digest: str) -> bool:
    return outcome is not None and outcome["digest"] == digest


def describe(outcome: dict | None, digest: str) -> str:
    if outcome is None:
        return "not run"
    if not is_held(outcome):
        names = ", ".join(outcome["failed"][:3]) or f"pytest ended with {outcome['code']}"
        return f"BROKEN: {names}" + (" …" if len(outcome["failed"]) > 3 else "")
    skipped = f", {len(outcome['skipped'])} skipped" if outcome["skipped"] else ""
    words = f"held ({outcome['passed']} tests{skipped}, {outcome['seconds']} s)"
    return words if is_current(outcome, digest) else f"{words} before the code changed"


def summarise(family: Family, engines: Iterable[str], state: dict, figures: str, digest: str) -> str:
    """The line of a family: of how many of its lines each engine has shown what, and what nothing shows."""
    parts = []
    for engine in engines:
        lines = [line for line in family.lines if line.tests and engine in line.engines]
        found = [state.get(state_key(line, engine, figures)) for line in lines]
        if not found:
            continue
        broken = [one for one in found if one and not is_held(one)]
        held = [one for one in found if is_current(one, digest) and is_held(one)]
        word = "BROKEN" if broken else "held" if len(held) == len(found) else "not run"
        tests = sum(one["passed"] for one in held)
        parts.append(f"{NAMES[engine]} {word} {len(held)}/{len(found)}, {tests} tests")
    if bare := [line.points for line in family.lines if not line.tests]:
        parts.append(f"not shown: {' '.join(bare)}")
    return " · ".join(parts)


def sheet(families: Iterable[Family], engines: Iterable[str], state: dict, figures: str, digest: str):
    """The lines of the score sheet: one a family, beneath it one for each of its lines."""
    if figures == "daily":
        yield "Figures of every day: smaller than those of a release, which the lines name."
    for family in families:
        yield f"{family.letter}  {family.name}: {family.goal}"
        yield f"   {summarise(family, engines, state, figures, digest)}"
        for line in family.lines:
            said = [
                f"{NAMES[engine]} {describe(state.get(state_key(line, engine, figures)), digest)}"
                for engine in engines
                if line.tests and engine in line.engines
            ]
            said += [f"not here: {line.lacking}"] if line.lacking else []
            yield f"   {line.points}: {line.figure} · {' · '.join(said) or 'on another engine'}"
            for engine in engines:
                outcome = state.get(state_key(line, engine, figures)) or {}
                yield from (f"      {NAMES[engine]} {words}" for words in outcome.get("counted", ()))


def waiting(families: Iterable[Family], engines: Iterable[str]):
    """(line, engine) of all that can be run, family by family."""
    for family in families:
        for line in family.lines:
            yield from ((line, engine) for engine in engines if line.tests and engine in line.engines)


def chosen_families(letters: list[str]) -> list[Family]:
    """Raises SystemExit for a letter that no family has."""
    asked = {letter.upper() for letter in letters}
    if unknown := asked - {family.letter for family in FAMILIES}:
        bootstrap.exit_with(
            f"Мындай үй-бүлө жок: {', '.join(sorted(unknown))}",
            f"No such family: {', '.join(sorted(unknown))}",
        )
    return [family for family in FAMILIES if not asked or family.letter in asked]


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("./portal net", description=__doc__.partition("\n\n")[0])
    parser.add_argument("family", nargs="*", help="letters of families; all of them without any")
    parser.add_argument("--list", action="store_true", help="print, run nothing")
    parser.add_argument("--engine", choices=NAMES, action="append", help="on this engine alone")
    parser.add_argument("--minutes", type=float, help="begin no line after so many minutes")
    parser.add_argument("--daily", action="store_true", help="the figures of every day")
    parser.add_argument("--again", action="store_true", help="run also what has held already")
    parser.add_argument(
        "--state", type=Path, default=bootstrap.TOOLS / "net.json", help="the file of outcomes"
    )
    return parser.parse_args(arguments)


def run_waiting(pairs, state: dict, options: argparse.Namespace, figures: str, digest: str) -> None:
    """Run what has not held yet, remembering after each line; the time that was given may end it."""
    end = time.monotonic() + options.minutes * 60 if options.minutes is not None else None
    for line, engine in pairs:
        key = state_key(line, engine, figures)
        known = state.get(key)
        if not options.again and is_current(known, digest) and is_held(known):
            continue
        if end is not None and time.monotonic() >= end:
            return
        bootstrap.print_step(f"{line.points} · {NAMES[engine]}", line.figure)
        options.state.parent.mkdir(parents=True, exist_ok=True)
        outcome = run_line(line, engine, figures, options.state.with_name(f"{options.state.name}.log"))
        state[key] = outcome | {"digest": digest}
        write_state(options.state, state)


def verdict(pairs, state: dict, figures: str, digest: str) -> int:
    outcomes = [state.get(state_key(line, engine, figures)) for line, engine in pairs]
    if any(one and is_current(one, digest) and not is_held(one) for one in outcomes):
        return BROKEN
    return HELD if all(is_current(one, digest) for one in outcomes) else WAITS


def main(arguments: list[str]) -> int:
    options = read_arguments(arguments)
    families, engines = chosen_families(options.family), options.engine or list(NAMES)
    figures, digest = "daily" if options.daily else "full", code_digest()
    state, pairs = read_state(options.state), list(waiting(families, engines))
    if not options.list:
        run_waiting(pairs, state, options, figures, digest)
    print("\n".join(sheet(families, engines, state, figures, digest)))
    if {letter.upper() for letter in options.family} >= {"Q"}:
        print("\n".join(["", "What the portal is made of:", *supply.lines()]))
    return HELD if options.list else verdict(pairs, state, figures, digest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
