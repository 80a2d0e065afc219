"""Words suggest a summary and classes, and say which words (domain.md §6.4, day.md D16)."""

import pytest

from server.rooms.opinions import OpinionKind
from server.rooms.plan import Field, Level, Plan
from server.rooms.suggesting import suggest, wishes

PLAN = Plan(
    fields=(Field("LV06", "Giao thông"), Field("suc-khoe", "Y tế"), Field("LV99", "Khác")),
    agencies=("Sở Y tế", "SỞ GIAO THÔNG VẬN TẢI"),
)
ROAD = (
    "Kính thưa hội nghị, tuyến đường liên xã hỏng đã lâu, mặt đường lầy lội. Tôi đề nghị tỉnh bố"
    " trí vốn sửa chữa trước mùa mưa. Xin cảm ơn."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ROAD, ("Đề nghị tỉnh bố trí vốn sửa chữa trước mùa mưa",)),
        (
            "chúng em rất mong muốn tỉnh làm đường đề nghị sớm",
            ("Mong muốn tỉnh làm đường đề nghị sớm",),
        ),
        (
            "Đề nghị sửa đường liên xã! Xin hỏi khi nào có nước sạch?",
            ("Đề nghị sửa đường liên xã", "Xin hỏi khi nào có nước sạch?"),
        ),
        ("Theo ý kiến của cử tri. Những kiến nghị này đã lâu rồi nhé.", ()),
        ("Đề nghị.", ()),
        ("", ()),
    ],
)
def test_sentences_that_ask(text: str, found: tuple[str, ...]) -> None:
    assert wishes(text) == found


def test_a_sentence_without_a_full_stop_is_cut() -> None:
    (wish,) = wishes("đề nghị " + "tỉnh quan tâm " * 100)
    assert len(wish.split()) == 60


def test_classes_and_the_words_they_come_from() -> None:
    found = suggest(ROAD, PLAN)
    assert found.summary == "Đề nghị tỉnh bố trí vốn sửa chữa trước mùa mưa."
    assert (found.field, found.authority, found.kind) == (
        "LV06", Level.PROVINCE, OpinionKind.PETITION,
    )  # fmt: skip
    assert found.lead == "SỞ GIAO THÔNG VẬN TẢI"  # as the plan writes it
    assert found.why == ("tuyến đường", "mặt đường", "đường liên xã", "đề nghị tỉnh", "đề nghị")


def test_a_field_is_the_plans_own() -> None:
    assert suggest("Trạm y tế thiếu bác sĩ", PLAN).field == "suc-khoe"
    assert suggest("Lưới điện yếu", PLAN).field == ""


def test_a_part_of_another_word_says_nothing() -> None:
    said = "Xin cảm ơn gia đình và cơ sở, theo yêu cầu"
    assert suggest(said, PLAN).why == ()


def test_a_question_and_a_higher_level() -> None:
    found = suggest("Xin hỏi khi nào Chính phủ sửa nghị định về đê điều?", PLAN)
    assert (found.kind, found.authority) == (OpinionKind.QUESTION, Level.CENTRAL)


def test_two_fields_alike_suggest_none() -> None:
    assert suggest("bác sĩ và bến xe", PLAN).field == ""
