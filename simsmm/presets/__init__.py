"""What is known about channels, ties and people: numbers with value, range, unit and source."""

from simsmm.presets.library import (
    LATEST,
    ChannelPreset,
    LayerPreset,
    behaviour,
    channel,
    channels,
    editions,
    example_of,
    kernel_shape,
    layer,
    layers,
    rates,
)
from simsmm.presets.mechanisms import (
    KERNEL_SHAPE,
    MECHANISMS,
    NOT_READ,
    SHAPED,
    Mechanism,
    absent,
    required,
)
from simsmm.presets.number import Number
from simsmm.presets.prices import price_factor, season
from simsmm.presets.reading import spoken
from simsmm.presets.rhythms import ONLINE, rhythm, rhythms

__all__ = [
    "KERNEL_SHAPE",
    "LATEST",
    "MECHANISMS",
    "NOT_READ",
    "ONLINE",
    "SHAPED",
    "ChannelPreset",
    "LayerPreset",
    "Mechanism",
    "Number",
    "absent",
    "behaviour",
    "channel",
    "channels",
    "editions",
    "example_of",
    "kernel_shape",
    "layer",
    "layers",
    "price_factor",
    "rates",
    "required",
    "rhythm",
    "rhythms",
    "season",
    "spoken",
]
