"""Boards of a forum, places of a virtual world, blogs of others: who meets where."""

from __future__ import annotations

from pydantic import Field

from simsmm.scenario.fields import Degree, Followers, Name
from simsmm.scenario.parts import Part


class Board(Part):
    """A board of a forum, or another place on a channel whose members see what stands there."""

    members: Followers
    """Members who belong to the market, in real people."""
    topics: dict[Name, Degree] = Field(default_factory=dict)
    """What it is about, and how much: whoever is interested is likelier to be a member."""
