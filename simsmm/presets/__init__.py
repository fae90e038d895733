"""What is known about channels, ties and people: numbers with value, range, unit and source."""

from simsmm.presets.library import (
    ChannelPreset,
    LayerPreset,
    behaviour,
    channel,
    channels,
    layer,
    layers,
    rates,
    spoken,
)
from simsmm.presets.mechanisms import MECHANISMS, Mechanism, absent
from simsmm.presets.number import Number

__all__ = [
    "MECHANISMS",
    "ChannelPreset",
    "LayerPreset",
    "Mechanism",
    "Number",
    "absent",
    "behaviour",
    "channel",
    "channels",
    "layer",
    "layers",
    "rates",
    "spoken",
]
