"""What the chair kept out of the record: a marker stands for it in every turn that it was part of,
whether or not any sound comes afterwards (day.md D12)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from server.live.liveroom import LiveRoom
from server.live.segments import SegmentWriter
from server.rooms.room import Room
from server.rooms.session import Stage
from server.rooms.transcript import SegmentKind
from server.rooms.words import Millis, Span

SHORTEST: Final = 300
"""Milliseconds: a press that was taken back at once leaves no marker."""


class OffRecord:
    """Of one room. Nodes and restarts mark the same stretch under the same name: it stands once."""

    def __init__(self, live: LiveRoom, segments: SegmentWriter) -> None:
        self._live, self._segments = live, segments
        self._marked: set[tuple[str, Millis]] | None = None

    def start(self) -> None:
        """Of a conference that is over, what was written down stays as it is."""
        room = self._live.room
        over = stretches(room) if room.session.stage is Stage.CLOSED else ()
        self._marked = {(turn, span.start) for turn, span in over}
        self.mark()

    def mark(self) -> None:
        """The room has moved on: write down what is over now."""
        if self._marked is None:  # not started
            return
        for turn, span in stretches(self._live.room):
            if span.end - span.start >= SHORTEST and (turn, span.start) not in self._marked:
                self._marked.add((turn, span.start))
                self._segments.gap(turn, span.start, span.end, SegmentKind.UNRECORDED)


def stretches(room: Room) -> Iterator[tuple[str, Span]]:
    """The turn, and when it had the floor while recording was forbidden, as far as that is over.
    Before recording was first allowed there is nothing to mark."""
    recorded = room.session.recorded
    forbidden = [Span(one.end, other.start) for one, other in pairwise(recorded)]
    if recorded and recorded[-1].end:
        forbidden.append(Span(recorded[-1].end))
    for id in room.floor.order if forbidden else ():
        for spoken in room.floor.turns[id].spans:
            for span in forbidden:
                start, end = max(spoken.start, span.start), _earlier(spoken.end, span.end)
                if start < end:
                    yield id, Span(start, end)


def _earlier(one: Millis, other: Millis) -> Millis:
    """The earlier end; 0 is one that is still to come, also of both."""
    return min((end for end in (one, other) if end), default=0)
