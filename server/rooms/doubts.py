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
    return doubts_of(segment, timed(segment)) if segment.words else ()


def doubts_of(segment: Segment, tokens: Sequence[Token]) -> tuple[Doubt, ...]:
    """As `doubts`, of a segment whose words `tokens` are."""
    open = segment.state is SegmentState.HEARD or segment.state is SegmentState.EDITED
    if not (open and segment.kind in SPOKEN):
        return ()
    sure = frozenset(segment.sure)
    causes = [_cause(segment, token, sure) for token in tokens]
    found = []
    for why, places in groupby(range(len(causes)), causes.__getitem__):
        start, *rest = places
        if why:
            found.append(Doubt(start, start + 1 + len(rest), why))
    return tuple(found)


def _cause(segment: Segment, token: Token, sure: frozenset[int]) -> Cause | None:
    heard = range(token.first, token.last)
    if token.typed or not heard or sure.issuperset(heard):
        return None
    why = RULES.get(token.rule) or RULES.get(token.rule.partition(".")[0])
    if why:
        return why
    if serious := _serious(token.text):
        return serious
    unsure = any(segment.words[place].confidence < UNSURE for place in heard)
    return Cause.UNSURE if unsure else None


@lru_cache(4096)
def _serious(word: str) -> Cause | None:
    if any(one.isdigit() for one in word):
        return Cause.NUMBER
    return Cause.NEGATION if bare(word) in NEGATIONS else None
