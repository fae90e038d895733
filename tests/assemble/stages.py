"""Plans and comparisons that several tests of the stage share."""

from __future__ import annotations

from typing import Any

import numpy as np

from simsmm.spread.world import World
from tests.study.plans import plan


def same(one: Any, other: Any) -> bool:
    """Whether two parts of a world hold the same numbers."""
    if isinstance(one, tuple):
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    return bool(np.array_equal(one, other))


def luck_of(world: World) -> tuple[np.ndarray, ...]:
    """All keys of a world that luck is drawn from."""
    plan = world.plan
    return (
        plan.posts["pass_key"],
        plan.posts["taste_key"],
        plan.offers["clock_key"],
        plan.boosts["key"],
        plan.publications["key"][plan.publications["account"] >= 0],
    )


def single_channel(**changes: Any) -> dict[str, Any]:
    """A plan on the social network alone."""
    data = plan(**changes)
    data["channels"] = {"social network": "typical"}
    for segment in data["people"]["segments"]:
        del segment["uses"]["microblog"]
    campaign = data["campaigns"][0]
    del campaign["pages"]["microblog"]
    campaign["creators"] = []
    for post in campaign["posts"]:
        post["on"] = ["social network"]
    return data
