"""The greedy choice is that of its definition, and its bound holds for every group."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from simsmm.diffusion.choosing import cover
from simsmm.diffusion.choosing.task import NO_COSTS
from simsmm.draws import name_key, number
from simsmm.draws.arrays import uniforms

PEOPLE = 14


def some_sets(name: str, sets: int = 60) -> list[np.ndarray]:
    """Random groups of people, some of them in many more groups than others."""
    liked = uniforms(number(name_key(name), 0), np.arange(PEOPLE)) ** 2
    draws = uniforms(number(name_key(name), 1), np.arange(sets * PEOPLE)).reshape(sets, PEOPLE)
    found = [np.flatnonzero(row < 0.6 * liked).astype(np.int32) for row in draws]
    return [one if len(one) else np.array([0], np.int32) for one in found]


def some_costs(name: str) -> np.ndarray:
    costs = 1.0 + 9.0 * uniforms(number(name_key(name), 2), np.arange(PEOPLE))
    costs[3] = 0.0
    return costs


def greedy(
    sets: list[np.ndarray],
    costs: np.ndarray,
    budget: float,
    candidates: np.ndarray | None = None,
    first: int = -1,
) -> tuple[list[int], int, float]:
    members, ends = np.concatenate(sets), np.cumsum([len(one) for one in sets])
    starts, found = np.zeros(PEOPLE + 1, np.int64), np.empty(len(members), np.int32)
    cover.index(members, ends, starts, found)
    among = np.arange(PEOPLE, dtype=np.int32) if candidates is None else candidates
    chosen = np.empty_like(among)
    count, met, bound = cover.greedy(
        members, ends, starts, found, among, costs, budget, first, chosen
    )
    return chosen[:count].tolist(), met, bound


def met_by(group: tuple[int, ...] | list[int], sets: list[np.ndarray]) -> int:
    return sum(bool(set(group) & set(one.tolist())) for one in sets)


def plain_greedy(
    sets: list[np.ndarray], costs: np.ndarray, budget: float, candidates: list[int]
) -> list[int]:
    """Whoever gains most for money among the affordable, one by one; of equals the lowest."""
    chosen: list[int] = []
    price = costs if len(costs) else np.ones(PEOPLE)
    left = budget
    while True:
        gains = {
            who: met_by([*chosen, who], sets) - met_by(chosen, sets)
            for who in candidates
            if who not in chosen and price[who] <= left
        }
        if not gains or (len(costs) and max(gains.values()) == 0):
            return chosen
        worth = {
            who: gain / price[who] if price[who] else (np.inf if gain else 0.0)
            for who, gain in gains.items()
        }
        best = max(worth, key=lambda who: (worth[who], -who))
        if len(costs) and gains[best] == 0:
            return chosen
        chosen.append(best)
        left -= price[best]


@pytest.mark.parametrize("which", range(8))
def test_it_chooses_as_plain_greedy_does(which: int) -> None:
    sets, costs = some_sets(f"plain {which}"), some_costs(f"plain {which}")
    among = np.arange(which % 3, PEOPLE, dtype=np.int32)
    for price, budget in ((NO_COSTS, 1.0), (NO_COSTS, 6.0), (costs, 8.0), (costs, 25.0)):
        chosen, met, _ = greedy(sets, price, budget, among)
        assert chosen == plain_greedy(sets, price, budget, among.tolist())
        assert met == met_by(chosen, sets)


def test_by_number_it_fills_up_with_people_who_gain_nothing() -> None:
    sets = [np.array([5], np.int32)] * 4
    assert greedy(sets, NO_COSTS, 3.0)[:2] == ([5, 0, 1], 4)


def test_for_money_it_pays_nobody_who_gains_nothing() -> None:
    sets = [np.array([5], np.int32)] * 4
    assert greedy(sets, np.ones(PEOPLE), 3.0)[:2] == ([5], 4)


def test_it_begins_with_whom_it_is_told_to() -> None:
    sets, costs = some_sets("first"), some_costs("first")
    chosen, met, _ = greedy(sets, costs, 12.0, first=7)
    assert chosen[0] == 7
    assert len(set(chosen)) == len(chosen) > 1
    assert costs[chosen].sum() <= 12.0
    assert met == met_by(chosen, sets)


@pytest.mark.parametrize("which", range(6))
def test_no_group_meets_more_than_the_bound(which: int) -> None:
    sets, costs = some_sets(f"bound {which}"), some_costs(f"bound {which}")
    for size in (1, 2, 4):
        _, met, bound = greedy(sets, NO_COSTS, float(size))
        best = max(met_by(group, sets) for group in combinations(range(PEOPLE), size))
        assert met <= best <= bound + 1e-9
        assert bound <= met / (1.0 - 1.0 / np.e) + 1e-9, "as tight as what is known beforehand"
    for budget in (5.0, 12.0):
        _, met, bound = greedy(sets, costs, budget)
        payable = (
            group
            for size in range(1, 6)
            for group in combinations(range(PEOPLE), size)
            if costs[list(group)].sum() <= budget
        )
        best = max(met_by(group, sets) for group in payable)
        assert met <= best <= bound + 1e-9


@pytest.mark.parametrize("which", range(10))
def test_the_most_for_a_budget_is_the_fractional_knapsack(which: int) -> None:
    key = name_key(f"knapsack {which}")
    gains = (20.0 * uniforms(number(key, 0), np.arange(50))).astype(np.int32)
    costs = np.round(10.0 * uniforms(number(key, 1), np.arange(50)), 1)
    budget = (3.0, 11.0, 40.0, 1e6)[which % 4]
    everybody = np.arange(50, dtype=np.int32)
    left, expected = budget, float(gains[costs == 0.0].sum())
    ratio = np.where(costs > 0.0, gains / np.maximum(costs, 1e-300), 0.0)
    for who in np.argsort(-ratio):
        if 0.0 < costs[who] <= budget and left > 0.0:
            expected += gains[who] * min(1.0, left / costs[who])
            left -= min(left, costs[who])
    found = cover.most_for(gains, everybody, costs, budget)
    assert found == pytest.approx(expected, rel=1e-9)


def test_the_most_for_a_number_is_the_sum_of_the_largest() -> None:
    gains = np.array([5, 9, 9, 2, -1, 0, 7], np.int32)
    everybody = np.arange(7, dtype=np.int32)
    for number_of, most in ((1, 9), (2, 18), (3, 25), (5, 32), (7, 32)):
        found = cover.most_for(gains, everybody, NO_COSTS, float(number_of))
        assert found == pytest.approx(most, rel=1e-9)
    some = np.array([0, 3, 5], np.int32)
    assert cover.most_for(gains, some, NO_COSTS, 2.0) == pytest.approx(7.0)
