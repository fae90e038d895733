"""The numbers of one replicate: what the scenario states, else what the presets say.

Whatever is known only as a range is drawn, each number by its own name, so that a number more or
less in a scenario leaves the draws of all others alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from simsmm import presets
from simsmm.draws import name_key, number, uniform
from simsmm.presets import Number
from simsmm.presets.prices import SEASON, TREND
from simsmm.scenario import Scenario, prices
from simsmm.scenario.unknowns import Unknown, Value


@dataclass(frozen=True)
class Values:
    """Looks numbers up, drawing those that are not certain."""

    scenario: Scenario
    key: int
    """Key of this replicate's draws of unknown numbers."""

    def channel(self, channel: str, name: str) -> float:
        """A number of a channel, in the preset's unit; prices in the scenario's currency.

        Where the channel's mechanism has no such number, what its absence means: no reach, no act,
        no limit (`simsmm.presets.absent`).
        """
        path, stated = f"{channel}/{name}", self.scenario.channels[channel].numbers
        if name in stated:
            return self.of(path, stated[name])
        known = self.scenario.preset(channel).numbers.get(name)
        if known is None:
            return presets.absent(name)
        preset = self.preset(path, known)
        if known.unit.startswith("USD"):
            preset *= self._dollar()
        return preset

    def price(self, channel: str, price: str, begin: float, end: float) -> float:
        """A price of a channel's media from one hour to another, in the scenario's currency."""
        season, trend = (self.channel(channel, name) for name in (SEASON, TREND))
        time = prices.factor(self.scenario, channel, price, (begin, end), season, trend)
        return self.channel(channel, price) * time

    def format_bonus(self, channel: str, name: str) -> float:
        """What a channel gives a format of posts [log odds]; nothing where none of them counts."""
        path, stated = f"{channel}/format/{name}", self.scenario.channels[channel].formats
        if stated and name in stated:
            return self.of(path, stated[name])
        formats = self.scenario.preset(channel).formats
        return self.preset(path, formats[name]) if name in formats else 0.0

    def behaviour(self, name: str) -> float:
        """A number of how people react."""
        stated = self.scenario.behaviour.numbers
        if name in stated:
            return self.of(f"behaviour/{name}", stated[name])
        return self.preset(f"behaviour/{name}", presets.behaviour()[name])

    def layer(self, layer: str, name: str) -> float | None:
        """A target of a layer of ties; None where the layer has no such target."""
        stated, known = self.scenario.people.ties.layer(layer).numbers, presets.layer(layer).numbers
        if name in stated:
            return self.of(f"{layer}/{name}", stated[name])
        return self.preset(f"{layer}/{name}", known[name]) if name in known else None

    def of(self, path: str, value: Value) -> float:
        """A stated value, drawn from its law where only that is known.

        A stated law is always drawn: only the presets' own ranges can be switched off.
        """
        return value.draw(self._uniform(path)) if isinstance(value, Unknown) else value

    def preset(self, path: str, preset: Number) -> float:
        """A preset's number: drawn from its range, or its value where nothing is drawn."""
        if not self.scenario.drawn or preset.low == preset.high:
            return preset.value
        return preset.draw(self._uniform(path))

    def _dollar(self) -> float:
        """What a dollar of the presets' prices costs: as the scenario states, else as published."""
        if "USD" in self.scenario.rates:
            return self.scenario.rates["USD"].rate
        return self.preset("money/rate", presets.rates()[self.scenario.currency])

    def _uniform(self, path: str) -> float:
        return uniform(number(self.key, name_key(path)))


class Middles(Values):
    """The same numbers where none is drawn: everything that is not certain is at its median."""

    def _uniform(self, path: str) -> float:
        return 0.5
