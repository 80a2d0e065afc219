"""OpenFst's files read back, as its own readers do: an independent look at what we write."""

import struct
from dataclasses import dataclass
from functools import cache

from server.transcribe.fst import Arc


@dataclass(frozen=True)
class Automaton:
    arcs: list[list[Arc]]
    final: list[float]
    input_epsilons: list[int]

    def cheapest(self, words: list[int]) -> float:
        """The cost of the best way through `words` and out; state 0 is the start."""

        @cache
        def cost(state: int, at: int) -> float:
            ways = [self.final[state]] if at == len(words) else []
            for arc in self.arcs[state]:
                if arc.ilabel == 0:
                    ways.append(arc.cost + cost(arc.to, at))
                elif at < len(words) and arc.ilabel == words[at]:
                    ways.append(arc.cost + cost(arc.to, at + 1))
            return min(ways, default=float("inf"))

        return cost(0, 0)


def read_const(stored: bytes) -> Automaton:
    """Nothing may be left over at the end."""
    found, end = _const(stored, 0)
    assert end == len(stored)
    return found


def read_look_ahead(stored: bytes) -> list[list[tuple[int, int]]]:
    """For every state its intervals (begin, end)."""
    kind, _, at = _header(stored, 0)
    assert kind == b"olabel_lookahead"
    assert struct.unpack_from("<i", stored, at) == (446681434,)
    inner, at = _const(stored, at + 4)
    assert stored[at : at + 5] == b"\1\0\1\0\0"
    (states,) = struct.unpack_from("<q", stored, at + 9)
    assert states == len(inner.arcs)
    at, found = at + 17, []
    for _ in range(states):
        (count,) = struct.unpack_from("<q", stored, at)
        found.append([struct.unpack_from("<ii", stored, at + 8 + 8 * n) for n in range(count)])
        at += 8 + 8 * count
        assert struct.unpack_from("<i", stored, at)[0] == sum(b - a for a, b in found[-1])
        at += 4
    assert at == len(stored)
    return found


def _header(stored: bytes, at: int) -> tuple[bytes, tuple[int, int], int]:
    assert struct.unpack_from("<i", stored, at) == (2125659606,)
    at, names = at + 4, []
    for _ in range(2):
        (length,) = struct.unpack_from("<i", stored, at)
        names.append(stored[at + 4 : at + 4 + length])
        at += 4 + length
    assert names[1] == b"standard"
    *_, states, arcs = struct.unpack_from("<iiQqqq", stored, at)
    return names[0], (states, arcs), at + struct.calcsize("<iiQqqq")


def _const(stored: bytes, at: int) -> tuple[Automaton, int]:
    kind, (states, arcs), at = _header(stored, at)
    assert kind == b"const"
    rows = [struct.unpack_from("<fIIII", stored, at + 20 * n) for n in range(states)]
    at += 20 * states
    every = [Arc(*struct.unpack_from("<iifi", stored, at + 16 * n)) for n in range(arcs)]
    return Automaton(
        [every[first : first + count] for _, first, count, _, _ in rows],
        [final for final, *_ in rows],
        [inputs for *_, inputs, _ in rows],
    ), at + 16 * arcs
