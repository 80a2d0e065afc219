"""A provincial network in which everybody comes through one gateway: a whole conference comes back
at once, and works while five thousand connections come from another address."""

import asyncio
import resource
import uuid
from collections.abc import Iterator
from contextlib import AsyncExitStack
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import aiohttp
import pytest

from server.api import strangers
from server.rooms.plan import PointPlan, Rules
from tests.api.raw import Raw
from tests.given import a_plan
from tests.service import PATIENCE, Conference, Program, Service, as_program

pytestmark = [pytest.mark.slow, pytest.mark.timeout(170)]
CROWD: Final = 5000
DELEGATES: Final = 2500
AT_ONCE: Final = 100
GATEWAY: Final = "10.1.0.1"
RUDE: Final = "10.9.9.9"
VENUE: Final = PointPlan("hoi-truong", "Hội trường", "venue")
POINTS: Final = tuple(f"xa-{n}" for n in range(177))
ROLES: Final = ("point", "delegate", "viewer")
PLAN: Final = a_plan(
    Rules(waiting_per_point=0), points=(VENUE, *(PointPlan(id, f"Xã {id}") for id in POINTS))
)


@pytest.fixture(autouse=True)
def as_most_systems_begin() -> Iterator[None]:
    """With 1,024 open files, which the program lifts; we need more ourselves."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


async def test_five_thousand_strangers_beside_a_whole_conference(tmp_path: Path) -> None:
    settings = {"SPEECH_WORKERS": "0", "TRUSTED_PROXIES": "127.0.0.1"}
    async with as_program(tmp_path, **settings) as (program, service), AsyncExitStack() as stack:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        conference = await service.conference(PLAN)
        moderator = await conference.opened()
        crowd = asyncio.create_task(_crowd(stack, service))
        seats = [(role, id if role != "viewer" else "") for id in POINTS for role in ROLES]
        everybody, gate = asyncio.Barrier(len(seats)), asyncio.Semaphore(AT_ONCE)
        http = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )

        async def attend(role: str, point: str) -> int:
            """Enter, wait for all the others, raise a hand or ask for the time; the entry."""
            async with gate:
                line = await _enter(stack, http, conference, role, point)
            holding = asyncio.create_task(_hold(line))
            await everybody.wait()
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)
            if role != "point":
                assert "now" in await line.call("time")
                return 0
            told = await line.ask("RaiseHand", point=point, speaker={"name": f"Người của {point}"})
            return int(told["seq"])

        seqs = set(await asyncio.gather(*(attend(*seat) for seat in seats))) - {0}
        assert len(seqs) == len(POINTS)
        await moderator.until_seq(max(seqs))
        assert len(moderator.view["queue"]["order"]) == len(POINTS)
        let_in, turned_away = await crowd

        sent_away = await service.counted("closed", "stranger")
        assert turned_away == await service.counted("closed", "crowd")
        assert let_in - sent_away <= strangers.MOST
        told = [one for one in program.log.read_text().splitlines() if "connection closed" in one]
        assert 1 <= len(told) < 20, "not a line for each"
        assert all(f"address={RUDE} " in one for one in told)


async def test_a_whole_conference_comes_back_at_once_behind_one_gateway(tmp_path: Path) -> None:
    """After a restart 2,677 shake hands before the first of them has said who it is; they hold
    tokens already. Nobody is turned away."""
    settings = {"SPEECH_WORKERS": "0", "TRUSTED_PROXIES": "127.0.0.1"}
    async with as_program(tmp_path, **settings) as (_, service), AsyncExitStack() as stack:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        conference = await service.conference(PLAN)
        http = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )
        gate, points, delegates = asyncio.Semaphore(AT_ONCE), [], []
        for id in POINTS:
            points.append(await _token(http, conference, "point", id))
            delegates.append(await _token(http, conference, "delegate", id))
        tokens = [*points, *islice(cycle(delegates), DELEGATES)]
        everybody = asyncio.Barrier(len(tokens))

        async def come(token: str) -> str:
            async with gate:
                line = await _shake_hands(stack, http, service.url)
            holding = asyncio.create_task(_hold(line))
            await everybody.wait()
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)
            async with gate:
                assert await line.connect({"token": token}), line.refused
                while not (frame := await line.read() or "gone").startswith('42["view"'):
                    assert frame != "gone"
            return frame[:9]

        seen = await asyncio.gather(*(come(token) for token in tokens))
        assert len(seen) == len(POINTS) + DELEGATES
        for reason in ("crowd", "stranger"):
            assert await service.counted("closed", reason) == 0


class Hasty(Program):
    words = ("tests.deploy.hasty",)


async def test_lines_on_which_nobody_asks_anything_are_closed(tmp_path: Path) -> None:
    """Who says nothing, or half of something, holds no file for ever. Whoever is in stays in."""
    program = Hasty(tmp_path, SPEECH_WORKERS="0")
    async with aiohttp.ClientSession() as http, AsyncExitStack() as stack:
        stack.callback(program.kill)
        await program.start(http)
        conference = await Service(program.url, tmp_path, http).conference()
        line = await _enter(stack, http, conference, "viewer", "")
        for said in (b"", b"GET /socket.io/ HTTP/1.1\r\nHo"):
            reader, writer = await asyncio.open_connection("127.0.0.1", program.port)
            stack.callback(_abort, writer)
            writer.write(said)
            async with asyncio.timeout(PATIENCE):
                assert await reader.read() == b""
        assert "now" in await line.call("time")


async def _enter(
    stack: AsyncExitStack, http: aiohttp.ClientSession, conference: Conference, role: str,
    point: str,
) -> Raw:  # fmt: skip
    token = await _token(http, conference, role, point)
    line = await _shake_hands(stack, http, conference.service.url)
    assert await line.connect({"token": token}), line.refused
    return line


async def _token(http: aiohttp.ClientSession, conference: Conference, role: str, point: str) -> str:
    body = {"code": conference.code(role, point), "device": str(uuid.uuid4())}
    url, headers = f"{conference.service.url}/api/join", {"X-Forwarded-For": GATEWAY}
    async with http.post(url, json=body, headers=headers) as answer:
        return str((await answer.json())["token"])


async def _shake_hands(stack: AsyncExitStack, http: aiohttp.ClientSession, url: str) -> Raw:
    road, headers = f"{url}/socket.io/?EIO=4&transport=websocket", {"X-Forwarded-For": GATEWAY}
    ws = await stack.enter_async_context(http.ws_connect(road, headers=headers, max_msg_size=0))
    line = Raw(ws)
    assert (await line.read() or "").startswith("0{")
    return line


async def _hold(line: Raw) -> None:
    """Answer pings."""
    while (message := await line.ws.receive()).type is aiohttp.WSMsgType.TEXT:
        if message.data == "2":
            await line.text("3")


async def _crowd(stack: AsyncExitStack, service: Service) -> tuple[int, int]:
    """They shake hands and say nothing more. How many were let in, and how many not."""
    gate = asyncio.Semaphore(AT_ONCE)
    port = int(service.url.rpartition(":")[2])
    asking = (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"X-Forwarded-For: {RUDE}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()

    async def stranger() -> bool:
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            stack.callback(_abort, writer)  # and is kept: a forgotten one closes its line
            writer.write(asking)
            return b" 101 " in await reader.readuntil(b"\r\n")

    told = await asyncio.gather(*(stranger() for _ in range(CROWD)))
    return sum(told), CROWD - sum(told)


def _abort(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
