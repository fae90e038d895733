"""`simsmm check`: everything that is wrong with a scenario, and what it says if nothing is."""

from __future__ import annotations

from pathlib import Path

from simsmm import scenario
from simsmm.cli.screen import problems, stdout
from simsmm.scenario.problems import brief


def check(path: Path) -> bool:
    """Print all problems of a scenario file; whether it can be run."""
    found = scenario.check(path)
    console = stdout()
    problems(found, console)
    errors = sum(problem.severity == "error" for problem in found)
    warnings = len(found) - errors
    name = brief(str(path), 200)
    counts = [
        f"{number} {word}{'s' if number > 1 else ''}"
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    console.print(f"{name}: {' and '.join(counts) or 'no problems'}", soft_wrap=True, markup=False)
    return errors == 0
