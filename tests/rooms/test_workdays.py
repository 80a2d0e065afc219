"""Deadlines in days and in working days, with days off and days worked instead (domain.md §4)."""

import pytest

from server.rooms.workdays import (
    BadDay,
    Calendar,
    Counting,
    DayCount,
    Standing,
    day,
    deadline,
    local_day,
    soon_from,
    standing,
)
from tests.given import NOON

FIVE = DayCount(5)
LATE_APRIL = (*(f"2024-04-{n}" for n in (27, 28, 29, 30)), "2024-05-01")
CORRECT = Calendar(LATE_APRIL, ("2024-05-04",))
ONLY_FIXED = Calendar()
NO_HOLIDAYS = Calendar(worked=("2024-04-30", "2024-05-01"))
NO_SWAP = Calendar(LATE_APRIL)


@pytest.mark.parametrize(
    ("calendar", "from_thursday", "from_wednesday"),
    [
        (CORRECT, "2024-05-06", "2024-05-04"),
        (ONLY_FIXED, "2024-05-06", "2024-05-03"),
        (NO_HOLIDAYS, "2024-05-02", "2024-05-01"),
        (NO_SWAP, "2024-05-07", "2024-05-06"),
    ],
)
def test_five_working_days_by_four_counters(
    calendar: Calendar, from_thursday: str, from_wednesday: str
) -> None:
    assert deadline(calendar, "2024-04-25", FIVE) == from_thursday
    assert deadline(calendar, "2024-04-24", FIVE) == from_wednesday


def test_plain_days_know_no_holidays() -> None:
    assert deadline(CORRECT, "2024-04-25", DayCount(10, Counting.DAYS)) == "2024-05-05"
    assert deadline(CORRECT, "2024-12-25", DayCount(10, Counting.DAYS)) == "2025-01-04"


def test_new_year_is_off_without_any_data() -> None:
    assert deadline(Calendar(), "2025-12-31", DayCount(1)) == "2026-01-02"


def test_how_a_deadline_stands() -> None:
    assert soon_from(CORRECT, "2024-05-06") == "2024-05-02"
    told = [standing(CORRECT, "2024-05-06", f"2024-05-0{n}") for n in (1, 2, 6, 7)]
    assert told == [Standing.AHEAD, Standing.SOON, Standing.SOON, Standing.OVERDUE]


def test_a_day_that_no_calendar_has() -> None:
    assert (day(""), day("2024-02-29")) == ("", "2024-02-29")
    for impossible in ("2025-02-29", "9999-12-31", "0001-01-01"):
        with pytest.raises(BadDay):
            day(impossible)


def test_the_day_is_that_of_the_hall() -> None:
    late = NOON + 13 * 3_600_000  # 01:00 on the next day there, 18:00 in UTC
    assert (local_day(NOON, 420), local_day(late, 420)) == ("2026-01-01", "2026-01-02")
    assert local_day(late, 0) == "2026-01-01"
