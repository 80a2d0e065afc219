"""Issuing bodies, signers, agencies and the calendar of a workbook; a set-up as a workbook."""

import io

import pytest
from openpyxl import load_workbook

from server.rooms.plan import (
    AgencyCard,
    AgendaItem,
    Delegate,
    Field,
    IssuingBodies,
    IssuingBody,
    Level,
    People,
    Person,
    Plan,
    PointPlan,
    Rules,
    Section,
    Signers,
)
from server.rooms.policy import Policy, RequestKind, Rule, Scope
from server.rooms.queue import Wish
from server.rooms.workdays import Calendar
from server.setup import filled
from server.setup.draft import File, read
from tests.setup.given import POINTS, read_book, told

FIELDS = (("Mã lĩnh vực", "Tên lĩnh vực"), ("LV03", "Đất đai"), ("LV06", "Giao thông"))
AGENCIES = (
    ("Tên cơ quan", "Mã cơ quan", "Lĩnh vực phụ trách", "Địa chỉ"),
    ("Sở Xây dựng", "SXD", "Giao thông; LV03", "Số 5 đường Hồng Hà"),
    ("Sở Nội vụ", None, None, None),
)
ISSUERS = (
    ("Bên", "Tên cơ quan ban hành", "Thể thức", "Ký hiệu", "Nơi nhận", "Dấu thanh"),
    ("Đảng", "Tỉnh ủy", "Hướng dẫn 05", "TU", None, None),
    ("Chính quyền", "UBND tỉnh", "Nghị định 30", "UBND", "Như trên; Sở Nội vụ", "Cũ"),
)
SIGNERS = (("Bên", "Họ và tên", "Chức vụ"), ("Chính quyền", "Lê Thu Hà", "CHỦ TỊCH"))
DAYS = (
    ("Ngày nghỉ hoặc làm bù", "Nghỉ hay làm bù"),
    ("17/02/2026", "Nghỉ"), ("14/02/2026", "Làm bù"), ("16/02/2026", "Nghỉ"),
)  # fmt: skip


def test_a_workbook_says_who_answers_who_issues_and_who_signs() -> None:
    made = read_book({
        "Điểm cầu": POINTS, "Lĩnh vực": FIELDS, "Cơ quan trả lời": AGENCIES,
        "Cơ quan ban hành": ISSUERS, "Người ký": SIGNERS, "Lịch nghỉ, làm bù": DAYS,
    })  # fmt: skip
    assert told(made.problems) == []
    assert made.plan.agencies == ("Sở Xây dựng", "Sở Nội vụ")
    leads = ("LV06", "LV03")
    assert made.plan.cards == (AgencyCard("Sở Xây dựng", "SXD", leads, "Số 5 đường Hồng Hà"),)
    assert made.plan.issuers.party == IssuingBody("dang-hd05", name="Tỉnh ủy", symbol="TU")
    assert made.plan.issuers.state == IssuingBody(
        "nd30", name="UBND tỉnh", symbol="UBND", recipients=("Như trên", "Sở Nội vụ"),
        old_tones=True,
    )  # fmt: skip
    assert made.people.signers == Signers(state=Person("Lê Thu Hà", "CHỦ TỊCH"))
    assert made.plan.calendar == Calendar(("2026-02-16", "2026-02-17"), ("2026-02-14",))


def test_every_fault_is_told_by_row_and_column() -> None:
    agencies = (*AGENCIES[:2], ("Sở Y tế", "sxd", None, None), ("Sở Nội vụ", None, "Vũ trụ", None))
    issuers = (*ISSUERS[:1], ("Đảng", "Tỉnh ủy", "Nghị định 30", None, None, None),
               ("Đảng", "Tỉnh đoàn", None, None, None, None))  # fmt: skip
    signers = (*SIGNERS[:1], ("Chính quyền", None, "CHỦ TỊCH"), ("Hội", "Lê Thu Hà", None))
    days = (*DAYS[:2], ("30/02/2026", "Nghỉ"), ("17/02/2026", "Làm bù"))
    made = read_book({
        "Lĩnh vực": FIELDS, "Cơ quan trả lời": agencies, "Cơ quan ban hành": issuers,
        "Người ký": signers, "Lịch nghỉ, làm bù": days,
    })  # fmt: skip
    assert sorted(told(made.problems)) == sorted([
        ("row_twice", 3, "Mã cơ quan"), ("cell_unknown", 4, "Lĩnh vực phụ trách"),
        ("cell_bad", 2, "Thể thức"), ("row_twice", 3, "Bên"),
        ("cell_empty", 2, "Họ và tên"), ("cell_bad", 3, "Bên"),
        ("cell_bad", 3, "Ngày nghỉ hoặc làm bù"), ("row_twice", 4, "Ngày nghỉ hoặc làm bù"),
    ])  # fmt: skip


def test_what_a_file_does_not_say_stays_as_it_was_before() -> None:
    before = Plan(
        issuers=IssuingBodies(IssuingBody(name="Tỉnh ủy"), IssuingBody(name="UBND tỉnh")),
        agencies=("Sở A",), cards=(AgencyCard("Sở A", "A"),), calendar=Calendar(("2026-02-17",)),
    )  # fmt: skip
    people = People(signers=Signers(Person("Phạm Đức Duy"), Person("Vũ Dung")))
    text = "Bên,Tên cơ quan ban hành\nChính quyền,UBND xã A\n".encode()
    made = read([File("a.csv", text)], before, people)
    assert made.plan.issuers == IssuingBodies(before.issuers.party, IssuingBody(name="UBND xã A"))
    assert (made.plan.agencies, made.plan.cards) == (before.agencies, before.cards)
    assert (made.plan.calendar, made.people.signers) == (before.calendar, people.signers)


WHOLE = Plan(
    title="Hội nghị đối thoại", short_title="Đối thoại", level=Level.COMMUNE, place="Hội trường",
    date="2026-04-25", starts="08:00", zone=-210, host="UBND tỉnh", host_parent="",
    issuers=IssuingBodies(
        IssuingBody("dang-hd05", "", "Tỉnh ủy", "TU", "Hạ Long", "T/M TỈNH ỦY", ("Như trên",)),
        IssuingBody("nd30", "UBND tỉnh", "Văn phòng", "UBND", "Hạ Long", "TL. CHỦ TỊCH",
                    ("Như trên", "Sở Nội vụ"), "VT, TH", True),
    ),
    points=(PointPlan("ht", "Hội trường tỉnh", "venue", expected=3),
            PointPlan("ap", "Xã An Phú", cluster="Cụm 1", district="Ba Chẽ", expected=7,
                      sound="own")),
    agenda=(AgendaItem("i1", "Khai mạc", Section.OPENING), AgendaItem("i7", "=SUM(A1)")),
    fields=(Field("LV03", "Đất đai", "Ban Pháp chế"), Field("LV06", "Giao thông")),
    agencies=("Sở Xây dựng", "Sở Nội vụ"),
    cards=(AgencyCard("Sở Xây dựng", "SXD", ("LV06", "LV03"), "Số 5"),),
    rules=Rules(100, 200, 30, 0, 90, 45, 20, 15),
    policy=Policy((Rule.QUOTA, Rule.VENUE), (RequestKind.ORDER, RequestKind.BACK), 3, 2,
                  Scope.ITEM),
    calendar=Calendar(("2026-02-16", "2026-02-17"), ("2026-02-14",)),
)  # fmt: skip
EVERYBODY = People(
    chairs=(Person("Phạm Đức Duy", "Bí thư", "Tỉnh ủy", "đồng chí"), Person("Lê Thu Hà")),
    moderator=Person("Vũ Dung"),
    secretaries=(Person("Hồ Em", address="bà"),),
    delegates=(Delegate("Trần An", "", "Thôn 3", "ông", "ap"), Delegate("+84 Bình")),
    signers=Signers(Person("Phạm Đức Duy", "BÍ THƯ"), Person("Lê Thu Hà", "CHỦ TỊCH")),
)


HANDED_IN = (
    Wish("ap", Person("Trần An", "Chủ tịch", "UBND xã", "ông"), "Giá đất", "LV03"),
    Wish("ht", Person("=Bình"), "-5 ngày", kind=RequestKind.ORDER),
)


def test_what_is_exported_is_read_as_the_same() -> None:
    made = read([File("thiet-lap.xlsx", filled.workbook(WHOLE, EVERYBODY, HANDED_IN))])
    assert told(made.problems) == [] and told(made.hints) == []
    assert made.plan == WHOLE
    assert made.people == EVERYBODY
    assert made.requests == HANDED_IN


@pytest.mark.parametrize("zone", [-720, -60, 0, 345, 420, 840])
def test_the_offset_of_the_hall_is_read_as_the_same(zone: int) -> None:
    file = File("thiet-lap.xlsx", filled.workbook(Plan(zone=zone), People()))
    assert read([file]).plan.zone == zone


def test_a_file_says_that_those_who_wait_are_called_as_they_came() -> None:
    file = File("thiet-lap.xlsx", filled.workbook(Plan(), People()))
    assert read([file], WHOLE).plan.policy.rules == ()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("Thứ tự mời phát biểu", "Luân phiên các cụm; theo vần"), ("Loại ý kiến được ưu tiên", "Hỏi"),
     ("Số lượt mỗi cụm", "1001"), ("Số người sắp mời được giữ nguyên", 3), ("Múi giờ", "UTC+15"),
     ("Múi giờ", "Hà Nội"), ("Tính lượt đã phát biểu", "Ngày")],
)  # fmt: skip
def test_a_rule_that_is_none_is_told(setting: str, value: object) -> None:
    made = read_book({"Hội nghị": (("Mục", "Giá trị"), (setting, value))})
    assert [(one.code, one.fields["row"]) for one in made.problems] == [("cell_bad", 2)]
    assert made.plan == Plan()


def test_no_cell_of_an_export_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(filled.workbook(WHOLE, EVERYBODY, HANDED_IN)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if str(cell.value or "").startswith(("=", "+"))]
    assert [cell.value for cell in risky] == ["+84 Bình", "=SUM(A1)", "=Bình"]
    assert all(cell.quotePrefix for cell in risky)


@pytest.mark.parametrize("plan", [Plan(), Plan(title="Hội nghị B", fields=(Field("a", "A"),))])
def test_an_empty_set_up_is_read_as_the_same_too(plan: Plan) -> None:
    made = read([File("thiet-lap.xlsx", filled.workbook(plan, People()))])
    assert (told(made.problems), made.plan, made.people) == ([], plan, People())
