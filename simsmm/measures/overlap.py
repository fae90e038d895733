"""Who met the campaign on more than one channel."""

from __future__ import annotations

import numpy as np

from simsmm.measures.measure import TOGETHER, measure
from simsmm.measures.view import View


@measure(
    "common reach",
    unit="people",
    scaled=True,
    by=TOGETHER,
    formula="number of different people with at least one impression on every channel; of a pair, "
    "on both: reach of the one + reach of the other - reach of the pair",
    example="20,000 people saw a post on the microblog, 50,000 on the network, 55,000 on one at "
    "least: common reach 15,000.",
    mistake="Taking overlap for waste: a second channel makes the message heard more often.",
)
def common_reach(view: View) -> float:
    """People who saw the campaign on every channel, each counted once."""
    return float(np.count_nonzero(view.met.all(axis=0)))


@measure(
    "multi-channel reach",
    unit="people",
    scaled=True,
    formula="number of different people with impressions on two channels or more",
    example="Of 55,000 people reached, 15,000 met the campaign on two channels and 2,000 on three: "
    "17,000.",
    mistake="Adding up the common reach of all pairs: whoever is in three of them counts thrice.",
)
def multi_channel_reach(view: View) -> float:
    """People who saw the campaign on two channels or more, each counted once."""
    return float(np.count_nonzero(view.met.sum(axis=0) >= 2))
