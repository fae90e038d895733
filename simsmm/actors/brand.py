"""A brand: pages, a calendar of posts, and a budget for boosts."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from simsmm.actors.plans import Appearance, Following, MediaBuy, PlannedActs
from simsmm.scenario.fields import EVERYBODY
from simsmm.scenario.plan import PER_CLICK, Boost, Campaign, Post


def board_id(name: str, channel: str) -> str:
    """Stable id of a board."""
    return f"{name}@{channel}"


@dataclass(frozen=True)
class Brand:
    """Plans a campaign's own posts and boosts."""

    campaign: Campaign
    silent: frozenset[str] = frozenset()
    """Channels where nobody passes a post on."""
    boards: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Boards that are described, by name, of each channel that has any."""
    public: frozenset[str] = frozenset()
    """Channels where a post appears before everybody, followers or not."""

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
                for account in self._accounts(post, channel):
                    found.append(Appearance(self.post_id(post.id), channel, post.at, account))
                if post.seeds and channel == passed_on:
                    found.append(
                        Appearance(self.post_id(post.id), channel, post.at, None, post.seeds)
                    )
        return tuple(found)

    def _accounts(self, post: Post, channel: str) -> list[str]:
        """Ids of what publishes a post on a channel: the boards it names, else the page.

        Where there is neither, it stands on the board to which everybody belongs; on a ranked list,
        and where it is recommended, it does so always.
        """
        if channel in self.public:
            page = [self.page_id(channel)] if channel in self.campaign.pages else []
            return [*page, board_id(EVERYBODY, channel)]
        named = [board for board in post.board if board in self.boards.get(channel, ())]
        if named:
            return [board_id(board, channel) for board in named]
        if channel in self.campaign.pages:
            return [self.page_id(channel)]
        return [board_id(EVERYBODY, channel)] if channel in self.boards else []

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
