"""Scenarios with one thing changed at random: understood, or refused with a place; never worse."""

from __future__ import annotations

import copy
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simsmm import presets, scenario
from simsmm.scenario import ScenarioError, language
from simsmm.scenario.positions import read

FOLDER = Path(__file__).parents[2] / "scenarios"
TEXTS = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yaml"))]
TREES = [read(text, "") for text in TEXTS]
NAMED = {"interests", "topics", "cities", "offers"}
"""Mappings whose keys are the author's own names."""

TOKENS = [
    *(None, "", "-1", "0", "1e999", "9" * 400, "nan", "5 % to", "to", "day 0", "day 99999 10:00"),
    *("140 %", "1e-320", "x" * 1999, "everybody", "typical", "none", "=1+1", "</script>", "../x"),
    *([], {}, [[]], {"": ""}, ["a", "a"], {"a": {"b": {"c": "d"}}}, [None]),
    {"file": "/etc/passwd"},
]
HOSTILE = st.sampled_from(TOKENS) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=12
)


def paths(tree: Any) -> list[tuple[Any, ...]]:
    return [path for path in tree.values if path]


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def problems_of(text: str) -> tuple[scenario.Problem, ...]:
    """What is wrong with a text; anything but a ScenarioError that is raised fails the test."""
    start = time.perf_counter()
    try:
        scenario.parse(text, folder=FOLDER)
        problems: tuple[scenario.Problem, ...] = ()
    except ScenarioError as error:
        problems = error.problems
    assert time.perf_counter() - start < 2.0
    assert all(one.line and one.message and str(one) for one in problems)
    return problems


def written(data: Any) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=200)


def examples(number: int) -> Any:
    return settings(max_examples=number, suppress_health_check=list(HealthCheck))


class Mutations:
    """The mutations; quick and slow tests differ only in how many they try."""

    @staticmethod
    def replace(data: st.DataObject) -> None:
        tree = data.draw(st.sampled_from(TREES))
        path = data.draw(st.sampled_from(paths(tree)))
        mutated = copy.deepcopy(tree.data)
        at(mutated, path[:-1])[path[-1]] = data.draw(HOSTILE)
        assert all(one.field for one in problems_of(written(mutated)))

    @staticmethod
    def remove(data: st.DataObject) -> None:
        tree = data.draw(st.sampled_from(TREES))
        path = data.draw(st.sampled_from(paths(tree)))
        mutated = copy.deepcopy(tree.data)
        del at(mutated, path[:-1])[path[-1]]
        assert all(one.field for one in problems_of(written(mutated)))

    @staticmethod
    def add_key(data: st.DataObject) -> None:
        tree = data.draw(st.sampled_from(TREES))
        places = [p for p in [(), *paths(tree)] if isinstance(at(tree.data, p), dict)]
        path = data.draw(st.sampled_from([p for p in places if not p or p[-1] not in NAMED]))
        mutated = copy.deepcopy(tree.data)
        part = at(mutated, path)
        key = data.draw(st.from_regex(r"[a-z]{2,9}( [a-z]{1,9})?", fullmatch=True))
        assume(key not in KNOWN)
        part[key] = data.draw(st.just("1") | HOSTILE)
        text = written(mutated)
        problems = problems_of(text)
        if path and path[0] == "goals":
            assert any(one.field.startswith("goals") for one in problems)
            return
        told = [one for one in problems if one.field.split(" > ")[-1] == key]
        assert told
        assert key in text.splitlines()[(told[0].line or 0) - 1]

    @staticmethod
    def damage(data: st.DataObject) -> None:
        text = data.draw(st.sampled_from(TEXTS))
        start = data.draw(st.integers(0, len(text)))
        stop = data.draw(st.integers(start, min(len(text), start + 40)))
        piece = data.draw(
            st.text(max_size=6) | st.sampled_from(["&a ", "*a", "!!x ", "- ", "{", '"'])
        )
        problems_of(text[:start] + piece + text[stop:])

    @staticmethod
    def splice(data: st.DataObject) -> None:
        text = data.draw(st.sampled_from(TEXTS))
        lines = text.splitlines()
        first = data.draw(st.integers(0, len(lines) - 1))
        second = data.draw(st.integers(0, len(lines) - 1))
        lines[first], lines[second] = lines[second], lines[first]
        problems_of("\n".join(lines))


def known_keys() -> set[str]:
    """Every key that means something anywhere, so that an added one surely means nothing."""
    schema = scenario.Scenario.__pydantic_core_schema__
    keys = set(scenario.MEASURES) | {"pick", *presets.channels(), *presets.layers()}
    keys |= set(re.findall(r"'validation_alias': '([^']+)'", str(schema)))
    steps = {step for tree in TREES for path in tree.keys for step in path}
    return keys | set(language.EFFORTS) | {step for step in steps if isinstance(step, str)}


KNOWN = known_keys()
KINDS = [name for name in vars(Mutations) if not name.startswith("_")]


@pytest.mark.parametrize("kind", KINDS)
@examples(120)
@given(st.data())
def test_a_mutated_scenario_is_understood_or_refused(kind: str, data: st.DataObject) -> None:
    getattr(Mutations, kind)(data)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@examples(2_000)
@given(st.data())
def test_ten_thousand_mutated_scenarios(kind: str, data: st.DataObject) -> None:
    getattr(Mutations, kind)(data)
