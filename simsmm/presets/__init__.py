"""What is known about channels, ties and people: numbers with value, range, unit and source."""

from simsmm.presets.library import (
    KERNEL_SHAPE,
    LATEST,
    SHAPED,
    ChannelPreset,
    LayerPreset,
    behaviour,
    channel,
    channels,
    editions,
    layer,
    layers,
    rates,
)
from simsmm.presets.number import Number
from simsmm.presets.prices import price_factor, season
from simsmm.presets.reading import spoken
from simsmm.presets.rhythms import ONLINE, rhythm, rhythms

__all__ = [
    "KERNEL_SHAPE",
    "LATEST",
    "ONLINE",
    "SHAPED",
    "ChannelPreset",
    "LayerPreset",
    "Number",
    "behaviour",
    "channel",
    "channels",
    "editions",
    "layer",
    "layers",
    "price_factor",
    "rates",
    "rhythm",
    "rhythms",
    "season",
    "spoken",
]
