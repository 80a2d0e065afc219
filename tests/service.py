"""The real service for tests: in this process, or as the program that an office runs."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import msgspec
from aiohttp import web

from server.app import build
from server.rehearsal.link import Json, Link
from server.rooms.plan import Plan
from server.settings import Settings
from tests.given import SET_UP, a_plan
from tests.servers import free_port

QUIET_MS: Final = 1000
"""What a recording may have of silence after its last word."""
PATIENCE: Final = 30.0
"""Seconds for anything to happen on a busy machine."""


class Conference:
    """One conference of a service, and the codes of everybody in it."""

    def __init__(self, service: "Service", told: Json) -> None:
        self.service, self.id = service, str(told["id"])
        self.codes: list[Json] = told["codes"]

    def code(self, role: str, point: str = "") -> str:
        found = [one for one in self.codes if (one["role"], one.get("point", "")) == (role, point)]
        return str(found[0]["code"])

    async def token(self, role: str, point: str = "") -> str:
        link = Link(self.service.url, self.service.http, role)
        await link.join(self.code(role, point))
        return link.token

    async def enter(self, role: str, point: str = "") -> Link:
        """Somebody who has joined, is connected and sees the conference."""
        link = Link(self.service.url, self.service.http, f"{role} {point}".strip())
        await link.join(self.code(role, point))
        await link.connect()
        self.service.links.append(link)
        return link

    async def opened(self, recording: bool = False) -> Link:
        """The moderator, who has just opened it."""
        moderator = await self.enter("moderator")
        seq = await moderator.ask("OpenConference")
        if recording:
            seq = await moderator.ask("AllowRecording")
        await moderator.until_seq(seq)
        return moderator


class Service:
    """What answers at `url`; its data lies in `folder`."""

    def __init__(self, url: str, folder: Path, http: aiohttp.ClientSession) -> None:
        self.url, self.folder, self.http = url, folder, http
        self.links: list[Link] = []
        self.engine: Any = None
        """The Engine.IO server, where the service runs in this process."""

    @property
    def admin_code(self) -> str:
        return (self.folder / "admin-code").read_text().strip()

    async def admin(self) -> Link:
        link = Link(self.url, self.http, "admin")
        await link.join(self.admin_code)
        return link

    async def conference(self, plan: Plan | None = None) -> Conference:
        headers = {"Authorization": f"Bearer {(await self.admin()).token}"}
        body = {
            "plan": msgspec.to_builtins(plan or a_plan()),
            "people": msgspec.to_builtins(SET_UP.people),
        }
        url = f"{self.url}/api/conferences"
        async with self.http.post(url, json=body, headers=headers) as answer:
            told = await answer.json()
            assert answer.status == 201, told
        return Conference(self, told)

    async def metrics(self) -> dict[str, float]:
        """Counters by name and label: `caunoi_commands_total{outcome="accepted"}`."""
        headers = {"Authorization": f"Bearer {(await self.admin()).token}"}
        async with self.http.get(f"{self.url}/metrics", headers=headers) as answer:
            text = await answer.text()
        found = re.findall(r"^(caunoi_\S+) (\S+)$", text, re.MULTILINE)
        return {name: float(value) for name, value in found}

    async def counted(self, kind: str, label: str) -> float:
        """How often `caunoi_{kind}_total{…="label"}` was counted."""
        told = await self.metrics()
        name = rf'caunoi_{kind}_total{{\w+="{re.escape(label)}"}}'
        return sum(value for key, value in told.items() if re.fullmatch(name, key))


@asynccontextmanager
async def in_process(folder: Path, **settings: Any) -> AsyncIterator[Service]:
    """The service on a free loopback port of this process. Without recognition unless
    `speech_workers` says otherwise."""
    chosen: dict[str, Any] = {"data_dir": folder, "speech_workers": 0} | settings
    app = await build(Settings(**chosen))
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        service = Service(f"http://127.0.0.1:{port}", folder, http)
        service.engine = _engine(app)
        try:
            yield service
        finally:
            await asyncio.gather(*(link.close() for link in service.links), return_exceptions=True)
            await runner.cleanup()


def _engine(app: web.Application) -> Any:
    for route in app.router.routes():
        if route.resource and route.resource.canonical.startswith("/socket.io"):
            return getattr(route.handler, "__self__")  # noqa: B009
    raise LookupError("no Socket.IO here")


class Program:
    """`python -m server serve`, which may be killed and started again on the same data."""

    words: tuple[str, ...] = ("server",)
    """The module, and what it needs to be told first."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.folder = folder
        self.log = folder / "program.log"
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = {"PORT": str(self.port), "DATA_DIR": str(folder), **settings}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    async def start(self, http: aiohttp.ClientSession) -> None:
        """Returns when it is ready."""
        env = _environment(self._settings)
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220  it is waited for below
                [sys.executable, "-m", *self.words, "serve"], env=env, stdout=log, stderr=log
            )
        async with asyncio.timeout(PATIENCE):
            while not await self._ready(http):
                assert self._process.poll() is None, self.log.read_text()
                await asyncio.sleep(0.02)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """As a power cut does it to one process, and wait until it is gone."""
        if self._process:
            self._process.send_signal(number)
            self._process.wait(PATIENCE)

    async def _ready(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.url}/readyz") as answer:
                told = await answer.json()
                return answer.status == 200 and told["speech"] != "starting"
        except aiohttp.ClientConnectionError:
            return False


@asynccontextmanager
async def as_program(folder: Path, **settings: str) -> AsyncIterator[tuple[Program, Service]]:
    program = Program(folder, **settings)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        await program.start(http)
        service = Service(program.url, folder, http)
        try:
            yield program, service
        finally:
            await asyncio.gather(*(link.close() for link in service.links), return_exceptions=True)
            program.kill()


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {key: one for key, one in os.environ.items() if not key.startswith("CAUNOI_")}
    return inherited | {f"CAUNOI_{name.upper()}": value for name, value in settings.items()}


async def until_heard(secretary: Link, turn: str, said_ms: float) -> None:
    """Until the record of an ended turn reaches the last words, which were spoken up to `said_ms`.
    When the turn was ended says nothing: a slow machine ends it late."""

    def reached() -> bool:
        segments = secretary.view["transcript"]["segments"].values()
        return any(one["turn"] == turn and one["ends"] > said_ms - QUIET_MS for one in segments)

    await secretary.until(reached, f"the last words of {turn}")
