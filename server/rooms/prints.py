"""What *In ngay* prints of a room, whole: no list is cut (day.md D21)."""

from server.rooms import panels, registered
from server.rooms.alphabet import name_key
from server.rooms.deskviews import RequestView
from server.rooms.plan import Person
from server.rooms.points import Check
from server.rooms.registerviews import OpinionView
from server.rooms.room import Room
from server.rooms.words import Struct


class RollView(Struct, frozen=True):
    """A point with those invited to it, by given name. `present` is absent until roll call;
    `checks` of the trial were passed (day.md D11)."""

    id: str
    name: str
    kind: str
    expected: int
    people: tuple[Person, ...]
    cluster: str = ""
    district: str = ""
    present: int | None = None
    excused: int = 0
    note: str = ""
    checks: tuple[Check, ...] = ()


def opinions(room: Room) -> list[OpinionView]:
    """The register, every row, in its order."""
    return [registered.opinion(room, room.opinions.rows[id]) for id in room.opinions.order]


def queue(room: Room) -> list[RequestView]:
    """Those who wait, in the order as it is now, then those to be called later."""
    waits = room.queue
    return [
        panels.request_view(
            room, waits.requests[id], [waits.requests[one] for one in waits.requests[id].cosigners],
            room.prepared.now.get(id),
        )
        for id in (*panels.line(room).order, *waits.held)
    ]  # fmt: skip


def delegates(room: Room) -> list[RollView]:
    """Every point, in the plan's order; people whose point nobody knows come under ""."""
    seats: dict[str, list[Person]] = {plan.id: [] for plan in room.session.plan.points}
    lost: list[Person] = []
    for one in room.session.people.delegates:
        seats.get(one.point, lost).append(Person(one.name, one.title, one.unit, one.address))
    rolls = [_roll(room, id, _sorted(people)) for id, people in seats.items()]
    return [*rolls, *([RollView("", "", "", 0, _sorted(lost))] if lost else [])]


def _sorted(people: list[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda one: name_key(one.name)))


def _roll(room: Room, id: str, people: tuple[Person, ...]) -> RollView:
    point = room.points[id]
    plan = point.plan
    return RollView(
        id, plan.name, plan.kind, point.expected, people, plan.cluster, plan.district,
        point.present, point.excused, point.note, point.checks,
    )  # fmt: skip
