"""Thu hồi nội dung: a stretch of time whose words may not be kept (day.md D14).

One person asks, and at once nobody sees or hears it; a second one confirms, and it is destroyed:
its words, what was written of them, and its sound. The log keeps that it happened, never what."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import prepared, slips, words
from server.rooms.floor import Floor
from server.rooms.hiding import former
from server.rooms.opinions import Opinions
from server.rooms.prepared import Prepared
from server.rooms.slips import Slips
from server.rooms.transcript import Segment, SegmentKind, SegmentRecorded, Transcript, Word
from server.rooms.words import (
    BESIDE,
    Actor,
    Empty,
    Id,
    Millis,
    Page,
    Refused,
    Span,
    Struct,
    Unknown,
)

LONGEST: Final = 30 * 60 * 1000
"""Milliseconds. Longer ones are a mistake: whole conferences are not withdrawn by one act."""


class WithdrawalState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    CANCELLED = "cancelled"


class Withdrawal(Struct, frozen=True):
    """`span` in server time; `by` asked for it. `segments`, `opinions` and `answers` are what was
    destroyed: the last are opinions that were answered in that time."""

    id: str
    span: Span
    by: str
    state: WithdrawalState
    reason: str = ""
    turns: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


class Withdrawals(Struct, frozen=True):
    all: Map[str, Withdrawal] = Map()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Stretches whose words nobody may see: those asked for, and those that are gone."""
        hidden = [one for one in self.all.values() if one.state is not WithdrawalState.CANCELLED]
        return tuple(one.span for one in hidden)


class WithdrawContent(words.Command, frozen=True):
    """From `since` to `until` (server time, ms): hidden at once, destroyed when confirmed."""

    since: Millis
    until: Millis
    reason: Page


class ConfirmWithdrawal(words.Command, frozen=True):
    """By somebody else than who asked. There is no way back."""

    withdrawal: Id


class CancelWithdrawal(words.Command, frozen=True):
    withdrawal: Id


Command = WithdrawContent | ConfirmWithdrawal | CancelWithdrawal


class WithdrawalAsked(words.Event, frozen=True):
    withdrawal: str
    since: Millis
    until: Millis
    by: str
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


class WithdrawalCancelled(words.Event, frozen=True):
    withdrawal: str
    by: str


class ContentWithdrawn(words.Event, frozen=True):
    """What is destroyed. Segments that reach beyond the stretch are recorded again without it."""

    withdrawal: str
    by: str
    turns: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    speeches: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()


Event = WithdrawalAsked | WithdrawalCancelled | ContentWithdrawn
Outcome = tuple[Event | SegmentRecorded, ...]


class BadStretch(Refused):
    """The stretch ends before it begins, lies ahead, or is too long. Fields: `longest` (ms)."""

    code = "bad_stretch"


class SecondPerson(Refused):
    """Who asked for the withdrawal cannot confirm it."""

    code = "second_person"


class NotAsked(Refused):
    """It is done or cancelled already. Fields: `withdrawal`, `state`."""

    code = "withdrawal_settled"


def decide(
    withdrawals: Withdrawals,
    turns: Floor,
    heard: Transcript,
    register: Opinions,
    papers: Prepared,
    passed: Slips,
    zone: int,
    command: Command,
    actor: Actor,
    at: Millis,
) -> Outcome:
    """`zone` is the hall's offset from UTC in minutes, for the marker's times of day."""
    match command:
        case WithdrawContent(since, until, reason):
            if not since < until <= at + 1000 or until - since > LONGEST:
                raise BadStretch(longest=LONGEST)
            if not reason.strip():
                raise Empty(field="reason")
            id = f"w{len(withdrawals.all) + 1}"
            return (WithdrawalAsked(id, since, until, actor.id, reason.strip()),)
        case CancelWithdrawal(id):
            return (WithdrawalCancelled(_asked(withdrawals, id).id, actor.id),)
        case ConfirmWithdrawal(id):
            asked = _asked(withdrawals, id)
            if asked.by == actor.id:
                raise SecondPerson
            return destroy(asked, turns, heard, register, papers, passed, zone, actor.id)
        case _:
            assert_never(command)


def _asked(withdrawals: Withdrawals, id: str) -> Withdrawal:
    if id not in withdrawals.all:
        raise Unknown(what="withdrawal", id=id)
    found = withdrawals.all[id]
    if found.state is not WithdrawalState.ASKED:
        raise NotAsked(withdrawal=id, state=found.state)
    return found


def destroy(
    asked: Withdrawal, turns: Floor, heard: Transcript, register: Opinions, papers: Prepared,
    passed: Slips, zone: int, by: str, name: str = "s",
) -> Outcome:  # fmt: skip
    """What goes with the stretch, what is left of segments that reach beyond it, and its marker.
    While it is only asked for, these have a `name` of their own: no segment has it later."""
    touched = [heard.segments[id] for id in heard.order if hidden(heard.segments[id], asked.span)]
    in_turns = tuple(
        id for id in turns.order if any(meet(span, asked.span) for span in turns.turns[id].spans)
    )
    now = tuple(segment.id for segment in touched)
    ids = (*now, *sorted(former(heard, frozenset(now))))
    rows = [register.rows[id] for id in register.order]
    gone = ContentWithdrawn(
        asked.id, by, in_turns, ids,
        opinions=tuple(
            row.id for row in rows
            if not set(ids).isdisjoint(row.segments) or (row.turn in in_turns and not row.segments)
        ),
        answers=tuple(row.id for row in rows if row.answered_in in in_turns),
        speeches=prepared.around(papers, turns, in_turns),
        slips=slips.around(passed, turns, in_turns),
    )  # fmt: skip
    number = len(heard.segments) if name == "s" else 0
    again: list[SegmentRecorded] = []
    for segment in touched:
        for part in _left(segment.words, asked.span):
            number += 1
            again.append(_recorded(f"{name}{number}", segment, part))
    for turn in in_turns:
        number += 1
        text = marker(asked.span, zone)
        again.append(
            SegmentRecorded(
                f"{name}{number}", turn, asked.span.start, asked.span.end, text=text,
                kind=SegmentKind.WITHDRAWN,
            )
        )  # fmt: skip
    return (gone, *again)


def _left(heard: tuple[Word, ...], span: Span) -> list[tuple[Word, ...]]:
    """What was recognised before the stretch, and after it."""
    before = tuple(word for word in heard if word.ends <= span.start)
    after = tuple(word for word in heard if word.starts >= span.end)
    return [part for part in (before, after) if part]


def _recorded(id: str, of: Segment, part: tuple[Word, ...]) -> SegmentRecorded:
    text = " ".join(word.text for word in part)
    return SegmentRecorded(
        id, of.turn, part[0].starts, part[-1].ends, text=text, words=part, kind=of.kind
    )


def marker(span: Span, zone: int) -> str:
    """What stands in transcript, captions and papers instead: with the hall's times of day."""
    begins, ends = (_time_of_day(at, zone) for at in (span.start, span.end))
    return f"[nội dung đã thu hồi, {begins}–{ends}]"


def _time_of_day(at: Millis, zone: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC) + timedelta(minutes=zone):%H:%M:%S}"


def meet(one: Span, other: Span) -> bool:
    """Whether the two stretches have a moment in common."""
    return (not one.end or one.end > other.start) and (not other.end or other.end > one.start)


def hidden(segment: Segment, span: Span) -> bool:
    """Whether what `segment` says was said, at least in part, within `span`."""
    if segment.kind is SegmentKind.WITHDRAWN:
        return False
    return segment.starts < span.end and max(segment.ends, segment.starts + 1) > span.start


def evolve(withdrawals: Withdrawals, event: Event) -> Withdrawals:
    match event:
        case WithdrawalAsked(id, since, until, by, reason):
            new = Withdrawal(id, Span(since, until), by, WithdrawalState.ASKED, reason)
        case WithdrawalCancelled(id):
            new = replace(withdrawals.all[id], state=WithdrawalState.CANCELLED)
        case ContentWithdrawn(id, _, turns, segments, opinions, answers):
            new = replace(
                withdrawals.all[id], state=WithdrawalState.DONE, turns=turns, segments=segments,
                opinions=opinions, answers=answers,
            )  # fmt: skip
        case _:
            assert_never(event)
    return Withdrawals(withdrawals.all.set(new.id, new))
