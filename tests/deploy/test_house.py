"""The whole house as docker-compose.yml puts it together, without containers: two nodes behind
Caddy (deploy/Caddyfile), PostgreSQL, Redis, one folder, a speech worker of its own."""

import asyncio
import os
import shutil
import signal
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import aiohttp
import psutil
import pytest

from server.rehearsal import speech
from server.rehearsal.link import Json, Link
from server.rehearsal.microphone import Microphone
from server.rooms.session import PointPlan, Rules
from tests import servers
from tests.given import a_plan
from tests.service import PATIENCE, Conference, Program, Service, until_heard

pytestmark = [pytest.mark.slow, pytest.mark.timeout(170)]
ROOT: Final = Path(__file__).parent.parent.parent
VENUE: Final = PointPlan("hoi-truong", "Hội trường", "venue")
POINTS: Final = tuple(f"xa-{n}" for n in range(12))
PLAN: Final = a_plan(
    Rules(waiting_per_point=0), points=(VENUE, *(PointPlan(id, f"Xã {id}") for id in POINTS))
)
numbers = count(1)


class House:
    """`url` is Caddy's; `nodes` are the programs behind it."""

    def __init__(self, url: str, nodes: list[Program], http: aiohttp.ClientSession) -> None:
        self.url, self.nodes = url, nodes
        self.service = Service(url, nodes[0].folder, http)

    async def enter(self, conference: Conference, role: str, point: str = "") -> Link:
        link = Link(self.url, self.service.http, f"{role} {point}", http_session=self.service.http)
        await link.join(conference.code(role, point))
        await link.connect()
        self.service.links.append(link)
        return link

    def served(self) -> list[int]:
        """How many lines from Caddy each node holds."""
        found = Counter(
            one.laddr[1]
            for one in psutil.net_connections("tcp")
            if one.laddr and one.status == "ESTABLISHED"
        )
        return [found[node.port] for node in self.nodes]


@contextmanager
def caddy(home: Path, name: str, nodes: list[Program]) -> Iterator[Path]:
    """As `name`; gives the certificate of its own authority."""
    program = shutil.which("caddy") or servers._missing("caddy")
    plain, admin = servers.free_port(), servers.free_port()
    env = os.environ | {
        "CAUNOI_NAME": name, "CAUNOI_HTTP_PORT": str(plain),
        "CAUNOI_CADDY_ADMIN": f"localhost:{admin}", "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home), "HOME": str(home),
        "CAUNOI_NODES": " ".join(f"127.0.0.1:{node.port}" for node in nodes),
    }  # fmt: skip
    words = [program, "run", "--config", str(ROOT / "deploy/Caddyfile"), "--adapter", "caddyfile"]
    with (home / "caddy.log").open("wb") as log:
        process = subprocess.Popen(words, env=env, stdout=log, stderr=log)
    try:
        yield home / "caddy/pki/authorities/local/root.crt"
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def a_worker(home: Path, redis_url: str) -> Iterator[None]:
    env = os.environ | {"CAUNOI_DATA_DIR": str(home), "CAUNOI_REDIS_URL": redis_url}
    with (home / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server", "worker"], env=env, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        postgres = stack.enter_context(servers.postgres())
        redis = stack.enter_context(servers.redis_server())
        name = f"localhost:{servers.free_port()}"
        shared = {
            "PUBLIC_URL": f"https://{name}",
            "DATABASE_URL": postgres.url, "REDIS_URL": redis.url, "SPEECH": "workers",
            "SECRET_KEY": "one secret for all nodes", "TRUSTED_PROXIES": "127.0.0.1",
        }  # fmt: skip
        nodes = [Program(tmp_path / "data", **shared) for _ in range(2)]
        stack.enter_context(a_worker(tmp_path, redis.url))
        root = stack.enter_context(caddy(tmp_path, name, nodes))
        for node in nodes:
            stack.callback(node.kill)
        plain = await stack.enter_async_context(aiohttp.ClientSession())
        for node in nodes:
            await node.start(plain)
        await _until(root.exists, "Caddy's authority")
        trust = ssl.create_default_context(cafile=str(root))
        connector = aiohttp.TCPConnector(ssl=trust, limit=0)
        http = await stack.enter_async_context(
            aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        )
        built = House(f"https://{name}", nodes, http)
        await _until_ready(built)
        yield built
        links = (link.close() for link in built.service.links)
        await asyncio.gather(*links, return_exceptions=True)


async def test_a_node_is_stopped_while_everybody_works(house: House) -> None:
    """No command is lost or done twice, and no point is missed."""
    conference = await house.service.conference(PLAN)
    moderator = await house.enter(conference, "moderator")
    await moderator.ask("OpenConference")
    points = [await house.enter(conference, "point", id) for id in POINTS]
    while min(house.served()) == 0:  # a line goes to either node by chance
        await house.enter(conference, "viewer")

    stopping = asyncio.Event()
    working = [asyncio.create_task(_hands(point, stopping)) for point in points]
    await moderator.until(lambda: len(moderator.view["queue"]["order"]) > 20, "hands")
    began = house.nodes[0].pid
    await asyncio.to_thread(house.nodes[0].kill, signal.SIGTERM)
    assert not psutil.pid_exists(began)
    count = len(moderator.view["queue"]["order"])
    await moderator.until(lambda: len(moderator.view["queue"]["order"]) > count + 40, "more hands")
    stopping.set()
    acked = [seq for seqs in await asyncio.gather(*working) for seq in seqs]

    await moderator.until_seq(max(acked))
    log = await _log(moderator)
    raised = [one["seq"] for one in log if "HandRaised" in _events(one)]
    assert sorted(acked) == raised
    assert not any("PointLost" in _events(one) for one in log)
    assert house.served()[0] == 0


async def test_a_turn_is_heard_by_a_worker_elsewhere(house: House) -> None:
    conference = await house.service.conference()
    moderator = await house.enter(conference, "moderator")
    await moderator.ask("OpenConference")
    await moderator.ask("AllowRecording")
    secretary = await house.enter(conference, "secretary")
    mixer = Microphone(await house.enter(conference, "technician"), "venue")
    mixer.open()
    await moderator.until_seq(await moderator.ask("InviteNow", point="an-phu"))
    turn = moderator.view["floor"]["speaking"]
    spoken = speech.load("tl001")
    await mixer.say(spoken.pcm)
    await asyncio.sleep(1.0)  # as a person pauses
    await moderator.ask("EndFloor", turn=turn)
    await until_heard(secretary, turn, mixer.said_ms)
    await mixer.close()
    segments = secretary.view["transcript"]["segments"].values()
    heard = " ".join(one["text"] for one in segments).lower().split()
    said = spoken.text.lower().split()
    assert len(set(heard) & set(said)) > len(set(said)) * 0.7, (heard, said)


async def _hands(point: Link, stopping: asyncio.Event) -> list[int]:
    """Raise hands one after the other; the entries that were acknowledged."""
    acked = []
    while not stopping.is_set():
        speaker = {"name": f"Đại biểu số {next(numbers)}"}
        acked.append(await point.ask("RaiseHand", point=point.point, speaker=speaker))
        await asyncio.sleep(0.2)  # as people do
    return acked


async def _log(moderator: Link) -> list[Json]:
    found: list[Json] = []
    headers = {"Authorization": f"Bearer {moderator.token}"}
    url = f"{moderator.url}/api/conferences/{moderator.conference}/log"
    while True:
        after = found[-1]["seq"] if found else 0
        asked = moderator.http.get(url, headers=headers, params={"after": after})
        async with asked as answer:
            page = await answer.json()
        if not page:
            return found
        found += page


def _events(entry: Json) -> set[str]:
    return {str(event["type"]) for event in entry["events"]}


async def _until(so: Any, what: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not so():  # noqa: ASYNC110  another program's files
            await asyncio.sleep(0.05)


async def _until_ready(house: House) -> None:
    """Caddy has seen that its nodes are well."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with house.service.http.get(f"{house.url}/readyz") as answer:
                if answer.status == 200 and (await answer.json())["speech"] == "ready":
                    return
            await asyncio.sleep(0.1)
