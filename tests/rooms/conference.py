"""A small whole conference, in which everything that can happen happens once."""

from collections.abc import Iterator

from server.rooms import (
    answering,
    captions,
    conclusion,
    editing,
    entering,
    floor,
    followup,
    glossary,
    opinions,
    points,
    prepared,
    queue,
    revising,
    session,
    sources,
    transcript,
    withdrawals,
)
from server.rooms.agenda import GoToItem
from server.rooms.plan import Level, People, Person, Rules
from server.rooms.room import Command, Entry, Room
from server.rooms.session import Captions
from server.rooms.spelling import Change, Suggestion
from server.rooms.words import SYSTEM, Actor
from tests.given import (
    ADMIN,
    AN_PHU,
    CHAIR,
    DON_DAC,
    LAN,
    LEAD,
    MODERATOR,
    MR_AN,
    MR_CUONG,
    MRS_BINH,
    NOON,
    PROGRAMME,
    SECOND,
    SECRETARY,
    TECHNICIAN,
    THE_CHAIR,
    a_plan,
    ask,
)
from tests.rooms.afterwards import AFTERWARDS
from tests.rooms.concluding import CONCLUDING, ITEM
from tests.rooms.deskwork import DESKWORK, SEATS
from tests.rooms.evening import EVENING

PLAN = a_plan(
    Rules(speech=240, reply=120, warn=30, waiting_per_point=3), short_title="Đối thoại",
    place="Hội trường tỉnh", date="2026-01-01", starts="08:00", host="UBND tỉnh",
    agenda=(*PROGRAMME, ITEM),
)  # fmt: skip
HEARD = (
    transcript.Word("đường", NOON, NOON + 400, 0.95),
    transcript.Word("hỏng", NOON + 400, NOON + 800, 0.41),
)
CHANGES = (Change(0, 1, "Đường", "casing.sentence", suggested=True),)
MEANT = (Suggestion(0, 2, "đường Hồng", "name.place", 0.7),)
LATER = NOON + 450 * SECOND
"""While t6 speaks."""
SECRET = (
    transcript.Word("bí", LATER + 5000, LATER + 5400, 0.9),
    transcript.Word("mật", LATER + 5400, LATER + 5800, 0.9),
)
TASK = conclusion.Task("Sửa đường", "Sở Xây dựng", ("Sở Tài chính",), "2026-06-30", ("y1",))

MORNING: tuple[tuple[Actor, Command], ...] = (
    (ADMIN, session.SetUpConference(PLAN, People((THE_CHAIR,), MR_CUONG, (MRS_BINH,)))),
    (SYSTEM, points.NotePointReturned("an-phu")),
    (SYSTEM, points.NotePointReturned("don-dac")),
    (AN_PHU, points.CheckIn("an-phu", 28, "2 vắng")),
    (DON_DAC, points.CheckIn("don-dac", 0)),
    (SYSTEM, points.NotePointTakenOver("don-dac")),
    (TECHNICIAN, points.SetSignal("an-phu", points.Signal.GOOD, points.Signal.WEAK)),
    (MODERATOR, session.SetHall(session.Hall.TITLE)),
    (AN_PHU, queue.RaiseHand("an-phu", MR_AN, "Đường liên xã", "giao-thong")),
    (LAN, queue.RaiseHand("an-phu")),
    (DON_DAC, queue.RaiseHand("don-dac", MR_CUONG)),
    (AN_PHU, prepared.HandInSpeech("Đường liên xã hỏng, đề nghị tỉnh sửa.", "r1")),
    (DON_DAC, prepared.HandInSpeech("Chưa xong", "r3")),
    (DON_DAC, prepared.TakeBackSpeech("r3")),
    (LEAD, glossary.SetGlossary((glossary.Term("sáp nhập", ("sát nhập",)),))),
    (CHAIR, session.OpenConference()),
    (CHAIR, session.AllowRecording()),
    (MODERATOR, session.SetCaptions(Captions.LIVE)),
    (MODERATOR, GoToItem("khai-mac")),
    (MODERATOR, floor.InviteNow("hoi-truong", floor.TurnKind.PROCEDURE, item="khai-mac")),
    (MODERATOR, floor.EndFloor("t1")),
    (MODERATOR, GoToItem("doi-thoai")),
    (MODERATOR, queue.ApproveRequest("r1")),
    (AN_PHU, queue.ReviseRequest("r2", speaker=MRS_BINH)),
    (MODERATOR, floor.CallSpeaker()),
    (AN_PHU, floor.TakeFloor("t2")),
    (SYSTEM, transcript.RecordSegment("t2", NOON, NOON + 800, "Đường hỏng", HEARD, CHANGES, MEANT)),
    (SYSTEM, points.NotePointLost("an-phu")),
    (MODERATOR, floor.ExtendFloor("t2", 60)),
    (CHAIR, floor.ChairSpeaks("hoi-truong", THE_CHAIR)),
    (MODERATOR, floor.EndFloor("t3")),
    (MODERATOR, floor.SuspendFloor("t2")),
    (MODERATOR, floor.ResumeFloor("t2")),
    (SYSTEM, points.NotePointReturned("an-phu")),
    (MODERATOR, captions.TuneCaptions(2000)),
    (MODERATOR, captions.GateCaptions(captions.Gate.HOLD)),
    (MODERATOR, captions.GateCaptions(captions.Gate.REPLACE, "Xin chờ")),
    (SECRETARY, editing.RespellSegment("s1", 1, take_back=(0,), accept=(0,))),
    (SECRETARY, editing.EditSegment("s1", 2, "Đường hỏng")),
    (SECRETARY, transcript.WriteSegment("t2", "Đề nghị sửa trước mùa lũ")),
    (SECRETARY, editing.VerifySegment("s2", 1)),
    (SECRETARY, entering.LogOpinion("t2", ("s1", "s2"))),
    (MODERATOR, floor.CallSpeaker("r2")),
    (MODERATOR, floor.CallSpeaker("r3")),
    (DON_DAC, floor.TakeFloor("t5")),
    (MODERATOR, floor.EndFloor("t4")),
    (MODERATOR, session.PauseConference()),
)
AFTERNOON: tuple[tuple[Actor, Command], ...] = (
    (MODERATOR, session.ResumeConference()),
    (LEAD, floor.CorrectSpeaker("t2", Person("Nguyễn Văn Ân"))),
    (MODERATOR, floor.EndFloor("t2")),
    (
        MODERATOR,
        floor.InviteNow("hoi-truong", floor.TurnKind.REPLY, answers=("t2",), source="venue"),
    ),
    (LEAD, revising.ReviseOpinion("y1", 1, "Sửa đường", "giao-thong", Level.CENTRAL)),
    (
        LEAD,
        followup.AssignOpinion("y1", "Sở Xây dựng", ("Sở Tài chính",), "2026-02-01", "2026-06-30"),
    ),
    (
        LEAD,
        answering.AnswerOpinion("y1", opinions.Answer.HERE, "t6", "Đã ghi nhận", "Sẽ sửa"),
    ),
    (LEAD, followup.ForwardOpinion("y1", "Bộ Xây dựng")),
    (LEAD, entering.LogOpinion(text="Xin cấp nước", speaker=MRS_BINH)),
    (SYSTEM, transcript.MarkGap("t6", LATER, LATER + 4200, transcript.SegmentKind.LOST)),
    (SYSTEM, transcript.RecordSegment("t6", LATER + 5000, LATER + 5800, "bí mật", SECRET)),
    (SECRETARY, entering.LogOpinion("t6", ("s4",))),
    (MODERATOR, withdrawals.WithdrawContent(LATER + 5000, LATER + 6000, "Nội dung mật")),
    (MODERATOR, withdrawals.CancelWithdrawal("w1")),
    (CHAIR, withdrawals.WithdrawContent(LATER + 5400, LATER + 6000, "Nội dung mật")),
    (LEAD, withdrawals.ConfirmWithdrawal("w2")),
    (MODERATOR, session.ForbidRecording("Phần nội bộ")),
    (MODERATOR, session.SetCaptions(Captions.VERIFIED)),
    (CHAIR, conclusion.SetConclusionPoint("Giao thông", "Giao Sở Xây dựng …", tasks=(TASK,))),
    (CHAIR, conclusion.SetConclusionPoint("Nước", "…", tasks=(conclusion.Task("Cấp", "Sở"),))),
    (CHAIR, conclusion.SetConclusionPoint("Khác", "…")),
    (CHAIR, conclusion.RemoveConclusionPoint("k3", 1)),
    (CHAIR, session.KeepRecordings()),
    (TECHNICIAN, sources.SetSource("t6", "hoi-truong")),
    (AN_PHU, queue.LowerHand("r2")),
    (AN_PHU, queue.RaiseHand("an-phu", MRS_BINH)),
    (MODERATOR, queue.DeclineRequest("r4")),
    *SEATS,
    *EVENING,
    *AFTERWARDS,
    *CONCLUDING,
    (CHAIR, session.CloseConference()),
    *DESKWORK,
)


def a_whole_conference() -> list[Entry]:
    """Its log: an entry every ten seconds from NOON."""
    return [entry for entry, _ in as_it_goes()]


def as_it_goes() -> Iterator[tuple[Entry, Room]]:
    """Each entry, with the room as it is then."""
    room = Room()
    for seq, (actor, command) in enumerate((*MORNING, *AFTERNOON), 1):
        at = NOON + 10 * SECOND * seq
        room, events = ask(room, command, actor, at)
        assert events, f"nothing happened: {command}"
        yield Entry(seq, at, actor, f"c{seq}", "0" * 64, events), room
