"""Keyed random numbers: the only source of chance in simsmm.

Every draw is a pure function of a key and an index, never of how many draws came before. The
generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
OOPSLA 2014) read at random access: ``number(key, index)`` is output ``index`` of the SplitMix64
stream that starts at ``key``. A number can itself serve as the key of a further stream, so a chain
of identities - replicate, decision, post, person who shares, person who sees - leads to one
number, whatever else happens in the run.

This file is the readable definition, in plain Python integers. `simsmm.draws.arrays` holds the same
functions for NumPy arrays and `simsmm.draws.compiled` for compiled kernels; tests hold all three
to one another and to published vectors.
"""

from __future__ import annotations

import hashlib

from simsmm.draws.decisions import Decision, Sight, Society, Stream

__all__ = [
    "GOLDEN",
    "Decision",
    "Sight",
    "Society",
    "Stream",
    "mix",
    "name_key",
    "number",
    "stream_key",
    "uniform",
]

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
"""The odd integer nearest to 2**64 divided by the golden ratio: SplitMix64's increment."""


def mix(z: int) -> int:
    """Scramble 64 bits: Stafford's variant 13 of the MurmurHash3 finaliser, as SplitMix64 uses."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def number(key: int, index: int) -> int:
    """Output ``index`` (from 0) of the SplitMix64 stream that starts at ``key``, as 64 bits."""
    return mix((key + (index + 1) * GOLDEN) & MASK)


def uniform(bits: int) -> float:
    """Turn 64 bits into a number in [0, 1), on a grid of 2**-53."""
    return (bits >> 11) * 2.0**-53


def name_key(text: str) -> int:
    """The 64-bit identity of a name: the first eight bytes of its BLAKE2b hash, little-endian.

    Names of posts, actors and parameters enter keys through this, so that luck follows the id and
    neither the order of a file nor the hash seed of the interpreter.
    """
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def stream_key(seed: int, stream: Stream, index: int) -> int:
    """The key of one stream (luck, parameters or society) of a run: number ``index`` of it."""
    return number(number(number(seed & MASK, 0), stream), index)
