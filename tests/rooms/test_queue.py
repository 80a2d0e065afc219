"""Hands are raised, corrected, lowered, approved and declined (day.md D2, D3, D6)."""

import pytest

from server.rooms.floor import CallSpeaker, EndFloor, TakeFloor
from server.rooms.plan import Person, Rules
from server.rooms.policy import RequestKind
from server.rooms.queue import (
    ApproveRequest,
    DeclineRequest,
    HandRaised,
    LowerHand,
    RaiseHand,
    RequestRevised,
    RequestSettled,
    ReviseRequest,
)
from server.rooms.room import Command, Room
from server.rooms.states import RequestState
from tests.given import (
    AN_PHU,
    DON_DAC,
    HUNG,
    LAN,
    MR_AN,
    MR_CUONG,
    MRS_BINH,
    NOON,
    a_plan,
    after,
    ask,
    happens,
    opened,
    planned,
    refusal,
)


def two_waiting() -> Room:
    return after(opened(), RaiseHand("an-phu", MR_AN, "Đường xã"), RaiseHand("an-phu", MRS_BINH))


def test_raising_a_hand() -> None:
    command = RaiseHand("an-phu", MR_AN, "Đường liên xã", "giao-thong", RequestKind.BACK)
    room, events = ask(opened(), command, AN_PHU)
    assert events == (
        HandRaised(
            request="r1", no=1, point="an-phu", field="giao-thong", kind=RequestKind.BACK, at=NOON,
            by="point:an-phu-1", speaker=MR_AN, topic="Đường liên xã",
        ),
    )  # fmt: skip
    assert room.queue.order == ("r1",)
    assert room.queue.requests["r1"].state is RequestState.WAITING


def test_hands_wait_in_the_order_they_were_raised() -> None:
    assert after(two_waiting(), RaiseHand("don-dac")).queue.order == ("r1", "r2", "r3")


def test_what_a_raised_hand_names_must_exist() -> None:
    no = ("unknown_id", {"what": "point", "id": "x"})
    assert refusal(opened(), RaiseHand("x")) == no
    no = ("unknown_id", {"what": "field", "id": "y-te"})
    assert refusal(opened(), RaiseHand("an-phu", field="y-te")) == no


def test_points_and_delegates_raise_hands_only_where_they_sit() -> None:
    for actor in (DON_DAC, LAN):
        point = "an-phu" if actor is DON_DAC else "don-dac"
        no = ("not_allowed", {"role": actor.role, "point": point})
        assert refusal(opened(), RaiseHand(point), actor) == no


@pytest.mark.parametrize(
    "again",
    [
        MR_AN,
        Person("  nguyễn  VĂN an ", "chức danh khác", "XÃ AN PHÚ"),
        Person("Nguyê\u0303n Va\u0306n An", unit="Xa\u0303 An Phu\u0301"),
    ],
)
def test_one_waiting_request_per_person_whatever_the_spelling(again: Person) -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN))
    no = ("already_waiting", {"request": "r1", "no": 1})
    assert refusal(room, RaiseHand("don-dac", again)) == no


def test_namesakes_of_another_unit_and_the_unnamed_are_other_people() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), RaiseHand("an-phu"))
    assert happens(room, RaiseHand("don-dac", Person(MR_AN.name, unit="Xã Khác")))
    assert happens(room, RaiseHand("don-dac"))


def test_a_delegate_has_one_hand_whatever_the_name() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), actor=LAN)
    no = ("already_waiting", {"request": "r1", "no": 1})
    assert refusal(room, RaiseHand("an-phu", MRS_BINH), LAN) == no
    assert happens(room, RaiseHand("an-phu"), HUNG)


def test_a_person_may_wait_again_once_settled() -> None:
    for settle in (LowerHand("r1"), DeclineRequest("r1")):
        room = after(opened(), RaiseHand("an-phu", MR_AN), settle)
        assert happens(room, RaiseHand("an-phu", MR_AN))


def test_a_point_has_only_so_many_waiting() -> None:
    assert refusal(two_waiting(), RaiseHand("an-phu"), AN_PHU) == ("point_limit", {"limit": 2})
    assert happens(two_waiting(), RaiseHand("don-dac"), DON_DAC)


def test_no_limit_for_the_venue_nor_where_the_rules_set_none() -> None:
    many = [RaiseHand("hoi-truong") for _ in range(9)]
    assert len(after(opened(), *many).queue.order) == 9
    free = opened(a_plan(Rules(waiting_per_point=0)))
    assert len(after(free, *[RaiseHand("an-phu") for _ in range(9)]).queue.order) == 9


def test_who_is_called_counts_as_waiting_until_they_speak() -> None:
    """A call may be taken back: then there must be room for them, and they must be one."""
    room = after(two_waiting(), CallSpeaker("r1"))
    no = ("already_waiting", {"request": "r1", "no": 1})
    assert refusal(room, RaiseHand("don-dac", MR_AN)) == no
    assert refusal(room, ReviseRequest("r2", MR_AN)) == no
    assert refusal(room, RaiseHand("an-phu")) == ("point_limit", {"limit": 2})
    assert happens(after(room, TakeFloor("t1")), RaiseHand("an-phu", MR_AN))


def test_lowering_a_hand() -> None:
    room, events = ask(two_waiting(), LowerHand("r1"), AN_PHU)
    assert events == (RequestSettled("r1", RequestState.LOWERED),)
    assert room.queue.order == ("r2",)
    no = ("not_waiting", {"request": "r1", "state": RequestState.LOWERED})
    assert refusal(room, LowerHand("r1"), AN_PHU) == no


def test_a_delegate_lowers_only_their_own_hand_and_a_point_any_of_its_own() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), actor=LAN)
    assert refusal(room, LowerHand("r1"), HUNG) == (
        "not_allowed",
        {"role": "delegate", "request": "r1"},
    )
    no = ("not_allowed", {"role": "point", "point": "an-phu"})
    assert refusal(room, LowerHand("r1"), DON_DAC) == no
    assert happens(room, LowerHand("r1"), LAN) == happens(room, LowerHand("r1"), AN_PHU)


def test_revising_keeps_the_place_and_what_is_not_named() -> None:
    room, events = ask(two_waiting(), ReviseRequest("r1", speaker=MR_CUONG), AN_PHU)
    assert events == (RequestRevised("r1", "", MR_CUONG, "Đường xã"),)
    assert room.queue.order == ("r1", "r2")
    room, events = ask(room, ReviseRequest("r1", topic="", field="dat-dai"))
    assert events == (RequestRevised("r1", "dat-dai", MR_CUONG, ""),)
    assert happens(room, ReviseRequest("r1", MR_CUONG, "", "dat-dai")) == ()
    assert happens(room, ReviseRequest("r1")) == ()


def test_revising_cannot_make_a_second_request_of_one_person() -> None:
    no = ("already_waiting", {"request": "r1", "no": 1})
    assert refusal(two_waiting(), ReviseRequest("r2", speaker=MR_AN)) == no


def test_what_a_revision_names_must_exist_and_be_ones_own() -> None:
    no = ("unknown_id", {"what": "field", "id": "y-te"})
    assert refusal(two_waiting(), ReviseRequest("r1", field="y-te")) == no
    no = ("not_allowed", {"role": "point", "point": "an-phu"})
    assert refusal(two_waiting(), ReviseRequest("r1", topic="khác"), DON_DAC) == no


def test_approving() -> None:
    room, events = ask(two_waiting(), ApproveRequest("r2"))
    assert events == (RequestSettled("r2", RequestState.APPROVED),)
    assert room.queue.order == ("r1", "r2")
    assert happens(room, ApproveRequest("r2")) == ()
    assert happens(room, CallSpeaker("r2"))


def test_declining_takes_out_of_the_order() -> None:
    room, events = ask(two_waiting(), DeclineRequest("r1"))
    assert events == (RequestSettled("r1", RequestState.DECLINED),)
    assert room.queue.order == ("r2",)


@pytest.mark.parametrize("ask_for", [LowerHand, ReviseRequest, ApproveRequest, DeclineRequest])
def test_only_an_open_request_can_be_dealt_with(ask_for: type[LowerHand]) -> None:
    command: Command = ask_for("x")
    assert refusal(two_waiting(), command) == ("unknown_id", {"what": "request", "id": "x"})
    declined = after(two_waiting(), DeclineRequest("r1"))
    no = ("not_waiting", {"request": "r1", "state": RequestState.DECLINED})
    assert refusal(declined, ask_for("r1")) == no
    called = after(two_waiting(), CallSpeaker("r1"))
    no = ("not_waiting", {"request": "r1", "state": RequestState.CALLED})
    assert refusal(called, ask_for("r1")) == no


def test_a_call_taken_back_regains_its_place() -> None:
    room = after(two_waiting(), RaiseHand("don-dac"), CallSpeaker("r2"), CallSpeaker("r1"))
    assert room.queue.order == ("r3",)
    assert after(room, EndFloor("t1")).queue.order == ("r2", "r3")
    assert after(room, EndFloor("t1"), EndFloor("t2")).queue.order == ("r1", "r2", "r3")


def test_hands_may_go_up_before_the_conference_opens() -> None:
    assert happens(planned(), RaiseHand("an-phu", MR_AN), AN_PHU)
