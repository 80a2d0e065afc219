"""Every command is decided by an area, and every event written down: by one, and only one."""

from functools import partial
from typing import get_args

from server.rooms import room
from server.rooms.room import AREAS, Command, Event, Room


def test_every_kind_of_command_has_its_area() -> None:
    assert set(room.DECIDES) == set(get_args(Command))
    assert len(room.DECIDES) == sum(len(area.may_ask) for area in AREAS)


def test_every_kind_of_event_is_folded() -> None:
    assert set(room.FOLDS) == set(get_args(Event))
    assert len(room.FOLDS) == sum(len(area.folds) for area in AREAS)
    parts = {fold.args[0] for fold in room.FOLDS.values() if isinstance(fold, partial)}
    assert parts <= set(Room.__struct_fields__)


def test_an_area_says_of_its_own_commands_alone_when_they_may_be_asked() -> None:
    for area in AREAS:
        assert area.while_open | area.before_close <= set(area.may_ask)
