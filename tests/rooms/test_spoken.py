"""Orders in what a leader says, beside the tasks of the draft (day.md D22)."""

import pytest

from server.rooms.agenda import GoToItem
from server.rooms.concluding import Agreement, Difference, HeardOrder, heard
from server.rooms.conclusion import SetConclusionPoint, Task
from server.rooms.floor import ChairSpeaks, EndFloor, InviteNow, TurnKind
from server.rooms.plan import AgendaItem, Section
from server.rooms.room import Room
from server.rooms.spoken import orders, same_agency
from server.rooms.transcript import WriteSegment
from tests.given import PROGRAMME, SECRETARY, THE_CHAIR, a_plan, after, opened

HELD = "2024-04-25"
KNOWN = ("UBND thị xã Quảng Yên", "UBND thành phố Hạ Long", "Sở Tài chính", "Sở Y tế")


def read(text: str, held: str = HELD) -> list[tuple[str, str, str]]:
    return [(one.agency, one.action, one.due) for one in orders(text, held, KNOWN)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh ban hành kế hoạch luân phiên bác sĩ, "
            "hoàn thành trước ngày 15/6/2024.",
            ("Sở Y tế", "Công an tỉnh ban hành kế hoạch luân phiên bác sĩ", "2024-06-15"),
        ),
        (
            "Tôi giao Ủy ban nhân dân thị xã Quảng Yên giao đất tái định cư cho 64 hộ "
            "chậm nhất ngày 30 tháng 8 năm 2024.",
            (
                "Ủy ban nhân dân thị xã Quảng Yên",
                "giao đất tái định cư cho 64 hộ",
                "2024-08-30",
            ),
        ),
        (
            "Giao cho Sở Tài chính hướng dẫn xử lý nhà, đất dôi dư. Hoàn thành trước ngày 31/5.",
            ("Sở Tài chính", "hướng dẫn xử lý nhà, đất dôi dư", "2024-05-31"),
        ),
        (
            "giao ubnd thành phố hạ long xử lý sạt lở trong quý iii/2024",
            ("ubnd thành phố hạ long", "xử lý sạt lở", "2024-09-30"),
        ),
        ("Giao Sở Nội vụ rà soát định mức trước tháng 8.", ("Sở Nội vụ", "rà soát định mức",
                                                           "2024-07-31")),
        ("Giao Sở Nội vụ rà soát trước quý I năm 2025.", ("Sở Nội vụ", "rà soát", "2024-12-31")),
        ("Giao Sở Nội vụ rà soát trong tháng 2.", ("Sở Nội vụ", "rà soát", "2025-02-28")),
        ("Giao Sở Nội vụ rà soát trong năm 2024.", ("Sở Nội vụ", "rà soát", "2024-12-31")),
        ("Giao Sở Nội vụ rà soát.", ("Sở Nội vụ", "rà soát", "")),
        (
            "Giao Sở Nội vụ rà soát trước ngày 31/2/2024.",  # no such day: a person looks
            ("Sở Nội vụ", "rà soát trước ngày 31/2/2024", ""),
        ),
        (
            "Đề nghị Ủy ban MTTQ Việt Nam tỉnh giám sát, báo cáo trước ngày 30/6/2024.",
            ("Ủy ban MTTQ Việt Nam tỉnh", "giám sát", "2024-06-30"),
        ),
    ],
)  # fmt: skip
def test_an_order_has_an_agency_an_action_and_a_day(text: str, found: tuple[str, str, str]) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Giao thông vùng cao còn khó khăn, phải xong trước ngày 30/6/2024.",
        "Việc giao đất, giao rừng phải xong trước ngày 30/6/2024.",
        "Yêu cầu các cơ quan của tỉnh tiếp thu nghiêm túc, không né tránh.",
        "Đề nghị Sở Y tế quan tâm.",
        "",
    ],
)
def test_what_is_no_order(text: str) -> None:
    assert read(text) == []


def test_one_sentence_may_hold_several_orders() -> None:
    text = (
        "Giao Sở Y tế mua thuốc trước ngày 01/6/2024; giao Sở Tài chính bố trí kinh phí trước "
        "ngày 15/5/2024. Kính thưa hội nghị, giao thông tốt hơn nhiều."
    )
    assert [(agency, due) for agency, _, due in read(text)] == [
        ("Sở Y tế", "2024-06-01"), ("Sở Tài chính", "2024-05-15"),
    ]  # fmt: skip


def test_without_a_conference_day_a_day_needs_its_year() -> None:
    assert read("Giao Sở Y tế làm trước ngày 01/6.", "")[0][2] == ""
    assert read("Giao Sở Y tế làm trước ngày 01/6/2024.", "")[0][2] == "2024-06-01"


def test_an_agency_is_the_same_written_out_or_in_short() -> None:
    assert same_agency("Uỷ ban nhân dân  tỉnh", "UBND tỉnh")
    assert same_agency("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Ủy ban MTTQ Việt Nam tỉnh")
    assert not same_agency("Sở Y tế", "Sở Nội vụ")


# Beside the draft

CONCLUDING = AgendaItem("ket-luan", "Phát biểu kết luận", Section.CONCLUSION)
TASKS = (
    Task("Kế hoạch luân phiên bác sĩ cho các xã đảo", "Sở Y tế", due="2024-06-15"),
    Task("Hoàn thành hạ tầng, giao đất tái định cư", "UBND thị xã Quảng Yên", due="2024-08-30"),
)


def concluding(*said: str) -> Room:
    """The chair concludes; a delegate had spoken before. The draft has TASKS in k1."""
    room = opened(a_plan(agenda=(*PROGRAMME, CONCLUDING), date=HELD))
    room = after(room, SetConclusionPoint("Một", "", tasks=TASKS), GoToItem("doi-thoai"))
    room = after(room, InviteNow("an-phu"))
    room = after(room, WriteSegment("t1", "Giao Sở Y tế trước ngày 01/5."), actor=SECRETARY)
    room = after(room, EndFloor("t1"), GoToItem("ket-luan"))
    room = after(room, InviteNow("hoi-truong", TurnKind.PROCEDURE, THE_CHAIR, "ket-luan"))
    return after(room, *(WriteSegment("t2", text) for text in said), actor=SECRETARY)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Giao Sở Y tế ban hành kế hoạch luân phiên bác sĩ trước ngày 15/6/2024.",
            (Agreement.SAME, ()),
        ),
        (
            "Giao Sở Y tế ban hành kế hoạch luân phiên bác sĩ trước ngày 20/6/2024.",
            (Agreement.DIFFERS, (Difference.DUE,)),
        ),
        (
            "Giao Sở Nội vụ ban hành kế hoạch luân phiên bác sĩ trước ngày 15/6/2024.",
            (Agreement.DIFFERS, (Difference.LEAD,)),
        ),
        ("Giao Sở Y tế ban hành kế hoạch luân phiên bác sĩ.", (Agreement.SAME, ())),
        ("Giao Sở Y tế mua xe cứu thương trước ngày 20/6/2024.", (Agreement.MISSING, ())),
    ],
)
def test_an_order_is_compared_with_the_draft(
    said: str, expected: tuple[Agreement, tuple[Difference, ...]]
) -> None:
    (order,) = heard(concluding(said))
    assert (order.agreement, order.differs) == expected
    assert (order.point, order.task) == ("" if order.agreement is Agreement.MISSING else "k1", 0)


def test_an_order_may_run_over_two_segments_and_others_are_not_heard() -> None:
    room = concluding(
        "Kính thưa hội nghị.", "Giao Ủy ban nhân dân thị xã Quảng Yên giao đất tái định cư",
        "trước ngày 15/9/2024. Xin cảm ơn.",
    )  # fmt: skip
    assert heard(room) == (
        HeardOrder(
            "s3", "Ủy ban nhân dân thị xã Quảng Yên", "giao đất tái định cư", Agreement.DIFFERS,
            "2024-09-15", "k1", 1, (Difference.DUE,),
        ),
    )  # fmt: skip


def test_what_the_chair_says_between_is_no_conclusion() -> None:
    room = opened(a_plan(agenda=(*PROGRAMME, CONCLUDING)))
    room = after(room, GoToItem("doi-thoai"), ChairSpeaks("hoi-truong", THE_CHAIR))
    said = WriteSegment("t1", "Giao Sở Y tế làm trước ngày 01/6/2026.")
    assert heard(after(room, said, actor=SECRETARY)) == ()
