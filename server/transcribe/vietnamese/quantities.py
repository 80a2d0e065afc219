"""Counts, money, percent, measures, fractions, and figures that count nothing named. Pure."""

from typing import Final

from server.transcribe.vietnamese.amounts import Amount, amounts, counted_noun, unit_at
from server.transcribe.vietnamese.counted import (
    CLOSE_UNITS,
    NEVER_AFTER,
    PER,
    TIME,
    YEAR_BEFORE,
)
from server.transcribe.vietnamese.numbers import (
    DIGITS,
    NUMBER_WORDS,
    SCALE_WORDS,
    digit_string,
    figure,
    reading,
)
from server.transcribe.vietnamese.page import Change, Page

_TO: Final = frozenset(("đến", "tới", "hoặc"))
_PHONE: Final = 9
"""Digits one by one from this many on are a telephone number or the like."""


def quantity(page: Page, i: int) -> list[Change]:
    """The figure at word `i` with its unit, or nothing where it may be no number."""
    if _runs_from(page, i):
        return []
    if fraction := _fraction(page, i):
        return [fraction]
    if string := _digits(page, i):
        return [string]
    amount = next(amounts(page.low, i), None)
    if amount is None or not page.free(i, amount.end) or _runs_on(page, amount.end):
        return []
    if unit := _measured(page, i, amount):
        return unit
    if share := _share(page, i, amount):
        return [share]
    if _year_alone(page, i, amount):
        return [Change(i, amount.end, amount.text.replace(".", ""), "date.year")]
    if amount.end - i > 1 or _counts(page, i, amount):
        return [Change(i, amount.end, amount.text, _rule(page, amount.end))]
    return []


def _measured(page: Page, i: int, amount: Amount) -> list[Change]:
    end, symbol = unit_at(page, amount.end)
    if not symbol or not page.free(i, end):
        return []
    text = amount.text
    if page.low[i] == "một" and amount.end == i + 1 and symbol not in CLOSE_UNITS:
        # "mười triệu đồng một héc ta": a price for each, no measure.
        each = i > 0 and (page.low[i - 1] == "đồng" or bool(page.taken[i - 1]))
        text = "một" if each else text
    if page.low[end] == "rưỡi" and text.isdigit():
        text, end = f"{text},5", end + 1
    space = "" if symbol in CLOSE_UNITS else " "
    said = f"{text}{space}{symbol}"
    while page.low[end] == "trên":
        stop, below = _denominator(page, end + 1)
        if not below:
            break
        said, end = f"{said}/{below}", stop
    return [Change(i, end, said, _rule(page, amount.end))]


def per(page: Page, i: int) -> list[Change]:
    """ "trên" between a unit and what it is reckoned by: triệu đồng/tháng, tạ/ha."""
    if not i or page.low[i - 1] not in _DIVIDED:
        return []
    text, end = page.raw[i - 1], i
    while page.low[end] == "trên":
        stop, below = _denominator(page, end + 1)
        if not below:
            break
        text, end = f"{text}/{below}", stop
    return [Change(i - 1, end, text, "number.per")] if end > i else []


def _denominator(page: Page, i: int) -> tuple[int, str]:
    end, symbol = unit_at(page, i)
    if symbol and symbol not in CLOSE_UNITS:
        return end, symbol
    for length in (2, 1):
        if tuple(page.low[i : i + length]) in PER:
            return i + length, " ".join(page.raw[i : i + length])
    return i, ""


_DIVIDED: Final = frozenset(("đồng", "tạ", "tấn", "người", "lít", "triệu", "giường", "bác sĩ"))


def _share(page: Page, i: int, amount: Amount) -> Change | None:
    """19 trên 19 tiêu chí → 19/19."""
    whole = reading(page.low, amount.end + 1)
    if page.low[amount.end] != "trên" or whole is None or not amount.text.isdigit():
        return None
    if int(amount.text) > whole.value and whole.value != 7:
        return None
    return Change(i, whole.end, f"{amount.text}/{figure(whole.value)}", "number.fraction")


def _year_alone(page: Page, i: int, amount: Amount) -> bool:
    """ "hai nghìn không trăm hai mươi lăm" that counts nothing is a year."""
    typical = amount.text.startswith("2.0") and len(amount.text) == 5
    return (
        typical
        and "không" in page.low[i : amount.end]
        and (not _is_counted(page, amount.end) and page.low[amount.end] not in ("đồng", "đô"))
    )


def _rule(page: Page, end: int) -> str:
    _, symbol = unit_at(page, end)
    if symbol in CLOSE_UNITS:
        return "number.percent"
    if symbol:
        return "number.unit"
    money = page.low[end] in ("đồng", "đô") and page.low[end + 1] not in ("chí", "bào")
    return "number.money" if money else "number.count"


def _counts(page: Page, i: int, amount: Amount) -> bool:
    """May a figure of one word be written in digits?"""
    word, before = page.low[i], page.low[i - 1] if i else ""
    if before in NEVER_AFTER or word == "không":
        return False
    if page.low[amount.end] in _TO:
        other = next(amounts(page.low, amount.end + 1), None)
        return bool(other and (_is_counted(page, other.end) or unit_at(page, other.end)[1]))
    if before in _TO and i >= 2 and page.taken[i - 2] and _is_counted(page, amount.end):
        return True
    noun = counted_noun(page, amount.end)
    if not noun or word == "một":
        return word in ("hai", "ba", "bốn", "năm") and before in _TIMES and page.low[i + 1] == "lần"
    if word == "bốn" and noun == ("năm",) and counted_noun(page, i + 2):
        return False  # four years, or four or five of them
    return word != "năm" or _five(page, i, noun, before)


_SHORT: Final = frozenset((("ngày",), ("phút",), ("giờ",), ("tuần",), ("giây",)))
_TIMES: Final = frozenset(("gấp", "tăng", "giảm", "bằng"))


def _five(page: Page, i: int, noun: tuple[str, ...], before: str) -> bool:
    """Is "năm" before `noun` five, and no year?"""
    if page.taken[i - 1] and before in NUMBER_WORDS:  # "ba năm xã đã …"
        return False
    if noun == ("năm",):
        return before not in NUMBER_WORDS and not _year_follows(page, i + 2)
    if noun in _SHORT and page.low[i + 2] not in NUMBER_WORDS:
        return before not in ("mỗi", "hằng", "hàng")
    return noun not in TIME - {("tháng",)} and before not in YEAR_BEFORE


def _year_follows(page: Page, i: int) -> bool:
    found = reading(page.low, i)
    return found is not None and found.value >= 1000


def _is_counted(page: Page, i: int) -> bool:
    return bool(counted_noun(page, i)) or page.low[i] in SCALE_WORDS | {"lần"}


def _runs_from(page: Page, i: int) -> bool:
    """Does the number at `i` only go on with one before it: hai *ba* hộ, vài *ba* trăm?"""
    before = page.low[i - 1] if i else ""
    if not before or page.taken[i - 1]:
        return False
    if before in ("vài", "mấy", "dăm", "hàng", "bao", "phần"):
        return True
    if before == "năm":
        ten = page.low[i] == "mười" and page.low[i + 1] == "năm"  # "năm mười năm nữa"
        return ten or page.low[i] in ("sáu", "bảy", "bẩy")
    return before in NUMBER_WORDS | SCALE_WORDS and before not in ("không", "chấm", "mười")


def _runs_on(page: Page, end: int) -> bool:
    """Is there one more number at `end`, so that nobody knows where the first one ends?"""
    after = page.low[end]
    if after == "năm":  # a year, unless it plainly begins a number
        found = reading(page.low, end)
        nxt = page.low[end + 1]
        return found is not None and found.end > end + 1 and nxt in SCALE_WORDS | {"trăm", "mươi"}
    if after == "một":  # "… một tháng": for each
        return not counted_noun(page, end + 1) and not unit_at(page, end + 1)[1]
    return after in DIGITS and after != "không" and not page.taken[end]


def _fraction(page: Page, i: int) -> Change | None:
    """Hai phần ba → 2/3."""
    top = reading(page.low, i)
    if top is None or page.low[top.end] != "phần" or page.low[top.end + 1] == "trăm":
        return None
    low = page.low[top.end + 1]
    below = reading(page.low, top.end + 1) or (4 if low == "tư" else None)
    if below is None or (low == "năm" and _year_follows(page, top.end + 2)):
        return None
    end, value = (top.end + 2, 4) if isinstance(below, int) else below
    if not 1 < value <= 100 or page.low[end] in SCALE_WORDS or low in ("một", "nghìn"):
        return None
    return Change(i, end, f"{top.value}/{value}", "number.fraction")


def _digits(page: Page, i: int) -> Change | None:
    end, digits = digit_string(page.low, i)
    if len(digits) < _PHONE and not (
        len(digits) >= 3 and i and page.low[i - 1] in ("số", "máy", "đầu", "mã")
    ):
        return None
    return Change(i, end, digits, "number.digits")
