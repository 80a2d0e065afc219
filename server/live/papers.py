"""Where each speaker is in the paper that they read from (day.md D17)."""

from collections.abc import Sequence
from typing import Final

from server.live.liveroom import LiveRoom
from server.rooms import prepared
from server.rooms.prepared import Speech
from server.transcribe.heard import HeardWord
from server.transcribe.vietnamese.following import Cursor, follow
from server.transcribe.vietnamese.names import Names
from server.transcribe.vietnamese.paper import Paper
from server.transcribe.vietnamese.written import Written

LATEST: Final = 20
"""Utterances of the transcript from which a reader's place is found again."""


class Reading:
    """One turn's paper, and the place in it."""

    def __init__(self, speech: Speech) -> None:
        self.speech, self.paper = speech, Paper(speech.text)
        self.cursor = Cursor()

    def follow(self, heard: Sequence[str | HeardWord], names: Names) -> Written:
        written, self.cursor = follow(self.paper, self.cursor, heard, names)
        return written


class Papers:
    """Of one room. A paper is built when its turn is first heard, and again when another text is
    handed in; the place in it comes from what the transcript has of the turn."""

    def __init__(self, live: LiveRoom) -> None:
        self._live = live
        self._readings: dict[str, Reading] = {}

    def follow(self, turn: str, heard: Sequence[HeardWord], names: Names) -> Written | None:
        """`heard` as the paper of `turn` has it; None if there is none. What is about to be
        withdrawn is followed no more."""
        reading = self._reading(turn, names)
        return reading.follow(heard, names) if reading else None

    def _reading(self, turn: str, names: Names) -> Reading | None:
        speech = of(self._live, turn)
        if speech is None:
            self._readings.pop(turn, None)
            return None
        reading = self._readings.get(turn)
        if reading is None or reading.speech.id != speech.id:
            reading = self._readings[turn] = Reading(speech)
            for said in self._said(turn):
                reading.follow(said, names)
        return reading

    def _said(self, turn: str) -> list[list[str]]:
        transcript = self._live.room.transcript
        segments = (transcript.segments[id] for id in transcript.order)
        own = [one.words for one in segments if one.turn == turn and one.words]
        return [[word.text for word in words] for words in own[-LATEST:]]


def of(live: LiveRoom, turn: str) -> Speech | None:
    """The paper of `turn`, if it may be shown."""
    room = live.shown
    known = room.floor.turns.get(turn)
    return prepared.of(room.prepared, known) if known else None
