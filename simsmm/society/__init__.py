"""Society: who there is and who is tied to whom."""

from simsmm.society.fans import choose_fans
from simsmm.society.layers import LayerSpec, expected_bytes, generate
from simsmm.society.people import ChannelUse, People, PeopleSpec, SegmentSpec, draw_people
from simsmm.society.society import Layer, OwnLayer, Society, SocietySpec, build, table
from simsmm.society.targets import Target
from simsmm.society.ties import Dropped, Ties, from_networkx, from_pairs

__all__ = [
    "ChannelUse",
    "Dropped",
    "Layer",
    "LayerSpec",
    "OwnLayer",
    "People",
    "PeopleSpec",
    "SegmentSpec",
    "Society",
    "SocietySpec",
    "Target",
    "Ties",
    "build",
    "choose_fans",
    "draw_people",
    "expected_bytes",
    "from_networkx",
    "from_pairs",
    "generate",
    "table",
]
