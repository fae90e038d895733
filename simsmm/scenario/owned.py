"""Checks of what a brand owns: where its links lead, its events, the pages that it shares."""

from __future__ import annotations

from simsmm.scenario.findings import Finding, Findings, every_post
from simsmm.scenario.language import Scenario
from simsmm.scenario.plan import EVENT, PAGE, SHOP, SITE, Campaign, Post
from simsmm.scenario.problems import unknown
from simsmm.wording import say


def links(scenario: Scenario) -> Findings:
    """A link leads to a shop, the site, an offer, a page, the post's event, or another post."""
    for path, campaign, post in every_post(scenario):
        if post.link is not None and post.link not in (SITE, *campaign.offers):
            message = _wrong(campaign, post)
            if message:
                yield Finding((*path, "link"), message)


def _wrong(campaign: Campaign, post: Post) -> str | None:
    """What is wrong with a link that leads to no offer."""
    named = [other.id for other in campaign.posts]
    if post.link == EVENT:
        return (
            None if post.event else say("the post announces none; add `event: {{city: …, on: …}}`")
        )
    if post.link == PAGE:
        return None if campaign.pages else say("the brand has no page; add `pages`")
    if post.link == SHOP:
        return _wrong_shop(campaign)
    if post.link in named:
        return _wrong_post(campaign, post, campaign.post(str(post.link)))
    known = [*campaign.offers, SHOP, SITE, EVENT, PAGE, *named]
    return unknown("destination", str(post.link), known)


def _wrong_shop(campaign: Campaign) -> str | None:
    if not campaign.offers:
        return say("nothing is on offer there; add `offers`, or link to `site`")
    if len(campaign.offers) > 1:
        names = ", ".join(campaign.offers)
        return say("several offers are in the shop; link to one of {names}", names=names)
    return None


def _wrong_post(campaign: Campaign, post: Post, led_to: Post) -> str | None:
    if led_to == post:
        return say("the post leads to itself")
    if not any(channel in campaign.pages for channel in led_to.on):
        return say('no page publishes the post "{name}"', name=led_to.id)
    return None


def offers(scenario: Scenario) -> Findings:
    """No offer bears a word that a link already knows, or the name of an event."""
    for place, campaign in enumerate(scenario.campaigns):
        for name in campaign.offers:
            at = ("campaigns", place, "offers", name)
            if name in (SHOP, SITE, EVENT, PAGE, "none"):
                yield Finding(at, say('a link "{name}" means another thing', name=name))
            elif name in [post.id for post in campaign.posts]:
                yield Finding(at, say('a post is called "{name}", too', name=name))


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


def shared_pages(scenario: Scenario) -> Findings:
    """A shared page is the own page of another brand on that channel."""
    owners = {
        (campaign.brand, channel)
        for campaign in scenario.campaigns
        for channel, page in campaign.pages.items()
        if page.shared is None
    }
    brands = [campaign.brand for campaign in scenario.campaigns]
    for place, campaign in enumerate(scenario.campaigns):
        for channel, page in campaign.pages.items():
            at = ("campaigns", place, "pages", channel, "shared with")
            if page.shared is None or (page.shared, channel) in owners:
                continue
            if page.shared not in brands:
                yield Finding(at, unknown("brand", page.shared, brands))
            else:
                message = say(
                    '{brand} has no page of its own on "{channel}"',
                    brand=page.shared,
                    channel=channel,
                )
                yield Finding(at, message)


CHECKS = (offers, links, events, shared_pages)
