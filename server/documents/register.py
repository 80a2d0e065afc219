"""*Bảng tổng hợp ý kiến, kiến nghị*: the register as a workbook (domain.md §5.6).

The first eight columns are the printed form, 252 mm wide; those to the right are for follow-up on
screen and stay outside the print area. The second sheet counts."""

import io
import itertools
from typing import Any, Final

from server.documents import ooxml, record, tally, wording
from server.documents.sheet import Column, Sheet, Value, workbook
from server.documents.text import clean, count, day, long_moment, roman, sentence, short_day
from server.documents.text import upper_first as upper
from server.rooms.opinions import Opinion, beyond
from server.rooms.room import Room
from server.rooms.session import Kind, Level
from server.rooms.words import Millis

FORM: Final = (
    Column("STT", 10, centred=True),
    Column("Họ tên, chức vụ, đơn vị (điểm cầu)", 38),
    Column("Nội dung ý kiến, kiến nghị", 78),
    Column("Lĩnh vực", 22),
    Column("Thẩm quyền", 18, centred=True),
    Column("Cơ quan chủ trì (phối hợp)", 30),
    Column("Trả lời tại hội nghị / ý kiến chỉ đạo", 36),
    Column("Thời hạn", 20, centred=True),
)
"""What prints, in the widths of §5.6."""

FOLLOW_UP: Final = (
    Column("Mã", 18, centred=True),
    Column("Nguồn tiếp nhận", 30),
    Column("Trả lời", 34),
    Column("Giải quyết", 34),
    Column("Hạn trả lời", 24, centred=True),
    Column("Hạn giải quyết", 24, centred=True),
)
COLUMNS: Final = FORM + FOLLOW_UP

GROUPS: Final = {
    Level.COMMUNE: "THUỘC THẨM QUYỀN CẤP XÃ",
    Level.DISTRICT: "THUỘC THẨM QUYỀN CẤP HUYỆN",
    Level.PROVINCE: "THUỘC THẨM QUYỀN CẤP TỈNH",
    Level.CENTRAL: "THUỘC THẨM QUYỀN TRUNG ƯƠNG",
    Level.OTHER: "THUỘC THẨM QUYỀN CƠ QUAN KHÁC",
    None: "CHƯA PHÂN LOẠI THẨM QUYỀN",
}


def register(room: Room, at: Millis) -> bytes:
    """An XLSX of the register as the room stands. Texts are texts, whatever they begin with; dates
    are dates; the numbers of rows run through all groups. No row can be higher than 409 points:
    of a longer answer the cell holds all, but the paper shows the beginning."""
    book = workbook()
    first: Any = book.active
    first.title = "Bảng tổng hợp"
    _opinions(Sheet(first, COLUMNS, len(FORM)), room, at)
    _counts(book.create_sheet("Thống kê"), room, at)
    out = io.BytesIO()
    book.save(out)
    return ooxml.packed(out.getvalue(), at)


def _opinions(sheet: Sheet, room: Room, at: Millis) -> None:
    sheet.banner(_banner("Bảng tổng hợp ý kiến, kiến nghị", room, at))
    sheet.head()
    numbers = itertools.count(1)
    for index, (level, opinions) in enumerate(record.groups(room), start=1):
        sheet.group(f"{roman(index)}. {_group_name(room, level, len(opinions))}")
        for opinion in opinions:
            sheet.add(values(room, opinion, next(numbers)))
    sheet.print_in_pages()
    sheet.freeze(columns=2)


def _counts(page: Any, room: Room, at: Millis) -> None:
    table = tally.table(room)
    columns = (Column(table.head[0], 60), *(Column(title, 24, True) for title in table.head[1:]))
    sheet = Sheet(page, columns, len(columns))
    sheet.banner(_banner("Thống kê ý kiến, kiến nghị", room, at))
    sheet.head()
    for texts in table.rows:
        sheet.add(texts)
    sheet.add(table.total, bold=True)
    sheet.print_to_width()
    sheet.freeze(columns=1)


def _banner(name: str, room: Room, at: Millis) -> list[tuple[str, bool]]:
    """The lines above a table, and whether each is bold."""
    plan = room.session.plan
    spoken, rows = count(len(record.speeches(room))), count(len(record.rows(room)))
    until = f"(Đến {long_moment(at, plan.zone)}: {spoken} lượt phát biểu, {rows} ý kiến)"
    lines = [(name.upper(), True), (clean(plan.title), True), (until, False)]
    return [(wording.REHEARSAL, True), *lines] if plan.kind is Kind.REHEARSAL else lines


def _group_name(room: Room, level: Level | None, number: int) -> str:
    over = beyond(room.session.plan.level, level)
    mark = f" ({wording.BEYOND.upper()})" if over else ""
    return f"{GROUPS[level]}{mark} ({count(number)} ý kiến)"


def values(room: Room, row: Opinion, number: int) -> tuple[Value, ...]:
    """The cells of one opinion, as COLUMNS names them."""
    return (
        number,
        _who(room, row),
        clean(row.summary) or wording.NO_SUMMARY,
        record.field_name(room, row.field),
        _authority(room, row),
        _agencies(row),
        _answer(room, row),
        _deadlines(row),
        clean(row.code),
        record.source(room, row),
        wording.ANSWERS[row.answer],
        wording.RESULTS[row.result],
        _day(row.answer_by),
        _day(row.resolve_by),
    )


def _who(room: Room, row: Opinion) -> str:
    place = record.place(room.points.get(row.point))
    who = upper(record.named(record.speaker(room, row)))
    return f"{who} ({place})" if place else who


def _authority(room: Room, row: Opinion) -> str:
    name = wording.LEVELS[row.authority] if row.authority else wording.UNCLASSIFIED
    over = beyond(room.session.plan.level, row.authority)
    return f"{name} ({wording.BEYOND})" if over else name


def _agencies(row: Opinion) -> str:
    helpers = ", ".join(clean(name) for name in row.coordinating)
    return f"{clean(row.lead)}\n(phối hợp: {helpers})" if helpers else clean(row.lead)


def _answer(room: Room, row: Opinion) -> str:
    said, who = clean(row.answer_text), record.answerer(room, row)
    parts = [f"{upper(record.named(who))}: {said or wording.NO_SUMMARY}" if who else said]
    if promise := clean(row.promise):
        parts.append(f"Cam kết: {sentence(promise)}")
    if to := clean(row.forwarded_to):
        parts.append(sentence(f"Chuyển {to}"))
    return "\n".join(part for part in parts if part)


def _deadlines(row: Opinion) -> str:
    """Both promises as the printed form shows them: they are not the same day (D20)."""
    named = (("Trả lời", row.answer_by), ("Giải quyết", row.resolve_by))
    return "\n".join(f"{what}: {short_day(iso)}" for what, iso in named if iso)


def _day(iso: str) -> Value:
    return day(iso) or clean(iso)
