"""Points come, go and take the roll. Losing a line touches nothing else (day.md D7)."""

from server.rooms.floor import CallSpeaker, TakeFloor
from server.rooms.points import (
    CheckIn,
    Link,
    NotePointLost,
    NotePointReturned,
    NotePointTakenOver,
    PointCheckedIn,
    PointLost,
    PointReturned,
    PointTakenOver,
    SetSignal,
    Signal,
    SignalSet,
)
from server.rooms.queue import RaiseHand
from server.rooms.words import SYSTEM
from tests.given import (
    AN_PHU,
    DON_DAC,
    NOON,
    TECHNICIAN,
    after,
    ask,
    happens,
    opened,
    planned,
    refusal,
)


def test_checking_in_counts_the_delegates() -> None:
    room, events = ask(planned(), CheckIn("an-phu", 28, "2 vắng có lý do"), AN_PHU)
    assert events == (PointCheckedIn("an-phu", 28, "2 vắng có lý do"),)
    assert (room.points["an-phu"].present, room.points["an-phu"].note) == (28, "2 vắng có lý do")
    assert happens(room, CheckIn("an-phu", 28, "2 vắng có lý do"), AN_PHU) == ()
    assert happens(room, CheckIn("an-phu", 28), AN_PHU) == (PointCheckedIn("an-phu", 28, ""),)


def test_nobody_present_is_not_the_same_as_no_roll_call() -> None:
    assert happens(planned(), CheckIn("an-phu", 0), AN_PHU) == (PointCheckedIn("an-phu", 0),)


def test_a_point_checks_in_only_itself() -> None:
    no = ("not_allowed", {"role": "point", "point": "an-phu"})
    assert refusal(planned(), CheckIn("an-phu", 1), DON_DAC) == no


def test_an_unknown_point() -> None:
    no = ("unknown_id", {"what": "point", "id": "x"})
    assert refusal(planned(), CheckIn("x", 1)) == no
    assert refusal(planned(), NotePointLost("x"), SYSTEM) == no
    assert refusal(planned(), NotePointReturned("x"), SYSTEM) == no


def test_a_point_arrives_is_lost_and_returns() -> None:
    room = planned()
    assert happens(room, NotePointLost("an-phu"), SYSTEM) == ()
    room, events = ask(room, NotePointReturned("an-phu"), SYSTEM)
    assert events == (PointReturned("an-phu", NOON),)
    assert happens(room, NotePointReturned("an-phu"), SYSTEM) == ()
    room, events = ask(room, NotePointLost("an-phu"), SYSTEM, NOON + 1)
    assert events == (PointLost("an-phu", NOON + 1),)
    assert (room.points["an-phu"].link, room.points["an-phu"].since) == (Link.LOST, NOON + 1)
    assert happens(room, NotePointLost("an-phu"), SYSTEM) == ()
    assert happens(room, NotePointReturned("an-phu"), SYSTEM) == (PointReturned("an-phu", NOON),)


def test_a_lost_line_never_touches_the_floor_or_the_queue() -> None:
    room = after(opened(), NotePointReturned("an-phu"), actor=SYSTEM)
    room = after(room, RaiseHand("an-phu"), RaiseHand("an-phu"), CallSpeaker(), TakeFloor("t1"))
    lost, events = ask(room, NotePointLost("an-phu"), SYSTEM)
    assert events == (PointLost("an-phu", NOON),)
    assert (lost.floor, lost.queue) == (room.floor, room.queue)
    back = after(lost, NotePointReturned("an-phu"), actor=SYSTEM)
    assert (back.floor, back.queue) == (room.floor, room.queue)


def test_picture_and_voice_are_what_the_technician_says_not_what_the_socket_does() -> None:
    good = SetSignal("an-phu", Signal.GOOD, Signal.WEAK)
    room, events = ask(planned(), good, TECHNICIAN)
    assert events == (SignalSet("an-phu", Signal.GOOD, Signal.WEAK),)
    assert happens(room, good, TECHNICIAN) == ()
    lost = after(room, NotePointReturned("an-phu"), NotePointLost("an-phu"), actor=SYSTEM)
    assert (lost.points["an-phu"].picture, lost.points["an-phu"].link) == (Signal.GOOD, Link.LOST)


def test_taking_a_seat_over_is_counted() -> None:
    room, events = ask(planned(), NotePointTakenOver("an-phu"), SYSTEM)
    assert events == (PointTakenOver("an-phu"),)
    assert room.points["an-phu"].devices == 1
