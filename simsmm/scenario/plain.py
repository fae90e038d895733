"""Plain Python data as a document: the same checks and messages, with paths instead of lines."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any

from simsmm.scenario.positions import DEPTH, FORBIDDEN, LENGTH, VALUES, Document, Mark, Page
from simsmm.scenario.problems import Path, ScenarioError, brief
from simsmm.wording import say

SOURCE = "<data>"
NOWHERE = Mark(1, 1)


def document(data: Mapping[str, Any]) -> Document:
    """The document that plain data hold.

    Args:
        data: mappings with texts as keys, lists, tuples, texts, numbers, booleans, dates, None.

    Raises:
        ScenarioError: something else stands somewhere, or there is too much of it.
    """
    found = Document(Page(SOURCE, []))
    found.data = _value(data, (), found)
    if found.problems:
        raise ScenarioError(found.problems)
    return found


def _value(raw: Any, path: Path, found: Document) -> Any:
    found.values[path] = NOWHERE
    if len(found.values) > VALUES:
        raise _refused(found, path, say("a scenario holds at most {most} values", most=VALUES))
    if len(path) > DEPTH:
        raise _refused(found, path[:2], say("nested deeper than {most} levels", most=DEPTH))
    if isinstance(raw, Mapping):
        return {
            _key(key, path, found): _value(value, (*path, str(key)), found)
            for key, value in raw.items()
        }
    if isinstance(raw, list | tuple):
        return [_value(value, (*path, place), found) for place, value in enumerate(raw)]
    return _scalar(raw, path, found)


def _key(raw: object, path: Path, found: Document) -> str:
    if not isinstance(raw, str):
        found.problems.append(found.problem(path, say("a key is a text, not {key}", key=repr(raw))))
    return _scalar(str(raw), path, found) or ""


def _scalar(raw: Any, path: Path, found: Document) -> Any:
    """A text, a number, a boolean or None; a date as the text that a file would hold."""
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        return _text(raw, path, found)
    if isinstance(raw, Integral):
        return int(raw)
    if isinstance(raw, Real) and math.isfinite(raw):
        return float(raw)
    if isinstance(raw, date):
        return f"{raw:%Y-%m-%d %H:%M}" if isinstance(raw, datetime) else raw.isoformat()
    kind = brief(str(raw)) if isinstance(raw, Real) else type(raw).__name__
    message = say("{kind} cannot stand in a scenario; write what a file would hold", kind=kind)
    found.problems.append(found.problem(path, message))
    return ""


def _text(raw: str, path: Path, found: Document) -> str:
    if len(raw) > LENGTH:
        message = say("a text holds at most {most} characters", most=f"{LENGTH:,}")
        raise _refused(found, path, message)
    if FORBIDDEN.search(raw):
        raise _refused(found, path, say("control characters are not allowed in a text"))
    return raw


def _refused(found: Document, path: Path, message: str) -> ScenarioError:
    return ScenarioError([*found.problems, found.problem(path, message)])
