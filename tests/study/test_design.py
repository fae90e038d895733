"""The spread of outcomes is split into luck, unknown numbers and society as it was made."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.study.design import (
    BLOCK,
    PAIR,
    Components,
    components_of_each,
    parameters_of,
    society_of,
)


def components(outcomes: np.ndarray) -> Components:
    """Those of one outcome."""
    return components_of_each(outcomes[np.newaxis])[0]


# A block of eight pairs by hand: their means swing by 7, luck by 1 inside each pair.
SWINGS = np.repeat([7.0, 7.0, 7.0, 7.0, -7.0, -7.0, -7.0, -7.0], 2)
LUCK = np.tile([1.0, -1.0], 8)


def made(
    rng: np.random.Generator, replicates: int, luck: float, parameters: float, society: float
) -> np.ndarray:
    """Outcomes with the three variances, in the order of their replicates."""
    index = np.arange(replicates)
    parts = (luck, index), (parameters, index // PAIR), (society, index // BLOCK)
    return sum(
        math.sqrt(variance) * rng.standard_normal(which[-1] + 1)[which] for variance, which in parts
    )


def test_two_in_a_row_share_their_numbers_and_sixteen_their_society() -> None:
    assert [parameters_of(k) for k in range(9)] == [0, 0, 1, 1, 2, 2, 3, 3, 4]
    assert [society_of(k) for k in (0, 15, 16, 31, 32)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # Within pairs (1, -1): variance 2. Pair means are all alike.
        ([LUCK, LUCK], (2.0, 0.0, 0.0)),
        # Eight pair means of 7 and -7: variance 8 x 49 / 7.
        ([SWINGS, SWINGS], (0.0, 56.0, 0.0)),
        # Block means 0 and 2: variance 2.
        ([0.0 * LUCK, 0.0 * LUCK + 2.0], (0.0, 0.0, 2.0)),
        # All at once: 2; 56 - 2/2; means 0 and 10 have variance 50, less 56/8.
        ([SWINGS + LUCK, SWINGS + LUCK + 10.0], (2.0, 55.0, 43.0)),
        # Block means closer than pairs and luck would make them: no negative part.
        ([SWINGS + LUCK, SWINGS + LUCK + 0.1], (2.0, 55.0, 0.0)),
        ([0.0 * LUCK + 7.0, 0.0 * LUCK + 7.0], (0.0, 0.0, 0.0)),
    ],
)
def test_parts_of_the_variance_by_hand(
    blocks: list[np.ndarray], expected: tuple[float, float, float]
) -> None:
    found = components(np.concatenate(blocks))
    assert (found.luck, found.parameters, found.society) == pytest.approx(expected, abs=1e-12)
    assert found.total == pytest.approx(sum(expected))


def test_fewer_than_two_societies_are_split_into_luck_and_numbers() -> None:
    found = components(SWINGS + LUCK)
    assert (found.luck, found.parameters, found.society) == pytest.approx((2.0, 55.0, 0.0))
    found = components(np.array([1.0, 3.0]))
    assert (found.luck, found.parameters, found.society) == (2.0, 0.0, 0.0)


@pytest.mark.parametrize("replicates", [0, 1])
def test_one_replicate_tells_no_part_from_another(replicates: int) -> None:
    with pytest.raises(ValueError, match="two replicates at least"):
        components(np.zeros(replicates))


def test_shares_add_up() -> None:
    assert Components(1.0, 2.0, 1.0).shares() == {"luck": 0.25, "parameters": 0.5, "society": 0.25}
    assert set(Components(0.0, 0.0, 0.0).shares().values()) == {0.0}


@given(
    outcomes=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=80).map(np.array),
    shift=st.floats(-1e6, 1e6),
)
def test_no_part_is_negative_or_moved_by_a_constant(outcomes: np.ndarray, shift: float) -> None:
    found, moved = components(outcomes), components(outcomes + shift)
    for name in ("luck", "parameters", "society"):
        assert getattr(found, name) >= 0.0
        assert getattr(moved, name) == pytest.approx(getattr(found, name), rel=1e-5, abs=1e-3)


@pytest.mark.parametrize("truth", [(1.0, 0.0, 0.0), (1.0, 4.0, 0.0), (4.0, 1.0, 9.0)])
def test_known_parts_are_recovered(truth: tuple[float, float, float]) -> None:
    # A mean square with f degrees of freedom misses by sqrt(2/f) of itself: five such errors are
    # allowed. With 2,000 societies a fifth more or less of the largest part is seen.
    blocks = 2_000
    luck, parameters, society = truth
    found = components(made(np.random.default_rng(1), blocks * BLOCK, *truth))
    of_pair = parameters + luck / PAIR
    of_block = society + of_pair * PAIR / BLOCK
    pairs = blocks * (BLOCK // PAIR)
    assert abs(found.luck - luck) <= 5.0 * luck * math.sqrt(2.0 / pairs)
    slack = 5.0 * of_pair * math.sqrt(2.0 / (pairs - blocks)) + 2.5 * luck * math.sqrt(2.0 / pairs)
    assert abs(found.parameters - parameters) <= slack
    assert abs(found.society - society) <= 5.0 * of_block * math.sqrt(2.0 / (blocks - 1)) + slack


@pytest.mark.slow
@pytest.mark.parametrize("replicates", [5, 16, 20, 63, 64])
@pytest.mark.parametrize("truth", [(1.0, 0.0, 0.0), (0.2, 4.0, 0.0), (0.5, 1.0, 3.0)])
def test_error_of_the_mean_is_that_of_studies_made_again(
    replicates: int, truth: tuple[float, float, float]
) -> None:
    # The mean of 20,000 studies has a standard deviation known to 0.5 %: 2 % is four of its errors.
    rng = np.random.default_rng(replicates)
    means = np.array([made(rng, replicates, *truth).mean() for _ in range(20_000)])
    assert Components(*truth).error_of_mean(replicates) == pytest.approx(means.std(), rel=0.02)
