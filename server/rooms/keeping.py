"""What may be written in the office's log, and what not (see `office`)."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from msgspec.structs import replace

from server.rooms import agencies, workdays
from server.rooms.agencies import Agency
from server.rooms.office import (
    AgenciesWritten,
    AgencyRemoved,
    Command,
    Event,
    MeetingRemoved,
    MeetingsSet,
    MergeAgencies,
    Office,
    ProfileRemoved,
    ProfileSet,
    RemoveAgency,
    RemoveMeeting,
    RemoveProfile,
    RemoveUnit,
    SetAgency,
    SetMeetings,
    SetProfile,
    SetUnits,
    SetYear,
    UnitRemoved,
    UnitsSet,
    YearSet,
    evolve,
)
from server.rooms.programme import Meeting
from server.rooms.references import check_forms
from server.rooms.units import Succession, Unit
from server.rooms.words import Empty, Refused, Unknown
from server.rooms.workdays import Calendar


class OfficeOnly(Refused):
    """Asked of a conference, which keeps no units, agencies or programme."""

    code = "office_only"


class InUse(Refused):
    """It stands somewhere, so it cannot be removed; give it an end instead. Fields: `what`, `id`,
    `by` (what names it), `count` (rows of the register, where those do)."""

    code = "in_use"


class BadDates(Refused):
    """Ends before it begins. Fields: `id`."""

    code = "bad_dates"


class Circular(Refused):
    """It would become itself again. Fields: `id`."""

    code = "circular"


class NameInUse(Refused):
    """Another one has this name at the same time. Fields: `id` of the other one, `name`."""

    code = "name_in_use"


class OtherYear(Refused):
    """A day of a calendar lies outside its year. Fields: `day`, `year`."""

    code = "other_year"


def decide(office: Office, command: Command) -> tuple[Event, ...]:
    match command:
        case SetUnits(units, successions):
            return _set_units(office, units, successions)
        case RemoveUnit(unit):
            return _remove_unit(office, unit)
        case SetAgency(agency):
            return _set_agencies(office, (agency,))
        case MergeAgencies(old, new, on):
            return _merge(office, old, new, on)
        case RemoveAgency(id):
            return _remove_agency(office, id)
        case SetYear(year, calendar):
            return _set_year(office, year, calendar)
        case SetMeetings(meetings):
            return _set_meetings(office, meetings)
        case RemoveMeeting(id):
            _known(office.meetings, "meeting", id)
            return (MeetingRemoved(id),)
        case SetProfile(profile):
            if not profile.name.strip():
                raise Empty(field="name")
            check_forms(profile.issuers)
            same = office.profiles.get(profile.id) == profile
            return () if same else (ProfileSet(profile.id, profile),)
        case RemoveProfile(id):
            _known(office.profiles, "profile", id)
            return (ProfileRemoved(id),)
        case _:
            assert_never(command)


def _known(there: Mapping[str, object], what: str, id: str) -> None:
    if id not in there:
        raise Unknown(what=what, id=id)


def _dated(one: Unit | Agency) -> None:
    workdays.day(one.since)
    if workdays.day(one.until) and one.until < one.since:
        raise BadDates(id=one.id)
    if not one.name.strip():
        raise Empty(field="name")


def _set_units(
    office: Office, units: tuple[Unit, ...], successions: tuple[Succession, ...]
) -> tuple[Event, ...]:
    there = {**office.units, **{unit.id: unit for unit in units}}
    for unit in units:
        _dated(unit)
        if unit.parent and unit.parent not in there:
            raise Unknown(what="unit", id=unit.parent)
    for one in successions:
        workdays.day(one.on)
        for id in (one.old, one.new):
            if id not in there:
                raise Unknown(what="unit", id=id)
        if one.old == one.new:
            raise Circular(id=one.old)
    event = UnitsSet(units, successions)
    return () if evolve(office, event) == office else (event,)


def _remove_unit(office: Office, id: str) -> tuple[Event, ...]:
    _known(office.units, "unit", id)
    parents = (unit.parent for unit in office.units.values())
    steps = (end for one in office.successions for end in (one.old, one.new))
    if id in parents or id in steps:
        raise InUse(what="unit", id=id, by="unit")
    return (UnitRemoved(id),)


def _set_agencies(office: Office, changed: tuple[Agency, ...]) -> tuple[Event, ...]:
    there = {**office.agencies, **{one.id: one for one in changed}}
    for one in changed:
        _dated(one)
        for heir in one.into:
            if heir not in there:
                raise Unknown(what="agency", id=heir)
        _named_alone(there.values(), one)
    if agencies.circular(there):
        raise Circular(id=changed[0].id)
    same = all(office.agencies.get(one.id) == one for one in changed)
    return () if same else (AgenciesWritten(changed),)


def _named_alone(there: Iterable[Agency], one: Agency) -> None:
    """The register knows agencies by name: two at once under one name would answer for each
    other."""
    for other in there:
        apart = (one.until and one.until < other.since) or (other.until and other.until < one.since)
        same = other.name.strip().casefold() == one.name.strip().casefold()
        if other.id != one.id and same and not apart:
            raise NameInUse(id=other.id, name=one.name)


def _merge(office: Office, old: tuple[str, ...], new: str, on: str) -> tuple[Event, ...]:
    for id in (*old, new):
        _known(office.agencies, "agency", id)
    if not workdays.day(on):
        raise Empty(field="on")
    last = workdays.shifted(on, -1)
    return _set_agencies(
        office,
        tuple(
            replace(office.agencies[id], until=office.agencies[id].until or last, into=(new,))
            for id in old
        ),
    )


def _remove_agency(office: Office, id: str) -> tuple[Event, ...]:
    _known(office.agencies, "agency", id)
    if any(id in one.into for one in office.agencies.values()):
        raise InUse(what="agency", id=id, by="agency")
    return (AgencyRemoved(id),)


def _set_year(office: Office, year: int, calendar: Calendar) -> tuple[Event, ...]:
    for day in (*calendar.off, *calendar.worked):
        if not workdays.day(day):
            raise Empty(field="day")
        if not day.startswith(f"{year:04}-"):
            raise OtherYear(day=day, year=year)
    tidy = Calendar(tuple(sorted(set(calendar.off))), tuple(sorted(set(calendar.worked))))
    return () if office.years.get(year, Calendar()) == tidy else (YearSet(year, tidy),)


def _set_meetings(office: Office, meetings: tuple[Meeting, ...]) -> tuple[Event, ...]:
    for one in meetings:
        if not one.title.strip():
            raise Empty(field="title")
        if workdays.day(one.day) and not one.day.startswith(one.month):
            raise BadDates(id=one.id)
    same = all(office.meetings.get(one.id) == one for one in meetings)
    return () if same else (MeetingsSet(meetings),)
