"""Lists of opinions collected beforehand: what offices send, and what is told of it."""

import time

import pytest
from openpyxl import Workbook

from server.rooms.contacts import Contact
from server.rooms.importing import Handed
from server.rooms.opinions import Opinion, OpinionKind
from server.rooms.plan import Level, Person, Plan
from server.setup import sample
from server.setup.collected import Collected, read
from server.setup.draft import File
from server.setup.excel import grids
from server.setup.problems import SheetError, TooManyRows
from server.setup.tables import OPINIONS
from tests.given import FIELDS, POINTS
from tests.setup.given import Rows, book, saved, told

PLAN = Plan(points=POINTS, fields=FIELDS)
LIST: Rows = (
    ("TỔNG HỢP Ý KIẾN CỬ TRI",),
    ("STT", "Họ tên", "Đơn vị", "Điểm cầu", "Nội dung kiến nghị", "Lĩnh vực", "Thẩm quyền",
     "Loại", "Cơ quan giải quyết", "Cơ quan phối hợp", "Nội dung trả lời"),
    (1, "Trần Thị Bình", "Thôn 3", "Xã An Phú", "Đề nghị sửa đường", "Giao thông", "Cấp tỉnh",
     "Kiến nghị", "Sở Xây dựng", "Sở Tài chính; Sở Nội vụ", "Đã bố trí vốn"),
    (2, None, None, None, "  Xin cấp   nước sạch ", None, None, None, None, None, None),
)  # fmt: skip


def of(rows: Rows, register: tuple[Opinion, ...] = (), name: str = "thu-truoc.xlsx") -> Collected:
    return read(File(name, book({"Ý kiến": rows})), PLAN, register)


def test_a_list_is_read_and_every_row_knows_where_it_stood() -> None:
    found = of(LIST)
    assert not found.problems
    assert found.rows == (
        Handed(
            "Đề nghị sửa đường", Person("Trần Thị Bình", unit="Thôn 3"), "an-phu", "", "giao-thong",
            Level.PROVINCE, OpinionKind.PETITION, "Sở Xây dựng", ("Sở Tài chính", "Sở Nội vụ"),
            "Đã bố trí vốn", "thu-truoc.xlsx, trang Ý kiến, dòng 3",
        ),
        Handed("Xin cấp nước sạch", source="thu-truoc.xlsx, trang Ý kiến, dòng 4"),
    )  # fmt: skip


def test_what_is_in_the_register_already_is_left_out() -> None:
    had = Opinion("y1", "YK001", text="xin cấp nước  SẠCH")
    found = of((*LIST, LIST[-1]), (had,))
    assert [row.text for row in found.rows] == ["Đề nghị sửa đường"]
    assert found.known == 2


def test_every_fault_is_told_with_its_place() -> None:
    found = of(
        (
            ("Nội dung", "Lĩnh vực", "Điểm cầu", "Thẩm quyền"),
            (None, "Giao thông", None, None),
            ("Tốt", "Thể thao", "Hạ Long", "Cấp sao"),
            ("=HYPERLINK(1)", None, None, None),
            ("x" * 9000, None, None, None),
            ("Được", None, None, None),
        )
    )
    assert told(found.problems) == [
        ("cell_empty", 2, "Nội dung"), ("cell_bad", 3, "Thẩm quyền"),
        ("cell_formula", 4, "Nội dung"), ("cell_too_long", 5, "Nội dung"),
    ]  # fmt: skip
    found = of((("Nội dung", "Lĩnh vực", "Điểm cầu"), ("Tốt", "Thể thao", "Hạ Long")))
    assert told(found.problems) == [
        ("cell_unknown", 2, "Điểm cầu"), ("cell_unknown", 2, "Lĩnh vực"),
    ]  # fmt: skip


def test_merged_cells_are_refused_where_they_are() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Ý kiến"
    for row in (("Nội dung", "Họ tên"), ("Một", "An"), ("Hai", None)):
        sheet.append(list(row))
    sheet.merge_cells("B2:B3")
    found = read(File("gop.xlsx", saved(made)), PLAN, ())
    assert told(found.problems) == [("cell_merged", 2, "Họ tên"), ("cell_merged", 3, "Họ tên")]


def test_fifty_thousand_rows_are_refused_and_soon() -> None:
    rows = [("Nội dung",), *((f"Ý kiến {n}",) for n in range(50_000))]
    file = File("lon.xlsx", book({"Ý kiến": rows}))
    began = time.monotonic()
    with pytest.raises(TooManyRows) as why:
        read(file, PLAN, ())
    assert why.value.fields["limit"] == 2020
    assert time.monotonic() - began < 10


def test_where_a_petitioner_is_reached_comes_with_the_row() -> None:
    head = ("Nội dung", "Địa chỉ", "Điện thoại")
    found = of((head, ("Sửa đường", "Thôn 3, xã An Phú", "0912 345 678")))
    assert [one.contact for one in found.rows] == [Contact("Thôn 3, xã An Phú", "0912 345 678")]
    found = of((head, ("Sửa đường", "Thôn 3", "số nhà bên"), ("Sửa cầu", "x" * 301, None)))
    assert told(found.problems) == [("cell_bad", 2, "Điện thoại"), ("cell_too_long", 3, "Địa chỉ")]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"\x00\x01", b""])
def test_what_is_no_list_is_one_refusal(data: bytes) -> None:
    with pytest.raises(SheetError):
        read(File("x.xlsx", data), PLAN, ())


def test_a_formula_in_a_name_stays_a_text_for_nobody() -> None:
    found = of((("Nội dung", "Họ tên"), ("Đề nghị sửa đường", "=cmd|'/c calc'!A1")))
    assert told(found.problems) == [("cell_formula", 2, "Họ tên")]


def test_the_sample_is_read_by_what_reads_it() -> None:
    data = sample.single(OPINIONS)
    assert [grid.title for grid in grids(data, "mau.xlsx", 2020)] == ["Hướng dẫn", "Ý kiến"]
    found = read(File("mau.xlsx", data), PLAN, ())
    assert (found.rows, found.problems) == ((), ())
