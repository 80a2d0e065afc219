"""A sheet of a workbook: cells that can only be what they are, in a form that prints."""

import re
from collections.abc import Sequence
from copy import copy
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break

from server.documents.profiles import ND30

Value = str | int | date

TEXT_SIZE: Final = 11
TITLE_SIZE: Final = 14
SCALE: Final = 95
"""Percent at which pages print: programs differ by 5 % in how wide they make a column."""

HIGHEST: Final = 409.0
"""Points; no program has a higher row."""

MM_PER_INCH: Final = 25.4
DAY_FORMAT: Final = "dd/mm/yyyy"
_THIN: Final = Side(style="thin", color="000000")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Column(NamedTuple):
    """`width` in millimetres."""

    title: str
    width: float
    centred: bool = False


def workbook() -> Workbook:
    """An empty workbook whose every letter is in our font. Widths count digits of the normal font,
    its first one: in this one a digit is 7 pixels."""
    book = Workbook()
    inside: Any = book
    inside._fonts = IndexedList([_font()])
    inside._named_styles["Normal"].font = _font()
    return book


class Sheet:
    """A table being written, row by row. The first `printed` of its columns go on paper."""

    def __init__(self, sheet: Any, columns: Sequence[Column], printed: int) -> None:
        self._sheet = sheet
        self._columns = columns
        self._printed = printed
        self._row = 0
        self._head = 0
        self._groups: set[int] = set()
        self._looks: dict[tuple[int, bool], Any] = {}
        for place, column in enumerate(columns, start=1):
            letter = get_column_letter(place)
            sheet.column_dimensions[letter].width = excel_width(column.width)

    def banner(self, lines: Sequence[tuple[str, bool]]) -> None:
        """Centred lines above the table, bold or italic, and an empty one."""
        for text, bold in lines:
            self._across(text, TITLE_SIZE)
            cell = self._sheet.cell(self._row, 1)
            cell.font = _font(TITLE_SIZE, bold=bold, italic=not bold)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._row += 1

    def head(self) -> None:
        """The titles of the columns, repeated on every page."""
        self.add([column.title for column in self._columns], bold=True)
        self._head = self._row
        for cell in self._sheet[self._row]:
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def group(self, text: str) -> None:
        """A row that names those below it."""
        self._across(text, TEXT_SIZE)
        self._groups.add(self._row)
        self._sheet.cell(self._row, 1).font = _font(bold=True)
        for place in range(1, len(self._columns) + 1):
            self._sheet.cell(self._row, place).border = _BOX

    def add(self, values: Sequence[Value], bold: bool = False) -> None:
        self._row += 1
        cells = zip(self._columns, values, strict=True)
        for place, (column, value) in enumerate(cells, start=1):
            cell = self._sheet.cell(self._row, place)
            self._dress(cell, place, column, bold)
            _set(cell, value)
        widths = [column.width for column in self._columns]
        self._sheet.row_dimensions[self._row].height = row_height(values, widths)

    def _dress(self, cell: Any, place: int, column: Column, bold: bool) -> None:
        """The look of a cell. Looking one up among all of the book's costs more than the cell."""
        known = self._looks.get((place, bold))
        if known is None:
            cell.font, cell.border = _font(bold=bold), _BOX
            across, down = ("center", "center") if column.centred else ("left", "top")
            cell.alignment = Alignment(horizontal=across, vertical=down, wrap_text=True)
            known = self._looks[place, bold] = copy(cell._style)
        cell._style = copy(known)

    def _across(self, text: str, size: float) -> None:
        """One text over the printed width. A merged cell does not grow with it."""
        self._row += 1
        _set(self._sheet.cell(self._row, 1), text)
        self._sheet.merge_cells(
            start_row=self._row, end_row=self._row, start_column=1, end_column=self._printed
        )
        width = sum(column.width for column in self._columns[: self._printed])
        self._sheet.row_dimensions[self._row].height = row_height([text], [width], size)

    def freeze(self, columns: int) -> None:
        """Keep the head and the first `columns` on the screen."""
        self._sheet.freeze_panes = f"{get_column_letter(columns + 1)}{self._head + 1}"

    def print_to_width(self) -> None:
        """As small as it must be for all columns to fit."""
        self._print_set_up()
        self._sheet.page_setup.fitToWidth, self._sheet.page_setup.fitToHeight = 1, 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def print_in_pages(self) -> None:
        """At SCALE, and no page ends with the name of a group. (Breaks of one's own need a scale:
        a sheet that is fit to a width ignores them.)"""
        self._print_set_up()
        self._sheet.page_setup.scale = SCALE
        page = ND30.page.turned()
        room = (page.height - page.top - page.bottom) * 72 / MM_PER_INCH * 100 / SCALE
        heights = {row: self._height(row) for row in range(1, self._row + 2)}
        used = sum(heights[row] for row in range(1, self._head + 1))
        for row in range(self._head + 1, self._row + 1):
            needed = heights[row] + (heights[row + 1] if row in self._groups else 0)
            if used + needed > room:
                self._sheet.row_breaks.append(Break(id=row - 1))
                used = heights[self._head]
            used += heights[row]

    def _height(self, row: int) -> float:
        known: float | None = self._sheet.row_dimensions[row].height
        return known or 15

    def _print_set_up(self) -> None:
        sheet, page = self._sheet, ND30.page.turned()
        sheet.print_area = f"A1:{get_column_letter(self._printed)}{self._row}"
        sheet.print_title_rows = f"{self._head}:{self._head}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber = 1, True
        margins = sheet.page_margins
        margins.left, margins.right = page.left / MM_PER_INCH, page.right / MM_PER_INCH
        margins.top, margins.bottom = page.top / MM_PER_INCH, page.bottom / MM_PER_INCH
        margins.header = margins.footer = page.header / MM_PER_INCH
        sheet.print_options.horizontalCentered = True
        sheet.HeaderFooter.differentFirst = True
        sheet.oddHeader.center.text = f'&"{ND30.font}"&{TITLE_SIZE}&P'


def _set(cell: Any, value: Value) -> None:
    cell.value = None if value == "" else value
    if isinstance(value, str) and value:
        # Never a formula and never an error value, here or after somebody has edited the cell.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    elif isinstance(value, date):
        cell.number_format = DAY_FORMAT


def row_height(values: Sequence[Value], widths: Sequence[float], size: float = TEXT_SIZE) -> float:
    """How high a row must be, in points, to show all of its `values` in columns of `widths` mm:
    not every program grows rows by itself."""
    letter = size * 0.42 * MM_PER_INCH / 72
    lines = (
        sum(_lines(line, max(1, int((width - 1) / letter))) for line in str(value).split("\n"))
        for value, width in zip(values, widths, strict=True)
    )
    return min(HIGHEST, max(lines) * size * 1.2 + 4)


def _lines(text: str, letters: int) -> int:
    """How many lines of so many letters: a new one begins with a word, or within one that is longer
    than a line. (`textwrap` takes twenty times as long.)"""
    return 1 if len(text) <= letters else len(_line(letters).findall(text))


@cache
def _line(letters: int) -> re.Pattern[str]:
    return re.compile(rf"\S.{{0,{letters - 1}}}(?!\S)|\S{{{letters}}}")


def _font(size: float = TEXT_SIZE, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=ND30.font, size=size, bold=bold, italic=italic, color="FF000000")


def excel_width(millimetres: float) -> float:
    """Excel's width of a column: in digits of the normal font, 7 pixels each at 96 to the inch."""
    return millimetres / MM_PER_INCH * 96 / 7
