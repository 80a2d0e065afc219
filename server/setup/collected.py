"""A file of opinions that were collected beforehand → rows for the register, or what is wrong."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec import to_builtins

from server.rooms import contacts
from server.rooms.contacts import BadPhone, Contact
from server.rooms.importing import Handed, words_of
from server.rooms.opinions import Opinion
from server.rooms.plan import Person, Plan
from server.setup import comma, excel
from server.setup.draft import File
from server.setup.making import Maker
from server.setup.places import Names
from server.setup.problems import CellBad, RowProblem
from server.setup.reading import Read, Rows
from server.setup.tables import OPINIONS

PERSON: Final = Person.__struct_fields__
PLAIN: Final = ("text", "summary", "authority", "kind", "lead", "answer")


class Collected(NamedTuple):
    """`rows` are new; `known` counts those that the register holds already, in the same words of
    the same person. With any of `problems` nothing is to be taken in, not even in part."""

    rows: tuple[Handed, ...]
    known: int
    problems: tuple[RowProblem, ...]
    hints: tuple[RowProblem, ...]


def read(file: File, plan: Plan, register: Sequence[Opinion]) -> Collected:
    """What `file` (.xlsx or CSV) brings to a conference of `plan` whose register holds `register`.
    Raises SheetError: it cannot be read at all."""
    rows = Rows((OPINIONS,))
    limit = OPINIONS.limit + 20  # headings, and a title above them
    if file.data.startswith(b"PK"):
        rows.take(excel.grids(file.data, file.name, limit), file.name)
    else:
        rows.take([comma.grid(file.data, file.name, limit)], file.name)
    maker = Maker(rows)
    places = Names((point.id, point.name) for point in plan.points)
    codes = Names((field.code, field.name) for field in plan.fields)
    made = [_row(row, maker, places, codes, file.name) for row in rows.of["opinions"]]
    found = [row for row in made if row]
    had = {words_of(one) for one in register}
    new = {words_of(row): row for row in reversed(found) if words_of(row) not in had}
    kept = tuple(reversed(new.values()))
    known = len(found) - len(kept)
    return Collected(kept, known, tuple(maker.problems), tuple(maker.hints))


def _row(row: Read, maker: Maker, places: Names, codes: Names, file: str) -> Handed | None:
    person = {name: row.cells[name] for name in PERSON if name in row.cells}
    if person and maker.make(Person, row, person) is None:
        return None
    contact = _contact(row, maker)
    if contact is None:
        return None
    helpers = str(row.cells.get("coordinating", "")).split(";")
    raw = {name: row.cells[name] for name in PLAIN if name in row.cells}
    return maker.make(Handed, row, {
        **raw, "speaker": person,
        "point": maker.find(places, row, "point", "points") or "",
        "field": maker.find(codes, row, "field", "fields") or "",
        "coordinating": [name.strip() for name in helpers if name.strip()],
        "contact": to_builtins(contact),
        "source": f"{file}, trang {row.sheet}, dòng {row.row}"[:300],
    })  # fmt: skip


def _contact(row: Read, maker: Maker) -> Contact | None:
    """Where the petitioner is reached; None and noted if nobody could be."""
    phone = str(row.cells.get("phone", ""))
    told = {"address": row.cells.get("home", ""), "phone": phone}
    made = maker.make(Contact, row, told, row.at("home" if len(phone) <= 40 else "phone"))
    try:
        return made and contacts.tidy(made)
    except BadPhone:
        maker.note(CellBad(**row.at("phone"), expected="0203 3825 888"))
        return None
