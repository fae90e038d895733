"""A user's rule keeps to what the rule of its name has to, or is refused in clear words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest

from simsmm.behaviour import RULES, Weights, appeal
from simsmm.behaviour.contract import RANGES, VALUES, arguments, check, samples


@pytest.mark.parametrize("name", RULES)
def test_the_rules_of_the_package_keep_to_it(name: str) -> None:
    check(name, RULES[name])


def test_every_rule_and_every_argument_stands_in_the_tables() -> None:
    assert set(RANGES) == set(RULES)
    assert set(VALUES) == {argument for rule in RULES.values() for argument in arguments(rule)}


@pytest.mark.parametrize("name", RULES)
def test_each_argument_is_tried_low_middle_and_high(name: str) -> None:
    tried = list(samples(name))
    for argument, values in zip(arguments(RULES[name]), zip(*tried, strict=True), strict=True):
        assert set(values) == set(VALUES[argument])


@pytest.mark.parametrize(
    ("name", "rule", "message"),
    [
        ("act_chance", lambda appeal, intercept: 0.5, r"takes \(appeal, intercept, sensitivity\)"),
        ("act_chance", lambda intercept, appeal, sensitivity: 0.5, r"yours takes \(intercept, ap"),
        ("act_chance", 0.5, r"yours takes \(\)"),
        ("act_chance", lambda appeal, intercept, sensitivity: 1.5, "answers 1.5 for appeal=-4.0"),
        ("act_chance", lambda appeal, intercept, sensitivity: -0.1, "number from 0 to 1"),
        ("act_chance", lambda appeal, intercept, sensitivity: None, "answers None"),
        ("act_chance", lambda appeal, intercept, sensitivity: "0.5", "answers '0.5'"),
        ("act_chance", lambda appeal, intercept, sensitivity: True, "answers True"),
        ("act_chance", lambda appeal, intercept, sensitivity: math.nan, "answers nan"),
        ("act_chance", lambda appeal, intercept, sensitivity: 1.0 / appeal, "for appeal=-4.0"),
        ("recall_gain", lambda recall, rate: 1.0 / recall, "ZeroDivisionError: .*division by zero"),
        ("recall_after", lambda recall, hours, decay: 0.5, r"recall=0.0.* from 0 to 0"),
        ("gain", lambda recall, hours, decay, lift: 1.0, r"recall=0.0.* from 0 to 0"),
    ],
)
def test_a_rule_that_does_not_is_refused(
    name: str, rule: Callable[..., float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        check(name, rule)


def test_a_rule_that_draws_is_refused() -> None:
    throws = itertools.count()

    def drawn(recall: float, rate: float) -> float:
        return 0.5 + 1e-6 * next(throws)

    with pytest.raises(
        ValueError, match=r"another answer each time for recall=0\.0, rate=0\.0: a rule"
    ):
        check("recall_gain", drawn)


def test_a_rule_may_build_on_that_of_the_package() -> None:
    def twice(
        match: float,
        quality: float,
        bonus: float,
        trust: float,
        passed: float,
        attitude: float,
        met: float,
        taste: float,
        weights: Weights,
    ) -> float:
        given = (match, quality, bonus, trust, passed, attitude, met, taste, weights)
        return 2.0 * appeal(*given)

    check("appeal", twice)
