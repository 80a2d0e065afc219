"""*Phụ lục tổng hợp ý kiến, kiến nghị* by deciding level or by committee of the people's council;
its follow-up, *Kết quả giải quyết* (domain.md §5.6). Both are landscape."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, Literal

from server.documents import entries, notice, record, register, wording
from server.documents.content import Annex, Entry, Group, Waiting
from server.documents.issuing import Issuing, rehearsal
from server.documents.layout import Column, Paper
from server.documents.text import clean, count, roman, upper_first
from server.rooms.opinions import Opinion
from server.rooms.plan import Person
from server.rooms.room import Room

Grouping = Literal["authority", "committee"]

FORM: Final = tuple(Column(*column) for column in register.FORM)
RESULTS: Final = tuple(Column(*column) for column in register.RESULTS)
WAITING: Final = (
    Column("STT", 10, centred=True),
    Column("Họ tên, chức vụ, đơn vị (điểm cầu)", 72),
    Column("Nội dung đăng ký", 110),
    Column("Hình thức giải quyết", 60),
)


def tell(by: Issuing, grouping: Grouping = "authority", paper: str = "Thông báo") -> Annex:
    """`paper` is what it is attached to."""
    room = by.room
    return Annex(
        rehearsal(room),
        "Tổng hợp ý kiến, kiến nghị",
        by.attached(paper),
        notice.conference(room),
        _counts(room),
        _groups(room, _by_committee(room) if grouping == "committee" else _by_authority(room)),
        _waiting(room),
        notice.diverted(room),
    )


def tell_results(by: Issuing) -> Annex:
    """The follow-up as it stands: what was answered, by which paper, and what came of it."""
    room = by.room
    return Annex(
        rehearsal(room),
        "Kết quả giải quyết ý kiến, kiến nghị",
        by.attached("Báo cáo"),
        notice.conference(room),
        _counts(room),
        _groups(room, _by_authority(room)),
        (),
        notice.diverted(room),
    )


def _counts(room: Room) -> str:
    spoken, rows = len(record.speeches(room)), record.rows(room)
    merged = len(rows) - len(record.standing(room))
    same = f" (trong đó {count(merged)} ý kiến trùng nội dung được gộp)" if merged else ""
    return f"{count(spoken)} lượt phát biểu, {count(len(rows))} ý kiến{same}"


def _by_authority(room: Room) -> list[tuple[str, list[Opinion]]]:
    return [(entries.group_title(room, level, len(rows)), rows)
            for level, rows in record.groups(room)]  # fmt: skip


def _by_committee(room: Room) -> list[tuple[str, list[Opinion]]]:
    return [
        (f"{(name or wording.NO_COMMITTEE).upper()} ({count(len(rows))} ý kiến)", rows)
        for name, rows in record.committees(room)
    ]


def _groups(room: Room, found: list[tuple[str, list[Opinion]]]) -> tuple[Group, ...]:
    """The numbers of rows run through all groups."""
    starts = accumulate((len(rows) for _, rows in found), initial=1)
    return tuple(
        Group(f"{roman(number)}. {title}", entries.entries(room, rows, start))
        for number, ((title, rows), start) in enumerate(zip(found, starts, strict=False), 1)
    )


def _waiting(room: Room) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(
            str(number),
            _registered(room, request.speaker, request.point),
            clean(request.topic),
            wording.OUTCOMES.get(request.state, ""),
        )
        for number, request in enumerate(record.unspoken(room), 1)
    )


def _registered(room: Room, person: Person, point: str) -> str:
    place = record.place(room.points.get(point))
    who = upper_first(record.named(person))
    return f"{who} ({place})" if place else who


def lay(told: Annex, paper: Paper) -> None:
    _begin(told, paper)
    rows: list[Sequence[str] | str] = []
    for group in told.groups:
        rows += [group.title, *(_cells(one) for one in group.rows)]
    paper.table(FORM, rows)
    if told.waiting:
        paper.add("clause", wording.UNSPOKEN)
        paper.table(WAITING, [(one.number, one.who, one.topic, one.outcome)
                              for one in told.waiting])  # fmt: skip
    if told.diverted:
        paper.add("body", told.diverted)


def lay_results(told: Annex, paper: Paper) -> None:
    _begin(told, paper)
    rows: list[Sequence[str] | str] = []
    for group in told.groups:
        rows.append(group.title)
        rows += [(one.number, *register.result_cells(one)) for one in group.rows]
    paper.table(RESULTS, rows)
    if told.diverted:
        paper.add("body", told.diverted)


def _begin(told: Annex, paper: Paper) -> None:
    if told.rehearsal:
        paper.mark(told.rehearsal)
    paper.annex_title(told.name, told.attached)
    paper.add("annex_of", f"{told.title}: {told.counts}")
    paper.add("cell", "")


def _cells(one: Entry) -> tuple[str, ...]:
    return (
        one.number, one.who, one.summary, one.field, one.authority, one.agencies, one.answer,
        one.deadline,
    )  # fmt: skip
