"""What the register and the papers refer to and what changes after set-up: agencies, fields, the
calendar, who issues and who signs."""

from collections.abc import Iterable
from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import queue, words, workdays
from server.rooms.conclusion import Conclusion
from server.rooms.opinions import Opinions
from server.rooms.plan import AgencyCard, Field, IssuingBodies, Signers
from server.rooms.queue import Queue
from server.rooms.session import Session
from server.rooms.words import BESIDE, Empty, Line, Refused, Unknown
from server.rooms.workdays import Calendar


class SetAgencies(words.Command, frozen=True):
    """The whole list of agencies by rank (*thứ bậc*), in place of what it was, and what is known of
    those of them that have a card."""

    agencies: Annotated[tuple[Line, ...], Meta(max_length=500)]
    cards: Annotated[tuple[AgencyCard, ...], Meta(max_length=500)] = ()


class SetCalendar(words.Command, frozen=True):
    """Days off and days worked instead. Deadlines that were counted before stay as they are."""

    calendar: Calendar


class SetIssuers(words.Command, frozen=True):
    """Who issues the conference's papers, and who signs them (day.md D23), in place of who did."""

    issuers: IssuingBodies
    signers: Signers = Signers()


class SetFields(words.Command, frozen=True):
    """The whole list of fields (*lĩnh vực*), in place of what it was."""

    fields: Annotated[tuple[Field, ...], Meta(max_length=200)]


Command = SetAgencies | SetCalendar | SetIssuers | SetFields


class AgenciesSet(words.Event, frozen=True):
    agencies: tuple[str, ...]
    cards: tuple[AgencyCard, ...] = ()


class CalendarSet(words.Event, frozen=True):
    calendar: Calendar


class IssuersSet(words.Event, frozen=True):
    """Names people who sign: those lie beside the log."""

    issuers: IssuingBodies
    signers: Annotated[Signers, Meta(extra=BESIDE)] = Signers()


class FieldsSet(words.Event, frozen=True):
    fields: tuple[Field, ...]


Event = AgenciesSet | CalendarSet | IssuersSet | FieldsSet


class AgencyInUse(Refused):
    """The agency cannot go: it has something to do. Fields: `agency`, `opinions` (the codes of the
    first), `count` of opinions, `tasks` of the conclusion."""

    code = "agency_in_use"


class AgencyTwice(Refused):
    """Its name or its code stands in the list before. Fields: `agency`."""

    code = "agency_twice"


class FieldTwice(Refused):
    """Fields: `field`, its code."""

    code = "field_twice"


class FieldInUse(Refused):
    """The field cannot go: opinions, requests or agencies are of it. Fields: `field`, `count`."""

    code = "field_in_use"


class WrongForm(Refused):
    """A form of papers that is the other side's. Fields: `side`, `profile`."""

    code = "wrong_form"


TOLD = 10
PARTY_FORM = "dang"
"""How the name of a form of the Party's begins."""


def decide(
    session: Session, register: Opinions, waiting: Queue, concluded: Conclusion, command: Command
) -> tuple[Event, ...]:
    match command:
        case SetFields(fields):
            return _fields(session, register, waiting, fields)
        case SetAgencies(agencies, cards):
            return _agencies(session, register, concluded, agencies, cards)
        case SetCalendar(calendar):
            for day in (*calendar.off, *calendar.worked):
                if not day:
                    raise Empty(field="calendar")
                workdays.day(day)
            return () if calendar == session.plan.calendar else (CalendarSet(calendar),)
        case SetIssuers(issuers, signers):
            check_forms(issuers)
            same = (issuers, signers) == (session.plan.issuers, session.people.signers)
            return () if same else (IssuersSet(issuers, signers),)
        case _:
            assert_never(command)


def check_forms(issuers: IssuingBodies) -> None:
    """Each side has a form of its own, or none yet; else WrongForm."""
    for side, profile in (("party", issuers.party.profile), ("state", issuers.state.profile)):
        if profile and profile.startswith(PARTY_FORM) != (side == "party"):
            raise WrongForm(side=side, profile=profile)


def _fields(
    session: Session, register: Opinions, waiting: Queue, fields: tuple[Field, ...]
) -> tuple[Event, ...]:
    codes = [field.code for field in fields]
    if not all(field.code.strip() and field.name.strip() for field in fields):
        raise Empty(field="fields")
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if twice:
        raise FieldTwice(field=twice)
    named = [code for row in register.rows.values() for code in (row.field, *row.secondary)]
    named += [request.field for request in waiting.requests.values()]
    named += [code for card in session.plan.cards for code in card.fields]
    gone = next((one.code for one in session.plan.fields
                 if one.code not in codes and one.code in named), "")  # fmt: skip
    if gone:
        raise FieldInUse(field=gone, count=named.count(gone))
    return () if fields == session.plan.fields else (FieldsSet(fields),)


def _agencies(
    session: Session, register: Opinions, concluded: Conclusion, agencies: tuple[str, ...],
    cards: tuple[AgencyCard, ...],
) -> tuple[Event, ...]:  # fmt: skip
    named = tuple(name.strip() for name in agencies)
    if not all(named):
        raise Empty(field="agencies")
    _refuse_twins(named)
    kept = {queue.fold(name) for name in named}
    for name in session.plan.agencies:
        if queue.fold(name) not in kept:
            _unused(name, register, concluded)
    known = tuple(_card(session, card, kept) for card in cards)
    _refuse_twins(card.name for card in known)
    _refuse_twins(card.code for card in known if card.code)
    same = (named, known) == (session.plan.agencies, session.plan.cards)
    return () if same else (AgenciesSet(named, known),)


def _refuse_twins(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if queue.fold(name) in seen:
            raise AgencyTwice(agency=name)
        seen.add(queue.fold(name))


def _card(session: Session, card: AgencyCard, named: set[str]) -> AgencyCard:
    """`card` of one of the agencies `named`, without spaces around its words."""
    if queue.fold(card.name) not in named:
        raise Unknown(what="agency", id=card.name)
    for field in card.fields:
        queue.known_field(session.plan, field)
    return AgencyCard(card.name.strip(), card.code.strip(), card.fields, card.address.strip())


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
        case AgenciesSet(agencies, cards):
            plan = replace(session.plan, agencies=agencies, cards=cards)
        case CalendarSet(calendar):
            plan = replace(session.plan, calendar=calendar)
        case FieldsSet(fields):
            plan = replace(session.plan, fields=fields)
        case IssuersSet(issuers, signers):
            people = replace(session.people, signers=signers)
            plan = replace(session.plan, issuers=issuers)
            return replace(session, plan=plan, people=people)
        case _:
            assert_never(event)
    return replace(session, plan=plan)
