"""Five thousand connections from one address while a conference works behind another one: a
provincial network in which everybody comes through one gateway."""

import asyncio
import resource
import uuid
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import aiohttp
import pytest

from server.api.transport import STRANGERS
from server.rooms.session import PointPlan, Rules
from tests.api.raw import Raw
from tests.given import a_plan
from tests.service import Conference, Service, as_program

pytestmark = [pytest.mark.slow, pytest.mark.timeout(170)]
CROWD: Final = 5000
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
        assert let_in - sent_away <= STRANGERS
        told = [one for one in program.log.read_text().splitlines() if "connection closed" in one]
        assert 1 <= len(told) < 20, "not a line for each"
        assert all(f"address={RUDE} " in one for one in told)


async def _enter(
    stack: AsyncExitStack, http: aiohttp.ClientSession, conference: Conference, role: str,
    point: str,
) -> Raw:  # fmt: skip
    url, headers = conference.service.url, {"X-Forwarded-For": GATEWAY}
    body = {"code": conference.code(role, point), "device": str(uuid.uuid4())}
    async with http.post(f"{url}/api/join", json=body, headers=headers) as answer:
        token = (await answer.json())["token"]
    road = f"{url}/socket.io/?EIO=4&transport=websocket"
    ws = await stack.enter_async_context(http.ws_connect(road, headers=headers, max_msg_size=0))
    line = Raw(ws)
    assert (await line.read() or "").startswith("0{")
    assert await line.connect({"token": token}), line.refused
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
