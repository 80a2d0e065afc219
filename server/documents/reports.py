"""The tables of a periodic report as a workbook and as an annex."""

from collections.abc import Sequence
from typing import Final

from server.documents import layout
from server.documents.cells import Value
from server.documents.layout import Paper
from server.documents.profiles import ND30
from server.documents.sheet import Book, Column
from server.documents.statistics import Period, Report
from server.documents.text import count, short_day
from server.rooms.words import Millis

NAMES_MM: Final = 52
"""Millimetres of a table's first column at least."""


def docx(told: Report, at: Millis) -> bytes:
    """A landscape annex with every table, in the State's form."""
    paper = Paper(ND30, wide=True)
    paper.add("annex", "Phụ lục")
    paper.add("annex_name", "Số liệu thống kê công tác đối thoại")
    paper.add("annex_of", f"({subtitle(told.period)})")
    for table in told.tables:
        paper.add("clause", table.title)
        width = min(30.0, (paper.page.text - NAMES_MM) / (len(table.head) - 1))
        first = layout.Column(table.head[0], paper.page.text - width * (len(table.head) - 1))
        rows = [*table.rows, *([table.total] if table.total else [])]
        columns = [first, *(layout.Column(name, width, True) for name in table.head[1:])]
        paper.table(columns, [texts(row) for row in rows])
    return paper.save(at)


def xlsx(told: Report, at: Millis) -> bytes:
    """A workbook with a sheet for each table."""
    book = Book()
    for number, table in enumerate(told.tables, start=1):
        columns = [Column(table.head[0], 70), *(Column(name, 24, True) for name in table.head[1:])]
        sheet = book.sheet(f"Bảng {number}", columns)
        sheet.banner([(table.title.upper(), True), (f"({subtitle(told.period)})", False)])
        sheet.head()
        for row in table.rows:
            sheet.add(row)
        if table.total:
            sheet.add(table.total, bold=True)
        sheet.print_to_width()
        sheet.freeze(columns=1)
    return book.save(at)


def subtitle(asked: Period) -> str:
    """`Năm 2023, từ ngày 01/01/2023 đến ngày 31/12/2023`."""
    name = asked.name[:1].upper() + asked.name[1:]
    return f"{name}, từ ngày {short_day(asked.since)} đến ngày {short_day(asked.until)}"


def texts(row: Sequence[Value]) -> tuple[str, ...]:
    """The cells as a paper shows them: `2.500`."""
    return tuple(count(one) if isinstance(one, int) else str(one) for one in row)
