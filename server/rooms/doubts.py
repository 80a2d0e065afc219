"""*Cần nghe lại*: words that somebody must hear again, or confirm, before they stand in a record.

One lost "không" or one wrong figure is a serious error (speech.md §10.6), so these classes are
marked however sure the recogniser was. What a person typed or confirmed is marked no more."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Final

from server.rooms.realign import Token, bare, timed
from server.rooms.transcript import SPOKEN, Segment, SegmentState
from server.rooms.words import Struct

UNSURE: Final = 0.7
"""Words recognised with less confidence than this (speech.md §7.5)."""
NEGATIONS: Final = frozenset({"không", "chưa", "chẳng", "chả", "chớ", "đừng", "miễn"})


class Cause(StrEnum):
    UNSURE = "unsure"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"


RULES: Final = {
    "number": Cause.NUMBER,
    "number.money": Cause.MONEY,
    "date": Cause.DATE,
    "time": Cause.DATE,
    "name.person": Cause.NAME,
    "name.place": Cause.NAME,
    "name.agency": Cause.NAME,
}
"""By a change's rule, or the family that it belongs to (`transcribe.vietnamese`)."""


class Doubt(Struct, frozen=True, array_like=True):
    """Words `start`…`end` (exclusive) of a segment's text, split at white space, and why."""

    start: int
    end: int
    why: Cause


def doubts(segment: Segment) -> tuple[Doubt, ...]:
    """What of `segment` must be heard again. Nothing of a typed line, or once it is verified."""
    return doubts_of(segment, timed(segment)) if segment.words and _is_open(segment) else ()


def doubts_of(segment: Segment, tokens: Sequence[Token]) -> tuple[Doubt, ...]:
    """As `doubts`, of a segment whose words `tokens` are."""
    if not _is_open(segment):
        return ()
    sure = frozenset(segment.sure)
    words = enumerate(segment.words)
    faint = frozenset(place for place, word in words if word.confidence < UNSURE)
    causes = [_cause(token, sure, faint) for token in tokens]
    found = []
    for why, places in groupby(range(len(causes)), causes.__getitem__):
        start, *rest = places
        if why:
            found.append(Doubt(start, start + 1 + len(rest), why))
    return tuple(found)


def _is_open(segment: Segment) -> bool:
    heard = segment.state is SegmentState.HEARD or segment.state is SegmentState.EDITED
    return heard and segment.kind in SPOKEN


def _cause(token: Token, sure: frozenset[int], faint: frozenset[int]) -> Cause | None:
    """`sure` and `faint` are places of raw words: confirmed, and recognised below the gate."""
    text, first, last, _, _, rule, typed = token
    if typed or first == last:
        return None
    why = (_of_rule(rule) if rule else None) or _serious(text)
    if not why and not faint.isdisjoint(range(first, last)):
        why = Cause.UNSURE
    return None if why and sure.issuperset(range(first, last)) else why


@lru_cache(256)
def _of_rule(rule: str) -> Cause | None:
    return RULES.get(rule) or RULES.get(rule.partition(".")[0])


@lru_cache(4096)
def _serious(word: str) -> Cause | None:
    if any(one.isdigit() for one in word):
        return Cause.NUMBER
    return Cause.NEGATION if bare(word) in NEGATIONS else None
