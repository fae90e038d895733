"""Checks of where links lead: to the site, a shop, an offer, or an event."""

from __future__ import annotations

from simsmm.scenario.findings import Finding, Findings, every_post
from simsmm.scenario.language import Scenario
from simsmm.scenario.plan import EVENT, SHOP, SITE
from simsmm.scenario.problems import unknown
from simsmm.wording import say


def links(scenario: Scenario) -> Findings:
    """A link leads to the shop, the site, an offer of the campaign, or the post's own event."""
    for path, campaign, post in every_post(scenario):
        at = (*path, "link")
        if post.link is None or post.link == SITE or post.link in campaign.offers:
            continue
        if post.link == EVENT:
            if post.event is None:
                message = say("the post announces none; add `event: {{city: …, on: …}}`")
                yield Finding(at, message)
        elif post.link != SHOP:
            known = [*campaign.offers, SHOP, SITE, EVENT]
            yield Finding(at, unknown("destination", post.link, known))
        elif not campaign.offers:
            message = say("nothing is on offer there; add `offers`, or link to `site`")
            yield Finding(at, message)
        elif len(campaign.offers) > 1:
            names = ", ".join(campaign.offers)
            message = say("several offers are in the shop; link to one of {names}", names=names)
            yield Finding(at, message)


def offers(scenario: Scenario) -> Findings:
    """No offer bears a word that a link already knows, or the name of an event."""
    for place, campaign in enumerate(scenario.campaigns):
        for name in campaign.offers:
            at = ("campaigns", place, "offers", name)
            if name in (SHOP, SITE, EVENT, "none"):
                yield Finding(at, say('a link "{name}" means another thing', name=name))
            elif name in campaign.events:
                yield Finding(at, say('the post "{name}" announces an event', name=name))


def events(scenario: Scenario) -> Findings:
    """An event takes place after its post appears, and the post leads to it."""
    for path, _, post in every_post(scenario):
        if post.event is None:
            continue
        if post.event.on <= post.at:
            message = say("the event is over before the post appears")
            yield Finding((*path, "event", "on"), message)
        if post.link != EVENT:
            message = say("the post leads elsewhere, so it brings nobody to its event")
            yield Finding((*path, "link"), message, "warning")


CHECKS = (offers, links, events)
