"""Figures and what stands behind them: a counted noun or a measure. Pure."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from server.transcribe.vietnamese.counted import COUNTED, COUNTED_LENGTH, UNITS
from server.transcribe.vietnamese.numbers import (
    NUMBER_WORDS,
    decimals,
    digit_string,
    figure,
    readings,
    scaled,
)
from server.transcribe.vietnamese.page import Page

_SCALE: Final = {
    "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_KEPT: Final = {"triệu": "triệu", "tỷ": "tỷ", "tỉ": "tỷ"}
"""Scale words that stay words behind a decimal, as they were said."""


class Amount(NamedTuple):
    """A figure that ends before word `end`."""

    end: int
    text: str


def amounts(low: list[str], i: int) -> Iterator[Amount]:
    """Every reading of the figure at `i`, decimals and scale words included, longest first."""
    if low[i] not in NUMBER_WORDS:
        return
    yield from _with_decimals(low, i)
    yield from _in_millions(low, i)
    end, digits = digit_string(low, i)
    if len(digits) == 2 and digits[0] > "1" and (low[end], low[end + 1]) == ("phần", "trăm"):
        yield Amount(end, digits)  # "ba chín phần trăm"
    for end, value in readings(low, i) or ():
        yield Amount(end, scaled(value))


def _with_decimals(low: list[str], i: int) -> Iterator[Amount]:
    for end in range(i + 1, i + 12):
        if low[end] in ("phẩy", "chấm"):
            break
    else:
        return
    whole = next((value for stop, value in readings_before(low, i, end)), None)
    if whole is None:
        return
    for stop, digits in decimals(low, end + 1):
        if low[end] == "chấm" and digits == "0":
            yield Amount(stop, f"{whole}.0")
            continue
        value = Decimal(f"{whole}.{digits}")
        last, scale = stop, ""
        while low[last] in _SCALE:
            if scale or low[last] not in _KEPT:
                value *= _SCALE[low[last]] if not scale else 1
            scale = _KEPT.get(low[last], "")
            last += 1
        yield Amount(last, f"{figure(value)} {scale}".rstrip())


def _in_millions(low: list[str], i: int) -> Iterator[Amount]:
    """A budget's "một nghìn năm trăm triệu": thousands of millions stay millions."""
    for end in range(i + 2, i + 10):
        if low[end] == "triệu" and low[end + 1] not in _SCALE:
            for _, value in readings_before(low, i, end):
                if 1000 <= value < 10**6:
                    yield Amount(end + 1, f"{figure(value)} triệu")


def readings_before(low: list[str], i: int, end: int) -> Iterator[tuple[int, int]]:
    """Readings of exactly the words i…end, whatever stands behind them."""
    part = [*low[i:end], *[""] * 8]
    for stop, value in readings(part, 0):
        if stop == end - i:
            yield stop, value


def counted_noun(page: Page, i: int) -> tuple[str, ...]:
    """The counted noun at word `i`, or ()."""
    for length in range(min(COUNTED_LENGTH, 3), 0, -1):
        noun = tuple(page.low[i : i + length])
        if noun in COUNTED:
            return noun
    return ()


def unit_at(page: Page, i: int) -> tuple[int, str]:
    """(end, symbol) of the measure at word `i`; (i, '') if there is none."""
    for length in (5, 4, 3, 2, 1):
        if symbol := UNITS.get(tuple(page.low[i : i + length])):
            return i + length, symbol
    return i, ""
