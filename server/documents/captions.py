"""What was said, as subtitles: WebVTT and SubRip, for the sound or the picture of the conference.

Texts are strangers': in VTT they are escaped, in SRT, which knows no escape, the marks that begin a
tag are replaced."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Final, NamedTuple

from server.documents import record
from server.documents.text import clean
from server.documents.verbatim import segments
from server.rooms.room import Room
from server.rooms.words import Millis

LINE: Final = 42
"""Letters of a line; two lines are a cue."""
SHORTEST: Final = 1000
"""Milliseconds that a cue stays at least, unless the next one begins."""


class Cue(NamedTuple):
    """`starts` and `ends` in milliseconds from the beginning of the picture."""

    starts: Millis
    ends: Millis
    who: str
    text: str


def vtt(room: Room, began: Millis = 0) -> bytes:
    """`began` is when the picture begins (server time); 0: when the conference was opened."""
    blocks = ["WEBVTT"]
    for cue in cues(room, began):
        who = _escaped(cue.who).replace("\n", " ")
        text = "\n".join(wrap(cue.text, LINE))
        blocks.append(f"{_time(cue.starts, '.')} --> {_time(cue.ends, '.')}\n"
                      f"<v {who}>{_escaped(text)}</v>")  # fmt: skip
    return ("\n\n".join(blocks) + "\n").encode()


def srt(room: Room, began: Millis = 0) -> bytes:
    blocks = []
    for number, cue in enumerate(cues(room, began), 1):
        text = "\n".join(wrap(cue.text.translate(_HARMLESS), LINE))
        blocks.append(f"{number}\n{_time(cue.starts, ',')} --> {_time(cue.ends, ',')}\n{text}")
    return ("\n\n".join(blocks) + "\n" * bool(blocks)).encode()


def cues(room: Room, began: Millis = 0) -> Iterator[Cue]:
    """In order of time; a long utterance is parted where its share of letters says. What was
    spoken before `began` is left out."""
    zero = began or room.session.opened_at
    said = segments(room)
    every = [(one, turn) for turn in record.turns(room) for one in said[turn.id]]
    for one, turn in sorted(every, key=lambda pair: pair[0].starts):
        if one.starts < zero:
            continue
        who = clean(turn.speaker.name) or clean(turn.speaker.title)
        parts = wrap(clean(one.text), 2 * LINE - 4)
        letters, done = sum(map(len, parts)), 0
        length = max(one.ends - one.starts, SHORTEST)
        for part in parts:
            starts = one.starts - zero + length * done // letters
            done += len(part)
            yield Cue(starts, one.starts - zero + length * done // letters, who, part)


_HARMLESS: Final = {ord("<"): "‹", ord(">"): "›", ord("{"): "(", ord("}"): ")"}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(at: Millis, mark: str) -> str:
    seconds, millis = divmod(at, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{millis:03}"
