"""From spoken words to written Vietnamese: every change is a span that can be taken back. Pure.

`write(words)` → `Written`: the raw words stay, `spans` say which of them became what and why,
`suggestions` wait for a person. Never raises on any words, never loses one."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from server.transcribe.heard import HeardWord
from server.transcribe.vietnamese import (
    casing,
    dates,
    documents,
    glossary,
    labels,
    law,
    ordinals,
    punctuation,
)
from server.transcribe.vietnamese.glossary import Suggestion
from server.transcribe.vietnamese.letters import abbreviation
from server.transcribe.vietnamese.names import BUNDLED, Names
from server.transcribe.vietnamese.numbers import NUMBER_WORDS
from server.transcribe.vietnamese.page import Change, Page, Span
from server.transcribe.vietnamese.quantities import per, quantity
from server.transcribe.vietnamese.spelling import tidy

Rule = Callable[[Page, int], list[Change]]

_DATES: Final[dict[str, tuple[Rule, ...]]] = {
    "ngày": (dates.day,), "mùng": (dates.day,), "mồng": (dates.day,), "tháng": (dates.month,),
    "năm": (dates.year,), "quý": (dates.quarter,), "thứ": (ordinals.nth,),
    "hội": (ordinals.congress,), "ương": (ordinals.congress,),
    "kỳ": (dates.term,), "đoạn": (dates.term,), "khóa": (dates.term, ordinals.session),
    **dict.fromkeys(("từ", "đến", "tới", "trước", "sau"), (dates.plain_year,)),
    "độ": (dates.term,), "học": (dates.term,), "hoạch": (dates.term,),
}  # fmt: skip
_ANCHORED: Final[dict[str, tuple[Rule, ...]]] = {
    **dict.fromkeys(("khoản", "điều", "chương", "mục"), (law.article,)),
    "điểm": (law.point,),
    "trên": (per,),
    **dict.fromkeys(labels.ANCHORS, (labels.label,)),
}
_OFFICES: Final = frozenset(("UBND", "HĐND", "MTTQ"))
"""Abbreviations before which a title has a capital."""


class Piece(NamedTuple):
    """Raw words `start`…`end` as they read now; `span` is the change, or None if there is none."""

    start: int
    end: int
    text: str
    span: Span | None


class Written(msgspec.Struct, frozen=True):
    """`spans` are in the order of the words and never overlap; `words` is what was recognised."""

    words: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def text(self) -> str:
        said = ""
        for piece in self.pieces():
            mark = piece.start == piece.end
            said += piece.text if mark or not said else f" {piece.text}"
        return said

    def pieces(self) -> Iterator[Piece]:
        """The text from left to right; every raw word lies in exactly one piece."""
        at = 0
        for span in self.spans:
            yield from (Piece(i, i + 1, self.words[i], None) for i in range(at, span.start))
            yield Piece(span.start, span.end, span.text, span)
            at = span.end
        yield from (Piece(i, i + 1, self.words[i], None) for i in range(at, len(self.words)))

    def without(self, *taken: Span) -> "Written":
        """Take changes back; a full stop takes the capital behind it with it."""
        stops = {span.start for span in taken if span.start == span.end and span.text != ","}
        left = tuple(
            span
            for span in self.spans
            if span not in taken and not (span.rule == "casing.sentence" and span.start in stops)
        )
        return replace(self, spans=left)

    def accept(self, suggestion: Suggestion) -> "Written":
        """Write what was suggested, in place of whatever stood over these words."""
        start, end, text = suggestion.start, suggestion.end, suggestion.text
        over = [span for span in self.spans if span.start < end and start < span.end]
        if any(span.start == start and span.rule == "casing.sentence" for span in over):
            text = text[:1].upper() + text[1:]
        kept = [span for span in self.spans if span not in over]
        kept.append(Span(start, end, text, suggestion.rule))
        left = tuple(one for one in self.suggestions if one != suggestion)
        return Written(self.words, tuple(sorted(kept, key=_place)), left)


def write(
    words: Sequence[str | HeardWord], names: Names = BUNDLED, *, sentences: bool = False
) -> Written:
    """Write `words` as an official text. A fragment keeps its small first letter and has no full
    stop. `sentences`: a whole utterance, with sentence capitals and punctuation by cue words and,
    of heard words, by pauses."""
    raw = tuple(word if isinstance(word, str) else word.w for word in words)
    page = Page(raw)
    glossary.correct(page, names)
    _spelt(page)
    casing.names(page, names.tree)
    proposed = glossary.suggestions(page, names)
    casing.people(page)
    casing.routes(page)
    _numbers(page)
    _spell(page)
    marks = punctuation.places(page)
    if sentences:
        marks = _merged(marks, punctuation.sentences(page, _pauses(words)))
    spans = sorted([*page.spans.values(), *marks], key=_place)
    return Written(raw, tuple(spans), proposed)


def _spelt(page: Page) -> None:
    """What is said letter by letter: nothing else sounds like it, so it comes first."""
    for i in range(page.size):
        if page.low[i] in NUMBER_WORDS:
            _put(page, documents.document(page, i))
    for i in range(page.size):
        if page.free(i, i + 1) and (run := abbreviation(page.low, i)):
            page.put(Change(i, run.end, run.letters, "abbreviation"))
            if run.letters in _OFFICES and page.low[run.end] not in casing.EVERY:
                casing.title(page, i)


def _numbers(page: Page) -> None:
    """Dates before everything else: the more certain, the earlier."""
    low = page.low
    for i in range(page.size):
        for rule in _DATES.get(low[i], ()):
            _put(page, rule(page, i))
    for i in range(page.size):
        for rule in _ANCHORED.get(low[i], ()):
            _put(page, rule(page, i))
        if low[i] in NUMBER_WORDS and page.free(i, i + 1):
            for rule in (dates.clock, dates.bare_day, quantity):
                if page.free(i, i + 1):
                    _put(page, rule(page, i))


def _put(page: Page, changes: Sequence[Change]) -> None:
    for change in changes:
        page.put(change)


def _spell(page: Page) -> None:
    for i, word in enumerate(page.raw):
        if (right := tidy(word)) != word and page.free(i, i + 1):
            page.put(Change(i, i + 1, right, "spelling.tone"))


def _merged(marks: list[Span], more: list[Span]) -> list[Span]:
    """One mark in one place: the stronger."""
    there = {span.start for span in more if span.start == span.end}
    return more + [span for span in marks if span.start not in there]


def _pauses(words: Sequence[str | HeardWord]) -> list[int]:
    found = [0] * len(words)
    for i, (one, two) in enumerate(pairwise(words), 1):
        if isinstance(one, HeardWord) and isinstance(two, HeardWord):
            found[i] = two.start_ms - one.end_ms
    return found


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
