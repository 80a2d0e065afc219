"""Who sees what: whole areas per audience, no more (day.md D1, D2, D3)."""

import msgspec
import pytest

from server.live.mirror import diff
from server.rooms import onfloor, panels, sight
from server.rooms.desk import CloseQueue, HoldRequest
from server.rooms.deskviews import Readiness
from server.rooms.editing import VerifySegment
from server.rooms.entering import LogOpinion
from server.rooms.floor import (
    CallSpeaker,
    ChairSpeaks,
    CorrectSpeaker,
    EndFloor,
    ExtendFloor,
    InviteNow,
    TakeFloor,
    TurnKind,
)
from server.rooms.memo import Memo
from server.rooms.own import Own
from server.rooms.plan import Level, Person, Rules
from server.rooms.queue import ApproveRequest, RaiseHand
from server.rooms.room import Command, Room
from server.rooms.session import PauseConference
from server.rooms.sight import Audience, look
from server.rooms.transcript import RecordSegment, Word, WriteSegment
from server.rooms.views import CaptionsView, Crowd, Mine, View
from server.rooms.words import SYSTEM, Actor, Role
from tests.given import (
    ACTORS,
    AN_PHU,
    DON_DAC,
    HUNG,
    LAN,
    LEAD,
    MODERATOR,
    MR_AN,
    MR_CUONG,
    MRS_BINH,
    NOON,
    SECRETARY,
    THE_CHAIR,
    a_plan,
    after,
    opened,
    planned,
)
from tests.rooms.conference import as_it_goes
from tests.rooms.seen import Field, Json, as_json, check, fields_of, optional_fields, view_of

PUBLIC = (Audience.POINT, Audience.VIEWER, Audience.HALL)
STAFF = (Audience.MODERATOR, Audience.CHAIR, Audience.SECRETARY, Audience.TECHNICIAN)


@pytest.mark.parametrize(
    ("audience", "areas"),
    [
        (
            Audience.MODERATOR,
            "conference floor queue points transcript opinions conclusion withdrawals crowd "
            "captions times notices cues",
        ),
        (
            Audience.CHAIR,
            "conference floor queue points opinions conclusion sheet withdrawals times",
        ),
        (
            Audience.SECRETARY,
            "conference floor queue points transcript opinions conclusion sheet withdrawals desk",
        ),
        (Audience.TECHNICIAN, "conference floor points crowd notices cues"),
        (Audience.POINT, "conference floor captions"),
        (Audience.VIEWER, "conference floor captions"),
        (Audience.HALL, "conference floor captions"),
    ],
)
def test_areas_are_shown_or_hidden_whole(audience: Audience, areas: str) -> None:
    assert set(view_of(audience, opened())) == set(areas.split())


def test_every_role_but_agency_and_system_has_a_mirror() -> None:
    assert set(sight.AUDIENCE) == set(Role) - {Role.AGENCY, Role.SYSTEM}


@pytest.mark.parametrize("kind", list(TurnKind))
def test_only_a_speech_has_a_public_clock(kind: TurnKind) -> None:
    room = after(opened(), InviteNow("hoi-truong", kind, THE_CHAIR))
    for audience in PUBLIC:
        turn = view_of(audience, room)["floor"]["turns"]["t1"]
        assert ("limit" in turn) is (kind is TurnKind.SPEECH)
    for audience in STAFF:
        turn = view_of(audience, room)["floor"]["turns"]["t1"]
        assert ("limit" in turn) is (kind in (TurnKind.SPEECH, TurnKind.REPLY))


def test_a_corrected_name_is_right_on_screen_and_in_the_register() -> None:
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN))
    room = after(room, WriteSegment("t1", "lời"), LogOpinion("t1", ("s1",)), actor=SECRETARY)
    memos = {audience: Memo() for audience in Audience}
    for audience in Audience:
        view_of(audience, room, memos[audience])
    for corrected in (
        after(room, CorrectSpeaker("t1", MRS_BINH)),
        after(room, EndFloor("t1"), CorrectSpeaker("t1", MRS_BINH)),
    ):
        for audience in Audience:
            view = view_of(audience, corrected, memos[audience])
            assert MR_AN.name not in str(view)
            if audience in (Audience.MODERATOR, Audience.SECRETARY):
                turn = view["transcript"]["segments"]["s1"]["turn"]
                assert view["floor"]["turns"][turn]["speaker"]["name"] == MRS_BINH.name
                assert view["opinions"]["rows"]["y1"]["speaker"]["name"] == MRS_BINH.name


def test_what_the_hall_reads_is_shown_to_the_public_and_the_moderator() -> None:
    read = CaptionsView("t1", ("con đường", "hỏng nặng"))
    for audience in Audience:
        seen = as_json(look(audience, opened(), Memo(), Crowd(), read))
        if audience in (*PUBLIC, Audience.MODERATOR):
            assert seen["captions"] == {"turn": "t1", "lines": ["con đường", "hỏng nặng"]}
        else:
            assert "captions" not in seen


def test_words_that_are_not_sure_are_marked_until_edited() -> None:
    words = (Word("đường", 0, 1, 0.9), Word("hỏng", 1, 2, 0.5))
    room = after(opened(), InviteNow("an-phu"))
    room = after(room, RecordSegment("t1", 0, 2, "đường hỏng", words), actor=SYSTEM)
    seen = view_of(Audience.MODERATOR, room)["transcript"]["segments"]["s1"]
    assert seen["unsure"] == [1]
    seen = view_of(Audience.SECRETARY, room)["transcript"]["segments"]["s1"]
    assert seen["listen"] == [[1, 2, "unsure"]]
    room = after(room, VerifySegment("s1", 1), actor=SECRETARY)
    for audience in (Audience.MODERATOR, Audience.SECRETARY):
        seen = view_of(audience, room)["transcript"]["segments"]["s1"]
        assert not {"unsure", "listen"} & set(seen)


def test_who_waits_is_nobody_elses_business() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN, "Đường"), RaiseHand("an-phu", MRS_BINH))
    for audience in (*PUBLIC, Audience.TECHNICIAN):
        seen = str(view_of(audience, room))
        assert MR_AN.name not in seen and "Đường" not in seen
    called = after(room, CallSpeaker())
    for audience in PUBLIC:
        seen = str(view_of(audience, called))
        assert MR_AN.name in seen and MRS_BINH.name not in seen and "Đường" not in seen


def test_long_lists_show_their_part_and_a_count() -> None:
    hands = [RaiseHand("hoi-truong", Person(f"Người {n}")) for n in range(210)]
    room = after(opened(), *hands)
    seen = view_of(Audience.MODERATOR, room)["queue"]
    assert (len(seen["requests"]), seen["count"]) == (panels.SHOWN, 210)
    assert seen["order"] == list(room.queue.order[: panels.SHOWN])
    room = after(opened(), InviteNow("an-phu"))
    room = after(room, *[WriteSegment("t1", f"lời {n}") for n in range(90)], actor=SECRETARY)
    seen = view_of(Audience.SECRETARY, room)["transcript"]
    assert (len(seen["segments"]), seen["count"]) == (sight.TAIL, 90)
    assert seen["order"][-1] == "s90"


def test_turns_that_live_are_shown_however_long_ago_they_were_called() -> None:
    """t1 is interrupted all along, t2 was called and never came, t3 has the floor in the end."""
    room = after(opened(), InviteNow("an-phu"), RaiseHand("don-dac"), CallSpeaker())
    room = after(room, ChairSpeaks("hoi-truong"))
    for n in range(onfloor.SHOWN + 5):
        room = after(room, InviteNow("don-dac"), EndFloor(f"t{4 + n}"))
    assert (room.floor.suspended, room.floor.coming, room.floor.speaking) == (
        ("t1",), ("t2",), "t3",
    )  # fmt: skip
    for audience in STAFF:
        seen = view_of(audience, room)["floor"]
        assert {"t1", "t2", "t3"} <= set(seen["turns"]) == set(seen["order"])
        assert seen["count"] == onfloor.SHOWN + 8
    for audience in PUBLIC:
        assert set(view_of(audience, room)["floor"]["turns"]) == {"t1", "t2", "t3"}


def test_an_opinion_beyond_the_conference_says_so() -> None:
    room = after(opened(), LogOpinion(text="a", authority=Level.CENTRAL), actor=SECRETARY)
    room = after(room, LogOpinion(text="a", authority=Level.COMMUNE), actor=SECRETARY)
    rows = view_of(Audience.CHAIR, room)["opinions"]["rows"]
    assert (rows["y1"]["beyond"], rows["y2"]["beyond"]) == (True, False)


def test_an_unchanged_item_is_the_same_object() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), RaiseHand("an-phu", MRS_BINH))
    memo = Memo()
    before = look(Audience.MODERATOR, room, memo, Crowd())
    after_it = look(Audience.MODERATOR, after(room, CallSpeaker()), memo, Crowd())
    assert after_it["queue"]["requests"]["r2"] is before["queue"]["requests"]["r2"]
    assert after_it["conference"] is before["conference"]
    assert set(diff(before, after_it)) == {"queue", "floor", "cues"}


# What concerns one client alone


def own_room() -> Room:
    """An Phú: An raised by the point (r1), Lan by herself (r2); Cường of Đôn Đạc (r3)."""
    room = after(opened(a_plan(Rules(waiting_per_point=5))), RaiseHand("an-phu", MR_AN))
    room = after(room, RaiseHand("an-phu", Person("Lan")), actor=LAN)
    return after(room, RaiseHand("don-dac", MR_CUONG))


def test_a_point_sees_its_own_requests_and_places() -> None:
    mine = Own(own_room()).of(AN_PHU)
    assert [(id, mine["requests"][id]["place"]) for id in mine["order"]] == [("r1", 1), ("r2", 2)]
    assert mine["point"]["id"] == "an-phu"
    assert MR_CUONG.name not in str(mine)
    assert Own(own_room()).of(DON_DAC)["order"] == ["r3"]


def test_a_delegate_sees_only_their_own_request() -> None:
    mine = Own(own_room()).of(LAN)
    assert mine["order"] == ["r2"]
    assert "point" not in mine and "turn" not in mine
    assert Own(own_room()).of(HUNG) == {"requests": {}, "order": []}


def test_the_turn_one_holds() -> None:
    room = after(own_room(), CallSpeaker("r2"))
    for actor in (LAN, AN_PHU):
        mine = Own(room).of(actor)
        assert mine["turn"]["id"] == "t1"
        assert (mine["requests"]["r2"]["state"], "place" in mine["requests"]["r2"]) == (
            "called", False,
        )  # fmt: skip
    assert "turn" not in Own(room).of(HUNG)
    assert "turn" not in Own(room).of(DON_DAC)
    room = after(room, TakeFloor("t1"), EndFloor("t1"))
    assert "turn" not in Own(room).of(LAN)
    assert Own(room).of(LAN)["order"] == []


def test_who_sits_nowhere_has_nothing_of_their_own_but_staff_know_who_they_are() -> None:
    for role in set(Role) - {Role.POINT, Role.DELEGATE}:
        me = {"me": ACTORS[role].id} if role in sight.STAFF else {}
        assert Own(own_room()).of(ACTORS[role]) == {"requests": {}, "order": [], **me}
    assert {Role.VIEWER, Role.HALL, Role.AGENCY, Role.SYSTEM}.isdisjoint(sight.STAFF)
    assert Own(own_room()).of(msgspec.structs.replace(AN_PHU, point="x"))["order"] == []


# The shape of a view

# A turn has a source from the moment it is called; rules are always told whole.
ALWAYS_THERE = {("TurnView", "source")} | {
    ("Rules", name)
    for name in (
        "speech",
        "reply",
        "warn",
        "waiting_per_point",
        "debate",
        "back",
        "order",
        "answer",
    )
}
ALWAYS_THERE |= {("CaptionFlow", name) for name in ("gate", "text", "delay", "look_ahead")}


READ = CaptionsView("t1", ("con đường", "hỏng nặng"), NOON)
READY = {"an-phu": Readiness(80, 900, True), "don-dac": Readiness()}


def every_view() -> list[tuple[Json, type[View] | type[Mine]]]:
    """Of a bare conference and of a whole one after each of its entries."""
    rooms = [Room(), planned(), after(opened(), InviteNow("an-phu"))]
    rooms += [room for _, room in as_it_goes()]
    seen: list[tuple[Json, type[View] | type[Mine]]] = []
    for room in rooms:
        for audience in Audience:
            for crowd, read in (
                (Crowd(), CaptionsView()),
                (Crowd(3, 40, READY, ("an-phu",)), READ),
            ):
                seen.append((as_json(look(audience, room, Memo(), crowd, read)), View))
        seen += [(as_json(Own(room).of(actor)), Mine) for actor in (AN_PHU, DON_DAC, LAN, LEAD)]
    return seen


def test_a_view_is_what_its_types_say_and_has_no_null() -> None:
    for seen, shape in every_view():
        check(seen, shape)


def test_every_field_that_may_be_absent_was_seen_both_ways() -> None:
    found: set[tuple[Field, bool]] = set()
    for seen, shape in every_view():
        found |= fields_of(seen, shape)
    may_lack = optional_fields() - ALWAYS_THERE
    both = {(field, there) for field in may_lack for there in (True, False)}
    assert found >= both, sorted(both - found)


def test_an_equal_key_is_an_equal_part() -> None:
    """A delegate's part is made anew only where its key has changed."""
    steps: list[tuple[Command, Actor]] = [
        (RaiseHand("don-dac", MRS_BINH), DON_DAC),
        (ApproveRequest("r2"), MODERATOR),
        (HoldRequest("r2"), MODERATOR),
        (CallSpeaker(request="r3"), MODERATOR),
        (TakeFloor("t1"), MODERATOR),
        (CallSpeaker(request="r2"), MODERATOR),
        (ExtendFloor("t1", 60), MODERATOR),
        (EndFloor("t1"), MODERATOR),
        (TakeFloor("t2"), MODERATOR),
        (EndFloor("t2"), MODERATOR),
        (CloseQueue(), MODERATOR),
        (PauseConference(), MODERATOR),
    ]
    room = own_room()
    before, same = Own(room), 0
    for command, actor in steps:
        now = Own(room := after(room, command, actor=actor))
        for who in (LAN, HUNG):
            if now.key(who) == before.key(who):
                same += 1
                assert now.of(who) == before.of(who), command
        before = now
    assert 8 < same < 2 * len(steps) - 5
