"""People of a set-up: who leads, who is invited, who asked beforehand to speak."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from server.rooms import queue
from server.rooms.plan import Delegate, Field, People, Person, PointPlan
from server.rooms.queue import Wish, fold
from server.setup.making import Maker
from server.setup.places import Names
from server.setup.problems import CellBad
from server.setup.reading import Read

MOST: Final = {"chair": 20, "moderator": 1, "secretary": 50}
"""People of a role; as many delegates as a sheet may have rows."""
PERSON: Final = Person.__struct_fields__


def people(
    rows: Sequence[Read], maker: Maker, points: Sequence[PointPlan], before: People
) -> People:
    """Whom the list names, each in their place; for roles that it does not name, those `before`."""
    if not rows:
        return before
    places = Names((point.id, point.name) for point in points)
    by_role: dict[str, list[Delegate]] = {}
    first: dict[str, int] = {}
    for row in rows:
        role = str(row.cells.get("role", "delegate"))
        point = maker.find(places, row, "point", "points") or ""
        one = maker.make(Delegate, row, _person(row) | {"point": point})
        if one is None or not maker.is_new(first, _whom(one), row, "name"):
            continue
        alike = by_role.setdefault(role, [])
        if len(alike) >= MOST.get(role, len(rows)):
            maker.note(CellBad(**row.at("role"), expected=f"≤ {MOST[role]}"))
        else:
            alike.append(one)
    chairs, moderators, secretaries = (_leaders(by_role.get(role, ())) for role in MOST)
    return People(
        chairs=chairs or before.chairs,
        moderator=moderators[0] if moderators else before.moderator,
        secretaries=secretaries or before.secretaries,
        delegates=tuple(by_role.get("delegate", ())),
        signers=before.signers,
    )


def counted(points: Sequence[PointPlan], guests: Sequence[Delegate]) -> tuple[PointPlan, ...]:
    """`points`, of which those for which nobody said how many come have as many as the list."""
    numbers: dict[str, int] = {}
    for guest in guests:
        numbers[guest.point] = numbers.get(guest.point, 0) + 1
    return tuple(
        point if point.expected else replace(point, expected=numbers.get(point.id, 0))
        for point in points
    )


def requests(
    rows: Sequence[Read], maker: Maker, points: Sequence[PointPlan], fields: Sequence[Field]
) -> tuple[Wish, ...]:
    """Requests made beforehand, in the order of the rows."""
    places = Names((point.id, point.name) for point in points)
    codes = Names((field.code, field.name) for field in fields)
    first: dict[str, int] = {}
    wishes = []
    for row in rows:
        speaker = maker.make(Person, row, _person(row))
        point = maker.find(places, row, "point", "points")
        raw = {
            **{name: row.cells[name] for name in ("topic", "kind") if name in row.cells},
            "point": point or "?", "speaker": _person(row),
            "field": maker.find(codes, row, "field", "fields") or "",
        }  # fmt: skip
        wish = speaker and maker.make(Wish, row, raw)
        if speaker and wish and maker.is_new(first, queue.person("", speaker), row, "name"):
            wishes.append(wish)
    return tuple(wishes)


def _person(row: Read) -> dict[str, str | int]:
    return {name: row.cells[name] for name in PERSON if name in row.cells}


def _whom(one: Delegate) -> str:
    return "|".join(map(fold, (one.name, one.title, one.unit, one.point)))


def _leaders(found: Sequence[Delegate]) -> tuple[Person, ...]:
    return tuple(Person(one.name, one.title, one.unit, one.address) for one in found)
