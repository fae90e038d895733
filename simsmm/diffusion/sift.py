"""Eight ties at a time: draws the number of each and keeps those that are live.

The law is that of the campaign engine: ``uniform(number(key, id of the target)) < chance`` says
that a tie is live, with ``key`` the number of the post's key and the id of the source (the table in
`simsmm.draws.decisions`). Here eight numbers are worked out side by side, in the vectors of the
processor, and compared as whole numbers, which is the same comparison to the last bit.

Ties come in one of two forms:

| array | one tie |
| --- | --- |
| int32 | its target; all ties have one chance, given as the largest number that is live |
| uint64 | its target (lower half) and the first 32 bits of its own threshold (upper half) |

A number whose first 32 bits equal those of its own threshold is kept, and this is said: whoever
asks has to decide by all bits. That happens at one tie in four thousand million.
"""

from __future__ import annotations

from typing import Any

from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from simsmm.draws import GOLDEN

LANES = 8
"""Ties worked on side by side; arrays of ties have so many spare places at their end."""

_BIT, _HALF, _WORD = ir.IntType(1), ir.IntType(32), ir.IntType(64)
_HALVES, _WORDS = ir.VectorType(_HALF, LANES), ir.VectorType(_WORD, LANES)
_BITS = ir.VectorType(_BIT, LANES)


@intrinsic
def sift(
    typing: Any,
    key: Any,
    ties: Any,
    names: Any,
    row: Any,
    left: Any,
    limit: Any,
    shift: Any,
    slot: Any,
    out: Any,
    found: Any,
) -> Any:
    """Append the live ones of up to eight ties to ``out``.

    Args:
        typing: the compiler's.
        key: uint64, the key of the source's ties.
        ties: the ties, int32 or uint64; see above.
        names: uint64, the id of each tie's target; an int32 array says that ids are the targets.
        row: int64, the first of the ties.
        left: int64, how many there are: more than eight are left for the next call.
        limit: uint64, the largest number that is live; not read for ties with chances of their own.
        shift: uint32, with
        slot: uint32, makes the item that is appended: ``target << shift | slot``.
        out: uint32, with eight spare places.
        found: int64, how many it holds.

    Returns:
        how many it holds after, and whether one was kept of which more has to be known.
    """
    given = (types.uint64, ties, names, types.int64, types.int64, types.uint64, types.uint32)
    result = types.Tuple((types.int64, types.boolean))
    signature = result(*given, types.uint32, out, types.int64)
    own_chances, own_names = ties.dtype.bitwidth == 64, names.dtype.bitwidth == 64

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        key, ties, names, row, left, limit, shift, slot, out, found = arguments
        lanes = _load(context, builder, signature.args[1], ties, row)
        targets = builder.trunc(lanes, _HALVES) if own_chances else lanes
        if own_names:
            ids = _load(context, builder, signature.args[2], names, row)
        else:
            ids = builder.zext(targets, _WORDS)
        numbers = _numbers(builder, key, ids)
        there = builder.icmp_signed("<", _count(_WORD), _splat(builder, left, _WORD))
        if own_chances:
            first, wanted = builder.lshr(numbers, _all(32)), builder.lshr(lanes, _all(32))
            live = builder.and_(builder.icmp_unsigned("<=", first, wanted), there)
            equal = builder.and_(builder.icmp_unsigned("==", first, wanted), there)
            doubtful = builder.icmp_unsigned("!=", _mask(builder, equal), ir.IntType(LANES)(0))
        else:
            live = builder.icmp_unsigned("<=", numbers, _splat(builder, limit, _WORD))
            live, doubtful = builder.and_(live, there), _BIT(0)
        items = builder.or_(
            builder.shl(targets, _splat(builder, shift, _HALF)), _splat(builder, slot, _HALF)
        )
        append = _append_packed if _packs(context) else _append_each
        found = append(context, builder, signature.args[8], out, found, items, live)
        return context.make_tuple(builder, signature.return_type, (found, doubtful))

    return signature, generate


def _numbers(builder: Any, key: Any, ids: Any) -> Any:
    """`simsmm.draws.number` of a key and eight ids."""
    first = builder.add(key, _WORD(GOLDEN))
    z = builder.add(_splat(builder, first, _WORD), builder.mul(ids, _all(GOLDEN)))
    z = builder.mul(builder.xor(z, builder.lshr(z, _all(30))), _all(0xBF58476D1CE4E5B9))
    z = builder.mul(builder.xor(z, builder.lshr(z, _all(27))), _all(0x94D049BB133111EB))
    return builder.xor(z, builder.lshr(z, _all(31)))


def _append_packed(
    context: Any, builder: Any, kind: Any, out: Any, found: Any, items: Any, live: Any
) -> Any:
    """Move the live items to the front and write all eight; the next call writes over the rest."""
    pack = cgutils.get_or_insert_function(
        builder.module,
        ir.FunctionType(_HALVES, [_HALVES, _BITS, _HALVES]),
        f"llvm.experimental.vector.compress.v{LANES}i32",
    )
    packed = builder.call(pack, [items, live, ir.Constant(_HALVES, ir.Undefined)])
    place = builder.gep(context.make_array(kind)(context, builder, out).data, [found])
    builder.store(packed, builder.bitcast(place, _HALVES.as_pointer()), align=4)
    return builder.add(found, builder.zext(builder.ctpop(_mask(builder, live)), _WORD))


def _append_each(
    context: Any, builder: Any, kind: Any, out: Any, found: Any, items: Any, live: Any
) -> Any:
    """Write item by item, and go on only behind those that are live: no branch to guess."""
    data = context.make_array(kind)(context, builder, out).data
    mask = builder.zext(_mask(builder, live), _WORD)
    for lane in range(LANES):
        builder.store(builder.extract_element(items, _HALF(lane)), builder.gep(data, [found]))
        bit = builder.and_(builder.lshr(mask, _WORD(lane)), _WORD(1))
        found = builder.add(found, bit)
    return found


def _packs(context: Any) -> bool:
    """Whether the processor has an instruction that packs eight lanes, known to the compiler."""
    features = context.codegen().magic_tuple()[2]
    return "+avx512vl" in features.split(",") and binding.llvm_version_info >= (20,)


def _load(context: Any, builder: Any, kind: Any, array: Any, place: Any) -> Any:
    data = builder.gep(context.make_array(kind)(context, builder, array).data, [place])
    vector = _WORDS if kind.dtype.bitwidth == 64 else _HALVES
    size = kind.dtype.bitwidth // 8
    return builder.load(builder.bitcast(data, vector.as_pointer()), align=size)


def _splat(builder: Any, value: Any, kind: Any) -> Any:
    vector = ir.VectorType(kind, LANES)
    one = builder.insert_element(ir.Constant(vector, ir.Undefined), value, _HALF(0))
    everywhere = ir.Constant(ir.VectorType(_HALF, LANES), [0] * LANES)
    return builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), everywhere)


def _all(value: int) -> Any:
    return ir.Constant(_WORDS, [value] * LANES)


def _count(kind: Any) -> Any:
    return ir.Constant(ir.VectorType(kind, LANES), list(range(LANES)))


def _mask(builder: Any, lanes: Any) -> Any:
    """Eight bits, one for each lane, as a number."""
    return builder.bitcast(lanes, ir.IntType(LANES))
