"""What is known about channels, ties and people: numbers with value, range, unit and source."""

from simsmm.presets.library import (
    LATEST,
    ChannelPreset,
    LayerPreset,
    alike,
    behaviour,
    channel,
    channels,
    editions,
    kernel_shape,
    layer,
    layers,
    rates,
)
from simsmm.presets.mechanisms import (
    KERNEL_SHAPE,
    MECHANISMS,
    NOT_READ,
    OF_SCORE,
    SHAPED,
    Mechanism,
    absent,
    required,
)
from simsmm.presets.number import Number
from simsmm.presets.prices import of_prices, price_factor, season
from simsmm.presets.reading import spoken
from simsmm.presets.rhythms import ONLINE, rhythm, rhythms

__all__ = [
    "KERNEL_SHAPE",
    "LATEST",
    "MECHANISMS",
    "NOT_READ",
    "OF_SCORE",
    "ONLINE",
    "SHAPED",
    "ChannelPreset",
    "LayerPreset",
    "Mechanism",
    "Number",
    "absent",
    "alike",
    "behaviour",
    "channel",
    "channels",
    "editions",
    "kernel_shape",
    "layer",
    "layers",
    "of_prices",
    "price_factor",
    "rates",
    "required",
    "rhythm",
    "rhythms",
    "season",
    "spoken",
]
