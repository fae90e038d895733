"""The small campaigns on which a channel is measured: one brand or many with one post each."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.channels.bought import price_of
from simsmm.record import Run
from simsmm.scenario import FORMATS, parse
from simsmm.study.replicate import play

BRANDS = 16
"""Campaigns in one simulated world: brands share nobody's memory, attention or attitude."""

PEOPLE = 50_000
"""People simulated, unless asked for otherwise."""


def runs(
    channel: str,
    replicates: int,
    people: int,
    fans: int = 0,
    seeds: int = 0,
    impressions: int = 0,
    boards: int = 0,
    numbers: Mapping[str, float] | None = None,
) -> Iterator[tuple[Stage, Run]]:
    """Worlds of sixteen small campaigns, published at hours spread evenly over a week.

    Args:
        channel: where they are.
        replicates: worlds.
        people: simulated people.
        fans: of each brand's page.
        seeds: people who pass each post on first.
        impressions: bought for each post.
        boards: on which each post stands, with a hundredth of the people each.
        numbers: of the channel, by the name that a plan writes, instead of the preset's.
    """
    plan = {"fans": fans, "seeds": seeds, "impressions": impressions, "boards": boards}
    stages = {}
    for replicate in range(replicates):
        # At an instant, sixteen hours are a coarse week: every world has others.
        shift = replicate / replicates if presets.channel(channel).kernel == "instant" else 0.0
        if shift not in stages:
            text = plan_of(channel, people, shift=shift, numbers=numbers, **plan)
            stages[shift] = Stage(parse(text), 1, 0)
        run = play(stages[shift], replicate)
        if run is not None:
            yield stages[shift], run


def plan_of(
    channel: str,
    people: int,
    *,
    fans: int = 0,
    seeds: int = 0,
    impressions: int = 0,
    points: int = 0,
    boards: int = 0,
    shift: float = 0.0,
    numbers: Mapping[str, float] | None = None,
) -> str:
    """A scenario of one brand or many with one post each; the arguments as in `runs`.

    ``points`` are rating points; by a ``shift`` of 1 each post appears when the next one did.
    """
    preset = presets.channel(channel)
    known = {name: number.value for name, number in preset.numbers.items()}
    days, brands, boost = 14, 1, dict[str, object]({"grp": points})
    if preset.answered:
        life = known.get("half_life", 24.0)
        days, brands, boost = 7 + math.ceil(life * 10.0 / 24.0), BRANDS, {}
    if impressions:
        money = price_of(impressions, known["cpm"], known["cpm_rise"], people)
        boost = {"spend": round(money, 2), "until": "day 7", "cap": "1 per 60 d"}
    names = [f"board {place}" for place in range(boards)]
    campaigns = [
        _campaign(channel, (brand + shift) / BRANDS, fans, seeds, names, boost)
        for brand in range(brands)
    ]
    head = {
        "version": 1,
        "name": f"recovery of {channel}",
        "market": {"people": people},
        "simulate": people,
        "starts": "2027-03-01",
        "lasts": f"{days} d",
        "currency": "USD",
        "assume": "point values",
        "people": {
            "segments": [
                {
                    "name": "people",
                    "share": "100 %",
                    "uses": {channel: 1.0 if preset.answered else known["use"]},
                    "interests": {"topic": "some"},
                }
            ]
        },
        "channels": {channel: dict(numbers) if numbers else "typical"},
        "boards": {channel: {name: {"members": people // 100} for name in names}} if names else {},
        "campaigns": [
            {"brand": f"brand {brand}", **campaign} for brand, campaign in enumerate(campaigns)
        ],
    }
    # Every JSON text is a YAML text.
    return json.dumps(head)


def _campaign(
    channel: str,
    when: float,
    fans: int,
    seeds: int,
    boards: list[str],
    boost: dict[str, object],
) -> dict[str, object]:
    minutes = int(when * 7 * 24 * 60)
    post: dict[str, object] = {
        "id": "post",
        "at": f"day {1 + minutes // 1440} {minutes // 60 % 24:02d}:{minutes % 60:02d}",
        "on": channel,
        "format": _plainest(channel),
        "topics": {"topic": "strong"},
        "seeds": seeds,
    }
    if boost:
        post["boost"] = boost
    if boards:
        post["board"] = boards
    campaign: dict[str, object] = {"posts": [post]}
    preset = presets.channel(channel)
    if preset.starred:
        # So many reviews of the usual stars that none of a buyer's moves them.
        usual = f"{preset.numbers['usual_stars'].value} from 1 000 000"
        offer = {"price": 10, "reviews": {"so far": usual}}
        post["link"], campaign["offers"] = "offer", {"offer": offer}
    elif preset.answered:
        post["link"] = "site"
    if preset.followed:
        campaign["pages"] = {channel: {"fans": fans}}
    return campaign


def _plainest(channel: str) -> str:
    """The format that the channel treats as an average one; any where it makes no difference."""
    formats = presets.channel(channel).formats
    return min(formats, key=lambda name: abs(formats[name].value), default=FORMATS[0])
