"""The road to speech workers on other machines: Redis Streams. `remote.py` is the other end.

    caunoi:speech:calls               one entry a hearing, for whichever worker takes it
    caunoi:speech:LINK:lane:NUMBER    what that worker is to hear
    caunoi:speech:LINK                what all workers answer this link
    caunoi:speech:workers, notes      who lives, by the time of the last beat; and of which model

`calls` has a consumer group: a worker owns what it took as long as it lives; when it dies, another
claims it and answers Failed, and the hearing begins anew from the recording. So nothing in Redis is
missed when it is lost, and nothing here needs it to be durable.
"""

import asyncio
import contextlib
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final, Self

import msgspec
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from server.transcribe import wire
from server.transcribe.link import Away, Lane, Link, Spawn

PREFIX: Final = "caunoi:speech"
GROUP: Final = "workers"
MESSAGE: Final = b"m"
"""The only field of an entry of a lane or of an answer: a message of `wire`, msgpack."""
LANE: Final = 256
"""Entries of a lane at most: 25 s of one microphone, 8 MB at worst. A worker further behind is not
helped by Redis' memory; the hearing reads on from the recording."""
WAITING: Final = 64
"""Messages of a hearing that wait for Redis here at most."""
CALLS: Final = 1_000
"""Entries of `calls` at most: more turns than are ever heard at once."""
KEPT: Final = 60
"""Seconds that Redis keeps the streams of a link that is gone."""
LEASE: Final = 6.0
"""Seconds of a worker's silence after which what it took belongs to others. It is silent while it
decodes; the longest stretch, a sentence of 20 s that is parted, takes some 3 s."""
BEAT: Final = 1.0
PATIENCE: Final = 3.0
"""Seconds for Redis to answer anything."""
BACK_OFF: Final = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to reach a worker; the last for ever after."""
FULL: Final = 0.05
"""Seconds until lanes that were full are looked at again."""
BROKEN: Final = (RedisError, OSError, TimeoutError)

log = logging.getLogger(__name__)


def spawner(url: str, prefix: str = PREFIX) -> Spawn:
    """Links over the Redis at `url`. Each worker has its own model: the folder is not used."""

    async def spawn(model: Path) -> Link:
        return await RedisLink.reach(url, prefix)

    return spawn


class _Lane:
    """The stream of one hearing, and what waits to go there."""

    def __init__(self, key: str, wake: asyncio.Event) -> None:
        self.key, self._wake = key, wake
        self.queue: deque[bytes] = deque()
        self.begun = False
        self.room_in_redis = LANE
        self._room = asyncio.Event()

    @property
    def has_room(self) -> bool:
        return len(self.queue) < WAITING

    async def room(self) -> None:
        while not self.has_room:
            self._room.clear()
            await self._room.wait()

    def send(self, message: wire.ToWorker) -> None:
        self.queue.append(wire.body(message))
        self._wake.set()

    def take(self) -> list[bytes]:
        """As many messages as its stream has room for."""
        taken = [self.queue.popleft() for _ in range(min(len(self.queue), self.room_in_redis))]
        self.begun = self.begun or bool(taken)
        self._room.set()
        return taken


class RedisLink:
    """All workers that are there, as one link. `reach` makes it."""

    def __init__(self, redis: Redis, prefix: str) -> None:
        self._redis, self._prefix = redis, prefix
        self._answers = f"{prefix}:{secrets.token_hex(8)}"
        self._last: Any = "0"
        self._workers: list[str] = []
        self._lanes: dict[int, _Lane] = {}
        self._wake = asyncio.Event()
        self._stopped = ""
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def reach(cls, url: str, prefix: str = PREFIX) -> Self:
        """A link, as soon as Redis and a worker are there; waits for them for ever."""
        never_again = Retry(NoBackoff(), 0)  # we do that ourselves, and for ever
        redis = Redis.from_url(
            url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=never_again
        )
        link, failures = cls(redis, prefix), 0
        try:
            while reason := await link._began():
                log.log(logging.DEBUG if failures else logging.WARNING, "no worker: %s", reason)
                await asyncio.sleep(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
                failures += 1
        except asyncio.CancelledError:
            await link.end()
            raise
        return link

    @property
    def pids(self) -> list[int]:
        return [int(name.split("-")[-2]) for name in self._workers]

    def lane(self, number: int) -> Lane:
        key = f"{self._answers}:lane:{number}"
        return self._lanes.setdefault(number, _Lane(key, self._wake))

    async def messages(self) -> AsyncIterator[wire.FromWorker]:
        decode = msgspec.msgpack.Decoder[wire.FromWorker](wire.FromWorker).decode
        try:
            yield wire.Ready(0, await self._note())
            while not self._stopped:
                for place, entry in await self._read():
                    self._last = place
                    message = decode(entry[MESSAGE])
                    if isinstance(message, wire.Closed | wire.Failed):
                        self._lanes.pop(message.hearing, None)
                    yield message
        except (*BROKEN, msgspec.MsgspecError, KeyError) as error:
            raise Away(f"{type(error).__name__}: {error}") from None
        raise Away(self._stopped)

    def stop(self, reason: str) -> None:
        self._stopped = self._stopped or reason
        self._wake.set()

    async def end(self) -> str:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(*BROKEN):
            async with asyncio.timeout(PATIENCE):
                lanes = [lane.key for lane in self._lanes.values()]
                await self._redis.delete(self._answers, *lanes)
        with contextlib.suppress(*BROKEN):
            await self._redis.aclose()
        return self._stopped or "left"

    # --- inside -------------------------------------------------------------------------------

    async def _began(self) -> str:
        """Begin if there is a worker. Gives why not, or ""."""
        try:
            self._workers = await self._present()
            if not self._workers:
                return "nobody is there"
            async with self._redis.pipeline() as pipe:
                pipe.xadd(self._answers, {b"begun": b""})  # workers answer only where a stream is
                pipe.expire(self._answers, KEPT)
                self._last, _ = await pipe.execute()
        except BROKEN as error:
            return f"{type(error).__name__}: {error}"
        works = (self._send(), self._watch())
        self._tasks = [asyncio.create_task(work, name="speech-link") for work in works]
        return ""

    async def _present(self) -> list[str]:
        """Names of the workers that live. All times are Redis' own."""
        seconds, _ = await self._redis.time()
        found: Any = await self._redis.zrange(
            f"{self._prefix}:workers",
            seconds - LEASE,
            "+inf",
            byscore=True,
        )
        return [name.decode() for name in found]

    async def _note(self) -> str:
        """What one of the workers has to say of its model."""
        notes: Any = await self._redis.hmget(f"{self._prefix}:notes", self._workers)
        return max((note.decode() for note in notes if note), default="")

    async def _read(self) -> list[tuple[bytes, dict[bytes, bytes]]]:
        streams: Any = {self._answers: self._last}
        found: Any = await self._redis.xread(streams, count=100, block=500)
        return found[0][1] if found else []

    async def _send(self) -> None:
        try:
            while not self._stopped:
                await self._wake.wait()
                self._wake.clear()
                while any(lane.queue for lane in self._lanes.values()):
                    if not await self._flush():
                        await asyncio.sleep(FULL)
        except BROKEN as error:
            self.stop(f"{type(error).__name__}: {error}")

    async def _flush(self) -> int:
        """Bring on its way what waits, and learn how far the workers are. Gives messages sent."""
        lanes = {number: lane for number, lane in self._lanes.items() if lane.queue}
        sent = 0
        async with self._redis.pipeline() as pipe:
            for number, lane in lanes.items():
                new = not lane.begun
                bodies = lane.take()
                for place, body in enumerate(bodies):
                    # A lane that is gone was closed, or Redis has forgotten it: nobody reads it.
                    pipe.xadd(lane.key, {MESSAGE: body}, maxlen=2 * LANE, nomkstream=not new or place > 0)  # fmt: skip  # noqa: E501
                if new and bodies:
                    call = {b"link": self._answers.encode(), b"hearing": str(number).encode()}
                    pipe.expire(lane.key, KEPT)
                    pipe.xadd(f"{self._prefix}:calls", call, maxlen=CALLS)  # type: ignore[arg-type]
                sent += len(bodies)
            for lane in lanes.values():
                pipe.xlen(lane.key)
            results = await pipe.execute()
        for lane, waiting in zip(lanes.values(), results[-len(lanes) :], strict=True):
            lane.room_in_redis = max(0, LANE - waiting)
        return sent

    async def _watch(self) -> None:
        """Keep our streams alive, and see whether there is still a worker."""
        try:
            while not self._stopped:
                await asyncio.sleep(BEAT)
                async with self._redis.pipeline() as pipe:
                    pipe.expire(self._answers, KEPT)
                    pipe.xtrim(self._answers, minid=self._last, approximate=False)
                    for lane in self._lanes.values():
                        pipe.expire(lane.key, KEPT)
                    alive, *_ = await pipe.execute()
                self._workers = await self._present()
                if not alive:
                    self.stop("Redis has forgotten everything")
                elif not self._workers:
                    self.stop("nobody is there")
        except BROKEN as error:
            self.stop(f"{type(error).__name__}: {error}")
