"""*Kiểm tra trước khi in*: what is still blank in which paper. It lists, and never blocks (D21).

Every gap that a paper prints stands in square brackets and says what is missing (`wording.py`), so
what is listed here is what would be seen on paper."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from server.documents import papers, record, wording
from server.documents.content import Annex, Entry, Point, Speech
from server.documents.text import clean
from server.rooms.room import Room
from server.rooms.words import Millis, Struct

_GAP: Final = re.compile(r"\[(chưa [^\]]*)\]")
_EMPTY: Final = {
    "field": "chưa có lĩnh vực",
    "authority": "chưa có thẩm quyền",
    "lead": "chưa có cơ quan chủ trì",
    "deadline": "chưa có thời hạn",
}
_SETTLED: Final = frozenset(wording.RESULTS[result] for result in record.DONE)
"""What is done needs no deadline."""
_SHOWN: Final = 80
"""Letters of a text that say where it stands."""


class Blank(Struct, frozen=True, omit_defaults=False):
    """`paper` is the kind, `key` which of several; `field` the field of a template, `row` the
    opinion's code, the point's title or the text around, `missing` what nobody wrote."""

    paper: str
    key: str
    field: str
    row: str
    missing: str


def blanks(room: Room, at: Millis) -> list[Blank]:
    """All blanks of all papers, in the papers' order, each once."""
    found: dict[Blank, None] = {}
    for kind, key, told in papers.contents(room, at):
        for field, row, missing in _in(told, "", ""):
            found[Blank(kind, key, field, row, missing)] = None
        if kind == "annex" and isinstance(told, Annex):
            found |= dict.fromkeys(_empty_cells(told))
    return list(found)


def _empty_cells(told: Annex) -> Iterator[Blank]:
    """What the table leaves empty or calls not classified: no gap is seen, and yet it is one."""
    for row in (row for group in told.groups for row in group.rows):
        missing = {
            "field": "" if row.field == wording.UNCLASSIFIED else row.field,
            "authority": "" if row.authority == wording.UNCLASSIFIED else row.authority,
            "lead": row.lead,
            "deadline": row.deadline or (row.result if row.result in _SETTLED else ""),
        }
        for field, text in missing.items():
            if not text:
                where = f"groups[].rows[].{field}"
                yield Blank("annex", "", where, row.code, _EMPTY[field])


def _in(told: Any, field: str, row: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(told, str):
        for gap in _GAP.finditer(told):
            yield field, row or _around(told, gap), gap.group(1)
    elif isinstance(told, tuple):
        for one in told:
            yield from _in(one, f"{field}[]", row)
    elif is_dataclass(told):
        row = _name(told) or row
        for one in fields(told):
            yield from _in(getattr(told, one.name), f"{field}.{one.name}".lstrip("."), row)


def _name(told: Any) -> str:
    match told:
        case Entry(code=code):
            return code
        case Point(title=title):
            return title
        case Speech(number=number, time=time):
            return f"{number}. [{time}]"
        case _:
            return ""


def _around(text: str, gap: re.Match[str]) -> str:
    """The beginning of the text, if there is more of it than the gap."""
    return clean(text)[:_SHOWN] if text != gap.group() else ""
