"""The part of the whole conference in which the moderator's desk does all that it can do.

r4 was not taken and t6 speaks when it begins; it ends with nobody left waiting."""

from server.rooms import (
    answers,
    cues,
    desk,
    dialogue,
    floor,
    limits,
    notices,
    points,
    queue,
    slips,
    transcript,
    undo,
)
from server.rooms.dialogue import Disposed, Disposition
from server.rooms.notices import NoticeKind
from server.rooms.plan import Person, Rules
from server.rooms.policy import Policy, RequestKind, Rule, Scope
from server.rooms.queue import Wish
from server.rooms.room import Command
from server.rooms.states import Matter
from server.rooms.words import SYSTEM, Actor
from tests.given import (
    AGENCY,
    AN_PHU,
    ASSISTANT,
    DON_DAC,
    MODERATOR,
    MRS_BINH,
    NOON,
    SECOND,
    SECRETARY,
    TECHNICIAN,
)

MR_EM, MRS_DUNG, MR_GIANG = Person("Hồ Em"), Person("Vũ Dung"), Person("Đỗ Giang")
END = NOON + 3600 * SECOND
FAIR = Policy((Rule.CLUSTER, Rule.POINT), quota=3, safe=1)
LIST = (
    Wish("hoi-truong", MR_EM, "Trường học", "dat-dai"),
    Wish("hoi-truong", MRS_DUNG, "Trường học"),
    Wish("hoi-truong", MR_GIANG, kind=RequestKind.DEBATE, answers=("t2",)),
)

EVENING: tuple[tuple[Actor, Command], ...] = (
    (DON_DAC, points.MarkCheck("don-dac", points.Check.HAND)),
    (ASSISTANT, points.CheckIn("don-dac", 12, "1 ốm", invited=13, excused=1)),
    # The list that was handed in: r5, r6, r7, and one typed in for a point without a line: r8.
    (ASSISTANT, queue.RegisterRequests(LIST)),
    (SYSTEM, points.NotePointLost("don-dac")),
    (TECHNICIAN, queue.RaiseHand("don-dac", Person("Bùi Hạnh"), pressed_at=NOON)),
    (MODERATOR, desk.SetPolicy(Policy((Rule.KIND,), (RequestKind.DEBATE,), scope=Scope.ITEM))),
    (MODERATOR, desk.SetPolicy(Policy(safe=1))),
    (MODERATOR, desk.SetPolicy(FAIR)),
    (MODERATOR, desk.SetBudget(END, close=True)),
    (MODERATOR, desk.MoveRequest("r7", version=3, before="r5")),
    (MODERATOR, desk.MergeRequests("r5", ("r6", "r8"))),
    (MODERATOR, desk.SplitRequest("r8")),
    (MODERATOR, desk.HoldRequest("r7")),
    (MODERATOR, desk.ReturnRequest("r7")),
    (MODERATOR, desk.HoldRequest("r7")),
    (SYSTEM, desk.CloseQueue()),
    (ASSISTANT, desk.InsertRequest("an-phu", 8, "r5", MRS_BINH)),
    (MODERATOR, desk.OpenQueue()),
    # Pictures and messages.
    (MODERATOR, cues.SendCue()),
    (TECHNICIAN, cues.AcknowledgeCue("c1")),
    (AN_PHU, notices.SendNotice(NoticeKind.NO_SOUND)),
    (TECHNICIAN, notices.AcknowledgeNotice("n1")),
    (MODERATOR, notices.SendNotice(NoticeKind.TEXT, ("an-phu",), "Kiểm tra loa")),
    (AN_PHU, notices.AcknowledgeNotice("n2")),
    # A lost point is called, and it is undone; a wrong one even speaks, and it is undone.
    (MODERATOR, floor.CallSpeaker("r8", count=6)),
    (MODERATOR, undo.UndoFloor("t7")),
    # Facts for the table about who speaks and who is next, and shorter turns from now on.
    (SECRETARY, slips.PassSlip("t6", "Tuyến này dài 12 km")),
    (AGENCY, slips.PassSlip("r5", "Đã bố trí vốn năm 2026")),
    (SECRETARY, slips.PassSlip("r9", "Đã trả lời tại hội nghị trước", "Sở Nội vụ")),
    (SECRETARY, slips.TakeBackSlip("p3")),
    (MODERATOR, slips.ReadSlip("p1")),
    (MODERATOR, answers.SetAnswers("t6", ("t2", "t1"))),
    (MODERATOR, floor.EndFloor("t6")),
    (MODERATOR, floor.EndFloor("t5")),
    (MODERATOR, limits.SetRules(Rules(180, 120, 30, 3, debate=90), reason="Còn 40 phút")),
    (MODERATOR, floor.CallSpeaker("r9")),
    (AGENCY, slips.PassSlip("t8", "Đang lập dự án")),
    (AN_PHU, floor.TakeFloor("t8", microphone=True)),
    (SECRETARY, transcript.WriteSegment("t8", "Nói nhầm lượt")),
    (MODERATOR, undo.UndoFloor("t8", undo.Heard.KEEP)),
    # A speech that nobody answers, and one that does not belong here.
    (MODERATOR, floor.CallSpeaker("r5")),
    (MODERATOR, floor.TakeFloor("t9")),
    (MODERATOR, floor.EndFloor("t9")),
    (MODERATOR, answers.DisposeAnswers(("t9",), floor.Disposal.ASSIGNED, "Sở Xây dựng")),
    (MODERATOR, floor.CallSpeaker("r9")),
    (AN_PHU, floor.TakeFloor("t10")),
    (MODERATOR, dialogue.DivertRequest(Matter.DENUNCIATION, turn="t10")),
    (MODERATOR, floor.EndFloor("t10")),
    (
        MODERATOR,
        dialogue.EndDialogue(others=(Disposed("r8", Disposition.CARRIED),), written_until=END),
    ),
    (AN_PHU, queue.SendInWriting("r4", "Đề nghị nâng cấp trạm bơm")),
)
