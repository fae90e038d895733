"""`simsmm check`: everything that is wrong with a scenario, and what it says if nothing is."""

from __future__ import annotations

import json
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
    counted = _counted(errors, len(found) - errors)
    console.print(f"{name}: {counted}", soft_wrap=not console.is_terminal, markup=False)
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


def resolve(path: Path, out: Path, *, overwrite: bool) -> None:
    """Write the resolved plan of a scenario file.

    Raises:
        FileExistsError: there is a file already, and it is not to be overwritten.
        ScenarioError: the scenario cannot be used, or not from there.
    """
    scenario.load(path).save(out, overwrite=overwrite)
    stdout().print(say("Written: {file}", file=brief(str(out), 200)), soft_wrap=True, markup=False)


def print_schema(out: Path | None, *, overwrite: bool) -> None:
    """Print the JSON Schema of scenarios, or write it into a file.

    Raises:
        FileExistsError: there is a file already, and it is not to be overwritten.
    """
    text = json.dumps(scenario.schema(), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        print(text, end="")
        return
    with out.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    stdout().print(say("Written: {file}", file=brief(str(out), 200)), soft_wrap=True, markup=False)
