"""Streams of sound on their way in: where each goes on, which part of a chunk a turn has."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from server.live.liveroom import LiveRoom
from server.rooms.floor import Turn
from server.rooms.words import Millis, Span
from server.transcribe.intake import RATE, SAMPLE_BYTES, Intake, Placed
from server.transcribe.opus import Opus, milliseconds
from server.transcribe.recording import Piece, path_of, pieces

STREAM: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
DECODERS: Final = 64
"""Of Opus, in a room: one that is missed begins anew, with a few milliseconds of rough sound."""
STREAMS: Final = 16
"""Capture sessions remembered per source: a reload makes a new one, older ones only resend."""


class Codec(StrEnum):
    PCM = "pcm"
    OPUS = "opus"


class Chunk(Struct, frozen=True):
    """One numbered piece of a capture session. `began` is when the session's first sample was
    taken, in server time (ms); `oldest` the lowest chunk that the sender still holds. `pcm` is
    16 kHz mono s16le, or one raw packet of another `codec`."""

    source: str
    stream: str
    n: int
    began: int
    oldest: int
    pcm: bytes
    codec: Codec = Codec.PCM

    @property
    def milliseconds(self) -> float:
        """Its length. Raises BadChunk."""
        if self.codec is Codec.OPUS:
            return milliseconds(self.pcm)
        return len(self.pcm) * 1000 / (RATE * SAMPLE_BYTES)


def sound_path(directory: Path, turn: Turn, source: str = "") -> Path:
    """Where the sound of `turn` from `source` lies, "" for the one that is recognised now. The id
    of a point is any text; that of a file is not."""
    source = source or turn.source
    if not STREAM.fullmatch(source):
        source = "x" + hashlib.blake2b(source.encode(), digest_size=16).hexdigest()
    return path_of(directory, turn.id, source)


def sounds_of(directory: Path, turn: Turn) -> list[Path]:
    """Where the sound of `turn` lies, from every source."""
    return sorted(directory.glob(f"{turn.id}.*.sound"))


class Streams:
    """The intake of every capture session that sends to a room."""

    def __init__(self, live: LiveRoom, directory: Path) -> None:
        self._live, self._directory = live, directory
        self._intakes: dict[tuple[str, str], Intake] = {}
        self._decoders: dict[tuple[str, str], Opus] = {}

    def forget(self, chunk: Chunk) -> None:
        """What was taken could not be kept: go on from what is on disk."""
        del self._intakes[chunk.source, chunk.stream]

    def plain(self, chunk: Chunk) -> Chunk:
        """`chunk` as PCM. What was taken already is not decoded again: silence stands for it.
        Raises BadChunk."""
        if chunk.codec is Codec.PCM:
            return chunk
        key = (chunk.source, chunk.stream)
        intake = self._intakes.get(key)
        if intake and chunk.n <= intake.have:
            pcm = bytes(round(chunk.milliseconds * RATE / 1000) * SAMPLE_BYTES)
        else:
            pcm = self._decoder(key).decode(chunk.n, chunk.pcm)
        return replace(chunk, pcm=pcm, codec=Codec.PCM)

    def _decoder(self, key: tuple[str, str]) -> Opus:
        if key not in self._decoders and len(self._decoders) >= DECODERS:
            del self._decoders[next(iter(self._decoders))]
        return self._decoders.setdefault(key, Opus())

    def of(self, chunk: Chunk) -> Intake:
        key = (chunk.source, chunk.stream)
        if key not in self._intakes:
            same = [other for other in self._intakes if other[0] == chunk.source]
            if len(same) >= STREAMS:
                del self._intakes[same[0]]
                self._decoders.pop(same[0], None)
            self._intakes[key] = self._resumed(chunk)
        return self._intakes[key]

    def _resumed(self, chunk: Chunk) -> Intake:
        """The intake of a stream not seen since this node started: it goes on where the recording
        of the latest turns ends, or where the sender begins."""
        found = [piece for piece in self._recorded(chunk) if piece.stream == chunk.stream]
        nominal = max(1, len(chunk.pcm) // SAMPLE_BYTES)
        if not found:
            first = max(0, min(chunk.n, chunk.oldest))
            return Intake.resumed(first, first * nominal, nominal)
        last = max(piece.n for piece in found)
        whole = max((piece for piece in found if not piece.part), key=_number, default=None)
        if whole is None:  # all that is kept was cut: where its chunk began is not known
            return Intake.resumed(last + 1, (last + 1) * nominal, nominal)
        nominal = len(whole.pcm) // SAMPLE_BYTES
        offset = whole.offset + nominal * (last + 1 - whole.n)
        return Intake.resumed(last + 1, offset, nominal)

    def _recorded(self, chunk: Chunk) -> Iterator[Piece]:
        """What is on disk of the turns that this chunk's stream may have reached."""
        for turn in self._live.room.floor.turns.values():
            spans = [span for span in turn.spans if not span.end or span.end > chunk.began]
            path = sound_path(self._directory, turn, chunk.source)
            if spans and path.exists():
                yield from pieces(path, chunk.began)


def may_keep(span: Span, recorded: Iterable[Span], hidden: Iterable[Span] = ()) -> Iterator[Span]:
    """The parts of `span` in which sound may be kept: within `recorded`, outside `hidden`."""
    for allowed in recorded:
        start, end = max(span.start, allowed.start), _earlier(span.end, allowed.end)
        for gone in sorted(hidden, key=_start):
            if gone.end <= start or (end and gone.start >= end):
                continue
            if start < gone.start:
                yield Span(start, gone.start)
            start = gone.end
        if not end or start < end:
            yield Span(start, end)


def _earlier(one: Millis, other: Millis) -> Millis:
    """The earlier end; 0 is none."""
    return min((end for end in (one, other) if end), default=0)


def _start(span: Span) -> Millis:
    return span.start


def _number(piece: Piece) -> int:
    return piece.n


def _samples_before(at: Millis, start_us: int) -> int:
    """How many samples after `start_us` are captured before `at`: one rule for the end of a turn
    and for the beginning of the next, so that no sample is lost or kept twice."""
    return -((start_us - at * 1000) * RATE // 1_000_000)


def from_sample(piece: Piece, at: Millis) -> int:
    """The first sample of `piece` captured at `at` or later, counted from its own first."""
    return max(0, _samples_before(at, piece.at_us))


def part_in(stream: str, placed: Placed, start_us: int, span: Span) -> Piece | None:
    """The part of a chunk that was captured within `span`, or None; cut on whole samples."""
    count = len(placed.pcm) // SAMPLE_BYTES
    first = max(0, _samples_before(span.start, start_us))
    last = count
    if span.end:
        last = min(count, _samples_before(span.end, start_us))
    if first >= last:
        return None
    pcm = placed.pcm[first * SAMPLE_BYTES : last * SAMPLE_BYTES]
    at_us = start_us + first * 1_000_000 // RATE
    return Piece(stream, placed.n, at_us, placed.offset + first, pcm, len(pcm) < len(placed.pcm))
