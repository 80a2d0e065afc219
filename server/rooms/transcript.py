"""The transcript: what was heard while who had the floor, and what secretaries made of it."""

from enum import StrEnum
from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.floor import Floor
from server.rooms.spelling import Change, Suggestion, respelt, spelled
from server.rooms.words import (
    BESIDE,
    Empty,
    Id,
    Line,
    Millis,
    Page,
    Refused,
    Span,
    Stale,
    Struct,
    Unknown,
)

RECENT: Final = 40
"""Segments that are looked at for something new: whoever checks is minutes behind, not hours."""


class SegmentState(StrEnum):
    HEARD = "heard"
    EDITED = "edited"
    VERIFIED = "verified"


class SegmentKind(StrEnum):
    SPEECH = "speech"
    LOST = "lost"
    """Mất tín hiệu: sound of this stretch never came."""
    UNRECORDED = "unrecorded"
    """Spoken while recording was forbidden."""
    STOPPED = "stopped"
    """From here on sound could not be written: the disk was full."""
    BEFORE = "before"
    """Words from just before the turn began, perhaps another one's (day.md D12)."""
    DIVERTED = "diverted"
    """Spoken in a denunciation: shown to nobody (day.md D9)."""
    WITHDRAWN = "withdrawn"
    """Stands for words that were destroyed (day.md D14)."""


GAPS: Final = {
    SegmentKind.LOST: "[mất tín hiệu {seconds}]",
    SegmentKind.UNRECORDED: "[không ghi âm theo ý kiến của chủ trì, {seconds}]",
    SegmentKind.STOPPED: "[ghi âm bị gián đoạn: ổ đĩa đầy]",
}
"""The markers that the service sets, as they stand in transcript and papers."""
DENOUNCED: Final = "[nội dung tố cáo, xử lý theo quy định của pháp luật]"
SPOKEN: Final = frozenset({SegmentKind.SPEECH, SegmentKind.BEFORE})
"""What people said, and may put right."""


class Word(Struct, frozen=True, array_like=True):
    """A recognised word: times in server milliseconds, confidence 0…1."""

    text: str
    starts: Millis
    ends: Millis
    confidence: float


class Segment(Struct, frozen=True):
    """One utterance of exactly one turn. `words` is what was recognised and never changes; a typed
    line (*Ghi nhanh*) has none. `changes` made `text` of them (in order, none overlap) until
    somebody edits it. `version` counts the texts, from 1. Kinds that are not SPOKEN are
    markers: their text is the service's, and nobody edits it."""

    id: str
    turn: str
    starts: Millis
    ends: Millis
    text: str
    words: tuple[Word, ...]
    version: int = 1
    state: SegmentState = SegmentState.HEARD
    by: str = ""
    kind: SegmentKind = SegmentKind.SPEECH
    changes: tuple[Change, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


class Transcript(Struct, frozen=True):
    """`order` lists segment ids by the time they were spoken; `segments` has those too whose words
    were withdrawn, without a text."""

    segments: Map[str, Segment] = Map()
    order: tuple[str, ...] = ()


class RecordSegment(words.Command, frozen=True):
    """System only: an utterance was recognised; `before`: in what was said before the turn."""

    turn: Id
    starts: Millis
    ends: Millis
    text: Page
    words: Annotated[tuple[Word, ...], Meta(max_length=2000)] = ()
    changes: Annotated[tuple[Change, ...], Meta(max_length=4000)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Meta(max_length=2000)] = ()
    before: bool = False


class MarkGap(words.Command, frozen=True):
    """System only: sound of this stretch will never come, or may not be kept."""

    turn: Id
    starts: Millis
    ends: Millis
    kind: SegmentKind


class WriteSegment(words.Command, frozen=True):
    """Ghi nhanh: a secretary types a line, with or without recognition (day.md D16)."""

    turn: Id
    text: Page


class EditSegment(words.Command, frozen=True):
    """Hiệu đính. `version` is the one the editor saw: another one since then is refused."""

    segment: Id
    version: Annotated[int, Meta(ge=1)]
    text: Page


class RespellSegment(words.Command, frozen=True):
    """Take changes back and accept suggestions, each by its place in the segment's list."""

    segment: Id
    version: Annotated[int, Meta(ge=1)]
    take_back: Annotated[tuple[int, ...], Meta(max_length=4000)] = ()
    accept: Annotated[tuple[int, ...], Meta(max_length=2000)] = ()


class VerifySegment(words.Command, frozen=True):
    segment: Id
    version: Annotated[int, Meta(ge=1)]


Command = RecordSegment | MarkGap | WriteSegment | EditSegment | RespellSegment | VerifySegment


class SegmentRecorded(words.Event, frozen=True):
    segment: str
    turn: str
    starts: Millis
    ends: Millis
    by: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    words: Annotated[tuple[Word, ...], Meta(extra=BESIDE)] = ()
    kind: SegmentKind = SegmentKind.SPEECH
    changes: Annotated[tuple[Change, ...], Meta(extra=BESIDE)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Meta(extra=BESIDE)] = ()


class SegmentEdited(words.Event, frozen=True):
    segment: str
    version: int
    by: Line
    text: Annotated[str, Meta(extra=BESIDE)] = ""


class SegmentRespelled(words.Event, frozen=True):
    segment: str
    version: int
    by: Line
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    changes: Annotated[tuple[Change, ...], Meta(extra=BESIDE)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Meta(extra=BESIDE)] = ()


class SegmentVerified(words.Event, frozen=True):
    segment: str
    by: Line


Event = SegmentRecorded | SegmentEdited | SegmentRespelled | SegmentVerified


def known(transcript: Transcript, id: str) -> Segment:
    """The segment `id`, or Unknown."""
    if id not in transcript.segments:
        raise Unknown(what="segment", id=id)
    return transcript.segments[id]


class MarkerFixed(Refused):
    """A marker tells what the service knows; nobody edits it. Fields: `segment`."""

    code = "marker_fixed"


def decide(
    transcript: Transcript,
    turns: Floor,
    hidden: tuple[Span, ...],
    command: Command,
    by: str,
    at: Millis,
) -> tuple[Event, ...]:
    """`hidden` are stretches whose words were withdrawn, or are about to be."""
    next_id = f"s{len(transcript.segments) + 1}"
    match command:
        case RecordSegment(turn):
            floor.known(turns, turn)
            return _record(next_id, hidden, command)
        case MarkGap(turn, starts, ends, kind):
            floor.known(turns, turn)
            text = GAPS[kind].format(seconds=_seconds(ends - starts))
            return (SegmentRecorded(next_id, turn, starts, ends, "", text, (), kind),)
        case WriteSegment(turn, text):
            floor.known(turns, turn)
            return (SegmentRecorded(next_id, turn, at, at, by, said(text), ()),)
        case EditSegment(id, version, text):
            same = _current(transcript, id, version).text == said(text)
            return () if same else (SegmentEdited(id, version + 1, by, said(text)),)
        case RespellSegment(id, version):
            return _respell(_current(transcript, id, version), command, by)
        case VerifySegment(id, version):
            verified = _current(transcript, id, version).state is SegmentState.VERIFIED
            return () if verified else (SegmentVerified(id, by),)
        case _:
            assert_never(command)


def _record(id: str, hidden: tuple[Span, ...], command: RecordSegment) -> tuple[Event, ...]:
    text, heard = command.text, command.words
    changes, suggestions = command.changes, command.suggestions
    if any(_within(word, hidden) for word in heard):  # understood after it was withdrawn
        heard = tuple(word for word in heard if not _within(word, hidden))
        text, changes, suggestions = " ".join(word.text for word in heard), (), ()
    # Recognisers send empty finals after long silence: nothing was said.
    if not text.strip():
        return ()
    return (
        SegmentRecorded(
            id, command.turn, command.starts, command.ends, text=text, words=heard,
            kind=SegmentKind.BEFORE if command.before else SegmentKind.SPEECH,
            changes=changes, suggestions=suggestions,
        ),
    )  # fmt: skip


def _respell(old: Segment, command: RespellSegment, by: str) -> tuple[Event, ...]:
    changes, left = respelt(old.changes, old.suggestions, command.take_back, command.accept)
    if changes == old.changes:
        return ()
    text = spelled(tuple(word.text for word in old.words), changes)
    return (SegmentRespelled(old.id, old.version + 1, by, text, changes, left),)


def said(text: str) -> str:
    """`text` without white space around it, or Empty."""
    if not text.strip():
        raise Empty(field="text")
    return text.strip()


def _within(word: Word, hidden: tuple[Span, ...]) -> bool:
    return any(word.starts < span.end and word.ends > span.start for span in hidden)


def _seconds(milliseconds: Millis) -> str:
    """As it is read in Vietnamese: "4,2 giây"."""
    return f"{milliseconds / 1000:.1f} giây".replace(".", ",")


def _current(transcript: Transcript, id: str, version: int) -> Segment:
    segment = known(transcript, id)
    if segment.kind not in SPOKEN:
        raise MarkerFixed(segment=id)
    if segment.version != version:
        raise Stale(id=id, version=segment.version)
    return segment


def evolve(transcript: Transcript, event: Event) -> Transcript:
    match event:
        case SegmentRecorded(id, turn, starts, ends, by, text, heard, kind, changes, suggestions):
            state = SegmentState.EDITED if by else SegmentState.HEARD
            if kind not in SPOKEN:
                state = SegmentState.VERIFIED
            segment = Segment(
                id,
                turn,
                starts,
                ends,
                text,
                heard,
                state=state,
                by=by,
                kind=kind,
                changes=changes,
                suggestions=suggestions,
            )
            return _insert(transcript, segment)
        case SegmentEdited(id, version, by, text):
            segment = transcript.segments[id]
            edited = replace(
                segment, text=text, version=version, state=SegmentState.EDITED, by=by,
                changes=(), suggestions=(),
            )  # fmt: skip
            return replace(transcript, segments=transcript.segments.set(id, edited))
        case SegmentRespelled(id, version, _, text, changes, suggestions):
            respelt = replace(
                transcript.segments[id], text=text, version=version, changes=changes,
                suggestions=suggestions,
            )  # fmt: skip
            return replace(transcript, segments=transcript.segments.set(id, respelt))
        case SegmentVerified(id, by):
            verified = replace(transcript.segments[id], state=SegmentState.VERIFIED, by=by)
            return replace(transcript, segments=transcript.segments.set(id, verified))
        case _:
            assert_never(event)


def _insert(transcript: Transcript, segment: Segment) -> Transcript:
    """Put the segment where it was spoken: late sound may be recognised after later words."""
    place = len(transcript.order)
    while place and transcript.segments[transcript.order[place - 1]].starts > segment.starts:
        place -= 1
    order = (*transcript.order[:place], segment.id, *transcript.order[place:])
    return Transcript(transcript.segments.set(segment.id, segment), order)


def divert(transcript: Transcript, turns: frozenset[str]) -> Transcript:
    """`transcript` as it is shown: of the denunciations `turns` nothing that was said."""
    segments = transcript.segments
    for id in transcript.order if turns else ():
        if segments[id].turn in turns:
            hidden = replace(
                segments[id], text=DENOUNCED, words=(), kind=SegmentKind.DIVERTED, by="",
                changes=(), suggestions=(),
            )  # fmt: skip
            segments = segments.set(id, hidden)
    return replace(transcript, segments=segments)


def withdraw(transcript: Transcript, ids: tuple[str, ...]) -> Transcript:
    """`transcript` without the words of segments `ids`."""
    segments = transcript.segments
    for id in ids:
        bare = replace(
            segments[id],
            text="",
            words=(),
            kind=SegmentKind.WITHDRAWN,
            by="",
            changes=(),
            suggestions=(),
        )
        segments = segments.set(id, bare)
    return Transcript(segments, tuple(id for id in transcript.order if id not in ids))


def newly_verified(before: Transcript, now: Transcript) -> list[Segment]:
    """Segments near the end that were verified since `before`, as they were spoken."""
    late = [now.segments[id] for id in now.order[-RECENT:]]
    return [
        one
        for one in late
        if one.state is SegmentState.VERIFIED
        and one.kind in (SegmentKind.SPEECH, SegmentKind.WITHDRAWN)
        and not _was_verified(before, one.id)
    ]


def _was_verified(transcript: Transcript, id: str) -> bool:
    found = transcript.segments.get(id)
    return found is not None and found.state is SegmentState.VERIFIED
