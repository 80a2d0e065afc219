"""One heart pings every connection; whoever does not answer is missed, whoever answers is not."""

import asyncio
import gc
import json
import weakref
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from server.api import transport
from server.api.engine import Heart, Socket
from tests.api.raw import Raw, line
from tests.service import PATIENCE, Service, in_process

Leave = Callable[[Raw, str], Awaitable[None]]


class Pulse:
    """What a heart knows of a connection."""

    def __init__(self, server: Any = None) -> None:
        self.closed, self.answered, self.pings, self.sid = False, True, 0, "one"
        self.server = server

    def ping(self) -> None:
        self.answered, self.pings = False, self.pings + 1


class Hall:
    """Connections on one heart, whose clock the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.lost: list[object] = []
        self.heart = Heart(10, 8, self._note, lambda: self.now)
        self.pulses: list[Pulse] = []

    async def _note(self, socket: Socket) -> None:
        self.lost.append(socket)

    def come(self) -> Pulse:
        self.pulses.append(Pulse())
        self.heart.adopt(cast(Socket, self.pulses[-1]))
        return self.pulses[-1]

    async def beat(self, seconds: int, answers: int = 99) -> None:
        """That long, in steps of a second; everybody answers the first `answers` pings."""
        for _ in range(seconds):
            self.now += 1
            await self.heart._round(self.now)
            for one in self.pulses:
                one.answered = one.answered or one.pings <= answers


async def test_whoever_answers_is_pinged_every_ten_seconds() -> None:
    hall = Hall()
    pulse = hall.come()
    await hall.beat(59)
    assert (pulse.pings, hall.lost) == (5, [])


async def test_nobody_waits_behind_those_who_came_later() -> None:
    """A client gives up when it hears no ping for fifteen seconds."""
    hall = Hall()
    pulse = hall.come()
    for _ in range(59):
        await hall.beat(1)
        hall.come()
    assert (pulse.pings, hall.lost) == (5, [])


async def test_whoever_does_not_is_missed_eight_seconds_later() -> None:
    hall = Hall()
    pulse = hall.come()
    await hall.beat(27, answers=1)
    assert (pulse.pings, hall.lost) == (2, [])
    await hall.beat(1, answers=1)
    assert (pulse.pings, hall.lost) == (2, [pulse])


async def test_who_has_gone_is_forgotten() -> None:
    engine = SimpleNamespace(sockets={"one": None})
    heart, pulse = Heart(10, 8, cast(Any, None)), Pulse(engine)
    came = asyncio.get_running_loop().time()
    heart.adopt(cast(Socket, pulse))
    pulse.closed = True
    await heart._round(came + 10.1)
    assert (pulse.pings, engine.sockets) == (0, {})
    assert heart._pings == heart._pongs == deque()


async def closes(raw: Raw, token: str) -> None:
    assert await raw.connect({"token": token})
    await raw.ws.close()


async def is_cut_off(raw: Raw, token: str) -> None:
    assert await raw.connect({"token": token})
    response: Any = raw.ws._response
    response.connection.transport.abort()


async def is_refused(raw: Raw, token: str) -> None:
    assert not await raw.connect({"token": f"{token}x"})


async def speaks_nonsense(raw: Raw, token: str) -> None:
    await raw.text("9")
    await raw.closed()


@pytest.mark.parametrize("leave", [closes, is_cut_off, is_refused, speaks_nonsense])
async def test_who_has_gone_leaves_nothing_to_the_garbage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: Leave
) -> None:
    """Everything is looked through every five minutes only (server/garbage.py)."""
    monkeypatch.setattr(transport, "PING_SECONDS", 0.2)
    monkeypatch.setattr(transport, "PONG_SECONDS", 0.2)
    async with in_process(tmp_path) as service, asyncio.timeout(PATIENCE):
        token = await (await service.conference()).token("viewer")
        gc.disable()
        try:
            async with line(service) as raw:
                [one] = service.engine.sockets.values()
                here = [weakref.ref(one), weakref.ref(one.ws), weakref.ref(one.ws._sock)]
                del one
                await leave(raw, token)
            while any(one() for one in here):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        finally:
            gc.enable()


async def test_a_pong_is_taken_from_the_line(service: Service) -> None:
    conference = await service.conference()
    async with line(service) as raw:
        assert await raw.connect({"token": await conference.token("viewer")})
        [socket] = service.engine.sockets.values()
        assert isinstance(socket, Socket)
        socket.ping()
        while (await raw.ws.receive()).data != "2":
            pass
        assert not socket.answered
        await raw.text("3")
        assert "now" in await raw.call("time", {})  # what came before was read before
        assert socket.answered


async def test_who_polls_no_more_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "PING_SECONDS", 0.2)
    monkeypatch.setattr(transport, "PONG_SECONDS", 0.2)
    async with in_process(tmp_path) as service, asyncio.timeout(PATIENCE):
        before = await service.counted("closed", "silent")
        url = f"{service.url}/socket.io/?EIO=4&transport=polling"
        async with service.http.get(url) as answer:
            assert answer.status == 200
        while await service.counted("closed", "silent") == before:
            pass
        assert not service.engine.sockets


async def test_who_polls_comes_over_to_a_websocket(service: Service) -> None:
    conference = await service.conference()
    url = f"{service.url}/socket.io/?EIO=4"
    async with service.http.get(f"{url}&transport=polling") as answer:
        sid = json.loads((await answer.text())[1:])["sid"]
    async with service.http.ws_connect(f"{url}&transport=websocket&sid={sid}") as ws:
        raw = Raw(ws)
        await raw.text("2probe")
        assert await raw.read() == "3probe"
        async with service.http.get(f"{url}&transport=polling&sid={sid}") as answer:
            assert await answer.text() == "6"
        await raw.text("5")
        assert await raw.connect({"token": await conference.token("viewer")})
        assert "now" in await raw.call("time", {})
        assert [name for name, _ in raw.events] == ["view"]
