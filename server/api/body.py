"""Reading and writing JSON over HTTP: borders parse once."""

from typing import Any, TypeVar

import msgspec
from aiohttp import web

from server.api.problems import BadInput
from server.api.socket import convert, tidy

T = TypeVar("T")


def json_response(value: Any, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(value), status=status, content_type="application/json"
    )


async def json_body(request: web.Request, kind: type[T]) -> T:
    """The request's body as `kind`, its texts NFC. Raises BadInput."""
    try:
        told = msgspec.json.decode(await request.read())
    except (msgspec.DecodeError, RecursionError) as bad:
        raise BadInput(field="", why=str(bad)[:300]) from None
    return convert(tidy(told), kind)


def number(request: web.Request, name: str) -> int:
    """A whole number in the query, 0 if absent. Raises BadInput."""
    text = request.query.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadInput(field=name, why="not a number")
    return int(text)
