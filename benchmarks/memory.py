"""What a connection takes: 2,677 that look on and offer permessage-deflate; and what each that has
gone leaves until the next look for garbage (server/garbage.py, five minutes at most).

Beside plain python-socketio and Node's socket.io."""

import asyncio
from typing import Any, Final

import aiohttp
import uvloop

from benchmarks import rivals
from benchmarks.fanout import SERVER, SIZE
from benchmarks.line import crowd
from benchmarks.service import CROWD, Hall, rss_kb, service, silent

CONNECTION_KB: Final = 45.0
AGAIN: Final = 4
"""How often all come again."""
SETTLE: Final = 2.0
"""Seconds before memory is read: what a handshake needed has been given back."""
QUICK: Final = 500


def run(quick: bool = False) -> dict[str, Any]:
    size = QUICK if quick else CROWD
    ours = uvloop.run(_ours(size))
    with rivals.python_socketio(SIZE, SERVER) as (url, pid):
        baselines = {"python_socketio": {"kb": uvloop.run(_rival(url, pid, size))}}
    if rivals.node_is_here():
        with rivals.node_socketio(SIZE, SERVER) as (url, pid):
            baselines["node_socketio"] = {"kb": uvloop.run(_rival(url, pid, size))}
    targets = [{"what": "memory a connection, KB", "measured": ours["kb"], "limit": CONNECTION_KB}]
    ratios = {name: round(ours["kb"] / one["kb"], 2) for name, one in baselines.items()}
    return {"ours": ours, "baselines": baselines, "ratios": ratios, "targets": targets}


async def _ours(size: int) -> dict[str, float]:
    with service(SERVER) as running:
        async with aiohttp.ClientSession() as http:
            hall = Hall(running, http)
            await hall.open()
            auths = [hall.viewer(running, n) for n in range(size)]
            empty = rss_kb(running.pid)
            full = []
            for _ in range(1 + AGAIN):
                lines = await crowd(running.url, auths, silent, b"view")
                await asyncio.sleep(SETTLE)
                full.append(rss_kb(running.pid))
                for line in lines:
                    line.close()
                await asyncio.sleep(SETTLE)
            await hall.cast.moderator.close()
    # The first time brings what every later one uses again.
    kept = (full[-1] - full[1]) / (size * (AGAIN - 1))
    return {
        "kb": round((full[0] - empty) / size, 1),
        "garbage_kb": round(max(0.0, kept), 2),
        "empty_mb": round(empty / 1024, 1),
        "full_mb": round(full[-1] / 1024, 1),
    }


async def _rival(url: str, pid: int, size: int) -> float:
    empty = rss_kb(pid)
    lines = await crowd(url, [{}] * size, silent)
    await asyncio.sleep(SETTLE)
    kb = (rss_kb(pid) - empty) / size
    for line in lines:
        line.close()
    return round(kb, 1)
