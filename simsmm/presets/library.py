"""The presets that come with simsmm, read from the TOML files beside this one.

A file names each number in snake_case; people meet it with spaces.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from simsmm.presets.mechanisms import MECHANISMS
from simsmm.presets.number import Number

FOLDER = Path(__file__).parent
"""Where the data lie."""

Preset = TypeVar("Preset")


@dataclass(frozen=True, slots=True)
class ChannelPreset:
    """A channel as data: one mechanism and its published numbers."""

    name: str
    """Such as ``"social network"``."""
    meaning: str
    """What the channel is, in one line."""
    mechanism: str
    """The rule that decides who sees, one of `MECHANISMS`: ``"feed"``."""
    like: tuple[str, ...]
    """Brands of the kind."""
    layers: tuple[str, ...]
    """Layers of ties that an item travels along; none where nobody passes anything on."""
    kernel: str
    """Law of the delay until an item is seen: exponential, log-normal, power law or instant."""
    rhythm: str
    """When people are there: ``"online"``, ``"viewing"``, ``"listening"`` or ``"reading"``."""
    numbers: Mapping[str, Number]
    """The channel's numbers by snake_case name, such as ``numbers["page_reach"]``."""
    formats: Mapping[str, Number]
    """What each format of a post adds to its appeal [log odds], by the format's name."""

    def __post_init__(self) -> None:
        if self.mechanism not in MECHANISMS:
            raise ValueError(f"{self.name}: there is no mechanism {self.mechanism!r}")
        wanted = MECHANISMS[self.mechanism].numbers
        if set(self.numbers) != set(wanted):
            odd = ", ".join(sorted(set(self.numbers) ^ set(wanted)))
            raise ValueError(
                f"{self.name}: the numbers of {self.mechanism!r} and its own differ in {odd}"
            )

    @property
    def answered(self) -> bool:
        """Whether people can answer there: follow, react, pass on, click."""
        return MECHANISMS[self.mechanism].answered

    @property
    def sold(self) -> bool:
        """Whether impressions can be bought there."""
        return "cpm" in self.numbers


@dataclass(frozen=True, slots=True)
class LayerPreset:
    """A layer of ties as data: the model that draws it and the targets it aims at."""

    name: str
    """Such as ``"friends"``."""
    meaning: str
    """Who is tied to whom, in one line."""
    model: str
    """Name of the generator: ``"geometric"`` or ``"follows"``."""
    directed: bool
    """Whether one side may follow without being followed."""
    kind: str
    """Kind of the exposures along it: ``"friend"`` or ``"acquaintance"``."""
    clustering_kind: str
    """Which clustering is meant: ``"local"`` (mean of coefficients) or ``"global"``."""
    unsteered: tuple[str, ...]
    """Numbers that the model does not aim at; they stand beside what was achieved."""
    numbers: Mapping[str, Number]
    """The layer's numbers by snake_case name."""


def channels() -> tuple[str, ...]:
    """Names of the channels, in the order of the alphabet."""
    return tuple(_channels())


def channel(name: str) -> ChannelPreset:
    """The preset of a channel.

    Raises:
        KeyError: there is no such channel; the message lists those that are.
    """
    return _known(_channels(), "channel", name)


def layers() -> tuple[str, ...]:
    """Names of the layers of ties."""
    return tuple(_layers())


def layer(name: str) -> LayerPreset:
    """The preset of a layer of ties.

    Raises:
        KeyError: there is no such layer; the message lists those that are.
    """
    return _known(_layers(), "layer of ties", name)


@cache
def behaviour() -> Mapping[str, Number]:
    """How people react: every number by its snake_case name."""
    return _numbers(_table("behaviour.toml"), "behaviour.toml")


@cache
def rates() -> Mapping[str, Number]:
    """Units of each currency per US dollar, by the currency's code."""
    table = _table("money.toml")
    return _numbers({code.upper(): numbers for code, numbers in table.items()}, "money.toml")


def spoken(key: str) -> str:
    """A number's name as people meet it: ``"page_reach"`` is ``"page reach"``."""
    return key.replace("_", " ")


@cache
def _channels() -> Mapping[str, ChannelPreset]:
    found = {}
    for path in (FOLDER / "channels").glob("*.toml"):
        table = _table(f"channels/{path.name}")
        found[table["name"]] = ChannelPreset(
            name=table["name"],
            meaning=table["meaning"],
            mechanism=table["mechanism"],
            like=tuple(table["like"]),
            layers=tuple(table.get("layers", ())),
            kernel=table.get("kernel", "instant"),
            rhythm=table.get("rhythm", "online"),
            numbers=_numbers(table["numbers"], path.name),
            formats=_numbers(table.get("formats", {}), path.name),
        )
    return MappingProxyType(dict(sorted(found.items())))


@cache
def _layers() -> Mapping[str, LayerPreset]:
    return MappingProxyType(
        {
            spoken(name): LayerPreset(
                name=spoken(name),
                meaning=table["meaning"],
                model=table["model"],
                directed=table["directed"],
                kind=table["kind"],
                clustering_kind=table["clustering_kind"],
                unsteered=tuple(table.get("unsteered", ())),
                numbers=_numbers(table["numbers"], "layers.toml"),
            )
            for name, table in _table("layers.toml").items()
        }
    )


def _numbers(tables: Mapping[str, Any], source: str) -> Mapping[str, Number]:
    """Numbers out of their tables.

    Raises:
        ValueError: a table lacks a field, has one too many, or its range does not hold its value.
    """
    found = {}
    for key, table in tables.items():
        limits = {field: float(table[field]) for field in ("value", "low", "high")}
        try:
            found[key] = Number(**{**table, **limits, "name": spoken(key)})
        except (TypeError, ValueError) as error:
            raise ValueError(f"{source}, {key}: {error}") from error
    return MappingProxyType(found)


def _table(path: str) -> dict[str, Any]:
    with (FOLDER / path).open("rb") as file:
        return tomllib.load(file)


def _known(presets: Mapping[str, Preset], what: str, name: str) -> Preset:
    if name not in presets:
        raise KeyError(f"no {what} {name!r}; there are: {', '.join(presets)}")
    return presets[name]
