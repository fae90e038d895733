"""A user's own actor: the base to derive from, with words for what an actor can do."""

from __future__ import annotations

from collections.abc import Iterable

from simsmm.actors.plans import Appearance, Following, MediaBuy, PlannedActs
from simsmm.actors.view import PublicView
from simsmm.scenario import Audience


class Actor:
    """Somebody who acts on purpose for a brand of the scenario.

    Derive from it, say who it is, and write `plan`, `act` or both::

        class Booster(simsmm.Actor):
            name, brand, budget, wakes = "Booster", "Corner Bakery", 300.0, 24.0

            def act(self, view):
                best = max(view.posts, key=lambda post: view.posts[post].likes)
                if view.left < 50.0:
                    return self.nothing()
                return self.boost(best, "social network", 50.0, view.hour, view.hour + 24.0)

    An actor never spends more than its ``budget``, publishes posts of its brand only, and does
    nothing in the past: what breaks these rules is refused. Each replicate works with a copy of its
    own, so an actor may remember things in its attributes. Chance comes from `PublicView.chance`
    only: a generator of one's own would make another answer of every run.
    """

    name: str = ""
    """Lasting name, from which its luck is drawn."""
    brand: str = ""
    """Brand of the scenario for which it acts."""
    budget: float = 0.0
    """All that it may spend, in the scenario's currency, beside the brand's own budget."""
    wakes: float | None = None
    """Hours from one call of `act` to the next, the first after so many; None: it only plans."""

    def plan(self) -> PlannedActs:
        """What it does whatever happens; the same in every replicate."""
        return self.nothing()

    def act(self, view: PublicView) -> PlannedActs:
        """What it does from now on, in the light of what it can see.

        Args:
            view: the time, the money left, and the public reactions to the brand's posts.
        """
        return self.nothing()

    def nothing(self) -> PlannedActs:
        """Nothing at all."""
        return PlannedActs()

    def account(self, on: str, fans: int, creator: bool = True) -> PlannedActs:
        """Have an account on a channel, named after the actor. To be planned, not acted.

        Args:
            on: the channel.
            fans: followers at the start who belong to the market, in real people.
            creator: publish as a paid creator; else as a page of the brand.
        """
        account = Following(f"{self.name}@{on}", self.name, self.brand, on, fans, creator)
        return PlannedActs(followings=(account,))

    def publish(self, post: str, on: str, at: float, by: str | None = None) -> PlannedActs:
        """Put a post before those who follow an account.

        Args:
            post: id of a post of the brand.
            on: the channel.
            at: when [h from the start].
            by: whose account; by default the actor's own. The brand's name stands for its page.
        """
        account = f"{by or self.name}@{on}"
        return PlannedActs(appearances=(Appearance(self._post(post), on, at, account),))

    def seed(self, post: str, on: str, at: float, people: int) -> PlannedActs:
        """Have ordinary people pass a post on first.

        Args:
            post: id of a post of the brand.
            on: the channel.
            at: when [h from the start].
            people: how many, in real people; any members of the channel, equally likely.
        """
        return PlannedActs(appearances=(Appearance(self._post(post), on, at, None, people),))

    def boost(
        self,
        post: str,
        on: str,
        spend: float,
        start: float,
        until: float,
        to: str | Iterable[str] | Audience = (),
        cap: int = 0,
        window: float | None = None,
        per_click: bool = False,
    ) -> PlannedActs:
        """Buy impressions of a post; its variants take turns.

        Args:
            post: id of a post of the brand.
            on: channel that sells them.
            spend: how much, in the scenario's currency; it counts as spent at once.
            start: first hour of the flight [h from the start].
            until: last hour [h from the start].
            to: who is meant: a segment, several, or a `simsmm.scenario.Audience` of segments,
                cities and ages; none for everybody.
            cap: most impressions of a person per window; 0 for no cap.
            window: window of the cap [h]; None for the whole flight.
            per_click: pay for clicks instead of impressions; it ends when they are paid for.
        """
        name = f"{self.name}: {self._post(post)}@{on} from {start:g}"
        whole = until - start if window is None else window
        buy = MediaBuy(
            id=name,
            post=self._post(post),
            channel=on,
            money=spend,
            audience=_audience(to),
            start=start,
            until=until,
            cap=cap,
            window=whole,
            per_click=per_click,
        )
        return PlannedActs(buys=(buy,))

    def pay(self, fee: float) -> PlannedActs:
        """Pay somebody a fee, in the scenario's currency."""
        return PlannedActs(fees=fee)

    def _post(self, post: str) -> str:
        return f"{self.brand}/{post}"


def _audience(to: str | Iterable[str] | Audience) -> Audience:
    """An audience, or that of some segments; whether they exist is held against the scenario."""
    if isinstance(to, Audience):
        return to
    return Audience.model_construct(segments=(to,) if isinstance(to, str) else tuple(to))
