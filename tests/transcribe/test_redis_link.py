"""Speech workers on other machines: real Redis, real processes of `python -m server worker`."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import pytest
from redis import Redis

from server.transcribe import models, redislink, wire
from server.transcribe.ear import Ear
from server.transcribe.link import PipeLink, Spawn
from server.transcribe.redislink import RedisLink, spawner
from tests.servers import RedisServer, redis_server
from tests.transcribe.given import sound
from tests.transcribe.link_contract import SILENCE, LinkContract
from tests.transcribe.test_ear import Turn, undisturbed, until


class Workers:
    """Worker processes on one Redis."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self) -> int:
        """One more. Gives its process id."""
        clean = {name: one for name, one in os.environ.items() if not name.startswith("CAUNOI_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "server", "worker"],
            env={
                **clean,
                "CAUNOI_REDIS_URL": self.url,
                "CAUNOI_MODEL": str(models.embedded()),
                "OPENBLAS_NUM_THREADS": "1",
            },
            stderr=subprocess.DEVNULL,
        )
        self._running.append(process)
        return process.pid

    def end(self) -> None:
        for process in self._running:
            process.kill()
            process.wait()
        self._running.clear()

    def left(self, pid: int) -> int:
        """Ask one to leave; gives its exit code."""
        process = next(one for one in self._running if one.pid == pid)
        process.terminate()
        return process.wait(20)


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def standing(redis: RedisServer) -> Iterator[Workers]:
    """One worker that the stories of the contract share."""
    workers = Workers(redis.url)
    workers.start()
    yield workers
    workers.end()


class TestPipes(LinkContract):
    @pytest.fixture
    def spawn(self) -> Spawn:
        return PipeLink.spawn


class TestRedis(LinkContract):
    @pytest.fixture
    def spawn(self, standing: Workers) -> Spawn:
        return spawner(standing.url)
