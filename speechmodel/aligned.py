"""Which unit is heard at which frame: first a guess by rule, then as a trained net hears it.

Syllable times are espeak's and stay; only the borders inside a syllable move.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speechmodel.features import Features, centres
from speechmodel.net import REACH
from speechmodel.syllables import PDF, units

Labels = NDArray[np.int16]
Scores = Callable[[Features], NDArray[np.float32]]
"""Features → log-likelihood [frames, pdfs]."""
UNTOLD = -100
"""No label: the frames that only give context at an utterance's ends."""
_SHORTEST = 2  # frames of a unit


def load(paths: list[Path], scores: Scores | None) -> tuple[NDArray[np.float16], Labels]:
    """All utterances in a row, each with its context repeated at the ends: (features, labels)."""
    features, labels = [], []
    for path in paths:
        for sound, told in _utterances(path, scores):
            features.append(np.pad(sound, ((REACH, REACH), (0, 0)), mode="edge"))
            labels.append(np.pad(told, REACH, constant_values=UNTOLD))
    return np.concatenate(features), np.concatenate(labels)


def _utterances(path: Path, scores: Scores | None) -> Iterator[tuple[NDArray[np.float16], Labels]]:
    with np.load(path) as stored:
        features, words, times, counts = (
            stored[name] for name in ("features", "words", "times", "counts")
        )
    frame = word = 0
    for frames, said in counts:
        sound = features[frame : frame + frames]
        spoken, when = words[word : word + said], times[word : word + said]
        frame, word = frame + frames, word + said
        if not all(units(str(one)) for one in spoken):
            continue  # a letter's name ("quốc lộ bốn b") has no units
        heard = scores(sound.astype(np.float32)) if scores and said else None
        yield sound, _labelled(frames, spoken, when, heard)


def _labelled(
    frames: int,
    words: NDArray[np.str_],
    times: NDArray[np.int64],
    scores: NDArray[np.float32] | None,
) -> Labels:
    labels = np.zeros(frames, np.int16)
    at = centres(frames)
    for word, (start, vowel, end) in zip(words, times, strict=True):
        found = units(str(word))
        assert found
        first, last = np.searchsorted(at, (start, end))
        pdfs = [PDF[unit] for unit in found]
        if scores is not None and last - first >= _SHORTEST * len(pdfs):
            borders = _best_split(scores[first:last, pdfs])
        else:
            borders = np.searchsorted(at, _guess(found, start, vowel, end)[1:]) - first
        for pdf, begin, stop in zip(pdfs, (0, *borders), (*borders, last - first), strict=True):
            labels[first + begin : first + stop] = pdf
    return labels


def _guess(found: tuple[str, ...], start: int, vowel: int, end: int) -> list[float]:
    """Where each unit starts: the onset up to the vowel, the rest by usual shares."""
    starts: list[float] = [start]
    rest = found
    if found[0].startswith("o:"):
        start = vowel if start < vowel < end else start + (end - start) * 3 // 10
        starts, rest = [*starts, start], found[1:]
    shares = [{"w": 0.5, "n": 1.2}.get(unit[0], 1.0) for unit in rest]
    places = start + (end - start) * np.cumsum(shares)[:-1] / sum(shares)
    return [*starts, *places.tolist()]


def _best_split(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """[frames, units in order] → the inner borders of the likeliest split, each unit at least
    _SHORTEST frames."""
    frames, count = scores.shape
    sums = np.vstack([np.zeros(count), np.cumsum(scores, axis=0, dtype=np.float64)])
    best = np.full(frames + 1, -np.inf)
    best[0] = 0.0
    came: list[NDArray[np.int64]] = []
    for unit in range(count):
        gain = best - sums[:, unit]
        reached = np.maximum.accumulate(gain)
        where = np.maximum.accumulate(np.where(gain >= reached, np.arange(frames + 1), 0))
        best = np.full(frames + 1, -np.inf)
        best[_SHORTEST:] = reached[:-_SHORTEST] + sums[_SHORTEST:, unit]
        came.append(np.concatenate([np.zeros(_SHORTEST, np.int64), where[:-_SHORTEST]]))
    borders, at = [], frames
    for unit in range(count - 1, 0, -1):
        at = int(came[unit][at])
        borders.append(at)
    return np.array(borders[::-1], np.int64)
