"""The sound of one turn from one source, on disk before anyone hears it.

One append-only file of framed pieces. A piece is in the page cache when `append` returns: it
survives the death of this process (kill -9). What survives a power cut, `live.recordings` brings
to the disk once a second.
"""

import math
import os
import re
import struct
import wave
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, Final, Self

from server.transcribe.intake import CHUNK_LIMIT, RATE, SAMPLE_BYTES, samples

MAGIC: Final = b"\xc3\xa2m1"  # "âm", sound; format 1
_HEADER: Final = struct.Struct("<4sBBHqqqI")
"""Magic, flags, id length, 0, n, capture time in µs, offset, pcm length."""
_CRC: Final = struct.Struct("<I")
_PART: Final = 1
_BLOCK: Final = 64 * 1024
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class BadName(ValueError):
    """An id that may not become part of a file name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk, or the part of one that lies in this turn.

    `at_us`: capture time of its first sample, server time in microseconds since the Unix epoch.
    `offset`: the same sample counted from the stream's first. `part`: the rest of chunk `n` lies in
    another turn's recording, or nowhere.
    """

    stream: str
    n: int
    at_us: int
    offset: int
    pcm: bytes
    part: bool = False

    @property
    def at_ms(self) -> float:
        return self.at_us / 1000

    @property
    def end_us(self) -> int:
        """Capture time just after its last sample."""
        return self.at_us + round(samples(self.pcm) * 1_000_000 / RATE)


def path_of(directory: Path, turn: str, source: str) -> Path:
    """Where the sound of `turn` from `source` lies. Raises BadName."""
    for name in (turn, source):
        if not _ID.fullmatch(name):
            raise BadName(name)
    return directory / f"{turn}.{source}.sound"


class Recording:
    """One file, one writer. Reading opens the file anew, so it may go on beside writing."""

    def __init__(self, path: Path, fd: int) -> None:
        self.path = path
        self._fd = fd
        self._size = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open for appending; a tail torn by a crash is cut off. Makes the file and its folder."""
        path.parent.mkdir(parents=True, exist_ok=True)
        recording = cls(path, os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640))
        with path.open("rb") as file:
            for start, piece in _scan(file):
                recording._size = start + len(_framed(piece))
        os.ftruncate(recording._fd, recording._size)
        return recording

    def append(self, piece: Piece) -> None:
        """Write `piece` whole or not at all. Raises OSError (disk full) and ValueError."""
        frame = _framed(piece)
        try:
            _write(self._fd, frame)
        except OSError:
            os.ftruncate(self._fd, self._size)
            raise
        self._size += len(frame)

    def pieces(self, since_ms: float = float("-inf")) -> Iterator[Piece]:
        """Pieces with any sound after `since_ms`, in capture order, as of now."""
        yield from pieces(self.path, since_ms)

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = -1


def pieces(path: Path, since_ms: float = float("-inf")) -> Iterator[Piece]:
    """What the file at `path` holds after `since_ms`, in capture order; one piece in memory."""
    with path.open("rb") as file:
        found = [(piece.at_us, at) for at, piece in _scan(file) if piece.end_us > since_ms * 1000]
        for _, at in sorted(found):
            piece = _read(file, at)
            if piece is not None:
                yield piece


def without(sound: Iterable[Piece], stretches: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    """`sound` without what was captured in `stretches`, (from, to) in server time (ms)."""
    for piece in sound:
        yield from _outside(piece, stretches)


def _outside(piece: Piece, stretches: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    """The parts of `piece` in none of `stretches`, cut on whole samples."""
    count = samples(piece.pcm)
    edges = {0, count}
    inside: list[tuple[int, int]] = []
    for starts, ends in stretches:
        first = min(max(_sample(piece, starts), 0), count)
        last = min(max(_sample(piece, ends), 0), count)
        if first < last:
            inside.append((first, last))
            edges |= {first, last}
    if not inside:
        yield piece
        return
    for first, last in pairwise(sorted(edges)):
        if not any(start <= first and last <= end for start, end in inside):
            yield Piece(
                piece.stream, piece.n, piece.at_us + first * 1_000_000 // RATE,
                piece.offset + first, piece.pcm[first * SAMPLE_BYTES : last * SAMPLE_BYTES], True,
            )  # fmt: skip


def _sample(piece: Piece, at_ms: float) -> int:
    """The first sample of `piece` captured at `at_ms` or later, counted from its own first."""
    return -math.floor((piece.at_us - at_ms * 1000) * RATE / 1_000_000)


def erase(path: Path, stretches: Sequence[tuple[float, float]]) -> bool:
    """Destroy the sound of `stretches`, (from, to) in ms, in the file at `path`: what remains is
    written anew, then the old bytes are overwritten. False if it holds nothing of them. Nobody may
    be appending meanwhile. Raises OSError, and then the file is as it was."""
    touched = any(
        piece.at_ms < ends and piece.end_us > starts * 1000
        for piece in pieces(path)
        for starts, ends in stretches
    )
    if not touched:
        return False
    new = path.with_suffix(".erasing")
    with new.open("wb") as file:
        for piece in without(pieces(path), stretches):
            file.write(_framed(piece))
        file.flush()
        os.fsync(file.fileno())
    old = os.open(path, os.O_RDWR)
    try:
        new.replace(path)
        _write(old, bytes(os.fstat(old).st_size))
        os.fsync(old)
    finally:
        os.close(old)
    return True


@dataclass(frozen=True, slots=True)
class Gap:
    """Sound that is not in the recording: from, to, server time in ms."""

    starts_ms: float
    ends_ms: float


def write_wav(sound: Iterable[Piece], file: IO[bytes]) -> list[Gap]:
    """Write pieces (in capture order) to the seekable `file` as 16 kHz mono WAV.

    A gap becomes silence of its length and is told; what overlaps is written once.
    """
    gaps: list[Gap] = []
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(SAMPLE_BYTES)
        wav.setframerate(RATE)
        began = written = 0
        for piece in sound:
            began = began if written else piece.at_us
            missing = round((piece.at_us - began) * RATE / 1_000_000) - written
            if missing > 0:
                gaps.append(Gap((piece.at_us - missing * 1_000_000 / RATE) / 1000, piece.at_ms))
                _write_silence(wav, missing)
            heard_before = max(0, -missing)
            wav.writeframesraw(piece.pcm[heard_before * SAMPLE_BYTES :])
            written += max(missing + samples(piece.pcm), 0)
    return gaps


def _write_silence(wav: wave.Wave_write, count: int) -> None:
    for start in range(0, count, _BLOCK):
        wav.writeframesraw(bytes(min(_BLOCK, count - start) * SAMPLE_BYTES))


def _write(fd: int, frame: bytes) -> None:
    done = 0
    while done < len(frame):
        done += os.write(fd, frame[done:])


def _framed(piece: Piece) -> bytes:
    if not _ID.fullmatch(piece.stream):
        raise BadName(piece.stream)
    if not 0 < len(piece.pcm) <= CHUNK_LIMIT or len(piece.pcm) % SAMPLE_BYTES:
        raise ValueError("a piece is 1 sample to 32 KiB of whole samples")
    stream = piece.stream.encode()
    flags = _PART if piece.part else 0
    lengths = (len(stream), 0, piece.n, piece.at_us, piece.offset, len(piece.pcm))
    body = _HEADER.pack(MAGIC, flags, *lengths) + stream + piece.pcm
    return body + _CRC.pack(zlib.crc32(body))


def _scan(file: IO[bytes]) -> Iterator[tuple[int, Piece]]:
    """(place, piece) for every whole piece. Bad bytes are stepped over, not only at the end: one
    rotten sector must not cost the rest of a speech."""
    at: int | None = 0
    while at is not None:
        piece = _read(file, at)
        if piece is None:
            at = _next_magic(file, at + 1)
        else:
            yield at, piece
            at += len(piece.stream) + len(piece.pcm) + _HEADER.size + _CRC.size


def _read(file: IO[bytes], at: int) -> Piece | None:
    """The piece at `at`, or None if no whole and sound one lies there."""
    file.seek(at)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(MAGIC):
        return None
    _, flags, id_length, _, n, at_us, offset, length = _HEADER.unpack(header)
    if length > CHUNK_LIMIT:
        return None
    body = file.read(id_length + length)
    crc = file.read(_CRC.size)
    if len(crc) < _CRC.size or _CRC.unpack(crc) != (zlib.crc32(body, zlib.crc32(header)),):
        return None
    stream, pcm = body[:id_length].decode("ascii", "replace"), body[id_length:]
    return Piece(stream, n, at_us, offset, pcm, bool(flags & _PART))


def _next_magic(file: IO[bytes], at: int) -> int | None:
    while True:
        file.seek(at)
        block = file.read(_BLOCK)
        found = block.find(MAGIC)
        if found >= 0:
            return at + found
        if len(block) < _BLOCK:
            return None
        at += _BLOCK - len(MAGIC) + 1
