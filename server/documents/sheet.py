"""Workbooks whose cells can only be what they are, in a form that prints."""

import io
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break

from server.documents import ooxml
from server.documents.cells import TEXT_SIZE, Cells, Look, Value, font
from server.documents.profiles import ND30
from server.rooms.words import Millis

TITLE_SIZE: Final = 14
SCALE: Final = 95
"""Percent at which pages print: programs differ by 5 % in how wide they make a column."""

HIGHEST: Final = 409.0
"""Points; no program has a higher row."""
EMPTY: Final = 15.0
"""Points of a row that nobody wrote."""

MM_PER_INCH: Final = 25.4


class Column(NamedTuple):
    """`width` in millimetres."""

    title: str
    width: float
    centred: bool = False


class Book:
    """A workbook whose every letter is in our font. Widths count digits of the normal font, its
    first one: in this one a digit is 7 pixels."""

    def __init__(self) -> None:
        self._book = Workbook()
        inside: Any = self._book
        inside._fonts = IndexedList([font()])
        inside._named_styles["Normal"].font = font()
        self._sheets: list[Sheet] = []

    def sheet(self, title: str, columns: Sequence[Column], printed: int = 0) -> "Sheet":
        """A new sheet. The first `printed` of its columns go on paper; 0: all."""
        page: Any = self._book.create_sheet(title) if self._sheets else self._book.active
        page.title = title
        self._sheets.append(Sheet(page, columns, printed or len(columns)))
        return self._sheets[-1]

    def save(self, at: Millis) -> bytes:
        out = io.BytesIO()
        self._book.save(out)
        return ooxml.packed(out.getvalue(), at, {one.path: one.filled for one in self._sheets})


class Sheet:
    """A table being written, row by row."""

    def __init__(self, page: Any, columns: Sequence[Column], printed: int) -> None:
        self._sheet, self._cells = page, Cells(page)
        self._columns = columns
        self._printed = printed
        self._row = 0
        self._head = 0
        self._heights: dict[int, float] = {}
        self._groups: set[int] = set()
        for place, column in enumerate(columns, start=1):
            letter = get_column_letter(place)
            page.column_dimensions[letter].width = excel_width(column.width)

    def banner(self, lines: Sequence[tuple[str, bool]]) -> None:
        """Centred lines above the table, bold or italic, and an empty one."""
        for text, bold in lines:
            look = Look(size=TITLE_SIZE, bold=bold, italic=not bold, boxed=False)
            self._across(text, TITLE_SIZE, [(text, look)])
        self._row += 1

    def head(self) -> None:
        """The titles of the columns, repeated on every page."""
        titles = [column.title for column in self._columns]
        self._write(titles, [Look(bold=True)] * len(titles))
        self._head = self._row

    def group(self, text: str) -> None:
        """A row that names those below it."""
        name, rest = (text, Look("", bold=True)), ("", Look(""))
        self._across(text, TEXT_SIZE, [name, *[rest] * (len(self._columns) - 1)])
        self._groups.add(self._row)

    def add(self, values: Sequence[Value], bold: bool = False) -> None:
        looks = [
            Look(bold=bold) if column.centred else Look("left", "top", bold=bold)
            for column in self._columns
        ]
        self._write(values, looks)

    def _write(self, values: Sequence[Value], looks: Sequence[Look]) -> None:
        widths = [column.width for column in self._columns]
        self._put(row_height(values, widths), list(zip(values, looks, strict=True)))

    def _across(self, text: str, size: float, cells: Sequence[tuple[Value, Look]]) -> None:
        """One text over the printed width. A merged cell does not grow with it."""
        width = sum(column.width for column in self._columns[: self._printed])
        self._put(row_height([text], [width], size), cells)
        last = get_column_letter(self._printed)
        self._sheet.merged_cells.add(f"A{self._row}:{last}{self._row}")

    def _put(self, height: float, cells: Sequence[tuple[Value, Look]]) -> None:
        self._row += 1
        self._heights[self._row] = height
        self._cells.add(self._row, height, cells)

    @property
    def path(self) -> str:
        """Where the saved book has it."""
        return str(self._sheet.path).lstrip("/")

    def filled(self, page: str) -> str:
        """`page`, which was saved without a cell, with the cells."""
        page = _replaced(page, "dimension", self._cells.dimension())
        return _replaced(page, "sheetData", self._cells.data())

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
        heights = {row: self._heights.get(row, EMPTY) for row in range(1, self._row + 2)}
        used = sum(heights[row] for row in range(1, self._head + 1))
        for row in range(self._head + 1, self._row + 1):
            needed = heights[row] + (heights[row + 1] if row in self._groups else 0)
            if used + needed > room:
                self._sheet.row_breaks.append(Break(id=row - 1))
                used = heights[self._head]
            used += heights[row]

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


def _replaced(page: str, name: str, element: str) -> str:
    """`page` with `element` in place of its empty one of that name."""
    page, found = re.subn(rf"<{name}\b[^>]*?(/>|></{name}>)", lambda _: element, page)
    assert found == 1, name
    return page


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


def excel_width(millimetres: float) -> float:
    """Excel's width of a column: in digits of the normal font, 7 pixels each at 96 to the inch."""
    return millimetres / MM_PER_INCH * 96 / 7
