import datetime as dt
import io
import zipfile

import pytest

from server.documents.register import COLUMNS, FORM, register
from server.rooms.answering import OpinionAnswered
from server.rooms.followup import OpinionAssigned, OpinionForwarded
from server.rooms.opinions import Answer
from server.rooms.plan import Kind, Level, Person
from server.rooms.room import Room
from tests.documents import given
from tests.documents.office import rows, sheet

HEAD = 6
"""Row of the table's head in a rehearsal: four lines and an empty one stand above."""


def written(room: Room) -> bytes:
    return register(room, given.AT)


def opinions(room: Room) -> list[list[object]]:
    """The rows of opinions only: their first cell is a number."""
    return [row for row in rows(sheet(written(room))) if isinstance(row[0], int)]


def test_the_demo_register_is_grouped_by_authority_with_numbers_that_run_on() -> None:
    page = sheet(written(given.demo()))
    groups = [row[0] for row in rows(page) if isinstance(row[0], str) and "THẨM QUYỀN" in row[0]]
    assert groups == [
        "I. THUỘC THẨM QUYỀN CẤP TỈNH (11 ý kiến)",
        "II. THUỘC THẨM QUYỀN CẤP HUYỆN (2 ý kiến)",
        "III. THUỘC THẨM QUYỀN CẤP XÃ (1 ý kiến)",
        "IV. THUỘC THẨM QUYỀN TRUNG ƯƠNG (VƯỢT THẨM QUYỀN) (2 ý kiến)",
    ]
    assert [row[0] for row in opinions(given.demo())] == list(range(1, 17))
    fields = [row[3] for row in opinions(given.demo())][:11]
    order = [field.name for field in given.plan().fields]
    assert fields == sorted(fields, key=lambda name: order.index(str(name)))


def test_a_commune_finds_everything_above_it_beyond_its_authority() -> None:
    room = given.small(
        given.logged(1, authority=Level.PROVINCE), given.logged(2, authority=Level.COMMUNE),
        given.logged(3), level=Level.COMMUNE, date="2026-01-01",
    )  # fmt: skip
    page = sheet(written(room))
    groups = [row[0] for row in rows(page) if isinstance(row[0], str) and "THẨM QUYỀN" in row[0]]
    assert groups == [
        "I. THUỘC THẨM QUYỀN CẤP XÃ (1 ý kiến)",
        "II. THUỘC THẨM QUYỀN CẤP TỈNH (VƯỢT THẨM QUYỀN) (1 ý kiến)",
        "III. CHƯA PHÂN LOẠI THẨM QUYỀN (1 ý kiến)",
    ]


def test_a_row_says_who_what_whose_and_until_when() -> None:
    row = next(row for row in opinions(given.demo()) if row[8] == "YK001")
    assert row[1] == (
        "Đồng chí Nguyễn Văn A, Chủ tịch UBND xã, UBND xã Quảng Minh "
        "(điểm cầu xã Quảng Minh, huyện Hải Hà)"
    )
    assert str(row[2]).startswith("Đề nghị ban hành hướng dẫn")
    assert row[3:6] == [
        "Đất đai",
        "Cấp tỉnh",
        "Sở Tài nguyên và Môi trường\n(phối hợp: Sở Tư pháp, Sở Tài chính)",
    ]
    assert row[7] == "Trả lời: 25/5/2024"
    assert row[9:12] == ["Phát biểu trực tuyến", "Trả lời một phần", "Đã giao"]
    assert row[12] == dt.datetime(2024, 5, 25)
    assert row[13] is None


def test_the_two_axes_and_the_two_deadlines_are_apart() -> None:
    room = given.small(
        given.logged(1),
        OpinionAssigned("y1", "Sở Y tế", (), "2024-05-06", "2024-13-45"),
        OpinionAnswered("y1", Answer.HERE, "", "", "Sẽ làm", "điều bác sĩ"),
        OpinionForwarded("y1", "Bộ Y tế"),
    )
    row = opinions(room)[0]
    assert row[6] == "Sẽ làm\nCam kết: điều bác sĩ.\nChuyển Bộ Y tế."
    assert row[7] == "Trả lời: 06/5/2024\nGiải quyết: 2024-13-45"
    assert row[9:12] == [
        "Ý kiến gửi (không phát biểu)",
        "Đã trả lời tại hội nghị",
        "Đã chuyển cấp có thẩm quyền",
    ]
    assert row[12:] == [dt.datetime(2024, 5, 6), "2024-13-45"]


def test_a_missing_summary_is_a_gap_and_never_what_was_said() -> None:
    room = given.small(given.logged(1, text="nguyên văn bí mật"))
    assert opinions(room)[0][1:3] == [
        "Ông (bà) [chưa có họ tên] (điểm cầu xã Quảng Minh)",
        "[chưa có tóm tắt]",
    ]
    with zipfile.ZipFile(io.BytesIO(written(room))) as parts:
        assert not [name for name in parts.namelist() if "bí mật".encode() in parts.read(name)]


WILD = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "#N/A", '=HYPERLINK("x")', "\u200b=1+1"]


@pytest.mark.parametrize("wild", WILD)
def test_no_text_becomes_a_formula(wild: str) -> None:
    room = given.small(
        given.logged(1, summary=wild, field=wild, speaker=Person(wild, wild, wild, wild)),
        OpinionAssigned("y1", wild, (wild,), "", ""),
        OpinionAnswered("y1", Answer.HERE, "", "", wild, wild),
        host=wild,
    )  # fmt: skip
    blob = written(room)
    for index in (0, 1):
        for row in sheet(blob, index).iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d"), (cell.coordinate, cell.value)
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix, cell.coordinate
    with zipfile.ZipFile(io.BytesIO(blob)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
    assert not [text for text in sheets if b"<f>" in text or b"<f " in text]


def test_control_characters_and_markup_do_no_harm() -> None:
    person = Person("<b>A</b>\x00\x0b&", "", "", "ông")
    assert str(opinions(given.small(given.logged(1, speaker=person)))[0][1]).startswith(
        "Ông <b>A</b>& (điểm cầu"
    )


def test_the_form_prints_on_landscape_a4_with_its_head_on_every_page() -> None:
    page = sheet(written(given.demo()))
    assert page.page_setup.orientation == "landscape"
    assert str(page.page_setup.paperSize) == page.PAPERSIZE_A4
    assert page.print_title_rows == f"${HEAD}:${HEAD}"
    assert page.print_area.startswith("'Bảng tổng hợp'!$A$1:$H$")
    assert page.page_setup.scale == 95
    margins = page.page_margins
    found = [margins.top, margins.bottom, margins.left, margins.right]
    assert [inch * 25.4 for inch in found] == pytest.approx([20, 20, 30, 15])
    assert [cell.value for cell in page[HEAD]] == [column.title for column in COLUMNS]
    assert page.freeze_panes == f"C{HEAD + 1}"


def test_columns_have_the_widths_of_the_form() -> None:
    page = sheet(written(given.demo()))
    widths = [page.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert [width * 7 / 96 * 25.4 for width in widths] == pytest.approx(
        [10, 38, 78, 22, 18, 30, 36, 20], abs=0.01
    )
    assert sum(column.width for column in FORM) == 252


def test_every_letter_is_times_new_roman() -> None:
    blob = written(given.demo())
    for index in (0, 1):
        fonts = {cell.font.name for row in sheet(blob, index).iter_rows() for cell in row}
        assert fonts == {"Times New Roman"}


def test_the_second_sheet_counts_fields_by_level_and_what_is_open() -> None:
    table = rows(sheet(written(given.demo()), 2))[HEAD - 1 :]
    assert table[0] == [
        "Lĩnh vực", "Cấp tỉnh", "Cấp huyện", "Cấp xã", "Trung ương", "Cơ quan khác",
        "Chưa phân loại", "Tổng số", "Đã trả lời", "Trả lời một phần", "Chưa trả lời",
        "Đã giải quyết", "Đang theo dõi",
    ]  # fmt: skip
    assert table[-1] == ["Tổng cộng", 11, 2, 1, 2, 0, 0, 16, 11, 5, 0, 0, 16]
    assert len(table) == 1 + 16 + 1
    for column in range(1, 13):
        assert sum(row[column] for row in table[1:-1]) == table[-1][column]


def test_there_is_no_district_column_since_july_2025_unless_a_question_is_one() -> None:
    new = given.small(given.logged(1), date="2025-07-01")
    assert "Cấp huyện" not in rows(sheet(written(new), 2))[4]
    old = given.small(given.logged(1, authority=Level.DISTRICT), date="2025-07-01")
    assert "Cấp huyện" in rows(sheet(written(old), 2))[4]


def test_an_empty_conference_is_an_empty_form() -> None:
    page = rows(sheet(written(Room())))
    assert page[0][0] == "BẢNG TỔNG HỢP Ý KIẾN, KIẾN NGHỊ"
    assert len(page) == 5
    assert rows(sheet(written(Room()), 2))[-1][0] == "Tổng cộng"


def test_only_a_rehearsal_says_that_it_is_one() -> None:
    assert rows(sheet(written(given.demo())))[0][0] == "DIỄN TẬP - nội dung hư cấu"
    assert "DIỄN TẬP" not in str(rows(sheet(written(given.demo(Kind.REAL)))))


def test_the_same_room_at_the_same_moment_is_the_same_file() -> None:
    assert written(given.demo()) == written(given.demo())
