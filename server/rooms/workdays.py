"""Working days: which days an office works, and what a deadline "trong 5 ngày làm việc" means.

A calendar holds both days off (*nghỉ*) and days worked instead (*làm bù*, domain.md §4): Tết and
the swaps are decided year by year, so they are data and never computed here."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta

from server.rooms.words import Millis, Refused, Struct

Day = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
"""ISO date, or "" for none. `day` refuses one that no calendar has."""
FIXED: Final = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
"""(month, day): the public holidays that fall on the same day every year."""
SATURDAY: Final = 5
SOON: Final = 3
"""*Sắp đến hạn*: so many working days are left, or fewer."""
LONGEST: Final = 2000
"""Days that a term may have."""
YEARS: Final = range(1900, 3000)


class Counting(StrEnum):
    """*Cách tính hạn*."""

    DAYS = "days"
    WORKING = "working"


class DayCount(Struct, frozen=True):
    """So many days after the conference's day, which itself does not count."""

    days: Annotated[int, Meta(ge=1, le=LONGEST)]
    counting: Counting = Counting.WORKING


Days = Annotated[tuple[Day, ...], Meta(max_length=400)]


class Calendar(Struct, frozen=True):
    """`off` are days off besides weekends and FIXED; `worked` are days worked whatever they are."""

    off: Days = ()
    worked: Days = ()


class Standing(StrEnum):
    """How a deadline stands on a day. Computed, never stored."""

    AHEAD = "ahead"
    SOON = "soon"
    OVERDUE = "overdue"


class BadDay(Refused):
    """No calendar has this day, or nobody alive needs it. Fields: `day`."""

    code = "bad_day"


def day(text: str) -> str:
    """`text` if it is a day of the calendar or "", else BadDay."""
    if text and not exists(text):
        raise BadDay(day=text)
    return text


def exists(text: str) -> bool:
    """Whether `text` is an ISO day of the years in which one can still count."""
    try:
        return date.fromisoformat(text).year in YEARS
    except ValueError:
        return False


def local_day(at: Millis, zone: int) -> str:
    """The day of a server time where the hall stands; `zone` is its offset from UTC in minutes."""
    return (datetime.fromtimestamp(at / 1000, UTC) + timedelta(minutes=zone)).date().isoformat()


def works(calendar: Calendar, on: date) -> bool:
    """Whether offices work that day."""
    if on.isoformat() in calendar.worked:
        return True
    free = on.weekday() >= SATURDAY or (on.month, on.day) in FIXED
    return not free and on.isoformat() not in calendar.off


def deadline(calendar: Calendar, start: str, term: DayCount) -> str:
    """The last day of `term` counted from `start` (ISO), which does not count itself."""
    last = date.fromisoformat(start)
    if term.counting is Counting.DAYS:
        return (last + timedelta(days=term.days)).isoformat()
    for _ in range(term.days):
        last = _next(calendar, last, 1)
    return last.isoformat()


def soon_from(calendar: Calendar, due: str) -> str:
    """The first day on which `due` is *sắp đến hạn*: SOON working days before it."""
    first = date.fromisoformat(due)
    for _ in range(SOON):
        first = _next(calendar, first, -1)
    return first.isoformat()


def standing(calendar: Calendar, due: str, today: str) -> Standing:
    """How the deadline `due` stands on `today`, both ISO."""
    if today > due:
        return Standing.OVERDUE
    return Standing.SOON if today >= soon_from(calendar, due) else Standing.AHEAD


def _next(calendar: Calendar, start: date, step: int) -> date:
    """The nearest day worked after `start`, or before it. A calendar that is off for ever (400 days
    at most) still ends."""
    found = start + timedelta(days=step)
    while not works(calendar, found):
        found += timedelta(days=step)
    return found


def shifted(day: str, days: int) -> str:
    """The day so many days after `day` (ISO), or before it."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def soon_until(calendar: Calendar, today: str) -> str:
    """The last day that is *sắp đến hạn* on `today`: SOON working days after it."""
    last = today
    while soon_from(calendar, following := shifted(last, 1)) <= today:
        last = following
    return last
