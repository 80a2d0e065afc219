"""Rows are put together and taken apart, frozen, and corrected after that (day.md D21)."""

import pytest

from server.rooms.conclusion import SetConclusionPoint, Task
from server.rooms.entering import LogOpinion
from server.rooms.floor import InviteNow
from server.rooms.followup import AssignOpinion
from server.rooms.opinions import Opinion, OpinionKind, Petitioner, Result, petitioners_of
from server.rooms.plan import Level
from server.rooms.references import SetAgencies, SetCalendar
from server.rooms.revising import (
    CorrectOpinion,
    FreezeRegister,
    MergeOpinions,
    ReviseOpinion,
    SplitOpinion,
)
from server.rooms.room import Command, Room
from server.rooms.workdays import Calendar
from tests.given import (
    ADMIN,
    CHAIR,
    LEAD,
    MR_AN,
    MR_CUONG,
    MRS_BINH,
    SECRETARY,
    after,
    happens,
    opened,
    refusal,
)


def three() -> Room:
    """y1 of Mr An in t1, y2 of Mrs Bình, y3 of Mr Cường, both handed in."""
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN))
    return after(
        room, LogOpinion("t1", summary="Sửa đường"),
        LogOpinion(text="Đường hỏng", point="don-dac", speaker=MRS_BINH, summary="Làm lại đường"),
        LogOpinion(text="Đường xấu", speaker=MR_CUONG), actor=SECRETARY,
    )  # fmt: skip


def row(room: Room, id: str) -> Opinion:
    return room.opinions.rows[id]


def test_duplicates_stand_behind_one_and_all_keep_their_words() -> None:
    room = after(three(), MergeOpinions("y1", 1, ("y2", "y3", "y2")), actor=SECRETARY)
    assert (row(room, "y1").merged, row(room, "y1").version) == (("y2", "y3"), 2)
    second = row(room, "y2")
    assert (second.into, second.result, second.summary) == (
        "y1", Result.DUPLICATE, "Làm lại đường",
    )  # fmt: skip
    who = petitioners_of(room.opinions, room.floor, row(room, "y1"))
    assert [(one.name, one.point) for one in who] == [
        (MRS_BINH.name, "don-dac"), (MR_CUONG.name, ""),
    ]  # fmt: skip


def test_one_that_was_merged_stands_by_itself_again_as_it_was() -> None:
    classified = ReviseOpinion("y2", 1, field="dat-dai", authority=Level.PROVINCE)
    room = after(
        three(), classified, MergeOpinions("y1", 1, ("y2", "y3")), SplitOpinion("y2", 3),
        actor=SECRETARY,
    )  # fmt: skip
    assert (row(room, "y2").into, row(room, "y2").result) == ("", Result.CLASSIFIED)
    assert row(room, "y1").merged == ("y3",)


def test_who_stood_behind_one_that_is_merged_goes_along() -> None:
    room = after(
        three(), MergeOpinions("y2", 1, ("y3",)), MergeOpinions("y1", 1, ("y2",)), actor=SECRETARY
    )
    assert row(room, "y1").merged == ("y2", "y3")
    assert (row(room, "y2").merged, row(room, "y3").into) == ((), "y1")
    room = after(room, SplitOpinion("y3", row(room, "y3").version), actor=SECRETARY)
    assert row(room, "y3").result is Result.NOTED


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (MergeOpinions("y1", 2, ("y1",)), "bad_opinion_merge"),
        (MergeOpinions("y1", 2, ("y2",)), "bad_opinion_merge"),
        (MergeOpinions("y2", 2, ("y3",)), "bad_opinion_merge"),
        (MergeOpinions("y1", 1, ("y3",)), "stale_version"),
        (MergeOpinions("y1", 2, ("x",)), "unknown_id"),
        (SplitOpinion("y3", 1), "opinion_not_merged"),
        (AssignOpinion("y2", "Sở"), "opinion_merged"),
    ],
)
def test_what_cannot_be_merged(command: Command, code: str) -> None:
    room = after(three(), MergeOpinions("y1", 1, ("y2",)), actor=SECRETARY)
    assert refusal(room, command, SECRETARY)[0] == code


def test_everything_that_a_row_says_may_be_revised() -> None:
    change = ReviseOpinion(
        "y2", 1, kind=OpinionKind.QUESTION, secondary=("giao-thong",),
        petitioners=(Petitioner("Vũ Dung"),), speaker=MR_AN,
    )  # fmt: skip
    room = after(three(), change, actor=SECRETARY)
    second = row(room, "y2")
    assert (second.kind, second.secondary, second.speaker) == (
        OpinionKind.QUESTION, ("giao-thong",), MR_AN,
    )  # fmt: skip
    assert second.summary == "Làm lại đường"
    assert happens(room, ReviseOpinion("y2", 2, kind=OpinionKind.QUESTION), SECRETARY) == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ReviseOpinion("y1", 1, speaker=MR_CUONG), "speaker_of_turn"),
        (ReviseOpinion("y2", 1, secondary=("x",)), "unknown_id"),
        (ReviseOpinion("y2", 1, petitioners=(Petitioner("A", point="x"),)), "unknown_id"),
        (ReviseOpinion("y2", 1, petitioners=(Petitioner(unit="Thôn 3"),)), "empty_field"),
    ],
)
def test_what_a_revision_may_not_say(command: Command, code: str) -> None:
    assert refusal(three(), command, SECRETARY)[0] == code


def frozen() -> Room:
    return after(three(), FreezeRegister(3), actor=LEAD)


def test_the_list_is_frozen_once_and_as_it_was_seen() -> None:
    assert refusal(three(), FreezeRegister(2), LEAD) == ("new_rows", {"count": 3})
    assert refusal(three(), FreezeRegister(3), SECRETARY)[0] == "not_allowed"
    room = frozen()
    assert room.opinions.frozen and room.opinions.frozen.count == 3
    assert refusal(room, FreezeRegister(3), LEAD)[0] == "already_frozen"


@pytest.mark.parametrize(
    "command",
    [
        ReviseOpinion("y1", 1, "Khác"),
        MergeOpinions("y1", 1, ("y2",)),
    ],
)
def test_a_frozen_row_does_not_change(command: Command) -> None:
    assert refusal(frozen(), command, LEAD) == ("opinion_locked", {"opinion": "y1"})


def test_but_it_is_corrected_for_a_reason_by_the_lead() -> None:
    change = ReviseOpinion("y1", 1, "Sửa đường xã")
    room = after(frozen(), CorrectOpinion("Nghe nhầm", change), actor=LEAD)
    first = row(room, "y1")
    assert (first.summary, first.corrections, first.correction) == ("Sửa đường xã", 1, "Nghe nhầm")
    assert refusal(frozen(), CorrectOpinion(" ", change), LEAD) == (
        "empty_field", {"field": "reason"},
    )  # fmt: skip
    assert refusal(frozen(), CorrectOpinion("Vì", change), SECRETARY)[0] == "not_allowed"
    assert refusal(three(), CorrectOpinion("Vì", change), LEAD)[0] == "not_frozen"


def test_follow_up_goes_on_and_later_rows_are_supplementary() -> None:
    room = after(frozen(), AssignOpinion("y1", "Sở"), LogOpinion("t1"), actor=SECRETARY)
    assert [row(room, id).supplementary for id in room.opinions.order] == [False] * 3 + [True]
    assert row(after(room, ReviseOpinion("y4", 1, "Thêm"), actor=SECRETARY), "y4").summary == "Thêm"


def test_an_agency_that_has_something_to_do_cannot_go() -> None:
    room = after(three(), AssignOpinion("y1", "sở  xây dựng"), actor=SECRETARY)
    code, fields = refusal(room, SetAgencies(("Sở Nội vụ",)), ADMIN)
    assert (code, fields["agency"], fields["opinions"]) == (
        "agency_in_use", "Sở Xây dựng", ["YK001"],
    )  # fmt: skip
    task = SetConclusionPoint("A", "B", tasks=(Task("Làm", "Sở A", ("Sở Nội vụ",)),))
    room = after(room, task, actor=CHAIR)
    code, fields = refusal(room, SetAgencies(("Sở Xây dựng",)), ADMIN)
    assert (code, fields["tasks"]) == ("agency_in_use", 1)
    room = after(room, SetAgencies(("Sở Nội vụ", "Sở Xây dựng", "Sở Y tế")), actor=ADMIN)
    assert room.session.plan.agencies == ("Sở Nội vụ", "Sở Xây dựng", "Sở Y tế")
    assert refusal(room, SetAgencies(("Sở A", "SỞ a")), ADMIN)[0] == "agency_twice"


def test_a_calendar_holds_days() -> None:
    calendar = Calendar(("2026-02-17",), ("2026-02-14",))
    room = after(three(), SetCalendar(calendar), actor=LEAD)
    assert room.session.plan.calendar == calendar
    assert happens(room, SetCalendar(calendar), LEAD) == ()
    assert refusal(room, SetCalendar(Calendar(("2026-02-30",))), LEAD)[0] == "bad_day"
