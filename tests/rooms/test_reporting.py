"""An agency reports and asks; the office confirms and grants (domain.md 6.3)."""

import pytest

from server.rooms.answering import AnswerOpinion
from server.rooms.followup import AssignOpinion, ResolveOpinion
from server.rooms.opinions import Answer, Deadline, MoreTime, Opinion, Paper, Report, Result, due
from server.rooms.registered import opinion
from server.rooms.reporting import AskMoreTime, DecidePlea, Plea
from server.rooms.room import Command, Room
from server.rooms.words import Actor, Role
from tests.given import ADMIN, AGENCY, LEAD, SECRETARY, after, refusal
from tests.rooms.test_followup import logged

BY, LATER = "2024-06-28", "2024-09-30"
DONE = ResolveOpinion("y1", 2, Result.RESOLVED, "Đã sửa xong", Paper("9/SXD", "2024-05-20"))
MORE = AskMoreTime("y1", 2, Deadline.RESOLVE, LATER, " Chờ vốn ")


def given(resolve_by: str = BY) -> Room:
    """y1, given to the agency."""
    assigned = AssignOpinion("y1", "Sở Xây dựng", (), "2024-05-10", resolve_by)
    return after(logged(), assigned, actor=SECRETARY)


def row(room: Room) -> Opinion:
    return room.opinions.rows["y1"]


@pytest.mark.parametrize("result", [Result.RESOLVED, Result.EXPLAINED, Result.CLOSED])
def test_that_a_row_is_done_an_agency_reports_and_the_office_confirms(result: Result) -> None:
    said = ResolveOpinion("y1", 2, result, "Đã sửa xong", Paper("9/SXD", "2024-05-20"))
    room = after(given(), said, actor=AGENCY)
    found = row(room)
    report = Report(result, "Đã sửa xong", Paper("9/SXD", "2024-05-20"), "2024-05-20")
    assert (found.result, found.reported, found.outcome) == (Result.ASSIGNED, report, "")
    assert due(found) == "2024-05-10", "it is still owed"
    for who in (LEAD, ADMIN):
        found = row(after(room, DecidePlea("y1", 3, Plea.RESULT, True), actor=who))
        assert (found.result, found.reported, due(found)) == (result, None, "")
        assert (found.outcome, found.outcome_paper.number) == ("Đã sửa xong", "9/SXD")
        assert found.resolved_on == "2024-05-20"


def test_the_desk_sees_a_report_until_somebody_has_confirmed_it() -> None:
    room = after(given(), DONE, actor=AGENCY)
    assert opinion(room, row(room)).reported is Result.RESOLVED
    for agreed, why in ((True, ""), (False, "Chưa có ảnh")):
        decided = after(room, DecidePlea("y1", 3, Plea.RESULT, agreed, why), actor=LEAD)
        assert opinion(decided, row(decided)).reported is None


def test_what_settles_nothing_an_agency_sets_itself() -> None:
    room = after(given(), ResolveOpinion("y1", 2, Result.PLANNED, "Năm 2025"), actor=AGENCY)
    assert (row(room).result, row(room).reported) == (Result.PLANNED, None)


def test_the_office_sends_a_report_back_with_a_reason_and_it_is_reported_again() -> None:
    room = after(given(), DONE, actor=AGENCY)
    assert refusal(room, DecidePlea("y1", 3, Plea.RESULT, False, " "), LEAD)[0] == "empty_field"
    room = after(room, DecidePlea("y1", 3, Plea.RESULT, False, "Chưa có ảnh"), actor=LEAD)
    found = row(room)
    assert (found.result, found.reported, found.outcome) == (Result.ASSIGNED, None, "")
    assert found.sent_back == "Chưa có ảnh"
    room = after(room, ResolveOpinion("y1", 4, Result.RESOLVED, "Có ảnh"), actor=AGENCY)
    again = row(room)
    assert again.reported and again.reported.text == "Có ảnh"
    assert again.sent_back == ""


def test_what_the_office_sets_itself_needs_no_confirmation() -> None:
    room = after(given(), DONE, actor=AGENCY)
    room = after(room, ResolveOpinion("y1", 3, Result.IN_PROGRESS), actor=SECRETARY)
    assert (row(room).result, row(room).reported) == (Result.IN_PROGRESS, None)


def test_a_deadline_moves_when_the_office_has_agreed() -> None:
    room = after(given(), MORE, actor=AGENCY)
    assert row(room).more_time == MoreTime(Deadline.RESOLVE, LATER, "Chờ vốn")
    assert row(room).resolve_by == BY
    kept = row(after(room, DecidePlea("y1", 3, Plea.TIME, False, "Đã có vốn"), actor=LEAD))
    assert (kept.resolve_by, kept.more_time, kept.sent_back) == (BY, None, "Đã có vốn")
    moved = row(after(room, DecidePlea("y1", 3, Plea.TIME, True), actor=LEAD))
    assert (moved.resolve_by, moved.answer_by, moved.more_time) == (LATER, "2024-05-10", None)
    asked = AskMoreTime("y1", 2, Deadline.ANSWER, LATER, "Chờ ý kiến bộ")
    room = after(given(), asked, actor=AGENCY)
    moved = row(after(room, DecidePlea("y1", 3, Plea.TIME, True), actor=LEAD))
    assert (moved.resolve_by, moved.answer_by) == (BY, LATER)


def test_no_answer_of_an_agency_moves_a_deadline_that_was_set() -> None:
    answer = AnswerOpinion("y1", Answer.WRITTEN, text="Sẽ sửa", resolve_by=LATER)
    assert refusal(given(), answer, AGENCY) == ("deadline_set", {"day": BY})
    assert row(after(given(), answer, actor=SECRETARY)).resolve_by == LATER
    assert row(after(given(""), answer, actor=AGENCY)).resolve_by == LATER, "its own promise"
    same = AnswerOpinion("y1", Answer.WRITTEN, text="Sẽ sửa", resolve_by=BY)
    assert row(after(given(), same, actor=AGENCY)).resolve_by == BY


OTHER = Actor("so-noi-vu", Role.AGENCY, agency="Sở Nội vụ")


@pytest.mark.parametrize(
    ("command", "who", "code"),
    [
        (MORE, OTHER, "not_allowed"),
        (MORE, SECRETARY, "not_allowed"),
        (AskMoreTime("y1", 2, Deadline.RESOLVE, LATER, " "), AGENCY, "empty_field"),
        (AskMoreTime("y1", 2, Deadline.RESOLVE, "", "Chờ vốn"), AGENCY, "empty_field"),
        (AskMoreTime("y1", 2, Deadline.RESOLVE, "2024-02-30", "Chờ vốn"), AGENCY, "bad_day"),
        (AskMoreTime("y1", 1, Deadline.RESOLVE, LATER, "Chờ vốn"), AGENCY, "stale_version"),
        (DecidePlea("y1", 2, Plea.RESULT, True), LEAD, "nothing_asked"),
        (DecidePlea("y1", 2, Plea.TIME, True), LEAD, "nothing_asked"),
        (DecidePlea("y1", 2, Plea.RESULT, True), AGENCY, "not_allowed"),
        (DecidePlea("y1", 2, Plea.RESULT, True), SECRETARY, "not_allowed"),
    ],
)
def test_what_is_refused(command: Command, who: Actor, code: str) -> None:
    assert refusal(given(), command, who)[0] == code
