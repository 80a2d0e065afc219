"""The transcript's lines as JSON, as the desk's view has them. A day has thousands of them, and
each desk asks for all: a line is made once for as long as it stays the same."""

import asyncio
from collections.abc import Sequence
from typing import Final

from msgspec import Raw, json

from server.rooms.sight import desk_segment
from server.rooms.transcript import Segment, Transcript

AT_ONCE: Final = 100
"""Lines that are made before others are served: a few milliseconds."""


class Lines:
    """Of one conference."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Segment, Raw]] = {}

    async def make(self, transcript: Transcript) -> None:
        """All of them, before anybody asks."""
        await self.of(transcript, [transcript.segments[id] for id in transcript.order])

    async def of(self, transcript: Transcript, page: Sequence[Segment]) -> list[Raw]:
        """Each of `page`, segments of `transcript`, as JSON."""
        there = transcript.segments  # nothing stays of what was changed, or withdrawn
        self._made = {id: made for id, made in self._made.items() if there.get(id) is made[0]}
        told: list[Raw] = []
        fresh = 0
        for segment in page:
            made = self._made.get(segment.id)
            if not made or made[0] is not segment:
                made = segment, Raw(json.encode(desk_segment(segment)))
                self._made[segment.id] = made
                fresh += 1
                if fresh % AT_ONCE == 0:
                    await asyncio.sleep(0)
            told.append(made[1])
        return told
