"""How many tests a whole run executes, compared with the kept numbers (`tests/kept/executed.json`): tests
that fall out unseen, and tests that are skipped without anybody having agreed to it, turn the run red.

`./portal test` without arguments names its run in `PORTAL_WHOLE_RUN`; any other run is left alone.
"""

import json
import os
from pathlib import Path

KEPT = Path(__file__).resolve().parent / "kept" / "executed.json"
NAME = "PORTAL_WHOLE_RUN"


def complaints(kept: dict[str, int], executed: int, skipped: list[str]) -> list[str]:
    """What is wrong with a whole run, as sentences; `kept`: executed at least, skipped at most."""
    found = []
    if executed < kept["executed"]:
        found.append(f"{executed} tests were executed, {kept['executed']} are kept: where did the others go?")
    if len(skipped) > kept["skipped"]:
        found.append(f"{len(skipped)} tests were skipped, {kept['skipped']} are kept:")
        found += [f"  {name}" for name in sorted(skipped)]
    return found


def judge(session) -> None:
    """Print the numbers of a whole run and turn it red when they have fallen."""
    config, run = session.config, os.environ.get(NAME)
    if not run or hasattr(config, "workerinput"):
        return
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    executed = sum(len(reporter.stats.get(word, ())) for word in ("passed", "failed"))
    skipped = [report.nodeid for report in reporter.stats.get("skipped", ())]
    found = complaints(json.loads(KEPT.read_text())[run], executed, skipped)
    reporter.write_line("")
    reporter.write_line(f"{run}: {executed} tests executed, {len(skipped)} skipped")
    for line in found:
        reporter.write_line(line)
    if found and session.exitstatus == 0:
        session.exitstatus = 1
