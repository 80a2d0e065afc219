"""Syllables as they are compared: one Unicode form, one place for the tone mark, and a key that
regions share. Pure."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_LATE_MARK: Final = re.compile(
    rf"(?<![qQ])([oO])([aeAE])([{_TONES}])$|(?<![qQ])([uU])([yY])([{_TONES}])$"
)
_ONSETS: Final = (
    ("ngh", "ng"), ("gh", "g"), ("tr", "ch"), ("gi", "d"), ("qu", "kw"), ("l", "n"), ("x", "s"),
    ("r", "d"), ("đ", "đ"), ("v", "d"), ("c", "k"),
)  # fmt: skip
_ONSET: Final = re.compile(r"ngh|ng|nh|gh|gi(?=[^\W\d_])|ch|kh|ph|th|tr|qu|[bcdđghklmnprstvx]|")
_FINALS: Final = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))


@lru_cache(maxsize=20_000)
def tidy(word: str) -> str:
    """`word` in NFC with the tone mark of an open oa, oe, uy on its first vowel: hòa, ủy."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word))
    return unicodedata.normalize("NFC", _LATE_MARK.sub(_mark_first, apart))


def _mark_first(found: re.Match[str]) -> str:
    first, second, tone = [part for part in found.groups() if part]
    return first + tone + second


def fold(word: str) -> str:
    """The form in which words are looked up: tidy, lower case."""
    return tidy(word).lower()


@lru_cache(maxsize=20_000)
def region_key(word: str) -> str:
    """What is left of a syllable when tone, l/n, s/x, tr/ch, d/gi/r/v and the finals n/ng/nh,
    t/c/ch do not count."""
    onset, rime, _ = parts(word)
    for heard, key in _ONSETS:
        if onset == heard:
            onset = key
            break
    for heard, key in _FINALS:
        if rime.endswith(heard):
            rime = rime.removesuffix(heard) + key
            break
    return f"{onset}.{rime.replace('y', 'i')}"


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, str, str]:
    """(onset, rime without tone, tone) of a syllable; tone is its combining mark or ''."""
    apart = unicodedata.normalize("NFD", fold(word))
    tone = next((mark for mark in apart if mark in _TONES), "")
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    found = _ONSET.match(bare)
    onset = found.group() if found else ""
    return onset, bare[len(onset) :], tone


def words(text: str) -> frozenset[str]:
    """The words of `text`: a table of words."""
    return frozenset(text.split())
