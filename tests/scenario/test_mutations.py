"""Scenarios with one thing changed at random: understood, or refused with a place; never worse."""

from __future__ import annotations

import copy
import inspect
import io
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simsmm import presets, scenario
from simsmm.scenario import ScenarioError, language
from simsmm.scenario.positions import read

FOLDER = Path(__file__).parents[2] / "scenarios"
TEXTS = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yaml"))]
MINIMAL = (FOLDER / "minimal.yaml").read_text("utf-8")
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
    problems = refusals(lambda: scenario.parse(text, folder=FOLDER))
    assert all(one.line for one in problems)
    return problems


def refusals(load: Callable[[], object]) -> tuple[scenario.Problem, ...]:
    start = time.process_time()
    try:
        load()
        problems: tuple[scenario.Problem, ...] = ()
    except ScenarioError as error:
        problems = error.problems
    assert time.process_time() - start < 2.0
    assert all(one.message and str(one) for one in problems)
    return problems


def problems_in(folder: Path, **files: bytes) -> tuple[scenario.Problem, ...]:
    """What is wrong with ``plan.yaml`` among some files; each problem names one of them."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    problems = refusals(lambda: scenario.load(folder / "plan.yaml"))
    known = {name.replace("_", ".") for name in files}
    assert all(Path(one.source).name in known for one in problems)
    # A table of another kind has no line at all; everything else has.
    assert all(one.line or "spreadsheet" in one.message for one in problems)
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

    @staticmethod
    def change_units(data: st.DataObject) -> None:
        text = data.draw(st.sampled_from(TEXTS))
        amounts = list(re.finditer(r"\d[\d ]*(?:%|EUR|h|d|min|per day)?", text))
        found = data.draw(st.sampled_from(amounts))
        amount = data.draw(st.sampled_from(AMOUNTS))
        problems_of(text[: found.start()] + amount + text[found.end() :])

    @staticmethod
    def repeat_key(data: st.DataObject) -> None:
        tree = data.draw(st.sampled_from(TREES))
        path = data.draw(st.sampled_from([path for path in tree.keys if len(path) == 1]))
        value = data.draw(HOSTILE)
        text = written(tree.data) + written({path[0]: value})
        told = [one for one in problems_of(text) if "stands here twice" in one.message]
        assert [one.field for one in told] == [path[0]]

    @staticmethod
    def damage_bytes(data: st.DataObject, folder: Path) -> None:
        content = data.draw(st.sampled_from(TEXTS)).encode()
        problems_in(folder, plan_yaml=damaged(data, content))

    @staticmethod
    def damage_a_base(data: st.DataObject, folder: Path) -> None:
        base = damaged(data, data.draw(st.sampled_from(TEXTS)).encode())
        problems_in(folder, plan_yaml=CHANGES.encode(), base_yaml=base)

    @staticmethod
    def damage_changes(data: st.DataObject, folder: Path) -> None:
        tree = read(CHANGES, "")
        path = data.draw(st.sampled_from(paths(tree)))
        mutated = copy.deepcopy(tree.data)
        at(mutated, path[:-1])[path[-1]] = data.draw(HOSTILE)
        plan = data.draw(
            st.sampled_from([written(mutated).encode(), damaged(data, CHANGES.encode())])
        )
        problems_in(folder, plan_yaml=plan, base_yaml=TEXTS[0].encode())

    @staticmethod
    def damage_a_calendar(data: st.DataObject, folder: Path) -> None:
        name, table = data.draw(st.sampled_from(sorted(TABLES.items())))
        plan = CALENDAR.replace("NAME", name.replace("_", ".")).encode()
        problems_in(folder, plan_yaml=plan, **{name: damaged(data, table)})


AMOUNTS = [
    "140 %",
    "3",
    "-1 h",
    "1,5 d",
    "7 USD",
    "5 to 3 %",
    "day 0",
    "1e30",
    "10 % to",
    "normal(1)",
]
CHANGES = """\
extends: base.yaml
name: Changed
channels: {microblog: {half life: 3 h}}
goals: ~
campaigns:
  - brand: The Lanterns
    posts: [{id: making-of, seeds: ~, format: text}, {id: tour-dates, removed: yes}]
"""
CALENDAR = MINIMAL.split("    posts:")[0] + "    calendar: NAME\n"
ROWS = [
    ["id", "at", "on", "format", "topics", "boost spend", "boost until"],
    ["one", "day 1 18:00", "social network", "video", "indie: strong; folk: weak", "300 EUR", ""],
    ["two", "day 2 18:00", "social network", "text", "", "200", "day 9"],
]


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


TABLES = {
    "posts_csv": "\n".join(",".join(row) for row in ROWS).encode(),
    "more_csv": "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS).encode(),
    "posts_xlsx": _workbook(),
}


def damaged(data: st.DataObject, content: bytes) -> bytes:
    """Bytes with a piece replaced by others."""
    start = data.draw(st.integers(0, len(content)))
    stop = data.draw(st.integers(start, min(len(content), start + 30)))
    return content[:start] + data.draw(st.binary(max_size=8)) + content[stop:]


def known_keys() -> set[str]:
    """Every key that means something anywhere, so that an added one surely means nothing."""
    schema = scenario.Scenario.__pydantic_core_schema__
    keys = set(scenario.MEASURES) | {"pick", *presets.channels(), *presets.layers()}
    keys |= set(re.findall(r"'validation_alias': '([^']+)'", str(schema)))
    steps = {step for tree in TREES for path in tree.keys for step in path}
    return keys | set(language.EFFORTS) | {step for step in steps if isinstance(step, str)}


KNOWN = known_keys()
KINDS = [name for name in vars(Mutations) if not name.startswith("_")]


def mutate(kind: str, data: st.DataObject, folder: Path) -> None:
    mutation = getattr(Mutations, kind)
    mutation(data, folder) if "folder" in inspect.signature(mutation).parameters else mutation(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutations")


@pytest.mark.parametrize("kind", KINDS)
@examples(28)
@given(data=st.data())
def test_a_mutated_scenario_is_understood_or_refused(
    kind: str, folder: Path, data: st.DataObject
) -> None:
    mutate(kind, data, folder)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@examples(400)
@given(data=st.data())
def test_four_thousand_mutated_scenarios(kind: str, folder: Path, data: st.DataObject) -> None:
    mutate(kind, data, folder)
