"""What a model makes of a sound file: for `python -m server model check`."""

import time
from pathlib import Path

import msgspec
import numpy as np
import soxr

from server.transcribe import score, wire
from server.transcribe.intake import RATE
from server.transcribe.vietnamese.written import write
from server.transcribe.worker import Hearing, load


class BadSound(Exception):
    """The file is no sound that can be read; says why."""


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """`real_time_factor`: seconds of computing for a second of sound. `syllable_error_rate`: only
    if the right text is known; may be over 1. `written`: `text` as it would stand in a paper."""

    text: str
    written: str
    real_time_factor: float
    syllable_error_rate: float | None = None


def check(model: Path, sounds: list[Path], said: str | None = None) -> list[Report]:
    """Hear each of `sounds` with the model at `model`; `said` is what is said in each.

    Raises BadSound, and RuntimeError with the reason if the model cannot be used.
    """
    pcm = [read(sound) for sound in sounds]
    heard_by = load(model)
    return [_heard(heard_by, one, said) for one in pcm]


def read(path: Path) -> bytes:
    """A WAV, FLAC or OGG file of any rate and any number of channels as 16 kHz mono s16le."""
    import soundfile  # noqa: PLC0415  only this command and the rehearsal need it

    try:
        sound, rate = soundfile.read(path, dtype="float64", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise BadSound(f"{path}: {error}") from None
    if not len(sound):
        raise BadSound(f"{path}: empty")
    mono = np.nan_to_num(soxr.resample(sound.mean(axis=1), rate, RATE))
    return bytes(np.clip(np.round(mono * 32768), -32768, 32767).astype("<i2").tobytes())


def _heard(model: object, pcm: bytes, said: str | None) -> Report:
    began = time.process_time()
    hearing = Hearing(0, model)
    answers = [*hearing.feed(pcm), hearing.cut()]
    took = time.process_time() - began
    words = [word.word for one in answers if isinstance(one, wire.Final) for word in one.words]
    rate = None
    if said is not None:
        errors, syllables = score.syllable_errors(said, " ".join(words))
        rate = round(errors / max(1, syllables), 4)
    seconds = len(pcm) / 2 / RATE
    return Report(" ".join(words), write(words).text, round(took / seconds, 4), rate)
