"""Lets compiled kernels call the plain rules of behaviour and channels as they stand."""

from __future__ import annotations

from numba.extending import overload, register_jitable

from simsmm import behaviour
from simsmm.behaviour import memory
from simsmm.channels import delay, feed, message, race, ranking, recommended, venue
from simsmm.spread import bits

_OPTIONS = {"forceinline": True, "error_model": "numpy"}

overload(delay.parts, jit_options=_OPTIONS)(bits.parts)
overload(memory.halved, jit_options=_OPTIONS)(bits.halved)

for _rule in (
    *behaviour.RULES.values(),
    *(part for parts in behaviour.SPLIT.values() for part in parts),
    behaviour.fading,
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
    ranking.visibility,
    ranking.grown,
    ranking.novelty,
    ranking.mean_novelty,
    recommended.pull,
    recommended.next_wave,
):
    register_jitable(**_OPTIONS)(_rule)
