"""More seeds, ties, fans or chance to share never remove an exposure.

This holds where what moves a person depends on the person, the post and the tie alone (interest,
taste, quality, trust), attention has no limit, posts do not compete and delays do not depend on the
clock. It cannot hold with effects of what was seen before: an earlier sight then finds a person in
another mood, and the draw that would have been live finds a smaller chance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simsmm.record import Kind
from simsmm.spread.world import World
from tests.laws.plain_worlds import NOTHING, plain_world, played, web_of

PEOPLE = 12
people = st.integers(0, PEOPLE - 1)
pairs = st.tuples(people, people).filter(lambda pair: pair[0] != pair[1])


@dataclass(frozen=True)
class Case:
    """A small world of two posts; whoever follows the page at the first sees the second."""

    friends: frozenset[tuple[int, int]]
    acquaintances: frozenset[tuple[int, int]]
    seeds: frozenset[int]
    fans: frozenset[int]
    share: float
    follow: float
    reach: float
    strength: float
    kernel: int
    key: int

    def world(self) -> World:
        """Tastes differ, and friends are trusted more; nothing depends on what was seen before."""
        world = plain_world(
            web_of(PEOPLE, sorted(self.friends), sorted(self.acquaintances)),
            share=self.share,
            seeds=[sorted(self.seeds), sorted(self.seeds)],
            fans=[sorted(self.fans), sorted(self.fans)],
            keys=[self.key, self.key + 1],
            times=[0.0, 6.0],
            follow=self.follow,
            reach=self.reach,
            strength=[self.strength, 0.5 * self.strength],
            weights=NOTHING._replace(taste=0.8, tie=1.0),
            sensitivity=1.0,
            kernel=self.kernel,
            hours=30.0,
        )
        world.plan.pages[0] = world.plan.pages[1]
        return world

    def seen(self) -> dict[tuple[int, int], tuple[float, bool]]:
        """Time of each exposure (key of its source, person), and whether it was passed on."""
        record = played(self.world())
        columns = (record.of_source("key"), record.exposures["person"], record.exposures["time"],
                   record.exposures["kind"] < Kind.ACQUAINTANCE)  # fmt: skip
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return {(key, person): (time, published) for key, person, time, published in rows}


ties = st.frozensets(pairs, max_size=40)
cases = st.builds(
    Case,
    friends=ties,
    acquaintances=ties,
    seeds=st.frozensets(people, max_size=2),
    fans=st.frozensets(people, max_size=4),
    share=st.floats(0.05, 0.9),
    follow=st.floats(0.0, 0.8),
    reach=st.floats(0.2, 4.0),
    strength=st.floats(0.2, 2.0),
    kernel=st.integers(0, 3),
    key=st.integers(0, 2**63),
)

GROWN = ("friend", "acquaintance", "seed", "fan", "share", "follow", "reach", "strength")


def grown(case: Case, what: str, pair: tuple[int, int], by: float) -> Case:
    """The case with a little more of something."""
    if what == "friend":
        return replace(case, friends=case.friends | {pair})
    if what == "acquaintance":
        return replace(case, acquaintances=case.acquaintances | {pair})
    if what == "seed":
        return replace(case, seeds=case.seeds | {pair[0]})
    if what == "fan":
        return replace(case, fans=case.fans | {pair[0]})
    here = getattr(case, what)
    if what in ("share", "follow"):
        return replace(case, **{what: here + by * (1.0 - here)})
    return replace(case, **{what: here * (1.0 + by)})


@pytest.mark.parametrize("what", GROWN)
@settings(max_examples=150)
@given(cases, pairs, st.floats(0.01, 1.0))
def test_more_never_removes_or_delays_an_exposure(
    what: str, case: Case, pair: tuple[int, int], by: float
) -> None:
    before, after = case.seen(), grown(case, what, pair, by).seen()
    assert before.keys() <= after.keys()
    assert all(after[exposure][0] <= time for exposure, (time, _) in before.items())


def test_more_of_each_does_add_exposures() -> None:
    """The worlds above are no desert: each kind of growth adds something in some of them."""
    plain = Case(
        frozenset((a, (a + 1) % PEOPLE) for a in range(PEOPLE)),
        frozenset((a, (a + 5) % PEOPLE) for a in range(PEOPLE)),
        frozenset({0}),
        frozenset({3, 4}),
        share=0.4,
        follow=0.3,
        reach=1.0,
        strength=1.0,
        kernel=0,
        key=0,
    )
    for what in GROWN:
        added = [
            len(grown(case, what, (7, 2), 0.9).seen()) - len(case.seen())
            for case in (replace(plain, key=2 * key) for key in range(120))
        ]
        assert np.count_nonzero(added) > 3, what
