"""Channels that a scenario makes itself, without code, from a channel or from a mechanism."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from pydantic import model_validator

from simsmm import presets
from simsmm.presets import KERNEL_SHAPE, SHAPED, ChannelPreset, Number, spoken
from simsmm.scenario import forms, quantities, unknowns
from simsmm.scenario.fields import DISTINCT, MANY, SOME, Names, choice
from simsmm.scenario.overrides import Overrides, replacing
from simsmm.scenario.parts import AllowsOne, Reads
from simsmm.scenario.plan import Format
from simsmm.scenario.unknowns import Scale, Value, least
from simsmm.wording import say

MOST_LAYERS = 2
"""A channel passes things along so many layers of ties at most."""

MECHANISMS = tuple(dict.fromkeys(presets.channel(name).mechanism for name in presets.channels()))
"""Mechanisms that a scenario may choose: those of which there is an example."""

KERNELS = ("exponential", *SHAPED)
"""Delays that a scenario may choose."""

_BONUS = Scale(quantities.number, -10.0, 10.0, "number")

Bonus = Annotated[
    Value,
    Reads(lambda raw: unknowns.value(raw, _BONUS), forms.number("log odds", -10.0, 10.0)),
]
Layers = Annotated[
    tuple[Annotated[str, choice("layer of ties", presets.layers())], ...],
    DISTINCT,
    SOME,
    AllowsOne(),
    MANY,
]


class ChannelNumbers(Overrides):
    """What a scenario says of a channel, or of what a channel of its own is made of."""

    based_on: Annotated[str, choice("channel", presets.channels())] | None = None
    """Channel that one of your own is based on: it has the numbers that are not stated."""
    mechanism: Annotated[str, choice("mechanism", MECHANISMS)] | None = None
    """Rule that decides who sees, for one of your own that states every number."""
    like: Names | None = None
    """Brands that it is like."""
    ties: Layers | None = None
    """Layers of ties that posts travel along."""
    delay: Annotated[str, choice("delay", KERNELS)] | None = None
    """Law of the delay until a post is seen."""
    rhythm: Annotated[str, choice("rhythm", presets.rhythms())] | None = None
    """When its people are there."""
    formats: dict[Format, Bonus] | None = None
    """What each format of a post adds to its appeal."""

    @property
    def own(self) -> bool:
        """Whether this makes a channel of the scenario's own."""
        return self.based_on is not None or self.mechanism is not None

    @model_validator(mode="after")
    def _whole(self) -> ChannelNumbers:
        if self.based_on is not None and self.mechanism is not None:
            raise ValueError(
                say("a channel is `based on` another or has a `mechanism`; leave one of them out")
            )
        if not self.own:
            if stray := sorted(OF_OWN & self.model_fields_set):
                raise ValueError(
                    say(
                        "only a channel of your own has `{key}`; give it another name and say what "
                        "it is `based on`",
                        key=spoken(stray[0]),
                    )
                )
            return self
        base = _base(self, presets.LATEST)
        self._check_ties(base)
        self._check_delay(base)
        if self.mechanism is not None:
            self._check_numbers()
        return self

    def _check_ties(self, base: ChannelPreset) -> None:
        if self.ties is not None and not base.layers:
            raise ValueError(say("nobody passes anything on there, so it has no `ties`"))
        if base.layers and self.ties is None and self.mechanism is not None:
            raise ValueError(
                say("`ties` is missing; known: {names}", names=", ".join(presets.layers()))
            )
        if self.ties is not None and len(self.ties) > MOST_LAYERS:
            raise ValueError(say("a channel has at most {most} layers of ties", most=MOST_LAYERS))

    def _check_delay(self, base: ChannelPreset) -> None:
        stated, kernel = self.numbers.get(KERNEL_SHAPE), self.delay or base.kernel
        if self.delay is not None and base.kernel == "instant":
            raise ValueError(say("posts are seen at once there; leave `delay` out"))
        if kernel not in SHAPED:
            if stated is not None:
                raise ValueError(
                    say("an {delay} delay has no `kernel shape`", delay=say(kernel))  # data text
                )
        elif stated is None and kernel != base.kernel:
            raise ValueError(
                say(
                    "a {delay} delay needs a `kernel shape`: the sigma of a log-normal one, the "
                    "exponent of a power law",
                    delay=say(kernel),  # data text
                )
            )
        elif stated is not None and kernel == "power law" and least(stated) <= 1.0:
            raise ValueError(say("the exponent of a power law, its `kernel shape`, is above 1"))

    def _check_numbers(self) -> None:
        """A channel that is based on no other states everything."""
        kernel = self.delay or _base(self, presets.LATEST).kernel
        wanted = presets.required(str(self.mechanism), kernel)
        lacking = [
            spoken(name) for name in wanted if name not in {*self.numbers, *presets.NOT_READ}
        ]
        if lacking:
            raise ValueError(
                say(
                    "a channel with a `mechanism` states all its numbers; missing: {names}",
                    names=", ".join(lacking),
                )
            )


OF_OWN = frozenset({"like", "ties", "delay", "rhythm", "formats", "use"})
"""Keys of a channel of the scenario's own; who uses another one is said by the segments."""


def preset_of(name: str, stated: ChannelNumbers, edition: int) -> ChannelPreset:
    """What a channel of a scenario is, with the numbers that it does not state itself.

    Args:
        name: of the channel.
        stated: what the scenario says of it.
        edition: year of the presets.
    """
    if not stated.own:
        return presets.channel(name, edition)
    base = _base(stated, edition)
    kernel = stated.delay or base.kernel
    return replace(
        base,
        name=name,
        like=stated.like or (() if stated.based_on is None else (stated.based_on,)),
        layers=stated.ties or base.layers,
        kernel=kernel,
        rhythm=stated.rhythm or base.rhythm,
        numbers=_with_shape(base.numbers, kernel),
        formats=base.formats if stated.based_on else _only(stated.formats or {}, base.formats),
    )


def _only(chosen: Iterable[str], numbers: Mapping[str, Number]) -> Mapping[str, Number]:
    return MappingProxyType({name: numbers[name] for name in numbers if name in chosen})


def _base(stated: ChannelNumbers, edition: int) -> ChannelPreset:
    """The channel that one of the scenario's own is made from."""
    if stated.based_on is not None:
        return presets.channel(stated.based_on, edition)
    return presets.example_of(str(stated.mechanism))


def _with_shape(numbers: Mapping[str, Number], kernel: str) -> Mapping[str, Number]:
    """Numbers of a channel whose delays have another kernel; its shape is stated, not looked up."""
    if (kernel in SHAPED) == (KERNEL_SHAPE in numbers):
        return numbers
    if kernel not in SHAPED:
        return _only(set(numbers) - {KERNEL_SHAPE}, numbers)
    return MappingProxyType({**numbers, KERNEL_SHAPE: presets.kernel_shape()})


def _channel_numbers() -> Mapping[str, Number]:
    """Every number that some channel has, as the first mechanism and channel with it tell it.

    Whether a channel has the number is checked where both are known.
    """
    order = list(presets.MECHANISMS)
    channels = [presets.channel(name) for name in presets.channels()]
    found: dict[str, Number] = {}
    for channel in sorted(channels, key=lambda channel: order.index(channel.mechanism)):
        found = {**found, **{k: n for k, n in channel.numbers.items() if k not in found}}
    return found


if TYPE_CHECKING:
    ChannelChoice = ChannelNumbers
else:
    ChannelChoice = replacing("ChannelChoice", ChannelNumbers, _channel_numbers())
    """What a scenario says of a channel, with a field for each number that some channel has."""
