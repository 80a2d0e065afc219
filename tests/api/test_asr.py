"""vosk-server's clients feed the venue: what they send is kept right, and others go on."""

import asyncio
import base64
import contextlib
import json
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import numpy
import pytest
import soxr
from aiohttp import WSMsgType

from server.api import asr_sender
from server.rehearsal.link import Json, Link
from server.rehearsal.speech import load
from server.transcribe import uplink
from server.transcribe.recording import pieces
from server.transcribe.score import syllable_errors
from tests.service import PATIENCE, Conference, Service, as_program, in_process

SILENCE = bytes(6400)


class Client:
    """A vosk-server client: one message, one answer."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.ws = ws
        self.told: list[Json] = []

    async def send(self, message: bytes | str) -> Json:
        await self.say(message)
        return await self.read()

    async def say(self, message: bytes | str) -> None:
        if isinstance(message, bytes):
            await self.ws.send_bytes(message)
        else:
            await self.ws.send_str(message)

    async def read(self) -> Json:
        async with asyncio.timeout(PATIENCE):
            answer = await self.ws.receive()
        assert answer.type is WSMsgType.TEXT, answer
        self.told.append(json.loads(answer.data))
        return self.told[-1]

    async def closed(self) -> int:
        async with asyncio.timeout(PATIENCE):
            message = await self.ws.receive()
        assert message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED), message
        return int(self.ws.close_code or 0)

    async def play(self, pcm: bytes, size: int = 6400) -> None:
        """As vosk-server's own sample does: a file, each answer awaited."""
        for start in range(0, len(pcm), size):
            await self.send(pcm[start : start + size])

    @property
    def text(self) -> str:
        """All finished sentences."""
        return " ".join(one["text"] for one in self.told if one.get("text"))


@pytest.fixture
async def hearing(tmp_path: Path) -> AsyncIterator[Service]:
    async with in_process(tmp_path / "data", speech_workers=1) as service:
        yield service


@asynccontextmanager
async def client(conference: Conference, query: str = "", key: str = "") -> AsyncIterator[Client]:
    key = key or conference.code("technician")
    url = f"{conference.service.url}/asr?key={key}{query}"
    async with conference.service.http.ws_connect(url) as ws:
        yield Client(ws)


async def on_the_floor(conference: Conference) -> tuple[Link, Link, str]:
    """Moderator, secretary, and the venue's turn that has begun."""
    moderator = await conference.opened(recording=True)
    secretary = await conference.enter("secretary")
    await moderator.until_seq(await moderator.ask("InviteNow", point="hoi-truong"))
    return moderator, secretary, str(moderator.view["floor"]["speaking"])


def at_rate(pcm: bytes, rate: int) -> bytes:
    sound = numpy.frombuffer(pcm, "<i2")
    resampled = soxr.resample(sound.astype("float32"), 16_000, rate)
    return bytes(numpy.clip(resampled, -32768, 32767).astype("<i2").tobytes())


def segments(link: Link, turn: str) -> list[Json]:
    rows = link.view["transcript"]["segments"].values()
    return [one for one in rows if one["turn"] == turn and one.get("words", True)]


@pytest.mark.parametrize(
    ("rate", "query", "eof"),
    [
        (16_000, "", '{"eof":1}'),
        (48_000, "", '{"eof" : 1}'),
        (8_000, "&rate=8000", ' {"eof": 1 } '),
    ],
)
async def test_the_sample_client_is_heard_and_recorded(
    hearing: Service, rate: int, query: str, eof: str
) -> None:
    conference = await hearing.conference()
    _, secretary, turn = await on_the_floor(conference)
    said = load("dandap")
    async with client(conference, query) as sample:
        if not query:
            await sample.say(json.dumps({"config": {"sample_rate": float(rate)}}))
        await sample.play(at_rate(said.pcm, rate), size=rate // 5 * 2)
        last = await sample.send(eof)
        assert "text" in last
        assert await sample.closed() == 1000
    errors, count = syllable_errors(said.text, sample.text)
    assert errors / count <= (0.6 if rate == 8_000 else 0.15)  # a telephone has half of the sound
    assert len([one for one in sample.told if one.get("partial")]) > 5
    words = [word for one in sample.told for word in one.get("result", [])]
    assert {*words[0]} == {"conf", "start", "end", "word"}
    if rate != 8_000:
        assert abs(words[0]["start"] - said.words[0][1]) < 0.3
    await secretary.until(lambda: segments(secretary, turn), "a segment of the turn")
    sound = hearing.folder / "sound" / conference.id / f"{turn}.venue.sound"
    kept = sum(len(piece.pcm) for piece in pieces(sound)) / 32_000
    assert abs(kept - said.seconds) < 0.25


async def test_with_nobody_on_the_floor_nothing_is_kept(hearing: Service) -> None:
    conference = await hearing.conference()
    await conference.opened(recording=True)
    async with client(conference) as sample:
        for start in range(0, 64_000, 6400):
            assert await sample.send(load("dandap").pcm[start : start + 6400]) == {"partial": ""}
        assert await sample.send('{"reset":1}') == {"text": ""}
        assert await sample.send(SILENCE) == {"partial": ""}
    assert not list((hearing.folder / "sound").rglob("*.sound"))


async def test_a_closed_connection_is_an_end(hearing: Service) -> None:
    conference = await hearing.conference()
    moderator, secretary, turn = await on_the_floor(conference)
    said = load("dandap")
    pcm = said.pcm + bytes(1000)
    async with client(conference) as sample:
        await sample.play(pcm, size=6000)
    await asyncio.sleep(uplink.AHEAD_MS / 1000)  # as long as the client was ahead of the clock
    await moderator.ask("EndFloor", turn=turn)
    await secretary.until(lambda: segments(secretary, turn), "its words")
    path = hearing.folder / "sound" / conference.id / f"{turn}.venue.sound"
    kept = list(pieces(path))
    assert kept[-1].n == len(pcm) // 3200  # the last chunk, which was not a whole one
    assert kept[-1].pcm == pcm[kept[-1].n * 3200 :]
    assert len(pcm) - sum(len(piece.pcm) for piece in kept) < 6000  # before the turn began


# --- who may ----------------------------------------------------------------------------------


@pytest.fixture
async def conference(service: Service) -> Conference:
    return await service.conference()


async def status(conference: Conference, url: str, **options: Any) -> int:
    try:
        async with conference.service.http.ws_connect(conference.service.url + url, **options):
            return 101
    except aiohttp.WSServerHandshakeError as no:
        return no.status


async def test_only_a_technician_may_feed(conference: Conference) -> None:
    code, token = conference.code("technician"), await conference.token("technician")
    basic = base64.b64encode(f"venue:{code}".encode()).decode()
    assert await status(conference, f"/asr?key={code}") == 101
    assert await status(conference, f"/asr?key={token}") == 101
    headers = {"Authorization": f"Basic {basic}"}
    assert await status(conference, "/asr", headers=headers) == 101
    for wrong in ("", "?key=", "?key=AAAA-BBBB", "?key=a.b.c", f"?key={'x' * 5000}"):
        assert await status(conference, f"/asr{wrong}") in (400, 401), wrong
    for role in ("moderator", "viewer", "secretary"):
        assert await status(conference, f"/asr?key={conference.code(role)}") == 403
    headers = {"Cookie": f"caunoi={token}"}
    assert await status(conference, "/asr", headers=headers) == 401
    assert await status(conference, f"/asr?key={code}&rate=11025") == 400
    async with conference.service.http.get(f"{conference.service.url}/asr?key={code}") as answer:
        assert answer.status == 400


async def test_the_key_is_in_no_log(tmp_path: Path) -> None:
    async with as_program(tmp_path / "d", speech_workers="0", log_level="DEBUG") as (_, service):
        conference = await service.conference()
        code, token = conference.code("technician"), await conference.token("technician")
        for key in (code, token):
            async with client(conference, key=key) as sample:
                await sample.send(b"odd")
                await sample.send("nonsense")
            assert await status(conference, f"/asr?key={key}&rate=1") == 400
        log = (tmp_path / "d" / "program.log").read_text()
    assert "DEBUG" in log
    assert code not in log
    assert token not in log


async def test_a_point_s_code_takes_no_seat_here(conference: Conference) -> None:
    code = conference.code("point", "an-phu")
    assert await status(conference, f"/asr?key={code}") == 403
    await conference.enter("point", "an-phu")  # the seat is still free


async def test_one_at_a_time_and_a_silent_one_gives_way(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with client(conference) as first:
        await first.send(SILENCE)
        url = f"/asr?key={conference.code('technician')}"
        assert await status(conference, url) == 503
        monkeypatch.setattr(asr_sender, "SILENT_SECONDS", -1)
        async with client(conference) as second:
            assert await first.closed() == 1008
            assert await second.send(SILENCE) == {"partial": ""}


# --- what cannot be read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "code", "why"),
    [
        (b"", "bad_sound", "empty_chunk"),
        (b"abc", "bad_sound", "odd_bytes"),
        (bytes(10 << 20), "bad_sound", "chunk_too_big"),
        (b"RIFF\0\0\0\0WAVEfmt ", "bad_sound", "wav_header"),
        ("hello", "bad_field", 'neither "config", "eof" nor "reset"'),
        ("{", "bad_field", 'neither "config", "eof" nor "reset"'),
        ("[" * 100_000, "bad_field", 'neither "config", "eof" nor "reset"'),
        ('{"config": 5}', "bad_field", 'neither "config", "eof" nor "reset"'),
        ('{"config": {"words": {}}}', "bad_field", None),
    ],
)
async def test_it_is_told_and_the_connection_goes_on(
    conference: Conference, message: bytes | str, code: str, why: str | None
) -> None:
    async with client(conference) as sample:
        told = (await sample.send(message))["error"]
        assert told["code"] == code
        assert told["message"]
        assert why is None or told["why"] == why
        assert await sample.send(SILENCE) == {"partial": ""}


def header(rate: int = 16_000, channels: int = 1, bits: int = 16) -> bytes:
    size = channels * bits // 8
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * size, size, bits)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"LIST" + struct.pack("<I", 3) + b"abc\0"
    return b"RIFF" + struct.pack("<I", 0) + body + b"data" + struct.pack("<I", 0)


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ('{"config": {"sample_rate": 11025}}', "bad_rate"),
        ('{"config": {"sample_rate": 0}}', "bad_rate"),
        ('{"config": {"channels": 2}}', "not_mono"),
        ('{"config": {"num_channels": "2"}}', "not_mono"),
        (header(rate=44_100) + SILENCE, "bad_rate"),
        (header(channels=2) + SILENCE, "not_mono"),
        (header(bits=8) + SILENCE, "not_16_bit"),
    ],
)
async def test_who_would_be_misunderstood_is_sent_away(
    conference: Conference, message: bytes | str, why: str
) -> None:
    async with client(conference) as sample:
        told = (await sample.send(message))["error"]
        assert (told["code"], told["why"]) == ("unfit_sound", why)
        assert await sample.closed() == 1008


async def test_a_wav_file_sent_as_it_is_loses_its_header_only(conference: Conference) -> None:
    async with client(conference) as sample:
        assert await sample.send(header() + SILENCE) == {"partial": ""}


async def test_a_rate_may_be_said_again_but_not_changed(conference: Conference) -> None:
    async with client(conference, "&rate=48000") as sample:
        await sample.send(SILENCE)
        await sample.say('{"config": {"sample_rate": 48000}}')
        assert await sample.send(SILENCE) == {"partial": ""}
        told = await sample.send('{"config": {"sample_rate": 16000}}')
        assert told["error"]["why"] == "late_config"


async def test_no_client_chooses_the_model(service: Service) -> None:
    conference = await service.conference()
    async with client(conference) as sample:
        await sample.say(
            '{"config": {"model": "/etc", "phrase_list": ["a"], "max_alternatives": 3}}'
        )
        assert await sample.send(SILENCE) == {"partial": ""}
        async with service.http.get(f"{service.url}/readyz") as answer:
            assert (await answer.json())["speech"] == "off"


async def test_a_client_that_misbehaves_disturbs_nobody(conference: Conference) -> None:
    moderator = await conference.opened(recording=True)
    async with client(conference) as sample:
        for _ in range(50):
            await sample.say(b"\0")
            await sample.say("nonsense")
        for _ in range(100):
            assert "error" in await sample.read()
        with contextlib.suppress(ConnectionError):  # it does not even listen to the end
            await sample.say(bytes(20 << 20))
    await moderator.ask("SetCaptions", captions="live")
    async with client(conference) as sample:
        assert await sample.send(SILENCE) == {"partial": ""}
