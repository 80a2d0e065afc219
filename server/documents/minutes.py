"""*Biên bản hội nghị đối thoại*: Mẫu 1.9 of NĐ 30, and the Party's (domain.md §5.4)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from server.documents import forms, proceedings, record, wording
from server.documents.content import Minutes, Paragraph, Part, RollRow, Signature
from server.documents.issuing import Issuing, drafted
from server.documents.layout import Column, Line, Paper
from server.documents.profile import Profile
from server.documents.record import Attendance
from server.documents.text import clean, count, long_moment, lower_unit, roman
from server.rooms.plan import Person, Section
from server.rooms.points import Link, Point
from server.rooms.room import Room
from server.rooms.session import Stage

NAMED_ABSENT: Final = 20
"""Absent points that the first page names; the annex has all of them."""

ROLL: Final = (
    Column("STT", 12, centred=True),
    Column("Điểm cầu", 78),
    Column("Triệu tập", 21, centred=True),
    Column("Có mặt", 21, centred=True),
    Column("Ghi chú", 33),
)


def tell(by: Issuing) -> Minutes:
    """The minutes as the room stands. What nobody recorded prints as a visible gap; the number, the
    signatures and the seal are left to people."""
    room, people = by.room, by.room.session.people
    plan, points = room.session.plan, record.connected_places(room)
    frame = by.frame(by.heading("BB", dated=False), "Biên bản", clean(plan.title))
    secretary, chair = by.profile.minutes_signers
    return Minutes(
        replace(
            drafted(frame, room, by.at),
            recipients=("Như thành phần tham dự",),
            kept=by.kept(by.profile.minutes_keeper),
            signature=Signature("", "", ""),
        ),
        tuple(_circumstances(room)),
        _course(room, by.profile),
        _ending(room, by.profile.end),
        Signature("", secretary, _first(people.secretaries)),
        Signature("", chair, _first(people.chairs)),
        f"(Kèm theo Biên bản {clean(plan.title)})",
        tuple(_roll(number, point) for number, point in enumerate(points, start=1)),
    )


def lay(told: Minutes, paper: Paper) -> None:
    forms.begin(told.frame, paper)
    paper.write([Line("body", text) for text in told.circumstances])
    for part in told.parts:
        paper.add("section", part.title)
        paper.write([Line("clause" if one.bold else "body", one.text) for one in part.paragraphs])
    paper.add("ending", told.ending)
    paper.signatures(told.secretary, told.chair, told.frame.recipients, told.frame.kept)
    if told.roll:
        paper.annex("Danh sách điểm danh các điểm cầu", told.roll_of)
        rows = [(row.number, row.name, row.expected, row.present, row.note) for row in told.roll]
        paper.table(ROLL, rows)


def _circumstances(room: Room) -> list[str]:
    """When, where and who: everything before *Nội dung*."""
    people, session = room.session.people, room.session
    began = long_moment(session.opened_at, session.plan.zone) if session.opened_at else ""
    return [
        f"Thời gian bắt đầu: {began or wording.NO_MOMENT}.",
        f"Địa điểm: {_where(room)}.",
        "Thành phần tham dự:",
        *(f"{number}. {text}" for number, text in enumerate(_present(room), start=1)),
        f"Chủ trì (chủ tọa): {_persons(people.chairs, brief=True)}.",
        f"Thư ký (người ghi biên bản): {_persons(people.secretaries)}.",
        "Nội dung (theo diễn biến hội nghị):",
    ]


def _where(room: Room) -> str:
    place = lower_unit(clean(room.session.plan.place)) or wording.NO_PLACE
    points = len(record.connected_places(room))
    if not points:
        return place
    return f"điểm cầu chính tại {place}, kết nối trực tuyến đến {count(points)} điểm cầu"


def _present(room: Room) -> list[str]:
    people = room.session.people
    hall, remote = record.venues(room), record.connected_places(room)
    texts = [f"Chủ trì: {_persons(people.chairs)}."]
    if people.moderator != Person():
        texts.append(f"Điều hành: {record.named(people.moderator)}.")
    if hall:
        texts.append(f"Đại biểu tại điểm cầu chính: có mặt {_of(record.attendance(hall))}.")
    if remote:
        texts.append(_remote(record.attendance(remote)))
    if hall and remote:
        texts.append(
            f"Tổng số đại biểu có mặt: {_of(record.attendance(hall + remote), brief=True)}."
        )
    return texts


def _remote(roll: Attendance) -> str:
    here = len(roll.points) - len(roll.absent)
    text = (
        f"Các điểm cầu trực tuyến: có mặt {count(here)}/{count(len(roll.points))} điểm cầu; "
        f"{_of(roll)}; danh sách kèm theo."
    )
    if not roll.absent:
        return text
    names = "; ".join(_absent(point) for point in roll.absent[:NAMED_ABSENT])
    more = len(roll.absent) - NAMED_ABSENT
    rest = f" và {count(more)} điểm cầu khác" if more > 0 else ""
    return f"{text} Vắng mặt: {names}{rest}."


def _of(roll: Attendance, brief: bool = False) -> str:
    """`2.100/2.146 đại biểu`, and unless `brief` how many points have not been counted."""
    if roll.present is None:
        summoned = f" ({count(roll.expected)} đại biểu được triệu tập)" if roll.expected else ""
        return f"{wording.NO_ROLL_CALL}{summoned}"
    ratio = (
        f"{count(roll.present)}/{count(roll.expected)}" if roll.expected else count(roll.present)
    )
    waiting = (
        f" ({count(roll.uncounted)} điểm cầu chưa điểm danh)"
        if roll.uncounted and not brief
        else ""
    )
    return f"{ratio} đại biểu{waiting}"


def _absent(point: Point) -> str:
    why = clean(point.note)
    return f"{record.place(point)} ({why})" if why else record.place(point)


def _roll(number: int, point: Point) -> RollRow:
    present = "" if point.present is None else count(point.present)
    note = clean(point.note)
    if not record.attended(point):
        note = f"Vắng mặt: {note}" if note else "Vắng mặt"
    elif point.present is None and point.link is not Link.NEVER:
        note = note or "Đã kết nối, chưa điểm danh"
    name = record.place(point).removeprefix("điểm cầu ")
    shown = name[:1].upper() + name[1:]
    return RollRow(str(number), shown, count(point.plan.expected), present, note)


def _persons(persons: Sequence[Person], brief: bool = False) -> str:
    """All of `persons` in their order; `brief` leaves out what was said of them before."""
    short = [record.called(one) if brief and clean(one.name) else record.named(one)
             for one in persons]  # fmt: skip
    return "; ".join(short) or wording.NO_NAME


def _first(persons: Sequence[Person]) -> str:
    return (clean(persons[0].name) if persons else "") or wording.NO_NAME


def _course(room: Room, profile: Profile) -> tuple[Part, ...]:
    parts = {
        Section.OPENING: proceedings.opening,
        Section.REPORT: proceedings.report,
        Section.DIALOGUE: proceedings.dialogue,
        Section.RECEPTION: proceedings.reception,
        Section.CONCLUSION: proceedings.conclusion,
    }
    return tuple(
        Part(profile.section.format(number=roman(number), title=wording.SECTIONS[part]),
             tuple(Paragraph(line.text, line.role == "clause") for line in tell(room)))
        for number, (part, tell) in enumerate(parts.items(), 1)
    )  # fmt: skip


def _ending(room: Room, mark: str) -> str:
    session = room.session
    closed = session.stage is Stage.CLOSED
    when = long_moment(session.closed_at, session.plan.zone) if closed else wording.NO_MOMENT
    return f"Hội nghị kết thúc vào {when}{mark}"
