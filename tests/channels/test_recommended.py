"""The rules of recommendation: who comes first, how large a wave is, and a race in laps."""

import math

import pytest

from simsmm.channels.race import FIRST_LAP, lap_end
from simsmm.channels.recommended import expected_audience, next_wave, pull


def test_waves_grow_by_engagement_over_a_reference() -> None:
    assert next_wave(300.0, 15.0, 0.05) == pytest.approx(300.0)
    assert next_wave(300.0, 30.0, 0.05) == pytest.approx(600.0)
    assert next_wave(0.0, 0.0, 0.05) == 0.0


def test_expected_audiences() -> None:
    assert expected_audience(300.0, 0.0) == 300.0
    assert expected_audience(300.0, 0.9) == pytest.approx(3_000.0)
    assert expected_audience(300.0, 0.9, members=1_000.0) == 1_000.0
    assert expected_audience(300.0, 1.0, members=9e6) == 9e6
    assert expected_audience(300.0, 1.2) == math.inf


def test_matching_pulls() -> None:
    assert pull(0.3, 0.3, 5.0) == 1.0
    assert pull(0.9, 0.3, 0.0) == 1.0
    assert pull(0.8, 0.3, 2.0) == pytest.approx(math.e)


def test_each_lap_is_as_long_as_all_before_it() -> None:
    assert lap_end(-1) == 0.0
    assert lap_end(0) == FIRST_LAP
    for lap in range(1, 20):
        assert lap_end(lap) - lap_end(lap - 1) == lap_end(lap - 1)
