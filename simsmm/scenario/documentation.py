"""What the parts and keys of the language mean, in the words of their docstrings."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from simsmm.scenario.parts import Part
from simsmm.scenario.problems import Path


def meaning(path: Path) -> str | None:
    """What the key at the end of a path means, or None where nothing more is to be said."""
    from simsmm.scenario.language import Scenario

    part: Any = Scenario
    for step in path[:-1]:
        part = inner(part, step)
    for name, field in getattr(part, "model_fields", {}).items():
        if (field.alias or name) == path[-1]:
            return meanings(part).get(name)
    return None


@cache
def meanings(part: type[Part]) -> dict[str, str]:
    """Docstrings of a part's fields by their names, without marks of code."""
    found: dict[str, str] = {}
    for owner in reversed(part.__mro__):
        if owner is not Part and isinstance(owner, type) and issubclass(owner, Part):
            found |= {name: spoken(text) for name, text in _docstrings(owner)}
    return found


def spoken(docstring: str) -> str:
    """A docstring in one line, without marks of code and units, which a file writes out."""
    text = re.sub(r" \[[^]]*\](?=[.,;]|$)", "", " ".join(docstring.split()))
    return re.sub(r'``"?([^`"]*)"?``', r"\1", text).replace("`", "")


def inner(part: Any, step: str | int) -> Any:
    """The type of what stands at a step inside a type."""
    for name, field in getattr(part, "model_fields", {}).items():
        if (field.alias or name) == step:
            return bare(field.annotation)
    return part


def bare(annotation: Any) -> Any:
    """The part inside a type such as ``tuple[Annotated[Part, ...], ...]``, or the type."""
    return next(parts(annotation), annotation)


def parts(annotation: Any) -> Iterator[Any]:
    """Every part that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from parts(argument)


def _docstrings(owner: type) -> Iterator[tuple[str, str]]:
    """Names of fields and the texts below them; none where there is no source."""
    body = _classes(owner.__module__).get(owner.__name__, [])
    for field, text in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            value = text.value if isinstance(text, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield field.target.id, value.value


@cache
def _classes(module: str) -> dict[str, list[ast.stmt]]:
    """What stands in each class of a module, by its name; the source is read once."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError):
        return {}
    return {node.name: node.body for node in tree.body if isinstance(node, ast.ClassDef)}
