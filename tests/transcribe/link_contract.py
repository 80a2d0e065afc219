"""What every road to a worker must do. test_redis_link.py runs it over pipes and over Redis.

A subclass gives the fixture `spawn`; its workers hear with the embedded model."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from server.rehearsal.speech import load
from server.transcribe import models, wire
from server.transcribe.link import Lane, Link, Spawn
from server.transcribe.score import syllable_errors
from tests.transcribe.given import sound
from tests.transcribe.test_ear import SOON

Said = AsyncIterator[wire.FromWorker]
SILENCE = bytes(3200)


async def hear(said: Said, kind: type[wire.FromWorker]) -> list[wire.FromWorker]:
    """What is said, until one of `kind`."""
    heard: list[wire.FromWorker] = []
    async with asyncio.timeout(SOON):
        while not heard or not isinstance(heard[-1], kind):
            heard.append(await anext(said))
    return heard


async def feed(lane: Lane, number: int, chunks: list[bytes]) -> None:
    for pcm in chunks:
        await lane.room()
        lane.send(wire.Feed(number, pcm))


def text(said: list[wire.FromWorker]) -> str:
    finals = [one for one in said if isinstance(one, wire.Final)]
    return " ".join(word.word for one in finals for word in one.words)


class LinkContract:
    @pytest.fixture
    async def link(self, spawn: Spawn) -> AsyncIterator[Link]:
        async with asyncio.timeout(SOON):
            link = await spawn(models.embedded())
        yield link
        await link.end()

    @pytest.fixture
    async def said(self, link: Link) -> AsyncIterator[Said]:
        async with aclosing(link.messages()) as said:  # type: ignore[type-var]
            ready = await anext(said)
            assert isinstance(ready, wire.Ready)
            assert ready.note == models.LIMITS
            yield said

    async def test_an_utterance_is_heard_to_its_end(self, link: Link, said: Said) -> None:
        lane = link.lane(1)
        lane.send(wire.Open(1))
        await feed(lane, 1, [pcm for _, pcm in sound("dandap")])
        lane.send(wire.Close(1))
        answers = await hear(said, wire.Closed)
        errors, syllables = syllable_errors(load("dandap").text, text(answers))
        assert errors / syllables < 0.05
        assert isinstance(answers[-2], wire.Final)
        assert {one.hearing for one in answers if not isinstance(one, wire.Ready)} == {1}

    async def test_messages_keep_their_order(self, link: Link, said: Said) -> None:
        lane = link.lane(1)
        lane.send(wire.Open(1))
        for _ in range(4):
            await feed(lane, 1, [SILENCE] * 10)
            lane.send(wire.Cut(1))
        lane.send(wire.Close(1))
        finals = [one for one in await hear(said, wire.Closed) if isinstance(one, wire.Final)]
        assert [one.through for one in finals] == [16_000, 32_000, 48_000, 64_000, 64_000]

    async def test_hearings_do_not_mix(self, link: Link, said: Said) -> None:
        for number in (1, 2):
            link.lane(number).send(wire.Open(number))
        for _, pcm in sound("dandap"):
            await feed(link.lane(1), 1, [pcm])
            await feed(link.lane(2), 2, [SILENCE])
        for number in (2, 1):
            link.lane(number).send(wire.Close(number))
        answers = [*await hear(said, wire.Closed), *await hear(said, wire.Closed)]
        assert text([one for one in answers if getattr(one, "hearing", 0) == 2]) == ""
        assert "quảng minh phát biểu" in text(answers)

    async def test_what_cannot_be_heard_is_answered(self, link: Link, said: Said) -> None:
        link.lane(9).send(wire.Feed(9, SILENCE))
        assert await hear(said, wire.Failed) == [wire.Failed(9, "unknown hearing")]
        lane = link.lane(1)
        lane.send(wire.Open(1))
        lane.send(wire.Feed(1, b"abc"))
        assert await hear(said, wire.Failed) == [wire.Failed(1, "ValueError: half a sample")]

    async def test_sound_finds_a_bound_and_then_room_again(self, link: Link, said: Said) -> None:
        lane, sent = link.lane(1), 0
        lane.send(wire.Open(1))
        while lane.has_room:
            lane.send(wire.Feed(1, SILENCE))
            sent += 1
            assert sent < 1_000
        async with asyncio.timeout(SOON):
            await lane.room()
        lane.send(wire.Close(1))
        final = (await hear(said, wire.Closed))[-2]
        assert isinstance(final, wire.Final)
        assert final.through == sent * len(SILENCE) // 2

    async def test_it_stops_when_told(self, link: Link, said: Said) -> None:
        link.stop("for this test")
        told = ""
        async with asyncio.timeout(SOON):
            try:
                async for _ in said:
                    pass
            except Exception as error:
                told = str(error)
        assert "for this test" in told + await link.end()
