"""Copies of the engine's modules in which other rules stand, under names of their own.

A module of the engine knows the rules, and the functions of other modules, by its globals. Which
modules a rule concerns is found by looking through these, so it follows from the code as it stands.
Those modules are run a second time, as other modules, with imports that give the other rule.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from types import ModuleType, SimpleNamespace
from typing import Any

ROOM = __name__.rpartition(".")[0] + "."
"""How names of the engine's modules begin."""


@dataclass(frozen=True)
class Clone:
    """A module that follows other rules."""

    module: ModuleType
    """The copy, or the module itself where none of the rules concerns it."""
    copies: tuple[ModuleType, ...]
    """Every module that was copied for it."""
    read: frozenset[str]
    """Names of the rules that some module of the engine reads."""


def clone(root: ModuleType, rules: Mapping[Callable[..., Any], Any]) -> Clone:
    """A copy of a module that, through all that it uses, follows other rules.

    Args:
        root: a module of the engine.
        rules: what stands in the place of which rule.
    """
    replaced: dict[int, Any] = {id(rule): other for rule, other in rules.items()}
    read: set[str] = set()
    copies: list[ModuleType] = []
    for module in _lowest_first(root):
        concerned = {id(value) for value in vars(module).values()} & replaced.keys()
        if not concerned:
            continue
        read |= {rule.__name__ for rule in rules if id(rule) in concerned}
        copy = _run_again(module, replaced)
        copies.append(copy)
        replaced[id(module)] = copy
        for value in functions(module):
            replaced[id(value)] = vars(copy)[value.__name__]
    return Clone(replaced.get(id(root), root), tuple(copies), frozenset(read))


def functions(module: ModuleType) -> Iterator[Any]:
    """Functions and classes that a module defines itself."""
    for value in vars(module).values():
        if getattr(value, "__module__", None) == module.__name__ and callable(value):
            yield value


def _lowest_first(root: ModuleType) -> list[ModuleType]:
    """A module and those of the engine that it reaches through its globals, the reached first."""
    order: dict[str, ModuleType] = {}

    def visit(module: ModuleType) -> None:
        if module.__name__ in order:
            return
        for reached in _reached(module):
            visit(reached)
        order[module.__name__] = module

    visit(root)
    return list(order.values())


def _reached(module: ModuleType) -> list[ModuleType]:
    """Modules of the engine that a module's globals are, or come from."""
    names = dict.fromkeys(
        value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        for value in vars(module).values()
    )
    return [
        sys.modules[name]
        for name in names
        if isinstance(name, str) and name.startswith(ROOM) and name != module.__name__
    ]


def _run_again(module: ModuleType, replaced: Mapping[int, Any]) -> ModuleType:
    """Run a module's source as another module, with imports of what is replaced."""
    name = f"{module.__name__}_with_own_rules"
    copy = ModuleType(name, module.__doc__)
    copy.__file__, copy.__package__ = module.__file__, module.__package__
    code = SourceFileLoader(module.__name__, str(module.__file__)).get_code(module.__name__)
    assert code is not None
    vars(copy)["__builtins__"] = {**vars(builtins), "__import__": _importer(replaced)}
    sys.modules[name] = copy  # while it runs: dataclasses look their module up
    try:
        exec(code, vars(copy))
    finally:
        del sys.modules[name]
    return copy


def _importer(replaced: Mapping[int, Any]) -> Callable[..., Any]:
    """An import statement that gives what is replaced."""

    def find(name: str, *details: Any, **more: Any) -> Any:
        module = __import__(name, *details, **more)
        wanted = details[2] if len(details) > 2 else more.get("fromlist")
        values = {name: getattr(module, name) for name in wanted or () if hasattr(module, name)}
        if not any(id(value) in replaced for value in values.values()):
            return module
        return SimpleNamespace(
            **{name: replaced.get(id(value), value) for name, value in values.items()}
        )

    return find
