"""Other plans from one plan: some fields changed, everything checked again."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import yaml

from simsmm.scenario.problems import unknown
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.scenario.language import Scenario

NUMBERED = re.compile(r"(?P<name>.+) (?P<number>[1-9]\d*)")
"""One of a list, as messages name it: ``campaigns 1``."""


def changed(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """The scenario with some fields changed; see `Scenario.with_changes`."""
    from simsmm.scenario.loading import parse

    data = copy.deepcopy(scenario.written)
    for field, value in changes.items():
        _put(data, field, value)
    text = yaml.safe_dump(_plain(data), sort_keys=False, allow_unicode=True)
    return parse(text, say("{source} with changes", source=scenario.source), scenario.folder)


def _put(data: Any, field: str, value: Any) -> None:
    """Change one field of the data of a scenario."""
    *above, last = field.split(" > ")
    place = data
    for part in above:
        holder, key = _at(place, part, field)
        if isinstance(holder, dict):
            holder.setdefault(key, {})
        place = holder[key]
    holder, key = _at(place, last, field)
    holder[key] = value


def _at(place: Any, part: str, field: str) -> tuple[Any, Any]:
    """What holds a part of a field, and its key or index in there.

    Raises:
        ValueError: nothing can stand there.
    """
    if not isinstance(place, dict):
        raise ValueError(
            say('"{field}" leads nowhere: "{part}" would stand in a value', field=field, part=part)
        )
    found = NUMBERED.fullmatch(part)
    if found is None or part in place:
        return place, part
    name, index = found["name"], int(found["number"]) - 1
    items = place.get(name)
    if not isinstance(items, list):
        return place, part
    if index >= len(items):
        known = [f"{name} {number}" for number in range(1, len(items) + 1)]
        raise ValueError(unknown("field", part, known))
    return items, index


def _plain(value: Any) -> Any:
    """Data that YAML can write: tuples as lists, numbers of NumPy as numbers."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.item() if hasattr(value, "item") else value
