"""What media cost in a plan: a stated price as it stands, a preset's at its season and year."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from simsmm import presets
from simsmm.presets.prices import SEASON, TREND
from simsmm.scenario.language import Scenario
from simsmm.scenario.unknowns import middle


def factor(
    scenario: Scenario, channel: str, price: str, hours: tuple[float, float], *follow: float
) -> float:
    """Price of media at some time against the price that the plan or the preset names.

    A preset's price is the mean of a year: it follows the months and, since its year, the trend.
    A stated price is that of the plan's own time: it follows the months only where the plan says
    how far.

    Args:
        scenario: the plan.
        channel: one of its channels.
        price: ``"cpm"`` or ``"cpc"``.
        hours: begin and end of the time [h from the start].
        follow: the channel's price season and price trend.
    """
    stated = scenario.channels[channel].numbers
    season, trend = follow
    year = None if price in stated else scenario.preset(channel).numbers[price].year
    if price in stated and SEASON not in stated:
        season = 0.0
    start = datetime.combine(scenario.starts, time())
    begin, end = (start + timedelta(hours=hour) for hour in hours)
    return presets.price_factor(begin, end, year, season, trend)


def usual_factor(scenario: Scenario, channel: str, price: str, hours: tuple[float, float]) -> float:
    """The same at point values."""
    follow = (at_point(scenario, channel, name) for name in (SEASON, TREND))
    return factor(scenario, channel, price, hours, *follow)


def usual_price(scenario: Scenario, channel: str, price: str, hours: tuple[float, float]) -> float:
    """A price at some time, at point values, in the plan's currency."""
    return at_point(scenario, channel, price) * usual_factor(scenario, channel, price, hours)


def at_point(scenario: Scenario, channel: str, name: str) -> float:
    """A number of a channel as the plan states it, else the preset's; prices in its currency."""
    stated, number = scenario.channels[channel].numbers, scenario.preset(channel).numbers.get(name)
    if name in stated:
        return middle(stated[name])
    if number is None:
        return presets.absent(name)
    return number.value * (dollar(scenario) if number.unit.startswith("USD") else 1.0)


def dollar(scenario: Scenario) -> float:
    """What a dollar of the presets' prices costs in the plan's currency, at point values."""
    if "USD" in scenario.rates:
        return scenario.rates["USD"].rate
    return presets.rates()[scenario.currency].value


def followed(scenario: Scenario, channel: str) -> frozenset[str]:
    """Which of `SEASON` and `TREND` some price of a channel follows."""
    stated, known = scenario.channels[channel].numbers, scenario.preset(channel).numbers
    prices = {"cpm", "cpc"} if scenario.paid_per_click(channel) else {"cpm"}
    if (prices & set(known)) - set(stated):
        return frozenset({SEASON, TREND})
    return frozenset({SEASON} & set(stated))
