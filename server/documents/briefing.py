"""*Bảng tổng hợp ý kiến phục vụ kết luận*: what the leader needs before concluding, at any minute:
counts, promises with who and until when, what is still open, groups with the same wish."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from server.documents import entries, record, tally, wording
from server.documents.content import Briefing, Entry, Group
from server.documents.issuing import Issuing, rehearsal
from server.documents.layout import Column, Paper, Rows
from server.documents.notice import conference
from server.documents.text import count, long_moment
from server.rooms.opinions import Opinion, committed
from server.rooms.room import Room

FIRST: Final = 60
"""Millimetres of the field's name; the counts share the rest."""
PROMISES: Final = (
    Column("Mã", 20, centred=True),
    Column("Nội dung kiến nghị", 92),
    Column("Cam kết, trả lời", 80),
    Column("Cơ quan chủ trì", 36),
    Column("Thời hạn", 24, centred=True),
)
OPEN: Final = (
    Column("Mã", 20, centred=True),
    Column("Nội dung kiến nghị", 112),
    Column("Người kiến nghị", 60),
    Column("Cơ quan chủ trì", 36),
    Column("Thẩm quyền", 24, centred=True),
)


def tell(by: Issuing) -> Briefing:
    room = by.room
    counts = tally.table(room)
    rows = record.standing(room)
    return Briefing(
        rehearsal(room),
        conference(room),
        f"(Đến {long_moment(by.at, room.session.plan.zone)}: {_counts(room)})",
        counts.head,
        tuple(tuple(map(str, row)) for row in (*counts.rows, counts.total)),
        entries.entries(room, [row for row in rows if committed(row)]),
        entries.entries(room, [row for row in rows if row.answer not in record.ANSWERED]),
        _alike(room, rows),
    )


def _counts(room: Room) -> str:
    spoken, rows = len(record.speeches(room)), len(record.rows(room))
    return f"{count(spoken)} lượt phát biểu, {count(rows)} ý kiến"


def _alike(room: Room, rows: list[Opinion]) -> tuple[Group, ...]:
    """Wishes of one field for one agency, where there are several: they may be one."""
    found: dict[tuple[str, str], list[Opinion]] = defaultdict(list)
    for row in rows:
        if row.field and row.lead:
            found[row.field, row.lead].append(row)
    return tuple(
        Group(f"{record.field_name(room, field)}: {lead}", entries.entries(room, some))
        for (field, lead), some in found.items() if len(some) > 1
    )  # fmt: skip


def lay(told: Briefing, paper: Paper) -> None:
    if told.rehearsal:
        paper.mark(told.rehearsal)
    paper.title("Bảng tổng hợp ý kiến phục vụ kết luận", told.title)
    paper.add("draft", told.until)
    width = (paper.page.text - FIRST) / (len(told.head) - 1)
    head = (Column(told.head[0], FIRST),
            *(Column(title, width, centred=True) for title in told.head[1:]))  # fmt: skip
    _part(paper, "Số lượng theo lĩnh vực, thẩm quyền", head, told.counts)
    promises = [(one.code, one.summary, one.promise or one.answer, one.lead,
                 one.deadline) for one in told.promises]  # fmt: skip
    _part(paper, "Nội dung đã cam kết", PROMISES, promises)
    waiting = [_open(one) for one in told.open]
    _part(paper, "Chưa trả lời hoặc mới trả lời một phần", OPEN, waiting)
    alike: list[Sequence[str] | str] = []
    for group in told.alike:
        alike += [group.title, *(_open(one) for one in group.rows)]
    _part(paper, "Cùng lĩnh vực, cùng cơ quan", OPEN, alike)


def _open(one: Entry) -> tuple[str, ...]:
    return (one.code, one.summary, one.who, one.lead, one.authority)


def _part(paper: Paper, title: str, columns: tuple[Column, ...], rows: Rows) -> None:
    paper.add("clause", title)
    if rows:
        paper.table(columns, rows)
    else:
        paper.add("body", wording.NOTHING)
