"""Compiled code takes numbers apart as the plain rules do, and gives their bits."""

from __future__ import annotations

import numpy as np
import pytest

import simsmm.spread.rules  # noqa: F401
from simsmm.behaviour import fading
from simsmm.channels.delay import halvings
from simsmm.compiled import compiled


@compiled
def _all_halvings(left: np.ndarray, out: np.ndarray) -> None:
    for row in range(len(left)):
        out[row] = halvings(left[row])


@compiled
def _all_fading(x: np.ndarray, out: np.ndarray) -> None:
    for row in range(len(x)):
        out[row] = fading(x[row])


@pytest.mark.parametrize("low", [0.0, 1.0, 20.0, 52.0])
def test_halvings_have_the_same_bits(low: float) -> None:
    left = 2.0 ** -np.linspace(low, low + 1.0, 3_001)
    out = np.empty_like(left)
    _all_halvings(left, out)
    assert out.tolist() == [halvings(value) for value in left.tolist()]
    np.testing.assert_allclose(out[1:], -np.log2(left[1:]), rtol=1e-11)


def test_what_fades_has_the_same_bits() -> None:
    x = np.concatenate([np.linspace(0.0, 3.0, 3_001), np.linspace(3.0, 800.0, 3_001)])
    out = np.empty_like(x)
    _all_fading(x, out)
    assert out.tolist() == [fading(value) for value in x.tolist()]
