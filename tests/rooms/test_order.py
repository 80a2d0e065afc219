"""Who is called next, and why: rules, safe places, and what people arrange by hand."""

import pytest
from msgspec.structs import replace

from server.rooms import order
from server.rooms.desk import (
    BudgetSet,
    CloseQueue,
    HeadKept,
    HoldRequest,
    InsertRequest,
    MergeRequests,
    MoveRequest,
    OpenQueue,
    PolicySet,
    QueueClosed,
    RequestMoved,
    RequestsMerged,
    ReturnRequest,
    SetBudget,
    SetPolicy,
    SplitRequest,
)
from server.rooms.floor import CallSpeaker, CallWithdrawn, EndFloor, InviteNow, TakeFloor
from server.rooms.own import Own
from server.rooms.plan import Person, PointPlan, Rules
from server.rooms.points import NotePointLost, NotePointReturned
from server.rooms.policy import Policy, Reason, ReasonCode, RequestKind, Rule, Scope
from server.rooms.queue import ApproveRequest, DeclineRequest, LowerHand, RaiseHand, RequestSettled
from server.rooms.room import Room
from server.rooms.sight import Audience
from server.rooms.states import RequestState
from server.rooms.words import SYSTEM
from tests.given import (
    AN_PHU,
    LAN,
    MODERATOR,
    MR_AN,
    NOON,
    SECOND,
    TECHNICIAN,
    a_plan,
    after,
    ask,
    happens,
    opened,
    refusal,
)
from tests.rooms.seen import view_of

PLACES = (
    PointPlan("hoi-truong", "Hội trường", kind="venue"),
    PointPlan("a1", "Xã A1", cluster="A"),
    PointPlan("a2", "Xã A2", cluster="A"),
    PointPlan("b1", "Xã B1", cluster="B"),
)
PLAN = a_plan(Rules(waiting_per_point=0), points=PLACES)


def waiting(*points: str, room: Room | None = None) -> Room:
    """A hand from each of `points`, for somebody of its own: r1, r2 …"""
    room = opened(PLAN) if room is None else room
    first = len(room.queue.requests) + 1
    hands = [RaiseHand(point, Person(f"Người {n}")) for n, point in enumerate(points, first)]
    return after(room, *hands)


def ruled(room: Room, *rules: Rule, **more: object) -> Room:
    return after(room, SetPolicy(Policy(rules, **more)))  # type: ignore[arg-type]


def line(room: Room) -> list[str]:
    made = order.lineup(room.queue, room.floor, room.session.plan, room.agenda.current)
    return [id[1:] for id in made.order]


def why(room: Room, id: str) -> tuple[Reason, ...]:
    made = order.lineup(room.queue, room.floor, room.session.plan, room.agenda.current)
    return made.reasons(id)


def test_first_come_first_served_unless_somebody_says_otherwise() -> None:
    room = waiting("a1", "b1", "a1")
    assert line(room) == ["1", "2", "3"]
    assert why(room, "r2") == (Reason(ReasonCode.FIRST_COME, 2),)


def test_clusters_take_turns_and_say_so() -> None:
    room = ruled(waiting("a1", "a2", "a1", "b1", "b1"), Rule.CLUSTER)
    assert line(room) == ["1", "4", "2", "5", "3"]
    assert why(room, "r5") == (
        Reason(ReasonCode.CLUSTER, 1, "B"), Reason(ReasonCode.FIRST_COME, 5),
    )  # fmt: skip


def test_a_cluster_that_has_spoken_waits_for_the_others() -> None:
    room = after(waiting("a1"), CallSpeaker(), TakeFloor("t1"), EndFloor("t1"))
    room = ruled(waiting("a2", "b1", room=room), Rule.CLUSTER)
    assert line(room) == ["3", "2"]


def test_who_has_not_spoken_comes_first_by_point_and_by_person() -> None:
    room = after(waiting("a1"), InviteNow("b1", speaker=Person("Người 3")), EndFloor("t1"))
    room = waiting("b1", "a1", room=room)
    assert line(ruled(room, Rule.POINT)) == ["1", "2", "3"]
    assert line(ruled(waiting("a2", room=room), Rule.POINT)) == ["1", "4", "2", "3"]
    assert line(ruled(room, Rule.PERSON)) == ["1", "2", "3"]
    assert why(ruled(room, Rule.PERSON), "r3")[0] == Reason(ReasonCode.PERSON, 1)


def test_a_turn_that_was_taken_back_was_none() -> None:
    room = ruled(waiting("a1", "b1"), Rule.POINT)
    called = after(room, CallSpeaker("r1"))
    assert line(waiting("a1", room=called)) == ["2", "3"]
    assert line(after(called, EndFloor("t1"))) == ["1", "2"]


def test_fields_are_balanced() -> None:
    hands = [
        RaiseHand("a1", Person(f"Người {n}"), field=field)
        for n, field in enumerate(("dat-dai", "dat-dai", "giao-thong", ""))
    ]
    assert line(ruled(after(opened(PLAN), *hands), Rule.FIELD)) == ["1", "3", "4", "2"]


def test_a_class_of_priority_and_the_venue_first() -> None:
    room = after(waiting("a1", "hoi-truong"), RaiseHand("b1", kind=RequestKind.ORDER))
    assert line(ruled(room, Rule.KIND, kinds=(RequestKind.ORDER,))) == ["3", "1", "2"]
    assert line(ruled(room, Rule.VENUE)) == ["2", "1", "3"]
    both = ruled(room, Rule.KIND, Rule.VENUE, kinds=(RequestKind.ORDER,))
    assert line(both) == ["3", "2", "1"]


def test_approval_counts_where_the_policy_says_so() -> None:
    room = after(waiting("a1", "b1"), ApproveRequest("r2"))
    assert line(room) == ["1", "2"]
    assert line(ruled(room, Rule.APPROVED)) == ["2", "1"]


def test_a_cluster_beyond_its_quota_goes_last() -> None:
    room = waiting("a1", "a2", "a1", "b1")
    assert line(ruled(room, Rule.QUOTA, quota=2)) == ["1", "2", "4", "3"]
    assert line(ruled(room, Rule.QUOTA)) == ["1", "2", "3", "4"]


def test_turns_of_other_items_do_not_count_where_only_this_one_does() -> None:
    room = after(waiting("a1"), InviteNow("b1", item="khai-mac"), EndFloor("t1"))
    room = waiting("b1", "a1", room=room)
    assert line(ruled(room, Rule.POINT)) == ["1", "2", "3"]
    assert why(ruled(room, Rule.POINT), "r2")[0].n == 1
    assert why(ruled(room, Rule.POINT, scope=Scope.ITEM), "r2")[0].n == 0


def test_a_preview_is_what_comes_of_it_and_changes_nothing() -> None:
    room = waiting("a1", "a2", "b1")
    tried = Policy((Rule.CLUSTER,), safe=2)
    seen = order.preview(room.queue, room.floor, room.session.plan, "", tried)
    assert line(room) == ["1", "2", "3"]
    assert list(seen.order) == [f"r{n}" for n in line(after(room, SetPolicy(tried)))]


# Safe places


def test_the_next_ones_are_never_reshuffled() -> None:
    room, events = ask(waiting("a1", "a2"), SetPolicy(Policy((Rule.CLUSTER,), safe=2)))
    assert events == (PolicySet(Policy((Rule.CLUSTER,), safe=2)), HeadKept(("r1", "r2")))
    room = waiting("b1", room=room)
    assert line(room) == ["1", "2", "3"]
    assert why(room, "r2") == (Reason(ReasonCode.SAFE),)
    assert line(ruled(room, Rule.CLUSTER, safe=0)) == ["1", "3", "2"]


def test_whoever_is_next_is_promised_it_when_one_leaves() -> None:
    room = ruled(waiting("a1", "a2", "b1"), Rule.CLUSTER, safe=1)
    room, events = ask(room, CallSpeaker())
    assert events[-1] == HeadKept(("r3",))
    assert after(room, EndFloor("t1")).queue.head == ("r1", "r3")
    assert line(after(room, EndFloor("t1"))) == ["1", "3", "2"]


def test_hands_going_up_behind_a_whole_head_cost_no_order() -> None:
    room = ruled(waiting("a1", "a2"), Rule.CLUSTER, safe=2)
    hand = happens(room, RaiseHand("b1"))
    assert [type(event).__name__ for event in hand] == ["HandRaised"]


# By hand


def test_moved_by_hand_wins_and_stays() -> None:
    room = ruled(waiting("a1", "a2", "b1", "b1"), Rule.CLUSTER)
    assert line(room) == ["1", "3", "2", "4"]
    room, events = ask(room, MoveRequest("r4", room.queue.version, before="r3"))
    assert events == (RequestMoved("r4", ("r1",)),)
    assert line(room) == ["1", "4", "3", "2"]
    assert why(room, "r4") == (Reason(ReasonCode.BY_HAND),)
    assert line(after(room, CallSpeaker())) == ["4", "3", "2"]
    assert line(waiting("b1", "a2", room=room))[:2] == ["1", "4"]
    assert line(after(room, CallSpeaker(), EndFloor("t1"))) == ["1", "4", "3", "2"]


def test_moving_to_the_end_and_to_where_it_stands() -> None:
    room = waiting("a1", "a2", "b1")
    assert line(after(room, MoveRequest("r1", 0))) == ["2", "3", "1"]
    for same in (MoveRequest("r2", 0, "r3"), MoveRequest("r3", 0), MoveRequest("r2", 0, "r2")):
        assert happens(room, same) == ()


def test_a_move_on_another_arrangement_is_refused() -> None:
    room = waiting("a1", "a2", "b1")
    moved = after(room, MoveRequest("r3", 0, "r1"))
    stale = ("stale_version", {"id": "r2", "version": 1})
    assert refusal(moved, MoveRequest("r2", 0, "r1")) == stale
    gone = after(room, DeclineRequest("r1"))
    assert refusal(gone, MoveRequest("r2", 0, "r1")) == (
        "stale_version", {"id": "r2", "version": 0},
    )  # fmt: skip
    no = ("not_waiting", {"request": "r1", "state": RequestState.DECLINED})
    assert refusal(gone, MoveRequest("r1", 0, "r2")) == no


def test_hands_going_up_spoil_no_move() -> None:
    room = waiting("b1", room=waiting("a1", "a2"))
    assert line(after(room, MoveRequest("r2", 0, "r1"))) == ["2", "1", "3"]


def test_somebody_typed_in_at_a_place() -> None:
    room = waiting("a1", "a2")
    room, events = ask(room, InsertRequest("b1", 0, "r2", MR_AN, "Đường"))
    assert [type(event).__name__ for event in events] == ["HandRaised", "RequestMoved"]
    assert line(room) == ["1", "3", "2"]


def test_called_later_and_back_again() -> None:
    room, events = ask(after(waiting("a1", "b1"), ApproveRequest("r1")), HoldRequest("r1"))
    assert events == (RequestSettled("r1", RequestState.HELD),)
    assert (line(room), room.queue.held) == (["2"], ("r1",))
    assert happens(room, HoldRequest("r1")) == ()
    back, events = ask(room, ReturnRequest("r1"))
    assert events == (RequestSettled("r1", RequestState.APPROVED),)
    assert line(back) == ["1", "2"]
    no = ("not_waiting", {"request": "r2", "state": RequestState.WAITING})
    assert refusal(room, ReturnRequest("r2")) == no
    assert after(room, CallSpeaker("r1")).floor.turns["t1"].request == "r1"


def test_a_held_one_counts_as_waiting() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), HoldRequest("r1"))
    no = ("already_waiting", {"request": "r1", "no": 1})
    assert refusal(room, RaiseHand("don-dac", MR_AN)) == no


def test_who_is_called_and_away_is_held_and_the_next_is_called() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), RaiseHand("don-dac"))
    room = after(room, NotePointReturned("an-phu"), actor=SYSTEM)
    room = after(room, NotePointLost("an-phu"), actor=SYSTEM, at=NOON + SECOND)
    seen = view_of(Audience.MODERATOR, room)["queue"]["requests"]["r1"]
    assert seen["away"] == NOON + SECOND
    room = after(room, CallSpeaker(), at=NOON + 2 * SECOND)
    turn = view_of(Audience.MODERATOR, room)["floor"]["turns"]["t1"]
    assert (turn["away"], turn["called_at"], turn["expires"]) == (
        NOON + SECOND, NOON + 2 * SECOND, NOON + 32 * SECOND,
    )  # fmt: skip
    room, events = ask(room, HoldRequest("r1"))
    assert events == (CallWithdrawn("t1"), RequestSettled("r1", RequestState.HELD))
    assert after(room, CallSpeaker()).floor.turns["t2"].request == "r2"


def test_nobody_is_called_twice_by_two_at_once() -> None:
    room = after(waiting("a1", "a2"), CallSpeaker(count=0))
    assert refusal(room, CallSpeaker(count=0)) == ("already_called", {"turn": "t1", "count": 1})
    assert happens(room, CallSpeaker(count=1))


# Together


def test_several_ask_the_same() -> None:
    room, events = ask(waiting("a1", "a2", "b1"), MergeRequests("r1", ("r2", "r3", "r2")))
    assert events == (RequestsMerged("r1", ("r2", "r3")),)
    assert line(room) == ["1"]
    seen = view_of(Audience.CHAIR, room)["queue"]["requests"]["r1"]["cosigners"]
    assert [(one["no"], one["place"]) for one in seen] == [(2, "Xã A2"), (3, "Xã B1")]
    spoken = after(room, CallSpeaker(), TakeFloor("t1"), EndFloor("t1"))
    assert {one.state for one in spoken.queue.requests.values()} == {RequestState.DONE}


def test_who_stood_behind_one_that_is_lowered_stands_alone_again() -> None:
    room = after(waiting("a1", "a2", "b1"), ApproveRequest("r2"), MergeRequests("r1", ("r2", "r3")))
    assert line(after(room, LowerHand("r1"))) == ["2", "3"]
    assert after(room, LowerHand("r1")).queue.requests["r2"].state is RequestState.APPROVED
    split = after(room, SplitRequest("r3"))
    assert (line(split), split.queue.requests["r1"].cosigners) == (["1", "3"], ("r2",))
    declined = after(room, DeclineRequest("r1")).queue.requests.values()
    assert {one.state for one in declined} == {RequestState.DECLINED}


def test_a_merged_group_is_merged_whole() -> None:
    room = after(waiting("a1", "a2", "b1"), MergeRequests("r2", ("r3",)))
    room = after(room, MergeRequests("r1", ("r2",)))
    assert room.queue.requests["r1"].cosigners == ("r2", "r3")
    assert refusal(room, MergeRequests("r1", ("r1",))) == ("bad_merge", {"request": "r1"})
    no = ("not_waiting", {"request": "r2", "state": RequestState.MERGED})
    assert refusal(room, MergeRequests("r1", ("r2",))) == no


def test_who_stands_behind_another_sees_whose_place_it_has() -> None:
    room = after(opened(), RaiseHand("don-dac"), RaiseHand("don-dac"), RaiseHand("an-phu", MR_AN))
    mine = Own(after(room, MergeRequests("r2", ("r3",)))).of(AN_PHU)["requests"]["r3"]
    assert (mine["state"], mine["behind"], mine["place"]) == ("merged", 2, 2)


# The list


def test_a_closed_list_takes_nobody_but_whom_the_desk_types_in() -> None:
    room, events = ask(opened(), CloseQueue())
    assert events == (QueueClosed(NOON),)
    for actor in (AN_PHU, LAN, TECHNICIAN):
        assert refusal(room, RaiseHand("an-phu", MR_AN), actor) == ("list_closed", {})
    assert happens(room, RaiseHand("an-phu", MR_AN), MODERATOR)
    assert Own(room).of(AN_PHU)["closed"] is True
    assert happens(room, CloseQueue()) == ()
    assert happens(after(room, OpenQueue()), RaiseHand("an-phu", MR_AN), AN_PHU)


def test_opening_the_list_again_is_by_hand_and_so_is_closing_it() -> None:
    room, events = ask(opened(), SetBudget(NOON + 60 * SECOND, close=True))
    assert events == (BudgetSet(NOON + 60 * SECOND, True),)
    room = after(room, CloseQueue(), OpenQueue())
    assert room.queue.budget.close is False


@pytest.mark.parametrize("audience", [Audience.SECRETARY, Audience.TECHNICIAN, Audience.POINT])
def test_reasons_are_for_the_moderator_and_the_chair_alone(audience: Audience) -> None:
    room = after(ruled(waiting("a1", "b1"), Rule.CLUSTER), MoveRequest("r2", 1, "r1"))
    for shown in (Audience.MODERATOR, Audience.CHAIR):
        seen = view_of(shown, room)["queue"]
        assert seen["why"]["r2"] == [{"code": "by_hand"}]
        assert (seen["version"], seen["policy"]) == (2, {"rules": ["cluster"]})
    seen = view_of(audience, room).get("queue", {})
    assert not {"why", "version", "policy"} & set(seen)


def test_a_point_sees_what_the_order_goes_by_and_who_is_to_get_ready() -> None:
    room = after(opened(a_plan(Rules(waiting_per_point=0))), *[RaiseHand("don-dac")] * 2)
    room = ruled(after(room, RaiseHand("an-phu", MR_AN)), Rule.POINT)
    mine = Own(room).of(AN_PHU)
    assert list(mine["rules"]) == ["point"]
    assert (mine["requests"]["r3"]["place"], mine["requests"]["r3"]["on_deck"]) == (2, True)
    later = after(room, MoveRequest("r3", 1))
    assert "on_deck" not in Own(later).of(AN_PHU)["requests"]["r3"]


def test_a_plan_may_bring_its_policy() -> None:
    plan = replace(PLAN, policy=Policy((Rule.CLUSTER,)))
    assert line(waiting("a1", "a2", "b1", room=opened(plan))) == ["1", "3", "2"]
