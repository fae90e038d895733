"""A campaign as a Mesa model: one run, tick by tick, its actors and its people to look at."""

from simsmm.campaign.model import REPORTERS, ActorAgent, CampaignModel, tally
from simsmm.campaign.people import MOST_AGENTS, People, PersonAgent, PersonView

__all__ = [
    "MOST_AGENTS",
    "REPORTERS",
    "ActorAgent",
    "CampaignModel",
    "People",
    "PersonAgent",
    "PersonView",
    "tally",
]
