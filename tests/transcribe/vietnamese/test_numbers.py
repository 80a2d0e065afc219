"""Numbers survive the way into words and back, in the north and in the south."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.transcribe.vietnamese.numbers import Reading, figure, reading, roman, scaled
from tests.transcribe.vietnamese.spoken import Region, speak
from tests.transcribe.vietnamese.tables import written

REGIONS = st.builds(
    Region,
    thousand=st.sampled_from(("nghìn", "ngàn")),
    odd=st.sampled_from(("linh", "lẻ")),
    four=st.sampled_from(("tư", "bốn")),
    five=st.sampled_from(("lăm", "nhăm")),
    billion=st.sampled_from(("tỷ", "tỉ")),
    drops_tens=st.booleans(),
)
NUMBERS = st.one_of(
    st.integers(0, 10**15),
    st.integers(0, 10_000),
    st.builds(lambda n, zeros: n * 10**zeros, st.integers(0, 9999), st.integers(0, 11)),
)
SIZES = {"triệu": 10**6, "tỷ": 10**9}


@settings(deadline=None, max_examples=500)
@given(NUMBERS, REGIONS)
@example(10**15, Region())
@example(1_234_500_000_000, Region("ngàn", "lẻ", "bốn", "nhăm", "tỉ"))
@example(1_000_005, Region())
def test_a_number_said_is_the_number_heard(number: int, region: Region) -> None:
    words = speak(number, region).split()
    assert reading([*words, *[""] * 8], 0) == Reading(len(words), number)


@settings(deadline=None, max_examples=500)
@given(NUMBERS.filter(lambda number: number > 10), REGIONS)
def test_a_figure_says_the_same_as_the_words(number: int, region: Region) -> None:
    text = written(f"{speak(number, region)} đồng").text.removesuffix(" đồng")
    digits, _, scale = text.partition(" ")
    value = Decimal(digits.replace(".", "").replace(",", ".")) * SIZES.get(scale, 1)
    assert value == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        # Where packages fail without a word (speech.md §9.1).
        ("một nghìn hai trăm ba mươi tư tỷ năm trăm triệu", 1_234_500_000_000),
        ("mười hai nghìn tỷ", 12_000_000_000_000),
        ("hai ngàn rưỡi", 2500),
        ("ba triệu rưỡi", 3_500_000),
        ("một vạn hai", 12_000),
        ("hai nghìn không trăm hai mươi lăm", 2025),
        ("mười lăm", 15),
        ("hai mốt", 21),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("trăm rưỡi", 150),
        ("hai nghìn tư", 2400),
        ("hai chục", 20),
    ],
)
def test_sums_that_others_get_wrong(words: str, number: int) -> None:
    said = words.split()
    assert reading([*said, *[""] * 8], 0) == Reading(len(said), number)


@pytest.mark.parametrize("words", ["", "mốt", "tư", "mươi hai", "lăm", "hai trăm năm nghìn"])
def test_no_number_or_none_that_is_certain(words: str) -> None:
    assert written(words).text == words


def test_figures() -> None:
    assert figure(Decimal("1234.50")) == "1.234,5"
    assert figure(999) == "999"
    assert scaled(1_234_500_000_000) == "1.234,5 tỷ"
    assert scaled(1_234_567) == "1.234.567"
    assert scaled(1_234_500) == "1.234.500"
    assert scaled(720_000) == "720.000"
    assert [roman(n) for n in (1, 4, 9, 14, 16, 21, 49)] == [
        "I", "IV", "IX", "XIV", "XVI", "XXI", "XLIX",
    ]  # fmt: skip
