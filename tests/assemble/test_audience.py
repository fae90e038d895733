"""An audience by city and age meets the people who live there and are of that age."""

from __future__ import annotations

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.assemble.people import meant_by
from simsmm.scenario import Audience
from tests.scenario.test_audience import market

FANS_IN_KRAKOW = {"segments": "fans of indie", "cities": "Krakow", "ages": "15-24"}


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage(market(target=FANS_IN_KRAKOW, to=FANS_IN_KRAKOW), 1, 0)


def test_ages_are_drawn_by_the_shares_of_the_segment(stage: Stage) -> None:
    people = stage.society.people
    of_fans, of_others = (people.age[people.segment == k] for k in (0, 1))
    assert set(of_fans) == {0, -1}  # 15-24, or of no named age
    assert np.mean(of_fans == 0) == pytest.approx(0.6, abs=4 * np.sqrt(0.24 / len(of_fans)))
    assert np.mean(of_others == 1) == pytest.approx(0.5, abs=4 * np.sqrt(0.25 / len(of_others)))
    assert np.mean(of_others == 2) == pytest.approx(0.05, abs=4 * np.sqrt(0.05 / len(of_others)))


def test_ages_change_nobody_else() -> None:
    plain, aged = Stage(market(ages={}), 1, 0).society.people, Stage(market(), 1, 0).society.people
    for name in ("segment", "city", "interests", "member", "activity", "phone"):
        assert np.array_equal(getattr(plain, name), getattr(aged, name))


def test_whoever_is_meant_meets_every_condition(stage: Stage) -> None:
    people = stage.society.people
    meant = meant_by(stage.scenario.target, stage.scenario, stage.society)
    assert meant is not None
    expected = (people.segment == 0) & (people.city == 0) & (people.age == 0)
    assert np.array_equal(meant, expected)
    assert 0 < meant.sum() < np.sum(people.segment == 0)
    assert meant_by(Audience(), stage.scenario, stage.society) is None
    assert np.array_equal(stage.world(0, 0)[1].target, expected)


def test_bought_impressions_meet_the_audience_as_accurately_as_the_channel_aims(
    stage: Stage,
) -> None:
    meant = meant_by(stage.scenario.target, stage.scenario, stage.society)
    assert meant is not None
    bought = stage.world(0, 0)[0].plan.bought
    inside = np.mean(meant[bought["person"]])
    # The few who are meant (4 % of all) get most of what is bought.
    assert 0.3 < inside < 0.8
    everybody = Stage(market(), 1, 0).world(0, 0)[0].plan.bought
    assert np.mean(meant[everybody["person"]]) < 0.1
