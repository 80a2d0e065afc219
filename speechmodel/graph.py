"""The decoding graph: phones → words (HCLr.fst), what words follow (Gr.fst), the symbol tables.

The lexicon is a tree of phones: a word is written as soon as only one is left, and what then
remains to be said is shared by all words that end alike. HMMs have one state, in Kaldi's
"reordered" form: an arc into a state takes the phone's forward transition id (2p), the state
itself loops on the phone's other one (2p - 1).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.transcribe.fst import EPSILON, Fst, look_ahead
from speechmodel.syllables import KIND, PHONES, SILENCE, pronunciation

Phones = tuple[int, ...]
_SILENT: Final = PHONES[SILENCE]
_PAUSE: Final = 0.2
"""Chance of silence between words."""


@dataclass
class _Node:
    words: list[str] = field(default_factory=list)  # that end here
    next: dict[int, "_Node"] = field(default_factory=dict)

    def every_word(self) -> list[str]:
        """In the order of a depth-first walk."""
        return [*self.words, *(word for node in self.next.values() for word in node.every_word())]


def write(folder: Path, words: Iterable[str]) -> None:
    """HCLr.fst, words.txt and the tables of phones in `folder` (a model's graph/)."""
    tree = _tree(words)
    numbers = {word: number for number, word in enumerate(tree.every_word(), start=1)}
    (folder / "phones").mkdir(parents=True, exist_ok=True)
    (folder / "HCLr.fst").write_bytes(look_ahead(_transducer(tree, numbers), len(numbers) + 1))
    rows = [("<eps>", 0), *numbers.items(), ("#0", len(numbers) + 1)]
    (folder / "words.txt").write_text(
        "".join(f"{word} {number}\n" for word, number in rows), encoding="utf-8"
    )
    (folder / "phones" / "word_boundary.int").write_text(
        "".join(
            f"{number} {'nonword' if name == SILENCE else KIND[name[-1]]}\n"
            for name, number in PHONES.items()
        )
    )
    # Kaldi wants the list of disambiguation symbols left in HCLr; there are none: an unused one.
    (folder / "disambig_tid.int").write_text(f"{2 * len(PHONES) + 1000}\n")


def _tree(words: Iterable[str]) -> _Node:
    """The lexicon, phones in order: neighbouring words get neighbouring numbers."""
    spoken = {word: pronunciation(word) for word in words}
    root = _Node()
    for word, phones in sorted(spoken.items(), key=lambda pair: (pair[1] or (), pair[0])):
        assert phones, word
        node = root
        for phone in phones:
            node = node.next.setdefault(phone, _Node())
        node.words.append(word)
    return root


def _transducer(tree: _Node, numbers: Mapping[str, int]) -> Fst:
    fst = Fst()
    start, root = fst.add_state(), fst.add_state(final=0.0)
    silence = _entered(fst, _SILENT)
    fst.add(silence, EPSILON, EPSILON, 0.0, root)
    _after_word(fst, start, root, silence)
    tails: dict[Phones, int] = {}

    def tail(phones: Phones) -> int:
        """The state after `phones[0]` of a word already written, with the rest to be heard."""
        if phones not in tails:
            state = tails[phones] = _entered(fst, phones[0])
            if len(phones) == 1:
                _after_word(fst, state, root, silence)
            else:
                fst.add(state, 2 * phones[1], EPSILON, 0.0, tail(phones[1:]))
        return tails[phones]

    def grow(node: _Node, state: int) -> None:
        for phone, child in node.next.items():
            below = child.every_word()
            if len(below) == 1 or child.words:  # homophones: one arc each
                for word in below:
                    rest = (pronunciation(word) or ())[-1 - _depth(child) :]
                    fst.add(state, 2 * phone, numbers[word], 0.0, tail(rest))
            else:
                entered = _entered(fst, phone)
                fst.add(state, 2 * phone, EPSILON, 0.0, entered)
                grow(child, entered)

    grow(tree, root)
    return fst


def _depth(node: _Node) -> int:
    """Phones from `node` to the end of its one word."""
    return 1 + _depth(next(iter(node.next.values()))) if node.next else 0


def _entered(fst: Fst, phone: int) -> int:
    """A state in which `phone` lasts."""
    state = fst.add_state()
    fst.add(state, 2 * phone - 1, EPSILON, 0.0, state)
    return state


def _after_word(fst: Fst, state: int, root: int, silence: int) -> None:
    fst.add(state, EPSILON, EPSILON, -math.log(1 - _PAUSE), root)
    fst.add(state, 2 * _SILENT, EPSILON, -math.log(_PAUSE), silence)
