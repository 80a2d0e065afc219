"""One rehearsal as it runs: what it was told, what was asked, said and heard, what went wrong."""

import asyncio
import json
import random
import time
from typing import Final

from rich.console import Console

from server.rehearsal.cast import Cast
from server.rehearsal.link import Json, Link
from server.rehearsal.measure import Ear
from server.rehearsal.microphone import Microphone
from server.rehearsal.speech import Utterance

PATIENCE: Final = 25.0
"""Seconds that a secretary waits for the last words of a turn."""
ENDING: Final = 1.0
"""Seconds of quiet after a speech before the moderator ends the turn, as a person would."""


class Run:
    """`expect` collects what did not happen as it should; an empty `broken` is success."""

    def __init__(self, cast: Cast, told: Json, plan: Json, turns: int, pid: int) -> None:
        self.cast, self.told, self.plan, self.pid = cast, told, plan, pid
        self.interventions: list[Json] = told["interventions"][:turns]
        self.dice = random.Random(177)  # noqa: S311  a pattern, not a secret
        self.console = Console(stderr=True, highlight=False)
        self.ear = Ear(cast.secretaries[0])
        self.asked: list[tuple[float, int]] = []
        self.requests: dict[str, str] = {}  # opinion of the script → request id
        self.opinions: dict[str, str] = {}  # opinion of the script → opinion id
        self.spoken: list[tuple[str, Utterance, Microphone]] = []  # turn, what was said, into what
        self.broken: list[str] = []
        self.hands = self.connected = 0
        self.memory = 0.0

    def say(self, text: str) -> None:
        self.console.print(f"[dim]{time.strftime('%H:%M:%S')}[/dim] {text}")

    def expect(self, so: object, what: str) -> None:
        if not so:
            self.broken.append(what)
            self.say(f"[red]không như mong đợi: {what}[/red]")

    async def measured(self, link: Link, type: str, **fields: object) -> int:
        """Ask, and remember when, so that the moderator's view can be timed."""
        began = time.monotonic()
        seq = await link.ask(type, **fields)
        self.asked.append((began, seq))
        return seq

    async def speaking(self, seq: int) -> str:
        """The turn that speaks once the moderator sees entry `seq`."""
        await self.cast.moderator.until_seq(seq)
        return str(self.cast.moderator.view["floor"]["speaking"])

    async def play(self, turn: str, words: Utterance, microphone: Microphone) -> None:
        """Say `words` in `turn` to the end, and wait a little."""
        self.spoken.append((turn, words, microphone))
        await microphone.say(words.pcm)
        await asyncio.sleep(ENDING)  # a person's pause, not a wait for anything

    async def _segments(self, turn: str) -> list[Json]:
        told = json.loads(await self.cast.secretaries[0].get(f"/segments?turn={turn}"))
        spoken = [one for one in told["segments"] if one.get("kind") != "before"]
        return [segment for segment in spoken if segment["words"]]

    async def heard(self, turn: str) -> list[Json]:
        """The segments of an ended turn, once nothing more comes for a while."""
        async with asyncio.timeout(PATIENCE):
            before: list[Json] = []
            while True:
                await asyncio.sleep(1.0)  # a secretary looks up now and then
                now = await self._segments(turn)
                if now and len(now) == len(before):
                    return now
                before = now
