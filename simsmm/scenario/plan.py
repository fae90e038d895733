"""What a brand does: pages, posts, boosts, creators, offers and the budget for it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from simsmm.scenario import forms, quantities
from simsmm.scenario.audience import Audience, AudienceField, City
from simsmm.scenario.creators import Creator, Hired, Pick
from simsmm.scenario.dayparts import DAYPART_FORM, Daypart, daypart
from simsmm.scenario.fields import (
    MANY,
    SOME,
    At,
    Cap,
    Channel,
    Channels,
    Count,
    Degree,
    From,
    KnownShare,
    Money,
    Name,
    Names,
    Points,
    Price,
    Quality,
    Sales,
    Until,
    choice,
)
from simsmm.scenario.parts import Allows, AllowsOne, Dumps, Part, Reads
from simsmm.scenario.reviews import Reviews
from simsmm.scenario.unknowns import UnknownPace
from simsmm.wording import say

FORMATS = ("text", "link", "photo", "video", "music", "event")
"""Formats of a post, which every channel treats in its own way."""

TONES = {"warm": 0.5, "neutral": 0.0, "critical": -0.5}
"""Tones of a post in words, from -1 to 1. Assumption: halfway from neutral to either end."""

SHOP, SITE, EVENT, PAGE = "shop", "site", "event", "page"
"""Where a link leads, beside the name of an offer."""

PER_IMPRESSION, PER_CLICK = "per impression", "per click"
Pay = Annotated[str, choice("way to pay", (PER_IMPRESSION, PER_CLICK))]
Dayparts = Annotated[
    tuple[Annotated[Daypart, Reads(daypart, DAYPART_FORM)], ...],
    Dumps(lambda parts, currency: [DAYPART_FORM.write(part, currency) for part in parts] or None),
    SOME,
    AllowsOne(),
    MANY,
]
Tone = Annotated[float, Reads(lambda raw: quantities.tone(raw, TONES), forms.tone(TONES))]
Format = Annotated[str, choice("format", FORMATS)]


def _link(raw: object) -> object:
    return None if raw == "none" else raw


def _boosts(raw: object) -> object:
    return raw if isinstance(raw, list) else [raw]


def whole_budget(raw: object) -> object:
    """One amount stands for a budget for everything."""
    return raw if isinstance(raw, dict | list | Budget) else {"total": raw}


class Budget(Part):
    """Money for the campaign, in the scenario's currency; what is left out is what it costs."""

    media: Money = 0.0
    """For boosts."""
    creators: Money = 0.0
    """For the fees of creators."""
    production: Money = 0.0
    """For making the posts; it buys no impressions but counts in the cost per result."""
    reserve: Money = 0.0
    """Set aside: it buys nothing and is no part of what the campaign costs."""
    stated: Money | None = Field(default=None, alias="total")
    """For everything; None where it is what the parts add up to."""

    @property
    def assigned(self) -> float:
        """What the parts add up to."""
        return self.media + self.creators + self.production + self.reserve

    @property
    def total(self) -> float:
        """All of it."""
        return self.assigned if self.stated is None else self.stated


class Page(Part):
    """The brand's page on a channel: its own, or one that it shares with another brand."""

    fans: Count = 0
    """Fans or followers at the start who belong to the market, in real people."""
    shared: Name | None = Field(default=None, alias="shared with")
    """The brand whose page it is, where several lines of business share one."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Page:
        stated = self.model_fields_set
        if self.shared is not None and "fans" in stated:
            raise ValueError(say("a shared page has the fans of its owner; leave `fans` out"))
        if self.shared is None and "fans" not in stated:
            raise ValueError(say("a page needs its `fans`, or `shared with` the brand whose it is"))
        return self


class Boost(Part):
    """Media money behind a post: bought impressions."""

    spend: Money = 0.0
    """How much, in the scenario's currency; where only `grp` is stated, what that costs."""
    grp: Points | None = None
    """Rating points to buy among those it is for, on television and the like; `spend` is then
    their agreed price."""
    on: Channel
    """Channel that sells the impressions; the post's own if it has one only."""
    to: AudienceField = Audience()
    """Who is meant. By default the scenario's target."""
    start: From = Field(alias="from")
    """First hour [h from the start]; by default that of the post."""
    until: Until
    """Last hour [h from the start]; by default the campaign's."""
    cap: Cap | None = None
    """Most impressions per person and time."""
    pay: Pay = PER_IMPRESSION
    """What is paid for: every impression, or every click."""
    dayparts: Dayparts = ()
    """Hours of the week in which it is served; none for all."""

    @model_validator(mode="after")
    def _enough(self) -> Boost:
        if self.grp is None and "spend" not in self.model_fields_set:
            raise ValueError(
                say('the key "spend" is missing; on television and the like `grp` may stand for it')
            )
        return self

    def part(self, share: float) -> Boost:
        """A share of it: of its money, and of its rating points."""
        points = None if self.grp is None else share * self.grp
        return self.model_copy(update={"spend": share * self.spend, "grp": points})


class Event(Part):
    """Something that takes place in a city on a day, with so many seats."""

    city: City
    """Where: who lives there may come; of the others, the part that travels."""
    on: Until
    """Until when seats are booked: when it begins, or the end of its day [h from the start]."""
    seats: Count | None = None
    """How many can come, in real people; None for no limit."""
    price: Price = 0.0
    """Of a ticket, in the scenario's currency."""
    margin: KnownShare = 1.0
    """Part of the price that is left after the costs of a seat."""
    sold_anyway: Sales = UnknownPace(0.0, 24.0)
    """Seats booked without any campaign, in the market as a whole."""


class Variant(Part):
    """One of several creatives of a post; what is left out is that of the post."""

    id: Name
    """Its lasting name within the post, from which its luck is drawn."""
    quality: Quality | None = None
    format: Format | None = None
    topics: dict[Name, Degree] | None = None


def _variants(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    names = [variant.id for variant in variants]
    if len(names) == 1:
        raise ValueError(say("one variant is the post itself; name two or more, or none"))
    if len(set(names)) < len(names):
        raise ValueError(say("two variants have the same id"))
    return variants


class Post(Part):
    """One post of the brand."""

    id: Name
    """Its lasting name, from which its luck is drawn; by default its place in the list."""
    at: At
    """When it appears [h from the start]."""
    on: Channels
    """Channels on which the brand's page publishes it."""
    format: Format
    """Kind of its content; every channel treats each in its own way."""
    topics: dict[Name, Degree] = Field(default_factory=dict)
    """What it is about, and how much; without topics it suits everybody alike."""
    quality: Quality = 0.5
    """Share of posts that it beats [0, 1], or the click rate expected of it."""
    board: Annotated[Names, Dumps(lambda names, currency: list(names) or None)] = ()
    """Boards on which it stands instead of the brand's page, of those described in `boards`."""
    tone: Tone = TONES["warm"]
    """How it speaks of the brand [-1, 1]: attitudes of those who see it move towards it."""
    link: Annotated[
        Name | None, Dumps(lambda name, currency: name or "none"), BeforeValidator(_link)
    ] = None
    """Where a click leads: ``"shop"``, ``"site"``, the name of an offer, ``"event"`` for the
    post's own event, ``"page"`` for the brand's page, the id of another post, or nowhere."""
    event: Event | None = None
    """What takes place, for a post that announces an event."""
    boost: Annotated[tuple[Boost, ...], AllowsOne(), BeforeValidator(_boosts)] = ()
    """Media money behind it; one boost or a list of them."""
    seeds: Count = 0
    """Ordinary people who pass it on when it appears, in real people."""
    variants: Annotated[tuple[Variant, ...], AfterValidator(_variants)] = ()
    """Creatives that take turns; none where the post is its only one."""

    @property
    def creatives(self) -> tuple[Post, ...]:
        """The post as each of its variants shows it, with an even part of the money; or itself."""
        return tuple(self._shown_as(variant) for variant in self.variants) or (self,)

    def _shown_as(self, variant: Variant) -> Post:
        part = 1.0 / len(self.variants)
        changes: dict[str, Any] = {
            "id": f"{self.id}/{variant.id}",
            "variants": (),
            "boost": tuple(boost.part(part) for boost in self.boost),
        }
        for name in ("quality", "format", "topics"):
            if getattr(variant, name) is not None:
                changes[name] = getattr(variant, name)
        return self.model_copy(update=changes)


class Offer(Part):
    """Something that the brand sells."""

    price: Price
    """Of one piece, in the scenario's currency."""
    margin: KnownShare = 1.0
    """Part of the price that is left after the costs of the piece."""
    sold_anyway: Sales = UnknownPace(0.0, 24.0)
    """Sales without any campaign, in the market as a whole."""
    reviews: Reviews | None = None
    """What buyers say of it; nobody reviews it where it is left out."""


class Campaign(Part):
    """All that one brand does."""

    brand: Name
    budget: Annotated[Budget, Allows(forms.MONEY.schema), BeforeValidator(whole_budget)] = Budget()
    pages: dict[Channel, Page] = Field(default_factory=dict)
    """The brand's pages by channel."""
    posts: Annotated[tuple[Post, ...], SOME]
    hired: Hired = Field(default=(), alias="creators")
    """Whom the brand pays to publish: creators by name, or a pick of people to be chosen."""
    offers: dict[Name, Offer] = Field(default_factory=dict)
    """What is sold, by name."""

    @model_validator(mode="after")
    def _apart(self) -> Campaign:
        names = [creative.id for creative in self.creatives]
        if len(set(names)) < len(names) and any(post.variants for post in self.posts):
            raise ValueError(say("a variant and a post bear the same name"))
        return self

    @property
    def creatives(self) -> tuple[Post, ...]:
        """All that the posts show: each post, or each of its variants as a post of its own."""
        return tuple(creative for post in self.posts for creative in post.creatives)

    @property
    def media_spend(self) -> float:
        """What the boosts cost together."""
        return sum(boost.spend for post in self.posts for boost in post.boost)

    @property
    def creators(self) -> tuple[Creator, ...]:
        """Those who have a name."""
        return tuple(each for each in self.hired if isinstance(each, Creator))

    @property
    def picks(self) -> tuple[Pick, ...]:
        """Those who are still to be chosen."""
        return tuple(each for each in self.hired if isinstance(each, Pick))

    @property
    def fees(self) -> float:
        """What the creators cost together; of those still to be chosen, the most they may cost."""
        chosen = sum(creator.fee for creator in self.creators)
        return chosen + sum(pick.spend for pick in self.picks)

    def post(self, name: str) -> Post:
        """The post with an id."""
        return next(post for post in self.posts if post.id == name)

    @property
    def on_sale(self) -> dict[str, Offer | Event]:
        """Offers by name, then events by the id of the post that announces them."""
        return {**self.offers, **self.events}

    @property
    def events(self) -> dict[str, Event]:
        """Events by the id of the post that announces them."""
        return {post.id: post.event for post in self.posts if post.event is not None}

    def _whole(self, creative: Post) -> Post:
        """The post of which a creative may be a variant."""
        return next(post for post in self.posts if creative in post.creatives)

    def sold_through(self, post: Post) -> str | None:
        """Name of what is on sale where the post's link leads, or None."""
        if post.link == EVENT:
            return self._whole(post).id
        if post.link == SHOP:
            return next(iter(self.offers))
        return post.link if post.link in self.offers else None
