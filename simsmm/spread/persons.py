"""What the plain twin keeps of a person."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Mind:
    """What one person knows and feels of one brand; kept in single precision, as by the engine."""

    recall: float = 0.0
    attitude: float = 0.0
    updated: float = 0.0
    gained: float = 0.0
    delivered: list[float] = field(default_factory=list)


@dataclass
class Met:
    """What one person has had to do with one post."""

    exposures: int = 0
    passed: int = 0
    done: int = 0


def single(value: float) -> float:
    """A number as single precision keeps it."""
    return float(np.float32(value))
