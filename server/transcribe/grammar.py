"""What is likely to be said: counts of word sequences → `Gr.fst`, beside a model's HCLr.fst.

`write` gives a look-ahead model (HCLr.fst + Gr.fst) another grammar without OpenFst and without
touching the acoustic model: so a conference's own names and agenda can be folded in before it
starts. Words the model does not know cannot be added; in Vietnamese a word is a syllable, and a
name is a new sequence of known ones.

Format: Gr.fst is an "ngram" acceptor (ngram_fst.py) over words.txt's numbers, one state per
history, ε-arcs as back-off. The decoder's look-ahead needs the words numbered as HCLr.fst numbers
them, and words.txt holds just these numbers. Estimation: interpolated absolute discounting with
Kneser-Ney's lower orders (Chen and Goodman 1998, section 2.7), where a text may weigh more or less
than its count.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.transcribe import ngram_fst
from server.transcribe.fst import NOT_FINAL
from server.transcribe.ngram_fst import History, Labels, ngram

Words = tuple[str, ...]
Table = dict[Words, dict[str, float]]
"""History → what followed it → weight."""
BEGIN, END = "<s>", "</s>"
_SPECIAL: Final = ("<eps>", "#0")


@dataclass(frozen=True)
class Smoothing:
    """`discounts[n]`: taken from every count of an (n+1)-gram, as a share of one sighting, for
    what was never seen. `least[n]`: (n+1)-grams seen for less weight are left out. `flat`: share
    of the one-word distribution that is spread over all words alike. `worth`: what `prune` leaves
    out; 0: nothing."""

    discounts: tuple[float, ...] = (0.0, 0.8, 0.9)
    least: tuple[float, ...] = (0.0, 0.0, 0.0)
    flat: float = 0.05
    worth: float = 0.0


@dataclass
class Counts:
    """Weighted counts of sequences of 1 … `order` words."""

    order: int = 3
    seen: list[Table] = field(default_factory=list)
    """`seen[n][history of n words][word]`: the summed weight."""
    sighting: list[Table] = field(default_factory=list)
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

    known: Table
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
    sayable = grammar.known[()].keys() | {BEGIN}
    for length in range(1, counts.order):
        for history, seen in _seen(counts, length).items():
            if history[0] in sayable and history[1:] in grammar.known:
                _add_history(grammar, history, seen, counts.sighting[length][history], how)
    return prune(grammar, counts, how.worth) if how.worth else grammar


def _seen(counts: Counts, length: int) -> Table:
    """What follows histories of `length` words. Only the longest are asked about all they saw; a
    shorter one counts what longer ones are left to ask it (Kneser-Ney): in how many of them a word
    followed, each as heavy as its heaviest sighting."""
    if length == counts.order - 1:
        return counts.seen[length]
    found: Table = defaultdict(dict)
    for history, followed in counts.sighting[length + 1].items():
        shorter = found[history[1:]]
        for word, weight in followed.items():
            shorter[word] = shorter.get(word, 0.0) + weight
    for history, followed in counts.sighting[length].items():
        if history[:1] == (BEGIN,):  # no longer one has it
            found[history] = counts.seen[length][history]
            continue
        shorter = found[history]
        for word, weight in followed.items():  # also where a phrase began: nothing stood before
            shorter[word] = max(shorter.get(word, 0.0), weight)
    return found


def _single(counts: Counts, words: Iterable[str], flat: float) -> dict[str, float]:
    seen = _seen(counts, 0)[()]
    every = sorted({*words, END})
    total = sum(seen.get(word, 0.0) for word in every)
    even = flat if total else 1.0
    return {
        word: (1 - even) * seen.get(word, 0.0) / (total or 1.0) + even / len(every)
        for word in every
    }


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


def prune(grammar: Grammar, counts: Counts, worth: float) -> Grammar:
    """Without the words that a shorter history tells nearly as well: where leaving one out costs
    less than `worth` (nats per word of the text counted; Stolcke 1998, "Entropy-based Pruning of
    Backoff Language Models"). A word that leads to a longer history stays."""
    said = sum(counts.seen[0][()].values())
    known: Table = {}
    shorter_ones: set[Words] = set()
    for history in sorted(grammar.known, key=len, reverse=True):
        often = sum(counts.seen[len(history)][history].values()) / said
        losses = _losses(grammar, history) if history else {}
        kept = {
            word: chance
            for word, chance in grammar.known[history].items()
            if (*history, word) in known or often * losses.get(word, math.inf) >= worth
        }
        if kept or history in shorter_ones:
            known[history] = kept
            shorter_ones.add(history[1:])
    pruned = Grammar(known, {})
    for history in sorted(known, key=len)[1:]:
        lower = sum(pruned.probability(history[1:], word) for word in known[history])
        pruned.back_off[history] = (1 - sum(known[history].values())) / (1 - lower)
    return pruned


def _losses(grammar: Grammar, history: Words) -> dict[str, float]:
    """For each word known after `history`: by how much the distribution there would be off (its
    relative entropy) if that word were left to the shorter history."""
    known = grammar.known[history]
    lower = {word: grammar.probability(history[1:], word) for word in known}
    rest, unseen = 1 - sum(known.values()), 1 - sum(lower.values())
    losses = {}
    for word, chance in known.items():
        back_off = (rest + chance) / (unseen + lower[word])
        growth = math.log(back_off * unseen / rest)
        losses[word] = chance * math.log(chance / (back_off * lower[word])) - rest * growth
    return losses


def histories(grammar: Grammar, numbers: Mapping[str, int]) -> dict[Labels, History]:
    """What `ngram_fst.ngram` writes; `numbers` as in words.txt."""
    label = {BEGIN: ngram_fst.BEGIN, **numbers}
    found: dict[Labels, History] = {}
    found[ngram_fst.BEGIN,] = History(NOT_FINAL, 0.0, {})  # also where no sentence was counted
    for history, known in grammar.known.items():
        found[tuple(label[word] for word in history)] = History(
            _cost(known[END]) if END in known else NOT_FINAL,
            _cost(grammar.back_off.get(history, 1.0)),
            {label[word]: _cost(chance) for word, chance in known.items() if word != END},
        )
    return found


def write(path: Path, counts: Counts, words: Path, how: Smoothing | None = None) -> int:
    """Write `path` (a model's graph/Gr.fst) for its graph/words.txt `words`; the number of arcs.

    Words that are not in words.txt are left out of the grammar. Raises OSError, and ValueError if
    `words` is not a table of words.
    """
    numbers = read_words(words)
    found = histories(estimate(counts, numbers, how), numbers)
    path.write_bytes(ngram(found))
    return sum(len(one.next) for one in found.values())


def read_words(path: Path) -> dict[str, int]:
    """words.txt without its special symbols: word → number. Raises OSError, ValueError."""
    numbers = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, number = line.split()
        numbers[word] = int(number)
    for special in _SPECIAL:
        numbers.pop(special, None)
    return numbers


def _cost(probability: float) -> float:
    return -math.log(probability)
