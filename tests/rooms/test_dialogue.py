"""The dialogue ends and nobody is left waiting (day.md D8); complaints go another way (D9); lists
come in beforehand, and texts afterwards."""

import pytest

from server.rooms import desk
from server.rooms.dialogue import Disposed, Disposition, DivertRequest, EndDialogue
from server.rooms.floor import CallSpeaker, CorrectSpeaker, EndFloor, TakeFloor
from server.rooms.memo import Memo
from server.rooms.own import Own
from server.rooms.plan import Person
from server.rooms.queue import DeclineRequest, RaiseHand, RegisterRequests, SendInWriting, Wish
from server.rooms.room import Room
from server.rooms.session import Captions, SetCaptions
from server.rooms.sight import Audience, look
from server.rooms.states import Matter, RequestState
from server.rooms.views import CaptionsView, Crowd
from server.rooms.words import Actor
from tests.given import (
    ADMIN,
    AN_PHU,
    ASSISTANT,
    LAN,
    MR_AN,
    MR_CUONG,
    MRS_BINH,
    NOON,
    SECOND,
    TECHNICIAN,
    after,
    happens,
    opened,
    planned,
    refusal,
)
from tests.rooms.seen import view_of


def hands() -> Room:
    """An and Bình in An Phú, Cường in Đôn Đạc."""
    return after(
        opened(), RaiseHand("an-phu", MR_AN, "Đường xã"), RaiseHand("an-phu", MRS_BINH),
        RaiseHand("don-dac", MR_CUONG),
    )  # fmt: skip


def states(room: Room) -> dict[str, str]:
    return {id: one.state.value for id, one in room.queue.requests.items()}


def test_the_end_leaves_nobody_waiting() -> None:
    room = after(hands(), CallSpeaker("r3"), desk.HoldRequest("r2"))
    room = after(room, EndDialogue(others=(Disposed("r2", Disposition.CARRIED),)))
    assert states(room) == {"r1": "written", "r2": "carried", "r3": "written"}
    assert room.floor.coming == () and room.queue.order == room.queue.held == ()
    assert refusal(room, RaiseHand("an-phu", MR_AN), AN_PHU) == ("list_closed", {})
    assert happens(room, EndDialogue()) == ()


def test_the_end_settles_those_who_stand_behind_too_and_leaves_the_floor() -> None:
    room = after(hands(), desk.MergeRequests("r2", ("r3",)), CallSpeaker("r1"), TakeFloor("t1"))
    room = after(room, EndDialogue(rest=Disposition.LATER))
    assert states(room) == {"r1": "called", "r2": "later", "r3": "later"}
    assert room.floor.speaking == "t1"
    assert states(after(room, EndFloor("t1")))["r1"] == "done"


def test_what_the_end_names_must_wait() -> None:
    room = after(hands(), DeclineRequest("r1"))
    ended = EndDialogue(others=(Disposed("r1", Disposition.CARRIED),))
    no = ("not_waiting", {"request": "r1", "state": RequestState.DECLINED})
    assert refusal(room, ended) == no


def test_points_are_told_and_may_complete_the_text_until_a_set_hour() -> None:
    until = NOON + 60 * SECOND
    room = after(hands(), EndDialogue(written_until=until))
    mine = Own(room).of(AN_PHU)
    assert (mine["requests"]["r1"]["state"], mine["written_until"]) == ("written", until)
    room = after(room, SendInWriting("r1", " Sửa đường "), actor=AN_PHU)
    assert room.queue.requests["r1"].text == "Sửa đường"
    assert happens(room, SendInWriting("r1", "Sửa đường"), AN_PHU) == ()
    late = refusal(room, SendInWriting("r1", "khác"), AN_PHU, until + 1)
    assert late == ("too_late", {"until": until})


def test_in_writing_instead_of_speaking() -> None:
    for room in (hands(), after(hands(), DeclineRequest("r1"))):
        written = after(room, SendInWriting("r1", "Sửa đường"), actor=AN_PHU)
        assert states(written)["r1"] == "written"
        seen = view_of(Audience.MODERATOR, written)["queue"]
        assert (seen["aside"], seen["requests"]["r1"]["text"]) == (["r1"], "Sửa đường")
    assert refusal(hands(), SendInWriting("r1", " "), AN_PHU)[0] == "empty_field"
    assert refusal(hands(), SendInWriting("r1", "x"), LAN)[0] == "not_allowed"


def test_who_stood_behind_still_wants_to_speak() -> None:
    room = after(hands(), desk.MergeRequests("r1", ("r3",)))
    room = after(room, SendInWriting("r1", "Sửa đường"), actor=AN_PHU)
    assert room.queue.order == ("r2", "r3")


@pytest.mark.parametrize("matter", Matter)
def test_a_request_goes_another_way(matter: Matter) -> None:
    room = after(hands(), DivertRequest(matter, "r1"))
    assert (states(room)["r1"], room.queue.order) == ("diverted", ("r2", "r3"))
    told = [str(view_of(audience, room)) for audience in Audience] + [str(Own(room).of(AN_PHU))]
    named = [MR_AN.name in one or "Đường xã" in one for one in told]
    assert any(named) is (matter is Matter.COMPLAINT)
    assert Own(room).of(AN_PHU)["requests"]["r1"]["matter"] == matter
    no = ("not_waiting", {"request": "r1", "state": RequestState.DIVERTED})
    assert refusal(room, CallSpeaker("r1")) == no


def test_at_the_microphone_name_plate_and_captions_go_blank() -> None:
    room = after(hands(), CallSpeaker("r1"), TakeFloor("t1"), SetCaptions(Captions.LIVE))
    room = after(room, DivertRequest(Matter.COMPLAINT, turn="t1"))
    shown = CaptionsView("t1", ("ông ấy",))
    for audience in (Audience.POINT, Audience.VIEWER, Audience.HALL):
        seen = look(audience, room, Memo(), Crowd(), shown)
        assert (seen["captions"], seen["floor"]["turns"]["t1"]["speaker"]) == ({}, {})
    staff = view_of(Audience.MODERATOR, room)["floor"]["turns"]["t1"]
    assert (staff["matter"], staff["speaker"]["name"]) == ("complaint", MR_AN.name)
    assert states(after(room, EndFloor("t1")))["r1"] == "diverted"


def test_no_name_comes_back_to_a_denunciation() -> None:
    room = after(hands(), CallSpeaker("r1"), DivertRequest(Matter.DENUNCIATION, turn="t1"))
    assert MR_AN.name not in "".join(str(view_of(audience, room)) for audience in Audience)
    assert refusal(room, CorrectSpeaker("t1", MR_AN)) == ("diverted", {"turn": "t1"})
    assert states(after(room, EndFloor("t1")))["r1"] == "diverted"


def test_something_is_diverted() -> None:
    no = ("empty_field", {"field": "request"})
    assert refusal(hands(), DivertRequest(Matter.COMPLAINT)) == no


# Lists, and what is typed in for others

WISHES = (
    Wish("an-phu", MR_AN, "Đường xã", "giao-thong"),
    Wish("don-dac", MR_CUONG),
)


@pytest.mark.parametrize("actor", [ADMIN, ASSISTANT])
def test_a_list_is_registered_beforehand(actor: Actor) -> None:
    room = after(planned(), RegisterRequests(WISHES), actor=actor)
    assert room.queue.order == ("r1", "r2")
    assert all(one.prior for one in room.queue.requests.values())
    assert view_of(Audience.CHAIR, room)["queue"]["requests"]["r1"]["prior"] is True


def test_a_list_with_a_bad_row_registers_nothing_and_says_which_are_bad() -> None:
    rows = (
        *WISHES, Wish("x", MRS_BINH), Wish("don-dac", MR_AN), Wish("an-phu"),
        Wish("an-phu", MRS_BINH, field="y-te"),
    )  # fmt: skip
    code, fields = refusal(planned(), RegisterRequests(rows))
    assert (code, fields["count"]) == ("bad_rows", 4)
    assert fields["rows"] == [
        {"row": 3, "code": "unknown_id", "what": "point", "id": "x"},
        {"row": 4, "code": "already_waiting", "request": "r1", "no": 1},
        {"row": 5, "code": "empty_field", "field": "name"},
        {"row": 6, "code": "unknown_id", "what": "field", "id": "y-te"},
    ]


def test_a_hand_typed_in_for_a_point_that_lost_its_line() -> None:
    room = after(opened(), RaiseHand("don-dac", MR_CUONG), actor=TECHNICIAN)
    assert room.queue.requests["r1"].by == "technician:ky-thuat"


def test_an_offline_press_keeps_both_times_and_goes_by_the_servers() -> None:
    early = RaiseHand("don-dac", Person("Sớm"), pressed_at=NOON - 60 * SECOND)
    room = after(opened(), RaiseHand("an-phu", MR_AN), early)
    assert room.queue.order == ("r1", "r2")
    seen = view_of(Audience.MODERATOR, room)["queue"]["requests"]["r2"]
    assert (seen["pressed_at"], seen["raised_at"]) == (NOON - 60 * SECOND, NOON)
