"""Sound over HTTP."""

import asyncio
import heapq
import io
import itertools
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final

from aiohttp import web

from server.api.problems import NotFound
from server.live.streams import sound_path
from server.rooms.floor import Turn
from server.rooms.sources import source_of, sources_of
from server.rooms.words import Millis, Span
from server.transcribe.recording import Piece, pieces, without, write_wav

FOR_EVER: Final = 2**53


async def sound(
    request: web.Request, directory: Path, turn: Turn, hidden: Sequence[Span], source: str
) -> web.Response:
    """A turn's sound as WAV, whole or the range asked for (RFC 9110 §14); silence where `hidden`.
    `source` "" is what was recognised, from whatever source; else one of them, a spare perhaps.
    `Sound-Began` is when its first sample was captured (server time, ms). Raises NotFound."""
    parts = _one(directory, turn, source) if source else _recognised(directory, turn)
    parts = [(path, gone) for path, gone in parts if path.exists()]
    if not parts:
        raise NotFound
    began, body = await asyncio.to_thread(_wav, parts, hidden)
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "no-store", "Sound-Began": str(began)}
    try:
        asked = request.http_range
    except ValueError:
        return _unsatisfiable(len(body))
    if asked.start is None and asked.stop is None:
        return web.Response(body=body, content_type="audio/wav", headers=headers)
    start, stop, _ = asked.indices(len(body))
    if start >= stop:
        return _unsatisfiable(len(body))
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(body)}"
    return web.Response(
        body=body[start:stop], status=206, content_type="audio/wav", headers=headers
    )


async def clip(directory: Path, turn: Turn, hidden: Sequence[Span]) -> tuple[Millis, bytes]:
    """What was recognised of a turn, and only while it had the floor, as WAV, and when its first
    sample was captured; silence where `hidden`; b"" if there is none."""
    starts = (0, *(span.end or FOR_EVER for span in turn.spans))
    ends = (*(span.start for span in turn.spans), FOR_EVER)
    outside = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    parts = [(path, gone) for path, gone in _recognised(directory, turn) if path.exists()]
    began, body = await asyncio.to_thread(_wav, parts, (*hidden, *outside))
    return (began, body) if began else (0, b"")


def _unsatisfiable(size: int) -> web.Response:
    return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})


Part = tuple[Path, list[Span]]
"""A recording, and the stretches in which something else stands for it."""


def _one(directory: Path, turn: Turn, source: str) -> list[Part]:
    return [(sound_path(directory, turn, source), [])]


def _recognised(directory: Path, turn: Turn) -> list[Part]:
    """Every source without the stretches in which another one was recognised (day.md D13)."""
    return [
        (
            sound_path(directory, turn, source),
            [span for at, span in enumerate(turn.spans) if source_of(turn, at) != source],
        )
        for source in sources_of(turn)
    ]


def _wav(parts: Sequence[Part], hidden: Sequence[Span]) -> tuple[Millis, bytes]:
    found = [
        without(pieces(path), [(one.start, one.end or FOR_EVER) for one in (*gone, *hidden)])
        for path, gone in parts
    ]
    first, sound = _peeked(heapq.merge(*found, key=attrgetter("at_us")))
    file = io.BytesIO()
    write_wav(sound, file)
    return first, file.getvalue()


def _peeked(sound: Iterator[Piece]) -> tuple[Millis, Iterator[Piece]]:
    """When `sound` begins (0 if there is none), and all of it."""
    first = next(sound, None)
    return (round(first.at_ms), itertools.chain((first,), sound)) if first else (0, sound)
