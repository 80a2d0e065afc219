"""Cells of a worksheet, written as the file has them: openpyxl knows the looks and the page, but
takes ten times as long for a cell."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from server.documents.profiles import ND30

Value = str | int | date

TEXT_SIZE: Final = 11
LONGEST: Final = 32_767
"""Characters that a cell holds."""
DAY_FORMAT: Final = "dd/mm/yyyy"
FIRST_DAY: Final = date(1899, 12, 30)
"""From which a day is counted."""
FORMULAS: Final = ("=", "+", "-", "@")
"""What a formula may begin with."""
_THIN: Final = Side(style="thin", color="000000")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Look(NamedTuple):
    """How a cell looks. `across` "" leaves where its text stands to the program. `quoted`: a text
    that looks like a formula, and stays a text when somebody has edited the cell."""

    across: str = "center"
    down: str = "center"
    size: float = TEXT_SIZE
    bold: bool = False
    italic: bool = False
    boxed: bool = True
    quoted: bool = False
    day: bool = False


class Cells:
    """Rows of the worksheet `page` of a book of openpyxl's."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._styles: dict[Look, int] = {}
        self._rows: list[str] = []
        self._last = (1, 1)

    def add(self, row: int, height: float, cells: Sequence[tuple[Value, Look]]) -> None:
        """Row number `row`, `height` points high."""
        told = "".join(self._cell(row, at, *cell) for at, cell in enumerate(cells, start=1))
        self._rows.append(f'<row r="{row}" ht="{height:g}" customHeight="1">{told}</row>')
        self._last = row, max(self._last[1], len(cells))

    def data(self) -> str:
        return f"<sheetData>{''.join(self._rows)}</sheetData>"

    def dimension(self) -> str:
        row, column = self._last
        return f'<dimension ref="A1:{get_column_letter(column)}{row}"/>'

    def _cell(self, row: int, column: int, value: Value, look: Look) -> str:
        quoted = isinstance(value, str) and value.startswith(FORMULAS)
        if quoted or isinstance(value, date):
            look = look._replace(quoted=quoted, day=not quoted)
        begun = f'<c r="{get_column_letter(column)}{row}" s="{self._style(look)}"'
        if value == "":
            return f"{begun}/>"
        if isinstance(value, str):
            # Never a formula and never an error value.
            kept = ' xml:space="preserve"' if value != value.strip() else ""
            return f'{begun} t="inlineStr"><is><t{kept}>{_text(value)}</t></is></c>'
        number = (value - FIRST_DAY).days if isinstance(value, date) else value
        return f'{begun} t="n"><v>{number}</v></c>'

    def _style(self, look: Look) -> int:
        """The look's number in the book."""
        known = self._styles.get(look)
        if known is None:
            cell = WriteOnlyCell(self._page)
            cell.font = font(look.size, look.bold, look.italic)
            if look.boxed:
                cell.border = _BOX
            if look.across:
                cell.alignment = Alignment(
                    horizontal=look.across, vertical=look.down, wrap_text=True
                )
            if look.day:
                cell.number_format = DAY_FORMAT
            cell.quotePrefix = look.quoted
            known = self._styles[look] = cell.style_id
        return known


def font(size: float = TEXT_SIZE, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=ND30.font, size=size, bold=bold, italic=italic, color="FF000000")


def _text(value: str) -> str:
    return escape(ILLEGAL_CHARACTERS_RE.sub("", value[:LONGEST]))
