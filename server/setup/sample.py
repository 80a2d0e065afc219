"""The workbook that an office fills in: one sheet for each table, and one that explains them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from server.setup.tables import CONFERENCE, GUIDE, SETTINGS, TABLES, Kind, Table

ABOUT: Final = (
    "Điền các trang cần dùng, trang không dùng thì để trống. Không đổi tên cột; thứ tự cột tùy ý.",
    "Cột in đậm là bắt buộc. Mỗi dòng một mục; không gộp ô, không dùng công thức.",
    "Có thể gửi từng trang thành tệp CSV (UTF-8). Tệp có lỗi thì không dòng nào được nhập.",
)
_HEAD: Final = PatternFill("solid", fgColor="DCE6F1")
_WRAP: Final = Alignment(vertical="top", wrap_text=True)
VALID_ROWS: Final = 10_000
LIST_LIMIT: Final = 255
"""Characters of a list of choices that Excel takes."""


def workbook() -> bytes:
    """The sample as .xlsx: headings only, so that what comes back holds what an office typed."""
    book = Workbook()
    write_guide(book)
    for table in TABLES:
        sheet = sheet_of(book, table)
        if table is CONFERENCE:
            for setting in SETTINGS:
                sheet.append([setting.title])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def single(table: Table) -> bytes:
    """One table to fill in, as .xlsx: opinions, the year's programme."""
    book = Workbook()
    write_guide(book, (table,))
    sheet_of(book, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_guide(book: Workbook, tables: Sequence[Table] = TABLES) -> None:
    """The first sheet of a new `book`: what `tables` want."""
    guide: Any = book.active
    guide.title = GUIDE
    _explain(guide, tables)


def sheet_of(book: Workbook, table: Table) -> Any:
    """A new sheet of `book` with the headings of `table`."""
    sheet: Any = book.create_sheet(table.titles[0])
    _head(sheet, table)
    return sheet


def _head(sheet: Any, table: Table) -> None:
    sheet.append([column.title for column in table.columns])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(table.columns, start=1):
        cell = sheet.cell(1, place)
        cell.font, cell.fill = Font(bold=column.required), _HEAD
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(16, len(column.title) + 4)
        for row in sheet[f"{letter}2:{letter}200"]:
            row[0].number_format = "0" if column.kind is Kind.WHOLE else "@"  # 08:00 stays 08:00
        choices = f'"{",".join(column.choices)}"'
        apart = not any("," in word for word in column.choices)
        if column.choices and apart and len(choices) <= LIST_LIMIT:
            valid = DataValidation("list", formula1=choices, allow_blank=True)
            valid.add(f"{letter}2:{letter}{VALID_ROWS}")
            sheet.add_data_validation(valid)
    if table is CONFERENCE:
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 70


def _explain(sheet: Any, tables: Sequence[Table]) -> None:
    for line in ABOUT:
        sheet.append([line])
    for table in tables:
        sheet.append([])
        sheet.append([table.titles[0], f"tối đa {table.limit} dòng"])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for column in SETTINGS if table is CONFERENCE else table.columns:
            must = "bắt buộc" if column.required else ""
            sheet.append([column.title, must, column.note, _choices(column.choices)])
    for letter, width in zip("ABCD", (34, 16, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=len(ABOUT) + 1):
        for cell in row:
            cell.alignment = _WRAP


def _choices(choices: Mapping[str, str]) -> str:
    """The words that may stand in a cell; of several with one meaning the first."""
    first: dict[str, str] = {}
    for word, meaning in choices.items():
        first.setdefault(meaning, word)
    return "; ".join(first.values())
