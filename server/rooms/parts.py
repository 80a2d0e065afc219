"""A piece of a segment: text and raw words that belong together, to be cut and put together."""

from typing import NamedTuple, Self, TypeVar

from msgspec.structs import replace

from server.rooms.realign import written
from server.rooms.spelling import Change, Suggestion
from server.rooms.transcript import Segment, Word

Placed = TypeVar("Placed", Change, Suggestion)


class Part(NamedTuple):
    """Text and raw words that belong together. `changes` are those of the recogniser; they make
    the text where it is `plain`, else they only tell which words stand where."""

    text: str
    words: tuple[Word, ...]
    changes: tuple[Change, ...]
    suggestions: tuple[Suggestion, ...]
    sure: tuple[int, ...]
    plain: bool

    @classmethod
    def whole(cls, one: Segment) -> Self:
        return cls(one.text, one.words, one.spelt, one.suggestions, one.sure, _is_plain(one))

    def cut(self, at: int, before: str, after: str) -> tuple["Part", "Part"]:
        """The parts before and from raw word `at` on, with their texts."""
        left = [one for one in self.changes if one.end <= at]
        right = [one for one in self.changes if one.start >= at and one not in left]
        end = len(self.words)
        return (
            self._piece(before, 0, at, left),
            self._piece(after, at, end, [_shifted(one, -at) for one in right]),
        )

    def _piece(self, text: str, first: int, last: int, changes: list[Change]) -> "Part":
        words = self.words[first:last]
        plain = self.plain and _makes(words, tuple(changes), text)
        there = (one for one in self.suggestions if first <= one.start and one.end <= last)
        return Part(
            text, words, tuple(changes),
            tuple(_shifted(one, -first) for one in there) if plain else (),
            tuple(place - first for place in self.sure if first <= place < last), plain,
        )  # fmt: skip

    def then(self, other: "Part") -> "Part":
        """Both in one."""
        by = len(self.words)
        text, heard = f"{self.text} {other.text}".strip(), self.words + other.words
        changes = self.changes + tuple(_shifted(one, by) for one in other.changes)
        more = tuple(_shifted(one, by) for one in other.suggestions)
        plain = self.plain and other.plain and _makes(heard, changes, text)
        sure = self.sure + tuple(place + by for place in other.sure)
        return Part(text, heard, changes, self.suggestions + more if plain else (), sure, plain)


def _is_plain(one: Segment) -> bool:
    return one.changes == one.spelt and _makes(one.words, one.spelt, one.text)


def _makes(heard: tuple[Word, ...], changes: tuple[Change, ...], text: str) -> bool:
    """Whether `changes` make `text` of what was heard, but for white space."""
    return [token.text for token in written(heard, changes)] == text.split()


def _shifted(one: Placed, by: int) -> Placed:
    return replace(one, start=one.start + by, end=one.end + by)
