"""*Công văn*: tasks for each agency, a reply to each person, petitions to bodies above (§5.7)."""

from typing import Final

from server.documents import entries, forms, notice, record, wording
from server.documents.content import Assignment, Petition, Reply, Texts
from server.documents.issuing import Issuing, drafted
from server.documents.layout import Column, Line, Paper
from server.documents.text import clean, count, sentence, short_day, upper_first
from server.rooms.conclusion import ConclusionPoint
from server.rooms.contacts import Contact
from server.rooms.opinions import Opinion, beyond
from server.rooms.queue import fold
from server.rooms.room import Room

ASSIGNED: Final = (
    Column("STT", 12, centred=True),
    Column("Nội dung ý kiến, kiến nghị", 76),
    Column("Người kiến nghị", 47),
    Column("Thời hạn", 30, centred=True),
)
PETITIONED: Final = (
    Column("STT", 12, centred=True),
    Column("Nội dung kiến nghị", 90),
    Column("Lĩnh vực", 30),
    Column("Nơi kiến nghị", 33),
)
MATTER: Final = "giải quyết, trả lời ý kiến, kiến nghị tại"
BLANK: Final = "số ……, ngày …/…/……"
"""Of a notice that the registry has yet to number."""


def agencies(room: Room) -> list[str]:
    """Those that lead something and have not done it, in the roster's order (day.md D23)."""
    rows = [clean(row.lead) for row in _open(room) if clean(row.lead)]
    tasks = [clean(task.lead) for point in _points(room) for task in point.tasks]
    roster = [clean(name) for name in room.session.plan.agencies]
    asked = dict.fromkeys(name for name in (*rows, *tasks) if name)
    known = [name for name in roster if name in asked]
    return known + [name for name in asked if name not in roster]


def _open(room: Room) -> list[Opinion]:
    return [row for row in record.standing(room) if row.result not in record.DONE]


def _points(room: Room) -> list[ConclusionPoint]:
    return [room.conclusion.points[id] for id in room.conclusion.order]


def assignment(by: Issuing, agency: str) -> Assignment:
    """What `agency` leads: opinions that are not done, and tasks of the conclusion."""
    room = by.room
    rows = [row for row in _open(room) if clean(row.lead) == agency]
    tasks = [task for point in _points(room) for task in point.tasks if clean(task.lead) == agency]
    above = any(beyond(room.session.plan.level, row.authority) for row in rows)
    about = f"{MATTER} {_short(room)}"
    told = by.frame(by.heading("", about), first=("Như trên",))
    asked = ["1. Trả lời bằng văn bản đến người kiến nghị và gửi "
             f"{by.name} đúng thời hạn nêu trên để tổng hợp."]  # fmt: skip
    if above:
        asked.append(
            f"{len(asked) + 1}. Đối với nội dung vượt thẩm quyền: tham mưu văn bản kiến nghị cấp "
            "có thẩm quyền xem xét, giải quyết và thông báo cho người kiến nghị."
        )
    asked.append(f"{len(asked) + 1}. {by.name} theo dõi, đôn đốc và tổng hợp kết quả thực hiện.")
    return Assignment(
        drafted(told, room, by.at), (agency,),
        (f"Căn cứ Thông báo kết luận {BLANK} tại {notice.conference(room)}.",),
        (f"{by.name} đề nghị {agency} chủ trì giải quyết, trả lời các nội dung sau:",),
        entries.entries(room, rows), tuple(notice.task_text(room, task) for task in tasks),
        tuple(asked), f"Đề nghị {agency} quan tâm triển khai thực hiện{by.profile.end}",
    )  # fmt: skip


def _short(room: Room) -> str:
    """The conference as a subject names it: its kind and its day."""
    plan = room.session.plan
    title = clean(plan.short_title) or clean(plan.title)
    return f"{title} ngày {short_day(plan.date)}" if plan.date else title


def lay_assignment(told: Assignment, paper: Paper) -> None:
    forms.begin(told.frame, paper)
    paper.to(told.to)
    paper.write([Line("basis", text) for text in told.basis])
    paper.write([Line("body", text) for text in told.opening])
    if told.rows:
        paper.add("cell", "")
        paper.table(ASSIGNED, [(one.number, one.summary, one.who, one.deadline)
                               for one in told.rows])  # fmt: skip
    if told.tasks:
        paper.add("body", "Nhiệm vụ được giao tại kết luận hội nghị:")
        paper.write([Line("body", f"- {task.sentence}") for task in told.tasks])
    paper.write([Line("body", text) for text in told.demands])
    forms.end(told.frame, paper, told.ending)


def reply(by: Issuing, row: Opinion) -> Reply:
    """To the person who asked: what, why, what comes of it, whom to turn to. What the register does
    not know is a gap for the agency that answers."""
    room, person = by.room, record.speaker(by.room, row)
    about = f"trả lời ý kiến của {record.called(person)} tại {_short(room)}"
    unit = entries.place_of(room, row)
    first = ("Như trên", "Ủy ban MTTQ Việt Nam cùng cấp", *((f"UBND {unit}",) if unit else ()))
    told = by.frame(by.heading("", about), first=first)
    return Reply(
        drafted(told, room, by.at),
        (_addressed(room, row),),
        f"Trả lời ý kiến của {record.called(person)} tại {notice.conference(room)}, "
        f"{by.name} có ý kiến như sau:",
        clean(row.summary) or wording.NO_SUMMARY,
        wording.NO_BASIS,
        _answer(row),
        _to_turn_to(room, row),
        f"{by.name} trân trọng thông báo để {record.called(person)} biết{by.profile.end}",
        entries.entry(room, row, 1),
    )


def _addressed(room: Room, row: Opinion) -> str:
    """Who asked, and where the letter goes if that is known."""
    reached = room.opinions.contacts.get(row.id, Contact())
    named = upper_first(record.named(record.speaker(room, row)))
    return ", ".join(part for part in (named, clean(reached.address)) if part)


def _to_turn_to(room: Room, row: Opinion) -> str:
    """The agency that leads, with its address: of one without a card a gap."""
    card = next((one for one in room.session.plan.cards if fold(one.name) == fold(row.lead)), None)
    if card is None or not clean(card.address):
        return wording.NO_CONTACT
    return sentence(f"{clean(row.lead)}, địa chỉ: {clean(card.address)}")


def answered(room: Room) -> list[str]:
    """The opinions that get a letter, by id: all that stand for themselves."""
    return [row.id for row in record.standing(room)]


def _answer(row: Opinion) -> Texts:
    """The answer, what was promised and until when, and what came of it."""
    lines = [sentence(clean(row.answer_text) or wording.NO_ANSWER)]
    if promise := clean(row.promise):
        due = f", hoàn thành trước ngày {short_day(row.resolve_by)}" if row.resolve_by else ""
        lines.append(sentence(f"{promise.rstrip('.')}{due}"))
    elif row.resolve_by:
        lines.append(f"Thời hạn giải quyết: trước ngày {short_day(row.resolve_by)}.")
    if outcome := clean(row.outcome):
        lines.append(sentence(f"Kết quả giải quyết: {outcome}"))
    return tuple(lines)


def lay_reply(told: Reply, paper: Paper) -> None:
    forms.begin(told.frame, paper)
    paper.to(told.to)
    paper.add("body", told.opening)
    paper.add("body", f"1. Nội dung kiến nghị: {told.summary}")
    paper.add("body", f"2. Căn cứ, hiện trạng: {told.basis}")
    paper.add("body", f"3. Kết quả giải quyết: {' '.join(told.answer)}")
    paper.add("body", f"4. Đầu mối liên hệ: {told.contact}")
    forms.end(told.frame, paper, told.ending)


def bodies(room: Room) -> list[str]:
    """To whom petitions go; one that nobody named yet is a gap."""
    return list(dict.fromkeys(_body(row) for row in _above(room)))


def _above(room: Room) -> list[Opinion]:
    """Opinions that were passed upwards, or have to be."""
    level = room.session.plan.level
    return [row for row in record.standing(room)
            if row.forwarded_to or beyond(level, row.authority)]  # fmt: skip


def _body(row: Opinion) -> str:
    return clean(row.forwarded_to) or wording.NO_BODY


def petition(by: Issuing, body: str) -> Petition:
    room = by.room
    rows = [row for row in _above(room) if _body(row) == body]
    about = f"kiến nghị giải quyết nội dung vượt thẩm quyền tại {_short(room)}"
    told = by.frame(by.heading("", about), first=("Như trên",))
    return Petition(
        drafted(told, room, by.at),
        (body,),
        (
            f"Tại {notice.conference(room)}, đại biểu nêu {count(len(rows))} nội dung vượt thẩm "
            f"quyền. {by.name} tổng hợp, báo cáo nguyện vọng như sau:",
        ),
        entries.entries(room, rows),
        wording.NO_BASIS,
        tuple(sentence(f"- {clean(row.summary) or wording.NO_SUMMARY}") for row in rows),
        f"{by.name} trân trọng đề nghị {body} xem xét, giải quyết{by.profile.end}",
    )


def lay_petition(told: Petition, paper: Paper) -> None:
    forms.begin(told.frame, paper)
    paper.to(told.to)
    paper.write([Line("body", text) for text in told.opening])
    paper.add("cell", "")
    rows = [(one.number, one.summary, one.field, one.place) for one in told.rows]
    paper.table(PETITIONED, rows)
    paper.add("body", f"Quy định hiện hành và vướng mắc: {told.rules}")
    paper.add("body", "Đề xuất:")
    paper.write([Line("body", text) for text in told.proposals])
    forms.end(told.frame, paper, told.ending)
