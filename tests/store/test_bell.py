import asyncio
from collections.abc import AsyncIterator

import pytest

from server.store import bell as bells
from server.store.bell import MemoryBell, RedisBell
from tests.servers import RedisServer, free_port

PATIENCE = 10.0


async def heard(rings: AsyncIterator[str]) -> str:
    return await asyncio.wait_for(anext(rings), PATIENCE)


async def test_every_listener_hears_every_room() -> None:
    bell = MemoryBell()
    one, other = bell.listen(), bell.listen()
    await bell.ring("h1")
    await bell.ring("h2")
    for rings in (one, other):
        assert [await heard(rings), await heard(rings)] == ["h1", "h2"]
    await bell.close()
    assert [room async for room in one] == []
    assert [room async for room in bell.listen()] == []


async def test_rings_for_one_room_fall_together_and_the_queue_has_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bells, "WAITING", 3)
    bell = MemoryBell()
    rings = bell.listen()
    for n in range(5):
        await bell.ring("h1")
        await bell.ring(f"room {n}")
    assert [await heard(rings) for _ in range(3)] == ["h1", "room 0", "room 1"]
    await bell.ring("h9")
    assert await heard(rings) == "h9"
    await bell.close()


async def test_a_listener_that_leaves_is_forgotten() -> None:
    bell = MemoryBell()
    rings = bell.listen()
    await bell.ring("h1")
    assert await heard(rings) == "h1"
    await rings.aclose()  # type: ignore[attr-defined]
    assert not bell._listeners
    await bell.close()


async def test_a_ring_is_heard_on_every_node(redis_server: RedisServer) -> None:
    here, there, foreign = (
        RedisBell(redis_server.url),
        RedisBell(redis_server.url),
        RedisBell(redis_server.url, channel="another house"),
    )
    try:
        rings, own, others = there.listen(), here.listen(), foreign.listen()
        for bell in (here, there, foreign):
            await asyncio.wait_for(bell.connected.wait(), PATIENCE)
        await here.ring("hội nghị 1")
        assert await heard(rings) == "hội nghị 1"
        assert await heard(own) == "hội nghị 1"
        await foreign.ring("h2")
        assert await heard(others) == "h2"
    finally:
        for bell in (here, there, foreign):
            await bell.close()
    assert [room async for room in rings] == []


async def test_redis_dies_and_comes_back(redis_server: RedisServer) -> None:
    here, there = RedisBell(redis_server.url), RedisBell(redis_server.url)
    try:
        rings = there.listen()
        await asyncio.wait_for(there.connected.wait(), PATIENCE)
        await here.ring("h1")
        assert await heard(rings) == "h1"
        redis_server.stop()
        await here.ring("lost")  # says nothing, waits for nothing
        await asyncio.wait_for(there.deaf.wait(), PATIENCE)
        redis_server.start()
        await asyncio.wait_for(there.connected.wait(), PATIENCE)
        await here.ring("h2")
        assert await heard(rings) in ("h2", "lost")
    finally:
        await here.close()
        await there.close()


async def test_a_quiet_redis_is_not_left(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bells, "ASK_ALIVE", 0.5)
    bell = RedisBell(redis_server.url)
    try:
        rings = bell.listen()
        await asyncio.wait_for(bell.connected.wait(), PATIENCE)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(bell.deaf.wait(), 1.8)
        await bell.ring("h1")
        assert await heard(rings) == "h1"
    finally:
        await bell.close()


async def test_a_redis_that_falls_silent_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers SUBSCRIBE, then nothing, as behind a firewall that forgot us."""
    monkeypatch.setattr(bells, "ASK_ALIVE", 0.1)
    visits = asyncio.Semaphore(0)

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while words := await reader.read(1000):
            if b"SUBSCRIBE" in words.upper():
                visits.release()
                channel = bells.CHANNEL.encode()
                writer.write(
                    b"*3\r\n$9\r\nsubscribe\r\n$%d\r\n%s\r\n:1\r\n" % (len(channel), channel)
                )
            elif b"PING" not in words.upper():
                writer.write(b"+OK\r\n" * words.upper().count(b"*"))
        writer.close()

    server = await asyncio.start_server(mute, "127.0.0.1", 0)
    bell = RedisBell(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0?protocol=2")
    try:
        bell.listen()
        for _ in range(3):
            await asyncio.wait_for(visits.acquire(), PATIENCE)
    finally:
        await bell.close()
        server.close()


async def test_a_bell_without_redis_closes_quickly() -> None:
    bell = RedisBell(f"redis://127.0.0.1:{free_port()}/0")
    bell.listen()
    for n in range(100):
        await bell.ring(f"h{n}")
    await asyncio.wait_for(bell.close(), 3)
