"""How well recognition does here: what secretaries had to change in what they verified. It stands
beside the switch that shows live words to the hall (day.md D1)."""

from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from server.rooms.realign import LARGEST, bare
from server.rooms.spelling import spelled
from server.rooms.transcript import Segment, SegmentKind, SegmentState, Transcript
from server.rooms.words import Struct

LATEST: Final = 60
"""Verified sentences that count: some minutes of speech, so that it follows who speaks now."""
VERIFIED: Final = frozenset({SegmentState.VERIFIED, SegmentState.LOCKED})


class Quality(Struct, frozen=True, omit_defaults=False):
    """Of the `segments` that were verified last: `wrong` words of the `words` that they have."""

    segments: int = 0
    words: int = 0
    wrong: int = 0


def quality(heard: Transcript) -> Quality:
    """Marks, capitals and the writing of numbers are the engine's, and do not count as heard
    wrongly."""
    every = (heard.segments[id] for id in reversed(heard.order))
    checked = [*islice((one for one in every if _counts(one)), LATEST)]
    found = [_compared(one) for one in checked]
    return Quality(len(found), sum(words for words, _ in found), sum(wrong for _, wrong in found))


def _counts(one: Segment) -> bool:
    return one.kind is SegmentKind.SPEECH and bool(one.words) and one.state in VERIFIED


def _compared(one: Segment) -> tuple[int, int]:
    """The words of the verified text, and how many of them were written otherwise before anybody
    looked."""
    raw = tuple(word.text for word in one.words)
    engine, meant = (_plain(text) for text in (spelled(raw, one.spelt), one.text))
    if len(engine) * len(meant) > LARGEST:  # no sentence, but a text that was put in its place
        return len(meant), len(meant)
    parts = SequenceMatcher(None, engine, meant, autojunk=False).get_opcodes()
    wrong = sum(max(b - a, d - c) for kind, a, b, c, d in parts if kind != "equal")
    return len(meant), wrong


def _plain(text: str) -> list[str]:
    return [word for word in map(bare, text.split()) if word]
