"""Replicates: the same whatever ran them, as many as asked for, stopped without a loss."""

from __future__ import annotations

import _thread
import threading
import time

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.record import Run
from simsmm.scenario import Scenario
from simsmm.study import Answer, Outcome, study
from simsmm.study import replicate as playing
from simsmm.study import run as running
from simsmm.study.content import content_hash
from simsmm.study.design import BLOCK
from simsmm.study.manifest import manifest
from tests.study.plans import scenario

PLAN = scenario()


def content(answer: Answer) -> str:
    return content_hash(answer.replicate_rows(), answer.series_rows())


@pytest.fixture(scope="module")
def twenty() -> Answer:
    return study(PLAN, seed=1, replicates=20, workers=1)


@pytest.mark.parametrize("workers", [2, 7])
def test_any_number_of_workers_gives_the_same(twenty: Answer, workers: int) -> None:
    assert content(study(PLAN, seed=1, replicates=20, workers=workers)) == content(twenty)


def test_another_seed_gives_another_answer(twenty: Answer) -> None:
    other = study(PLAN, seed=2, replicates=20)
    assert not np.any(other["reach"].values == twenty["reach"].values)


def test_replicates_are_those_asked_for(twenty: Answer) -> None:
    assert [replicate.index for replicate in twenty.replicates] == list(range(20))
    assert twenty.complete
    rows = twenty.replicate_rows()
    assert sorted(rows["replicate"].unique()) == list(range(20))
    assert (rows["parameters"] == rows["replicate"] // 2).all()
    assert (rows["society"] == rows["replicate"] // 16).all()
    assert not rows.duplicated(["replicate", "measure", "by", "group"]).any()


@pytest.mark.parametrize("shorter", [1, 3, 16])
def test_a_shorter_study_is_the_start_of_a_longer_one(twenty: Answer, shorter: int) -> None:
    short = study(PLAN, seed=1, replicates=shorter)
    rows, longer = short.replicate_rows(), twenty.replicate_rows()
    assert content_hash(rows) == content_hash(longer[longer["replicate"] < shorter])
    lines, longer = short.series_rows(), twenty.series_rows()
    assert content_hash(lines) == content_hash(longer[longer["replicate"] < shorter])


def test_replicates_differ_by_luck_and_pairs_share_their_numbers(twenty: Answer) -> None:
    reach = twenty["reach"].values
    assert len(np.unique(reach)) > 15
    # The price of impressions is drawn, and nothing else moves what a boost spends.
    price = twenty["CPM", "channel", "social network"].values
    assert np.all(price[0::2] == price[1::2])
    assert len(np.unique(price)) == 10


def test_series_end_at_their_measures(twenty: Answer) -> None:
    for replicate in twenty.replicates:
        for name, line in replicate.series.items():
            if name != "hours":
                assert line[-1] == pytest.approx(replicate.measured[name, "all", "all"])
                assert name == "incremental sales" or np.all(np.diff(line) >= 0.0)


class Looks:
    """The numbers of replicates that progress was asked towards."""

    def __init__(self) -> None:
        self.targets: list[int] = []
        self.done: list[int] = []

    def __call__(self, done: int, target: int) -> None:
        self.done.append(done)
        if target not in self.targets:
            self.targets.append(target)


def one_post(**effort: object) -> Scenario:
    """A plan that takes a few milliseconds a replicate."""
    return scenario(
        effort=effort,
        goals=[],
        channels=["social network"],
        people={"segments": [{"name": "fans of indie", "share": "100 %"}]},
        campaigns=[
            {
                "brand": "B",
                "pages": {"social network": {"fans": 20_000}},
                "posts": [{"at": "day 1 12:00", "on": "social network", "format": "text"}],
            }
        ],
    )


def test_usual_efforts_look_after_64_128_and_so_on() -> None:
    looks = Looks()
    answer = study(one_post(precision="0.01 %", **{"at most": 150}), progress=looks)
    assert looks.targets == [64, 128, 150]
    assert looks.done == list(range(1, 151))
    assert len(answer.replicates) == 150
    assert answer.complete
    assert any("not to the 0.01 % asked for" in warning for warning in answer.warnings)


def test_a_study_stops_at_the_first_look_that_is_precise_enough() -> None:
    plan = one_post(**{"at least": 16, "at most": 1024})
    known = study(plan, replicates=64)["reach"].values
    precisions = {look: Outcome("reach", "people", known[:look]).precision for look in (16, 32, 64)}
    wanted = precisions[64]
    first = next(look for look, found in precisions.items() if found <= wanted)
    answer = study(plan, precision=wanted)
    assert len(answer.replicates) == first
    assert answer["reach"].precision <= wanted
    assert answer.complete


def test_looks_inside_a_society_leave_nothing_out_and_run_nothing_twice() -> None:
    looks = Looks()
    plan = one_post(precision="0.01 %", **{"at least": 5, "at most": 40})
    answer = study(plan, progress=looks)
    assert looks.targets == [5, 10, 20, 40]
    assert looks.done == list(range(1, 41))
    assert content(answer) == content(study(plan, replicates=40))


def test_exactly_so_many_replicates_whatever_their_precision() -> None:
    assert len(study(PLAN, replicates=3, precision=1e-9).replicates) == 3


@pytest.mark.parametrize("wrong", [{"replicates": 0}, {"replicates": -3}, {"workers": 0}])
def test_numbers_below_one_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="whole numbers from 1"):
        study(PLAN, **wrong)


def at_work() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.is_alive()}


@pytest.mark.parametrize("workers", [1, 3])
def test_stopping_gives_what_is_done_within_two_seconds(workers: int) -> None:
    before, stop = at_work(), threading.Event()
    stopped_at = []

    def after_twenty(done: int, _: int) -> None:
        if done == 20:
            stopped_at.append(time.monotonic())
            stop.set()

    answer = study(
        PLAN, seed=1, replicates=100_000, workers=workers, progress=after_twenty, stop=stop
    )
    assert time.monotonic() - stopped_at[0] < 2.0
    assert at_work() <= before
    count = len(answer.replicates)
    # With several workers, those further on may be ahead of a gap.
    assert 20 <= count + (workers - 1) * BLOCK <= 20 + 2 * workers * BLOCK
    assert [replicate.index for replicate in answer.replicates] == list(range(count))
    assert not answer.complete
    told = f"interrupted: {count:,} of 100,000 replicates."
    assert any(told in warning for warning in answer.warnings)
    assert manifest(answer)["replicates asked for"] == 100_000
    assert content(answer) == content(study(PLAN, seed=1, replicates=count))


def test_stopping_keeps_what_an_earlier_look_has_seen() -> None:
    stop = threading.Event()

    def after_the_first_look(done: int, target: int) -> None:
        if target > 20:
            stop.set()

    plan = one_post(precision="0.01 %", **{"at least": 20, "at most": 400})
    answer = study(plan, workers=1, progress=after_the_first_look, stop=stop)
    assert len(answer.replicates) >= 20
    assert answer.wanted == 40
    assert not answer.complete


def test_stopping_keeps_what_a_busy_society_has_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, again, play = threading.Event(), threading.Event(), playing.play

    def busy(stage: Stage, index: int, asked: playing.Stop) -> Run | None:
        if index == 3:
            stop.set()
            assert again.wait(60), "it was waited for"
        return play(stage, index, asked)

    monkeypatch.setattr(playing, "play", busy)
    answer = study(one_post(), replicates=64, workers=1, stop=stop)
    again.set()
    assert [one.index for one in answer.replicates] == [0, 1, 2]
    assert not answer.complete


def test_stopping_before_anything_is_done_is_told() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(InterruptedError, match="before the first replicate"):
        study(PLAN, stop=stop)


def test_an_interrupt_of_the_keyboard_gives_what_is_done() -> None:
    before = at_work()

    def interrupt(done: int, _: int) -> None:
        if done == 20:
            _thread.interrupt_main()

    answer = study(PLAN, seed=1, replicates=100_000, workers=2, progress=interrupt)
    assert 1 <= len(answer.replicates) < 1000
    assert not answer.complete
    assert at_work() <= before


def test_a_failure_in_a_worker_comes_up_once(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before, play, looks = at_work(), running.run_block, Looks()

    def fails(plan: Scenario, seed: int, indices: range, *others: object) -> None:
        if indices.start == BLOCK:
            raise ArithmeticError("no such number")
        play(plan, seed, indices, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "run_block", fails)
    with pytest.raises(ArithmeticError, match="no such number"):
        study(PLAN, replicates=100 * BLOCK, workers=2, progress=looks)
    assert at_work() <= before
    assert len(looks.done) < 10 * BLOCK, "the others went on although the answer was lost"
    assert "no such number" not in "".join(capfd.readouterr())


def test_what_is_asked_of_progress_may_fail_too() -> None:
    def fails(done: int, target: int) -> None:
        raise RuntimeError("no screen")

    with pytest.raises(RuntimeError, match="no screen"):
        study(PLAN, replicates=4 * BLOCK, workers=2, progress=fails)
