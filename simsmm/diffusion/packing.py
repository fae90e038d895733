"""Packs a network the way the compiled cascade reads it: see `simsmm.diffusion.cascade_kernel`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.cascade_kernel import Rows
from simsmm.diffusion.sift import LANES

if TYPE_CHECKING:
    from simsmm.diffusion.graph import Network

Array = npt.NDArray[Any]

_HALF = np.uint64(32)


def packed(network: Network) -> Rows:
    """The rows of a network; its ties are copied, with spare places at their end."""
    alike = not np.ndim(network.chance)
    each = np.zeros(0) if alike else np.asarray(network.chance, np.float64)
    limits = largest_live(np.atleast_1d(np.float64(network.chance)))
    ties = with_spare(network.heads, np.int32 if alike else np.uint64)
    if not alike:
        ties[: network.arrows] |= limits >> _HALF << _HALF
    starts = network.starts.astype(np.uint32 if network.arrows < 2**32 else np.int64)
    if alike and network.chance == 0.0:
        starts = np.zeros_like(starts)  # no number is so small that it is live
    named = network.ids is not None
    ids = network.identities if named else np.zeros(0, np.uint64)
    names = with_spare(ids[network.heads], np.uint64) if named else network.heads
    return Rows(starts, ties, names, ids, each, limits[0] if alike else np.uint64(0))


def with_spare(values: Array, kind: Any) -> Array:
    """A copy that the compiled search for live ties may read beyond the end of."""
    # Made by NumPy, which asks for large pages of memory; those cost a processor fewer look-ups.
    copy = np.zeros(len(values) + LANES, kind)
    copy[: len(values)] = values
    return copy


def largest_live(chances: Array) -> Array:
    """The largest of the 64-bit numbers that are live at each chance, uint64; 0 for a chance of 0.

    ``uniform(number) < chance`` compares the first 53 bits with the chance times 2**53.
    """
    live = np.ceil(chances * 2.0**53).astype(np.uint64)
    # A chance of 1 shifts out of 64 bits, and comes back as all ones.
    return np.where(live > 0, (live << np.uint64(11)) - np.uint64(1), np.uint64(0))
