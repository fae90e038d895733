"""What a plan says of reviews: the terms of each offer that is reviewed."""

from __future__ import annotations

import numpy as np

REVIEWED = np.dtype(
    [
        ("offer", "i4"),
        ("every", "f8"),
        ("quality", "f8"),
        ("spread", "f8"),
        ("bias", "f8"),
        ("rate", "f8"),
        ("bend", "f8"),
        ("pull", "f8"),
        ("wait", "f8"),
        ("lean", "f8"),
        ("sway", "f8"),
        ("usual", "f8"),
        ("weight", "f8"),
        ("before", "f8"),
        ("average", "f8"),
        ("fakes", "f8"),
        ("stars", "i4"),
        ("fakes_at", "f8"),
        ("caught", "f8"),
        ("caught_at", "f8"),
        ("mark", "f8"),
    ],
    align=True,
)
"""An ``offer`` that is reviewed. ``every`` so many hours the average is drawn up; ``quality``,
``spread``, ``bias``, ``rate``, ``bend`` and ``pull`` of `simsmm.behaviour.rating`; mean ``wait``
from a purchase to its review [h]; ``lean``: what the best average adds to the appeal of posts that
lead there [log odds]; ``sway``: what a star adds to the logarithm of the chance to buy, over the
``usual`` average; ``weight``: real reviews for which one stands. At the start there are so many
``before``, of this ``average``. Bought: ``fakes`` of so many ``stars`` at ``fakes_at`` [h], of
which ``caught`` are removed at ``caught_at``; from then on the offer bears a ``mark``, which is
taken off both [log odds]."""
