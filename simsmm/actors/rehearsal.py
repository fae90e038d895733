"""Holds what a user's own actors want to do against what they can and may do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from simsmm.actors.actor import Actor
from simsmm.actors.plans import Appearance, Following, MediaBuy, PlannedActs
from simsmm.scenario import Audience, Scenario
from simsmm.scenario.problems import unknown
from simsmm.wording import say

SHORTEST = 1.0 / 60.0
"""Least time between two calls of an actor [h]: a minute."""

ROUNDING = 1e-9
"""Sums of money may miss their limit by so much, relative to it."""


@dataclass
class Ledger:
    """What one actor has done so far."""

    actor: Actor
    spent: float = 0.0
    buys: set[str] = field(default_factory=set)

    @property
    def left(self) -> float:
        """Money left."""
        return max(self.actor.budget - self.spent, 0.0)


def cast(scenario: Scenario, actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """A user's own actors, each of which can act in this scenario.

    Raises:
        ValueError: one of them cannot; the message says who and why.
    """
    found = (actors,) if isinstance(actors, Actor) else tuple(actors)
    brands = [campaign.brand for campaign in scenario.campaigns]
    names: set[str] = set()
    for actor in found:
        if not isinstance(actor, Actor):
            raise ValueError(
                say(
                    "{given} is no actor: derive its class from simsmm.Actor, and "
                    "give one of its objects",
                    given=repr(actor)[:60],
                )
            )
        if not actor.name or actor.name in names:
            raise ValueError(
                say('every actor has a name of its own; "{name}" is none', name=actor.name)
            )
        names.add(actor.name)
        if actor.brand not in brands:
            raise _refusal(actor, unknown("brand", actor.brand, brands))
        if not 0.0 <= actor.budget < math.inf:
            raise _refusal(
                actor, say("a budget is an amount of money, not {budget}", budget=actor.budget)
            )
        _check_waking(actor)
    return found


def _check_waking(actor: Actor) -> None:
    if actor.wakes is None:
        if type(actor).act is not Actor.act:
            raise _refusal(actor, say("it has `act` but no `wakes`, the hours between two calls"))
    elif not SHORTEST <= actor.wakes < math.inf:
        raise _refusal(
            actor,
            say(
                "it wakes every so many hours, a minute at least; not every {wakes} h",
                wakes=actor.wakes,
            ),
        )


def planned(actor: Actor) -> PlannedActs:
    """What an actor plans.

    Raises:
        ValueError: it is no plan, or another one each time.
    """
    acts = _acts(actor, "plan", actor.plan())
    if repr(actor.plan()) != repr(acts):  # by text: what is no number equals nothing
        raise _refusal(
            actor,
            say(
                "it plans something else each time it is asked; chance has its "
                "place in `act`, from view.chance"
            ),
        )
    return acts


def _acts(actor: Actor, what: str, acts: object) -> PlannedActs:
    if not isinstance(acts, PlannedActs):
        raise _refusal(
            actor,
            say(
                "`{what}` gives {given} instead of PlannedActs, such as self.nothing()",
                what=what,
                given=repr(acts)[:60],
            ),
        )
    return acts


def entered(
    ledger: Ledger,
    acts: object,
    scenario: Scenario,
    accounts: Mapping[str, Following],
    hour: float | None = None,
) -> PlannedActs:
    """What an actor does, put down in its ledger.

    Args:
        ledger: of the actor.
        acts: what it asks for.
        scenario: where it acts.
        accounts: everybody's accounts by id.
        hour: now [h]; None while the actor plans.

    Raises:
        ValueError: it cannot do that, or has not the money.
    """
    actor = ledger.actor
    found = _acts(actor, "plan" if hour is None else "act", acts)
    if hour is not None and found.followings:
        raise _refusal(actor, say("accounts are opened in `plan`, not while the campaign runs"))
    known = {**accounts, **{account.id: account for account in found.followings}}
    for account in found.followings:
        _check_account(actor, account, scenario, accounts)
    for appearance in found.appearances:
        _check_appearance(actor, appearance, scenario, known, hour or 0.0)
    for buy in found.buys:
        _check_buy(ledger, buy, scenario, hour or 0.0)
        ledger.buys.add(buy.id)
    _pay(ledger, found, hour, scenario.currency)
    return found


def _pay(ledger: Ledger, acts: PlannedActs, hour: float | None, currency: str) -> None:
    amounts = [*(buy.money for buy in acts.buys), acts.fees]
    if not all(0.0 <= amount < math.inf for amount in amounts):
        raise _refusal(
            ledger.actor,
            say("what it spends is an amount of money, not {amount}", amount=min(amounts)),
        )
    costs = math.fsum(amounts)
    if ledger.spent + costs > ledger.actor.budget * (1.0 + ROUNDING):
        when = say("in its plan") if hour is None else say("at hour {hour}", hour=f"{hour:g}")
        raise _refusal(
            ledger.actor,
            say(
                "{when} it wants to spend {costs} {currency}, but of its budget of {budget} "
                "{currency} only {left} {currency} are left",
                when=when,
                costs=f"{costs:g}",
                budget=f"{ledger.actor.budget:g}",
                left=f"{ledger.left:g}",
                currency=currency,
            ),
        )
    ledger.spent += costs


def _check_account(
    actor: Actor, account: Following, scenario: Scenario, accounts: Mapping[str, Following]
) -> None:
    if account.id in accounts:
        raise _refusal(actor, say('there is an account "{name}" already', name=account.id))
    if account.brand != actor.brand:
        raise _refusal(actor, say("an account of its own publishes for its own brand"))
    _check_channel(actor, account.channel, scenario)
    _check_answers(actor, account.channel, scenario)


def _check_appearance(
    actor: Actor,
    item: Appearance,
    scenario: Scenario,
    accounts: Mapping[str, Following],
    hour: float,
) -> None:
    _check_post(actor, item.post, scenario)
    _check_channel(actor, item.channel, scenario)
    _check_answers(actor, item.channel, scenario)
    _check_time(actor, item.hour, hour, scenario)
    if item.account is None:
        if not scenario.preset(item.channel).passed_on:
            message = say(
                'on "{channel}" nobody passes a post on: publish it on a board',
                channel=item.channel,
            )
            raise _refusal(actor, message)
        if item.seeds < scenario.scale:
            raise _refusal(
                actor, say("{people} people are less than one simulated person", people=item.seeds)
            )
        return
    shared = [
        f"{page.shared}@{channel}"
        for campaign in scenario.campaigns
        if campaign.brand == actor.brand
        for channel, page in campaign.pages.items()
        if page.shared is not None
    ]
    own = [
        name
        for name, account in accounts.items()
        if account.brand == actor.brand or account.board or name in shared
    ]
    if item.account not in own:
        raise _refusal(actor, unknown("account of the brand", item.account, own))
    if accounts[item.account].channel != item.channel:
        raise _refusal(
            actor,
            say(
                'the account "{name}" is not on "{channel}"',
                name=item.account,
                channel=item.channel,
            ),
        )


def _check_buy(ledger: Ledger, buy: MediaBuy, scenario: Scenario, hour: float) -> None:
    actor = ledger.actor
    _check_post(actor, buy.post, scenario)
    _check_channel(actor, buy.channel, scenario)
    if not scenario.preset(buy.channel).sold:
        message = say('no impressions are sold on "{channel}"', channel=buy.channel)
        raise _refusal(actor, message)
    _check_time(actor, buy.start, hour, scenario)
    if not buy.start < buy.until <= scenario.lasts:
        raise _refusal(
            actor,
            say(
                "a boost from hour {start} ends after that and by hour {lasts}, not at {until}",
                start=f"{buy.start:g}",
                lasts=f"{scenario.lasts:g}",
                until=f"{buy.until:g}",
            ),
        )
    if buy.cap < 0 or not buy.window > 0.0:
        raise _refusal(
            actor,
            say(
                "a cap is so many impressions in so many hours, not {cap} in {window} h",
                cap=buy.cap,
                window=buy.window,
            ),
        )
    _check_audience(actor, buy.audience, scenario)
    if (buy.cap or buy.per_click) and not scenario.preset(buy.channel).answered:
        raise _refusal(
            actor,
            say(
                'on "{channel}" nobody clicks and nobody is counted: no cap, and pay per '
                "impression",
                channel=buy.channel,
            ),
        )
    if buy.per_click:
        _check_clicks(actor, buy, scenario)
    if buy.id in ledger.buys:
        raise _refusal(
            actor, say('it buys "{name}" twice; boost a post once from an hour', name=buy.id)
        )


def _check_audience(actor: Actor, audience: object, scenario: Scenario) -> None:
    if not isinstance(audience, Audience):
        raise _refusal(
            actor,
            say("{given} is no audience, such as simsmm.scenario.Audience", given=repr(audience)),
        )
    segments = scenario.people.segments
    conditions = (
        ("segment", audience.segments, [segment.name for segment in segments]),
        ("city", audience.cities, [name for segment in segments for name in segment.cities]),
        ("age band", audience.ages, [name for segment in segments for name in segment.ages]),
    )
    for what, wanted, known in conditions:
        for name in wanted:
            if name not in known:
                raise _refusal(actor, unknown(what, name, dict.fromkeys(known)))


def _check_clicks(actor: Actor, buy: MediaBuy, scenario: Scenario) -> None:
    """A boost that is paid per click has something to click on."""
    links = {
        f"{campaign.brand}/{post.id}": post.link
        for campaign in scenario.campaigns
        for post in campaign.posts
    }
    if links[buy.post] is None:
        raise _refusal(actor, say("the post has no `link`, so there are no clicks to pay for"))


def _check_post(actor: Actor, post: str, scenario: Scenario) -> None:
    posts = posts_of(scenario, actor.brand)
    name = post.removeprefix(f"{actor.brand}/")
    if post == name or name not in posts:
        raise _refusal(actor, unknown("post", name, posts))


def _check_channel(actor: Actor, channel: str, scenario: Scenario) -> None:
    if channel not in scenario.channels:
        raise _refusal(actor, unknown("channel", channel, list(scenario.channels)))


def _check_answers(actor: Actor, channel: str, scenario: Scenario) -> None:
    """People follow and pass on where they can answer; elsewhere an audience is bought."""
    if not scenario.preset(channel).answered:
        message = say(
            'on "{channel}" nobody follows an account or passes anything on: boost the post there',
            channel=channel,
        )
        raise _refusal(actor, message)


def _check_time(actor: Actor, at: float, now: float, scenario: Scenario) -> None:
    if not now <= at < scenario.lasts:
        raise _refusal(
            actor,
            say(
                "it acts from hour {now} on and before hour {lasts}, not at {at}",
                now=f"{now:g}",
                lasts=f"{scenario.lasts:g}",
                at=f"{at:g}",
            ),
        )


def posts_of(scenario: Scenario, brand: str) -> Sequence[str]:
    """Ids of a brand's posts, as the scenario names them."""
    return [
        post.id
        for campaign in scenario.campaigns
        if campaign.brand == brand
        for post in campaign.posts
    ]


def _refusal(actor: Actor, message: str) -> ValueError:
    return ValueError(say("the actor {name}: {message}", name=actor.name, message=message))
