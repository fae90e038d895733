"""Sums written in texts, such as ``1,000 x 2,100 / 150,000 = 14``, and what they come to."""

from __future__ import annotations

import ast
import operator
import re

NUMBER = r"\d[\d,]*(?:\.\d+)?"
SUM = re.compile(
    rf"((?:\()?{NUMBER}(?:\s*(?:[-+x/(]|\))\s*|\s+|{NUMBER})*?)\s=\s({NUMBER})(?![\d^])"
)
WORK = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def sums(text: str) -> list[tuple[float, str]]:
    """Every sum of a text: its value, and the result as it is written."""
    return [(value(found[1]), found[2]) for found in SUM.finditer(text)]


def value(written: str) -> float:
    """What an expression of plain numbers, brackets and ``+ - x /`` comes to."""
    return _value(ast.parse(written.replace(",", "").replace("x", "*").strip(), mode="eval").body)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return WORK[type(node.op)](_value(node.left), _value(node.right))
    assert isinstance(node, ast.Constant), ast.dump(node)
    return float(node.value)


def right(found: float, written: str) -> bool:
    """Whether a result is right to the digits that are written."""
    plain = written.replace(",", "")
    places = len(plain.partition(".")[2])
    return abs(found - float(plain)) <= 0.5 * 10.0**-places + 1e-9
