"""Agencies over time: who is asked to answer, under which name, and who answers for it now."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from server.rooms.plan import Level
from server.rooms.words import Id, Line, Struct
from server.rooms.workdays import Day


class Agency(Struct, frozen=True):
    """An agency as it was from `since` up to and with `until` ("": always, still). `rank` is its
    place in the roster (*thứ bậc*), lowest first. `into`: who does its work since."""

    id: Id
    name: Annotated[str, Meta(min_length=1, max_length=300)]
    short: Line = ""
    level: Level = Level.PROVINCE
    rank: Annotated[int, Meta(ge=0, le=100_000)] = 0
    since: Day = ""
    until: Day = ""
    into: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()


Agencies = Mapping[str, Agency]


def names(agencies: Agencies, id: str) -> tuple[str, ...]:
    """The names under which `id` may stand in the register: its own, and those of every agency
    whose whole work it took over. Where one was divided a person has to say whose a matter is."""
    found, ahead = [agencies[id].name], [id]
    while ahead:
        heir = ahead.pop(0)
        for one in sorted(agencies.values(), key=lambda one: (one.rank, one.name, one.id)):
            if one.into == (heir,) and one.name not in found:
                found.append(one.name)
                ahead.append(one.id)
    return tuple(found)


def listed(agencies: Agencies, day: str) -> list[Agency]:
    """Agencies that exist on `day` (ISO), in rank order."""
    living = [
        one for one in agencies.values() if one.since <= day and (not one.until or day <= one.until)
    ]
    return sorted(living, key=lambda one: (one.rank, one.name))


def circular(agencies: Agencies) -> bool:
    """Whether following `into` ever comes back to where it began."""
    done: set[str] = set()

    def returns(id: str, above: frozenset[str]) -> bool:
        if id in above:
            return True
        if id in done or id not in agencies:
            return False
        found = any(returns(heir, above | {id}) for heir in agencies[id].into)
        done.add(id)
        return found

    return any(returns(id, frozenset()) for id in agencies)
