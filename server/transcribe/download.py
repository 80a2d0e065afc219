"""One big file over HTTP, that goes on where it stopped."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import aiohttp
import msgspec

from server.transcribe.shelf import BadModel

TRIES: Final = 5
"""Times in a row that the line may break without one byte; what came is kept for the next call."""
QUIET: Final = 30.0
"""Seconds without a byte."""
BLOCK: Final = 1 << 16


class Came(msgspec.Struct):
    """Of a file that is not whole yet: which version of it this is the beginning of."""

    url: str
    version: str


async def download(url: str, part: Path, limit: int, progress: Callable[[int, int], None]) -> None:
    """Fetch `url` into the file `part`, which may hold its beginning already. A file that changed
    meanwhile begins again. Raises BadModel; then `part` holds what came."""
    quiet = aiohttp.ClientTimeout(total=None, sock_connect=QUIET, sock_read=QUIET)
    broken = 0
    async with aiohttp.ClientSession(timeout=quiet, auto_decompress=False) as http:
        while True:
            before = _size(part)
            try:
                await _go_on(http, url, part, limit, progress)
                return
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                broken = 0 if _size(part) > before else broken + 1
                if broken == TRIES or isinstance(error, aiohttp.InvalidURL):
                    why = f"{type(error).__name__} {error}".strip()
                    raise BadModel(f"{url}: {why}; ask again to go on") from None


def sha256(file: Path) -> str:
    """Of the whole file, in hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


async def _go_on(
    http: aiohttp.ClientSession, url: str, part: Path, limit: int,
    progress: Callable[[int, int], None],
) -> None:  # fmt: skip
    came, have = _came(part), _size(part)
    headers = {"Accept-Encoding": "identity"}
    if have and came and came.url == url and came.version:
        headers |= {"Range": f"bytes={have}-", "If-Range": came.version}
    async with http.get(url, headers=headers) as answer:
        if answer.status == 416 and answer.headers.get("Content-Range") == f"bytes */{have}":
            return  # it was whole already
        if answer.status not in (200, 206):
            raise BadModel(f"{url}: {answer.status} {answer.reason}")
        on = answer.status == 206
        if on and not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            raise BadModel(f"{url}: answers with another range than asked for")
        have = have if on else 0
        total = have + (answer.content_length or 0)
        if total > limit:
            raise BadModel(f"{url}: {total} bytes, more than {limit}")
        _note(part, Came(url, _version(answer)))
        with part.open("ab" if on else "wb") as file:
            async for block in answer.content.iter_chunked(BLOCK):
                have += len(block)
                if have > limit:
                    raise BadModel(f"{url}: more than {limit} bytes")
                file.write(block)
                progress(have, max(total, have))


def _version(answer: aiohttp.ClientResponse) -> str:
    """What If-Range may ask for (RFC 9110 §13.1.5): a strong ETag, or a date."""
    tag = answer.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")


def _beside(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _note(part: Path, came: Came) -> None:
    _beside(part).write_bytes(msgspec.json.encode(came))


def _came(part: Path) -> Came | None:
    try:
        return msgspec.json.decode(_beside(part).read_bytes(), type=Came)
    except (OSError, msgspec.MsgspecError):
        return None


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0
