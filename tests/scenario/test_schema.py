"""The JSON Schema says of a file what `simsmm check` says, at the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from simsmm import presets, scenario
from simsmm.scenario import Scenario, ScenarioError
from simsmm.scenario.positions import Document, read
from simsmm.scenario.problems import nearest
from tests.scenario.plans import plans

FOLDER = Path(__file__).parents[2] / "scenarios"
ALBUM = (FOLDER / "band_album.yaml").read_text("utf-8")
SCHEMA = scenario.schema()
VALIDATOR = Draft202012Validator(SCHEMA)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def as_editor(data: Any) -> Any:
    """Texts as YAML 1.2 resolves them, which is what an editor holds against a schema."""
    if isinstance(data, dict):
        return {key: as_editor(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_editor(value) for value in data]
    if data in ("true", "false"):
        return data == "true"
    if isinstance(data, str) and NUMBER.fullmatch(data):
        return float(data) if set(data) & set(".eE") else int(data)
    return data


def complaints(data: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(data)]


def test_it_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_scenarios_and_their_resolved_plans_are_fine(path: Path) -> None:
    text = path.read_text("utf-8")
    for plan in (text, scenario.parse(text).to_yaml()):
        data = read(plan, "").data
        assert complaints(data) == []
        assert complaints(as_editor(data)) == []


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_what_is_accepted_is_valid(data: dict[str, Any]) -> None:
    plan = Scenario.from_data(data)
    assert complaints(plan.to_data()) == []
    assert complaints(as_editor(plan.to_data())) == []


def places(document: Document) -> Iterator[tuple[int, int]]:
    """Lines and columns of what the schema finds wrong, by the command line's own positions."""
    for error in VALIDATOR.iter_errors(as_editor(document.data)):
        yield from _place(best_match([error]), document)


def _place(error: ValidationError, document: Document) -> Iterator[tuple[int, int]]:
    path = tuple(error.absolute_path)
    known = set(error.schema.get("properties", ()))
    if error.validator == "additionalProperties":
        patterns = error.schema.get("patternProperties", ())
        for key in error.instance:
            if key not in known and not any(re.search(p, key) for p in patterns):
                yield _mark(document, (*path, key), at_key=True)
    elif error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        # The command line tells a misspelt key once; an editor also underlines what lacks it.
        if not any(nearest(key, known) == missing for key in set(error.instance) - known):
            yield _mark(document, (*path, missing))
    else:
        yield _mark(document, path)


def _mark(document: Document, path: tuple[str | int, ...], at_key: bool = False) -> tuple[int, int]:
    problem = document.problem(path, "", at_key=at_key)
    assert problem.line is not None
    assert problem.column is not None
    return problem.line, problem.column


BROKEN = [
    ("version: 1", "version: 2"),
    ("lasts: 28 d", "lasts: 28"),
    ("lasts: 28 d", "lasts: a month"),
    ("lasts: 28 d", "last: 28 d"),
    ("starts: 2027-09-01", "starts: 1 September"),
    ("currency: EUR ", "currency: EURO "),
    ("simulate: 50 000", "simulate: many"),
    ("simulate: 50 000", "simulate: [1, 2]"),
    ("share: 12 % ", "share: 120 % "),
    ("share: 12 % ", "share: 12 "),
    ("interests: {indie: strong, festivals: some}", "interests: {indie: stronk, festivals: some}"),
    ("microblog: 35 %,", "microblock: 35 %,"),
    ("music sharing: 25 %}", "music sharing: lots}"),
    ("{page reach: 5", "{page reech: 5"),
    ("5 % to 20 %, friend", "5 % till 20 %, friend"),
    ("12 h to 48 h", "12 to 48"),
    ("recall half life: 7 d", "recal half life: 7 d"),
    ("media: 4 000 EUR", "media: 4 000 €"),
    ("media: 4 000 EUR", "medium: 4 000 EUR"),
    ("{fans: 40 000}", "{fans: -1}"),
    ("{fans: 40 000}", "{followers: 40 000}"),
    ("at: day 8 19:00", "at: day 8"),
    ("at: day 8 19:00", "at: 8 19:00"),
    ("        format: photo\n", ""),
    ("format: music", "format: musik"),
    ("        seeds: 400", "        seed: 400"),
    ("spend: 800 EUR", "spent: 800 EUR"),
    ("until: day 14", "until: the end"),
    ("cap: 3 per 7 d}\n\n      - id: making", "cap: 3}\n\n      - id: making"),
    ("disclosed: yes", "disclosed: perhaps"),
    ("sold anyway: 20 per day", "sold anyway: 20"),
    ("- reach: at least", "- reech: at least"),
    ("- reach: at least 300 000 people by day 28", "- reach: 300 000 people"),
    ("effort: {precision: 5 %, at most: 256}", "effort: best"),
    ("assume: ranges", "assume: [ranges]"),
]


@pytest.mark.parametrize(("old", "new"), BROKEN, ids=lambda text: text.strip()[:24])
def test_an_editor_underlines_where_the_command_line_points(old: str, new: str) -> None:
    assert ALBUM.count(old) == 1
    text = ALBUM.replace(old, new)
    with pytest.raises(ScenarioError) as caught:
        scenario.parse(text)
    told = [(one.line, one.column) for one in caught.value.problems if one.severity == "error"]
    underlined = sorted(set(places(read(text, ""))))
    assert underlined == told


def test_channels_formats_and_numbers_are_completed_with_their_meaning() -> None:
    known = SCHEMA["$defs"]
    channels = known["Scenario"]["properties"]["channels"]["then"]["properties"]
    assert set(channels) == set(presets.channels())
    assert known["Post"]["properties"]["format"]["enum"] == list(scenario.FORMATS)
    half_life = known["ChannelChoice"]["properties"]["half life"]
    assert presets.channel("microblog").numbers["half_life"].unit in half_life["description"]
    assert "clocks on the wall" in known["Scenario"]["properties"]["timezone"]["description"]


def keys_of(name: str) -> Iterator[tuple[str, bool]]:
    part = SCHEMA["$defs"][name]
    asked = [*part.get("required", ()), *part.get("anyOf", [{"required": []}])[0]["required"]]
    asked += part.get("else", {}).get("required", [])
    for key in part["properties"]:
        if (name, key) != ("Segment", "share"):  # which one of them may leave out
            yield key, key in asked


PARTS = {
    "Scenario": (),
    "Segment": ("people", "segments", 0),
    "Campaign": ("campaigns", 0),
    "Post": ("campaigns", 0, "posts", 0),
    "Boost": ("campaigns", 0, "posts", 1, "boost"),
    "Creator": ("campaigns", 0, "creators", 0),
    "Offer": ("campaigns", 0, "offers", "album"),
    "Page": ("campaigns", 0, "pages", "microblog"),
    "Budget": ("campaigns", 0, "budget"),
}


@pytest.mark.parametrize("name", PARTS)
def test_what_is_asked_for_is_what_a_file_must_say(name: str) -> None:
    """A key that the schema asks for is missed by the command line, and no other is."""
    for key, asked in keys_of(name):
        data = read(ALBUM, "").data
        part = data
        for step in PARTS[name]:
            part = part[step]
        if part.pop(key, None) is None:
            continue
        try:
            Scenario.from_data(data)
            missed = False
        except ScenarioError as error:
            missed = any(f'"{key}" is missing' in one.message for one in error.problems)
        assert missed == asked, key


CHANGES = """\
extends: base.yaml
channels: {microblog: {half life: 3 h}}
goals: ~
campaigns:
  - brand: The Lanterns
    posts: [{id: making-of, seeds: ~, boost: {spend: 3 EUR}}, {id: tour-dates, removed: yes}]
"""


def test_a_plan_that_extends_another_need_not_be_whole() -> None:
    assert complaints(read(CHANGES, "").data) == []
    broken = CHANGES.replace("half life: 3 h", "half life: 3").replace("spend", "spent")
    assert sorted(set(places(read(broken, "")))) == [(2, 35), (6, 47)]
