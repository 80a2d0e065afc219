"""The chair's sheet and the conclusion, as `look` shows them (domain.md §3.2)."""

from collections import Counter
from functools import partial
from typing import Any, Final

from msgspec import to_builtins

from server.rooms import concluding, conflicts, coverage, issuing
from server.rooms.chairviews import (
    ConclusionPointView,
    DocumentView,
    FieldCounts,
    SharedWish,
    SheetView,
)
from server.rooms.conclusion import ConclusionPoint
from server.rooms.floor import Turn, TurnKind, TurnStage
from server.rooms.issuing import Document, DocumentKind
from server.rooms.memo import Json, Memo
from server.rooms.opinions import FINISHED, Answer, Opinion, committed, petitioners_of
from server.rooms.room import Room
from server.rooms.states import Matter
from server.rooms.views import Crowd, plain
from server.rooms.words import Struct

HEAD: Final = 200
"""Opinions and findings shown of each list."""
LATEST: Final = 50
"""Orders shown."""
ANSWERED: Final = frozenset({Answer.HERE, Answer.WRITTEN, Answer.OUTSIDE})


def conclusion(room: Room, memo: Memo, crowd: Crowd) -> Json:
    drafted = room.conclusion
    points = {}
    for id in drafted.order:
        point = drafted.points[id]
        points[id] = memo("conclusion", id, (point,), partial(_point, point))
    more: Json = {
        "arranged": drafted.arranged,
        "excluded": dict(drafted.excluded),
        "documents": _documents(room, memo),
        "printed": {what.value: no for what, no in room.printed.items()},
    }
    seen: Json = {"points": points, "order": list(points)}
    return seen | {name: value for name, value in more.items() if value}


def _point(point: ConclusionPoint) -> ConclusionPointView:
    return ConclusionPointView(
        point.id, point.title, point.text, point.version, point.tasks, point.issuers,
        point.opinions,
    )  # fmt: skip


def _documents(room: Room, memo: Memo) -> Json:
    every = room.issuing.documents
    made_from = (room.conclusion, room.opinions, room.floor)
    return {
        kind.value: memo(
            "document", kind, (every[kind], *made_from), partial(_document, room, kind, every[kind])
        )
        for kind in DocumentKind
        if kind in every
    }


def _document(room: Room, kind: DocumentKind, document: Document) -> DocumentView:
    latest = document.drafts[-1]
    now = issuing.made_of(kind, room.conclusion, room.opinions, room.floor)
    return DocumentView(
        document.stage, latest.no, latest.at, latest.by, now != latest.made_of, document.files,
        document.signer, document.number, document.day, document.returned,
    )  # fmt: skip


def sheet(room: Room, memo: Memo, crowd: Crowd) -> Json:
    of = (room.opinions, room.conclusion, room.floor, room.session.plan)
    seen = memo("sheet", "", of, partial(_sheet, room))
    said = (room.transcript, room.conclusion, room.floor, room.agenda, room.session)
    heard = memo("orders", "", said, partial(_orders, room))["orders"]
    return seen | {"orders": heard} if heard else seen


def whole(room: Room) -> Json:
    """The sheet with every list to its end."""
    made = _sheet(room, None)
    return plain(made) | {"orders": to_builtins(concluding.heard(room))}


class _Heard(Struct, frozen=True):
    orders: tuple[concluding.HeardOrder, ...]


def _orders(room: Room) -> _Heard:
    return _Heard(concluding.heard(room)[-LATEST:])


def _sheet(room: Room, head: int | None = HEAD) -> SheetView:
    register, drafted = room.opinions, room.conclusion
    rows = [row for id in register.order if not (row := register.rows[id]).matter]
    own = [row for row in rows if coverage.stands(row)]
    lists: dict[str, tuple[Any, ...]] = {
        "promises": _promises(own),
        "wishes": _wishes(room, own),
        "uncovered": coverage.uncovered(drafted, register),
        "findings": conflicts.findings(drafted, register),
        "neither": coverage.neither(drafted),
    }
    return SheetView(
        turns=sum(_spoke(turn) for turn in room.floor.turns.values()),
        opinions=len(rows), merged=len(rows) - len(own), fields=_fields(room, own),
        counts={name: len(every) for name, every in lists.items()},
        **{name: every[:head] for name, every in lists.items()},
    )  # fmt: skip


def _spoke(turn: Turn) -> bool:
    """A *lượt phát biểu* that counts: of a denunciation nothing does but its number (D9)."""
    said = turn.kind is TurnKind.SPEECH and bool(turn.spans)
    return said and turn.stage is not TurnStage.WITHDRAWN and turn.matter is not Matter.DENUNCIATION


def _promises(rows: list[Opinion]) -> tuple[str, ...]:
    owed = [row for row in rows if committed(row) and row.result not in FINISHED]
    return tuple(row.id for row in sorted(owed, key=lambda row: row.resolve_by or "9999"))


def _wishes(room: Room, rows: list[Opinion]) -> tuple[SharedWish, ...]:
    """What several ask for, the most first."""
    counted = [
        SharedWish(row.id, 1 + len(petitioners_of(room.opinions, room.floor, row))) for row in rows
    ]
    shared = [one for one in counted if one.count > 1]
    return tuple(sorted(shared, key=lambda one: -one.count))


def _fields(room: Room, rows: list[Opinion]) -> tuple[FieldCounts, ...]:
    """Fields that have opinions: as the plan lists them, those it does not know, unclassified."""
    codes = [field.code for field in room.session.plan.fields]
    found = {row.field for row in rows}
    order = [*codes, *sorted(found - {*codes, ""}), ""]
    return tuple(
        _counts(code, [row for row in rows if row.field == code]) for code in order if code in found
    )


def _counts(code: str, rows: list[Opinion]) -> FieldCounts:
    return FieldCounts(
        code, dict(Counter(row.authority.value if row.authority else "" for row in rows)),
        len(rows), sum(row.answer in ANSWERED for row in rows),
        sum(row.answer is Answer.PARTLY for row in rows),
    )  # fmt: skip
