"""A speech handed in beforehand is read aloud: recognition only follows along (day.md D17). Pure.

Heard words that go along with the paper read as the paper has them. What is said beside it stays as
the ordinary engine writes it, and is marked; what is left out is a mark. Nothing that was heard is
lost, and nothing is written for which no word was heard."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from server.transcribe.heard import HeardWord
from server.transcribe.vietnamese.alignment import Stretch, align
from server.transcribe.vietnamese.aloud import Token
from server.transcribe.vietnamese.glossary import likeness
from server.transcribe.vietnamese.names import BUNDLED, Names
from server.transcribe.vietnamese.numbers import NUMBER_WORDS
from server.transcribe.vietnamese.page import Span
from server.transcribe.vietnamese.paper import Paper, bare
from server.transcribe.vietnamese.spelling import fold, words
from server.transcribe.vietnamese.written import Piece, Written, write

TEXT: Final = "prepared.text"
"""The heard words as the paper has them; suggested where they did not sound like it."""
DEPARTURE: Final = "prepared.departure"
SKIPPED: Final = "prepared.skipped"
SKIP: Final = " […]"
MISHEARD: Final = 6
"""Words in a row, between words that fit, that may be misheard ones. More are a departure."""
SURE: Final = 0.9
"""Confidence with which another word was heard, not a misheard one."""
ALIKE: Final = 0.4
"""How much words must sound like the paper's for that not to count."""
_NOT: Final = words("không chưa chẳng chả đừng trừ")
"""Words that turn a sentence into its opposite are never supplied."""


class Cursor(NamedTuple):
    """The reader is at token `token`; `loose` words before were not found in the paper."""

    token: int = 0
    loose: int = 0


class Followed(NamedTuple):
    written: Written
    cursor: Cursor


class _Read(NamedTuple):
    """Words `start`…`end` are tokens `first`…`last` (exclusive). `exact`: every syllable fits."""

    start: int
    end: int
    first: int
    last: int
    exact: bool


def follow(
    paper: Paper, cursor: Cursor, heard: Sequence[str | HeardWord], names: Names = BUNDLED
) -> Followed:
    """One utterance, and where the reader is after it. Never raises on any words."""
    plain = write(heard, names, sentences=True)
    page = _Page(paper, heard, plain)
    place = paper.first[min(cursor.token, len(paper.tokens))]
    for stretch in align(paper, place, plain.words, plain.spans):
        page.reads += _tokens(paper, stretch)
    return page.finish(cursor)


def _tokens(paper: Paper, stretch: Stretch) -> Iterator[_Read]:
    """The tokens of which at least half was heard; words within one belong to it."""
    start, end, first, last, hits = 0, 0, -1, -1, 0

    def read() -> Iterator[_Read]:
        size = paper.size(first, last) if first >= 0 else 0
        if size and 2 * hits >= size:
            yield _Read(start, end, first, last, hits == size and end - start == size)

    for match in stretch:
        one, beyond = paper.owner[match.first], paper.owner[match.last - 1] + 1
        if match.last - match.first > 1 or match.end - match.start > 1:  # whole tokens, as written
            yield from read()
            yield _Read(match.start, match.end, one, beyond, True)
            first = -1
        elif one == first:
            end, hits = match.end, hits + 1
        else:
            yield from read()
            start, end, first, last, hits = match.start, match.end, one, beyond, 1
    yield from read()


class _Page:
    """An utterance while its words find their places. `reads` go along with the paper."""

    def __init__(self, paper: Paper, heard: Sequence[str | HeardWord], plain: Written) -> None:
        self._paper, self._heard, self._plain = paper, heard, plain
        self._pieces = list(plain.pieces())
        self._spans: list[Span] = []
        self._beside: list[tuple[int, int]] = []
        self.reads: list[_Read] = []

    def _other_figures(self) -> Iterator[tuple[int, int]]:
        """Words that say another figure than the paper has."""
        for read in self.reads:
            figures = _digits(self._paper.text(read.first, read.last))
            if figures and not read.exact:
                over = [one for one in self._pieces if _meet(one, read)]
                low = (fold(word) for word in self._plain.words[read.start : read.end])
                if all(word in NUMBER_WORDS for word in low):
                    yield read.start, read.end
                    yield from ((one.start, one.end) for one in over)
                else:
                    for one in over:
                        if (said := _digits(one.text)) and said not in figures:
                            yield one.start, one.end

    def finish(self, cursor: Cursor) -> Followed:
        at, loose = cursor
        end = 0
        other = list(self._other_figures())
        for read in self.reads:
            if any(first < read.end and read.start < last for first, last in other):
                continue
            self._between(end, read.start, at, read.first, loose)
            self._read(read)
            at, end, loose = read.last, read.end, 0
        size = len(self._heard)
        self._departure(end, size)
        loose += size - end
        left = tuple(
            one
            for one in self._plain.suggestions
            if any(start <= one.start and one.end <= end for start, end in self._beside)
        )
        written = Written(self._plain.words, tuple(self._spans), left)
        return Followed(written, Cursor(at, loose))

    def _read(self, read: _Read) -> None:
        text = self._paper.text(read.first, read.last)
        if text != " ".join(self._plain.words[read.start : read.end]):
            doubtful = not read.exact or self._turned(read.start, read.end, read.first, read.last)
            self._spans.append(Span(read.start, read.end, text, TEXT, doubtful))

    def _between(self, start: int, end: int, first: int, last: int, loose: int) -> None:
        """Words `start`…`end` stand between what was read up to token `first` and from `last`."""
        left_out = self._paper.size(first, last) if first < last else 0
        if start < end and left_out and self._misheard(start, end, first, last):
            text = self._paper.text(first, last)
            self._spans.append(Span(start, end, text, TEXT, suggested=True))
            return
        self._departure(start, end)
        told = left_out > 1 or any(bare(one.text) in _NOT for one in self._tokens(first, last))
        if told and (not 0 < loose <= MISHEARD or left_out > loose + 1):
            self._spans.append(Span(end, end, SKIP, SKIPPED, suggested=True))

    def _misheard(self, start: int, end: int, first: int, last: int) -> bool:
        """Are these words what was heard of the paper's tokens `first`…`last`?"""
        said, there = end - start, self._paper.size(first, last)
        if max(said, there) > MISHEARD or abs(said - there) > 1:
            return False
        low = [fold(word) for word in self._plain.words[start:end]]
        text = [bare(one.text) for one in self._tokens(first, last)]
        if self._turned(start, end, first, last) or self._other_number(start, end, low, text):
            return False
        sure = all(
            isinstance(one, HeardWord) and one.conf >= SURE for one in self._heard[start:end]
        )
        return not sure or (said == there == len(text) and likeness(low, text) >= ALIKE)

    def _other_number(self, start: int, end: int, low: list[str], text: list[str]) -> bool:
        """Do words `low` say a number, and the paper another one, or is it written in figures?"""
        over = (one.text for one in self._pieces if one.start < end and start < one.end)
        there = any(_digits(one) or one in NUMBER_WORDS for one in text)
        said = NUMBER_WORDS & set(low) - set(text)
        return any(map(_digits, over)) or (there and bool(said))

    def _turned(self, start: int, end: int, first: int, last: int) -> bool:
        """Does one of the two say "not", and the other does not?"""
        said = {fold(word) for word in self._plain.words[start:end]}
        return said & _NOT != {bare(one.text) for one in self._tokens(first, last)} & _NOT

    def _departure(self, start: int, end: int) -> None:
        """Words `start`…`end` as the engine writes them, marked."""
        if start >= end:
            return
        self._beside.append((start, end))
        until = end + (end == len(self._heard))  # the paper has its own marks around what is read
        for piece in self._pieces:
            if start < piece.start < until and piece.start == piece.end and piece.span:
                self._spans.append(piece.span)
            elif start <= piece.start < piece.end <= end:
                self._spans.append(Span(piece.start, piece.end, piece.text, DEPARTURE, True))
            elif piece.start < min(end, piece.end) and start < piece.end:
                self._spans += self._raw(max(start, piece.start), min(end, piece.end))

    def _raw(self, start: int, end: int) -> Iterator[Span]:
        """Words of a piece that is cut in two by what was read."""
        for i in range(start, end):
            yield Span(i, i + 1, self._plain.words[i], DEPARTURE, True)

    def _tokens(self, first: int, last: int) -> Sequence[Token]:
        return self._paper.tokens[first:last]


def _meet(piece: Piece, read: _Read) -> bool:
    return piece.start < read.end and read.start < piece.end


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
