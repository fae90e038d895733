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
from simsmm.presets.number import Number

__all__ = [
    "ChannelPreset",
    "LayerPreset",
    "Number",
    "behaviour",
    "channel",
    "channels",
    "layer",
    "layers",
    "rates",
    "spoken",
]
