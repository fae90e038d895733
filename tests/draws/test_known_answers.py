"""Published outputs of SplitMix64, and identities that must never change."""

import os
import subprocess
import sys

import numpy as np
import pytest

from simsmm.draws import GOLDEN, Decision, Stream, name_key, number, stream_key, uniform
from simsmm.draws.arrays import numbers, uniforms
from simsmm.draws.decisions import Sight, Society

# Seed 0: printed by Vigna's splitmix64.c and by java.util.SplittableRandom. Seed 1234567: Rosetta
# Code, "Pseudo-random numbers/Splitmix64".
PUBLISHED = {
    0: [
        0xE220A8397B1DCDAF,
        0x6E789E6AA1B965F4,
        0x06C45D188009454F,
        0xF88BB8A8724C81EC,
        0x1B39896A51A8749B,
    ],
    1234567: [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ],
}


@pytest.mark.parametrize("seed", PUBLISHED)
def test_number_is_the_published_stream_at_random_access(seed: int) -> None:
    assert [number(seed, index) for index in range(5)] == PUBLISHED[seed]


def test_published_counts_of_seed_987654321() -> None:
    """Rosetta Code's second check: 100,000 numbers of 32 bits, thrown into five equal bins."""
    high = (numbers(987654321, np.arange(100_000)) >> np.uint64(32)).astype(np.float64) / 2.0**32
    assert np.bincount((high * 5).astype(int)).tolist() == [20027, 19892, 20073, 19978, 20030]


def test_number_is_a_counter_with_the_golden_step() -> None:
    """Why keys are always numbers themselves: keys a golden step apart read the same stream."""
    assert number(1234567 + GOLDEN, 0) == number(1234567, 1)
    assert number(2**64 - 1, 3) == number((4 * GOLDEN - 1) % 2**64 - GOLDEN, 0)


def test_uniform_covers_the_half_open_interval() -> None:
    assert uniform(0) == 0.0
    assert uniform(2**64 - 1) == 1.0 - 2.0**-53
    assert uniform(1 << 63) == 0.5
    assert uniform(1 << 11) == 2.0**-53


def test_name_keys_are_pinned() -> None:
    """Another value here would change the luck of every post and actor."""
    assert name_key("") == 0xB4B2797457A0A6E4
    assert name_key("first-single") == 0x60973CE45CA453B6
    assert name_key("Kraków") == 0x68B8678F26ACBC9B


def test_stream_keys_differ_by_seed_stream_and_index() -> None:
    keys = {
        stream_key(seed, stream, index)
        for seed in range(50)
        for stream in Stream
        for index in range(50)
    }
    assert len(keys) == 50 * len(Stream) * 50
    assert stream_key(7, Stream.LUCK, 3) == number(number(number(7, 0), 1), 3)
    assert stream_key(7 + 2**64, Stream.LUCK, 3) == stream_key(7, Stream.LUCK, 3)


def test_decisions_keep_their_numbers() -> None:
    """A decision's number is part of its keys: new ones are added, old ones never change."""
    assert {d.name: d.value for d in Stream} == {"LUCK": 1, "PARAMETERS": 2, "SOCIETY": 3}
    for table in (Stream, Decision, Sight, Society):
        values = [member.value for member in table.__members__.values()]
        assert len(values) == len(set(values)), f"{table.__name__} uses a number twice"


PRINT_SOME = """
from simsmm.draws import Stream, name_key, number, stream_key
print(name_key("album"), name_key("tour"), stream_key(1, Stream.LUCK, 2), number(3, 4))
"""


def test_hash_seed_of_the_interpreter_changes_nothing() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", PRINT_SOME],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(answers) == 1
    assert answers.pop().split()[0] == str(name_key("album"))


def test_a_scalar_key_and_an_array_of_keys_broadcast() -> None:
    keys = np.array([3, 2**64 - 1], dtype=np.uint64)
    table = numbers(keys[:, None], np.arange(4))
    assert table.shape == (2, 4)
    assert table.tolist() == [[number(int(key), index) for index in range(4)] for key in keys]
    assert uniforms(3, 5).tolist() == [uniform(number(3, 5))]
