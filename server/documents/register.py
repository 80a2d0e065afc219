"""*Bảng tổng hợp ý kiến, kiến nghị*: the register as a workbook (domain.md §5.6).

The first eight columns are the printed form, 252 mm wide; those to the right are for follow-up on
screen and stay outside the print area. The second sheet counts."""

import io
from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any, Final, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break

from server.documents import ooxml, record, tally, wording
from server.documents.profile import ND30
from server.documents.text import clean, count, day, long_moment, roman, sentence, short_day
from server.documents.text import upper_first as upper
from server.rooms.opinions import Opinion, beyond
from server.rooms.room import Room
from server.rooms.session import Kind, Level
from server.rooms.words import Millis

Value = str | int | date

TEXT_SIZE: Final = 11
TITLE_SIZE: Final = 14
SCALE: Final = 97
"""Percent at which the form prints."""
MM_PER_INCH: Final = 25.4
DAY_FORMAT: Final = "dd/mm/yyyy"
_THIN: Final = Side(style="thin", color="000000")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Column(NamedTuple):
    """`width` in millimetres."""

    title: str
    width: float
    centred: bool = False


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
_WIDTHS: Final = [column.width for column in COLUMNS]

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
    are dates; the numbers of rows run through all groups."""
    book = Workbook()
    # Widths count digits of the workbook's normal font, its first: of this one a digit is 7 pixels.
    fonts: Any = book
    fonts._fonts = IndexedList([_font()])
    fonts._named_styles["Normal"].font = _font()
    sheet: Any = book.active
    sheet.title = "Bảng tổng hợp"
    _opinions(sheet, room, at)
    _counts(book.create_sheet("Thống kê"), room, at)
    out = io.BytesIO()
    book.save(out)
    return ooxml.packed(out.getvalue(), at)


def _opinions(sheet: Any, room: Room, at: Millis) -> None:
    head = _title(sheet, "Bảng tổng hợp ý kiến, kiến nghị", room, at, [c.width for c in FORM])
    for place, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = excel_width(column.width)
        _write(sheet, head, place, column.title, bold=True, centred=True)
    sheet.row_dimensions[head].height = _height([c.title for c in COLUMNS], _WIDTHS)
    row, number = head, 0
    for index, (level, opinions) in enumerate(record.groups(room), start=1):
        row += 1
        _group(sheet, row, f"{roman(index)}. {_group_name(room, level, len(opinions))}")
        for opinion in opinions:
            row, number = row + 1, number + 1
            cells = values(room, opinion, number)
            for place, value in enumerate(cells, start=1):
                _write(sheet, row, place, value, centred=COLUMNS[place - 1].centred)
            sheet.row_dimensions[row].height = _height(cells, _WIDTHS)
    _print_set_up(sheet, head, f"A1:{get_column_letter(len(FORM))}{row}")
    _scale(sheet, head, row)
    sheet.freeze_panes = f"C{head + 1}"


def _scale(sheet: Any, head: int, last: int) -> None:
    """Print a little under full size, which leaves printers their rounding, and never end a page
    with the name of a group. (Breaks of one's own need a scale: "fit to width" ignores them.)"""
    page = ND30.page.turned()
    sheet.page_setup.scale = SCALE
    room = (page.height - page.top - page.bottom) * 72 / MM_PER_INCH * 100 / SCALE
    heights = {row: sheet.row_dimensions[row].height or 15 for row in range(1, last + 1)}
    used = sum(heights[row] for row in range(1, head + 1))
    for row in range(head + 1, last + 1):
        group = sheet.cell(row, 2).value is None
        if used + heights[row] + (heights[row + 1] if group else 0) > room:
            sheet.row_breaks.append(Break(id=row - 1))
            used = heights[head]
        used += heights[row]


def _group_name(room: Room, level: Level | None, number: int) -> str:
    over = beyond(room.session.plan.level, level)
    mark = f" ({wording.BEYOND.upper()})" if over else ""
    return f"{GROUPS[level]}{mark} ({count(number)} ý kiến)"


def _group(sheet: Any, row: int, text: str) -> None:
    sheet.row_dimensions[row].height = _height([text], [sum(column.width for column in FORM)])
    for place in range(1, len(COLUMNS) + 1):
        sheet.cell(row, place).border = _BOX
    _write(sheet, row, 1, text, bold=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(FORM))


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


def _counts(sheet: Any, room: Room, at: Millis) -> None:
    table = tally.table(room)
    widths = [60.0, *(24.0 for _ in table.head[1:])]
    head = _title(sheet, "Thống kê ý kiến, kiến nghị", room, at, widths)
    rows = [table.head, *table.rows, table.total]
    for row, texts in enumerate(rows, start=head):
        bold = row in (head, head + len(rows) - 1)
        for place, value in enumerate(texts, start=1):
            _write(sheet, row, place, value, bold=bold, centred=place > 1 or row == head)
        sheet.row_dimensions[row].height = _height(texts, widths)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = excel_width(width)
    last = f"{get_column_letter(len(widths))}{head + len(rows) - 1}"
    _print_set_up(sheet, head, f"A1:{last}")
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.freeze_panes = f"B{head + 1}"


def _title(sheet: Any, name: str, room: Room, at: Millis, widths: Sequence[float]) -> int:
    """The lines above a table; returns the row where its head stands."""
    plan = room.session.plan
    spoken, rows = len(record.speeches(room)), len(record.rows(room))
    until = f"(Đến {long_moment(at, plan.zone)}: {count(spoken)} lượt phát biểu, "
    lines = [(wording.REHEARSAL, True)] if plan.kind is Kind.REHEARSAL else []
    lines += [
        (name.upper(), True),
        (clean(plan.title), True),
        (f"{until}{count(rows)} ý kiến)", False),
    ]
    for row, (text, bold) in enumerate(lines, start=1):
        _write(sheet, row, 1, text, bold=bold, centred=True, boxed=False)
        sheet.cell(row, 1).font = _font(TITLE_SIZE, bold=bold, italic=not bold)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
        sheet.row_dimensions[row].height = _height([text], [sum(widths)], TITLE_SIZE)
    return len(lines) + 2


def _write(
    sheet: Any, row: int, place: int, value: Value, bold: bool = False, centred: bool = False,
    boxed: bool = True,
) -> None:  # fmt: skip
    cell = sheet.cell(row, place)
    cell.value = value or None if isinstance(value, str) else value
    if cell.value and isinstance(value, str):
        # Never a formula and never an error value, here or after somebody has edited the cell.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    elif isinstance(value, date):
        cell.number_format = DAY_FORMAT
    cell.font = _font(TEXT_SIZE, bold=bold)
    across = "center" if centred else "left"
    middle = "center" if bold or centred else "top"
    cell.alignment = Alignment(horizontal=across, vertical=middle, wrap_text=True)
    if boxed:
        cell.border = _BOX


def _height(values: Sequence[Value], widths: Sequence[float], size: float = TEXT_SIZE) -> float:
    """How high a row must be, in points, to show all of its `values` in columns of `widths` mm.
    Programs differ in whether they grow rows by themselves. No row can be over 409 points."""
    letters = size * 0.42 * MM_PER_INCH / 72
    lines = (
        sum(
            max(1, len(wrap(line, max(1, int((width - 1) / letters))))) for line in text.split("\n")
        )
        for text, width in zip((str(value) for value in values), widths, strict=True)
    )
    return min(409.0, max(lines) * size * 1.2 + 4)


def _font(size: float = TEXT_SIZE, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=ND30.font, size=size, bold=bold, italic=italic, color="FF000000")


def excel_width(millimetres: float) -> float:
    """Excel's width of a column: in digits of the normal font, 7 pixels each at 96 to the inch."""
    return millimetres / MM_PER_INCH * 96 / 7


def _print_set_up(sheet: Any, head: int, area: str) -> None:
    page = ND30.page.turned()
    sheet.print_area = area
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber = 1, True
    margins = sheet.page_margins
    margins.left, margins.right = page.left / MM_PER_INCH, page.right / MM_PER_INCH
    margins.top, margins.bottom = page.top / MM_PER_INCH, page.bottom / MM_PER_INCH
    margins.header = margins.footer = page.header / MM_PER_INCH
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader.center.text = f'&"{ND30.font}"&14&P'
