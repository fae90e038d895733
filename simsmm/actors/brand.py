"""A brand: pages, a calendar of posts, and a budget for boosts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simsmm.actors.plans import Appearance, Following, MediaBuy, PlannedActs
from simsmm.scenario.plan import PER_CLICK, Boost, Campaign, Post


@dataclass(frozen=True)
class Brand:
    """Plans a campaign's own posts and boosts."""

    campaign: Campaign
    silent: frozenset[str] = frozenset()
    """Channels where nobody can answer, so that nobody passes a post on."""

    def plan(self) -> PlannedActs:
        """Pages, publications, seeds and media buys, within the media budget.

        Raises:
            ValueError: the boosts cost more than the budget for media.
        """
        buys = tuple(
            self._buy(post, boost, place)
            for post in self.campaign.posts
            for place, boost in enumerate(post.boost)
        )
        planned = math.fsum(buy.money for buy in buys)
        if planned > self.campaign.budget.media * (1.0 + 1e-9):
            raise ValueError(
                f"boosts cost {planned:g}, more than the {self.campaign.budget.media:g} for media"
            )
        return PlannedActs(self._pages(), self._appearances(), buys, 0.0)

    def post_id(self, post: str) -> str:
        """Stable id of a post of this brand."""
        return f"{self.campaign.brand}/{post}"

    def page_id(self, channel: str) -> str:
        """Stable id of the page that the brand publishes on: its own, or one that it shares."""
        page = self.campaign.pages.get(channel)
        owner = self.campaign.brand if page is None or page.shared is None else page.shared
        return f"{owner}@{channel}"

    def _pages(self) -> tuple[Following, ...]:
        brand = self.campaign.brand
        return tuple(
            Following(self.page_id(channel), brand, brand, channel, page.fans, creator=False)
            for channel, page in self.campaign.pages.items()
            if page.shared is None
        )

    def _appearances(self) -> tuple[Appearance, ...]:
        found = []
        for post in self.campaign.posts:
            passed_on = next((name for name in post.on if name not in self.silent), None)
            for channel in post.on:
                if channel in self.campaign.pages:
                    page = self.page_id(channel)
                    found.append(Appearance(self.post_id(post.id), channel, post.at, page))
                if post.seeds and channel == passed_on:
                    found.append(
                        Appearance(self.post_id(post.id), channel, post.at, None, post.seeds)
                    )
        return tuple(found)

    def _buy(self, post: Post, boost: Boost, place: int) -> MediaBuy:
        return MediaBuy(
            id=f"{self.post_id(post.id)}@{boost.on}#{place}",
            post=self.post_id(post.id),
            channel=boost.on,
            money=boost.spend,
            audience=boost.to,
            start=boost.start,
            until=boost.until,
            cap=round(boost.cap.count) if boost.cap else 0,
            window=boost.cap.hours if boost.cap else math.inf,
            per_click=boost.pay == PER_CLICK,
            dayparts=boost.dayparts,
            points=boost.grp or 0.0,
        )
