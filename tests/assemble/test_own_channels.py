"""A channel that a scenario makes runs by the numbers that it states, and by its base's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.channels.delay import LOG_NORMAL
from simsmm.channels.rhythm import weekly_rhythm
from simsmm.record import Kind
from simsmm.scenario import Scenario
from simsmm.spread.world import Law
from simsmm.study.replicate import play
from tests.scenario.test_own_channels import APP, plan, whole


def law(app: dict[str, Any] | str, name: str = "my app") -> Law:
    return Stage(Scenario.from_data(plan(app, name)), 1, 0).world(0, 0)[0].law


@pytest.mark.parametrize("app", [{"based on": "business network"}, whole("business network")])
def test_with_the_numbers_of_a_preset_it_is_that_preset(app: dict[str, Any]) -> None:
    made, known = law(app), law("typical", "business network")
    np.testing.assert_array_equal(made.channels, known.channels)
    np.testing.assert_array_equal(made.rhythm, known.rhythm)
    np.testing.assert_array_equal(made.meets, known.meets)
    # Who is drawn as a member differs, and with it the mean of interests and ties a little.
    np.testing.assert_allclose(made.reach, known.reach, rtol=1e-9)
    np.testing.assert_allclose(made.response, known.response, rtol=1e-9)


@pytest.mark.parametrize("channel", presets.channels())
def test_every_channel_can_be_made_again_from_its_mechanism(channel: str) -> None:
    data = plan(whole(channel))
    (campaign,) = data["campaigns"]
    (post,) = campaign["posts"]
    known = presets.channel(channel)
    if not known.followed:
        del campaign["pages"]
    if not known.passed_on:
        del post["seeds"]
    if not known.sold:
        del post["boost"]
    made = Scenario.from_data(data)
    found = made.preset("my app")
    assert (set(found.numbers), set(found.formats)) == (set(known.numbers), set(known.formats))
    same = {"meaning", "name", "like", "numbers", "formats"}
    assert replace(found, **{field: getattr(known, field) for field in same}) == known
    stage = Stage(made, 1, 0)
    for name, number in known.numbers.items():
        assert stage.values.channel("my app", name) == number.value
    run = play(stage, 0)
    assert run is not None
    assert len(run.record.exposures) > 0


def test_it_has_the_delay_and_the_rhythm_that_it_states() -> None:
    made = law({**APP, "delay": "log-normal", "kernel shape": "1.2", "rhythm": "office"})
    (row,) = made.channels
    assert (row["kernel"], row["half_life"], row["shape"]) == (LOG_NORMAL, 2.0, 1.2)
    np.testing.assert_array_equal(made.rhythm[0, :, :168], weekly_rhythm("office"))


def test_a_format_adds_what_it_states() -> None:
    stage = Stage(Scenario.from_data(plan({**APP, "formats": {"video": "0.7"}})), 1, 0)
    assert stage.world(0, 0)[0].plan.bonus[0, 0] == 0.7


def test_pages_posts_seeds_and_boosts_work_on_it() -> None:
    run = play(Stage(Scenario.from_data(plan(APP)), 1, 0), 0)
    assert run is not None
    assert run.setting.channels == ("my app",)
    met = {Kind(kind) for kind in np.unique(run.record.exposures["kind"])}
    assert {Kind.AD, Kind.PAGE, Kind.FRIEND} <= met
    members = run.setting.members[0]
    assert members[run.record.exposures["person"]].all()
    assert 0.5 < members.mean() < 0.7
