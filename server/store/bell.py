"""The bell: "room r has grown". Fits `server.live.ports.Bell`. A lost ring costs 2 s, no more.

Rings for one room fall together while they wait: a queue holds room names, not rings.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

WAITING = 10_000
"""Room names in one queue: more rooms than one node can have open. What does not fit is lost."""
PATIENCE = 2.0
"""Seconds for Redis to answer anything. Later than that the listeners look by themselves."""
ASK_ALIVE = 2.0
"""Seconds of silence after which Redis is asked whether it still hears us: a connection that died
without a word would otherwise stay deaf for the many minutes TCP allows."""
BACK_OFF = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to connect; the last for ever after."""
CHANNEL = "caunoi:bell"

logger = logging.getLogger(__name__)


class _Waiting:
    """Names of rooms that wait to be taken, first come first out, each once."""

    def __init__(self) -> None:
        self._rooms: dict[str, None] = {}
        self._changed = asyncio.Event()
        self._closed = False

    def put(self, room: str) -> None:
        if len(self._rooms) < WAITING:
            self._rooms[room] = None
            self._changed.set()

    def close(self) -> None:
        self._closed = True
        self._changed.set()

    async def take(self) -> str | None:
        """The next name; waits until there is one. None once closed."""
        while not self._closed:
            if self._rooms:
                room = next(iter(self._rooms))
                del self._rooms[room]
                return room
            self._changed.clear()
            await self._changed.wait()
        return None


class MemoryBell:
    """For one process: every listener hears every ring."""

    def __init__(self) -> None:
        self._listeners: set[_Waiting] = set()
        self._closed = False

    async def ring(self, room: str) -> None:
        self._sound(room)

    def listen(self) -> AsyncIterator[str]:
        """Names of rooms that grew since this call. Ends when the bell is closed."""
        waiting = _Waiting()
        if self._closed:
            waiting.close()
        # Joined now, not at the first step: what rings in between is not to be missed.
        self._listeners.add(waiting)
        return self._heard(waiting)

    async def close(self) -> None:
        self._closed = True
        for waiting in self._listeners:
            waiting.close()

    def _sound(self, room: str) -> None:
        for waiting in self._listeners:
            waiting.put(room)

    async def _heard(self, waiting: _Waiting) -> AsyncIterator[str]:
        try:
            while (room := await waiting.take()) is not None:
                yield room
        finally:
            self._listeners.discard(waiting)


class RedisBell(MemoryBell):
    """Between nodes, by publish/subscribe at `url`. `ring` never waits for Redis and never raises;
    both directions reconnect for ever. `close` ends the two tasks, which start with the first
    `ring` or `listen`. `channel` sets two houses apart that share one Redis."""

    def __init__(self, url: str, channel: str = CHANNEL) -> None:
        super().__init__()
        self._channel = channel
        never_again = Retry(NoBackoff(), 0)  # we do that ourselves, and for ever
        self._redis: Redis = Redis.from_url(
            url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=never_again
        )
        self._leaving = _Waiting()
        self._tasks: list[asyncio.Task[None]] = []
        self.connected = asyncio.Event()
        """Set while rings of other nodes are heard."""
        self.deaf = asyncio.Event()
        """Set while they are not."""
        self.deaf.set()

    async def ring(self, room: str) -> None:
        self._start()
        self._leaving.put(room)

    def listen(self) -> AsyncIterator[str]:
        self._start()
        return super().listen()

    async def close(self) -> None:
        await super().close()
        self._leaving.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(RedisError, OSError, TimeoutError):
            await asyncio.wait_for(self._redis.aclose(), PATIENCE)

    def _start(self) -> None:
        if not self._tasks and not self._closed:
            self._tasks = [
                asyncio.create_task(self._send(), name="bell out"),
                asyncio.create_task(self._subscribe(), name="bell in"),
            ]

    async def _send(self) -> None:
        while (room := await self._leaving.take()) is not None:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._redis.publish(self._channel, room)
            except Exception as error:
                # Lost, as rings may be; whatever it was, the bell goes on. `_subscribe` reports.
                logger.debug("ring for %s is lost: %s", room, error)

    async def _subscribe(self) -> None:
        failures = 0
        while True:
            try:
                await self._hear()
            except Exception as error:
                # Whatever it was: a bell that died would be deaf silently.
                if self.connected.is_set():
                    failures = 0
                if not failures:
                    logger.warning("bell: no Redis, rooms look by themselves: %r", error)
                self.connected.clear()
                self.deaf.set()
            await asyncio.sleep(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
            failures += 1

    async def _hear(self) -> None:
        """Hear rings until the connection fails, which raises RedisError or OSError."""
        async with self._redis.pubsub() as pubsub:
            async with asyncio.timeout(PATIENCE):
                await pubsub.subscribe(self._channel)
            asked = False
            while True:
                message: dict[str, Any] | None = await pubsub.get_message(timeout=ASK_ALIVE)
                if message is not None:
                    asked = False
                    self._take(message)
                elif asked:
                    raise TimeoutError("Redis answers nothing")
                else:
                    asked = True
                    async with asyncio.timeout(PATIENCE):
                        await pubsub.ping()

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "subscribe":
            self.connected.set()
            self.deaf.clear()
            logger.info("bell: Redis is connected")
        elif message["type"] == "message":
            self._sound(message["data"].decode(errors="replace"))  # somebody else's may be anything
