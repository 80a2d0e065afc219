"""What the chair concludes, point by point, with the tasks that follow."""

import pytest

from server.rooms.conclusion import (
    ConclusionPointRemoved,
    ConclusionPointSet,
    RemoveConclusionPoint,
    SetConclusionPoint,
    Task,
)
from server.rooms.opinions import LogOpinion
from server.rooms.room import Command, Room
from server.rooms.session import CloseConference
from tests.given import SECRETARY, after, ask, happens, opened, refusal

TASK = Task("Sửa đường", "Sở Xây dựng", ("Sở Nội vụ",), "2026-06-30", ("y1",))


def written() -> Room:
    """Two points; y1 is in the register."""
    room = after(opened(), LogOpinion(text="Sửa đường"), actor=SECRETARY)
    return after(room, SetConclusionPoint("Một", "…"), SetConclusionPoint("Hai", ""))


def test_a_new_point_goes_to_the_end() -> None:
    command = SetConclusionPoint(" Về giao thông ", " Giao … ", tasks=(TASK,))
    room, events = ask(written(), command, SECRETARY)
    assert events == (ConclusionPointSet("k3", 1, "Về giao thông", "Giao …", (TASK,)),)
    assert room.conclusion.order == ("k1", "k2", "k3")


def test_a_new_point_starts_at_version_one_whatever_was_sent() -> None:
    (event,) = happens(written(), SetConclusionPoint("Ba", "", version=7))
    assert isinstance(event, ConclusionPointSet)
    assert event.version == 1


def test_a_point_is_rewritten_where_it_stands() -> None:
    room, events = ask(written(), SetConclusionPoint("Một", "rõ hơn", "k1", 1))
    assert events == (ConclusionPointSet("k1", 2, "Một", "rõ hơn", ()),)
    assert room.conclusion.order == ("k1", "k2")


def test_a_removed_point_is_gone_and_its_id_is_not_dealt_again() -> None:
    room, events = ask(written(), RemoveConclusionPoint("k2", 1))
    assert events == (ConclusionPointRemoved("k2"),)
    assert after(room, SetConclusionPoint("Ba", "")).conclusion.order == ("k1", "k3")
    no = ("unknown_id", {"what": "conclusion_point", "id": "k2"})
    assert refusal(room, RemoveConclusionPoint("k2", 1)) == no


def test_the_conclusion_is_worked_on_after_the_conference_closed() -> None:
    assert happens(after(written(), CloseConference()), SetConclusionPoint("Ba", ""))


@pytest.mark.parametrize(
    ("command", "no"),
    [
        (SetConclusionPoint(" ", "…"), ("empty_field", {"field": "title"})),
        (SetConclusionPoint("A", "", "k1", 3), ("stale_version", {"id": "k1", "version": 1})),
        (RemoveConclusionPoint("k1", 2), ("stale_version", {"id": "k1", "version": 1})),
        (
            SetConclusionPoint("A", "", "x", 1),
            ("unknown_id", {"what": "conclusion_point", "id": "x"}),
        ),
        (
            SetConclusionPoint("A", "", tasks=(Task("a", "b", opinions=("y9",)),)),
            ("unknown_id", {"what": "opinion", "id": "y9"}),
        ),
    ],
)
def test_what_is_refused(command: Command, no: tuple[str, dict[str, object]]) -> None:
    assert refusal(written(), command) == no
