"""One, two, three nodes with one PostgreSQL and one Redis: what a delivery costs, and a command,
for whoever decides it and for those who follow.

The baseline is the single node of the same run. All nodes share one core, so that their CPU adds up
under the same clients; it is CPU that is compared, not time."""

import asyncio
import os
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import asyncpg
import msgspec
import psutil
import uvloop

from benchmarks.fanout import LOAD, SERVER, Side
from benchmarks.line import Line, crowd
from benchmarks.service import CROWD, Hall, Service, cpu_s
from tests import servers

NODES: Final = (1, 2, 3)
FULL: Final = (CROWD, 2000, 5, 8.0)
QUICK: Final = (600, 600, 2, 4.0)
"""Clients of each house, commands; rounds of deliveries, and the seconds of each."""
RATE: Final = 200
"""Commands a second."""
ASKING: Final = 100
DELIVERY, FOLLOWER = 1.15, 0.5
SECRET: Final = "one secret for all nodes"
PATIENCE: Final = 60.0


def run(quick: bool = False) -> dict[str, Any]:
    """`quick`: fewer clients, rounds and commands."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {LOAD} & cores or cores)
    try:
        told = uvloop.run(_measured(*(QUICK if quick else FULL)))
    finally:
        os.sched_setaffinity(0, cores)
    one, ratios, targets = told[1], {}, []
    for count in NODES[1:]:
        many = told[count]
        delivery = many["us_per_delivery"] / one["us_per_delivery"]
        command = (many["deciding_us"] + many["following_us"]) / one["deciding_us"]
        for what, measured, limit in (
            ("delivery", delivery, DELIVERY), ("command", command, 1 + FOLLOWER * (count - 1))
        ):  # fmt: skip
            name = f"a {what} on {count} nodes"
            ratios[name] = round(measured, 3)
            targets.append({"what": name, "measured": measured, "limit": limit})
    ours: dict[str, Any] = {f"nodes_{count}": told[count] for count in NODES[1:]}
    ours["clients"] = (QUICK if quick else FULL)[0]
    return {"ours": ours, "baselines": {"nodes_1": one}, "ratios": ratios, "targets": targets}


async def _measured(
    size: int, hands: int, rounds: int, seconds: float
) -> dict[int, dict[str, float]]:
    """By how many nodes there are. All these houses are up at once, so that their rounds alternate:
    what a machine does beside them falls on all alike."""
    told: dict[int, dict[str, float]] = {}
    sides: dict[int, Side] = {}
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        halls = {}
        for count in NODES:
            nodes, database = stack.enter_context(_house(count))
            halls[count] = hall = Hall(nodes[0], http)
            await hall.open()
            stack.push_async_callback(hall.cast.moderator.close)
            deciding, following, backing = await _commands(nodes, hall, hands)
            told[count] = {
                "deciding_us": round(deciding, 1), "following_us": round(following, 1),
                "backing_us": round(backing, 1), "entries": await _entries(database),
            }  # fmt: skip
            sides[count] = await _crowded(nodes, hall, size)
        for _ in range(rounds):
            for side in sides.values():
                await side.round(seconds)
        for count, side in sides.items():
            median = side.median()
            told[count] |= {
                "us_per_delivery": median["server_cpu_us_per_delivery"],
                "p99_ms": median["p99_ms"],
            }
            for line in side.lines:
                line.close()
    return told


@contextmanager
def _house(count: int) -> Iterator[tuple[list[Service], str]]:
    """So many nodes, and the address of their database."""
    with ExitStack() as stack:
        postgres = stack.enter_context(servers.postgres(durable=True))
        redis = stack.enter_context(servers.redis_server())
        shared = {
            "database_url": postgres.url, "redis_url": redis.url, "secret_key": SECRET
        }  # fmt: skip
        yield [stack.enter_context(_node(**shared)) for _ in range(count)], postgres.url


@contextmanager
def _node(**shared: str) -> Iterator[Service]:
    with tempfile.TemporaryDirectory() as folder:
        node = Service(Path(folder), SERVER, **shared)
        node.start()
        try:
            yield node
        finally:
            node.kill()


async def _commands(nodes: Sequence[Service], hall: Hall, hands: int) -> tuple[float, float, float]:
    """µs of CPU for a hand: on the first node, where all are asked; on all the others together,
    which show it to a moderator, a point and a viewer each; in PostgreSQL and Redis."""
    answered = 0

    def take(_: Line, told: bytes, at: float) -> None:
        nonlocal answered
        if told[:1].isdigit():
            if b'"error"' in told:
                raise RuntimeError(told.decode())
            answered += 1

    seats = await hall.everybody(ASKING)
    asking = await crowd(nodes[0].url, [auth for auth, _ in seats], take, b"view")
    looking = []
    for node in nodes:
        auths = [await hall.auth("moderator"), seats[0][0], hall.viewer(node, 0)]
        looking += await crowd(node.url, auths, take, b"view")
    idle, idly = await _used(nodes, hands / RATE)
    before, backing = [cpu_s(node.pid) for node in nodes], _backing()
    began = time.monotonic()
    for n in range(hands):
        line, point = asking[n % ASKING], seats[n % ASKING][1]
        body = {
            "id": str(uuid.uuid4()), "type": "RaiseHand", "point": point, "topic": "Đo",
            "speaker": {"name": f"Đại biểu {n}", "unit": point},
        }  # fmt: skip
        line.say(f'42{n}["ask",{msgspec.json.encode(body).decode()}]')
        await asyncio.sleep(max(0, began + (n + 1) / RATE - time.monotonic()))
    async with asyncio.timeout(PATIENCE):
        while answered < hands:
            await asyncio.sleep(0.02)
    after, backed = [cpu_s(node.pid) for node in nodes], _backing()
    for line in (*asking, *looking):
        line.close()
    us = [(b - a - i) / hands * 1e6 for a, b, i in zip(before, after, idle, strict=True)]
    return us[0], sum(us[1:]), (backed - backing - idly) / hands * 1e6


async def _used(nodes: Sequence[Service], seconds: float) -> tuple[list[float], float]:
    """CPU that each node uses in `seconds` while nothing happens; and all databases."""
    before, backing = [cpu_s(node.pid) for node in nodes], _backing()
    await asyncio.sleep(seconds)
    used = [cpu_s(node.pid) - one for node, one in zip(nodes, before, strict=True)]
    return used, _backing() - backing


def _backing() -> float:
    """Seconds of CPU of PostgreSQL and Redis, which this process started."""
    names = ("postgres", "redis-server")
    used = 0.0
    for one in psutil.Process().children(recursive=True):
        if one.name() in names:
            times = one.cpu_times()
            used += times.user + times.system
    return used


async def _crowded(nodes: Sequence[Service], hall: Hall, size: int) -> Side:
    """As in `fanout`, with the crowd spread over the nodes."""
    states = ["off", "live"]

    async def act() -> None:
        states.reverse()
        await hall.cast.moderator.ask("SetCaptions", captions=states[0])

    side = Side([node.pid for node in nodes], act)
    share = -(-size // len(nodes))
    for number, node in enumerate(nodes):
        here = range(number * share, min(size, (number + 1) * share))
        side.lines += await crowd(
            node.url, [hall.viewer(node, n) for n in here], side.take, b"view"
        )
    return side


async def _entries(database: str) -> int:
    connection = await asyncpg.connect(database)
    try:
        return int(await connection.fetchval("SELECT count(*) FROM entries"))
    finally:
        await connection.close()
