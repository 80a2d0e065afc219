"""Nodes whose clocks are 90 s off, one to each side: log, doors and pages do not notice."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import aiohttp
import pytest

from server.rehearsal.link import Json, Link
from server.rooms.plan import Rules
from tests import servers
from tests.given import a_plan
from tests.service import Conference, Program, Service

OFF: Final = 90
NEAR: Final = 5.0
"""Seconds that a busy machine may need between our look at the clock and its own."""


class Astray(Program):
    """On a machine whose clock is `off` seconds ahead."""

    def __init__(self, off: int, folder: Path, **settings: str) -> None:
        super().__init__(folder, **settings)
        self.off = off
        self.words = ("tests.deploy.astray", str(off))


@pytest.fixture
async def nodes(tmp_path: Path) -> AsyncIterator[list[Service]]:
    async with AsyncExitStack() as stack:
        postgres = stack.enter_context(servers.postgres())
        redis = stack.enter_context(servers.redis_server())
        shared = {
            "DATABASE_URL": postgres.url, "REDIS_URL": redis.url, "SPEECH_WORKERS": "0",
            "SECRET_KEY": "one secret for all nodes",
        }  # fmt: skip
        programs = [Astray(off, tmp_path / f"node{off}", **shared) for off in (OFF, -OFF)]
        http = await stack.enter_async_context(
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        )
        for program in programs:
            stack.callback(program.kill)
            await program.start(http)
            told = f"this machine's clock is {program.off:.1f} s off the database's"
            assert told in program.log.read_text()
        services = [Service(program.url, program.folder, http) for program in programs]
        yield services
        links = (link.close() for service in services for link in service.links)
        await asyncio.gather(*links, return_exceptions=True)


async def test_two_nodes_that_disagree_by_three_minutes(nodes: list[Service]) -> None:
    ahead, behind = nodes
    conference = await ahead.conference(a_plan(Rules(waiting_per_point=0)))
    there = Conference(behind, {"id": conference.id, "codes": conference.codes})
    moderator = await conference.opened()
    point = await there.enter("point", "an-phu")
    for link in (moderator, point):
        assert abs(link.offset) < NEAR * 1000, "pages are told the right time"

    # Whoever got a token from one node is known to the other.
    for link, node in ((moderator, behind), (point, ahead)):
        moved = Link(node.url, node.http, link.name)
        moved.token = link.token
        await moved.connect(conference.id)
        node.links.append(moved)

    began = time.time()
    for turn in range(3):
        await point.ask("RaiseHand", point="an-phu", speaker={"name": f"Người {turn}"})
        await moderator.ask("SetCaptions", captions=("live", "off")[turn % 2])
    entries: list[Json] = json.loads(await moderator.get("/log?after=0"))
    times = [one["at"] / 1000 for one in entries]
    assert times == sorted(times)
    written = [at for one, at in zip(entries, times, strict=True) if one["actor"]["id"] == "an-phu"]
    assert len(written) == 3
    assert all(began - NEAR < at < time.time() + NEAR for at in written)

    # What was revoked by a node that is ahead was not revoked in the future.
    headers = {"Authorization": f"Bearer {(await ahead.admin()).token}"}
    url = f"{ahead.url}/api/conferences/{conference.id}/codes/revoke"
    async with ahead.http.post(url, json={"role": "secretary"}, headers=headers) as answer:
        code = (await answer.json())["code"]
    for node in nodes:
        link = Link(node.url, node.http, "secretary")
        await link.join(code)
        await link.connect()
        node.links.append(link)
        assert link.connected
