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
from typing import Any, Final, TypeVar

import aiohttp
import psutil
import pytest
import socketio
from engineio.payload import Payload
from playwright.async_api import async_playwright, expect

from server.api.auth import ATTEMPTS
from server.rehearsal import speech
from server.rehearsal.link import Json, Link
from server.rehearsal.microphone import Microphone
from server.rooms.plan import PointPlan, Rules
from tests import servers
from tests.e2e.acts import press, raise_hand
from tests.e2e.chrome import ERRORS, FLAGS, watched
from tests.e2e.conftest import chromium
from tests.given import a_plan
from tests.service import PATIENCE, Conference, Program, Service, until_heard

pytestmark = [pytest.mark.slow, pytest.mark.timeout(170)]
ROOT: Final = Path(__file__).parent.parent.parent
VENUE: Final = PointPlan("hoi-truong", "Hội trường", "venue")
POINTS: Final = tuple(f"xa-{n}" for n in range(12))
PLAN: Final = a_plan(
    Rules(waiting_per_point=0), points=(VENUE, *(PointPlan(id, f"Xã {id}") for id in POINTS))
)
DENIED: Final = """
  window.WebSocket = class {
    constructor() {
      setTimeout(() => {
        this.onerror?.(new Event('error'));
        this.onclose?.(new CloseEvent('close', { code: 1006 }));
      }, 50);
    }
    close() {}
  };
"""
"""What a page sees of WebSockets where something between it and the house lets none through."""
numbers = count(1)
L = TypeVar("L", bound=Link)


class Polling(Link):
    """Somebody whose network lets nothing through but requests. Keeps cookies, as a browser does;
    `came` is how often it had to connect."""

    transports = ("polling",)

    def __init__(self, url: str, http: aiohttp.ClientSession, name: str) -> None:
        self.came = 0
        self._own = aiohttp.ClientSession(connector=http.connector, connector_owner=False)
        super().__init__(url, http, name, http_session=self._own, request_timeout=PATIENCE)

    def _socket(self) -> socketio.AsyncClient:
        sio = super()._socket()
        sio.on("connect", self._count)
        return sio

    def _count(self) -> None:
        self.came += 1

    @property
    def node(self) -> str:
        """As Caddy's cookie calls it."""
        [cookie] = [one for one in self._own.cookie_jar if one.key == "caunoi_node"]
        return cookie.value

    async def close(self) -> None:
        await super().close()
        await self._own.close()


class House:
    """`url` is Caddy's; `nodes` are the programs behind it."""

    def __init__(self, url: str, nodes: list[Program], http: aiohttp.ClientSession) -> None:
        self.url, self.nodes = url, nodes
        self.service = Service(url, nodes[0].folder, http)

    async def enter(self, conference: Conference, role: str, point: str = "") -> Link:
        http = self.service.http
        return await self._seat(
            conference, Link(self.url, http, f"{role} {point}", http_session=http), role, point
        )

    async def poll(self, conference: Conference, role: str, point: str = "") -> Polling:
        link = Polling(self.url, self.service.http, f"{role} {point}")
        return await self._seat(conference, link, role, point)

    async def _seat(self, conference: Conference, link: L, role: str, point: str) -> L:
        self.service.links.append(link)
        await link.join(conference.code(role, point))
        await link.connect()
        return link

    async def points(self, node: Program) -> float:
        """How many points are connected to `node`."""
        told = await Service(node.url, node.folder, self.service.http).metrics()
        return told.get('caunoi_sockets{audience="point"}', 0)

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
    await moderator.until(lambda: moderator.view["queue"]["count"] > 20, "hands")
    began = house.nodes[0].pid
    await asyncio.to_thread(house.nodes[0].kill, signal.SIGTERM)
    assert not psutil.pid_exists(began)
    count = moderator.view["queue"]["count"]
    await moderator.until(lambda: moderator.view["queue"]["count"] > count + 40, "more hands")
    stopping.set()
    acked = [seq for seqs in await asyncio.gather(*working) for seq in seqs]

    await moderator.until_seq(max(acked))
    log = await _log(moderator)
    raised = [one["seq"] for one in log if "HandRaised" in _events(one)]
    assert sorted(acked) == raised
    assert not any("PointLost" in _events(one) for one in log)
    assert house.served()[0] == 0


async def test_who_can_only_poll_keeps_a_node_and_finds_the_other_when_it_stops(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each request goes to the node that knows them, by Caddy's cookie. No command is lost or done
    twice, no point is missed, and whoever was at the other node notices nothing."""
    monkeypatch.setattr(Payload, "max_decode_packets", 10_000)  # of Python's client; browsers' none
    conference = await house.service.conference(PLAN)
    moderator = await house.poll(conference, "moderator")
    await moderator.ask("OpenConference")
    points = [await house.poll(conference, "point", id) for id in POINTS]
    everybody = [moderator, *points]
    while len({one.node for one in everybody}) == 1:  # a client goes to either node by chance
        everybody.append(await house.poll(conference, "viewer"))

    stopping = asyncio.Event()
    working = [asyncio.create_task(_hands(point, stopping)) for point in points]
    await moderator.until(lambda: moderator.view["queue"]["count"] > 40, "hands")
    assert [one.came for one in everybody] == [1] * len(everybody)
    before = [one.node for one in everybody]
    await asyncio.to_thread(house.nodes[0].kill, signal.SIGTERM)
    count = moderator.view["queue"]["count"]
    await moderator.until(lambda: moderator.view["queue"]["count"] > count + 80, "more hands")
    for one in everybody:
        await one.back()
    stopping.set()
    acked = [seq for seqs in await asyncio.gather(*working) for seq in seqs]
    await moderator.until_seq(max(acked))

    [left] = {one.node for one in everybody}
    moved = [node != left for node in before]
    assert [one.came > 1 for one in everybody] == moved
    assert any(moved)
    log = await _log(moderator)
    raised = [one["seq"] for one in log if "HandRaised" in _events(one)]
    assert sorted(acked) == raised
    assert not any("PointLost" in _events(one) for one in log)


async def test_a_browser_that_gets_no_websocket_works_and_finds_the_other_node(
    house: House,
) -> None:
    """The page itself, where something between lets requests through and nothing else."""
    conference = await house.service.conference(PLAN)
    moderator = await house.enter(conference, "moderator")
    await moderator.ask("OpenConference")
    async with async_playwright() as play:
        chrome = await play.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = await chrome.new_context(ignore_https_errors=True, locale="vi-VN")
        await context.add_init_script(DENIED)
        page = watched(await context.new_page())
        await page.goto(f"{house.url}/point#{conference.code('point', POINTS[0])}")
        await raise_hand(page, "Lò Văn Mẫu")
        await moderator.until(lambda: moderator.view["queue"]["count"] == 1, "the hand")
        [node] = [one for one in house.nodes if await house.points(one)]
        await asyncio.to_thread(node.kill, signal.SIGTERM)
        await press(page, "Đăng ký thêm đại biểu")
        await page.get_by_label("Họ và tên").fill("Nông Thị Dụ")
        await press(page, "Gửi đăng ký")
        await moderator.until(lambda: moderator.view["queue"]["count"] == 2, "one more")
        placed = page.get_by_text("thứ tự dự kiến 2", exact=True)
        await expect(placed).to_be_visible(timeout=PATIENCE * 1000)
        await chrome.close()
    assert not [one for one in ERRORS if house.url in one]


async def test_who_guesses_codes_is_paced_by_the_address_that_the_proxy_saw(house: House) -> None:
    """Whatever it claims in X-Forwarded-For; and nobody elsewhere is paced with it."""
    conference = await house.service.conference(PLAN)
    shared = house.service.http.connector
    assert isinstance(shared, aiohttp.TCPConnector)
    there = aiohttp.TCPConnector(ssl=shared._ssl, local_addr=("127.0.0.2", 0))
    async with aiohttp.ClientSession(connector=there) as guesser:
        claims = [f"192.0.2.{number}" for number in range(4 * ATTEMPTS)]
        told = [await _join(guesser, house.url, "AAAA-BBBB", one) for one in claims]
        assert Counter(told).keys() == {"bad_code", "too_many_attempts"}
        assert told.count("bad_code") < 3 * ATTEMPTS  # each node counts by itself
        assert told[-1] == "too_many_attempts"
    here = house.service.http
    for _ in range(4):  # either node, by chance
        assert await _join(here, house.url, "AAAA-BBBB", "127.0.0.2") == "bad_code"
        assert await _join(here, house.url, conference.code("viewer"), "127.0.0.2") == "viewer"


async def _join(http: aiohttp.ClientSession, url: str, code: str, claim: str) -> str:
    """The role that was given, or the code of the refusal."""
    headers = {"X-Forwarded-For": claim}
    async with http.post(f"{url}/api/join", json={"code": code}, headers=headers) as answer:
        told: Json = await answer.json(content_type=None)
    return str(told.get("role") or told["code"])


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
