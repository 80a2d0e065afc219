"""Three hours of speech in a conference that nobody has entered yet: written as the service would
have, sooner than anybody could speak it."""

import asyncio
import itertools
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from server.live.liveroom import LiveRoom
from server.rehearsal.cast import scenario
from server.rooms.floor import EndFloor, InviteNow
from server.rooms.plan import Person
from server.rooms.room import Command
from server.rooms.session import AllowRecording, OpenConference
from server.rooms.transcript import RecordSegment, Word
from server.rooms.words import SYSTEM, Actor, Role
from server.settings import Settings
from server.store.bell import MemoryBell
from server.store.database import connect
from server.store.log import SqlLog

MODERATOR: Final = Actor("moderator", Role.MODERATOR)
BEGAN: Final = 1_780_279_200_000
"""2026-06-01, 09:00 in Hanoi."""
SENTENCE_MS: Final = 3600
WORDS: Final = (10, 20)
"""Words of a sentence, from … to."""


class Day:
    """Writes into the log of `conference`, whose data lies in `folder`."""

    def __init__(self, folder: Path, conference: str) -> None:
        self._now = BEGAN
        self._database = connect(Settings(data_dir=folder).database)
        log = SqlLog(self._database)
        self._room = LiveRoom(conference, log, MemoryBell(), lambda: self._now, lambda: None)

    async def speak(self, turns: int, sentences: int) -> None:
        """`turns` people, one after another, each with so many recognised sentences."""
        await self._room.open()
        dice, text = random.Random(3000), _words()
        for command in (OpenConference(), AllowRecording()):
            await self._ask(command, MODERATOR)
        points = [one.id for one in self._room.room.session.plan.points]
        for number in range(turns):
            speaker = Person(f"Đại biểu số {number + 1}", "Chủ tịch UBND xã", address="đồng chí")
            await self._ask(InviteNow(points[number % len(points)], speaker=speaker), MODERATOR)
            turn = self._room.room.floor.speaking
            said = [self._sentence(turn, text, dice) for _ in range(sentences)]
            await asyncio.gather(*(self._ask(one, SYSTEM) for one in said))
            await self._ask(EndFloor(turn), MODERATOR)
        await self._room.close()
        await self._database.close()

    def _sentence(self, turn: str, said: Iterator[str], dice: random.Random) -> Command:
        count = dice.randint(*WORDS)
        began, each = self._now, SENTENCE_MS // (count + 1)
        self._now += SENTENCE_MS
        words = tuple(
            Word(next(said), began + n * each, began + (n + 1) * each, dice.uniform(0.6, 1))
            for n in range(count)
        )
        return RecordSegment(
            turn, began, words[-1].ends, " ".join(one.text for one in words), words
        )

    async def _ask(self, command: Command, actor: Actor) -> None:
        await self._room.submit(command, actor, str(uuid.uuid4()), "")


def _words() -> Iterator[str]:
    told = scenario()["interventions"]
    return itertools.cycle(" ".join(one["summary"] + " " + one["answer"] for one in told).split())
