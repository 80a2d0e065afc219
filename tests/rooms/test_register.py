"""What a room leaves in the register across conferences."""

import pytest

from server.rooms import comparing, entering, floor, queue, register, withdrawals
from server.rooms.dialogue import DivertRequest
from server.rooms.plan import Kind, Level
from server.rooms.points import CheckIn
from server.rooms.programme import Form
from server.rooms.room import Room
from server.rooms.session import CloseConference
from server.rooms.states import Matter
from server.rooms.transcript import WriteSegment
from tests.given import (
    AN_PHU,
    CHAIR,
    LEAD,
    MR_AN,
    NOON,
    POINTS,
    SECOND,
    SECRETARY,
    a_plan,
    after,
    opened,
    planned,
)
from tests.rooms.conference import as_it_goes


def with_a_row(room: Room | None = None) -> Room:
    """Mr An asked for a road, in turn t1."""
    room = after(room or opened(), floor.InviteNow("an-phu", speaker=MR_AN))
    said = entering.LogOpinion("t1", summary="Đề nghị sửa đường", field="giao-thong")
    return after(room, said, actor=SECRETARY)


def only(room: Room) -> register.Row:
    [basis] = register.bases(room).values()
    return register.row(basis)


def test_a_row_says_who_where_and_what() -> None:
    row = only(with_a_row(opened(a_plan(date="2026-01-01"))))
    assert (row.person, row.place, row.field) == (MR_AN.name, "Xã An Phú", "Giao thông")
    assert (row.code, row.day, row.level) == ("YK001", "2026-01-01", Level.PROVINCE)
    assert "sửa đường" in row.folded and "sua duong" in row.plain and "xa an phu" in row.plain


def test_the_day_is_the_halls_own_when_the_plan_has_none() -> None:
    assert only(with_a_row()).day == "2026-01-01"


def test_a_corrected_name_is_right_in_the_register_and_the_old_one_gone() -> None:
    before = with_a_row()
    room = after(before, floor.CorrectSpeaker("t1", MR_AN.__class__("Nguyễn Văn Ân")))
    new, gone = register.changed(before, room)
    assert {id: register.row(basis).person for id, basis in new.items()} == {"y1": "Nguyễn Văn Ân"}
    assert not gone and "nguyễn văn an" not in register.row(new["y1"]).folded


def test_hands_leave_the_register_alone() -> None:
    before = with_a_row()
    room = after(before, queue.RaiseHand("an-phu"), actor=AN_PHU)
    assert register.changed(before, room) == ({}, set())


def test_a_rehearsal_leaves_nothing() -> None:
    room = with_a_row(opened(a_plan(kind=Kind.REHEARSAL)))
    assert register.bases(room) == {} and register.held(room) is None
    assert register.held(Room()) is None


def test_a_denunciation_is_a_number() -> None:
    before = with_a_row()
    room = after(before, DivertRequest(Matter.DENUNCIATION, turn="t1"))
    assert register.bases(room) == {}
    assert register.changed(before, room) == ({}, {"y1"})
    held = register.held(room)
    assert held and (held.denunciations, held.opinions, held.turns) == (1, 0, 0)
    waiting = after(opened(), queue.RaiseHand("an-phu", MR_AN), actor=AN_PHU)
    waiting = after(waiting, DivertRequest(Matter.DENUNCIATION, "r1"))
    held = register.held(waiting)
    assert held and held.denunciations == 1


def test_what_is_to_be_withdrawn_is_hidden_at_once_and_comes_back_if_it_is_not() -> None:
    room = after(opened(), floor.InviteNow("an-phu", speaker=MR_AN))
    room = after(room, WriteSegment("t1", "kho đạn"), actor=SECRETARY, at=NOON + 5 * SECOND)
    room = after(room, entering.LogOpinion("t1", ("s1",), summary="kho đạn"), actor=SECRETARY)
    secret = withdrawals.WithdrawContent(NOON + 4 * SECOND, NOON + 9 * SECOND, "Mật")
    asked = after(room, secret, actor=CHAIR, at=NOON + 10 * SECOND)
    assert "đạn" not in str(only(asked)) and "kho dan" not in str(only(asked))
    assert register.row(register.changed(room, asked)[0]["y1"]).summary == ""
    back = after(asked, withdrawals.CancelWithdrawal("w1"), actor=CHAIR)
    assert only(back).summary == "kho đạn"
    done = after(asked, withdrawals.ConfirmWithdrawal("w1"), actor=LEAD)
    assert "đạn" not in str(only(done)) and "kho dan" not in str(only(done))


def test_what_a_conference_counts_for() -> None:
    room = after(with_a_row(), CheckIn("an-phu", 28), actor=AN_PHU)
    room = after(room, CloseConference())
    held = register.held(room)
    assert held and (held.points, held.connected, held.attended) == (3, 1, 28)
    assert (held.turns, held.opinions, held.form, held.stage) == (1, 1, Form.HYBRID, "closed")
    hall, commune = POINTS[:1], POINTS[1:]
    assert register.form_of(a_plan(points=hall)) is Form.DIRECT
    assert register.form_of(a_plan(points=commune)) is Form.ONLINE
    assert register.held(planned()) is not None


def test_step_by_step_it_is_what_the_whole_room_says() -> None:
    rows: dict[str, register.Basis] = {}
    before = Room()
    for _, room in as_it_goes():
        new, gone = register.changed(before, room)
        rows = {id: one for id, one in (rows | new).items() if id not in gone}
        assert rows == register.bases(room)
        before = room
    assert len(rows) == len(room.opinions.order) - 3  # denunciations are numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "hoà  bình"), ("ỦY BAN", "uỷ ban"), ("khỏe", "khoẻ"), ("Thúy", "thuý"),
        ("đường", "đường"), ("quý", "quý"), ("hoàn", "hoàn"),
    ],
)  # fmt: skip
def test_tone_styles_are_one(one: str, other: str) -> None:
    assert comparing.fold(one) == comparing.fold(other)


def test_marks_that_matter_stay() -> None:
    assert len({comparing.fold(word) for word in ("ma", "má", "mà", "mạ", "mâ", "mã")}) == 6
    assert comparing.plain("Đề nghị Ủy ban, hòa giải") == "de nghi uy ban, hoa giai"
