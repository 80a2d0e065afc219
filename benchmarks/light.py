"""A Socket.IO client that costs next to nothing, so that thousands fit beside the server.

WebSocket only, JSON by msgspec, no mirror: it counts what it gets and awaits its own answers."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

import aiohttp
import msgspec

PING, PONG, OPEN, EVENT, ACK = "2", "3", "40", "42", "43"
PATIENCE: Final = 120.0


class Light:
    """One connection. `on_event(name, argument)` sees everything that is sent to it."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self._url = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._reading: asyncio.Task[None] | None = None
        self._line: aiohttp.ClientWebSocketResponse | None = None
        self.on_event: Callable[[str, Any], None] = lambda name, argument: None
        self.opened = asyncio.Event()

    async def connect(self, auth: dict[str, str] | None = None, deflate: int = 0) -> None:
        """`deflate` 15 offers permessage-deflate as Chromium does."""
        self._line = await self._http.ws_connect(self._url, compress=deflate, max_msg_size=0)
        self._reading = asyncio.create_task(self._read(self._line))
        await self._line.send_str(OPEN + (msgspec.json.encode(auth).decode() if auth else ""))
        async with asyncio.timeout(PATIENCE):
            await self.opened.wait()

    async def call(self, name: str, argument: Any) -> Any:
        """Send an event, wait for its answer."""
        assert self._line
        self._asked += 1
        answer = self._waiting[self._asked] = asyncio.get_running_loop().create_future()
        body = msgspec.json.encode([name, argument]).decode()
        await self._line.send_str(f"{EVENT}{self._asked}{body}")
        async with asyncio.timeout(PATIENCE):
            return await answer

    async def close(self) -> None:
        if self._line:
            await self._line.close()
        if self._reading:
            self._reading.cancel()

    async def _read(self, line: aiohttp.ClientWebSocketResponse) -> None:
        async for message in line:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            text: str = message.data
            if text == PING:
                await line.send_str(PONG)
            elif text.startswith(EVENT):
                name, *rest = msgspec.json.decode(text[text.index("[") :])
                self.on_event(name, rest[0] if rest else None)
            elif text.startswith(ACK):
                start = text.index("[")
                told = msgspec.json.decode(text[start:])
                waiting = self._waiting.pop(int(text[2:start]), None)
                if waiting and not waiting.done():
                    waiting.set_result(told[0] if told else None)
            elif text.startswith(OPEN):
                self.opened.set()


async def answered(call: Callable[[], Any]) -> float:
    """Seconds that `call` took."""
    began = time.monotonic()
    await call()
    return time.monotonic() - began
