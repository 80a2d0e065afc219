"""The record: what was heard, its correction and locking, who works on it, what is taken out."""

from typing import Final

from msgspec.structs import replace

from server.rooms import (
    editing,
    evidence,
    hiding,
    locking,
    opinions,
    prepared,
    rota,
    slips,
    splitting,
    transcript,
    undo,
    withdrawals,
)
from server.rooms.areas.area import Area, Events, into
from server.rooms.rights import CHAIRING, KEEPING, LEADING, SYSTEM_ONLY, WRITING
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis, Role

Command = (
    transcript.Command
    | editing.Command
    | splitting.Command
    | locking.Command
    | rota.Command
    | evidence.Command
    | withdrawals.Command
)
Event = (
    transcript.Event
    | editing.Event
    | splitting.Event
    | locking.Event
    | rota.Event
    | evidence.Event
    | withdrawals.Event
)


def _transcript(room: Room, command: transcript.Command, actor: Actor, at: Millis) -> Events:
    hidden = room.withdrawals.spans
    if isinstance(command, undo.Late):
        command = undo.where_it_belongs(room.floor, command)
    return transcript.decide(room.transcript, room.floor, hidden, command, actor.id, at)


def _editing(room: Room, command: editing.Command, actor: Actor, at: Millis) -> Events:
    record = room.transcript, room.floor, room.withdrawals.spans
    if isinstance(command, editing.UndoSegment) and (
        back := splitting.take_back(*record, command, actor.id)
    ):
        return back
    return editing.decide(*record, command, actor.id)


def _splitting(room: Room, command: splitting.Command, actor: Actor, at: Millis) -> Events:
    hidden = room.withdrawals.spans
    return splitting.decide(room.transcript, room.floor, hidden, command, actor.id)


def _regrouped(room: Room, event: splitting.SegmentsRegrouped) -> Room:
    """The register's rows go with the words that they were made of."""
    heard = splitting.evolve(room.transcript, event)
    rows = splitting.rows_follow(room.opinions, heard, event)
    return replace(room, transcript=heard, opinions=rows)


def _locking(room: Room, command: locking.Command, actor: Actor, at: Millis) -> Events:
    hidden = room.withdrawals.spans
    return locking.decide(room.transcript, room.floor, hidden, command, actor.id)


def _rota(room: Room, command: rota.Command, actor: Actor, at: Millis) -> Events:
    return rota.decide(room.rota, room.floor, command, actor)


def _evidence(room: Room, command: evidence.Command, actor: Actor, at: Millis) -> Events:
    return evidence.decide(room.evidence, room.floor, command, actor.id)


def _withdrawals(room: Room, command: withdrawals.Command, actor: Actor, at: Millis) -> Events:
    return withdrawals.decide(
        room.withdrawals, room.floor, room.transcript, room.opinions, room.prepared, room.slips,
        room.session.plan.zone, command, actor, at,
    )  # fmt: skip


def _destroyed(room: Room, gone: withdrawals.ContentWithdrawn) -> Room:
    return replace(
        room,
        withdrawals=withdrawals.evolve(room.withdrawals, gone),
        transcript=hiding.withdraw(room.transcript, gone.segments),
        opinions=opinions.withdraw(room.opinions, gone.opinions, gone.answers),
        prepared=prepared.without(room.prepared, gone.speeches),
        slips=slips.without(room.slips, gone.slips),
    )


AREAS: Final = (
    Area(
        may_ask={
            transcript.RecordSegment: SYSTEM_ONLY,
            transcript.MarkGap: SYSTEM_ONLY,
            transcript.WriteSegment: WRITING,
        },
        decide=_transcript,
        folds=into("transcript", transcript.evolve, transcript.Event),
    ),
    Area(
        may_ask={
            editing.EditSegment: WRITING,
            editing.RespellSegment: WRITING,
            editing.VerifySegment: WRITING,
            editing.ConfirmWords: WRITING,
            editing.UndoSegment: WRITING,
        },
        decide=_editing,
        folds=into("transcript", editing.evolve, editing.Event),
    ),
    Area(
        may_ask={
            splitting.SplitSegment: WRITING,
            splitting.MergeSegments: WRITING,
            splitting.MoveWords: WRITING,
        },
        decide=_splitting,
        folds={
            **into("transcript", splitting.evolve, splitting.SegmentFormed),
            splitting.SegmentsRegrouped: _regrouped,
        },
    ),
    Area(
        may_ask={
            locking.LockSegments: LEADING,
            locking.LockTurn: LEADING,
            locking.CorrectSegment: LEADING,
        },
        decide=_locking,
        folds=into("transcript", locking.evolve, locking.Event),
    ),
    Area(
        may_ask={
            rota.TakeSeat: WRITING,
            rota.LeaveSeat: WRITING,
            rota.TakeTurn: WRITING,
            rota.HandOverTurn: WRITING,
            rota.AssignTurn: LEADING,
            rota.SetRota: LEADING,
        },
        decide=_rota,
        folds=into("rota", rota.evolve, rota.Event),
    ),
    Area(
        may_ask={evidence.KeepTurn: CHAIRING | KEEPING},
        decide=_evidence,
        folds=into("evidence", evidence.evolve, evidence.Event),
    ),
    Area(
        may_ask={
            withdrawals.WithdrawContent: CHAIRING,
            withdrawals.ConfirmWithdrawal: CHAIRING | {Role.SECRETARY_LEAD, Role.ASSISTANT},
            withdrawals.CancelWithdrawal: CHAIRING,
        },
        decide=_withdrawals,
        folds=into("withdrawals", withdrawals.evolve, withdrawals.Event)
        | {withdrawals.ContentWithdrawn: _destroyed},
    ),
)
