"""Where the dots stand: people near those they had it from, and near those they are tied to.

A force-directed layout in the manner of ForceAtlas2 with its LinLog energy, which draws
communities apart (Noack 2009, "Modularity clustering is force-directed layout"; Jacomy et al. 2014,
PLOS ONE 9:e98679): ties pull with log(1 + distance), dots push one another with 1 / distance. The
pushes are read off a grid, where they are a convolution, so that a round costs little more than
the number of dots. No chance: the same input gives the same places.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

SIDE = 1000
"""Places are whole numbers from 0 to this, both ways."""

ROUNDS = 220
GRID = 64
"""Cells of the field, each way."""

HALF = 2.0
"""The field reaches from -HALF to HALF."""

PUSH, GRAVITY = 0.9, 0.75
WARM, COLD = 0.10, 0.002
"""The furthest that a dot moves in the first and in the last round."""

APART, LAST_ROUNDS = 11.0, 40
"""Dots end at least about so far from one another, in units of the `SIDE`."""


def place(start: Array, ends: Array, pull: Array, mass: Array) -> Array:
    """Lay out dots.

    Args:
        start: float (n, 2), where they start, within the unit disc.
        ends: int (m, 2), pairs of dots that belong together.
        pull: float (m,), how strongly.
        mass: float (n,), how strongly each dot keeps others away.

    Returns:
        int64 (n, 2), from 0 to `SIDE`.
    """
    if not len(start):
        return np.zeros((0, 2), np.int64)
    # Dots without a tie would gather in rings: they stay where they start, and push nobody.
    tied = np.bincount(ends.ravel(), minlength=len(start)) > 0
    pushing = np.where(tied, mass, 0.0)
    field = _Field(max(float(pushing.sum()), 1.0))
    where = start.copy()
    for heat in np.geomspace(WARM, COLD, ROUNDS):
        force = PUSH * field.push(where, pushing) - GRAVITY * where
        force += _pulls(where, ends, pull) / mass[:, None]
        force[~tied] = 0.0
        length = np.hypot(force[:, 0], force[:, 1])
        step = np.minimum(heat, 0.1 * length) / np.maximum(length, 1e-12)
        where = np.clip(where + step[:, None] * force, -HALF * 0.98, HALF * 0.98)
    return np.rint(_spaced(_framed(where), mass)).astype(np.int64)


class _Field:
    """The push of all dots, on a grid."""

    def __init__(self, mass: float) -> None:
        cell = 2 * HALF / GRID
        steps = np.fft.fftfreq(2 * GRID, 1.0 / (2 * GRID)) * cell
        across, down = np.meshgrid(steps, steps, indexing="ij")
        # Softened within a cell, where the grid knows no direction.
        far = (across**2 + down**2 + cell**2) * mass
        self.kernels = [np.fft.rfft2(along / far) for along in (across, down)]

    def push(self, where: Array, mass: Array) -> Array:
        """Force on a unit of mass at each place, float (n, 2)."""
        spot = (where + HALF) / (2 * HALF) * (GRID - 1)
        low = np.minimum(spot.astype(np.int64), GRID - 2)
        part = spot - low
        corners = [
            (
                (low[:, 0] + i) * GRID + low[:, 1] + j,
                np.abs(1 - i - part[:, 0]) * np.abs(1 - j - part[:, 1]),
            )
            for i in (0, 1)
            for j in (0, 1)
        ]
        grid = sum(np.bincount(cell, mass * share, GRID * GRID) for cell, share in corners)
        wave = np.fft.rfft2(np.asarray(grid).reshape(GRID, GRID), (2 * GRID, 2 * GRID))
        pushed = np.empty_like(where)
        for axis, kernel in enumerate(self.kernels):
            flat = np.fft.irfft2(wave * kernel)[:GRID, :GRID].ravel()
            pushed[:, axis] = sum(flat[cell] * share for cell, share in corners)
        return pushed


def _pulls(where: Array, ends: Array, pull: Array) -> Array:
    """Sum of the pulls on each dot, float (n, 2)."""
    away = where[ends[:, 1]] - where[ends[:, 0]]
    length = np.hypot(away[:, 0], away[:, 1])
    strength = pull * np.log1p(8.0 * length) / np.maximum(length, 1e-9)
    force = np.empty_like(where)
    for axis in (0, 1):
        part = strength * away[:, axis]
        force[:, axis] = np.bincount(ends[:, 0], part, len(where))
        force[:, axis] -= np.bincount(ends[:, 1], part, len(where))
    return force


def _framed(where: Array) -> Array:
    """Fill the frame; the outermost hundredth is drawn in to its edge."""
    low, high = np.quantile(where, [0.005, 0.995], axis=0)
    unit = (where - low) / np.maximum(high - low, 1e-9)
    # Soft at the edges: stragglers come in, and keep their order.
    beyond = np.maximum(np.maximum(-unit, unit - 1.0), 0.0)
    unit = np.clip(unit, 0.0, 1.0) + np.sign(unit - 0.5) * 0.04 * np.tanh(beyond / 0.1)
    return (unit + 0.04) / 1.08 * SIDE


def _spaced(where: Array, mass: Array) -> Array:
    """Push overlapping dots apart."""
    from scipy.spatial import cKDTree

    room = APART * np.minimum(np.sqrt(mass / np.median(mass)), 2.0)
    for _ in range(LAST_ROUNDS):
        pairs = cKDTree(where).query_pairs(float(2.0 * APART), output_type="ndarray")
        pairs = pairs[np.lexsort(pairs.T)]
        away = where[pairs[:, 1]] - where[pairs[:, 0]]
        length = np.hypot(away[:, 0], away[:, 1])
        wanted = (room[pairs[:, 0]] + room[pairs[:, 1]]) / 2.0
        part = 0.3 * np.maximum(wanted - length, 0.0) / np.maximum(length, 1e-6)
        for axis in (0, 1):
            move = part * away[:, axis]
            where[:, axis] += np.bincount(pairs[:, 1], move, len(where))
            where[:, axis] -= np.bincount(pairs[:, 0], move, len(where))
        where = np.clip(where, 0.0, SIDE)
    return where
