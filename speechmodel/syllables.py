"""Vietnamese syllables as units of sound, and units as Kaldi phones.

The units follow the spelling, not one dialect: onset, medial /w/, nucleus with tone, coda with
tone. Letters that sound alike everywhere are merged (k c q, g gh, ng ngh, d gi). A unit is one pdf
of the acoustic model; a phone is a unit at a place in the word (B, I, E, S as Kaldi has them) and
shares the unit's pdf.
"""

import unicodedata
from functools import cache
from typing import Final

SILENCE: Final = "SIL"
_TONES: Final = {"\u0300": 2, "\u0301": 3, "\u0309": 4, "\u0303": 5, "\u0323": 6}
"""Combining marks; 1 is the level tone: ngang, huyền, sắc, hỏi, ngã, nặng."""
_ONSETS: Final = (
    *("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"),
)
_SAME_ONSET: Final = {"ngh": "ng", "gh": "g", "k": "c", "gi": "d"}
_STOPS: Final = ("ch", "c", "p", "t")
_CODAS: Final = ("ch", "ng", "nh", "c", "m", "n", "p", "t")
_GLIDES: Final = ("j", "u")
_NUCLEI: Final = ("a", "ă", "â", "e", "ê", "i", "iê", "o", "ô", "ơ", "u", "uô", "ư", "ươ")
_SPELLED: Final = (
    "y:-i- oo:-o- ôô:-ô- ia:-iê- yê:-iê- ya:-iê- ua:-uô- ưa:-ươ- ai:-a-j ay:-ă-j ây:-â-j oi:-o-j "
    "ôi:-ô-j ơi:-ơ-j ui:-u-j ưi:-ư-j uôi:-uô-j ươi:-ươ-j ao:-a-u au:-ă-u âu:-â-u eo:-e-u êu:-ê-u "
    "iu:-i-u ưu:-ư-u iêu:-iê-u yêu:-iê-u ươu:-ươ-u oa:w-a- oă:w-ă- oe:w-e- uê:w-ê- uy:w-i- uâ:w-â- "
    "uơ:w-ơ- uyê:w-iê- uya:w-iê- oai:w-a-j oay:w-ă-j uây:w-â-j oao:w-a-u oeo:w-e-u uyu:w-i-u"
)
_RHYMES: Final = {
    **{nucleus: ("", nucleus, "") for nucleus in _NUCLEI},
    **{
        spelled: (medial, nucleus, glide)
        for spelled, rhyme in (pair.split(":") for pair in _SPELLED.split())
        for medial, nucleus, glide in [rhyme.split("-")]
    },
}
"""Vowel letters without tone → (medial, nucleus, glide)."""


@cache
def units(syllable: str) -> tuple[str, ...] | None:
    """The units of a lower-case syllable, e.g. "thuyền" → ("o:th", "w", "n:iê2", "c:n2"); None if
    Vietnamese has no such syllable (a stop takes only sắc and nặng)."""
    letters, tone = _without_tone(syllable)
    onset = next((one for one in _ONSETS if letters.startswith(one)), "")
    rest = letters[len(onset) :]
    medial = ""
    if onset == "qu":
        onset, medial = "c", "w"
    elif onset == "gi" and (not rest or rest[0] in "ê" or rest[0] not in "aăâeioôơuư"):
        rest = "i" + rest  # gì, gìn, giếng: the i is the vowel too
    coda = next((one for one in _CODAS if rest.endswith(one) and len(rest) > len(one)), "")
    rest = rest[: len(rest) - len(coda)]
    if rest not in _RHYMES:
        return None
    spelled_medial, nucleus, glide = _RHYMES[rest]
    if (coda and glide) or (coda in _STOPS and tone not in (3, 6)):
        return None
    if rest in ("a", "oa") and coda in ("nh", "ch"):
        nucleus = "ă"
    onset, coda = _SAME_ONSET.get(onset, onset), coda or glide
    return (
        *([f"o:{onset}"] if onset else []),
        *(["w"] if medial or spelled_medial else []),
        f"n:{nucleus}{tone}",
        *([f"c:{coda}{tone}"] if coda else []),
    )


def _without_tone(syllable: str) -> tuple[str, int]:
    letters = unicodedata.normalize("NFD", syllable)
    tone = next((_TONES[mark] for mark in letters if mark in _TONES), 1)
    bare = "".join(mark for mark in letters if mark not in _TONES)
    return unicodedata.normalize("NFC", bare), tone


def _every_unit() -> tuple[str, ...]:
    onsets = sorted({_SAME_ONSET.get(one, one) for one in _ONSETS} - {"qu"})
    sonorants = [one for one in _CODAS if one not in _STOPS] + list(_GLIDES)
    return (
        SILENCE,
        *(f"o:{onset}" for onset in onsets),
        "w",
        *(f"n:{nucleus}{tone}" for nucleus in _NUCLEI for tone in range(1, 7)),
        *(f"c:{coda}{tone}" for coda in sonorants for tone in range(1, 7)),
        *(f"c:{coda}{tone}" for coda in _STOPS for tone in (3, 6)),
    )


UNITS: Final = _every_unit()
"""Every unit; its index is its pdf. Silence is 0."""
PDF: Final = {unit: index for index, unit in enumerate(UNITS)}


def _places(unit: str) -> str:
    """Where in a word a unit can stand: Begin, Inside, End, Single."""
    return {"o": "B", "w": "BI", "n": "BIES", "c": "E"}[unit[0]]


PHONES: Final = {
    name: number
    for number, name in enumerate(
        (SILENCE, *(f"{unit}_{place}" for unit in UNITS[1:] for place in _places(unit))), start=1
    )
}
"""Phone name → Kaldi's number, from 1. Silence is 1."""
KIND: Final = {"B": "begin", "I": "internal", "E": "end", "S": "singleton"}


def pdf_of(phone: str) -> int:
    return PDF[phone if phone == SILENCE else phone[:-2]]


def pronunciation(syllable: str) -> tuple[int, ...] | None:
    """The phones of a word that is one syllable; None if there is no such syllable."""
    found = units(syllable)
    if found is None:
        return None
    if len(found) == 1:
        return (PHONES[f"{found[0]}_S"],)
    first, *middle, last = found
    return (
        PHONES[f"{first}_B"],
        *(PHONES[f"{unit}_I"] for unit in middle),
        PHONES[f"{last}_E"],
    )
