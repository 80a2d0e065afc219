"""The part of the whole conference in which secretaries share the work, and finish the record."""

from server.rooms import editing, evidence, locking, rota, splitting, transcript
from server.rooms.room import Command
from server.rooms.words import SYSTEM, Actor
from tests.given import LEAD, NOON, SECRETARY

LATE = tuple(
    transcript.Word(word, NOON + 1000 + 400 * n, NOON + 1300 + 400 * n, 0.9)
    for n, word in enumerate(("chưa", "có", "hai", "cầu"))
)

SEATS: tuple[tuple[Actor, Command], ...] = (
    (SECRETARY, rota.TakeSeat("Mai")),
    (LEAD, rota.TakeSeat("Hoa")),
    (LEAD, rota.SetRota((LEAD.id, SECRETARY.id))),
)
"""From here on turns go to them in rotation."""
DESKWORK: tuple[tuple[Actor, Command], ...] = (
    (SECRETARY, rota.TakeTurn("t2")),
    (LEAD, rota.AssignTurn("t3", SECRETARY.id)),
    (SECRETARY, rota.HandOverTurn("t2", LEAD.id)),
    (LEAD, rota.AssignTurn("t3")),
    (SECRETARY, rota.LeaveSeat()),
    (LEAD, rota.SetRota()),
    # s12, understood late: heard again, edited, taken back, split, merged, one word to the next.
    (SYSTEM, transcript.RecordSegment("t2", NOON + 1000, NOON + 2500, "chưa có hai cầu", LATE)),
    (SECRETARY, editing.ConfirmWords("s12", 1, 0, 1, heard=True)),
    (SECRETARY, editing.EditSegment("s12", 1, "Chưa có hai cây cầu")),
    (SECRETARY, editing.UndoSegment("s12", 2)),
    (SECRETARY, splitting.SplitSegment("s12", 3, "chưa có", "hai cầu")),
    (SECRETARY, splitting.MergeSegments("s13", 1, "s14", 1)),
    (SECRETARY, splitting.MoveWords("s15", 1, "s2", 1, 1)),
    (SECRETARY, editing.VerifySegment("s1", 3)),
    (SECRETARY, editing.VerifySegment("s16", 1)),
    (SECRETARY, editing.VerifySegment("s17", 1)),
    (LEAD, locking.LockTurn("t2")),
    (LEAD, locking.CorrectSegment("s1", 3, "Đường hỏng nặng", "Nghe lại băng")),
    (LEAD, evidence.KeepTurn("t2")),
)
"""After the conference."""
