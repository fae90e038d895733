"""Lets compiled kernels call the plain rules of behaviour and channels as they stand."""

from __future__ import annotations

from numba.extending import register_jitable

from simsmm import behaviour
from simsmm.channels import delay, feed

for _rule in (
    *behaviour.RULES.values(),
    feed.is_seen,
    feed.notice_chance,
    delay.delay_quantile,
    delay.normal_quantile,
    delay._tail,
):
    register_jitable(_rule)
