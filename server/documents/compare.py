"""The tasks in a paper that came back from outside, beside those of the register (day.md D22).

A paper says them in sentences ("Giao … trước ngày …") or in a table; both are read."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final

from docx import Document
from docx.table import Table

from server.documents import wordfile
from server.rooms.concluding import Agreement, HeardOrder, compare, drafted
from server.rooms.conclusion import ConclusionPoint
from server.rooms.spoken import Order, day_in, orders
from server.rooms.words import Refused, Struct

_HEADS: Final = {
    "action": re.compile(r"nhiệm vụ|nội dung|công việc", re.IGNORECASE),
    "agency": re.compile(r"chủ trì|cơ quan|đơn vị", re.IGNORECASE),
    "due": re.compile(r"thời hạn|hoàn thành|trước ngày", re.IGNORECASE),
}
"""What the head of a column says of it."""


class NotAPaper(Refused):
    """No Word file that can be read. Fields: `name`, `why` (technical)."""

    code = "not_a_paper"


class Unsaid(Struct, frozen=True):
    """A task of the register, the `task`-th (from 0) of `point`, that the paper does not have."""

    point: str
    task: int


class Compared(Struct, frozen=True):
    """What the paper orders, each beside the register, and what it leaves out. `HeardOrder.segment`
    is the line or row where it stands, counted from 1."""

    orders: tuple[HeardOrder, ...]
    unsaid: tuple[Unsaid, ...]

    @property
    def same(self) -> bool:
        told = all(one.agreement is Agreement.SAME for one in self.orders)
        return told and not self.unsaid


def with_register(body: bytes, name: str, points: Sequence[ConclusionPoint], held: str) -> Compared:
    """The DOCX `body` beside the tasks of `points`; `held` is the conference's day (ISO, or "").
    Raises NotAPaper."""
    tasks = drafted(points)
    agencies = {one.task.lead for one in tasks} - {""}
    paper = _opened(body, name)
    found = [
        compare(order, str(line), tasks)
        for line, text in enumerate(_lines(paper), 1)
        for order in orders(text, held, agencies)
    ]
    rows = (row for table in paper.tables for row in _rows(table, held))
    found += [compare(order, str(line), tasks) for line, order in enumerate(rows, 1)]
    said = {(one.point, one.task) for one in found if one.point}
    unsaid = tuple(Unsaid(one.point, one.at) for one in tasks if (one.point, one.at) not in said)
    return Compared(tuple(found), unsaid)


def _opened(body: bytes, name: str) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            if fault := wordfile.fault(parts):
                raise NotAPaper(name=name, why=fault)
        return Document(io.BytesIO(body))
    except Refused:
        raise
    except Exception as error:  # the library promises nothing about a file that is none
        raise NotAPaper(name=name, why=f"{type(error).__name__}: {error}"[:200]) from None


def _lines(paper: Any) -> Iterator[str]:
    for paragraph in paper.paragraphs:
        if text := _plain(paragraph.text):
            yield text


def _rows(table: Table, held: str) -> Iterator[Order]:
    """The tasks of a table that has a column for each of _HEADS; none of any other table."""
    grid = [[_plain(cell.text) for cell in row.cells] for row in table.rows]
    columns = _columns(grid[0]) if grid else {}
    for cells in grid[1:] if len(columns) == len(_HEADS) else ():
        agency, action, due = (cells[columns[name]] for name in ("agency", "action", "due"))
        if agency and action and not agency == action == due:  # merged: a heading
            yield Order(_lead(agency), action, day_in(due, held), 0, 0)


def _columns(head: list[str]) -> dict[str, int]:
    """Which column says what: the first that fits, each for one thing."""
    found: dict[str, int] = {}
    for at, text in enumerate(head):
        fits = [name for name, says in _HEADS.items() if name not in found and says.search(text)]
        if fits:
            found[fits[0]] = at
    return found


def _lead(cell: str) -> str:
    """The agency in charge, without those that help: "Sở Y tế (phối hợp: …)"."""
    return re.split(r"\(|;|,? phối hợp", cell, maxsplit=1)[0].strip()


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
