"""Plain, array and compiled draws are one function."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm import draws
from simsmm.draws import arrays, compiled

BITS = st.integers(0, 2**64 - 1)


@given(key=BITS, index=st.integers(0, 2**64 - 2))
def test_number(key: int, index: int) -> None:
    plain = draws.number(key, index)
    assert 0 <= plain < 2**64
    assert int(arrays.numbers(key, np.uint64(index))[0]) == plain
    assert int(arrays.numbers(np.array([key], dtype=np.uint64), np.uint64(index))[0]) == plain
    assert int(compiled.number(np.uint64(key), np.uint64(index))) == plain


@given(bits=BITS)
def test_uniform(bits: int) -> None:
    plain = draws.uniform(bits)
    assert 0.0 <= plain < 1.0
    assert arrays.unit(np.array([bits], dtype=np.uint64))[0] == plain
    assert compiled.uniform(np.uint64(bits)) == plain


@given(key=BITS, index=st.integers(0, 2**31))
def test_exponential(key: int, index: int) -> None:
    bits = draws.number(key, index)
    expected = -math.log1p(-draws.uniform(bits))
    # Libraries of mathematics may differ in the last bit of a logarithm.
    assert arrays.exponentials(key, index)[0] == pytest.approx(expected, rel=1e-14)
    assert compiled.exponential(np.uint64(bits)) == pytest.approx(expected, rel=1e-14)


@given(key=BITS, index=st.integers(0, 2**31))
def test_normals_are_finite_and_ordered_as_their_uniforms(key: int, index: int) -> None:
    pair = np.array([index, index + 1])
    uniforms, normals = arrays.uniforms(key, pair), arrays.normals(key, pair)
    assert np.isfinite(normals).all()
    if uniforms[0] != uniforms[1]:
        assert (normals[0] < normals[1]) == (uniforms[0] < uniforms[1])


@pytest.mark.parametrize("kind", [np.int8, np.int32, np.int64, np.uint32, np.uint64])
def test_any_integer_type_serves_as_index(kind: type) -> None:
    assert int(compiled.number(np.uint64(9), kind(7))) == draws.number(9, 7)
    assert int(arrays.numbers(9, np.array([7], dtype=kind))[0]) == draws.number(9, 7)
