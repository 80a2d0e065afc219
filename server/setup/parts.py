"""The parts of a plan, each from the rows of its table."""

import re
from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from server.rooms.plan import VENUE, AgendaItem, Field, Plan, PointPlan, Rules
from server.rooms.policy import Policy
from server.rooms.queue import fold
from server.setup.grid import key
from server.setup.making import Maker
from server.setup.problems import CellBad, CellUnknown, RowProblem, UnitUntyped
from server.setup.reading import PARTED, Read, read_cell
from server.setup.tables import SETTINGS, Column, Kind

UNIT: Final = re.compile(r"\b(xa|phuong|dac khu|thi tran|diem cau)\b")
"""What a commune's name should say, as `key` writes it."""
KNOWN: Final = {
    key(name): setting for setting in SETTINGS for name in (setting.title, *setting.names)
}  # fmt: skip


def settings(rows: Sequence[Read], maker: Maker, plan: Plan) -> Plan:
    """`plan` with what the sheet *Hội nghị* says."""
    first: dict[str, int] = {}
    for row in rows:
        setting = KNOWN.get(key(str(row.cells["key"])))
        if setting is None:
            maker.note(CellUnknown(**row.at("key")))
        elif maker.is_new(first, setting.field, row, "key") and "value" in row.cells:
            plan = _set(plan, row, setting, maker)
    return plan


def _set(plan: Plan, row: Read, setting: Column, maker: Maker) -> Plan:
    where = {"sheet": row.sheet, "row": row.row, "column": setting.title}
    try:
        value = read_cell(row.cells["value"], setting, where)
    except RowProblem as problem:
        maker.note(problem)
        return plan
    listed = setting.kind is Kind.LIST
    raw = {setting.field: [one for one in str(value).split(PARTED) if one] if listed else value}
    made: Any = maker.make(_part(setting), row, raw, row.at("value") | where)
    if made is None:
        return plan
    told = {setting.field: getattr(made, setting.field)}
    match made:
        case Policy():
            return replace(plan, policy=replace(plan.policy, **told))
        case Rules():
            return replace(plan, rules=replace(plan.rules, **told))
        case _:
            return replace(plan, **told)


def _part(setting: Column) -> type[Policy] | type[Rules] | type[Plan]:
    """Whose field it is. (`rules` are those of the policy: the plan's have names of their own.)"""
    for part in (Policy, Rules):
        if setting.field in part.__struct_fields__:
            return part
    return Plan


def fields(rows: Sequence[Read], maker: Maker) -> tuple[Field, ...]:
    first: dict[str, int] = {}
    made = [
        maker.make(Field, row, row.cells)
        for row in rows if maker.is_new(first, fold(str(row.cells["code"])), row, "code")
    ]  # fmt: skip
    return tuple(field for field in made if field)


def agenda(rows: Sequence[Read], maker: Maker) -> tuple[AgendaItem, ...]:
    first: dict[str, int] = {}
    ids = [str(row.cells.get("id", f"m{no}")) for no, row in enumerate(rows, start=1)]
    made = [
        maker.make(AgendaItem, row, {**row.cells, "id": id})
        for id, row in zip(ids, rows, strict=True) if maker.is_new(first, id, row, "id")
    ]  # fmt: skip
    return tuple(item for item in made if item)


def points(rows: Sequence[Read], maker: Maker) -> tuple[PointPlan, ...]:
    """Points are set apart by their ids; without one, by name and district."""
    ids: dict[str, int] = {}
    names: dict[str, int] = {}
    given = {fold(str(row.cells["id"])) for row in rows if "id" in row.cells}
    made = []
    for row in rows:
        name, district = str(row.cells["name"]), str(row.cells.get("district", ""))
        new = maker.is_new(names, f"{fold(name)}|{fold(district)}", row, "name")
        id = str(row.cells.get("id") or _slug(name, ids, given))
        if id == VENUE:
            maker.note(CellBad(**row.at("id"), expected=f"≠ {VENUE}"))
        elif maker.is_new(ids, fold(id), row, "id") and new:
            point = maker.make(PointPlan, row, {**row.cells, "id": id})
            if point:
                made.append(point)
                _hint(point, row, maker)
    return tuple(made)


def _hint(point: PointPlan, row: Read, maker: Maker) -> None:
    if point.kind != VENUE and not UNIT.search(key(point.name)):
        maker.hints.append(UnitUntyped(**row.at("name")))


def _slug(name: str, taken: dict[str, int], given: set[str]) -> str:
    """An id for a point that has none: its name in plain letters."""
    plain = key(name).replace(" ", "-")[:56] or "diem-cau"
    id, no = plain, 1
    while id in taken or id in given or id == VENUE:
        no += 1
        id = f"{plain}-{no}"
    return id
