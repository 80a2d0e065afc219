"""Deadlines: on what day, which is never before the conference's."""

from server.rooms import workdays
from server.rooms.session import Session
from server.rooms.words import Refused
from server.rooms.workdays import DayCount


class DeadlineBefore(Refused):
    """A deadline before the conference. Fields: `field`, `day`, `conference` (its day)."""

    code = "deadline_before"


class NoConferenceDay(Refused):
    """A term cannot be counted: nobody knows the conference's day. Fields: `field`."""

    code = "no_conference_day"


def conference_day(session: Session) -> str:
    """The conference's day (ISO), "" if nobody knows it yet."""
    if workdays.exists(session.plan.date):
        return session.plan.date
    return workdays.local_day(session.opened_at, session.plan.zone) if session.opened_at else ""


def due_day(session: Session, field: str, day: str, term: DayCount | None = None) -> str:
    """A deadline (ISO, "" for none): `term` counted from the conference's day, else `day`. Raises
    BadDay, DeadlineBefore, or NoConferenceDay."""
    held = conference_day(session)
    if term:
        if not held:
            raise NoConferenceDay(field=field)
        return workdays.deadline(session.plan.calendar, held, term)
    if workdays.day(day) and day < held:
        raise DeadlineBefore(field=field, day=day, conference=held)
    return day
