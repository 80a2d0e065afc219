"""One change of what 2,677 viewers see, four times a second: server CPU and delay of a delivery.

Beside plain python-socketio's `emit`, Node's socket.io and a bare loop of `write`, each in a server
of its own on one core, with the same clients on another core and messages of the same size, in
alternating rounds. The clients offer permessage-deflate, as Chromium does. Ours is the whole road:
a command, its entry on disk, the view, its patch.

On a loopback Linux does the receiver's half of a delivery on the sender's core: the clients'
work stands in the server's account, and is most of it. `apart` has it done on the clients' core, as
it is on a network."""

import asyncio
import contextlib
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import uvloop

from benchmarks import rivals
from benchmarks.line import Line, crowd
from benchmarks.service import CROWD, Hall, cpu_s, service
from server.rehearsal.measure import percentiles

SERVER, LOAD = 0, 1
"""Cores."""
EVERY: Final = 0.25
ROUNDS, SECONDS = 5, 10.0
QUICK: Final = (1, 4.0, 800)
SIZE: Final = 102
"""Bytes of a patch that turns captions on or off, with everything around it."""
DEADLINE: Final = 30.0
STEERING: Final = Path("/sys/class/net/lo/queues/rx-0/rps_cpus")
"""Cores that receive for the loopback, as a mask; 0: the sender's (Linux, networking/scaling)."""
Shoot = Callable[[], Awaitable[Any]]


class Side:
    """One of those compared: its server's processes and its crowd."""

    def __init__(self, pids: Sequence[int], shoot: Shoot) -> None:
        self.pids, self._shoot = pids, shoot
        self.lines: list[Line] = []
        self.rounds: list[dict[str, float]] = []
        self.bytes = 0
        self._shots: list[float] = []
        self._came: dict[Line, int] = {}
        self._took: list[float] = []

    def take(self, line: Line, told: bytes, at: float) -> None:
        """The n-th message of a line is of the n-th shot."""
        if told.startswith(b'["patch"'):
            n = self._came.get(line, 0)
            if n < len(self._shots):
                self._came[line] = n + 1
                self._took.append(at - self._shots[n])
                self.bytes = len(told) + 2

    async def round(self, seconds: float) -> None:
        self._shots, self._came, self._took = [], {}, []
        before, expected = sum(map(cpu_s, self.pids)), 0
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._shots.append(time.monotonic())
            expected += len(self.lines)
            await self._shoot()
            await asyncio.sleep(max(0, self._shots[-1] + EVERY - time.monotonic()))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DEADLINE):
                while len(self._took) < expected:
                    await asyncio.sleep(0.05)
        if len(self._took) < expected:
            raise RuntimeError(f"{expected - len(self._took)} of {expected} messages never came")
        told = percentiles(self._took, 50, 99)
        used = (sum(map(cpu_s, self.pids)) - before) / expected * 1e6
        self.rounds.append(
            {"server_cpu_us_per_delivery": used, "p50_ms": told["p50"], "p99_ms": told["p99"]}
        )

    def median(self) -> dict[str, float]:
        keys = self.rounds[0]
        return {key: round(statistics.median(one[key] for one in self.rounds), 2) for key in keys}


def run(quick: bool = False, apart: bool = False) -> dict[str, Any]:
    """`quick`: one short round with fewer clients, in less than a minute. Raises PermissionError
    where `apart` is not ours to have: it takes root."""
    with received_on(LOAD) if apart else contextlib.nullcontext():
        return _compared(quick)


@contextmanager
def received_on(core: int) -> Iterator[None]:
    """What comes by the loopback is received on `core`; afterwards where it was before."""
    before = STEERING.read_text()
    STEERING.write_text(f"{1 << core:x}")
    try:
        yield
    finally:
        STEERING.write_text(before)


def _compared(quick: bool) -> dict[str, Any]:
    rounds, seconds, size = QUICK if quick else (ROUNDS, SECONDS, CROWD)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {LOAD} & cores or cores)
    try:
        told = uvloop.run(_measured(rounds, seconds, size))
    finally:
        os.sched_setaffinity(0, cores)
    ours = told.pop("ours")
    cpu = "server_cpu_us_per_delivery"
    ratios = {name: round(ours[cpu] / one[cpu], 3) for name, one in told.items()}
    limits = {"python_socketio": 0.10, "node_socketio": 0.75, "bare_send": 1.6}
    targets = [
        {"what": f"CPU as a multiple of {name}'s", "measured": ratios[name], "limit": limit}
        for name, limit in limits.items()
        if name in ratios
    ]
    if node := told.get("node_socketio"):
        targets.append({"what": "p99 ms", "measured": ours["p99_ms"], "limit": node["p99_ms"]})
    return {"ours": ours, "baselines": told, "ratios": ratios, "targets": targets}


async def _measured(rounds: int, seconds: float, size: int) -> dict[str, dict[str, float]]:
    sides: dict[str, Side] = {}
    with ExitStack() as stack:
        async with aiohttp.ClientSession() as http:
            ours = stack.enter_context(service(SERVER))
            hall = Hall(ours, http)
            await hall.open()
            states = ["off", "live"]

            async def act() -> None:
                states.reverse()
                await hall.cast.moderator.ask("SetCaptions", captions=states[0])

            sides["ours"] = Side([ours.pid], act)
            auths = [hall.viewer(ours, n) for n in range(size)]
            sides["ours"].lines = await crowd(ours.url, auths, sides["ours"].take, b"view")
            rival = {"python_socketio": rivals.python_socketio, "bare_send": rivals.bare_send}
            if rivals.node_is_here():
                rival["node_socketio"] = rivals.node_socketio
            for name, start in rival.items():
                url, pid = stack.enter_context(start(SIZE, SERVER))
                sides[name] = await rival_side(url, pid, size)
            for _ in range(rounds):
                for side in sides.values():
                    await side.round(seconds)
            for side in sides.values():
                for line in side.lines:
                    line.close()
            await hall.cast.moderator.close()
    if not abs(sides["ours"].bytes - SIZE) <= 8:
        raise RuntimeError(f"our message has {sides['ours'].bytes} bytes now: change SIZE")
    return {name: side.median() for name, side in sides.items()}


async def rival_side(url: str, pid: int, size: int) -> Side:
    """One of `rivals` with its crowd."""

    async def shoot() -> None:
        side.lines[0].say('42["go",{}]')

    side = Side([pid], shoot)
    side.lines = await crowd(url, [{}] * size, side.take)
    return side
