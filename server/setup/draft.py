"""Files → a draft of a conference: plan, people, requests made beforehand. Pure: files are bytes.

Tables that no file has are taken from the conference that is copied, if there is one."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from server.rooms import queue
from server.rooms.plan import Kind, People, Plan
from server.rooms.policy import Policy
from server.rooms.queue import Queue, Wish
from server.rooms.states import RequestState
from server.setup import comma, excel, guests, offices, parts
from server.setup.grid import Grid
from server.setup.making import Maker
from server.setup.problems import RowProblem
from server.setup.reading import Rows
from server.setup.tables import LIMIT

PARTS: Final = {
    "fields": parts.fields, "agenda": parts.agenda, "points": parts.points,
    "calendar": offices.calendar,
}  # fmt: skip


class File(NamedTuple):
    name: str
    data: bytes


class Draft(NamedTuple):
    """What the files say. With any of `problems` it is not to be used, not even in part.
    `requests` are in the order in which they are to be registered."""

    plan: Plan
    people: People
    requests: tuple[Wish, ...]
    problems: tuple[RowProblem, ...]
    hints: tuple[RowProblem, ...]


def copied(plan: Plan, people: People, policy: Policy) -> tuple[Plan, People]:
    """What of a conference the next one begins with: everything but its day and its guests, with
    the `policy` that it has come to."""
    return replace(plan, date="", starts="", policy=policy), replace(people, delegates=())


def carried(plan: Plan, waits: Queue) -> tuple[Wish, ...]:
    """Who found no turn in a conference of `plan` and was carried to the next one (day.md D8), by
    number, a person once. What is rehearsed is carried nowhere."""
    every = sorted(waits.requests.values(), key=lambda one: one.no)
    left = [one for one in every if one.state is RequestState.CARRIED and one.speaker.name]
    if plan.kind is Kind.REHEARSAL:
        return ()
    return tuple(
        Wish(one.point, one.speaker, one.topic, one.field, one.kind)
        for one in {queue.person("", one.speaker): one for one in left}.values()
    )


def read(
    files: Sequence[File], plan: Plan | None = None, people: People | None = None,
    before: Sequence[Wish] = (),
) -> Draft:  # fmt: skip
    """The set-up in `files`, on top of `plan` and `people` of another conference, and of what was
    carried over from it `before`. Raises SheetError: one of them cannot be read at all."""
    rows = Rows()
    for file in files:
        rows.take(_grids(file), file.name)
    return _draft(rows, plan or Plan(), people or People(), before)


def _grids(file: File) -> list[Grid]:
    if file.data.startswith(b"PK"):
        return excel.grids(file.data, file.name, LIMIT)
    return [comma.grid(file.data, file.name, LIMIT)]


def _draft(rows: Rows, plan: Plan, people: People, before: Sequence[Wish]) -> Draft:
    maker = Maker(rows)
    plan = parts.settings(rows.of["conference"], maker, plan)
    found: dict[str, Any] = {
        name: make(rows.of[name], maker) for name, make in PARTS.items() if rows.of[name]
    }
    plan = replace(plan, **found)
    plan = _of_offices(rows, maker, plan)
    people = guests.people(rows.of["people"], maker, plan.points, people)
    signers = offices.signers(rows.of["signers"], maker, people.signers)
    people = replace(people, signers=signers)
    plan = replace(plan, points=guests.counted(plan.points, people.delegates))
    wishes = guests.requests(rows.of["requests"], maker, plan.points, plan.fields)
    wishes = (*_still(before, plan, wishes), *wishes)
    return Draft(plan, people, wishes, tuple(maker.problems), tuple(maker.hints))


def _still(before: Sequence[Wish], plan: Plan, new: Sequence[Wish]) -> Iterator[Wish]:
    """Of `before` whoever has not registered again, where `plan` still has their point."""
    again = {queue.person("", one.speaker) for one in new}
    points, fields = {one.id for one in plan.points}, {one.code for one in plan.fields}
    for wish in before:
        if wish.point in points and queue.person("", wish.speaker) not in again:
            yield wish if wish.field in fields else replace(wish, field="")


def _of_offices(rows: Rows, maker: Maker, plan: Plan) -> Plan:
    """`plan` with the agencies and the issuing bodies of the files."""
    if rows.of["agencies"]:
        names, cards = offices.agencies(rows.of["agencies"], maker, plan.fields)
        plan = replace(plan, agencies=names, cards=cards)
    return replace(plan, issuers=offices.issuers(rows.of["issuers"], maker, plan.issuers))
