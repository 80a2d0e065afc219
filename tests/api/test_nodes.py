"""Two nodes of one house, with real PostgreSQL and Redis: what one does the other shows; what fails
between them costs time, never a fact."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server.rehearsal.link import Link
from server.rooms.plan import PointPlan, Rules
from tests import servers
from tests.given import a_plan
from tests.service import Conference, Service, in_process

SECRET = "one secret for all nodes"
CLIENTS = 200
VENUE = PointPlan("hoi-truong", "Hội trường", "venue")
POINTS = tuple(f"xa-{n}" for n in range(20))
PLAN = a_plan(
    Rules(waiting_per_point=0), points=(VENUE, *(PointPlan(id, f"Xã {id}") for id in POINTS))
)
LATE = 2.0
"""Seconds that an update may be late without Redis: a look-round."""
SLOW = 3.0
"""Seconds more that a busy machine may need."""
people = count(1)


@pytest.fixture(scope="module")
def postgres() -> Iterator[servers.PostgresServer]:
    with servers.postgres(durable=True) as server:
        yield server


@pytest.fixture
def redis() -> Iterator[servers.RedisServer]:
    with servers.redis_server() as server:
        yield server


@pytest.fixture
async def shared(postgres: servers.PostgresServer, redis: servers.RedisServer) -> dict[str, Any]:
    """The settings that nodes share; an empty database."""
    name = f"nodes_{time.time_ns()}"
    connection = await asyncpg.connect(postgres.url)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    url = postgres.url.removesuffix("postgres") + name
    return {"database_url": url, "redis_url": redis.url, "secret_key": SECRET}


@asynccontextmanager
async def nodes(
    folder: Path, shared: dict[str, Any], count: int = 2
) -> AsyncIterator[list[Service]]:
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(in_process(folder / f"node{n}", **shared))
            for n in range(count)
        ]


def at(node: Service, conference: Conference) -> Conference:
    """The same conference, seen through `node`."""
    told = {"id": conference.id, "codes": conference.codes}
    return Conference(node, told)


async def test_what_is_done_on_one_node_is_seen_on_the_other(
    tmp_path: Path, shared: dict[str, Any]
) -> None:
    async with nodes(tmp_path, shared) as (one, two):
        conference = await one.conference(PLAN)
        moderator = await conference.opened()
        point = await at(two, conference).enter("point", "xa-1")
        seq = await point.ask("RaiseHand", point="xa-1", speaker={"name": "Phạm Thị Lan"})
        await moderator.until_seq(seq)
        assert len(moderator.view["queue"]["order"]) == 1
        desk = await at(two, conference).enter("moderator")
        seq = await moderator.ask("CloseQueue")
        await desk.until_seq(seq)


async def test_points_of_both_nodes_are_here_and_only_those_that_left_are_lost(
    tmp_path: Path, shared: dict[str, Any]
) -> None:
    async with nodes(tmp_path, shared) as (one, two):
        conference = await one.conference(PLAN)
        moderator = await conference.opened()
        here = await conference.enter("point", "xa-1")
        there = await at(two, conference).enter("point", "xa-2")
        watching = await at(two, conference).enter("secretary")
        await _until_links(moderator, {"xa-1": "here", "xa-2": "here"})
        moves = await at(two, conference).enter("point", "xa-3")
        await _until_links(moderator, {"xa-3": "here"})
        await moves.close()
        moved = await conference.enter("point", "xa-3")  # to the other node, as behind a proxy
        await there.close()
        await _until_links(moderator, {"xa-2": "lost"})
        # Eight seconds later nobody else was lost: the grace of everybody is over twice.
        await asyncio.sleep(8)
        await _until_links(moderator, {"xa-1": "here", "xa-3": "here"})
        await watching.until(
            lambda: watching.view["points"]["xa-2"].get("link") == "lost", "the loss"
        )
        events = await _events(one, conference)
        assert events.count("PointLost") == 1
        assert here.connected
        assert moved.connected


async def test_a_node_that_goes_hands_its_points_over(
    tmp_path: Path, shared: dict[str, Any]
) -> None:
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(in_process(tmp_path / "one", **shared))
        conference = await one.conference(PLAN)
        moderator = await conference.opened()
        async with in_process(tmp_path / "two", **shared) as two:
            for id in POINTS[:3]:
                await at(two, conference).enter("point", id)
            await _until_links(moderator, dict.fromkeys(POINTS[:3], "here"))
        await conference.enter("point", POINTS[0])  # found the other node
        await _until_links(moderator, {POINTS[0]: "here", POINTS[1]: "lost", POINTS[2]: "lost"})


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_redis_dies_while_two_hundred_clients_work(
    tmp_path: Path, shared: dict[str, Any], redis: servers.RedisServer
) -> None:
    async with nodes(tmp_path, shared) as both:
        conference = await both[0].conference(PLAN)
        moderator = await conference.opened()
        watching = [
            await at(both[n % 2], conference).enter("viewer") for n in range(CLIENTS - len(POINTS))
        ]
        points = [
            await at(both[n % 2], conference).enter("point", id) for n, id in enumerate(POINTS)
        ]
        acked = await _hands(points)
        redis.stop()
        acked += await _hands(points)
        said = time.monotonic()
        await moderator.until_seq(max(acked))
        late = time.monotonic() - said
        redis.start()
        acked += await _hands(points)
        assert all(one.connected for one in watching)
        quick = await _quick(points[1], moderator)
        assert late <= LATE + SLOW
        assert quick < LATE / 2, "the bell rings again within five seconds of Redis' return"
        assert len(moderator.view["queue"]["order"]) == len(acked)
        assert "PointLost" not in await _events(both[0], conference)


@pytest.mark.slow
@pytest.mark.timeout(240)
# A client that is closed while it reconnects leaves its session to the garbage (python-socketio).
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_postgres_is_away_for_a_while(
    tmp_path: Path, shared: dict[str, Any], postgres: servers.PostgresServer
) -> None:
    async with nodes(tmp_path, shared) as both:
        conference = await both[0].conference(PLAN)
        moderator = await conference.opened()
        points = [
            await at(both[n % 2], conference).enter("point", id) for n, id in enumerate(POINTS[:6])
        ]
        acked = await _hands(points)
        postgres.stop()
        body = {"id": "5b0f6e2e-0d7c-4d4c-9a44-6a8f5c1f0c11", "type": "CloseQueue"}
        told = await moderator._sio.call("ask", body, timeout=30)
        assert told["error"]["code"] == "unavailable"
        working = asyncio.create_task(_hands(points))  # asked again and again under the same id
        await asyncio.sleep(1)
        postgres.start()
        acked += await working
        await moderator.until_seq(max(acked))
        assert len(set(acked)) == len(acked) == 2 * len(points)
        assert len(moderator.view["queue"]["order"]) == len(acked)
        seqs = [entry["seq"] for entry in await _log(both[1], conference)]
        assert set(acked) <= set(seqs)
        assert seqs == list(range(1, len(seqs) + 1))


async def _hands(points: list[Link]) -> list[int]:
    """Everybody raises one hand; the entries that were acknowledged."""
    hands = (
        one.ask("RaiseHand", point=one.point, speaker={"name": f"Đại biểu số {next(people)}"})
        for one in points
    )
    return list(await asyncio.gather(*hands))


async def _quick(point: Link, moderator: Link) -> float:
    """Seconds from a hand on the other node to the moderator's view, as soon as the bell is back;
    the last of what was tried for five seconds."""
    ends = time.monotonic() + 5 + SLOW
    while True:
        seq = await point.ask("ReviseRequest", request=_own(point), topic=str(time.monotonic()))
        began = time.monotonic()
        await moderator.until_seq(seq)
        took = time.monotonic() - began
        if took < LATE / 4 or began > ends:
            return took


def _own(point: Link) -> str:
    return str(next(iter(point.mine["requests"])))


async def _until_links(moderator: Link, links: dict[str, str]) -> None:
    def so() -> bool:
        points = moderator.view["points"]
        return all(points[id]["link"] == link for id, link in links.items())

    await moderator.until(so, f"{links}")


async def _log(node: Service, conference: Conference) -> list[dict[str, Any]]:
    moderator = Link(node.url, node.http, "auditor")
    await moderator.join(conference.code("moderator"))
    url = f"{node.url}/api/conferences/{conference.id}/log?after=0"
    headers = {"Authorization": f"Bearer {moderator.token}"}
    async with node.http.get(url, headers=headers) as answer:
        found: list[dict[str, Any]] = await answer.json()
    return found


async def _events(node: Service, conference: Conference) -> list[str]:
    return [event["type"] for entry in await _log(node, conference) for event in entry["events"]]
