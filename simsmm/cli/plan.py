"""`simsmm explain PLAN`: the plan in plain language, and every number that is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console

from simsmm import presets, scenario
from simsmm.cli.calendar import Calendar
from simsmm.cli.layout import listing, paragraph, title
from simsmm.cli.numbers import stated
from simsmm.cli.offers import tell_event, tell_offer, tell_reviews
from simsmm.report import known
from simsmm.report.known import Group, Known
from simsmm.report.words import NOTHING, listed, money, percent, plain, rounded
from simsmm.scenario import Boost, Campaign, Creator, Pick, Post, Scenario, Segment
from simsmm.scenario.boards import Board
from simsmm.scenario.picks import fee_of
from simsmm.scenario.prices import usual_factor, usual_price
from simsmm.wording import count, named, say

Lines = Iterator[tuple[str, str]]
"""What a line is about, and what it says."""


def tell(path: Path, console: Console) -> None:
    """Print a plan in plain language, then its numbers.

    Raises:
        ScenarioError: the file is no scenario.
    """
    plan = scenario.load(path)
    calendar = Calendar(plan)
    title(console, plan.name, first=True)
    _section(say("The market"), _market(plan, calendar), console)
    for campaign in plan.campaigns:
        _section(campaign.brand, _campaign(plan, campaign, calendar), console)
    _section(say("What is asked"), _goals(plan), console)
    _section(say("What is drawn"), _drawn(plan), console)
    groups = known.groups(plan)
    title(console, say("Every number in force"))
    counts = known.tally(groups)
    tally = say(
        "{stated} stated in the plan, {published} published, {assumed} assumptions. Presets of "
        "{year}.",
        stated=plain(counts["stated"]),
        published=plain(counts["published"]),
        assumed=plain(counts["assumed"]),
        year=plan.edition,
    )
    paragraph(console, tally)
    for group in groups:
        _numbers(group, console)


def _section(heading: str, lines: Lines, console: Console) -> None:
    title(console, heading)
    listing(console, lines)


def _market(plan: Scenario, calendar: Calendar) -> Lines:
    yield (
        say("people"),
        say(
            "{market}: {people} people, of whom {simulated} are simulated; each stands for {scale}",
            market=plan.market.name,
            people=plain(plan.market.people),
            simulated=plain(plan.simulate),
            scale=plain(plan.scale),
        ),
    )
    for segment in plan.people.segments:
        yield say("segment"), _segment(plan, segment)
    first, last = calendar.date(0.0), calendar.date(plan.lasts - 1 / 60)
    yield (
        say("when"),
        say(
            "{first} to {last}, {length}, by the clocks of {zone}",
            first=first,
            last=last,
            length=calendar.length(plan.lasts),
            zone=plan.timezone,
        ),
    )
    yield say("meant for"), str(plan.target)
    for name in plan.channels:
        yield say("channel"), _channel(plan, name)
    for channel, boards in plan.boards.items():
        for name, board in boards.items():
            yield say("board"), _board(channel, name, board)


def _channel(plan: Scenario, name: str) -> str:
    preset = plan.preset(name)
    like = known.brands(preset)
    text = say("{channel}, like {brands}", channel=named(name), brands=like) if like else name
    if not preset.answered:
        return say("{channel}; an audience is bought, and nobody answers", channel=text)
    if not preset.layers:
        return say("{channel}; whoever visits can meet a post, and nobody is tied", channel=text)
    ties = listed(say(layer) for layer in preset.layers)  # data text
    return say("{channel}; ties: {ties}", channel=text, ties=ties)


def _board(channel: str, name: str, board: Board) -> str:
    told = say(
        "{name} on {channel}, {members} members",
        name=name,
        channel=say(channel),  # data text
        members=stated(board.members, plain),
    )
    if not board.topics:
        return told
    return f"{told}; {say('about {topics}', topics=_shares(board.topics))}"


def _segment(plan: Scenario, segment: Segment) -> str:
    parts = [
        say(
            "{name}: {share} of the market, {people} people",
            name=segment.name,
            share=percent(segment.share),
            people=plain(round(segment.share * plan.market.people)),
        )
    ]
    if segment.interests:
        parts.append(say("interest in {topics}", topics=_shares(segment.interests)))
    if segment.uses is None:
        typical = {say(name): plan.uses(segment, name) for name in plan.channels}  # data text
        parts.append(say("uses, as is typical, {channels}", channels=_shares(typical)))
    else:
        uses = {say(name): share for name, share in segment.uses.items()}  # data text
        parts.append(say("uses {channels}", channels=_shares(uses)))
    if segment.cities:
        parts.append(say("lives in {cities}", cities=_shares(segment.cities)))
    return "; ".join(parts)


def _shares(shares: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {stated(share, percent)}" for name, share in shares.items())


def _campaign(plan: Scenario, campaign: Campaign, calendar: Calendar) -> Lines:
    budget = campaign.budget
    yield (
        say("money"),
        say(
            "{total}: {media} for media, {creators} for creators, {production} for production",
            total=money(budget.total, plan.currency),
            media=money(budget.media, plan.currency),
            creators=money(budget.creators, plan.currency),
            production=money(budget.production, plan.currency),
        ),
    )
    for channel, page in campaign.pages.items():
        where = say(channel)  # data text
        told = (
            say("on {channel}, {fans} fans", channel=where, fans=plain(page.fans))
            if page.shared is None
            else say("on {channel}, that of {brand}", channel=where, brand=page.shared)
        )
        yield say("page"), told
    acts = [(post.at, _published(plan, post, calendar)) for post in campaign.posts]
    acts += [(hired.at, _hired(plan, hired, calendar)) for hired in campaign.hired]
    for _, lines in sorted(acts, key=lambda act: act[0]):
        yield from lines
    for name, offer in campaign.offers.items():
        yield say("on offer"), tell_offer(plan, campaign, name, offer)
        if offer.reviews is not None:
            yield say("reviews"), tell_reviews(plan, offer.reviews, calendar)


def _published(plan: Scenario, post: Post, calendar: Calendar) -> Lines:
    yield calendar.clock(post.at), f"{calendar.date(post.at)}: {_post(plan, post)}"
    if post.event is not None:
        yield say("event"), tell_event(plan, post.event, calendar)
    for boost in post.boost:
        yield say("bought"), _boost(plan, boost, calendar)


def _hired(plan: Scenario, hired: Creator | Pick, calendar: Calendar) -> Lines:
    told = _creator(plan, hired) if isinstance(hired, Creator) else _pick(plan, hired)
    yield calendar.clock(hired.at), f"{calendar.date(hired.at)}: {told}"


def _post(plan: Scenario, post: Post) -> str:
    parts = [
        say(
            "{post}: {format} on {channels}",
            post=post.id,
            format=say(post.format),  # data text
            channels=listed(say(channel) for channel in post.on),  # data text
        )
    ]
    if post.board:
        parts.append(say("stands on {boards}", boards=listed(post.board)))
    if post.topics:
        parts.append(say("about {topics}", topics=_shares(post.topics)))
    parts.append(say("better than {share} of posts", share=stated(post.quality, percent)))
    if post.link:
        parts.append(say("leads to {place}", place=post.link))
    if post.seeds:
        parts.append(
            count(
                post.seeds,
                "{number} person passes it on first",
                "{number} people pass it on first",
                number=plain(post.seeds),
            )
        )
    return "; ".join(parts)


def _boost(plan: Scenario, boost: Boost, calendar: Calendar) -> str:
    if boost.grp is not None:
        return say(
            "{points} rating points on {channel} among {audience}, {flight}, for {spend}",
            points=plain(boost.grp),
            channel=say(boost.on),  # data text
            audience=str(boost.to),
            flight=calendar.flight(boost.start, boost.until),
            spend=money(boost.spend, plan.currency),
        )
    flight = (boost.start, boost.until)
    price = usual_price(plan, boost.on, "cpm", flight)
    text = say(
        "{spend} on {channel} for {audience}, {flight}: at most about {impressions} "
        "impressions at {price} per 1,000",
        spend=money(boost.spend, plan.currency),
        channel=say(boost.on),  # data text
        audience=str(boost.to),
        flight=calendar.flight(boost.start, boost.until),
        impressions=plain(float(f"{1000.0 * boost.spend / price:.2g}")),
        price=money(price, plan.currency),
    )
    dearer = rounded(usual_factor(plan, boost.on, "cpm", flight))
    if dearer != rounded(1.0):
        text += "; " + say("season and year make it {factor} times the plain price", factor=dearer)
    if boost.cap is None:
        return text
    cap = say(
        "at most {most} a person in {days}",
        most=plain(boost.cap.count),
        days=calendar.length(boost.cap.hours),
    )
    return f"{text}; {cap}"


def _creator(plan: Scenario, creator: Creator) -> str:
    text = say(
        "{name}, with {followers} followers on {channel}, publishes {posts} for {fee}",
        name=creator.name,
        followers=stated(creator.followers, plain),
        channel=say(creator.on),  # data text
        posts=listed(creator.posts),
        fee=money(creator.fee, plan.currency),
    )
    says = say("says that it is paid for") if creator.disclosed else say("does not say so")
    return f"{text}; {says}"


def _pick(plan: Scenario, pick: Pick) -> str:
    fee = fee_of(plan, pick)
    text = count(
        pick.pick,
        "{number} creator on {channel} is picked among {among}, for at most {spend}, and publishes "
        "{posts}",
        "up to {number} creators on {channel} are picked among {among}, for at most {spend}, and "
        "publish {posts}",
        channel=say(pick.on),  # data text
        among=str(pick.among),
        spend=money(pick.spend, plan.currency),
        posts=listed(pick.posts),
    )
    if pick.followers is not None:
        low, high = (plain(end) for end in pick.followers)
        text += "; " + say("each has {low} to {high} followers", low=low, high=high)
    takes = say(
        "each takes {base} and {more} for each 1,000 followers",
        base=money(fee.base, plan.currency),
        more=money(1000.0 * fee.per_follower, plan.currency),
    )
    says = say("says that it is paid for") if pick.disclosed else say("does not say so")
    return f"{text}; {takes}; {says}"


def _goals(plan: Scenario) -> Lines:
    for goal in plan.goals:
        yield "-", goal.text
    if not plan.goals:
        yield "-", say("how many people are reached, how often, and at what cost; no goal is set")


def _drawn(plan: Scenario) -> Lines:
    effort = plan.effort
    yield (
        say("how often"),
        say(
            "{least} to {most} simulated outcomes, until the mean of reach is known to {precision}",
            least=plain(effort.at_least),
            most=plain(effort.at_most),
            precision=percent(effort.precision),
        ),
    )
    yield say("luck"), say("anew for each outcome: who looks when, who passes on, who buys")
    yield say("numbers"), _unknown(plan)
    yield say("society"), say("anew for every sixteenth outcome: the people and their ties")


def _unknown(plan: Scenario) -> str:
    """Which numbers differ between outcomes."""
    ranges = _ranges(plan)
    if plan.drawn:
        text = say("anew for every second outcome: every number below that has a range")
    else:
        text = say("each stands at its value, but for ranges that the plan states")
    stated = listed(ranges) if ranges else say("none")
    return f"{text}; {say('ranges stated in the plan: {names}', names=stated)}"


def _ranges(plan: Scenario) -> list[str]:
    """Numbers that the plan gives as a range, as people call them."""
    choices = {name: choice.numbers for name, choice in plan.channels.items()}
    choices |= {name: plan.people.ties.layer(name).numbers for name in plan.layers}
    choices[""] = plan.behaviour.numbers
    found = [
        say("{number} of {owner}", number=say(presets.spoken(key)), owner=say(owner))  # data text
        if owner
        else say(presets.spoken(key))  # data text
        for owner, numbers in choices.items()
        for key, value in numbers.items()
        if not isinstance(value, float)
        and not (owner in plan.channels and key in known.not_read(plan, owner))
    ]
    return found + [
        say("quality of {post}", post=post.id)
        for campaign in plan.campaigns
        for post in campaign.posts
        if not isinstance(post.quality, float)
    ]


def _numbers(group: Group, console: Console) -> None:
    """Numbers about one thing."""
    title(console, group.title)
    for number in group.numbers:
        paragraph(console, f"{number.name}: {_worth(number)}")
        paragraph(console, _source(number), indent=2, style="dim")


def _worth(number: Known) -> str:
    if number.range == NOTHING:
        return number.value
    return f"{number.value} ({number.range})"


def _source(number: Known) -> str:
    if number.origin == "assumed":
        return say("assumption: {source}", source=number.source)
    return number.source
