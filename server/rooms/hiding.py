"""Words that nobody may see any more: of denunciations (day.md D9), and withdrawn ones (D14)."""

from typing import Final

from msgspec.structs import replace

from server.rooms.sequence import Ids
from server.rooms.transcript import Segment, SegmentKind, Transcript

DENOUNCED: Final = "[nội dung tố cáo, xử lý theo quy định của pháp luật]"


def emptied(segment: Segment, kind: SegmentKind, text: str = "") -> Segment:
    """`segment` as a marker: nothing is left in it of what was said."""
    return Segment(
        segment.id, segment.turn, segment.starts, segment.ends, text, (), segment.version,
        segment.state, kind=kind, of=segment.of, into=segment.into,
    )  # fmt: skip


def divert(transcript: Transcript, turns: frozenset[str]) -> Transcript:
    """`transcript` as it is shown: of the denunciations `turns` nothing that was said."""
    segments = transcript.segments
    for one in transcript.segments.values() if turns else ():
        if one.turn in turns:
            segments = segments.set(one.id, emptied(one, SegmentKind.DIVERTED, DENOUNCED))
    return replace(transcript, segments=segments)


def withdraw(transcript: Transcript, ids: tuple[str, ...]) -> Transcript:
    """`transcript` without the words of segments `ids`."""
    segments = transcript.segments
    for id in ids:
        segments = segments.set(id, emptied(segments[id], SegmentKind.WITHDRAWN))
    left = Ids(id for id in transcript.order if id not in ids)
    return replace(transcript, segments=segments, order=left)


def former(transcript: Transcript, ids: frozenset[str]) -> frozenset[str]:
    """The segments that went into `ids`, however long ago: what the log has of them may hold any
    of their words."""
    found, new = frozenset[str](), ids
    while new:
        gone = (one for one in transcript.segments.values() if not new.isdisjoint(one.into))
        new = frozenset(one.id for one in gone) - found - ids
        found |= new
    return found
