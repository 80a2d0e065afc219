"""*Bản gỡ băng* with time codes, for inside use: minutes carry summaries, this the words."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from server.documents import record, wording
from server.documents.content import Line, Speech, Verbatim
from server.documents.issuing import Issuing, rehearsal
from server.documents.layout import Column, Paper
from server.documents.notice import conference
from server.documents.text import clean, count, moment, upper_first
from server.rooms.floor import Turn
from server.rooms.room import Room
from server.rooms.transcript import SPOKEN, Segment, SegmentState
from server.rooms.words import Millis

FORM: Final = (Column("Thời điểm", 24, centred=True), Column("Nội dung", 141))
INTERNAL: Final = "Tài liệu nội bộ, phục vụ hoàn thiện biên bản; không thay thế biên bản."
UNVERIFIED: Final = frozenset({SegmentState.HEARD, SegmentState.EDITED})


def tell(by: Issuing) -> Verbatim:
    """Every turn that had the floor with its utterances, by the clock of the hall."""
    room = by.room
    said = segments(room)
    every = [turn for turn in record.turns(room) if said[turn.id]]
    spoken = [one for turn in every for one in said[turn.id] if one.kind in SPOKEN]
    waiting = sum(one.state in UNVERIFIED for one in spoken)
    checked = f"{count(len(spoken))} đoạn ghi lời, {count(waiting)} đoạn chưa xác nhận."
    return Verbatim(
        rehearsal(room),
        conference(room),
        (INTERNAL, checked) if every else (INTERNAL, wording.NO_WORDS),
        tuple(_speech(room, turn, said[turn.id], number) for number, turn in enumerate(every, 1)),
    )


def segments(room: Room) -> dict[str, list[Segment]]:
    """Each turn's utterances as they were spoken; those without a text are gone."""
    found: dict[str, list[Segment]] = defaultdict(list)
    for id in room.transcript.order:
        one = room.transcript.segments[id]
        if clean(one.text):
            found[one.turn].append(one)
    return found


def _speech(room: Room, turn: Turn, said: list[Segment], number: int) -> Speech:
    place = record.place(room.points.get(turn.point))
    who = upper_first(record.named(turn.speaker))
    return Speech(
        str(number),
        _clock(room, turn.spans[0].start),
        f"{who} ({place})" if place else who,
        tuple(Line(_clock(room, one.starts), clean(one.text)) for one in said),
    )


def _clock(room: Room, at: Millis) -> str:
    return moment(at, room.session.plan.zone).strftime("%H:%M:%S")


def lay(told: Verbatim, paper: Paper) -> None:
    if told.rehearsal:
        paper.mark(told.rehearsal)
    paper.title("Bản gỡ băng", told.title)
    for note in told.notes:
        paper.add("draft", note)
    rows: list[Sequence[str] | str] = []
    for speech in told.speeches:
        rows.append(f"{speech.number}. [{speech.time}] {speech.who}")
        rows += [(line.time, line.text) for line in speech.lines]
    paper.add("cell", "")
    paper.table(FORM, rows)
