"""The table of decisions: what is drawn, and from which identities each draw is made.

A new decision takes a new number at the end of its table. Numbers are never reused, because a
number is part of the key: changing one changes everybody's luck.

| draw | key |
| --- | --- |
| share or pass on (a *live tie*) | luck, PASS, post, person who passes on, person who sees |
| everything else about that sight | the number above as key, then the `Sight` decision |
| sight of a page's or a creator's publication | luck, PUBLISH, post, account, person |
| the same, published there k times before | luck, PUBLISH, post, account, "again", k, person |
| a bought impression | luck, BUY_MEDIA, boost, person, ordinal of the impression |
| sight by recommendation | as of a publication |
| sight on a ranked list | as of a publication; then lap of the race, visit in it |
| variant that a person is shown first | luck, ROTATE, boost, or post and account, person |
| taste of a person for a post | luck, TASTE, post, person |
| clock that a purchase waits for | luck, PURCHASE, offer, person |
| of a diffusion model: chance of a tie, and the time it takes | luck, PASS, message, two people |
| of a diffusion model: a person's threshold, stay, own clock | luck, decision, message, person |
| of a hoax: what a person makes of it | luck, REVISE, message, person, step |
| other items of a ranked list | luck, OTHERS, channel, time or votes, ordinal of the item |
| what a user's own actor leaves to chance | luck, ACT, actor, number of the wake, name |
| tie of a reverse-reachable set | luck (by set), REACH_BACK, use, tie, who is reached, by whom |
| people, ties, fans | society, `Society` decision, then person or pair |
| unknown numbers of the presets | parameters, name of the number |
"""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Stream(IntEnum):
    """Independent sources of uncertainty; each has keys of its own, so that each can be held."""

    LUCK = 1
    PARAMETERS = 2
    SOCIETY = 3


@unique
class Decision(IntEnum):
    """What a draw of the luck stream is about; with the identities that follow it in the key."""

    PASS = 1
    """A person passes a post on to a person: (post, sharer, viewer)."""
    PUBLISH = 2
    """A page's or creator's publication meets a fan: (post, account, viewer)."""
    BUY_MEDIA = 3
    """A bought impression: (boost, viewer, ordinal)."""
    TASTE = 4
    """A person's fixed liking of a post: (post, viewer)."""
    PURCHASE = 5
    """The unit-exponential clock a person's purchase waits for: (offer, person)."""
    SEEDS = 6
    """Which people are given a post to pass on first: (post, person)."""
    ROTATE = 7
    """Which variant of a post a person is shown first: (boost, or post and account, person)."""
    ACT = 8
    """What a user's own actor leaves to chance: (actor, wake, name of the draw)."""
    THRESHOLD = 9
    """How much of what a person sees must be active before the person is: (message, person)."""
    RECOVER = 10
    """The unit-exponential time after which a person stops to pass on: (message, person)."""
    PROMPT = 11
    """The unit-exponential clock by which a person adopts unasked: (message, person)."""
    REVISE = 12
    """What a person makes of a hoax at one step: (message, person, step)."""
    REACH_BACK = 13
    """Where a reverse-reachable set, in the place of a replicate, starts and which ties it follows:
    (use, then as `simsmm.diffusion.choosing.backwards` says)."""
    OTHERS = 14
    """When other items appear on a ranked list, and how many vote for them: (channel, number)."""


@unique
class Sight(IntEnum):
    """What happens at one sight; the indices of the stream keyed by the sight's own number.

    That own number itself decides the share, so a tie is live at share probability p exactly when
    ``uniform(own number) < p``: live ties are nested in p, and the diffusion models read the same
    number.
    """

    SEEN = 1
    NOTICED = 2
    ENGAGE = 3
    COMMENT = 4
    FOLLOW = 5
    CLICK = 6
    BUY = 7
    LEAVE = 8
    JOIN = 9
    VISIT = 10
    CHOSEN = 11
    """Whether a sender chooses this tie: the clock of a race."""
    RECIPIENTS = 12
    """How many a sender chooses; read at the sight of one's own item, which nobody ever has."""
    ANSWERED = 13
    """The thread's next life, where a reply lifts it: key of its sights."""
    WAVE = 15
    """Whether a wave of recommendations has one person more, by its number; read at the number of
    the item."""
    DELAY = 16
    """Delay proposal k reads index 16 + 2k, its acceptance by the daily rhythm 17 + 2k."""


@unique
class Society(IntEnum):
    """What a draw of the society stream is about."""

    SEGMENT = 1
    CITY = 2
    DEVICE = 3
    MEMBERSHIP = 4
    ACTIVITY = 5
    INTEREST = 6
    TIES = 7
    FANS = 8
    AGE = 9
