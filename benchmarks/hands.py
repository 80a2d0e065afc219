"""177 points raise a hand within one second: durable acknowledgements beside a bare echo.

The baseline is plain python-socketio on the same codec, which answers without storing anything, in
the same run with the same clients."""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import aiohttp
import socketio

from server.rehearsal.cast import Cast, plan_for, scenario
from server.rehearsal.measure import percentiles

POINTS = 177
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


def run() -> dict[str, Any]:
    """Acknowledgement times in ms, ours and the echo's."""
    ours = asyncio.run(_ours())
    echo = asyncio.run(_echo())
    ratio = round(ours["ack_p99_ms"] / max(echo["ack_p99_ms"], 0.1), 2)
    return {
        "ours": ours,
        "baselines": {"echo": echo},
        "ratios": {"ack_p99": ratio},
        "targets": [{"what": "ack p99 ms", "measured": ours["ack_p99_ms"], "limit": 150}],
    }


async def _ours() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = os.environ | {"CAUNOI_DATA_DIR": folder, "CAUNOI_PORT": str(port)}
        environment |= {"CAUNOI_SPEECH_WORKERS": "0", "CAUNOI_LOG_LEVEL": "WARNING"}
        command = [sys.executable, "-m", "server", "serve"]
        service = subprocess.Popen(command, env=environment)
        try:
            url = f"http://127.0.0.1:{port}"
            _await(f"{url}/healthz")
            told = scenario()
            async with aiohttp.ClientSession() as http:
                cast = Cast(url, http)
                code = (Path(folder) / "admin-code").read_text().strip()
                await cast.create(code, plan_for(told, POINTS, 1), told["people"])
                await cast.bring_in(lambda: None)
                links = list(cast.points.items())
                asks = [lambda p=p, k=k: k.ask("RaiseHand", point=p, topic="Đo") for p, k in links]
                result = await _spread(asks)
                await cast.send_home()
                return result
        finally:
            service.terminate()
            service.wait(timeout=20)


async def _echo() -> dict[str, float]:
    port = _free_port()
    service = subprocess.Popen([sys.executable, "-c", ECHO, str(port)])
    try:
        url = f"http://127.0.0.1:{port}"
        _await(f"{url}/socket.io/?EIO=4&transport=polling")
        clients = [socketio.AsyncClient() for _ in range(POINTS)]
        for client in clients:
            await client.connect(url, transports=["websocket"])
        body = json.loads('{"id": "x", "type": "RaiseHand", "point": "DC001", "topic": "Đo"}')
        result = await _spread([lambda c=c: c.call("ask", body) for c in clients])
        await asyncio.gather(*(client.disconnect() for client in clients))
        return result
    finally:
        service.terminate()
        service.wait(timeout=20)


async def _spread(asks: list[Any]) -> dict[str, float]:
    """Start `asks` evenly over one second; how long each took to be answered."""
    started = time.monotonic()

    async def one(number: int, ask: Any) -> float:
        await asyncio.sleep(number / len(asks))
        began = time.monotonic()
        await ask()
        return time.monotonic() - began

    took = await asyncio.gather(*(one(number, ask) for number, ask in enumerate(asks)))
    found = percentiles(took, 50, 99)
    return {
        "ack_p50_ms": found["p50"],
        "ack_p99_ms": found["p99"],
        "ack_mean_ms": round(statistics.mean(took) * 1000, 1),
        "all_done_s": round(time.monotonic() - started, 2),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(url: str) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
