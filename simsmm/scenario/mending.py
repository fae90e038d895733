"""A scenario without its mistakes, so that what does not depend on them is still checked.

Whatever is wrong is taken away, and then what cannot stand without it, until the rest is a
scenario. Of the errors between its parts, those that may come from what is gone are kept quiet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simsmm.scenario import checks, defaults, feasibility
from simsmm.scenario.findings import Finding
from simsmm.scenario.language import Scenario
from simsmm.scenario.problems import Path as Place
from simsmm.scenario.refusals import standing

ROUNDS = 8
"""Most times that something is taken away; nesting is not deeper."""

MANY = 200
"""So many mistakes mean one cause, and no more is said."""

NARROW = {checks.channels_of_boosts, checks.dates, checks.dayparts, checks.paid_clicks}
"""Checks that read no more of a campaign than the post or creator they complain of."""

ALSO: dict[checks.Check, tuple[Place, ...]] = {
    checks.use_of_channels: (("channels",),),
    checks.ways_to_people: (("channels",),),
    checks.sizes: (("people",), ("channels",)),
    feasibility.size_of_goals: (("people",), ("target",)),
}
"""What checks read besides the part that they complain of."""


def independent(data: dict[str, Any], error: ValidationError, folder: Path | None) -> list[Finding]:
    """Errors between parts of a scenario that do not depend on the mistakes found already.

    Args:
        data: the scenario as it was written.
        error: the mistakes.
        folder: folder of the files that it names.
    """
    gone: set[Place] = set()
    rest = _Rest(data, gone)
    for _ in range(ROUNDS):
        if error.error_count() > MANY:
            return []
        gone |= {rest.origin(_culprit(item, rest.data)) for item in error.errors()}
        if () in gone:
            return []
        rest = _Rest(data, gone)
        setting = defaults.setting(rest.data, folder)
        try:
            whole = defaults.filled(rest.data, setting)
            scenario = Scenario.model_validate(whole, context=setting)
        except ValidationError as left:
            error = left
        else:
            return _told(scenario, rest)
    return []


def _culprit(item: Any, data: Any) -> Place:
    """What has to go: a wrong value, or the part that lacks a key."""
    loc = tuple(item["loc"])
    if item["type"] == "missing":
        return standing(loc[:-1], data)
    return standing(loc[:-1] if loc[-1:] == ("[key]",) else loc, data)


def _told(scenario: Scenario, rest: _Rest) -> list[Finding]:
    found = []
    for check, finding in checks.found_by(scenario):
        path = rest.origin(finding.path)
        scopes = (_scope(check, path), *ALSO.get(check, ()))
        untouched = not any(lost[: len(scope)] == scope for lost in rest.gone for scope in scopes)
        if finding.severity == "error" and untouched:
            found.append(finding._replace(path=path))
    return found


def _scope(check: checks.Check, path: Place) -> Place:
    """What a check has read before it complains of a place."""
    if path[:1] == ("campaigns",):
        return path[: 4 if check in NARROW else 2]
    return path[: 2 if path[:1] == ("goals",) else 1]


class _Rest:
    """What is left of plain data without some places."""

    def __init__(self, data: dict[str, Any], gone: set[Place]) -> None:
        self.gone = gone
        self.kept: dict[Place, list[int]] = {}
        """Items of lists that are left, by the place of the list."""
        self.data = self._without(data, ())

    def _without(self, value: Any, path: Place) -> Any:
        if isinstance(value, dict):
            return {
                key: self._without(inner, (*path, key))
                for key, inner in value.items()
                if (*path, key) not in self.gone
            }
        if isinstance(value, list):
            left = [place for place in range(len(value)) if (*path, place) not in self.gone]
            self.kept[path] = left
            return [self._without(value[place], (*path, place)) for place in left]
        return value

    def origin(self, path: Place) -> Place:
        """The place in the whole data of a place in what is left."""
        found: Place = ()
        for step in path:
            if isinstance(step, int) and found in self.kept:
                step = self.kept[found][step]
            found = (*found, step)
        return found
