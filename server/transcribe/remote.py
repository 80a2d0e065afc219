"""A speech worker on any machine, `python -m server worker`: hears what services ask for by Redis.

`redislink.py` is the other end, and describes the streams. One thread, one model, several hearings
in turn. A worker that is free takes the next call at once, one that hears something looks for calls
now and then: so work goes to who has least.
"""

import logging
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any, Final

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

from server.transcribe import models, wire
from server.transcribe.redislink import BACK_OFF, BEAT, GROUP, LEASE, MESSAGE, PATIENCE, PREFIX
from server.transcribe.worker import Worker, load

ANSWERS: Final = 10_000
"""Entries of a link's answers at most: minutes of them; a service that read none for so long is
dead, or will find that Redis forgot them."""
AT_ONCE: Final = 4
"""Messages of one hearing between two looks at the others: 0.4 s of sound."""
LOOK: Final = 0.25
"""Seconds between looks for another call, times the hearings one has."""
BLOCK_MS: Final = 100
FORGOTTEN: Final = 60
"""Seconds after which the name of a dead worker is taken from the list."""

log = logging.getLogger(__name__)


class Hearing:
    """A call that was taken: whose it is, and how far its lane was read."""

    def __init__(self, call: bytes, fields: dict[bytes, bytes], model: object) -> None:
        self.call = call
        self.link = fields[b"link"].decode()
        self.number = int(fields[b"hearing"])
        self.lane = f"{self.link}:lane:{self.number}"
        self.last: Any = "0"
        self.worker = Worker(model)  # numbers are each link's own


class Remote:
    """`leaving` is asked at least twice a second: True ends `run`."""

    def __init__(
        self, url: str, model: object, note: str, leaving: Callable[[], bool], prefix: str = PREFIX
    ) -> None:
        self._redis: Redis = Redis.from_url(
            url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )  # fmt: skip
        self._model, self._note, self._leaving = model, note, leaving
        self._calls, self._notes = f"{prefix}:calls", f"{prefix}:notes"
        self._workers = f"{prefix}:workers"
        self._name = ""
        self._hearings: dict[bytes, Hearing] = {}  # by call
        self._next_beat = self._next_look = 0.0

    def run(self) -> None:
        """Hear until told to leave. Without Redis: wait for it."""
        failures = 0
        while not self._leaving():
            try:
                self._join()
                log.info("%s hears", self._name)
                failures = 0
                while not self._leaving():
                    self._round()
                self._leave()
            except (RedisError, OSError) as error:
                log.log(logging.DEBUG if failures else logging.WARNING, "no Redis: %r", error)
                time.sleep(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
                failures += 1

    def _join(self) -> None:
        """Begin under a new name: what the old one took lapses, and is then claimed."""
        self._hearings.clear()
        self._next_beat = 0.0
        self._name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        try:
            self._redis.xgroup_create(self._calls, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
        self._redis.hset(self._notes, self._name, self._note)
        self._redis.xgroup_createconsumer(self._calls, GROUP, self._name)

    def _leave(self) -> None:
        for hearing in list(self._hearings.values()):
            self._answer(hearing, [wire.Failed(hearing.number, "its worker leaves")])
        self._forget(self._name)

    def _forget(self, name: str | bytes) -> None:
        self._redis.xgroup_delconsumer(self._calls, GROUP, name)
        self._redis.hdel(self._notes, name)
        self._redis.zrem(self._workers, name)

    def _round(self) -> None:
        if time.monotonic() >= self._next_beat:
            self._beat()
            self._next_beat = time.monotonic() + BEAT
        self._look_for_calls()
        if self._hearings:
            self._hear()

    # --- calls --------------------------------------------------------------------------------

    def _look_for_calls(self) -> None:
        if self._hearings and time.monotonic() < self._next_look:
            return
        block = None if self._hearings else round(BEAT * 500)
        new: Any = self._redis.xreadgroup(
            GROUP, self._name, {self._calls: ">"}, count=1, block=block
        )
        for call, fields in new[0][1] if new else []:
            hearing = self._read_call(call, fields)
            if hearing:
                self._hearings[call] = hearing
        self._next_look = time.monotonic() + LOOK * len(self._hearings)

    def _read_call(self, call: bytes, fields: dict[bytes, bytes]) -> Hearing | None:
        try:
            return Hearing(call, fields, self._model)
        except (KeyError, ValueError) as error:
            log.warning("a call that makes no sense: %r", error)
            self._redis.xack(self._calls, GROUP, call)
            self._redis.xdel(self._calls, call)
            return None

    def _beat(self) -> None:
        """Say that we live, drop what is not ours any more, and take over what dead ones left."""
        # Not XINFO CONSUMERS: before Redis 7.2 it counts those idle who ask and get nothing.
        seconds, _ = self._redis.time()
        self._redis.zadd(self._workers, {self._name: seconds})
        mine: Any = (
            self._redis.xclaim(self._calls, GROUP, self._name, 0, [*self._hearings], justid=True)
            if self._hearings else []
        )  # fmt: skip
        for call, hearing in list(self._hearings.items()):
            if call not in mine:
                del self._hearings[call]
            elif not self._redis.exists(hearing.link):
                self._answer(hearing, [wire.Closed(hearing.number)])  # to nobody: the link is gone
        claimed: Any = self._redis.xautoclaim(
            self._calls, GROUP, self._name, round(LEASE * 1000), count=10
        )
        for call, fields in claimed[1]:
            left = self._read_call(call, fields)
            if left:
                log.warning("%s takes over %s of a dead worker", self._name, left.lane)
                self._answer(left, [wire.Failed(left.number, "its worker is gone")])
        dead: Any = self._redis.zrange(self._workers, 0, seconds - FORGOTTEN, byscore=True)
        for name in dead:
            self._forget(name)

    # --- sound --------------------------------------------------------------------------------

    def _hear(self) -> None:
        lanes = {one.lane.encode(): one for one in self._hearings.values()}
        streams: Any = {one.lane: one.last for one in lanes.values()}
        found: Any = self._redis.xread(streams, count=AT_ONCE, block=BLOCK_MS)
        for key, entries in found:
            hearing = lanes[key]
            said = [hearing.worker.answers(entry.get(MESSAGE, b"")) for _, entry in entries]
            hearing.last = entries[-1][0]
            self._answer(hearing, list(chain(*said)), [id for id, _ in entries])

    def _answer(
        self, hearing: Hearing, answers: list[wire.FromWorker], heard: list[bytes] | None = None
    ) -> None:
        """Answer and take the sound off its lane, both or neither. The last answer ends it."""
        over = any(isinstance(one, wire.Closed | wire.Failed) for one in answers)
        with self._redis.pipeline() as pipe:
            for one in answers:
                entry: Any = {MESSAGE: wire.body(one)}
                pipe.xadd(hearing.link, entry, maxlen=ANSWERS, nomkstream=True)
            if heard:
                pipe.xdel(hearing.lane, *heard)
            if over:
                pipe.delete(hearing.lane)
                pipe.xack(self._calls, GROUP, hearing.call)
                pipe.xdel(self._calls, hearing.call)
            pipe.execute()
        if over:
            self._hearings.pop(hearing.call, None)


def work(url: str, path: Path, prefix: str = PREFIX) -> None:
    """Hear with the model at `path` until SIGTERM or SIGINT. Raises what `load` raises."""
    told: list[int] = []
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda number, _: told.append(number))
    Remote(url, load(path), models.note(path), lambda: bool(told), prefix).run()
