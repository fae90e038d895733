"""Fans: as many as asked for, by weight, nested in their number."""

import numpy as np
import pytest

from simsmm.society import choose_fans

PEOPLE = np.arange(1000)
ONES = np.ones(1000)


def test_as_many_as_asked_for_ascending() -> None:
    fans = choose_fans(1, PEOPLE, ONES, 40)
    assert fans.dtype == np.int32
    assert len(fans) == 40
    assert np.all(np.diff(fans) > 0)
    assert len(choose_fans(1, PEOPLE, ONES, 0)) == 0
    np.testing.assert_array_equal(choose_fans(1, PEOPLE, ONES, 1000), PEOPLE)


def test_a_smaller_page_has_a_subset() -> None:
    weight = 1.0 + PEOPLE % 7
    fans = [set(choose_fans(9, PEOPLE, weight, count).tolist()) for count in (10, 100, 900)]
    assert fans[0] < fans[1] < fans[2]


def test_a_candidate_more_displaces_at_most_one() -> None:
    fewer = choose_fans(9, PEOPLE[:-1], ONES[:-1], 50)
    more = choose_fans(9, PEOPLE, ONES, 50)
    assert len(np.setdiff1d(fewer, more)) <= 1


def test_weightless_people_are_never_chosen() -> None:
    weight = (PEOPLE % 2).astype(float)
    assert np.all(choose_fans(3, PEOPLE, weight, 500) % 2 == 1)
    with pytest.raises(ValueError, match="501 fans are wanted, but only 500"):
        choose_fans(3, PEOPLE, weight, 501)


def test_the_first_of_two_wins_by_weight() -> None:
    """P(chosen) = w / (w + w'): 3 to 1, over 4,000 keys, within five standard errors."""
    wins = sum(
        choose_fans(key, np.arange(2), np.array([3.0, 1.0]), 1)[0] == 0 for key in range(4000)
    )
    assert abs(wins / 4000 - 0.75) < 5 * np.sqrt(0.75 * 0.25 / 4000)


def test_luck_follows_the_id() -> None:
    ids = PEOPLE.astype(np.uint64) + np.uint64(77)
    fans = choose_fans(5, PEOPLE, ONES, 60, ids)
    moved = choose_fans(5, PEOPLE, ONES, 60, ids[::-1])
    np.testing.assert_array_equal(np.sort(999 - moved), fans)
