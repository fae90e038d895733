"""What is sold, in plain words: offers, their reviews, and seats at events."""

from __future__ import annotations

from simsmm.cli.calendar import Calendar
from simsmm.cli.numbers import middle, stated
from simsmm.report.words import money, percent, plain
from simsmm.scenario import Campaign, Offer, Scenario
from simsmm.scenario.plan import Event
from simsmm.scenario.reviews import Reviews
from simsmm.wording import say


def tell_offer(plan: Scenario, campaign: Campaign, name: str, offer: Offer) -> str:
    """Its price, what sells without the campaign, and how many more would pay for that."""
    text = say(
        "{offer}: {price}, of which {margin} is left; {anyway} a day are sold anyway",
        offer=name,
        price=stated(offer.price, lambda price: money(price, plan.currency)),
        margin=stated(offer.margin, percent),
        anyway=plain(round(24.0 * offer.sold_anyway.per_hour, 4)),
    )
    left = middle(offer.price) * middle(offer.margin)
    if len(campaign.offers) == 1 and left > 0.0:
        pieces = campaign.budget.total / left
        text += "; " + say(
            "the campaign pays for itself from {number} more", number=plain(-(-pieces // 1))
        )
    return text


def tell_reviews(plan: Scenario, reviews: Reviews, calendar: Calendar) -> str:
    """The reviews that stand before the campaign, and those that are bought."""
    average, number = reviews.so_far
    text = say("none so far")
    if number:
        text = say("{stars} stars from {number} so far", stars=plain(average), number=plain(number))
    share = stated(reviews.quality, percent)
    text += "; " + say("better than {share} of comparable products", share=share)
    if (fakes := reviews.fakes) is not None:
        text += "; " + say(
            "{number} of {stars} stars are bought on {date}, for {price}",
            number=plain(fakes.number),
            stars=plain(fakes.stars),
            date=calendar.date(fakes.at),
            price=money(fakes.cost, plan.currency),
        )
    return text


def tell_event(plan: Scenario, event: Event, calendar: Calendar) -> str:
    """Where and when an event is, for how many, and at what price."""
    text = say(
        "in {city} on {date}, {clock}",
        city=event.city,
        date=calendar.date(event.on),
        clock=calendar.clock(event.on),
    )
    if event.seats is not None:
        text += say(", {seats} seats", seats=plain(event.seats))
    if middle(event.price) > 0.0:
        price = stated(event.price, lambda price: money(price, plan.currency))
        text += say(", a ticket at {price}", price=price)
    return text
