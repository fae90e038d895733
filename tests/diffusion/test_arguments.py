"""What models refuse, and in which words."""

from __future__ import annotations

import re

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from simsmm import diffusion
from simsmm.diffusion import Spread

PATH = nx.path_graph(["ann", "bob", "cy"])
for _tail, _head, _data in PATH.edges(data=True):
    _data["b"] = 0.7
PATH.nodes["ann"]["phi"] = 0.5

DEFAULTS = {
    diffusion.linear_threshold: {},
    diffusion.fractional_threshold: {"threshold": 0.5},
    diffusion.sir: {"transmission_rate": 1.0, "recovery_rate": 1.0},
    diffusion.bass: {"innovation": 0.1, "imitation": 0.2, "until": 3.0},
    diffusion.hoax: {
        "spreading_rate": 0.5,
        "gullibility": 0.3,
        "verification": 0.1,
        "forgetting": 0.1,
        "steps": 3,
    },
}


def call(model, graph: object = PATH, seeds: object = ("ann",), **changed: object) -> Spread:
    return model(graph, list(seeds), **{**DEFAULTS[model], "replicates": 2, **changed})


@pytest.mark.parametrize("model", DEFAULTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"graph": nx.Graph()}, "the graph is empty"),
        ({"graph": 3.5}, "graph must be a networkx graph"),
        ({"seeds": ["anne"]}, 'Did you mean "ann"?'),
        ({"seeds": []}, "there are no seeds"),
        ({"replicates": 0}, "replicates must be a whole number from 1"),
        ({"seed": "1"}, "seed must be a whole number"),
        ({"workers": 0}, "workers must be a whole number from 1"),
    ],
)
def test_what_all_models_refuse(model, changed: dict[str, object], message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        call(model, **changed)


@pytest.mark.parametrize(
    ("model", "changed", "message"),
    [
        (
            diffusion.sir,
            {"transmission_rate": -1},
            "transmission_rate must be a finite number from 0",
        ),
        (diffusion.sir, {"recovery_rate": float("nan")}, "recovery_rate must be a number, not nan"),
        (diffusion.sir, {"recovery_rate": "fast"}, "recovery_rate must be a number, not 'fast'"),
        (
            diffusion.sir,
            {"transmission_rate": True},
            "transmission_rate must be a number, not True",
        ),
        (diffusion.sir, {"transmission_rate": float("inf")}, "finite number from 0, not inf"),
        (diffusion.sir, {"activity": "fixd"}, "not 'fixd'. Did you mean \"fixed\"?"),
        (diffusion.sir, {"until": -2}, "until must be a finite number from 0, not -2"),
        (
            diffusion.bass,
            {"innovation": -0.1},
            "innovation must be a finite number from 0, not -0.1",
        ),
        (diffusion.bass, {"imitation": None}, "imitation must be a number, not None"),
        (diffusion.bass, {"until": float("inf")}, "until must be a finite number from 0, not inf"),
        (diffusion.bass, {"graph": 0}, "people must be a whole number from 1, not 0"),
        (diffusion.bass, {"graph": 5, "seeds": [0], "trees": True}, "no trees"),
        (diffusion.bass, {"graph": 5, "seeds": [5]}, "people are called 0 to 4"),
        (diffusion.hoax, {"spreading_rate": 1.2}, "must be a number from 0 to 1, not 1.2"),
        (diffusion.hoax, {"gullibility": 1.0}, "gullibility must be below 1"),
        (diffusion.hoax, {"verification": 0.7, "forgetting": 0.4}, "must add up to 1 at most"),
        (diffusion.hoax, {"fact_checkers": ["ann"]}, "'ann' cannot believe and check at once"),
        (diffusion.hoax, {"fact_checkers": ["bo"]}, 'Did you mean "bob"?'),
        (diffusion.hoax, {"fact_checkers": [["bob"], ["cy"]]}, "must be people, not groups"),
        (diffusion.hoax, {"steps": 2.5}, "steps must be a whole number, not 2.5"),
        (diffusion.hoax, {"steps": -1}, "steps must be a whole number from 0, not -1"),
        (diffusion.linear_threshold, {"weight": "a"}, 'there is no attribute "a"'),
        (diffusion.linear_threshold, {"weight": 1.5}, "must be a number from 0 to 1, not 1.5"),
        (diffusion.linear_threshold, {"weight": "b"}, "that lead to 'bob' add up to 1.4"),
        (diffusion.fractional_threshold, {"threshold": 0}, "above 0, up to 1, not 0"),
        (diffusion.fractional_threshold, {"threshold": 1.5}, "above 0, up to 1, not 1.5"),
        (diffusion.fractional_threshold, {"threshold": None}, "threshold must be a number"),
        (diffusion.fractional_threshold, {"threshold": "phi"}, "'bob' has no threshold"),
        (diffusion.fractional_threshold, {"threshold": "fi"}, 'there is no attribute "fi"'),
        (
            diffusion.fractional_threshold,
            {"threshold": {"ann": 0.1, "bob": 1}},
            "'cy' has no thresh",
        ),
        (
            diffusion.fractional_threshold,
            {"threshold": {"ann": "x", "bob": 1, "cy": 1}},
            "must be a number, not 'x'",
        ),
        (
            diffusion.fractional_threshold,
            {"threshold": [0.1, 0.2]},
            "3 numbers, one for each person",
        ),
        (diffusion.fractional_threshold, {"threshold": [0.1, 0.2, -1]}, "up to 1, not -1"),
        (
            diffusion.fractional_threshold,
            {"threshold": lambda x: 1.0 - x},
            "must not fall as the share grows",
        ),
        (
            diffusion.fractional_threshold,
            {"threshold": lambda x: 2.0 * x},
            "a probability for each",
        ),
        (diffusion.fractional_threshold, {"threshold": lambda _x: 1.0}, "a probability for each"),
    ],
)
def test_what_a_model_refuses(model, changed: dict[str, object], message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        call(model, **changed)


def test_thresholds_of_people_without_attributes() -> None:
    with pytest.raises(ValueError, match="these people have no attributes"):
        call(diffusion.fractional_threshold, diffusion.network(PATH), threshold="phi")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"state": "recoverd"}, 'Did you mean "recovered"?'),
        ({"times": [2.0, 1.0]}, "times must be ascending numbers"),
        ({"times": []}, "times must be ascending numbers"),
        ({"times": "soon"}, "times must be ascending numbers"),
        ({"times": [0.0, float("nan")]}, "times must be ascending numbers"),
    ],
)
def test_series_refuse_unknown_states_and_odd_times(asked: dict, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        call(diffusion.sir).series(**asked)


def test_thresholds_in_every_form() -> None:
    """A number, one for each person by label, place, attribute; a distribution of SciPy."""
    for label, value in {"ann": 0.5, "bob": 0.5, "cy": 1.0}.items():
        PATH.nodes[label]["all"] = value
    for threshold in (0.5, {"ann": 0.5, "bob": 0.5, "cy": 1}, np.array([0.5, 0.5, 1]), "all"):
        found = call(diffusion.fractional_threshold, threshold=threshold)
        assert found.sizes.tolist() == [3, 3]
    stiff = call(diffusion.fractional_threshold, threshold={"ann": 1, "bob": 0.51, "cy": 1})
    assert stiff.sizes.tolist() == [1, 1]
    law = call(diffusion.fractional_threshold, threshold=stats.norm(0.5, 0.01), replicates=400)
    assert law.mean == pytest.approx(2.0, abs=0.2)


def test_one_seed_set_or_several() -> None:
    for model in DEFAULTS:
        assert call(model).sizes.shape == (2,)
        several = call(model, seeds=[["ann"], ["bob", "cy"]])
        assert several.sizes.shape == (2, 2)
        assert several.activation_probability().shape == (2, 3)
        assert several.series().index.names == ["set", "time"]
