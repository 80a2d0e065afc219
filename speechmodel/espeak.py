"""espeak-ng by its C interface (Debian: espeak-ng, libespeak-ng1): sound with word times."""

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float64]
_SYNCHRONOUS, _UTF8, _PHONEME_EVENTS = 2, 1, 1
_SPEED, _PITCH, _RANGE = 1, 3, 4
_WORD, _PHONEME, _END = 1, 7, 0
_ENDS_OF_WORD: Final = (b"_|", b"_")
"""Before a vowel a short pause takes the place of the boundary."""
_VOWEL_SIGNS: Final = tuple(sign.encode() for sign in "aeiouyEOIUA@V013")


class SpeechFailed(Exception):
    """espeak-ng cannot start or has no such voice."""


@dataclass(frozen=True)
class Voice:
    """espeak's voice name, words a minute (80–450), pitch and its range (0–100)."""

    name: str
    rate: int
    pitch: int
    range: int = 50


@dataclass(frozen=True)
class Word:
    """Samples: start, the vowel's start (-1: not told), end."""

    start: int
    vowel: int
    end: int


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h, interface revision 12."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_Heard = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The synthesiser, with the system's data or that of `data`. One a process: a second
    espeak_Initialize makes it hang."""

    def __init__(self, data: Path | None = None) -> None:
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        path = str(data).encode() if data else None
        self.rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, path, _PHONEME_EVENTS)
        if self.rate <= 0:
            raise SpeechFailed("espeak-ng cannot start: is espeak-ng-data installed?")
        self._sound: list[NDArray[np.int16]] = []
        self._starts: list[tuple[int, int]] = []  # (place in the text, sample)
        self._ends: list[int] = []
        self._vowels: list[int] = []
        self._callback = _Heard(self._take)  # kept: C holds only a bare pointer to it
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, voice: Voice) -> tuple[Wave, list[Word]]:
        """Sound at `self.rate` (int16 range) and the times of every word told. A rare text gets
        fewer times than it has words: the caller compares."""
        if self._library.espeak_SetVoiceByName(voice.name.encode()) != 0:
            raise SpeechFailed(f"espeak-ng has no voice {voice.name}")
        for parameter, value in (
            (_SPEED, voice.rate), (_PITCH, voice.pitch), (_RANGE, voice.range),
        ):  # fmt: skip
            self._library.espeak_SetParameter(parameter, value, 0)
        self._sound, self._starts, self._ends, self._vowels = [], [], [], []
        letters = text.encode()
        self._library.espeak_Synth(letters, len(letters) + 1, 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        sound = np.concatenate(self._sound).astype(np.float64)
        return sound, self._times(text, len(sound))

    def _times(self, text: str, length: int) -> list[Word]:
        """A word event points at its word or at the space before; a sentence may end with a stray
        one. So the first event that points at a word is its start; its end is the next mark."""
        starts: list[int] = []
        count = len(text.split())
        for place, sample in self._starts:
            if len(text[:place].split()) == len(starts) < count:
                starts.append(sample)
        words = []
        for start, after in pairwise([*starts, length]):
            end = min(mark for mark in (*self._ends, after) if mark > start)
            vowel = next((mark for mark in self._vowels if start <= mark < end), -1)
            words.append(Word(start, vowel, end))
        return words

    def _take(self, sound: object, count: int, events: object) -> int:
        if sound and count > 0:
            self._sound.append(np.ctypeslib.as_array(sound, (count,)).copy())
        for event in iter(events):  # type: ignore[call-overload]
            if event.type == _END:
                break
            if event.type == _WORD:
                self._starts.append((event.text_position - 1, event.sample))
            elif event.type == _PHONEME and event.id.string in _ENDS_OF_WORD:
                self._ends.append(event.sample)
            elif event.type == _PHONEME and event.id.string[:1] in _VOWEL_SIGNS:
                self._vowels.append(event.sample)
        return 0
