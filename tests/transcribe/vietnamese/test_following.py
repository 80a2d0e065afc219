"""A paper is read aloud: the record has the paper's words where they were read, and only there."""

import random
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.transcribe.heard import HeardWord
from server.transcribe.vietnamese.aloud import key, keys, number, tokens
from server.transcribe.vietnamese.following import (
    DEPARTURE,
    SKIP,
    SKIPPED,
    TEXT,
    Cursor,
    Followed,
    follow,
)
from server.transcribe.vietnamese.paper import Paper, bare
from server.transcribe.vietnamese.spelling import words
from tests.transcribe.vietnamese.spoken import Region, speak
from tests.transcribe.vietnamese.tables import rows

PAGES: Final = [(heard.split(), text) for heard, text in rows("paragraphs.tsv")]
"""What is read, and the paper, of the 16 opinions of the demo scenario."""
HEARD, OPINION = PAGES[0]
REGIONS: Final = (Region(), Region("ngàn", "lẻ", "bốn", "nhăm", "tỉ"))
VOCABULARY: Final = [word for heard, _ in PAGES for word in heard]
FORMAL = Paper(
    "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, UBND xã ban hành Kế hoạch"
    " số 15/KH-UBND.\n- Đến nay có 1.205 hộ (85%) không còn nhà tạm; kinh phí 3,5 tỷ đồng.\n"
    "Trong 1.205 hộ đó có nhiều hộ nghèo."
)


def read(paper: Paper, *utterances: str, cursor: Cursor = Cursor()) -> list[Followed]:  # noqa: B008
    """Each utterance as it is followed, one after the other."""
    done = []
    for said in utterances:
        done.append(follow(paper, cursor, said.split()))
        cursor = done[-1].cursor
    return done


def texts(paper: Paper, *utterances: str) -> list[str]:
    return [one.written.text for one in read(paper, *utterances)]


def at(text: str) -> Cursor:
    """Where FORMAL has the first word of `text`."""
    word, *_ = text.split()
    return Cursor([one.text for one in FORMAL.tokens].index(word))


def of_rule(followed: Followed, rule: str) -> list[str]:
    return [span.text for span in followed.written.spans if span.rule == rule]


def cut(said: Sequence[str], seed: int = 1) -> Iterator[list[str]]:
    """Utterances of 5 to 30 words."""
    at, chance = 0, random.Random(seed)
    while at < len(said):
        size = chance.randint(5, 30)
        yield list(said[at : at + size])
        at += size


# --- what is read -----------------------------------------------------------------------------


@pytest.mark.parametrize(("heard", "text"), PAGES, ids=range(len(PAGES)))
def test_every_opinion_of_the_demo_reads_as_its_paper(heard: list[str], text: str) -> None:
    done = follow(Paper(text), Cursor(), heard)
    assert done.written.text == " ".join(text.split())
    assert done.cursor.token == len(tokens(text))
    assert not of_rule(done, DEPARTURE) + of_rule(done, SKIPPED)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("nghị quyết số năm bảy nờ quờ trên tê vê kép", "Nghị quyết số 57-NQ/TW"),
        ("nghị quyết số năm mươi bảy nghị quyết trung ương", "Nghị quyết số 57-NQ/TW"),
        ("ngày hai hai tháng mười hai năm hai nghìn không trăm hai mươi tư", "ngày 22/12/2024"),
        ("hành kế hoạch số mười lăm ca hát ủy ban nhân dân", "hành Kế hoạch số 15/KH-UBND."),
        ("của bộ chính trị u bê nhân dân xã ban hành", "của Bộ Chính trị, UBND xã ban hành"),
        ("có một ngàn hai trăm lẻ năm hộ tám lăm phần trăm", "có 1.205 hộ (85%)"),
        ("không còn nhà tạm kinh phí ba tỷ rưỡi", "không còn nhà tạm; kinh phí 3,5 tỷ"),
        ("không còn nhà tạm kinh phí ba phẩy lăm tỷ", "không còn nhà tạm; kinh phí 3,5 tỷ"),
    ],
)  # fmt: skip
def test_figures_and_abbreviations_read_as_the_paper_has_them(said: str, text: str) -> None:
    (done,) = read(FORMAL, said, cursor=at(text))
    assert done.written.text == text
    assert not of_rule(done, DEPARTURE)


def test_another_region_and_misheard_words_read_as_the_paper() -> None:
    (done,) = read(
        Paper("Xã Lương Mông trồng nhiều rừng sản xuất"), "xã nương mông chồng nhiều rờ sản suất"
    )
    assert done.written.text == "Xã Lương Mông trồng nhiều rừng sản xuất"
    marked = [span.text for span in done.written.spans if span.suggested]
    assert marked == ["rừng"], "what did not sound like it is for somebody to look at"


def test_a_word_that_was_surely_another_one_is_a_departure() -> None:
    paper = Paper("Đề nghị tỉnh sớm quan tâm đầu tư")
    said = ("đề", "nghị", "huyện", "sớm", "quan", "tâm", "đầu", "tư")
    sure = [HeardWord(word, 0, 1, 0.99) for word in said]
    unsure = [HeardWord(word, 0, 1, 0.5) for word in said]
    assert follow(paper, Cursor(), sure).written.text == "Đề nghị huyện sớm quan tâm đầu tư"
    assert of_rule(follow(paper, Cursor(), sure), DEPARTURE) == ["huyện"]
    assert follow(paper, Cursor(), unsure).written.text == "Đề nghị tỉnh sớm quan tâm đầu tư"


def test_another_figure_than_the_papers_is_what_was_said() -> None:
    (done,) = read(
        Paper(OPINION), "xã chúng tôi đang quản lý bốn mươi ba phẩy sáu héc ta đất nông nghiệp"
    )
    assert "43,6 ha […] đất nông nghiệp" in done.written.text
    assert of_rule(done, DEPARTURE) == ["43,6 ha"]


@pytest.mark.parametrize(
    ("paper", "said", "text"),
    [
        ("Xã có hai đồng chí vắng mặt", "xã có ba đồng chí vắng mặt", "Xã có 3 đồng chí vắng mặt"),
        ("Tổ 5 thôn Đông rất khó", "tổ sáu thôn đông rất khó", "Tổ 6 thôn Đông rất khó"),
        ("Số tiền đó là 15 triệu", "số tiền đó là mười sáu triệu", "Số tiền đó là 16 triệu"),
    ],
)  # fmt: skip
def test_a_figure_is_never_put_into_anybodys_mouth(paper: str, said: str, text: str) -> None:
    (done,) = read(Paper(paper), said)
    assert done.written.text.replace(" […]", "").strip(".") == text
    assert of_rule(done, DEPARTURE)


def test_a_word_that_sounds_like_not_is_for_somebody_to_look_at() -> None:
    (done,) = read(Paper("Kho này chứa thóc giống"), "kho này chưa thóc giống")
    assert [span.text for span in done.written.spans if span.suggested] == ["chứa"]


def test_a_negation_is_neither_supplied_nor_swallowed() -> None:
    left_out = "đến nay có một nghìn hai trăm linh năm hộ tám lăm phần trăm còn nhà tạm"
    assert read(FORMAL, left_out, cursor=at("Đến"))[0].written.text.endswith(
        "(85%) […] còn nhà tạm;"
    )
    put_in = texts(
        Paper("Đất này sử dụng vào mục đích công ích"),
        "đất này sử dụng vào mục đích không công ích",
    )
    assert put_in == ["Đất này sử dụng vào mục đích không công ích"]


# --- beside the paper -------------------------------------------------------------------------


def test_a_remark_stays_as_it_was_said_and_is_marked() -> None:
    remark = "tôi xin nói thêm là anh em ở xã rất vất vả"
    said = [" ".join(HEARD[:20]), f"{remark} {' '.join(HEARD[20:40])}"]
    first, second = read(Paper(OPINION), *said)
    assert of_rule(first, DEPARTURE) == []
    assert " ".join(of_rule(second, DEPARTURE)).lower() == remark
    assert " ở xã rất vất vả nông nghiệp sử dụng vào mục đích công ích, " in second.written.text


def test_what_the_engine_writes_in_a_remark_stays_written_and_a_mark_can_be_taken_back() -> None:
    (done,) = read(Paper(OPINION), "riêng xã đồn đạc có hai trăm mười lăm hộ")
    assert done.written.text == "Riêng xã Đồn Đạc có 215 hộ."
    assert "215" in " ".join(of_rule(done, DEPARTURE))
    figure = next(one for one in done.written.spans if "215" in one.text)
    assert "hai trăm mười lăm" in done.written.without(figure).text


def test_a_skipped_part_is_a_mark() -> None:
    for said in ([HEARD[:20], HEARD[60:80]], [HEARD[:20] + HEARD[60:80]]):
        done = read(Paper(OPINION), *map(" ".join, said))
        assert [of_rule(one, SKIPPED) for one in done][-1] == [SKIP]
        assert done[-1].cursor.token == 69
        assert "[…] còn lúng túng về trình tự, về giá khởi điểm" in done[-1].written.text


def test_a_sentence_that_is_read_again_stands_there_twice() -> None:
    done = read(Paper(OPINION), " ".join(HEARD[:20]), " ".join(HEARD[10:40]))
    assert done[1].written.text.startswith("quản lý 42,6 ha đất nông nghiệp")
    assert not of_rule(done[1], DEPARTURE) + of_rule(done[1], SKIPPED)


def test_a_leap_over_pages_and_back_is_found() -> None:
    paper = Paper("\n".join(text for _, text in PAGES))
    far, back = PAGES[12][0][:25], HEARD[20:45]
    done = read(paper, " ".join(HEARD[:20]), " ".join(far), " ".join(back))
    assert [len(of_rule(one, DEPARTURE)) for one in done] == [0, 0, 0]
    assert done[1].cursor.token > 1000 > done[2].cursor.token


def test_what_has_nothing_of_the_paper_is_the_ordinary_text() -> None:
    for said, text in (("vâng xin mời đồng chí", "Vâng xin mời đồng chí."), ("", "")):
        (done,) = read(Paper(OPINION), said)
        assert done.written.text == text
        assert done.cursor.token == 0
    assert texts(Paper("…"), "xin chào hội nghị") == ["Xin chào hội nghị."]


# --- much noise -------------------------------------------------------------------------------


def misheard(said: Sequence[str], rate: float, chance: random.Random) -> list[str]:
    """`rate` of the words go wrong: 70 % are other words, 15 % are gone, 15 % bring another one."""
    noisy: list[str] = []
    for word in said:
        kind = chance.random() if chance.random() < rate else 2.0
        if kind < 0.7:
            noisy.append(chance.choice(VOCABULARY))
        elif kind >= 0.85:
            noisy += [word] if kind == 2.0 else [word, chance.choice(VOCABULARY)]
    return noisy


@pytest.mark.parametrize(("rate", "least"), [(0.0, 0.99), (0.3, 0.9), (0.4, 0.85), (0.45, 0.83)])
def test_a_paper_is_followed_through_noise(rate: float, least: float) -> None:
    """`least` of the paper's tokens stand in the record, in their order: four papers of four
    opinions each, three times."""
    there = whole = 0
    for seed in range(3):
        chance = random.Random(seed)
        for at in range(0, 16, 4):
            paper = Paper("\n".join(text for _, text in PAGES[at : at + 4]))
            said = misheard([w for heard, _ in PAGES[at : at + 4] for w in heard], rate, chance)
            done = read(paper, *map(" ".join, cut(said, seed)))
            record = [bare(word) for one in done for word in one.written.text.split()]
            wanted = [bare(one.text) for one in paper.tokens]
            matcher = SequenceMatcher(None, wanted, record, autojunk=False)
            there += sum(block.size for block in matcher.get_matching_blocks())
            whole += len(wanted)
            assert len(paper.tokens) - done[-1].cursor.token < 15
    assert there / whole > least


# --- what always holds ------------------------------------------------------------------------

sayings = st.lists(
    st.one_of(
        st.sampled_from(HEARD),
        st.sampled_from(sorted(words("không năm mươi hai phẩy trên tê vê kép nờ quờ ủy ban rưỡi"))),
        st.sampled_from(["", "-", "[…]", "42,6", "A\u0301", "\U0001f327", "x" * 99]),
        st.text(max_size=6),
    ),
    max_size=60,
)
passages = st.tuples(st.integers(0, len(HEARD)), st.integers(0, 40)).map(
    lambda where: HEARD[where[0] : where[0] + where[1]]
)
papers = st.sampled_from([OPINION, "", FORMAL.tokens[0].text, "57-NQ/TW 1.205 42,6 ha UBND – %"])


@given(
    papers,
    st.lists(st.tuples(sayings, passages, sayings), max_size=3),
    st.integers(0, 200),
    st.integers(0, 20),
)
def test_no_heard_word_is_lost_and_none_is_invented(
    text: str, said: list[tuple[list[str], list[str], list[str]]], token: int, loose: int
) -> None:
    paper, cursor = Paper(text), Cursor(token, loose)
    for parts in said:
        heard = [word for part in parts for word in part]
        written, cursor = follow(paper, cursor, heard)
        assert written.words == tuple(heard)
        pieces = [one for one in written.pieces() if one.start < one.end]
        assert [i for one in pieces for i in range(one.start, one.end)] == list(range(len(heard)))
        for span in written.spans:
            if span.start == span.end:
                assert span.rule == SKIPPED or len(span.text) == 1
            if span.rule == TEXT:
                assert span.text in " ".join(one.text for one in paper.tokens)
                assert len(tokens(span.text)) <= span.end - span.start + 1
        assert 0 <= cursor.token <= max(len(paper.tokens), token)
        assert written.without(*written.spans).text.split() == " ".join(heard).split()


@given(
    st.one_of(st.text(max_size=80), st.from_regex(r"[0-9A-ZĐ./,%²-]{0,40}", fullmatch=True)),
    st.lists(st.text(max_size=6), max_size=10),
)
@example("9" * 5000 + " IIII " + "X" * 500, ["chín"])
def test_any_text_is_a_paper(text: str, said: list[str]) -> None:
    paper = Paper(text)
    assert paper.first[-1] == len(paper.keys) == len(paper.owner)
    assert len(follow(paper, Cursor(), said).written.words) == len(said)


@given(st.integers(0, 10**12 - 1), st.sampled_from(REGIONS))
def test_a_number_read_aloud_is_found_in_every_region(value: int, region: Region) -> None:
    assert keys(tuple(number(value))) == keys(tuple(speak(value, region).split()))


def test_what_is_said_otherwise_for_a_digit_is_the_same_key() -> None:
    for one, other in [
        ("mốt", "một"),
        ("tư", "bốn"),
        ("lăm", "năm"),
        ("ngàn", "nghìn"),
        ("lẻ", "linh"),
    ]:
        assert key(one) == key(other)
    assert key("bốn") != key("ba")
