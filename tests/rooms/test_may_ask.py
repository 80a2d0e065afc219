"""Who may ask what is one table, and everything outside it is refused."""

from typing import cast

import pytest

from server.rooms.floor import CallSpeaker, TakeFloor
from server.rooms.points import CheckIn
from server.rooms.queue import LowerHand, RaiseHand, ReviseRequest
from server.rooms.room import MAY_ASK, Command, Event, Room, decide
from server.rooms.words import Refused, Role
from tests.given import (
    ACTORS,
    AN_PHU,
    DON_DAC,
    HUNG,
    LAN,
    MR_AN,
    after,
    opened,
    planned,
    refusal,
)
from tests.store.given import example

EVERY_COMMAND: tuple[type[Command], ...] = Command.__args__


def a_command(kind: type[Command]) -> Command:
    return cast(Command, example(cast(type[Event], kind)))


def test_the_table_names_every_command_and_nothing_else() -> None:
    assert set(MAY_ASK) == set(EVERY_COMMAND)
    assert set(ACTORS) == set(Role)


def test_nobody_looks_on_and_asks() -> None:
    for role in (Role.VIEWER, Role.HALL):
        assert not any(role in may for may in MAY_ASK.values())


@pytest.mark.parametrize("kind", EVERY_COMMAND, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("role", Role)
def test_outside_the_table_everything_is_refused(kind: type[Command], role: Role) -> None:
    for room in (Room(), planned(), opened()):
        if role not in MAY_ASK[kind]:
            no = ("not_allowed", {"role": role})
            assert refusal(room, a_command(kind), ACTORS[role]) == no
        else:
            assert _why_not(room, a_command(kind), role) != {"role": role}


def _why_not(room: Room, command: Command, role: Role) -> dict[str, object]:
    """The fields of the refusal: for the role alone, or for what the example names."""
    try:
        decide(room, command, ACTORS[role], 0)
    except Refused as why:
        return why.fields
    return {}


@pytest.mark.parametrize(
    "command",
    [
        RaiseHand("an-phu"),
        LowerHand("r1"),
        ReviseRequest("r1", topic="khác"),
        TakeFloor("t1"),
        CheckIn("an-phu", 3),
    ],
)
def test_a_point_acts_only_for_itself(command: Command) -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN), RaiseHand("an-phu"), CallSpeaker("r2"))
    no = ("not_allowed", {"role": "point", "point": "an-phu"})
    assert refusal(room, command, DON_DAC) == no
    if not isinstance(command, RaiseHand):  # An Phú has as many as it may
        assert decide(room, command, AN_PHU, 0)


def test_a_delegate_acts_only_for_themselves() -> None:
    room = after(opened(), RaiseHand("an-phu"), actor=LAN)
    no = ("not_allowed", {"role": "delegate", "request": "r1"})
    assert refusal(room, LowerHand("r1"), HUNG) == no
    no = ("not_allowed", {"role": "delegate", "point": "don-dac"})
    assert refusal(room, RaiseHand("don-dac"), LAN) == no
    elsewhere = after(opened(), RaiseHand("don-dac"))
    assert refusal(elsewhere, LowerHand("r1"), LAN) == no
    assert decide(room, LowerHand("r1"), LAN, 0)
