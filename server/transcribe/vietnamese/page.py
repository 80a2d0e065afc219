"""One fragment of speech while rules write on it: raw words, what they became, and who said so."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from server.transcribe.vietnamese.spelling import fold

LOOK_AHEAD: Final = 32
"""Empty words after the last one, so that rules may look ahead without counting."""


class Span(msgspec.Struct, frozen=True, omit_defaults=True):
    """One change: raw words `start`…`end` (exclusive) read `text`, because of `rule`.

    `start == end`: punctuation that was put before word `start`. `suggested`: lighter on the screen
    until somebody confirms it (punctuation, sentence capitals, the glossary)."""

    start: int
    end: int
    text: str
    rule: str
    suggested: bool = False


class Change(NamedTuple):
    """What a rule asks for; the page makes a span of it, without the words that stay."""

    start: int
    end: int
    text: str
    rule: str


class Page:
    """`low[i]` is word i as rules compare it; beyond the end it is ''."""

    def __init__(self, raw: Sequence[str]) -> None:
        self.raw = raw
        self.size = len(raw)
        self.low = [fold(word) for word in raw] + [""] * LOOK_AHEAD
        self.taken = bytearray(self.size + LOOK_AHEAD)
        self.spans: dict[int, Span] = {}

    def free(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def hold(self, start: int, end: int) -> None:
        """These words are said to be right as they are: later rules leave them alone."""
        self.taken[start:end] = b"\x01" * (end - start)

    def put(self, change: Change, suggested: bool = False) -> None:
        """Write `change`, unless another rule was there before."""
        start, end, text, rule = change
        if not 0 <= start < end <= self.size or not self.free(start, end):
            return
        self.hold(start, end)
        words = text.split(" ")
        while len(words) > 1 and end > start + 1 and words[-1] == self.raw[end - 1]:
            words.pop()
            end -= 1
        while len(words) > 1 and end > start + 1 and words[0] == self.raw[start]:
            words.pop(0)
            start += 1
        said = " ".join(words)
        if said and said != " ".join(self.raw[start:end]):
            self.spans[start] = Span(start, end, said, rule, suggested)
