"""What the conference resolves, and the papers that say so."""

from typing import Final

from server.rooms import conclusion, issuing, printing
from server.rooms.areas.area import Area, Events, into
from server.rooms.rights import CHAIRING, LEADING, RUNNING, WRITING
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis, Role

Command = conclusion.Command | issuing.Command | printing.Command
Event = conclusion.Event | issuing.Event | printing.Event


def _conclusion(room: Room, command: conclusion.Command, actor: Actor, at: Millis) -> Events:
    return conclusion.decide(room.conclusion, room.opinions, room.session, command)


def _issuing(room: Room, command: issuing.Command, actor: Actor, at: Millis) -> Events:
    return issuing.decide(
        room.issuing, room.conclusion, room.opinions, room.floor, command, actor, at
    )


def _printing(room: Room, command: printing.Command, actor: Actor, at: Millis) -> Events:
    return printing.decide(room.printed, command, at)


AREAS: Final = (
    Area(
        may_ask={
            conclusion.SetConclusionPoint: CHAIRING | WRITING,
            conclusion.RemoveConclusionPoint: CHAIRING | WRITING,
            conclusion.OrderConclusionPoints: CHAIRING | WRITING,
            conclusion.ExcludeOpinion: CHAIRING | WRITING,
            conclusion.IncludeOpinion: CHAIRING | WRITING,
        },
        decide=_conclusion,
        folds=into("conclusion", conclusion.evolve, conclusion.Event),
    ),
    Area(
        may_ask={
            issuing.DraftDocument: WRITING,
            issuing.SubmitDocument: LEADING,
            issuing.ReturnDocument: LEADING | {Role.CHAIR},
            issuing.SignDocument: LEADING | {Role.CHAIR},
            issuing.IssueConclusion: LEADING,
            issuing.AttachFile: WRITING,
        },
        decide=_issuing,
        folds=into("issuing", issuing.evolve, issuing.Event),
    ),
    Area(
        may_ask={printing.NotePrinted: RUNNING | WRITING},
        decide=_printing,
        folds=into("printed", printing.evolve, printing.Event),
    ),
)
