"""What is likely to be said: counts of word sequences → `Gr.fst`, beside a model's HCLr.fst.

`write` gives a look-ahead model (HCLr.fst + Gr.fst) another grammar without OpenFst and without
touching the acoustic model: so a conference's own names and agenda can be folded in before it
starts. Words the model does not know cannot be added; in Vietnamese a word is a syllable, and a
name is a new sequence of known ones.

Format: Gr.fst is a "const" acceptor over words.txt's numbers, one state per history, ε-arcs as
back-off, arcs sorted by label (Kaldi's arpa2fst form; Mohri, Pereira, Riley 2002). The decoder's
look-ahead needs the words numbered as HCLr.fst numbers them, and words.txt holds just these
numbers. Estimation: interpolated absolute discounting with Kneser-Ney's lower orders (Chen and
Goodman 1998, section 2.7), where a text may weigh more or less than its count.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.transcribe.fst import EPSILON, Fst, const

Words = tuple[str, ...]
BEGIN, END = "<s>", "</s>"
_SPECIAL: Final = ("<eps>", "#0")


@dataclass(frozen=True)
class Smoothing:
    """`discounts[n]`: taken from every count of an (n+1)-gram, as a share of one sighting, for
    what was never seen. `least[n]`: (n+1)-grams seen for less weight are left out. `flat`: share
    of the one-word distribution that is spread over all words alike."""

    discounts: tuple[float, ...] = (0.0, 0.9, 0.9, 0.9)
    least: tuple[float, ...] = (0.0, 0.0, 0.5, 4.0)
    flat: float = 0.05


@dataclass
class Counts:
    """Weighted counts of sequences of 1 … `order` words."""

    order: int = 4
    seen: list[dict[Words, dict[str, float]]] = field(default_factory=list)
    """`seen[n][history of n words][word]`: the summed weight."""
    sighting: list[dict[Words, dict[str, float]]] = field(default_factory=list)
    """The same for the heaviest single sighting: what one occurrence counts."""

    def __post_init__(self) -> None:
        for table in (self.seen, self.sighting):
            table.extend(defaultdict(dict) for _ in range(self.order))

    def add(self, text: Sequence[str], weight: float = 1.0, *, whole: bool = True) -> None:
        """Count `text`; a `whole` sentence has a beginning and an end."""
        words = [BEGIN, *text, END] if whole else list(text)
        for at in range(1 if whole else 0, len(words)):
            for length in range(min(self.order, at + 1)):
                history, word = tuple(words[at - length : at]), words[at]
                seen = self.seen[length][history]
                seen[word] = seen.get(word, 0.0) + weight
                heaviest = self.sighting[length][history]
                heaviest[word] = max(heaviest.get(word, 0.0), weight)


@dataclass(frozen=True)
class Grammar:
    """`known[history][word]`: its probability; `back_off[history]`: what the shorter history's
    probabilities are multiplied with where the word is not known here."""

    known: dict[Words, dict[str, float]]
    back_off: dict[Words, float]

    def probability(self, history: Words, word: str) -> float:
        while word not in self.known.get(history, {}):
            if not history:
                return 0.0
            return self.back_off.get(history, 1.0) * self.probability(history[1:], word)
        return self.known[history][word]


def estimate(counts: Counts, words: Iterable[str], how: Smoothing | None = None) -> Grammar:
    """A grammar in which each of `words` can always follow."""
    how = how or Smoothing()
    grammar = Grammar({(): _single(counts, words, how.flat)}, {})
    for length in range(1, counts.order):
        for history, seen in counts.seen[length].items():
            if history[1:] in grammar.known:
                _add_history(grammar, history, seen, counts.sighting[length][history], how)
    return grammar


def _single(counts: Counts, words: Iterable[str], flat: float) -> dict[str, float]:
    """A word's share: in how many pairs it stands second (Kneser-Ney), each pair as heavy as its
    heaviest sighting; a little is spread evenly."""
    pairs: dict[str, float] = defaultdict(float)
    for seconds in counts.sighting[1].values():
        for word, weight in seconds.items():
            pairs[word] += weight
    every = sorted({*words, END})
    total = sum(pairs[word] for word in every) or 1.0
    even = flat if any(pairs.values()) else 1.0
    return {word: (1 - even) * pairs[word] / total + even / len(every) for word in every}


def _add_history(
    grammar: Grammar,
    history: Words,
    seen: Mapping[str, float],
    sighting: Mapping[str, float],
    how: Smoothing,
) -> None:
    order = len(history)
    kept = {
        word: weight - how.discounts[order] * min(weight, sighting[word])
        for word, weight in seen.items()
        if weight >= how.least[order] and word in grammar.known[()]
    }
    if not kept:
        return
    total, shorter = sum(seen.values()), history[1:]
    left = 1 - sum(kept.values()) / total
    lower = {word: grammar.probability(shorter, word) for word in kept}
    known = {word: weight / total + left * lower[word] for word, weight in kept.items()}
    rest, unseen = 1 - sum(known.values()), 1 - sum(lower.values())
    if rest < 1e-6 or unseen < 1e-6:  # nothing is left over for other words
        return
    grammar.known[history] = known
    grammar.back_off[history] = rest / unseen


def acceptor(grammar: Grammar, numbers: Mapping[str, int]) -> Fst:
    """Histories as states; `numbers` as in words.txt."""
    first = (BEGIN,) if (BEGIN,) in grammar.known else ()
    histories = [first, *(one for one in grammar.known if one != first)]
    state = {history: number for number, history in enumerate(histories)}
    fst, longest = Fst(), max(map(len, histories))
    for history in histories:
        known = grammar.known[history]
        here = fst.add_state(_cost(known[END]) if END in known else float("inf"))
        for word, probability in known.items():
            if word != END:
                label, to = numbers[word], _next(history, word, longest, state)
                fst.add(here, label, label, _cost(probability), to)
        if history:
            shorter = state[history[1:]]
            fst.add(here, EPSILON, EPSILON, _cost(grammar.back_off[history]), shorter)
    return fst


def write(path: Path, counts: Counts, words: Path, how: Smoothing | None = None) -> int:
    """Write `path` (a model's graph/Gr.fst) for its graph/words.txt `words`; the number of arcs.

    Words that are not in words.txt are left out of the grammar. Raises OSError, and ValueError if
    `words` is not a table of words.
    """
    numbers = read_words(words)
    fst = acceptor(estimate(counts, numbers, how), numbers)
    path.write_bytes(const(fst))
    return sum(map(len, fst.arcs))


def read_words(path: Path) -> dict[str, int]:
    """words.txt without its special symbols: word → number. Raises OSError, ValueError."""
    numbers = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, number = line.split()
        numbers[word] = int(number)
    for special in _SPECIAL:
        numbers.pop(special, None)
    return numbers


def log_probability(grammar: Grammar, words: Sequence[str]) -> float:
    """Natural logarithm of a whole sentence's probability; -inf if a word is unknown."""
    longest = max(map(len, grammar.known))
    told = (BEGIN, *words, END)
    chances = [
        grammar.probability(told[max(0, at - longest) : at], told[at]) for at in range(1, len(told))
    ]
    return sum(map(math.log, chances)) if all(chances) else -math.inf


def _next(history: Words, word: str, longest: int, state: Mapping[Words, int]) -> int:
    """The state of the longest known history after `word`."""
    after = (*history, word)[-longest:] if longest else ()
    while after not in state:
        after = after[1:]
    return state[after]


def _cost(probability: float) -> float:
    return -math.log(probability)
