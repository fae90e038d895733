"""A first scenario from a few answers: a commented file to go on from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from simsmm import presets
from simsmm.scenario import quantities
from simsmm.scenario.findings import too_many
from simsmm.scenario.forms import plain
from simsmm.scenario.problems import shown
from simsmm.scenario.writing import scalar
from simsmm.wording import say

FANS = 0.03
"""Part of a channel's users who are fans of the page. Assumption, until the true one is known."""

GOAL = 0.05
"""Part of the market that the goal is to reach. Assumption, until the true one is known."""

FORMATS = ("video", "photo", "link", "photo")
"""Formats of posts, one after the other."""

SPOTS = {"viewing": "video", "listening": "music", "reading": "photo"}
"""Formats of what is shown where an audience is bought, by what people do there."""

OFFER, SO_FAR = "product", "4.1 from 40"
"""What is sold where a list goes by stars, and what buyers say of it. Assumption."""

FIRST = 0.6
"""Part of the money behind the first post; the rest is behind one in the middle. Assumption."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a first scenario is made from; each field is the answer to one question."""

    brand: str = field(default_factory=lambda: say("My brand"))
    market: str = field(default_factory=lambda: say("the market"))
    people: str = "500 000"
    channels: str = "social network"
    budget: str = "1 000 EUR"
    days: str = "14"
    goal: str = ""
    """Real people to reach; empty for a share of the market."""


def name(raw: str) -> str:
    """A name that fits into a line.

    Raises:
        ValueError: it does not.
    """
    if not raw.strip() or not raw.isprintable() or len(raw) > 100:
        raise ValueError(say("{value} is not a name of one line", value=shown(raw)))
    return raw.strip()


def people(raw: str) -> int:
    """A number of people, of which there are some."""
    found = quantities.count(raw, "people")
    if not 1 <= found <= 10_000_000_000:
        raise ValueError(say("a market holds from 1 to 10 000 000 000 people"))
    return found


def channels(raw: str) -> list[str]:
    """Names of channels with commas between them."""
    found = [quantities.one_of(part, "channel", presets.channels()) for part in raw.split(",")]
    return list(dict.fromkeys(found))


def days(raw: str) -> int:
    """A number of days: ``14`` or ``14 d``."""
    found = quantities.number(raw, "d")
    if found != int(found) or not 1 <= found <= 366:
        raise ValueError(say("a campaign lasts from 1 to 366 days"))
    return int(found)


def budget(raw: str) -> tuple[float, str]:
    """An amount of money and its currency: ``1 000 EUR``; euros where none is named."""
    parts = quantities.PARTS.fullmatch(raw.strip())
    code = parts["unit"].strip() if parts else ""
    named = quantities.CODE.fullmatch(code)
    currency = quantities.one_of(code, "currency", tuple(presets.rates())) if named else "EUR"
    return round(quantities.money(raw, currency), 2), currency


READ = {
    "brand": name,
    "market": name,
    "people": people,
    "channels": channels,
    "budget": budget,
    "days": days,
    "goal": lambda raw: people(raw) if raw else None,
}
"""How each wish is read; a ValueError says what is wrong with it."""


def draft(wishes: Wishes, starts: date) -> str:
    """The text of a scenario, which `check` finds in order.

    Raises:
        ValueError: a wish cannot be read.
    """
    return "\n".join(_lines(wishes, starts)) + "\n"


def next_start(today: date) -> date:
    """The first Monday at least four weeks ahead."""
    return today + timedelta(days=28 + (-today.weekday()) % 7)


def _lines(wishes: Wishes, starts: date) -> Iterator[str]:
    size, long = people(wishes.people), days(wishes.days)
    money, currency = budget(wishes.budget)
    goal = _goal(wishes, size)
    yield f"# {say('A first plan. Replace what is assumed, add what you know, then run')}"
    yield "#     simsmm check FILE"
    yield "#     simsmm run FILE"
    yield "version: 1"
    yield f"name: {scalar(name(wishes.brand) + ', ' + say('a first plan'))}"
    yield ""
    yield f"# {say('Whom could the campaign reach at all?')}"
    yield "market:"
    yield f"  name: {scalar(name(wishes.market))}"
    yield f"  people: {plain(size)}"
    yield ""
    yield f"starts: {starts.isoformat()}    # {say('day 1, a Monday')}"
    yield f"lasts: {long} d"
    yield f"currency: {currency}"
    yield ""
    yield f"# {say('What should come out? The answer comes with the chance that it does.')}"
    yield "goals:"
    yield f"  - reach: at least {plain(goal)} people"
    yield ""
    yield f"# {say('Channels and their published numbers; add what you measured yourself.')}"
    yield "channels:"
    for channel in channels(wishes.channels):
        yield f"  {channel}: typical"
    yield ""
    yield "campaigns:"
    yield f"  - brand: {scalar(name(wishes.brand))}"
    yield from (f"    {line}" for line in _campaign(wishes, size, long, money, currency))


def _goal(wishes: Wishes, size: int) -> int:
    """People to reach, of whom there are enough."""
    goal = people(wishes.goal) if wishes.goal else max(1, round(GOAL * size))
    if goal > size:
        raise ValueError(too_many(goal, say("the market"), size))
    return goal


def _campaign(wishes: Wishes, size: int, long: int, money: float, currency: str) -> Iterator[str]:
    names = channels(wishes.channels)
    starred = [name for name in names if presets.channel(name).starred]
    aired = [name for name in names if not presets.channel(name).answered]
    social = [name for name in names if name not in (*starred, *aired)]
    followed = [name for name in social if presets.channel(name).followed]
    sold = [name for name in social if presets.channel(name).sold]
    each = math.floor(100.0 * money / (len(aired) + bool(sold) or 1)) / 100.0
    yield f"# {say('What the plan may cost: for boosts, creators and production.')}"
    item = "media" if aired or sold else "production"
    yield f"budget: {{{item}: {plain(money)} {currency}}}"
    if followed:
        yield f"# {say('Fans of your pages within the market. Assumed; write the true numbers.')}"
        yield "pages:"
    for channel in followed:
        users = size * presets.channel(channel).numbers["use"].low
        yield f"  {channel}: {{fans: {plain(round(FANS * users))}}}"
    yield f"# {say('Posts, and the money behind some of them.')}"
    yield "posts:"
    for channel in aired:
        last = channel == aired[-1] and not sold
        spend = round(money - each * (len(aired) - 1), 2) if last else each
        yield from _spot(channel, spend, currency)
    for channel in starred:
        yield from _entry(channel)
    if social:
        rest = round(money - each * len(aired), 2) if sold else 0.0
        yield from _posts(social, sold, long, rest, currency)
    if starred:
        yield f"# {say('What is sold, and the stars it has today.')}"
        yield "offers:"
        yield f"  {OFFER}:"
        yield f"    price: 20 {currency}"
        yield "    margin: 40 %"
        yield "    sold anyway: 10 per day"
        yield f"    reviews: {{so far: {SO_FAR}}}"


def _spot(channel: str, spend: float, currency: str) -> Iterator[str]:
    """What is shown on a channel where an audience is bought."""
    yield f"  - id: {say('spot')} {channel}"
    yield "    at: day 1 06:00"
    yield f"    on: [{channel}]"
    yield f"    format: {SPOTS[presets.channel(channel).rhythm]}"
    yield f"    boost: {{spend: {plain(spend)} {currency}}}"


def _entry(channel: str) -> Iterator[str]:
    """The entry of what is sold, on a list in the order of stars."""
    yield f"  - id: {say('entry')} {channel}"
    yield "    at: day 1 06:00"
    yield f"    on: [{channel}]"
    yield "    format: photo"
    yield f"    link: {OFFER}"


def _posts(
    names: list[str], sold: list[str], long: int, money: float, currency: str
) -> Iterator[str]:
    """Posts on channels where people answer, with money behind them where media are sold."""
    for number, day in enumerate(_days(long)):
        yield f"  - id: post {number + 1}"
        yield f"    at: day {day} 18:00"
        yield f"    on: [{', '.join(names)}]"
        yield f"    format: {FORMATS[number % len(FORMATS)]}"
        yield "    quality: 30 % to 70 %    # " + say("or `like our best 20 % of posts`")
        spend = _spend(number, len(_days(long)), money)
        if spend > 0.0:
            until = min(day + 6, long)
            boost = f"on: {sold[0]}, spend: {plain(spend)} {currency}, until: day {until}"
            yield f"    boost: {{{boost}}}"


def _days(long: int) -> list[int]:
    """Days on which posts appear: every fourth or so, no more than eight."""
    many = min(8, max(1, long // 4))
    return [1 + place * long // many for place in range(many)]


def _spend(number: int, posts: int, money: float) -> float:
    """Money behind a post."""
    if posts == 1:
        return money
    first = round(FIRST * money, 2)
    return {0: first, posts // 2: round(money - first, 2)}.get(number, 0.0)
