"""Which sound of a turn is recognised may be switched while it runs (day.md D13)."""

import pytest

from server.rooms.floor import EndFloor, InviteNow, SuspendFloor, spoken
from server.rooms.sources import SetSource, SourceSet, source_of, sources_of
from server.rooms.words import Span
from tests.given import MODERATOR, NOON, SECOND, TECHNICIAN, after, ask, happens, opened, refusal

SWITCH = SetSource("t1", "venue")


def test_the_running_stretch_is_parted_and_each_part_has_its_source() -> None:
    room = after(opened(), InviteNow("don-dac"))
    assert room.floor.turns["t1"].source == "don-dac"
    room, events = ask(room, SWITCH, TECHNICIAN, NOON + 5 * SECOND)
    assert events == (SourceSet("t1", "venue", NOON + 5 * SECOND),)
    turn = room.floor.turns["t1"]
    assert turn.spans == (Span(NOON, NOON + 5 * SECOND), Span(NOON + 5 * SECOND))
    assert [source_of(turn, index) for index in (0, 1, 2)] == ["don-dac", "venue", "venue"]
    assert sources_of(turn) == ("venue", "don-dac")
    assert spoken(turn, NOON + 9 * SECOND) == 9 * SECOND


def test_there_and_back() -> None:
    room = after(opened(), InviteNow("don-dac"))
    for second, source in enumerate(("venue", "don-dac", "venue"), 1):
        room = ask(room, SetSource("t1", source), MODERATOR, NOON + second * SECOND)[0]
    turn = room.floor.turns["t1"]
    assert [source_of(turn, index) for index in range(4)] == ["don-dac", "venue"] * 2


def test_a_turn_that_stands_goes_on_from_the_other_source() -> None:
    room = after(opened(), InviteNow("don-dac"), SuspendFloor("t1"), SWITCH)
    turn = room.floor.turns["t1"]
    assert len(turn.spans) == 1
    assert (source_of(turn, 0), source_of(turn, 1)) == ("don-dac", "venue")


def test_the_same_again_changes_nothing() -> None:
    assert happens(after(opened(), InviteNow("an-phu")), SWITCH) == ()


@pytest.mark.parametrize("source", ["an-phu", "hoi-truong", "../x"])
def test_only_the_mixer_and_the_turns_own_point_are_sources(source: str) -> None:
    room = after(opened(), InviteNow("don-dac"))
    told = refusal(room, SetSource("t1", source))
    assert told == ("unknown_id", {"what": "source", "id": source})


def test_an_ended_turn_keeps_its_sources() -> None:
    room = after(opened(), InviteNow("don-dac"), EndFloor("t1"))
    assert refusal(room, SWITCH) == ("wrong_turn_stage", {"turn": "t1", "stage": "ended"})
