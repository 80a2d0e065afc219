"""What service and worker say to each other: length-prefixed msgpack over pipes.

A frame is a 4-byte little-endian length and that many bytes. `hearing` numbers are the service's
and never used twice. `samples` count what was fed to that hearing, 16 kHz, from 0.
"""

import struct

import msgspec

FRAME_LIMIT = 1 << 20
"""Bytes of a frame at most: an utterance of 20 s has some 5 KB of words, a chunk 32 KB of sound.
A greater length means that the two no longer understand each other."""
PIPE = 1 << 16
"""Bytes that a pipe holds, and that are best written and read at once."""
PREFIX = struct.Struct("<I")
BEAT = 16_000
"""Samples after which a worker speaks of a hearing even if nothing new is heard in it, so that
silence in the hall and a worker that hangs are told apart."""


class Struct(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Base of every message."""


class Open(Struct, frozen=True):
    """A new hearing: a fresh recogniser."""

    hearing: int


class Feed(Struct, frozen=True):
    """The next sound of a hearing, s16le."""

    hearing: int
    pcm: bytes


class Cut(Struct, frozen=True):
    """End the sentence here, whatever was said: the floor changed. Answered by a Final."""

    hearing: int


class Close(Struct, frozen=True):
    """As Cut, then forget the hearing. Answered by Final and Closed."""

    hearing: int


class Word(msgspec.Struct, frozen=True):
    """As Vosk gives it: `start` and `end` in seconds of the hearing, `conf` 0–1."""

    word: str
    start: float
    end: float
    conf: float = 1.0


class Ready(Struct, frozen=True):
    """The model is loaded. `note`: what a user must know about this model, or ""."""

    pid: int
    note: str


class Partial(Struct, frozen=True):
    """Half-heard: the present sentence so far, as of `samples`. Said when it changed, and after
    each BEAT."""

    hearing: int
    text: str
    samples: int


class Final(Struct, frozen=True):
    """A finished sentence. `words` may be empty: nothing was said. A fresh recogniser that starts
    at sample `through` hears all that follows and nothing of this."""

    hearing: int
    words: tuple[Word, ...]
    through: int


class Closed(Struct, frozen=True):
    hearing: int


class Failed(Struct, frozen=True):
    """`hearing` −1: the worker itself, or a message nobody could read."""

    hearing: int
    reason: str


ToWorker = Open | Feed | Cut | Close
FromWorker = Ready | Partial | Final | Closed | Failed
NO_HEARING = -1

_encode = msgspec.msgpack.Encoder().encode


def body(message: ToWorker | FromWorker) -> bytes:
    """`message` by itself."""
    return _encode(message)


def frame(message: ToWorker | FromWorker) -> bytes:
    """`message` ready to be written to a pipe."""
    encoded = _encode(message)
    return PREFIX.pack(len(encoded)) + encoded
