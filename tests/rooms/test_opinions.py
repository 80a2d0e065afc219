"""The register of opinions: logged, classified, assigned, answered, forwarded (day.md D16, D20)."""

import pytest

from server.rooms.answering import AnswerOpinion, OpinionAnswered
from server.rooms.entering import LogOpinion, OpinionLogged
from server.rooms.floor import InviteNow
from server.rooms.followup import AssignOpinion, ForwardOpinion, OpinionAssigned, OpinionForwarded
from server.rooms.opinions import Answer, Result, beyond
from server.rooms.plan import Level, Person
from server.rooms.revising import OpinionRevised, ReviseOpinion
from server.rooms.room import Command, Room
from server.rooms.transcript import WriteSegment
from tests.given import MR_AN, SECRETARY, after, ask, happens, opened, refusal


def spoken() -> Room:
    """An spoke in t1 (s1, s2); t2 speaks (s3)."""
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN), InviteNow("don-dac"))
    return after(
        room, WriteSegment("t1", "Đường hỏng."), WriteSegment("t1", "Đề nghị sửa."),
        WriteSegment("t2", "Xin trả lời."), actor=SECRETARY,
    )  # fmt: skip


def logged() -> Room:
    return after(spoken(), LogOpinion("t1", ("s1", "s2")), actor=SECRETARY)


def test_logging_from_segments_of_a_turn() -> None:
    command = LogOpinion("t1", ("s1", "s2"), summary=" Sửa đường ", field="giao-thong")
    room, events = ask(spoken(), command, SECRETARY)
    assert events == (
        OpinionLogged(
            "y1", "YK001", "t1", "an-phu", ("s1", "s2"), "giao-thong", None,
            text="Đường hỏng. Đề nghị sửa.", summary="Sửa đường",
        ),
    )  # fmt: skip
    assert (room.opinions.order, room.opinions.rows["y1"].result) == (("y1",), Result.NOTED)


def test_logging_a_turn_as_it_stands_is_a_draft() -> None:
    (event,) = happens(spoken(), LogOpinion("t1"), SECRETARY)
    assert isinstance(event, OpinionLogged)
    assert (event.point, event.text, event.summary) == ("an-phu", "", "")


def test_logging_what_was_handed_in_without_a_turn() -> None:
    command = LogOpinion(text=" Xin cấp nước ", point="don-dac", speaker=MR_AN)
    (event,) = happens(spoken(), command, SECRETARY)
    assert isinstance(event, OpinionLogged)
    assert (event.turn, event.point, event.speaker) == ("", "don-dac", MR_AN)
    assert event.text == "Xin cấp nước"


def test_an_opinion_of_a_turn_takes_its_person_from_there() -> None:
    (event,) = happens(spoken(), LogOpinion("t1", speaker=Person("Ai đó")), SECRETARY)
    assert isinstance(event, OpinionLogged)
    assert event.speaker == Person()


def test_codes_count_on() -> None:
    room = after(logged(), LogOpinion("t2"), actor=SECRETARY)
    assert [room.opinions.rows[id].code for id in room.opinions.order] == ["YK001", "YK002"]


def test_field_and_authority_classify() -> None:
    command = LogOpinion("t1", field="dat-dai", authority=Level.PROVINCE)
    room = after(spoken(), command, actor=SECRETARY)
    assert room.opinions.rows["y1"].result is Result.CLASSIFIED
    room, events = ask(
        logged(), ReviseOpinion("y1", 1, "Tóm tắt", "dat-dai", Level.CENTRAL), SECRETARY
    )
    assert events == (OpinionRevised("y1", "dat-dai", Level.CENTRAL, "Tóm tắt"),)
    row = room.opinions.rows["y1"]
    assert (row.result, row.version) == (Result.CLASSIFIED, 2)
    assert happens(room, ReviseOpinion("y1", 2, " Tóm tắt "), SECRETARY) == ()
    assert happens(room, ReviseOpinion("y1", 2, field=""), SECRETARY)


def test_somebody_else_revised_it_meanwhile() -> None:
    room = after(logged(), ReviseOpinion("y1", 1, "một"), actor=SECRETARY)
    no = ("stale_version", {"id": "y1", "version": 2})
    assert refusal(room, ReviseOpinion("y1", 1, "hai"), SECRETARY) == no


def test_assigning() -> None:
    command = AssignOpinion("y1", "Sở Xây dựng", ("Sở Nội vụ",), "2026-02-01", "2026-06-30")
    room, events = ask(logged(), command, SECRETARY)
    assert events == (
        OpinionAssigned("y1", "Sở Xây dựng", ("Sở Nội vụ",), "2026-02-01", "2026-06-30"),
    )
    row = room.opinions.rows["y1"]
    assert (row.result, row.lead, row.version) == (Result.ASSIGNED, "Sở Xây dựng", 2)


def test_answering_here_settles_and_says_where() -> None:
    room, events = ask(logged(), AnswerOpinion("y1", Answer.HERE, "t2", "Đã rõ"), SECRETARY)
    assert events == (OpinionAnswered("y1", Answer.HERE, "t2", "", "Đã rõ", on="2026-01-01"),)
    row = room.opinions.rows["y1"]
    assert (row.answered_in, row.answer_text, row.result) == ("t2", "Đã rõ", Result.EXPLAINED)


@pytest.mark.parametrize(
    "open_answer",
    [
        AnswerOpinion("y1", Answer.HERE, promise="Sẽ sửa"),
        AnswerOpinion("y1", Answer.HERE, resolve_by="2026-06-30"),
        AnswerOpinion("y1", Answer.PARTLY),
        AnswerOpinion("y1", Answer.WRITTEN),
    ],
)
def test_a_promise_keeps_the_row_open_even_after_it_was_explained(
    open_answer: AnswerOpinion,
) -> None:
    assert after(logged(), open_answer, actor=SECRETARY).opinions.rows["y1"].result is Result.NOTED
    explained = AnswerOpinion("y1", Answer.HERE)
    room = after(logged(), explained, open_answer, actor=SECRETARY)
    assert room.opinions.rows["y1"].result is Result.NOTED
    classify = ReviseOpinion("y1", 1, field="dat-dai", authority=Level.PROVINCE)
    room = after(logged(), classify, explained, open_answer, actor=SECRETARY)
    assert room.opinions.rows["y1"].result is Result.CLASSIFIED
    assign = AssignOpinion("y1", "Sở Xây dựng")
    room = after(logged(), assign, explained, open_answer, actor=SECRETARY)
    assert room.opinions.rows["y1"].result is Result.ASSIGNED


def test_an_earlier_date_is_kept_and_stays_a_commitment() -> None:
    room = after(
        logged(), AssignOpinion("y1", "Sở", resolve_by="2026-06-30"),
        AnswerOpinion("y1", Answer.HERE), actor=SECRETARY,
    )  # fmt: skip
    row = room.opinions.rows["y1"]
    assert (row.resolve_by, row.result) == ("2026-06-30", Result.ASSIGNED)


def test_forwarding() -> None:
    room, events = ask(logged(), ForwardOpinion("y1", "Bộ Xây dựng"), SECRETARY)
    assert events == (OpinionForwarded("y1", "Bộ Xây dựng"),)
    row = room.opinions.rows["y1"]
    assert (row.forwarded_to, row.result) == ("Bộ Xây dựng", Result.FORWARDED)


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (LogOpinion("x"), "turn"),
        (LogOpinion("t1", ("x",)), "segment"),
        (LogOpinion(text="a", point="x"), "point"),
        (LogOpinion("t1", field="x"), "field"),
        (ReviseOpinion("x", 1), "opinion"),
        (ReviseOpinion("y1", 1, field="x"), "field"),
        (AssignOpinion("x", "Sở"), "opinion"),
        (AnswerOpinion("x", Answer.HERE), "opinion"),
        (AnswerOpinion("y1", Answer.HERE, "x"), "turn"),
        (ForwardOpinion("x", "Bộ"), "opinion"),
    ],
)
def test_what_is_named_must_exist(command: Command, what: str) -> None:
    assert refusal(logged(), command, SECRETARY) == ("unknown_id", {"what": what, "id": "x"})


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (LogOpinion(text=" ", point="an-phu"), "text"),
        (AssignOpinion("y1", " "), "lead"),
        (ForwardOpinion("y1", ""), "to"),
    ],
)
def test_what_must_say_something(command: Command, field: str) -> None:
    assert refusal(logged(), command, SECRETARY) == ("empty_field", {"field": field})


def test_segments_belong_to_the_turn() -> None:
    no = ("other_turn", {"segment": "s3", "turn": "t1"})
    assert refusal(spoken(), LogOpinion("t1", ("s1", "s3")), SECRETARY) == no
    no = ("other_turn", {"segment": "s1", "turn": ""})
    assert refusal(spoken(), LogOpinion("", ("s1",)), SECRETARY) == no


@pytest.mark.parametrize("level", list(Level))
def test_beyond_authority_is_computed(level: Level) -> None:
    ladder = [Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.CENTRAL]
    for authority in (None, *Level):
        higher = authority in ladder and level in ladder
        expected = higher and ladder.index(Level(authority or "")) > ladder.index(level)
        assert beyond(level, authority) is expected
