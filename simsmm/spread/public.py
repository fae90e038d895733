"""What repeats in public: ranked lists and recommendations, their rules and what a run changes.

A post that appears on such a channel has a *stand* there: a row that says how it fares. Its event
comes up again and again, as an impression that meets nobody, each time for a step of a list or a
wave of recommendations.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.record import STANDING

Array = npt.NDArray[Any]

LIST = np.dtype(
    [
        ("first", "i8"),
        ("stop", "i8"),
        ("rule", "i4"),
        ("novelty", "f8"),
        ("refresh", "f8"),
        ("depth", "f8"),
        ("visits", "f8"),
        ("half_life", "f8"),
        ("entry", "f8"),
        ("elsewhere", "f8"),
        ("scale", "f8"),
        ("usual", "f8"),
        ("prior", "f8"),
    ],
    align=True,
)
"""A ranked list: rows ``first`` to ``stop`` of the other items; its ``rule``, one of
`simsmm.channels.ranking.SCORES`; scale by which ``novelty`` wears off [h]; ``refresh``: how often
it is drawn up [h]; ``depth``: exponent of how far visitors look down; ``visits`` an hour of a
member of average activity; ``half_life`` [h] and ``entry`` of the other items' votes, see
`simsmm.channels.ranking.grown`; ``elsewhere``: votes that an engagement with the post counts for
that is no vote on the list; ``scale``: real people per simulated one; ``usual`` stars of its items,
and how many reviews they weigh as much as (``prior``), see `simsmm.channels.ranking.shrunken`."""

OTHER = np.dtype([("time", "f8"), ("votes", "f8"), ("stars", "f8")], align=True)
"""Another item of a list: when it appears [h], minus infinity if it has always been there; votes in
the end, of real people; its ``stars``, as the list counts them. In order of time within a list."""

WAVES = np.dtype(
    [
        ("audience", "f8"),
        ("reference", "f8"),
        ("pull", "f8"),
        ("kernel", "i4"),
        ("half_life", "f8"),
        ("shape", "f8"),
    ],
    align=True,
)
"""Recommendations: people in the first ``audience``, in simulated people; ``reference`` engagement
rate; ``pull`` of matching interests; delay ``kernel`` within a wave, of ``half_life`` [h] and
``shape``. A wave lasts two half-lives."""

STAND = np.dtype(
    [
        ("source", "i8"),
        ("opened", "f8"),
        ("begin", "f8"),
        ("until", "f8"),
        ("busy", "i4"),
        ("rounds", "i4"),
        ("epoch", "i8"),
        ("frozen", "i8"),
        ("place", "i8"),
        ("best", "i8"),
        ("votes", "f8"),
        ("stars", "f8"),
        ("reviews", "f8"),
        ("before", "f8"),
        ("counted", "f8"),
        ("shown", "i8"),
        ("engaged", "i8"),
        ("left", "i8"),
        ("taken", "i8"),
        ("clock", "f8", (2,)),
        ("target", "f8", (2,)),
        ("laps", "i8", (2,)),
        ("first", "i8", (2,)),
        ("size", "i8", (2,)),
    ],
    align=True,
)
"""How a post fares on a channel.

``source`` by which it appeared, or -1; when it ``opened`` [h]; ``begin`` and ``until`` of the step
or wave at hand [h], ``busy`` while its people are being called; ``rounds``: lists drawn up, or
waves, so far; ``epoch``: number of the next list to be drawn up, ``frozen``: of the one whose votes
are ``counted``; ``place`` on it, and the ``best`` so far; ``votes`` so far, and the votes
``before`` the last list; the mean ``stars``, and the number of ``reviews``, that the post's offer
shows; people ``shown`` the wave at hand, and ``engaged`` by it; members ``left`` to be called in
it, and ``taken`` in all. Of the race that decides who sees it, for computers and phones (waves use
the first only): ``clock`` so far and
``target`` of the step, ``laps`` worked out, and where the heap of the lap at hand lies, ``first``
and ``size``, in `Public.runners`.
"""

RUNNER = np.dtype([("at", "f8"), ("key", "u8"), ("id", "u8"), ("person", "i8")], align=True)
"""Somebody in a race: how far it has come when the clock runs out; identity ``key`` of the sight;
the person's ``id``, and the ``person``."""


class Public(NamedTuple):
    """What a run changes of its lists and recommendations."""

    stands: Array
    """`STAND` by channel, then post, end to end; empty where no channel has any."""
    runners: Array
    """`RUNNER` rows: heaps of the laps at hand, one after another."""


def new_stands(count: int) -> Array:
    """Stands of posts that have appeared nowhere."""
    stands = np.zeros(count, STAND)
    stands["source"] = stands["frozen"] = -1
    return stands


def show_stars(stands: Array, offers: Array, ratings: Array) -> None:
    """Put what reviews show of an offer beside every post that leads there.

    Args:
        stands: `STAND` by channel, then post; changed in place.
        offers: offer that each post leads to, or -1 (posts,).
        ratings: mean stars and number of reviews of each offer (offers, 2).
    """
    if not len(stands) or not len(ratings):
        return
    shown = np.where((offers >= 0)[:, None], ratings[offers], 0.0)
    for field, column in (("stars", 0), ("reviews", 1)):
        stands[field].reshape(-1, len(offers))[:] = shown[:, column]


def standings(stands: Array, posts: int) -> Array:
    """How those that appeared fared, as `simsmm.record.STANDING` rows.

    Args:
        stands: `STAND` by channel, then post.
        posts: number of posts.
    """
    places = np.flatnonzero(stands["source"] >= 0)
    rows = np.zeros(len(places), STANDING)
    rows["channel"], rows["post"] = np.divmod(places, max(posts, 1))
    for field in ("opened", "votes", "best", "rounds"):
        rows[field] = stands[field][places]
    return rows
