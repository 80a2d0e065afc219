"""Engine.IO for thousands of WebSockets: one heart pings them all, and one task reads each.

python-engineio gives every connection a task that sleeps until its next ping, timers around each
read and write, and a round that looks for the silent: with 2,677 connections 140 ms of CPU a second
while nobody says anything (measured). Here a ping is one finished frame, and a pong one flag.

Of long polling it takes the first part of a body for the whole, and drops a body of more than
sixteen packets while it says that all is well. Here each is taken, or the line is closed."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from aiohttp import web
from engineio.async_socket import AsyncSocket
from engineio.exceptions import QueueEmpty, SocketIsClosedError, UnknownPacketError
from engineio.packet import NOOP, PING, Packet

log = logging.getLogger(__name__)

BEAT: Final = 0.1
"""Seconds between two looks at who is due."""
UPGRADING: Final = 15.0
"""Seconds for a long-polling client to come over to its WebSocket."""
PING_FRAME: Final = b"\x81\x012"
PONG: Final = "3"
PACKETS: Final = frozenset("0123456")
"""What a packet begins with. By long polling also b: bytes in base 64."""
BETWEEN: Final = "\x1e"
"""Stands between the packets of one request."""
TURN: Final = 32
"""Packets taken from one connection before others get their turn."""


class NoWebSocket:
    """Of a connection that has none yet, or none any more."""

    raw = None

    async def leave(self) -> None:
        pass


class Socket(AsyncSocket):  # type: ignore[misc]
    """The engine's socket, pinged by a heart."""

    connected: bool
    upgraded: bool
    answered = True
    ws: Any = NoWebSocket()
    """Its WebSocket, while it is upgraded."""

    def schedule_ping(self) -> None:
        """The engine says so of a new connection, and with every pong."""
        self.last_ping = None
        self.answered = True

    def ping(self) -> None:
        self.answered = False
        line = self.ws.raw if self.upgraded and self.queue.empty() else None
        if line:
            line.write(PING_FRAME)
        else:
            self.queue.put_nowait(Packet(PING))

    async def poll(self) -> list[Packet]:
        """What waits for a long-polling client. Raises QueueEmpty: its line was cut."""
        packets: list[Packet] = await super().poll()
        if not packets:
            raise QueueEmpty
        return packets

    async def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Take what a long-polling client says. The engine calls it."""
        try:
            body = await environ["aiohttp.request"].read()
        except OSError:
            return  # it went away in the middle
        except web.HTTPRequestEntityTooLarge:
            body = None
        if body is None or len(body) > self.server.max_http_buffer_size:
            await self._broken("too_big")
            return
        try:
            told = body.decode().split(BETWEEN)
        except UnicodeDecodeError:
            await self._broken("bad_utf8")
            return
        for number, one in enumerate(told, 1):
            if self.closed:
                return
            if one[:1] not in PACKETS and one[:1] != "b":
                await self._broken("bad_packet")
                return
            await self._understand(one)
            if number % TURN == 0:
                await asyncio.sleep(0)

    async def _broken(self, reason: str) -> None:
        await self.server.broken(self.sid, reason)

    async def _websocket_handler(self, ws: Any) -> None:
        """Read until the line is closed. The engine calls it."""
        if self.connected and not await self._came_over(ws):
            return
        self.ws = ws
        self.connected = self.upgraded = True
        writer = asyncio.create_task(self._write_on(ws), name="writer of a WebSocket")
        try:
            with suppress(OSError, SocketIsClosedError):
                while True:
                    await self._understand(await ws.wait())
        finally:
            self.queue.put_nowait(None)
            await writer
            await self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            del self.ws  # they would keep each other until somebody looks for garbage

    async def _came_over(self, ws: Any) -> bool:
        """Whether a long-polling client probed `ws` and now stays there."""
        self.upgrading = True
        try:
            async with asyncio.timeout(UPGRADING):
                if await ws.wait() != "2probe":
                    return False
                await ws.send("3probe")
                self.queue.put_nowait(Packet(NOOP))  # ends its poll
                return bool(await ws.wait() == "5") and not self.upgraded
        except (OSError, TimeoutError):
            return False
        finally:
            self.upgrading = False

    async def _understand(self, told: str | bytes) -> None:
        try:
            packet = Packet(encoded_packet=told)
        except (ValueError, RecursionError):
            await self._broken("bad_packet")
            return
        try:
            await self.receive(packet)
        except UnknownPacketError:
            pass
        except SocketIsClosedError:
            raise
        except Exception:
            log.exception("a packet could not be taken")

    async def _write_on(self, ws: Any) -> None:
        """What waits in the queue, until None. A packet is done with once it is in the hands of
        the transport."""
        with suppress(Exception):  # of a line that broke: its reader hears of it too
            while True:
                packet = await self.queue.get()
                try:
                    if packet is None:
                        break
                    await ws.send(packet.encode())
                finally:
                    self.queue.task_done()
        await ws.close()


class Heart:
    """Pings every connection each `every` seconds; `lost` is told of those that do not answer
    within `patience`. In each of its two queues all wait equally long, so whoever came first is
    due first: one who is new waits as if he had just answered."""

    def __init__(
        self, every: float, patience: float, lost: Callable[[Socket], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._every, self._patience, self._lost, self._clock = every, patience, lost, clock
        self._pings: deque[tuple[float, Socket]] = deque()
        self._pongs: deque[tuple[float, Socket]] = deque()

    def adopt(self, socket: Socket) -> None:
        self._pongs.append((self._clock() + self._patience, socket))

    async def beat(self) -> None:
        """For ever."""
        while True:
            await asyncio.sleep(BEAT)
            try:
                await self._round(self._clock())
            except Exception:  # of one connection: the others are pinged all the same
                log.exception("a connection could not be pinged")

    async def _round(self, now: float) -> None:
        for socket in _due(self._pings, now):
            self._pongs.append((now + self._patience, socket))
            socket.ping()
        for socket in _due(self._pongs, now):
            if socket.answered:
                self._pings.append((now + max(0, self._every - self._patience), socket))
            else:
                await self._lost(socket)


def _due(waiting: deque[tuple[float, Socket]], now: float) -> Iterator[Socket]:
    """Those of `waiting` whose time has come. Who has gone is forgotten."""
    while waiting and waiting[0][0] <= now:
        _, socket = waiting.popleft()
        if socket.closed:
            socket.server.sockets.pop(socket.sid, None)
        else:
            yield socket
