"""The same world with something more in it, or told in another order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import name_key
from simsmm.record import Record
from simsmm.spread.world import PUBLICATION, RESPONSES, Crowd, Plan, Web, World

Array = npt.NDArray[Any]


def renumbered(world: World, place: Array, people: int) -> World:
    """The same people at other places, person i at ``place[i]`` of ``people``; ids travel along.

    Places that nobody moves to hold people without ties, fans' accounts or bought impressions.
    """
    cards = np.zeros((len(world.crowd.cards), people), world.crowd.cards.dtype)
    empty = np.setdiff1d(np.arange(people), place)
    for row, of_channel in enumerate(world.crowd.cards):
        cards[row, place] = of_channel
        cards[row, empty] = [(name_key(f"stranger {at}"), 3.0, at % 2) for at in empty]
    interests = np.ones((people, world.crowd.interests.shape[1]), np.float32)
    interests[place] = world.crowd.interests
    plan = world.plan
    publications, bought = plan.publications.copy(), plan.bought.copy()
    by_people = publications["person"] >= 0
    publications["person"][by_people] = place[publications["person"][by_people]]
    bought["person"] = place[bought["person"]]
    plan = plan._replace(
        publications=publications, bought=bought, fans=place[plan.fans].astype(np.int32)
    )
    web = _renumbered_ties(world.web, place, people)
    city = np.arange(people, dtype=np.int16) % 3 - 1
    city[place] = world.city
    return replace(world, crowd=Crowd(cards, interests), web=web, plan=plan, city=city)


def apart(world: World) -> World:
    """The same world with seats for everybody and no reviews: what even strangers share."""
    offers = world.plan.offers.copy()
    offers["seats"] = -1
    plan = world.plan._replace(offers=offers, reviewed=world.plan.reviewed[:0])
    return replace(world, plan=plan)


def _renumbered_ties(web: Web, place: Array, people: int) -> Web:
    starts, heads = np.zeros((len(web.starts), people + 1), np.int64), []
    for layer, of_layer in enumerate(web.starts):
        sharer = np.repeat(np.arange(len(place)), np.diff(of_layer))
        viewer = web.heads[of_layer[0] : of_layer[-1]]
        order = np.lexsort((place[viewer], place[sharer]))
        sizes = np.bincount(place[sharer], minlength=people)
        starts[layer] = sum(map(len, heads)) + np.concatenate([[0], np.cumsum(sizes)])
        heads.append(place[viewer][order].astype(np.int32))
    return Web(starts, np.concatenate(heads))


def with_another_brand(world: World, *, quiet: bool = False) -> World:
    """The same world, and a post of another brand on a channel of its own.

    Everybody is a fan of the other brand's page, and reacts as on the first channel; ``quiet``
    leaves the post unpublished, so that only the brand, its channel and its page are there.
    """
    crowd, law, plan = world.crowd, world.law, world.plan
    channels, posts, brands = len(law.channels), len(plan.posts), world.brands
    post = plan.posts[:1].copy()
    for field, name in (("pass_key", "pass"), ("taste_key", "taste")):
        post[field] = name_key(f"unrelated post, {name}")
    post["brand"], post["offer"], post["leads"] = brands, -1, -1
    account = plan.accounts[:1].copy()
    account["first"], account["stop"] = len(plan.fans), len(plan.fans) + world.people
    pages = np.full((channels + 1, brands + 1), -1, np.int32)
    pages[:channels, :brands] = plan.pages
    pages[channels, brands] = len(plan.accounts)
    published = np.zeros(2, PUBLICATION)
    published["time"], published["key"] = 1.5, [name_key("unrelated"), name_key("unrelated too")]
    published["post"], published["channel"] = posts, channels
    published["account"], published["person"] = [len(plan.accounts), -1], [-1, 0]
    first = {
        name: np.concatenate([table, table[: RESPONSES if name in ("response", "ceiling") else 1]])
        for name, table in law._asdict().items()
        if name not in ("numbers", "layers", "trust")
    }
    return replace(
        world,
        crowd=crowd._replace(cards=np.concatenate([crowd.cards, crowd.cards[:1]])),
        law=law._replace(**first),
        plan=plan._replace(
            posts=np.concatenate([plan.posts, post]),
            topics=np.concatenate([plan.topics, plan.topics[:1]]),
            bonus=np.pad(plan.bonus, ((0, 1), (0, 1)), mode="edge"),
            pages=pages,
            accounts=np.concatenate([plan.accounts, account]),
            fans=np.concatenate([plan.fans, np.arange(world.people, dtype=np.int32)]),
            publications=np.concatenate([plan.publications, published[: 0 if quiet else 2]]),
        ),
    )


def same(one: Record, other: Record, place: Array, plan: Plan) -> None:
    """The first record's events in the second, person i standing at ``place[i]`` there.

    Only of the posts and accounts of ``plan``, and only of the people who stand in both.
    """
    posts = len(plan.posts)
    mine, theirs = events(one, posts), events(other, posts)
    mine["person"] = place[mine["person"]]
    for name in mine:
        np.testing.assert_array_equal(mine[name], theirs[name], err_msg=name)
    my_sources, their_sources = (passed_on(record, posts) for record in (one, other))
    by_people = my_sources["person"] >= 0
    my_sources["person"][by_people] = place[my_sources["person"][by_people]]
    for name in my_sources:
        np.testing.assert_array_equal(my_sources[name], their_sources[name], err_msg=name)
    for name in ("purchases", "purchases_without"):
        assert bought(getattr(one, name), place) == bought(
            getattr(other, name)[np.isin(getattr(other, name)["person"], place)]
        )
    their_won = other.fans_won[other.fans_won[:, 0] < len(plan.accounts)]
    won = np.stack([one.fans_won[:, 0], place[one.fans_won[:, 1]]], axis=1)
    np.testing.assert_array_equal(won, their_won)
    brands = one.recall.shape[1]
    np.testing.assert_array_equal(one.recall, other.recall[place, :brands])
    np.testing.assert_array_equal(one.attitude, other.attitude[place, :brands])


def events(record: Record, posts: int) -> dict[str, Array]:
    """Impressions of the first posts, column by column; a source goes by its key and post."""
    kept = record.of_source("post") < posts
    found = {
        name: record.exposures[name][kept].copy() for name in ("time", "person", "kind", "acts")
    }
    for name in ("key", "post", "channel", "depth"):
        found[name] = record.of_source(name)[kept]
    return found


def passed_on(record: Record, posts: int) -> dict[str, Array]:
    """Sources of the first posts, column by column."""
    kept = record.sources["post"] < posts
    names = ("time", "key", "trust", "post", "channel", "account", "person", "kind", "depth")
    return {name: record.sources[name][kept].copy() for name in names}


def bought(rows: Array, place: Array | None = None) -> set[tuple[float, int, int, int]]:
    """Purchases as a set."""
    people = rows["person"] if place is None else place[rows["person"]]
    columns = (rows["time"], people, rows["offer"], rows["path"])
    return set(zip(*(column.tolist() for column in columns), strict=True))
