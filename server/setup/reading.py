"""Grids → rows of known tables. What is wrong is noted cell by cell; a row with a fault is left
out, the others are read on, so that an office sees all of its faults at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final, NamedTuple

from server.setup.grid import Grid, Odd, Row, Value, key, tidy
from server.setup.problems import (
    CellBad,
    CellEmpty,
    CellFormula,
    CellMerged,
    ColumnIgnored,
    ColumnTwice,
    MissingColumn,
    NoKnownSheet,
    RowProblem,
    SheetIgnored,
    TooManyRows,
)
from server.setup.tables import GUIDE, TABLES, UNREAD, Column, Kind, Table

HEAD: Final = 20
"""Rows from the top in which headings are looked for: a title may stand above them."""
DAYS: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
PARTED: Final = ";"
"""Between the things that one cell lists."""
ZONE: Final = re.compile(r"(?:utc|gmt)?\s*([+-]?)\s*(\d{1,2})(?::(\d{2}))?")
TIME: Final = re.compile(r"(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{1,2})?(?:[:\s]*\d{0,2}|\s*phút)")
SHOWN: Final = 100
"""Characters of a bad value that are told."""


class Read(NamedTuple):
    """A row of a table without fault: its `cells` by field, an empty cell absent; and where it
    stands, for whoever finds a fault later."""

    sheet: str
    row: int
    cells: Mapping[str, str | int]
    headings: Mapping[str, str]

    def at(self, field: str) -> dict[str, object]:
        """Place and value of one cell, as a RowProblem tells them."""
        value = str(self.cells.get(field, ""))[:SHOWN]
        return {
            "sheet": self.sheet, "row": self.row, "column": self.headings.get(field, ""),
            "value": value,
        }  # fmt: skip


class Head(NamedTuple):
    """Where a table begins in a grid, and its `columns` by place."""

    table: Table
    row: int
    columns: Mapping[int, Column]
    headings: Mapping[int, str]

    @property
    def strange(self) -> list[str]:
        """Headings that nobody knows."""
        unread = {"", *map(key, UNREAD)}
        return [
            heading for place, heading in self.headings.items()
            if place not in self.columns and key(heading) not in unread
        ]  # fmt: skip


class Rows:
    """Every row that was read, by table; what is wrong, and what was left out."""

    def __init__(self, tables: Sequence[Table] = TABLES) -> None:
        self._tables = tables
        self.of: dict[str, list[Read]] = {table.name: [] for table in tables}
        self.problems: list[RowProblem] = []
        self.hints: list[RowProblem] = []
        self.faulty: set[str] = set()
        """Names of tables of which a row was left out."""

    def take(self, grids: Sequence[Grid], file: str) -> None:
        """Read the sheets of one file. Raises a SheetError: then the file is not to be used."""
        known = False
        for grid in grids:
            if key(grid.title) == key(GUIDE):
                continue
            head = _head(grid, self._tables)
            if head is None:
                if grid.rows:
                    self.hints.append(SheetIgnored(sheet=grid.title))
                continue
            known = True
            self._hint_ignored(grid, head)
            for number, row in grid.rows.items():
                if number > head.row:
                    self._read(grid.title, number, row, head)
            if len(self.of[head.table.name]) > head.table.limit:
                raise TooManyRows(sheet=grid.title, limit=head.table.limit)
        if not known:
            raise NoKnownSheet(file=file)

    def _read(self, sheet: str, number: int, row: Row, head: Head) -> None:
        headings = {column.field: head.headings[place] for place, column in head.columns.items()}
        if not any(place in row for place in head.columns):
            return
        cells: dict[str, str | int] = {}
        faults = len(self.problems)
        for place, column in head.columns.items():
            where = {"sheet": sheet, "row": number, "column": head.headings[place]}
            try:
                if (value := read_cell(row.get(place), column, where)) is not None:
                    cells[column.field] = value
            except RowProblem as problem:
                self.problems.append(problem)
        if len(self.problems) > faults:
            self.faulty.add(head.table.name)
        else:
            self.of[head.table.name].append(Read(sheet, number, cells, headings))

    def _hint_ignored(self, grid: Grid, head: Head) -> None:
        for heading in head.strange:
            self.hints.append(ColumnIgnored(sheet=grid.title, row=head.row, column=heading))


def read_cell(value: Value | None, column: Column, where: Mapping[str, object]) -> str | int | None:
    """The cell as `column` wants it; None if it is empty. Raises a RowProblem."""
    if value is None:
        if column.required:
            raise CellEmpty(**where)
        return None
    if value is Odd.FORMULA:
        raise CellFormula(**where)
    if value is Odd.MERGED:
        raise CellMerged(**where)
    read = None if isinstance(value, Odd) else _understood(value, column)
    if read is None:
        shown = "#" if isinstance(value, Odd) else str(value)[:SHOWN]
        raise CellBad(**where, value=shown, expected=_expected(column))
    return read


def _understood(value: Value, column: Column) -> str | int | None:
    if column.choices:
        meant = {key(word): meaning for word, meaning in column.choices.items()}
        if column.kind is Kind.LIST:
            return _meant(str(value).split(PARTED), meant)
        return meant.get(key(str(value)))
    match column.kind:
        case Kind.WHOLE:
            number = _number(value)
            return None if number is None or number % 1 else int(number)
        case Kind.MINUTES:
            minutes = _number(value)
            return None if minutes is None else round(minutes * 60)
        case Kind.DAY:
            return _day(value)
        case Kind.TIME:
            return _time(value)
        case Kind.ZONE:
            return _zone(value)
        case _:
            return _shown(value)


def _meant(words: Sequence[str], meant: Mapping[str, str]) -> str | None:
    """What the words mean, parted as they were; None if one means nothing."""
    found = [meant.get(key(word)) for word in words if word.strip()]
    return None if None in found else PARTED.join(one for one in found if one)


def _number(value: Value) -> float | None:
    """`value` as a number that is not negative; 1.200 and 1 200 are 1200, 2,5 is 2.5."""
    if isinstance(value, int | float):
        return value if 0 <= value < 1e9 else None
    text = str(value).replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    return (
        float(text.replace(",", "."))
        if re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,3})?", text)
        else None
    )


def _day(value: Value) -> str | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    for form in DAYS:
        try:
            return datetime.strptime(str(value), form).date().isoformat()
        except ValueError:
            continue
    return None


def _time(value: Value) -> str | None:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    found = TIME.fullmatch(tidy(str(value)).casefold())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _zone(value: Value) -> int | None:
    found = ZONE.fullmatch(tidy(str(value)).casefold())
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return -minutes if found[1] == "-" else minutes


def _shown(value: Value) -> str:
    """A value as a person reads it in the cell."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _expected(column: Column) -> str:
    if column.choices:
        return ", ".join(column.choices)
    return {
        Kind.WHOLE: "0, 1, 2 …", Kind.MINUTES: "5; 2,5", Kind.DAY: "25/4/2026", Kind.TIME: "8:00",
        Kind.ZONE: "UTC+7",
    }.get(column.kind, "")  # fmt: skip


def _head(grid: Grid, tables: Sequence[Table]) -> Head | None:
    """The table that the grid holds: by its title, else the one that most headings speak for; None
    if no row of headings is there. Raises MissingColumn or ColumnTwice."""
    titled = [table for table in tables if key(grid.title) in map(key, table.titles)]
    found = [
        head for head in _heads(grid, titled or tables)
        if not _missing(head) and (titled or len(head.columns) > len(head.strange))
    ]  # fmt: skip
    if found:
        best = max(found, key=lambda head: (len(head.columns), -head.row))
        _refuse_twice(grid, best)
        return best
    nearest = max(_heads(grid, titled), key=lambda head: len(head.columns), default=None)
    if titled and grid.rows:
        missing = _missing(nearest) if nearest else [_required(titled[0])[0].title]
        raise MissingColumn(sheet=grid.title, column=missing[0])
    return None


def _heads(grid: Grid, tables: Sequence[Table]) -> Iterator[Head]:
    for number, row in list(grid.rows.items())[:HEAD]:
        headings = {place: _heading(value) for place, value in row.items()}
        for table in tables:
            known = {
                key(name): column for column in table.columns
                for name in (column.title, *column.names)
            }  # fmt: skip
            columns = {
                place: known[key(heading)]
                for place, heading in headings.items() if key(heading) in known
            }  # fmt: skip
            if columns:
                yield Head(table, number, columns, headings)


def _heading(value: Value) -> str:
    return "" if isinstance(value, Odd) else _shown(value)[:SHOWN]


def _missing(head: Head) -> list[str]:
    there = {column.field for column in head.columns.values()}
    return [column.title for column in _required(head.table) if column.field not in there]


def _required(table: Table) -> list[Column]:
    return [column for column in table.columns if column.required]


def _refuse_twice(grid: Grid, head: Head) -> None:
    seen: set[str] = set()
    for place, column in head.columns.items():
        if column.field in seen:
            raise ColumnTwice(sheet=grid.title, column=head.headings[place])
        seen.add(column.field)
