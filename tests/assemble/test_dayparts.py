"""A boost with dayparts meets the same people, and at no other time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.scenario.dayparts import WEEK, daypart, open_minutes
from tests.scenario.test_dayparts import boosted

PARTS = ["weekdays 18:30-22:15", "sat 10:00-12:00"]
WEDNESDAY = 2 * 24.0


def bought(dayparts: Any, **boost: Any) -> np.ndarray:
    stage = Stage(boosted(dayparts, **boost), 1, 0)
    return stage.world(0, 0)[0].plan.bought


@pytest.mark.parametrize("flight", [{}, {"from": "day 2 06:10", "until": "day 12 20:01"}])
@pytest.mark.parametrize("cap", [{}, {"cap": "2 per 7 d"}])
def test_no_impression_is_bought_outside(flight: dict[str, str], cap: dict[str, str]) -> None:
    rows = bought(PARTS, **flight, **cap)
    assert len(rows) > 100
    minutes = 60.0 * (WEDNESDAY + rows["time"])
    served = open_minutes(daypart(part) for part in PARTS)
    # A time may lie a rounding error before the minute that it begins.
    assert all(int(minute + 1e-6) % WEEK in served for minute in minutes)
    # Every part is used, and its edges are not shunned.
    inside = np.sort(minutes % 1440)
    assert inside[0] < 10 * 60 + 30
    assert inside[-1] > 22 * 60


def test_dayparts_move_impressions_and_leave_their_people_alone() -> None:
    free, parted = bought("00:00-24:00"), bought(PARTS)
    assert np.array_equal(free["key"], parted["key"])
    assert np.array_equal(free["person"], parted["person"])
    assert not np.array_equal(free["time"], parted["time"])


def test_a_smaller_budget_is_served_a_subset() -> None:
    small, large = bought(PARTS, spend="80 EUR"), bought(PARTS, spend="200 EUR")
    assert 100 < len(small) < len(large)
    assert np.isin(small["key"], large["key"]).all()
    both = np.isin(large["key"], small["key"])
    assert np.array_equal(np.sort(small["time"]), np.sort(large["time"][both]))
