"""`simsmm check`: everything that is wrong with a scenario, and what it says if nothing is."""

from __future__ import annotations

from pathlib import Path

from simsmm import scenario
from simsmm.cli.screen import problems, stdout
from simsmm.scenario.problems import brief
from simsmm.wording import count, say


def check(path: Path) -> bool:
    """Print all problems of a scenario file; whether it can be run."""
    found = scenario.check(path)
    console = stdout()
    problems(found, console)
    errors = sum(problem.severity == "error" for problem in found)
    name = brief(str(path), 200)
    console.print(f"{name}: {_counted(errors, len(found) - errors)}", soft_wrap=True, markup=False)
    return errors == 0


def _counted(errors: int, warnings: int) -> str:
    """``"2 errors and 1 warning"``."""
    parts = []
    if errors:
        parts.append(count(errors, "{number} error", "{number} errors"))
    if warnings:
        parts.append(count(warnings, "{number} warning", "{number} warnings"))
    if len(parts) == 2:
        return say("{first} and {second}", first=parts[0], second=parts[1])
    return parts[0] if parts else say("no problems")
