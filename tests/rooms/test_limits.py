"""Time limits that are changed while the conference runs."""

from server.rooms.floor import (
    CallSpeaker,
    ChairSpeaks,
    EndFloor,
    ExtendFloor,
    InviteNow,
    TakeFloor,
    TurnExtended,
    TurnKind,
)
from server.rooms.limits import RulesSet, SetRules
from server.rooms.plan import Rules
from server.rooms.policy import RequestKind
from server.rooms.queue import RaiseHand
from server.rooms.room import Room
from server.rooms.sight import Audience
from tests.given import ADMIN, ASSISTANT, MR_AN, a_plan, after, ask, happens, opened, refusal
from tests.rooms.seen import view_of

SHORT = Rules(speech=120, reply=90, warn=30, debate=60, waiting_per_point=3)


def speaking() -> Room:
    """r1 speaks as t1, r2 (a debate) is called as t2, r3 waits; all by the five minutes of old."""
    room = after(opened(a_plan(Rules(waiting_per_point=0))), RaiseHand("an-phu", MR_AN))
    room = after(room, RaiseHand("don-dac", kind=RequestKind.DEBATE), RaiseHand("an-phu"))
    return after(room, CallSpeaker("r1"), TakeFloor("t1"), CallSpeaker("r2"))


def limits(room: Room) -> list[int]:
    return [room.floor.turns[id].limit for id in room.floor.order]


def test_from_now_on_for_whoever_has_not_begun() -> None:
    room, events = ask(speaking(), SetRules(SHORT, reason=" Còn 40 phút "))
    assert events == (RulesSet(SHORT, "Còn 40 phút"), TurnExtended("t2", 60))
    room = after(room, CallSpeaker("r3"), InviteNow("hoi-truong", TurnKind.REPLY))
    assert limits(room) == [300, 60, 120, 90]
    rules = view_of(Audience.MODERATOR, room)["conference"]["rules"]
    assert (rules["speech"], rules["warn"]) == (120, 30)


def test_the_running_turn_too_if_it_is_asked_for() -> None:
    room = after(speaking(), ExtendFloor("t1", 60))
    assert limits(room) == [360, 300]
    assert limits(after(room, SetRules(SHORT))) == [360, 60]
    assert limits(after(room, SetRules(SHORT, running=True))) == [120, 60]
    later = after(room, SetRules(SHORT))
    assert happens(later, SetRules(SHORT, running=True)) == (TurnExtended("t1", 120),)
    assert happens(later, SetRules(SHORT)) == ()


def test_whoever_was_interrupted_keeps_their_time_and_the_chair_has_none() -> None:
    room = after(speaking(), ChairSpeaks("hoi-truong"), SetRules(SHORT, running=True))
    assert limits(room) == [300, 60, 0]
    room = after(room, EndFloor("t3"))
    assert view_of(Audience.MODERATOR, room)["floor"]["turns"]["t1"]["limit"] == 300


def test_the_limit_of_a_point_counts_for_the_next_hand() -> None:
    room = after(speaking(), SetRules(Rules(waiting_per_point=1)))
    assert refusal(room, RaiseHand("an-phu"))[0] == "point_limit"
    room = after(room, SetRules(Rules(waiting_per_point=2)))
    assert happens(room, RaiseHand("an-phu"))


def test_who_may_and_when() -> None:
    assert happens(speaking(), SetRules(SHORT), ADMIN)
    assert refusal(speaking(), SetRules(SHORT), ASSISTANT)[0] == "not_allowed"
    assert refusal(Room(), SetRules(SHORT))[0] == "conference_not_open"
