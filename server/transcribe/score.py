"""How well was it heard: syllable errors, the measure for a language of syllables."""

import re
import unicodedata

_SYLLABLE = re.compile(r"[^\W_]+")


def syllable_errors(reference: str, heard: str) -> tuple[int, int]:
    """(errors, syllables in `reference`): substitutions + deletions + insertions, at the least.

    Case, punctuation and the Unicode form do not count. Numbers must be written the same way.
    """
    wanted, got = syllables(reference), syllables(heard)
    return _distance(wanted, got), len(wanted)


def syllables(text: str) -> list[str]:
    """The lower-case NFC syllables of `text`, without punctuation."""
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


def _distance(wanted: list[str], got: list[str]) -> int:
    row = list(range(len(got) + 1))
    for i, want in enumerate(wanted, 1):
        diagonal, row[0] = row[0], i
        for j, have in enumerate(got, 1):
            cheapest = min(row[j] + 1, row[j - 1] + 1, diagonal + (want != have))
            diagonal, row[j] = row[j], cheapest
    return row[-1]
