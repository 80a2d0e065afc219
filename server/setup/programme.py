"""The year's programme as an office made it → entries for the office's log, or what is wrong."""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final, NamedTuple

from msgspec.structs import replace

from server.rooms import workdays
from server.rooms.programme import Meeting
from server.rooms.queue import fold
from server.setup import comma, excel
from server.setup.draft import File
from server.setup.making import Maker
from server.setup.problems import CellBad, RowProblem
from server.setup.reading import Read, Rows
from server.setup.tables import MEETINGS

DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
MONTH: Final = re.compile(r"(?:tháng )?(\d{1,2})[/.-](\d{4})|tháng (\d{1,2}) năm (\d{4})")

MONTH_LONG: Final = len("2026-05")


class Programme(NamedTuple):
    """`meetings` are new; `known` counts those that the programme has already. With any of
    `problems` nothing is to be taken in, not even in part."""

    meetings: tuple[Meeting, ...]
    known: int
    problems: tuple[RowProblem, ...]
    hints: tuple[RowProblem, ...]


def read(file: File, before: Iterable[Meeting]) -> Programme:
    """What `file` (.xlsx or CSV) adds to `before`. Raises SheetError: it cannot be read at all."""
    rows = Rows((MEETINGS,))
    limit = MEETINGS.limit + 20  # headings, and a title above them
    if file.data.startswith(b"PK"):
        rows.take(excel.grids(file.data, file.name, limit), file.name)
    else:
        rows.take([comma.grid(file.data, file.name, limit)], file.name)
    maker = Maker(rows)
    first: dict[str, int] = {}
    made = [_meeting(row, maker, first) for row in rows.of["meetings"]]
    found = [one for one in made if one]
    had = {_same(one) for one in before}
    new = tuple(one for one in found if _same(one) not in had)
    return Programme(new, len(found) - len(new), tuple(maker.problems), tuple(maker.hints))


def _meeting(row: Read, maker: Maker, first: dict[str, int]) -> Meeting | None:
    when = _when(str(row.cells["when"]))
    if when is None:
        maker.note(CellBad(**row.at("when"), expected="12/5/2026; tháng 5/2026"))
        return None
    told = {name: cell for name, cell in row.cells.items() if name != "when"}
    day = when if len(when) > MONTH_LONG else ""
    made = maker.make(Meeting, row, {**told, "id": "?", "month": when[:MONTH_LONG], "day": day})
    if made is None or not maker.is_new(first, _same(made), row, "title"):
        return None
    return _named(made)


def _when(text: str) -> str | None:
    """A day or a month in ISO; None for what is neither."""
    if found := DAY.fullmatch(text):
        day = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        return day if workdays.exists(day) else None
    if found := MONTH.fullmatch(text.casefold()):
        month = f"{found[2] or found[4]}-{int(found[1] or found[3]):02}"
        return month if workdays.exists(f"{month}-01") else None
    return None


def _same(one: Meeting) -> str:
    """What makes two entries one: what, when and where."""
    return "|".join((fold(one.title), one.month, one.day, fold(one.place), fold(one.host)))


def _named(one: Meeting) -> Meeting:
    """`one` with an id that the same row gets again, so that reading twice adds nothing."""
    return replace(one, id=sha256(_same(one).encode()).hexdigest()[:12])
