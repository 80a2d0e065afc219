"""The register of opinions: how rows come in, how they are worded, what becomes of them."""

from typing import Final

from server.rooms import (
    answering,
    drafts,
    entering,
    feedback,
    followup,
    importing,
    reporting,
    revising,
)
from server.rooms.areas.area import Area, Events, into
from server.rooms.rights import AT_POINT, FOLLOWING, KEEPING, LEADING, WRITING
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis, Role

Command = (
    entering.Command
    | importing.Command
    | revising.Command
    | followup.Command
    | answering.Command
    | feedback.Command
    | reporting.Command
    | drafts.Command
)
Event = (
    entering.Event
    | revising.Event
    | followup.Event
    | answering.Event
    | feedback.Event
    | reporting.Event
    | drafts.Event
)


def _entering(room: Room, command: entering.Command, actor: Actor, at: Millis) -> Events:
    plan = room.session.plan
    return entering.decide(room.opinions, room.floor, room.transcript, room.points, plan, command)


def _importing(room: Room, command: importing.Command, actor: Actor, at: Millis) -> Events:
    return importing.decide(room.opinions, room.points, room.session.plan, command)


def _revising(room: Room, command: revising.Command, actor: Actor, at: Millis) -> Events:
    plan = room.session.plan
    return revising.decide(room.opinions, room.points, plan, command, actor.id, at)


def _followup(room: Room, command: followup.Command, actor: Actor, at: Millis) -> Events:
    return followup.decide(room.opinions, room.session, command, actor, at)


def _answering(room: Room, command: answering.Command, actor: Actor, at: Millis) -> Events:
    return answering.decide(room.opinions, room.floor, room.session, command, actor, at)


def _feedback(room: Room, command: feedback.Command, actor: Actor, at: Millis) -> Events:
    return feedback.decide(room.opinions, command, actor, at)


def _reporting(room: Room, command: reporting.Command, actor: Actor, at: Millis) -> Events:
    return reporting.decide(room.opinions, room.session, command, actor)


def _drafts(room: Room, command: drafts.Command, actor: Actor, at: Millis) -> Events:
    return drafts.decide(room.opinions, room.floor, command, actor.id)


AREAS: Final = (
    Area(
        may_ask={entering.LogOpinion: WRITING, entering.LogDenunciation: WRITING},
        decide=_entering,
        folds=into("opinions", entering.evolve, entering.Event),
    ),
    Area(
        may_ask={
            importing.ImportOpinions: WRITING | {Role.ADMIN},
            importing.CarryOver: WRITING | {Role.ADMIN},
        },
        decide=_importing,
        folds={},  # rows are logged as those of entering, and followed up
    ),
    Area(
        may_ask={
            revising.ReviseOpinion: WRITING,
            revising.CorrectOpinion: LEADING,
            revising.MergeOpinions: WRITING,
            revising.SplitOpinion: WRITING,
            revising.FreezeRegister: LEADING,
        },
        decide=_revising,
        folds=into("opinions", revising.evolve, revising.Event),
    ),
    Area(
        may_ask={
            followup.AssignOpinion: FOLLOWING,
            followup.ForwardOpinion: FOLLOWING,
            followup.ResolveOpinion: FOLLOWING | {Role.AGENCY},
        },
        decide=_followup,
        folds=into("opinions", followup.evolve, followup.Event),
    ),
    Area(
        may_ask={answering.AnswerOpinion: FOLLOWING | {Role.AGENCY}},
        decide=_answering,
        folds=into("opinions", answering.evolve, answering.Event),
    ),
    Area(
        may_ask={feedback.GiveFeedback: AT_POINT},
        decide=_feedback,
        folds=into("opinions", feedback.evolve, feedback.Event),
    ),
    Area(
        may_ask={
            reporting.AskMoreTime: frozenset({Role.AGENCY}),
            reporting.DecidePlea: KEEPING,
        },
        decide=_reporting,
        folds=into("opinions", reporting.evolve, reporting.Event),
    ),
    Area(
        may_ask={drafts.DismissDraft: WRITING},
        decide=_drafts,
        folds=into("opinions", drafts.evolve, drafts.Event),
    ),
)
