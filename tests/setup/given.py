"""Files as offices make them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from server.setup.draft import Draft, File, read
from server.setup.problems import RowProblem

Rows = Sequence[Sequence[Any]]
POINTS: Rows = (
    ("Mã điểm cầu", "Tên điểm cầu", "Loại", "Cụm"),
    ("ht", "Hội trường tỉnh", "Điểm cầu chính", None),
    ("ap", "Xã An Phú", "Xã", "Cụm 1"),
    ("dd", "Xã Đồn Đạc", "Xã", "Cụm 2"),
)


def book(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with these sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(made)


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read_book(sheets: Mapping[str, Rows]) -> Draft:
    return read([File("thiet-lap.xlsx", book(sheets))])


def read_csv(text: str, encoding: str = "utf-8", file: str = "danh sach.csv") -> Draft:
    return read([File(file, text.encode(encoding))])


def told(problems: Sequence[RowProblem]) -> list[tuple[str, int, str]]:
    """Code, row and column of each."""
    return [(one.code, one.fields["row"], one.fields["column"]) for one in problems]  # type: ignore[misc]
