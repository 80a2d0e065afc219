"""A Socket.IO client that is as impolite as a test wants: it speaks in frames."""

import asyncio
import itertools
import json
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import WSMsgType

from server.rehearsal.link import Json
from tests.service import PATIENCE, Conference, Service


class Raw:
    """One WebSocket. `events` are those that came, in order; `refused` is a CONNECT_ERROR."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.ws = ws
        self.events: list[tuple[str, Json]] = []
        self.refused: Json = {}
        self._numbers = itertools.count(1)

    async def text(self, frame: str) -> None:
        await self.ws.send_str(frame)

    async def read(self) -> str | None:
        """The next text frame, pings answered; None once closed."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await self.ws.receive()
                if message.type is not WSMsgType.TEXT:
                    return None
                if message.data == "2":
                    await self.ws.send_str("3")
                    continue
                return str(message.data)

    async def connect(self, auth: Any) -> bool:
        await self.text("40" + json.dumps(auth))
        while (frame := await self.read()) is not None:
            if frame.startswith("40"):
                return True
            if frame.startswith("44"):
                self.refused = json.loads(frame[2:])
                return False
        return False

    async def answer(self, number: int) -> Any:
        """The acknowledgement of packet `number`; None if the connection closed instead."""
        while (frame := await self.read()) is not None:
            if frame.startswith("42"):
                name, *rest = json.loads(frame[2:])
                self.events.append((name, rest[0]))
            elif frame.startswith(f"43{number}["):
                [told] = json.loads(frame[2 + len(str(number)) :])
                return told
        return None

    async def call(self, *event: Any) -> Any:
        return await self.call_text(json.dumps(event))

    async def call_text(self, body: str) -> Any:
        """As `call`, with the JSON written by the test."""
        number = next(self._numbers)
        await self.text(f"42{number}{body}")
        return await self.answer(number)

    async def ask(self, type: str, **fields: Any) -> Any:
        return await self.call("ask", {"id": str(uuid.uuid4()), "type": type, **fields})

    async def sound(self, meta: Json, pcm: bytes) -> Any:
        number = next(self._numbers)
        event = ["sound", meta, {"_placeholder": True, "num": 0}]
        await self.text(f"451-{number}{json.dumps(event)}")
        await self.ws.send_bytes(pcm)
        return await self.answer(number)

    async def closed(self) -> bool:
        """Read on until the service has closed the connection."""
        while await self.read() is not None:
            pass
        return True


@asynccontextmanager
async def line(service: Service) -> AsyncIterator[Raw]:
    """An open WebSocket on which nothing was said yet."""
    url = f"{service.url}/socket.io/?EIO=4&transport=websocket"
    async with service.http.ws_connect(url, max_msg_size=0) as ws:
        raw = Raw(ws)
        assert (await raw.read() or "").startswith("0{")
        yield raw


@asynccontextmanager
async def seated(
    conference: Conference, role: str, point: str = "", language: str = "vi"
) -> AsyncIterator[Raw]:
    """Somebody who has joined."""
    token = await conference.token(role, point)
    async with line(conference.service) as raw:
        assert await raw.connect({"token": token, "language": language}), raw.refused
        yield raw


@asynccontextmanager
async def wire(
    service: Service, receive_buffer: int = 0
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A bare TCP connection that has become a WebSocket, for those who break its rules or do not
    read it. `receive_buffer`: bytes that the kernel keeps for it."""
    parts = urlsplit(service.url)
    link = socket.socket()
    if receive_buffer:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    link.setblocking(False)
    await asyncio.get_running_loop().sock_connect(link, (parts.hostname, parts.port))
    reader, writer = await asyncio.open_connection(sock=link, limit=2**24)
    writer.write(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    try:
        async with asyncio.timeout(PATIENCE):
            assert b"101" in await reader.readuntil(b"\r\n\r\n")
        yield reader, writer
    finally:
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()


def frame(text: str) -> bytes:
    """A masked text frame, as clients send them; the mask is 0."""
    body = text.encode()
    if len(body) < 126:
        head = bytes((0x81, 0x80 | len(body)))
    elif len(body) < 65_536:
        head = b"\x81\xfe" + len(body).to_bytes(2, "big")
    else:
        head = b"\x81\xff" + len(body).to_bytes(8, "big")
    return head + bytes(4) + body


async def next_text(reader: asyncio.StreamReader) -> str:
    """The next text frame of a bare connection."""
    while True:
        kind, size = await reader.readexactly(2)
        if size == 126:
            size = int.from_bytes(await reader.readexactly(2))
        elif size == 127:
            size = int.from_bytes(await reader.readexactly(8))
        body = await reader.readexactly(size)
        if kind == 0x81:
            return body.decode()
