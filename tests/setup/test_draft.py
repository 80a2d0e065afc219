"""What an office filled in becomes plan, people and requests; faults are told cell by cell."""

from datetime import date, datetime, time

import pytest

from server.rooms.desk import OpenQueue
from server.rooms.dialogue import Disposition, EndDialogue
from server.rooms.plan import (
    AgendaItem,
    Delegate,
    Field,
    Kind,
    Level,
    People,
    Person,
    Plan,
    PointPlan,
    Rules,
    Section,
)
from server.rooms.policy import Policy, Rule
from server.rooms.queue import RaiseHand, Wish
from server.setup.draft import Draft, File, carried, copied, read
from tests.given import MR_AN, MRS_BINH, SET_UP, a_plan, after, opened
from tests.setup.given import POINTS, book, read_book, read_csv, told

PEOPLE = (
    ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Xưng hô", "Vai trò", "Điểm cầu"),
    (1, "Trần Thị Bình", "Bí thư Tỉnh ủy", "Tỉnh ủy", "Đồng chí", "Chủ trì", None),
    (2, "Lê Văn Cường", "Chánh Văn phòng", "Văn phòng", "đồng chí", "người điều hành", None),
    (3, "Phạm Thị Dung", None, "Văn phòng", "bà", "Thư ký", None),
    (4, "Nguyễn Văn An", "Chủ tịch", "UBND xã An Phú", "Ông", None, "ap"),
    (5, "Hoàng Thị Em", None, "UBND xã Đồn Đạc", "bà", "Đại biểu", "xã đồn đạc"),
    (6, "Vũ Văn Phúc", None, "UBND xã Đồn Đạc", None, None, "Điểm cầu xã Đồn Đạc"),
)


def test_a_whole_workbook() -> None:
    made = read_book(
        {
            "Hội nghị": (
                ("Mục", "Giá trị"), ("Tên hội nghị", "Hội nghị đối thoại"), ("Cấp", "Tỉnh"),
                ("Loại hội nghị", "Diễn tập"), ("Ngày", date(2026, 4, 25)),
                ("Giờ bắt đầu", time(7, 30)), ("Thời gian phát biểu (phút)", 3.5),
                ("Thời gian trả lời (phút)", "5"), ("Số lượt chờ mỗi điểm cầu", 0),
                ("Địa điểm", None),
            ),
            "Điểm cầu": POINTS,
            "Đại biểu": PEOPLE,
            "Chương trình": (
                ("Nội dung", "Phần", "Người thực hiện"), ("Khai mạc", "Khai mạc", "Văn phòng"),
                ("Đối thoại", "Đối thoại", None),
            ),
            "Lĩnh vực": (("Mã lĩnh vực", "Tên lĩnh vực"), ("LV03", "Đất đai")),
            "Cơ quan trả lời": (("Tên cơ quan",), ("Sở Xây dựng",), ("Sở Nội vụ",)),
            "Đăng ký phát biểu": (
                ("Điểm cầu", "Họ và tên", "Nội dung đăng ký", "Lĩnh vực", "Loại"),
                ("Xã Đồn Đạc", "Hoàng Thị Em", "Giá đất", "đất đai", None),
                ("ap", "Nguyễn Văn An", "Về chương trình", None, "Điều hành"),
            ),
        }
    )  # fmt: skip
    assert made.problems == ()
    assert made.plan == Plan(
        title="Hội nghị đối thoại", kind=Kind.REHEARSAL, level=Level.PROVINCE,
        date="2026-04-25", starts="07:30",
        points=(
            PointPlan("ht", "Hội trường tỉnh", "venue"),
            PointPlan("ap", "Xã An Phú", cluster="Cụm 1", expected=1),
            PointPlan("dd", "Xã Đồn Đạc", cluster="Cụm 2", expected=2),
        ),
        agenda=(
            AgendaItem("m1", "Khai mạc", Section.OPENING, "Văn phòng"),
            AgendaItem("m2", "Đối thoại", Section.DIALOGUE),
        ),
        fields=(Field("LV03", "Đất đai"),),
        agencies=("Sở Xây dựng", "Sở Nội vụ"),
        rules=Rules(speech=210, reply=300, waiting_per_point=0),
    )  # fmt: skip
    chair = Person("Trần Thị Bình", "Bí thư Tỉnh ủy", "Tỉnh ủy", "đồng chí")
    assert made.people == People(
        chairs=(chair,),
        moderator=Person("Lê Văn Cường", "Chánh Văn phòng", "Văn phòng", "đồng chí"),
        secretaries=(Person("Phạm Thị Dung", "", "Văn phòng", "bà"),),
        delegates=(
            Delegate("Nguyễn Văn An", "Chủ tịch", "UBND xã An Phú", "ông", "ap"),
            Delegate("Hoàng Thị Em", "", "UBND xã Đồn Đạc", "bà", "dd"),
            Delegate("Vũ Văn Phúc", "", "UBND xã Đồn Đạc", "", "dd"),
        ),
    )
    assert [
        (one.point, one.speaker.name, one.topic, one.field, one.kind) for one in made.requests
    ] == [
        ("dd", "Hoàng Thị Em", "Giá đất", "LV03", "opinion"),
        ("ap", "Nguyễn Văn An", "Về chương trình", "", "order"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_csv_as_offices_save_it(encoding: str, between: str) -> None:
    rows = [("Cụm", "TEN DIEM CAU", "So dai bieu"), ("Cụm 1", '"Xã ""An"" Phú"', "1.200")]
    text = "\r\n".join(between.join(row) for row in rows)
    if encoding == "utf-16-be":  # nobody can tell it without its mark
        text = "\ufeff" + text
    [point] = read_csv(text, encoding).plan.points
    assert (point.name, point.cluster, point.expected) == ('Xã "An" Phú', "Cụm 1", 1200)


def test_a_line_that_names_the_delimiter_counts_as_a_row() -> None:
    made = read_csv("sep=;\nTên điểm cầu;Số đại biểu\nXã An Phú, cũ;ba")
    assert told(made.problems) == [("cell_bad", 3, "Số đại biểu")]


@pytest.mark.parametrize(
    "heading",
    ["Tên điểm cầu", "Te\u0302n đie\u0302\u0309m ca\u0302\u0300u", "TÊN ĐIỂM CẦU (*)",
     "ten diem cau", " Tên  điểm\ncầu ", "\ufeffTên\u200b điểm cầu"],
)  # fmt: skip
def test_headings_however_they_are_typed(heading: str) -> None:
    made = read_book({"Sheet1": ((heading,), ("Xã An Phú",))})
    assert [point.name for point in made.plan.points] == ["Xã An Phú"]


def test_headings_may_stand_below_a_title_and_in_any_order() -> None:
    made = read_book(
        {
            "Sheet1": (
                ("DANH SÁCH ĐIỂM CẦU",), (None,), ("STT", "Cụm", "Ghi chú", "Tên điểm cầu", "Mã"),
                (1, "Cụm 1", "gần biển", "Xã An Phú", 6652),
            )
        }
    )  # fmt: skip
    assert made.plan.points == (PointPlan("6652", "Xã An Phú", cluster="Cụm 1"),)
    assert made.hints == ()


def test_what_is_not_read_is_said() -> None:
    made = read_book(
        {
            "Điểm cầu": (("Tên điểm cầu", "Điện thoại"), ("An Phú", "0912")),
            "Nháp": (("gọi lại sau",),),
        }
    )
    assert [(one.code, one.fields.get("column")) for one in made.hints] == [
        ("column_ignored", "Điện thoại"), ("sheet_ignored", None), ("unit_untyped", "Tên điểm cầu"),
    ]  # fmt: skip
    assert made.problems == ()


def test_text_comes_in_nfc_without_what_nobody_sees() -> None:
    made = read_book({"Điểm cầu": (("Tên điểm cầu",), ("Xa\u0303  An\u200b\nPhu\u0301 ",))})
    assert made.plan.points[0].name == "Xã An Phú"


def test_ids_are_made_of_names_where_none_is_given() -> None:
    made = read_csv("Mã;Tên điểm cầu\n;Xã Cổ Lễ\n;Xã Cô Lê\nxa-dong;Xã Đông A\n;Xã Đông\n;Venue")
    assert [point.id for point in made.plan.points] == [
        "xa-co-le", "xa-co-le-2", "xa-dong", "xa-dong-2", "venue-2",
    ]  # fmt: skip


def test_every_fault_is_told_at_once() -> None:
    made = read_book(
        {
            "Điểm cầu": (
                ("Mã điểm cầu", "Tên điểm cầu", "Loại", "Số đại biểu", "Âm thanh"),
                ("a", "Xã A", "Thôn", None, None),
                ("b", None, None, "ba chục", "loa"),
                ("c", "Xã C", None, -1, None),
                ("d", "Xã D", None, 100_001, None),
                ("venue", "Xã E", None, None, None),
                ("f", "Xã " + "dài" * 200, None, 2.5, None),
                ("g" * 65, "Xã G", None, None, None),
                ("h", "Xã " + "dài" * 200, None, None, None),
            )
        }
    )
    assert told(made.problems) == [
        ("cell_bad", 2, "Loại"),
        ("cell_empty", 3, "Tên điểm cầu"), ("cell_bad", 3, "Số đại biểu"),
        ("cell_bad", 3, "Âm thanh"),
        ("cell_bad", 4, "Số đại biểu"),
        ("cell_bad", 7, "Số đại biểu"),
        ("cell_bad", 5, "Số đại biểu"),
        ("cell_bad", 6, "Mã điểm cầu"),
        ("cell_too_long", 8, "Mã điểm cầu"),
        ("cell_too_long", 9, "Tên điểm cầu"),
    ]  # fmt: skip
    assert made.problems[0].fields["value"] == "Thôn"
    assert "Phường" in str(made.problems[0].fields["expected"])
    assert all(len(str(one.fields.get("value", ""))) <= 100 for one in made.problems)


def test_points_twice() -> None:
    made = read_csv(
        "Mã,Tên điểm cầu,Huyện\na,Xã A,Huyện 1\nA,Xã B,\nc,xã  a,huyện 1\nd,Xã A,Huyện 2\n,Xã B,"
    )
    assert [(one.code, one.fields["row"], one.fields["first"]) for one in made.problems] == [
        ("row_twice", 3, 2), ("row_twice", 4, 2), ("row_twice", 6, 3),
    ]  # fmt: skip
    assert [point.id for point in made.plan.points] == ["a", "d"]


def test_a_name_that_several_points_have_needs_the_id() -> None:
    files = [
        File("a.csv", "Mã,Tên điểm cầu,Huyện\na,Xã A,H1\nb,Xã A,H2".encode()),
        File("b.csv", "Họ và tên,Điểm cầu\nNguyễn An,Xã A\nLê Bình,b\nTrần Chi,Xã Z".encode()),
    ]  # fmt: skip
    made = read(files)
    assert told(made.problems) == [
        ("cell_ambiguous", 2, "Điểm cầu"),
        ("cell_unknown", 4, "Điểm cầu"),
    ]
    assert [guest.point for guest in made.people.delegates] == ["", "b", ""]


def test_marks_tell_points_apart_and_may_be_left_out() -> None:
    points = "Tên điểm cầu\nXã Cổ Lễ\nXã Cô Lê\nXã Đồn Đạc"
    guests = "Họ và tên;Điểm cầu\nA;Xã Cô Lê\nB;xa don dac\nC;xa co le"
    made = read([File("a.csv", points.encode()), File("b.csv", guests.encode())])
    assert [guest.point for guest in made.people.delegates] == ["xa-co-le-2", "xa-don-dac", ""]
    assert told(made.problems) == [("cell_ambiguous", 4, "Điểm cầu")]


def test_a_bad_point_does_not_make_its_guests_bad() -> None:
    points = "Tên điểm cầu;Số đại biểu\nXã A;ba\nXã B;2"
    guests = "Họ và tên;Điểm cầu\nNguyễn An;Xã A"
    made = read([File("a.csv", points.encode()), File("b.csv", guests.encode())])
    assert told(made.problems) == [("cell_bad", 2, "Số đại biểu")]


def test_requests_name_points_fields_and_one_person_once() -> None:
    made = read_book(
        {
            "Điểm cầu": POINTS,
            "Lĩnh vực": (("Mã lĩnh vực", "Tên lĩnh vực"), ("LV03", "Đất đai")),
            "Đăng ký": (
                ("Điểm cầu", "Họ và tên", "Đơn vị", "Nội dung đăng ký", "Lĩnh vực", "Loại"),
                ("ap", "Nguyễn An", "UBND xã", "Giá đất", "LV03", "Ý kiến"),
                ("ap", "nguyễn  an", "UBND xã", "Đường", "lv03", None),
                ("ap", "Nguyễn An", "HĐND xã", "Đường", "Y tế", None),
                ("xx", "Lê Bình", None, "Đường", None, "Hỏi"),
                (None, "Lê Chi", None, None, None, None),
            ),
        }
    )
    assert told(made.problems) == [
        ("cell_bad", 5, "Loại"),
        ("cell_empty", 6, "Điểm cầu"), ("cell_empty", 6, "Nội dung đăng ký"),
        ("row_twice", 3, "Họ và tên"), ("cell_unknown", 4, "Lĩnh vực"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "value"),
    [("Ngày", "31/02/2026"), ("Ngày", "mai"), ("Giờ bắt đầu", "25:00"), ("Giờ bắt đầu", 8.5),
     ("Thời gian phát biểu", 361), ("Thời gian phát biểu", "-1"), ("Số lượt chờ", 1001),
     ("Cấp", "Thôn"), ("Tên ngắn", "x" * 301), ("Mật khẩu", "x")],
)  # fmt: skip
def test_bad_settings(setting: str, value: object) -> None:
    made = read_book({"Hội nghị": (("Mục", "Giá trị"), (setting, value))})
    assert [one.fields["row"] for one in made.problems] == [2]
    assert made.plan == Plan()


@pytest.mark.parametrize(
    ("value", "day"),
    [("25/4/2026", "2026-04-25"), ("05-03-2026", "2026-03-05"), ("2026-04-25", "2026-04-25"),
     (datetime(2026, 4, 25, 8, 30), "2026-04-25"), ("1.5.2026", "2026-05-01")],
)  # fmt: skip
def test_days(value: object, day: str) -> None:
    assert read_book({"Hội nghị": (("Mục", "Giá trị"), ("Ngày", value))}).plan.date == day


@pytest.mark.parametrize(
    ("value", "hour"),
    [("8:00", "08:00"), ("7h30", "07:30"), ("8 giờ", "08:00"), ("13 giờ 30 phút", "13:30"),
     (time(13, 30), "13:30"), ("08:00:00", "08:00"), ("14g", "14:00")],
)  # fmt: skip
def test_hours(value: object, hour: str) -> None:
    made = read_book({"Hội nghị": (("Mục", "Giá trị"), ("Giờ bắt đầu", value))})
    assert made.plan.starts == hour


def test_a_setting_twice() -> None:
    made = read_book({"Hội nghị": (("Mục", "Giá trị"), ("Ngày", "1/5/2026"), ("NGAY", "2/5/2026"))})
    assert told(made.problems) == [("row_twice", 3, "Mục")]


def test_tables_that_are_not_there_come_from_the_conference_copied() -> None:
    plan, people = copied(
        a_plan(date="2025-10-01", starts="08:00"),
        People(SET_UP.people.chairs, delegates=(Delegate("Nguyễn An", point="an-phu"),)),
        Policy((Rule.VENUE,)),
    )
    file = File("a.csv", "Nội dung;Phần\nĐối thoại;Đối thoại".encode())
    made: Draft = read([file], plan, people)
    assert made.plan == a_plan(
        agenda=(AgendaItem("m1", "Đối thoại", Section.DIALOGUE),), policy=Policy((Rule.VENUE,))
    )
    assert made.people == SET_UP.people


def test_who_is_carried_over_is_named_and_stands_once() -> None:
    """Of who registered twice, what they asked last; of a rehearsal nobody."""
    room = after(
        opened(), RaiseHand("an-phu", MR_AN, "Đường"), RaiseHand("hoi-truong"),
        EndDialogue(Disposition.CARRIED), OpenQueue(),
        RaiseHand("don-dac", MR_AN, "Trường", "dat-dai"), EndDialogue(Disposition.CARRIED),
        OpenQueue(), RaiseHand("don-dac", MRS_BINH), EndDialogue(Disposition.WRITTEN),
    )  # fmt: skip
    waits = room.queue
    assert carried(a_plan(), waits) == (Wish("don-dac", MR_AN, "Trường", "dat-dai"),)
    assert carried(a_plan(kind=Kind.REHEARSAL), waits) == ()
    without = a_plan(fields=())
    assert read([], without, before=carried(a_plan(), waits)).requests == (
        Wish("don-dac", MR_AN, "Trường"),
    )


def test_too_many_leaders() -> None:
    rows = [("Họ và tên", "Vai trò"), *((f"Người {no}", "Điều hành") for no in range(2))]
    assert told(read_book({"Đại biểu": rows}).problems) == [("cell_bad", 3, "Vai trò")]


def test_what_was_read_can_be_set_up() -> None:
    """Bounds of the tables and of the room are the same."""
    rows = [("Tên điểm cầu",), *((f"Xã {no}",) for no in range(5000))]
    guests = [
        ("Họ và tên", "Điểm cầu"),
        *((f"Người {no}", f"Xã {no % 5000}") for no in range(10_000)),
    ]
    made = read(
        [File("a.xlsx", book({"Điểm cầu": rows})), File("b.xlsx", book({"Đại biểu": guests}))]
    )
    assert made.problems == ()
    assert len(made.plan.points) == 5000
    assert {point.expected for point in made.plan.points} == {2}
    assert len(made.people.delegates) == 10_000
