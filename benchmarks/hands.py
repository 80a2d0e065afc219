"""2,677 delegates and points raise a hand: durable acknowledgements beside a bare echo.

Once spread over one second, once all in the same instant. The baseline is plain python-socketio,
which answers without storing anything, in the same run with the same clients. Server and clients
share the machine."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import aiohttp

from benchmarks.light import Light, answered
from server.rehearsal.cast import VENUE, Cast, plan_for, scenario
from server.rehearsal.link import Link
from server.rehearsal.measure import percentiles

CROWD: Final = 2677
POINTS: Final = 177
AT_ONCE: Final = 64
"""Clients that join at the same moment."""
ECHO = """
import sys, socketio
from aiohttp import web
sio = socketio.AsyncServer(async_mode="aiohttp")
app = web.Application()
sio.attach(app)
@sio.event
async def ask(sid, body):
    return {"seq": 1}
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""
Ask = Callable[[], Awaitable[Any]]


def run() -> dict[str, Any]:
    """Acknowledgement times in ms, ours and the echo's."""
    ours = asyncio.run(_ours())
    echo = asyncio.run(_echo())
    ratio = round(ours["instant_p99_ms"] / max(echo["instant_p99_ms"], 0.1), 2)
    limits = {"ack_p99_ms": 150, "instant_p99_ms": 1500}
    targets = [
        {"what": what, "measured": ours[what], "limit": limit} for what, limit in limits.items()
    ]
    return {
        "ours": ours,
        "baselines": {"echo": echo},
        "ratios": {"instant_p99": ratio},
        "targets": [
            *targets,
            {"what": "instant p99 as a multiple of the echo's", "measured": ratio, "limit": 2},
            {"what": "ticks with another order", "measured": ours["torn_ticks"], "limit": 0},
        ],
    }


async def _ours() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = os.environ | {"CAUNOI_DATA_DIR": folder, "CAUNOI_PORT": str(port)}
        environment |= {"CAUNOI_SPEECH_WORKERS": "0", "CAUNOI_LOG_LEVEL": "WARNING"}
        command = [sys.executable, "-m", "server", "serve"]
        service = subprocess.Popen(command, env=environment)
        try:
            url = f"http://127.0.0.1:{port}"
            await_answer(f"{url}/healthz")
            code = (Path(folder) / "admin-code").read_text().strip()
            spread, torn = await _hands(url, code, over=1.0)
            instant, torn_again = await _hands(url, code, over=0)
            return _told(spread, instant) | {"torn_ticks": torn + torn_again}
        finally:
            service.terminate()
            service.wait(timeout=60)


async def _hands(url: str, admin_code: str, over: float) -> tuple[list[float], int]:
    """In a conference of its own, everybody raises a hand: the seconds that each acknowledgement
    took, and how often the moderator's list was torn."""
    limit = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=limit) as http:
        cast = Cast(url, http)
        told = scenario()
        plan = plan_for(told, POINTS, 1)
        plan["rules"] = {"waiting_per_point": 0}
        await cast.create(admin_code, plan, told["people"])
        moderator = cast.moderator
        await moderator.join(cast.code("moderator"))
        await moderator.connect()
        await moderator.until_seq(await moderator.ask("OpenConference"))
        torn = _watch_order(moderator)
        crowd = await _bring_in(cast, url, http)
        asks = [_hand(light, point, n) for n, (light, point) in enumerate(crowd)]
        took = await timed(asks, over)
        await moderator.until(
            lambda: moderator.view["queue"]["count"] == len(crowd), "every hand", seconds=60
        )
        await asyncio.gather(*(light.close() for light, _ in crowd), moderator.close())
        return took, torn()


def _watch_order(moderator: Link) -> Callable[[], int]:
    """Counts ticks at which the moderator's list was not one list: an id without its row, a row
    twice, or a place that somebody who asked earlier had lost."""
    torn = 0

    def look() -> None:
        nonlocal torn
        queue = moderator.view["queue"]
        numbers = [queue["requests"][id]["no"] for id in queue["order"] if id in queue["requests"]]
        whole = len(numbers) == len(queue["order"]) == len(set(numbers))
        torn += not (whole and numbers == sorted(numbers))

    moderator.on_change = look
    return lambda: torn


async def _bring_in(cast: Cast, url: str, http: aiohttp.ClientSession) -> list[tuple[Light, str]]:
    """Every point, and its share of the delegates, connected."""
    points = [one["point"] for one in cast.codes if one["role"] == "point"]
    communes = [point for point in points if point != VENUE]
    seats = [("point", point) for point in points]
    seats += [("delegate", communes[n % len(communes)]) for n in range(CROWD - len(seats))]
    gate = asyncio.Semaphore(AT_ONCE)

    async def enter(role: str, point: str) -> tuple[Light, str]:
        async with gate:
            link = Link(url, http, role)
            await link.join(cast.code(role, point))
            light = Light(http, url)
            await light.connect({"token": link.token, "conference": cast.conference})
            return light, point

    return await asyncio.gather(*(enter(role, point) for role, point in seats))


def _hand(light: Light, point: str, n: int) -> Ask:
    async def ask() -> None:
        body = {
            "id": str(uuid.uuid4()), "type": "RaiseHand", "point": point, "topic": "Đo",
            "speaker": {"name": f"Đại biểu {n}", "unit": point},
        }  # fmt: skip
        told = await light.call("ask", body)
        if "error" in told:
            raise RuntimeError(told["error"]["message"])

    return ask


async def _echo() -> dict[str, float]:
    port = free_port()
    service = subprocess.Popen([sys.executable, "-c", ECHO, str(port)])
    try:
        url = f"http://127.0.0.1:{port}"
        await_answer(f"{url}/socket.io/?EIO=4&transport=polling")
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            clients = [Light(http, url) for _ in range(CROWD)]
            for start in range(0, CROWD, AT_ONCE):
                group = clients[start : start + AT_ONCE]
                await asyncio.gather(*(client.connect() for client in group))
            asks = [_hand(client, "DC001", n) for n, client in enumerate(clients)]
            result = _told(await timed(asks, over=1.0), await timed(asks, over=0))
            await asyncio.gather(*(client.close() for client in clients))
            return result
    finally:
        service.terminate()
        service.wait(timeout=60)


async def timed(asks: list[Ask], over: float) -> list[float]:
    """Start `asks` evenly over `over` seconds; how long each took to be answered, in seconds."""
    started = time.monotonic()

    async def one(number: int, ask: Ask) -> float:
        wait = started + over * number / len(asks) - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        return await answered(ask)

    return list(await asyncio.gather(*(one(number, ask) for number, ask in enumerate(asks))))


def _told(spread: list[float], instant: list[float]) -> dict[str, float]:
    over, at_once = percentiles(spread, 50, 99), percentiles(instant, 50, 99)
    return {
        "ack_p50_ms": over["p50"],
        "ack_p99_ms": over["p99"],
        "instant_p50_ms": at_once["p50"],
        "instant_p99_ms": at_once["p99"],
        "all_done_s": round(max(instant), 2),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
