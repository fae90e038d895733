"""Who acts on purpose: a brand with pages and money, creators with followers and a fee.

Actors plan ahead where they can, so that the engine runs uninterrupted. A plan is plain data: what
appears where and when, and what money is meant to buy. An actor never plans to spend more than its
purse holds. A user's own actor, an `Actor`, may also act while the campaign runs, in the light of
what the public can see.
"""

from simsmm.actors.actor import Actor
from simsmm.actors.brand import Brand
from simsmm.actors.creator import Creator
from simsmm.actors.plans import Appearance, Following, MediaBuy, PlannedActs
from simsmm.actors.view import PublicView, Reactions

__all__ = [
    "Actor",
    "Appearance",
    "Brand",
    "Creator",
    "Following",
    "MediaBuy",
    "PlannedActs",
    "PublicView",
    "Reactions",
]
