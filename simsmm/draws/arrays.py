"""The keyed draws of `simsmm.draws`, for NumPy arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simsmm.draws import GOLDEN, MASK

Keys = npt.NDArray[np.uint64]
Reals = npt.NDArray[np.float64]


def mixes(z: Keys) -> Keys:
    """`simsmm.draws.mix` for an array of 64-bit numbers."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def numbers(key: int | Keys, indices: npt.ArrayLike) -> Keys:
    """`simsmm.draws.number` for arrays: keys and indices broadcast against each other."""
    keys = np.uint64(key & MASK) if isinstance(key, int) else np.asarray(key, dtype=np.uint64)
    # An array of at least one dimension: NumPy warns about overflow for scalars only.
    steps = np.atleast_1d(np.asarray(indices)).astype(np.uint64) + np.uint64(1)
    return mixes(keys + steps * np.uint64(GOLDEN))


def unit(bits: Keys) -> Reals:
    """Turn 64-bit numbers into numbers in [0, 1)."""
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def uniforms(key: int | Keys, indices: npt.ArrayLike) -> Reals:
    """Uniform numbers in [0, 1), one for each index."""
    return unit(numbers(key, indices))


def exponentials(key: int | Keys, indices: npt.ArrayLike) -> Reals:
    """Exponential numbers of mean one, one for each index."""
    return -np.log1p(-uniforms(key, indices))


def normals(key: int | Keys, indices: npt.ArrayLike) -> Reals:
    """Standard normal numbers, one for each index, by the quantile function."""
    from scipy.special import ndtri

    # Neither end of (0, 1) is drawn: there the quantile is infinite.
    return np.asarray(ndtri(np.maximum(uniforms(key, indices), 2.0**-54)))
