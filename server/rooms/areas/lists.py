"""The lists that everything else refers to: a conference's own, and those of the office."""

from typing import Final

from server.rooms import glossary, keeping, office, references
from server.rooms.areas.area import Area, Events, into
from server.rooms.rights import KEEPING
from server.rooms.whole import Room
from server.rooms.words import Actor, Millis

Command = references.Command | glossary.Command | office.Command
Event = references.Event | glossary.Event | office.Event


def _references(room: Room, command: references.Command, actor: Actor, at: Millis) -> Events:
    return references.decide(room.session, room.opinions, room.queue, room.conclusion, command)


def _glossary(room: Room, command: glossary.Command, actor: Actor, at: Millis) -> Events:
    return glossary.decide(room.glossary, command, actor.id)


def _office(room: Room, command: office.Command, actor: Actor, at: Millis) -> Events:
    return keeping.decide(room.office, command)


AREAS: Final = (
    Area(
        may_ask={
            references.SetAgencies: KEEPING,
            references.SetCalendar: KEEPING,
            references.SetIssuers: KEEPING,
            references.SetFields: KEEPING,
        },
        decide=_references,
        folds=into("session", references.evolve, references.Event),
    ),
    Area(
        may_ask={glossary.SetGlossary: KEEPING},
        decide=_glossary,
        folds=into("glossary", glossary.evolve, glossary.Event),
    ),
    Area(
        may_ask={
            office.SetUnits: KEEPING,
            office.RemoveUnit: KEEPING,
            office.SetAgency: KEEPING,
            office.MergeAgencies: KEEPING,
            office.RemoveAgency: KEEPING,
            office.SetYear: KEEPING,
            office.SetMeetings: KEEPING,
            office.RemoveMeeting: KEEPING,
            office.SetProfile: KEEPING,
            office.RemoveProfile: KEEPING,
        },
        decide=_office,
        folds=into("office", office.evolve, office.Event),
    ),
)
