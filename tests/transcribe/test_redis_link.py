"""Speech workers on other machines: real Redis, real processes of `python -m server worker`."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from redis import Redis

from server.settings import BadSetting, read
from server.transcribe import models, redislink, remote
from server.transcribe.ear import Ear
from server.transcribe.link import PipeLink, Spawn
from server.transcribe.redislink import spawner
from tests.servers import RedisServer, redis_server
from tests.transcribe.given import sound
from tests.transcribe.link_contract import LinkContract
from tests.transcribe.test_ear import SOON, Turn, undisturbed, until

WORK = """
import os, pathlib
from server.transcribe.remote import work
work(os.environ["CAUNOI_REDIS_URL"], pathlib.Path(os.environ["CAUNOI_MODEL"]))
"""
"""What `python -m server worker` does, started in half the time."""


class Workers:
    """Worker processes on one Redis."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, program: Sequence[str] = ("-c", WORK)) -> int:
        """One more. Gives its process id."""
        clean = {name: one for name, one in os.environ.items() if not name.startswith("CAUNOI_")}
        process = subprocess.Popen(
            [sys.executable, *program],
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
    workers.start(("-m", "server", "worker"))
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


# --- what may happen to them ------------------------------------------------------------------


@pytest.fixture
def workers(redis: RedisServer) -> Iterator[Workers]:
    """None yet, in a part of Redis where the contract's worker does not hear."""
    workers = Workers(redis.url.removesuffix("0") + "1")
    with Redis.from_url(workers.url) as there:
        there.flushdb()
    yield workers
    workers.end()


@pytest.fixture(scope="module")
def expected() -> str:
    """yk009 as an embedded worker hears it, whom nobody disturbs."""

    async def heard() -> str:
        ear = Ear(models.embedded())
        await ear.start()
        listener = await undisturbed(ear, "yk009")
        await ear.close()
        return listener.text

    return asyncio.run(heard())


@pytest.fixture
async def ear(workers: Workers, tmp_path: Path) -> AsyncIterator[Ear]:
    workers.start()
    ear = Ear(tmp_path, 1, spawner(workers.url))
    async with asyncio.timeout(SOON):
        await ear.start()
    assert (ear.state, ear.note) == ("ready", models.LIMITS)
    yield ear
    await ear.close()


async def in_mid_utterance(ear: Ear) -> Turn:
    """yk009 is spoken up to its 12th second, and half of that is heard."""
    turn = Turn(ear)
    turn.play(sound("yk009")[:118])
    await until(lambda: bool(turn.listener.halves))
    return turn


async def spoken_to_the_end(turn: Turn) -> str:
    turn.play(sound("yk009")[118:])
    assert await turn.hearing.close()
    return turn.listener.text


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP])
async def test_another_worker_takes_over_and_no_word_is_lost(
    ear: Ear, workers: Workers, expected: str, how: signal.Signals
) -> None:
    """It dies, is told to leave, or hangs and wakes up when all is over."""
    (first,) = ear.pids
    turn = await in_mid_utterance(ear)
    second = workers.start()
    await until(lambda: set(ear.pids) == {first, second})
    os.kill(first, how)
    assert await spoken_to_the_end(turn) == expected
    assert (ear.failures, ear.restarts, ear.hearings) == (1, 0, [])
    if how == signal.SIGTERM:
        assert workers.left(first) == 0
    os.kill(second, signal.SIGKILL)
    if how == signal.SIGSTOP:
        os.kill(first, signal.SIGCONT)
        assert (await undisturbed(ear, "dandap")).text
        assert turn.listener.text == expected


async def test_without_a_worker_the_ear_waits_and_then_catches_up(
    ear: Ear, workers: Workers, expected: str
) -> None:
    turn = await in_mid_utterance(ear)
    os.kill(ear.pids[0], signal.SIGKILL)
    await until(lambda: ear.state == "waiting")
    turn.play(sound("yk009")[118:200])
    assert (ear.behind_seconds > 8, ear.pids) == (True, [])
    another = Turn(ear, "opened meanwhile")
    another.play(sound("dandap"))
    workers.start()
    turn.play(sound("yk009")[200:])
    assert await turn.hearing.close()
    assert await another.hearing.close()
    assert turn.listener.text == expected
    assert another.listener.text
    assert (ear.state, ear.behind_seconds) == ("ready", 0.0)


async def test_redis_goes_and_comes_back_empty(
    ear: Ear, workers: Workers, expected: str, redis: RedisServer
) -> None:
    turn = await in_mid_utterance(ear)
    redis.stop()
    try:
        await until(lambda: ear.state == "waiting")
        turn.play(sound("yk009")[118:200])
    finally:
        redis.start()
    turn.play(sound("yk009")[200:])
    assert await turn.hearing.close()
    assert turn.listener.text == expected
    assert (ear.state, ear.failures) == ("ready", 0)


async def test_a_worker_that_falls_behind_fills_neither_redis_nor_us(
    ear: Ear, workers: Workers, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redislink, "LANE", 20)
    os.kill(ear.pids[0], signal.SIGSTOP)
    turn = Turn(ear)
    turn.play(sound("yk009"))
    with Redis.from_url(workers.url) as asked:
        await until(lambda: bool(asked.keys(f"{redislink.PREFIX}:*:lane:*")))
        (lane,) = asked.keys(f"{redislink.PREFIX}:*:lane:*")
        await until(lambda: asked.xlen(lane) == 20)
        assert ear.behind_seconds == pytest.approx(len(sound("yk009")) / 10, abs=0.2)
        os.kill(ear.pids[0], signal.SIGCONT)
        assert await turn.hearing.close()
        assert turn.listener.text == expected
        left = {one.decode().removeprefix(f"{redislink.PREFIX}:") for one in asked.keys("*")}
        assert len(left - {"calls", "notes", "workers"}) == 1  # the link's own answers
        assert asked.xlen(f"{redislink.PREFIX}:calls") == 0


async def test_a_worker_that_has_nothing_to_do_is_still_there(ear: Ear, workers: Workers) -> None:
    with Redis.from_url(workers.url) as asked:
        begun, _ = asked.time()
        await until(lambda: asked.time()[0] > begun + redislink.LEASE + 1)
    assert (ear.state, ear.restarts, len(ear.pids)) == ("ready", 0, 1)


async def test_nonsense_in_redis_harms_nobody(ear: Ear, workers: Workers) -> None:
    calls = f"{redislink.PREFIX}:calls"
    with Redis.from_url(workers.url) as stranger:
        stranger.xadd(calls, {"link": "nobody", "hearing": "x"})
        stranger.xadd(calls, {"fly": "me"})
        stranger.xadd(calls, {"link": "nobody", "hearing": "1"})
        assert (await undisturbed(ear, "dandap")).text
        await until(lambda: stranger.xlen(calls) == 0)
    assert (ear.restarts, ear.failures) == (0, 0)


async def test_work_goes_to_who_has_least(ear: Ear, workers: Workers) -> None:
    (first,) = ear.pids
    turn = await in_mid_utterance(ear)
    second = workers.start()
    await until(lambda: len(ear.pids) == 2)
    another = Turn(ear, "another")
    another.play(sound("dandap"))
    with Redis.from_url(workers.url) as asked:
        await until(lambda: bool(another.listener.halves))
        found = asked.xinfo_consumers(f"{redislink.PREFIX}:calls", redislink.GROUP)
    taken = {int(one["name"].decode().split("-")[-2]): one["pending"] for one in found}
    assert taken == {first: 1, second: 1}
    assert await spoken_to_the_end(turn)
    assert await another.hearing.close()


def test_workers_need_redis_and_a_model(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="CAUNOI_REDIS_URL"):
        read({"CAUNOI_SPEECH": "workers"})
    with pytest.raises(BadSetting, match="embedded or workers"):
        read({"CAUNOI_SPEECH": "elsewhere"})
    with pytest.raises(RuntimeError, match="no such directory"):
        remote.work("redis://127.0.0.1:1/0", tmp_path / "none")
