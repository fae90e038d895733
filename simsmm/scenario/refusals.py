"""What pydantic says of a scenario's data, in the words of the scenario's author."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from simsmm.scenario import calendars, extending
from simsmm.scenario.creators import Creator, Pick, is_pick
from simsmm.scenario.language import Scenario
from simsmm.scenario.overrides import NOT_NUMBERS
from simsmm.scenario.own_channels import ChannelChoice
from simsmm.scenario.plan import Campaign
from simsmm.scenario.positions import Document
from simsmm.scenario.problems import (
    SHOWN,
    InsideError,
    Path,
    Problem,
    brief,
    nearest,
    shown,
    unknown,
)
from simsmm.wording import say

LATER = {
    "candidates": "candidates and opinion",
    "claim": "claims and fact-checking",
    "claims": "claims and fact-checking",
    "comments": "comments of people and the answers to them",
    "competitors": "competitors",
    "complaints": "complaints and the answers to them",
    "critics": "critics",
    "editors": "moderators",
    "fact checking": "claims and fact-checking",
    "fact-checkers": "claims and fact-checking",
    "fact-checking": "claims and fact-checking",
    "moderators": "moderators",
    "opinion": "opinion and supporters",
    "pilot": "a pilot before the campaign",
    "policy": "a social media policy",
    "reply desk": "a reply desk",
    "research": "research before the campaign",
    "staff": "a reply desk",
    "supporters": "opinion and supporters",
    "user posts": "posts of users about the brand",
}
"""Keys of practices that a later version will know."""

PLACE = "{virtual world: {main square: {members: 2 000}}}"
"""How a place is written."""

MISSING = object()
"""Stands for what a file does not say."""

FROM_FILES = ((Scenario, extending.KEY), (Campaign, calendars.KEY))
"""Keys that are followed before a part is checked, and their owners."""

MAPPING = "{value} stands where a mapping belongs: `key: value`, one below the other or in {{ }}"
WANTED = {
    "dict_type": MAPPING,
    "model_type": MAPPING,
    "model_attributes_type": MAPPING,
    "tuple_type": "{value} stands where a list belongs: lines that begin with `- `, or [ ]",
}
"""What is wanted, by pydantic's type of an error."""

OF_POSTS = {"from": "at", "on": "on"}
"""Keys of a boost that it takes from its post, and the post's keys."""

CHANNEL_KEYS = {
    field.alias for name, field in ChannelChoice.model_fields.items() if name not in NOT_NUMBERS
}
"""Keys of a channel's numbers, which are easily taken for those of behaviour."""


def refusals(error: ValidationError, document: Document) -> list[Problem]:
    """Every complaint of pydantic as a problem with its place."""
    # Thousands of errors mean one cause; the messages of the first ones are worth the time.
    items = error.errors()[: 4 * SHOWN]
    causes = [item for item in items if not _follows(item, items, document)]
    told = {path: item for item in causes if (path := _misnamed(item, document))}
    return [
        *(document.problem(path, document.doubts[path[:-1]]) for path in told),
        *(_problem(item, document) for item in causes if not _misnamed(item, document)),
    ]


def _follows(item: Any, items: list[Any], document: Document) -> bool:
    """Whether a complaint says no more than another one."""
    return _lacks_what_is_misspelt(item, items, document) or _comes_from_post(item, items, document)


def _lacks_what_is_misspelt(item: Any, items: list[Any], document: Document) -> bool:
    """Whether a key is missing only because an unknown one beside it means it."""
    if item["type"] != "missing":
        return False
    *part, key = item["loc"]
    beside = [
        str(other["loc"][-1])
        for other in items
        if other["type"] == "extra_forbidden" and [*other["loc"][:-1]] == part
    ]
    return any(nearest(name, _known(tuple(part), document)) == key for name in beside)


def _comes_from_post(item: Any, items: list[Any], document: Document) -> bool:
    """Whether a boost only lacks, or has wrong, what it takes from its post."""
    loc = tuple(item["loc"])
    key = loc[-1] if loc else ""
    if key not in OF_POSTS or "boost" not in loc:
        return False
    origin = (*loc[: loc.index("boost")], OF_POSTS[key])
    in_post = any(tuple(other["loc"][: len(origin)]) == origin for other in items)
    return in_post and _at(written(loc, document), document.data) is MISSING


def _misnamed(item: Any, document: Document) -> Path | None:
    """Place of the name of the thing that lacks a key, if it rather means one of a base."""
    if item["type"] != "missing":
        return None
    path = written(tuple(item["loc"]), document)
    for length in range(1, len(path)):
        if path[:length] in document.doubts:
            return (*path[:length], extending.NAMED[str(path[length - 2])])
    return None


def _problem(item: Any, document: Document) -> Problem:
    loc, kind, raw = tuple(item["loc"]), item["type"], item["input"]
    at_key = kind == "value_error" and loc[-1:] == ("[key]",)
    path = written(loc[:-1] if at_key else loc, document)
    if kind == "extra_forbidden":
        return document.problem(path, _unknown_key(loc, raw, document), at_key=True)
    if kind == "missing":
        message = say(
            'the key "{key}" is missing; here belong {keys}',
            key=loc[-1],
            keys=", ".join(_known(loc[:-1], document)),
        )
        return document.problem(path, message)
    if kind == "value_error":
        cause = item["ctx"]["error"]
        inside = (*path, cause.step) if isinstance(cause, InsideError) else path
        return document.problem(inside, str(cause), at_key=at_key)
    if kind in WANTED:
        wanted = WANTED[kind]
        message = say(wanted, value=shown(raw))  # data text: those in WANTED
        return document.problem(path, message)
    return document.problem(path, brief(item["msg"], 200))


def written(loc: tuple[str | int, ...], document: Document) -> Path:
    """The path of a value in the file, without the steps that only the checked data have.

    One value where a list may stand is checked as a list of one, and a goal as its one line.
    """
    return standing(loc, document.data)


def standing(loc: tuple[str | int, ...], data: Any) -> Path:
    """The same in plain data."""
    path: Path = ()
    here = data
    for step in loc:
        if isinstance(step, int):
            kept = isinstance(here, list) and step < len(here)
        else:
            # Below a mapping, and below what is missing, a key belongs to the path.
            kept = isinstance(here, dict) or here is MISSING
        if kept:
            path, here = (*path, step), _inside(here, step)
    return path


def _at(path: Path, data: Any) -> Any:
    """What stands at a path of plain data."""
    for step in path:
        data = _inside(data, step)
    return data


def _inside(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (LookupError, TypeError):
        return MISSING


def _unknown_key(loc: Path, raw: object, document: Document) -> str:
    key = str(loc[-1])
    known = _known(loc[:-1], document)
    if key == "places":
        return say("places are boards: `boards: {example}`", example=PLACE)
    later = LATER.get(key)
    if later and key not in known:
        practice = say(later)  # data text: those in LATER
        return say("{practice}: not supported yet", practice=practice)
    if key in CHANNEL_KEYS and key not in known:
        return say(
            "this is a number of a channel: `channels: {example}`",
            example=f"{{microblog: {{{key}: ...}}}}",
        )
    if raw in (None, "") and key[:1].isdigit():
        # {spend: 4,000 EUR} holds the key "000 EUR" in YAML.
        return say("inside { } a comma ends a value; put the whole value in quotation marks")
    return unknown("key", key, known)


def _known(loc: Path, document: Document) -> list[str]:
    """Keys that the part at a place may have."""
    part: Any = Scenario
    for place, step in enumerate(loc, start=1):
        part = _inner(part, step)
        if part is Creator and is_pick(_at(written(loc[:place], document), document.data)):
            part = Pick
    fields = getattr(part, "model_fields", {})
    keys = [field.alias or name for name, field in fields.items()]
    return keys + [key for owner, key in FROM_FILES if part is owner]


def _inner(part: Any, step: str | int) -> Any:
    """The type of what stands at a step inside a type."""
    fields = getattr(part, "model_fields", None)
    if fields is None:
        return part
    for name, field in fields.items():
        if (field.alias or name) == step:
            return _bare(field.annotation)
    return part


def _bare(annotation: Any) -> Any:
    """The model inside a type such as ``tuple[Annotated[Model, ...], ...]``, or the type."""
    for found in _models(annotation):
        return found
    return annotation


def _models(annotation: Any) -> Iterator[Any]:
    if hasattr(annotation, "model_fields"):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)
