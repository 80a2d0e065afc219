"""Lists that the register refers to and that change after set-up: agencies, and the calendar."""

from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import queue, words, workdays
from server.rooms.conclusion import Conclusion
from server.rooms.opinions import Opinions
from server.rooms.session import Session
from server.rooms.words import Empty, Line, Refused
from server.rooms.workdays import Calendar


class SetAgencies(words.Command, frozen=True):
    """The whole list of agencies by rank (*thứ bậc*), in place of what it was."""

    agencies: Annotated[tuple[Line, ...], Meta(max_length=500)]


class SetCalendar(words.Command, frozen=True):
    """Days off and days worked instead. Deadlines that were counted before stay as they are."""

    calendar: Calendar


Command = SetAgencies | SetCalendar


class AgenciesSet(words.Event, frozen=True):
    agencies: tuple[str, ...]


class CalendarSet(words.Event, frozen=True):
    calendar: Calendar


Event = AgenciesSet | CalendarSet


class AgencyInUse(Refused):
    """The agency cannot go: it has something to do. Fields: `agency`, `opinions` (the codes of the
    first), `count` of opinions, `tasks` of the conclusion."""

    code = "agency_in_use"


class AgencyTwice(Refused):
    """Fields: `agency`."""

    code = "agency_twice"


TOLD = 10


def decide(
    session: Session, register: Opinions, concluded: Conclusion, command: Command
) -> tuple[Event, ...]:
    match command:
        case SetAgencies(agencies):
            return _agencies(session, register, concluded, agencies)
        case SetCalendar(calendar):
            for day in (*calendar.off, *calendar.worked):
                if not day:
                    raise Empty(field="calendar")
                workdays.day(day)
            return () if calendar == session.plan.calendar else (CalendarSet(calendar),)
        case _:
            assert_never(command)


def _agencies(
    session: Session, register: Opinions, concluded: Conclusion, agencies: tuple[str, ...]
) -> tuple[Event, ...]:
    named = tuple(name.strip() for name in agencies)
    kept: set[str] = set()
    for name in named:
        if not name:
            raise Empty(field="agencies")
        if queue.fold(name) in kept:
            raise AgencyTwice(agency=name)
        kept.add(queue.fold(name))
    for name in session.plan.agencies:
        if queue.fold(name) not in kept:
            _unused(name, register, concluded)
    return () if named == session.plan.agencies else (AgenciesSet(named),)


def _unused(agency: str, register: Opinions, concluded: Conclusion) -> None:
    def busy(lead: str, coordinating: tuple[str, ...]) -> bool:
        return queue.fold(agency) in map(queue.fold, (lead, *coordinating))

    rows = [register.rows[id] for id in register.order]
    codes = [row.code for row in rows if busy(row.lead, row.coordinating)]
    points = concluded.points.values()
    tasks = [task for one in points for task in one.tasks if busy(task.lead, task.coordinating)]
    if codes or tasks:
        raise AgencyInUse(agency=agency, opinions=codes[:TOLD], count=len(codes), tasks=len(tasks))


def evolve(session: Session, event: Event) -> Session:
    match event:
        case AgenciesSet(agencies):
            plan = replace(session.plan, agencies=agencies)
        case CalendarSet(calendar):
            plan = replace(session.plan, calendar=calendar)
        case _:
            assert_never(event)
    return replace(session, plan=plan)
