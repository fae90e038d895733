"""What must hold between the parts of a scenario, each of which is right by itself.

A check takes a scenario and yields findings. The two tables at the end list all checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from simsmm import presets
from simsmm.scenario import (
    broadcast,
    feasibility,
    owned,
    picks,
    public,
    qualities,
    sanity,
    venues,
)
from simsmm.scenario.creators import Creator
from simsmm.scenario.dayparts import DAY, WEEK, open_minutes
from simsmm.scenario.fields import EVERYBODY
from simsmm.scenario.findings import (
    Finding,
    Findings,
    amount_of,
    every_boost,
    every_hired,
    every_post,
    grouped,
    listed,
    percent,
)
from simsmm.scenario.language import Scenario, Segment
from simsmm.scenario.plan import PER_CLICK, Budget
from simsmm.scenario.problems import Path, unknown
from simsmm.scenario.unknowns import least, middle
from simsmm.wording import say

FEW = 30
"""Fewer simulated fans or followers than this give a coarse answer."""

ROUNDING = 1e-9
"""Shares and sums of money may miss their limit by so much, relative to it."""


def segments(scenario: Scenario) -> Findings:
    """Segments have names of their own and shares that add up to the market."""
    parts = scenario.people.segments
    at = ("people", "segments")
    yield from _repeated([part.name for part in parts], at, "name", "segment")
    for place, part in enumerate(parts):
        if part.name == EVERYBODY:
            message = say('"{name}" already means all segments', name=EVERYBODY)
            yield Finding((*at, place, "name"), message)
    total_share = sum(part.share for part in parts)
    if total_share > 1.0 + ROUNDING:
        message = say("the shares add up to {total} of the market", total=percent(total_share))
        yield Finding(at, message)
    elif total_share < 1.0 - 1e-6:
        message = say(
            "the shares add up to {total} only; leave one out for the rest",
            total=percent(total_share),
        )
        yield Finding(at, message)


def use_of_channels(scenario: Scenario) -> Findings:
    """Segments that say who uses what say it of every channel of the scenario."""
    for place, part in enumerate(scenario.people.segments):
        if part.uses is None:
            continue
        at: Path = ("people", "segments", place, "uses")
        for name in scenario.channels:
            if name not in part.uses:
                message = say(
                    'the share that uses "{channel}" is missing; it may be 0 %', channel=name
                )
                yield Finding(at, message)


def own_channels(scenario: Scenario) -> Findings:
    """A channel that a scenario makes has a name of its own."""
    for name, made in scenario.channels.items():
        if made.own and name in presets.channels():
            message = say(
                '"{channel}" is a channel of simsmm; give your own another name', channel=name
            )
            yield Finding(("channels", name), message)


def channels_of_boosts(scenario: Scenario) -> Findings:
    """A boost is on a channel of its post, where impressions are sold."""
    for path, post, boost in every_boost(scenario):
        if not scenario.preset(boost.on).sold:
            message = say(
                'no impressions are sold on "{channel}"; leave the boost out', channel=boost.on
            )
            yield Finding((*path, "on"), message)
        elif boost.on not in post.on:
            message = say(
                'the post is not on "{channel}"; it is on {channels}',
                channel=boost.on,
                channels=listed(post.on),
            )
            yield Finding((*path, "on"), message)


def paid_clicks(scenario: Scenario) -> Findings:
    """A boost that is paid per click has something to click on."""
    for path, post, boost in every_boost(scenario):
        if boost.pay == PER_CLICK and post.link is None and scenario.preset(boost.on).answered:
            message = say("the post has no `link`, so there are no clicks to pay for")
            yield Finding((*path, "pay"), message)


def names_within_campaigns(scenario: Scenario) -> Findings:
    """Brands, posts and creators have names of their own, and creators publish posts there are."""
    brands = [campaign.brand for campaign in scenario.campaigns]
    yield from _repeated(brands, ("campaigns",), "brand", "brand")
    for place, campaign in enumerate(scenario.campaigns):
        at: Path = ("campaigns", place)
        posts = [post.id for post in campaign.posts]
        yield from _repeated(posts, (*at, "posts"), "id", "post")
        named = [
            f"{hired.name} on {hired.on}" if isinstance(hired, Creator) else None
            for hired in campaign.hired
        ]
        yield from _repeated(named, (*at, "creators"), "name", "creator")
    for path, campaign, hired in every_hired(scenario):
        posts = [post.id for post in campaign.posts]
        for name in hired.posts:
            if name not in posts:
                yield Finding((*path, "posts"), unknown("post", name, posts))


def layers_in_use(scenario: Scenario) -> Findings:
    """Ties that a scenario describes belong to one of its channels."""
    for name in presets.layers():
        if scenario.people.ties.layer(name).model_fields_set and name not in scenario.layers:
            message = say(
                "no channel of this scenario has such ties; its layers: {layers}",
                layers=listed(scenario.layers),
            )
            yield Finding(("people", "ties", name), message, "warning")


def dates(scenario: Scenario) -> Findings:
    """Everything happens while the campaign lasts, and boosts follow their posts."""
    days = f"{scenario.lasts / 24:g} d"
    for path, hour in _times(scenario):
        if not 0.0 <= hour <= scenario.lasts:
            message = say(
                "outside the campaign, which lasts {days} from {start}",
                days=days,
                start=scenario.starts,
            )
            yield Finding(path, message)
    for path, post, boost in every_boost(scenario):
        if boost.until <= boost.start:
            yield Finding((*path, "until"), say("the boost ends before it begins"))
        if boost.start < post.at:
            yield Finding((*path, "from"), say("the boost begins before the post appears"))
    for place, goal in enumerate(scenario.goals):
        if goal.by is not None and not 0.0 < goal.by <= scenario.lasts:
            message = say("outside the campaign, which lasts {days}", days=days)
            yield Finding(("goals", place), message)


def dayparts(scenario: Scenario) -> Findings:
    """Some minute of a boost's flight lies within its dayparts."""
    first = DAY * scenario.starts.weekday()
    for path, _, boost in every_boost(scenario):
        minutes = range(round(60 * boost.start), round(60 * min(boost.until, boost.start + 168)))
        served = open_minutes(boost.dayparts)
        if served and minutes and not any((first + at) % WEEK in served for at in minutes):
            yield Finding(
                (*path, "dayparts"), say("the boost runs at none of these times; it serves nobody")
            )


def money(scenario: Scenario) -> Findings:
    """Nothing is spent beyond the budget."""
    for place, campaign in enumerate(scenario.campaigns):
        path: Path = ("campaigns", place, "budget")
        yield from _whole_budget(campaign.budget, path, scenario)
        for item, costs, limit in (
            ("media", campaign.media_spend, campaign.budget.media),
            ("creators", campaign.fees, campaign.budget.creators),
        ):
            amount = amount_of(costs, scenario)
            paid = (
                say("the boosts cost {amount}", amount=amount)
                if item == "media"
                else say("the fees cost {amount}", amount=amount)
            )
            if costs > limit * (1.0 + ROUNDING):
                have = amount_of(limit, scenario)
                message = say("{costs}, but the budget for them is {have}", costs=paid, have=have)
                yield Finding((*path, item), message)
            elif limit > costs * (1.0 + ROUNDING):
                rest = amount_of(limit - costs, scenario)
                message = say("{costs}; {rest} are not spent", costs=paid, rest=rest)
                yield Finding((*path, item), message, "warning")


def _whole_budget(budget: Budget, path: Path, scenario: Scenario) -> Findings:
    """The parts of a budget stay within its total and use it up."""
    parts, total = amount_of(budget.assigned, scenario), amount_of(budget.total, scenario)
    if budget.assigned > budget.total * (1.0 + ROUNDING):
        message = say("the parts add up to {parts}, the total is {total}", parts=parts, total=total)
        yield Finding(path, message)
    elif budget.total > budget.assigned * (1.0 + ROUNDING):
        rest = amount_of(budget.total - budget.assigned, scenario)
        message = say(
            "{rest} of {total} are assigned to nothing; name a `reserve`, or spend them",
            rest=rest,
            total=total,
        )
        yield Finding(path, message, "warning")


def ways_to_people(scenario: Scenario) -> Findings:
    """A post on a channel has someone or something to bring it there."""
    for path, campaign, post in every_post(scenario):
        for channel in post.on:
            boosted = any(boost.on == channel for boost in post.boost)
            carried = any(post.id in each.posts and each.on == channel for each in campaign.hired)
            # Boards are for all; where nobody can answer, `broadcast` has complained already.
            brought = channel in campaign.pages or post.seeds or boosted or carried
            preset = scenario.preset(channel)
            if not brought and preset.passed_on and not preset.public:
                message = say(
                    'nobody brings the post to "{channel}": the brand has no page there, and no '
                    "boost, creator or seeds do",
                    channel=channel,
                )
                yield Finding((*path, "on"), message)


def sizes(scenario: Scenario) -> Findings:
    """The people who are named exist in the market, and enough of them are simulated."""
    if scenario.simulate > scenario.market.people:
        message = say("more people are simulated than the market has")
        yield Finding(("simulate",), message)
    for path, channel, people, what in _followings(scenario):
        users = _users(scenario, channel)
        if people > users:
            message = say(
                '{number}, but of the market only {users} use "{channel}"; count those within the '
                "market, or change `uses`",
                number=what,
                users=grouped(users),
                channel=channel,
            )
            yield Finding(path, message)
        elif 0 < people < FEW * scenario.scale:
            message = say(
                "{number} are {few:.3g} simulated people, too few for a steady answer; simulate "
                "more people",
                number=what,
                few=people / scenario.scale,
            )
            yield Finding(path, message, "warning")
    for path, _, post in every_post(scenario):
        if 0 < post.seeds < scenario.scale:
            message = say(
                "{seeds} seeds are less than one simulated person, who stands for {scale}; take "
                "more seeds or simulate more people",
                seeds=post.seeds,
                scale=grouped(scenario.scale),
            )
            yield Finding((*path, "seeds"), message)


def topics(scenario: Scenario) -> Findings:
    """Somebody is interested in what a post is about."""
    known = [topic for part in scenario.people.segments for topic in part.interests]
    for path, _, post in every_post(scenario):
        for topic in post.topics:
            if topic not in known:
                near = unknown("interest", topic, dict.fromkeys(known))
                message = say("no segment is interested. {near}", near=near)
                yield Finding((*path, "topics", topic), message, "warning")


Check = Callable[[Scenario], Findings]

CHECKS: tuple[Check, ...] = (
    segments,
    own_channels,
    use_of_channels,
    channels_of_boosts,
    paid_clicks,
    names_within_campaigns,
    *owned.CHECKS,
    *picks.CHECKS,
    layers_in_use,
    dates,
    dayparts,
    money,
    topics,
    *broadcast.CHECKS,
    *qualities.CHECKS,
    *public.CHECKS,
    *venues.CHECKS,
)
"""Checks that every scenario of the right form can meet."""

LATER_CHECKS: tuple[Check, ...] = (
    ways_to_people,
    sizes,
    *sanity.CHECKS,
    *qualities.LATER_CHECKS,
    *feasibility.CHECKS,
    *broadcast.LATER_CHECKS,
    *public.LATER_CHECKS,
    *venues.LATER_CHECKS,
)
"""Checks that read what the others have found right."""


def findings(scenario: Scenario) -> list[Finding]:
    """Everything that the checks find."""
    return [finding for _, finding in found_by(scenario)]


def found_by(scenario: Scenario) -> list[tuple[Check, Finding]]:
    """Everything that the checks find, and which of them did."""
    found = [(check, finding) for check in CHECKS for finding in check(scenario)]
    if any(finding.severity == "error" for _, finding in found):
        return found
    return found + [(check, finding) for check in LATER_CHECKS for finding in check(scenario)]


def _times(scenario: Scenario) -> Iterator[tuple[Path, float]]:
    for path, _, post in every_post(scenario):
        yield (*path, "at"), post.at
        if post.event is not None:
            yield (*path, "event", "on"), post.event.on
    for path, _, boost in every_boost(scenario):
        yield (*path, "from"), boost.start
        yield (*path, "until"), boost.until
    for path, _, hired in every_hired(scenario):
        yield (*path, "at"), hired.at


def _followings(scenario: Scenario) -> Iterator[tuple[Path, str, int, str]]:
    """Places, channels, numbers and words for all who follow a page or a creator."""
    for place, campaign in enumerate(scenario.campaigns):
        at: Path = ("campaigns", place)
        for channel, page in campaign.pages.items():
            if page.shared is not None:
                continue
            told = say("{number} fans", number=grouped(page.fans))
            yield (*at, "pages", channel, "fans"), channel, page.fans, told
    for path, _, hired in every_hired(scenario):
        if isinstance(hired, Creator):
            many = round(middle(hired.followers))
            told = say("{number} followers", number=grouped(many))
            yield (*path, "followers"), hired.on, many, told
    for channel, boards in scenario.boards.items():
        for name, board in boards.items():
            many = round(middle(board.members))
            told = say("{number} members", number=grouped(many))
            yield ("boards", channel, name, "members"), channel, many, told


def _users(scenario: Scenario, channel: str) -> float:
    """People of the market who surely use a channel."""
    return scenario.market.people * sum(
        part.share * _least_use(scenario, part, channel) for part in scenario.people.segments
    )


def _least_use(scenario: Scenario, part: Segment, channel: str) -> float:
    if part.uses is not None:
        return least(part.uses[channel])
    stated = scenario.channels[channel].numbers.get("use")
    return scenario.preset(channel).numbers["use"].low if stated is None else least(stated)


def _repeated(names: Iterable[str | None], at: Path, key: str, what: str) -> Findings:
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name is None:
            continue
        if name in seen:
            kind = say(what)  # data text: the words of whoever asks
            message = say('there is a {kind} "{name}" already', kind=kind, name=name)
            yield Finding((*at, place, key), message)
        seen.add(name)
