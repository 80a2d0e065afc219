"""Every change is a span that one can take back; what was recognised stays."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.transcribe.heard import HeardWord
from server.transcribe.vietnamese.names import Names
from server.transcribe.vietnamese.page import Span
from server.transcribe.vietnamese.written import Written, write
from tests.transcribe.vietnamese.tables import rows, written

TABLES = rows("further.tsv") + rows("unchanged.tsv")
VOCABULARY = sorted({word for row in TABLES for word in row[0].split()})
NUMBERISH = [
    "một", "hai", "tư", "năm", "mười", "mươi", "lăm", "mốt", "trăm", "linh", "lẻ", "nghìn", "triệu",
    "tỷ", "rưỡi", "phẩy", "không", "ngày", "tháng", "số", "điều", "khoản", "trên", "gạch", "quy",
    "đê", "tê", "u", "vê", "kép", "giờ", "phút", "phần", "đến", "khóa", "thứ", "lần", "quý",
]  # fmt: skip
WORDS = st.lists(
    st.one_of(
        st.sampled_from(VOCABULARY),
        st.sampled_from(NUMBERISH),
        st.text(min_size=1, max_size=8),
        st.text(alphabet="\x00\x07\x1b\u0301\u200b\ufeffỦủßıİ", min_size=1, max_size=4),
    ),
    max_size=40,
)
NAMES = Names.of(places=["Xã Đồn Đạc", "Hải Đông"], people=["Nguyễn Văn Bình"])


def nothing_is_lost(done: Written, words: list[str]) -> None:
    assert done.words == tuple(words)
    covered = [i for piece in done.pieces() for i in range(piece.start, piece.end)]
    assert covered == list(range(len(words)))
    assert all(span.text for span in done.spans)
    assert done.without(*done.spans).text == " ".join(words)


@settings(deadline=None)
@given(WORDS, st.booleans())
def test_no_word_is_ever_lost(words: list[str], sentences: bool) -> None:
    nothing_is_lost(write(words, NAMES, sentences=sentences), words)


@settings(deadline=None)
@given(st.lists(st.sampled_from(NUMBERISH), max_size=40), st.booleans())
def test_no_number_word_is_ever_lost(words: list[str], sentences: bool) -> None:
    nothing_is_lost(write(words, sentences=sentences), words)


@pytest.mark.parametrize("word", ["năm", "bê", "hai nghìn", "số", "nguyễn", "khoản hai", "phẩy"])
def test_one_word_over_and_over_ends_in_time(word: str) -> None:
    words = word.split() * 2000
    nothing_is_lost(write(words, NAMES, sentences=True), words)


def test_a_very_long_input_is_written() -> None:
    words = [
        "ngày",
        "hai",
        "mươi",
        "lăm",
        "tháng",
        "tư",
        "năm",
        "hai",
        "nghìn",
        "không",
        "trăm",
        "hai",
        "mươi",
        "tư",
    ] * 2000
    done = write(words, sentences=True)
    nothing_is_lost(done, words)
    assert done.text.count("25/4/2024") == 2000


@settings(deadline=None)
@given(WORDS)
def test_one_change_is_taken_back_alone(words: list[str]) -> None:
    done = write(words, NAMES)
    for span in done.spans:
        left = done.without(span)
        assert left.spans == tuple(one for one in done.spans if one != span)
        assert left.text.split() != done.text.split() or span.text == ","


def test_a_change_says_which_words_it_replaced_and_why() -> None:
    done = written("ngân sách hỗ trợ hai trăm năm mươi triệu đồng cho xã đồn đạc")
    assert done.spans == (
        Span(4, 8, "250", "number.money"),
        Span(12, 14, "Đồn Đạc", "name.place"),
    )


def test_words_that_stay_keep_their_own_place() -> None:
    pieces = list(written("dài năm mươi tám ki lô mét").pieces())
    assert [(piece.start, piece.end, piece.text) for piece in pieces] == [
        (0, 1, "dài"),
        (1, 7, "58 km"),
    ]
    assert pieces[0].span is None


def test_a_number_taken_back_leaves_the_name_written() -> None:
    done = written("sáu hộ ở xã ba chẽ")
    number = next(span for span in done.spans if span.rule == "number.count")
    assert done.text == "6 hộ ở xã Ba Chẽ"
    assert done.without(number).text == "sáu hộ ở xã Ba Chẽ"


def test_a_fragment_has_no_capital_and_no_stop_of_its_own() -> None:
    assert written("xin cảm ơn hội nghị").text == "xin cảm ơn hội nghị"


def test_a_sentence_has_both_and_they_are_suggestions() -> None:
    done = written("kính thưa hội nghị tôi đề nghị tỉnh sớm trả lời", sentences=True)
    assert done.text == "Kính thưa hội nghị, tôi đề nghị tỉnh sớm trả lời."
    assert all(span.suggested for span in done.spans)


def test_a_stop_taken_back_takes_its_capital_with_it() -> None:
    done = written("đường xuống cấp đi lại khó khăn tôi đề nghị tỉnh sửa chữa", sentences=True)
    assert done.text == "Đường xuống cấp đi lại khó khăn. Tôi đề nghị tỉnh sửa chữa."
    stop = next(span for span in done.spans if span.text == ".")
    assert done.without(stop).text == "Đường xuống cấp đi lại khó khăn tôi đề nghị tỉnh sửa chữa."


def test_a_question_ends_with_its_mark() -> None:
    assert written("bao giờ thì xong có đúng không ạ", sentences=True).text.endswith("không ạ?")


def heard(text: str, pauses: dict[int, int]) -> list[HeardWord]:
    at, words = 0, []
    for i, word in enumerate(text.split()):
        at += pauses.get(i, 40)
        words.append(HeardWord(word, at, at + 200, 0.9))
        at += 200
    return words


def test_pauses_part_sentences_and_clauses() -> None:
    words = heard("bà con rất phấn khởi đường đã xong điện đã có", {5: 900, 8: 400})
    assert write(words, sentences=True).text == "Bà con rất phấn khởi. Đường đã xong, điện đã có."


def test_a_pause_inside_a_number_or_behind_of_parts_nothing() -> None:
    words = heard("ý kiến của bà con ở hai mươi mốt thôn", {3: 2000, 7: 2000})
    assert write(words, sentences=True).text == "Ý kiến của bà con ở 21 thôn."


def test_the_mark_of_the_tone_stands_where_the_office_puts_it() -> None:
    assert written("khoẻ và hoà thuận").text == "khỏe và hòa thuận"


def test_what_is_written_can_be_stored_and_read() -> None:
    done = written("xã đồn đạc có hai mươi mốt hộ", sentences=True)
    assert msgspec.json.decode(msgspec.json.encode(done), type=Written) == done
