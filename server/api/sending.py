"""Files made for one answer: whole, or sent block by block."""

import asyncio
import io
from collections.abc import Mapping
from typing import IO, Final

from aiohttp import web

TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "zip": "application/zip",
}
"""Media types by the ending of a file's name."""
BLOCK: Final = 1 << 20
NO_HEADERS: Final[Mapping[str, str]] = {}


def download(body: bytes, name: str) -> web.Response:
    """`body` to be kept as a file called `name`, which ends in one of TYPES."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    return web.Response(body=body, content_type=TYPES[name.rpartition(".")[2]], headers=headers)


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
