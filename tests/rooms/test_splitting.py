"""Tách, gộp, chuyển từ: words change their segment, and none of what was heard is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.rooms.editing import ConfirmWords, EditSegment, UndoSegment, VerifySegment
from server.rooms.entering import LogOpinion
from server.rooms.locking import LockSegments
from server.rooms.realign import timed
from server.rooms.room import Command, Event, Room, concealed
from server.rooms.spelling import Change
from server.rooms.splitting import MergeSegments, MoveWords, SplitSegment
from server.rooms.transcript import Segment, SegmentKind, SegmentState, newly_verified
from server.rooms.withdrawals import ConfirmWithdrawal, WithdrawContent
from server.rooms.words import Refused
from tests.given import CHAIR, LEAD, NOON, SECOND, SECRETARY, after, ask, refusal
from tests.given import given as made
from tests.rooms.spoken import LENGTH, STEP, room_of, segment, texts, two_turns

FIFTY_SEVEN = (Change(2, 4, "57", "law.document"),)


def order(room: Room) -> tuple[str, ...]:
    return tuple(room.transcript.order)


def raw(room: Room) -> list[tuple[str, int]]:
    """Every recognised word that stands somewhere, as they were spoken."""
    segments = [segment(room, id) for id in order(room)]
    return sorted((word.text, word.starts) for one in segments for word in one.words)


def split(room: Room, id: str, before: str, after_: str) -> Room:
    asked = SplitSegment(id, segment(room, id).version, before, after_)
    return after(room, asked, actor=SECRETARY)


# Tách


def test_a_segment_is_split_where_the_sound_parts() -> None:
    room = split(
        room_of("kính thưa hội nghị xin báo cáo"), "s1", "kính thưa hội nghị", "xin báo cáo"
    )
    assert order(room) == ("s2", "s3")
    first, second = segment(room, "s2"), segment(room, "s3")
    assert [word.text for word in second.words] == ["xin", "báo", "cáo"]
    assert (first.starts, first.ends) == (NOON, NOON + 3 * STEP + LENGTH)
    assert (second.starts, second.ends) == (NOON + 4 * STEP, NOON + 6 * STEP + LENGTH)
    assert first.state is second.state is SegmentState.HEARD
    assert (second.of, second.turn, second.formed) == (("s1",), "t1", SECRETARY.id)


def test_what_rules_wrote_can_still_be_taken_back_in_both_parts() -> None:
    room = room_of("nghị quyết năm bảy của tỉnh nghị quyết", changes=FIFTY_SEVEN)
    room = split(room, "s1", "nghị quyết 57", "của tỉnh nghị quyết")
    assert segment(room, "s2").changes == FIFTY_SEVEN
    assert segment(room, "s3").changes == ()
    assert [word.text for word in segment(room, "s2").words] == ["nghị", "quyết", "năm", "bảy"]


def test_what_was_typed_and_not_saved_is_saved_with_the_split() -> None:
    room = split(
        room_of("kính thưa hội nghị xin báo cáo"), "s1", "Kính thưa Hội nghị.", "Xin báo cáo!"
    )
    assert texts(room) == ["Kính thưa Hội nghị.", "Xin báo cáo!"]
    assert len(segment(room, "s2").words) == 4
    assert {segment(room, id).state for id in order(room)} == {SegmentState.EDITED}
    assert timed(segment(room, "s3"))[0].starts == NOON + 4 * STEP


def test_a_verified_text_stays_verified_where_nothing_was_typed_and_is_read_once() -> None:
    room = after(room_of("kính thưa hội nghị"), VerifySegment("s1", 1), actor=SECRETARY)
    parted = split(room, "s1", "kính thưa", "hội nghị")
    assert [segment(parted, id).approved for id in order(parted)] == ["kính thưa", "hội nghị"]
    assert newly_verified(room.transcript, parted.transcript) == []
    typed = split(room, "s1", "kính thưa", "Hội nghị")
    assert segment(typed, "s2").state is SegmentState.VERIFIED
    assert segment(typed, "s3").state is SegmentState.EDITED


def test_confirmed_words_stay_confirmed() -> None:
    room = after(room_of("chưa có nhưng không sao"), ConfirmWords("s1", 1), actor=SECRETARY)
    room = split(room, "s1", "chưa có", "nhưng không sao")
    assert [segment(room, id).sure for id in order(room)] == [(0, 1), (0, 1, 2)]


@pytest.mark.parametrize(("before", "after_"), [(" ", "kính thưa"), ("kính thưa", "\n")])
def test_both_parts_say_something(before: str, after_: str) -> None:
    no = ("empty_field", {"field": "text"})
    assert refusal(room_of("kính thưa"), SplitSegment("s1", 1, before, after_), SECRETARY) == no


# Gộp


def test_two_segments_become_one() -> None:
    room = room_of("kính thưa", "hội nghị", "xin báo cáo")
    room = after(room, MergeSegments("s1", 1, "s2", 1), actor=SECRETARY)
    assert order(room) == ("s4", "s3")
    one = segment(room, "s4")
    assert (one.text, one.of) == ("kính thưa hội nghị", ("s1", "s2"))
    assert (one.starts, one.ends) == (NOON, NOON + 10 * SECOND + STEP + LENGTH)
    assert one.state is SegmentState.HEARD


def test_only_neighbours_of_one_turn_are_merged() -> None:
    room = room_of("một", "hai", "ba")
    no = ("not_neighbours", {"segment": "s3"})
    assert refusal(room, MergeSegments("s1", 1, "s3", 1), SECRETARY) == no
    room = two_turns("một", "hai")
    no = ("not_neighbours", {"segment": "s2"})
    assert refusal(room, MergeSegments("s1", 1, "s2", 1), SECRETARY) == no


def test_a_segment_has_a_longest() -> None:
    room = room_of("một", "hai")
    edits = [EditSegment(id, 1, "dài " * 1500) for id in ("s1", "s2")]
    room = after(room, *edits, actor=SECRETARY)
    no = ("segment_too_long", {"limit": 8000})
    assert refusal(room, MergeSegments("s1", 2, "s2", 2), SECRETARY) == no


# Chuyển từ


def test_last_words_go_to_the_next_segment() -> None:
    room = room_of("kính thưa hội", "nghị xin báo cáo")
    room = after(room, MoveWords("s1", 1, "s2", 1, 1), actor=SECRETARY)
    assert texts(room) == ["kính thưa", "hội nghị xin báo cáo"]
    moved = segment(room, order(room)[1])
    assert moved.words[0] == segment(room, "s1").words[2]
    assert moved.starts == NOON + 2 * STEP


def test_first_words_go_to_the_segment_before() -> None:
    room = room_of("kính thưa", "hội nghị xin báo cáo")
    room = after(room, MoveWords("s2", 1, "s1", 1, 2), actor=SECRETARY)
    assert texts(room) == ["kính thưa hội nghị", "xin báo cáo"]
    assert segment(room, order(room)[0]).ends == NOON + 10 * SECOND + STEP + LENGTH


def test_words_cross_to_the_turn_whose_they_are() -> None:
    room = two_turns("tôi xin hết cảm ơn", "thưa chủ trì")
    room = after(room, MoveWords("s1", 1, "s2", 1, 2), actor=SECRETARY)
    first, second = (segment(room, id) for id in order(room))
    assert (first.turn, first.text) == ("t1", "tôi xin hết")
    assert (second.turn, second.text) == ("t2", "cảm ơn thưa chủ trì")
    assert second.starts < room.floor.turns["t2"].spans[0].start


def test_a_segment_that_gives_all_its_words_is_gone() -> None:
    room = after(two_turns("một hai", "ba"), MoveWords("s1", 1, "s2", 1, 9), actor=SECRETARY)
    assert texts(room) == ["một hai ba"]
    assert segment(room, order(room)[0]).turn == "t2"


def test_words_move_only_next_door() -> None:
    room = room_of("một", "hai", "ba")
    no = ("not_neighbours", {"segment": "s3"})
    assert refusal(room, MoveWords("s1", 1, "s3", 1, 1), SECRETARY) == no


# Two at once, and the way back


def test_who_edits_what_was_split_meanwhile_learns_what_it_became() -> None:
    room = split(room_of("kính thưa hội nghị"), "s1", "kính thưa", "hội nghị")
    no = ("segment_regrouped", {"segment": "s1", "into": ("s2", "s3")})
    for late in (EditSegment("s1", 1, "khác"), MergeSegments("s1", 1, "s2", 1)):
        assert refusal(room, late, LEAD) == no
    assert refusal(room, LockSegments(("s1",)), LEAD) == no
    assert refusal(room, LogOpinion("t1", ("s1",)), LEAD) == no


@pytest.mark.parametrize(
    "stale", [MergeSegments("s1", 1, "s2", 1), MergeSegments("s1", 2, "s2", 9)]
)
def test_both_segments_are_as_they_were_seen(stale: Command) -> None:
    room = after(room_of("một", "hai"), EditSegment("s1", 1, "Một"), actor=LEAD)
    assert refusal(room, stale, SECRETARY)[0] == "stale_version"


@pytest.mark.parametrize(
    "regroup",
    [
        SplitSegment("s1", 1, "kính", "thưa hội"),
        MergeSegments("s1", 1, "s2", 1),
        MoveWords("s1", 1, "s2", 1, 1),
        MoveWords("s2", 1, "s1", 1, 9),
    ],
)
def test_ones_own_regrouping_is_taken_back_whole(regroup: Command) -> None:
    before = room_of("kính thưa hội", "nghị xin")
    before = after(before, LogOpinion("t1", ("s1",)), actor=SECRETARY)
    room = after(before, regroup, actor=SECRETARY)
    last = next(id for id in order(room) if segment(room, id).of)
    assert refusal(room, UndoSegment(last, 1), LEAD)[0] == "nothing_to_undo"
    room = after(room, UndoSegment(last, 1), actor=SECRETARY)
    assert (order(room), texts(room)) == (order(before), texts(before))
    assert raw(room) == raw(before)
    assert room.opinions.rows["y1"].segments[0] == "s1"
    assert segment(room, "s1").version == 2
    assert refusal(room, UndoSegment("s1", 2), SECRETARY)[0] == "nothing_to_undo"


@pytest.mark.parametrize("work", [EditSegment("s3", 1, "Hội nghị"), VerifySegment("s3", 1)])
def test_a_regrouping_that_was_worked_on_since_stays(work: Command) -> None:
    room = split(room_of("kính thưa hội nghị"), "s1", "kính thưa", "hội nghị")
    room = after(room, work, actor=LEAD)
    assert refusal(room, UndoSegment("s2", 1), SECRETARY)[0] == "nothing_to_undo"


def test_a_verified_word_that_is_torn_apart_is_verified_no_more() -> None:
    room = after(room_of("kính thưa"), VerifySegment("s1", 1), actor=SECRETARY)
    room = split(room, "s1", "kính th", "ưa")
    assert {segment(room, id).state for id in order(room)} == {SegmentState.EDITED}


# What hangs on them


def test_an_opinion_keeps_its_words() -> None:
    room = room_of("một hai", "ba bốn", "năm")
    room = after(room, LogOpinion("t1", ("s1", "s3")), actor=SECRETARY)
    moved = after(room, MoveWords("s1", 1, "s2", 1, 1), actor=SECRETARY)
    assert moved.opinions.rows["y1"].segments == ("s4", "s3")
    room = split(room, "s1", "một", "hai")
    assert room.opinions.rows["y1"].segments == ("s4", "s5", "s3")
    room = after(room, MergeSegments("s5", 1, "s2", 1), actor=SECRETARY)
    assert room.opinions.rows["y1"].segments == ("s4", "s6", "s3")
    room = after(room, MergeSegments("s4", 1, "s6", 1), actor=SECRETARY)
    assert room.opinions.rows["y1"].segments == ("s7", "s3")


def test_one_half_is_withdrawn_and_every_trace_of_it_with_its_origins() -> None:
    room = split(
        room_of("con đường liên xã bí mật kho đạn"), "s1", "con đường liên xã", "bí mật kho đạn"
    )
    asked = WithdrawContent(NOON + 4 * STEP - 20, NOON + 8 * STEP, "mật")
    room = after(room, asked, actor=CHAIR, at=NOON + 60 * SECOND)
    room, events = ask(room, ConfirmWithdrawal("w1"), LEAD)
    assert events[0].segments == ("s3", "s1")  # type: ignore[union-attr]
    assert segment(room, "s2").text == "con đường liên xã"
    held = [one for one in room.transcript.segments.values() if "mật" in str(one)]
    assert [one.kind for one in held] == []


def test_what_was_split_and_put_together_again_leaves_no_copy() -> None:
    room = split(room_of("con đường bí mật"), "s1", "con đường", "bí mật")
    room = after(room, UndoSegment("s3", 1), actor=SECRETARY)
    asked = WithdrawContent(NOON + 2 * STEP - 20, NOON + 4 * STEP, "kho")
    room = after(room, asked, actor=CHAIR, at=NOON + 60 * SECOND)
    room, events = ask(room, ConfirmWithdrawal("w1"), LEAD)
    assert events[0].segments == ("s1", "s2", "s3")  # type: ignore[union-attr]
    assert "mật" not in str([*room.transcript.segments.values()])
    assert "con đường" in texts(room)


def test_what_is_only_about_to_be_withdrawn_is_named_apart() -> None:
    room = room_of("con đường bí mật", "tiếp theo")
    asked = WithdrawContent(NOON + 2 * STEP - 20, NOON + 4 * STEP, "kho")
    room = after(room, asked, actor=CHAIR, at=NOON + 60 * SECOND)
    shown = concealed(room).transcript
    assert shown.order == ("w1-1", "w1-2", "s2")
    assert shown.segments["w1-2"].kind is SegmentKind.WITHDRAWN
    room = after(room, EditSegment("s2", 1, "Tiếp theo"), actor=SECRETARY)
    assert concealed(room).transcript.order == ("w1-1", "w1-2", "s2")
    done = after(room, ConfirmWithdrawal("w1"), actor=LEAD)
    assert not any(id.startswith("w") for id in done.transcript.segments)


# Anything at all


regroupings = st.lists(
    st.tuples(
        st.sampled_from(["split", "merge", "move", "undo", "edit"]),
        st.integers(0, 9), st.integers(0, 9), st.integers(1, 5),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(regroupings)
def test_whatever_is_regrouped_no_heard_word_is_lost_and_the_log_tells_it_again(
    asked: list[tuple[str, int, int, int]],
) -> None:
    room = room_of("một hai ba bốn", "năm sáu bảy tám chín", "mười", changes=FIFTY_SEVEN[:0])
    heard, log = raw(room), list[Event]()
    start = room
    for what, one, other, count in asked:
        command = _command(room, what, one, other, count)
        try:
            room, events = ask(room, command, SECRETARY)
        except Refused:
            continue
        log += events
        assert raw(room) == heard
        starts = [segment(room, id).starts for id in order(room)]
        assert starts == sorted(starts)
        assert all(segment(room, id).text for id in order(room))
        gone = set(room.transcript.segments) - set(order(room))
        assert all(segment(room, id).into for id in gone)
        assert not any(segment(room, id).into for id in order(room))
    assert made(*log, room=start) == room


def _command(room: Room, what: str, one: int, other: int, count: int) -> Command:
    first: Segment = segment(room, order(room)[one % len(order(room))])
    second: Segment = segment(room, order(room)[other % len(order(room))])
    words = first.text.split()
    match what:
        case "split":
            return SplitSegment(
                first.id, first.version, " ".join(words[:count]), " ".join(words[count:])
            )
        case "merge":
            return MergeSegments(first.id, first.version, second.id, second.version)
        case "move":
            return MoveWords(first.id, first.version, second.id, second.version, count)
        case "undo":
            return UndoSegment(first.id, first.version)
        case _:
            return EditSegment(first.id, first.version, f"{first.text} thêm")
