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
    start: int = 0

    def cheapest(self, words: list[int]) -> float:
        """The cost of the best way through `words` and out."""

        @cache
        def cost(state: int, at: int) -> float:
            ways = [self.final[state]] if at == len(words) else []
            for arc in self.arcs[state]:
                if arc.ilabel == 0:
                    ways.append(arc.cost + cost(arc.to, at))
                elif at < len(words) and arc.ilabel == words[at]:
                    ways.append(arc.cost + cost(arc.to, at + 1))
            return min(ways, default=float("inf"))

        return cost(self.start, 0)


def read_const(stored: bytes) -> Automaton:
    """Nothing may be left over at the end."""
    found, end = _const(stored, 0)
    assert end == len(stored)
    return found


def read_ngram(stored: bytes) -> Automaton:
    """As NGramFst walks it: by counting the bits of its tree."""
    kind, (count, _), at = _header(stored, 0)
    assert kind == b"ngram"
    states, words, ends = struct.unpack_from("<QQQ", stored, at)
    assert states == count
    at += 24
    tree, at = _bits(stored, at, 2 * states + 1)
    fan, at = _bits(stored, at, words + states + 1)
    final, at = _bits(stored, at, states)
    oldest = struct.unpack_from(f"<{states + 1}i", stored, at)
    at += 4 * (states + 1)
    labels = struct.unpack_from(f"<{words}i", stored, at)
    at += 4 * words
    back_off = struct.unpack_from(f"<{states + 1}f", stored, at)
    at += 4 * (states + 1)
    end_costs = iter(struct.unpack_from(f"<{ends}f", stored, at))
    at += 4 * ends
    costs = struct.unpack_from(f"<{words + 1}f", stored, at)
    assert at + 4 * (words + 1) == len(stored)

    assert tree[:2] == [1, 0]
    parents, parent = [-1], 0
    for bit in tree[2:]:
        parents += [parent] * bit
        parent += not bit
    children = {(parents[n], oldest[n]): n for n in range(1, states)}
    assert [*children] == sorted(children)  # each history's in order, as binary search wants

    def after(state: int, word: int) -> int:
        """The longest history: down the tree by `word`, then by what came before it."""
        before = [word]
        while state:
            before.append(oldest[state])
            state = parents[state]
        recent = [before[0], *reversed(before[1:])]
        for one in recent:
            if (state, one) not in children:
                break
            state = children[state, one]
        return state

    arcs: list[list[Arc]] = []
    first = 0
    for state, number in enumerate("".join(map(str, fan[1:])).split("0")[:-1]):
        row = [Arc(0, 0, back_off[state], parents[state])] if state else []
        for n in range(first, first + len(number)):
            row.append(Arc(labels[n], labels[n], costs[n], after(state, labels[n])))
        assert [arc.ilabel for arc in row] == sorted({arc.ilabel for arc in row})
        arcs.append(row)
        first += len(number)
    assert (first, len(arcs), sum(final)) == (words, states, ends)
    return Automaton(
        arcs,
        [next(end_costs) if one else float("inf") for one in final],
        [min(1, state) for state in range(states)],
        start=1,
    )


def _bits(stored: bytes, at: int, count: int) -> tuple[list[int], int]:
    """From 64-bit words, lowest bit first."""
    length = (count + 63) // 64 * 8
    bits = int.from_bytes(stored[at : at + length], "little")
    assert bits >> count == 0
    return [bits >> n & 1 for n in range(count)], at + length


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
