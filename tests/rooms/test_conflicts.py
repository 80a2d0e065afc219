"""What does not fit together before the conclusion is printed (day.md D20, D23)."""

from functools import cache

import pytest

from server.rooms import conflicts, coverage
from server.rooms.answering import AnswerOpinion
from server.rooms.conclusion import (
    Conclusion,
    ExcludeOpinion,
    IncludeOpinion,
    Issuer,
    SetConclusionPoint,
    Task,
)
from server.rooms.conflicts import Finding, FindingKind
from server.rooms.entering import LogOpinion
from server.rooms.followup import AssignOpinion
from server.rooms.opinions import FINISHED, Answer
from server.rooms.room import Room
from tests.documents.given import demo
from tests.given import SECRETARY, after, opened

DUE = "2026-06-30"


@cache
def the_demo() -> Room:
    return demo()


def codes(room: Room, kind: FindingKind) -> list[str]:
    found = conflicts.findings(room.conclusion, room.opinions)
    return [room.opinions.rows[one.opinion].code for one in found if one.kind is kind]


def asked(count: int = 1) -> Room:
    """So many opinions, y1, y2 …"""
    every = [LogOpinion(text=f"Ý kiến {n}") for n in range(count)]
    return after(opened(), *every, actor=SECRETARY)


def found(room: Room, *kinds: FindingKind) -> list[Finding]:
    every = conflicts.findings(room.conclusion, room.opinions)
    return [one for one in every if one.kind in kinds]


def test_the_demo_conference_contradicts_itself_twice() -> None:
    assert codes(the_demo(), FindingKind.DATES) == ["YK003", "YK009"]
    rows = {one.opinion: one for one in found(the_demo(), FindingKind.DATES)}
    assert (rows["y3"].given, rows["y3"].due) == (("2024-06-30",), "2024-07-31")
    assert (rows["y9"].given, rows["y9"].due) == (("2024-05-15",), "2024-08-30")


def test_the_demo_conference_promises_four_times_without_a_task() -> None:
    assert codes(the_demo(), FindingKind.NO_TASK) == ["YK006", "YK007", "YK011", "YK014"]


def test_all_opinions_of_the_demo_conference_are_followed_up() -> None:
    room = the_demo()
    assert [room.opinions.rows[id].result in FINISHED for id in room.opinions.order] == [False] * 16


def test_the_demo_conference_leaves_the_same_four_untouched() -> None:
    room = the_demo()
    assert coverage.uncovered(room.conclusion, room.opinions) == ("y6", "y7", "y11", "y14")


@pytest.mark.parametrize(
    ("answer_by", "resolve_by", "given"),
    [
        ("", "", ()),
        (DUE, "", ()),
        ("", DUE, ()),
        ("2026-02-01", DUE, ()),  # answered soon, resolved when the task is due
        ("2026-02-01", "", ("2026-02-01",)),
        ("2026-07-01", DUE, ("2026-07-01",)),  # answered after the work is done
        ("", "2026-05-31", ("2026-05-31",)),
        ("2026-07-01", "2026-05-31", ("2026-07-01", "2026-05-31")),
    ],
)
def test_dates_of_an_opinion_against_its_task(
    answer_by: str, resolve_by: str, given: tuple[str, ...]
) -> None:
    assign = AssignOpinion("y1", "Sở", answer_by=answer_by, resolve_by=resolve_by)
    task = Task("Sửa", "Sở", due=DUE, opinions=("y1",))
    room = after(asked(), assign, SetConclusionPoint("Một", "", tasks=(task,)), actor=SECRETARY)
    expected = [Finding(FindingKind.DATES, "y1", "k1", 0, DUE, given)] if given else []
    assert found(room, FindingKind.DATES) == expected


def test_a_promise_needs_a_task_or_a_reason_to_have_none() -> None:
    promise = AnswerOpinion("y1", Answer.HERE, promise="Sẽ sửa trong quý III")
    room = after(asked(), promise, actor=SECRETARY)
    lonely = [Finding(FindingKind.NO_TASK, "y1")]
    assert found(room, FindingKind.NO_TASK) == lonely
    only_point = SetConclusionPoint("Một", "", opinions=("y1",))
    assert found(after(room, only_point), FindingKind.NO_TASK) == lonely
    task = Task("Sửa", "Sở", opinions=("y1",))
    with_task = after(room, SetConclusionPoint("Một", "", tasks=(task,)))
    assert not found(with_task, FindingKind.NO_TASK)
    assert not found(after(room, ExcludeOpinion("y1", "Đã làm xong")), FindingKind.NO_TASK)


def test_an_answer_that_settles_is_no_promise() -> None:
    room = after(asked(), AnswerOpinion("y1", Answer.HERE, text="Đã rõ"), actor=SECRETARY)
    assert conflicts.findings(Conclusion(), room.opinions) == ()
    assert room.opinions.rows["y1"].result in FINISHED


def test_tasks_without_a_day_or_an_agency() -> None:
    tasks = (Task("Sửa", "Sở", due=DUE), Task("Cấp nước", " "))
    room = after(opened(), SetConclusionPoint("Một", "", tasks=tasks))
    assert found(room, *FindingKind) == [
        Finding(FindingKind.NO_DUE, point="k1", task=1),
        Finding(FindingKind.NO_LEAD, point="k1", task=1),
    ]


def test_what_nobody_answered() -> None:
    room = after(asked(2), AnswerOpinion("y1", Answer.WRITTEN), actor=SECRETARY)
    assert found(room, FindingKind.UNANSWERED) == [Finding(FindingKind.UNANSWERED, "y2")]


def test_a_point_a_task_or_a_reason_covers_an_opinion() -> None:
    room = asked(4)
    task = Task("Sửa", "Sở", opinions=("y2",))
    covering = SetConclusionPoint("Một", "", opinions=("y1",), tasks=(task,))
    room = after(room, covering, ExcludeOpinion("y3", "Ngoài phạm vi"))
    assert coverage.uncovered(room.conclusion, room.opinions) == ("y4",)
    room = after(room, IncludeOpinion("y3"))
    assert coverage.uncovered(room.conclusion, room.opinions) == ("y3", "y4")


def test_where_nobody_named_an_issuer_there_is_one_notice() -> None:
    room = after(opened(), SetConclusionPoint("Một", ""), SetConclusionPoint("Hai", ""))
    for issuer in Issuer:
        of = coverage.of_notice(room.conclusion, issuer)
        assert [one.id for one in of] == ["k1", "k2"]
    assert coverage.neither(room.conclusion) == ()


def test_each_notice_has_its_points_and_some_stand_in_neither() -> None:
    room = after(
        opened(), SetConclusionPoint("Một", "", issuers=(Issuer.PARTY,)),
        SetConclusionPoint("Hai", "", issuers=(Issuer.PARTY, Issuer.STATE)),
        SetConclusionPoint("Ba", ""),
    )  # fmt: skip
    assert [one.id for one in coverage.of_notice(room.conclusion, Issuer.PARTY)] == ["k1", "k2"]
    assert [one.id for one in coverage.of_notice(room.conclusion, Issuer.STATE)] == ["k2"]
    assert coverage.neither(room.conclusion) == ("k3",)
