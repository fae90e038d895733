"""How long something takes over a tie: a fixed time, whole steps, or a log-normal time.

A delay is drawn from the number of its tie, by the decision `Sight.DELAY` as in the campaign
engine, and for live ties only: delays change when people become active, never who.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from simsmm.channels.delay import LOG_NORMAL, delay_quantile, halvings
from simsmm.diffusion.arguments import real
from simsmm.draws import Sight, number, uniform
from simsmm.wording import say

FIXED, GEOMETRIC, SKEWED = 0, 1, 2


@dataclass(frozen=True)
class Delay:
    """A law of delays, from `fixed`, `geometric` or `log_normal`."""

    kind: int
    scale: float
    """The delay itself, the length of a step, or the median."""
    shape: float
    """Geometric: 1 / the halvings that a step without success stands for. Log-normal: sigma."""

    @property
    def whole(self) -> bool:
        """Whether all delays are whole numbers of steps."""
        return self.kind != SKEWED and self.scale == 1.0

    @property
    def stride(self) -> float:
        """Times this far apart may be looked at together, without much work done in vain."""
        if self.kind == FIXED:
            return math.inf  # whoever comes first stays first
        steps = 1.0 if self.shape == 0.0 or self.kind == SKEWED else self.shape
        return self.scale * max(1.0, steps / 4.0)

    def drawn(self, tie: int) -> float:
        """The delay of the tie with a number."""
        return waited(uniform(number(tie, Sight.DELAY)), self.kind, self.scale, self.shape)


def fixed(time: float = 1.0) -> Delay:
    """The same time for every tie."""
    return Delay(FIXED, _positive("time", time), 0.0)


def geometric(chance: float) -> Delay:
    """Whole steps: at each one after the first chance to, it happens with this chance.

    Args:
        chance: in (0, 1]; the mean is 1 / chance steps, at least one.
    """
    chance = real("chance", chance, 0.0, 1.0)
    if chance == 0.0:
        raise ValueError(say("a delay that never ends: chance must be above 0"))
    return Delay(GEOMETRIC, 1.0, 0.0 if chance == 1.0 else 1.0 / halvings(1.0 - chance))


def log_normal(median: float, sigma: float) -> Delay:
    """A log-normal time.

    Args:
        median: half of the ties take longer.
        sigma: standard deviation of the logarithm.
    """
    return Delay(SKEWED, _positive("median", median), real("sigma", sigma))


def waited(draw: float, kind: int, scale: float, shape: float) -> float:
    """Quantile of a law of delays at a uniform draw."""
    if kind == FIXED:
        return scale
    if kind == GEOMETRIC:
        return scale * (1.0 + math.floor(halvings(1.0 - draw) * shape))
    return delay_quantile(draw, LOG_NORMAL, scale, shape)


def _positive(name: str, given: object) -> float:
    found = real(name, given)
    if found == 0.0:
        raise ValueError(say("{name} must be above 0", name=name))
    return found
