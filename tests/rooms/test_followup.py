"""Deadlines, answers, results, and what the point and the agency say (day.md D18, D20)."""

import pytest

from server.rooms.answering import AnswerOpinion
from server.rooms.answers import AnswersSet
from server.rooms.entering import LogOpinion
from server.rooms.feedback import GiveFeedback
from server.rooms.floor import EndFloor, InviteNow, TurnKind
from server.rooms.followup import AssignOpinion, ForwardOpinion, ResolveOpinion
from server.rooms.opinions import Answer, Opinion, Paper, Result, Verdict, committed, due
from server.rooms.own import Own
from server.rooms.plan import Plan
from server.rooms.revising import ReviseOpinion
from server.rooms.room import Command, Room
from server.rooms.session import CloseConference
from server.rooms.words import Actor, Role
from server.rooms.workdays import Calendar, Counting, DayCount
from tests.given import (
    AGENCY,
    AN_PHU,
    DON_DAC,
    MR_AN,
    SECRETARY,
    a_plan,
    after,
    ask,
    happens,
    opened,
    refusal,
)
from tests.rooms.seen import as_json

PLAN = a_plan(
    date="2024-04-25",
    calendar=Calendar(("2024-04-27", "2024-04-28", "2024-04-29"), ("2024-05-04",)),
)


def logged(plan: Plan = PLAN) -> Room:
    """y1 of t1, to which t2 replied."""
    room = after(
        opened(plan), InviteNow("an-phu", speaker=MR_AN), EndFloor("t1"),
        InviteNow("hoi-truong", TurnKind.REPLY, answers=("t1",)),
    )  # fmt: skip
    return after(room, LogOpinion("t1", summary="Sửa đường"), actor=SECRETARY)


def row(room: Room) -> Opinion:
    return room.opinions.rows["y1"]


def test_a_term_is_counted_from_the_day_of_the_conference() -> None:
    terms = (DayCount(5), DayCount(30, Counting.DAYS))
    command = AssignOpinion("y1", "Sở Xây dựng", answer_term=terms[0], resolve_term=terms[1])
    found = row(after(logged(), command, actor=SECRETARY))
    assert (found.answer_by, found.resolve_by) == ("2024-05-06", "2024-05-25")
    assert (found.answer_term, found.resolve_term) == terms


def test_without_a_plan_it_is_the_day_it_was_opened() -> None:
    command = AssignOpinion("y1", "Sở", answer_term=DayCount(2, Counting.DAYS))
    assert row(after(logged(a_plan()), command, actor=SECRETARY)).answer_by == "2026-01-03"


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (AssignOpinion("y1", "Sở", answer_by="2024-04-24"), "answer_by"),
        (AssignOpinion("y1", "Sở", resolve_by="2024-04-24"), "resolve_by"),
        (AnswerOpinion("y1", Answer.HERE, resolve_by="2024-04-24"), "resolve_by"),
        (ForwardOpinion("y1", "Bộ", by="2024-04-24"), "by"),
    ],
)
def test_a_deadline_before_the_conference(command: Command, field: str) -> None:
    no = {"field": field, "day": "2024-04-24", "conference": "2024-04-25"}
    assert refusal(logged(), command, SECRETARY) == ("deadline_before", no)


def test_an_answer_in_the_room_finds_the_reply_by_itself() -> None:
    room, events = ask(logged(), AnswerOpinion("y1", Answer.HERE, text="Sẽ sửa"), SECRETARY)
    assert (row(room).answered_in, row(room).answered_on) == ("t2", "2026-01-01")
    assert len(events) == 1
    assert row(ask(room, AnswerOpinion("y1", Answer.HERE, turn=""), SECRETARY)[0]).answered_in == ""


def test_who_answers_an_opinion_answers_the_speech_it_came_from() -> None:
    room = after(logged(), EndFloor("t2"), InviteNow("hoi-truong", TurnKind.REPLY))
    room, events = ask(room, AnswerOpinion("y1", Answer.HERE, turn="t3"), SECRETARY)
    assert events[-1] == AnswersSet("t3", ("t1",))
    assert room.floor.turns["t3"].answers == ("t1",)


@pytest.mark.parametrize(
    ("answer", "open_one"),
    [
        (AnswerOpinion("y1", Answer.HERE), False),
        (AnswerOpinion("y1", Answer.HERE, promise="Sửa trong quý II"), True),
        (AnswerOpinion("y1", Answer.HERE, resolve_term=DayCount(10)), True),
    ],
)
def test_an_answer_with_a_day_is_an_open_commitment(answer: AnswerOpinion, open_one: bool) -> None:
    found = row(after(logged(), answer, actor=SECRETARY))
    assert committed(found) is open_one
    assert (found.result is Result.EXPLAINED) is not open_one


def test_a_written_answer_has_its_number_day_and_file() -> None:
    paper = Paper("12/SXD-VP", "2024-05-03", "sha256:ab")
    room = after(logged(), AnswerOpinion("y1", Answer.WRITTEN, paper=paper), actor=SECRETARY)
    assert (row(room).answer_paper, row(room).answered_on) == (paper, "2024-05-03")
    no_day = AnswerOpinion("y1", Answer.WRITTEN, paper=Paper("1", "2024-02-30"))
    assert refusal(logged(), no_day, SECRETARY)[0] == "bad_day"


def test_what_is_still_due() -> None:
    assign = AssignOpinion("y1", "Sở", answer_by="2024-05-06", resolve_by="2024-06-30")
    room = after(logged(), assign, actor=SECRETARY)
    assert due(row(room)) == "2024-05-06"
    room = after(room, AnswerOpinion("y1", Answer.WRITTEN), actor=SECRETARY)
    assert due(row(room)) == "2024-06-30"
    room = after(room, ResolveOpinion("y1", 3, Result.RESOLVED, "Xong"), actor=SECRETARY)
    assert due(row(room)) == ""


def test_a_petition_upward_is_due_until_it_has_a_number() -> None:
    room = after(logged(), ForwardOpinion("y1", "Bộ Xây dựng", by="2024-05-10"), actor=SECRETARY)
    assert (due(row(room)), row(room).result) == ("2024-05-10", Result.FORWARDED)
    sent = ForwardOpinion("y1", "Bộ Xây dựng", Paper("5/UBND", "2024-05-08"), "2024-05-10")
    assert due(row(after(room, sent, actor=SECRETARY))) == ""


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ResolveOpinion("y1", 1, Result.ASSIGNED), "bad_result"),
        (ResolveOpinion("y1", 1, Result.DUPLICATE), "bad_result"),
        (ResolveOpinion("y1", 1, Result.PLANNED), "empty_field"),
        (ResolveOpinion("y1", 2, Result.RESOLVED), "stale_version"),
        (AssignOpinion("y1", "Sở", version=2), "stale_version"),
        (AnswerOpinion("y1", Answer.HERE, version=7), "stale_version"),
        (ForwardOpinion("y1", "Bộ", version=3), "stale_version"),
    ],
)
def test_what_is_refused(command: Command, code: str) -> None:
    assert refusal(logged(), command, SECRETARY)[0] == code


def test_an_agency_answers_in_writing_for_what_it_leads_also_afterwards() -> None:
    room = after(logged(), AssignOpinion("y1", "SỞ  Xây dựng"), actor=SECRETARY)
    room = ask(room, CloseConference())[0]
    room = after(
        room, AnswerOpinion("y1", Answer.WRITTEN, text="Đã sửa", paper=Paper("3/SXD")),
        ResolveOpinion("y1", 3, Result.IN_PROGRESS), actor=AGENCY,
    )  # fmt: skip
    assert (row(room).answer, row(room).result) == (Answer.WRITTEN, Result.IN_PROGRESS)
    other = Actor("so-noi-vu", Role.AGENCY, agency="Sở Nội vụ")
    for who in (other, Actor("", Role.AGENCY)):
        no = ("not_allowed", {"role": "agency", "opinion": "y1"})
        assert refusal(room, ResolveOpinion("y1", 4, Result.RESOLVED), who) == no
    assert refusal(room, AnswerOpinion("y1", Answer.HERE), AGENCY)[0] == "not_allowed"
    assert refusal(room, AssignOpinion("y1", "Sở khác"), AGENCY)[0] == "not_allowed"


def test_of_a_row_without_a_lead_no_agency_may_say_anything() -> None:
    nobody = Actor("x", Role.AGENCY)
    assert refusal(logged(), ResolveOpinion("y1", 1, Result.RESOLVED), nobody)[0] == "not_allowed"


def test_the_point_says_whether_its_summary_is_right() -> None:
    room = after(logged(), GiveFeedback("y1", 1, Verdict.AMEND, "Cả cầu"), actor=AN_PHU)
    found = row(room).feedback
    assert found and (found.verdict, found.text) == (Verdict.AMEND, "Cả cầu")
    mine = as_json(Own(room).of(AN_PHU))["opinions"]["y1"]
    assert (mine["code"], mine["summary"], mine["verdict"]) == ("YK001", "Sửa đường", "amend")
    assert "opinions" not in as_json(Own(room).of(DON_DAC))
    assert happens(room, GiveFeedback("y1", 2, Verdict.AMEND, "Cả cầu"), AN_PHU) == ()
    room = after(room, ReviseOpinion("y1", 2, "Sửa đường và cầu"), actor=SECRETARY)
    assert row(room).feedback is None  # it was about other words
    assert after(room, GiveFeedback("y1", 3, Verdict.RIGHT), actor=AN_PHU)


@pytest.mark.parametrize(
    ("command", "who", "code"),
    [
        (GiveFeedback("y1", 1, Verdict.RIGHT), DON_DAC, "not_allowed"),
        (GiveFeedback("y1", 1, Verdict.RIGHT), SECRETARY, "not_allowed"),
        (GiveFeedback("y1", 1, Verdict.AMEND, " "), AN_PHU, "empty_field"),
        (GiveFeedback("y1", 2, Verdict.RIGHT), AN_PHU, "stale_version"),
        (GiveFeedback("y2", 1, Verdict.RIGHT), AN_PHU, "nothing_to_check"),
    ],
)
def test_whose_word_it_is(command: Command, who: Actor, code: str) -> None:
    room = after(logged(), LogOpinion("t1"), actor=SECRETARY)
    assert refusal(room, command, who)[0] == code
