"""A long list of ids that grows at its end and is never changed in place: a day has 13,000
segments, and each new one would copy them all."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, overload

RECENT: Final = 256
"""Ids at the end that a new one copies, at least; at most twice as many."""


class Ids(Sequence[str]):
    """Equal to the tuple of the same ids. Slices are tuples."""

    __slots__ = ("_late", "_old")

    def __init__(self, ids: Iterable[str] = ()) -> None:
        every = tuple(ids)
        self._old, self._late = every[:-RECENT], every[-RECENT:]

    def inserted(self, place: int, id: str) -> "Ids":
        """With `id` at `place`."""
        there = place - len(self._old)
        if there < 0:
            return Ids((*self._old[:place], id, *self._old[place:], *self._late))
        grown = Ids()
        grown._old, grown._late = self._old, (*self._late[:there], id, *self._late[there:])
        if len(grown._late) >= 2 * RECENT:
            grown._old, grown._late = self._old + grown._late[:RECENT], grown._late[RECENT:]
        return grown

    def __len__(self) -> int:
        return len(self._old) + len(self._late)

    def __iter__(self) -> Iterator[str]:
        return chain(self._old, self._late)

    def __contains__(self, id: object) -> bool:
        return id in self._late or id in self._old

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            first, last, step = at.indices(len(self))
            before = len(self._old)
            if first >= before and step == 1:
                return self._late[first - before : max(first, last) - before]
            return tuple(self)[at]
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(at)
        old = len(self._old)
        return self._old[place] if place < old else self._late[place - old]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ids | tuple):
            return NotImplemented
        return len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
