"""Fans: who follows a page or a creator."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws.arrays import exponentials

Array = npt.NDArray[Any]


def choose_fans(
    key: int, candidates: Array, weight: Array, count: int, ids: Array | None = None
) -> Array:
    """Draw ``count`` of the candidates without replacement, the likelier the larger the weight.

    An exponential race (Efraimidis and Spirakis 2006, "Weighted random sampling with a
    reservoir"): candidate i runs for ``E_i / weight_i`` with a keyed exponential ``E_i``, and the
    first ``count`` are chosen. A smaller count chooses a subset of a larger one's.

    Args:
        key: 64-bit key of the page.
        candidates: int (n,), people.
        weight: float (n,), zero or more; who has zero is never chosen.
        count: how many.
        ids: uint64 (n,), identities that key the draws; by default the candidates themselves.

    Returns:
        int32 (count,), people, ascending.

    Raises:
        ValueError: fewer than ``count`` candidates have a weight above zero.
    """
    able = np.flatnonzero(np.asarray(weight) > 0)
    if len(able) < count:
        raise ValueError(f"{count} fans are wanted, but only {len(able)} people could be fans")
    candidates = np.asarray(candidates)
    runners = candidates[able] if ids is None else np.asarray(ids)[able]
    times = exponentials(key, runners) / np.asarray(weight)[able]
    # The first few of many: no need to put the others in order too.
    first = np.argpartition(times, count)[:count] if count < len(times) else slice(None)
    return np.sort(candidates[able[first]]).astype(np.int32)
