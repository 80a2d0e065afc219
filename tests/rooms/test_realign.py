"""Every word of an edited text has a time: kept ones their own, others their part of the gap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from server.rooms import realign
from server.rooms.realign import Token, bare, timed, written
from server.rooms.spelling import Change, spelled
from server.rooms.transcript import Segment, Word
from tests.given import NOON
from tests.rooms.spoken import LENGTH, STEP, heard

RAW = "nghị quyết năm bảy của tỉnh"
CHANGES = (
    Change(0, 1, "Nghị", "casing.sentence"),
    Change(2, 4, "57", "law.document"),
    Change(6, 6, ".", "punctuation.stop"),
)


def of(text: str, raw: str = RAW, changes: tuple[Change, ...] = CHANGES) -> Segment:
    words = heard(raw)
    ends = words[-1].ends if words else NOON + 4000
    return Segment("s1", "t1", NOON, ends, text, words, spelt=changes)


def times(tokens: tuple[Token, ...]) -> list[tuple[str, int, int]]:
    return [(one.text, one.starts - NOON, one.ends - NOON) for one in tokens]


def test_what_was_written_by_rules_stands_for_its_words() -> None:
    tokens = written(heard(RAW), CHANGES)
    assert [(one.text, one.first, one.last) for one in tokens] == [
        ("Nghị", 0, 1), ("quyết", 1, 2), ("57", 2, 4), ("của", 4, 5), ("tỉnh.", 5, 6),
    ]  # fmt: skip
    assert times(tokens)[2] == ("57", 2 * STEP, 3 * STEP + LENGTH)
    assert tokens[2].rule == "law.document"


def test_kept_words_keep_their_times_around_a_changed_one() -> None:
    tokens = timed(of("Nghị quyết 75 của tỉnh."))
    assert times(tokens)[:2] == times(timed(of("Nghị quyết 57 của tỉnh.")))[:2]
    assert times(tokens)[2:] == [
        ("75", 2 * STEP, 3 * STEP + LENGTH),
        ("của", 4 * STEP, 4 * STEP + LENGTH),
        ("tỉnh.", 5 * STEP, 5 * STEP + LENGTH),
    ]
    assert [one.typed for one in tokens] == [False, False, True, False, False]


def test_changed_words_share_the_time_of_those_they_stand_for_by_their_length() -> None:
    tokens = timed(of("Nghị quyết ab cdef của tỉnh."))
    begins, whole = 2 * STEP, STEP + LENGTH
    assert times(tokens)[2:4] == [
        ("ab", begins, begins + whole * 2 // 6),
        ("cdef", begins + whole * 2 // 6, begins + whole),
    ]
    assert [(one.first, one.last) for one in tokens[2:4]] == [(2, 3), (3, 4)]


def test_an_inserted_word_lies_between_its_neighbours() -> None:
    tokens = timed(of("Nghị quyết 57 chung của tỉnh."))
    assert times(tokens)[3] == ("chung", 3 * STEP + LENGTH, 4 * STEP)
    assert (tokens[3].first, tokens[3].last, tokens[3].typed) == (4, 4, True)


def test_a_corrected_accent_keeps_its_time_and_is_a_persons_word() -> None:
    tokens = timed(of("Nghỉ quyết 57, của TỈNH"))
    assert times(tokens)[0][1:] == (0, LENGTH)
    assert [one.typed for one in tokens] == [True, False, False, False, False]


def test_a_typed_line_has_its_moment_only() -> None:
    line = Segment("s1", "t1", NOON, NOON, "Đề nghị sửa cầu", ())
    assert {one.starts for one in timed(line)} == {one.ends for one in timed(line)} == {NOON}


def test_a_mark_of_its_own_stands_for_no_word() -> None:
    tokens = written(heard("một hai"), (Change(1, 1, " […]", "paper.skipped"),))
    assert [(one.text, one.first, one.last) for one in tokens] == [
        ("một", 0, 1), ("[…]", 1, 1), ("hai", 1, 2),
    ]  # fmt: skip
    (first, *_) = written(heard("một"), (Change(0, 0, "–", "paper.skipped"),))
    assert (first.text, first.starts, first.ends) == ("–", NOON, NOON)


def test_a_text_too_long_to_compare_is_shared_over_the_whole_time() -> None:
    raw = " ".join(["a"] * 900)
    tokens = timed(of(" ".join(["b", *["a c"] * 450, "d"]), raw, ()))
    assert tokens[0].starts == NOON and tokens[-1].ends == heard(raw)[-1].ends
    assert realign.LARGEST < 900 * 902


syllables = st.sampled_from(["đề", "nghị", "Đề", "xã", "cầu,", "không", "năm", "bảy", "57", "–"])
marks = st.sampled_from([".", ","])


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    raw = draw(st.lists(syllables, max_size=12))
    at, words = NOON, []
    for one in raw:
        at += draw(st.integers(0, 400))
        words.append(Word(one, at, at + draw(st.integers(0, 500)), 0.9))
        at = words[-1].ends
    changes, place = [], 0
    while place < len(raw) and draw(st.booleans()):
        end = draw(st.integers(place, min(len(raw), place + 3)))
        become = draw(marks if place == end else st.sampled_from(["57", "Đồn Đạc", "xã"]))
        changes.append(Change(place, end, become, "number"))
        place = end + draw(st.integers(1, 2))
    text = spelled(tuple(raw), tuple(changes)).split()
    for _ in range(draw(st.integers(0, 3))):
        here = draw(st.integers(0, len(text)))
        text[here : here + draw(st.integers(0, 3))] = draw(st.lists(syllables, max_size=3))
    ends = at + draw(st.integers(0, 300))
    return Segment("s1", "t1", NOON, ends, " ".join(text), tuple(words), spelt=tuple(changes))


@given(segments())
def test_words_follow_each_other_within_the_segment(segment: Segment) -> None:
    tokens = timed(segment)
    assert [one.text for one in tokens] == segment.text.split()
    for one in tokens:
        assert segment.starts <= one.starts <= one.ends <= segment.ends
        assert 0 <= one.first <= one.last <= len(segment.words)
    for one, other in pairwise(tokens):
        assert one.ends <= other.starts
        assert one.last <= other.first


@given(segments())
def test_words_that_nobody_changed_have_exactly_the_times_of_their_words(
    segment: Segment,
) -> None:
    for one in timed(segment):
        if not one.typed and one.last == one.first + 1 and not one.rule:
            word = segment.words[one.first]
            assert (one.starts, one.ends) == (word.starts, word.ends)
            assert bare(one.text) == bare(word.text)


@given(segments())
def test_an_unedited_text_has_every_word_of_the_recogniser(segment: Segment) -> None:
    raw = tuple(word.text for word in segment.words)
    plain = Segment("s1", "t1", NOON, segment.ends, " ".join(raw), segment.words)
    assert [(one.first, one.last) for one in timed(plain)] == [
        (place, place + 1) for place in range(len(raw))
    ]
