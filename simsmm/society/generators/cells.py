"""Compiled sampling of a geometric graph on a circle, at a cost that follows the ties.

After Blaesius, Friedrich, Katzmann, Meyer, Penschuck and Weyand 2019, "Efficiently generating
geometric inhomogeneous and hyperbolic random graphs": people fall into layers of similar
weight, every layer has a grid of cells around the circle. A person looks at the lighter layers and
their own. Near by, every pair gets a coin. Further out, in bands of cells that double in width, a
Poisson process of the band's largest hazard proposes pairs, and a coin corrects the chance.

The hazard of a band whose nearest point is at distance x is ``(x / a) ** -beta``, the odds of a tie
there: for odds o, ``1 - exp(-o)`` is never below the chance ``o / (1 + o)``.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.compiled import compiled_bare
from simsmm.draws.compiled import exponential, number, uniform

Array = npt.NDArray[Any]

PER_CELL = 1.0
"""People in a cell, on average."""

DWELLER = np.dtype([("place", "f8"), ("weight", "f4"), ("name", "i4")], align=True)
"""Somebody on the circle: ``place`` from 0 to its length, ``weight`` (the range of a pair is the
product of their weights) and ``name``, the person's index."""


class Sheet(NamedTuple):
    """n people by layer, within a layer around the circle; L layers, C cells in all."""

    people: Array
    """DWELLER (n,)."""
    heaviest: Array
    """float64 (L,): the largest weight of a layer."""
    begins: Array
    """int64 (L + 1,): first place of each layer in ``people``."""
    shelf: Array
    """int64 (L + 1,): first entry of each layer in ``first``; it has an odd number of cells."""
    first: Array
    """int32 (C + L,): first place of each cell, and the end of the last cell of a layer."""
    length: float
    """Of the circle."""
    beta: float
    """Exponent of the law of ties."""
    tails: Array
    """int32 (room,): one end of each tie; written by `fill`."""
    heads: Array
    """int32 (room,): the other end; written by `fill`."""


def sheet(place: Array, weight: Array, length: float, beta: float) -> Sheet:
    """Sort people into layers and cells; there is no room for ties yet.

    Args:
        place: float64 (n,), positions on the circle.
        weight: float64 (n,), above zero.
        length: of the circle.
        beta: exponent.
    """
    layer = np.floor(np.log2(weight / weight.min())).astype(np.int64)
    order = np.lexsort((place, layer))
    layer = layer[order]
    people = np.empty(len(order), DWELLER)
    people["place"], people["weight"], people["name"] = place[order], weight[order], order
    begins = np.searchsorted(layer, np.arange(layer[-1] + 2))
    cells = 2 * (np.diff(begins) / (2 * PER_CELL)).astype(np.int64) + 1
    shelf = np.concatenate([[0], np.cumsum(cells + 1)])
    cell = (people["place"] * (cells / length)[layer]).astype(np.int64)
    entry = shelf[layer] + np.minimum(cell, cells[layer] - 1)
    # Counted one entry late, so that the running sum is where a cell begins.
    first = np.cumsum(np.bincount(entry + 1, minlength=shelf[-1])).astype(np.int32)
    weights = people["weight"].astype(np.float64)
    heaviest = np.array([weights[a:b].max(initial=0.0) for a, b in pairwise(begins)])
    none = np.empty(0, np.int32)
    return Sheet(people, heaviest, begins, shelf, first, length, beta, none, none)


@compiled_bare
def ratio(sheet, u, v):
    """Distance of two people around the shorter side, in units of their range."""
    one, two = sheet.people[u], sheet.people[v]
    distance = abs(one.place - two.place)
    distance = min(distance, sheet.length - distance)
    return distance / (np.float64(one.weight) * two.weight)


@compiled_bare
def tied(sheet, u, v, draw):
    """Whether a uniform draw ties two people who stand near each other."""
    far = ratio(sheet, u, v)
    # Within the range the chance is at least a half, beyond it at most.
    if draw < 0.5 and far <= 1.0:
        return True
    if draw >= 0.5 and far >= 1.0:
        return False
    return draw * (1.0 + far**sheet.beta) < 1.0


@compiled_bare
def write(sheet, u, v, count):
    """Write down the tie number ``count`` if there is room; return the next number."""
    if count < len(sheet.tails):
        sheet.tails[count] = sheet.people[u].name
        sheet.heads[count] = sheet.people[v].name
    return count + 1


@compiled_bare
def toss(sheet, u, layer, start, stop, row, draw, count):
    """Toss a coin for u and everybody in the places from ``start`` to ``stop`` of a layer.

    Returns:
        the next draw of this row, the number of ties so far.
    """
    for v in range(start, stop):
        other = wrapped(sheet, layer, v)
        if tied(sheet, u, other, uniform(number(row, draw))):
            count = write(sheet, u, other, count)
        draw += 1
    return draw, count


@compiled_bare
def propose(sheet, u, layer, right, rights, left, lefts, hazard, wait, row, draw, count):
    """Propose ties of u with ``rights`` places from ``right`` on and ``lefts`` from ``left`` on.

    No odds there exceed ``hazard``; ``wait`` is what is left until the next proposal, in units of
    hazard.

    Returns:
        what is left of ``wait``, the next draw of this row, the number of ties so far.
    """
    passed, places = 0, rights + lefts
    # Compared as reals: a wait can be longer than any integer.
    while wait < (places - passed) * hazard:
        passed += int(wait / hazard)
        if passed >= places:  # by rounding only
            break
        v = wrapped(sheet, layer, right + passed if passed < rights else left + passed - rights)
        proposed = -math.expm1(-hazard)
        if uniform(number(row, draw)) * proposed * (1.0 + ratio(sheet, u, v) ** sheet.beta) < 1.0:
            count = write(sheet, u, v, count)
        wait = exponential(number(row, draw + 1))
        draw += 2
        passed += 1
    return wait - (places - passed) * hazard, draw, count


@compiled_bare
def begin(sheet, layer, cell):
    """The first place of a cell of a layer.

    Cells and places are counted on without end: up to one round below 0 and past the last.
    """
    base, size = sheet.shelf[layer], sheet.begins[layer + 1] - sheet.begins[layer]
    cells = sheet.shelf[layer + 1] - base - 1
    if cell < 0:
        return np.int64(sheet.first[base + cell + cells]) - size
    if cell > cells:
        return np.int64(sheet.first[base + cell - cells]) + size
    return np.int64(sheet.first[base + cell])


@compiled_bare
def wrapped(sheet, layer, place):
    """The place on the circle of a place counted on without end."""
    if place < sheet.begins[layer]:
        return place + sheet.begins[layer + 1] - sheet.begins[layer]
    if place >= sheet.begins[layer + 1]:
        return place - sheet.begins[layer + 1] + sheet.begins[layer]
    return place


@compiled_bare
def look(sheet, u, layer, own, row, draw, count):
    """Draw the ties of u with one layer; within its ``own`` only with those further clockwise.

    Returns:
        the next draw of this row, the number of ties so far.
    """
    cells = sheet.shelf[layer + 1] - sheet.shelf[layer] - 1
    half, width = (cells - 1) // 2, sheet.length / cells
    here = min(int(sheet.people[u].place * (cells / sheet.length)), cells - 1)
    longest = sheet.people[u].weight * sheet.heaviest[layer]
    edge = min(int(longest / width) + 1, half)
    left = u + 1 if own else begin(sheet, layer, here - edge)
    right = begin(sheet, layer, here + edge + 1)
    draw, count = toss(sheet, u, layer, left, right, row, draw, count)
    if edge == half:
        return draw, count
    wait, draw = exponential(number(row, draw)), draw + 1
    hazard, fall = (edge * width / longest) ** -sheet.beta, 2.0**-sheet.beta
    while edge < half:
        edge = min(2 * edge, half)
        outer_left = left if own else begin(sheet, layer, here - edge)
        outer_right = begin(sheet, layer, here + edge + 1)
        wait, draw, count = propose(
            sheet,
            u,
            layer,
            right,
            outer_right - right,
            outer_left,
            left - outer_left,
            hazard,
            wait,
            row,
            draw,
            count,
        )
        left, right, hazard = outer_left, outer_right, hazard * fall
    return draw, count


@compiled_bare
def fill(sheet, key):
    """Draw all ties into the sheet.

    Returns:
        the number of ties; if there was no room for all, the sheet must be filled again with more,
        which gives the same ties.
    """
    # Typed zeros: plain ones would have everything compiled twice, for constants and for numbers.
    none = np.int64(0)
    count = none
    for layer in range(len(sheet.heaviest)):
        for u in range(sheet.begins[layer], sheet.begins[layer + 1]):
            row, draw = number(key, sheet.people[u].name), none
            for other in range(layer + 1):
                if sheet.begins[other] < sheet.begins[other + 1]:
                    draw, count = look(sheet, u, other, other == layer, row, draw, count)
    return count
