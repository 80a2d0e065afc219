import pytest

from server.documents.proceedings import LISTED, task_sentence
from server.rooms.answering import OpinionAnswered
from server.rooms.conclusion import Task
from server.rooms.floor import SpeakerCalled, SpeakerCorrected, TurnKind
from server.rooms.opinions import Answer
from server.rooms.plan import AgendaItem, Kind, People, Person, Plan, PointPlan, Section
from server.rooms.points import PointCheckedIn
from server.rooms.room import Room
from server.rooms.session import ConferenceClosed, ConferenceSetUp
from tests.documents import given
from tests.documents.office import parts, texts


def told(room: Room) -> list[str]:
    return texts(given.made(room))


def only(lines: list[str], start: str) -> str:
    found = [line for line in lines if line.startswith(start)]
    assert len(found) == 1, (start, found)
    return found[0]


def test_the_same_room_at_the_same_moment_is_the_same_file() -> None:
    assert given.made(given.demo()) == given.made(given.demo())


def test_a_file_tells_nobody_who_made_it() -> None:
    core = parts(given.made(given.demo()))["docProps/core.xml"]
    assert "creator" not in core
    assert "lastModifiedBy" not in core
    assert "2024-04-25T11:00:00Z" in core


def test_only_a_rehearsal_says_that_it_is_one() -> None:
    assert told(given.demo())[0] == "DIỄN TẬP - nội dung hư cấu"
    assert "DIỄN TẬP" not in "".join(parts(given.made(given.demo(Kind.REAL))).values())


def test_a_conference_not_closed_is_a_draft_with_its_end_left_open() -> None:
    lines = told(given.demo(closed=False))
    assert "Bản dự thảo lúc 18 giờ 00 phút, ngày 25 tháng 4 năm 2024" in lines
    assert only(lines, "Hội nghị kết thúc vào ….. giờ").endswith("năm ……./.")


def test_an_empty_room_is_a_paper_of_gaps() -> None:
    lines = told(Room())
    assert only(lines, "Thời gian bắt đầu").startswith("Thời gian bắt đầu: ….. giờ")
    assert lines[0].startswith("[CHƯA CÓ CƠ QUAN BAN HÀNH] | ")
    assert "Địa điểm: [chưa ghi địa điểm]." in lines
    assert "Chủ trì (chủ tọa): [chưa có họ tên]." in lines
    assert "Tại hội nghị có 0 lượt phát biểu với 0 ý kiến." in lines
    assert "[chưa có kết luận]" in lines
    assert not [line for line in lines if line.startswith("Phụ lục")]


def test_a_turn_without_an_opinion_is_a_gap_and_never_what_was_said() -> None:
    room = given.small(
        *given.speech("t1", given.comrade("Lê Văn C")),
        *given.speech("t2", Person("Phạm Thị D", address="bà")),
        given.logged(1, "t2", text="nguyên văn bí mật"),
    )
    lines = told(room)
    assert "Tại hội nghị có 2 lượt phát biểu với 1 ý kiến." in lines
    assert "1. Đồng chí Lê Văn C (điểm cầu xã Quảng Minh): [chưa có tóm tắt]" in lines
    assert "2. Bà Phạm Thị D (điểm cầu xã Quảng Minh): [chưa có tóm tắt]" in lines
    assert "nguyên văn" not in "".join(parts(given.made(room)).values())


def test_a_name_that_nobody_knows_or_that_was_withdrawn_is_a_gap() -> None:
    lines = told(given.small(*given.speech("t1", Person())))
    head = "1. Ông (bà) [chưa có họ tên] (điểm cầu xã Quảng Minh): [chưa có tóm tắt]"
    assert head in lines


def test_a_corrected_speaker_is_right_in_the_minutes() -> None:
    corrected = SpeakerCorrected("t1", given.comrade("Nguyễn Văn A", "Trưởng thôn"))
    lines = told(given.small(*given.speech("t1", given.comrade("Sai")), corrected,
                             given.logged(1, "t1", "Đề nghị sửa đường")))  # fmt: skip
    person = "1. Đồng chí Nguyễn Văn A, Trưởng thôn (điểm cầu xã Quảng Minh)"
    assert f"{person}: Đề nghị sửa đường." in lines


def test_one_speech_may_hold_several_opinions_each_with_its_answer() -> None:
    room = given.small(
        *given.speech("t1", given.comrade("A")),
        *given.turn("t2", TurnKind.REPLY, given.HALL, given.comrade("B", "Giám đốc Sở Y tế"),
                    given.clock("14:05"), answers=("t1",)),
        given.logged(1, "t1", "Đề nghị thêm bác sĩ"),
        given.logged(2, "t1", "Đề nghị sửa cầu."),
        OpinionAnswered("y1", Answer.HERE, "t2", "2024-08-30", "Sẽ điều hai bác sĩ", "điều bác sĩ"),
    )  # fmt: skip
    lines = told(room)
    start = lines.index("1. Đồng chí A (điểm cầu xã Quảng Minh) nêu 2 ý kiến:")
    assert lines[start + 1 : start + 6] == [
        "a) Đề nghị thêm bác sĩ.",
        "- Trả lời: đồng chí B, Giám đốc Sở Y tế: Sẽ điều hai bác sĩ.",
        "- Nội dung cam kết: điều bác sĩ; thời hạn: trước ngày 30/8/2024.",
        "b) Đề nghị sửa cầu.",
        "- Chưa trả lời tại hội nghị.",
    ]
    assert "Tại hội nghị có 1 lượt phát biểu với 2 ý kiến." in lines


@pytest.mark.parametrize(
    ("answer", "text", "shown"),
    [
        (Answer.NONE, "", "- Chưa trả lời tại hội nghị."),
        (Answer.HERE, "Sẽ làm", "- Trả lời: [chưa có họ tên]: Sẽ làm."),
        (Answer.HERE, "", "- Trả lời: [chưa có họ tên]: [chưa có tóm tắt]"),
        (Answer.WRITTEN, "Công văn 5", "- Trả lời bằng văn bản: Công văn 5."),
        (Answer.PARTLY, "Sẽ làm", "- Trả lời (một phần): [chưa có họ tên]: Sẽ làm."),
        (Answer.OUTSIDE, "Gửi đơn", "- Không thuộc nội dung đối thoại, đã hướng dẫn: Gửi đơn."),
    ],
)
def test_an_answer_says_how_it_was_given(answer: Answer, text: str, shown: str) -> None:
    room = given.small(
        *given.speech("t1", given.comrade("A")),
        given.logged(1, "t1", "Đề nghị"),
        OpinionAnswered("y1", answer, "", "", text),
    )
    assert shown in told(room)


def test_a_reply_is_told_once_even_if_no_opinion_names_it() -> None:
    reply = given.comrade("B")
    room = given.small(
        *given.speech("t1", given.comrade("A")),
        *given.turn("t2", TurnKind.REPLY, given.HALL, reply, 2, answers=("t1",)),
        *given.turn("t3", TurnKind.REPLY, given.HALL, given.comrade("C"), 3),
        *given.turn("t4", TurnKind.CHAIR, given.HALL, given.comrade("D"), 4),
    )
    lines = told(room)
    assert lines.count("- Trả lời: đồng chí B: [chưa có tóm tắt]") == 1
    assert lines.count("- Trả lời: đồng chí C: [chưa có tóm tắt]") == 1
    assert "- Chủ trì phát biểu: đồng chí D: [chưa có tóm tắt]" in lines


def test_a_call_that_never_became_a_speech_is_none() -> None:
    called = SpeakerCalled("t1", TurnKind.SPEECH, "p1", 0, "venue", 1)
    room = given.small(called, given.logged(1, "t1", "Đề nghị"))
    lines = told(room)
    assert only(lines, "Tại hội nghị có 0 lượt phát biểu với 0 ý kiến; ngoài ra có 1 ý kiến gửi")
    assert "Ý kiến gửi, không phát biểu tại hội nghị" in lines


def test_opinions_sent_in_are_listed_to_a_bound_and_then_counted() -> None:
    sent = [
        given.logged(no, summary=f"Đề nghị {no}", speaker=Person(f"Bà {no}", address="bà"))
        for no in range(1, 144)
    ]
    lines = told(given.small(*sent))
    listed = [line for line in lines if line.startswith("- Bà Bà")]
    assert len(listed) == LISTED
    assert "Và 113 ý kiến khác (theo Bảng tổng hợp ý kiến, kiến nghị)." in lines


def test_absent_points_are_named_to_a_bound_and_all_stand_in_the_annex() -> None:
    points = tuple(PointPlan(f"p{no}", f"Xã Số {no}", expected=2) for no in range(450))
    room = given.folded(ConferenceSetUp(Plan(points=points)), PointCheckedIn("p0", 2))
    lines = told(room)
    here = only(lines, "2. Các điểm cầu trực tuyến: có mặt 1/450 điểm cầu; 2/900 đại biểu")
    assert here.endswith("và 429 điểm cầu khác.")
    assert "450 | Xã Số 449 | 2 |  | Vắng mặt" in lines


def test_nobody_counted_is_a_gap() -> None:
    room = given.folded(ConferenceSetUp(Plan(points=(PointPlan("h", "Hội trường", "venue"),))))
    assert "2. Đại biểu tại điểm cầu chính: có mặt [chưa điểm danh]." in told(room)


def test_turns_stand_in_the_part_of_their_agenda_item() -> None:
    agenda = (
        AgendaItem("a1", "Khai mạc", Section.OPENING, "Bí thư"),
        AgendaItem("a2", "Tiếp thu", Section.RECEPTION, "Chủ tịch"),
    )
    chair = given.comrade("E")
    room = given.small(
        *given.turn("t1", TurnKind.PROCEDURE, given.HALL, chair, 1, "a1"),
        *given.turn("t2", TurnKind.PROCEDURE, given.HALL, given.comrade("F"), 2),
        *given.turn("t3", TurnKind.CHAIR, given.HALL, chair, 3, "a2"),
        agenda=agenda,
    )
    lines = told(room)
    opening, reception = lines.index("I. KHAI MẠC"), lines.index("IV. TIẾP THU, GIẢI TRÌNH")
    assert lines[opening + 1 : opening + 3] == [
        "- Khai mạc: đồng chí E.",
        "- Đồng chí F: [chưa có tóm tắt]",
    ]
    assert lines[reception + 1] == "- Tiếp thu: đồng chí E. [chưa có tóm tắt]"


@pytest.mark.parametrize(
    ("task", "shown"),
    [
        (
            Task("Rà soát quy hoạch.", "Sở Xây dựng", ("Sở A", "Sở B"), "2024-06-05"),
            "Giao Sở Xây dựng chủ trì, phối hợp với Sở A, Sở B rà soát quy hoạch, "
            "hoàn thành trước ngày 05/6/2024.",
        ),
        (Task("Giám sát", "MTTQ tỉnh"), "Giao MTTQ tỉnh chủ trì giám sát."),
        (Task("", ""), "Giao [chưa có cơ quan chủ trì] chủ trì [chưa có nội dung nhiệm vụ]."),
    ],
)
def test_a_task_is_one_sentence(task: Task, shown: str) -> None:
    assert task_sentence(task) == shown


def test_markup_in_names_is_plain_text_and_controls_are_gone() -> None:
    wild = Person("<w:br/>&\x00\x0b\u202eA", "{{ 7*7 }}", "", "đồng chí")
    room = given.small(*given.speech("t1", wild))
    room = given.folded(ConferenceClosed(given.AT), room=room)
    head = "1. Đồng chí <w:br/>&A, {{ 7*7 }} (điểm cầu xã Quảng Minh)"
    assert f"{head}: [chưa có tóm tắt]" in told(room)


def test_names_of_200_letters_and_a_long_title_make_a_paper() -> None:
    long = given.comrade("Nguyễn " * 28 + "A", "Chủ tịch " * 30)
    room = given.folded(
        ConferenceSetUp(Plan(title="Hội nghị " * 55, host="Văn phòng " * 29), People((long,))),
    )
    assert long.name in " ".join(told(room))
