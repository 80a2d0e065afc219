"""A set-up as the workbook that makes it: what is exported here and read again is the same."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec.structs import asdict
from openpyxl import Workbook

from server.rooms.plan import People, Person, Plan
from server.rooms.queue import Wish, fold
from server.setup.sample import sheet_of, write_guide
from server.setup.tables import SETTINGS, TABLES, Column, Kind, Table

Values = Mapping[str, Any]
"""A row by fields, as the table's columns name them."""
LEADING: Final = ("chair", "moderator", "secretary")
PARTED: Final = "; "


def workbook(plan: Plan, people: People, requests: Sequence[Wish] = ()) -> bytes:
    """Plan, people and what was handed in beforehand as .xlsx. Texts are texts: whatever they begin
    with, no cell is a formula."""
    book = Workbook()
    write_guide(book)
    for table in TABLES:
        sheet = sheet_of(book, table)
        for number, row in enumerate(_rows(table, plan, people, requests), start=2):
            _write(sheet, number, row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Any, number: int, row: list[str | float]) -> None:
    for place, value in enumerate(row, start=1):
        if value == "":
            continue
        cell = sheet.cell(number, place, value)
        if isinstance(value, str):
            cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@"))


def _rows(
    table: Table, plan: Plan, people: People, requests: Sequence[Wish]
) -> Iterator[list[str | float]]:
    if table.name == "conference":
        values = asdict(plan) | asdict(plan.rules) | asdict(plan.policy)
        for setting in SETTINGS:
            yield [setting.title, _shown(values[setting.field], setting)]
        return
    told = _asked(requests) if table.name == "requests" else _values(table.name, plan, people)
    for one in told:
        yield [_shown(one.get(column.field, ""), column) for column in table.columns]


def _values(name: str, plan: Plan, people: People) -> Iterable[Values]:
    if name == "people":
        return _people(people)
    if name == "agencies":
        cards = {fold(card.name): asdict(card) for card in plan.cards}
        return (cards.get(fold(agency), {"name": agency}) for agency in plan.agencies)
    if name == "issuers":
        sides = {"party": plan.issuers.party, "state": plan.issuers.state}
        return (
            asdict(body) | {"side": side, "old_tones": "old" if body.old_tones else ""}
            for side, body in sides.items() if body.name
        )  # fmt: skip
    if name == "signers":
        signing = {"party": people.signers.party, "state": people.signers.state}
        return (asdict(one) | {"side": side} for side, one in signing.items() if one.name)
    if name == "calendar":
        days = dict.fromkeys(plan.calendar.off, "off")
        days |= dict.fromkeys(plan.calendar.worked, "worked")
        return ({"day": day, "kind": kind} for day, kind in sorted(days.items()))
    return [asdict(one) for one in getattr(plan, name, ())]


def _asked(requests: Sequence[Wish]) -> Iterator[Values]:
    return (asdict(one) | asdict(one.speaker) for one in requests)


def _people(people: People) -> Iterator[Values]:
    leading: tuple[tuple[Person, ...], ...] = (
        people.chairs, (people.moderator,), people.secretaries,
    )  # fmt: skip
    for role, some in zip(LEADING, leading, strict=True):
        for one in some:
            if one.name:
                yield asdict(one) | {"role": role}
    for guest in people.delegates:
        yield asdict(guest) | {"role": "delegate"}


def _shown(value: Any, column: Column) -> str | float:
    """The cell that `reading` understands as `value`."""
    words = {meaning: word for word, meaning in reversed([*column.choices.items()])}
    if isinstance(value, tuple):
        told = [words.get(one, one) for one in value or ("",)]
        return PARTED.join(one for one in told if one)
    if column.choices:
        return words.get(value, "")
    match column.kind:
        case Kind.MINUTES:
            return float(round(value / 60, 2))  # with three places it would read as thousands
        case Kind.WHOLE:
            return int(value or 0)
        case Kind.DAY:
            return _day(value)
        case Kind.ZONE:
            return _zone(value)
        case _:
            return str(value)


def _day(iso: str) -> str:
    """As offices write it; a day that no calendar has as it stands."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def _zone(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
