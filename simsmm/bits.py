"""Takes floating-point numbers apart and puts them together, bit by bit, in compiled code.

The plain rules use ``math.frexp`` and ``math.ldexp`` for this. A call to the C library would keep
the compiler from working on several people at once; here are the same functions without one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

_FRACTION, _HALF = 0x000FFFFFFFFFFFFF, 0x3FE0000000000000


@intrinsic
def _bits(typing: Any, value: Any) -> Any:
    """The 64 bits of a real number, as a whole number."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), generate


@intrinsic
def _real(typing: Any, bits: Any) -> Any:
    """The real number of 64 bits."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), generate


def parts(value: Any) -> Any:
    """``math.frexp`` for positive numbers that are not denormal."""

    def implementation(value: Any) -> Any:
        bits = _bits(value)
        return _real((bits & _FRACTION) | _HALF), (bits >> 52) - 1022

    return implementation


def halved(times: Any) -> Any:
    """``math.ldexp(1.0, -times)`` for times from -1000 to 1000."""

    def implementation(times: Any) -> Any:
        return _real((1023 - np.int64(times)) << 52)

    return implementation
