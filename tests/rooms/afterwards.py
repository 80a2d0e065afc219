"""What the register is worked on with, at the end of the whole conference of the stories."""

from server.rooms import (
    answering,
    dialogue,
    drafts,
    entering,
    feedback,
    followup,
    importing,
    opinions,
    references,
    reporting,
    revising,
)
from server.rooms.contacts import Contact
from server.rooms.importing import Carried, Handed
from server.rooms.opinions import Answer, OpinionKind, Paper, Petitioner, Result, Verdict
from server.rooms.plan import Field, IssuingBodies, IssuingBody, Level, Person, Signers
from server.rooms.room import Command
from server.rooms.states import Matter
from server.rooms.words import Actor
from server.rooms.workdays import Calendar, Counting, DayCount
from tests.given import (
    ADMIN,
    AGENCY,
    AN_PHU,
    FIELDS,
    LEAD,
    MODERATOR,
    MR_AN,
    MR_CUONG,
    MRS_BINH,
    SECRETARY,
)

WATER = Handed(
    "Xin cấp nước sạch", MRS_BINH, "an-phu", "Cấp nước", "dat-dai", Level.COMMUNE,
    OpinionKind.PETITION, "Sở Xây dựng", (), "Đã trả lời trước", "y-kien.xlsx, dòng 3",
)  # fmt: skip
OLD = Carried(
    "YK007", "Cầu hỏng", "Sửa cầu", MR_CUONG, "giao-thong", Level.PROVINCE, None, "Sở Nội vụ",
    (), "2025-03-01", "2025-12-31", Answer.HERE, "Sẽ sửa", "Sửa trong năm", Result.IN_PROGRESS,
    "Đang lập dự toán", "Bộ Xây dựng", Contact("Thôn Khe Mai, xã An Phú", "0912 345 678"),
)  # fmt: skip
OFFICES = IssuingBodies(
    IssuingBody("dang-hd05", name="Tỉnh ủy", symbol="TU"), IssuingBody("nd30", name="UBND tỉnh"),
)  # fmt: skip
SIGNERS = Signers(Person("Phạm Đức Duy", "BÍ THƯ"), Person("Lê Thu Hà", "CHỦ TỊCH"))
BINH = Petitioner(MRS_BINH.name, MRS_BINH.title, MRS_BINH.unit, MRS_BINH.address, "don-dac")

AFTERWARDS: tuple[tuple[Actor, Command], ...] = (
    # y4 is the number that the denunciation of t10 left.
    (
        SECRETARY,
        entering.LogOpinion(
            "t9", summary="Về cán bộ", field="dat-dai", kind=OpinionKind.REPORT,
            secondary=("giao-thong",),
            petitioners=(BINH, Petitioner("Vũ Dung"), Petitioner(point="an-phu")),
        ),
    ),
    (SECRETARY, importing.ImportOpinions((WATER, Handed("Nước sạch", point="an-phu")))),
    (SECRETARY, importing.CarryOver("truoc", (OLD,), "Hội nghị năm 2025")),
    (SECRETARY, importing.CarryOver("truoc", (Carried("YK009", "Điện yếu"),))),
    (SECRETARY, entering.LogDenunciation()),
    (SECRETARY, revising.MergeOpinions("y6", 3, ("y7",))),
    (SECRETARY, revising.SplitOpinion("y7", 2)),
    (SECRETARY, revising.ReviseOpinion("y7", 3, "Nước", kind=OpinionKind.QUESTION, speaker=MR_AN)),
    (SECRETARY, followup.ForwardOpinion("y6", "Bộ", Paper(date="2026-01-03"), "2026-03-01")),
    (SECRETARY, followup.ResolveOpinion("y7", 0, Result.EXPLAINED, "Đã nói rõ", Paper("7/SXD"))),
    (SECRETARY, answering.AnswerOpinion("y8", Answer.WRITTEN, text="Đã ghi", answerer=MR_AN)),
    (AN_PHU, feedback.GiveFeedback("y7", 5, Verdict.RIGHT)),
    (MODERATOR, dialogue.DivertRequest(Matter.DENUNCIATION, turn="t9")),
    (SECRETARY, drafts.DismissDraft("t5", "Chỉ chào hội nghị")),
    (AN_PHU, feedback.GiveFeedback("y1", 5, Verdict.AMEND, "Cả cầu nữa")),
    (ADMIN, references.SetAgencies(("Sở Xây dựng", "Sở Nội vụ", "Sở Y tế"))),
    (LEAD, references.SetFields((*FIELDS, Field("nuoc", "Cấp nước", "Ban Kinh tế")))),
    (ADMIN, references.SetIssuers(OFFICES, SIGNERS)),
    (ADMIN, references.SetCalendar(Calendar(("2026-02-17",), ("2026-02-14",)))),
    (LEAD, revising.FreezeRegister(10)),
    (
        LEAD,
        revising.CorrectOpinion("Sai tên đường", revising.ReviseOpinion("y1", 6, "Sửa cả cầu")),
    ),
    (
        LEAD,
        followup.AssignOpinion(
            "y2", "Sở Xây dựng", answer_term=DayCount(5), resolve_term=DayCount(30, Counting.DAYS),
        ),
    ),
    (
        AGENCY,
        answering.AnswerOpinion(
            "y2", Answer.WRITTEN, text="Đã cấp", paper=Paper("12/SXD", "2026-01-05", "a.pdf"),
        ),
    ),
    (AGENCY, followup.ResolveOpinion("y2", 3, Result.RESOLVED, "Đã xong")),
    (SECRETARY, entering.LogOpinion(text="Ý kiến bổ sung", speaker=MR_CUONG)),
    (
        AGENCY,
        reporting.AskMoreTime("y2", 4, opinions.Deadline.RESOLVE, "2026-09-30", "Chờ vốn"),
    ),
    (LEAD, reporting.DecidePlea("y2", 0, reporting.Plea.RESULT, False, "Chưa có ảnh hiện trường")),
    (LEAD, reporting.DecidePlea("y2", 0, reporting.Plea.TIME, True)),
)  # fmt: skip
