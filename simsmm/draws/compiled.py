"""The keyed draws of `simsmm.draws`, for compiled kernels."""

from __future__ import annotations

import math

import numpy as np

from simsmm.compiled import compiled

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_ONE = np.uint64(1)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@compiled
def number(key: np.uint64, index: np.uint64) -> np.uint64:
    """`simsmm.draws.number`; both arguments may be any integer type."""
    z = np.uint64(key) + (np.uint64(index) + _ONE) * _GOLDEN
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    return z ^ (z >> _S31)


@compiled
def uniform(bits: np.uint64) -> float:
    """`simsmm.draws.uniform`: 64 bits to [0, 1)."""
    return np.float64(np.int64(bits >> _S11)) * 2.0**-53


@compiled
def exponential(bits: np.uint64) -> float:
    """64 bits to an exponential number of mean one."""
    return -math.log1p(-uniform(bits))
