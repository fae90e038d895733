"""Who of an audience sees an item, and when, in plain Python: the part of the twin that the
compiled `simsmm.spread.audiences` and `simsmm.spread.passing` are held to.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator

import numpy as np

from simsmm.channels.delay import INSTANT, delay_quantile
from simsmm.channels.feed import sight_chance
from simsmm.channels.mechanisms import MESSAGE, RANKING, RECOMMENDED, VENUE
from simsmm.channels.message import recipients, wait
from simsmm.channels.venue import pull
from simsmm.draws import Sight, number, uniform
from simsmm.record import Act, Kind
from simsmm.spread.persons import Met
from simsmm.spread.twin_public import PublicPlaces
from simsmm.spread.world import Numbers, World


class Audiences(PublicPlaces):
    """What a run knows of its audiences, and how an item is put before one."""

    world: World
    numbers: Numbers
    fans: list[list[int]]
    """Fans of each account now, in order of winning."""
    fans_won: list[tuple[int, int]]
    fans_lost: list[tuple[int, int]]
    doors: dict[int, int]
    """Source by which a page published each post last."""
    made: list[dict[str, float]]
    """Sources so far, by the fields of `simsmm.record.SOURCE`."""
    met: dict[tuple[int, int], Met]
    """What people have had to do with posts, by person and post."""
    threads: dict[tuple[int, int], tuple[int, float]]
    """Newest source and time of beginning of each thread [h], by post and account."""
    seen: list[tuple[float, int, int, int, int]]
    """Impressions so far, by the fields of `simsmm.record.EXPOSURE`."""
    queue: list[tuple[float, int, int, int, int]]
    """Coming events, a heap: time, key, person or -1 for a publication, kind, source."""

    def enqueue(self, time: float, key: int, person: int, kind: int, source: int) -> None:
        """Enter a coming event, unless the run ends before."""
        if time < self.world.hours:
            heapq.heappush(self.queue, (time, key, person, int(kind), int(source)))

    def met_of(self, person: int, post: int) -> Met:
        """What a person has had to do with a post."""
        return self.met.setdefault((person, post), Met())

    def put_before(self, source: int) -> None:
        """Put an item before its audience: that of an account, or of a person, by the mechanism."""
        item = self.made[source]
        account, channel = int(item["account"]), int(item["channel"])
        mechanism = self.world.law.channels["mechanism"][channel]
        if account >= 0 and item["kind"] == Kind.PAGE:
            self.doors[int(item["post"])] = source
        if item["kind"] == Kind.PUBLIC and mechanism in (RANKING, RECOMMENDED):
            self.appear(source)
        elif account >= 0 and self.restarts(channel):
            self.put_up(source)
        elif account >= 0:
            for person in self.audience(account):
                self.offer_sight(source, person, int(item["kind"]), 1.0)
        elif mechanism == MESSAGE:
            self.send(source)
        else:
            self.share(source)

    def audience(self, account: int) -> list[int]:
        """Everybody who follows an account now; of a part of a page, those whose turn it is."""
        page, everybody = self.page_of(account), self._ever(account)
        return [person for person in everybody if (page, person) not in self.fans_lost]

    def leave(self, page: int, person: int) -> int:
        """Let a fan leave for good: the bit of the act, or 0 for somebody who is no fan."""
        if person not in self.fans[page] or (page, person) in self.fans_lost:
            return 0
        self.fans_lost.append((page, person))
        return Act.LEAVE

    def lost(self) -> np.ndarray:
        """Fans lost so far: account and person."""
        return np.array(self.fans_lost, np.int32).reshape(-1, 2)

    def page_of(self, account: int) -> int:
        """The page of an account: itself, or that of which it is a part."""
        row = self.world.plan.accounts[account]
        return int(row["page"]) if row["turns"] else account

    def _ever(self, account: int) -> list[int]:
        """Everybody who follows an account, or did."""
        plan, ids = self.world.plan, self.world.crowd.cards["id"][0]
        row = plan.accounts[account]
        if not row["turns"]:
            return self.fans[account]
        key, turns = int(row["turn_key"]), int(row["turns"])
        won = [person for page, person in self.fans_won if page == row["page"]]
        theirs = [person for person in won if number(key, int(ids[person])) % turns == row["turn"]]
        return [*map(int, plan.fans[row["first"] : row["stop"]]), *theirs]

    def restarts(self, channel: int) -> bool:
        """Whether a reply lifts a thread on a channel."""
        row = self.world.law.channels[channel]
        return bool(row["mechanism"] == VENUE and row["passes"] == Act.COMMENT)

    def put_up(self, source: int) -> None:
        """Begin a life of a thread: put it before the board's members, but the replier."""
        item = self.made[source]
        post, account = int(item["post"]), int(item["account"])
        lifted = (post, account) in self.threads
        begun = self.threads[post, account][1] if lifted else item["time"]
        self.threads[post, account] = source, begun
        row = self.world.law.channels[int(item["channel"])]
        left = pull(item["time"] - begun, float(row["novelty"]))
        parent = int(item["parent"])
        replier = self.seen[parent][1] if parent >= 0 else -1
        for person in self.audience(account):
            back = lifted and self.met_of(person, post).exposures > 0
            wanted = left * float(row["returning"]) if back else left
            if wanted > 0.0 and person != replier:
                self.offer_sight(source, person, int(item["kind"]), wanted)

    def is_over(self, source: int) -> bool:
        """Whether a thread has been lifted since the life that a source stands for."""
        item = self.made[source]
        return self.threads[int(item["post"]), int(item["account"])][0] != source

    def ties(self, source: int) -> Iterator[tuple[int, np.void]]:
        """Everybody tied to a person who passes on, each once, with the closest layer of ties."""
        web, law, item = self.world.web, self.world.law, self.made[source]
        offered: set[int] = set()
        for layer in law.channels["layers"][int(item["channel"])]:
            if layer < 0:
                continue
            bounds = web.starts[layer, int(item["person"]) : int(item["person"]) + 2]
            tied = list(map(int, web.heads[bounds[0] : bounds[1]]))
            yield from ((person, law.layers[layer]) for person in tied if person not in offered)
            offered.update(tied)

    def share(self, source: int) -> None:
        """A person passes a post on to all ties of the channel's layers, each person once."""
        for person, layer in self.ties(source):
            self.offer_sight(source, person, int(layer["kind"]), float(layer["strength"]))

    def send(self, source: int) -> None:
        """A person sends a message to some members tied, but not back to whom it came from."""
        item, ids = self.made[source], self.world.crowd.cards["id"][0]
        channel, key, parent = int(item["channel"]), int(item["key"]), int(item["parent"])
        activity = self.world.crowd.cards["activity"][channel]
        row = self.world.law.channels[channel]
        giver = -1 if parent < 0 else int(self.made[self.seen[parent][2]]["person"])
        own = number(key, int(ids[int(item["person"])]))
        scale, tail = float(row["sending"][min(int(item["depth"]), 1)]), float(row["tail"])
        wanted = recipients(uniform(number(own, Sight.RECIPIENTS)), scale, tail)
        clocks = []
        for person, layer in self.ties(source):
            draw = uniform(number(number(key, int(ids[person])), Sight.CHOSEN))
            if person != giver and activity[person] > 0.0:
                clocks.append((wait(draw, float(layer["strength"])), person, int(layer["kind"])))
        for _, person, kind in sorted(clocks)[:wanted]:
            self.offer_sight(source, person, kind, 1.0)

    def offer_sight(self, source: int, person: int, kind: int, strength: float) -> None:
        """Decide whether and when one person of an audience sees the item."""
        law, item = self.world.law, self.made[source]
        channel, start = int(item["channel"]), item["time"]
        card = self.world.crowd.cards[channel, person]
        phone = int(card["phone"])
        base = number(int(item["key"]), int(card["id"]))
        quarter = int((self.numbers.start_hour + start) * 4.0) % law.meets.shape[2]
        reach = float(law.reach[channel, kind])
        hazard = reach * strength * float(law.meets[channel, phone, quarter])
        if math.isfinite(hazard):
            draw = uniform(number(base, Sight.SEEN))
            if draw >= sight_chance(hazard * float(card["activity"])):
                return
        wait = self.delay_by(law.channels[channel], channel, phone, base, start)
        self.enqueue(start + wait, base, person, kind, source)

    def delay_by(self, row: np.void, channel: int, phone: int, base: int, start: float) -> float:
        """Delay [h] with density K(s) r(start + s): propose from K, accept by the rhythm.

        The kernel K is that of a ``row``: of a channel, or of the waves there.
        """
        rhythm = self.world.law.rhythm[channel, phone]
        if row["kernel"] == INSTANT:
            return 0.0
        proposed = 0.0
        for proposal in range(64):
            draw = uniform(number(base, Sight.DELAY + 2 * proposal))
            proposed = delay_quantile(
                draw, int(row["kernel"]), float(row["half_life"]), float(row["shape"])
            )
            hour = int(self.numbers.start_hour + start + proposed) % (len(rhythm) - 1)
            accepted = uniform(number(base, Sight.DELAY + 2 * proposal + 1))
            if rhythm[-1] == 1.0 or accepted * rhythm[-1] < rhythm[hour]:
                break
        return proposed
