"""A workbook (.xlsx) → grids. The file is a stranger's: its size is known before it is unpacked,
formulas are seen and never worked out, and whatever the library raises is one refusal."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from server.setup.grid import COLUMNS, Grid, Odd, Row, Value, tidy
from server.setup.problems import NotASheet, SheetError, SheetTooBig, TooManyRows

UNPACKED: Final = 48
"""MB of a workbook once unpacked: 50,000 rows of names are 25."""
TAGS: Final = 3_000_000
"""In all parts together, opening or closing: what takes time is elements, not bytes. 50,000 rows of
seven cells are two million."""
SHEETS: Final = 50
PARTS: Final = 500
"""Files inside a workbook."""
MERGED: Final = 500
"""Merged ranges of a sheet."""
LAST_ROW: Final = 1_048_576
"""Of Excel itself."""
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
)


def grids(data: bytes, file: str, limit: int) -> list[Grid]:
    """Every sheet of the workbook, in order. `limit`: rows that a sheet may have. Raises
    NotASheet, SheetTooBig or TooManyRows."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _weigh(parts, file)
            _inspect(parts, file)
            return list(_sheets(parts, data, file, limit))
    except SheetError:
        raise
    except Exception as error:  # the library promises nothing about a file that is no workbook
        raise NotASheet(file=file, why=f"{type(error).__name__}: {error}"[:200]) from None


def _weigh(parts: zipfile.ZipFile, file: str) -> None:
    """A part never unpacks to more than its header says, so the sum of headers is the bound."""
    infos = parts.infolist()
    if len(infos) > PARTS or sum(info.file_size for info in infos) > UNPACKED * 1_000_000:
        raise SheetTooBig(file=file, limit=UNPACKED)


def _inspect(parts: zipfile.ZipFile, file: str) -> None:
    """No office program writes a document type; entities in one can grow without end."""
    tags = 0
    for info in parts.infolist():
        if info.filename.endswith((".xml", ".rels")):
            text = parts.read(info)
            if b"<!DOCTYPE" in text or b"\0" in text[:100]:
                raise NotASheet(file=file, why=f"document type or encoding of {info.filename}")
            tags += text.count(b"<")
    if tags > TAGS:
        raise SheetTooBig(file=file, limit=UNPACKED)


def _sheets(parts: zipfile.ZipFile, data: bytes, file: str, limit: int) -> Iterator[Grid]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheets: list[Any] = book.worksheets
        if len(sheets) > SHEETS:
            raise SheetTooBig(file=file, limit=UNPACKED)
        for sheet in sheets:
            sheet.reset_dimensions()  # what a file says of its own size may be anything
            rows = _rows(sheet, limit)
            _mark_merged(rows, _MERGED.findall(parts.read(sheet._worksheet_path)), file)
            yield Grid(sheet.title, rows)
    finally:
        book.close()


def _rows(sheet: Any, limit: int) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS), start=1):
        row = {
            place: value
            for place, cell in enumerate(cells)
            if cell is not None and (value := _value(cell)) is not None
        }
        if row:
            rows[number] = row
        if len(rows) > limit or number > LAST_ROW:
            raise TooManyRows(sheet=sheet.title, limit=limit)
    return rows


def _value(cell: Any) -> Value | None:
    """What the cell holds; None if it is empty."""
    value = cell.value
    if cell.data_type == "f":
        return Odd.FORMULA
    if cell.data_type == "e":
        return Odd.ERROR
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if value is None or (
        isinstance(value, int | float | date | time) and not isinstance(value, bool)
    ):
        return value
    return tidy(str(value)) or None


def _mark_merged(rows: dict[int, Row], ranges: list[bytes], file: str) -> None:
    """Only the first cell of a merged range holds the value: which rows it is meant for, nobody
    can know."""
    if len(ranges) > MERGED:
        raise NotASheet(file=file, why=f"more than {MERGED} merged ranges")
    for place in ranges:
        left, top, right, bottom = range_boundaries(place.decode())
        assert left and top and right and bottom
        for number in [number for number in rows if top <= number <= bottom]:
            cells = range(left - 1, min(right, COLUMNS))
            rows[number] |= dict.fromkeys(cells, Odd.MERGED)
