"""The language as a JSON Schema, from which editors complete and underline.

Everything comes from the parts of the language: keys and kinds of value from their types, meanings
from their docstrings. What `defaults` fills in is not asked for. A plan that extends another need
not be whole: all of it is optional there, and `null` takes a key away.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from simsmm import presets
from simsmm.scenario import calendars, extending
from simsmm.scenario.documentation import meanings, parts
from simsmm.scenario.forms import FLAG, NAME, Schema, by_kind
from simsmm.scenario.language import Scenario
from simsmm.scenario.parts import Part

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILLED = {
    "Scenario": {"simulate", "people", "effort"},
    "Society": {"segments"},
    "Segment": {"share"},
    "Post": {"id"},
    "Boost": {"on", "from", "until"},
    "Pick": {"posts", "at"},
    "Effort": {"precision", "at least", "at most"},
}
"""Keys that a part must have once `defaults` has filled it in, but a file need not."""

CHANGED = "Changed"
"""Beginning of the names of parts that change another's."""
OWN = "Own"
"""Beginning of the names of parts of a scenario that makes channels of its own."""

CHANNELS = list(presets.channels())
BASED_ON = {
    "enum": CHANNELS,
    "description": "Channel that one of your own is based on: it has the numbers not stated.",
}
MADE = {
    "type": "object",
    "anyOf": [{"required": ["based on"]}, {"required": ["mechanism"]}],
}
"""What makes a channel of the scenario's own."""

MAKES_CHANNELS = {
    "required": ["channels"],
    "properties": {"channels": {"type": "object", "not": {"additionalProperties": {"not": MADE}}}},
}
"""A scenario that makes a channel of its own, which any part of it may then name."""

EXTENDS = {**NAME.schema, "description": "File whose plan this one changes, in the same folder."}
CALENDAR = {**NAME.schema, "description": "Table of posts, CSV or XLSX, in the same folder."}


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of scenario files."""
    found = Scenario.model_json_schema(by_alias=True)
    known = found.pop("$defs")
    known["Scenario"] = found
    for part in _every_part():
        _describe(known[part.__name__], part)
    known["Campaign"]["properties"][calendars.KEY] = CALENDAR
    known["Campaign"]["required"].remove("posts")
    known["Campaign"]["anyOf"] = [{"required": ["posts"]}, {"required": [calendars.KEY]}]
    known["Boost"] |= {
        "if": {"required": ["grp"]},
        "else": {"required": ["spend"], "properties": {"spend": {}}},
    }
    own = {f"{OWN}{name}": _copied(part, OWN, _any_channel) for name, part in known.items()}
    own[f"{OWN}ChannelChoice"]["properties"]["based on"] = BASED_ON
    changes = {f"{CHANGED}{name}": _copied(own[f"{OWN}{name}"], CHANGED, _relax) for name in known}
    for part in (*known.values(), *own.values(), *changes.values()):
        _each(part, _keys_of_mapping)
    for name in ("Campaign", "Segment", "Post", "Variant", "Creator"):
        changes[f"{CHANGED}{name}"]["properties"][extending.REMOVED] = FLAG.schema
    changes[f"{CHANGED}Scenario"]["properties"][extending.KEY] = EXTENDS
    for start in ("", OWN):
        (known | own)[f"{start}Scenario"]["properties"][extending.KEY] = EXTENDS
    return {
        "$schema": DRAFT,
        "title": "A simsmm scenario",
        "description": "A plan, the market it meets and what is asked of it.",
        "type": "object",
        "if": {"required": [extending.KEY]},
        "then": _reference(f"{CHANGED}Scenario"),
        "else": {
            "if": MAKES_CHANNELS,
            "then": _reference(f"{OWN}Scenario"),
            "else": _reference("Scenario"),
        },
        "$defs": known | own | changes,
    }


def _every_part() -> list[type[Part]]:
    """The scenario and every part within it, each once."""
    found: list[type[Part]] = [Scenario]
    for part in found:
        inside = (p for field in part.model_fields.values() for p in parts(field.annotation))
        found += [p for p in dict.fromkeys(inside) if p not in found]
    return found


def _describe(found: Schema, part: type[Part]) -> None:
    """Say what keys mean, and ask only for those that a file must have."""
    told = meanings(part)
    for name, field in part.model_fields.items():
        key = field.alias or name
        if name in told:
            found["properties"][key]["description"] = told[name]
        found["properties"][key].pop("default", None)
    asked = [key for key in found.pop("required", []) if key not in FILLED.get(part.__name__, ())]
    if asked:
        found["required"] = asked


def _keys_of_mapping(found: Schema) -> None:
    """Turn the known keys of a mapping into properties, which editors complete."""
    keys = found.get("propertyNames", {}).get("enum")
    if keys and isinstance(found.get("additionalProperties"), dict):
        del found["propertyNames"]
        value = found["additionalProperties"]
        found["properties"] = dict.fromkeys(keys, value)
        found["additionalProperties"] = False


def _copied(part: Schema, start: str, change: Callable[[Schema], None]) -> Schema:
    """A part in another world, all of whose parts have names that start in the same way."""
    copied: Schema = json.loads(json.dumps(part))  # in which no two places share a mapping
    _each(copied, change)
    _each(copied, lambda found: _refer(found, start))
    return copied


def _refer(found: Schema, start: str) -> None:
    if "$ref" in found:
        name = found["$ref"].rsplit("/", 1)[-1].removeprefix(OWN)
        found["$ref"] = f"#/$defs/{start}{name}"


def _any_channel(found: Schema) -> None:
    """Let any name stand for a channel; those of simsmm are still completed."""
    keys = found.get("propertyNames", {}).get("anyOf")
    if keys and keys[0].get("enum") == CHANNELS:
        found["properties"] = dict.fromkeys(CHANNELS, found["additionalProperties"])
        del found["propertyNames"]
    if found.get("enum") == CHANNELS:
        found["anyOf"] = [{"enum": found.pop("enum")}, NAME.schema]
        found.pop("type", None)


def _relax(found: Schema) -> None:
    found.pop("required", None)
    if "properties" in found and "anyOf" in found:
        del found["anyOf"]
    for key, value in found.get("properties", {}).items():
        found["properties"][key] = by_kind("null", {}, value)
    if isinstance(found.get("additionalProperties"), dict):
        found["additionalProperties"] = by_kind("null", {}, found["additionalProperties"])


def _each(found: Any, change: Callable[[Schema], None]) -> None:
    """Change every mapping within a schema, the inner ones first."""
    for inner in list(found.values() if isinstance(found, dict) else found):
        if isinstance(inner, dict | list):
            _each(inner, change)
    if isinstance(found, dict):
        change(found)


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
