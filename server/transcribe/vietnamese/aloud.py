"""A written text as it is read aloud: its tokens, each with the syllables that are heard. Pure.

Only good enough to find one's place in the text: what a mouth makes of a figure or of a document's
number differs, and `keys` leaves out what does not matter."""

import re
from functools import lru_cache
from itertools import chain, islice, product
from typing import Final, NamedTuple

from server.transcribe.vietnamese.numbers import roman
from server.transcribe.vietnamese.spelling import fold, region_key, tidy

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SAME: Final = {
    "mốt": "một", "tư": "bốn", "lăm": "năm", "nhăm": "năm", "bẩy": "bảy", "ngàn": "nghìn",
    "lẻ": "linh", "tỉ": "tỷ",
}  # fmt: skip
_LETTERS: Final = {
    "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "g": "gờ", "h": "hát", "k": "ca", "l": "lờ",
    "m": "mờ", "n": "nờ", "p": "pê", "q": "quy", "r": "rờ", "s": "sờ", "t": "tê", "v": "vê",
    "x": "ích", "z": "dét", "f": "ép", "j": "gi", "w": "đúp",
}  # fmt: skip
"""Vowels are said as they are."""
_MEANS: Final = {
    "UBND": "ủy ban nhân dân", "HĐND": "hội đồng nhân dân", "MTTQ": "mặt trận tổ quốc",
    "UBMTTQ": "ủy ban mặt trận tổ quốc", "BHYT": "bảo hiểm y tế", "BHXH": "bảo hiểm xã hội",
    "BHTN": "bảo hiểm thất nghiệp", "TW": "trung ương", "TƯ": "trung ương", "NQ": "nghị quyết",
    "NĐ": "nghị định", "QĐ": "quyết định", "CT": "chỉ thị", "TT": "thông tư", "KH": "kế hoạch",
    "KL": "kết luận", "CP": "chính phủ", "TTg": "thủ tướng", "TU": "tỉnh ủy", "HU": "huyện ủy",
    "QH": "quốc hội", "TP": "thành phố", "KT": "kinh tế", "XH": "xã hội", "QP": "quốc phòng",
    "AN": "an ninh", "QPAN": "quốc phòng an ninh", "GPMB": "giải phóng mặt bằng",
    "NTM": "nông thôn mới", "HTX": "hợp tác xã", "THCS": "trung học cơ sở",
    "TTHC": "thủ tục hành chính", "THPT": "trung học phổ thông", "GDĐT": "giáo dục đào tạo",
    "TNMT": "tài nguyên môi trường",
}  # fmt: skip
_UNITS: Final = {
    "ha": "héc ta", "km": "ki lô mét", "m": "mét", "m2": "mét vuông", "m²": "mét vuông",
    "m3": "mét khối", "m³": "mét khối", "km2": "ki lô mét vuông", "km²": "ki lô mét vuông",
    "kg": "ki lô gam", "mm": "mi li mét", "cm": "xen ti mét", "%": "phần trăm", "°c": "độ",
}  # fmt: skip
_ROMAN: Final = {roman(n): n for n in range(1, 41)}
_PARTS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|[^\W\d_]+[²³]?|%|°[cC]")
_SYLLABLE: Final = re.compile(
    "(ngh?|nh|gh?|gi|ch|kh|ph|th|tr|qu|[bcdđhklmnprstvx])?[^bcdđghklmnpqrstvx]{1,3}(ng|nh|ch|[cmnpt])?$"
)
"""What may be a word in capitals (ĐỀ ÁN) and no abbreviation."""
_FIGURES: Final = re.compile(r"\d")
_LONGEST: Final = 12
"""Digits of a number; longer ones, as of accounts, are said one by one."""
_MOST_WAYS: Final = 12


class Token(NamedTuple):
    """One word of the text as it is written, marks and all. `aloud`: how it may be read, the first
    way the likeliest; without a syllable it is only a mark."""

    text: str
    aloud: tuple[tuple[str, ...], ...]


def tokens(text: str) -> list[Token]:
    """The text's words in order; a lone mark goes with the word before it."""
    found: list[Token] = []
    for line in text.splitlines():
        for word in line.strip().lstrip("-–—•*+ \t").split():
            aloud = _aloud(word)
            if aloud[0]:
                found.append(Token(tidy(word), aloud))
            elif found:
                found[-1] = found[-1]._replace(text=f"{found[-1].text} {word}")
    return found


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """What of a syllable is compared: without tone, region, and the ways to say a digit."""
    low = fold(word).strip(".,;:!?…\"'()“”‘’[]–-")
    return region_key(_SAME.get(low, low))


def keys(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(key, words))


@lru_cache(maxsize=20_000)
def _aloud(word: str) -> tuple[tuple[str, ...], ...]:
    parts = _PARTS.findall(tidy(word))
    ways = (_ways(part, alone=len(parts) == 1) for part in parts)
    together = (tuple(chain.from_iterable(one)) for one in product(*ways))
    return tuple(islice(together, _MOST_WAYS))


def _ways(part: str, *, alone: bool) -> list[tuple[str, ...]]:
    """The ways to read one part of a token: 57, NQ and TW of 57-NQ/TW."""
    if _FIGURES.match(part):
        return _figures(part)
    if unit := _UNITS.get(part.lower()) if part.islower() or not part.isalpha() else None:
        return [tuple(unit.split())]
    if not (part.isupper() and len(part) > 1) and part not in _MEANS:
        return [(fold(part),)]
    spelt = tuple(_LETTERS.get(letter, letter) for letter in part.lower())
    if part in _ROMAN:
        return [tuple(number(_ROMAN[part])), spelt]
    if means := _MEANS.get(part):
        whole = tuple(means.split())
        return [whole, spelt] if alone else [spelt, whole]
    return [(fold(part),), spelt] if _SYLLABLE.match(fold(part)) else [spelt]


def _figures(part: str) -> list[tuple[str, ...]]:
    whole, _, decimals = part.replace(".", "").partition(",")
    one_by_one = tuple(_DIGITS[int(digit)] for digit in whole)
    behind = ("phẩy", *(_DIGITS[int(digit)] for digit in decimals)) if decimals else ()
    if len(whole) > _LONGEST or (whole.startswith("0") and len(whole) > 2):
        return [(*one_by_one, *behind)]
    ways = [(*number(int(whole)), *behind)]
    if len(decimals) == 2:
        ways.append((*number(int(whole)), "phẩy", *number(int(decimals))))
    return ways if len(whole) == 1 else [*ways, (*one_by_one, *behind)]


def number(value: int) -> list[str]:
    """`value` (0 … 10¹²) in words, with one word for a digit wherever it stands."""
    if value < 10:
        return [_DIGITS[value]]
    said: list[str] = []
    for scale, word in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, value = divmod(value, scale)
        if group:
            said += _group(group, full=bool(said)) + ([word] if word else [])
    return said


def _group(value: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens:
        said += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    elif ones and said:
        said += ["linh"]
    return said + ([_DIGITS[ones]] if ones else [])
