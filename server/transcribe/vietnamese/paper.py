"""A speech handed in beforehand, ready to be followed: where each heard syllable may stand. Pure.

Built once for a speech (a millisecond for every hundred words)."""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from server.transcribe.vietnamese.aloud import Token, keys, tokens


class Way(NamedTuple):
    """Another way to say token `token`."""

    keys: tuple[str, ...]
    token: int


class Paper:
    """`keys` are the syllables of the whole text as they are compared, `owner` the token of each,
    `first` where each token begins among them (one more at the end). `places`, `pairs` find a
    syllable and two in a row, `ways` other readings by their first syllable, `figures` the tokens
    with figures by their text without marks."""

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = tokens(text)
        self.keys: list[str] = []
        self.owner: list[int] = []
        self.first: list[int] = []
        self.places: dict[str, list[int]] = defaultdict(list)
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.ways: dict[str, list[Way]] = defaultdict(list)
        self.figures: dict[str, list[int]] = defaultdict(list)
        for token in self.tokens:
            self._add(token)
        self.first.append(len(self.keys))
        for place, one in enumerate(self.keys):
            self.places[one].append(place)
        for place, two in enumerate(pairwise(self.keys)):
            self.pairs[two].append(place)

    def _add(self, token: Token) -> None:
        number = len(self.first)
        self.first.append(len(self.keys))
        likeliest, *others = token.aloud
        self.keys += keys(likeliest)
        self.owner += [number] * len(likeliest)
        for other in others:
            way = keys(other)
            self.ways[way[0]].append(Way(way, number))
        if len(likeliest) > 1 or any(letter.isdigit() for letter in token.text):
            self.figures[bare(token.text)].append(number)

    def size(self, start: int, end: int) -> int:
        """Syllables of tokens `start`…`end`."""
        return self.first[end] - self.first[start]

    def text(self, start: int, end: int) -> str:
        return " ".join(token.text for token in self.tokens[start:end])


def bare(word: str) -> str:
    """`word` without the marks around it, in lower case."""
    return word.strip(".,;:!?…\"'()“”‘’[]–- ").lower()
