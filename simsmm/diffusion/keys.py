"""Keys of the draws of diffusion models: one world for each replicate, whoever the seeds are."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import MASK, Decision, Stream, name_key, number, stream_key
from simsmm.draws.arrays import numbers

Array = npt.NDArray[Any]

MESSAGE = name_key("diffusion")
"""Identity of what spreads, in the place of a post's."""


def luck_key(seed: int) -> int:
    """Key of the stream of luck, of which number r keys replicate r."""
    return number(number(seed & MASK, 0), Stream.LUCK)


def pass_key(seed: int, replicate: int) -> int:
    """Key of all ties in one replicate: a tie u -> v reads ``number(number(key, id_u), id_v)``."""
    return number(number(stream_key(seed, Stream.LUCK, replicate), Decision.PASS), MESSAGE)


def pass_keys(seed: int, replicates: int) -> Array:
    """`pass_key` of replicates 0 to ``replicates`` - 1, uint64."""
    return keys_of(Decision.PASS, seed, replicates)


def keys_of(decision: Decision, seed: int, replicates: int) -> Array:
    """Keys of a decision about the message in replicates 0 to ``replicates`` - 1, uint64."""
    luck = numbers(luck_key(seed), np.arange(replicates))
    return numbers(numbers(luck, int(decision)), MESSAGE)
