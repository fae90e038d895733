"""Every number in force: what the plan states, what was published, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from simsmm import presets
from simsmm.presets import ChannelPreset, Number
from simsmm.presets.fees import fees
from simsmm.presets.number import ASSUMPTION
from simsmm.presets.prices import SEASON, TREND
from simsmm.report.words import GAP, NOTHING, listed, plain
from simsmm.scenario import Pick, Scenario, Unknown
from simsmm.scenario.prices import followed
from simsmm.scenario.unknowns import Value, middle
from simsmm.wording import named, say

Origin = Literal["stated", "published", "assumed"]


@dataclass(frozen=True)
class Known:
    """One number in force."""

    name: str
    value: str
    """With its unit."""
    range: str
    """Smallest to largest plausible value; a dash for a number that is certain or held fixed."""
    meaning: str
    source: str
    origin: Origin


@dataclass(frozen=True)
class Group:
    """Numbers about one thing."""

    title: str
    numbers: tuple[Known, ...]


def groups(scenario: Scenario) -> list[Group]:
    """All numbers in force, by what they are about."""
    found = [
        Group(_channel(scenario, name), tuple(_channel_numbers(scenario, name)))
        for name in scenario.channels
    ]
    found += [
        Group(say("Ties: {layer}", layer=named(name)), tuple(_layer_numbers(scenario, name)))
        for name in scenario.layers
    ]
    found.append(Group(say("How people react"), tuple(_behaviour_numbers(scenario))))
    found += [
        Group(say("Fees of creators to be picked"), tuple(_fees(scenario, pick)))
        for campaign in scenario.campaigns
        for pick in campaign.picks
    ]
    if _in_dollars(scenario):
        found.append(Group(say("Money"), (_dollar(scenario),)))
    return [group for group in found if group.numbers]


def not_read(scenario: Scenario, channel: str) -> set[str]:
    """Numbers of a channel's preset that no rule reads in this plan."""
    unpaid = set() if scenario.paid_per_click(channel) else {"cpc"}
    preset = scenario.preset(channel)
    # On boards visits bound how often a thread is seen; what is seen at once has no half-life.
    read = preset.mechanism == "ranking" or (preset.boards and preset.kernel != "instant")
    at_once = {"half_life"} if preset.boards and preset.kernel == "instant" else set()
    described = set() if read else set(presets.NOT_READ)
    return {*described, *at_once, *unpaid, *({SEASON, TREND} - followed(scenario, channel))}


def _channel(scenario: Scenario, name: str) -> str:
    """``"Channel: social network (like Facebook)"``."""
    like = brands(scenario.preset(name))
    if not like:
        return say("Channel: {channel}", channel=named(name))
    return say("Channel: {channel} (like {like})", channel=named(name), like=like)


def brands(preset: ChannelPreset) -> str:
    """What a channel is like: brands, or for one of a plan's own the channel it is based on."""
    channels = presets.channels()
    return listed(say(one) if one in channels else one for one in preset.like)  # data text


def origins() -> dict[Origin, str]:
    """What each origin is called."""
    return {"stated": say("stated"), "published": say("published"), "assumed": say("assumed")}


def tally(found: list[Group]) -> dict[Origin, int]:
    """How many numbers there are of each origin."""
    origins = [number.origin for group in found for number in group.numbers]
    return {origin: origins.count(origin) for origin in ("stated", "published", "assumed")}


def _channel_numbers(scenario: Scenario, channel: str) -> Iterator[Known]:
    preset = scenario.preset(channel)
    left_out = not_read(scenario, channel)
    if all(segment.uses is not None for segment in scenario.people.segments):
        left_out.add("use")
    yield from _of(preset.numbers, scenario.channels[channel].numbers, scenario, left_out)
    used = dict.fromkeys(
        post.format
        for campaign in scenario.campaigns
        for post in campaign.creatives
        if channel in post.on and post.format in preset.formats
    )
    stated = scenario.channels[channel].formats or {}
    for name in used:
        told, number = say("format: {format}", format=named(name)), preset.formats[name]
        if name in stated:
            yield _stated(number, stated[name], scenario, name=told)
        else:
            yield _preset(number, scenario, name=told)


def _layer_numbers(scenario: Scenario, layer: str) -> Iterator[Known]:
    choice, preset = scenario.people.ties.layer(layer), presets.layer(layer)
    if choice.file is None:
        yield from _of(preset.numbers, choice.numbers, scenario, set(preset.unsteered))
        return
    source = say("the file {file}", file=choice.file)
    meaning = say(preset.meaning)  # data text
    yield Known(say("ties"), say("own"), NOTHING, meaning, source, "stated")
    yield _preset(preset.numbers["strength"], scenario)


def _behaviour_numbers(scenario: Scenario) -> Iterator[Known]:
    yield from _of(presets.behaviour(), scenario.behaviour.numbers, scenario, set())


def _of(
    numbers: Mapping[str, Number],
    stated: Mapping[str, Value],
    scenario: Scenario,
    left_out: set[str],
) -> Iterator[Known]:
    for key, number in numbers.items():
        if key in stated:
            yield _stated(number, stated[key], scenario)
        elif key not in left_out:
            yield _preset(number, scenario)


def _stated(number: Number, value: Value, scenario: Scenario, name: str = "") -> Known:
    """A number that the scenario replaces; prices are in its own currency."""
    unit = number.unit.replace("USD", scenario.currency)
    source = say("stated in the plan")
    if isinstance(value, Unknown):
        law = say(value.law)  # data text
        source = say("stated in the plan as {law}", law=law)
    return Known(
        name or named(number.name),
        _in(middle(value), unit),
        _between(value.low, value.high, unit) if isinstance(value, Unknown) else NOTHING,
        say(number.meaning),  # data text
        source,
        "stated",
    )


def _preset(number: Number, scenario: Scenario, name: str = "") -> Known:
    certain = number.low == number.high or not scenario.drawn
    source = say(number.source)  # data text
    source = source.removeprefix(say(ASSUMPTION)).strip()  # data text
    country = number.country
    if country == "not stated":
        country = say("country not stated")
    elif country:
        country = say(country)  # data text
    where = ", ".join(str(part) for part in (country, number.year) if part)
    return Known(
        name or named(number.name),
        _in(number.value, number.unit),
        NOTHING if certain else _between(number.low, number.high, number.unit),
        say(number.meaning),  # data text
        f"{source} ({where})" if where else source,
        "assumed" if number.assumed else "published",
    )


def _fees(scenario: Scenario, pick: Pick) -> Iterator[Known]:
    """What creators take; these numbers are not drawn."""
    certain = scenario.model_copy(update={"assume": "point values"})
    stated = (pick.fee.base, pick.fee.per_thousand)
    for number, own in zip(fees(pick.on), stated, strict=True):
        yield _preset(number, certain) if own is None else _stated(number, own, certain)


def _dollar(scenario: Scenario) -> Known:
    """The rate by which presets' prices become prices in the scenario's currency."""
    stated = scenario.rates.get("USD")
    if stated is None:
        return _preset(presets.rates()[scenario.currency], scenario)
    worth, source = (
        _in(stated.rate, say("{currency} per USD", currency=scenario.currency)),
        say("stated in the plan ({year})", year=stated.year),
    )
    return Known(say("US dollar"), worth, NOTHING, say("US dollar."), source, "stated")


def _in(value: float, unit: str) -> str:
    if unit == "share":
        return f"{plain(round(100.0 * value, 10))}{GAP}%"
    return f"{plain(value)}{GAP}{say(unit)}"  # data text


def _between(low: float, high: float, unit: str) -> str:
    factor, sign = (100.0, f"{GAP}%") if unit == "share" else (1.0, "")
    ends = (plain(round(factor * each, 10)) for each in (low, high))
    return say("{low} to {high}", **dict(zip(("low", "high"), ends, strict=True))) + sign


def _in_dollars(scenario: Scenario) -> bool:
    """Whether a price is read from a preset and changed into the scenario's currency."""
    if scenario.currency == "USD":
        return False
    usual = [pick.fee for campaign in scenario.campaigns for pick in campaign.picks]
    if any(fee.base is None or fee.per_thousand is None for fee in usual):
        return True
    return any(
        scenario.preset(channel).sold
        and (
            "cpm" not in choice.numbers
            or ("cpc" not in choice.numbers and scenario.paid_per_click(channel))
        )
        for channel, choice in scenario.channels.items()
    )
