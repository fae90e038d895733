"""The presets that come with simsmm, read from the TOML files beside this one.

A file holds the values of the latest edition; of other years it holds what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from simsmm.presets.mechanisms import KERNEL_SHAPE, MECHANISMS, required
from simsmm.presets.number import Number
from simsmm.presets.prices import SEASON, TREND, of_prices
from simsmm.presets.reading import FOLDER, numbers, spoken, table
from simsmm.presets.rhythms import ONLINE

LATEST = 2025
"""Year of the edition that is in force unless another is asked for."""

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
    """When its people are there: one of `simsmm.presets.rhythms`."""
    score: str
    """What a ranked list is ordered by: ``"log"``, ``"gravity"``, ``"votes"``, ``"recent"`` or
    ``"stars"``; empty where there is no list."""
    numbers: Mapping[str, Number]
    """The channel's numbers by snake_case name, such as ``numbers["page_reach"]``."""
    formats: Mapping[str, Number]
    """What each format of a post adds to its appeal [log odds], by the format's name."""

    def __post_init__(self) -> None:
        if self.mechanism not in MECHANISMS:
            raise ValueError(f"{self.name}: there is no mechanism {self.mechanism!r}")
        differ = set(self.numbers) ^ set(required(self.mechanism, self.kernel, self.numbers))
        if odd := ", ".join(sorted(differ - {SEASON, TREND})):
            raise ValueError(
                f"{self.name}: the numbers of {self.mechanism!r} and its own differ in {odd}"
            )

    @property
    def answered(self) -> bool:
        """Whether people can answer there: follow, react, pass on, click."""
        return MECHANISMS[self.mechanism].answered

    @property
    def boards(self) -> bool:
        """Whether posts stand there on boards, or in places, for their members."""
        return self.mechanism == "venue"

    @property
    def passed_on(self) -> bool:
        """Whether ordinary people can begin to pass a post on there, or to vote for it."""
        return self.answered and not self.boards and not self.starred

    @property
    def starred(self) -> bool:
        """Whether it is a list in the order of stars, where reviews decide and votes do not."""
        return self.score == "stars"

    @property
    def lifted(self) -> bool:
        """Whether a reply lifts a thread to the top again."""
        return "returning" in self.numbers

    @property
    def public(self) -> bool:
        """Whether a post appears there before people who follow nobody."""
        return MECHANISMS[self.mechanism].public

    @property
    def followed(self) -> bool:
        """Whether pages and creators have followers there, and people ties."""
        return self.answered and MECHANISMS[self.mechanism].followed

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


@cache
def channel(name: str, edition: int = LATEST) -> ChannelPreset:
    """The preset of a channel, in the edition of a year.

    Raises:
        KeyError: there is no such channel or edition; the message lists those that are.
    """
    latest = _known(_channels(), "channel", name)
    if edition == LATEST:
        return latest
    _known(dict.fromkeys(editions()), "edition", edition)
    then = {key: number.at(edition) for key, number in latest.numbers.items()}
    return replace(latest, numbers=MappingProxyType(then))


@cache
def alike(mechanism: str) -> tuple[ChannelPreset, ...]:
    """All channels of a mechanism, for what their numbers mean and which units they have."""
    return tuple(known for known in _channels().values() if known.mechanism == mechanism)


@cache
def kernel_shape() -> Number:
    """What a `KERNEL_SHAPE` is, for a channel whose own is stated elsewhere."""
    return next(number for number in _all_numbers() if number.name == spoken(KERNEL_SHAPE))


@cache
def editions() -> tuple[int, ...]:
    """Years of the editions, the oldest first: those of which some number says what differs."""
    years = {year for number in _all_numbers() if number.editions for year in number.years}
    return (*sorted(year for year in years if year < LATEST), LATEST)


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
    return numbers(table("behaviour.toml"), "behaviour.toml")


@cache
def rates() -> Mapping[str, Number]:
    """Units of each currency per US dollar, by the currency's code."""
    stated = {code.upper(): rate for code, rate in table("money.toml").items()}
    return numbers(stated, "money.toml")


@cache
def _channels() -> Mapping[str, ChannelPreset]:
    paths = sorted((FOLDER / "channels").glob("*.toml"))
    found = [_channel(table(f"channels/{path.name}"), path.name) for path in paths]
    return MappingProxyType({preset.name: preset for preset in sorted(found, key=_by_name)})


def _channel(stated: Mapping[str, Any], source: str) -> ChannelPreset:
    return ChannelPreset(
        name=stated["name"],
        meaning=stated["meaning"],
        mechanism=stated["mechanism"],
        like=tuple(stated["like"]),
        layers=tuple(stated.get("layers", ())),
        kernel=stated.get("kernel", "instant"),
        rhythm=stated.get("rhythm", ONLINE),
        score=stated.get("score", ""),
        numbers=of_prices(numbers(stated["numbers"], source)),
        formats=numbers(stated.get("formats", {}), source),
    )


def _by_name(preset: ChannelPreset) -> str:
    return preset.name


def _all_numbers() -> Iterator[Number]:
    for preset in _channels().values():
        yield from preset.numbers.values()


@cache
def _layers() -> Mapping[str, LayerPreset]:
    return MappingProxyType(
        {
            spoken(name): LayerPreset(
                name=spoken(name),
                meaning=stated["meaning"],
                model=stated["model"],
                directed=stated["directed"],
                kind=stated["kind"],
                clustering_kind=stated["clustering_kind"],
                unsteered=tuple(stated.get("unsteered", ())),
                numbers=numbers(stated["numbers"], "layers.toml"),
            )
            for name, stated in table("layers.toml").items()
        }
    )


def _known(presets: Mapping[Any, Preset], what: str, name: object) -> Preset:
    if name not in presets:
        raise KeyError(f"no {what} {name!r}; there are: {', '.join(map(str, presets))}")
    return presets[name]
