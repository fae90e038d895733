"""What a simulation gave of a published number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from simsmm import presets
from simsmm.presets import Number


@dataclass(frozen=True)
class Recovered:
    """A published number and what a simulation of it gave."""

    name: str
    target: float
    achieved: float
    error: float
    """Standard error of what was achieved."""
    unit: str

    @property
    def miss(self) -> float:
        """How far what was achieved lies from the target, relative to it."""
        return self.achieved / self.target - 1.0


def share(name: str, part: int, whole: float, numbers: Mapping[str, Number]) -> Recovered:
    """A share with its binomial error."""
    achieved = part / whole
    error = math.sqrt(achieved * (1.0 - achieved) / whole)
    return Recovered(presets.spoken(name), numbers[name].value, achieved, error, "share")
