"""Ratings: a bell where all rate, a J where buyers choose to buy and to write; herding of votes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simsmm.behaviour.rating import opinion, standing, stars, upvote_chance, write_chance

PEOPLE = 200_000
SPREAD, BIAS, BEND = 1.4, 0.8, 10.0
LARGE_SHOP = (0.09, 0.05, 0.09, 0.19, 0.58)
"""Shares of one to five stars in public corpora of reviews of a large shop."""

luck = np.random.default_rng(1)
TASTES = luck.standard_normal(PEOPLE)
WRITES = luck.random(PEOPLE)


def histogram(bias: float, bend: float, quality: float = 0.5) -> np.ndarray:
    """Shares of one to five stars among those who write; ``bend`` infinite: everybody does."""
    counts = np.zeros(5)
    for taste, draw in zip(TASTES[:40_000].tolist(), WRITES[:40_000].tolist(), strict=True):
        held = opinion(quality, taste, SPREAD, bias)
        if math.isinf(bend) or draw < write_chance(held, 0.05, bend):
            counts[stars(held, 0.0, 0.0) - 1] += 1
    return counts / counts.sum()


def test_where_everybody_rates_the_stars_form_a_bell() -> None:
    shares = histogram(0.0, math.inf)
    assert shares.argmax() == 2
    assert shares[0] < shares[1] < shares[2] > shares[3] > shares[4]


def test_where_buyers_choose_to_write_the_stars_form_a_j() -> None:
    shares = histogram(BIAS, BEND)
    assert shares.argmax() == 4
    assert shares[4] > 2.0 * shares[3]
    assert shares[0] > shares[1]
    mean, of_all = (float(of @ np.arange(1, 6)) for of in (shares, histogram(0.0, math.inf)))
    assert mean > of_all + 0.5
    # Three numbers for four shares: near what is published, and not put in one by one.
    np.testing.assert_allclose(shares, LARGE_SHOP, atol=0.05)


@pytest.mark.parametrize("bias", [0.0, BIAS])
def test_either_choice_alone_gives_no_j(bias: float) -> None:
    shares = histogram(bias, 0.0 if bias else BEND)
    assert not (shares.argmax() == 4 and shares[0] > shares[1])


def test_a_better_product_never_gets_fewer_stars() -> None:
    for taste in np.linspace(-3.0, 3.0, 25).tolist():
        given = [stars(opinion(q, taste, SPREAD, BIAS), 0.0, 0.0) for q in (0.1, 0.5, 0.9)]
        assert given == sorted(given)


def test_a_shown_average_draws_the_stars_towards_it() -> None:
    assert stars(2.4, 5.0, 0.5) == 4
    assert stars(2.4, 1.0, 0.5) == 2
    assert stars(4.4, 0.0, 0.5) == 4


def test_how_an_average_stands() -> None:
    assert [standing(shown) for shown in (0.0, 1.0, 3.0, 4.0, 5.0)] == [0.0, -1.0, 0.0, 0.5, 1.0]


def final_scores(viewers: int, first: int, comments: int) -> float:
    """Mean score after so many viewers, votes up twice as likely as down; the first not counted."""
    dice = np.random.default_rng(viewers)
    score = np.full(comments, first)
    up = np.array([upvote_chance(0.0513, shown, 0.32) for shown in (0.0, 1.0)])
    for _ in range(viewers):
        draw = dice.random(comments)
        chance = up[(score > 0).astype(int)]
        score += (draw < chance).astype(int) - (draw > 1.0 - 0.5 * 0.0513).astype(int)
    return float(score.mean() - first)


@pytest.mark.parametrize(
    ("viewers", "control", "gain"), [(10, 0.285, 0.43), (20, 0.613, 0.31), (40, 1.307, 0.22)]
)
def test_one_vote_up_lifts_the_final_score_less_the_more_votes_there_are(
    viewers: int, control: float, gain: float
) -> None:
    """Muchnik et al. 2013: +25 % for comments that end near one vote; the form is worked out."""
    plain, treated = (final_scores(viewers, first, 200_000) for first in (0, 1))
    assert plain == pytest.approx(control, rel=0.03)
    assert treated / plain - 1.0 == pytest.approx(gain, abs=0.015)
