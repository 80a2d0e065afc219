"""Sound and papers over HTTP."""

import asyncio
import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

from aiohttp import web

from server.api.problems import NotFound
from server.documents.minutes import minutes
from server.documents.register import register
from server.live.streams import sound_path
from server.rooms.floor import Turn
from server.rooms.room import Room
from server.rooms.words import Millis
from server.transcribe.recording import pieces, write_wav

DOCUMENTS: Final[dict[tuple[str, str], Callable[[Room, Millis], bytes]]] = {
    ("minutes", "docx"): minutes,
    ("register", "xlsx"): register,
}
TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAMES: Final = {"minutes": "bien-ban", "register": "so-y-kien"}


async def document(room: Room, kind: str, form: str, at: Millis) -> web.Response:
    """The paper `kind` as a download, made from `room` as it is now. Raises NotFound."""
    make = DOCUMENTS.get((kind, form))
    if make is None:
        raise NotFound
    body = await asyncio.to_thread(make, room, at)  # tenths of a second: not on the event loop
    name = f"{NAMES[kind]}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type=TYPES[form], headers=headers)


async def sound(request: web.Request, directory: Path, turn: Turn) -> web.Response:
    """A turn's sound as WAV, whole or the range asked for (RFC 9110 §14). `Sound-Began` is when its
    first sample was captured, in server time (ms). Raises NotFound."""
    path = sound_path(directory, turn)
    if not path.exists():
        raise NotFound
    began, body = await asyncio.to_thread(_wav, path)
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


def _unsatisfiable(size: int) -> web.Response:
    return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})


def _wav(path: Path) -> tuple[Millis, bytes]:
    file = io.BytesIO()
    first = next((piece.at_ms for piece in pieces(path)), 0.0)
    write_wav(pieces(path), file)
    return round(first), file.getvalue()
