"""Which heard words are which syllables of a paper: sparse, near where the reader is. Pure.

A chain of matches is looked for whose steps go along with the paper. A step may slip by a few
syllables; a jump to another place (a skipped paragraph, a sentence read again, the end of a remark)
costs as much as several words that fit."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from server.transcribe.vietnamese.aloud import key
from server.transcribe.vietnamese.page import Span
from server.transcribe.vietnamese.paper import Paper, bare

BEHIND: Final = 40
AHEAD: Final = 120
"""Syllables around the reader's place that are always looked at. Farther ones where pairs of heard
words point to."""
_POINTERS: Final = 3
"""Pairs of words in a row that must point to a place far away."""
_WINDOWS: Final = 3
"""Places far away that are looked at."""
_ELSEWHERE: Final = 10
"""Words in a row that do not fit here: misheard ones are rarely so many."""
_BUCKET: Final = 16
_COMMON: Final = 24
"""A pair that the paper has more often points nowhere."""
_SLIP: Final = 3
"""Syllables that two matches may be out of step."""
_SLIPS: Final = tuple(sorted(range(-_SLIP, _SLIP + 1), key=abs))
_SLIP_COST: Final = 0.5
_WRONG: Final = 0.2
"""A word between two matches that does not match."""
_JUMP: Final = 3.0
_BACK: Final = 1.0
_FAR: Final = 0.004
"""Each syllable jumped over."""
_SHARE: Final = 0.34
"""Words of a stretch that must match: of words misheard at random some 10 % do."""
_FEW: Final = 3


class Match(NamedTuple):
    """Heard words `start`…`end` are the syllables `first`…`last` (exclusive) of the paper."""

    start: int
    end: int
    first: int
    last: int


Stretch = list[Match]
Windows = list[tuple[int, int]]
"""Parts of the paper, in syllables, where matches count."""


def align(paper: Paper, place: int, heard: Sequence[str], spans: Sequence[Span]) -> list[Stretch]:
    """The stretches of `heard` that are read from the paper, in the order of the words; the reader
    was at syllable `place`. `spans`: what the ordinary engine wrote."""
    said = [key(word) for word in heard]
    windows = [(place - BEHIND, place + AHEAD)]
    found = _read(paper, place, said, spans, windows)
    if _lost(found, len(said)) and (far := _pointed(paper, place, said)):
        return _read(paper, place, said, spans, _apart(windows + far))
    return found


def _read(
    paper: Paper, place: int, said: list[str], spans: Sequence[Span], windows: Windows
) -> list[Stretch]:
    found = sorted(_matches(paper, said, spans, windows))
    return [one for one in _chain(found, place, len(said)) if _holds(one, len(said))]


def _lost(found: list[Stretch], size: int) -> bool:
    """Is there a run of words so long that they must come from elsewhere?"""
    ends = [0, *(match.end for one in found for match in one)]
    starts = [*(match.start for one in found for match in one), size]
    run = max(start - end for end, start in zip(ends, starts, strict=True))
    return run > (_ELSEWHERE if found else _POINTERS)


def _matches(
    paper: Paper, said: list[str], spans: Sequence[Span], windows: Windows
) -> Iterator[Match]:
    for i, one in enumerate(said):
        for j in _within(paper.places.get(one, []), windows):
            yield Match(i, i + 1, j, j + 1)
        for way in paper.ways.get(one, ()):
            end = i + len(way.keys)
            first = paper.first[way.token]
            near = any(low <= first < high for low, high in windows)
            if near and tuple(said[i:end]) == way.keys:
                yield Match(i, end, first, paper.first[way.token + 1])
    for span in spans:
        yield from _written(paper, span, windows)


def _within(places: list[int], windows: Windows) -> Iterator[int]:
    for low, high in windows:
        yield from places[bisect_left(places, low) : bisect_left(places, high)]


def _apart(windows: Windows) -> Windows:
    """The same parts of the paper, none twice."""
    apart: Windows = []
    for low, high in sorted(windows):
        begins = max(low, apart[-1][1]) if apart else low
        if begins < high:
            apart.append((begins, high))
    return apart


def _written(paper: Paper, span: Span, windows: Windows) -> Iterator[Match]:
    """What the engine wrote exactly as the paper has it, however it was said: 57-NQ/TW."""
    words = [bare(word) for word in span.text.split()]
    if span.start == span.end or not words:
        return
    for token in paper.figures.get(words[0], ()):
        end = token + len(words)
        first = paper.first[token]
        if any(low <= first < high for low, high in windows) and words[1:] == [
            bare(one.text) for one in paper.tokens[token + 1 : end]
        ]:
            yield Match(span.start, span.end, first, paper.first[end])


def _pointed(paper: Paper, place: int, said: list[str]) -> Windows:
    """Where outside the reader's surroundings several pairs of heard words stand in a row."""
    votes: dict[int, int] = defaultdict(int)
    for i, pair in enumerate(pairwise(said)):
        there = paper.pairs.get(pair, ())
        if len(there) <= _COMMON:
            for j in there:
                if not place - BEHIND <= j < place + AHEAD:
                    votes[(j - i) // _BUCKET] += 1
    pointed = {
        bucket: count + votes.get(bucket + 1, 0)
        for bucket, count in votes.items()
        if count + votes.get(bucket + 1, 0) >= _POINTERS
    }
    best = sorted(pointed, key=lambda bucket: (-pointed[bucket], bucket))[:_WINDOWS]
    return [((bucket - 1) * _BUCKET, (bucket + 3) * _BUCKET + len(said)) for bucket in best]


class _Step(NamedTuple):
    """The best chain that ends with `match`; `before` is the place of the step before, -1 for the
    beginning. `jumped`: not in step with it."""

    score: float
    match: Match
    before: int
    jumped: bool


def _chain(found: list[Match], place: int, size: int) -> list[Stretch]:
    steps: list[_Step] = []
    start = _Step(0.0, Match(0, 0, place, place), -1, False)
    along: dict[int, tuple[_Step, int]] = {place: (start, -1)}  # by paper minus heard
    best, best_at = start, -1  # of those that ended before the word at hand
    ending: list[list[int]] = [[] for _ in range(size + 1)]
    now = 0
    for match in found:
        while now < match.start:
            now += 1
            for at in ending[now]:
                step = steps[at]
                way = step.match.last - step.match.end
                held = along.get(way)
                if held is None or _worth(step) >= _worth(held[0]):
                    along[way] = (step, at)
                if step.score > best.score:
                    best, best_at = step, at
        score, before, jumped = _jump(best, match), best_at, True
        way = match.first - match.start
        for slip in _SLIPS:
            held = along.get(way + slip)
            if held is None:
                continue
            gone = min(match.start - held[0].match.end, match.first - held[0].match.last)
            if gone >= 0:
                stepped = held[0].score - _SLIP_COST * abs(slip) - _WRONG * gone
                if stepped > score:
                    score, before, jumped = stepped, held[1], False
        steps.append(_Step(score + match.end - match.start, match, before, jumped))
        ending[match.end].append(len(steps) - 1)
    return _traced(steps)


def _worth(step: _Step) -> float:
    """A score that can be compared with another one's of the same way, wherever each ended."""
    return step.score + _WRONG * step.match.end


def _jump(best: _Step, match: Match) -> float:
    over = match.first - best.match.last
    return best.score - _JUMP - _FAR * abs(over) - (_BACK if over < 0 else 0.0)


def _traced(steps: list[_Step]) -> list[Stretch]:
    if not steps:
        return []
    at = max(range(len(steps)), key=lambda n: steps[n].score)
    stretches: list[Stretch] = [[]]
    if steps[at].score <= 0:
        return []
    while at >= 0:
        stretches[-1].append(steps[at].match)
        if steps[at].jumped:
            stretches.append([])
        at = steps[at].before
    return [stretch[::-1] for stretch in stretches[::-1] if stretch]


def _holds(stretch: Stretch, size: int) -> bool:
    """Are these enough words to say that the paper is read here?"""
    hits = sum(match.end - match.start for match in stretch)
    extent = stretch[-1].end - stretch[0].start
    return hits >= _SHARE * extent and (hits >= _FEW or 2 * hits > size)
