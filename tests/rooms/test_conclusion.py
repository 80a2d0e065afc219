"""What the chair concludes, point by point, with the tasks that follow."""

import pytest

from server.rooms.conclusion import (
    ConclusionPointRemoved,
    ConclusionPointSet,
    ConclusionPointsOrdered,
    ExcludeOpinion,
    IncludeOpinion,
    Issuer,
    OpinionExcluded,
    OpinionIncluded,
    OrderConclusionPoints,
    RemoveConclusionPoint,
    SetConclusionPoint,
    Task,
    linked,
)
from server.rooms.entering import LogOpinion
from server.rooms.room import Command, Room
from server.rooms.session import CloseConference
from server.rooms.workdays import Calendar, Counting, DayCount
from tests.given import SECRETARY, a_plan, after, ask, happens, opened, refusal

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


def test_a_point_names_its_issuers_and_its_opinions_once() -> None:
    both = (Issuer.STATE, Issuer.PARTY)
    command = SetConclusionPoint(
        "Ba", "", tasks=(TASK,), issuers=(*both, Issuer.STATE), opinions=("y1", "y1")
    )
    room, events = ask(written(), command, SECRETARY)
    assert events == (ConclusionPointSet("k3", 1, "Ba", "", (TASK,), both, ("y1",)),)
    assert linked(room.conclusion.points["k3"]) == ("y1",)


@pytest.mark.parametrize(
    ("term", "due"), [(DayCount(5), "2024-05-06"), (DayCount(5, Counting.DAYS), "2024-04-30")]
)
def test_a_term_is_counted_from_the_conference(term: DayCount, due: str) -> None:
    calendar = Calendar(("2024-04-29", "2024-04-30", "2024-05-01"), ("2024-05-04",))
    room = opened(a_plan(date="2024-04-25", calendar=calendar))
    task = Task("Ban hành thông báo", "Văn phòng", term=term)
    (event,) = happens(room, SetConclusionPoint("Một", "", tasks=(task,)))
    assert isinstance(event, ConclusionPointSet)
    assert [one.due for one in event.tasks] == [due]


def test_points_are_read_out_in_another_order() -> None:
    room, events = ask(written(), OrderConclusionPoints(("k2", "k1"), 0))
    assert events == (ConclusionPointsOrdered(("k2", "k1")),)
    assert (room.conclusion.order, room.conclusion.arranged) == (("k2", "k1"), 1)
    assert happens(room, OrderConclusionPoints(("k2", "k1"), 1)) == ()


@pytest.mark.parametrize(
    "command",
    [
        OrderConclusionPoints(("k1", "k2"), 0),  # somebody else had arranged them meanwhile
        OrderConclusionPoints(("k2",), 1),  # or had added one
        OrderConclusionPoints(("k1", "k1"), 1),
        OrderConclusionPoints(("k1", "x"), 1),
    ],
)
def test_an_order_that_is_no_longer_the_latest(command: OrderConclusionPoints) -> None:
    room = after(written(), OrderConclusionPoints(("k2", "k1"), 0))
    assert refusal(room, command) == ("stale_version", {"id": "conclusion", "version": 1})


def test_leaving_an_opinion_out_takes_a_reason() -> None:
    no = ("empty_field", {"field": "reason"})
    assert refusal(written(), ExcludeOpinion("y1", "  "), SECRETARY) == no
    room, events = ask(written(), ExcludeOpinion("y1", " Đã trả lời xong "), SECRETARY)
    assert events == (OpinionExcluded("y1", "Đã trả lời xong"),)
    assert dict(room.conclusion.excluded) == {"y1": "Đã trả lời xong"}
    assert happens(room, ExcludeOpinion("y1", "Đã trả lời xong"), SECRETARY) == ()
    room, events = ask(room, IncludeOpinion("y1"), SECRETARY)
    assert events == (OpinionIncluded("y1"),)
    assert not room.conclusion.excluded
    assert happens(room, IncludeOpinion("y1"), SECRETARY) == ()


@pytest.mark.parametrize(
    ("command", "no"),
    [
        (ExcludeOpinion("y9", "…"), ("unknown_id", {"what": "opinion", "id": "y9"})),
        (IncludeOpinion("y9"), ("unknown_id", {"what": "opinion", "id": "y9"})),
        (
            SetConclusionPoint("A", "", opinions=("y9",)),
            ("unknown_id", {"what": "opinion", "id": "y9"}),
        ),
        (
            SetConclusionPoint("A", "", tasks=(Task("a", "b", due="2026-02-30"),)),
            ("bad_day", {"day": "2026-02-30"}),
        ),
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
