"""What secretaries make of the words: hiệu đính, with every text before it kept (day.md D15).

A save names the version that its editor saw. Nothing is overwritten unseen, and everybody may take
back their own last change."""

from typing import Annotated, Final, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.doubts import doubts
from server.rooms.floor import Floor
from server.rooms.realign import timed
from server.rooms.spelling import Change, Suggestion, respelt, spelled
from server.rooms.states import Matter
from server.rooms.transcript import (
    SPOKEN,
    Revision,
    Segment,
    SegmentState,
    Transcript,
    known,
    put,
    said,
)
from server.rooms.words import BESIDE, Id, Line, Page, Refused, Span, Stale

KEPT: Final = 10
"""Texts of a segment that can be had back one after the other; the log has all of them."""
Version = Annotated[int, Meta(ge=1)]


class EditSegment(words.Command, frozen=True):
    """Hiệu đính. `version` is the one the editor saw: another one since then is refused."""

    segment: Id
    version: Version
    text: Page


class RespellSegment(words.Command, frozen=True):
    """Take changes back and accept suggestions, each by its place in the segment's list."""

    segment: Id
    version: Version
    take_back: Annotated[tuple[int, ...], Meta(max_length=4000)] = ()
    accept: Annotated[tuple[int, ...], Meta(max_length=2000)] = ()


class VerifySegment(words.Command, frozen=True):
    """It says what was said: whoever verifies has heard again what had to be."""

    segment: Id
    version: Version


class ConfirmWords(words.Command, frozen=True):
    """Words `start`…`end` (exclusive; 0: to the last) of the text were `heard` again, or are right
    without it."""

    segment: Id
    version: Version
    start: Annotated[int, Meta(ge=0)] = 0
    end: Annotated[int, Meta(ge=0)] = 0
    heard: bool = False


class UndoSegment(words.Command, frozen=True):
    """Hoàn tác: the text before one's own last change. Asked for again: the one before that."""

    segment: Id
    version: Version


Command = EditSegment | RespellSegment | VerifySegment | ConfirmWords | UndoSegment


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


class WordsConfirmed(words.Event, frozen=True):
    """Raw words `first`…`last` (exclusive)."""

    segment: str
    by: Line
    first: int
    last: int
    heard: bool = False


class SegmentUndone(words.Event, frozen=True):
    """The text is what it was before the last change, and `was_by` made that one."""

    segment: str
    version: int
    by: Line
    state: SegmentState
    was_by: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    changes: Annotated[tuple[Change, ...], Meta(extra=BESIDE)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Meta(extra=BESIDE)] = ()


Event = SegmentEdited | SegmentRespelled | SegmentVerified | WordsConfirmed | SegmentUndone


class MarkerFixed(Refused):
    """A marker tells what the service knows, and what is about to be withdrawn is shown as one:
    nobody edits it. Fields: `segment`."""

    code = "marker_fixed"


class Locked(Refused):
    """It is locked (*đã chốt*): only corrections with a reason. Fields: `segment`."""

    code = "segment_locked"


class NothingToUndo(Refused):
    """The last change is not one's own, or there is none. Fields: `segment`, `by` (who made it, ""
    for nobody)."""

    code = "nothing_to_undo"


def decide(
    transcript: Transcript, turns: Floor, hidden: tuple[Span, ...], command: Command, by: str
) -> tuple[Event, ...]:
    """`hidden` are stretches whose words were withdrawn, or are about to be."""
    old = writable(transcript, turns, hidden, command.segment, command.version)
    match command:
        case EditSegment(id, version, text):
            same = old.text == said(text)
            return () if same else (SegmentEdited(id, version + 1, by, said(text)),)
        case RespellSegment():
            return _respell(old, command, by)
        case VerifySegment(id):
            verified = old.state is SegmentState.VERIFIED
            return () if verified else (SegmentVerified(id, by),)
        case ConfirmWords():
            return _confirm(old, command, by)
        case UndoSegment():
            return (_undo(old, by),)
        case _:
            assert_never(command)


def current(
    transcript: Transcript, turns: Floor, hidden: tuple[Span, ...], id: str, version: int
) -> Segment:
    """The segment `id`, if its words may be touched and it is still the `version` that was seen.
    Raises Unknown, Regrouped, MarkerFixed, Diverted, or Stale with the text that holds now."""
    segment = known(transcript, id)
    if segment.kind not in SPOKEN or _is_hidden(segment, hidden):
        raise MarkerFixed(segment=id)
    if turns.turns[segment.turn].matter is Matter.DENUNCIATION:
        raise floor.Diverted(turn=segment.turn)
    if segment.version != version:
        raise Stale(id=id, version=segment.version, text=segment.text, by=segment.by)
    return segment


def writable(
    transcript: Transcript, turns: Floor, hidden: tuple[Span, ...], id: str, version: int
) -> Segment:
    """As `current`; raises Locked too."""
    segment = current(transcript, turns, hidden, id, version)
    if segment.state is SegmentState.LOCKED:
        raise Locked(segment=id)
    return segment


def _is_hidden(segment: Segment, hidden: tuple[Span, ...]) -> bool:
    ends = max(segment.ends, segment.starts + 1)
    return any(segment.starts < span.end and ends > span.start for span in hidden)


def _respell(old: Segment, command: RespellSegment, by: str) -> tuple[Event, ...]:
    changes, left = respelt(old.changes, old.suggestions, command.take_back, command.accept)
    if changes == old.changes:
        return ()
    text = spelled(tuple(word.text for word in old.words), changes)
    return (SegmentRespelled(old.id, old.version + 1, by, text, changes, left),)


def _confirm(old: Segment, command: ConfirmWords, by: str) -> tuple[Event, ...]:
    """Nothing where nothing has to be heard: playing a sentence is no news by itself."""
    end = command.end or len(old.text.split())
    if not any(one.start < end and command.start < one.end for one in doubts(old)):
        return ()
    tokens = timed(old)[command.start : end]
    first, last = tokens[0].first, tokens[-1].last
    return (WordsConfirmed(old.id, by, first, last, command.heard),)


def _undo(old: Segment, by: str) -> SegmentUndone:
    last = old.past[-1] if old.past else None
    if last is None or last.until_by != by:
        raise NothingToUndo(segment=old.id, by=last.until_by if last else "")
    return SegmentUndone(
        old.id, old.version + 1, by, last.state, last.by, last.text, last.changes,
        last.suggestions,
    )  # fmt: skip


def evolve(transcript: Transcript, event: Event) -> Transcript:
    old = transcript.segments[event.segment]
    match event:
        case SegmentEdited(_, version, by, text):
            new = replace(
                kept(old, by), text=text, version=version, state=SegmentState.EDITED, by=by,
                changes=(), suggestions=(),
            )  # fmt: skip
        case SegmentRespelled(_, version, by, text, changes, suggestions):
            new = replace(
                kept(old, by), text=text, version=version, changes=changes,
                suggestions=suggestions, spelt=changes,
            )  # fmt: skip
        case SegmentVerified(_, by):
            new = replace(old, state=SegmentState.VERIFIED, by=by, approved=old.text)
        case WordsConfirmed(_, _, first, last):
            new = replace(old, sure=tuple(sorted({*old.sure, *range(first, last)})))
        case SegmentUndone(_, version, _, state, was_by, text, changes, suggestions):
            new = replace(
                old, text=text, version=version, state=state, by=was_by, changes=changes,
                suggestions=suggestions, spelt=changes or old.spelt, past=old.past[:-1],
            )  # fmt: skip
        case _:
            assert_never(event)
    return put(transcript, new)


def kept(old: Segment, by: str) -> Segment:
    """`old` with its text among the past ones, because `by` changes it now."""
    was = Revision(old.text, old.changes, old.suggestions, old.state, old.by, by)
    return replace(old, past=(*old.past[1 - KEPT :], was))
