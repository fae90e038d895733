"""With full visibility, a constant chance to share and no memory, the engine is the cascade.

The independent cascade of Goldenberg, Libai and Muller 2001: whoever becomes active tries each tie
once, with the same chance. Active are those who pass the post on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from simsmm.channels.delay import LOG_NORMAL
from simsmm.diffusion import independent_cascade, log_normal, network
from simsmm.diffusion.keys import pass_key
from simsmm.draws import name_key, number, uniform
from simsmm.draws.arrays import numbers
from simsmm.record import Act
from simsmm.society import Ties
from simsmm.spread.world import World
from tests.laws.plain_worlds import (
    plain_world,
    played,
    random_ties,
    sharers,
    web_of,
)

CHANCES = (0.1, 0.3, 0.5)
COPIES = 20_000


def small_graphs() -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Every connected graph of up to four people, as arrows in both directions; and every digraph
    of three that hangs together, to tell who passes on from who sees."""
    for graph in nx.graph_atlas_g():
        if 1 <= len(graph) <= 4 and nx.is_connected(graph):
            yield len(graph), sorted(nx.to_directed(graph).edges())
    found: list[nx.DiGraph] = []
    pairs = [(a, b) for a in range(3) for b in range(3) if a != b]
    for count in range(2, 6):
        for arrows in combinations(pairs, count):
            graph = nx.DiGraph(arrows)
            lopsided = any((b, a) not in arrows for a, b in arrows)
            new = not any(nx.is_isomorphic(graph, other) for other in found)
            if len(graph) == 3 and lopsided and new and nx.is_weakly_connected(graph):
                found.append(graph)
                yield 3, sorted(arrows)


GRAPHS = list(small_graphs())


def exact_law(people: int, arrows: list[tuple[int, int]], seed: int, chance: float) -> np.ndarray:
    """Probability of each set of active people (as bits): a sum over all sets of live ties."""
    law = np.zeros(2**people)
    for live in range(2 ** len(arrows)):
        alive = [arrow for place, arrow in enumerate(arrows) if live >> place & 1]
        active, size = 1 << seed, 0
        while active.bit_count() > size:
            size = active.bit_count()
            for source, viewer in alive:
                if active >> source & 1:
                    active |= 1 << viewer
        law[active] += chance ** len(alive) * (1.0 - chance) ** (len(arrows) - len(alive))
    return law


def test_the_list_of_graphs_is_complete() -> None:
    """Connected graphs of 1 to 4 people: 1, 1, 2, 6; digraphs of three that hang together: 13, of
    which two are graphs."""
    sizes = np.bincount([people for people, arrows in GRAPHS])
    assert sizes.tolist() == [0, 1, 1, 2 + 11, 6]


def cascades(people: int, arrows: list[tuple[int, int]], seed: int, name: str) -> np.ndarray:
    """Sets of active people (as bits) in many disjoint copies of a graph, a row per chance.

    One world: a post for each chance, passed on by draws of its own. The people it starts from are
    fans of a page, and certain to pass on what they see there.
    """
    shift = people * np.arange(COPIES)[:, None, None]
    ties = (np.array(arrows, np.int64).reshape(-1, 2)[None] + shift).reshape(-1, 2)
    world = plain_world(
        web_of(people * COPIES, ties),
        share=CHANCES,
        share_of_fans=1.0,
        fans=[people * np.arange(COPIES) + seed] * len(CHANCES),
        keys=[name_key(f"{name}, p = {chance}") for chance in CHANCES],
        kernel=0,
        half_life=10.0,
        hours=2_000.0,
    )
    record = played(world)
    active = np.zeros((len(CHANCES), people * COPIES), np.int64)
    shared = record.sources[record.sources["person"] >= 0]
    np.add.at(active, (shared["post"], shared["person"]), 1)
    assert active.max() == 1, "whoever is active became so once"
    bits = active.reshape(len(CHANCES), COPIES, people) << np.arange(people)
    return bits.sum(axis=2)


ERROR_BUDGET = 1e-3
"""Chance that a right engine fails on fresh keys, over all graphs, seeds, chances and people."""


def test_reach_is_exact_on_all_small_graphs() -> None:
    """Each person's chance, and each whole outcome's, against enumeration.

    The bar for the largest |z| over K comparisons is z' = norm.isf(budget / 2K), near 4.8. With
    20,000 copies a defect of (z' + 1.3) sd / sqrt(20,000) <= 0.022 is seen nine times in ten.
    Whole outcomes are compared by exact binomial tails, some being rare.
    """
    z_scores, p_values = [], []
    for place, (people, arrows) in enumerate(GRAPHS):
        for seed in range(people):
            found = cascades(people, arrows, seed, f"small graph {place}, seed {seed}")
            for row, chance in enumerate(CHANCES):
                law = exact_law(people, arrows, seed, chance)
                counts = np.bincount(found[row], minlength=2**people)
                assert np.all(counts[law == 0.0] == 0)
                outcomes = stats.binom(COPIES, law[law > 0.0])
                seen = counts[law > 0.0]
                p_values += (2.0 * np.minimum(outcomes.cdf(seen), outcomes.sf(seen - 1))).tolist()
                for person in range(people):
                    with_person = np.arange(2**people) >> person & 1 == 1
                    reach, times = law[with_person].sum(), counts[with_person].sum()
                    if 0.0 < reach < 1.0 - 1e-12:
                        spread = np.sqrt(COPIES * reach * (1.0 - reach))
                        z_scores.append(abs(times - COPIES * reach) / spread)
                    else:
                        assert times == COPIES * round(reach)
    assert len(z_scores) > 300
    assert max(z_scores) < stats.norm.isf(ERROR_BUDGET / 4 / len(z_scores))
    assert min(p_values) > ERROR_BUDGET / 2 / len(p_values)


def textbook(world: World, post: int, seeds: list[int], chance: float) -> tuple[set[int], set]:
    """Who becomes active, and who is tried by whom; in plain Python, on the published draws."""
    ids = [int(identity) for identity in world.crowd.cards["id"][0]]
    pass_key = int(world.plan.posts["pass_key"][post])
    active, tried, waiting = set(seeds), set(), deque(seeds)
    while waiting:
        sharer = waiting.popleft()
        low, high = world.web.starts[0, sharer : sharer + 2]
        for viewer in map(int, world.web.heads[low:high]):
            tried.add((sharer, viewer))
            live = uniform(number(number(pass_key, ids[sharer]), ids[viewer])) < chance
            if live and viewer not in active:
                active.add(viewer)
                waiting.append(viewer)
    return active, tried


@pytest.mark.parametrize("block", range(4))
def test_it_is_the_textbook_cascade_person_by_person(block: int) -> None:
    """Same draws, same cascade: 100 random networks, three posts each, with and without delays."""
    sizes = []
    for which in range(25 * block, 25 * block + 25):
        name = f"textbook cascade {which}"
        people = 20 + 4 * which
        key = name_key(name)
        chances = [uniform(number(key, post)) * 0.6 for post in range(3)]
        seeds = [[number(key, 10 + post) % people, 3 * post] for post in range(3)]
        seeds = [sorted(set(who)) for who in seeds]
        world = plain_world(
            web_of(people, random_ties(name, people, 3.0)),
            share=chances,
            seeds=seeds,
            keys=[number(key, 20 + post) for post in range(3)],
            kernel=which % 4,
            half_life=0.01,  # the run ends long after the longest of delays
            hours=2_000.0,
        )
        record = played(world)
        for post in range(3):
            active, tried = textbook(world, post, seeds[post], chances[post])
            assert sharers(record, post).tolist() == sorted(active)
            mine = record.exposures[record.of_source("post") == post]
            passed_by = record.sources["person"][mine["source"]]
            assert len(mine) == len(tried)
            assert set(zip(passed_by.tolist(), mine["person"].tolist(), strict=True)) == tried
            won = mine["person"][mine["acts"] & Act.SHARE > 0]
            assert sorted(won.tolist()) == sorted(active - set(seeds[post]))
            sizes.append(len(active))
    assert max(sizes) > 30
    assert min(sizes) <= 2


@pytest.mark.parametrize("block", range(2))
def test_it_is_the_cascade_of_the_diffusion_models_person_by_person(block: int) -> None:
    """One law for both: the same people, and with log-normal delays the same times to the bit."""
    sizes = []
    for which in range(10 * block, 10 * block + 10):
        name = f"diffusion models {which}"
        people, median, sigma = 30 + 10 * which, 0.01, 0.8
        ids = numbers(name_key(name), np.arange(people))
        chance = 0.1 + 0.5 * uniform(int(ids[0]))
        seeds = sorted({which % people, 7})
        web = web_of(people, random_ties(name, people, 3.0))
        world = plain_world(
            web,
            share=[chance] * 3,
            seeds=[seeds] * 3,
            keys=[pass_key(which, replicate) for replicate in range(3)],
            ids=ids,
            kernel=LOG_NORMAL,
            half_life=median,
            shape=sigma,
            hours=2_000.0,
        )
        record = played(world)
        spread = independent_cascade(
            network(Ties(web.starts[0], web.heads, directed=True), chance, ids=ids),
            seeds,
            delay=log_normal(median, sigma),
            replicates=3,
            seed=which,
            trees=True,
        )
        for replicate, tree in enumerate(spread.trees):
            mine = record.sources[record.sources["post"] == replicate]
            mine = mine[np.argsort(mine["person"])]
            order = np.argsort(tree.people)
            assert mine["person"].tolist() == tree.people[order].tolist()
            assert mine["time"].tolist() == tree.time[order].tolist()
            sizes.append(tree.size)
    assert max(sizes) > 40
    assert min(sizes) <= 4


def test_chance_0_stops_at_the_seeds_ties_and_chance_1_goes_everywhere() -> None:
    people = 300
    ties = random_ties("chances 0 and 1", people, 2.0)
    record = played(plain_world(web_of(people, ties), share=[0.0, 1.0], seeds=[[7], [7]]))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(ties.tolist())
    assert sharers(record, 0).tolist() == [7]
    assert sharers(record, 1).tolist() == sorted(nx.descendants(graph, 7) | {7})
    mine = record.exposures[record.of_source("post") == 0]
    assert sorted(mine["person"].tolist()) == sorted(graph.successors(7))


def test_edge_cases() -> None:
    """Nobody tied, everybody seeded, a person alone, no time at all."""
    alone = played(plain_world(web_of(1, []), share=1.0, seeds=[[0]]))
    assert len(alone.exposures) == 0
    assert len(alone.sources) == 1
    ring = [(at, (at + 1) % 30) for at in range(30)]
    seeded = played(plain_world(web_of(30, ring), share=1.0, seeds=[np.arange(30)]))
    assert len(seeded.sources) == 30
    assert len(seeded.exposures) == 30
    assert not np.any(seeded.exposures["acts"])
    no_time = played(plain_world(web_of(30, ring), share=1.0, seeds=[[0]], hours=0.0))
    assert len(no_time.exposures) == 0
