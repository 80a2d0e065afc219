"""Who changed which field of an opinion, when, from what to what."""

from server.rooms.audit import Audit, Change, public
from server.rooms.entering import LogOpinion
from server.rooms.followup import AssignOpinion
from server.rooms.opinions import Opinion
from server.rooms.revising import ReviseOpinion
from server.rooms.room import Command, Entry, Room
from server.rooms.states import Matter
from server.rooms.words import Actor
from tests.given import LEAD, NOON, SECRETARY, ask, opened
from tests.rooms.conference import a_whole_conference

TOLD: tuple[tuple[Actor, Command], ...] = (
    (SECRETARY, LogOpinion(text="Đường hỏng", summary="Sửa đường")),
    (LEAD, ReviseOpinion("y1", 1, "Sửa đường xã", "giao-thong")),
    (SECRETARY, LogOpinion(text="Khác")),
    (SECRETARY, AssignOpinion("y1", "Sở Xây dựng")),
)


def log(room: Room) -> list[Entry]:
    entries = []
    for seq, (actor, command) in enumerate(TOLD, 1):
        room, events = ask(room, command, actor, NOON + seq)
        entries.append(Entry(seq, NOON + seq, actor, f"c{seq}", "", events))
    return entries


def test_every_field_is_told_from_what_to_what() -> None:
    before = opened()
    audit = Audit(before)
    audit.take(log(before))
    told = [(one.seq, one.by, one.field, one.old, one.new) for one in audit.changes["y1"]]
    assert told == [
        (1, "thu-ky", "code", None, "YK001"),
        (1, "thu-ky", "text", None, "Đường hỏng"),
        (1, "thu-ky", "summary", None, "Sửa đường"),
        (2, "truong-thu-ky", "summary", "Sửa đường", "Sửa đường xã"),
        (2, "truong-thu-ky", "field", None, "giao-thong"),
        (4, "thu-ky", "lead", None, "Sở Xây dựng"),
        (4, "thu-ky", "result", None, "assigned"),
    ]


def test_a_whole_log_page_by_page_is_the_same() -> None:
    entries = a_whole_conference()
    whole, pages = Audit(), Audit()
    whole.take(entries)
    for start in range(0, len(entries), 7):
        pages.take(entries[start : start + 7])
    assert whole.changes == pages.changes
    assert {one.field for one in whole.changes["y1"]} >= {
        "summary",
        "answer",
        "feedback",
        "correction",
    }


def test_of_a_denunciation_nothing_and_of_what_is_hidden_no_words_are_told() -> None:
    change = Change(1, NOON, "x", SECRETARY.role, "summary", None, "Mật")
    row = Opinion("y1", "YK001", summary="Mật")
    assert public([change], row, row) == [change]
    assert public([change], Opinion("y1", "YK001", matter=Matter.DENUNCIATION), row) == []
    hidden = Opinion("y1", "YK001", withdrawn=True)
    [told] = public([change], row, hidden)
    assert (told.field, told.new) == ("summary", None)


def test_of_a_withdrawn_row_no_former_name_is_told() -> None:
    """Who stood there before somebody put it right was named in the stretch too."""
    row, shown = Opinion("y1", "YK001"), Opinion("y1", "YK001", withdrawn=True)
    for field in ("petitioners", "speaker", "answerer", "correction"):
        change = Change(1, NOON, "x", SECRETARY.role, field, None, "Mật")
        assert [one.new for one in public([change], row, shown)] == [None], field
