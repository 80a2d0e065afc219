"""A Socket.IO line by hand, so cheap that a crowd of them measures the server and not itself.

It speaks just enough: the WebSocket handshake as Chromium offers it (permessage-deflate), Engine.IO
pings, one CONNECT, and it notes when each event and each answer came."""

import asyncio
import base64
import contextlib
import os
import time
import zlib
from collections.abc import Callable, Sequence
from typing import Final, cast
from urllib.parse import urlsplit

import msgspec

PATIENCE: Final = 120.0
INFLATE_TAIL: Final = b"\0\0\xff\xff"
AT_ONCE: Final = 64
"""Lines that connect at the same moment."""
AGAIN: Final = 0.1
OnEvent = Callable[["Line", bytes, float], None]
"""Which line, what (an event's JSON array; an answer's, behind its number), when (monotonic)."""


class Line(asyncio.Protocol):
    """One client. It has `joined` when the CONNECT has been answered and, where `first` is asked
    for, the event of that name has come; it is `settled` then, or when it was lost."""

    def __init__(self, auth: object, on_event: OnEvent, first: bytes = b"") -> None:
        self._auth, self._on_event, self._first = auth, on_event, first
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._greeted = False
        self._inflate = zlib.decompressobj(-15)
        self.joined = False
        self.settled = asyncio.Event()
        self.deflated = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop has types of its own
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )

    def connection_lost(self, _: Exception | None) -> None:
        self.settled.set()

    def data_received(self, data: bytes) -> None:
        self._rest += data
        if not self._greeted:
            head, found, rest = self._rest.partition(b"\r\n\r\n")
            if not found:
                return
            self._greeted, self._rest = True, rest
            self.deflated = b"permessage-deflate" in head
            self.say("40" + msgspec.json.encode(self._auth).decode())
        while self._frame():
            pass

    def _frame(self) -> bool:
        """Take one frame off what has come."""
        rest = self._rest
        if len(rest) < 2:
            return False
        size, start = rest[1] & 127, 2
        if size == 126:
            size, start = int.from_bytes(rest[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(rest[2:10], "big"), 10
        if len(rest) < start + size:
            return False
        payload, self._rest = rest[start : start + size], rest[start + size :]
        if rest[0] & 15 <= 2:
            self._text(self._inflated(payload) if rest[0] & 0x40 else payload)
        return True

    def _inflated(self, payload: bytes) -> bytes:
        return self._inflate.decompress(payload + INFLATE_TAIL)

    def _text(self, text: bytes) -> None:
        if text == b"2":
            self.say("3")
        elif text.startswith((b"42", b"43")):
            if self._first and text.startswith(b'42["' + self._first):
                self._join()
            self._on_event(self, text[2:], time.monotonic())
        elif text.startswith(b"40") and not self._first:
            self._join()

    def _join(self) -> None:
        self.joined = True
        self.settled.set()

    def say(self, text: str) -> None:
        """Send one text frame, masked with zeros."""
        payload = text.encode()
        size = len(payload)
        head = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        if self._transport:
            self._transport.write(head + bytes(4) + payload)

    def close(self) -> None:
        if self._transport:
            self._transport.abort()


async def crowd(
    url: str, auths: Sequence[object], on_event: OnEvent, first: bytes = b""
) -> list[Line]:
    """Lines for all of `auths`, joined. Raises TimeoutError."""
    gate = asyncio.Semaphore(AT_ONCE)
    where = urlsplit(url)
    host, port = str(where.hostname), int(where.port or 80)
    loop = asyncio.get_running_loop()

    async def enter(auth: object) -> Line:
        async with gate, asyncio.timeout(PATIENCE):
            while True:
                with contextlib.suppress(OSError):  # the server is not yet there, or hung up
                    _, line = await loop.create_connection(
                        lambda: Line(auth, on_event, first), host, port
                    )
                    await line.settled.wait()
                    if line.joined:
                        return line
                await asyncio.sleep(AGAIN)

    return list(await asyncio.gather(*(enter(auth) for auth in auths)))
