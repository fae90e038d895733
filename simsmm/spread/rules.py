"""Lets compiled kernels call the plain rules of behaviour and channels as they stand."""

from __future__ import annotations

from numba.extending import overload, register_jitable

from simsmm import behaviour, bits
from simsmm.behaviour import memory
from simsmm.channels.jitted import OPTIONS

overload(memory.halved, jit_options=OPTIONS)(bits.halved)

for _rule in (
    *behaviour.RULES.values(),
    *(part for parts in behaviour.SPLIT.values() for part in parts),
    behaviour.fading,
):
    register_jitable(**OPTIONS)(_rule)
