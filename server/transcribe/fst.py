"""Automata in OpenFst's files, written without OpenFst: what Vosk's look-ahead decoder reads.

Source: OpenFst 1.8 fst/const-fst.h (ConstFst), fst/fst.cc (FstHeader), fst/matcher-fst.h and
fst/add-on.h (the "olabel_lookahead" wrapper), fst/label-reachable.h and fst/interval-set.h (what
it adds). All numbers little-endian; weights are tropical: -log of a probability.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

EPSILON: Final = 0
NOT_FINAL: Final = float("inf")
_MAGIC, _ADD_ON_MAGIC = 2125659606, 446681434
_STATE: Final = np.dtype(
    [("final", "<f4"), ("first", "<u4"), ("arcs", "<u4"), ("inputs", "<u4"), ("outputs", "<u4")]
)
"""`inputs`, `outputs`: how many arcs have an epsilon there."""
_ARC: Final = np.dtype([("ilabel", "<i4"), ("olabel", "<i4"), ("cost", "<f4"), ("to", "<i4")])
# Properties come in pairs of bits: known to be so, known not to be so (fst/properties.h).
_EXPANDED, _ACCEPTOR, _NOT_ACCEPTOR = 1 << 0, 1 << 16, 1 << 17
_EPSILONS, _I_EPSILONS, _O_EPSILONS = 1 << 22, 1 << 24, 1 << 26
_I_SORTED, _O_SORTED, _WEIGHTED = 1 << 28, 1 << 30, 1 << 32


class Arc(NamedTuple):
    ilabel: int
    olabel: int
    cost: float
    to: int


@dataclass
class Fst:
    """States are numbered from 0; 0 is the start."""

    arcs: list[list[Arc]] = field(default_factory=list)
    final: list[float] = field(default_factory=list)

    def add_state(self, final: float = NOT_FINAL) -> int:
        self.arcs.append([])
        self.final.append(final)
        return len(self.arcs) - 1

    def add(self, state: int, ilabel: int, olabel: int, cost: float, to: int) -> None:
        self.arcs[state].append(Arc(ilabel, olabel, cost, to))


def const(fst: Fst, *, by_output: bool = False) -> bytes:
    """A "const" FST. Arcs are sorted by input label, or by output label: matching needs it."""
    rows = [
        sorted(arcs, key=(lambda arc: arc[1::-1]) if by_output else (lambda arc: arc[:2]))
        for arcs in fst.arcs
    ]
    arcs = np.array([arc for row in rows for arc in row], _ARC)
    states = np.zeros(len(rows), _STATE)
    states["final"] = fst.final
    states["arcs"] = [len(row) for row in rows]
    states["first"] = np.cumsum(states["arcs"]) - states["arcs"]
    states["inputs"] = [sum(arc.ilabel == EPSILON for arc in row) for row in rows]
    states["outputs"] = [sum(arc.olabel == EPSILON for arc in row) for row in rows]
    head = file_header("const", 2, _properties(fst, by_output=by_output), 0, len(states), len(arcs))
    return head + states.tobytes() + arcs.tobytes()


def look_ahead(fst: Fst, final_label: int) -> bytes:
    """`fst` as a "const" FST with, for every state, the words that can come next: so the decoder
    sees a grammar's costs before a word is over. Words should be numbered in the order of a
    depth-first walk: then each set is one interval. `final_label`: a number no word has, for "the
    end can come next"."""
    inner = const(fst, by_output=True)
    sets = [_intervals(words) for words in _reached(fst, final_label)]
    parts = [
        file_header("olabel_lookahead", 1, _properties(fst, by_output=True), -1, 0, 0),
        struct.pack("<i", _ADD_ON_MAGIC),
        inner,
        b"\1\0\1",  # there is an add-on: nothing about inputs, then about outputs
        b"\0\0" + struct.pack("<i", final_label),  # not about inputs; no relabelling kept
        struct.pack("<q", len(sets)),
    ]
    for intervals in sets:
        parts.append(struct.pack("<q", len(intervals)))
        parts += [struct.pack("<ii", begin, end) for begin, end in intervals]
        parts.append(struct.pack("<i", sum(end - begin for begin, end in intervals)))
    return b"".join(parts)


def file_header(
    kind: str, version: int, properties: int, start: int, states: int, arcs: int
) -> bytes:
    """FstHeader without symbol tables."""
    names = b"".join(struct.pack("<i", len(name)) + name for name in (kind.encode(), b"standard"))
    numbers = struct.pack("<iiQqqq", version, 0, properties, start, states, arcs)
    return struct.pack("<i", _MAGIC) + names + numbers


def _properties(fst: Fst, *, by_output: bool) -> int:
    """What is true of `fst`; where nothing is told OpenFst finds out when it needs to."""
    every = [arc for arcs in fst.arcs for arc in arcs]
    acceptor = all(arc.ilabel == arc.olabel for arc in every)
    i_epsilons = any(arc.ilabel == EPSILON for arc in every)
    o_epsilons = any(arc.olabel == EPSILON for arc in every)
    both = any(arc.ilabel == arc.olabel == EPSILON for arc in every)
    told = _EXPANDED | _WEIGHTED | (_ACCEPTOR if acceptor else _NOT_ACCEPTOR)
    for bit, true in ((_EPSILONS, both), (_I_EPSILONS, i_epsilons), (_O_EPSILONS, o_epsilons)):
        told |= bit if true else bit << 1
    if acceptor or not by_output:
        told |= _I_SORTED
    if acceptor or by_output:
        told |= _O_SORTED
    return told


def _reached(fst: Fst, final_label: int) -> list[set[int]]:
    """For every state the first words on its ways on. Epsilon cycles are self-loops only."""
    found: list[set[int] | None] = [None] * len(fst.arcs)

    def reach(state: int) -> set[int]:
        known = found[state]
        if known is None:
            known = set() if fst.final[state] == NOT_FINAL else {final_label}
            for arc in fst.arcs[state]:
                if arc.olabel != EPSILON:
                    known.add(arc.olabel)
                elif arc.to != state:
                    known |= reach(arc.to)
            found[state] = known
        return known

    return [reach(state) for state in range(len(fst.arcs))]


def _intervals(words: set[int]) -> Sequence[tuple[int, int]]:
    """Sorted (begin, end): every word w with begin ≤ w < end."""
    ordered = sorted(words)
    begins = [word for word in ordered if word - 1 not in words]
    ends = [word + 1 for word in ordered if word + 1 not in words]
    return list(zip(begins, ends, strict=True))
