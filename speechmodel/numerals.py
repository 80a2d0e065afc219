"""Numbers as people say them: 1234 → "một nghìn hai trăm ba mươi tư"."""

from typing import Final

from numpy.random import Generator

_DIGITS: Final = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_SCALES: Final = ((1_000_000_000, ("tỷ",)), (1_000_000, ("triệu",)), (1000, ("nghìn", "ngàn")))


def said(number: int, rng: Generator) -> str:
    """`number` (0 ≤ number < 10¹²) in words; where people differ, one of their ways."""
    words: list[str] = []
    for scale, names in _SCALES:
        if number >= scale:
            words += [*_below_1000(number // scale, rng, full=bool(words)), _one(names, rng, 0.85)]
            number %= scale
    if number or not words:
        words += _below_1000(number, rng, full=bool(words))
    return " ".join(words)


def _below_1000(number: int, rng: Generator, *, full: bool) -> list[str]:
    """`full`: after a scale, so hundreds are said even if there are none."""
    words: list[str] = []
    if number >= 100 or full:
        words += [_DIGITS[number // 100], "trăm"]
        number %= 100
        if 0 < number < 10:
            words += [_one(("linh", "lẻ"), rng, 0.7), _DIGITS[number]]
            return words
    if number >= 20:
        tens, ones = divmod(number, 10)
        words += [_DIGITS[tens]]
        if ones == 0:
            return [*words, "mươi"]
        after = {1: ("mốt",), 4: ("tư", "bốn"), 5: ("lăm", "nhăm")}.get(ones, (_DIGITS[ones],))
        return [*words, *(["mươi"] if rng.random() < 0.85 else []), _one(after, rng, 0.85)]
    if number >= 10:
        return [
            *words,
            "mười",
            *([{5: "lăm"}.get(number % 10, _DIGITS[number % 10])] * (number > 10)),
        ]
    if number or not words:
        words.append(_DIGITS[number])
    return words


def _one(ways: tuple[str, ...], rng: Generator, first: float) -> str:
    """Mostly the first way."""
    if len(ways) == 1 or rng.random() < first:
        return ways[0]
    return ways[1]
