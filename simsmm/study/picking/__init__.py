"""Whom to pay to start it: a pick becomes a plain plan, and is held against rules of thumb."""

from simsmm.study.picking.comparison import Comparison
from simsmm.study.picking.groups import CHOSEN, NOBODY, ORDINARY, STARS, Group
from simsmm.study.picking.picking import Picking, picked, resolve

__all__ = [
    "CHOSEN",
    "NOBODY",
    "ORDINARY",
    "STARS",
    "Comparison",
    "Group",
    "Picking",
    "picked",
    "resolve",
]
