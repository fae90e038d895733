"""SIR against its Markov chain, and against the percolation of random graphs.

M. E. J. Newman, "Spread of epidemic disease on networks", PRE 66:016128, 2002: with degree law p_k,
G0(x) = sum p_k x^k and G1 = G0' / <k>, a large outbreak reaches S = 1 - G0(1 - T + T u), u = G1(1 -
T + T u); below the threshold a seed of degree k0 reaches 1 + T k0 / (1 - T kappa).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from scipy import integrate, optimize, stats

from simsmm import diffusion
from simsmm.diffusion import Spread
from simsmm.draws import name_key
from simsmm.draws.arrays import uniforms
from simsmm.society import Ties
from tests.diffusion import plain_models, small_laws
from tests.diffusion.graphs import configuration_model, random_digraph, seed_of, times_of

ACTIVITIES = ("exponential", "fixed")


def spread_at(
    graph: object, seeds: object, transmissibility: float, activity: str, runs: int, name: str
) -> Spread:
    """SIR of which a tie passes with this chance on average; recovery at rate 1."""
    beta = (
        -math.log1p(-transmissibility)
        if activity == "fixed"
        else transmissibility / (1.0 - transmissibility)
    )
    return diffusion.sir(
        graph,
        seeds,
        transmission_rate=beta,
        recovery_rate=1.0,
        activity=activity,
        replicates=runs,
        seed=seed_of(name),
    )


@pytest.mark.parametrize(
    "graph",
    [
        nx.path_graph(3),
        nx.complete_graph(3),
        nx.star_graph(3),
        nx.DiGraph([(0, 1), (1, 2), (2, 0)]),
    ],
    ids=["path", "triangle", "star", "one-way circle"],
)
def test_the_course_of_small_graphs(graph: nx.Graph) -> None:
    """Mean numbers in each state at three times, against the Markov chain; 4.5 standard errors."""
    runs, people, arrows = 20_000, len(graph), small_laws.arrows_of(graph)
    spread = diffusion.sir(
        graph,
        [0],
        transmission_rate=0.9,
        recovery_rate=0.6,
        replicates=runs,
        seed=seed_of("course"),
    )
    times = (0.5, 1.5, 4.0)
    _, found = spread.again.course(times)
    for place, time in enumerate(times):
        law = small_laws.sir_law(people, arrows, 1, 0.9, 0.6, time)
        for state, count in {
            "susceptible": lambda ever, now: people - ever.bit_count(),
            "infectious": lambda ever, now: now.bit_count(),
            "recovered": lambda ever, now: (ever & ~now).bit_count(),
            "active": lambda ever, now: ever.bit_count(),
        }.items():
            mean = sum(chance * count(*case) for case, chance in law.items())
            square = sum(chance * count(*case) ** 2 for case, chance in law.items())
            error = math.sqrt((square - mean**2) / runs)
            assert abs(found[state][0, :, place].mean() - mean) < 4.5 * error


def test_a_fixed_activity_is_the_independent_cascade() -> None:
    """Bond percolation with T = 1 - exp(-beta tau), on the same draws: the same people."""
    graph = random_digraph("percolation", 300, 3.0)
    beta, gamma = 0.7, 1.3
    passage = diffusion.sir(
        graph,
        ["p0", "p7"],
        transmission_rate=beta,
        recovery_rate=gamma,
        activity="fixed",
        replicates=200,
        seed=4,
    )
    cascade = diffusion.independent_cascade(
        graph, ["p0", "p7"], probability=-math.expm1(-beta / gamma), replicates=200, seed=4
    )
    assert passage.sizes.tolist() == cascade.sizes.tolist()
    assert passage.activation_probability().tolist() == cascade.activation_probability().tolist()
    assert cascade.sizes.max() > 100


def poisson_degrees(name: str, people: int, mean: float) -> np.ndarray:
    return stats.poisson.ppf(uniforms(name_key(name), np.arange(people)), mean).astype(np.int64)


@pytest.fixture(scope="module")
def erdos_renyi() -> Ties:
    """100,000 people with 10 ties each on average."""
    return configuration_model("Erdos-Renyi", poisson_degrees("Erdos-Renyi", 100_000, 10.0))


def large_outbreaks(
    ties: Ties, transmissibility: float, activity: str, runs: int, name: str
) -> float:
    """Mean share of the people that those outbreaks reach which become large, from 20 seeds."""
    seeds = range(0, ties.people, ties.people // 20)
    spread = spread_at(ties, seeds, transmissibility, activity, runs, name)
    large = spread.sizes[spread.sizes > 0.05 * ties.people]
    assert len(large) > 0.7 * runs
    return float(large.mean()) / ties.people


@pytest.mark.parametrize("activity", ACTIVITIES)
@pytest.mark.parametrize(
    ("reproduction", "size"), [(1.2, 0.31370), (1.5, 0.58281), (2.0, 0.79681), (3.0, 0.94048)]
)
def test_large_outbreaks_in_erdos_renyi(
    reproduction: float, size: float, activity: str, erdos_renyi: Ties
) -> None:
    """S = 1 - exp(-c T S); its standard deviation per run is at most 0.01, at c T = 1.2."""
    assert size == pytest.approx(1.0 - math.exp(-reproduction * size), abs=1e-5)
    chance = reproduction * erdos_renyi.people / erdos_renyi.arrows
    name = f"outbreak {reproduction} {activity}"
    found = large_outbreaks(erdos_renyi, chance, activity, 12, name)
    assert found == pytest.approx(size, abs=0.005)


def generating(degrees: np.ndarray) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """G0 and G1 of the degrees as they are."""
    share = np.bincount(degrees) / len(degrees)
    k = np.arange(len(share))
    mean = float(share @ k)
    return (
        lambda x: float(share @ x**k),
        lambda x: float((share[1:] * k[1:]) @ x ** (k[1:] - 1)) / mean,
    )


def heavy_degrees(people: int) -> np.ndarray:
    """A power law of exponent 2.5 from 2 to 100."""
    k = np.arange(2, 101)
    law = np.cumsum(k**-2.5) / np.sum(k**-2.5)
    return k[np.searchsorted(law, uniforms(name_key("heavy degrees"), np.arange(people)))]


@pytest.fixture(scope="module")
def heavy() -> Ties:
    """60,000 people whose degrees have a heavy tail."""
    return configuration_model("heavy", heavy_degrees(60_000))


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_large_outbreaks_where_degrees_have_a_heavy_tail(activity: str, heavy: Ties) -> None:
    """Of those with a tie; the graph is simple, so a few ties of the stubs are missing."""
    chance = 0.4
    first, second = generating(heavy.audience())
    u = optimize.brentq(lambda u: second(1.0 - chance + chance * u) - u, 0.0, 0.999)
    size = 1.0 - first(1.0 - chance + chance * u)
    found = large_outbreaks(heavy, chance, activity, 12, f"heavy outbreak {activity}")
    assert 0.3 < size < 0.9
    assert found == pytest.approx(size, abs=0.005)


def test_the_chance_of_a_large_outbreak_depends_on_the_activity() -> None:
    """It equals its size where the activity is fixed. Where it is exponential, the ties of a person
    live and die together, and it is smaller: 1 - v, v = E exp(-c R (1 - v)) over R = 1 - exp(-beta
    t), t exponential of mean one.
    """
    people, mean, chance = 4_000, 10.0, 0.15
    ties = configuration_model("chance", poisson_degrees("chance", people, mean))
    mean = ties.arrows / people
    beta = chance / (1.0 - chance)

    def dies_out(v: float) -> float:
        found, _ = integrate.quad(
            lambda t: math.exp(-t + mean * math.expm1(-beta * t) * (1.0 - v)), 0.0, math.inf
        )
        return found

    alive = 1.0 - optimize.brentq(lambda v: dies_out(v) - v, 0.0, 0.99)
    size = optimize.brentq(lambda s: 1.0 - math.exp(-mean * chance * s) - s, 0.1, 1.0)
    seeds = [[person] for person in range(0, people, 2)]
    for activity, expected in {"fixed": size, "exponential": alive}.items():
        spread = spread_at(ties, seeds, chance, activity, 1, f"chance {activity}")
        large = np.mean(spread.sizes > 400)
        assert abs(large - expected) < 0.01 + 4.0 * math.sqrt(expected * (1.0 - expected) / 2_000)
    assert size - alive > 0.1


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_small_cascades_grow_with_the_degree_of_their_seed(activity: str, heavy: Ties) -> None:
    """1 + T k0 / (1 - T kappa) below the threshold: the value of seeding hubs."""
    degrees = heavy.audience()
    kappa = float((degrees * (degrees - 1.0)).mean() / degrees.mean())
    chance = 0.35 / kappa
    means, expected = [], []
    for degree in (2, 4, 8, 16, 32):
        people = np.flatnonzero(degrees == degree)[:60]
        spread = spread_at(
            heavy,
            [[int(person)] for person in people],
            chance,
            activity,
            60_000 // len(people),
            f"small {degree} {activity}",
        )
        mean, error = spread.sizes.mean(), spread.sizes.std() / math.sqrt(spread.sizes.size)
        expected.append(1.0 + chance * degree / (1.0 - chance * kappa))
        means.append(mean)
        # The neighbours of these few people are not quite the average ones: 1.5 % of the excess.
        assert abs(mean - expected[-1]) < 3.5 * error + 0.015 * (expected[-1] - 1.0)
    slope = np.polyfit((2, 4, 8, 16, 32), means, 1)[0]
    assert slope == pytest.approx(chance / (1.0 - chance * kappa), rel=0.03)


def test_edges_of_the_rates() -> None:
    path = nx.path_graph(4)
    still = diffusion.sir(path, [1], transmission_rate=0.0, recovery_rate=0.0, replicates=3)
    assert still.sizes.tolist() == [1, 1, 1]
    assert still.series().index.tolist() == [0.0]
    forever = diffusion.sir(path, [1], transmission_rate=0.3, recovery_rate=0.0, replicates=3)
    assert forever.sizes.tolist() == [4, 4, 4]
    assert forever.series("recovered", times=[1e9])["mean"].tolist() == [0.0]
    fixed = diffusion.sir(
        path, [1], transmission_rate=1e9, recovery_rate=1.0, activity="fixed", replicates=3
    )
    assert fixed.sizes.tolist() == [4, 4, 4]
    assert fixed.series("infectious", times=[0.5, 1.5])["mean"].tolist() == [4.0, 0.0]


def test_a_run_may_be_cut_short() -> None:
    """Who is active by a time is the same, whether the run ends then or goes on."""
    graph = random_digraph("cut short", 200, 3.0)
    whole, short = (
        diffusion.sir(
            graph,
            ["p3"],
            transmission_rate=1.0,
            recovery_rate=0.5,
            until=until,
            replicates=50,
            seed=6,
            trees=True,
        )
        for until in (None, 1.5)
    )
    expected = times_of(whole)
    expected[expected >= 1.5] = math.inf
    assert times_of(short).tolist() == expected.tolist()
    assert whole.mean > 1.5 * short.mean > 3.0
    assert short.series("recovered").index[-1] <= 1.5
    for state in ("active", "recovered"):
        found = [
            spread.series(state, times=[0.7, 1.4]).to_numpy().tolist() for spread in (whole, short)
        ]
        assert found[0] == found[1]
        assert np.ptp(short.series(state, times=[1.5, 9.0])["mean"]) == 0.0


def test_long_runs_take_many_turns_of_the_calendar() -> None:
    """Twenty lines of 400 people, told one after the other: times as in plain Python."""
    lines = nx.disjoint_union_all([nx.path_graph(400)] * 20)
    seeds = list(range(0, 8_000, 400))
    spread = diffusion.sir(
        lines, seeds, transmission_rate=1.0, recovery_rate=1e-6, replicates=1, seed=3, trees=True
    )
    expected = plain_models.sir(spread.network, seeds, 1.0, 1e-6, False, 3, 0)
    np.testing.assert_allclose(times_of(spread)[0], expected, rtol=1e-10)
    # The calendar is 1,023 slots of a quarter of the mean time between two events of a person.
    assert expected.max() > 2.5 * 1023 * 0.25 / (2.0 * 399 / 400)
