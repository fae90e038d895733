"""The compiled tally of what was done at impressions, for the stands of their posts.

Impressions are counted from the record, when a stand next needs to know: so a run without any
stands pays nothing for it.
"""

from __future__ import annotations

from simsmm.channels.mechanisms import RANKING
from simsmm.compiled import compiled_apart as compiled
from simsmm.record import Act, Kind
from simsmm.spread.passing import channel_of, post_of
from simsmm.spread.state import At

_AD, _PUBLIC = int(Kind.AD), int(Kind.PUBLIC)
_VOTE, _ENGAGED = int(Act.ENGAGE), int(Act.ENGAGE | Act.COMMENT | Act.SHARE)
_ROWS, _COUNTED = At.ROWS, At.COUNTED


@compiled
def count_new(stands, lists, channels, posts, sights, routes, counts):
    """Count the impressions since the last count for the stands that their posts have anywhere."""
    for row in range(counts[_COUNTED], counts[_ROWS]):
        seen = sights[row]
        post, channel = post_of(routes[seen.source]), channel_of(routes[seen.source])
        if seen.kind == _PUBLIC:
            stand = stands[channel * posts + post]
            stand.shown += 1
            stand.engaged += seen.acts & _ENGAGED != 0
        if seen.acts & _VOTE:
            for at in range(len(channels)):
                if channels[at].mechanism == RANKING:
                    voted = at == channel and seen.kind != _AD
                    stands[at * posts + post].votes += 1.0 if voted else lists[at].elsewhere
    counts[_COUNTED] = counts[_ROWS]
