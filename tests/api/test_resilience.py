"""One turn of 90 s, in which the speech worker is killed, the line is away for 30 s, and the
service is killed: every sample sent is recorded once, and the words are those of a quiet day."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import psutil
import pytest

from server.rehearsal import speech
from server.rehearsal.link import Json, Link
from server.rehearsal.microphone import Microphone
from server.transcribe import models
from server.transcribe.ear import Ear
from server.transcribe.heard import HalfHeard, Heard
from server.transcribe.recording import Piece, pieces
from tests.service import PATIENCE, Conference, Program, as_program, until_heard

SPEECH: Final = ("tl005", "tl006", "tl007", "tl008", "tl009", "tl010")
SECONDS: Final = 90
CUT: Final = 30.0
RATE_MS: Final = 16
Word = tuple[str, float, float]


class Cable:
    """A line to the service that can be pulled out."""

    def __init__(self, port: int) -> None:
        self._to, self.port = port, 0
        self._server: asyncio.Server | None = None
        self._carrying: set[asyncio.Task[None]] = set()

    async def plug(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def pull(self) -> None:
        if self._server:
            self._server.close()
        for task in list(self._carrying):
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._carrying.add(task)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            there, back = await asyncio.open_connection("127.0.0.1", self._to)
            try:
                await asyncio.gather(_copy(reader, back), _copy(there, writer))
            finally:
                back.close()
        writer.close()
        self._carrying.discard(task)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while block := await reader.read(65536):
        writer.write(block)
        await writer.drain()
    writer.close()


class Noted(Microphone):
    """A microphone that remembers all that it captured."""

    def __init__(self, link: Link, source: str) -> None:
        super().__init__(link, source)
        self.captured = bytearray()

    def _captured(self) -> bytes:
        pcm = super()._captured()
        self.captured += pcm
        return pcm


@asynccontextmanager
async def a_cable(program: Program) -> AsyncIterator[Cable]:
    cable = Cable(program.port)
    await cable.plug()
    try:
        yield cable
    finally:
        await cable.pull()


async def a_technician(conference: Conference, cable: Cable) -> Link:
    link = Link(f"http://127.0.0.1:{cable.port}", conference.service.http, "mixer")
    await link.join(conference.code("technician"))
    await link.connect()
    conference.service.links.append(link)
    return link


@pytest.mark.slow
async def test_a_cut_and_two_kills_inside_one_turn(tmp_path: Path) -> None:
    async with as_program(tmp_path / "data") as (program, service), a_cable(program) as cable:
        conference = await service.conference()
        moderator = await conference.opened(recording=True)
        secretary = await conference.enter("secretary")
        mixer = Noted(await a_technician(conference, cable), "venue")
        mixer.open()
        seq = await moderator.ask("InviteNow", point="an-phu")
        await moderator.until_seq(seq)
        turn = moderator.view["floor"]["speaking"]
        sound = b"".join(speech.load(name).pcm for name in SPEECH)[: SECONDS * 32_000]
        assert len(sound) == SECONDS * 32_000
        speaking = asyncio.create_task(mixer.say(sound))

        await half_heard(secretary)
        [worker] = psutil.Process(program.pid).children()
        os.kill(worker.pid, signal.SIGKILL)

        count = len(secretary.view["transcript"]["order"])
        await secretary.until(
            lambda: len(secretary.view["transcript"]["order"]) > count, "words of the new worker"
        )
        await cable.pull()
        await asyncio.sleep(CUT)  # the line is away
        assert not speaking.done()
        await cable.plug()

        await half_heard(secretary)
        assert not speaking.done()
        program.kill()
        await program.start(service.http)
        for link in (moderator, secretary):
            await link.back()
        await speaking
        await until_acknowledged(mixer)
        await asyncio.sleep(1.0)  # as a person pauses
        seq = await moderator.ask("EndFloor", turn=turn)
        await secretary.until(lambda: secretary.seq >= seq, "the end of the turn")
        await until_heard(secretary, turn, mixer.said_ms)
        await mixer.close()

        path = program.folder / "sound" / conference.id / f"{turn}.venue.sound"
        kept = list(pieces(path))
        [[starts, ends]] = moderator.view["floor"]["turns"][turn]["spans"]
        expect_every_sample_once(kept, mixer, starts, ends)
        heard = await words_of(secretary, turn)
    reference = await undisturbed([one for one in kept if one.at_ms >= starts])
    assert [word for word, _, _ in heard] == [word for word, _, _ in reference]
    for one, other in zip(heard, reference, strict=True):
        assert abs(one[1] - other[1]) <= 100 and abs(one[2] - other[2]) <= 100, (one, other)


async def half_heard(secretary: Link) -> None:
    """Recognition is under way: half-heard words have come since."""
    heard = asyncio.Event()
    secretary.on_hint = lambda hint: heard.set() if hint["kind"] == "partial" else None
    async with asyncio.timeout(PATIENCE):
        await heard.wait()


async def until_acknowledged(mixer: Microphone) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(mixer._unsaid) > 5:  # noqa: ASYNC110  some are always on their way
            await asyncio.sleep(0.05)


def expect_every_sample_once(kept: Sequence[Piece], mixer: Noted, starts: int, ends: int) -> None:
    in_order = sorted(kept, key=lambda piece: piece.offset)
    at = in_order[0].offset
    for piece in in_order:
        assert piece.offset == at, "no sample is missing, none is there twice"
        at += len(piece.pcm) // 2
    whole, first = b"".join(piece.pcm for piece in in_order), in_order[0].offset
    assert first <= max(0, starts - mixer.began) * RATE_MS + RATE_MS
    assert whole == bytes(mixer.captured[first * 2 : at * 2])
    assert at >= min(len(mixer.captured) // 2, (ends - mixer.began) * RATE_MS)


async def words_of(secretary: Link, turn: str) -> list[Word]:
    told: Json = json.loads(await secretary.get(f"/segments?turn={turn}"))
    spoken = [one for one in told["segments"] if one.get("kind", "speech") == "speech"]
    assert len(spoken) == len(told["segments"]), "no gap is told, for there is none"
    return [(word, starts, ends) for one in spoken for word, starts, ends, _ in one["words"]]


async def undisturbed(kept: Sequence[Piece]) -> list[Word]:
    """What is heard of the same sound when nothing goes wrong."""
    found: list[Word] = []

    def hear(heard: Heard | HalfHeard) -> None:
        if isinstance(heard, Heard):
            found.extend((word.w, word.start_ms, word.end_ms) for word in heard.words)

    ear = Ear(models.embedded(), 1)
    await ear.start()
    try:
        again = [(piece.at_ms, piece.pcm) for piece in kept]
        hearing = ear.open("reference", hear, lambda since: iter(_after(again, since)))
        for at_ms, pcm in again:
            hearing.feed(at_ms, pcm)
        assert await hearing.close(PATIENCE)
    finally:
        await ear.close()
    return found


def _after(sound: Sequence[tuple[float, bytes]], since: float) -> list[tuple[float, bytes]]:
    return [(at, pcm) for at, pcm in sound if at + len(pcm) / 2 / RATE_MS > since]
