"""The tables of the periodic reports (domain.md §5.8)."""

import io
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from server.documents import reports, statistics
from server.documents.statistics import BadPeriod, Report, Table, percent, period
from server.rooms.plan import Level
from server.rooms.programme import Figures, Form, Meeting, Occasion
from server.rooms.register import Held
from server.rooms.searching import Counted, Counts
from tests.given import NOON


def made(kind: str, year: int, held: Any = (), counted: Any = (), meetings: Any = (),
         ranks: Any = ()) -> Report:  # fmt: skip
    counts = Counts(tuple(counted), tuple(counted), tuple(counted))
    return statistics.report(period(kind, year), held, counts, meetings, dict(ranks))


def table(told: Report, id: str) -> Table:
    return next(one for one in told.tables if one.id == id)


def column(one: Table, name: str) -> list[Any]:
    at = one.head.index(name)
    return [row[at] for row in (*one.rows, *([one.total] if one.total else []))]


def a_year_of_three_levels() -> list[Meeting]:
    """Hà Nam: 8 provincial, 38 district and 210 commune conferences, entered one by one."""
    levels = [(Level.PROVINCE, 8), (Level.DISTRICT, 38), (Level.COMMUNE, 210)]
    return [
        Meeting(f"{level}-{n}", "Hội nghị đối thoại", f"2023-{1 + n % 12:02}", level=level,
                figures=Figures(attended=100, opinions=16))
        for level, many in levels for n in range(many)
    ]  # fmt: skip


def test_a_historic_year_of_256_conferences_is_reproduced() -> None:
    told = made("year", 2023, meetings=a_year_of_three_levels())
    first = table(told, "conferences")
    assert column(first, "Cấp tổ chức") == ["Cấp tỉnh", "Cấp huyện", "Cấp xã", "Tổng cộng"]
    assert column(first, "Số hội nghị") == [8, 38, 210, 256]
    assert column(first, "Lượt người dự")[-1] == 25_600
    assert column(table(told, "fields"), "Tổng số") == [4096, 4096]
    in_one_entry = Meeting("xa", "Cấp xã", "2023-12", level=Level.COMMUNE, figures=Figures(210))
    again = made("year", 2023, meetings=[in_one_entry])
    assert column(table(again, "conferences"), "Số hội nghị") == [0, 0, 210, 210]


@pytest.mark.parametrize(
    ("kind", "number", "conferences"), [("month", 3, 22), ("quarter", 2, 66), ("half", 1, 134)]
)
def test_a_part_of_the_year_counts_its_months(kind: str, number: int, conferences: int) -> None:
    meetings = a_year_of_three_levels()
    told = statistics.report(period(kind, 2023, number), (), Counts(), meetings, {})
    expected = sum(
        one.month in {f"2023-{month:02}" for month in months(kind, number)} for one in meetings
    )
    assert column(table(told, "conferences"), "Số hội nghị")[-1] == expected == conferences


def months(kind: str, number: int) -> range:
    length = {"month": 1, "quarter": 3, "half": 6}[kind]
    return range((number - 1) * length + 1, number * length + 1)


def test_periods_end_on_their_last_day() -> None:
    asked = [period("month", 2024, 2), period("month", 2023, 2), period("quarter", 2026, 1),
             period("half", 2026), period("nine", 2026), period("year", 2026)]  # fmt: skip
    assert [one.until for one in asked] == [
        "2024-02-29", "2023-02-28", "2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31",
    ]  # fmt: skip
    assert asked[2].name == "quý I năm 2026"
    for kind, year, number in (("week", 2026, 1), ("month", 2026, 13), ("quarter", 2026, 5),
                               ("year", 2026, 2), ("year", 1, 1)):  # fmt: skip
        with pytest.raises(BadPeriod):
            period(kind, year, number)


def test_the_district_column_goes_with_the_districts() -> None:
    assert "Cấp huyện" in column(table(made("year", 2025), "conferences"), "Cấp tổ chức")
    assert "Cấp huyện" in table(made("half", 2025), "fields").head
    later = made("quarter", 2026)
    assert "Cấp huyện" not in column(table(later, "conferences"), "Cấp tổ chức")
    assert "Cấp huyện" not in table(later, "fields").head
    quoted = counted(authority="district")
    assert "Cấp huyện" in table(made("year", 2026, counted=[quoted]), "fields").head


def counted(number: int = 1, **changed: str) -> Counted:
    fields = {
        "level": "province", "field": "Giao thông", "authority": "province", "lead": "Sở Xây dựng",
        "answer": "none", "result": "assigned", "share": "open",
    }  # fmt: skip
    return Counted(number, **{**fields, **changed})


def test_what_was_held_here_counts_with_what_was_told() -> None:
    here = Held(
        "Đối thoại", "2026-05-04", "province", Form.HYBRID, "closed", 54, 50, 900, 12, 20, 0
    )
    extra = Meeting("m", "Đối thoại", "2026-05", conference="h1", occasion=Occasion.EXTRA)
    told = Meeting("p", "Trước đây", "2026-03", figures=Figures(3, 100, 9, 5, 8), form=Form.ONLINE)
    planned = Meeting("q", "Sẽ có", "2026-09")
    first = table(made("year", 2026, [("h1", here)], (), [extra, told, planned]), "conferences")
    assert first.total == ("Tổng cộng", 4, 3, 1, 0, 3, 1, 1000, 59, 17, 28)


def test_two_axes_are_counted_apart() -> None:
    rows = [
        counted(9, answer="here", result="resolved", share="on_time"),
        counted(5, answer="written", result="in_progress", share="late"),
        counted(2, result="forwarded", share="overdue"),
        counted(4, answer="none", result="noted", lead="", field="", authority=""),
    ]
    told = Meeting("p", "Trước", "2026-03", figures=Figures(1, 0, 0, 0, 10, 6, 2, 1, 3))
    third = table(made("year", 2026, counted=rows, meetings=[told]), "statuses")
    numbers: dict[str, int] = {str(row[0]): int(str(row[1])) for row in third.rows}
    assert numbers["Tổng số ý kiến, kiến nghị"] == 30
    assert numbers["Trả lời: tại hội nghị"] == 15 and numbers["Trả lời: bằng văn bản"] == 7
    assert numbers["Trả lời: chưa"] == 6 + 2
    assert numbers["Giải quyết: xong"] == 12 and numbers["Giải quyết: đang"] == 7 + 1
    assert numbers["Giải quyết: chưa"] == 4 + 6 and numbers["Trong đó: chuyển cấp trên"] == 3
    assert numbers["Trong đó: quá hạn"] == 2
    for axis in ("Trả lời: ", "Giải quyết: "):
        assert sum(n for name, n in numbers.items() if name.startswith(axis)) == 30
    told_of = Held("Đối thoại", "2026-05-04", "province", Form.DIRECT, "closed", 1, 1, 9, 1, 0, 2)
    third = table(made("year", 2026, [("h1", told_of)], counted=rows), "statuses")
    assert third.rows[-1][1:] == (2, "") and third.rows[0][1] == 20
    fourth = table(made("year", 2026, counted=rows), "agencies")
    assert fourth.rows == (("Sở Xây dựng", 16, 9, 5, 0, 2),) and fourth.total[1:] == (
        16,
        9,
        5,
        0,
        2,
    )
    second = table(made("year", 2026, counted=rows), "fields")
    assert [row[0] for row in second.rows] == ["Giao thông", "Chưa phân loại"]
    assert column(second, "Tổng số") == [16, 4, 20]


def test_what_lies_beyond_a_level_depends_on_who_held_it() -> None:
    rows = [counted(3, level="commune"), counted(2), counted(1, authority="central")]
    assert column(table(made("year", 2026, counted=rows), "fields"), "Vượt thẩm quyền") == [4, 4]


def test_agencies_stand_in_rank_order() -> None:
    rows = [counted(lead="B"), counted(lead="A"), counted(lead="Z")]
    fourth = table(made("year", 2026, counted=rows, ranks={"Z": 1, "B": 2}.items()), "agencies")
    assert [row[0] for row in fourth.rows] == ["Z", "B", "A"]


def test_fields_stand_in_alphabetical_order() -> None:
    rows = [counted(field=name) for name in ("Y tế", "Đất đai", "Giao thông", "Dân tộc")]
    second = table(made("year", 2026, counted=rows), "fields")
    assert [row[0] for row in second.rows] == ["Dân tộc", "Đất đai", "Giao thông", "Y tế"]


def test_shares_say_as_much_as_they_mean() -> None:
    assert (percent(191, 2173), percent(1, 2), percent(1, 1), percent(0, 0)) == (
        "8,79%", "50%", "100%", "",
    )  # fmt: skip


def test_the_report_as_workbook_and_as_paper() -> None:
    told = made("year", 2023, counted=[counted(field="=1+1")], meetings=a_year_of_three_levels())
    book = load_workbook(io.BytesIO(reports.xlsx(told, NOON)))
    assert book.sheetnames == ["Bảng 1", "Bảng 2", "Bảng 3", "Bảng 4"]
    cells = [cell for row in book["Bảng 1"].iter_rows(values_only=True) for cell in row]
    assert 256 in cells and "(Năm 2023, từ ngày 01/01/2023 đến ngày 31/12/2023)" in cells
    assert all(cell.data_type != "f" for row in book["Bảng 2"].iter_rows() for cell in row)
    paper = docx.Document(io.BytesIO(reports.docx(told, NOON)))
    assert len(paper.tables) == 4
    assert [cell.text for cell in paper.tables[0].rows[-1].cells][:2] == ["Tổng cộng", "256"]
    section: Any = paper.sections[0]
    assert round(section.page_width.mm) == 297
    for one in paper.tables:
        columns: Any = one.columns
        width = sum(column.width.mm for column in columns)
        assert width <= section.page_width.mm - section.left_margin.mm - section.right_margin.mm + 1
