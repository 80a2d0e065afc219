"""From what the recogniser counted to when it was said. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from server.transcribe.intake import RATE
from server.transcribe.wire import Word

PER_MS = RATE // 1000
TOLERANCE_MS = 1.0
"""Sound that comes within this of where it was expected follows on: rounding, not a gap."""


class HeardWord(msgspec.Struct, frozen=True):
    """A word as recognised: lower case, no punctuation. Server time in ms; `conf` 0–1."""

    w: str
    start_ms: int
    end_ms: int
    conf: float


class Heard(msgspec.Struct, frozen=True):
    """One finished sentence, never empty. Times are capture times, server time in ms."""

    starts_ms: int
    ends_ms: int
    text: str
    words: tuple[HeardWord, ...]


class HalfHeard(msgspec.Struct, frozen=True):
    """The present sentence so far; a hint. Capture times: `since_ms`, up to which all is finished
    sentences, and `until_ms`, of the last sound in it."""

    text: str
    since_ms: int
    until_ms: int


class Anchor(NamedTuple):
    """From sample `sample` of a hearing on, sound was captured from `at_ms` on without a gap."""

    sample: int
    at_ms: float


def anchored(anchors: list[Anchor], sample: int, at_ms: float) -> None:
    """Note that sample `sample` was captured at `at_ms`; adds an anchor only after a gap."""
    if not anchors or abs(_after(anchors[-1], sample) - at_ms) > TOLERANCE_MS:
        anchors.append(Anchor(sample, at_ms))


def begins_ms(anchors: Sequence[Anchor], sample: float) -> float:
    """Capture time of `sample`; just after a gap: the time after it."""
    place = bisect_right(anchors, sample, key=lambda anchor: anchor.sample)
    return _after(anchors[max(place - 1, 0)], sample)


def ends_ms(anchors: Sequence[Anchor], sample: float) -> float:
    """Capture time just before `sample`; at a gap: the time before it."""
    place = bisect_left(anchors, sample, key=lambda anchor: anchor.sample)
    return _after(anchors[max(place - 1, 0)], sample)


def heard(words: Sequence[Word], anchors: Sequence[Anchor]) -> Heard:
    """The sentence of `words` (not empty), whose seconds count the samples of one hearing."""
    timed = tuple(
        HeardWord(
            word.word,
            round(begins_ms(anchors, word.start * RATE)),
            round(ends_ms(anchors, word.end * RATE)),
            word.conf,
        )
        for word in words
    )
    text = " ".join(word.w for word in timed)
    return Heard(timed[0].start_ms, timed[-1].end_ms, text, timed)


def _after(anchor: Anchor, sample: float) -> float:
    return anchor.at_ms + (sample - anchor.sample) / PER_MS
