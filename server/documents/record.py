"""What the papers share: who spoke, who was here, what belongs together, how many of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from server.documents import wording
from server.documents.text import clean, lower_unit
from server.rooms.floor import Turn, TurnKind, TurnStage
from server.rooms.opinions import Answer, Opinion, Result, beyond, origin_of
from server.rooms.plan import Level, Person, Section
from server.rooms.points import Link, Point
from server.rooms.queue import Request
from server.rooms.register import denunciations
from server.rooms.room import Room
from server.rooms.states import Matter, RequestState

DONE = frozenset({Result.RESOLVED, Result.EXPLAINED, Result.DUPLICATE, Result.CLOSED})
"""No longer followed up. Forwarded is not done: somebody above still owes an answer."""

ANSWERED = frozenset({Answer.HERE, Answer.WRITTEN, Answer.OUTSIDE})
"""Answered in full; `partly` is counted by itself."""


def spoke(turn: Turn) -> bool:
    """Whether the turn ever had the floor, and was not called by mistake."""
    return bool(turn.spans) and turn.stage is not TurnStage.WITHDRAWN


def turns(room: Room) -> list[Turn]:
    """Every turn that had the floor, in the order of calling; denunciations are only counted."""
    every = (room.floor.turns[id] for id in room.floor.order)
    return [turn for turn in every if spoke(turn) and turn.matter is not Matter.DENUNCIATION]


def denounced(room: Room) -> int:
    """How many denunciations there were: the only thing that a paper may tell of them (D9)."""
    return denunciations(room)


def speeches(room: Room) -> list[Turn]:
    """*Lượt phát biểu*: replies, the chair's words and procedure are none."""
    return [turn for turn in turns(room) if turn.kind is TurnKind.SPEECH]


def rows(room: Room) -> list[Opinion]:
    """*Ý kiến*, in the register's order, without denunciations."""
    every = (room.opinions.rows[id] for id in room.opinions.order)
    return [row for row in every if not _hidden(room, row)]


def _hidden(room: Room, row: Opinion) -> bool:
    turn = room.floor.turns.get(row.turn)
    matters = (row.matter, turn.matter if turn else None)
    return Matter.DENUNCIATION in matters


def standing(room: Room) -> list[Opinion]:
    """Rows that are listed by themselves: a duplicate stands behind another one."""
    return [row for row in rows(room) if not row.into]


def unspoken(room: Room) -> list[Request]:
    """*Đăng ký, chưa phát biểu* (day.md D8), by number."""
    aside = (room.queue.requests[id] for id in room.queue.aside)
    return [one for one in aside if one.state is not RequestState.DIVERTED and not one.matter]


def rows_of(room: Room, turn: str) -> list[Opinion]:
    return [row for row in rows(room) if row.turn == turn]


def not_spoken(room: Room) -> list[Opinion]:
    """Opinions that nobody spoke at the conference: sent in, or of a turn that never began."""
    heard = {turn.id for turn in turns(room)}
    return [row for row in rows(room) if row.turn not in heard]


def speaker(room: Room, row: Opinion) -> Person:
    """Whose opinion it is: the turn's speaker, who may have been corrected since, else its own."""
    turn = room.floor.turns.get(row.turn)
    return turn.speaker if turn else row.speaker


def answerer(room: Room, row: Opinion) -> Person | None:
    """Who answered; None if neither a turn nor a name is noted for the answer."""
    turn = room.floor.turns.get(row.answered_in)
    if turn:
        return turn.speaker
    return row.answerer if row.answerer != Person() else None


def section(room: Room, turn: Turn) -> Section | None:
    """The part of the minutes where the turn belongs, None if nothing says so."""
    if turn.kind is TurnKind.SPEECH:
        return Section.DIALOGUE
    for item in room.agenda.items:
        if item.id == turn.item and item.section is not Section.OTHER:
            return item.section
    return Section.DIALOGUE if turn.kind is TurnKind.REPLY else None


def by_section(room: Room) -> dict[Section, list[Turn]]:
    """The turns of each part. One that nothing places follows the turn before it."""
    parts: dict[Section, list[Turn]] = {part: [] for part in wording.SECTIONS}
    current = Section.OPENING
    for turn in turns(room):
        current = section(room, turn) or current
        parts[current].append(turn)
    return parts


def called(person: Person) -> str:
    """`đồng chí Nguyễn Văn A`; "ông (bà)" if nobody said how, a gap if nobody said who."""
    address = clean(person.address).lower() or "ông (bà)"
    return f"{address} {clean(person.name) or wording.NO_NAME}"


def named(person: Person) -> str:
    """`đồng chí Nguyễn Văn A, Giám đốc Sở Y tế`: the unit only if the title does not name it."""
    title, unit = clean(person.title), clean(person.unit)
    if unit.casefold() in title.casefold():
        unit = ""
    return ", ".join(part for part in (called(person), title, unit) if part)


def place(point: Point | None) -> str:
    """`điểm cầu xã Bắc Sơn, thành phố Móng Cái`, "" if there is none: names of communes repeat,
    so the district is shown where the plan has one."""
    if point is None:
        return ""
    name = lower_unit(clean(point.plan.name))
    prefix = "" if name.casefold().startswith("điểm cầu") else "điểm cầu "
    district = lower_unit(clean(point.plan.district))
    return f"{prefix}{name}, {district}" if district else f"{prefix}{name}"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Roll call over some points. `present` is None if none of them has been counted; `uncounted`
    are here all the same."""

    points: tuple[Point, ...]
    present: int | None
    expected: int
    uncounted: int
    absent: tuple[Point, ...]


def attended(point: Point) -> bool:
    """Delegates were counted there, or its software was once connected."""
    return bool(point.present) or point.link is not Link.NEVER


def attendance(points: Iterable[Point]) -> Attendance:
    here = tuple(points)
    counted = [point.present for point in here if point.present is not None]
    return Attendance(
        here,
        sum(counted) if counted else None,
        sum(point.plan.expected for point in here),
        sum(attended(point) and point.present is None for point in here),
        tuple(point for point in here if not attended(point)),
    )


def venues(room: Room) -> list[Point]:
    return [point for point in _points(room) if point.plan.kind == "venue"]


def connected_places(room: Room) -> list[Point]:
    """Every point but the hall itself, in the plan's order."""
    return [point for point in _points(room) if point.plan.kind != "venue"]


def _points(room: Room) -> list[Point]:
    return [room.points[plan.id] for plan in room.session.plan.points]


def authorities(level: Level) -> tuple[Level | None, ...]:
    """Deciding levels as papers list them: what the conference may decide, from its own level
    down; what is beyond it, upwards; others; and what is not classified yet."""
    ladder = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.CENTRAL)
    within = [step for step in reversed(ladder) if not beyond(level, step)]
    above = [step for step in ladder if beyond(level, step)]
    return (*within, *above, Level.OTHER, None)


def groups(room: Room) -> list[tuple[Level | None, list[Opinion]]]:
    """The register by authority, inside it by field as the plan lists them; no empty groups."""
    every = sorted(standing(room), key=_field_order(room))
    levels = authorities(room.session.plan.level)
    found = [(level, [row for row in every if row.authority is level]) for level in levels]
    return [(level, some) for level, some in found if some]


def committees(room: Room) -> list[tuple[str, list[Opinion]]]:
    """The register by committee of the people's council ("" last), inside it by field."""
    every = sorted(standing(room), key=_field_order(room))
    names = [committee(room, field.code) for field in room.session.plan.fields]
    known = dict.fromkeys([*names, *(committee(room, row.field) for row in every)])
    order = [*(name for name in known if name), ""]
    found = [(name, [row for row in every if committee(room, row.field) == name]) for name in order]
    return [(name, some) for name, some in found if some]


def _field_order(room: Room) -> Callable[[Opinion], int]:
    codes = [field.code for field in room.session.plan.fields]
    places = {code: place for place, code in enumerate(codes)}
    return lambda row: places.get(row.field, len(codes))


def committee(room: Room, code: str) -> str:
    """Whose matter the field is: as the plan says, else as the common list of fields has it."""
    for field in room.session.plan.fields:
        if field.code == code and field.committee:
            return clean(field.committee)
    return wording.COMMITTEES.get(code, "")


def field_name(room: Room, code: str) -> str:
    """The field's name, its code if the plan does not know it, or "not classified yet"."""
    for field in room.session.plan.fields:
        if field.code == code:
            return clean(field.name)
    return clean(code) or wording.UNCLASSIFIED


def source(room: Room, row: Opinion) -> str:
    """*Nguồn tiếp nhận*: from the hall, from a point, or not spoken."""
    turn = room.floor.turns.get(row.turn)
    if row.origin is None and (turn is None or not spoke(turn)):
        return wording.NOT_SPOKEN
    return wording.ORIGINS[origin_of(row, room.floor, room.points)]
