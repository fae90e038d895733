"""The kernels are the textbook models, person by person: same draws, same times."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest

from simsmm import diffusion
from simsmm.diffusion import Network
from simsmm.draws import Decision, name_key, number, uniform
from tests.diffusion import plain_models
from tests.diffusion.graphs import random_digraph, times_of
from tests.diffusion.plain_models import person_draw, sources_of

RUNS = 4
CASES = 12


def cases(name: str) -> Iterator[tuple[int, nx.Graph, Network, list[list[str]]]]:
    """Random graphs, half of them directed, with two groups of seeds each."""
    for which in range(CASES):
        people = 5 + 7 * which
        graph = random_digraph(f"{name} {which}", people, 1.0 + which % 4, which % 2 == 0)
        draws = [number(name_key(name), 10 * which + k) % people for k in range(5)]
        groups = [[f"p{draws[0]}"], sorted({f"p{draw}" for draw in draws})]
        yield which, graph, diffusion.network(graph), groups


def chance(name: str, which: int) -> float:
    return uniform(number(name_key(name), which))


def numbered(net: Network, group: list[str]) -> list[int]:
    return [net.number(label) for label in group]


@pytest.mark.parametrize("activity", ["exponential", "fixed"])
def test_sir(activity: str) -> None:
    reached = []
    for which, graph, net, groups in cases(f"SIR, {activity}"):
        beta, gamma = 0.1 + chance("beta", which), 0.05 + chance("gamma", which)
        spread = diffusion.sir(
            graph,
            groups,
            transmission_rate=beta,
            recovery_rate=gamma,
            activity=activity,
            replicates=RUNS,
            seed=which,
            trees=True,
        )
        found = times_of(spread).reshape(2, RUNS, net.people)
        for group, r in np.ndindex(2, RUNS):
            seeds = numbered(net, groups[group])
            expected = plain_models.sir(net, seeds, beta, gamma, activity == "fixed", which, r)
            np.testing.assert_allclose(found[group, r], expected, rtol=1e-12)
            assert spread.sizes[group, r] == np.isfinite(expected).sum()
        reached += spread.sizes.ravel().tolist()
    assert min(reached) == 1
    assert max(reached) > 40


def test_bass() -> None:
    shares = []
    for which, graph, net, groups in cases("Bass"):
        p, q = 0.02 + 0.1 * chance("p", which), chance("q", which)
        spread = diffusion.bass(
            graph,
            groups,
            innovation=p,
            imitation=q,
            until=10.0,
            replicates=RUNS,
            seed=which,
            trees=True,
        )
        found = times_of(spread).reshape(2, RUNS, net.people)
        for group, r in np.ndindex(2, RUNS):
            seeds = numbered(net, groups[group])
            expected = plain_models.bass(net, seeds, p, q, 10.0, which, r)
            np.testing.assert_allclose(found[group, r], expected, rtol=1e-12)
        shares += (spread.sizes / net.people).ravel().tolist()
    assert min(shares) < 0.6
    assert max(shares) > 0.9


def test_bass_where_everybody_knows_everybody() -> None:
    """The times solve the definition: hazards that add up to each person's unit exponential."""
    people, p, q, until = 40, 0.1, 0.5, 8.0
    spread = diffusion.bass(
        people, [3, 4], innovation=p, imitation=q, until=until, replicates=RUNS, seed=5
    )
    net = spread.network
    for r in range(RUNS):
        clocks = {
            person: plain_models.wait(person_draw(net, Decision.PROMPT, 5, r, person))
            for person in range(people)
            if person not in (3, 4)
        }
        time, adopted, hazard = 0.0, 2, 0.0
        for clock in sorted(clocks.values()):
            time += (clock - hazard) / (p + q * adopted / (people - 1))
            if time >= until:
                break
            hazard = clock
            adopted += 1
        assert spread.sizes[r] == adopted


def test_linear_threshold_with_equal_weights() -> None:
    def play(which: int, graph: nx.Graph, groups: list[list[str]]) -> diffusion.Spread:
        return diffusion.linear_threshold(graph, groups, replicates=RUNS, seed=which, trees=True)

    def enough(net: Network, which: int, r: int, person: int, active: list[int]) -> bool:
        degree = net.in_degrees[person]
        draw = person_draw(net, Decision.THRESHOLD, which, r, person)
        return degree > 0 and draw < len(active) / degree

    compare_thresholds("linear threshold", play, enough)


def test_linear_threshold_with_weights() -> None:
    """Weights that add up to as little as nothing, and to exactly 1."""

    def weighted(graph: nx.Graph) -> nx.Graph:
        graph = graph.to_directed()
        for person in graph:
            into = list(graph.predecessors(person))
            parts = [1 + name_key(f"{tail} {person}") % 5 for tail in into]
            whole = sum(parts) if len(into) % 2 else sum(parts) + 3
            for tail, part in zip(into, parts, strict=True):
                graph.edges[tail, person]["b"] = part / whole
        return graph

    def play(which: int, graph: nx.Graph, groups: list[list[str]]) -> diffusion.Spread:
        return diffusion.linear_threshold(
            weighted(graph), groups, weight="b", replicates=RUNS, seed=which, trees=True
        )

    def enough(net: Network, which: int, r: int, person: int, active: list[int]) -> bool:
        into, names = sources_of(net)[person], net.labels
        parts = {tail: 1 + name_key(f"{names[tail]} {names[person]}") % 5 for tail in into}
        whole = sum(parts.values()) + (0 if len(into) % 2 else 3)
        heard = Fraction(sum(parts[tail] for tail in active), whole)
        return person_draw(net, Decision.THRESHOLD, which, r, person) < heard

    compare_thresholds("linear threshold with weights", play, enough)


def test_fractional_threshold() -> None:
    """A number, an attribute and a law in turn."""

    def least(which: int, net: Network, r: int, person: int) -> float:
        if which % 3 == 0:
            return 0.3
        if which % 3 == 1:
            return attribute(net.labels[person])
        return person_draw(net, Decision.THRESHOLD, which, r, person) ** 2

    def attribute(label: object) -> float:
        return (1 + name_key(str(label)) % 5) / 5

    def play(which: int, graph: nx.Graph, groups: list[list[str]]) -> diffusion.Spread:
        for label, data in graph.nodes(data=True):
            data["phi"] = attribute(label)
        threshold = (0.3, "phi", np.sqrt)[which % 3]
        return diffusion.fractional_threshold(
            graph, groups, threshold=threshold, replicates=RUNS, seed=which, trees=True
        )

    def enough(net: Network, which: int, r: int, person: int, active: list[int]) -> bool:
        degree = net.in_degrees[person]
        share = len(active) / degree if active else 0.0
        if which % 3 == 2:
            return share > least(which, net, r, person)
        return bool(active) and share >= least(which, net, r, person)

    compare_thresholds("fractional threshold", play, enough)


def compare_thresholds(name: str, play, enough) -> None:
    steps = []
    for which, graph, net, groups in cases(name):
        spread = play(which, graph, groups)
        found = times_of(spread).reshape(2, RUNS, net.people)
        for group, r in np.ndindex(2, RUNS):
            expected = plain_models.thresholds(
                net,
                numbered(net, groups[group]),
                lambda person, active, net=net, which=which, r=r: enough(
                    net, which, r, person, active
                ),
            )
            np.testing.assert_array_equal(found[group, r], expected)
            steps.append(expected[np.isfinite(expected)].max())
    assert min(steps) == 0
    assert max(steps) >= 4


def test_hoax() -> None:
    fooled = []
    for which, graph, net, groups in cases("hoax"):
        law = (0.3 + 0.6 * chance("spreading", which), 0.5 * chance("gullible", which), 0.2, 0.15)
        first = groups[1]
        checkers = [label for label in graph if label not in first][:2]
        spread = diffusion.hoax(
            graph,
            first,
            fact_checkers=checkers,
            spreading_rate=law[0],
            gullibility=law[1],
            verification=law[2],
            forgetting=law[3],
            steps=15,
            replicates=RUNS,
            seed=which,
        )
        _, course = spread.again.course()
        times = np.zeros(net.people)
        for r in range(RUNS):
            args = (numbered(net, first), numbered(net, checkers), law, 15, which, r)
            found, expected = plain_models.hoax(net, *args)
            assert course["believers"][0, r].tolist() == expected[:, 0].tolist()
            assert course["fact-checkers"][0, r].tolist() == expected[:, 1].tolist()
            ever = [np.count_nonzero(found <= step) for step in range(16)]
            assert course["active"][0, r].tolist() == ever
            assert spread.sizes[r] == ever[-1]
            times += np.isfinite(found)
        assert (spread.activation_probability() * RUNS).tolist() == times.tolist()
        fooled += spread.sizes.tolist()
    assert max(fooled) > 30
