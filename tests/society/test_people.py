"""People: stated shares and laws come out, and nobody else's draws move."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simsmm.society import ChannelUse, PeopleSpec, SegmentSpec, draw_people
from simsmm.society.people import sizes
from simsmm.society.quantiles import beta_quantile, gamma_quantile, quantiles

FANS = SegmentSpec(
    "fans", 0.12, {"indie": 0.8}, {"network": 0.8, "blog": 0.35}, {"Krakow": 0.3, "Warsaw": 0.4}
)
REST = SegmentSpec("rest", 0.88, {"indie": 0.2}, {"network": 0.6}, {"Warsaw": 1.0})
NETWORK, BLOG = ChannelUse("network", 1.0, 0.8), ChannelUse("blog", 0.36, 0.3)
SPEC = PeopleSpec(20_000, ("indie", "sport"), (FANS, REST), (NETWORK, BLOG))
PEOPLE = draw_people(SPEC, key=2027)


def share_bar(share: float, count: int) -> float:
    """Five standard errors of a share: with the dozen comparisons here, one false alarm in 1e5."""
    return 5 * np.sqrt(share * (1 - share) / count)


def test_segments_have_exact_sizes() -> None:
    assert np.bincount(PEOPLE.segment).tolist() == [2400, 17600]


@given(
    st.lists(st.integers(1, 1000), min_size=1, max_size=8).filter(lambda shares: sum(shares) > 0),
    st.integers(0, 10_000),
)
def test_largest_remainder(weights: list[int], count: int) -> None:
    shares = [weight / sum(weights) for weight in weights]
    split = sizes(shares, count)
    assert sum(split) == count
    assert all(abs(n - share * count) < 1 for n, share in zip(split, shares, strict=True))


def test_shares_must_add_up() -> None:
    with pytest.raises(ValueError, match=r"add up to 0\.9"):
        sizes([0.5, 0.4], 10)


@pytest.mark.parametrize(("segment", "means"), [(0, (0.8, 0.05)), (1, (0.2, 0.05))])
def test_interests_follow_the_beta_law(segment: int, means: tuple[float, float]) -> None:
    for topic, mean in enumerate(means):
        found = PEOPLE.interests[PEOPLE.segment == segment, topic]
        law = stats.beta(4 * mean, 4 * (1 - mean))
        assert stats.kstest(found, law.cdf).pvalue > 1e-4
        assert abs(found.mean() - mean) < 5 * law.std() / np.sqrt(len(found))


def test_members_and_devices_come_in_their_shares() -> None:
    for segment, (network, blog) in enumerate([(0.8, 0.35), (0.6, 0.0)]):
        here = PEOPLE.member[:, PEOPLE.segment == segment]
        assert abs(here[0].mean() - network) < share_bar(network, here.shape[1])
        assert abs(here[1].mean() - blog) <= share_bar(blog, here.shape[1])
    assert abs(PEOPLE.phone[0].mean() - 0.8) < share_bar(0.8, SPEC.count)
    # Who uses the channel of computers on a phone uses the channel of phones on one too.
    assert not np.any(PEOPLE.phone[1] & ~PEOPLE.phone[0])


def test_cities_come_in_their_shares() -> None:
    assert SPEC.cities == ("Krakow", "Warsaw")
    fans = PEOPLE.city[PEOPLE.segment == 0]
    for city, share in [(0, 0.3), (1, 0.4), (-1, 0.3)]:
        assert abs(np.mean(fans == city) - share) < share_bar(share, len(fans))
    assert np.all(PEOPLE.city[PEOPLE.segment == 1] == 1)


@pytest.mark.parametrize(("channel", "shape"), [(0, 1.0), (1, 0.36)])
def test_activity_is_gamma_of_mean_one(channel: int, shape: float) -> None:
    activity = PEOPLE.activity[channel]
    assert stats.kstest(activity, stats.gamma(shape, scale=1 / shape).cdf).pvalue > 1e-4
    assert abs(activity.mean() - 1) < 5 / np.sqrt(shape * SPEC.count)


def test_arrays_have_their_types() -> None:
    shapes = {name: (array.dtype.name, array.shape) for name, array in vars_of(PEOPLE).items()}
    assert shapes == {
        "id": ("uint64", (20_000,)),
        "segment": ("int16", (20_000,)),
        "city": ("int16", (20_000,)),
        "age": ("int16", (20_000,)),
        "interests": ("float32", (20_000, 2)),
        "member": ("bool", (2, 20_000)),
        "activity": ("float32", (2, 20_000)),
        "phone": ("bool", (2, 20_000)),
    }


def vars_of(people: object) -> dict[str, np.ndarray]:
    return {field.name: getattr(people, field.name) for field in dataclasses.fields(people)}


def test_same_key_same_people() -> None:
    for name, array in vars_of(draw_people(SPEC, key=2027)).items():
        np.testing.assert_array_equal(array, getattr(PEOPLE, name))
    assert np.mean(draw_people(SPEC, key=2028).member != PEOPLE.member) > 0.1


def test_a_channel_or_topic_more_changes_nobody() -> None:
    more = dataclasses.replace(SPEC, topics=("sport", "indie"), channels=(BLOG, NETWORK))
    people = draw_people(more, key=2027)
    np.testing.assert_array_equal(people.interests[:, ::-1], PEOPLE.interests)
    np.testing.assert_array_equal(people.member[::-1], PEOPLE.member)
    np.testing.assert_array_equal(people.activity[::-1], PEOPLE.activity)


def test_draws_travel_with_the_ids() -> None:
    order = np.argsort(PEOPLE.interests[:, 0], kind="stable")
    moved = draw_people(SPEC, key=2027, ids=PEOPLE.id[order])
    for name, array in vars_of(PEOPLE).items():
        axis = 0 if name in ("id", "segment", "city", "age", "interests") else 1
        np.testing.assert_array_equal(getattr(moved, name), np.take(array, order, axis))


@pytest.mark.parametrize("mean", [0.05, 0.2, 0.5, 0.8, 0.99])
def test_tabled_beta_quantiles(mean: float) -> None:
    scores = np.linspace(-6, 6, 999)
    exact = stats.beta(4 * mean, 4 * (1 - mean)).ppf(stats.norm.cdf(scores))
    assert np.abs(quantiles(beta_quantile(mean, 4.0), scores) - exact).max() < 1e-4


@pytest.mark.parametrize("shape", [0.36, 0.8, 1.0, 1.25])
def test_tabled_gamma_quantiles(shape: float) -> None:
    scores = np.linspace(-6, 6, 999)
    law = stats.gamma(shape, scale=1 / shape)
    exact = np.where(scores < 0, law.ppf(stats.norm.cdf(scores)), law.isf(stats.norm.sf(scores)))
    np.testing.assert_allclose(
        quantiles(gamma_quantile(shape), scores), exact, rtol=1e-4, atol=1e-4
    )


def test_certain_interests() -> None:
    scores = np.array([-8.0, 0.0, 8.0])
    assert quantiles(beta_quantile(0.0, 4.0), scores).tolist() == [0, 0, 0]
    assert quantiles(beta_quantile(1.0, 4.0), scores).tolist() == [1, 1, 1]
