"""Everybody sees the same, in order, however they come and however slowly they read."""

import asyncio
import contextlib
import json
import socket
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
import socketio

from server.api import transport
from server.api.transport import WRITE_LIMIT
from server.rehearsal.link import Json, Link, merged
from server.rooms.plan import PointPlan, Rules
from tests.api.raw import frame, next_text, wire
from tests.given import a_plan
from tests.service import PATIENCE, Conference, Service

TRANSPORTS = {
    "websocket": ["websocket"],
    "polling": ["polling"],
    "upgrade": ["polling", "websocket"],
}


class Strict:
    """A client that forgives nothing: the first thing it sees is its view, and every patch fits."""

    def __init__(self) -> None:
        self.view: Json = {}
        self.version, self.seq = "", 0
        self.patches = self.views = 0
        self.wrong: list[str] = []
        self.changed = asyncio.Event()
        self._sio = socketio.AsyncClient(reconnection=False, handle_sigint=False)
        self._sio.on("view", self._take_view)
        self._sio.on("patch", self._take_patch)

    async def connect(self, url: str, token: str, transports: list[str]) -> None:
        await self._sio.connect(url, auth={"token": token}, transports=transports, wait_timeout=20)

    async def close(self) -> None:
        await self._sio.disconnect()

    async def ask(self, body: Json) -> Json:
        told: Json = await self._sio.call("ask", body, timeout=PATIENCE)
        return told

    async def until_seq(self, seq: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.seq < seq and not self.wrong:
                self.changed.clear()
                await self.changed.wait()

    def _take_view(self, told: Json) -> None:
        if "/" not in self._sio.namespaces:
            self.wrong.append("a view before CONNECT")
        self.views += 1
        self._moved(told["view"], told["version"], told["seq"])

    def _take_patch(self, told: Json) -> None:
        if told["from"] != self.version:
            self.wrong.append(f"holds {self.version or 'nothing'}, got {told['from']}")
        self.patches += 1
        self._moved(merged(self.view, told["patch"]), told["to"], told["seq"])

    def _moved(self, view: Json, version: str, seq: int) -> None:
        if seq < self.seq:
            self.wrong.append("back in time")
        self.view, self.version, self.seq = view, version, seq
        self.changed.set()


@pytest.fixture
async def conference(service: Service) -> Conference:
    return await service.conference(a_plan(Rules(waiting_per_point=0)))


@contextlib.asynccontextmanager
async def acting(moderator: Link) -> AsyncIterator[None]:
    """Somebody acts without a pause."""

    enough = asyncio.Event()

    async def act() -> None:
        while not enough.is_set():
            for captions in ("live", "off"):
                await moderator.ask("SetCaptions", captions=captions)

    async with asyncio.TaskGroup() as group:
        group.create_task(act())
        yield
        enough.set()


@pytest.mark.parametrize("way", TRANSPORTS)
async def test_whoever_joins_while_somebody_acts_sees_no_gap(
    conference: Conference, way: str
) -> None:
    moderator = await conference.opened()
    token = await conference.token("secretary")  # patches each 50 ms
    clients = [Strict() for _ in range(50)]
    async with acting(moderator):
        url = conference.service.url
        async with asyncio.TaskGroup() as group:
            for client in clients:
                group.create_task(client.connect(url, token, TRANSPORTS[way]))
        await asyncio.gather(*(client.until_seq(moderator.seq + 20) for client in clients))
    seq = await moderator.ask("SetCaptions", captions="verified")
    await asyncio.gather(*(client.until_seq(seq) for client in clients))
    await moderator.until_seq(seq)
    for client in clients:
        assert client.wrong == []
        assert client.patches > 0
        assert client.view["conference"] == moderator.view["conference"]
        assert client.view["queue"] == moderator.view["queue"]
    await asyncio.gather(*(client.close() for client in clients))


async def test_the_acknowledgement_is_of_what_everyone_then_sees(conference: Conference) -> None:
    moderator = await conference.opened()
    chair, point = await conference.enter("chair"), await conference.enter("point", "an-phu")
    seq = await point.ask("RaiseHand", point="an-phu", speaker={"name": "An"}, topic="Đường")
    assert seq > moderator.seq or moderator.view["queue"]["count"]
    await asyncio.gather(moderator.until_seq(seq), chair.until_seq(seq), point.until_seq(seq))
    [request] = moderator.view["queue"]["requests"].values()
    assert (request["topic"], request["place"]) == ("Đường", "Xã An Phú")
    assert chair.view["queue"] == moderator.view["queue"]
    assert "queue" not in point.view


async def test_what_concerns_one_alone_reaches_it_alone(conference: Conference) -> None:
    moderator = await conference.opened()
    one, two = await conference.enter("point", "an-phu"), await conference.enter("point", "don-dac")
    lan, hung = [await conference.enter("delegate", "an-phu") for _ in range(2)]
    viewer = await conference.enter("viewer")
    assert one.mine["point"]["id"] == "an-phu"
    await lan.ask("RaiseHand", point="an-phu", speaker={"name": "Lan"})
    await two.ask("RaiseHand", point="don-dac")
    for link, place in ((one, 1), (lan, 1), (two, 2)):
        await link.until(lambda k=link: k.mine.get("order"), "a receipt")  # type: ignore[misc]
        [own] = link.mine["requests"].values()
        assert own["place"] == place
    assert hung.mine.get("order", []) == []
    assert viewer.mine == {}
    await moderator.ask("DeclineRequest", request=lan.mine["order"][0])
    await two.until(lambda: two.mine["requests"]["r2"]["place"] == 1, "the first place")
    await lan.until(lambda: lan.mine["requests"]["r1"]["state"] == "declined", "the polite no")


async def test_a_call_is_seen_by_the_called(conference: Conference) -> None:
    moderator = await conference.opened()
    point = await conference.enter("point", "an-phu")
    await point.ask("RaiseHand", point="an-phu", speaker={"name": "An"})
    await moderator.ask("CallSpeaker")
    await point.until(lambda: point.mine.get("turn", {}).get("stage") == "called", "the call")
    await point.ask("TakeFloor", turn="t1")
    await point.until(lambda: point.mine["turn"]["stage"] == "speaking", "the floor")


async def test_who_does_not_read_is_skipped_and_gets_a_whole_view_later(service: Service) -> None:
    points = tuple(PointPlan(f"p{n:04}", f"Xã {n} " + "ơ" * 250) for n in range(300))
    conference = await service.conference(a_plan(points=points))
    moderator = await conference.opened()
    others = set(service.engine.sockets)
    token = await conference.token("moderator")
    before = await service.metrics()
    async with wire(service, receive_buffer=4096) as (reader, writer):
        writer.write(frame("40" + json.dumps({"token": token})))
        async with asyncio.timeout(PATIENCE):
            while True:
                text = await next_text(reader)
                if text.startswith('42["view"'):
                    break
        client = json.loads(text[2:])[1]
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        [sid] = set(service.engine.sockets) - others
        line = service.engine.sockets[sid].ws.raw
        line.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        waiting: list[int] = []
        for n in range(40):
            seq = await moderator.ask("SetConclusionPoint", title=f"{n}", text="ề" * 8000)
            await moderator.until_seq(seq)
            waiting.append(line.get_write_buffer_size())
        assert WRITE_LIMIT < max(waiting) <= WRITE_LIMIT + 50_000
        assert waiting[-15:] == waiting[-1:] * 15  # skipped: nothing more is kept for it
        writer.transport.resume_reading()  # type: ignore[attr-defined]
        async with asyncio.timeout(PATIENCE):
            while client["seq"] < seq:
                text = await next_text(reader)
                if text.startswith("42"):
                    client = apply(client, *json.loads(text[2:]))
        assert client["views"] == 1
        assert client["view"] == moderator.view
    after = await service.metrics()
    assert after["caunoi_resync_total"] == before["caunoi_resync_total"] + 1


def apply(client: Json, event: str, told: Json) -> Json:
    if event == "view":
        return told | {"views": client.get("views", 0) + 1}
    if event != "patch":
        return client
    assert told["from"] == client["version"]
    moved = {"version": told["to"], "seq": told["seq"]}
    return client | moved | {"view": merged(client["view"], told["patch"])}


async def test_who_polls_too_seldom_is_skipped_and_gets_a_whole_view(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "QUEUE_LIMIT", 20)
    moderator = await conference.opened()
    service, token = conference.service, await conference.token("moderator")
    poll = Polling(service)
    await poll.open(token)
    client = await poll.until_view()
    for n in range(50):
        seq = await moderator.ask("SetCaptions", captions=("live", "off")[n % 2])
        await moderator.until_seq(seq)  # one tick, one patch
    [waiting] = [one.queue.qsize() for one in service.engine.sockets.values() if not one.upgraded]
    assert 20 <= waiting <= 25
    async with asyncio.timeout(PATIENCE):
        while client["seq"] < seq:
            for event, told in await poll.events():
                client = apply(client, event, told)
    assert client["views"] == 1
    assert client["view"]["conference"] == moderator.view["conference"]


class Polling:
    """Long polling, by hand."""

    def __init__(self, service: Service) -> None:
        self._http = service.http
        self._url = f"{service.url}/socket.io/?EIO=4&transport=polling"

    async def open(self, token: str) -> None:
        async with self._http.get(self._url) as answer:
            self._url += f"&sid={json.loads((await answer.text())[1:])['sid']}"
        body = "40" + json.dumps({"token": token})
        async with self._http.post(self._url, data=body) as answer:
            assert answer.status == 200

    async def events(self) -> list[tuple[str, Any]]:
        async with self._http.get(self._url) as answer:
            packets = (await answer.text()).split("\x1e")
        return [tuple(json.loads(one[2:])) for one in packets if one.startswith("42")]

    async def until_view(self) -> Json:
        while True:
            for event, told in await self.events():
                if event == "view":
                    return dict(told)


async def test_an_entry_that_nobody_sees_is_told_to_who_asked_alone(conference: Conference) -> None:
    """Thousands of hands go up: only their own points wait for them."""
    await conference.opened()
    asks, other = Strict(), Strict()
    url, token = conference.service.url, await conference.token("point", "an-phu")
    await asks.connect(url, token, ["websocket"])
    await other.connect(url, await conference.token("point", "don-dac"), ["websocket"])
    await asks.until_seq(1)
    await other.until_seq(1)
    before = other.seq
    for n in range(5):
        body = {"id": str(uuid.uuid4()), "type": "RaiseHand", "point": "an-phu",
                "speaker": {"name": f"Số {n}"}}  # fmt: skip
        told = await asks.ask(body)
        await asks.until_seq(told["seq"])
        assert (await asks.ask(body))["seq"] == told["seq"]  # asked again: told again
    assert asks.wrong == other.wrong == []
    assert other.seq == before
    await asyncio.gather(asks.close(), other.close())
