"""Nodes tell each other who is connected; what cannot be asked is unknown, never empty."""

from redis.asyncio import Redis

from server.live.ports import Here
from server.rooms.deskviews import Readiness
from server.store.nodes import PREFIX, SETTLED, SILENT, RedisNodes
from tests.servers import RedisServer

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
    assert await node.others(ROOM) is None  # nobody has had time to speak
    time.now += SETTLED
    assert await node.others(ROOM) == []
    await node.leave()


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
