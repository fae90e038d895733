"""The language as a JSON Schema, from which editors complete and underline.

Everything comes from the parts of the language: keys and kinds of value from their types, meanings
from their docstrings. What `defaults` fills in is not asked for. A plan that extends another need
not be whole: all of it is optional there, and `null` takes a key away.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

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
    "Effort": {"precision", "at least", "at most"},
}
"""Keys that a part must have once `defaults` has filled it in, but a file need not."""

CHANGED = "Changed"
"""Beginning of the names of parts that change another's."""

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
    for part in list(known.values()):
        _each(part, _keys_of_mapping)
    changes = {f"{CHANGED}{name}": _optional(part) for name, part in known.items()}
    for name in ("Campaign", "Segment", "Post", "Variant", "Creator"):
        changes[f"{CHANGED}{name}"]["properties"][extending.REMOVED] = FLAG.schema
    changes[f"{CHANGED}Scenario"]["properties"][extending.KEY] = EXTENDS
    known["Scenario"]["properties"][extending.KEY] = EXTENDS
    return {
        "$schema": DRAFT,
        "title": "A simsmm scenario",
        "description": "A plan, the market it meets and what is asked of it.",
        "type": "object",
        "if": {"required": [extending.KEY]},
        "then": _reference(f"{CHANGED}Scenario"),
        "else": _reference("Scenario"),
        "$defs": known | changes,
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


def _optional(part: Schema) -> Schema:
    """What may stand for a part in a plan that changes another."""
    changed: Schema = json.loads(json.dumps(part))  # in which no two places share a mapping
    _each(changed, _relax)
    return changed


def _relax(found: Schema) -> None:
    found.pop("required", None)
    if "properties" in found and "anyOf" in found:
        del found["anyOf"]
    if "$ref" in found:
        found["$ref"] = found["$ref"].replace("#/$defs/", f"#/$defs/{CHANGED}")
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
