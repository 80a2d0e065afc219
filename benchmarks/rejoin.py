"""Everybody comes back after the service was killed: seconds from listening again until all 2,677
hold a correct view; and how much memory a connection takes.

Beside plain python-socketio, whose clients only get their CONNECT answered."""

import asyncio
import time
from typing import Any, Final

import aiohttp
import msgspec
import uvloop

from benchmarks import rivals
from benchmarks.line import Line, crowd
from benchmarks.service import CROWD, Hall, rss_kb, service, silent

REJOIN_S, CONNECTION_KB = 8.0, 45.0
QUICK: Final = 500
SETTLE: Final = 1.0
"""Seconds before memory is read: what a handshake needed has been given back."""


def run(quick: bool = False) -> dict[str, Any]:
    """`quick`: with fewer clients, in less than a minute."""
    size = QUICK if quick else CROWD
    ours, plain = uvloop.run(_ours(size)), uvloop.run(_plain(size))
    targets = [
        {"what": "all are back, s", "measured": ours["rejoin_s"], "limit": REJOIN_S},
        {"what": "memory a connection, KB", "measured": ours["kb"], "limit": CONNECTION_KB},
        {"what": "views that are not the log's", "measured": ours["wrong"], "limit": 0},
    ]
    ratios = {key: round(ours[key] / plain[key], 2) for key in ("rejoin_s", "kb")}
    baselines = {"python_socketio": plain}
    return {"ours": ours, "baselines": baselines, "ratios": ratios, "targets": targets}


async def _ours(size: int) -> dict[str, float]:
    with service() as running:
        async with aiohttp.ClientSession() as http:
            hall = Hall(running, http)
            await hall.open()
            seats = await hall.everybody(size)
            empty = rss_kb(running.pid)
            lines = await crowd(running.url, [auth for auth, _ in seats], silent, b"view")
            await asyncio.sleep(SETTLE)
            kb = (rss_kb(running.pid) - empty) / size
            moderator = hall.cast.moderator
            seq = await moderator.ask("SetCaptions", captions="live")
            await moderator.close()
            running.kill()
            for line in lines:
                line.close()
            running.start()
            views: dict[Line, Any] = {}
            began = time.monotonic()

            def take(line: Line, told: bytes, at: float) -> None:
                if told.startswith(b'["view"'):
                    views[line] = msgspec.json.decode(told)[1]

            lines = await crowd(running.url, [auth for auth, _ in seats], take, b"view")
            took = time.monotonic() - began
            right = [
                view
                for view in views.values()
                if view["seq"] >= seq and view["view"]["conference"]["captions"] == "live"
            ]
            for line in lines:
                line.close()
            wrong = size - len(right)
            return {"rejoin_s": round(took, 2), "kb": round(kb, 1), "wrong": wrong, "clients": size}


async def _plain(size: int) -> dict[str, float]:
    with rivals.python_socketio(100) as (url, pid):
        empty, began = rss_kb(pid), time.monotonic()
        lines = await crowd(url, [{}] * size, silent)
        took = time.monotonic() - began
        await asyncio.sleep(SETTLE)
        kb = (rss_kb(pid) - empty) / size
        for line in lines:
            line.close()
        return {"rejoin_s": round(took, 2), "kb": round(kb, 1)}
