"""Notices, annexes and letters: what stands in which, and for whom."""

import io
import zipfile
from typing import Any

import pytest
from msgspec.structs import replace

from server.documents import letters, papers
from server.documents.papers import Asked
from server.documents.record import denounced
from server.rooms.conclusion import ConclusionPointSet, Issuer, Task
from server.rooms.contacts import Contact
from server.rooms.dialogue import RequestDiverted, TurnDiverted
from server.rooms.floor import TurnKind
from server.rooms.followup import OpinionAssigned, OpinionForwarded
from server.rooms.opinions import Paper, Petitioner, reached
from server.rooms.plan import AgencyCard, Field, Level
from server.rooms.queue import RequestSettled
from server.rooms.revising import OpinionsMerged
from server.rooms.room import Room, concealed
from server.rooms.states import Matter, RequestState
from server.rooms.transcript import SegmentRecorded
from server.rooms.words import Empty, Unknown
from tests.documents import given

SECRET = "Nguyễn Tố Cáo"


def assigned(no: int, lead: str, **more: Any) -> OpinionAssigned:
    told: dict[str, Any] = {"coordinating": (), "answer_by": "", "resolve_by": "", **more}
    return OpinionAssigned(opinion=f"y{no}", lead=lead, **told)


# --- two notices from one conclusion ------------------------------------------------------------


def test_each_body_announces_its_own_points_and_refers_to_the_other() -> None:
    room = given.demo()
    party = given.lines(room, "notice", issuer=Issuer.PARTY)
    state = given.lines(room, "notice", issuer=Issuer.STATE)
    assert "1. Xây dựng Đảng và hệ thống chính trị ở cơ sở" in party
    assert not [line for line in party if "Quản lý đất đai" in line]
    assert "1. Quản lý đất đai, quy hoạch, tài chính, tài sản công" in state
    assert "2. An sinh xã hội, hạ tầng và dịch vụ công ở vùng khó khăn" in state
    assert not [line for line in state if "hệ thống chính trị" in line]
    assert (
        "Các nội dung thuộc thẩm quyền của Văn phòng Ủy ban nhân dân tỉnh Quảng Ninh được thông "
        "báo bằng văn bản riêng." in party
    )
    assert [line for line in state if "Tỉnh ủy Quảng Ninh được thông báo bằng văn bản" in line]


def test_where_nobody_named_an_issuer_there_is_one_notice() -> None:
    point = ConclusionPointSet("k1", 1, "Việc chung", "Làm ngay", (Task("Rà soát", "Sở A"),))
    lines = given.lines(given.small(point), "notice")
    assert "1. Việc chung" in lines
    assert "- Giao Sở A chủ trì rà soát." in lines
    assert not [line for line in lines if "văn bản riêng" in line]


def test_an_empty_conclusion_is_a_form_with_gaps() -> None:
    lines = given.lines(given.small(), "notice")
    assert "[chưa có đánh giá chung]" in lines
    assert "[chưa có kết luận]" in lines
    assert "[chưa có nội dung tổ chức thực hiện]" in lines


def test_every_opinion_stands_in_one_of_three_groups() -> None:
    lines = given.lines(given.demo(), "notice")
    at = next(place for place, line in enumerate(lines) if line.startswith("Hội nghị tiếp nhận 16"))
    assert lines[at + 1 : at + 4] == [
        "- 9 ý kiến đã được trả lời tại hội nghị;",
        "- 5 ý kiến trả lời bằng văn bản;",
        "- 2 ý kiến vượt thẩm quyền, tổng hợp, kiến nghị cấp có thẩm quyền.",
    ]


# --- the annex ----------------------------------------------------------------------------------


def groups(lines: list[str]) -> list[str]:
    """The names of groups: one text over all columns."""
    cells = [line.split(" | ") for line in lines if " | " in line]
    return [row[0] for row in cells if len(set(row)) == 1]


def test_the_annex_goes_by_deciding_level_or_by_committee() -> None:
    room = given.demo()
    assert groups(given.lines(room, "annex")) == [
        "I. THUỘC THẨM QUYỀN CẤP TỈNH (11 ý kiến)",
        "II. THUỘC THẨM QUYỀN CẤP HUYỆN (2 ý kiến)",
        "III. THUỘC THẨM QUYỀN CẤP XÃ (1 ý kiến)",
        "IV. THUỘC THẨM QUYỀN TRUNG ƯƠNG (VƯỢT THẨM QUYỀN) (2 ý kiến)",
    ]
    by_committee = given.lines(room, "annex", grouping="committee")
    assert groups(by_committee) == [
        "I. BAN PHÁP CHẾ (3 ý kiến)",
        "II. BAN KINH TẾ - NGÂN SÁCH (7 ý kiến)",
        "III. BAN VĂN HÓA - XÃ HỘI (6 ý kiến)",
    ]
    numbers = [line.split(" | ")[0] for line in by_committee]
    assert [number for number in numbers if number.isdigit()] == [str(n) for n in range(1, 17)]


def test_an_office_decides_which_committee_a_field_belongs_to() -> None:
    fields = (Field("LV03", "Đất đai", "Ban Đô thị"), Field("X", "Khác"))
    room = given.small(given.logged(1, field="LV03"), given.logged(2, field="X"), fields=fields)
    assert groups(given.lines(room, "annex", grouping="committee")) == [
        "I. BAN ĐÔ THỊ (1 ý kiến)", "II. CHƯA PHÂN THEO BAN (1 ý kiến)",
    ]  # fmt: skip


def test_a_duplicate_stands_behind_the_row_it_was_merged_into() -> None:
    room = given.small(
        given.logged(1, summary="Đề nghị sửa đường.", petitioners=(Petitioner("Trần B"),)),
        given.logged(2, summary="Xin sửa đường."), OpinionsMerged("y1", ("y2",)),
    )  # fmt: skip
    told = "\n".join(given.lines(room, "annex"))
    assert "Xin sửa đường." not in told
    assert "và 2 người cùng kiến nghị" in told
    assert "2 ý kiến (trong đó 1 ý kiến trùng nội dung được gộp)" in told


def test_who_registered_and_did_not_speak_stands_in_the_annex() -> None:
    room = given.small(
        *given.raised(1, "Về đường liên xã", RequestState.WRITTEN),
        *given.raised(2, "Về trường học", RequestState.CARRIED),
        *given.raised(3, "Xong", RequestState.LOWERED),
    )  # fmt: skip
    lines = given.lines(room, "annex")
    assert "Đăng ký, chưa phát biểu" in lines
    assert (
        "1 | Đồng chí Đại biểu 1 (điểm cầu chính) | Về đường liên xã | Gửi ý kiến bằng văn"
        " bản" in lines
    )
    assert [line for line in lines if line.endswith("Về trường học | Chuyển hội nghị sau")]
    assert "Xong" not in "\n".join(lines)


def test_results_name_the_papers_and_what_came_of_it() -> None:
    room = given.demo()
    row = room.opinions.rows["y1"]
    done = given.changed(room, row, outcome="Đã ban hành hướng dẫn.",
                         answer_paper=Paper("123/SNV-TH", "2024-05-20"))  # fmt: skip
    line = next(line for line in given.lines(done, "results") if "123/SNV-TH" in line)
    assert "123/SNV-TH ngày 20/5/2024 | Đã ban hành hướng dẫn. | Đã giao" in line


# --- denunciations ------------------------------------------------------------------------------


def accused() -> Room:
    """A denunciation at the microphone, with a row and words that were kept before anybody knew,
    and one among the requests."""
    return concealed(given.small(
        *given.speech("t1", given.comrade(SECRET)),
        SegmentRecorded("s1", "t1", given.clock("14:00"), given.clock("14:01"), text=SECRET),
        given.logged(1, "t1", f"{SECRET} tố ông Bị Cáo"), TurnDiverted("t1", Matter.DENUNCIATION),
        *given.raised(7, f"Tố cáo của {SECRET}", RequestState.WAITING)[:1],
        RequestDiverted("r7", Matter.DENUNCIATION), RequestSettled("r7", RequestState.DIVERTED),
        *given.speech("t2", given.comrade("Lê Thị B")), given.logged(2, "t2", "Đề nghị A."),
    ))  # fmt: skip


@pytest.mark.parametrize("kind", [*papers.KINDS, "register"])
def test_of_a_denunciation_papers_hold_a_number_and_nothing_else(kind: str) -> None:
    room = accused()
    assert denounced(room) == 2
    forms = {"register": ("xlsx", "json"), "transcript": ("docx", "json", "vtt", "srt")}
    for form in forms.get(kind, ("docx",)):
        keys = papers.KINDS[kind].keys if kind in papers.KINDS else None
        for key in keys(room) if keys else [""]:
            told = given.whole(given.made(room, kind, form, key=key))
            assert SECRET not in told
            assert "Bị Cáo" not in told
    if kind in ("notice", "annex", "results", "public"):
        told = "\n".join(given.lines(room, kind))
        assert "Có 2 nội dung tố cáo được chuyển xử lý theo quy định." in told


def test_a_denunciation_is_no_speech_and_no_opinion() -> None:
    assert "1 lượt phát biểu, 1 ý kiến" in "\n".join(given.lines(accused(), "annex"))
    minutes = given.lines(accused(), "minutes")
    assert "Tại hội nghị có 1 lượt phát biểu với 1 ý kiến." in minutes
    assert [line for line in minutes if line.startswith("1. Đồng chí Lê Thị B")]


# --- letters ------------------------------------------------------------------------------------


def test_each_agency_gets_what_it_leads_in_the_rosters_order() -> None:
    room = given.small(
        given.logged(1, summary="Một."), given.logged(2, summary="Hai."),
        given.logged(3, summary="Ba."), assigned(1, "Sở Y tế", answer_by="2024-05-10"),
        assigned(2, "Sở A"), assigned(3, "Sở Y tế"),
        ConclusionPointSet("k1", 1, "Việc", "", (Task("Rà soát", "Sở B"),)),
        agencies=("Sở B", "Sở Y tế"),
    )  # fmt: skip
    assert letters.agencies(room) == ["Sở B", "Sở Y tế", "Sở A"]
    lines = given.lines(room, "assignments", key="Sở Y tế")
    rows = [line for line in lines if line.startswith(("1 | ", "2 | ", "3 | "))]
    assert [row.split(" | ")[1] for row in rows] == ["Một.", "Ba."]
    assert rows[0].endswith("| Trả lời: 10/5/2024")
    assert "Kính gửi:  | Sở Y tế" in lines
    task = given.lines(room, "assignments", key="Sở B")
    assert "- Giao Sở B chủ trì rà soát." in task


def test_a_matter_above_the_level_is_to_be_petitioned_by_the_agency() -> None:
    room = given.small(
        given.logged(1, authority=Level.CENTRAL), given.logged(2, authority=Level.PROVINCE),
        assigned(1, "Sở A"), assigned(2, "Sở B"),
    )  # fmt: skip
    above = "\n".join(given.lines(room, "assignments", key="Sở A"))
    assert "2. Đối với nội dung vượt thẩm quyền: tham mưu" in above
    assert "3. " in above
    below = "\n".join(given.lines(room, "assignments", key="Sở B"))
    assert "vượt thẩm quyền" not in below


def test_a_letter_is_asked_for_by_a_name_that_there_is() -> None:
    room = given.demo()
    with pytest.raises(Empty):
        given.made(room, "assignments")
    with pytest.raises(Unknown) as refused:
        given.made(room, "assignments", key="Sở Không có")
    assert refused.value.fields == {"what": "agency", "id": "Sở Không có"}
    with pytest.raises(Unknown):
        given.made(room, "replies", key="y999")


def test_a_reply_tells_what_comes_of_it_and_leaves_the_rest_to_the_agency() -> None:
    lines = given.lines(given.demo(), "replies", key="y1")
    assert "Kính gửi:  | Đồng chí Nguyễn Văn A, Chủ tịch UBND xã, UBND xã Quảng Minh" in lines
    assert [line for line in lines if line.startswith("1. Nội dung kiến nghị: Đề nghị ban hành")]
    assert "2. Căn cứ, hiện trạng: [chưa có căn cứ, hiện trạng]" in lines
    assert "4. Đầu mối liên hệ: [chưa có đầu mối liên hệ]" in lines


def test_petitions_go_to_each_body_above() -> None:
    room = given.small(
        given.logged(1, summary="Sửa luật.", authority=Level.CENTRAL),
        OpinionForwarded("y1", "Bộ A"),
        given.logged(2, summary="Sửa nghị định.", authority=Level.CENTRAL),
        given.logged(3, summary="Của tỉnh.", authority=Level.PROVINCE),
    )  # fmt: skip
    assert letters.bodies(room) == ["Bộ A", "[chưa có cơ quan cấp trên]"]
    told = "\n".join(given.lines(room, "petitions", key="Bộ A"))
    assert "Sửa luật." in told
    assert "Sửa nghị định." not in told
    assert "Của tỉnh." not in told


def test_a_zip_holds_one_letter_for_each() -> None:
    room = given.demo()
    blob = papers.make(room, Asked("assignments", "zip"), given.AT, {})
    with zipfile.ZipFile(io.BytesIO(blob.body)) as parts:
        names = parts.namelist()
        assert len(names) == len(letters.agencies(room))
        assert names[0].startswith("01-cong-van-giao-nhiem-vu-")
        assert all(name.isascii() and name.endswith(".docx") for name in names)
        assert len({parts.read(name) for name in names}) == len(names)


def test_the_chair_sees_promises_and_what_is_open() -> None:
    lines = given.lines(given.demo(), "briefing")
    at = lines.index("Nội dung đã cam kết")
    assert lines[at + 1].startswith("Mã | Nội dung kiến nghị | Cam kết, trả lời")
    assert [line for line in lines[at:] if line.startswith("YK009 | ")]
    assert "Chưa trả lời hoặc mới trả lời một phần" in lines


def test_wishes_of_one_field_for_one_agency_are_put_together() -> None:
    room = given.small(
        given.logged(1, summary="Một.", field="A"), given.logged(2, summary="Hai.", field="A"),
        given.logged(3, summary="Ba.", field="B"), assigned(1, "Sở A"), assigned(2, "Sở A"),
        assigned(3, "Sở A"),
    )  # fmt: skip
    lines = given.lines(room, "briefing")
    alike = lines[lines.index("Cùng lĩnh vực, cùng cơ quan") :]
    assert groups(alike) == ["A: Sở A"]
    assert [line.split(" | ")[1] for line in alike if line.startswith("YK")] == ["Một.", "Hai."]


def test_replies_and_chairs_words_are_no_speeches() -> None:
    room = given.small(
        *given.speech("t1", given.comrade("A")),
        *given.turn("t2", TurnKind.REPLY, "p1", given.comrade("B"), given.clock("14:10")),
    )
    assert "1 lượt phát biểu, 0 ý kiến" in "\n".join(given.lines(room, "annex"))


def test_a_reply_says_where_it_goes_and_whom_to_turn_to() -> None:
    """The petitioner's address stands on their letter alone; the telephone on none."""
    room = given.demo()
    first = letters.answered(room)[0]
    row = room.opinions.rows[first]
    home = Contact("Thôn Khe Mai, xã An Phú", "0912 345 678")
    cards = (AgencyCard(row.lead, address="Số 5 đường Hồng Hà"),)
    session = replace(room.session, plan=replace(room.session.plan, cards=cards))
    room = replace(room, session=session, opinions=reached(room.opinions, first, home))
    told = "\n".join(given.lines(room, "replies", key=first))
    assert home.address in told and home.phone not in told
    assert f"4. Đầu mối liên hệ: {row.lead}, địa chỉ: Số 5 đường Hồng Hà." in told
    for kind in (kind for kind in papers.KINDS if kind != "replies"):
        assert home.address not in "\n".join(given.lines(room, kind, key=given.key(room, kind)))
