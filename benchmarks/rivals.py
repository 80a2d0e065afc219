"""What people would otherwise use, as small servers for the same clients: they answer a CONNECT,
and on every event `go` send one message of SIZE bytes to everybody."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console

from benchmarks.hands import await_answer, free_port

BUILD: Final = Path(__file__).resolve().parents[1] / "build" / "node_socketio"
NODE_SOCKETIO: Final = "socket.io@4"
PYTHON_SOCKETIO: Final = """
import sys, socketio
from aiohttp import web
sio = socketio.AsyncServer(async_mode="aiohttp")
app = web.Application()
sio.attach(app)
@sio.event
async def go(sid, body):
    await sio.emit("patch", {"x": "x" * (int(sys.argv[2]) - 20)})
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""
BARE_SEND: Final = """
import asyncio, os, sys
from aiohttp import web
from server.api.frames import frame
lines = []
text = '42["patch",{"x":"' + "x" * (int(sys.argv[2]) - 20) + '"}]'
async def line(request):
    if "upgrade" not in request.headers: return web.Response(text="0")
    ws = web.WebSocketResponse(compress=False)
    await ws.prepare(request)
    await ws.receive()
    await ws.send_str("40{}")
    lines.append(request.transport.get_extra_info("socket").fileno())
    async for message in ws:
        if message.data.startswith("42"):
            finished = frame(text)
            for one in lines: os.write(one, finished)
    return ws
app = web.Application()
app.add_routes([web.get("/socket.io/", line)])
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""
NODE: Final = """
const { Server } = require('socket.io');
const [port, size] = process.argv.slice(2).map(Number);
const io = new Server(port, { serveClient: false });
io.on('connection', (line) => line.on('go', () => io.emit('patch', { x: 'x'.repeat(size - 20) })));
"""


@contextmanager
def python_socketio(size: int, core: int | None = None) -> Iterator[tuple[str, int]]:
    """Its address and its process id; pinned to `core` if one is given."""
    yield from _serve([sys.executable, "-c", PYTHON_SOCKETIO], size, core)


@contextmanager
def bare_send(size: int, core: int) -> Iterator[tuple[str, int]]:
    yield from _serve([sys.executable, "-c", BARE_SEND], size, core)


@contextmanager
def node_socketio(size: int, core: int) -> Iterator[tuple[str, int]]:
    program = BUILD / "rival.cjs"
    program.write_text(NODE)
    yield from _serve([str(shutil.which("node")), str(program)], size, core)


def node_is_here() -> bool:
    """Node's socket.io, fetched from npm into build/ where it is not yet; told loudly if it cannot
    be had."""
    if (BUILD / "node_modules" / "socket.io").is_dir():
        return True
    if shutil.which("node") and shutil.which("npm"):
        BUILD.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(BUILD)]
        if subprocess.run([*install, NODE_SOCKETIO], check=False).returncode == 0:
            return True
    Console(stderr=True).print("[bold red]Node's socket.io is NOT measured: no node, npm or net")
    return False


def _serve(command: list[str], size: int, core: int | None) -> Iterator[tuple[str, int]]:
    port = free_port()
    service = subprocess.Popen([*command, str(port), str(size)])
    if core is not None:
        os.sched_setaffinity(service.pid, {core})
    try:
        url = f"http://127.0.0.1:{port}"
        await_answer(f"{url}/socket.io/?EIO=4&transport=polling")
        yield url, service.pid
    finally:
        service.kill()
        service.wait(timeout=20)
