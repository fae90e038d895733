"""A society: people, and their layers of ties."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import name_key, number
from simsmm.draws.arrays import numbers
from simsmm.draws.decisions import Society as Draw
from simsmm.society import cache
from simsmm.society.layers import LayerSpec, generate
from simsmm.society.people import People, PeopleSpec, draw_people
from simsmm.society.targets import Target, achieved
from simsmm.society.ties import Ties
from simsmm.wording import say

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of ties and the channels whose members it connects."""

    spec: LayerSpec
    channels: tuple[str, ...] = ()
    """Channels that pass things along it; their members are tied. None: everybody is."""


@dataclass(frozen=True, slots=True)
class OwnLayer:
    """A layer of ties that somebody brings along."""

    name: str
    ties: Ties
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SocietySpec:
    """The society to draw."""

    people: PeopleSpec
    layers: tuple[Layer | OwnLayer, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Society:
    """People and ties."""

    people: People
    layers: Mapping[str, Ties]
    """By name; every layer spans all people, with empty rows for those it does not connect."""


def build(spec: SocietySpec, key: int, keep: bool = True, ids: Array | None = None) -> Society:
    """Draw a society; a pure function of its arguments.

    Args:
        spec: what it is like.
        key: 64-bit key of this society.
        keep: look in the cache for layers drawn before, and keep those drawn now.
        ids: uint64 (n,), identities of the people; by default 0, 1, 2 ...
    """
    people = draw_people(spec.people, key, ids)
    ties_key = number(key, Draw.TIES)
    layers = {}
    for layer in spec.layers:
        members = connected(spec, layer, people)
        if isinstance(layer, OwnLayer):
            own_key = number(ties_key, name_key(layer.name))
            layers[layer.name] = _placed(layer, members, people, own_key)
        else:
            layer_key = number(ties_key, name_key(layer.spec.name))
            ties = _drawn(layer.spec, people.segment[members], layer_key, keep)
            layers[layer.spec.name] = ties.among(members, len(people))
    return Society(people, layers)


def table(spec: SocietySpec, society: Society) -> dict[str, tuple[Target, ...]]:
    """Target against achieved for every drawn layer, among the people whom it connects."""
    found = {}
    for layer in spec.layers:
        if isinstance(layer, Layer):
            members = connected(spec, layer, society.people)
            ties = society.layers[layer.spec.name].only(members)
            found[layer.spec.name] = achieved(layer.spec, ties, society.people.segment[members])
    return found


def connected(spec: SocietySpec, layer: Layer | OwnLayer, people: People) -> Array:
    """The people whom a layer connects, ascending: members of any of its channels."""
    if not layer.channels:
        return np.arange(len(people))
    names = [use.name for use in spec.people.channels]
    rows = [names.index(channel) for channel in layer.channels]
    return np.flatnonzero(people.member[rows].any(axis=0))


def _drawn(spec: LayerSpec, segment: Array, key: int, keep: bool) -> Ties:
    """One layer among its members, from the cache if it was drawn before."""

    def draw() -> dict[str, Array]:
        ties = generate(spec, segment, key)
        return {"starts": ties.starts, "heads": ties.heads, "directed": np.array(ties.directed)}

    if not keep:
        return generate(spec, segment, key)
    segments = hashlib.blake2b(segment.tobytes(), digest_size=16).hexdigest()
    text = json.dumps({**asdict(spec), "segments": segments, "type": str(segment.dtype)})
    found = cache.get("ties", text, key, draw)
    return Ties(found["starts"], found["heads"], bool(found["directed"]))


def _placed(layer: OwnLayer, members: Array, people: People, key: int) -> Ties:
    """Somebody's own ties, handed to the members.

    A graph of exactly the members keeps its order. A smaller one goes to members chosen by a
    keyed order of their ids.

    Raises:
        ValueError: the graph has more people than the layer connects.
    """
    if layer.ties.people > len(members):
        raise ValueError(
            say(
                "{layer}: the graph has {people} people, but only {members} people use its "
                "channels",
                layer=layer.name,
                people=layer.ties.people,
                members=len(members),
            )
        )
    if layer.ties.people < len(members):
        order = np.argsort(numbers(key, people.id[members]), kind="stable")
        members = np.sort(members[order[: layer.ties.people]])
    return layer.ties.among(members, len(people))
