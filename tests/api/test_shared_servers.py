"""Redis and PostgreSQL that others use too: full, foreign, without a free connection."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest
from redis.asyncio import Redis

from server.live.ports import Unavailable
from server.rehearsal.link import Json
from server.rooms.plan import PointPlan, Rules
from server.store import nodes as nodes_module
from tests import servers
from tests.given import a_plan
from tests.service import PATIENCE, Conference, Service, in_process

POINTS: Final = tuple(f"xa-{n}" for n in range(6))
VENUE: Final = PointPlan("hoi-truong", "Hội trường", "venue")
PLAN: Final = a_plan(
    Rules(waiting_per_point=0), points=(VENUE, *(PointPlan(id, f"Xã {id}") for id in POINTS))
)
FOREIGN: Final = 5000
CONNECTIONS: Final = 15
JUNK: Final = (b"\xff\xfe", b"", b"no such room", b"{}", b'{"node":"x","room":"y","said":{}}')
people = count(1)


class House:
    """Two nodes of one house; every other point is connected to the second one."""

    def __init__(self, nodes: list[Service]) -> None:
        self.nodes = nodes

    async def fill(self) -> None:
        self.conference = await self.nodes[0].conference(PLAN)
        self.moderator = await self.conference.opened()
        told = {"id": self.conference.id, "codes": self.conference.codes}
        seen = [Conference(node, told) for node in self.nodes]
        self.points = [await seen[n % 2].enter("point", id) for n, id in enumerate(POINTS)]

    async def hands(self) -> list[int]:
        """Everybody raises one; the entries that were acknowledged, which all are seen."""
        hands = (
            one.ask("RaiseHand", point=one.point, speaker={"name": f"Đại biểu số {next(people)}"})
            for one in self.points
        )
        acked = list(await asyncio.gather(*hands))
        await self.moderator.until_seq(max(acked))
        return acked

    async def log(self) -> list[Json]:
        found: list[Json] = json.loads(await self.moderator.get("/log?after=0"))
        return found

    async def expect(self, acked: list[int]) -> None:
        """Every hand is in the log once, and nobody was taken for lost."""
        log = await self.log()
        assert [one["seq"] for one in log] == list(range(1, len(log) + 1))
        kinds = [(one["seq"], event["type"]) for one in log for event in one["events"]]
        assert [seq for seq, kind in kinds if kind == "HandRaised"] == sorted(acked)
        assert "PointLost" not in {kind for _, kind in kinds}


@asynccontextmanager
async def a_house(folder: Path, **shared: Any) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        settings = {"secret_key": "one secret for all nodes", **shared}
        yield House(
            [
                await stack.enter_async_context(in_process(folder / f"node{n}", **settings))
                for n in range(2)
            ]
        )


async def test_a_redis_full_of_other_peoples_keys(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Some of them under our very names. They are left alone, and nobody notices them."""
    with servers.redis_server() as server:
        foreign: Any = Redis.from_url(server.url)
        await foreign.mset({f"khác:{n}": "x" * 100 for n in range(FOREIGN)})
        await foreign.xadd("caunoi:speech:calls", {"ours": "no"})
        await foreign.set("caunoi:speech:workers", "not a set")
        shared = {"database_url": f"sqlite:///{tmp_path}/shared.sqlite3", "redis_url": server.url}
        async with a_house(tmp_path, **shared) as house:
            await house.fill()
            key = nodes_module.PREFIX + house.conference.id
            await foreign.delete(key)
            await foreign.set(key, "ours, too")
            acked = await house.hands()
            for junk in JUNK:
                await foreign.publish("caunoi:bell", junk)
                await foreign.publish("caunoi:hints", junk)
            acked += await house.hands()
            async with asyncio.timeout(PATIENCE):
                while not any("WRONGTYPE" in one for one in caplog.messages):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            await house.expect(acked)
        assert await foreign.get(key) == b"ours, too"
        assert await foreign.get("caunoi:speech:workers") == b"not a set"
        assert await foreign.xlen("caunoi:speech:calls") == 1
        assert len(await foreign.keys("khác:*")) == FOREIGN
        await foreign.aclose()


@pytest.mark.parametrize("state", ["full", "a copy"])
async def test_a_redis_that_takes_nothing(
    tmp_path: Path, state: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Out of memory, or a read-only copy after a failover. Work goes on, no point looks lost."""
    monkeypatch.setattr(nodes_module, "SETTLED", 0.5)
    monkeypatch.setattr(nodes_module, "SILENT", 2.0)
    with servers.redis_server() as server:
        office: Any = Redis.from_url(server.url)
        shared = {"database_url": f"sqlite:///{tmp_path}/shared.sqlite3", "redis_url": server.url}
        async with a_house(tmp_path, **shared) as house:
            await house.fill()
            acked = await house.hands()
            if state == "full":
                await office.config_set("maxmemory", "1")
            else:
                await office.slaveof("127.0.0.1", servers.free_port())
            acked += await house.hands()
            await asyncio.sleep(9)  # beyond the silence of the other node, and everybody's grace
            acked += await house.hands()
            assert all(point.connected for point in house.points)
            await house.expect(acked)
        assert any("nodes: Redis takes nothing" in one for one in caplog.messages)
        await office.aclose()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_postgresql_has_no_connection_left(tmp_path: Path) -> None:
    """Somebody else holds them all: asked-again until there is one; nothing is lost."""
    with servers.postgres(connections=CONNECTIONS) as server:
        held: list[Any] = []
        async with a_house(tmp_path, database_url=server.url) as house:
            await house.fill()
            acked = await house.hands()
            await _hold_all(server.url, held)
            body = {"id": "5b0f6e2e-0d7c-4d4c-9a44-6a8f5c1f0c12", "type": "CloseQueue"}
            told = await house.moderator._sio.call("ask", body, timeout=PATIENCE)
            assert told["error"]["code"] == "unavailable"
            with pytest.raises(Unavailable):
                async with in_process(tmp_path / "third", database_url=server.url, secret_key="x"):
                    pass
            working = asyncio.create_task(house.hands())
            await asyncio.gather(*(one.close() for one in held))
            acked += await working
            await house.expect(acked)


async def _hold_all(url: str, held: list[Any]) -> None:
    """Take every connection, those of the nodes too."""
    held.append(await asyncpg.connect(url))
    others = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE application_name = 'caunoi'"
    )
    async with asyncio.timeout(PATIENCE):
        while True:
            gone = await held[0].fetchval(others)
            try:
                while True:
                    held.append(await asyncpg.connect(url))
            except asyncpg.TooManyConnectionsError:
                if not gone:
                    return
