"""The service as a program for a benchmark, and a conference in it with everybody's tokens."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp

from benchmarks.hands import await_answer, free_port
from server.api.auth import Token, Tokens
from server.rehearsal.cast import VENUE, Cast, plan_for, scenario
from server.rehearsal.link import Link
from server.rooms.words import Role
from server.settings import Settings

CROWD: Final = 2677
POINTS: Final = 177
AT_ONCE: Final = 16


class Service:
    """`python -m server serve` in a folder of its own, on `core` or on all of them. `more`:
    further settings, by their names in `Settings`."""

    def __init__(self, folder: Path, core: int | None = None, **more: Any) -> None:
        self.folder, self.port, self._core, self._more = folder, free_port(), core, more
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        told = {"data_dir": self.folder, "port": self.port, "speech_workers": 0}
        told |= {"log_level": "WARNING", **self._more}
        environment = os.environ | {
            f"CAUNOI_{name.upper()}": str(value) for name, value in told.items()
        }
        command = [sys.executable, "-m", "server", "serve"]
        self._process = subprocess.Popen(command, env=environment)
        if self._core is not None:
            os.sched_setaffinity(self.pid, {self._core})
        await_answer(f"{self.url}/healthz")

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.folder, **self._more)

    @property
    def admin_code(self) -> str:
        return (self.folder / "admin-code").read_text().strip()

    def stop(self) -> None:
        """As an office does it."""
        assert self._process
        self._process.terminate()
        self._process.wait(timeout=60)

    def kill(self) -> None:
        """As a power cut does it."""
        assert self._process
        self._process.kill()
        self._process.wait(timeout=20)


@contextmanager
def service(core: int | None = None) -> Iterator[Service]:
    with tempfile.TemporaryDirectory() as folder:
        running = Service(Path(folder), core)
        running.start()
        try:
            yield running
        finally:
            running.kill()


class Hall:
    """An open conference of the demo's plan, with tokens of everybody who comes."""

    def __init__(self, running: Service, http: aiohttp.ClientSession) -> None:
        self._url, self._http, self._admin = running.url, http, running.admin_code
        self.cast = Cast(running.url, http)

    async def open(self, points: int = POINTS) -> None:
        told = scenario()
        plan = plan_for(told, points, 1)
        plan["rules"] = {"waiting_per_point": 0}
        await self.cast.create(self._admin, plan, told["people"])
        moderator = self.cast.moderator
        await moderator.join(self.cast.code("moderator"))
        await moderator.connect()
        await moderator.until_seq(await moderator.ask("OpenConference"))

    async def auth(self, role: str, point: str = "") -> dict[str, str]:
        link = Link(self._url, self._http, role)
        await link.join(self.cast.code(role, point))
        return {"token": link.token, "conference": self.cast.conference}

    def viewer(self, running: Service, n: int) -> dict[str, str]:
        """The n-th of many who came by one code, without asking for it again."""
        settings = running.settings
        token = Token(self.cast.conference, Role.VIEWER, f"viewer-{n}", at=2**52)
        signed = Tokens(settings.secret(), settings.token_hours).sign(token)
        return {"token": signed, "conference": self.cast.conference}

    async def everybody(self, crowd: int = CROWD) -> list[tuple[dict[str, str], str]]:
        """Every point, and delegates of all of them, `crowd` in all: (auth, point)."""
        points = [one["point"] for one in self.cast.codes if one["role"] == "point"]
        communes = [point for point in points if point != VENUE]
        seats = [("point", point) for point in points]
        seats += [("delegate", communes[n % len(communes)]) for n in range(crowd - len(seats))]
        gate = asyncio.Semaphore(AT_ONCE)

        async def enter(role: str, point: str) -> tuple[dict[str, str], str]:
            async with gate:
                return await self.auth(role, point), point

        return await asyncio.gather(*(enter(*seat) for seat in seats[:crowd]))


def cpu_s(pid: int) -> float:
    """Seconds of CPU that a process has used, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise LookupError(pid)


def silent(*_: Any) -> None:
    """For lines whose events nobody counts."""
