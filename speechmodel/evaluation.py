"""Hear every test set with the finished model, through Vosk and the product's own worker code.

`python -m speechmodel.evaluation MODEL OUT.json [--quick]`, in a process of its own: Vosk and torch
each bring their linear algebra. Voices are those never heard in training.
"""

import itertools
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from server.rehearsal import speech as demo
from server.transcribe import wire, worker
from server.transcribe.score import syllable_errors
from speechmodel import corpus
from speechmodel.espeak import Espeak
from speechmodel.sound import RATE, Wave, breath, clean, clipped, hum, in_room, noise, tone, worn
from speechmodel.speech import HELD_OUT_VOICES, a_voice, say
from speechmodel.stages import say as tell


@dataclass(frozen=True)
class Said:
    """`times`: seconds (start, end) of every word."""

    voice: str
    text: str
    pcm: bytes
    times: Sequence[tuple[float, float]]


@dataclass
class Sum:
    errors: int = 0
    syllables: int = 0

    def add(self, other: "Sum") -> None:
        self.errors += other.errors
        self.syllables += other.syllables

    @property
    def rate(self) -> float:
        return round(100 * self.errors / max(1, self.syllables), 2)


def spoken(sentences: Sequence[str], seed: int, *, noisy: bool) -> Iterator[Said]:
    """Each sentence once, by the held-out voices in turn, at any speed, pitch and accent."""
    rng, espeak = np.random.default_rng(seed), _espeak()
    for variant, sentence in zip(itertools.cycle(HELD_OUT_VOICES), sentences, strict=False):
        one = None
        while one is None:
            one = say(espeak, sentence, a_voice(rng, [variant]), rng)
        wave = worn(one.wave, rng) if noisy else clean(one.wave)
        times = [(float(start) / RATE, float(end) / RATE) for start, _, end in one.times]
        yield Said(one.voice.name, sentence, _pcm(wave), times)


def played(kind: str) -> Iterator[Said]:
    """The demo's utterances of one kind."""
    for one in map(demo.load, demo.names(kind)):
        yield Said(one.name, one.text, one.pcm, [(start, end) for _, start, end in one.words])


def without_words() -> Iterator[tuple[str, bytes]]:
    """A minute each of sound in which nobody speaks."""
    rng, length = np.random.default_rng(11), 60 * RATE
    quiet = np.random.default_rng(12).normal(size=length)
    mains = np.sin(2 * np.pi * 50 * np.arange(length) / RATE)
    steady = np.sin(2 * np.pi * 440 * np.arange(length) / RATE)
    room = in_room(noise(length, rng) + 0.5 * hum(length, rng) + breath(length, rng), rng)
    yield "silence", bytes(2 * length)
    for level in (-50, -20):
        for name, wave in (
            ("white noise", quiet), ("50 Hz hum", mains), ("440 Hz tone", steady), ("room", room),
            ("sliding tones", np.concatenate([tone(RATE * 4, rng) for _ in range(15)])),
        ):  # fmt: skip
            loud = wave / np.std(wave) * 32767 * 10 ** (level / 20)
            yield f"{name} {level} dB", _pcm(clipped(loud))


class Examiner:
    """Hears and keeps account."""

    def __init__(self, model: Path) -> None:
        import vosk

        vosk.SetLogLevel(-1)
        began = time.perf_counter()
        vosk.Model(str(model))
        self.load_s = time.perf_counter() - began
        self._model = worker.load(model)
        self.voices: dict[str, Sum] = defaultdict(Sum)
        self.sets: dict[str, Sum] = defaultdict(Sum)
        self._off: list[tuple[float, float]] = []
        self._computed = self._heard = 0.0

    def hear(self, pcm: bytes) -> list[wire.Word]:
        began = time.process_time()
        hearing = worker.Hearing(0, self._model)
        answers = [*hearing.feed(pcm), hearing.cut()]
        self._computed += time.process_time() - began
        self._heard += len(pcm) / 2 / RATE
        return [word for one in answers if isinstance(one, wire.Final) for word in one.words]

    def examine(self, name: str, sayings: Iterator[Said], show: int = 0) -> None:
        for said in sayings:
            words = self.hear(said.pcm)
            heard = " ".join(word.word for word in words)
            errors, syllables = syllable_errors(said.text, heard)
            groups = [self.sets[name]]
            if "+" in said.voice:
                accent, variant = said.voice.split("+")
                groups += [self.voices[variant], self.voices[accent]]
            for group in groups:
                group.add(Sum(errors, syllables))
            if errors and show > 0:
                show -= 1
                tell(f"    {said.voice}\n      {said.text}\n      {heard}")
            if not errors:
                self._off += [
                    (abs(word.start - start), abs(word.end - end))
                    for word, (start, end) in zip(words, said.times, strict=True)
                ]
        one = self.sets[name]
        tell(f"  {name}: {one.rate:.2f} % of {one.syllables}")

    def report(self) -> dict[str, Any]:
        off = np.mean(self._off, axis=0) if self._off else np.zeros(2)
        return {
            "syllable_error_percent": {name: one.rate for name, one in self.sets.items()},
            "by_voice": {name: one.rate for name, one in sorted(self.voices.items())},
            "real_time_factor": round(self._computed / self._heard, 4),
            "load_s": round(self.load_s, 3),
            "start_off_s": round(float(off[0]), 4),
            "end_off_s": round(float(off[1]), 4),
        }


def evaluate(model: Path, *, quick: bool = False) -> dict[str, Any]:
    """Every figure of the manifest; `quick`: of the first sentences only."""
    examiner = Examiner(model)
    hand, tested = corpus.written_by_hand(), corpus.held_out()
    sets = {"hand-written": hand, "places and numbers": tested[len(hand) :]}
    for name, sentences in {**sets, "fresh": corpus.fresh()}.items():
        for noisy, how in ((False, "clean"), (True, "noisy")):
            some = sentences[:5] if quick else sentences
            examiner.examine(f"{name}, {how}", spoken(some, seed=7, noisy=noisy))
            if name in sets:
                examiner.sets[f"all held-out, {how}"].add(examiner.sets[f"{name}, {how}"])
    if quick:
        return examiner.report()
    for kind in ("intervention", "answer"):
        examiner.examine(f"demo {kind}s", played(kind))
    stray = {name: len(examiner.hear(pcm)) for name, pcm in without_words()}
    return {**examiner.report(), "words_without_speech": stray}


def _pcm(wave: Wave) -> bytes:
    return wave.astype("<i2").tobytes()


@cache
def _espeak() -> Espeak:
    return Espeak()


if __name__ == "__main__":
    found = evaluate(Path(sys.argv[1]), quick="--quick" in sys.argv)
    Path(sys.argv[2]).write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    tell(json.dumps(found, indent=2, ensure_ascii=False))
