"""Pulled plugs: the service, or its speech worker, is killed in the middle of a turn of real sound.
What was acknowledged is there, the turn goes on, and the words are those of an undisturbed run."""

import asyncio
import copy
import json
import os
import signal
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from server.rehearsal import speech
from server.rehearsal.link import Json, Link
from server.rehearsal.microphone import Microphone
from server.transcribe.score import syllable_errors
from tests.service import PATIENCE, Conference, Program, Service, as_program, until_heard

UTTERANCE = "tl005"
"""16.6 s, read by a machine voice."""
FEW = 0.03
"""Share of syllables that may differ: a sentence may be parted elsewhere."""


class Hall:
    """A conference in which somebody speaks into the venue's mixer."""

    def __init__(self, program: Program, conference: Conference) -> None:
        self.program, self.conference = program, conference
        self.links: dict[str, Link] = {}
        self.words = speech.load(UTTERANCE)
        self.turn = ""

    async def open(self) -> None:
        conference = self.conference
        self.links["moderator"] = await conference.opened(recording=True)
        for role, point in (
            ("secretary", ""), ("technician", ""), ("point", "an-phu"), ("point", "don-dac"),
        ):  # fmt: skip
            self.links[point or role] = await conference.enter(role, point)
        self.mixer = Microphone(self.links["technician"], "venue")
        self.mixer.open()

    async def fill(self) -> None:
        """Things that may not be lost: hands, an opinion, a roll call."""
        moderator, point = self.links["moderator"], self.links["an-phu"]
        await point.ask("CheckIn", point="an-phu", present=17)
        await point.ask("RaiseHand", point="an-phu", speaker={"name": "An"}, topic="Đường")
        await self.links["don-dac"].ask("RaiseHand", point="don-dac", speaker={"name": "Cường"})
        await moderator.ask("ApproveRequest", request="r2")
        await self.links["secretary"].ask("LogOpinion", text="Đề nghị sửa đường", point="an-phu")

    async def call(self) -> None:
        """The hand from An Phú is called and has the floor."""
        await self.links["moderator"].ask("CallSpeaker", request="r1")
        seq = await self.links["an-phu"].ask("TakeFloor", turn="t1")
        await self.links["moderator"].until_seq(seq)
        self.turn = self.links["moderator"].view["floor"]["speaking"]

    async def until_hinted(self) -> None:
        """Until recognition is under way: half-heard words of this turn."""
        heard = asyncio.Event()
        self.links["secretary"].on_hint = lambda hint: heard.set() if "text" in hint else None
        async with asyncio.timeout(PATIENCE):
            await heard.wait()

    async def end(self) -> str:
        """A second of quiet, the end of the turn, and the words that were heard in it."""
        await asyncio.sleep(1.0)  # as a person pauses
        seq = await self.links["moderator"].ask("EndFloor", turn=self.turn)
        secretary = self.links["secretary"]
        await secretary.until_seq(seq)
        await until_heard(secretary, self.turn, self.mixer.said_ms)
        await self.mixer.close()
        return spoken(secretary)

    async def segments(self) -> list[Json]:
        told = json.loads(await self.links["secretary"].get(f"/segments?turn={self.turn}"))
        return list(told["segments"])


def spoken(link: Link) -> str:
    transcript = link.view["transcript"]
    return " ".join(transcript["segments"][id]["text"] for id in transcript["order"])


def durable(view: Json) -> Json:
    """What of a view is in the log and does not move by itself: all but who is connected."""
    kept = copy.deepcopy({area: view[area] for area in ("conference", "floor", "queue")})
    kept["opinions"] = view.get("opinions")
    kept["present"] = {id: one.get("present") for id, one in view["points"].items()}
    return kept


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with as_program(tmp_path / "data") as (program, service):
        hall = await a_hall(program, service)
        yield hall
        await hall.mixer.close()


async def a_hall(program: Program, service: Service) -> Hall:
    hall = Hall(program, await service.conference())
    await hall.open()
    await hall.fill()
    await hall.call()
    return hall


async def undisturbed(tmp_path: Path) -> str:
    async with as_program(tmp_path / "undisturbed") as (program, service):
        hall = await a_hall(program, service)
        await hall.mixer.say(hall.words.pcm)
        return await hall.end()


async def expect_same_words(hall: Hall, heard: str, reference: str) -> None:
    wrong, count = syllable_errors(reference, heard)
    assert wrong <= count * FEW, f"{wrong} of {count}:\n{reference}\n{heard}"
    segments = await hall.segments()
    assert len({one["starts"] for one in segments}) == len(segments)
    for one, two in pairwise(segments):
        assert one["ends"] <= two["starts"] + 100, (one, two)  # none twice, none over another


@pytest.mark.slow
async def test_the_service_is_killed_in_the_middle_of_a_turn(hall: Hall, tmp_path: Path) -> None:
    reference = asyncio.create_task(undisturbed(tmp_path))  # beside it, at real speed
    speaking = asyncio.create_task(hall.mixer.say(hall.words.pcm))
    await hall.until_hinted()
    secretary, moderator = hall.links["secretary"], hall.links["moderator"]
    await secretary.until(lambda: spoken(secretary), "a first sentence")
    await asyncio.sleep(0.7)  # into the next one

    seq = await secretary.ask("LogOpinion", text="Ghi ngay trước khi mất điện", point="don-dac")
    await asyncio.gather(secretary.until_seq(seq), moderator.until_seq(seq))
    before = {link: durable(link.view) for link in (secretary, moderator)}
    hall.program.kill()
    for link in hall.links.values():
        link.version = ""
    await hall.program.start(hall.conference.service.http)

    for link in hall.links.values():  # by themselves
        await link.back()
        await link.until(lambda k=link: bool(k.version), "a view after the restart")  # type: ignore[misc]
    for link, view in before.items():
        assert durable(link.view) == view
        assert link.seq >= seq
    assert moderator.view["floor"]["speaking"] == hall.turn
    await speaking
    heard = await hall.end()
    await expect_same_words(hall, heard, await reference)
    await moderator.until(
        lambda: all(moderator.view["points"][id]["link"] == "here" for id in ("an-phu", "don-dac")),
        "the points",
    )
    assert moderator.view["floor"]["turns"][hall.turn]["stage"] == "ended"


@pytest.mark.slow
async def test_the_speech_worker_is_killed_in_the_middle_of_a_sentence(
    hall: Hall, tmp_path: Path
) -> None:
    reference = asyncio.create_task(undisturbed(tmp_path))
    speaking = asyncio.create_task(hall.mixer.say(hall.words.pcm))
    await hall.until_hinted()
    await asyncio.sleep(2.0)  # into the sentence
    [worker] = psutil.Process(hall.program.pid).children()
    os.kill(worker.pid, signal.SIGKILL)
    await speaking
    heard = await hall.end()
    await expect_same_words(hall, heard, await reference)
    [new] = psutil.Process(hall.program.pid).children()
    assert new.pid != worker.pid
    assert all(link.connected for link in hall.links.values())


@pytest.mark.slow
async def test_the_plug_is_pulled_right_after_the_end_of_a_turn(hall: Hall) -> None:
    """The last sentence was recorded, and nobody had understood it yet."""
    words = speech.load("dandap")
    await hall.mixer.say(words.pcm)
    seq = await hall.links["moderator"].ask("EndFloor", turn=hall.turn)
    hall.program.kill()
    for link in hall.links.values():
        link.version = ""
    await hall.program.start(hall.conference.service.http)
    secretary = hall.links["secretary"]
    await secretary.back()
    await secretary.until(lambda: secretary.seq >= seq, "the end of the turn")
    await until_heard(secretary, hall.turn, hall.mixer.said_ms)
    heard = [word[0] for one in await hall.segments() for word in one.get("words", [])]
    wrong, count = syllable_errors(words.text, " ".join(heard))
    assert wrong <= count * 0.15
