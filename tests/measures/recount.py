"""Every measure counted again, one impression after another, in plain Python."""

from __future__ import annotations

import math
from collections import Counter, deque

import numpy as np

from simsmm.record import Act, Kind, Path, Run
from tests.measures.parts import Part, sights_of


def divided(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def mean(values: list[float]) -> float:
    return divided(sum(values), len(values))


def recount(run: Run, part: Part) -> dict[str, float]:
    """Every measure of a part, for the market."""
    return {
        **recount_reach(run, part),
        **recount_acts(run, part),
        **recount_fans(run, part),
        **recount_events(run, part),
        **recount_public(run, part),
        **recount_reviews(run, part),
        **recount_money(run, part),
        **recount_spread(run, part),
        **recount_mind(run, part),
    }


def effectively(run: Run, part: Part) -> set[int]:
    least, window = run.setting.effective_frequency, run.setting.effective_days * 24.0
    times: dict[int, list[float]] = {}
    for sight in part.sights:
        times.setdefault(sight.person, []).append(sight.time)
    return {
        person
        for person, seen in times.items()
        if run.setting.target[person]
        and any(sum(start <= t and t - start <= window for t in seen) >= least for start in seen)
    }


def recount_reach(run: Run, part: Part) -> dict[str, float]:
    setting, scale = run.setting, run.setting.scale
    times = Counter(sight.person for sight in part.sights)
    target = [person for person in part.people if setting.target[person]]
    on_target = sum(times[person] for person in target)
    kinds = Counter(sight.kind for sight in part.sights)
    elsewhere = {sight.person for sight in set(sights_of(run)) - set(part.sights)}
    effective = len(effectively(run, part) & part.people)
    met = Counter(person for person, _ in {(s.person, s.channel) for s in part.sights})
    return {
        "reach": scale * len(times),
        "exclusive reach": scale * len(set(times) - elsewhere),
        "common reach": scale * sum(met[person] == len(part.channels) for person in met),
        "multi-channel reach": scale * sum(met[person] >= 2 for person in met),
        "on-target reach": scale * sum(times[person] > 0 for person in target),
        "target reach": divided(sum(times[person] > 0 for person in target), len(target)),
        "impressions": scale * len(part.sights),
        "frequency": divided(len(part.sights), len(times)),
        **{f"reach {k}+": scale * sum(n >= k for n in times.values()) for k in range(1, 11)},
        "effective reach": scale * effective,
        "effective target reach": divided(effective, len(target)),
        "on-target share": divided(on_target, len(part.sights)),
        "GRP": 100.0 * divided(on_target, len(target)),
        "amplification": divided(
            kinds[Kind.FRIEND] + kinds[Kind.ACQUAINTANCE] + kinds[Kind.PUBLIC],
            kinds[Kind.AD] + kinds[Kind.CREATOR],
        ),
        "control index": divided(kinds[Kind.AD] + kinds[Kind.PAGE], len(part.sights)),
        "unnoticed deliveries": scale * run.record.unnoticed,
    }


ENGAGED = Act.ENGAGE | Act.COMMENT | Act.SHARE


def recount_acts(run: Run, part: Part) -> dict[str, float]:
    scale = run.setting.scale
    done = {act: sum(act in sight.acts for sight in part.sights) for act in Act}
    engaged = done[Act.ENGAGE] + done[Act.COMMENT] + done[Act.SHARE]
    return {
        "engagements": scale * engaged,
        "people engaged": scale * len({s.person for s in part.sights if s.acts & ENGAGED}),
        "engagement rate": divided(engaged, len(part.sights)),
        "likes": scale * done[Act.ENGAGE],
        "comments": scale * done[Act.COMMENT],
        "shares": scale * done[Act.SHARE],
        "fans won": scale * done[Act.FOLLOW],
        "clicks": scale * done[Act.CLICK],
        "visitors": scale * len({s.person for s in part.sights if s.acts & Act.CLICK}),
        "CTR": divided(done[Act.CLICK], len(part.sights)),
    }


def recount_fans(run: Run, part: Part) -> dict[str, float]:
    scale, accounts = run.setting.scale, run.setting.accounts
    won = [
        (int(page), int(person))
        for page, person in run.record.fans_won
        if person in part.people and (accounts[page].channel in part.channels)
    ]
    lost = {(int(page), int(person)) for page, person in run.record.fans_lost}
    again = set()
    for sight in sights_of(run):
        if sight.kind == Kind.PAGE:
            account = int(run.record.sources[sight.source]["account"])
            page = accounts[account].page
            again.add((page if page >= 0 else account, sight.person))
    gone = sum(Act.LEAVE in sight.acts for sight in part.sights)
    come = sum(Act.FOLLOW in sight.acts for sight in part.sights)
    return {
        "fans lost": scale * gone,
        "fan balance": scale * (come - gone),
        "fans kept": divided(sum(pair not in lost for pair in won), len(won)),
        "fans reached again": divided(sum(pair in again for pair in won), len(won)),
    }


def bought_by(run: Run, part: Part, *, seats: bool) -> list[list[np.void]]:
    """Purchases with and without the campaign: seats at events, or anything else."""
    wanted = {code for code in part.offers if run.setting.offers[code].event == seats}
    return [
        [row for row in rows if int(row["offer"]) in wanted and row["person"] in part.people]
        for rows in (run.record.purchases, run.record.purchases_without)
    ]


def recount_reviews(run: Run, part: Part) -> dict[str, float]:
    rows = [
        int(row["stars"])
        for row in run.record.reviews
        if not row["fake"] and int(row["offer"]) in part.offers and row["person"] in part.people
    ]
    shown = [pair for code, pair in enumerate(run.record.ratings) if code in part.offers]
    weights = sum(float(count) for _, count in shown)
    return {
        "reviews": run.setting.scale * len(rows),
        "rating": divided(sum(float(mean * count) for mean, count in shown), weights),
        "new rating": divided(sum(rows), len(rows)),
        **{f"{n} stars": divided(rows.count(n), len(rows)) for n in range(1, 6)},
    }


def recount_public(run: Run, part: Part) -> dict[str, float]:
    """Posts of the part are those of its sources."""
    places = {(row["channel"], row["post"]) for row in run.record.sources[sorted(part.shares)]}
    rows = [row for row in run.record.standings if (row["channel"], row["post"]) in places]
    ranks = [int(row["best"]) for row in rows if row["best"] > 0]
    waves = [int(row["rounds"]) for row in rows if row["best"] == 0 and row["rounds"] > 0]
    return {
        "votes": sum(float(row["votes"]) for row in rows if row["best"] > 0) * run.setting.scale,
        "best rank": min(ranks, default=math.nan),
        "waves": max(waves, default=math.nan),
    }


def recount_events(run: Run, part: Part) -> dict[str, float]:
    scale, (taken, without) = run.setting.scale, bought_by(run, part, seats=True)
    sizes = {
        code: offer.seats
        for code, offer in enumerate(run.setting.offers)
        if offer.event and code in part.offers and math.isfinite(offer.seats)
    }
    filled = sum(int(row["offer"]) in sizes for row in taken)
    return {
        "attendance": scale * len(taken),
        "incremental attendance": scale * (len(taken) - len(without)),
        "seats filled": divided(scale * filled, sum(sizes.values())),
    }


def recount_money(run: Run, part: Part) -> dict[str, float]:
    setting, scale = run.setting, run.setting.scale
    goods, seats = bought_by(run, part, seats=False), bought_by(run, part, seats=True)
    sold = [one + other for one, other in zip(goods, seats, strict=True)]
    revenue = [sum(setting.offers[row["offer"]].price for row in rows) for rows in sold]
    margin = [
        sum(
            setting.offers[row["offer"]].price * setting.offers[row["offer"]].margin for row in rows
        )
        for rows in sold
    ]
    of_goods = sum(
        setting.offers[row["offer"]].price * setting.offers[row["offer"]].margin for row in goods[0]
    )
    increment, earned = len(goods[0]) - len(goods[1]), scale * (margin[0] - margin[1])
    spend = sum(boost.spent for boost in part.boosts)
    cost = spend + part.fees + part.production
    ads = [sight for sight in part.sights if sight.kind == Kind.AD]
    target = {person for person in part.people if setting.target[person]}
    clicks = sum(Act.CLICK in sight.acts for sight in part.sights)
    direct = sum(row["path"] == Path.DIRECT for row in goods[0])
    claiming = part.sights if part.alone else sights_of(run)
    all_ads = [sight for sight in claiming if sight.kind == Kind.AD]
    claimed = sum(
        any(
            sight.person == row["person"]
            and 0.0 <= row["time"] - sight.time <= (168.0 if Act.CLICK in sight.acts else 24.0)
            for sight in all_ads
        )
        for row in goods[0]
    )
    return {
        "sales": scale * len(goods[0]),
        "sales without the campaign": scale * len(goods[1]),
        "incremental sales": scale * increment,
        "sales at a visit": scale * direct,
        "conversion": divided(direct, clicks),
        "attributed sales": scale * claimed,
        "revenue": scale * revenue[0],
        "incremental revenue": scale * (revenue[0] - revenue[1]),
        "incremental margin": earned,
        "return on spend": divided(earned, cost),
        "profit": earned - cost,
        "break-even sales": divided(cost, divided(of_goods, len(goods[0]))),
        "spend": spend,
        "unspent": sum(boost.planned for boost in part.boosts) - spend,
        "fees": part.fees,
        "production": part.production,
        "total cost": cost,
        "CPM": divided(spend, scale * len(ads) / 1000.0),
        "CPP": divided(spend, 100.0 * divided(sum(s.person in target for s in ads), len(target))),
        "CPC": divided(spend, scale * sum(Act.CLICK in sight.acts for sight in ads)),
        "cost per reached person": divided(cost, scale * len({s.person for s in part.sights})),
        "cost per click": divided(cost, scale * clicks),
        "cost per incremental sale": divided(cost, scale * increment),
    }


def distances(tree: list[tuple[int, int]], start: int) -> dict[int, int]:
    """Steps from one member of a tree to every other, by walking along its ties."""
    near: dict[int, list[int]] = {}
    for one, other in tree:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    steps, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in near.get(here, []):
            if there not in steps:
                steps[there] = steps[here] + 1
                waiting.append(there)
    return steps


def shape_of(root: int, below: dict[int, list[int]]) -> dict[str, float]:
    """Size, depth, breadth and structural virality of the tree under a root."""
    members, ties = [root], []
    for member in members:
        for child in below.get(member, []):
            members.append(child)
            ties.append((member, child))
    far = distances(ties, root)
    apart = [d for one in members for other, d in distances(ties, one).items() if other != one]
    return {
        "cascade size": len(members),
        "cascade depth": max(far.values()),
        "cascade breadth": max(Counter(far.values()).values()),
        "structural virality": mean(apart),
    }


def passes_nothing_on(row: np.void) -> bool:
    """Whether a source is a vote on a list, or a reply that lifts a thread."""
    voted = row["person"] >= 0 and row["kind"] == Kind.PUBLIC
    lifted = row["parent"] >= 0 and row["person"] < 0
    return bool(voted or lifted)


def recount_spread(run: Run, part: Part) -> dict[str, float]:
    sources, seen = run.record.sources, run.record.exposures
    below: dict[int, list[int]] = {}
    ordinary, promoted, further, shares = [], [], 0, 0
    for number, row in enumerate(sources):
        if row["time"] >= run.record.hours or passes_nothing_on(row):
            continue
        by_person = row["person"] >= 0
        parent = int(seen[row["parent"]]["source"]) if row["parent"] >= 0 else None
        if parent is not None:
            below.setdefault(parent, []).append(number)
        from_person = parent is not None and sources[parent]["person"] >= 0
        shares += by_person and number in part.shares
        further += from_person and parent in part.shares
        if by_person and not from_person and number in part.shares:
            ordinary.append(number)
        if not by_person and number in part.shares:
            promoted.append(number)
    shapes = [shape_of(root, below) for root in ordinary]
    sizes = [shape["cascade size"] for shape in shapes]
    counted: dict[str, float] = {
        "reproduction number": divided(further, shares),
        "cascades": run.setting.scale * len(ordinary),
        "largest cascade": max(sizes, default=math.nan),
        "never passed on": mean([float(size == 1) for size in sizes]),
    }
    for start, roots in (("", ordinary), ("promoted ", promoted)):
        shapes = [shape_of(root, below) for root in roots]
        for name in ("cascade size", "cascade depth", "cascade breadth", "structural virality"):
            known = [shape[name] for shape in shapes if not math.isnan(shape[name])]
            counted[start + name] = mean(known)
    return counted


def recount_mind(run: Run, part: Part) -> dict[str, float]:
    target = [person for person in sorted(part.people) if run.setting.target[person]]
    return {
        "ad recall lift": mean([float(run.record.recall[person, part.brand]) for person in target]),
        "attitude lift": mean(
            [float(run.record.attitude[person, part.brand]) for person in target]
        ),
    }
