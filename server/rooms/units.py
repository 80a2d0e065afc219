"""Administrative units over time: they merge, split and are renamed, so nothing about them is said
without a day (domain.md §7.2)."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from msgspec import Meta

from server.rooms.plan import Level
from server.rooms.words import Id, Line, Struct
from server.rooms.workdays import Day

TWO_LEVELS_SINCE: Final = "2025-07-01"
"""From this day a province has communes and nothing between."""


class Unit(Struct, frozen=True):
    """A unit as it was from `since` ("": always) up to and with `until` ("": still). `code` is the
    national list's, which goes on living in a later unit: `id` tells the two apart. `parent` is the
    id of the unit above."""

    id: Id
    name: Line
    type: Line = ""
    level: Level = Level.COMMUNE
    code: Line = ""
    parent: Annotated[str, Meta(max_length=64)] = ""
    since: Day = ""
    until: Day = ""


class Succession(Struct, frozen=True):
    """On the day `on`, `old` became `new`: `part` of it, where it was split. `unsure`: nobody has
    checked it with the resolution yet."""

    old: Id
    new: Id
    on: Day
    part: bool = False
    unsure: bool = False


def levels_on(day: str) -> tuple[Level, ...]:
    """The levels that decide in a province on `day`, lowest first: three until 30/6/2025, two
    since. "" is today's way."""
    if day and day < TWO_LEVELS_SINCE:
        return (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
    return (Level.COMMUNE, Level.PROVINCE)


def valid(unit: Unit, day: str) -> bool:
    """Whether the unit existed on `day` (ISO)."""
    return unit.since <= day and (not unit.until or day <= unit.until)


def on(units: Iterable[Unit], day: str) -> list[Unit]:
    return [unit for unit in units if valid(unit, day)]


def heirs(
    units: Mapping[str, Unit], successions: Iterable[Succession], id: str, day: str
) -> list[Unit]:
    """What `id` is on `day`, by all steps: itself while it exists, several where it was split."""
    into: dict[str, list[str]] = {}
    for one in successions:
        if one.on <= day:
            into.setdefault(one.old, []).append(one.new)
    found: dict[str, Unit] = {}
    seen, ahead = {id}, [id]
    while ahead:
        here = ahead.pop(0)
        if here in units and valid(units[here], day):
            found[here] = units[here]
        else:
            ahead += [new for new in into.get(here, ()) if new not in seen]
            seen.update(ahead)
    return list(found.values())


def shown(units: Mapping[str, Unit], successions: Iterable[Succession], id: str, day: str) -> str:
    """The unit's own name with what it is on `day`: "Xã Cộng Hòa (nay là Phường Hải Hòa)"; a split
    one names all that it became."""
    name = units[id].name
    now = [one.name for one in heirs(units, successions, id, day) if one.id != id]
    changed = [one for one in now if one != name] if len(now) == 1 else now
    return f"{name} (nay là {', '.join(changed)})" if changed else name
