"""From a file to a scenario, or to everything that is wrong with it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pydantic import ValidationError

from simsmm.scenario import defaults
from simsmm.scenario.checks import findings
from simsmm.scenario.language import Scenario
from simsmm.scenario.positions import SIZE, Document, read
from simsmm.scenario.problems import Problem, ScenarioError
from simsmm.scenario.refusals import refusals, written


def load(path: str | Path) -> Scenario:
    """The scenario in a file.

    Files that it names are looked up in its own folder and must lie there.

    Raises:
        ScenarioError: it cannot be read or used; the text says every reason and its place.
    """
    path = Path(path)
    return _usable(_text(path), str(path), path.parent)


def parse(text: str, source: str = "<text>", folder: Path | None = None) -> Scenario:
    """The scenario in a text.

    Args:
        text: YAML, as a file would hold it.
        source: what to call it in messages.
        folder: folder of the files that it names; without one, they are not looked up.

    Raises:
        ScenarioError: it cannot be used; the text says every reason and its place.
    """
    return _usable(text, source, folder)


def check(path: str | Path) -> list[Problem]:
    """Everything that is wrong or doubtful in a scenario file; empty if all is well.

    Never raises for what a file holds: that it cannot be read is a problem, too.
    """
    path = Path(path)
    try:
        return _examined(_text(path), str(path), path.parent)[1]
    except ScenarioError as error:
        return list(error.problems)


def _usable(text: str, source: str, folder: Path | None) -> Scenario:
    scenario, problems = _examined(text, source, folder)
    if scenario is None or any(problem.severity == "error" for problem in problems):
        raise ScenarioError(problems)
    return scenario


def _examined(text: str, source: str, folder: Path | None) -> tuple[Scenario | None, list[Problem]]:
    """The scenario, where its form is right, and all problems, errors first."""
    document = read(text, source)
    if not isinstance(document.data, dict):
        wrong = "a scenario is a mapping of keys to values; begin with `version: 1`"
        return None, [*document.problems, document.problem((), wrong)]
    setting = defaults.setting(document.data, folder)
    data = defaults.filled(document.data, setting)
    try:
        scenario = Scenario.model_validate(data, context=setting)
    except ValidationError as error:
        return None, _sorted([*document.problems, *refusals(error, document)])
    scenario._folder, scenario._source, scenario._written = folder, source, document.data
    return scenario, _sorted([*document.problems, *_found(scenario, document)])


def _found(scenario: Scenario, document: Document) -> list[Problem]:
    return [
        document.problem(written(found.path, document), found.message, found.severity)
        for found in findings(scenario)
    ]


def _sorted(problems: list[Problem]) -> list[Problem]:
    """Errors first, each kind in the order of the file."""
    return sorted(
        problems, key=lambda one: (one.severity != "error", one.line or 0, one.column or 0)
    )


def _text(path: Path) -> str:
    """The text of a file.

    Raises:
        ScenarioError: there is no such file, or it is too large, or not text in UTF-8.
    """
    source = str(path)
    try:
        # A pipe would wait for ever, and a device never ends: only plain files are opened.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise _unreadable(source, "this is not a file")
        with path.open("rb") as file:
            data = file.read(SIZE + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(source, f"cannot be read: {reason}") from None
    if len(data) > SIZE:
        raise _unreadable(source, f"a scenario holds at most {SIZE:,} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        message = "not text in UTF-8; save the file in that encoding"
        raise ScenarioError([Problem(source, line, column, "", message)]) from None


def _unreadable(source: str, message: str) -> ScenarioError:
    return ScenarioError([Problem(source, None, None, "", message)])
