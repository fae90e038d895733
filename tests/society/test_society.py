"""A society: layers among the members of their channels, each with luck of its own."""

import dataclasses

import networkx
import numpy as np
import pytest

from simsmm.society import (
    ChannelUse,
    Layer,
    LayerSpec,
    OwnLayer,
    PeopleSpec,
    SegmentSpec,
    Society,
    SocietySpec,
    build,
    from_networkx,
    generate,
    table,
)
from simsmm.society.generators import TABLE

PEOPLE = PeopleSpec(
    1000,
    ("indie",),
    (
        SegmentSpec("fans", 0.3, {"indie": 0.8}, {"network": 0.8, "blog": 0.4}),
        SegmentSpec("rest", 0.7, {"indie": 0.2}, {"network": 0.5, "blog": 0.1}),
    ),
    (ChannelUse("network", 1.0, 0.8), ChannelUse("blog", 0.36, 0.5)),
)
FRIENDS = Layer(LayerSpec("friends", "geometric", 12.0, spread=0.8, cap=100), ("network",))
FOLLOWS = Layer(LayerSpec("follows", "follows", 8.0, exponent=2.5, cap=100), ("blog",))
CHANCE = Layer(LayerSpec("chance", "random", 5.0), ("network", "blog"))
SPEC = SocietySpec(PEOPLE, (FRIENDS, FOLLOWS, CHANCE))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMSMM_CACHE", str(tmp_path))


def same(one: Society, other: Society, layers: tuple[str, ...]) -> bool:
    return all(
        np.array_equal(one.layers[name].starts, other.layers[name].starts)
        and np.array_equal(one.layers[name].heads, other.layers[name].heads)
        for name in layers
    )


def test_only_members_are_tied() -> None:
    society = build(SPEC, key=5)
    network, blog = society.people.member
    for name, member in [("friends", network), ("follows", blog), ("chance", network | blog)]:
        ties = society.layers[name]
        ties.check()
        assert ties.people == 1000
        assert ties.arrows > 100
        assert not np.any(ties.audience()[~member])
        assert not np.any(ties.sources()[~member])


def test_the_cache_changes_nothing() -> None:
    names = ("friends", "follows", "chance")
    drawn, kept, read = (build(SPEC, key=5, keep=keep) for keep in (False, True, True))
    assert same(drawn, kept, names)
    assert same(drawn, read, names)
    assert read.layers["friends"].heads.dtype == np.int32
    assert not same(drawn, build(SPEC, key=6), ("friends",))


def test_a_layer_more_changes_no_other() -> None:
    assert same(build(SPEC, 5), build(SocietySpec(PEOPLE, (CHANCE, FRIENDS)), 5), ("friends",))


def test_the_table_is_among_members() -> None:
    society = build(SPEC, key=5)
    found = table(SPEC, society)
    assert list(found) == ["friends", "follows", "chance"]
    row = found["friends"][0]
    assert (row.name, row.target, row.steered) == ("mean_degree", 12.0, True)
    assert row.achieved == society.layers["friends"].arrows / society.people.member[0].sum()


def test_own_ties_of_all_members_keep_their_order() -> None:
    graph = networkx.gnp_random_graph(1000, 0.01, seed=1)
    own = OwnLayer("mine", from_networkx(graph)[0])
    society = build(SocietySpec(PEOPLE, (own,)), key=5)
    np.testing.assert_array_equal(society.layers["mine"].heads, own.ties.heads)


def test_a_smaller_graph_goes_to_some_members() -> None:
    graph = networkx.karate_club_graph()
    spec = SocietySpec(PEOPLE, (OwnLayer("club", from_networkx(graph)[0], ("blog",)),))
    society = build(spec, key=5)
    ties = society.layers["club"]
    ties.check()
    placed = np.flatnonzero(ties.audience())
    assert ties.audience()[placed].tolist() == [degree for _, degree in graph.degree]
    assert np.all(society.people.member[1, placed])
    assert placed.tolist() != np.flatnonzero(build(spec, key=6).layers["club"].audience()).tolist()


def test_a_larger_graph_is_refused() -> None:
    own = OwnLayer("mine", from_networkx(networkx.path_graph(999))[0], ("network",))
    with pytest.raises(ValueError, match="999 people, but only"):
        build(SocietySpec(PEOPLE, (own,)), key=5)


def test_unknown_models_and_impossible_targets_are_refused() -> None:
    with pytest.raises(ValueError, match="no model 'magic'; there are geometric, follows"):
        generate(LayerSpec("x", "magic", 3.0), np.zeros(5, np.int16), key=1)
    for change in (
        {"mean_degree": -1.0},
        {"spread": 1.0, "exponent": 2.5},
        {"spread": -1.0},
        {"exponent": 1.0},
        {"cap": 2.0},
        {"clustering": 1.5},
        {"reciprocity": -0.1},
        {"homophily": float("nan")},
        {"clustering_kind": "mean"},
        {"degree_correlation": 2.0},
    ):
        with pytest.raises(ValueError, match="x: "):
            dataclasses.replace(LayerSpec("x", "follows", 3.0), **change)


@pytest.mark.parametrize("model", TABLE)
def test_every_generator_keeps_the_contract(model: str) -> None:
    """Same key same ties, other key other ties; simple, in range, directed as its table says."""
    spec = LayerSpec("x", model, 6.0, spread=0.5, cap=60)
    segment = np.arange(300, dtype=np.int16) % 3
    ties, again, other = (generate(spec, segment, key) for key in (1, 1, 2))
    ties.check()
    assert ties.directed == TABLE[model].directed
    np.testing.assert_array_equal(ties.heads, again.heads)
    assert ties.arrows != other.arrows or np.any(ties.heads != other.heads)
    assert ties.arrows / 300 == pytest.approx(6.0, rel=0.2)
    graph = TABLE[model].define(spec, segment[:40], 1)
    assert graph.number_of_nodes() == 40
    assert graph.is_directed() == ties.directed
    assert TABLE[model].paper
