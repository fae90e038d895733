"""Channels that a scenario makes itself, without code, from a channel or from a mechanism."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from pydantic import model_validator

from simsmm import presets
from simsmm.presets import KERNEL_SHAPE, MECHANISMS, SHAPED, ChannelPreset, Number, spoken
from simsmm.scenario import forms, quantities, unknowns
from simsmm.scenario.fields import DISTINCT, MANY, SOME, Names, choice
from simsmm.scenario.overrides import Overrides, channel_numbers, replacing
from simsmm.scenario.parts import AllowsOne, Reads
from simsmm.scenario.plan import Format
from simsmm.scenario.unknowns import Scale, Value, least
from simsmm.wording import say

MOST_LAYERS = 2
"""A channel passes things along so many layers of ties at most."""

KERNELS = ("exponential", *SHAPED, "instant")
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
    mechanism: Annotated[str, choice("mechanism", tuple(MECHANISMS))] | None = None
    """Rule that decides who sees, for one of your own that states every number."""
    like: Names | None = None
    """Brands that it is like."""
    ties: Layers | None = None
    """Layers of ties that posts travel along."""
    delay: Annotated[str, choice("delay", KERNELS)] | None = None
    """Law of the delay until a post is seen."""
    rhythm: Annotated[str, choice("rhythm", presets.rhythms())] | None = None
    """When its people are there."""
    score: Annotated[str, choice("score", tuple(presets.OF_SCORE))] | None = None
    """What its list is ordered by, where it is a ranked list."""
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
        if self.own:
            self._check_own()
        elif stray := sorted(OF_OWN & self.model_fields_set):
            raise ValueError(
                say(
                    "only a channel of your own has `{key}`; give it another name and say what it "
                    "is `based on`",
                    key=stray[0],
                )
            )
        return self

    def _check_own(self) -> None:
        base = presets.channel(self.based_on) if self.based_on else None
        mechanism = base.mechanism if base else str(self.mechanism)
        alike = presets.alike(mechanism)
        self._check_ties(base, any(known.layers for known in alike))
        self._check_score(base, any(known.score for known in alike))
        self._check_delay(base, "half_life" in MECHANISMS[mechanism].numbers)
        if base is None:
            self._check_numbers(mechanism)

    def _check_ties(self, base: ChannelPreset | None, tied: bool) -> None:
        if self.ties is None:
            if tied and base is None:
                names = ", ".join(presets.layers())
                raise ValueError(say("`ties` is missing; known: {names}", names=names))
        elif not tied:
            raise ValueError(say("nobody passes anything on there, so it has no `ties`"))
        elif len(self.ties) > MOST_LAYERS:
            raise ValueError(say("a channel has at most {most} layers of ties", most=MOST_LAYERS))

    def _check_score(self, base: ChannelPreset | None, ranked: bool) -> None:
        if self.score is not None and not ranked:
            raise ValueError(say("it is no ranked list, so it has no `score`"))
        if self.score is None and ranked and base is None:
            names = ", ".join(presets.OF_SCORE)
            raise ValueError(say("`score` is missing; known: {names}", names=names))
        if self.score and base and presets.OF_SCORE[self.score] != presets.OF_SCORE[base.score]:
            raise ValueError(
                say(
                    '"{channel}" has not the numbers of a list by {score}; state a `mechanism`',
                    channel=base.name,
                    score=self.score,
                )
            )

    def _check_delay(self, base: ChannelPreset | None, delayed: bool) -> None:
        stated, kernel = self.numbers.get(KERNEL_SHAPE), _kernel(self)
        if self.delay is not None and not delayed:
            raise ValueError(say("posts are seen at once there; leave `delay` out"))
        told = say(kernel)  # data text
        if kernel not in SHAPED:
            if stated is not None:
                raise ValueError(say("such a delay ({delay}) has no `kernel shape`", delay=told))
        elif stated is None and (base is None or kernel != base.kernel):
            raise ValueError(
                say(
                    "such a delay ({delay}) needs a `kernel shape`: the sigma of a log-normal one, "
                    "the exponent of a power law",
                    delay=told,
                )
            )
        elif stated is not None and kernel == "power law" and least(stated) <= 1.0:
            raise ValueError(say("the exponent of a power law, its `kernel shape`, is above 1"))

    def _check_numbers(self, mechanism: str) -> None:
        """A channel that is based on no other states everything that a rule reads."""
        stated = {*self.numbers, *presets.NOT_READ}
        lacking = [spoken(name) for name in _required(self, mechanism) if name not in stated]
        if lacking:
            raise ValueError(
                say(
                    "a channel with a `mechanism` states all its numbers; missing: {names}",
                    names=", ".join(lacking),
                )
            )


OF_OWN = frozenset({"like", "ties", "delay", "rhythm", "score", "formats", "use"})
"""Keys of a channel of the scenario's own; who uses another one is said by the segments."""


def preset_of(name: str, stated: ChannelNumbers, edition: int) -> ChannelPreset:
    """What a channel of a scenario is, with the numbers that it does not state itself.

    Args:
        name: of the channel.
        stated: what the scenario says of it.
        edition: year of the presets.
    """
    if stated.mechanism is not None:
        return _of_mechanism(name, stated, stated.mechanism)
    if stated.based_on is None:
        return presets.channel(name, edition)
    base = presets.channel(stated.based_on, edition)
    return replace(
        base,
        name=name,
        like=stated.like or (stated.based_on,),
        layers=stated.ties or base.layers,
        kernel=_kernel(stated),
        rhythm=stated.rhythm or base.rhythm,
        score=stated.score or base.score,
        numbers=_with_shape(base.numbers, _kernel(stated)),
    )


def _of_mechanism(name: str, stated: ChannelNumbers, mechanism: str) -> ChannelPreset:
    """A channel that states every number itself: of a preset it has what a number means."""
    alike = presets.alike(mechanism)
    known = {key: number for preset in alike for key, number in preset.numbers.items()}
    known[KERNEL_SHAPE] = presets.kernel_shape()
    bonuses = {key: number for preset in alike for key, number in preset.formats.items()}
    return ChannelPreset(
        name=name,
        meaning=MECHANISMS[mechanism].meaning,
        mechanism=mechanism,
        like=stated.like or (),
        layers=stated.ties or (),
        kernel=_kernel(stated),
        rhythm=stated.rhythm or presets.ONLINE,
        score=stated.score or "",
        numbers=presets.of_prices(_only(_required(stated, mechanism), known)),
        formats=_only(stated.formats or (), bonuses),
    )


def _kernel(stated: ChannelNumbers) -> str:
    """The delay that a channel of the scenario's own has."""
    if stated.delay is not None:
        return stated.delay
    if stated.based_on is not None:
        return presets.channel(stated.based_on).kernel
    delayed = "half_life" in MECHANISMS[str(stated.mechanism)].numbers
    return "exponential" if delayed else "instant"


def _required(stated: ChannelNumbers, mechanism: str) -> tuple[str, ...]:
    """Numbers that a channel of a mechanism states, by what else it states."""
    of_score = presets.OF_SCORE[stated.score] if stated.score else ()
    return presets.required(mechanism, _kernel(stated), {*stated.numbers, *of_score})


def _with_shape(numbers: Mapping[str, Number], kernel: str) -> Mapping[str, Number]:
    """Numbers of a channel whose delays have another kernel; its shape is stated, not looked up."""
    if (kernel in SHAPED) == (KERNEL_SHAPE in numbers):
        return numbers
    if kernel not in SHAPED:
        return _only(set(numbers) - {KERNEL_SHAPE}, numbers)
    return MappingProxyType({**numbers, KERNEL_SHAPE: presets.kernel_shape()})


def _only(chosen: Iterable[str], numbers: Mapping[str, Number]) -> Mapping[str, Number]:
    return MappingProxyType({name: numbers[name] for name in chosen})


if TYPE_CHECKING:
    ChannelChoice = ChannelNumbers
else:
    ChannelChoice = replacing("ChannelChoice", ChannelNumbers, channel_numbers())
    """What a scenario says of a channel, with a field for each number that some channel has."""
