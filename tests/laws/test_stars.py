"""Lists by stars: reviews decide the place, and the place who sees what is on offer."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from simsmm.channels.ranking import STARS, shrunken
from simsmm.spread.reviewed import REVIEWED
from simsmm.spread.world import OFFER, World
from tests.laws.plain_worlds import played
from tests.laws.public_worlds import listed, public_world, sights

USUAL, PRIOR, RIVALS = 4.0, 10.0, np.linspace(3.0, 4.9, 20)


def reviewed_world(
    reviews: list[tuple[float, int]], hours: float = 40.0, refresh: float = 1.0, **fakes: float
) -> World:
    """Posts on one list beside twenty rivals; each leads to an offer of so many stars and reviews.

    Args:
        reviews: mean stars and number of each post's offer.
        hours, refresh: of the run and of the list [h].
        fakes: bought reviews of the last offer, by the fields of `REVIEWED`.
    """
    count = len(reviews)
    rules = {"refresh": refresh, "usual": USUAL, "prior": PRIOR, "depth": 1.0, "visits": 0.2}
    rivals = [[(-math.inf, 0.0)] * len(RIVALS), *[[]] * (count - 1)]
    world = listed(public_world(2_000, count, hours=hours), rivals, rule=STARS, **rules)
    world.plan.publications["channel"] = 0
    world.plan.others["stars"] = RIVALS
    offers, rows = np.zeros(count, OFFER), np.zeros(count, REVIEWED)
    offers["city"], offers["seats"], offers["until"] = -1, -1, math.inf
    rows["offer"], rows["every"] = np.arange(count), 12.0
    rows["average"], rows["before"] = np.transpose(reviews)
    rows["fakes_at"] = rows["caught_at"] = math.inf
    for name, value in fakes.items():
        rows[name][-1] = value
    world.plan.posts["offer"] = np.arange(count)
    return replace(world, plan=world.plan._replace(offers=offers, reviewed=rows))


def rank(average: float, count: float) -> int:
    """The place among the rivals alone."""
    return 1 + int(np.count_nonzero(shrunken(average, count, USUAL, PRIOR) < RIVALS))


def test_few_reviews_say_little() -> None:
    assert shrunken(5.0, 0.0, 4.0, 10.0) == 4.0
    assert shrunken(5.0, 10.0, 4.0, 10.0) == 4.5
    assert shrunken(1.0, 30.0, 4.0, 10.0) == pytest.approx(1.75)
    # As IMDb writes it: v / (v + m) R + m / (v + m) C.
    assert shrunken(9.2, 75e3, 7.0, 25e3) == pytest.approx(0.75 * 9.2 + 0.25 * 7.0)


@pytest.mark.parametrize("average", [2.0, 3.9, 4.4, 5.0])
def test_a_place_follows_from_stars_and_their_number(average: float) -> None:
    for count in (0, 5, 40, 1_000):
        record = played(reviewed_world([(average, count)], hours=3.0))
        assert record.standings["best"].tolist() == [rank(average, count)]


def test_the_higher_place_is_seen_by_more_and_by_as_many_as_its_place_says() -> None:
    record = played(reviewed_world([(4.7, 400), (4.2, 12), (3.0, 400)]))
    places = record.standings["best"]
    assert places[0] < places[1] < places[2]
    expected = 2_000 * 0.2 * 39.0 / places
    assert np.all(np.abs(sights(record, 3) - expected) < 5.0 * np.sqrt(expected))


def test_bought_reviews_lift_a_place_until_they_are_found_out() -> None:
    bought = {"fakes": 60.0, "stars": 5, "fakes_at": 11.0, "caught": 60.0, "caught_at": 23.0}
    record = played(reviewed_world([(4.2, 40)], hours=36.0, **bought))
    assert record.standings["best"].tolist() == [rank((4.2 * 40 + 5.0 * 60) / 100, 100)]
    # The average is drawn up every 12 hours: bought, found out.
    seen = np.histogram(record.exposures["time"], [1.0, 12.0, 24.0, 36.0])[0] / [11.0, 12.0, 12.0]
    assert seen[1] > 1.5 * max(seen[0], seen[2])
    assert seen[2] == pytest.approx(seen[0], rel=0.2)


def test_reactions_on_the_list_move_nobody_up() -> None:
    places = []
    for engage in (0.0, 0.9):
        world = reviewed_world([(4.2, 40)], hours=20.0)
        world.law.response[:, 1, 0] = -math.inf if engage == 0.0 else 3.0
        places.append(played(world).standings["best"].tolist())
    assert places[0] == places[1] == [rank(4.2, 40)]
