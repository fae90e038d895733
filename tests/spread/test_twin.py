"""The compiled engine does what the plain twin does, event by event, all rules on."""

from __future__ import annotations

import numpy as np
import pytest

from simsmm.record import Kind
from simsmm.spread.engine import Engine
from simsmm.spread.twin import Twin
from tests.spread.worlds import random_world

WORLDS = 200


@pytest.mark.parametrize("block", range(0, WORLDS, 20))
def test_kernel_and_twin_agree_event_by_event(block: int) -> None:
    for which in range(block, block + 20):
        world = random_world(which)
        compiled, plain = Engine(world).run(), Twin(world).run()
        assert compiled is not None
        for name in (
            "exposures",
            "sources",
            "purchases",
            "purchases_without",
            "fans_won",
            "fans_lost",
            "reviews",
            "ratings",
        ):
            one, other = getattr(compiled, name), getattr(plain, name)
            assert len(one) == len(other), (which, name)
            np.testing.assert_array_equal(one, other, err_msg=f"{name} of world {which}")
        for name in ("recall", "attitude"):
            one, other = getattr(compiled, name), getattr(plain, name)
            np.testing.assert_array_equal(one, other, err_msg=f"{name} of world {which}")
        np.testing.assert_array_equal(compiled.standings, plain.standings)
        assert compiled.unnoticed == plain.unnoticed


def test_the_random_worlds_use_every_rule() -> None:
    records = [Engine(random_world(which)).run() for which in range(WORLDS)]
    acts = np.concatenate([record.exposures["acts"] for record in records if record])
    kinds = np.concatenate([record.exposures["kind"] for record in records if record])
    paths = np.concatenate([record.purchases["path"] for record in records if record])
    assert len(acts) > 20_000
    for bit in range(6):
        assert np.count_nonzero(acts >> bit & 1) > 200
    assert np.all(np.bincount(kinds, minlength=len(Kind)) > 200)
    assert np.all(np.bincount(paths, minlength=2) > 100)
    assert sum(record.unnoticed for record in records if record) > 500
    sources = np.concatenate([record.sources for record in records if record])
    lifted = (sources["account"] >= 0) & (sources["parent"] >= 0)
    assert np.count_nonzero(lifted) > 200
    assert max(record.sources["depth"].max() for record in records if record) >= 4
    stood = np.concatenate([record.standings for record in records if record])
    assert np.count_nonzero(stood["best"] == 1) > 30
    assert np.count_nonzero(stood["best"] > 3) > 50
    assert np.count_nonzero((stood["best"] == 0) & (stood["rounds"] > 2)) > 10
    assert stood["votes"].max() > 10.0


def test_any_slicing_of_a_run_gives_the_same_record() -> None:
    for which in range(20):
        whole = Engine(random_world(which)).run()
        sliced = Engine(random_world(which), room=8)
        for until in np.arange(0.0, 200.0, 3.7):
            sliced.advance(float(until))
        sliced.advance(np.inf)
        assert whole is not None
        np.testing.assert_array_equal(whole.exposures, sliced.finish().exposures)


def test_memory_used_again_gives_the_same_record_and_leaves_the_last_one_alone() -> None:
    for which in range(20):
        world = random_world(which)
        engine = Engine(world, room=8)
        first = engine.run()
        assert first is not None
        kept = first.exposures.copy()
        engine.restart(world)
        again = engine.run()
        assert again is not None
        for name in ("exposures", "sources", "purchases", "recall", "attitude", "fans_won"):
            np.testing.assert_array_equal(getattr(first, name), getattr(again, name))
        np.testing.assert_array_equal(first.exposures, kept)
