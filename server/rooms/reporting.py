"""What an agency may only ask for on a row that it leads, and the office decides: that the row is
settled (`followup.ResultReported`), and that a deadline is moved."""

from enum import StrEnum
from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import deadlines, opinions, words
from server.rooms.followup import Version, followed
from server.rooms.opinions import Deadline, MoreTime, Opinion, Opinions
from server.rooms.session import Session
from server.rooms.words import BESIDE, Actor, Empty, Id, Page, Refused
from server.rooms.workdays import Day


class Plea(StrEnum):
    """What the agency asked for."""

    RESULT = "result"
    TIME = "time"


class AskMoreTime(words.Command, frozen=True):
    """Đề nghị gia hạn: that the deadline `of` becomes `until`."""

    opinion: Id
    version: Version
    of: Deadline
    until: Day
    reason: Page


class DecidePlea(words.Command, frozen=True):
    """Xác nhận or đồng ý; else a `reason` says why not."""

    opinion: Id
    version: Version
    plea: Plea
    agreed: bool
    reason: Page = ""


Command = AskMoreTime | DecidePlea


class MoreTimeAsked(words.Event, frozen=True):
    opinion: str
    of: Deadline
    until: str
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


class PleaDecided(words.Event, frozen=True):
    opinion: str
    plea: Plea
    agreed: bool
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


Event = MoreTimeAsked | PleaDecided


class NothingAsked(Refused):
    """The agency has asked for nothing of the kind, or it was decided. Fields: `opinion`."""

    code = "nothing_asked"


def decide(
    register: Opinions, session: Session, command: Command, actor: Actor
) -> tuple[Event, ...]:
    row = followed(register, command.opinion, command.version, actor)
    reason = command.reason.strip()
    match command:
        case AskMoreTime():
            until = deadlines.due_day(session, "until", command.until)
            for field, text in (("until", until), ("reason", reason)):
                if not text:
                    raise Empty(field=field)
            return (MoreTimeAsked(row.id, command.of, until, reason),)
        case DecidePlea(_, _, plea, agreed):
            if not (row.reported if plea is Plea.RESULT else row.more_time):
                raise NothingAsked(opinion=row.id)
            if not (agreed or reason):
                raise Empty(field="reason")
            return (PleaDecided(row.id, plea, agreed, reason),)
        case _:
            assert_never(command)


def evolve(register: Opinions, event: Event) -> Opinions:
    return opinions.put(register, _changed(register.rows[event.opinion], event))


def _changed(row: Opinion, event: Event) -> Opinion:
    match event:
        case MoreTimeAsked(_, of, until, reason):
            return replace(row, more_time=MoreTime(of, until, reason), sent_back="")
        case PleaDecided(_, plea, agreed, reason):
            row = replace(row, sent_back="" if agreed else reason)
            return _settled(row, agreed) if plea is Plea.RESULT else _moved(row, agreed)
        case _:
            assert_never(event)


def _settled(row: Opinion, agreed: bool) -> Opinion:
    said, row = row.reported, replace(row, reported=None)
    if not (agreed and said):
        return row
    return replace(
        row, result=said.result, outcome=said.text, outcome_paper=said.paper, resolved_on=said.on
    )


def _moved(row: Opinion, agreed: bool) -> Opinion:
    asked, row = row.more_time, replace(row, more_time=None)
    if not (agreed and asked):
        return row
    if asked.of is Deadline.ANSWER:
        return replace(row, answer_by=asked.until, answer_term=None)
    return replace(row, resolve_by=asked.until, resolve_term=None)
