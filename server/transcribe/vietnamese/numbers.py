"""Numbers as they are said, in the north and in the south. Pure.

Every reading is offered, longest first: what a number means depends on what stands after it. Words
are folded (`spelling.fold`) and followed by a few empty ones."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from server.transcribe.vietnamese.spelling import words

DIGITS: Final = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
_AFTER_TENS: Final = {
    **{word: n for word, n in DIGITS.items() if n not in (0, 5)},
    "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5,
}  # fmt: skip
"""Never "năm": "hai mươi năm" is twenty years, "mười năm" ten."""
_AFTER_DIGIT: Final = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
"""They say by themselves that "mươi" was dropped: hai mốt, ba tư, hai lăm."""
_AFTER_ODD: Final = {**{word: n for word, n in DIGITS.items() if n}, "tư": 4, "lăm": 5}
_ODD: Final = frozenset(("linh", "lẻ"))
_SCALES: Final = {"triệu": 10**6, "vạn": 10**4, "nghìn": 10**3, "ngàn": 10**3}
_BILLION: Final = frozenset(("tỷ", "tỉ"))
SCALE_WORDS: Final = frozenset(_SCALES) | _BILLION
_TENTHS: Final = {
    "mốt": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
"""hai nghìn tư = 2.400. Not "một" (a, one) and not "năm" (year)."""
_NOT_TENTHS: Final = words(
    "trăm mươi chục tháng năm ngày tuần lần bên đầu mặt chiều phía quý phần phẩy chấm giờ phút"
)
_GOES_ON: Final = SCALE_WORDS | words("trăm mươi mốt lăm nhăm chục rưỡi phẩy chấm mấy")
_NOT_FOUR: Final = words("nhân pháp vấn liệu tưởng duy thục cách thế lệnh tế lợi thù trang bản sản")
"""After them "tư" is no four: tư nhân, tư pháp, tư vấn …"""
NUMBER_WORDS: Final = frozenset(DIGITS) | _GOES_ON | {"mười"}


_STRING: Final = 20
"""Digits one by one at most: longer than any account or telephone number."""


class Reading(NamedTuple):
    """A number that ends before word `end`."""

    end: int
    value: int


def readings(low: Sequence[str], i: int) -> list[Reading]:
    """Every whole number that may begin at `i` and is not cut off in its middle, longest first."""
    if low[i] not in NUMBER_WORDS:
        return []
    found = {reading for reading in _numbers(low, i) if low[reading.end] not in _GOES_ON}
    return sorted(found, key=lambda reading: -reading.end)


def reading(low: Sequence[str], i: int) -> Reading | None:
    """The longest of `readings`."""
    return next(iter(readings(low, i)), None)


def digit_string(low: Sequence[str], i: int) -> tuple[int, str]:
    """Digits said one by one from `i` on, as (end, digits); the last may be tư, mốt or lăm."""
    end, said = i, ""
    while (digit := DIGITS.get(low[end])) is not None and end < i + _STRING:
        said += str(digit)
        end += 1
    last = _AFTER_DIGIT.get(low[end])
    if said and last is not None and not _no_four(low, end):
        return end + 1, said + str(last)
    return end, said


def _numbers(low: Sequence[str], i: int) -> Iterator[Reading]:
    if low[i] == "không":
        yield Reading(i + 1, 0)
    if low[i + 1] == "rưỡi" and low[i] in SCALE_WORDS:  # nghìn rưỡi
        yield Reading(i + 2, _SCALES.get(low[i], 10**9) * 3 // 2)
    for end, value in _groups(low, i, 10**9, first=True):
        yield Reading(end, value)
        if low[end] in _BILLION and value:
            yield from _after_scale(low, end + 1, value * 10**9, 10**9)


def _groups(low: Sequence[str], i: int, limit: int, *, first: bool) -> Iterator[Reading]:
    """Numbers below `limit`; not `first`: as they are said after a greater scale."""
    for end, value in _hundreds(low, i, first=first):
        scale = _SCALES.get(low[end], limit)
        if scale < limit:
            yield from _after_scale(low, end + 1, value * scale, scale)
        if first or end > i + 1:
            yield Reading(end, value)


def _after_scale(low: Sequence[str], i: int, value: int, scale: int) -> Iterator[Reading]:
    for end, rest in _groups(low, i, scale, first=False):
        yield Reading(end, value + rest)
    if low[i] == "rưỡi":
        yield Reading(i + 1, value + scale // 2)
    if tenths := _tenths(low, i):
        yield Reading(i + 1, value + tenths * scale // 10)
    yield Reading(i, value)


def _hundreds(low: Sequence[str], i: int, *, first: bool) -> Iterator[Reading]:
    digit = DIGITS.get(low[i])
    if digit is not None and low[i + 1] == "trăm" and (digit or not first):
        yield from _after_hundred(low, i + 2, digit * 100)
    elif low[i] == "trăm" and first and (low[i + 1] == "rưỡi" or _tenths(low, i + 1)):
        yield from _after_hundred(low, i + 1, 100)
    elif low[i] in _ODD and not first:
        yield from _odd(low, i, 0)
        yield from _tens(low, i + 1)
    else:
        yield from _tens(low, i)
        if digit:
            yield Reading(i + 1, digit)


def _after_hundred(low: Sequence[str], i: int, value: int) -> Iterator[Reading]:
    if low[i] in _ODD:
        yield from _odd(low, i, value)
    for end, tens in _tens(low, i):
        yield Reading(end, value + tens)
    tens, ones = DIGITS.get(low[i], 0), DIGITS.get(low[i + 1], 0)
    if tens > 1 and ones and ones != 5:  # "không trăm hai sáu": mươi dropped
        yield Reading(i + 2, value + 10 * tens + ones)
    if low[i] == "rưỡi":
        yield Reading(i + 1, value + 50)
    if value and (tenths := _tenths(low, i)):
        yield Reading(i + 1, value + 10 * tenths)
    if value:
        yield Reading(i, value)


def _odd(low: Sequence[str], i: int, value: int) -> Iterator[Reading]:
    if (digit := _AFTER_ODD.get(low[i + 1])) and not _no_four(low, i + 1):
        yield Reading(i + 2, value + digit)


def _tens(low: Sequence[str], i: int) -> Iterator[Reading]:
    if low[i] == "mười":
        if (unit := _AFTER_TENS.get(low[i + 1])) and not _no_four(low, i + 1):
            yield Reading(i + 2, 10 + unit)
        yield Reading(i + 1, 10)
    digit = DIGITS.get(low[i], 0)
    if not digit:
        return
    if low[i + 1] in ("mươi", "chục") and digit > (low[i + 1] == "mươi"):
        if (unit := _AFTER_TENS.get(low[i + 2])) and not _no_four(low, i + 2):
            yield Reading(i + 3, digit * 10 + unit)
        yield Reading(i + 2, digit * 10)
    unit = _AFTER_DIGIT.get(low[i + 1])
    if unit and digit > 1 and not _no_four(low, i + 1):
        yield Reading(i + 2, digit * 10 + unit)


def _tenths(low: Sequence[str], i: int) -> int:
    """The digit of a shortened end (hai nghìn *tư*), or 0."""
    after = low[i + 1]
    if (
        after in _NOT_TENTHS
        or after in SCALE_WORDS
        or after in DIGITS.keys() - {"một"}
        or _no_four(low, i)
    ):
        return 0
    return _TENTHS.get(low[i], 0)


def _no_four(low: Sequence[str], i: int) -> bool:
    return low[i] == "tư" and low[i + 1] in _NOT_FOUR


def _a_digit(low: Sequence[str], i: int) -> bool:
    """Behind a decimal "năm" may be a year: 1,5 năm."""
    return low[i] != "năm" or low[i + 1] in _AFTER_DECIMALS or low[i - 1] == "không"


def decimals(low: Sequence[str], i: int) -> Iterator[tuple[int, str]]:
    """(end, digits) of what may stand at `i`, behind "phẩy", longest first."""
    if low[i] in DIGITS:
        end = i + 1
        while low[end] in DIGITS and _a_digit(low, end) and end < i + _STRING:
            end += 1
        last = _AFTER_DIGIT.get(low[end])
        digits = "".join(str(DIGITS[word]) for word in low[i:end])
        if last is not None:
            yield end + 1, digits + str(last)
        elif low[end] not in _GOES_ON or low[end] in SCALE_WORDS:
            yield end, digits
    for end, value in sorted(_hundreds(low, i, first=True), reverse=True):
        if low[end] not in _GOES_ON or low[end] in SCALE_WORDS:
            yield end, str(value)


_AFTER_DECIMALS: Final = SCALE_WORDS | words("phần héc hecta ki mét lần đồng độ tấn tạ điểm")


def figure(value: Decimal | int) -> str:
    """`value` with a dot at every thousand and a decimal comma: 1.234,5."""
    whole, _, rest = (
        f"{value:,f}".partition(".") if isinstance(value, Decimal) else (f"{value:,}", "", "")
    )
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def scaled(value: Decimal | int) -> str:
    """`value` as official texts give it: tỷ and triệu stay words if three decimals are enough."""
    if value < 10**6:
        return figure(value)
    size, word = (10**9, "tỷ") if value >= 10**9 else (10**6, "triệu")
    share = Decimal(value) / size
    return f"{figure(share)} {word}" if share == round(share, 3) else figure(value)


def roman(value: int) -> str:
    """`value` (1…89) in Roman numerals."""
    tens, ones = divmod(value, 10)
    ten = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")[tens]
    return ten + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
