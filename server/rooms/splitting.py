"""Tách, gộp, chuyển từ: which words stand in which segment. No word of what was heard is lost.

What is regrouped goes out of the order and into new segments, each with all that it says in its own
event: so a part can still be withdrawn later without the others (day.md D14)."""

import re
from typing import Annotated, Final, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import words
from server.rooms.editing import NothingToUndo, UndoSegment, Version, writable
from server.rooms.floor import Floor
from server.rooms.opinions import Opinion, Opinions
from server.rooms.parts import Part
from server.rooms.realign import timed
from server.rooms.sequence import Ids
from server.rooms.spelling import Change, Suggestion
from server.rooms.transcript import (
    Segment,
    SegmentKind,
    SegmentState,
    Transcript,
    Word,
    insert,
    put,
    said,
)
from server.rooms.words import BESIDE, Id, Line, Millis, Page, Refused, Span

LONGEST: Final = 8000
"""Characters of a segment, as of everything that is typed."""
MOST: Final = 2000
"""Recognised words of a segment."""


class SplitSegment(words.Command, frozen=True):
    """Tách: `before` and `after` are the two texts, as the editor has them at the caret. Where the
    sound parts follows from them; typing that was not saved yet is saved with it."""

    segment: Id
    version: Version
    before: Page
    after: Page


class MergeSegments(words.Command, frozen=True):
    """Gộp a segment with the `next` one of its turn."""

    segment: Id
    version: Version
    next: Id
    next_version: Version


class MoveWords(words.Command, frozen=True):
    """Chuyển từ: the last `count` words of a segment's text go to the neighbour behind it, or its
    first ones to the one before, be that of another turn. A segment left without words is gone."""

    segment: Id
    version: Version
    to: Id
    to_version: Version
    count: Annotated[int, Meta(ge=1, le=LONGEST)]


Command = SplitSegment | MergeSegments | MoveWords


class SegmentFormed(words.Event, frozen=True):
    """A segment made of others. `plain`: its text is what `changes` make of the words."""

    segment: str
    turn: str
    starts: Millis
    ends: Millis
    of: tuple[str, ...]
    by: Line
    state: SegmentState
    kind: SegmentKind = SegmentKind.SPEECH
    edited_by: str = ""
    plain: bool = False
    sure: tuple[int, ...] = ()
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    words: Annotated[tuple[Word, ...], Meta(extra=BESIDE)] = ()
    changes: Annotated[tuple[Change, ...], Meta(extra=BESIDE)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Meta(extra=BESIDE)] = ()


class SegmentsRegrouped(words.Event, frozen=True):
    """`formed` stand in the place of `gone`. Undone, the old ones stand there again."""

    gone: tuple[str, ...]
    formed: tuple[str, ...]
    by: Line


Event = SegmentFormed | SegmentsRegrouped


class NotNeighbours(Refused):
    """They do not follow each other, or (to be merged) are of two turns. Fields: `segment`."""

    code = "not_neighbours"


class SegmentTooLong(Refused):
    """More than one segment can hold. Fields: `limit` (characters)."""

    code = "segment_too_long"


def decide(
    transcript: Transcript, turns: Floor, hidden: tuple[Span, ...], command: Command, by: str
) -> tuple[Event, ...]:
    one = writable(transcript, turns, hidden, command.segment, command.version)
    match command:
        case SplitSegment():
            return _split(transcript, one, command, by)
        case MergeSegments(_, _, next, version):
            other = writable(transcript, turns, hidden, next, version)
            if _after(transcript, one) != next or other.turn != one.turn:
                raise NotNeighbours(segment=next)
            part = Part.whole(one).then(Part.whole(other))
            return _regrouped(transcript, (one, other), [(other, part)], by)
        case MoveWords(_, _, to, version):
            other = writable(transcript, turns, hidden, to, version)
            return _move(transcript, one, other, command.count, by)
        case _:
            assert_never(command)


def _split(
    transcript: Transcript, one: Segment, command: SplitSegment, by: str
) -> tuple[Event, ...]:
    before, after = said(command.before), said(command.after)
    tokens = timed(replace(one, text=f"{before} {after}"))
    there = len(before.split())
    parts = Part.whole(one).cut(tokens[there].first, before, after)
    return _regrouped(transcript, (one,), [(one, part) for part in parts], by)


def _move(
    transcript: Transcript, one: Segment, other: Segment, count: int, by: str
) -> tuple[Event, ...]:
    on = _after(transcript, one) == other.id
    if not on and _after(transcript, other) != one.id:
        raise NotNeighbours(segment=other.id)
    tokens = timed(one)
    there = max(0, len(tokens) - count) if on else min(count, len(tokens))
    at = tokens[there].first if there < len(tokens) else len(one.words)
    first, last = Part.whole(one).cut(at, *_texts(one.text, there))
    if on:
        made = [(one, first), (other, last.then(Part.whole(other)))]
    else:
        made = [(other, Part.whole(other).then(first)), (one, last)]
    gone = (one, other) if on else (other, one)
    return _regrouped(transcript, gone, [(of, part) for of, part in made if part.text], by)


def _texts(text: str, count: int) -> tuple[str, str]:
    """The first `count` words of `text`, and the others, with the white space inside them."""
    ends = [found.end() for found in re.finditer(r"\S+", text)]
    at = ends[count - 1] if count else 0
    return text[:at].strip(), text[at:].strip()


def _after(transcript: Transcript, one: Segment) -> str:
    """The id of the next segment, "" for none."""
    place = transcript.order.index(one.id) + 1
    return transcript.order[place] if place < len(transcript.order) else ""


def _regrouped(
    transcript: Transcript, gone: tuple[Segment, ...], made: list[tuple[Segment, Part]], by: str
) -> tuple[Event, ...]:
    """`made` of `gone`: each part goes on in the turn of the segment beside it. Raises
    SegmentTooLong."""
    if any(len(part.text) > LONGEST or len(part.words) > MOST for _, part in made):
        raise SegmentTooLong(limit=LONGEST)
    number = len(transcript.segments)
    formed = [
        _formed(f"s{number + n}", gone, like, part, by) for n, (like, part) in enumerate(made, 1)
    ]
    ids = tuple(one.id for one in gone)
    return (*formed, SegmentsRegrouped(ids, tuple(one.segment for one in formed), by))


def _formed(
    id: str, gone: tuple[Segment, ...], like: Segment, part: Part, by: str
) -> SegmentFormed:
    untouched = part.plain and all(one.state is SegmentState.HEARD for one in gone)
    verified = all(one.state is SegmentState.VERIFIED for one in gone) and _same_text(gone, part)
    state = SegmentState.EDITED
    if untouched or verified:
        state = SegmentState.HEARD if untouched else SegmentState.VERIFIED
    spoken = part.words or (Word("", like.starts, like.ends, 1.0),)
    return SegmentFormed(
        id, like.turn, spoken[0].starts, spoken[-1].ends, tuple(one.id for one in gone), by, state,
        like.kind, "" if untouched else by, part.plain, part.sure, part.text, part.words,
        part.changes, part.suggestions,
    )  # fmt: skip


def _same_text(gone: tuple[Segment, ...], part: Part) -> bool:
    """Whether nothing was typed: what the part says stood there already."""
    there = " ".join(word for one in gone for word in one.text.split())
    return f" {' '.join(part.text.split())} " in f" {there} "


def take_back(
    transcript: Transcript, turns: Floor, hidden: tuple[Span, ...], command: UndoSegment, by: str
) -> tuple[Event, ...]:
    """Undo one's own splitting, merging or moving while all that came of it is as it was then; ()
    if `command` is about a text."""
    one = writable(transcript, turns, hidden, command.segment, command.version)
    if one.past or not one.of:
        return ()
    formed = transcript.segments[one.of[0]].into
    for id in formed:
        other = transcript.segments[id]
        mine = other.formed == by and other.by in ("", by)
        fresh = other.version == 1 and other.state is not SegmentState.LOCKED
        if not (mine and fresh) or other.into or id not in transcript.order:
            raise NothingToUndo(segment=one.id, by=other.formed)
    return (SegmentsRegrouped(formed, one.of, by),)


def evolve(transcript: Transcript, event: Event) -> Transcript:
    match event:
        case SegmentFormed():
            return put(transcript, _made(event))
        case SegmentsRegrouped(gone, formed, _):
            place = transcript.order.index(gone[0]) if gone[0] in transcript.order else 0
            order = Ids(id for id in transcript.order if id not in gone)
            transcript = replace(transcript, order=order)
            for id in gone:
                transcript = put(transcript, replace(transcript.segments[id], into=formed))
            for id in formed:
                one = transcript.segments[id]
                if one.into:  # it comes back
                    one = replace(one, into=(), version=one.version + 1)
                transcript = insert(transcript, one, place)
                place = transcript.order.index(id) + 1
            return transcript
        case _:
            assert_never(event)


def _made(event: SegmentFormed) -> Segment:
    verified = event.state is SegmentState.VERIFIED
    return Segment(
        event.segment, event.turn, event.starts, event.ends, event.text, event.words,
        state=event.state, by=event.edited_by, kind=event.kind,
        changes=event.changes if event.plain else (), suggestions=event.suggestions,
        spelt=event.changes, approved=event.text if verified else "", sure=event.sure,
        of=event.of, formed=event.by,
    )  # fmt: skip


def rows_follow(register: Opinions, heard: Transcript, event: SegmentsRegrouped) -> Opinions:
    """The register with the rows whose segments are gone: theirs is now what stands in the same
    place, and what was formed in their turn where that is more or less."""
    rows = register.rows
    for row in rows.values():
        if not set(event.gone).isdisjoint(row.segments):
            rows = rows.set(row.id, _followed(row, event.gone, _own(row, heard, event)))
    return replace(register, rows=rows)


def _own(row: Opinion, heard: Transcript, event: SegmentsRegrouped) -> list[str]:
    if len(event.gone) != len(event.formed):
        return [id for id in event.formed if heard.segments[id].turn == row.turn]
    alike = zip(event.gone, event.formed, strict=True)
    return [id for was, id in alike if was in row.segments]


def _followed(row: Opinion, gone: tuple[str, ...], own: list[str]) -> Opinion:
    place = next(n for n, id in enumerate(row.segments) if id in gone)
    rest = [id for id in row.segments[place:] if id not in gone]
    return replace(row, segments=(*row.segments[:place], *own, *rest))
