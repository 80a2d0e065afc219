"""Which words of a room become captions, and when they must go (day.md D1, D9, D12, D14)."""

from collections.abc import Callable

from server.live import papers
from server.live.captioner import Captioner
from server.live.liveroom import LiveRoom
from server.live.ports import Clock
from server.rooms.room import Room
from server.rooms.session import Captions
from server.rooms.transcript import newly_verified
from server.rooms.words import Millis


class Captioning:
    """Of one room. `show` and `report` are the captioner's."""

    def __init__(
        self,
        live: LiveRoom,
        clock: Clock,
        show: Callable[[list[str], str], None],
        report: Callable[[int, int], None],
    ) -> None:
        self._live = live
        self._captioner = Captioner(clock, show, report)

    def close(self) -> None:
        self._captioner.close()

    def half(self, turn: str, text: str, until: Millis) -> None:
        """Half-heard words of `turn`, captured up to `until`. What is read from a paper is shown as
        the paper has it, and so by whole sentences."""
        if self._shows(Captions.LIVE, turn) and not papers.of(self._live, turn):
            self._captioner.half(turn, text, until)

    def sentence(self, turn: str, text: str, until: Millis) -> None:
        """A sentence of `turn` as it goes into the record."""
        if self._shows(Captions.LIVE, turn):
            self._captioner.final(turn, text, until)

    def moved(self, before: Room) -> None:
        """The room has moved on from `before`."""
        room = self._live.room
        self._captioner.gate(room.captions)
        turned = before.session.captions is not room.session.captions
        stopped = not _off_record(before) and _off_record(room)
        withdrawn = before.withdrawals.spans != room.withdrawals.spans
        if turned or stopped or withdrawn or self._diverted():
            self._captioner.clear()
        if before.floor.speaking != room.floor.speaking:
            self._captioner.speaker(room.floor.speaking)
        for segment in newly_verified(before.transcript, room.transcript):
            if self._shows(Captions.VERIFIED, segment.turn):
                self._captioner.final(segment.turn, segment.text, segment.ends)

    def _shows(self, how: Captions, turn: str) -> bool:
        """Whether words of `turn` come that way to the captions: it must have the floor still."""
        room = self._live.room
        here = turn == room.floor.speaking and room.session.captions is how
        return here and not self._diverted() and not _off_record(room)

    def _diverted(self) -> bool:
        """A complaint or denunciation has no captions (day.md D9)."""
        speaking = self._live.room.floor.turns.get(self._live.room.floor.speaking)
        return speaking is not None and speaking.matter is not None


def _off_record(room: Room) -> bool:
    """The chair has taken back that what is said may be kept."""
    return bool(room.session.recorded) and not room.session.recording
