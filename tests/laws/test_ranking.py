"""Ranked lists: rank among what else is there, the law of positions, and votes that never harm."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from simsmm.channels.ranking import GRAVITY, LOG, RECENT, VOTES, grown, score
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers, uniforms
from simsmm.record import Act, Record
from simsmm.spread.world import PUBLICATION, World
from tests.laws.plain_worlds import played
from tests.laws.public_worlds import listed, public_world, sights

ALWAYS = -math.inf


def with_voters(world: World, voters: list[int]) -> World:
    """The same world in which so many people vote for each post when it appears."""
    ids, rows = world.crowd.cards["id"][0], []
    for item, count in zip(world.plan.publications, voters, strict=True):
        keys = numbers(name_key(f"voters {item['post']}"), ids[:count])
        rows += [
            (item["time"], key, item["post"], item["channel"], -1, person)
            for person, key in enumerate(keys)
        ]
    published = np.concatenate([world.plan.publications, np.array(rows, PUBLICATION)])
    return replace(world, plan=world.plan._replace(publications=published))


def test_visitors_see_a_rank_as_often_as_they_look_down_to_it() -> None:
    ranks, depth, hours = (1, 2, 4, 8), 1.5, 40.0
    world = public_world(2_000, len(ranks), hours=1.0 + hours)
    above = [[(ALWAYS, 10.0)] * (rank - 1) for rank in ranks]
    record = played(listed(world, above, visits=0.2, depth=depth))
    assert record.standings["best"].tolist() == list(ranks)
    expected = 2_000 * 0.2 * hours * np.array(ranks) ** -depth
    assert np.all(np.abs(sights(record, len(ranks)) - expected) < 4.0 * np.sqrt(expected))
    # Visits are spread evenly over time, and over people of equal activity by chance alone.
    top = record.exposures[record.of_source("post") == 0]
    assert np.all(np.abs(np.bincount(top["time"].astype(int))[1:] - 400.0) < 5.0 * math.sqrt(400.0))
    times = np.bincount(top["person"], minlength=2_000)
    assert times.var() == pytest.approx(times.mean(), rel=0.1)


def test_who_visits_twice_as_often_sees_twice_as_much_and_only_when_awake() -> None:
    rhythm = np.tile(np.repeat([0.0, 2.0], 12), 7)[None, :].repeat(2, axis=0)
    activity = np.where(np.arange(3_000) % 2, 0.5, 1.5)
    phone = (np.arange(3_000) % 3 == 0).astype(int)
    world = public_world(3_000, 1, hours=48.0, rhythm=rhythm, activity=activity, phone=phone)
    seen = played(listed(world, visits=0.1)).exposures
    assert np.all(seen["time"] % 24.0 >= 12.0)
    calm = np.count_nonzero(seen["person"] % 2)
    assert len(seen) == pytest.approx(0.1 * 48 * 3_000, rel=0.03)
    assert calm / (len(seen) - calm) == pytest.approx(1.0 / 3.0, rel=0.05)


@pytest.mark.parametrize("rule", [LOG, GRAVITY, VOTES])
def test_a_rank_is_counted_among_what_else_is_on_the_list(rule: int) -> None:
    draws = uniforms(name_key("others"), np.arange(600)).reshape(2, 300)
    others = sorted(
        zip((120.0 * draws[0] - 60.0).tolist(), (60.0 * draws[1]).tolist(), strict=True)
    )
    # It appears at 7.3 h, is on the list at 48 h for the first time, and again at 96 h.
    world = public_world(50, 1, times=7.3, hours=100.0)
    for voters in (0, 3, 40):
        rules = {"rule": rule, "refresh": 48.0, "half_life": 3.0, "entry": 0.2, "scale": 1.5}
        record = played(with_voters(listed(world, [others], **rules), [voters]))
        ranks = []
        for now in (48.0, 96.0):
            mine = score(rule, 1.5 * voters, now - 48.0)
            theirs = [
                score(rule, grown(votes, now - time, 3.0, 0.2), now - time)
                for time, votes in others
                if time <= now
            ]
            ranks.append(1 + sum(one > mine for one in theirs))
        assert record.standings["best"].tolist() == [min(ranks)]
        assert record.standings["votes"].tolist() == [voters]


def test_posts_of_the_scenario_compete_on_one_list() -> None:
    world = listed(public_world(50, 3, hours=5.0))
    world.plan.publications["channel"] = 0
    record = played(with_voters(world, [2, 9, 4]))
    assert record.standings["best"].tolist() == [3, 1, 2]


def test_a_list_of_recent_votes_forgets_those_of_older_lists() -> None:
    # Everybody has voted when the first list is drawn up, so nobody votes for the second.
    others = [[(ALWAYS, 5.0), (ALWAYS, 0.5)]]
    world = with_voters(public_world(8, 1, hours=4.5), [8])
    for rule, last in ((RECENT, 3), (VOTES, 1)):
        ranks = [
            played(replace(listed(world, others, rule=rule, visits=3.0, depth=9.0), hours=hours))
            for hours in (1.9, 4.5)
        ]
        assert ranks[0].standings["best"].tolist() == [1]
        late = ranks[1].exposures["time"] > 2.0
        # At rank 1 everybody sees it three times an hour; at rank 3 hardly anybody.
        assert (np.count_nonzero(late) > 30) == (last == 1)


def order(record: Record) -> set[tuple[int, int]]:
    """Each person's sights, counted."""
    found: dict[int, int] = {}
    for person in record.exposures["person"].tolist():
        found[person] = found.get(person, 0) + 1
    return {(person, ordinal) for person, times in found.items() for ordinal in range(times)}


def test_more_votes_never_worsen_a_rank_and_never_take_a_sight() -> None:
    draws = uniforms(name_key("rivals"), np.arange(200)).reshape(2, 100)
    others = sorted(zip((60.0 * draws[0] - 20.0).tolist(), (90.0 * draws[1]).tolist(), strict=True))
    gained = 0
    for rule in (LOG, GRAVITY, VOTES, RECENT):
        world = public_world(400, 1, engage=0.05, hours=30.0)
        world = listed(world, [others], rule=rule, refresh=0.5, depth=1.2, visits=0.3)
        before: set[tuple[int, int]] = set()
        best, votes = 10**9, -1.0
        for voters in (0, 5, 20, 60):
            record = played(with_voters(world, [voters]))
            assert record.standings["best"][0] <= best
            assert before <= order(record)
            gained += len(order(record)) - len(before)
            before, best = order(record), int(record.standings["best"][0])
            assert record.standings["votes"][0] > votes
            votes = float(record.standings["votes"][0])
    assert gained > 1_000


def test_votes_are_engagements_on_the_list_and_what_counts_elsewhere() -> None:
    world = listed(public_world(500, 2, engage=[1.0, 0.0], hours=20.0), elsewhere=[0.0, 0.25])
    record = played(world)
    votes = np.count_nonzero(record.exposures["acts"] & Act.ENGAGE)
    assert votes > 300
    assert record.standings["votes"].tolist() == [votes, 0.0]
    # The second post is met on the first channel, too: what is done there counts a quarter.
    world.plan.publications["post"] = 0
    record = played(world)
    first = record.of_source("channel") == 0
    done = record.exposures["acts"] & Act.ENGAGE > 0
    both = record.standings["votes"]
    assert both[0] == np.count_nonzero(done & first)
    assert both[1] == np.count_nonzero(done & ~first) + 0.25 * both[0]


def test_a_sunken_post_is_left_to_itself() -> None:
    others = [(float(hour), 1e6) for hour in range(2, 400)]
    record = played(listed(public_world(100, 1, hours=400.0), [others], rule=LOG, depth=2.0))
    assert record.standings["best"].tolist() == [1]
    assert 10 < record.standings["rounds"][0] < 200
