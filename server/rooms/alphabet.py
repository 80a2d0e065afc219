"""The order of Vietnamese words and names: a ă â … d đ … o ô ơ, tones only to break a tie.

Lists of delegates sort people by given name, the last word, then family and middle names
(domain.md §8.2). Leaders and agencies are never sorted: they follow the roster's rank."""

import unicodedata
from functools import lru_cache
from typing import Final

LETTERS: Final = {
    letter: place for place, letter in enumerate(" 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
}
TONES: Final = {
    tone: place for place, tone in enumerate(("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"))
}
"""Ngang, huyền, hỏi, ngã, sắc, nặng."""
Key = tuple[tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=20_000)
def word_key(word: str) -> Key:
    """What `word` sorts by: its letters, then its tones. What is no letter comes last."""
    letters, tones = [], []
    for one in unicodedata.normalize("NFC", word.casefold()):
        apart = unicodedata.normalize("NFD", one)
        tone = next((mark for mark in apart if mark in TONES), "")
        letter = unicodedata.normalize("NFC", apart.replace(tone, ""))
        letters.append(LETTERS.get(letter, len(LETTERS)))
        tones.append(TONES[tone])
    return tuple(letters), tuple(tones)


def name_key(name: str) -> tuple[Key, ...]:
    """What a person's name sorts by."""
    words = name.split()
    return tuple(word_key(word) for word in (*words[-1:], *words[:-1]))
