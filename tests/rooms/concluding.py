"""The end of the whole conference: the leader concludes, and the papers go their way.

k1 and k2 are drafted when it begins, and t11 is the next turn."""

from server.rooms import conclusion, floor, issuing, printing, transcript
from server.rooms.agenda import GoToItem
from server.rooms.conclusion import Issuer, Task
from server.rooms.issuing import DocumentKind
from server.rooms.plan import AgendaItem, Section
from server.rooms.printing import Printout
from server.rooms.room import Command
from server.rooms.words import Actor
from server.rooms.workdays import Counting, DayCount
from tests.given import CHAIR, LEAD, MODERATOR, SECRETARY, THE_CHAIR

ITEM = AgendaItem("ket-luan", "Phát biểu kết luận", Section.CONCLUSION)
PARTY = DocumentKind.NOTICE_PARTY
ROAD = Task("Sửa đường", "Sở Xây dựng", opinions=("y1",), term=DayCount(30))
WATER = Task("Cấp nước sạch", "", term=DayCount(30, Counting.DAYS))
SCHOOL = Task("Xây trường", "Sở Nội vụ")

CONCLUDING: tuple[tuple[Actor, Command], ...] = (
    (CHAIR, conclusion.SetConclusionPoint("Giao thông", "…", "k1", 1, (ROAD, WATER, SCHOOL))),
    (LEAD, conclusion.OrderConclusionPoints(("k2", "k1"), 0)),
    (SECRETARY, conclusion.ExcludeOpinion("y2", "Trả lời riêng")),
    (SECRETARY, issuing.DraftDocument(PARTY)),
    (MODERATOR, GoToItem(ITEM.id)),
    (
        MODERATOR,
        floor.InviteNow("hoi-truong", floor.TurnKind.PROCEDURE, THE_CHAIR, ITEM.id),
    ),
    (SECRETARY, transcript.WriteSegment("t11", "Giao Sở Xây dựng sửa đường trước 15/7/2026.")),
    (SECRETARY, transcript.WriteSegment("t11", "Giao Sở Nội vụ cấp nước sạch. Giao Sở Y tế mua")),
    (SECRETARY, transcript.WriteSegment("t11", "xe cứu thương trong năm 2026.")),
    (SECRETARY, transcript.WriteSegment("t11", "Giao Sở Nội vụ xây trường.")),
    (MODERATOR, floor.EndFloor("t11")),
    (SECRETARY, conclusion.IncludeOpinion("y2")),
    (
        SECRETARY,
        conclusion.SetConclusionPoint(
            "Nước", "…", "k2", 1, issuers=(Issuer.PARTY, Issuer.STATE), opinions=("y2",)
        ),
    ),
    (SECRETARY, issuing.DraftDocument(PARTY)),
    (LEAD, issuing.SubmitDocument(PARTY, 2)),
    (CHAIR, issuing.ReturnDocument(PARTY, "Sai nơi nhận")),
    (LEAD, issuing.SubmitDocument(PARTY, 2)),
    (LEAD, issuing.SignDocument(PARTY, 2, "Phạm Đức Duy")),
    (LEAD, issuing.AttachFile(PARTY, "a" * 64, 9000, "ban-ky.pdf")),
    (LEAD, issuing.AttachFile(PARTY, "b" * 64, 9000)),
    (LEAD, issuing.IssueConclusion(PARTY, "42-TB/TU", "2026-01-06")),
    (LEAD, printing.NotePrinted(Printout.SHEET, 1)),
)
