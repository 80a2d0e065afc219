"""Vietnam's public holidays of a year (Labour Code 2019, article 112), for an office to start from.

The government decides every year which days go around Tết and National Day, and which Saturdays are
worked instead: this is a proposal to correct, and never what deadlines are counted by unseen."""

from datetime import date, timedelta
from typing import Final

from server.rooms.workdays import FIXED, SATURDAY, Calendar

LUNAR: Final = {
    2020: ("01-25", "04-02"), 2021: ("02-12", "04-21"), 2022: ("02-01", "04-10"),
    2023: ("01-22", "04-29"), 2024: ("02-10", "04-18"), 2025: ("01-29", "04-07"),
    2026: ("02-17", "04-26"), 2027: ("02-06", "04-16"), 2028: ("01-26", "04-04"),
    2029: ("02-13", "04-23"), 2030: ("02-02", "04-12"), 2031: ("01-23", "04-01"),
    2032: ("02-11", "04-19"), 2033: ("01-31", "04-09"), 2034: ("02-19", "04-28"),
    2035: ("02-08", "04-17"), 2036: ("01-28", "04-06"), 2037: ("02-15", "04-24"),
    2038: ("02-04", "04-13"), 2039: ("01-24", "04-03"), 2040: ("02-12", "04-20"),
}  # fmt: skip
"""Month and day of the first of Tết and of Giỗ Tổ Hùng Vương (10/3), by new moons at UTC+7."""
TET: Final = range(-1, 4)
"""Days around the first of Tết: its eve and four days."""


def proposed(year: int) -> Calendar | None:
    """Days off besides weekends and FIXED; None for a year whose moons nobody looked up. A holiday
    at a weekend is made up for on the next day that offices work."""
    if year not in LUNAR:
        return None
    tet, kings = (date.fromisoformat(f"{year}-{day}") for day in LUNAR[year])
    fixed = [date(year, month, day) for month, day in FIXED]
    beside = date(year, 9, 1)
    beside = beside if beside.weekday() < SATURDAY else date(year, 9, 3)
    free = {tet + timedelta(days=days) for days in TET} | {kings, beside}
    taken = free | set(fixed)
    for day in sorted(taken):
        if day.weekday() >= SATURDAY:
            taken.add(_next(day, taken))
    off = sorted(day for day in taken - set(fixed) if day.weekday() < SATURDAY)
    return Calendar(tuple(day.isoformat() for day in off))


def _next(day: date, taken: set[date]) -> date:
    """The first day after `day` that is neither at a weekend nor taken."""
    while day in taken or day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
