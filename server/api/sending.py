"""A file made for one answer, sent block by block."""

import asyncio
import io
from collections.abc import Mapping
from typing import IO, Final

from aiohttp import web

BLOCK: Final = 1 << 20
NO_HEADERS: Final[Mapping[str, str]] = {}


async def send_zip(
    request: web.Request, file: IO[bytes], name: str, headers: Mapping[str, str] = NO_HEADERS
) -> web.StreamResponse:
    """The whole of `file`, a ZIP, as a download called `name`; with more `headers`."""
    answer = web.StreamResponse(headers={
        "Content-Type": "application/zip", "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(file.seek(0, io.SEEK_END)), **headers,
    })  # fmt: skip
    await answer.prepare(request)
    file.seek(0)
    while block := await asyncio.to_thread(file.read, BLOCK):
        await answer.write(block)
    await answer.write_eof()
    return answer
