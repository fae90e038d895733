"""A run, or what is left of it for one channel, medium, post, segment, offer or brand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.measures.cascades import Cascades
from simsmm.measures.windows import often_within
from simsmm.record import Act, Boost, Kind, Medium, Run, Setting

Array = npt.NDArray[Any]

_CROWDED = 8
"""Fewer people than this per impression: counting into an array of everybody beats sorting."""


class Whole:
    """What all views of a run share; each part is worked out once, when first asked for."""

    def __init__(self, run: Run) -> None:
        self.run = run
        seen = run.record.exposures
        # Columns side by side are read several times faster than fields of rows.
        self.time = np.ascontiguousarray(seen["time"])
        self.person = np.ascontiguousarray(seen["person"])
        self.kind = np.ascontiguousarray(seen["kind"])
        self.acts = np.ascontiguousarray(seen["acts"])

    @cached_property
    def channel(self) -> Array:
        """Channel of each impression, int16."""
        return self.run.record.of_source("channel").astype(np.int16)

    @cached_property
    def post(self) -> Array:
        """Post of each impression, int16."""
        return self.run.record.of_source("post").astype(np.int16)

    @cached_property
    def brand(self) -> Array:
        """Brand of each impression, int16; where brands are told apart."""
        setting = self.run.setting
        of_post = np.zeros(len(setting.posts), np.int16)
        for code, brand in enumerate(setting.brands):
            of_post[list(brand.posts)] = code
        return of_post[self.post]

    @cached_property
    def medium(self) -> Array:
        """`Medium` of each impression, int8."""
        return self.run.record.medium

    @cached_property
    def segment(self) -> Array:
        """Segment of the person of each impression, int16."""
        return self.run.setting.segment[self.person]

    @cached_property
    def cascades(self) -> Cascades:
        """Who passed a post on from whom."""
        return Cascades.of(self.run.record)

    @cached_property
    def spent(self) -> tuple[float, ...]:
        """Media money that each boost took: as planned, or as its clicks cost."""
        setting, record = self.run.setting, self.run.record
        if not any(boost.per_click for boost in setting.boosts):
            return tuple(boost.spent for boost in setting.boosts)
        clicked = (self.kind == Kind.AD) & (self.acts & Act.CLICK > 0)
        paid = np.bincount(record.of_source("account")[clicked], minlength=len(setting.boosts))
        return tuple(
            min(count * setting.scale * boost.per_click, boost.planned)
            if boost.per_click
            else boost.spent
            for boost, count in zip(setting.boosts, paid.tolist(), strict=True)
        )

    @cached_property
    def met(self) -> Array:
        """Whether each person had an impression on each channel, bool (channels, people)."""
        setting = self.run.setting
        met = np.zeros((len(setting.channels), setting.people), dtype=bool)
        met[self.channel, self.person] = True
        return met

    @cached_property
    def times(self) -> Array:
        """Impressions of each person, int64 (people,)."""
        return np.bincount(self.person, minlength=self.run.setting.people)


@dataclass(frozen=True)
class View:
    """Part of a run: some of its impressions, and of whatever else the part leaves.

    Measures read only this. Restrictions that are None leave everything.
    """

    whole: Whole
    rows: Array | None = None
    """Impressions of this view, as ascending rows of the record."""
    group: Array | None = None
    """People of this view, bool (people,): restricts purchases, shares and the target."""
    channel: int | None = None
    """Restricts media money, fees and shares."""
    medium: Medium | None = None
    """Restricts media money and fees: all of them pay for paid media."""
    pair: tuple[int, int] | None = None
    """Two channels at once: restricts who met which channel."""
    post: int | None = None
    """Restricts media money and shares."""
    offer: int | None = None
    """Restricts purchases."""
    brand: int | None = None
    """Restricts money, shares, purchases and what people have in mind."""

    @classmethod
    def of(cls, run: Run) -> View:
        """The whole run."""
        return cls(Whole(run))

    @property
    def setting(self) -> Setting:
        """What the run is about."""
        return self.whole.run.setting

    @property
    def scale(self) -> float:
        """People of the market that each simulated person stands for."""
        return self.setting.scale

    def keep(self, chosen: Array) -> View:
        """The view of some of this view's impressions, as bools or as ascending places in it."""
        rows = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        return replace(self, rows=rows if self.rows is None else self.rows[rows])

    def _of_view(self, column: Array) -> Array:
        return column if self.rows is None else column[self.rows]

    @cached_property
    def impressions(self) -> int:
        """Number of impressions."""
        return len(self.whole.person if self.rows is None else self.rows)

    @cached_property
    def person(self) -> Array:
        """Person of each impression."""
        return self._of_view(self.whole.person)

    @cached_property
    def time(self) -> Array:
        """Time of each impression [h], ascending."""
        return self._of_view(self.whole.time)

    @cached_property
    def kind(self) -> Array:
        """`Kind` of each impression."""
        return self._of_view(self.whole.kind)

    @cached_property
    def kinds(self) -> Array:
        """Number of impressions of each `Kind`, int64 (kinds,)."""
        return np.bincount(self.kind, minlength=len(Kind))

    @cached_property
    def acts(self) -> Array:
        """Acts at each impression, as bits."""
        return self._of_view(self.whole.acts)

    @cached_property
    def acts_by_bits(self) -> Array:
        """Number of impressions with each combination of acts, int64 (64,)."""
        return np.bincount(self.acts, minlength=64)

    def acted(self, act: Act) -> int:
        """Number of impressions at which a person did this."""
        bits = self.acts_by_bits
        return int(bits[np.arange(len(bits)) & act > 0].sum())

    @cached_property
    def _reached_and_times(self) -> tuple[Array, Array]:
        if self.rows is None:
            reached = np.flatnonzero(self.whole.times)
            return reached, self.whole.times[reached]
        if self.setting.people < _CROWDED * self.impressions:
            times = np.bincount(self.person)
            reached = np.flatnonzero(times)
            return reached, times[reached]
        return np.unique(self.person, return_counts=True)

    @property
    def reached(self) -> Array:
        """People with at least one impression of this view, ascending."""
        return self._reached_and_times[0]

    @property
    def times(self) -> Array:
        """Impressions of this view that each of `reached` had; at least one."""
        return self._reached_and_times[1]

    @cached_property
    def reached_at_least(self) -> Array:
        """Number of people with at least k impressions, for k = 0 (the reached) to the most."""
        exactly = np.bincount(self.times, minlength=2)
        return np.cumsum(exactly[::-1])[::-1]

    @cached_property
    def target(self) -> Array:
        """Whether each person belongs to the target and to this view, bool (people,)."""
        target = self.setting.target
        return target if self.group is None else target & self.group

    @cached_property
    def target_people(self) -> int:
        """Simulated people of the target in this view."""
        return int(np.count_nonzero(self.target))

    @cached_property
    def on_target(self) -> int:
        """Impressions on people of the target."""
        return int(self.times[self.target[self.reached]].sum())

    @cached_property
    def effectively_reached(self) -> int:
        """People of the target with enough impressions within the setting's window."""
        setting, reached = self.setting, self.reached
        least, window = setting.effective_frequency, setting.effective_days * 24.0
        often = reached[(self.times >= least) & self.target[reached]]
        if least <= 1 or window >= self.whole.run.record.hours or not len(often):
            return len(often)
        wanted = np.zeros(setting.people, dtype=bool)
        wanted[often] = True
        rows = np.flatnonzero(wanted[self.person])
        return often_within(self.person[rows], self.time[rows], least, window)

    @property
    def met(self) -> Array:
        """Whether each person had an impression on each channel of this view, bool."""
        return self.whole.met if self.pair is None else self.whole.met[list(self.pair)]

    @property
    def whole_money(self) -> bool:
        """Whether all money is of this view."""
        return self.channel is None and self.medium is None and self.brand is None

    @property
    def production(self) -> float:
        """What was paid for making posts that are of this view alone."""
        if self.brand is not None:
            return self.setting.brands[self.brand].production
        return self.setting.production if self.whole_money else 0.0

    @cached_property
    def posts(self) -> tuple[int, ...] | None:
        """Posts of this view, by number; None for all."""
        if self.post is not None:
            return (self.post,)
        return None if self.brand is None else self.setting.brands[self.brand].posts

    @cached_property
    def boosts(self) -> tuple[Boost, ...]:
        """Boosts of this view, with what they took."""
        return tuple(
            replace(boost, spent=spent)
            for boost, spent in zip(self.setting.boosts, self.whole.spent, strict=True)
            if self.channel in (None, boost.channel)
            and (self.posts is None or boost.post in self.posts)
            and self.medium in (None, Medium.PAID)
        )

    @property
    def fees(self) -> float:
        """Fees of the creators of this view."""
        if self.medium not in (None, Medium.PAID):
            return 0.0
        return sum(
            (
                account.fee
                for account in self.setting.accounts
                if self.channel in (None, account.channel) and self.brand in (None, account.brand)
            ),
            0.0,
        )

    @cached_property
    def purchases(self) -> Array:
        """Purchases of this view, dtype `PURCHASE`."""
        return self._purchases(self.whole.run.record.purchases)

    @cached_property
    def purchases_without(self) -> Array:
        """Purchases of this view without the campaign, dtype `PURCHASE`."""
        return self._purchases(self.whole.run.record.purchases_without)

    @cached_property
    def reviews(self) -> Array:
        """Reviews that buyers of this view wrote, dtype `REVIEW`."""
        rows = self.whole.run.record.reviews
        return self._purchases(rows[~rows["fake"]])

    @cached_property
    def seats_taken(self) -> Array:
        """Seats taken at events, of this view, dtype `PURCHASE`."""
        return self.purchases[self.setting.at_events(self.purchases)]

    @cached_property
    def seats_taken_without(self) -> Array:
        """Those taken without the campaign, dtype `PURCHASE`."""
        return self.purchases_without[self.setting.at_events(self.purchases_without)]

    @cached_property
    def sold(self) -> Array:
        """Purchases of anything but seats, of this view, dtype `PURCHASE`."""
        return self.purchases[~self.setting.at_events(self.purchases)]

    @cached_property
    def sold_without(self) -> Array:
        """Those made without the campaign, dtype `PURCHASE`."""
        return self.purchases_without[~self.setting.at_events(self.purchases_without)]

    def _purchases(self, rows: Array) -> Array:
        if self.group is not None:
            rows = rows[self.group[rows["person"]]]
        if self.brand is not None:
            sold_by = np.array([offer.brand for offer in self.setting.offers], dtype=np.int64)
            rows = rows[sold_by[rows["offer"]] == self.brand]
        return rows if self.offer is None else rows[rows["offer"] == self.offer]

    @cached_property
    def sources(self) -> Array:
        """Whether each source is of this view, bool (sources,)."""
        sources = self.whole.run.record.sources
        chosen = np.ones(len(sources), dtype=bool)
        if self.channel is not None:
            chosen &= sources["channel"] == self.channel
        if self.posts is not None:
            chosen &= np.isin(sources["post"], self.posts)
        if self.group is not None:
            chosen &= (sources["person"] >= 0) & self.group[sources["person"]]
        return chosen

    @property
    def standings(self) -> Array:
        """How posts of this view fared on lists and by recommendation, dtype `STANDING`."""
        rows = self.whole.run.record.standings
        if self.channel is not None:
            rows = rows[rows["channel"] == self.channel]
        return rows if self.posts is None else rows[np.isin(rows["post"], self.posts)]
