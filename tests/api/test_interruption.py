"""The chair interrupts for twenty seconds (day.md D5): none of the chair's words stands under the
delegate, and none of the delegate's under the chair."""

import asyncio
import io
import json
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.rehearsal import speech
from server.rehearsal.link import Json, Link
from server.rehearsal.microphone import Microphone
from server.transcribe.score import syllable_errors
from tests.service import Service, in_process, until_heard

DELEGATE, CHAIR = "tl005", "chutri2"


@pytest.fixture
async def hearing(tmp_path: Path) -> AsyncIterator[Service]:
    async with in_process(tmp_path, speech_workers=1) as service:
        yield service


@pytest.mark.slow
async def test_an_interruption_of_twenty_seconds(hearing: Service) -> None:
    conference = await hearing.conference()
    moderator = await conference.opened(recording=True)
    secretary = await conference.enter("secretary")
    mixer = Microphone(await conference.enter("technician"), "venue")
    mixer.open()
    delegate, chair = speech.load(DELEGATE), speech.load(CHAIR)

    below = await speaking(moderator, "InviteNow", point="an-phu")
    said = asyncio.create_task(mixer.say(delegate.pcm))
    await asyncio.sleep(delegate.words[20][1])  # in the middle of the delegate's words
    mixer.hold(True)
    above = await speaking(moderator, "ChairSpeaks", point="hoi-truong")
    await mixer.interject(chair.pcm)
    await asyncio.sleep(0.5)
    back = await moderator.ask("EndFloor", turn=above)
    await moderator.until_seq(back)
    assert moderator.view["floor"]["speaking"] == below
    mixer.hold(False)
    await said
    await asyncio.sleep(1.0)
    seq = await moderator.ask("EndFloor", turn=below)
    await secretary.until_seq(seq)
    await until_heard(secretary, below, mixer.said_ms)
    await mixer.close()

    under = {turn: await words_of(secretary, turn) for turn in (below, above)}
    own = {below: delegate.text, above: chair.text}
    for turn, text in under.items():
        wrong, count = syllable_errors(own[turn], text)
        assert wrong <= count * 0.1, (wrong, count, own[turn], text)
    assert foreign(under[below], chair.text, delegate.text) == set()
    assert foreign(under[above], delegate.text, chair.text) == set()

    # The delegate's time and sound have a hole where the chair spoke.
    spans = moderator.view["floor"]["turns"][below]["spans"]
    chairs = moderator.view["floor"]["turns"][above]["spans"]
    assert len(spans) == 2
    [[starts, ends_at]] = chairs
    assert (spans[0][1], spans[1][0]) == (starts, ends_at)
    spoke = sum(end - start for start, end in spans) / 1000
    assert spoke > delegate.seconds
    assert (ends_at - starts) / 1000 > chair.seconds
    sound = await secretary.get(f"/turns/{below}/sound")
    hole = silence(sound, (starts - spans[0][0]) / 1000, (ends_at - spans[0][0]) / 1000)
    assert hole, "the delegate's sound has nothing where the chair spoke"
    for segment in await segments(secretary, below):
        for _, word_starts, word_ends, _ in segment["words"]:
            assert word_ends <= starts + 60 or word_starts >= ends_at - 60


async def speaking(moderator: Link, type: str, **fields: str) -> str:
    seq = await moderator.ask(type, **fields)
    await moderator.until_seq(seq)
    return str(moderator.view["floor"]["speaking"])


async def words_of(secretary: Link, turn: str) -> str:
    """What was recognised, before it became an official text."""
    heard = await segments(secretary, turn)
    return " ".join(word[0] for one in heard for word in one.get("words", []))


async def segments(secretary: Link, turn: str) -> list[Json]:
    return list(json.loads(await secretary.get(f"/segments?turn={turn}"))["segments"])


def foreign(heard: str, others: str, own: str) -> set[tuple[str, ...]]:
    """Runs of three words of `others`, and not of `own`, that stand in `heard`."""
    return (threes(heard) & threes(others)) - threes(own)


def threes(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(words, words[1:], words[2:], strict=False))


def silence(sound: bytes, from_s: float, to_s: float) -> bool:
    """Whether this stretch of the file has no sound at all, and the rest has its length."""
    with wave.open(io.BytesIO(sound)) as wav:
        wav.setpos(round(from_s * 16_000))
        return not any(wav.readframes(round((to_s - from_s) * 16_000)))
