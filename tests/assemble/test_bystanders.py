"""What has nothing to do with a plan leaves it alone: channels, posts, campaigns and names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.spread.engine import Engine
from tests.assemble.stages import luck_of, same, single_channel
from tests.study.plans import plan, scenario

PLAN = scenario()


def with_the_microblog(data: dict[str, Any]) -> dict[str, Any]:
    data["channels"]["microblog"] = "typical"
    for segment in data["people"]["segments"]:
        segment["uses"]["microblog"] = "50 %"
    return data


def test_a_channel_that_nobody_posts_on_changes_nothing() -> None:
    one, _ = Stage(scenario(single_channel()), 1, 0).world(0, 0)
    two, _ = Stage(scenario(with_the_microblog(single_channel())), 1, 0).world(0, 0)
    assert same(luck_of(one), luck_of(two))
    assert np.array_equal(one.crowd.cards[0], two.crowd.cards[0])
    assert np.array_equal(one.plan.fans, two.plan.fans)
    before, after = Engine(one).run(), Engine(two).run()
    assert before is not None
    assert after is not None
    assert len(before.exposures) > 500
    assert np.array_equal(before.exposures, after.exposures)
    assert np.array_equal(before.purchases, after.purchases)


def test_posting_on_a_second_channel_moves_no_draw_on_the_first() -> None:
    one, _ = Stage(scenario(single_channel()), 1, 0).world(0, 0)
    two, _ = Stage(PLAN, 1, 0).world(0, 0)
    for name in ("pass_key", "taste_key", "quality", "mean_match"):
        assert np.array_equal(one.plan.posts[name], two.plan.posts[name])
    first = two.plan.publications[two.plan.publications["channel"] == 0]
    assert np.array_equal(first["key"], one.plan.publications["key"])
    assert np.array_equal(first["person"], one.plan.publications["person"])
    assert np.array_equal(one.plan.bought, two.plan.bought)
    assert np.array_equal(one.crowd.cards[0], two.crowd.cards[0])
    assert one.law.reach[0] == pytest.approx(two.law.reach[0])


def test_an_unrelated_campaign_on_another_channel_changes_nothing() -> None:
    # Another brand, another channel, another topic: no feed, list, budget or attention is shared.
    other = {
        "brand": "The Lightbulbs",
        "pages": {"microblog": {"fans": 8_000}},
        "posts": [
            {
                "id": "unrelated",
                "at": "day 2 12:00",
                "on": "microblog",
                "format": "text",
                "topics": {"gardens": "strong"},
            }
        ],
    }

    def run(more: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
        data = with_the_microblog(single_channel())
        for segment in data["people"]["segments"]:
            segment["interests"]["gardens"] = "some"
        data["campaigns"] += more
        world, setting = Stage(scenario(data), 1, 0).world(0, 0)
        record = Engine(world).run()
        assert record is not None
        seen = record.exposures[record.of_source("channel") == 0]
        return stable(seen), np.concatenate(
            [world.plan.fans[row["first"] : row["stop"]] for row in world.plan.accounts[:1]]
        )

    def stable(seen: np.ndarray) -> np.ndarray:
        return seen[["time", "person", "kind", "acts"]]

    (alone, fans), (together, fans_together) = run([]), run([other])
    assert np.array_equal(fans, fans_together)
    assert np.array_equal(alone, together)


def test_a_post_more_leaves_the_luck_of_the_others_alone() -> None:
    data = plan()
    extra = {"id": "extra", "at": "day 9 12:00", "on": "microblog", "format": "text"}
    data["campaigns"][0]["posts"].insert(0, extra)
    one, _ = Stage(PLAN, 1, 0).world(0, 0)
    more, _ = Stage(scenario(data), 1, 0).world(0, 0)
    for name in ("pass_key", "taste_key", "quality"):
        assert np.array_equal(one.plan.posts[name], more.plan.posts[name][1:])
    old = more.plan.publications[more.plan.publications["post"] > 0]
    assert np.array_equal(np.sort(old["key"]), np.sort(one.plan.publications["key"]))


def test_names_that_are_only_shown_change_no_luck() -> None:
    one, _ = Stage(PLAN, 1, 0).world(0, 0)
    other, _ = Stage(scenario(name="Another name", currency="EUR"), 1, 0).world(0, 0)
    assert same(tuple(one.plan), tuple(other.plan))
