"""Every command is decided by an area, and every event written down: by one, and only one."""

from typing import get_args

from server.rooms import asking, folding
from server.rooms.asking import kinds
from server.rooms.kinds import Command, Event
from server.rooms.whole import Room


def test_every_kind_of_command_has_its_area() -> None:
    assert set(asking.DECIDES) == set(get_args(Command))
    assert len(asking.DECIDES) == sum(len(kinds(union)) for union, _ in asking._AREAS)


def test_every_kind_of_event_is_folded() -> None:
    assert set(folding.FOLDS) == set(get_args(Event))
    named = {area for _, area, _ in folding._AREAS}
    assert named <= set(Room.__struct_fields__)


def test_what_changes_several_areas_is_not_folded_as_one() -> None:
    several = {kind: fold for union, fold in folding._SEVERAL for kind in kinds(union)}
    assert several.items() <= folding.FOLDS.items()
