"""How many people a message is sent to, and who comes first in the race to be chosen."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.channels.message import recipients, share_of_senders, wait
from simsmm.channels.reference import EVERYBODY, sending_scale

DRAWS = np.linspace(0.0, 1.0, 100_001)[:-1]


@pytest.mark.parametrize(("scale", "tail"), [(3.7, 2.5), (0.4, 2.1), (12.0, 4.0)])
def test_the_share_of_those_who_send_to_k_or_more(scale: float, tail: float) -> None:
    sent = np.array([recipients(draw, scale, tail) for draw in DRAWS.tolist()])
    assert sent.min() == 1
    for least in (1, 2, 3, 5, 10, 40):
        share = share_of_senders(least, scale, tail)
        assert (sent >= least).mean() == pytest.approx(share, abs=2e-5)


@given(st.floats(0.0, 1.0, exclude_max=True), st.floats(0.0, 1e6), st.floats(2.05, 10.0))
def test_a_larger_draw_never_sends_to_fewer(draw: float, scale: float, tail: float) -> None:
    assert 1 <= recipients(0.0, scale, tail) <= recipients(draw, scale, tail)
    assert recipients(draw, 0.0, tail) == 1


@pytest.mark.parametrize("mean", [1.0, 1.4, 2.51, 2.96, 9.0])
def test_the_scale_gives_the_mean_without_a_limit_of_ties(mean: float) -> None:
    endless = np.ones(200_000)
    scale = sending_scale(mean, endless, 3.5)
    sent = sum(share_of_senders(k, scale, 3.5) for k in range(1, 5_000))
    assert sent == pytest.approx(mean, rel=1e-4)


def test_the_scale_gives_the_mean_of_people_with_few_ties() -> None:
    ties = np.array([1, 2, 2, 5, 8, 30])
    tied = np.array([(ties > j).mean() for j in range(30)])
    scale = sending_scale(2.51, tied, 2.5)
    means = [
        sum(share_of_senders(k, scale, 2.5) for k in range(1, most + 1)) for most in ties.tolist()
    ]
    assert np.mean(means) == pytest.approx(2.51, rel=1e-9)


def test_people_with_too_few_ties_send_to_all_of_them() -> None:
    assert sending_scale(3.0, np.ones(2), 2.5) == pytest.approx(EVERYBODY, rel=1e-6)


def test_a_tie_of_half_the_strength_is_chosen_half_as_often() -> None:
    """P(the weaker clock runs out first) = 1/3 against a tie of twice the strength."""
    draws = (np.arange(400) + 0.5) / 400
    weak, strong = (
        np.array([wait(draw, strength) for draw in draws.tolist()]) for strength in (0.5, 1.0)
    )
    assert (weak[:, None] < strong[None, :]).mean() == pytest.approx(1.0 / 3.0, abs=2e-3)
    assert np.all(np.diff(strong) > 0.0)
    assert strong[200] == pytest.approx(1.0, abs=0.01)
    assert math.isclose(wait(0.3, 0.5), 2.0 * wait(0.3, 1.0))
