"""Socket.IO as this service speaks it: one codec, no deflate, broken transports closed and counted.

Reaches into python-socketio 5 and python-engineio 4 where they offer no door; a test holds each of
these assumptions."""

import asyncio
import logging
from typing import Any, Final

import msgspec
import socketio
from aiohttp import WSMsgType, web
from engineio.async_drivers import aiohttp as driver
from engineio.packet import MESSAGE, Packet

from server.api import metrics

log = logging.getLogger(__name__)

MESSAGE_LIMIT: Final = 2 * 1024 * 1024
"""Bytes of one message. A text of 1 MB is still answered in words; what is larger is an attack."""
WRITE_LIMIT: Final = 256 * 1024
"""Bytes that may wait for a slow client; beyond, patches are skipped and a whole view follows."""

QUEUE_LIMIT: Final = 256
"""Packets that may wait for a long-polling client: ten a second leave it half a minute."""


class Codec:
    """JSON for python-socketio, by msgspec: strict UTF-8, no NaN."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        return msgspec.json.decode(text)


class WebSocket(driver.WebSocket):  # type: ignore[misc]
    """The engine's WebSocket without deflate (122 KB a connection against 30 KB: house.md)."""

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        self._sock = web.WebSocketResponse(
            max_msg_size=self.server.max_http_buffer_size, compress=False
        )
        await self._sock.prepare(environ["aiohttp.request"])
        self.environ = environ
        self.handler.__self__.ws = self  # the engine's socket does not keep its WebSocket
        await self.handler(self)
        return self._sock

    async def wait(self) -> str | bytes:
        message = await self._sock.receive()
        if message.type is WSMsgType.ERROR:
            error = message.data
            reason = {1007: "bad_utf8", 1009: "too_big"}.get(getattr(error, "code", 0), "framing")
            metrics.CLOSED.labels(reason).inc()
        if not isinstance(message.data, bytes | str):
            raise OSError
        return message.data

    @property
    def raw(self) -> asyncio.Transport | None:
        """The transport to write finished frames to, or None when it is closing."""
        writer = self._sock._writer if self._sock is not None and not self._sock.closed else None
        transport = writer.transport if writer else None
        return None if transport is None or transport.is_closing() else transport


class Server(socketio.AsyncServer):  # type: ignore[misc]
    """A message that nobody can read closes its connection, with a counted reason."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            async_mode="aiohttp", json=Codec, max_http_buffer_size=MESSAGE_LIMIT, **options
        )
        self.eio._async = {**self.eio._async, "websocket": WebSocket}

    def socket_of(self, eio_sid: str) -> Any:
        """The engine's socket, or None when it is gone."""
        return self.eio.sockets.get(eio_sid)

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        try:
            await super()._handle_eio_message(eio_sid, data)
        except Exception as bad:
            metrics.CLOSED.labels("bad_packet").inc()
            log.info("unreadable packet: %s", type(bad).__name__)
            self._binary_packet.pop(eio_sid, None)
            await self.eio.disconnect(eio_sid)

    async def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: Any) -> None:
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise ValueError("an event is a list that starts with its name")
        await super()._handle_event(eio_sid, namespace, id, data)


def enqueue(socket: Any, text: str) -> bool:
    """Put one Socket.IO packet into the queue of an engine's socket, in order with its acks and
    pings. False if it reads too slowly to take more."""
    if socket.queue.qsize() > QUEUE_LIMIT:
        return False
    socket.queue.put_nowait(Packet(MESSAGE, text))
    return True


def frame(text: str) -> bytes:
    """`text` as one finished, unmasked WebSocket text frame (RFC 6455 §5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + payload
