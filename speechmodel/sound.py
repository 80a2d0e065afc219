"""What happens to a voice on its way to the recogniser: room, telephone, microphone, noise.

Sound is float64 at 16 kHz in int16's range, as Kaldi wants it. Chance comes in as a generator.
"""

from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

Wave = NDArray[np.float64]
RATE: Final = 16_000
FULL: Final = 32_767.0
SNR_DB: Final = (8.0, 45.0)
_TELEPHONE: Final = butter(4, (300, 3400), "bandpass", fs=RATE, output="sos")


def worn(wave: Wave, rng: Generator) -> Wave:
    """A training or noisy-test version of a clean voice: any of tilt, room, telephone, noise; the
    level always varies."""
    if rng.random() < 0.4:
        wave = lfilter([1.0, rng.uniform(-0.5, 0.5)], [1.0], wave)
    if rng.random() < 0.25:
        wave = in_room(wave, rng)
    if rng.random() < 0.12:
        wave = sosfilt(_TELEPHONE, wave)
    wave = wave / (np.abs(wave).max() + 1) * FULL * _gain(rng.uniform(-26, -0.5))
    if rng.random() < 0.75:
        power = np.mean(wave**2) * _gain(-rng.uniform(*SNR_DB)) ** 2
        background = noise(len(wave), rng)
        wave = wave + background * np.sqrt(power / (np.mean(background**2) + 1e-9))
    return clipped(wave)


def clean(wave: Wave) -> Wave:
    """A well-set microphone in a quiet studio."""
    return clipped(wave / (np.abs(wave).max() + 1) * FULL / 2)


def clipped(wave: Wave) -> Wave:
    return np.asarray(np.clip(np.round(wave), -FULL - 1, FULL))


def in_room(wave: Wave, rng: Generator) -> Wave:
    """With a small room's echo: 0.05–0.25 s, 12–26 dB under the direct sound."""
    length = int(rng.uniform(0.05, 0.25) * RATE)
    tail = rng.normal(size=length) * np.exp(-6.0 * np.arange(length) / length)
    tail *= _gain(rng.uniform(-26, -12)) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    return np.asarray(fftconvolve(wave, tail)[: len(wave)])


def noise(length: int, rng: Generator) -> Wave:
    """Coloured hiss, sometimes with a hum under it."""
    hiss = lfilter([1.0], [1.0, -rng.uniform(0, 0.97)], rng.normal(size=length))
    if rng.random() < 0.25:
        hiss += hum(length, rng) * np.std(hiss) * rng.uniform(0.3, 3)
    return np.asarray(hiss)


def hum(length: int, rng: Generator) -> Wave:
    """Mains hum with a few overtones, of about unit power."""
    base = rng.choice([50.0, 60.0, 100.0, 120.0]) * rng.uniform(0.99, 1.01)
    time = np.arange(length) / RATE
    sound = np.zeros(length)
    for overtone in range(1, 1 + int(rng.integers(1, 6))):
        phase = rng.uniform(0, 2 * np.pi)
        sound += rng.random() / overtone * np.sin(2 * np.pi * base * overtone * time + phase)
    return np.asarray(sound / (np.std(sound) + 1e-9))


def mains(length: int, rng: Generator) -> Wave:
    """A bare hum without overtones, as a bad earth gives it."""
    base = rng.choice([50.0, 60.0, 100.0])
    return np.asarray(np.sin(2 * np.pi * base * np.arange(length) / RATE) * np.sqrt(2))


def tone(length: int, rng: Generator) -> Wave:
    """A steady or slowly sliding tone: feedback, a telephone's dial tone, a test signal."""
    frequency = np.exp(rng.uniform(np.log(120), np.log(4000)))
    slide = 1 + rng.choice([0.0, rng.uniform(-0.3, 0.3)]) * np.arange(length) / length
    return np.asarray(np.sin(2 * np.pi * np.cumsum(frequency * slide) / RATE) * np.sqrt(2))


def breath(length: int, rng: Generator) -> Wave:
    """Bursts of soft hiss that swell and fade: breathing, rustling paper, a moved chair."""
    hiss = sosfilt(
        butter(2, (rng.uniform(200, 800), rng.uniform(1500, 6000)), "bandpass", fs=RATE,
               output="sos"),
        rng.normal(size=length),
    )  # fmt: skip
    swell = np.zeros(length)
    for _ in range(1 + length // RATE):
        width = int(rng.uniform(0.05, 0.6) * RATE)
        start = int(rng.integers(0, max(1, length - width)))
        window = np.hanning(width)[: length - start]
        swell[start : start + len(window)] += window * rng.uniform(0.2, 1)
    return np.asarray(hiss * swell / (np.std(hiss) + 1e-9))


def nobody(seconds: float, rng: Generator) -> Wave:
    """Sound in which nobody speaks, at any level: silence, hiss, hum, a tone, a room, breath."""
    length = int(seconds * RATE)
    kind = rng.integers(7)
    if kind == 0:
        return np.asarray(np.round(rng.normal(size=length) * rng.choice([0.0, 0.5, 2.0])))
    if kind == 1:
        sound = noise(length, rng)
    elif kind == 2:
        sound = hum(length, rng) + noise(length, rng) * rng.choice([0.0, 0.03, 0.3])
    elif kind == 3:
        sound = tone(length, rng) + noise(length, rng) * rng.choice([0.0, 0.01, 0.1])
    elif kind == 4:
        sound = mains(length, rng)
    else:
        sound = breath(length, rng) + noise(length, rng) * rng.uniform(0.01, 0.5)
    if kind == 6:
        sound = in_room(sound, rng)
    return clipped(sound / (np.std(sound) + 1e-9) * FULL * _gain(rng.uniform(-65, -15)))


def _gain(decibels: float) -> float:
    return float(10 ** (decibels / 20))
