from datetime import date, datetime
from math import ceil
from textwrap import wrap

import pytest

from server.documents.cells import LONGEST, TEXT_SIZE, Value
from server.documents.sheet import HIGHEST, Book, Column, row_height
from tests.documents import office

SAID = "Kính đề nghị tỉnh sớm bố trí kinh phí sửa chữa tuyến đường liên xã vào thôn đã xuống cấp"
LETTER = TEXT_SIZE * 0.42 * 25.4 / 72
"""Millimetres."""


def lines(text: str, width: float) -> int:
    height = (row_height([text], [width]) - 4) / (TEXT_SIZE * 1.2)
    assert height == pytest.approx(round(height))
    return round(height)


@pytest.mark.parametrize("width", [8, 12, 20, 38, 78, 252])
def test_a_row_is_as_high_as_its_words_need_in_a_column_of_that_width(width: float) -> None:
    letters = int((width - 1) / LETTER)
    words = [word for word in SAID.split() if len(word) <= letters]
    text = " ".join(words)
    assert lines(text, width) == len(wrap(text, letters))
    assert lines(f"{text}\n{text[:5]}", width) == lines(text, width) + lines(text[:5], width)


def test_a_word_longer_than_the_column_is_parted_and_a_cell_without_words_is_one_line() -> None:
    letters = int((20 - 1) / LETTER)
    assert lines("x" * 100, 20) == ceil(100 / letters)
    assert lines("", 20) == lines("1", 20) == lines("\n", 20) - 1 == 1


def test_the_longest_cell_says_how_high_a_row_is_and_no_row_is_higher_than_programs_allow() -> None:
    assert row_height([7, SAID], [10, 38]) == row_height([SAID], [38])
    assert row_height([" ".join([SAID] * 50)], [38]) == HIGHEST


def test_every_cell_is_read_back_as_what_it_was() -> None:
    values: list[Value] = ["=1+1", "<b>&amp;", " hai  dòng\nliền ", "x" * (LONGEST + 1), "", 2500,
              date(2026, 2, 28), "tắt\x0bđi", "]]>", "-5 °C", "đồng 💧"]  # fmt: skip
    book = Book()
    sheet = book.sheet("Một", [Column(str(no), 30, no % 2 == 0) for no in range(len(values))])
    sheet.banner([("TIÊU ĐỀ", True)])
    sheet.head()
    sheet.group("Nhóm")
    sheet.add(values)
    book.sheet("Hai", [Column("A", 30)]).head()
    blob = book.save(0)
    page = office.sheet(blob)
    assert page.dimensions == "A1:K5" and page.max_row == 5
    [cells] = page.iter_rows(min_row=5)
    assert [cell.value for cell in cells] == [
        "=1+1", "<b>&amp;", " hai  dòng\nliền ", "x" * LONGEST, None, 2500,
        datetime(2026, 2, 28), "tắtđi", "]]>", "-5 °C", "đồng 💧",
    ]  # fmt: skip
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert [cell.quotePrefix for cell in cells if cell.quotePrefix] == [True, True]
    assert {str(one) for one in page.merged_cells.ranges} == {"A1:K1", "A4:K4"}
    assert office.rows(office.sheet(blob, 1)) == [["A"]]
