"""*Bảng tổng hợp ý kiến, kiến nghị*: the register as a workbook (domain.md §5.6).

The first eight columns are the printed form, 252 mm wide; those to the right are for follow-up on
screen and stay outside the print area. The second sheet is the follow-up, the third counts."""

import itertools
from typing import Final

from server.documents import entries, record, tally, wording
from server.documents.cells import Value
from server.documents.content import Entry
from server.documents.sheet import Book, Column, Sheet
from server.documents.text import clean, count, day, long_moment, roman
from server.rooms.opinions import Opinion
from server.rooms.plan import Kind
from server.rooms.room import Room
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

RESULTS: Final = (
    Column("STT", 10, centred=True),
    Column("Nội dung kiến nghị", 66),
    Column("Người kiến nghị, nơi kiến nghị", 40),
    Column("Cơ quan giải quyết", 32),
    Column("Văn bản trả lời (số, ngày)", 30),
    Column("Kết quả", 36),
    Column("Nhóm kết quả", 24),
    Column("Ghi chú", 14),
)
"""*Kết quả giải quyết*, the follow-up (§5.6)."""


def register(room: Room, at: Millis) -> bytes:
    """An XLSX of the register as the room stands. Texts are texts, whatever they begin with; dates
    are dates; the numbers of rows run through all groups. No row can be higher than 409 points:
    of a longer answer the cell holds all, but the paper shows the beginning."""
    book = Book()
    _opinions(book.sheet("Bảng tổng hợp", COLUMNS, len(FORM)), room, at)
    _results(book.sheet("Kết quả giải quyết", RESULTS), room, at)
    _counts(book, room, at)
    return book.save(at)


def _opinions(sheet: Sheet, room: Room, at: Millis) -> None:
    sheet.banner(_banner("Bảng tổng hợp ý kiến, kiến nghị", room, at))
    sheet.head()
    numbers = itertools.count(1)
    for index, (level, opinions) in enumerate(record.groups(room), start=1):
        sheet.group(f"{roman(index)}. {entries.group_title(room, level, len(opinions))}")
        for opinion in opinions:
            sheet.add(values(room, opinion, next(numbers)))
    sheet.print_in_pages()
    sheet.freeze(columns=2)


def _results(sheet: Sheet, room: Room, at: Millis) -> None:
    sheet.banner(_banner("Kết quả giải quyết ý kiến, kiến nghị", room, at))
    sheet.head()
    for told in entries.entries(room, record.standing(room)):
        sheet.add((int(told.number), *result_cells(told)))
    sheet.print_in_pages()
    sheet.freeze(columns=2)


def _counts(book: Book, room: Room, at: Millis) -> None:
    table = tally.table(room)
    columns = (Column(table.head[0], 60), *(Column(title, 24, True) for title in table.head[1:]))
    sheet = book.sheet("Thống kê", columns)
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


def values(room: Room, row: Opinion, number: int) -> tuple[Value, ...]:
    """The cells of one opinion, as COLUMNS names them."""
    return (
        number,
        entries.who(room, row),
        clean(row.summary) or wording.NO_SUMMARY,
        record.field_name(room, row.field),
        entries.authority(room, row),
        entries.agencies(row),
        entries.answer(room, row),
        entries.deadlines(row),
        clean(row.code),
        record.source(room, row),
        wording.ANSWERS[row.answer],
        wording.RESULTS[row.result],
        _day(row.answer_by),
        _day(row.resolve_by),
    )


def result_cells(told: Entry) -> tuple[str, ...]:
    """The cells of one row as RESULTS names them, after its number."""
    return (
        told.summary, told.who, told.agencies, told.letter, told.outcome,
        told.result, told.note,
    )  # fmt: skip


def _day(iso: str) -> Value:
    return day(iso) or clean(iso)
