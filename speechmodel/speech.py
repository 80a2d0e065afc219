"""Sentences spoken by many machine voices, as shards of features with syllable times."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import resample_poly

from speechmodel import variants
from speechmodel.espeak import Espeak, Voice
from speechmodel.features import Features, mfcc
from speechmodel.sound import RATE, Wave, nobody, worn

ACCENTS: Final = ("vi", "vi", "vi-vn-x-central", "vi-vn-x-south")
"""Northern (the standard) twice as often as central and southern."""
VOICES: Final = (
    *("", "m1", "m2", "m3", "m4", "m6", "m7", "f1", "f2", "f4", "Andy", "Alex", "Denis", "Michael"),
    *("Mike", "steph", "steph2", "steph3", "linda", "anika", "belinda", "adam", "boris", "david"),
    *("ed", "edward", "edward2", "john", "michel", "pablo", "paul", "pedro", "robert", "sandro"),
    *("victor", "zac", "aunty", "Alicia", "Andrea", "Annie", "Jacky", "Lee", "Mario", "Marco"),
    *("Nguyen", "max", "norbert", "shelby", "grandma", "grandpa", "Hugo", "Diogo"),
    *("antonio", "caleb", "gustave", "iven", "iven3", "miguel", "quincy", "travis", "klatt2"),
)
"""espeak's variants that speak in training."""
HELD_OUT_VOICES: Final = ("m5", "f3", "f5", "m8", "Gene", "Henrique", "benjamin", "marcelo")
"""Never heard in training: the tests and the demo use them."""
RATES: Final = (110, 231)
_THROATS: Final = (0.86, 1.16)
"""How voices are stretched in training: as if by shorter and longer throats, so that a voice that
was never heard is like one that was."""
_DRAWN: Final = variants.names()
_NEW_VOICES: Final = 0.4
"""Share of speech by voices that espeak-ng does not bring."""
_NOBODY: Final = 0.05
"""Share of sound in which nobody speaks."""


@dataclass(frozen=True)
class Spoken:
    """`wave` at RATE; `times[i]`: samples (start, vowel or -1, end) of `words[i]`."""

    voice: Voice
    wave: Wave
    words: tuple[str, ...]
    times: NDArray[np.int64]


def a_voice(rng: Generator, variants: Sequence[str], accents: Sequence[str] = ACCENTS) -> Voice:
    accent, variant = str(rng.choice(accents)), str(rng.choice(variants))
    return Voice(
        f"{accent}+{variant}" if variant else accent,
        rate=int(rng.integers(*RATES)),
        pitch=int(rng.integers(20, 85)),
        range=int(rng.integers(30, 80)),
    )


def say(
    espeak: Espeak, sentence: str, voice: Voice, rng: Generator, throat: float = 1.0
) -> Spoken | None:
    """`sentence` with silence around and perhaps pauses inside; None where espeak-ng tells too few
    times (it happens with rare words). `throat` moves pitch, formants and speed together."""
    words = sentence.split()
    pause = rng.choice([0.0, 0.04, 0.12])
    text = " ".join(w + ("," if rng.random() < pause else "") for w in words[:-1])
    sound, told = espeak.say(f"{text} {words[-1]}".strip(), voice)
    if len(told) != len(words):
        return None
    before, after = (int(rng.uniform(0.05, 0.7) * RATE) for _ in range(2))
    rate = round(espeak.rate * throat / 50) * 50
    wave = np.concatenate([np.zeros(before), resampled(sound, rate), np.zeros(after)])
    scale = RATE / rate
    times = [
        (one.start * scale, one.vowel * scale if one.vowel >= 0 else -1 - before, one.end * scale)
        for one in told
    ]
    return Spoken(voice, wave, tuple(words), np.round(np.array(times)).astype(np.int64) + before)


def resampled(wave: Wave, rate: int) -> Wave:
    """From espeak's rate to RATE."""
    common = int(np.gcd(RATE, rate))
    return np.asarray(resample_poly(wave, RATE // common, rate // common))


def shard(path: Path, data: Path, sentences: Sequence[str], seconds: float, seed: int) -> Path:
    """Write about `seconds` of worn speech: any of `sentences`, by any training voice. `data`: of
    variants.install."""
    rng, espeak, total = np.random.default_rng((seed, 7)), _espeak(data), 0.0
    features: list[Features] = []
    words: list[str] = []
    times: list[NDArray[np.int64]] = []
    counts: list[tuple[int, int]] = []  # (frames, words) of every utterance
    said: tuple[str, ...]
    while total < seconds:
        if rng.random() < _NOBODY:
            wave, said, when = nobody(rng.uniform(2, 6), rng), (), np.zeros((0, 3), np.int64)
        else:
            sentence = sentences[int(rng.integers(len(sentences)))]
            heard = _DRAWN if rng.random() < _NEW_VOICES else VOICES
            voice, throat = a_voice(rng, heard), rng.uniform(*_THROATS)
            spoken = say(espeak, sentence, voice, rng, throat)
            if spoken is None:
                continue
            wave, said, when = worn(spoken.wave, rng), spoken.words, spoken.times
        features.append(mfcc(wave).astype(np.float16))
        words.extend(said)
        times.append(when)
        counts.append((len(features[-1]), len(said)))
        total += len(wave) / RATE
    part = path.with_suffix(".part.npz")
    np.savez(
        part, features=np.concatenate(features), words=np.array(words),
        times=np.concatenate(times), counts=np.array(counts),
    )  # fmt: skip
    return part.rename(path)


@cache
def _espeak(data: Path) -> Espeak:
    """This process's synthesiser."""
    return Espeak(data)
