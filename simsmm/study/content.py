"""A hash of tables, by which two runs can be held against each other."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def content_hash(*tables: pd.DataFrame) -> str:
    """BLAKE2b of the tables' values in order, whatever the file format does around them."""
    digest = hashlib.blake2b(digest_size=16)
    for table in tables:
        for name in table.columns:
            digest.update(f"\n{name}\n".encode())
            column = table[name]
            if column.dtype.kind in "if":
                digest.update(column.to_numpy().tobytes())
            else:
                # Few texts stand in many rows: each is made once.
                places, texts = column.factorize(use_na_sentinel=False)
                named = np.array([str(text) for text in texts], dtype=object)[places]
                digest.update("\n".join(named).encode())
    return digest.hexdigest()
