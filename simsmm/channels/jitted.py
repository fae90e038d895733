"""Lets compiled kernels call the plain rules of channels as they stand."""

from __future__ import annotations

from numba.extending import overload, register_jitable

from simsmm import bits
from simsmm.channels import delay, feed, message, race, ranking, recommended, venue

OPTIONS = {"forceinline": True, "error_model": "numpy"}
"""How rules are compiled: as part of the kernel that calls them."""

overload(delay.parts, jit_options=OPTIONS)(bits.parts)

for _rule in (
    feed.is_seen,
    feed.notice_chance,
    delay.delay_quantile,
    delay.halvings,
    delay.normal_quantile,
    delay._tail,
    message.recipients,
    message.wait,
    venue.pull,
    venue.has_sunk,
    venue.answer_chance,
    race.lap_end,
    ranking.score,
    ranking.shrunken,
    ranking.visibility,
    ranking.grown,
    ranking.novelty,
    ranking.mean_novelty,
    recommended.pull,
    recommended.next_wave,
):
    register_jitable(**OPTIONS)(_rule)
