"""Clients that ask too much of one node: bounded, and the others do not notice."""

import asyncio
import json
import re
import uuid
from collections import Counter
from pathlib import Path

import pytest

from server.api import socket as door
from server.api import strangers, transport
from server.api.paced import Paced
from server.rehearsal.link import Json
from tests.api.raw import line, wire
from tests.service import PATIENCE, Conference, Service, in_process

ASKED = 1000


def raise_hand(number: int) -> str:
    body = {"id": str(uuid.uuid4()), "type": "RaiseHand", "point": "an-phu", "topic": f"{number}"}
    return f"42{number}{json.dumps(['ask', body])}"


@pytest.fixture(autouse=True)
def nothing_told_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test provoked keeps no line of this one back."""
    for module in (door, transport):
        monkeypatch.setattr(module, "paced", Paced(module.log))


@pytest.fixture
async def conference(service: Service) -> Conference:
    return await service.conference()


async def test_a_thousand_commands_at_once_are_bounded(
    conference: Conference, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Each is answered, most of them with `busy`; whatever others ask meanwhile is done."""
    monkeypatch.setattr(door, "IN_FLIGHT", 4)
    moderator, other = await conference.opened(), await conference.enter("point", "don-dac")
    async with line(conference.service) as rude:
        assert await rude.connect({"token": await conference.token("point", "an-phu")})
        for number in range(1, ASKED + 1):
            await rude.text(raise_hand(number))
        seqs = [
            await moderator.ask("SetCaptions", captions="live"),
            await other.ask("RaiseHand", point="don-dac", speaker={"name": "Chị Hoa"}),
            await moderator.ask("SetCaptions", captions="off"),
        ]
        assert seqs == sorted(set(seqs))
        answers: dict[int, Json] = {}
        while len(answers) < ASKED:
            frame = await rude.read()
            assert frame is not None, "closed"
            if asked := re.match(r"43(\d+)", frame):
                [answers[int(asked[1])]] = json.loads(frame[asked.end() :])
    codes = Counter(one["error"]["code"] if "error" in one else "seq" for one in answers.values())
    assert codes.keys() <= {"seq", "busy", "point_limit"}
    assert codes["busy"] > ASKED / 2
    await moderator.until_seq(max(seqs))
    lines = [one for one in caplog.messages if one.startswith("too many commands at once: ")]
    assert 1 <= len(lines) < 10
    assert f"conference={conference.id} actor=an-phu role=point" in lines[0]


async def test_one_token_opens_only_so_many_connections(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "SEATS", 2)
    auth = {"token": await conference.token("viewer")}
    async with line(conference.service) as one, line(conference.service) as two:
        assert await one.connect(auth)
        assert await two.connect(auth)
        async with line(conference.service) as three:
            assert not await three.connect(auth)
            assert three.refused["code"] == "too_many_connections"
    other = {"token": await conference.token("viewer")}
    async with line(conference.service) as four:
        assert await four.connect(other)


async def test_strangers_from_one_address_are_bounded_and_sent_away(
    conference: Conference, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """They shake hands and never say who they are. Whoever is in stays in, and acts."""
    monkeypatch.setattr(strangers, "MOST", 5)
    service = conference.service
    moderator = await conference.opened()
    before = await service.counted("closed", "crowd")
    quiet = [wire(service) for _ in range(5)]
    for one in quiet:
        reader, _ = await one.__aenter__()
        await reader.readexactly(2)
    async with service.http.get(f"{service.url}/socket.io/?EIO=4&transport=polling") as answer:
        assert answer.status == 401
    assert await service.counted("closed", "crowd") == before + 1
    await moderator.ask("SetCaptions", captions="live")
    monkeypatch.setattr(strangers, "INTRODUCTION", 0.0)
    async with line(service) as raw:  # whoever comes now finds the others sent away
        assert await raw.connect({"token": await conference.token("viewer")})
    assert await service.counted("closed", "stranger") >= 5
    for reason in ("crowd", "stranger"):
        assert f"connection closed: reason={reason} address=127.0.0.1 more=0" in caplog.messages
    for one in quiet:
        await one.__aexit__(None, None, None)


async def test_a_half_open_connection_is_missed_and_nobody_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It answers no ping any more, as a pulled cable; acts go on, and it is gone soon."""
    monkeypatch.setattr(transport, "PING_SECONDS", 0.3)
    monkeypatch.setattr(transport, "PONG_SECONDS", 0.3)
    async with in_process(tmp_path) as service:
        conference = await service.conference()
        moderator = await conference.opened()
        token = await conference.token("viewer")
        async with line(service) as raw, asyncio.timeout(PATIENCE):
            assert await raw.connect({"token": token})
            while (await service.metrics())['caunoi_sockets{audience="viewer"}'] > 0:
                await moderator.ask("SetCaptions", captions="live")
                await moderator.ask("SetCaptions", captions="off")
    assert "connection closed: reason=silent address=127.0.0.1 more=0" in caplog.messages
