"""From a file to a scenario, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simsmm.scenario import defaults, rating_points
from simsmm.scenario.checks import findings
from simsmm.scenario.extending import whole
from simsmm.scenario.files import text_of
from simsmm.scenario.findings import Finding
from simsmm.scenario.language import Scenario
from simsmm.scenario.mending import independent
from simsmm.scenario.plain import document
from simsmm.scenario.positions import Document, read
from simsmm.scenario.problems import Problem, ScenarioError
from simsmm.scenario.refusals import refusals, written
from simsmm.wording import say


def load(path: str | Path) -> Scenario:
    """The scenario in a file.

    Files that it names are looked up in its own folder and must lie there.

    Raises:
        ScenarioError: it cannot be read or used; the text says every reason and its place.
    """
    path = Path(path)
    return _usable(read(text_of(path), str(path)), path.parent)


def parse(text: str, source: str = "<text>", folder: Path | None = None) -> Scenario:
    """The scenario in a text.

    Args:
        text: YAML, as a file would hold it.
        source: what to call it in messages.
        folder: folder of the files that it names; without one, they are not looked up.

    Raises:
        ScenarioError: it cannot be used; the text says every reason and its place.
    """
    return _usable(read(text, source), folder)


def from_data(data: Mapping[str, Any], folder: str | Path | None = None) -> Scenario:
    """The scenario in plain Python data; `Scenario.from_data` tells more.

    Raises:
        ScenarioError: it cannot be used; the text says every reason and where it stands.
    """
    return _usable(document(data), None if folder is None else Path(folder))


def check(path: str | Path) -> list[Problem]:
    """Everything that is wrong or doubtful in a scenario file; empty if all is well.

    Never raises for what a file holds: that it cannot be read is a problem, too.
    """
    path = Path(path)
    try:
        return _examined(read(text_of(path), str(path)), path.parent)[1]
    except ScenarioError as error:
        return list(error.problems)


def _usable(document: Document, folder: Path | None) -> Scenario:
    scenario, problems = _examined(document, folder)
    if scenario is None or any(problem.severity == "error" for problem in problems):
        raise ScenarioError(problems)
    return scenario


def _examined(document: Document, folder: Path | None) -> tuple[Scenario | None, list[Problem]]:
    """The scenario, where its form is right, and all problems, errors first.

    Raises:
        ScenarioError: a file that it builds on cannot be read.
    """
    document = whole(document, folder)
    if not isinstance(document.data, dict):
        wrong = say("a scenario is a mapping of keys to values; begin with `version: 1`")
        return None, [*document.problems, document.problem((), wrong)]
    setting = defaults.setting(document.data, folder)
    data = defaults.filled(document.data, setting)
    try:
        scenario = Scenario.model_validate(data, context=setting)
        if priced := rating_points.with_costs(document.data, scenario):
            filled = defaults.filled(priced, setting)
            scenario = Scenario.model_validate(filled, context=setting)
    except ValidationError as error:
        others = _told(independent(document.data, error, folder), document)
        problems = [*document.problems, *refusals(error, document), *others]
        return None, _sorted(problems, document)
    scenario._folder, scenario._source = folder, document.page.source
    scenario._written = document.data
    problems = [*document.problems, *_told(findings(scenario), document)]
    return scenario, _sorted(problems, document)


def _told(found: list[Finding], document: Document) -> list[Problem]:
    return [
        document.problem(written(one.path, document), one.message, one.severity) for one in found
    ]


def _sorted(problems: list[Problem], document: Document) -> list[Problem]:
    """Errors first, each kind in the order of the file; other files come after it."""
    own = document.page.source
    return sorted(
        problems,
        key=lambda one: (
            one.severity != "error",
            one.source != own,
            one.source,
            one.line or 0,
            one.column or 0,
        ),
    )
