"""What is left to do, and what happened so far, for somebody who comes late (day.md D19)."""

from server.rooms.dialogue import DivertRequest
from server.rooms.editing import VerifySegment
from server.rooms.entering import LogOpinion
from server.rooms.floor import EndFloor, InviteNow, TurnKind
from server.rooms.queue import RaiseHand
from server.rooms.recap import LATEST, recap
from server.rooms.room import Room
from server.rooms.rota import TakeSeat
from server.rooms.sight import Audience
from server.rooms.states import Matter
from server.rooms.transcript import WriteSegment
from tests.given import MR_AN, NOON, SECOND, SECRETARY, after, opened
from tests.rooms.seen import view_of


def so_far() -> Room:
    """Mai has t1, a speech of a minute with two lines; t2 answers it; one waits."""
    room = after(opened(), TakeSeat("Mai"), actor=SECRETARY)
    room = after(room, InviteNow("an-phu", speaker=MR_AN), RaiseHand("don-dac"))
    lines = [WriteSegment("t1", "Đường hỏng"), WriteSegment("t1", "Đề nghị sửa")]
    room = after(room, *lines, actor=SECRETARY)
    room = after(room, VerifySegment("s1", 1), LogOpinion("t1", ("s1",)), actor=SECRETARY)
    room = after(room, EndFloor("t1"), at=NOON + 60 * SECOND)
    return after(room, InviteNow("hoi-truong", TurnKind.REPLY), at=NOON + 70 * SECOND)


def test_a_recap_tells_what_happened_and_what_waits() -> None:
    told = recap(so_far(), SECRETARY.id, NOON + 100 * SECOND)
    assert (told.speeches, told.replies, told.spoken) == (1, 1, 90 * SECOND)
    assert (told.waiting, told.opinions, told.answered, told.open) == (1, 1, 0, 1)
    assert (told.unverified, told.speaking, told.mine) == (1, "t2", ("t1",))
    first = told.turns[0]
    assert (first.turn, first.speaker, first.place) == ("t1", MR_AN, "Xã An Phú")
    assert (first.spoken, first.opinions, first.unverified) == (60 * SECOND, 1, 1)
    assert first.to == SECRETARY.id


def test_it_is_one_screen() -> None:
    room = opened()
    for _ in range(LATEST + 5):
        room = after(room, InviteNow("an-phu"))
        room = after(room, EndFloor(room.floor.speaking), at=NOON + SECOND)
    told = recap(room, "", NOON)
    assert [one.turn for one in told.turns] == [f"t{n}" for n in range(6, LATEST + 6)]
    assert told.speeches == LATEST + 5


def test_who_denounced_somebody_is_not_told() -> None:
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN))
    room = after(room, DivertRequest(Matter.DENUNCIATION, turn="t1"))
    (told,) = recap(room, "", NOON).turns
    assert (told.speaker.name, told.place) == ("", "")


def test_what_is_left_is_in_the_view() -> None:
    desk = view_of(Audience.SECRETARY, so_far())["desk"]
    assert desk["unverified"] == {"turns": {"t1": 1}, "count": 1}
    assert desk["unfinished"] == {"rows": ["y1"], "count": 1}
