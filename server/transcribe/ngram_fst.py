"""A back-off n-gram model in OpenFst's "ngram" file, written without OpenFst.

It takes half of what a "const" automaton takes: an arc is a word and a cost (8 bytes); where it
leads, and where a state backs off to, follow from the tree of histories, which is kept as bits
(LOUDS: a breadth-first walk, a 1 for each child, then a 0).

Source: OpenFst 1.8 fst/extensions/ngram/ngram-fst.h (NGramFst, file version 4), bitmap-index.h;
Sorensen and Allauzen 2011, "Unary Data Structures for Language Models". All numbers little-endian;
weights are tropical: -log of a probability.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from server.transcribe.fst import NOT_FINAL, file_header

Labels = tuple[int, ...]
"""What was said last, oldest first; BEGIN as the oldest: nothing was said before."""
BEGIN: Final = 0
_VERSION: Final = 4
_NO_LABEL: Final = -1
# fst/properties.h: expanded, acceptor, i/o deterministic, epsilons (both, i, o), i/o label sorted,
# weighted, cyclic, initial acyclic, not top sorted, accessible, coaccessible, not a string.
_PROPERTIES: Final = sum(
    1 << bit for bit in (0, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 37, 39, 40, 42, 45)
)


class History(NamedTuple):
    """`ends`: the cost of ending here. `back_off`: of forgetting the oldest word; the empty
    history's is not used. `next`: the cost of each word that can follow."""

    ends: float
    back_off: float
    next: Mapping[int, float]


def ngram(histories: Mapping[Labels, History]) -> bytes:
    """An "ngram" FST that starts in the history (BEGIN,).

    `histories` must hold (), (BEGIN,), and with each history the same without its oldest word;
    else ValueError. Words are numbered from 1.
    """
    order = sorted(histories, key=lambda one: (len(one), one[::-1]))  # as a breadth-first walk
    if order[:2] != [(), (BEGIN,)] or any(one[1:] not in histories for one in order):
        raise ValueError("not a tree of histories with a beginning")
    rows = [histories[one] for one in order]
    children = Counter(one[1:] for one in order[1:])
    words = [word for row in rows for word in sorted(row.next)]
    ends = [row.ends for row in rows if row.ends != NOT_FINAL]
    parts = (
        struct.pack("<QQQ", len(rows), len(words), len(ends)),
        _bits([1, 0, *_unary(children[one] for one in order)]),
        _bits([0, *_unary(len(row.next) for row in rows)]),
        _bits(row.ends != NOT_FINAL for row in rows),
        np.array([_NO_LABEL, *(one[0] for one in order[1:]), 0], "<i4").tobytes(),
        np.array(words, "<i4").tobytes(),
        np.array([NOT_FINAL, *(row.back_off for row in rows[1:]), 0], "<f4").tobytes(),
        np.array(ends, "<f4").tobytes(),
        np.array([row.next[word] for row in rows for word in sorted(row.next)], "<f4").tobytes(),
        bytes(4),
    )
    return file_header("ngram", _VERSION, _PROPERTIES, 1, len(rows), 0) + b"".join(parts)


def _unary(numbers: Iterable[int]) -> Iterable[int]:
    """Each number as that many ones and a zero."""
    for number in numbers:
        yield from (1,) * number
        yield 0


def _bits(bits: Iterable[int]) -> bytes:
    """In 64-bit words, lowest bit first."""
    packed = np.packbits(np.fromiter(bits, np.uint8), bitorder="little").tobytes()
    return packed + bytes(-len(packed) % 8)
