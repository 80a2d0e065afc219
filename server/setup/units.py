"""A list of administrative units → units and what became of them: a workbook that an office filled
in, or the list of two years of one province as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import msgspec

from server.rooms.plan import Level
from server.rooms.units import TWO_LEVELS_SINCE, Succession, Unit
from server.rooms.workdays import shifted
from server.setup.excel import grids
from server.setup.grid import Grid, Odd, Value, key
from server.setup.problems import (
    CellBad,
    CellEmpty,
    CellFormula,
    CellMerged,
    CellUnknown,
    MissingColumn,
    NotASheet,
)

FIRST_STEP: Final = "2024-11-01"
"""From when the merges of late 2024 hold in a list that tells of them."""
BETWEEN: Final = "2024-11."
"""How the id of a unit begins that was there only until TWO_LEVELS_SINCE."""
NOW: Final = "2025-07."
MOST: Final = 20_000
DISTRICTS: Final = ("Thành phố", "Thị xã", "Huyện", "Quận")
LEVELS: Final = {
    "xa": Level.COMMUNE, "cap xa": Level.COMMUNE, "huyen": Level.DISTRICT,
    "cap huyen": Level.DISTRICT, "tinh": Level.PROVINCE, "cap tinh": Level.PROVINCE,
}  # fmt: skip


class Read(NamedTuple):
    units: tuple[Unit, ...]
    successions: tuple[Succession, ...]


class _Old(msgspec.Struct, frozen=True):
    code: str
    name: str
    type: str
    district: str
    successors_2025: tuple[str, ...]
    intermediate_2024_11: str = ""
    intermediate_unverified: bool = False


class _New(msgspec.Struct, frozen=True):
    code: str
    name: str
    type: str


class _List(msgspec.Struct, frozen=True):
    historic_2024: tuple[_Old, ...]
    current_2025: tuple[_New, ...]


def read(data: bytes, file: str) -> Read:
    """Raises NotASheet or another of `setup.problems`."""
    if data[:1] == b"{":
        try:
            return _listed(msgspec.json.decode(data, type=_List))
        except msgspec.DecodeError as bad:
            raise NotASheet(file=file, why=str(bad)[:200]) from None
    return _table(grids(data, file, MOST), file)


# --- the list of two years ---------------------------------------------------------------------


def _listed(told: _List) -> Read:
    """Three states: before November 2024, after the merges of that month, and from July 2025."""
    names = {(one.name, one.district): one.code for one in told.historic_2024}
    moved = [one for one in told.historic_2024 if one.intermediate_2024_11]
    last = shifted(TWO_LEVELS_SINCE, -1)
    before = {one.code: shifted(FIRST_STEP, -1) for one in moved}
    units = [
        Unit(one.code, one.name, one.type, Level.COMMUNE, one.code, one.district,
             until=before.get(one.code, last))
        for one in told.historic_2024
    ]  # fmt: skip
    between = {
        (one.intermediate_2024_11, one.district): one for one in moved
        if (one.intermediate_2024_11, one.district) not in names
    }  # fmt: skip
    units += [
        Unit(_id(name, district), name, _type(name), parent=district, since=FIRST_STEP, until=last)
        for name, district in between
    ]
    current = {one.name: NOW + one.code for one in told.current_2025}
    units += [
        Unit(NOW + one.code, one.name, one.type.lower(), code=one.code, since=TWO_LEVELS_SINCE)
        for one in told.current_2025
    ]
    steps = [_first_step(one, names) for one in moved]
    for one in told.historic_2024:
        if one.code not in before:
            steps += _last_step(one.code, one.successors_2025, current)
    for (name, district), one in between.items():
        steps += _last_step(_id(name, district), one.successors_2025, current)
    return Read((*_districts(told, last), *units), tuple(steps))


def _id(name: str, district: str) -> str:
    return f"{BETWEEN}{key(district)} {key(name)}".replace(" ", "-")[:64]


def _type(name: str) -> str:
    return next(
        (kind for kind in ("phường", "xã", "thị trấn") if name.lower().startswith(kind)), ""
    )


def _districts(told: _List, last: str) -> Iterable[Unit]:
    for name in dict.fromkeys(one.district for one in told.historic_2024):
        kind = next((one.lower() for one in DISTRICTS if name.startswith(one)), "")
        yield Unit(name, name, kind, Level.DISTRICT, until=last)


def _first_step(one: _Old, names: Mapping[tuple[str, str], str]) -> Succession:
    place = (one.intermediate_2024_11, one.district)
    into = names.get(place) or _id(*place)
    return Succession(one.code, into, FIRST_STEP, unsure=one.intermediate_unverified)


def _last_step(id: str, heirs: Sequence[str], current: Mapping[str, str]) -> list[Succession]:
    return [
        Succession(id, current[name], TWO_LEVELS_SINCE, part=len(heirs) > 1)
        for name in heirs
        if name in current
    ]


# --- a workbook --------------------------------------------------------------------------------


HEADINGS: Final = {
    "ma": "id", "ten": "name", "loai": "type", "cap": "level", "don vi cap tren": "parent",
    "tu ngay": "since", "den ngay": "until", "nay la": "heirs",
}  # fmt: skip
"""Mã, Tên, Loại, Cấp, Đơn vị cấp trên, Từ ngày, Đến ngày, Nay là (mã, cách nhau bằng dấu phẩy)."""


def _table(sheets: Sequence[Grid], file: str) -> Read:
    sheet = next((one for one in sheets if one.rows), None)
    if sheet is None:
        raise NotASheet(file=file, why="empty")
    numbers = list(sheet.rows)
    columns = {
        place: HEADINGS[key(str(value))]
        for place, value in sheet.rows[numbers[0]].items()
        if key(str(value)) in HEADINGS
    }
    for needed in ("id", "name"):
        if needed not in columns.values():
            raise MissingColumn(sheet=sheet.title, column="Mã" if needed == "id" else "Tên")
    rows = {no: _cells(sheet, no, columns) for no in numbers[1:]}
    units = {no: _unit(sheet.title, no, row) for no, row in rows.items()}
    known = {unit.id for unit in units.values()}
    steps: list[Succession] = []
    for no, row in rows.items():
        steps += _heirs(sheet.title, no, units[no], str(row.get("heirs", "")), known)
    return Read(tuple(units.values()), tuple(steps))


def _cells(sheet: Grid, row: int, columns: Mapping[int, str]) -> dict[str, Value]:
    cells = {columns[at]: value for at, value in sheet.rows[row].items() if at in columns}
    for name, value in cells.items():
        if isinstance(value, Odd):
            problem = CellMerged if value is Odd.MERGED else CellFormula
            raise problem(sheet=sheet.title, row=row, column=name)
    return cells


def _unit(sheet: str, row: int, cells: Mapping[str, Value]) -> Unit:
    for needed in ("id", "name"):
        if not str(cells.get(needed, "")).strip():
            raise CellEmpty(sheet=sheet, row=row, column="Mã" if needed == "id" else "Tên")
    level = str(cells.get("level", "xã"))
    if key(level) not in LEVELS:
        raise CellBad(sheet=sheet, row=row, column="Cấp", value=level, expected="xã, huyện, tỉnh")
    return Unit(
        str(cells["id"])[:64], str(cells["name"])[:300], str(cells.get("type", ""))[:300],
        LEVELS[key(level)], str(cells["id"])[:64], str(cells.get("parent", ""))[:64],
        _day(sheet, row, "Từ ngày", cells.get("since")),
        _day(sheet, row, "Đến ngày", cells.get("until")),
    )  # fmt: skip


def _day(sheet: str, row: int, column: str, value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    parts = str(value).replace("-", "/").split("/")
    try:
        return date(*(int(part) for part in reversed(parts))).isoformat()
    except (ValueError, TypeError):
        raise CellBad(
            sheet=sheet, row=row, column=column, value=str(value)[:100], expected="01/7/2025"
        ) from None


def _heirs(sheet: str, row: int, unit: Unit, told: str, known: set[str]) -> Iterable[Succession]:
    heirs = [one.strip() for one in told.split(",") if one.strip()]
    for heir in heirs:
        if heir not in known:
            raise CellUnknown(sheet=sheet, row=row, column="Nay là", value=heir)
        if not unit.until:
            raise CellEmpty(sheet=sheet, row=row, column="Đến ngày")
        yield Succession(unit.id, heir, shifted(unit.until, 1), part=len(heirs) > 1)
