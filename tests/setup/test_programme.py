"""The year's programme out of a file, and the public holidays that a calendar starts from."""

import pytest

from server.rooms.plan import Level
from server.rooms.programme import Form, Meeting, Occasion
from server.rooms.workdays import Calendar, DayCount, deadline
from server.setup import sample
from server.setup.draft import File
from server.setup.holidays import LUNAR, proposed
from server.setup.problems import MissingColumn, SheetError
from server.setup.programme import Programme, read
from server.setup.tables import MEETINGS
from tests.setup.given import Rows, book, told

HEAD = ("STT", "Thời gian", "Tên hội nghị", "Địa điểm", "Nội dung", "Đối tượng", "Cấp tổ chức",
        "Loại", "Hình thức", "Cơ quan tổ chức")  # fmt: skip
PLAN: Rows = (
    ("KẾ HOẠCH ĐỐI THOẠI NĂM 2026",),
    HEAD,
    (1, "12/5/2026", "Đối thoại với nông dân", "Hội trường tỉnh", "Vốn vay", "Nông dân", "Tỉnh",
     "Định kỳ", "Kết hợp", "UBND tỉnh"),
    (2, "tháng 9/2026", "Đối thoại với thanh niên", None, None, None, "Cấp xã", "Đột xuất", None,
     "UBND xã An Phú"),
)  # fmt: skip


def of(rows: Rows, before: tuple[Meeting, ...] = ()) -> Programme:
    return read(File("ke-hoach.xlsx", book({"Kế hoạch": rows})), before)


def test_each_row_is_an_entry_of_the_programme() -> None:
    found = of(PLAN)
    assert told(found.problems) == []
    farmers, youth = found.meetings
    assert (farmers.month, farmers.day, farmers.place) == (
        "2026-05",
        "2026-05-12",
        "Hội trường tỉnh",
    )
    assert (farmers.content, farmers.audience, farmers.host) == ("Vốn vay", "Nông dân", "UBND tỉnh")
    assert (farmers.level, farmers.form) == (Level.PROVINCE, Form.HYBRID)
    assert (youth.month, youth.day, youth.level) == ("2026-09", "", Level.COMMUNE)
    assert youth.occasion is Occasion.EXTRA
    assert farmers.id != youth.id


def test_what_the_programme_has_already_is_not_added_again() -> None:
    found = of(PLAN)
    again = of(PLAN, found.meetings[:1])
    assert (again.meetings, again.known) == (found.meetings[1:], 1)


def test_every_fault_is_told_and_nothing_is_half_read() -> None:
    rows = (
        HEAD,
        (1, "30/02/2026", "A", None, None, None, None, None, None, None),
        (2, "đầu năm", "B", None, None, None, None, None, None, None),
        (3, "13/2026", "C", None, None, None, None, None, None, None),
        (4, "5/2026", None, None, None, None, "Toàn quốc", None, None, None),
        (5, "5/2026", "D", "=1+1", None, None, None, None, None, None),
        (6, "6/2026", "E", None, None, None, None, None, None, None),
        (7, "tháng 6 năm 2026", "e", None, None, None, None, None, None, None),
    )
    assert told(of(rows).problems) == [
        ("cell_empty", 5, "Tên hội nghị"), ("cell_bad", 5, "Cấp tổ chức"),
        ("cell_formula", 6, "Địa điểm"), ("cell_bad", 2, "Thời gian"),
        ("cell_bad", 3, "Thời gian"), ("cell_bad", 4, "Thời gian"),
        ("row_twice", 8, "Tên hội nghị"),
    ]  # fmt: skip


def test_a_list_of_something_else_is_refused() -> None:
    with pytest.raises(SheetError):
        of((("Họ và tên", "Chức vụ"), ("Lê Thu Hà", "Chủ tịch")))
    with pytest.raises(MissingColumn):
        read(File("a.xlsx", book({"Chương trình năm": (("Thời gian",), ("5/2026",))})), ())


def test_the_sample_is_read_by_what_reads_it() -> None:
    found = read(File("mau.xlsx", sample.single(MEETINGS)), ())
    assert (found.meetings, found.problems) == ((), ())


def test_the_holidays_of_a_year_are_those_that_the_law_gives() -> None:
    assert proposed(2026) == Calendar((
        "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20",  # Tết
        "2026-04-27",  # Giỗ Tổ on Sunday 26/4, made up for
        "2026-09-01",
    ))  # fmt: skip
    assert "2024-04-18" in (proposed(2024) or Calendar()).off
    assert proposed(min(LUNAR) - 1) is None


def test_a_term_counts_around_tet_by_what_is_proposed() -> None:
    calendar = proposed(2026)
    assert calendar
    assert deadline(calendar, "2026-02-13", DayCount(1)) == "2026-02-23"
    assert deadline(Calendar(), "2026-02-13", DayCount(1)) == "2026-02-16"
