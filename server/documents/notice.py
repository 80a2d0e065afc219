"""*Thông báo kết luận*, one for each issuing body (domain.md §5.5, day.md D23)."""

from typing import Final

from server.documents import forms, proceedings, record, wording
from server.documents.content import Notice, Point
from server.documents.content import Task as TaskText
from server.documents.issuing import Issuing, drafted, issuing
from server.documents.layout import Line, Paper
from server.documents.text import (
    clean,
    count,
    lower_unit,
    paragraphs,
    roman,
    sentence,
    short_day,
)
from server.rooms import coverage
from server.rooms.conclusion import ConclusionPoint, Issuer, Task
from server.rooms.opinions import Answer, beyond
from server.rooms.plan import Person, Section
from server.rooms.room import Room

PARTS: Final = (
    "Đánh giá chung",
    "Nhiệm vụ, giải pháp trọng tâm",
    "Về các kiến nghị cụ thể",
    "Tổ chức thực hiện",
)
GENERAL: Final = "đánh giá chung"
EXECUTION: Final = "tổ chức thực hiện"
"""Titles of points that have a part of their own; any other point is a task of part II."""
ANSWERED_HERE: Final = frozenset({Answer.HERE, Answer.OUTSIDE})


def tell(by: Issuing) -> Notice:
    room = by.room
    points = coverage.of_notice(room.conclusion, by.side)
    general = [point for point in points if _is(point, GENERAL)]
    execution = [point for point in points if _is(point, EXECUTION)]
    rest = [point for point in points if point not in general and point not in execution]
    heading = by.heading("TB")
    subject = by.subject(f"Kết luận của {_office(room)} tại {conference(room)}")
    told = by.frame(heading, "Thông báo", subject, ("Các cơ quan, đơn vị được giao nhiệm vụ",))
    return Notice(
        drafted(told, room, by.at),
        (_held(room), _heard(room)),
        _texts(general) or (wording.NO_GENERAL,),
        tuple(point_text(room, point, str(number)) for number, point in enumerate(rest, 1)),
        _petitions(room),
        (*(_texts(execution) or (wording.NO_EXECUTION,)), *_elsewhere(by)),
        tuple(task_text(room, task) for point in points for task in point.tasks),
        f"{by.name} thông báo để các cơ quan, đơn vị, địa phương biết, thực hiện{by.profile.end}",
    )


def lay(told: Notice, paper: Paper) -> None:
    forms.begin(told.frame, paper)
    paper.write([Line("body", text) for text in told.opening])
    section = paper.profile.section
    for number, title in enumerate(PARTS, 1):
        paper.add("section", section.format(number=roman(number), title=title))
        match number:
            case 1:
                paper.write([Line("body", text) for text in told.general])
            case 2:
                _lay_points(told, paper)
            case 3:
                paper.write([Line("body", text) for text in told.petitions])
            case _:
                paper.write([Line("body", text) for text in told.execution])
    forms.end(told.frame, paper, told.ending)


def _lay_points(told: Notice, paper: Paper) -> None:
    for point in told.points:
        paper.add("clause", f"{point.number}. {point.title}")
        paper.write([Line("body", text) for text in point.paragraphs])
        paper.write([Line("body", f"- {task.sentence}") for task in point.tasks])
    if not told.points:
        paper.add("body", wording.NO_CONCLUSION)


def conference(room: Room) -> str:
    """`Hội nghị đối thoại … ngày 25/4/2024`."""
    plan = room.session.plan
    day = f" ngày {short_day(plan.date)}" if plan.date else ""
    return f"{clean(plan.title)}{day}"


def _is(point: ConclusionPoint, title: str) -> bool:
    return title in clean(point.title).casefold()


def _texts(points: list[ConclusionPoint]) -> tuple[str, ...]:
    """The text of `points` and the tasks that follow from them."""
    lines: list[str] = []
    for point in points:
        lines += [sentence(text) for text in paragraphs(point.text)]
        lines += [f"- {proceedings.task_sentence(task)}" for task in point.tasks]
    return tuple(lines)


def point_text(room: Room, point: ConclusionPoint, number: str) -> Point:
    return Point(
        number,
        clean(point.title).rstrip(".") or wording.NO_CONCLUSION,
        tuple(sentence(text) for text in paragraphs(point.text)),
        tuple(task_text(room, task) for task in point.tasks),
    )


def task_text(room: Room, task: Task) -> TaskText:
    rows = room.opinions.rows
    codes = [rows[id].code for id in task.opinions if id in rows]
    return TaskText(
        proceedings.task_sentence(task),
        clean(task.content) or wording.NO_TASK,
        clean(task.lead) or wording.NO_AGENCY,
        ", ".join(clean(name) for name in task.coordinating),
        short_day(task.due) if task.due else wording.NO_DEADLINE,
        ", ".join(clean(code) for code in codes),
    )


def _chair(room: Room) -> Person:
    """Who concluded; if nobody has the conclusion's floor yet, the first of the chairs."""
    turns = record.by_section(room)[Section.CONCLUSION]
    chairs = room.session.people.chairs
    return turns[0].speaker if turns else chairs[0] if chairs else Person()


def _office(room: Room) -> str:
    """`đồng chí Bí thư Tỉnh ủy`: a notice's title names the office, not the person."""
    chair = _chair(room)
    address = clean(chair.address) or "đồng chí"
    return f"{address} {clean(chair.title) or clean(chair.name) or wording.NO_NAME}"


def _held(room: Room) -> str:
    plan, people = room.session.plan, room.session.people
    day = f"Ngày {short_day(plan.date)}" if plan.date else wording.NO_MOMENT
    place = lower_unit(clean(plan.place)) or wording.NO_PLACE
    others = [one for one in people.chairs if one.name != _chair(room).name]
    beside = f" Cùng chủ trì có {'; '.join(map(record.named, others))}." if others else ""
    text = f"{day}, tại {place}, {record.named(_chair(room))} chủ trì {clean(plan.title)}."
    return f"{text}{beside}{_attended(room)}"


def _attended(room: Room) -> str:
    remote = record.connected_places(room)
    roll = record.attendance([*record.venues(room), *remote])
    people = f"{count(roll.present)} đại biểu" if roll.present is not None else ""
    if remote:
        here = count(len(remote) - len(record.attendance(remote).absent))
        told = f"{here} điểm cầu với {people}" if people else f"{here} điểm cầu"
        return f" Hội nghị được kết nối trực tuyến đến {told}."
    return f" Dự hội nghị có {people}." if people else ""


def _heard(room: Room) -> str:
    turns, rows = count(len(record.speeches(room))), count(len(record.rows(room)))
    return (
        f"Sau khi nghe {turns} lượt phát biểu với {rows} ý kiến của đại biểu, ý kiến trả lời của "
        f"các cơ quan, đơn vị, {record.called(_chair(room))} kết luận như sau:"
    )


def _petitions(room: Room) -> tuple[str, ...]:
    """Part III: each opinion in one of three groups, as the annex lists them."""
    rows, level = record.standing(room), room.session.plan.level
    above = [row for row in rows if beyond(level, row.authority)]
    here = [row for row in rows if row not in above and row.answer in ANSWERED_HERE]
    written = len(rows) - len(above) - len(here)
    groups = (
        (len(here), "ý kiến đã được trả lời tại hội nghị"),
        (written, "ý kiến trả lời bằng văn bản"),
        (len(above), "ý kiến vượt thẩm quyền, tổng hợp, kiến nghị cấp có thẩm quyền"),
    )
    listed = [f"- {count(number)} {what}" for number, what in groups if number]
    head = f"Hội nghị tiếp nhận {count(len(rows))} ý kiến, kiến nghị (theo Phụ lục kèm theo)"
    if not listed:
        return (f"{head}.",)
    lines = [f"{head}, trong đó:", *(f"{line};" for line in listed[:-1]), f"{listed[-1]}."]
    return (*lines, *([diverted(room)] if diverted(room) else []))


def diverted(room: Room) -> str:
    """The only thing that a paper says of denunciations (day.md D9)."""
    number = record.denounced(room)
    return f"Có {count(number)} nội dung tố cáo được chuyển xử lý theo quy định." if number else ""


def _elsewhere(by: Issuing) -> tuple[str, ...]:
    """The other body's notice, if some point stands only there."""
    other = Issuer.STATE if by.side is Issuer.PARTY else Issuer.PARTY
    mine = {point.id for point in coverage.of_notice(by.room.conclusion, by.side)}
    if all(point.id in mine for point in coverage.of_notice(by.room.conclusion, other)):
        return ()
    name = issuing(by.room, by.at, other).name
    return (f"Các nội dung thuộc thẩm quyền của {name} được thông báo bằng văn bản riêng.",)
