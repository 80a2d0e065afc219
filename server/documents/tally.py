"""Counts of the register: field by deciding level, answered or open, resolved or followed up."""

from dataclasses import dataclass
from typing import Final

from server.documents import record, wording
from server.rooms.opinions import Answer, Opinion
from server.rooms.plan import Level
from server.rooms.room import Room

TWO_LEVELS_SINCE: Final = "2025-07-01"
"""From this day there is no district level; an older question of a district still counts."""

STATUS: Final = (
    "Đã trả lời", "Trả lời một phần", "Chưa trả lời", "Đã giải quyết", "Đang theo dõi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Each row: the name of a field, its number by level, in all, and by STATUS."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    total: tuple[str | int, ...]


def table(room: Room) -> Table:
    every = record.rows(room)
    levels = _levels(room, every)
    names = tuple(wording.LEVELS[level] if level else wording.UNCLASSIFIED for level in levels)
    by_field = {code: [row for row in every if row.field == code] for code in _codes(room, every)}
    return Table(
        ("Lĩnh vực", *names, "Tổng số", *STATUS),
        tuple((record.field_name(room, code), *_numbers(rows, levels))
              for code, rows in by_field.items()),
        ("Tổng cộng", *_numbers(every, levels)),
    )  # fmt: skip


def _levels(room: Room, rows: list[Opinion]) -> list[Level | None]:
    plan = room.session.plan
    levels = list(record.authorities(plan.level))
    district = any(row.authority is Level.DISTRICT for row in rows)
    if plan.date >= TWO_LEVELS_SINCE and not district:
        levels.remove(Level.DISTRICT)
    return levels


def _codes(room: Room, rows: list[Opinion]) -> list[str]:
    """Fields that have opinions: the plan's order first, then what it does not know."""
    planned = [field.code for field in room.session.plan.fields]
    used = {row.field for row in rows}
    return [code for code in planned if code in used] + sorted(used - set(planned))


def _numbers(rows: list[Opinion], levels: list[Level | None]) -> tuple[int, ...]:
    answered = sum(row.answer in record.ANSWERED for row in rows)
    partly = sum(row.answer is Answer.PARTLY for row in rows)
    done = sum(row.result in record.DONE for row in rows)
    return (
        *(sum(row.authority is level for row in rows) for level in levels),
        len(rows),
        answered,
        partly,
        len(rows) - answered - partly,
        done,
        len(rows) - done,
    )
