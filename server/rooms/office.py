"""What outlives a conference (house.md): units, agencies, the calendar, the year's programme, the
profiles of issuing bodies. A log of its own, by the same road as every command."""

from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import words
from server.rooms.agencies import Agency
from server.rooms.plan import IssuingBodies, Signers
from server.rooms.programme import Meeting
from server.rooms.units import Succession, Unit
from server.rooms.words import BESIDE, Id, Line, Struct
from server.rooms.workdays import Calendar, Day

OFFICE: Final = "office"
"""The id of its log. No conference may have it."""

Year = Annotated[int, Meta(ge=1900, le=2999)]


class Profile(Struct, frozen=True):
    """Who issues, and who signs, for one organisation (day.md D23)."""

    id: Id
    name: Line
    issuers: IssuingBodies = IssuingBodies()
    signers: Signers = Signers()


class Office(Struct, frozen=True):
    """`years` is the calendar, year by year."""

    units: Map[str, Unit] = Map()
    successions: tuple[Succession, ...] = ()
    agencies: Map[str, Agency] = Map()
    years: Map[int, Calendar] = Map()
    meetings: Map[str, Meeting] = Map()
    profiles: Map[str, Profile] = Map()

    @property
    def calendar(self) -> Calendar:
        """Of all years together."""
        every = [self.years[year] for year in sorted(self.years)]
        off = tuple(day for year in every for day in year.off)
        return Calendar(off, tuple(day for year in every for day in year.worked))


class SetUnits(words.Command, frozen=True):
    """Add these units, or write them anew, and with them all that is known of what became of the
    units that `successions` names as old."""

    units: Annotated[tuple[Unit, ...], Meta(max_length=20_000)]
    successions: Annotated[tuple[Succession, ...], Meta(max_length=40_000)] = ()


class RemoveUnit(words.Command, frozen=True):
    unit: Id


class SetAgency(words.Command, frozen=True):
    """Add an agency, or write it anew."""

    agency: Agency


class MergeAgencies(words.Command, frozen=True):
    """The work of `old` is done by `new` from the day `on`. What of it is still open in the
    register is re-assigned conference by conference."""

    old: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=50)]
    new: Id
    on: Day


class RemoveAgency(words.Command, frozen=True):
    agency: Id


class SetYear(words.Command, frozen=True):
    """The calendar of one year: days off besides weekends, days worked instead."""

    year: Year
    calendar: Calendar


class SetMeetings(words.Command, frozen=True):
    """Add these entries of the programme, or write them anew."""

    meetings: Annotated[tuple[Meeting, ...], Meta(min_length=1, max_length=2000)]


class RemoveMeeting(words.Command, frozen=True):
    meeting: Id


class SetProfile(words.Command, frozen=True):
    profile: Profile


class RemoveProfile(words.Command, frozen=True):
    profile: Id


Command = (
    SetUnits
    | RemoveUnit
    | SetAgency
    | MergeAgencies
    | RemoveAgency
    | SetYear
    | SetMeetings
    | RemoveMeeting
    | SetProfile
    | RemoveProfile
)


class UnitsSet(words.Event, frozen=True):
    units: tuple[Unit, ...]
    successions: tuple[Succession, ...] = ()


class UnitRemoved(words.Event, frozen=True):
    unit: str


class AgenciesWritten(words.Event, frozen=True):
    agencies: tuple[Agency, ...]


class AgencyRemoved(words.Event, frozen=True):
    agency: str


class YearSet(words.Event, frozen=True):
    year: int
    calendar: Calendar


class MeetingsSet(words.Event, frozen=True):
    meetings: tuple[Meeting, ...]


class MeetingRemoved(words.Event, frozen=True):
    meeting: str


class ProfileSet(words.Event, frozen=True):
    """Names people who sign: beside the log."""

    id: str
    profile: Annotated[Profile | None, Meta(extra=BESIDE)] = None


class ProfileRemoved(words.Event, frozen=True):
    profile: str


Event = (
    UnitsSet
    | UnitRemoved
    | AgenciesWritten
    | AgencyRemoved
    | YearSet
    | MeetingsSet
    | MeetingRemoved
    | ProfileSet
    | ProfileRemoved
)


def evolve(office: Office, event: Event) -> Office:
    match event:
        case UnitsSet(units, successions):
            told = {one.old for one in successions}
            kept = tuple(one for one in office.successions if one.old not in told)
            there = office.units.update({unit.id: unit for unit in units})
            return replace(office, units=there, successions=(*kept, *successions))
        case UnitRemoved(id):
            return replace(office, units=office.units.delete(id))
        case AgenciesWritten(changed):
            there_now = office.agencies.update({one.id: one for one in changed})
            return replace(office, agencies=there_now)
        case AgencyRemoved(id):
            return replace(office, agencies=office.agencies.delete(id))
        case YearSet(year, calendar):
            return replace(office, years=office.years.set(year, calendar))
        case MeetingsSet(meetings):
            planned = office.meetings.update({one.id: one for one in meetings})
            return replace(office, meetings=planned)
        case MeetingRemoved(id):
            return replace(office, meetings=office.meetings.delete(id))
        case ProfileSet(id, profile):
            kept_as = profile or Profile(id, "")
            return replace(office, profiles=office.profiles.set(id, kept_as))
        case ProfileRemoved(id):
            return replace(office, profiles=office.profiles.delete(id))
        case _:
            assert_never(event)
