"""What comes into the register: lists collected beforehand, rows of the conference before, numbers
of denunciations; and drafts, so that no turn is left without an opinion by accident."""

import msgspec
import pytest

from server.rooms import opinions
from server.rooms.answering import AnswerOpinion
from server.rooms.dialogue import DivertRequest
from server.rooms.drafts import DismissDraft, drafts
from server.rooms.entering import LogDenunciation, LogOpinion
from server.rooms.floor import EndFloor, InviteNow, TurnKind
from server.rooms.importing import Carried, CarryOver, Handed, ImportOpinions, words_of
from server.rooms.opinions import Answer, Opinion, OpinionKind, Origin, Petitioner, Result
from server.rooms.plan import Level, Person
from server.rooms.registered import opinion
from server.rooms.revising import MergeOpinions, ReviseOpinion
from server.rooms.room import Command, Room
from server.rooms.session import CloseConference
from server.rooms.sight import Audience
from server.rooms.states import Matter
from server.rooms.views import plain
from tests.given import MODERATOR, MR_AN, MRS_BINH, SECRETARY, after, ask, happens, opened, refusal
from tests.rooms.seen import view_of


def spoken() -> Room:
    """t1 (An Phú) and t2 (the hall) have spoken, t3 replied."""
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN), EndFloor("t1"))
    room = after(room, InviteNow("hoi-truong", speaker=MRS_BINH), EndFloor("t2"))
    return after(room, InviteNow("hoi-truong", TurnKind.REPLY), EndFloor("t3"))


def rows(room: Room) -> list[Opinion]:
    return [room.opinions.rows[id] for id in room.opinions.order]


def test_one_speech_leaves_several_opinions_and_both_are_counted() -> None:
    room = after(
        spoken(), LogOpinion("t1", summary="Sửa đường"), LogOpinion("t1", summary="Cấp nước"),
        LogOpinion("t2", summary="Về lương"), actor=SECRETARY,
    )  # fmt: skip
    seen = view_of(Audience.SECRETARY, room)["opinions"]
    assert (seen["count"], seen["speeches"]) == (3, 2)


def test_a_row_tells_what_kind_it_is_where_from_and_who_asks_the_same() -> None:
    other = Petitioner("Lê Cường", point="don-dac")
    said = LogOpinion(
        "t1", kind=OpinionKind.PETITION, secondary=("giao-thong",), petitioners=(other,)
    )
    room = after(spoken(), said, LogOpinion("t2"), LogOpinion(text="Gửi thư"), actor=SECRETARY)
    seen = [plain(opinion(room, row)) for row in rows(room)]
    assert [row["origin"] for row in seen] == ["online", "in_hall", "written"]
    assert (seen[0]["kind"], seen[0]["secondary"]) == ("petition", ("giao-thong",))
    assert seen[0]["petitioners"] == ({"name": "Lê Cường", "point": "don-dac"},)


def test_a_list_comes_in_whole_and_knows_where_it_came_from() -> None:
    handed = Handed(
        "Xin cấp nước", MRS_BINH, "an-phu", "Cấp nước", "dat-dai", Level.COMMUNE,
        OpinionKind.PETITION, "Sở Xây dựng", answer="Đã trả lời", source="thu-truoc.xlsx, dòng 3",
    )  # fmt: skip
    room = after(spoken(), ImportOpinions((handed, Handed("Đường hỏng"))), actor=SECRETARY)
    first, second = rows(room)
    assert (first.origin, first.source) == (Origin.COLLECTED, "thu-truoc.xlsx, dòng 3")
    assert (first.answer, first.lead, first.speaker) == (Answer.WRITTEN, "Sở Xây dựng", MRS_BINH)
    assert (first.code, second.code, second.result) == ("YK001", "YK002", Result.NOTED)


def test_of_a_list_with_faults_nothing_comes_in() -> None:
    bad = ImportOpinions((Handed("Tốt"), Handed(" "), Handed("Xấu", field="x"), Handed("Được")))
    code, fields = refusal(spoken(), bad, SECRETARY)
    assert (code, fields["count"]) == ("bad_opinions", 2)
    assert fields["rows"] == [
        {"row": 2, "code": "empty_field", "field": "text"},
        {"row": 3, "code": "unknown_id", "what": "field", "id": "x"},
    ]


def test_the_same_words_of_the_same_person_are_known() -> None:
    room = after(spoken(), ImportOpinions((Handed("Xin cấp nước", MRS_BINH),)), actor=SECRETARY)
    [row] = rows(room)
    assert words_of(row) == words_of(Handed(" XIN CẤP  nước", Person("trần thị  bình")))
    assert words_of(row) != words_of(Handed("Xin cấp nước", MR_AN))


OLD = Carried(
    "YK007", "Cầu hỏng", "Sửa cầu", MR_AN, "giao-thong", Level.PROVINCE, lead="Sở Xây dựng",
    answer_by="2025-03-01", resolve_by="2025-12-31", answer=Answer.HERE, answer_text="Sẽ sửa",
    promise="Sửa trong năm", result=Result.IN_PROGRESS, outcome="Đang lập dự toán",
)  # fmt: skip


def test_what_was_left_of_the_conference_before_is_carried_over_as_it_stands() -> None:
    carry = CarryOver("truoc", (OLD, Carried("YK009", "Điện yếu", field="x")), "Năm 2025")
    room = after(spoken(), carry, actor=SECRETARY)
    first, second = rows(room)
    assert (first.origin, first.previous) == (
        Origin.CARRIED, opinions.Previous("truoc", "YK007", "Năm 2025"),
    )  # fmt: skip
    assert (first.lead, first.resolve_by, first.promise) == (
        "Sở Xây dựng", "2025-12-31", "Sửa trong năm",
    )  # fmt: skip
    assert (first.answer, first.result, first.outcome) == (
        Answer.HERE, Result.IN_PROGRESS, "Đang lập dự toán",
    )  # fmt: skip
    assert (second.field, second.result) == ("", Result.NOTED)
    assert happens(room, carry, SECRETARY) == ()  # twice brings nothing twice
    renamed = CarryOver("truoc", carry.rows, "Hội nghị năm 2025")
    assert happens(room, renamed, SECRETARY) == ()  # by whatever title it goes now


@pytest.mark.parametrize("field", ["answer_by", "resolve_by"])
def test_a_day_that_no_calendar_has_is_not_carried_over(field: str) -> None:
    row = msgspec.structs.replace(OLD, **{field: "2026-99-99"})
    told = refusal(spoken(), CarryOver("truoc", (row,)), SECRETARY)
    assert told == ("bad_day", {"day": "2026-99-99"})


def denounced(room: Room, turn: str = "t1") -> Room:
    return ask(room, DivertRequest(Matter.DENUNCIATION, turn=turn), MODERATOR)[0]


def test_a_denunciation_leaves_a_number_and_nothing_else() -> None:
    room = denounced(spoken())
    [row] = rows(room)
    assert row == Opinion("y1", "YK001", matter=Matter.DENUNCIATION)
    assert view_of(Audience.SECRETARY, room)["opinions"]["rows"]["y1"] == {
        "id": "y1", "code": "YK001", "speaker": {}, "text": "", "beyond": False,
        "answer": "none", "result": "noted", "version": 1, "matter": "denunciation",
    }  # fmt: skip


def test_rows_of_a_turn_that_turns_out_to_be_one_become_numbers() -> None:
    room = after(
        spoken(), LogOpinion("t1", summary="Giám đốc X nhận tiền"), LogOpinion("t2", summary="B"),
        MergeOpinions("y2", 1, ("y1",)), actor=SECRETARY,
    )  # fmt: skip
    room = denounced(room)
    first, second = rows(room)
    assert (first.code, first.matter, first.turn, first.into) == (
        "YK001", Matter.DENUNCIATION, "", "",
    )  # fmt: skip
    assert "Giám đốc" not in str(room.opinions)
    assert second.merged == ()
    no = ("number_only", {"opinion": "y1"})
    assert refusal(room, ReviseOpinion("y1", first.version, "A"), SECRETARY) == no
    assert refusal(room, AnswerOpinion("y1", Answer.HERE), SECRETARY) == no


def test_one_that_was_handed_in_is_a_number_too() -> None:
    room = after(spoken(), LogDenunciation(), LogOpinion("t2"), actor=SECRETARY)
    assert [(row.code, row.matter) for row in rows(room)] == [
        ("YK001", Matter.DENUNCIATION), ("YK002", None),
    ]  # fmt: skip


def test_every_speech_leaves_a_draft_until_somebody_decides() -> None:
    room = spoken()
    assert drafts(room.floor, room.opinions) == ("t1", "t2")
    room = after(room, LogOpinion("t1"), DismissDraft("t2", "Chỉ cảm ơn"), actor=SECRETARY)
    assert drafts(room.floor, room.opinions) == ()
    assert room.opinions.dismissed["t2"] == "Chỉ cảm ơn"
    seen = view_of(Audience.SECRETARY, room)["opinions"]
    assert (seen.get("drafts", []), seen["dismissed"]) == ([], 1)


def test_a_denunciation_leaves_no_draft() -> None:
    room = denounced(spoken())
    assert drafts(room.floor, room.opinions) == ("t2",)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (DismissDraft("t1", " "), "empty_field"),
        (DismissDraft("t3", "Là trả lời"), "no_draft"),
        (DismissDraft("x", "Không có"), "unknown_id"),
    ],
)
def test_a_draft_is_dismissed_for_a_reason(command: Command, code: str) -> None:
    assert refusal(spoken(), command, SECRETARY)[0] == code


def test_all_of_it_is_possible_after_the_conference() -> None:
    room = ask(spoken(), CloseConference())[0]
    room = after(room, LogOpinion("t1"), ImportOpinions((Handed("Thư"),)), actor=SECRETARY)
    assert after(room, DismissDraft("t2", "Chỉ cảm ơn"), actor=SECRETARY)
