"""Every change of the words can be taken back alone; what is suggested is written when accepted."""

import pytest

from server.rooms.spelling import Change, Suggestion, respelt, spelled
from server.rooms.words import Unknown

RAW = ("đề", "nghị", "ubnd", "tỉnh", "nghị", "quyết", "năm", "bảy", "xã", "đôn", "đạc")
LAW = Change(6, 8, "57", "number")
STOP = Change(4, 4, ".", "punctuation.pause", suggested=True)
BIG = Change(4, 5, "Nghị", "casing.sentence", suggested=True)
NAME = Suggestion(9, 11, "Đồn Đạc", "name.place", 0.9)
CHANGES = (STOP, BIG, LAW)


def test_the_text_is_what_the_changes_make_of_the_words() -> None:
    assert spelled(RAW, CHANGES) == "đề nghị ubnd tỉnh. Nghị quyết 57 xã đôn đạc"
    assert spelled(RAW, ()) == " ".join(RAW)
    assert spelled((), ()) == ""


def test_one_change_is_taken_back_alone() -> None:
    left, suggested = respelt(CHANGES, (NAME,), (2,), ())
    assert (left, suggested) == ((STOP, BIG), (NAME,))


def test_a_full_stop_takes_the_capital_behind_it_along() -> None:
    left, _ = respelt(CHANGES, (), (0,), ())
    assert left == (LAW,)


def test_an_accepted_suggestion_replaces_what_stood_there() -> None:
    wrong = Change(9, 10, "Đôn", "casing.name")
    left, suggested = respelt((*CHANGES, wrong), (NAME,), (), (0,))
    assert spelled(RAW, left).endswith("xã Đồn Đạc")
    assert suggested == ()


@pytest.mark.parametrize(("back", "accept"), [((3,), ()), ((-1,), ()), ((), (1,))])
def test_a_place_that_is_not_there(back: tuple[int, ...], accept: tuple[int, ...]) -> None:
    with pytest.raises(Unknown):
        respelt(CHANGES, (NAME,), back, accept)
