"""Who saw the campaign, and how often."""

from __future__ import annotations

import numpy as np

from simsmm.measures.measure import EVERY, SHARED, TOGETHER, Measure, measure, ratio
from simsmm.measures.view import View
from simsmm.record import MEDIUM_OF_KIND, Kind, Medium

MOST_EXPOSURES = 10
"""Reach is told from 1+ to so many exposures."""


@measure(
    "reach",
    unit="people",
    scaled=True,
    by=(*EVERY, *TOGETHER),
    formula="number of different people with at least one impression",
    example="Ann sees a post twice and Ben once: 3 impressions, reach 2.",
    mistake="Adding up the reach of channels: whoever is on two of them is counted twice.",
)
def reach(view: View) -> float:
    """People who saw at least one impression of the campaign, each counted once."""
    return float(len(view.reached))


@measure(
    "exclusive reach",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="number of people all of whose impressions belong to the group",
    example="20,000 people saw a post on the microblog, 15,000 of them on another channel as well: "
    "exclusive reach of the microblog 5,000.",
    mistake="Judging a channel by its reach alone: what it adds is what nobody else reaches.",
)
def exclusive_reach(view: View) -> float:
    """People who were reached by this group only; of the whole campaign, its reach."""
    return float(np.count_nonzero(view.whole.times[view.reached] == view.times))


@measure(
    "impressions",
    unit="impressions",
    scaled=True,
    by=EVERY,
    formula="number of deliveries on screen",
    example="Ann sees a post twice and Ben once: 3 impressions.",
    mistake="Reading impressions as people; or counting what was delivered but scrolled past.",
)
def impressions(view: View) -> float:
    """Deliveries on screen that had a chance to be seen; repeats count."""
    return float(view.impressions)


@measure(
    "frequency",
    unit="impressions per person",
    by=EVERY,
    formula="impressions / reach",
    example="3 impressions on 2 people: frequency 1.5.",
    mistake="Dividing by everybody: frequency is a mean over those reached. A mean of 3 can be one "
    "person with 100 and many with 1; look at reach 3+ as well.",
)
def frequency(view: View) -> float:
    """Mean number of impressions of a person reached, over the whole run."""
    return ratio(impressions(view), reach(view))


@measure(
    "on-target reach",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="number of different people of the target with at least one impression",
    example="82,000 people saw a post, 45,000 of them indie fans: on-target reach 45,000.",
    mistake="Multiplying reach by the on-target share of impressions: those of the target may see "
    "it more often than others.",
)
def on_target_reach(view: View) -> float:
    """People of the target who saw at least one impression, each counted once."""
    return float(np.count_nonzero(view.target[view.reached]))


@measure(
    "target reach",
    unit="share",
    by=EVERY,
    formula="on-target reach / people of the target",
    example="45,000 of 60,000 indie fans saw a post: 75 %.",
    mistake="Dividing the reach of everybody by the size of the target.",
)
def target_reach(view: View) -> float:
    """Share of the target that saw at least one impression."""
    return ratio(on_target_reach(view), view.target_people)


@measure(
    "on-target share",
    unit="share",
    by=EVERY,
    formula="impressions on people of the target / impressions",
    example="55,000 of 100,000 impressions met indie fans: 55 %.",
    mistake="Taking a platform's promise for the result: impressions miss the target when its "
    "guess about a person is wrong, and friends pass posts on to whom they like.",
)
def on_target_share(view: View) -> float:
    """Share of impressions that met people of the target."""
    return ratio(view.on_target, view.impressions)


@measure(
    "GRP",
    unit="points",
    by=EVERY,
    formula="100 x impressions on people of the target / people of the target",
    example="150,000 impressions on a target of 60,000: 250 GRP, which is also 62.5 % reach at a "
    "frequency of 4.",
    mistake="Reading 100 GRP as everybody: it may be half of the target seeing it twice.",
)
def gross_rating_points(view: View) -> float:
    """Gross rating points: impressions per hundred people of the target."""
    return 100.0 * ratio(view.on_target, view.target_people)


@measure(
    "effective reach",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="number of people of the target for whom some window of d days holds f impressions; "
    "f and d are the scenario's, 3 and 28 unless it says otherwise",
    example="At 3+ in 28 days, impressions on days 1, 2 and 31 do not reach Ann effectively; one "
    "more on day 29 does.",
    mistake="Dividing the run into fixed periods: three around the end of a month count as well.",
)
def effective_reach(view: View) -> float:
    """People of the target who saw the campaign often enough within a short enough time."""
    return float(view.effectively_reached)


@measure(
    "effective target reach",
    unit="share",
    by=EVERY,
    formula="effective reach / people of the target",
    example="9,000 of 60,000 indie fans saw it three times within 28 days: 15 %.",
    mistake="Comparing plans at different frequencies: state f and d with the number.",
)
def effective_target_reach(view: View) -> float:
    """Share of the target that was reached effectively."""
    return ratio(view.effectively_reached, view.target_people)


@measure(
    "amplification",
    unit="earned per paid",
    by=(*SHARED, "segment"),
    formula="earned impressions / paid impressions",
    example="30,000 impressions passed on by people, 120,000 bought: amplification 0.25.",
    mistake="Crediting earned impressions to the money alone: owned posts are passed on as well.",
)
def amplification(view: View) -> float:
    """Impressions that people passed on or found in public, per impression that was paid for."""
    earned = sum(view.kinds[kind] for kind in Kind if MEDIUM_OF_KIND[kind] == Medium.EARNED)
    return ratio(int(earned), int(view.kinds[Kind.AD] + view.kinds[Kind.CREATOR]))


@measure(
    "control index",
    unit="share",
    by=(*SHARED, "segment"),
    formula="impressions delivered by the brand's pages and its bought impressions / impressions",
    example="Of 100,000 impressions, 60,000 were bought, 10,000 came from the page, 5,000 from "
    "creators, 25,000 from friends: control index 70 %.",
    mistake="Counting creators as controlled: they are paid, but they speak for themselves.",
)
def control_index(view: View) -> float:
    """Share of impressions that the brand itself published: its pages and bought impressions."""
    return ratio(int(view.kinds[Kind.AD] + view.kinds[Kind.PAGE]), view.impressions)


@measure(
    "unnoticed deliveries",
    unit="deliveries",
    scaled=True,
    formula="number of deliveries that other items of the brand crowded out",
    example="A fan meets ten posts of the page in one day and notices six: 4 unnoticed deliveries.",
    mistake="Counting them as impressions: nobody saw them.",
)
def unnoticed(view: View) -> float:
    """Deliveries lost because the brand had already used up a person's attention that day."""
    return float(view.whole.run.record.unnoticed)


def _reach_at_least(least: int) -> Measure:
    @measure(
        f"reach {least}+",
        unit="people",
        scaled=True,
        by=EVERY,
        formula=f"number of different people with at least {least} impressions in the run",
        example=f"Ann has {least} impressions, Ben {least + 3}, Cleo {least - 1}: reach {least}+ "
        "is 2.",
        mistake=f"Reading it as exactly {least}: whoever had more is in it as well. It counts over "
        "the whole run; effective reach counts within a window.",
    )
    def reach_at_least(view: View) -> float:
        """People who saw the campaign so many times or more."""
        people = view.reached_at_least
        return float(people[least]) if least < len(people) else 0.0

    return reach_at_least


reach_by_exposures = tuple(_reach_at_least(least) for least in range(1, MOST_EXPOSURES + 1))
