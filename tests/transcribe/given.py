"""Builders of the stories about sound."""

from collections.abc import Iterable

from server.rehearsal.speech import load
from server.transcribe.heard import PER_MS, HalfHeard, Heard
from server.transcribe.intake import SAMPLE_BYTES, samples
from server.transcribe.score import syllable_errors

BEGAN = 1_714_026_600_000.0  # 25 April 2024, 13:30 in Hạ Long: where fiction is spoken
CHUNK = 1600  # samples: 100 ms

Sound = list[tuple[float, bytes]]


def sound(name: str, began: float = BEGAN) -> Sound:
    """A demo utterance as a microphone sends it: (capture ms, pcm) each 100 ms."""
    return chunked(load(name).pcm, began)


def chunked(pcm: bytes, began: float = BEGAN, length: int = CHUNK) -> Sound:
    step = length * SAMPLE_BYTES
    starts = range(0, len(pcm), step)
    return [(began + at / SAMPLE_BYTES / PER_MS, pcm[at : at + step]) for at in starts]


class Tape:
    """A recording in memory, for `again`."""

    def __init__(self) -> None:
        self.sound: Sound = []
        self.asked: list[float] = []

    def again(self, since_ms: float) -> Iterable[tuple[float, bytes]]:
        self.asked.append(since_ms)
        for at, pcm in list(self.sound):
            if at + samples(pcm) / PER_MS > since_ms:
                yield at, pcm


class Listener:
    """Keeps what a hearing says."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.halves: list[HalfHeard] = []

    def __call__(self, said: Heard | HalfHeard) -> None:
        if isinstance(said, Heard):
            self.heard.append(said)
        else:
            self.halves.append(said)

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.heard)

    def error_rate(self, reference: str) -> float:
        errors, total = syllable_errors(reference, self.text)
        return errors / total
