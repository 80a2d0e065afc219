"""Making values of rows, and noting what stands against it."""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from server.setup.places import Ambiguous, Names
from server.setup.problems import (
    CellAmbiguous,
    CellBad,
    CellTooLong,
    CellUnknown,
    RowProblem,
    RowTwice,
)
from server.setup.reading import Read, Rows

_PLACE: Final = re.compile(r"`\$\.(\w+)`$")
_LENGTH: Final = re.compile(r"of length <= (\d+)")
_BOUND: Final = re.compile(r"([<>])= (\d+)")

T = TypeVar("T")


class Maker:
    """Notes `problems` and `hints` on top of those found while reading `rows`."""

    def __init__(self, rows: Rows) -> None:
        self._faulty = rows.faulty
        self.problems: list[RowProblem] = list(rows.problems)
        self.hints: list[RowProblem] = list(rows.hints)

    def note(self, problem: RowProblem) -> None:
        self.problems.append(problem)

    def make(
        self, kind: type[T], row: Read, raw: Mapping[str, Any],
        where: Mapping[str, object] | None = None,
    ) -> T | None:  # fmt: skip
        """The row as `kind`, whose own bounds hold; None if it breaks one. `where`: the cell it
        comes from, if it is not the one of the same name."""
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            why = str(error)
            place, length, bound = _PLACE.search(why), _LENGTH.search(why), _BOUND.search(why)
            where = where or row.at(place[1] if place else "")
            if length:
                self.note(CellTooLong(**where, limit=int(length[1])))
            else:
                sign = {"<": "≤", ">": "≥"}
                self.note(
                    CellBad(**where, expected=f"{sign[bound[1]]} {bound[2]}" if bound else "")
                )
            return None

    def is_new(self, first: dict[str, int], what: str, row: Read, cell: str) -> bool:
        """Whether `what` was not in `first`, which holds the row of each."""
        if what in first:
            self.note(RowTwice(**row.at(cell), first=first[what]))
            return False
        first[what] = row.row
        return True

    def find(self, names: Names, row: Read, cell: str, table: str) -> str | None:
        """The id in `table` that the cell stands for. If a row of that table was left out, it may
        be that one's: then nothing is said against it."""
        text = row.cells.get(cell)
        if text is None:
            return None
        try:
            found = names.find(str(text))
        except Ambiguous:
            self.note(CellAmbiguous(**row.at(cell)))
            return None
        if found is None and table not in self._faulty:
            self.note(CellUnknown(**row.at(cell)))
        return found
