"""A run in the parts that measures are counted for: impressions, people, money of each group."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from simsmm.record import MEDIUM_OF_KIND, Act, Boost, Kind, Run


class Sight(NamedTuple):
    time: float
    person: int
    source: int
    kind: Kind
    acts: Act
    channel: int
    post: int


class Part(NamedTuple):
    """What is left of a run for one group."""

    sights: list[Sight]
    people: set[int]
    shares: set[int]
    """Sources of this part."""
    boosts: list[Boost]
    offers: set[int]
    fees: float
    """Of creators."""
    production: float
    channels: tuple[int, ...]
    brand: int = 0
    """Whose campaign is in people's minds."""
    alone: bool = False
    """Whether only the brand's own advertisements can claim a sale."""


def sights_of(run: Run) -> list[Sight]:
    sources = run.record.sources
    return [
        Sight(
            float(row["time"]),
            int(row["person"]),
            int(row["source"]),
            Kind(row["kind"]),
            Act(int(row["acts"])),
            int(sources[row["source"]]["channel"]),
            int(sources[row["source"]]["post"]),
        )
        for row in run.record.exposures
    ]


def parts_of(run: Run) -> dict[tuple[str, str], Part]:
    """The whole run and each group of each breakdown."""
    setting, sights = run.setting, sights_of(run)
    people, offers = set(range(setting.people)), set(range(len(setting.offers)))
    rows, boosts = list(enumerate(run.record.sources)), list(setting.boosts)
    everything = {number for number, _ in rows}
    every = Part(
        sights,
        people,
        everything,
        boosts,
        offers,
        setting.fees,
        setting.production,
        tuple(range(len(setting.channels))),
    )
    parts = {("all", "all"): every}
    for breakdown, names in (("channel", setting.channels), ("post", setting.posts)):
        for code, name in enumerate(names):
            creators = [account for account in setting.accounts if account.channel == code]
            parts[breakdown, name] = every._replace(
                sights=[sight for sight in sights if getattr(sight, breakdown) == code],
                shares={number for number, row in rows if row[breakdown] == code},
                boosts=[boost for boost in boosts if getattr(boost, breakdown) == code],
                fees=sum(account.fee for account in creators),
                production=0.0,
                channels=(code,) if breakdown == "channel" else every.channels,
            )
    for one, other in itertools.combinations(range(len(setting.channels)), 2):
        parts["pair", f"{setting.channels[one]} + {setting.channels[other]}"] = every._replace(
            sights=[sight for sight in sights if sight.channel in (one, other)],
            channels=(one, other),
        )
    for code, name in enumerate(("paid", "owned", "earned")):
        seen = [sight for sight in sights if MEDIUM_OF_KIND[sight.kind] == code]
        parts["medium", name] = every._replace(
            sights=seen,
            boosts=boosts if name == "paid" else [],
            fees=sum(account.fee for account in setting.accounts) if name == "paid" else 0.0,
            production=0.0,
        )
    for code, name in enumerate(setting.segments):
        group = {person for person in people if setting.segment[person] == code}
        parts["segment", name] = every._replace(
            sights=[sight for sight in sights if sight.person in group],
            people=group,
            shares={number for number, row in rows if int(row["person"]) in group},
        )
    for code, offer in enumerate(setting.offers):
        parts["event" if offer.event else "offer", offer.name] = every._replace(offers={code})
    for code, name in enumerate(setting.cities):
        group = {person for person in people if setting.city[person] == code}
        parts["city", name] = every._replace(
            sights=[sight for sight in sights if sight.person in group], people=group
        )
    if len(setting.brands) > 1:
        parts |= {("brand", setting.brands[code].name): part for code, part in brands(run, every)}
    return parts


def brands(run: Run, every: Part) -> Iterator[tuple[int, Part]]:
    setting = run.setting
    for code, brand in enumerate(setting.brands):
        creators = [account for account in setting.accounts if account.brand == code]
        yield (
            code,
            every._replace(
                sights=[sight for sight in every.sights if sight.post in brand.posts],
                shares={n for n in every.shares if run.record.sources[n]["post"] in brand.posts},
                boosts=[boost for boost in every.boosts if boost.post in brand.posts],
                offers={n for n, offer in enumerate(setting.offers) if offer.brand == code},
                fees=sum(account.fee for account in creators),
                production=brand.production,
                brand=code,
                alone=True,
            ),
        )
