"""Who is connected where, between the nodes of a house, in Redis. Fits `server.live.ports.Nodes`.

A hash per room, a field per node, rewritten every two seconds. No clock is compared with another:
each value carries a count, and a node whose count has not moved for `SILENT` seconds of the
reader's own clock is gone. What is in Redis may be lost: the next round writes it again."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import msgspec
from msgspec import Struct
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from server.live.ports import Here

PATIENCE = 2.0
"""Seconds for Redis to answer; later the others are unknown."""
SILENT = 10.0
"""Seconds after which a node that says nothing new is gone: five of its rounds."""
SETTLED = 6.0
"""Seconds after Redis came up, or we did, in which it is not yet known who is missing: everybody
has to speak first."""
KEPT = 60
"""Seconds that Redis keeps a room nobody speaks of."""
PREFIX = "caunoi:here:"

log = logging.getLogger(__name__)


class Told(Struct, frozen=True):
    round: int
    here: Here


class RedisNodes:
    """`node` names this run of this node."""

    def __init__(
        self, url: str, node: str, prefix: str = PREFIX, now: Callable[[], float] = time.monotonic
    ) -> None:
        never_again = Retry(NoBackoff(), 0)
        self._redis: Redis = Redis.from_url(
            url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=never_again
        )
        self._node, self._prefix, self._now = node, prefix, now
        self._rounds = count(1)
        self._rooms: dict[str, float] = {}
        """Rooms that we spoke of lately, and when."""
        self._answers_since: float | None = None
        self._untold: set[str] = set()
        """Rooms of which Redis did not take what we told last: it is full, a read-only copy, away,
        or keeps something else under our name."""
        self._moved: dict[str, dict[str, tuple[int, float]]] = {}
        """By room: when the count of a node was first seen as it is."""

    async def tell(self, room: str, here: Here) -> None:
        key, told = self._prefix + room, Told(next(self._rounds), here)
        self._rooms[room] = self._now()
        self._forget()
        try:
            async with self._redis.pipeline(transaction=False) as both:
                both.hset(key, self._node, msgspec.json.encode(told))
                both.expire(key, KEPT)
                await both.execute()
        except (RedisError, OSError) as error:
            if room not in self._untold:
                log.warning("nodes: Redis takes nothing: conference=%s why=%s", room, error)
            self._untold.add(room)
        else:
            if room in self._untold:
                log.info("nodes: Redis takes what it is told again: conference=%s", room)
            self._untold.discard(room)

    async def others(self, room: str) -> list[Here] | None:
        try:
            found: dict[Any, Any] = await self._redis.hgetall(self._prefix + room)
        except (RedisError, OSError) as error:
            log.debug("cannot ask who is in %s: %s", room, error)
            self._answers_since = None
            return None
        if room in self._untold:  # nor does it take what they tell: their silence means nothing
            self._answers_since = None
            return None
        if self._answers_since is None:
            self._answers_since = self._now()
        if self._now() - self._answers_since < SETTLED:
            return None
        read = {node.decode(errors="replace"): _read(value) for node, value in found.items()}
        seen = self._moved.setdefault(room, {})
        for gone in seen.keys() - read.keys():
            del seen[gone]
        return [
            told.here
            for node, told in read.items()
            if node != self._node and told and self._lives(seen, node, told.round)
        ]

    async def leave(self) -> None:
        for room in self._rooms:
            with suppress(RedisError, OSError):  # then it is silence that tells
                await self._redis.hdel(self._prefix + room, self._node)
        with suppress(RedisError, OSError):
            await self._redis.aclose()

    def _lives(self, seen: dict[str, tuple[int, float]], node: str, round: int) -> bool:
        if seen.get(node, (0, 0.0))[0] != round:
            seen[node] = (round, self._now())
        return self._now() - seen[node][1] < SILENT

    def _forget(self) -> None:
        """Rooms that were put away: Redis keeps them no longer either."""
        for room in [room for room, at in self._rooms.items() if self._now() - at > KEPT]:
            del self._rooms[room]
            self._moved.pop(room, None)


def _read(value: bytes) -> Told | None:
    """None for what is not ours."""
    try:
        return msgspec.json.decode(value, type=Told)
    except msgspec.DecodeError:
        return None
