"""Turns go round among the secretaries, and from hand to hand (day.md D19)."""

import pytest

from server.rooms import rota
from server.rooms.floor import ChairSpeaks, EndFloor, InviteNow, ResumeFloor, SuspendFloor, TurnKind
from server.rooms.room import Command, Room
from server.rooms.rota import (
    AssignTurn,
    HandOverTurn,
    LeaveSeat,
    RotaSet,
    SeatLeft,
    SeatTaken,
    SetRota,
    TakeSeat,
    TakeTurn,
    TurnAssigned,
)
from server.rooms.sight import Audience
from server.rooms.words import Actor, Role
from tests.given import LEAD, MR_AN, SECRETARY, THE_CHAIR, after, ask, happens, opened, refusal
from tests.rooms.seen import view_of

MAI, HOA = SECRETARY, LEAD
LAM = Actor("thu-ky-2", Role.SECRETARY)


def seated(*who: Actor) -> Room:
    room = opened()
    for one in who:
        room = after(room, TakeSeat(f"Cô {one.id}"), actor=one)
    return room


def turns(room: Room) -> list[str]:
    """Whose each turn is, as they were called."""
    return [room.rota.turns.get(id, "") for id in room.floor.order]


def three_speak(room: Room) -> Room:
    for point in ("an-phu", "don-dac", "hoi-truong"):
        room = after(room, InviteNow(point))
        room = after(room, EndFloor(room.floor.speaking))
    return room


def test_a_secretary_sits_down_under_a_name() -> None:
    room, events = ask(opened(), TakeSeat(" Mai "), MAI)
    assert events == (SeatTaken(MAI.id, name="Mai"),)
    assert happens(room, TakeSeat("Mai"), MAI) == ()
    room = after(room, TakeSeat("Mai Anh"), actor=MAI)
    assert (room.rota.order, room.rota.names[MAI.id]) == ((MAI.id,), "Mai Anh")
    assert refusal(room, TakeSeat(" "), LAM) == ("empty_field", {"field": "name"})


def test_turns_go_round() -> None:
    room = three_speak(seated(MAI, HOA))
    assert turns(room) == [MAI.id, HOA.id, MAI.id]
    _, events = ask(room, InviteNow("an-phu"))
    assert events[-1] == TurnAssigned("t4", HOA.id, in_rotation=True)


def test_with_nobody_at_the_desk_nothing_is_assigned() -> None:
    assert turns(three_speak(opened())) == ["", "", ""]


def test_what_the_chair_says_in_between_belongs_to_the_turn_beneath_and_it_goes_on() -> None:
    room = after(seated(MAI, HOA), InviteNow("an-phu", speaker=MR_AN))
    room = after(room, ChairSpeaks("hoi-truong", THE_CHAIR), EndFloor("t2"))
    assert turns(room) == [MAI.id, MAI.id]
    room, events = ask(after(room, SuspendFloor("t1")), ResumeFloor("t1"))
    assert not any(isinstance(event, TurnAssigned) for event in events)
    room = after(room, EndFloor("t1"))
    assert turns(after(room, InviteNow("don-dac"))) == [MAI.id, MAI.id, HOA.id]


def test_the_chair_with_nothing_beneath_is_a_turn_like_others() -> None:
    room = after(seated(MAI, HOA), InviteNow("an-phu"), EndFloor("t1"))
    assert turns(after(room, ChairSpeaks("hoi-truong", THE_CHAIR))) == [MAI.id, HOA.id]


def test_a_turn_that_was_given_by_hand_does_not_move_the_round() -> None:
    room = after(seated(MAI, HOA), InviteNow("an-phu"), EndFloor("t1"))
    room = after(room, AssignTurn("t1", HOA.id), actor=HOA)
    room = after(room, InviteNow("an-phu"), EndFloor("t2"))
    assert turns(room) == [HOA.id, HOA.id]


def test_the_head_sets_the_round_and_ends_it() -> None:
    room, events = ask(seated(MAI, HOA, LAM), SetRota((LAM.id, LAM.id, MAI.id)), HOA)
    assert events == (RotaSet((LAM.id, MAI.id), HOA.id),)
    assert turns(three_speak(room)) == [LAM.id, MAI.id, LAM.id]
    room = after(room, SetRota(), actor=HOA)
    assert turns(three_speak(room)) == ["", "", ""]
    assert happens(room, SetRota(), HOA) == ()
    room = after(room, TakeSeat("Hoa"), actor=HOA)
    assert turns(three_speak(room)) == ["", "", ""]
    room = after(room, SetRota((HOA.id,)), actor=HOA)
    assert turns(three_speak(room)) == [HOA.id] * 3
    no = ("unknown_id", {"what": "secretary", "id": "x"})
    assert refusal(room, SetRota(("x",)), HOA) == no


def test_whoever_leaves_gets_no_more_turns_and_keeps_those_they_had() -> None:
    room = after(seated(MAI, HOA), InviteNow("an-phu"), EndFloor("t1"))
    room, events = ask(room, LeaveSeat(), MAI)
    assert events == (SeatLeft(MAI.id),)
    room = after(room, InviteNow("an-phu"), EndFloor("t2"), InviteNow("don-dac"))
    assert turns(room) == [MAI.id, HOA.id, HOA.id]
    assert happens(room, LeaveSeat(), MAI) == ()


def test_who_comes_back_on_another_machine_goes_on_where_they_were() -> None:
    room = after(seated(MAI, HOA), InviteNow("an-phu"), EndFloor("t1"))
    room, events = ask(room, TakeSeat("Mai", instead=MAI.id), LAM)
    assert events == (SeatTaken(LAM.id, MAI.id, "Mai"),)
    assert (room.rota.order, turns(room)) == ((LAM.id, HOA.id), [LAM.id])
    assert room.rota.names[MAI.id] == f"Cô {MAI.id}"  # of what was done under it
    room = after(room, InviteNow("an-phu"), EndFloor("t2"), InviteNow("don-dac"))
    assert turns(room) == [LAM.id, HOA.id, LAM.id]
    assert happens(room, TakeSeat("Mai", instead=LAM.id), LAM) == ()
    no = ("unknown_id", {"what": "secretary", "id": "x"})
    assert refusal(room, TakeSeat("Mai", instead="x"), LAM) == no


def test_a_full_desk_has_room_for_who_comes_back() -> None:
    room = seated(*(Actor(f"thu-ky-{n}", Role.SECRETARY) for n in range(rota.MOST)))
    room = after(room, TakeSeat("Mai", instead="thu-ky-3"), actor=MAI)
    assert len(room.rota.order) == rota.MOST


def test_seats_ever_taken_are_bounded() -> None:
    room = opened()
    for n in range(rota.EVER):
        room = after(room, TakeSeat("Mai"), LeaveSeat(), actor=Actor(f"m{n}", Role.SECRETARY))
    assert refusal(room, TakeSeat("Mai"), MAI)[0] == "desk_full"
    assert happens(room, TakeSeat("Mai"), Actor("m0", Role.SECRETARY))


def test_a_turn_is_handed_over_by_whoever_has_it() -> None:
    room = after(seated(MAI, HOA, LAM), InviteNow("an-phu"))
    room, events = ask(room, HandOverTurn("t1", LAM.id), MAI)
    assert events == (TurnAssigned("t1", LAM.id, MAI.id),)
    no = ("not_your_turn", {"turn": "t1", "to": LAM.id})
    assert refusal(room, HandOverTurn("t1", MAI.id), MAI) == no
    assert happens(room, HandOverTurn("t1", MAI.id), HOA)  # the head may


def test_of_two_who_take_a_turn_the_later_one_has_it_and_twice_is_nothing() -> None:
    room = after(seated(MAI, LAM), InviteNow("an-phu"))
    room = after(room, TakeTurn("t1"), actor=LAM)
    assert happens(room, TakeTurn("t1"), LAM) == ()
    assert turns(after(room, TakeTurn("t1"), actor=MAI)) == [MAI.id]


@pytest.mark.parametrize(
    ("command", "actor", "what"),
    [
        (TakeTurn("x"), MAI, "turn"),
        (TakeTurn("t1"), LAM, "secretary"),
        (AssignTurn("t1", "x"), HOA, "secretary"),
        (HandOverTurn("t1", "x"), MAI, "secretary"),
    ],
)
def test_turn_and_secretary_must_exist(command: Command, actor: Actor, what: str) -> None:
    room = after(seated(MAI), InviteNow("an-phu"))
    code, fields = refusal(room, command, actor)
    assert (code, fields["what"]) == ("unknown_id", what)


def test_the_desk_has_so_many_seats() -> None:
    room = seated(*(Actor(f"thu-ky-{n}", Role.SECRETARY) for n in range(rota.MOST)))
    assert refusal(room, TakeSeat("Lâm"), MAI) == ("desk_full", {"limit": rota.MOST})


def test_secretaries_see_whose_each_turn_is_and_nobody_else_does() -> None:
    room = three_speak(opened())
    room = after(room, TakeSeat("Mai"), actor=MAI)
    room = after(room, InviteNow("an-phu", TurnKind.REPLY))
    seats = view_of(Audience.SECRETARY, room)["desk"]["seats"]
    assert seats == {
        "names": {MAI.id: "Mai"},
        "turns": {"t4": MAI.id},
        "order": [MAI.id],
        "unassigned": ["t1", "t2", "t3"],
    }
    for audience in set(Audience) - {Audience.SECRETARY}:
        assert "desk" not in view_of(audience, room)
