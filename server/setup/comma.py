"""A CSV text → a grid. As offices save it: UTF-8 or UTF-16, with ; or , or tab."""

import codecs
import csv
import io
from typing import Final

from server.setup.grid import COLUMNS, Grid, Odd, Row, Value, tidy
from server.setup.problems import NotASheet, TooManyRows

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
DELIMITERS: Final = ("\t", ";", ",")
"""The one that the first line has most of; the earlier one of equals."""
NAMED: Final = "sep="
"""Excel's own first line that names the delimiter."""


def grid(data: bytes, file: str, limit: int) -> Grid:
    """The text's only grid, titled as `file` is named. Raises NotASheet or TooManyRows."""
    text = _decoded(data, file)
    if any(_unseen(letter) for letter in text):
        raise NotASheet(file=file, why="control characters")
    delimiter, text, skipped = _delimiter(text)
    rows: dict[int, Row] = {}
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(lines, start=1 + skipped):
            row = {
                place: value
                for place, cell in enumerate(cells[:COLUMNS])
                if (value := _value(cell)) is not None
            }
            if row:
                rows[number] = row
            if len(rows) > limit:
                raise TooManyRows(sheet=_title(file), limit=limit)
    except csv.Error as error:
        raise NotASheet(file=file, why=str(error)[:200]) from None
    return Grid(_title(file), rows)


def _decoded(data: bytes, file: str) -> str:
    found = [(mark, encoding) for mark, encoding in BOMS if data.startswith(mark)]
    guessed = "utf-16-le" if data[1:2] == b"\0" else "utf-8"
    mark, encoding = found[0] if found else (b"", guessed)
    try:
        return data.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError as error:
        raise NotASheet(file=file, why=f"not {encoding}: byte {error.start}") from None


def _delimiter(text: str) -> tuple[str, str, int]:
    """The delimiter, the text without the line that named it, and how many lines that was."""
    first, _, rest = text.partition("\n")
    named = first.strip().removeprefix(NAMED)
    if first.startswith(NAMED) and named in (*DELIMITERS, ""):
        return named or "\t", rest, 1
    return max(DELIMITERS, key=first.count), text, 0


def _unseen(letter: str) -> bool:
    return letter < " " and letter not in "\t\r\n"


def _value(cell: str) -> Value | None:
    text = tidy(cell)
    # A spreadsheet that saved this would have worked it out; whoever opens it again would, too.
    return Odd.FORMULA if text.startswith("=") else text or None


def _title(file: str) -> str:
    return file.rpartition(".")[0] or file
