"""How many people are simulated is a matter of luck, not of the answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simsmm.study import study
from tests.study.plans import scenario

REPLICATES = 128


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["reach", "impressions", "clicks"])
def test_twice_as_many_simulated_people_give_the_same_mean(measure: str) -> None:
    # Replicates of both share their unknown numbers, so pairs differ by luck and society alone:
    # the mean difference has to lie within three of its errors, taken over societies, and 1 % for
    # the rounding of fans and seeds. The error has to be below 2 %, so that 7 % would be seen.
    few = study(scenario(simulate=4_000), seed=1, replicates=REPLICATES)
    many = study(scenario(simulate=8_000), seed=1, replicates=REPLICATES)
    gaps = many[measure].values - few[measure].values
    gaps = gaps.reshape(-1, 16).mean(axis=1)
    error, middle = gaps.std(ddof=1) / math.sqrt(len(gaps)), few[measure].mean
    assert error < 0.02 * middle
    assert abs(gaps.mean()) <= 3.0 * error + 0.01 * middle


def test_halving_the_scale_keeps_what_is_stated_in_real_units() -> None:
    coarse = study(scenario(simulate=2_000), seed=1, replicates=2)
    fine = study(scenario(simulate=4_000), seed=1, replicates=2)
    assert (coarse.setting.scale, fine.setting.scale) == (40.0, 20.0)
    for one, other in zip(coarse.setting.accounts, fine.setting.accounts, strict=True):
        assert one.fans * 40.0 == other.fans * 20.0
    assert coarse["spend"].mean == pytest.approx(fine["spend"].mean, rel=0.02)
    assert coarse["reach"].mean == pytest.approx(fine["reach"].mean, rel=0.3)


def test_no_more_is_counted_than_there_is() -> None:
    answer = study(scenario(), seed=1, replicates=4)
    assert np.all(answer["reach"].values <= 80_000)
    assert np.all(answer["reach"].values <= answer["impressions"].values)
    assert np.all(answer["reach"].values % 40.0 == 0.0)
    assert np.all(answer["spend"].values <= 200.0)
