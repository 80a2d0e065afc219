"""Prepared messages with receipts (day.md D10), cues for the picture, roll call and trial (D11)."""

from server.rooms.cues import AcknowledgeCue, CueDone, CueSent, SendCue
from server.rooms.floor import CallSpeaker, InviteNow
from server.rooms.notices import AcknowledgeNotice, NoticeKind, NoticeSeen, NoticeSent, SendNotice
from server.rooms.own import Own
from server.rooms.points import Check, CheckIn, CheckMarked, MarkCheck, PointCheckedIn
from server.rooms.queue import RaiseHand
from server.rooms.sight import Audience
from server.rooms.words import SYSTEM
from tests.given import (
    AN_PHU,
    DON_DAC,
    LAN,
    MODERATOR,
    NOON,
    TECHNICIAN,
    after,
    ask,
    happens,
    opened,
    refusal,
)
from tests.rooms.seen import view_of


def test_a_message_to_a_point_and_its_receipt() -> None:
    room, events = ask(opened(), SendNotice(NoticeKind.FOCUS, ("an-phu",)))
    assert events == (
        NoticeSent("n1", NoticeKind.FOCUS, NOON, "moderator:dieu-hanh", to=("an-phu",)),
    )
    inbox = Own(room).of(AN_PHU)["inbox"]
    assert inbox == {"notices": {"n1": {"id": "n1", "kind": "focus", "at": NOON}}, "order": ["n1"]}
    assert "inbox" not in Own(room).of(DON_DAC) and "inbox" not in Own(room).of(LAN)
    room, events = ask(room, AcknowledgeNotice("n1"), AN_PHU, NOON + 5)
    assert events == (NoticeSeen("n1", NOON + 5, "an-phu"),)
    assert view_of(Audience.TECHNICIAN, room)["notices"]["notices"]["n1"]["seen"] == {
        "an-phu": NOON + 5
    }
    assert Own(room).of(AN_PHU)["inbox"]["notices"]["n1"]["seen_at"] == NOON + 5
    assert happens(room, AcknowledgeNotice("n1"), AN_PHU) == ()


def test_a_message_to_all_and_a_typed_line() -> None:
    room = after(opened(), SendNotice(NoticeKind.TEXT, text=" Nghỉ 10 phút "), actor=TECHNICIAN)
    for actor in (AN_PHU, DON_DAC):
        assert Own(room).of(actor)["inbox"]["notices"]["n1"]["text"] == "Nghỉ 10 phút"
    assert refusal(opened(), SendNotice(NoticeKind.TEXT))[0] == "empty_field"


def test_a_point_reports_and_the_desk_says_it_saw() -> None:
    room = after(opened(), SendNotice(NoticeKind.NO_SOUND), actor=AN_PHU)
    seen = view_of(Audience.MODERATOR, room)["notices"]["notices"]["n1"]
    assert (seen["source"], seen["place"], seen["seen"]) == ("an-phu", "Xã An Phú", {})
    assert "inbox" not in Own(room).of(DON_DAC)
    room = after(room, AcknowledgeNotice("n1"), actor=TECHNICIAN)
    assert view_of(Audience.MODERATOR, room)["notices"]["notices"]["n1"]["seen"] == {"desk": NOON}
    mine = Own(room).of(AN_PHU)["inbox"]["notices"]["n1"]
    assert (mine["mine"], mine["seen_at"]) == (True, NOON)


def test_each_has_their_own_messages() -> None:
    assert refusal(opened(), SendNotice(NoticeKind.MUTE), AN_PHU)[0] == "wrong_notice"
    assert refusal(opened(), SendNotice(NoticeKind.NO_SOUND), MODERATOR)[0] == "wrong_notice"
    no = ("wrong_notice", {"kind": NoticeKind.NO_SOUND})
    assert refusal(opened(), SendNotice(NoticeKind.NO_SOUND, text="x"), AN_PHU) == no
    room = after(opened(), SendNotice(NoticeKind.MUTE, ("don-dac",)))
    assert refusal(room, AcknowledgeNotice("n1"), AN_PHU)[0] == "not_allowed"
    assert refusal(room, AcknowledgeNotice("n1"), MODERATOR)[0] == "not_allowed"
    assert refusal(room, AcknowledgeNotice("n9"))[0] == "unknown_id"
    assert refusal(opened(), SendNotice(NoticeKind.MUTE, ("x",)))[0] == "unknown_id"


# Pictures


def test_a_cue_says_whose_picture_now_and_whose_next() -> None:
    room = after(opened(), RaiseHand("an-phu"), RaiseHand("don-dac"), CallSpeaker())
    seen = view_of(Audience.TECHNICIAN, room)["cues"]
    assert (seen["show"], seen["prepare"]) == ("an-phu", "don-dac")
    room, events = ask(room, SendCue())
    assert events == (CueSent("c1", "an-phu", "don-dac", NOON, "moderator:dieu-hanh"),)
    for actor in (TECHNICIAN, SYSTEM):
        done = happens(room, AcknowledgeCue("c1"), actor)
        assert done == (CueDone("c1", NOON, f"{actor.role}:{actor.id}"),)
    room = after(room, AcknowledgeCue("c1"), actor=TECHNICIAN)
    assert view_of(Audience.MODERATOR, room)["cues"]["cues"]["c1"]["done_at"] == NOON
    assert happens(room, AcknowledgeCue("c1"), TECHNICIAN) == ()


def test_a_cue_by_hand_names_points_that_exist() -> None:
    room = after(opened(), InviteNow("hoi-truong"))
    [sent] = happens(room, SendCue("don-dac"))
    assert isinstance(sent, CueSent) and (sent.show, sent.prepare) == ("don-dac", "")
    assert refusal(room, SendCue("x")) == ("unknown_id", {"what": "point", "id": "x"})
    assert refusal(opened(), SendCue()) == ("empty_field", {"field": "show"})
    assert refusal(room, AcknowledgeCue("c9"), TECHNICIAN)[0] == "unknown_id"


# Roll call and trial


def test_roll_call_with_those_invited_and_those_excused() -> None:
    room, events = ask(opened(), CheckIn("an-phu", 28, "2 ốm", invited=31, excused=2), AN_PHU)
    assert events == (PointCheckedIn("an-phu", 28, "2 ốm", 31, 2),)
    seen = view_of(Audience.MODERATOR, room)["points"]["an-phu"]
    assert (seen["present"], seen["expected"], seen["excused"]) == (28, 31, 2)
    assert happens(room, CheckIn("an-phu", 28, "2 ốm", excused=2), AN_PHU) == ()
    no = ("bad_count", {"absent": 2})
    assert refusal(opened(), CheckIn("an-phu", 28, excused=3), AN_PHU) == no


def test_the_five_checks_of_a_trial() -> None:
    room = opened()
    for check in Check:
        room, events = ask(room, MarkCheck("an-phu", check), AN_PHU)
        assert events == (CheckMarked("an-phu", check, True),)
    assert room.points["an-phu"].checks == tuple(Check)
    assert happens(room, MarkCheck("an-phu", Check.CHIME), AN_PHU) == ()
    room = after(room, MarkCheck("an-phu", Check.CHIME, passed=False), actor=TECHNICIAN)
    assert list(Own(room).of(AN_PHU)["point"]["checks"]) == [
        "hand",
        "call",
        "microphone",
        "message",
    ]
    assert refusal(room, MarkCheck("an-phu", Check.HAND), DON_DAC)[0] == "not_allowed"
