"""An audience on a screen: who is where, when, whom pages have, and what it costs to meet them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from simsmm.cli import screen
from simsmm.cli.calendar import weekdays
from simsmm.cli.layout import listing, paragraph, title
from simsmm.report.words import GAP, listed, money, percent, plain
from simsmm.wording import count, say

if TYPE_CHECKING:
    from simsmm.study.audience import Audience, Fans, Hour, Overlap, Place

BARS = " ▁▂▃▄▅▆▇█"
"""Signs of activity from none to the most."""

BUSY = 0.9
"""Hours with at least this part of the busiest hour's activity belong to the peak."""

MOST = 12
"""Most lines about pairs of accounts; the tables hold all of them."""

WEEK = 5
"""Working days."""


def tell(found: Audience, console: Console) -> None:
    """Print an audience."""
    plan = found.scenario
    title(console, plan.name, first=True)
    paragraph(
        console,
        say(
            "{people} people; counted among the {simulated} of the society of seed {seed}, each of "
            "whom stands for {scale}. No campaign was run. \N{PLUS-MINUS SIGN}: standard error; "
            "what has none is exact.",
            people=plain(plan.market.people),
            simulated=plain(plan.simulate),
            seed=found.seed,
            scale=plain(plan.scale),
        ),
    )
    _places(found, console)
    _overlaps(found, console)
    _hours(found, console)
    _fans(found, console)
    _prices(found, console)
    _weights(found, console)


def _places(found: Audience, console: Console) -> None:
    """A line for each group and channel."""
    title(console, say("Who is where"))
    table = screen.columns("", say("people"), say("part of the group"))
    for place in found.places:
        size = _people(place.people, place.error)
        if place.channel:
            channel = say(place.channel)  # data text
            table.add_row(f"  {channel}", size, percent(_rough(place.share)))
        else:
            table.add_row(_group(place), size, "")
    console.print(table)


def _group(place: Place) -> str:
    if place.kind == "segment":
        return place.group
    if place.kind == "city":
        return say("in {city}", city=place.group)
    return say("everybody") if place.kind == "market" else say("the target")


def _overlaps(found: Audience, console: Console) -> None:
    title(console, say("Overlap of the channels"))
    table = screen.columns("", say("people"), say("part of the market"))
    for overlap in found.overlaps:
        if overlap.kind == "every" and len(overlap.channels) < 3:
            continue  # of two channels it is the pair above, of one the channel itself
        size = _people(overlap.people, overlap.error)
        table.add_row(_meant(overlap), size, percent(_rough(overlap.share)))
    console.print(table)


def _meant(overlap: Overlap) -> str:
    channels = [say(channel) for channel in overlap.channels]  # data text
    if overlap.kind == "none":
        return say("on none of the channels")
    if overlap.kind == "every":
        return say("on every channel")
    if overlap.kind == "only":
        return say("only on {channel}", channel=channels[0])
    return say("on {channels}", channels=listed(channels))


def _hours(found: Audience, console: Console) -> None:
    """Activity by hour of the day, working days and weekends apart, and when it peaks."""
    title(console, say("When people are there"))
    bars = (console.encoding or "").casefold().startswith("utf")
    names = weekdays()
    parts = ((f"{names[0]}-{names[4]}", range(WEEK)), (f"{names[5]}-{names[6]}", range(WEEK, 7)))
    lines = []
    for channel in found.scenario.channels:
        week = [hour for hour in found.hours if hour.channel == channel]
        most = max(hour.activity for hour in week)
        for name, days in parts:
            day = _day(week, days)
            peak = say("peak {hours}", hours=_peak(day))
            text = f"{_curve(day, most, bars)}{GAP * 2}{name}{GAP * 2}{peak}"
            head = say(channel)  # data text
            lines.append((head if name == parts[0][0] else "", text))
    listing(console, [("", _scale()), *lines])
    paragraph(
        console,
        say("By clocks of {zone}. The rhythm is an assumption.", zone=found.scenario.timezone),
        indent=2,
        style="dim",
    )


def _day(week: Sequence[Hour], days: range) -> list[float]:
    """Mean activity at each hour of some days."""
    return [
        sum(hour.activity for hour in week if hour.hour == at and hour.weekday in days) / len(days)
        for at in range(24)
    ]


def _curve(day: Sequence[float], most: float, bars: bool) -> str:
    """24 signs, one an hour; digits where a terminal has no bars."""
    if bars:
        return "".join(BARS[round((len(BARS) - 1) * hour / most)] for hour in day).replace(" ", GAP)
    return "".join(str(round(9.0 * hour / most)) for hour in day)


def _scale() -> str:
    """Hours of the day, above the curves."""
    return "".join(f"{hour:<6d}" for hour in range(0, 24, 6)).rstrip().replace(" ", GAP)


def _peak(day: Sequence[float]) -> str:
    """The busiest hours in a row: ``"19:00 to 22:00"``."""
    first = last = max(range(24), key=day.__getitem__)
    while first > 0 and day[first - 1] >= BUSY * max(day):
        first -= 1
    while last < 23 and day[last + 1] >= BUSY * max(day):
        last += 1
    return say("{start} to {end}", start=f"{first:02d}:00", end=f"{last + 1:02d}:00")


def _fans(found: Audience, console: Console) -> None:
    """Fans of pages and followers of creators, and who follows two of them."""
    if not found.fans:
        return
    title(console, say("Fans and followers"))
    aimed = bool(found.scenario.target)
    table = screen.columns("", say("people"), *([say("part in the target")] if aimed else []))
    for one in found.fans:
        share = _share(one.on_target, one.on_target_low, one.on_target_high)
        table.add_row(_account(one), plain(one.people), *([share] if aimed else []))
    console.print(table)
    if aimed:
        note = say("The range: fans who follow their interests a little, or a lot.")
        paragraph(console, note, indent=2, style="dim")
    lines = list(_shared(found))
    if lines:
        title(console, say("Who follows two of them"))
        for line in lines[:MOST]:
            paragraph(console, line)
    if len(lines) > MOST:
        more = len(lines) - MOST
        paragraph(console, count(more, "... and {number} pair more", "... and {number} pairs more"))


def _account(one: Fans) -> str:
    channel = say(one.channel)  # data text
    return say("{account} on {channel}", account=one.account, channel=channel)


def _shared(found: Audience) -> Iterator[str]:
    for pair in sorted(found.shared, key=lambda pair: -pair.people):
        yield say(
            "{first} and {second}: {people}, {share} of those who follow either",
            first=_following(pair.first),
            second=_following(pair.second),
            people=_people(pair.people, pair.error),
            share=percent(_rough(pair.share)),
        )


def _following(written: str) -> str:
    """An account as tables have it, ``"Night Bus Radio on microblog"``, in the language spoken."""
    account, _, name = written.rpartition(" on ")
    channel = say(name)  # data text
    return say("{account} on {channel}", account=account, channel=channel)


def _prices(found: Audience, console: Console) -> None:
    """Where the target is, and at what price."""
    if not found.prices:
        return
    plan = found.scenario
    everybody = not plan.target
    title(console, say("Where to meet everybody") if everybody else say("Where to meet the target"))
    if not everybody:
        paragraph(console, say("The target: {segments}.", segments=plan.target))
    aimed = [] if everybody else [say("on target")]
    price_of = say("{currency} per 1,000", currency=plan.currency)
    table = screen.columns("", say("people"), say("part of it"), price_of, say("range"), *aimed)
    for price in found.prices:
        hit = [] if everybody else [_bare(price.on_target)]
        channel = say(price.channel)  # data text
        table.add_row(
            channel,
            plain(round(price.people)),
            percent(_rough(price.share)),
            _bare(price.cpm),
            say("{low} to {high}", low=_bare(price.cpm_low), high=_bare(price.cpm_high)),
            *hit,
        )
    console.print(table)
    note = say("Prices rise as an audience is bought up; the range is what is plausible.")
    paragraph(console, note, indent=2, style="dim")


def _weights(found: Audience, console: Console) -> None:
    """Reach by rating points where an audience is bought."""
    if not found.weights:
        return
    title(console, say("Reach by rating points"))
    costs = say("cost [{currency}]", currency=found.scenario.currency)
    table = screen.columns("", say("GRP"), say("reach of the target"), say("range"), costs)
    told = ""
    for weight in found.weights:
        channel = say(weight.channel) if weight.channel != told else ""  # data text
        told = weight.channel
        low, high = (percent(_rough(end)) for end in (weight.reach_low, weight.reach_high))
        table.add_row(
            channel,
            plain(weight.grp),
            percent(_rough(weight.reach)),
            say("{low} to {high}", low=low, high=high),
            plain(float(f"{weight.cost:.3g}")),
        )
    console.print(table)
    note = say(
        "By the law of the channel, at middle prices; the range: viewing that is as uneven, or as "
        "even, as is plausible."
    )
    paragraph(console, note, indent=2, style="dim")


def _bare(amount: float) -> str:
    """An amount of money without its currency: ``"13.30"``."""
    return money(round(amount, 2), "").rstrip(GAP)


def _people(people: float, error: float) -> str:
    """``"192,400 ±1,200"``; the error to two digits."""
    if error == 0.0:
        return plain(round(people))
    return f"{plain(round(people))}{GAP}\N{PLUS-MINUS SIGN}{plain(float(f'{error:.2g}'))}"


def _share(share: float, low: float, high: float) -> str:
    if low == high:
        return percent(_rough(share))
    ends = (plain(100.0 * float(f"{end:.2g}")) for end in (low, high))
    return f"{percent(float(f'{share:.2g}'))} ({'-'.join(ends)})"


def _rough(share: float) -> float:
    """A share to three digits."""
    return float(f"{share:.3g}")
