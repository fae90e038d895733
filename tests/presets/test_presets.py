"""The shipped numbers: complete, sourced, ordered; and the law that a range stands for."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm import presets
from simsmm.channels import mechanisms
from simsmm.presets import Number

CHANNELS = [presets.channel(name) for name in presets.channels()]
LAYERS = [presets.layer(name) for name in presets.layers()]
NUMBERS = {
    f"{where}: {key}": number
    for where, numbers in chain(
        ((channel.name, channel.numbers) for channel in CHANNELS),
        ((f"{channel.name} formats", channel.formats) for channel in CHANNELS),
        ((layer.name, layer.numbers) for layer in LAYERS),
        [("behaviour", presets.behaviour()), ("money", presets.rates())],
    )
    for key, number in numbers.items()
}
NUMBERS |= {
    f"{name} in {then.year}": then for name, found in NUMBERS.items() for then in found.editions
}


def number(value: float, low: float, high: float) -> Number:
    return Number("n", value, low, high, "share", "assumption: a test", "A test's number.")


def test_the_shipped_channels_and_layers() -> None:
    assert presets.channels() == (
        "blog",
        "business network",
        "e-mail",
        "forum",
        "magazine",
        "microblog",
        "music chart",
        "music sharing",
        "news aggregator",
        "newspaper",
        "photo sharing",
        "private messages",
        "radio",
        "review site",
        "short video",
        "social network",
        "television",
        "video sharing",
        "virtual world",
    )
    assert presets.layers() == (
        "friends",
        "acquaintances",
        "follows",
        "subscriptions",
        "business contacts",
        "photo follows",
        "video subscriptions",
    )


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda c: c.name)
def test_a_channel_states_the_numbers_of_its_mechanism(channel: presets.ChannelPreset) -> None:
    prices = {"price_season", "price_trend"} if channel.sold else set()
    needed = presets.required(channel.mechanism, channel.kernel, channel.numbers)
    assert set(channel.numbers) == {*needed, *prices}
    assert {*presets.MECHANISMS[channel.mechanism].numbers} <= set(needed)
    assert ("kernel_shape" in needed) == (channel.kernel in {"log-normal", "power law"})
    assert channel.rhythm in presets.rhythms()
    assert set(channel.layers) <= set(presets.layers())
    if channel.answered:
        assert set(channel.formats) == {"text", "link", "photo", "video", "music", "event"}
        assert channel.kernel in {"exponential", "log-normal", "power law", "instant"}
    else:
        assert (channel.formats, channel.layers, channel.kernel) == ({}, (), "instant")


def test_every_mechanism_is_one_that_the_engine_numbers() -> None:
    assert set(presets.MECHANISMS) <= set(mechanisms.MECHANISMS)


@pytest.mark.parametrize("change", ["less", "more", "no such mechanism"])
def test_a_preset_with_other_numbers_than_its_mechanism_is_refused(change: str) -> None:
    known = presets.channel("radio")
    numbers = dict(known.numbers)
    if change == "less":
        del numbers["cpm"]
    elif change == "more":
        numbers["page_reach"] = presets.channel("microblog").numbers["page_reach"]
    else:
        with pytest.raises(ValueError, match="no mechanism 'telepathy'"):
            replace(known, mechanism="telepathy")
        return
    with pytest.raises(ValueError, match=r"differ in (cpm|page_reach)"):
        replace(known, numbers=numbers)


def test_a_number_that_a_mechanism_lacks_has_no_effect() -> None:
    assert presets.absent("page_reach") == 0.0
    assert presets.absent("attention_limit") == float("inf")
    with pytest.raises(KeyError, match="pge_reach"):
        presets.absent("pge_reach")


def test_every_channel_names_the_brands_whose_figures_it_takes() -> None:
    assert {channel.name: channel.like for channel in CHANNELS} == {
        "blog": ("WordPress", "LiveJournal"),
        "business network": ("LinkedIn",),
        "e-mail": ("Gmail", "Outlook", "Mailchimp"),
        "forum": ("Reddit", "phpBB boards"),
        "magazine": ("People", "Vogue"),
        "microblog": ("Twitter", "X"),
        "music chart": ("MusicLab", "Official Charts"),
        "music sharing": ("SoundCloud", "MusicLab"),
        "news aggregator": ("Digg", "Reddit", "Hacker News"),
        "newspaper": ("USA Today",),
        "photo sharing": ("Instagram", "Flickr"),
        "private messages": ("WhatsApp", "Messenger"),
        "radio": ("AM/FM stations",),
        "review site": ("TripAdvisor", "Yelp", "Amazon"),
        "short video": ("TikTok",),
        "social network": ("Facebook",),
        "television": ("ABC", "CBS", "NBC"),
        "video sharing": ("YouTube",),
        "virtual world": ("Second Life",),
    }


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_every_layer_states_what_its_model_needs(layer: presets.LayerPreset) -> None:
    always = {"mean_degree", "cap", "clustering", "homophily", "strength"}
    assert always <= set(layer.numbers)
    assert len({"spread", "exponent"} & set(layer.numbers)) == 1
    assert ("reciprocity" in layer.numbers) == layer.directed
    assert ("degree_correlation" in layer.numbers) == layer.directed
    assert layer.kind in {"friend", "acquaintance"}
    assert layer.clustering_kind in {"local", "global"}
    assert set(layer.unsteered) <= set(layer.numbers)


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_has_a_source_with_a_year_or_is_called_an_assumption(name: str) -> None:
    found = NUMBERS[name]
    year = re.search(r"\b(19|20)\d\d\b", found.source)
    assert found.assumed or year or found.source.startswith("Derived: ")
    # A year says nothing without a work: the source begins with a name.
    assert re.match(r"assumption: \w|[A-Z]", found.source)
    assert found.meaning.endswith(".")
    assert found.per in {None, "impression", "reached", "follower"}
    assert found.of in {None, "page", "friend", "ad", "public"}
    if not found.assumed and found.unit != "USD per USD":
        assert found.year
        assert found.country
    assert bool(found.year) == bool(found.country)


@pytest.mark.parametrize("name", NUMBERS)
def test_shares_lie_between_nothing_and_all(name: str) -> None:
    found = NUMBERS[name]
    if found.unit == "share":
        assert found.low >= 0.0
        assert found.high <= 1.0


def test_every_rate_of_an_act_says_what_it_is_counted_per() -> None:
    of_viewers = ("share_rate", "follow_rate", "click_rate", "link_rate", "reference_rate")
    for channel in CHANNELS:
        rates = [channel.numbers[rate].per for rate in of_viewers if rate in channel.numbers]
        assert set(rates) <= {"impression"}
        if "engagement" in channel.numbers:
            per = "impression" if channel.public else "follower"
            assert channel.numbers["engagement"].per == per


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_draw_never_gives_a_smaller_number(a: float, b: float) -> None:
    a, b = sorted((a, b))
    for found in (number(0.02, 0.01, 0.09), number(0.0, -1.0, 3.0), number(0.1, 0.0, 0.3)):
        assert found.low <= found.draw(a) <= found.draw(b) <= found.high


@pytest.mark.parametrize("name", NUMBERS)
def test_a_law_begins_at_low_has_its_median_at_value_and_ends_at_high(name: str) -> None:
    found = NUMBERS[name]
    drawn = [found.draw(u / 8) for u in range(9)]
    assert (drawn[0], drawn[4], drawn[8]) == (found.low, found.value, found.high)
    assert all(a <= b for a, b in pairwise(drawn))


def test_positive_ranges_are_drawn_by_factors_and_others_by_differences() -> None:
    assert number(4.0, 1.0, 16.0).draw(0.25) == pytest.approx(2.0)
    assert number(4.0, 1.0, 16.0).draw(0.75) == pytest.approx(8.0)
    assert number(4.0, 0.0, 16.0).draw(0.25) == pytest.approx(2.0)
    assert number(4.0, 0.0, 16.0).draw(0.75) == pytest.approx(10.0)


@pytest.mark.parametrize("u", [-0.01, 1.01, float("nan")])
def test_only_a_quantile_can_be_drawn(u: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        number(0.1, 0.0, 1.0).draw(u)


@pytest.mark.parametrize("limits", [(2, 0, 1), (-1, 0, 1), (float("nan"), 0, 1)])
def test_a_value_outside_its_range_is_refused(limits: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"outside|finite"):
        number(*limits)


def test_an_unknown_channel_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="microblog, music chart, music sharing"):
        presets.channel("fax")


def test_reading_presets_imports_nothing_heavy() -> None:
    code = (
        "import sys; from simsmm import presets; presets.channels(); presets.behaviour();"
        "heavy = {'numpy', 'numba', 'mesa', 'scipy', 'pandas', 'networkx', 'pydantic'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
