"""What was probably meant: proposed with a confidence, written only where the glossary says so."""

import pytest

from server.transcribe.vietnamese.glossary import Trial, dry_run, likeness
from server.transcribe.vietnamese.names import BadName, Names, Term
from tests.transcribe.vietnamese.tables import written

NAMES = Names.of(
    places=["Xã Đồn Đạc", "Phường Hải Đông", "Điểm cầu xã Lương Mông"],
    people=["Nguyễn Văn Lĩnh"],
    glossary=[
        Term("kè chống sạt lở", heard=("kẻ chống xạt lở",)),
        Term("sáp nhập", heard=("sát nhập",), unless=("sông sát nhập vào",)),
        Term("đấu giá quyền sử dụng đất"),
    ],
)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("xã đồn đạt", "Đồn Đạc"),  # final t/c
        ("bà con xã đồng đạc", "Đồn Đạc"),  # final ng/n
        ("ông nguyễn văn nĩnh", "Nguyễn Văn Lĩnh"),  # l/n
        ("ông nguyễn văn lỉnh", "Nguyễn Văn Lĩnh"),  # hỏi/ngã
        ("xã nương mông", "Lương Mông"),
        ("đấu giá quyền xử dụng đất", "đấu giá quyền sử dụng đất"),  # s/x
    ],
)
def test_what_a_region_makes_of_a_name_is_proposed(heard: str, meant: str) -> None:
    done = written(heard, NAMES)
    assert [one.text for one in done.suggestions] == [meant]
    assert 0.6 <= done.suggestions[0].confidence < 1
    assert meant not in done.text


def test_a_name_is_never_changed_silently() -> None:
    done = written("ông nguyễn văn nĩnh", NAMES)
    assert done.text == "ông Nguyễn Văn Nĩnh"
    assert done.accept(done.suggestions[0]).text == "ông Nguyễn Văn Lĩnh"
    assert not done.accept(done.suggestions[0]).suggestions


def test_an_accepted_name_can_be_taken_back_too() -> None:
    done = written("ý kiến xã đồn đạt", NAMES)
    accepted = done.accept(done.suggestions[0])
    assert accepted.text == "ý kiến xã Đồn Đạc"
    assert accepted.without(accepted.spans[-1]).text == "ý kiến xã đồn đạt"


def test_an_accepted_phrase_keeps_the_capital_of_its_sentence() -> None:
    done = written("đấu giá quyền xử dụng đất rất chậm", NAMES, sentences=True)
    accepted = done.accept(done.suggestions[0])
    assert accepted.text == "Đấu giá quyền sử dụng đất rất chậm."


def test_the_nearer_the_sound_the_more_certain() -> None:
    said = ("nguyễn", "văn", "lĩnh")
    assert likeness(said, said) == 1
    assert likeness(("nguyễn", "văn", "lỉnh"), said) > likeness(("nguyễn", "văn", "nĩnh"), said)
    assert likeness(("nguyễn", "văn", "nĩnh"), said) > likeness(("nguyễn", "văn", "lịnh"), said)


def test_a_place_that_sounds_like_words_is_not_proposed_among_them() -> None:
    assert not written("có hai đồng một cân", NAMES).suggestions
    assert not written("tôi đi hải đồng", NAMES).suggestions
    assert [one.text for one in written("phường hải đồng", NAMES).suggestions] == ["Hải Đông"]


def test_a_listed_mishearing_is_written_and_marked() -> None:
    done = written("xây kẻ chống xạt lở", NAMES)
    assert done.text == "xây kè chống sạt lở"
    assert [(span.rule, span.suggested) for span in done.spans] == [("glossary.heard", True)]
    assert done.without(*done.spans).text == "xây kẻ chống xạt lở"


def test_a_counter_example_holds_the_entry_back() -> None:
    assert written("sau khi sát nhập thôn", NAMES).text == "sau khi sáp nhập thôn"
    assert written("con sông sát nhập vào dòng chính", NAMES).text.startswith("con sông sát nhập")


def test_a_single_heard_word_is_refused() -> None:
    with pytest.raises(BadName) as refused:
        Names.of(glossary=[Term("khai mạc", heard=("mạc",))])
    assert refused.value.code == "entry_too_short"


@pytest.mark.parametrize(("text", "code"), [("  ", "empty"), ("a " * 200, "too_long")])
def test_a_name_that_cannot_be_one_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadName) as refused:
        Names.of(people=[text])
    assert refused.value.code == code


def test_a_dry_run_shows_what_an_entry_would_do() -> None:
    term = Term("sáp nhập", heard=("sát nhập",), unless=("sông sát nhập vào",))
    past = [
        ["sau", "sát", "nhập", "thôn"],
        ["con", "sông", "sát", "nhập", "vào", "dòng", "chính"],
        ["đã", "sáp", "nhập", "xong"],
        ["việc", "xáp", "nhập", "chậm"],
    ]
    assert dry_run(term, past) == [
        Trial(0, 1, 3, "sát nhập", "sáp nhập", 1.0, True),
        Trial(3, 1, 3, "xáp nhập", "sáp nhập", 0.88, False),
    ]
