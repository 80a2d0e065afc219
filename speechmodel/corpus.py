"""What is spoken, what is counted, what is only tested, and that these stay apart."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np

from server.transcribe.grammar import Counts
from speechmodel import frames, text

RUN: Final = 5
"""A training sentence may share no run of so many syllables with a tested one, unless the run is
part of a name or says only numbers and dates."""
_NUMBERS: Final = (
    "không một hai ba bốn tư năm lăm nhăm sáu bảy tám chín mười mươi mốt trăm linh lẻ nghìn ngàn "
    "triệu tỷ phẩy rưỡi phần đồng ngày mùng tháng quý số giờ phút kém"
)
_NUMBER_WORDS: Final = frozenset(_NUMBERS.split())


def held_out() -> list[str]:
    """The tested sentences: hand-written ones, and frames filled in five times each."""
    return [*written_by_hand(), *frames.held_out(np.random.default_rng(20240425), each=5)]


def written_by_hand() -> list[str]:
    """The first part of `held_out`."""
    return text.lines(text.HOME / "heldout" / "hand.txt")


def tuning() -> list[str]:
    """Sentences for choosing settings."""
    return text.lines(text.HOME / "heldout" / "dev.txt")


def fresh() -> list[str]:
    """Sentences written when all else was fixed."""
    return text.lines(text.HOME / "heldout" / "fresh.txt")


HAND, GENERATED, WORD = 3.0, 0.2, 2.0
"""What a hand-written sentence, one of many from a frame, and a single word or name weigh."""


def counted(each: int = 20) -> Counts:
    """For the grammar."""
    counts = Counts()
    rng = np.random.default_rng(2)
    for sentence in apart([*text.hand(), *text.counted()]):
        counts.add(sentence.split(), HAND)
    for sentence in apart(frames.generated(rng, each)):
        counts.add(sentence.split(), GENERATED)
    listed = (*text.words(), *text.phrases(), *text.places(), *text.names())
    for phrase in (*apart(text.folder("slots")), *listed):
        counts.add(phrase.split(), WORD, whole=False)
    return counts


def spoken() -> list[str]:
    """What voices say in training: the hand-written sentences, and as many strings of words, names
    and syllables, so that every unit is heard beside many others. Seeded."""
    rng = np.random.default_rng(1)
    kept = list(apart(text.hand()))
    named, every = [*text.words(), *text.words(), *text.places(), *text.names()], text.syllables()

    def strings(parts: Sequence[str], fewest: int, most: int) -> list[str]:
        drawn = (rng.choice(parts, size=rng.integers(fewest, most)) for _ in kept[::2])
        return [" ".join(one.tolist()) for one in drawn]

    return [*kept, *apart([*strings(named, 2, 7), *strings(every, 4, 13)])]


def apart(sentences: Iterable[str]) -> Iterator[str]:
    """Those of `sentences` that share no run with a tested sentence."""
    tested = _tested_runs()
    return (one for one in sentences if tested.isdisjoint(runs(one)))


@cache
def _tested_runs() -> frozenset[tuple[str, ...]]:
    texts = [*held_out(), *tuning()]
    return frozenset(run for one in texts for run in runs(one))


def runs(sentence: str, length: int = RUN) -> Iterator[tuple[str, ...]]:
    """Runs of `length` syllables that say more than a name or a number."""
    said = sentence.split()
    inside = _in_names(said)
    for start in range(len(said) - length + 1):
        run = tuple(said[start : start + length])
        if not all(
            known or one in _NUMBER_WORDS
            for one, known in zip(run, inside[start : start + length], strict=True)
        ):
            yield run


def _in_names(said: Sequence[str]) -> list[bool]:
    """For each syllable: is it part of a name?"""
    inside = [False] * len(said)
    longest, known = _known_names()
    for start in range(len(said)):
        for length in range(2, min(longest, len(said) - start) + 1):
            if tuple(said[start : start + length]) in known:
                inside[start : start + length] = [True] * length
    return inside


@cache
def _known_names() -> tuple[int, frozenset[tuple[str, ...]]]:
    known = frozenset(tuple(name.split()) for name in (*text.places(), *text.names()))
    return max(map(len, known)), known
