"""Live ties are nested in p: a tie that is live at p is live at any larger p."""

from __future__ import annotations

import numpy as np

from simsmm.behaviour import act_chance
from simsmm.draws import name_key
from simsmm.draws.arrays import numbers, uniforms
from tests.laws.plain_worlds import log_odds, plain_world, played, random_ties, web_of

PAIRS = 10_000


def random_pairs(name: str) -> np.ndarray:
    """Pairs p < p', a third of them very small, a third very close together; shape (`PAIRS`, 2)."""
    first, second = (uniforms(name_key(f"{name} {end}"), np.arange(PAIRS)) for end in (0, 1))
    kind = np.arange(PAIRS) % 3
    first = np.where(kind == 1, 0.02 * first, first)
    second = np.where(kind == 2, first + 1e-3 * second, second)
    return np.sort(np.stack([first, np.clip(second, 0.0, 1.0)], axis=1), axis=1)


def test_the_draw_of_a_tie() -> None:
    """10,000 random pairs of chances over 2,000 ties each: no tie dies as p grows."""
    violations = grown = 0
    for which, (low, high) in enumerate(random_pairs("the draw of a tie")):
        draws = uniforms(name_key(f"ties {which % 50}"), np.arange(2_000))
        at_low, at_high = (
            draws < act_chance(0.0, float(log_odds(np.array(p))), 0.0) for p in (low, high)
        )
        violations += np.count_nonzero(at_low & ~at_high)
        grown += np.count_nonzero(at_high & ~at_low)
    assert violations == 0
    assert grown > 1_000_000


def test_whole_cascades() -> None:
    """10,000 random pairs of chances: whoever is reached or passes on at p does so at p' too.

    Five networks of 60 people; a post for each chance, all with the same draws. 20 % of the people
    are tied by layers of both kinds, and half of the worlds see with a chance below one.
    """
    pairs, worlds, people = random_pairs("whole cascades"), 10, 60
    violations, grown = 0, 0
    for which in range(worlds):
        mine = pairs[which::worlds]
        chances = mine.ravel()
        name = f"whole cascades {which % 5}"
        world = plain_world(
            web_of(
                people,
                random_ties(f"{name}, friends", people, 2.0),
                random_ties(f"{name}, acquaintances", people, 2.0),
            ),
            share=chances,
            seeds=[[0, 1]] * len(chances),
            keys=np.full(len(chances), numbers(name_key(name), which)[0]),
            reach=np.inf if which < 5 else 1.0,
            kernel=0,
            hours=300.0,
        )
        record = played(world)
        exposures, sources = record.exposures, record.sources
        for reached in (
            as_sets(record.of_source("post"), exposures["person"], len(chances), people),
            as_sets(sources["post"], sources["person"], len(chances), people),
            as_sets(
                record.of_source("post"),
                people * record.of_source("person") + exposures["person"],
                len(chances),
                people**2,
            ),
        ):
            at_low, at_high = reached[0::2], reached[1::2]
            violations += np.count_nonzero(at_low & ~at_high)
            grown += np.count_nonzero(np.any(at_high & ~at_low, axis=1))
    assert violations == 0
    assert grown > PAIRS


def as_sets(post: np.ndarray, member: np.ndarray, posts: int, size: int) -> np.ndarray:
    """Whether each post's set holds each member, bool (posts, size)."""
    held = np.zeros((posts, size), bool)
    held[post, member] = True
    return held
