"""Bad input is answered in words, changes nothing and is counted; a broken transport is closed and
counted, and nobody else notices."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest

from server.rehearsal.link import Json
from tests.api.raw import Raw, frame, line, seated, wire
from tests.service import PATIENCE, Conference, Service

ID = "8b6c1c0e-6f3e-4a36-9d0b-6a1a7a1f0001"


@pytest.fixture
async def conference(service: Service) -> Conference:
    conference = await service.conference()
    await conference.opened(recording=True)
    return conference


def command(type: str, **fields: Any) -> str:
    return json.dumps(["ask", {"id": ID, "type": type, **fields}])


HAND = {"point": "an-phu"}
BAD: list[tuple[str, str, str, str]] = [
    # who, what they send, the code, what the message speaks of
    ("moderator", command("Explode"), "unknown_command", ""),
    ("moderator", command("__class__"), "unknown_command", ""),
    ("moderator", json.dumps(["ask", {"id": ID}]), "unknown_command", ""),
    ("moderator", json.dumps(["ask", {"id": ID, "type": ["x"]}]), "unknown_command", ""),
    ("moderator", command("LowerHand"), "bad_field", "request"),
    ("moderator", command("LowerHand", request="r1", force=True), "bad_field", "force"),
    ("moderator", command("LowerHand", request=5), "bad_field", "request"),
    ("moderator", command("LowerHand", request=None), "bad_field", "request"),
    ("moderator", command("LowerHand", request=""), "bad_field", "request"),
    ("moderator", command("LowerHand", request=["r1"]), "bad_field", "request"),
    ("moderator", command("RaiseHand", **HAND, kind="song"), "bad_field", "kind"),
    ("moderator", command("RaiseHand", **HAND, speaker={"nom": "x"}, x=1), "bad_field", ""),
    ("moderator", command("RaiseHand", **HAND, topic="x" * 1_000_000), "bad_field", "topic"),
    ("moderator", command("RaiseHand", **HAND, topic="a\0b"), "bad_field", "topic"),
    ("moderator", command("RaiseHand", **HAND, topic="a\x1bb"), "bad_field", "topic"),
    ("moderator", command("RaiseHand", **HAND, speaker={"name": "\x07"}), "bad_field", "name"),
    ("moderator", command("RaiseHand", **HAND, topic="\ud800"), "bad_field", "topic"),
    ("moderator", command("RaiseHand", **HAND, topic="x\udc00\\u0041"), "bad_field", "topic"),
    ("moderator", command("LowerHand", request="r999"), "unknown_id", ""),
    ("moderator", command("ExtendFloor", turn="t1", seconds=2**63), "bad_field", "seconds"),
    ("moderator", command("ExtendFloor", turn="t1", seconds=-1), "bad_field", "seconds"),
    ("moderator", command("ExtendFloor", turn="t1", seconds=1.5), "bad_field", "seconds"),
    ("moderator", command("ExtendFloor", turn="t1", seconds=True), "bad_field", "seconds"),
    ("secretary", command("VerifySegment", segment="s1", version=2**63), "bad_field", "version"),
    ("secretary", command("VerifySegment", segment="s1", version=10**400), "bad_field", "version"),
    ("secretary", command("LogOpinion", text="x" * 8001), "bad_field", "text"),
    ("moderator", json.dumps(["ask"]), "bad_arguments", ""),
    ("moderator", json.dumps(["ask", {"id": ID}, {}]), "bad_arguments", ""),
    ("moderator", json.dumps(["ask", "LowerHand"]), "bad_arguments", ""),
    ("moderator", json.dumps(["ask", None]), "bad_arguments", ""),
    ("moderator", json.dumps(["ask", {"type": "OpenConference"}]), "bad_command_id", ""),
    ("moderator", json.dumps(["ask", {"id": "x", "type": "OpenQueue"}]), "bad_command_id", ""),
    ("moderator", json.dumps(["ask", {"id": 5, "type": "OpenQueue"}]), "bad_command_id", ""),
    ("moderator", json.dumps(["explode", {}]), "unknown_event", "explode"),
    ("moderator", json.dumps(["", {}]), "unknown_event", ""),
    ("moderator", json.dumps(["*", {}]), "unknown_event", ""),
    ("moderator", json.dumps(["connect", {}, {}]), "unknown_event", "connect"),
    ("moderator", json.dumps(["disconnect"]), "unknown_event", "disconnect"),
    ("moderator", json.dumps(["x" * 100_000]), "unknown_event", ""),
    ("moderator", json.dumps(["\ud800"]), "unknown_event", ""),
    ("moderator", '["ask", ' + "[" * 90_000 + "]" * 90_000 + "]", "bad_field", ""),
    ("moderator", '["ask", ' + '{"a":' * 500 + "1" + "}" * 500 + "]", "bad_field", ""),
    ("viewer", command("OpenConference"), "not_allowed", ""),
    ("hall", command("RaiseHand", **HAND), "not_allowed", ""),
    ("secretary", command("CallSpeaker"), "not_allowed", ""),
    ("moderator", command("VerifySegment", segment="s1", version=1), "not_allowed", ""),
    ("chair", command("NotePointLost", point="an-phu"), "not_allowed", ""),
    ("chair", command("NotePointReturned", point="an-phu"), "not_allowed", ""),
    (
        "secretary",
        command("RecordSegment", turn="t1", starts=0, ends=1, text="tôi đã nói"),
        "not_allowed", "",
    ),
    ("moderator", command("SetUpConference", plan={}), "not_allowed", ""),
    ("moderator", json.dumps(["sound", {}]), "bad_arguments", ""),
    ("moderator", json.dumps(["sound"]), "bad_arguments", ""),
    ("moderator", json.dumps(["sound", {}, "text"]), "bad_arguments", ""),
    ("moderator", command("CallSpeaker"), "nobody_waiting", ""),
]  # fmt: skip


@pytest.fixture
async def desk(conference: Conference) -> AsyncIterator[dict[str, Raw]]:
    async with (
        seated(conference, "moderator") as moderator,
        seated(conference, "secretary") as secretary,
        seated(conference, "chair") as chair,
        seated(conference, "viewer") as viewer,
        seated(conference, "hall") as hall,
    ):
        yield {
            "moderator": moderator, "secretary": secretary, "chair": chair, "viewer": viewer,
            "hall": hall,
        }  # fmt: skip


async def test_every_bad_input_is_answered_changes_nothing_and_is_counted(
    conference: Conference, desk: dict[str, Raw]
) -> None:
    service = conference.service
    seq = (await desk["moderator"].call("look"))["seq"]
    before = await service.metrics()
    codes = []
    for who, body, code, field in BAD:
        told = await desk[who].call_text(body)
        assert told is not None, f"closed by {body[:100]}"
        assert told.keys() == {"error"}, (body[:100], told)
        error = told["error"]
        assert error["code"] == code, (body[:100], error)
        assert error["message"]
        assert not error["message"].isascii(), error["message"]  # Vietnamese
        assert field in json.dumps(error), (body[:100], error)
        assert len(json.dumps(told)) < 2000
        codes.append(code)
    after = await service.metrics()
    for code in set(codes):
        name = f'caunoi_commands_total{{outcome="{code}"}}'
        assert after[name] - before.get(name, 0) == codes.count(code), code
    name = 'caunoi_commands_total{outcome="internal"}'
    assert name not in after
    assert (await desk["moderator"].call("look"))["seq"] == seq
    # The id was never used up.
    told = json.loads(command("RaiseHand", **HAND))
    assert (await desk["moderator"].call(*told))["seq"] == seq + 1


async def test_english_for_whoever_asks_for_it(conference: Conference) -> None:
    async with seated(conference, "viewer", language="en") as raw:
        assert (await raw.ask("OpenConference"))["error"] == {
            "code": "not_allowed", "message": "This role may not do that.", "role": "viewer",
        }  # fmt: skip
        told = await raw.call("explode", {"deep": [1]})
        assert told["error"]["message"].isascii()


SOUND = {"source": "venue", "stream": "s1", "n": 0, "began": 0, "oldest": 0}
BAD_SOUND: list[tuple[str, Json, bytes, str]] = [
    ("technician", {"source": "an-phu"}, bytes(3200), "not_your_source"),
    ("technician", {}, b"odd", "bad_sound"),
    ("technician", {}, b"", "bad_sound"),
    ("technician", {}, bytes(40_000), "bad_sound"),
    ("technician", {"n": -1}, bytes(3200), "bad_sound"),
    ("technician", {"n": 2**62}, bytes(3200), "bad_field"),
    ("technician", {"n": "0"}, bytes(3200), "bad_field"),
    ("technician", {"began": 2**63}, bytes(3200), "bad_field"),
    ("technician", {"began": 1}, bytes(3200), "bad_sound"),
    ("technician", {"stream": "../../x"}, bytes(3200), "bad_sound"),
    ("technician", {"stream": "x" * 1000}, bytes(3200), "bad_sound"),
    ("technician", {"stream": "\0"}, bytes(3200), "bad_field"),
    ("technician", {"codec": "mp3"}, bytes(3200), "bad_field"),
    ("technician", {"codec": "opus"}, b"\x49abc", "bad_sound"),
    ("technician", {"codec": "opus"}, b"\x4c" + bytes(40), "bad_sound"),
    ("technician", {}, b"RIFF\x24\0\0\0WAVEfmt ", "bad_sound"),
    ("technician", {}, bytes(1_900_000), "bad_sound"),
    ("technician", {"n": None}, bytes(3200), "bad_field"),  # NaN, as a browser writes it
    ("technician", {"began": 1.5}, bytes(3200), "bad_field"),
    ("technician", {"more": 1}, bytes(3200), "bad_field"),
    ("point", {"source": "don-dac"}, bytes(3200), "not_on_floor"),
    ("point", {"source": "an-phu"}, bytes(3200), "not_your_source"),
    ("point", {}, bytes(3200), "not_your_source"),
    ("moderator", {}, bytes(3200), "not_your_source"),
]


async def test_bad_sound_is_answered_and_breaks_nothing(conference: Conference) -> None:
    async with (
        seated(conference, "technician") as technician,
        seated(conference, "point", "don-dac") as point,
        seated(conference, "moderator") as moderator,
    ):
        who = {"technician": technician, "point": point, "moderator": moderator}
        now = (await technician.call("time"))["now"]
        await moderator.ask("InviteNow", point="hoi-truong")
        for role, changed, pcm, code in BAD_SOUND:
            meta = SOUND | {"began": now} | changed
            told = await who[role].sound(meta, pcm)
            assert told and told.get("error", {}).get("code") == code, (role, changed, told)
            assert told["error"]["message"]
        good = SOUND | {"began": now}
        assert await technician.sound(good, bytes(3200)) == {"have": 0}
        assert await conference.service.counted("commands", "bad_sound") == 11
        assert await conference.service.counted("commands", "internal") == 0


# --- what breaks the transport ----------------------------------------------------------------


async def huge(raw: Raw) -> None:
    await raw.text('421["ask",{"x":"' + "x" * 2_200_000 + '"}]')


def frames(*texts: str | bytes) -> Any:
    async def send(raw: Raw) -> None:
        for one in texts:
            await (raw.ws.send_str(one) if isinstance(one, str) else raw.ws.send_bytes(one))

    return send


BREAKING: list[tuple[str, str, Any]] = [
    ("too_big", "a message of more than 2 MB", huge),
    ("bad_packet", "no JSON", frames('421["ask",{]')),
    ("bad_packet", "NaN", frames('421["ask",{"id":NaN}]')),
    ("bad_packet", "half a surrogate escape", frames('421["ask",{"id":"\\ud8"}]')),
    ("bad_packet", "an event that is an object", frames('421{"ask":1}')),
    ("bad_packet", "an event without a name", frames("421[]")),
    ("bad_packet", "an event whose name is a number", frames("421[5]")),
    ("bad_packet", "no event at all", frames("421")),
    ("bad_packet", "an unknown packet type", frames("49")),
    ("bad_packet", "an empty message", frames("4")),
    ("bad_packet", "a message that is JSON", frames('4["ask"]')),
    ("bad_packet", "no packet", frames("hello")),
    ("bad_packet", "nothing", frames("")),
    ("bad_packet", "an engine packet that is none", frames("9")),
    ("bad_packet", "an attachment that nobody announced", frames(b"\0\0")),
    ("bad_packet", "a packet in binary", frames(b'2["time",{}]')),
    (
        "bad_packet",
        "a missing attachment",
        frames('451-1["sound",{},{"_placeholder":true,"num":0}]', '422["time",{}]'),
    ),
    (
        "bad_packet",
        "an attachment that is not there",
        frames('451-1["sound",{},{"_placeholder":true,"num":7}]', b"\0\0"),
    ),
    ("bad_packet", "many attachments", frames('459999999-1["sound",{}]', b"\0\0")),
    ("bad_packet", "no attachments", frames('450-1["sound",{}]', b"\0\0")),
    ("bad_packet", "an error from a client", frames("44{}")),
]


@pytest.mark.parametrize(("reason", "what", "send"), BREAKING, ids=[one[1] for one in BREAKING])
async def test_a_broken_transport_is_closed_counted_and_nobody_elses_business(
    service: Service, reason: str, what: str, send: Any
) -> None:
    conference = await service.conference()
    before = await service.counted("closed", reason)
    async with seated(conference, "viewer") as other, seated(conference, "moderator") as raw:
        await send(raw)
        assert await raw.closed()
        assert await service.counted("closed", reason) == before + 1
        assert "now" in await other.call("time")
    await gone(service)


async def gone(service: Service) -> None:
    """Until the engine has forgotten every socket: a broken one must not seem to live on."""
    async with asyncio.timeout(PATIENCE):
        while any(not one.closed for one in service.engine.sockets.values()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


BAD_FRAMES: list[tuple[str, str, bytes]] = [
    ("bad_utf8", "invalid UTF-8", b"\x81\x84\0\0\0\0" + b"4\xff\xfe\xfd"),
    ("framing", "a reserved opcode", b"\x83\x80\0\0\0\0"),
    ("framing", "reserved bits", b"\xf1\x81\0\0\0\0" + b"2"),
    ("framing", "a fragmented ping", b"\x09\x80\0\0\0\0"),
    ("framing", "a ping that is too long", b"\x89\xfe\x01\x00\0\0\0\0" + bytes(256)),
    ("framing", "a continuation of nothing", b"\x80\x81\0\0\0\0x"),
    ("too_big", "a length beyond reason", b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0xx"),
]


@pytest.mark.parametrize(("reason", "what", "frame"), BAD_FRAMES, ids=[o[1] for o in BAD_FRAMES])
async def test_bad_framing_closes_the_connection(
    service: Service, reason: str, what: str, frame: bytes
) -> None:
    before = await service.counted("closed", reason)
    async with wire(service) as (reader, writer), asyncio.timeout(PATIENCE):
        writer.write(frame)
        await reader.read()  # to the end: closed
    assert await service.counted("closed", reason) == before + 1
    await gone(service)


async def test_a_line_that_is_simply_cut_is_noticed(service: Service) -> None:
    conference = await service.conference()
    async with line(service) as raw:
        assert await raw.connect({"token": await conference.token("viewer")})
    await gone(service)
    told = await service.metrics()
    assert told['caunoi_sockets{audience="viewer"}'] == 0


async def test_who_asks_and_asks_and_never_reads_is_closed(service: Service) -> None:
    """Its answers may not fill the memory."""
    conference = await service.conference()
    token = await conference.token("viewer")
    before = await service.counted("closed", "deaf")
    known = set(service.engine.sockets)
    async with wire(service, 4096) as (reader, writer), asyncio.timeout(PATIENCE):
        await reader.readexactly(2)
        [sid] = set(service.engine.sockets) - known
        transport = service.engine.sockets[sid].ws.raw
        kernel = transport.get_extra_info("socket")
        kernel.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(frame("40" + json.dumps({"token": token})))
        while await service.counted("closed", "deaf") == before:
            writer.writelines(frame('421["time",{}]') for _ in range(2000))
            await asyncio.sleep(0.005)
        while not transport.is_closing():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await gone(service)
