"""Clients that can only poll: what they send is taken whole, or their line is closed, counted."""

import asyncio
import base64
import io
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from server.api import transport
from tests.service import PATIENCE, Conference, Service

BETWEEN: Final = "\x1e"
MANY: Final = 40
"""Packets of one request: fewer than commands that may be under way, or seconds of a microphone."""
CHUNK: Final = bytes(3200)


class Poll:
    """One line, by hand. `told` are the packets that came, in order."""

    def __init__(self, service: Service, sid: str) -> None:
        self.service, self.sid = service, sid
        self.url = f"{service.url}/socket.io/?EIO=4&transport=polling&sid={sid}"
        self.told: list[str] = []

    async def say(self, body: str | bytes) -> int:
        whole = io.BytesIO(body.encode() if isinstance(body, str) else body)
        async with self.service.http.post(self.url, data=whole) as answer:
            return answer.status

    async def hear(self) -> int:
        """What waits, or comes next."""
        async with self.service.http.get(self.url) as answer:
            if answer.status == 200:
                self.told += (await answer.text()).split(BETWEEN)
            return answer.status

    async def until(self, beginning: str, count: int = 1) -> list[str]:
        """The first `count` packets that begin so, without that."""
        async with asyncio.timeout(PATIENCE):
            while len(found := [one for one in self.told if one.startswith(beginning)]) < count:
                assert await self.hear() == 200
        return [one.removeprefix(beginning) for one in found]


@asynccontextmanager
async def polling(conference: Conference, role: str, point: str = "") -> AsyncIterator[Poll]:
    service, token = conference.service, await conference.token(role, point)
    async with service.http.get(f"{service.url}/socket.io/?EIO=4&transport=polling") as answer:
        poll = Poll(service, json.loads((await answer.text())[1:])["sid"])
    assert await poll.say("40" + json.dumps({"token": token})) == 200
    await poll.until("40")
    yield poll
    await poll.say("1")


@pytest.fixture
async def conference(service: Service) -> Conference:
    conference = await service.conference()
    await conference.opened(recording=True)
    return conference


def ask(number: int, type: str, **fields: Any) -> str:
    body = {"id": str(uuid.uuid4()), "type": type, **fields}
    return f"42{number}{json.dumps(['ask', body])}"


async def test_everything_that_one_request_carries_is_answered_in_order(
    conference: Conference,
) -> None:
    """A page sends together what was pressed, or said, while its last request was under way."""
    async with polling(conference, "moderator") as poll:
        asked = [
            ask(number, "SetCaptions", captions=("live", "off")[number % 2])
            for number in range(MANY)
        ]
        assert await poll.say(BETWEEN.join(asked)) == 200
        seqs = [
            json.loads((await poll.until(f"43{number}["))[0][:-1])["seq"] for number in range(MANY)
        ]
    assert len(set(seqs)) == MANY
    assert seqs == sorted(seqs)


async def test_a_microphone_is_heard(conference: Conference) -> None:
    async with polling(conference, "technician") as poll:
        moderator = await conference.enter("moderator")
        await moderator.ask("InviteNow", point="an-phu")
        assert await poll.say('421["time",{}]') == 200
        now = json.loads((await poll.until("431["))[0][:-1])["now"]
        pcm, packets = base64.b64encode(CHUNK).decode(), []
        for n in range(MANY):
            meta = {"source": "venue", "stream": "s1", "n": n, "began": now, "oldest": 0}
            event = json.dumps(["sound", meta, {"_placeholder": True, "num": 0}])
            packets += [f"451-{100 + n}{event}", f"b{pcm}"]
        assert await poll.say(BETWEEN.join(packets)) == 200
        have = [json.loads((await poll.until(f"43{100 + n}["))[0][:-1]) for n in range(MANY)]
    assert have == [{"have": n} for n in range(MANY)]


async def test_a_request_that_comes_in_parts_is_taken_whole(conference: Conference) -> None:
    """As over a thin line: the rest is a second behind."""
    service = conference.service
    async with polling(conference, "moderator") as poll:
        text = "Đường " * 500
        body = ask(7, "SetConclusionPoint", title="Một", text=text).encode()
        parts = urlsplit(poll.url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = f"POST {parts.path}?{parts.query} HTTP/1.1\r\nHost: x\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:1000])
        async with service.http.get(f"{service.url}/healthz") as answer:
            assert answer.status == 200  # by now it has seen the first part
        writer.write(body[1000:])
        async with asyncio.timeout(PATIENCE):
            assert b" 200 " in await reader.readuntil(b"\r\n")
        writer.close()
        assert (await poll.until("437["))[0].startswith('{"seq"')


BREAKING: Final = [
    ("bad_packet", "no packet", "hello"),
    ("bad_packet", "nothing", ""),
    ("bad_packet", "nothing between two", f'421["time",{{}}]{BETWEEN}{BETWEEN}3'),
    ("bad_packet", "an engine packet that is none", "9"),
    ("bad_packet", "bytes that are no base 64", "bA"),
    ("bad_packet", "bytes that nobody announced", "bAAAA"),
    ("bad_packet", "no JSON", '421["ask",{]'),
    ("bad_packet", "JSON without end", "4" + "[" * 100_000),
    ("bad_packet", "an old client's form", 'd=421["time",{}]'),
    ("bad_utf8", "no UTF-8", b'421["time","\xff\xfe"]'),
    ("too_big", "more than 2 MB", "4" + "x" * transport.MESSAGE_LIMIT),
    ("too_big", "more than any request may be", "4" + "x" * 2 * transport.MESSAGE_LIMIT),
]


@pytest.mark.parametrize(("reason", "what", "body"), BREAKING, ids=[one[1] for one in BREAKING])
async def test_what_cannot_be_read_closes_the_line(
    conference: Conference, reason: str, what: str, body: str | bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    service = conference.service
    before = await service.counted("closed", reason)
    async with polling(conference, "viewer") as other, polling(conference, "moderator") as poll:
        await poll.say(body)
        assert poll.sid not in service.engine.sockets
        assert await poll.hear() == 400
        assert await service.counted("closed", reason) == before + 1
        assert await other.say('421["time",{}]') == 200
        assert await other.until("431[")
    assert not [one for one in caplog.records if one.exc_info], "no trace of it fills the log"


async def test_who_asks_and_asks_and_never_listens_is_closed(conference: Conference) -> None:
    """Its answers may not fill the memory, in one request or in many."""
    service = conference.service
    before = await service.counted("closed", "deaf")
    async with polling(conference, "viewer") as poll, asyncio.timeout(PATIENCE):
        waiting = service.engine.sockets[poll.sid].queue
        while await service.counted("closed", "deaf") == before:
            await poll.say(BETWEEN.join(['421["time",{}]'] * 10_000))
        assert waiting.qsize() < 2 * transport.ANSWER_LIMIT
        assert poll.sid not in service.engine.sockets


async def test_who_goes_away_in_the_middle_of_a_request_leaves_no_trace(
    conference: Conference, caplog: pytest.LogCaptureFixture
) -> None:
    async with polling(conference, "moderator") as poll:
        parts = urlsplit(poll.url)
        _, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = f"POST {parts.path}?{parts.query} HTTP/1.1\r\nHost: x\r\n"
        writer.write(f'{head}Content-Length: 1000\r\n\r\n421["time"'.encode())
        async with conference.service.http.get(f"{conference.service.url}/healthz") as answer:
            assert answer.status == 200
        writer.transport.abort()
        assert await poll.say('422["time",{}]') == 200
        assert await poll.until("432[")
    assert not [one for one in caplog.records if one.exc_info]


async def test_a_node_that_stops_cuts_who_polls_and_says_no_goodbye(
    conference: Conference,
) -> None:
    """A client that is sent away in words stays away; one whose poll fails looks for its house."""
    async with polling(conference, "viewer") as poll:
        await poll.until('42["view"')
        engine, hearing = conference.service.engine, asyncio.create_task(poll.hear())
        async with asyncio.timeout(PATIENCE):
            while not engine.sockets[poll.sid].queue._getters:  # noqa: ASYNC110  the poll is there
                await asyncio.sleep(0)
        await engine.broken.__self__.send_away()
        assert await hearing == 400
        assert "1" not in poll.told
