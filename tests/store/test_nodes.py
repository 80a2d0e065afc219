"""Nodes tell each other who is connected; what cannot be asked is unknown, never empty."""

import pytest
from redis.asyncio import Redis

from server.live.ports import Here
from server.rooms.deskviews import Readiness
from server.store.nodes import KEPT, PREFIX, SETTLED, SILENT, RedisNodes
from tests.servers import RedisServer, free_port

ROOM = "a1b2c3d4"
HERE = Here(("an-phu", "cô-tô"), 2, 3, {"an-phu": Readiness()})


class Time:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def settled(server: RedisServer, *names: str) -> tuple[Time, list[RedisNodes]]:
    """Nodes that have been up for a while."""
    time = Time()
    nodes = [RedisNodes(server.url, name, now=time) for name in names]
    for node in nodes:
        assert await node.others(ROOM) is None
    time.now = SETTLED
    return time, nodes


async def test_a_node_hears_the_others_and_not_itself(redis_server: RedisServer) -> None:
    _, (one, two) = await settled(redis_server, "one", "two")
    await one.tell(ROOM, HERE)
    await two.tell(ROOM, Here())
    assert await two.others(ROOM) == [HERE]
    assert await one.others(ROOM) == [Here()]
    assert await one.others("another") == []
    await one.leave()
    assert await two.others(ROOM) == []
    await two.leave()


async def test_a_node_that_falls_silent_is_gone_by_the_readers_clock(
    redis_server: RedisServer,
) -> None:
    time, (one, two) = await settled(redis_server, "one", "two")
    await one.tell(ROOM, HERE)
    assert await two.others(ROOM) == [HERE]
    time.now += SILENT - 1
    await one.tell(ROOM, HERE)
    assert await two.others(ROOM) == [HERE]
    time.now += SILENT - 1
    assert await two.others(ROOM) == [HERE]
    time.now += 2
    assert await two.others(ROOM) == []
    await one.leave()
    await two.leave()


async def test_without_redis_the_others_are_unknown_and_for_a_while_after(
    redis_server: RedisServer,
) -> None:
    time, (node,) = await settled(redis_server, "one")
    redis_server.stop()
    await node.tell(ROOM, HERE)
    assert await node.others(ROOM) is None
    redis_server.start()
    await node.tell(ROOM, HERE)
    assert await node.others(ROOM) is None  # nobody has had time to speak
    time.now += SETTLED
    assert await node.others(ROOM) == []
    await node.leave()


@pytest.mark.parametrize("state", ["full", "a copy"])
async def test_a_redis_that_takes_nothing_makes_nobody_look_gone(
    redis_server: RedisServer, state: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What the others told last is still read, and no longer moves."""
    time, (one, two) = await settled(redis_server, "one", "two")
    caplog.set_level("INFO", "server.store.nodes")
    await one.tell(ROOM, HERE)
    assert await two.others(ROOM) == [HERE]
    office = Redis.from_url(redis_server.url)
    if state == "full":
        await office.config_set("maxmemory", "1")
    else:
        await office.slaveof("127.0.0.1", free_port())
    for _ in range(2):
        time.now += SILENT
        for node in (one, two):
            await node.tell(ROOM, HERE)
            assert await node.others(ROOM) is None
    assert len([one for one in caplog.messages if "takes nothing" in one]) == 2  # one a node
    if state == "full":
        await office.config_set("maxmemory", "0")
    else:
        await office.slaveof()
    for wait in (0, SETTLED):
        time.now += wait
        for node in (one, two):
            await node.tell(ROOM, HERE)
            found = await node.others(ROOM)
    assert found == [HERE]
    assert caplog.messages[-1].startswith("nodes: Redis takes what it is told again")
    await office.aclose()
    await one.leave()
    await two.leave()


async def test_what_others_keep_in_the_same_redis_does_no_harm(redis_server: RedisServer) -> None:
    foreign = Redis.from_url(redis_server.url)
    await foreign.hset(PREFIX + ROOM, "somebody", b"\xff not ours")
    await foreign.set(PREFIX + "b", "a string")
    _, (node,) = await settled(redis_server, "one")
    assert await node.others(ROOM) == []
    await node.tell("b", HERE)
    assert await node.others("b") is None
    await foreign.aclose()
    await node.leave()


async def test_what_is_over_is_forgotten(redis_server: RedisServer) -> None:
    """Rooms that were put away, and nodes that left."""
    time, (one, two) = await settled(redis_server, "one", "two")
    for n in range(5):
        await one.tell(f"room-{n}", HERE)
        await two.tell(f"room-{n}", HERE)
        assert await two.others(f"room-{n}") == [HERE]
    await one.leave()
    assert await two.others("room-0") == []
    assert [*two._moved["room-0"]] == [] and len(two._moved) == 5
    time.now += KEPT + 1
    await two.tell("room-0", HERE)
    assert [*two._rooms] == [*two._moved] == ["room-0"]
    await two.leave()
